"""The books that tests start from: built once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import clock
from db.book import Book
from db.setup import case_types, clinics
from db.timeline import parse_instant
from db.values import CaseKind, JournalSystem


def build(path: Path, system: JournalSystem = JournalSystem.ASYNJA) -> None:
    """A connected clinic with both ärendetyper active and nothing else."""
    with Book.create(path) as book, book.write() as tx:
        clock.start(tx, clock.Mode.PAUSED, parse_instant("2024-09-12 10:52"))
        clinic = clinics.add(tx, "Primus MVK VC Test", system, connected=True)
        case_types.add(tx, clinic, CaseKind.BOOK, active=True)
        case_types.add(tx, clinic, CaseKind.CHANGE, active=True)


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("golden") / "empty.db"
    build(path)
    return path


@pytest.fixture
def book_path(golden: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(golden, tmp_path / "book.db"))


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    with Book.open(book_path) as opened:
        with opened.read() as reader:
            assert reader.value("PRAGMA foreign_keys") == 1
        yield opened
