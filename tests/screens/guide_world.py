"""The guide's own unit for tests of screens, made once and copied for each test.

A test module takes the fixtures by ``guide_file = guide_world.guide_file`` and so on; ``book`` and
``session`` take the place of those in ``conftest``.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.book import Book
from db.values import Actor, Role
from db.worlds import catalogue
from screens import pages
from screens.session import Prefs, Session
from tests.screens.staff_book import Desk


@pytest.fixture(scope="module")
def guide_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guide") / "book.db"
    catalogue.make(path, "guide").close()
    return path


@pytest.fixture
def book(guide_file: Path, tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "book.db"
    path.write_bytes(guide_file.read_bytes())
    with Book.open(path) as opened:
        yield opened


@pytest.fixture
def session(book: Book, tmp_path: Path) -> Session:
    return Session(book, Actor(Role.SCHEDULER), 1, Prefs(path=tmp_path / "settings.ini"))


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book.path, book)


@pytest.fixture
def no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the menus does not depend on which pages there are."""
    monkeypatch.setattr(pages, "PAGES", ())
