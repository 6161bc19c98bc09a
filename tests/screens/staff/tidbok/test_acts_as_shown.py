"""Two people in one book: what the dialog says is what is acted on, or nothing is."""

import pytest

from db.book import Book
from db.bookings import acts, read
from db.bookings.acts import Details
from db.rules.local_time import instant_at
from db.schedule import changes
from db.setup import resources, time_types
from db.timeline import parse_day, parse_instant
from db.values import Actor, BookingStatus, Role
from screens.citizen.bookings import CancelDialog as CitizenCancel
from screens.citizen.deep_link import DeepLink
from screens.citizen.summary import SummaryPage
from screens.session import Session
from screens.staff.tidbok.booking_dialogs import BookDialog, CancelDialog
from screens.staff.waiting.booking import BookFromList
from tests.screens import guide_world
from tests.screens.citizen.pages import opened, page
from tests.screens.citizen.test_booking import PNR, tap, tolvan
from tests.screens.pilots import press, settled
from tests.screens.staff.tidbok.world import FRIDAY, NURSE, go, looking
from tests.screens.staff.waiting.test_page import listing, wait_for_midwife, waiting

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages

RUT = Actor(Role.SCHEDULER, "Rut")


def resource_of(book: Book, name: str = NURSE) -> int:
    return resources.find(book, 1, name).id or 0


def slot_at(book: Book, minute: int, day: str = FRIDAY, name: str = NURSE) -> int:
    start = instant_at(parse_day(day), minute)
    assert start is not None
    return acts.find_slot(book, 1, resource_of(book, name), start).id


def booked(book: Book, minute: int) -> int:
    """Tolvan at the nurse's, by care."""
    slot = slot_at(book, minute)
    return acts.book_time(book, RUT, 1, slot, Details(), patient=1, seen=None).id


def moved(book: Book, booking: int, minute: int) -> None:
    acts.rebook(book, RUT, booking, slot_at(book, minute), seen=None, seen_time=None)


def swapped(book: Book, slot: int) -> None:
    """To a type the time does not have."""
    now = next(one for one in time_types.every(book, 1) if one.name == ".Laboratoriet")
    changes.swap_type(book, Actor(Role.IT, "Sam"), (slot,), now.id or 0, seen=None)


def all_bookings(book: Book) -> list[tuple[object, ...]]:
    with book.read() as reader:
        return reader.rows("SELECT id, status, start, time_type_id, revision FROM booking")


def line(dialog: BookDialog | CancelDialog | BookFromList | CitizenCancel) -> str:
    return " ".join(dialog.frame.line.split())


async def test_boka_books_what_its_title_says(session: Session) -> None:
    book = session.book
    before = all_bookings(book)
    async with looking(session) as (_, pilot):
        await press(pilot, "b", *"1912", "enter", *"hej")
        swapped(book, slot_at(book, 480))
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, BookDialog)
        assert "Tiden 08:00 är nu till för" in line(dialog)
        assert "ändrad av Sam" in line(dialog)
        assert all_bookings(book) == before


async def test_avboka_cancels_the_visit_its_title_says(session: Session) -> None:
    book = session.book
    made = booked(book, 480)
    async with looking(session) as (_, pilot):
        await press(pilot, "a")
        moved(book, made, 510)
        await press(pilot, *"sjuk", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, CancelDialog)
        assert "flyttades till fre 20 sep 2024 08:30" in line(dialog)
        assert "av Rut" in line(dialog)
    assert read.get(book, RUT, made).status is BookingStatus.BOOKED


@pytest.mark.parametrize("what", ["the visit", "the time"])
async def test_omboka_moves_what_was_shown_to_where_was_shown(session: Session, what: str) -> None:
    book = session.book
    made = booked(book, 480)
    async with looking(session) as (shown, pilot):
        await press(pilot, "o")
        await go(shown, pilot, FRIDAY, 510)
        if what == "the visit":
            moved(book, made, 540)
        else:
            swapped(book, slot_at(book, 510))
        before = all_bookings(book)
        shown.action_open()  # Enter, before the page looks at the book again
        await settled(pilot)
        told = "flyttades till fre 20 sep 2024 09:00" if what == "the visit" else "är nu till för"
        assert told in shown.note
        assert shown.moving.is_begun is (what == "the time")
    assert all_bookings(book) == before


@pytest.mark.parametrize("what", ["swapped", "made anew"])
async def test_the_waiting_list_books_the_time_that_is_listed(session: Session, what: str) -> None:
    book = session.book
    wait_for_midwife(book)
    before = all_bookings(book)
    async with listing(session) as (_, pilot):
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, BookFromList)
        first = int(dialog.sheet.cursor_row or 0)
        if what == "swapped":
            swapped(book, first)
        else:
            start = parse_instant("2024-12-24 08:00")
            with book.write() as tx:
                tx.run("UPDATE slot SET start = ?, day = ? WHERE id = ?",
                       (start, parse_day("2024-12-24"), first))  # fmt: skip
        await press(pilot, "enter")
        assert dialog.is_active
        assert "är nu till för" in line(dialog) or "flyttades till tis 24 dec" in line(dialog)
        assert len(waiting(book)) == 1
        assert all_bookings(book) == before


async def test_on_1177_the_visit_that_is_shown_is_cancelled_or_none(book: Book) -> None:
    made = booked(book, 480)
    async with opened(book, link=DeepLink(service="bokade", pnr=PNR)) as pilot:
        await press(pilot, "a", "tab", "space")
        moved(book, made, 510)
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, CitizenCancel)
        assert line(dialog).startswith(
            "! Tiden har flyttats av mottagningen till fredag 20 september 2024 kl. 08:30"
        )
    assert read.get(book, tolvan(book), made).status is BookingStatus.BOOKED


async def test_on_1177_the_visit_that_is_shown_is_moved_or_none(book: Book) -> None:
    made = booked(book, 480)
    async with opened(book, link=DeepLink(service="bokade", pnr=PNR)) as pilot:
        await tap(pilot, "o", "space", "enter", "enter", "enter")
        while not isinstance(pilot.app.screen, SummaryPage):
            await tap(pilot, "enter")
        moved(book, made, 510)
        before = all_bookings(book)
        await tap(pilot, "enter")
        shown = page(pilot)
        assert isinstance(shown, SummaryPage)
        assert shown.fault is not None
        assert "flyttats av mottagningen till fredag 20 september 2024 kl. 08:30" in (
            shown.fault.text
        )
    assert all_bookings(book) == before
