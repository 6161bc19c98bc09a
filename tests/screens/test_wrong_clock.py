"""A computer whose clock may be wrong is asked about before the log is cleared (R45)."""

from asynja_tui.shell import Shell
from db import clock
from db.book import Book
from db.values import Actor, Role
from screens.base import BookScreen
from screens.dialog import Question
from screens.session import Session
from screens.trouble import wrong_clock
from tests.screens.pilots import press, screen, settled, shows


def own_rows(book: Book) -> int:
    with book.read() as reader:
        return int(reader.value("SELECT count(*) FROM log_row WHERE file_id IS NULL"))


def long_unused(book: Book) -> None:
    """The clock runs, 400 days after the book was last in use."""
    clock.run(book, Actor(Role.STAFF))
    with book.write() as tx:
        tx.run("UPDATE clock SET base = base + 400 * 86400")


async def test_it_is_asked_once_and_cleared_only_with_a_yes(session: Session) -> None:
    book = session.book
    rows = own_rows(book)
    assert rows
    long_unused(book)
    shell = Shell(session)
    async with shell.run_test() as pilot:
        await settled(pilot)
        page = shell.screen
        assert isinstance(page, BookScreen)
        page._poll()
        await settled(pilot)
        assert isinstance(screen(pilot), Question)
        assert shows(pilot, "Boken har inte använts på 400 dagar")
        await press(pilot, "enter")  # the first answer changes nothing
        assert own_rows(book) == rows
        page._last_look = (-1, -1, -1)
        page._poll()
        await settled(pilot)
        assert screen(pilot) is page
        book.remembered(wrong_clock.Asked).day = None
        page._last_look = (-1, -1, -1)
        page._poll()
        await settled(pilot)
        await press(pilot, "tab", "enter")
        await settled(pilot)
        assert own_rows(book) == 0


async def test_a_citizen_is_not_asked(session: Session) -> None:
    long_unused(session.book)
    shell = Shell(session._replace(actor=Actor(Role.CITIZEN, "Frida", 1)))
    async with shell.run_test() as pilot:
        await settled(pilot)
        page = shell.screen
        assert isinstance(page, BookScreen)
        page._poll()
        await settled(pilot)
        assert screen(pilot) is page
