"""Staff tick, the citizen books, staff see it, the citizen cancels, and the time is free again."""

import re
from dataclasses import replace

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings.rows import SELECT, booking_value
from db.offer import offer
from db.rules.changes.comments import booking_comment
from db.setup import publishing, time_types
from db.values import Actor, Role
from screens.citizen.bookings import BookingsPage
from screens.citizen.login import LoginPage
from screens.citizen.receipt import ReceiptPage
from screens.citizen.start import StartPage
from screens.session import Prefs, Session
from screens.staff.log.page import LogPage
from screens.staff.setup.time_types import TimeTypesPage
from screens.staff.tidbok.page import TidbokPage
from screens.start import StartScreen
from tests.db.actors import SCHEDULER
from tests.db.builders import load_type
from tests.screens import golden, guide_world
from tests.screens.citizen.test_booking import akut, listed, tap, tolvan
from tests.screens.staff_book import go, until

guide_file = guide_world.guide_file
book = guide_world.book

TYPE, WEB_NAME, TIME = "Akut", "Akut besök", "10:00 Akutmottagning"


def untick(book: Book) -> None:
    """As the clinic had it before: nothing of the type can be booked on 1177."""
    found = next(n for n in range(1, 40) if load_type(book, n).name == TYPE)
    time_types.save(book, SCHEDULER, 1, [replace(load_type(book, found), web_bookable=False)])
    publishing.publish_now(book, SCHEDULER, 1)


def offered(book: Book) -> set[str]:
    return {one.web_name for one in offer.types(book, tolvan(book), 1)}


async def tick(pilot: Pilot[None]) -> None:
    """Tick Bokningsbar webb in Tidstyper, publish, save and close."""
    await tap(pilot, "t")
    page = pilot.app.screen
    assert isinstance(page, TimeTypesPage)
    await go(page, pilot, TYPE, "web_bookable")
    await tap(pilot, "space", "ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen))
    await tap(pilot, "t", "f8")
    await until(pilot, lambda: not page.is_saving)
    await tap(pilot, "escape")


async def log_in(pilot: Pilot[None]) -> None:
    await tap(pilot, "1", *"tolvan", "enter")
    assert isinstance(pilot.app.screen, StartPage)


async def log_out(pilot: Pilot[None]) -> None:
    await tap(pilot, "ctrl+l")
    assert isinstance(pilot.app.screen, LoginPage)
    await tap(pilot, "escape")
    assert isinstance(pilot.app.screen, StartScreen)


async def test_the_round_trip_over_both_sides(book: Book) -> None:
    """R9, R14-R15, R36, R42, R92, R127: one book, two sides."""
    untick(book)
    assert WEB_NAME not in offered(book)
    shell = Shell(Session(book, Actor(Role.SCHEDULER), 1, Prefs()))
    async with shell.run_test(size=(120, 40)) as pilot:
        await tap(pilot)
        await tick(pilot)
        assert WEB_NAME in offered(book)

        await log_in(pilot)
        await tap(pilot, "k", "b", "space", "enter")
        assert listed(pilot)[0] == WEB_NAME
        await tap(pilot, "enter")
        assert listed(pilot, "#times")[0] == TIME
        await tap(pilot, "enter", *"Feber", "enter", "enter")
        assert isinstance(pilot.app.screen, ReceiptPage)
        await log_out(pilot)

        await tap(pilot, "l")
        assert isinstance(pilot.app.screen, LogPage)
        assert "Bokad    2024-09-19 11:05" in golden.text_of(shell)
        await tap(pilot, "escape", "b")
        tidbok = pilot.app.screen
        assert isinstance(tidbok, TidbokPage)
        tidbok.looking.use_resources((resource(book),))
        await tap(pilot)
        assert re.search("10:00.*■ T. Tolvans", golden.text_of(shell))
        await tap(pilot, "escape")
        assert state_of(book) == (1, "booked", "Mitt telefonnummer: +46701740605 Feber")

        await log_in(pilot)
        await tap(pilot, "t")
        assert isinstance(pilot.app.screen, BookingsPage)
        await tap(pilot, "a", *"Frisk", "tab", "space", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BookingsPage))
        assert state_of(book)[:2] == (0, "cancelled")
        await tap(pilot, "escape", "k", "b", "space", "enter", "enter")
        assert listed(pilot, "#times")[0] == TIME


def resource(book: Book) -> int:
    """Whose time it is."""
    with book.read() as reader:
        found = reader.value("SELECT resource_id FROM slot WHERE id = ?", (akut(book),))
    return int(found)


def state_of(book: Book) -> tuple[object, ...]:
    """Whether the time is taken, and the newest booking."""
    with book.read() as reader:
        taken = reader.value("SELECT taken FROM slot WHERE id = ?", (akut(book),))
        newest = reader.row(f"{SELECT} ORDER BY b.id DESC LIMIT 1")
    assert newest is not None
    one = booking_value(newest)
    return (taken, str(one.status), booking_comment(one))
