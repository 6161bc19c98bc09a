"""The file under an open book is moved, replaced, deleted or written over, by real programs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.book import Book
from db.doctor import examine
from db.errors import Misplaced
from db.store.place import Place
from tests.db.builders import make_resource
from tests.db.conftest import build
from tests.db.test_all_or_nothing import dump
from tests.db.test_book import ROOT

OTHERS = """
import sys, pathlib
from db.book import Book
from tests.db.builders import make_resource
with Book.open(sys.argv[1]) as book:
    for name in sys.argv[2:]:
        make_resource(book, name)
    if not sys.argv[2:]:
        print("open", flush=True)
        sys.stdin.readline()
"""


def names(path: Path) -> list[str]:
    with Book.open(path) as book, book.read() as reader:
        return [row[0] for row in reader.rows("SELECT name FROM resource ORDER BY id")]


def another_program(path: Path, *made: str) -> None:
    """Open the book elsewhere and make resources in it."""
    subprocess.run([sys.executable, "-c", OTHERS, str(path), *made], cwd=ROOT, check=True)


def checkpointed(book: Book) -> None:
    book._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.db"
    build(path)
    another_program(path, "Annan")
    return path


def deleted(path: Path, other: Path) -> None:
    path.unlink()


def deleted_with_all(path: Path, other: Path) -> None:
    for file in path.parent.glob(path.name + "*"):
        file.unlink()


def moved_away(path: Path, other: Path) -> None:
    path.rename(path.with_name("borta.db"))


def replaced(path: Path, other: Path) -> None:
    os.replace(other, path)


def copied_over(path: Path, other: Path) -> None:
    subprocess.run(["cp", str(other), str(path)], check=True)


def made_anew(path: Path, other: Path) -> None:
    command = ["-m", "asynja_tui", "new", "--world", "tom", "--force", "--book", str(path)]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)


HAPPENINGS: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "deleted": (deleted, "book-gone"),
    "deleted with its -wal": (deleted_with_all, "book-gone"),
    "moved away": (moved_away, "book-gone"),
    "replaced": (replaced, "book-replaced"),
    "copied over": (copied_over, "book-written-over"),
    "new --force elsewhere": (made_anew, "book-replaced"),
}


@pytest.mark.parametrize("what", HAPPENINGS)
def test_nothing_is_said_to_be_saved_that_is_not(book: Book, other: Path, what: str) -> None:
    path = book.path
    make_resource(book, "Före")
    happen, code = HAPPENINGS[what]
    happen(path, other)
    there = path.read_bytes() if path.exists() else b""
    for act in (lambda: make_resource(book, "Efter"), book.changes):
        with pytest.raises(Misplaced) as caught:
            act()
        assert caught.value.code == code
        assert caught.value.exit_code == 2
    with pytest.raises(Misplaced):
        Book.open_same(book.same) if path.exists() and what != "copied over" else book.changes()
    if what != "copied over":  # what is open is still whole
        with book.read() as reader:
            assert reader.value("SELECT count(*) FROM resource") == 1
        book.backup(path.with_name("sparad.db"))
        assert names(path.with_name("sparad.db")) == ["Före"]
    book.close()
    assert (path.read_bytes() if path.exists() else b"") == there
    if what == "moved away":
        assert names(path.with_name("borta.db")) == ["Före"]


@pytest.mark.parametrize("what", ["replaced", "copied over"])
@pytest.mark.parametrize("is_open", [True, False])
def test_an_old_wal_does_no_damage_to_what_is_moved_in(
    book_path: Path, other: Path, what: str, is_open: bool
) -> None:
    """Whether the program that wrote it has it open still, or was killed."""
    wanted = dump(other)
    command = [sys.executable, "-c", OTHERS, str(book_path)]
    if is_open:
        with Book.open(book_path) as book:
            make_resource(book, "Före")
            HAPPENINGS[what][0](book_path, other)
            another_program(book_path, "Nyare")
            with pytest.raises(Misplaced):
                make_resource(book, "Efter")
    else:
        killed = [*command[:2], OTHERS.replace("name)\n", "name)\n    import os; os._exit(9)\n")]
        subprocess.run([*killed, str(book_path), "Före"], cwd=ROOT, check=False)
        assert book_path.with_name("book.db-wal").stat().st_size > 0
        HAPPENINGS[what][0](book_path, other)
        another_program(book_path, "Nyare")
    after = dump(book_path)
    assert after.pop("resource")[:-1] == wanted.pop("resource")
    assert names(book_path) == ["Annan", "Nyare"]
    for counted in ("resource_name", "sqlite_sequence"):  # of the new resource, too
        del after[counted], wanted[counted]
    assert after == wanted
    with Book.open(book_path) as opened:
        assert examine.examine(opened).ok


def test_an_older_copy_of_the_same_book_is_told_too(book: Book, tmp_path: Path) -> None:
    """Its identity is the same; what it holds is less than what was in the file."""
    copy = tmp_path / "kopia.db"
    checkpointed(book)
    shutil.copy(book.path, copy)
    make_resource(book, "Före")
    checkpointed(book)
    make_resource(book, "Mer")
    copied_over(book.path, copy)
    with pytest.raises(Misplaced, match="skrivits över"):
        make_resource(book, "Efter")
    book.close()
    assert names(book.path) == []
    assert [one.name for one in tmp_path.glob("*.annan*")] == ["book.db-wal.annan"]


def test_a_copy_that_was_written_apart_is_told_too(book: Book, tmp_path: Path) -> None:
    """Its identity is the same and its number as high; its signs are others."""
    copy = tmp_path / "kopia.db"
    checkpointed(book)
    shutil.copy(book.path, copy)
    another_program(copy, "Annan", "Och en")
    make_resource(book, "Före")
    make_resource(book, "Mer")
    copied_over(book.path, copy)
    with pytest.raises(Misplaced, match="skrivits över"):
        make_resource(book, "Efter")
    book.close()
    assert names(book.path) == ["Annan", "Och en"]


def test_what_sqlite_does_itself_is_no_fault(book: Book) -> None:
    """Other programs write, and move what was written into the file."""
    for number in range(4):
        make_resource(book, f"Min {number}")
        another_program(book.path, f"Deras {number}")
        book.changes()
        checkpointed(book)
    with Book.open(book.path) as second:
        checkpointed(second)
        make_resource(second, "Två")
        checkpointed(second)
    make_resource(book, "Sist")
    killed = OTHERS.replace("name)\n", "name)\n    import os; os._exit(9)\n")
    subprocess.run([sys.executable, "-c", killed, str(book.path), "Dödad"], cwd=ROOT, check=False)
    book.close()
    assert names(book.path)[-2:] == ["Sist", "Dödad"]
    assert not list(book.path.parent.glob("*.annan*"))


def test_the_descriptor_is_shared_and_let_go(book_path: Path) -> None:
    """A process loses its locks on a file when it closes any descriptor of it."""

    def count() -> int:
        links = Path("/proc/self/fd").iterdir()
        return sum(os.path.realpath(link) == str(book_path) for link in links)

    before = count()
    first, second = Place(book_path), Place(book_path)
    assert count() == before + 1
    first.close()
    assert count() == before + 1
    second.close()
    assert count() == before
