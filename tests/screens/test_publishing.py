"""F8 publishes wherever it is said to: on all the staff's pages, over their dialogs, in a cell."""

from dataclasses import replace
from itertools import count

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db import clock
from db.book import Book
from db.setup import publication, time_types
from db.values import Actor, Role
from screens.citizen.login import LoginPage
from screens.dialog import DialogScreen
from screens.session import Session
from screens.start import StartScreen
from tests.screens import guide_world
from tests.screens.pilots import press, screen, settled, shows
from tests.screens.test_hostile_screens import STAFF_PAGES

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

_names = count(1)


def waits(book: Book) -> bool:
    """Whether anything waits to be published."""
    with book.read() as reader:
        return bool(publication.pending(reader, 1, clock.now(reader)))


def save_something(book: Book) -> None:
    """Change what a type is called on 1177."""
    kind = next(one for one in time_types.every(book, 1) if one.web_name)
    edited = replace(kind, web_name=f"Annat namn {next(_names)}")
    time_types.save(book, Actor(Role.SCHEDULER), 1, [edited])
    assert waits(book)


async def publishes(pilot: Pilot[None], book: Book) -> bool:
    save_something(book)
    await press(pilot, "f8")
    await settled(pilot)
    return not waits(book)


async def test_on_every_page_and_over_what_stands_above_it(book: Book, session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert await publishes(pilot, book)
        assert shows(pilot, "1177 vet nu om en ändring")
        for name in STAFF_PAGES:
            shell.action_open_page(name)
            await settled(pilot)
            assert await publishes(pilot, book), name
            assert shows(pilot, "1177 vet nu om en ändring"), name
        for over in ("f1", "ctrl+p", "f12"):
            await press(pilot, over)
            assert await publishes(pilot, book), over
            await press(pilot, "escape", "escape")


async def test_where_a_page_has_closed_and_says_so(book: Book, session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "t", "down", "f2")
        assert await publishes(pilot, book)  # with a cell open
        await press(pilot, "escape", "right", "f2", *"Nytt namn", "enter", "ctrl+s")
        await settled(pilot)
        assert isinstance(screen(pilot), StartScreen)
        assert shows(pilot, "F8 publicerar nu")
        await press(pilot, "f8")
        assert not waits(book)
        assert not shows(pilot, "F8 publicerar nu")


async def test_not_for_others_nor_on_1177(book: Book, session: Session) -> None:
    staff = Shell(session._replace(actor=Actor(Role.STAFF)))
    async with staff.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not await publishes(pilot, book)
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        await settled(pilot)
        assert isinstance(screen(pilot), LoginPage)
        assert not await publishes(pilot, book)
        await shell.screen.run_action("register")
        await settled(pilot)
        assert isinstance(screen(pilot), DialogScreen)
        assert not await publishes(pilot, book)


async def test_a_notice_goes_when_another_page_is_opened_but_a_warning_stays(
    session: Session,
) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        shell.notify("Det är gjort.")
        shell.notify("Se upp.", severity="warning")
        await press(pilot, "t")
        await settled(pilot)
        assert not shows(pilot, "Det är gjort.")
        assert shows(pilot, "Se upp.")
