"""A small believable book for the screens, built once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from asynja_tui.shell import Shell
from db.book import Book
from db.values import Actor, Role
from screens.session import Prefs, Session
from tools import sample_book


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "book.db"
    sample_book.build(path)
    return path


@pytest.fixture
def book(sample: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(shutil.copy(sample, tmp_path / "book.db")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for idleness four times as often as Textual's pilot does."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 200)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 1 / 2000)


@pytest.fixture
def session(book: Book, tmp_path: Path) -> Session:
    return Session(book, Actor(Role.SCHEDULER), 1, Prefs(path=tmp_path / "settings.ini"))


@pytest.fixture
def shell(session: Session) -> Shell:
    return Shell(session)
