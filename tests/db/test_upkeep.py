"""Copies while others write, clearings that are killed, and a disk without room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.book import Book
from db.errors import Unreadable
from tools.race import prepare
from tools.upkeep import backups_under_load, kills_in_clearing

needs_sigkill = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")


def test_a_copy_taken_while_others_write_is_whole(tmp_path: Path) -> None:
    prepare(tmp_path / "book.db", slots=100)
    result = backups_under_load(tmp_path / "book.db", processes=2, attempts=15, seed=1)
    assert result.faults == []
    assert result.rounds > 0


@needs_sigkill
def test_a_clearing_is_done_or_not_done(tmp_path: Path) -> None:
    result = kills_in_clearing(tmp_path / "book.db", rounds=2, seed=1)
    assert result.faults == []
    assert result.rounds == 2


@needs_sigkill
def test_half_a_clearing_is_seen(tmp_path: Path) -> None:
    result = kills_in_clearing(tmp_path / "book.db", rounds=6, seed=1, mode="hasty")
    assert any("half a clearing" in fault for fault in result.faults)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of two MiB, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    try:
        done = subprocess.run(words, capture_output=True, check=False, timeout=10)
    except OSError:
        pytest.skip("nothing can be mounted here")
    if done.returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False, timeout=10)


def test_a_full_disk_is_called_so_when_a_book_is_opened(book: Book, small_disk: Path) -> None:
    place = small_disk / "bok.db"
    book.backup(place)
    room = os.statvfs(small_disk)
    with (small_disk / "full").open("wb", buffering=0) as file:
        file.write(b"x" * (room.f_bavail * room.f_frsize))
    with pytest.raises(Unreadable, match="Disken är full"):
        Book.open(place)
    with pytest.raises(Unreadable, match=r"[Dd]isken är full"):
        book.backup(small_disk / "kopia.db")
    assert not (small_disk / "kopia.db").exists()
    (small_disk / "full").unlink()
    Book.open(place).close()
