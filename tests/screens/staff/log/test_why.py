"""Varför of a log row: what 1177 makes of its booking now, and the way to what can be done."""

from dataclasses import replace

from db.book import Book
from db.bookings.rows import load_booking
from db.log import query
from db.setup import time_types
from db.values import Actor, BookingStatus, Role
from screens.session import Session
from screens.staff.log.page import LogPage
from screens.staff.setup.time_types import TimeTypesPage
from screens.staff.shared.why_dialog import WhyDialog
from tests.screens import golden, guide_world
from tests.screens.log_world import FILE, add_log, keys, opened
from tests.screens.pilots import press, settled
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

STAFF = Actor(Role.STAFF)


def coming(book: Book) -> tuple[int, int, int]:
    """A row of a booking that stands, its booking, and that one's type."""
    for row in query.rows(book, STAFF, 1, None, ""):
        assert row.booking is not None
        with book.read() as reader:
            found = load_booking(reader, STAFF, row.booking)
        if found.status is BookingStatus.BOOKED:
            return row.seq, row.booking, found.time_type
    raise AssertionError("every visit was cancelled")


def stand_on(page: LogPage, seq: int) -> None:
    assert page.sheet.move_to(seq)


async def test_a_row_says_what_1177_makes_of_its_booking_and_leads_to_the_cell(
    session: Session, book: Book
) -> None:
    seq, _, kind = coming(book)
    stored = next(one for one in time_types.every(book, 1) if one.id == kind)
    edited = replace(stored, web_cancellable=False)
    time_types.save(book, Actor(Role.IT), 1, (edited,), at_once=True)
    async with opened(session, size=(80, 24), role=Role.SCHEDULER) as (page, pilot):
        stand_on(page, seq)
        await keys(pilot, "f4")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, WhyDialog)
        assert "Varför?" in golden.text_of(pilot.app)
        choices = dialog.query_one(ChoiceList)
        at = next(n for n, one in enumerate(choices.choices) if "avbokas" in one.label)
        choices.cursor = at
        await press(pilot, "enter")
        await settled(pilot)
        types = pilot.app.screen
        assert isinstance(types, TimeTypesPage)
        assert types.draft is not None
        assert types.draft.item(str(types.sheet.cursor_row)).id == kind
        assert types.sheet.cursor_column == "web_cancellable"
        await press(pilot, "escape")
        await settled(pilot)
        assert pilot.app.screen is page


async def test_what_is_for_the_whole_unit_is_done_after_a_question(
    session: Session, book: Book
) -> None:
    seq, _, _ = coming(book)
    with book.write() as tx:
        tx.run("UPDATE clinic SET connected = 0")
    async with opened(session, size=(80, 24), role=Role.IT) as (page, pilot):
        stand_on(page, seq)
        await keys(pilot, "f4")
        await settled(pilot)
        labels = [one.label for one in pilot.app.screen.query_one(ChoiceList).choices]
        assert labels[0].startswith("Anslut Primus MVK VC Test till 1177")
        await press(pilot, "enter")
        await settled(pilot)
        assert "Gäller hela enheten:" in " ".join(golden.text_of(pilot.app).split())
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("Gjort: Anslut Primus MVK VC Test till 1177.")
    with book.read() as reader:
        assert reader.value("SELECT connected FROM clinic WHERE id = 1") == 1


async def test_a_row_from_a_file_has_no_booking_here(session: Session, book: Book) -> None:
    add_log(book, 5, 2)
    async with opened(session, file=FILE) as (page, pilot):
        await keys(pilot, "f4")
        assert pilot.app.screen is page
        assert "inläst från en fil" in page.note
