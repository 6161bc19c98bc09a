"""Omboka on 1177: where the booking may go, what is kept, and what a late one means."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.pilot import Pilot
from textual.widgets import Static

from db.book import Book
from db.bookings import acts, read
from db.bookings.acts import Details
from db.remedies.for_citizen import why_not
from db.rules.changes.comments import booking_comment
from db.setup import time_types
from db.timeline import parse_instant
from db.values import Act, Booking
from screens.citizen.bookings import BookingsPage
from screens.citizen.choose_time import ChooseTimePage
from screens.citizen.details import DetailsPage
from screens.citizen.receipt import ReceiptPage
from screens.citizen.summary import SummaryPage
from screens.dialog import Question
from tests.db.actors import IT, STAFF
from tests.screens import golden, guide_world
from tests.screens.citizen.pages import foot, page, press, said, session_of, settled, standing
from tests.screens.citizen.test_booking import PNR, line, listed, tap, tolvan

guide_file = guide_world.guide_file
book = guide_world.book


def doctor(book: Book, start: str, length: int | None = None) -> int:
    """Johan Frisk's time then."""
    with book.read() as reader:
        found = reader.value(
            "SELECT s.id FROM slot s JOIN resource r ON r.id = s.resource_id"
            " WHERE r.name = 'Johan Frisk' AND s.start = ?",
            (parse_instant(start),),
        )
    return int(found)


def booked(book: Book, start: str = "2024-09-23 08:00", comment: str = "Ont i halsen") -> int:
    actor = tolvan(book)
    return acts.book_time(book, actor, 1, doctor(book, start), Details(comment), seen=None).id


@asynccontextmanager
async def moving(
    book: Book, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """Tolvan about to move the booking, past the terms."""
    async with standing(BookingsPage(session_of(book, PNR)), size=size) as pilot:
        await tap(pilot, "o")
        if not isinstance(pilot.app.screen, ChooseTimePage):
            await tap(pilot, "space", "enter")
        assert isinstance(page(pilot), ChooseTimePage)
        await tap(pilot, *keys)
        yield pilot


def stored(book: Book, booking: int) -> Booking:
    return read.get(book, STAFF, booking)


async def test_r17_the_same_resource_and_type_whatever_the_length(book: Book) -> None:
    """The doctor's 30 and 45 minutes alike, and nobody else's times."""
    booked(book)
    async with moving(book) as pilot:
        text = golden.text_of(pilot.app)
        assert "Omboka: välj ny dag och tid" in text
        assert "Din tid nu: måndag 23 september 2024 kl. 08:00, Johan Frisk" in text
        await tap(pilot, "n")
        assert "VÄLJ TID  fredag 20 september" in golden.text_of(pilot.app)
        assert {"08:00 Johan Frisk", "10:00 Johan Frisk"} <= set(listed(pilot, "#times"))
        assert all(one.endswith("Johan Frisk") for one in listed(pilot, "#times"))
        assert "Byt typ" not in foot(pilot)


async def test_a_booking_is_moved_with_keys_that_the_line_shows(book: Book) -> None:
    """What was written stays when nothing else is (R55)."""
    made = booked(book)
    shown = {"enter": "Enter", "n": "N Nästa dag"}
    async with moving(book) as pilot:
        for key in ("n", "enter", "enter", "enter"):
            assert shown[key] in foot(pilot), (page(pilot), foot(pilot))
            await tap(pilot, key)
            if isinstance(page(pilot), DetailsPage):
                text = golden.text_of(pilot.app)
                assert "står kvar om du lämnar rutan tom" in text
                assert "Telefonnummer där vi når dig" not in text
            if isinstance(page(pilot), SummaryPage):
                assert "som förut" in said(pilot)
        assert isinstance(page(pilot), ReceiptPage)
        assert "Din tid är ombokad" in said(pilot)
        await tap(pilot, "enter")
        assert isinstance(page(pilot), BookingsPage)
        assert "Fredag 20 september 2024 kl. 08:00" in said(pilot)
    assert booking_comment(stored(book, made)) == "Mitt telefonnummer: +46701740605 Ont i halsen"


async def test_r55_a_new_reason_takes_the_place_of_the_old(book: Book) -> None:
    made = booked(book)
    async with moving(book, "n", "enter", *"Jobb", "enter", "enter"):
        pass
    assert booking_comment(stored(book, made)) == "Mitt telefonnummer: +46701740605 Jobb"


async def test_r50_a_late_one_is_told_that_it_may_be_charged_and_goes_through(book: Book) -> None:
    booked(book, "2024-09-20 09:00")
    async with moving(book) as pilot:
        notice = str(page(pilot).query_one("#notice", Static).content)
        assert notice.startswith("! Det är mindre än 24 timmar kvar till din tid. Du kan omboka,")
        await tap(pilot, "enter", "enter", "enter")
        assert "Mottagningen kan ta betalt" in said(pilot)


async def test_a_booking_that_can_no_longer_be_moved_leads_back(book: Book) -> None:
    """Cancelled by care while one chose: told at once, and Enter goes back."""
    made = booked(book)
    async with moving(book) as pilot:
        acts.cancel(book, STAFF, made, seen=None)
        page(pilot)._poll()
        await settled(pilot)
        assert line(pilot) == "! Tiden är redan avbokad."
        assert listed(pilot, "#times") == []
        await tap(pilot, "enter")
        assert isinstance(page(pilot), BookingsPage)


async def test_esc_asks_and_the_time_stays(book: Book) -> None:
    made = booked(book)
    async with moving(book, "n", "enter", "escape", "escape") as pilot:
        question = pilot.app.screen
        assert isinstance(question, Question)
        assert question._text.startswith(
            "Du har inte ombokat till tiden fredag 20 september 2024 kl. 08:00 ännu."
        )
        await press(pilot, "j")
        await settled(pilot)
        assert isinstance(page(pilot), BookingsPage)
    assert stored(book, made).start == parse_instant("2024-09-23 08:00")


async def test_a_button_that_is_missing_is_asked_about_by_key_and_by_mouse(book: Book) -> None:
    made = booked(book)
    kind = time_types.find(book, 1, ".Läkarbesök")
    time_types.save(book, IT, 1, (replace(kind, web_rebookable=False),), at_once=True)
    async with standing(BookingsPage(session_of(book, PNR))) as pilot:
        assert "OMBOKA" not in said(pilot)
        for asking in ("key", "mouse"):
            if asking == "key":
                await press(pilot, "question_mark")
            else:
                rows = golden.text_of(pilot.app).splitlines()
                at = next(n for n, row in enumerate(rows) if "Varför kan jag inte omboka?" in row)
                await pilot.click(offset=(rows[at].index("Varför"), at))
            await settled(pilot)
            text = " ".join(golden.text_of(pilot.app).replace("│", " ").split())
            assert "Kan jag avboka? Ja." in text
            assert "Varför kan jag inte omboka? " in text
            answer = why_not(book, tolvan(book), made, Act.REBOOKED)
            assert answer in text
            await press(pilot, "escape")
            await settled(pilot)
            assert isinstance(page(pilot), BookingsPage)
