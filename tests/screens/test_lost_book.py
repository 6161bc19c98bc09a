"""The open book's file is taken away under the program: it says so, and shows ways on."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.practice import books
from db.store.place import GONE
from screens.base import BookScreen
from screens.dialog import Question
from screens.session import Session
from screens.start import StartScreen
from screens.trouble.lost_book import TITLE, FileDialog
from tests.db.builders import make_resource
from tests.db.store.test_place import HAPPENINGS
from tests.screens.pilots import press, screen, settled, shows
from tests.screens.staff_book import until
from widgets.forms.path_input import PathInput


@pytest.fixture
def other(sample: Path, tmp_path: Path) -> Path:
    path = tmp_path / "other.db"
    path.write_bytes(sample.read_bytes())
    with Book.open(path) as book:
        make_resource(book, "Den nyas resurs")
    return path


async def told(pilot: Pilot[None]) -> None:
    """What the page sees when it looks at the book the next time."""
    page = pilot.app.screen
    assert isinstance(page, BookScreen)
    page._poll()
    await settled(pilot)
    assert isinstance(screen(pilot), Question)
    assert shows(pilot, TITLE)


def resource_names(book: Book) -> list[str]:
    with book.read() as reader:
        return [row[0] for row in reader.rows("SELECT name FROM resource")]


@pytest.mark.parametrize("what", ["replaced", "copied over"])
async def test_the_new_one_is_opened(session: Session, other: Path, what: str) -> None:
    shell = Shell(session)
    old = session.book
    make_resource(old, "Den gamlas resurs")
    async with shell.run_test() as pilot:
        await settled(pilot)
        shell.action_open_page("tidbok")
        await settled(pilot)
        HAPPENINGS[what][0](old.path, other)
        await told(pilot)
        assert shows(pilot, "Öppna den nya")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(screen(pilot), StartScreen) and not old.is_open)
        book = shell.session.book
        assert (book is old, book.patience) == (False, old.patience)
        assert "Den nyas resurs" in resource_names(book)
        assert "Den gamlas resurs" not in resource_names(book)
        make_resource(book, "Efter")
        shell.screen._poll()  # type: ignore[attr-defined]
        assert isinstance(screen(pilot), StartScreen)
    book.close()


async def test_a_book_that_was_started_over_elsewhere_is_followed(
    session: Session, other: Path
) -> None:
    shell = Shell(session)
    old = session.book
    async with shell.run_test(notifications=True) as pilot:
        await settled(pilot)
        shell.action_open_page("tidbok")
        await settled(pilot)
        books.replace_with(other, old.path)
        shell.screen._poll()  # type: ignore[attr-defined]
        await until(pilot, lambda: isinstance(screen(pilot), StartScreen) and not old.is_open)
        assert "Den nyas resurs" in resource_names(shell.session.book)
        assert shows(pilot, "Den nya är öppen.")
    shell.session.book.close()


async def test_where_something_is_unsaved_it_is_asked_about_all_the_same(
    session: Session, other: Path
) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        shell.action_open_page("resources")
        await settled(pilot)
        await press(pilot, "f2", "x", "enter")
        await settled(pilot)
        assert shell.screen.unsaved()  # type: ignore[attr-defined]
        books.replace_with(other, session.book.path)
        await told(pilot)
        assert shell.session.book is session.book


async def test_what_is_open_is_saved_as_a_new_book(session: Session, other: Path) -> None:
    shell = Shell(session)
    old, path = session.book, session.book.path
    make_resource(old, "Den gamlas resurs")
    async with shell.run_test() as pilot:
        await settled(pilot)
        HAPPENINGS["deleted with its -wal"][0](path, other)
        await told(pilot)
        assert old.misplaced is not None
        assert old.misplaced.code == GONE
        assert not shows(pilot, "Öppna den nya")
        await press(pilot, "enter")
        dialog = screen(pilot)
        assert isinstance(dialog, FileDialog)
        field = dialog.query_one(PathInput)
        assert field.value == str(path.with_name("book-sparad.db"))
        field.value = str(other)
        await press(pilot, "enter")
        assert "skrivs inte över" in " ".join(dialog.frame.line.split())
        field.value = str(path.with_name("räddad.db"))
        await press(pilot, "enter")
        await until(pilot, lambda: not old.is_open)
        assert shell.session.book.path == path.with_name("räddad.db")
        assert "Den gamlas resurs" in resource_names(shell.session.book)
    shell.session.book.close()


async def test_an_act_is_refused_and_asked_about_again(session: Session, other: Path) -> None:
    shell = Shell(session)
    async with shell.run_test() as pilot:
        await settled(pilot)
        HAPPENINGS["replaced"][0](session.book.path, other)
        await told(pilot)
        await press(pilot, "escape")
        page = screen(pilot)
        assert isinstance(page, BookScreen)
        page._poll()  # not every quarter of a second
        await settled(pilot)
        assert screen(pilot) is page
        shell.action_open_page("tidbok")
        await settled(pilot)
        await press(pilot, "e", *"APT", "enter")
        await settled(pilot)
        assert isinstance(screen(pilot), Question)
        assert shows(pilot, TITLE)
