"""Boka tid on 1177 (R92-R97, R19, R23, R104): with few keys, by mouse, and nothing typed lost."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from db import clock
from db.book import Book
from db.bookings import acts, messages
from db.bookings.rows import SELECT, booking_value
from db.errors import BookError
from db.remedies.for_citizen import why_no_times
from db.rules.changes.comments import booking_comment
from db.rules.changes.web_booking import REASON_BOUND
from db.rules.terms.terms import READ_IT
from db.setup import case_types, patients, time_types
from db.values import Actor, CaseKind, Role, Terms
from screens.citizen.base import CitizenScreen
from screens.citizen.booking_terms import BookPage, first_page
from screens.citizen.choose_time import ChooseTimePage
from screens.citizen.choose_type import ChooseTypePage
from screens.citizen.clinic import ClinicPage
from screens.citizen.deep_link import DeepLink
from screens.citizen.details import DetailsPage
from screens.citizen.login import LoginPage
from screens.citizen.receipt import ReceiptPage
from screens.citizen.start import StartPage
from screens.citizen.summary import SummaryPage
from screens.commands import clashes
from screens.dialog import Question
from screens.session import Session
from tests.db.actors import IT, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, load_type
from tests.screens import golden, guide_world
from tests.screens.citizen.pages import (
    click,
    foot,
    opened,
    page,
    press,
    said,
    session_of,
    settled,
    standing,
)
from widgets.choice_list import ChoiceList
from widgets.forms.dialog import DialogButton
from widgets.forms.month_picker import MonthPicker
from widgets.forms.options import Tick
from widgets.forms.plain_area import TextField
from widgets.rich_text import TermsView

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

PNR = "19121212-1212"
BOOKING = DeepLink(clinic=1, service="boka", pnr=PNR)
TO_TYPES = ("space", "enter")
TO_TIMES = (*TO_TYPES, "enter")
TO_SUMMARY = (*TO_TIMES, "enter", "enter")
FIRST = "fredag 20 september 2024 kl. 10:00"
AKUT = 18


def tolvan(book: Book) -> Actor:
    with book.read() as reader:
        found = patients.by_pnr(reader, "191212121212")
    return Actor(Role.CITIZEN, found.name, found.id)


@asynccontextmanager
async def begun(
    book: Book, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """Tolvan at Boka tid, after some keys."""
    async with standing(ClinicPage(session_of(book, PNR), 1, "boka"), size=size) as pilot:
        await tap(pilot, *keys)
        yield pilot


async def tap(pilot: Pilot[None], *keys: str) -> None:
    await press(pilot, *keys)
    await settled(pilot)


def line(pilot: Pilot[None]) -> str:
    """What the page says went wrong."""
    return str(page(pilot).query_one("#said", Static).content)


def listed(pilot: Pilot[None], where: str = "ChoiceList") -> list[str]:
    return [one.label for one in page(pilot).query_one(where, ChoiceList).choices]


def at_page(pilot: Pilot[None], kind: type[CitizenScreen]) -> bool:
    return isinstance(page(pilot), kind)


def akut(book: Book) -> int:
    """The slot that is offered first: Akut besök, Friday 10:00."""
    with book.read() as reader:
        found = reader.value(
            "SELECT s.id FROM slot s JOIN time_type t ON t.id = s.time_type_id"
            " WHERE t.name = 'Akut' AND s.start = ?",
            (at("2024-09-20 10:00"),),
        )
    return int(found)


def other(book: Book) -> Actor:
    return Actor(Role.CITIZEN, "Någon annan", 2)


# --- the way to a booking -------------------------------------------------------------------------


async def test_r92_the_first_time_offered_is_booked_with_at_most_8_keys_that_the_line_shows(
    book: Book,
) -> None:
    """From the login to the receipt; each key stands in the line of keys when it is pressed."""
    shown = {"enter": "Enter", "space": "Mellanslag", "k": "K Mottagning", "b": "B Boka tid"}
    keys = ("k", "b", *TO_SUMMARY, "enter")
    assert len(keys) <= 8
    async with opened(book, link=DeepLink(pnr=PNR)) as pilot:
        assert isinstance(page(pilot), StartPage)
        for key in keys:
            assert shown[key] in foot(pilot), (page(pilot), foot(pilot))
            await tap(pilot, key)
        assert isinstance(page(pilot), ReceiptPage)
        assert "Din tid är bokad" in said(pilot)
    assert messages.inbox(book, tolvan(book))[0].subject == "Bekräftelse på din bokning"


async def test_every_step_as_the_guide_has_it(book: Book) -> None:
    """Terms, type, day and time, reason and number, summary, receipt (R94-R97, R104)."""
    async with begun(book) as pilot:
        assert READ_IT in golden.text_of(pilot.app)
        await tap(pilot, *TO_TYPES)
        text = golden.text_of(pilot.app)
        assert "Akut besök" in text
        assert "2 lediga tider, från 20 september" in text
        assert re.search("Planerat besök +inga lediga tider just nu", text)
        await tap(pilot, "enter")
        text = golden.text_of(pilot.app)
        assert "[20]" in text
        assert "VÄLJ TID  fredag 20 september" in text
        assert listed(pilot, "#times") == ["10:00 Akutmottagning", "10:30 Akutmottagning"]
        await tap(pilot, "down", "enter", *"Ont")
        assert "3 av 150 tecken" in golden.text_of(pilot.app)
        await tap(pilot, "enter")
        for part in ("kl. 10:30", "Akutmottagning", "Akut besök", "Ont", "+46701740605"):
            assert part in said(pilot)
        await tap(pilot, "enter")
        assert "fredag 20 september 2024 kl. 10:30" in said(pilot)
        await tap(pilot, "enter")
        assert isinstance(page(pilot), ClinicPage)
    assert bookings_of(book) == "Mitt telefonnummer: +46701740605 Ont"


def bookings_of(book: Book) -> str:
    with book.read() as reader:
        row = reader.row(f"{SELECT} ORDER BY b.id DESC LIMIT 1")
        assert row is not None
        return booking_comment(booking_value(row))


async def test_r94_without_the_tick_one_does_not_go_on(book: Book) -> None:
    async with begun(book, "enter") as pilot:
        assert at_page(pilot, BookPage)
        assert line(pilot) == "! Bocka i rutan när du har läst informationen."
        await tap(pilot, "space")
        assert line(pilot) == ""
        await tap(pilot, "space", "enter")
        assert at_page(pilot, BookPage)


async def test_with_the_mouse_alone(book: Book) -> None:
    async with begun(book) as pilot:
        for target in ("Tick", "DialogButton"):
            await pilot.click(target)
            await settled(pilot)
        await pilot.click("ChoiceList", offset=(4, 0))
        await settled(pilot)
        await pilot.click("#times", offset=(4, 1))
        await settled(pilot)
        buttons = page(pilot).query(DialogButton)
        await pilot.click(buttons.first())
        await settled(pilot)
        assert at_page(pilot, SummaryPage)
        await click(pilot, "book")
        assert isinstance(page(pilot), ReceiptPage)


def write_terms(book: Book, **parts: str) -> None:
    case = next(one for one in case_types.every(book, 1) if one.kind is CaseKind.BOOK)
    case_types.save(book, UNIT, 1, replace(case, terms=Terms(**parts)), seen=case)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"clinic": "Välkommen."}, BookPage),
        ({"clinic": "", "to_care": "Skriv kort."}, ChooseTypePage),
    ],
    ids=["a text", "no text"],
)
def test_an_empty_first_part_goes_straight_on(
    book: Book, session: Session, parts: dict[str, str], kind: type[CitizenScreen]
) -> None:
    write_terms(book, **parts)
    found = first_page(session._replace(actor=tolvan(book)), 1)
    assert type(found) is kind
    assert found.crumb == "Boka tid"


async def test_conditions_without_a_first_part_are_ticked_in_the_summary(book: Book) -> None:
    """Straight on, but never past the Villkor; and without help text nobody asks for a reason."""
    write_terms(book, conditions="Kom i tid.")
    async with begun(book, "enter", "enter") as pilot:
        assert at_page(pilot, SummaryPage)
        assert "Anledning" not in said(pilot)
        await tap(pilot, "enter")
        assert at_page(pilot, SummaryPage)
        assert "Läs villkoren och bocka i" in line(pilot)
        await tap(pilot, "v")
        assert "Kom i tid." in golden.text_of(pilot.app)
        await tap(pilot, "escape", "space", "enter")
        assert isinstance(page(pilot), ReceiptPage)


async def test_300_characters_show_and_the_rest_is_folded(book: Book) -> None:
    write_terms(book, clinic="ord " * 90 + "slutet")
    async with begun(book) as pilot:
        assert "slutet" not in page(pilot).query_one(TermsView).said
        assert "E Visa mer/mindre" in foot(pilot)
        await tap(pilot, "e")
        assert "slutet" in page(pilot).query_one(TermsView).said
        await tap(pilot, "e")
        assert "slutet" not in page(pilot).query_one(TermsView).said
        assert not page(pilot).query_one(Tick).display


async def test_r95_the_terms_can_be_read_again(book: Book) -> None:
    async with begun(book, *TO_TYPES, "v") as pilot:
        assert "Du kan av- eller omboka din tid." in golden.text_of(pilot.app)
        await tap(pilot, "escape")
        assert at_page(pilot, ChooseTypePage)


async def test_r23_a_type_without_times_can_be_asked_and_says_so(book: Book) -> None:
    async with begun(book, *TO_TYPES, "down", "enter") as pilot:
        assert at_page(pilot, ChooseTypePage)
        name = "Antikroppstest Covid 19"
        why = why_no_times(book, patients.citizen(book, "19121212-1212"), 1, name)
        assert line(pilot) == f"! {why}"  # in words for citizens, and what to do
        assert name in why
        await tap(pilot, "down", "question_mark", "up", "question_mark")
        assert line(pilot) == f"! {why}"
        await tap(pilot, *["down"] * 3, "question_mark")
        assert "Tryck Enter för att se dem." in line(pilot)


# --- days and times -------------------------------------------------------------------------------


async def test_r93_r96_days_by_calendar_by_list_and_by_key(book: Book) -> None:
    """Bedömning av nya besvär has times on many days."""
    async with begun(book, *TO_TYPES, *["down"] * 4, "enter") as pilot:
        choosing = page(pilot)
        assert isinstance(choosing, ChooseTimePage)
        first = listed(pilot, "#times")
        assert first[0] == "11:30 Johan Frisk"
        await tap(pilot, "n")
        assert "VÄLJ TID  fredag 20 september" in golden.text_of(pilot.app)
        assert listed(pilot, "#times")[0] == "08:00 Johan Frisk"
        await tap(pilot, "p", "p")
        assert listed(pilot, "#times") == first
        await tap(pilot, "left", "down", "enter")
        assert "VÄLJ TID  torsdag 26 september" in golden.text_of(pilot.app)
        assert choosing.focused is choosing.query_one("#times")
        assert f"▌{first_of(pilot)}" in golden.text_of(pilot.app)
        await tap(pilot, "left", "left", "left", "left", "left", "enter")
        assert f"▏{first_of(pilot)}" in golden.text_of(pilot.app)  # the keys are at the days
        assert line(pilot) == "! Den dagen har inga lediga tider. Dagar med tider har en punkt."
        await tap(pilot, "d")
        assert "D Lista/kalender" in foot(pilot)
        assert listed(pilot)[:2] == ["torsdag 19 september", "fredag 20 september"]
        await tap(pilot, "home", "enter")
        assert listed(pilot, "#times") == first
        await tap(pilot, "d")
        assert isinstance(choosing.focused, MonthPicker)


def first_of(pilot: Pilot[None]) -> str:
    return listed(pilot, "#times")[0]


async def test_the_calendar_as_the_guide_draws_it(book: Book) -> None:
    async with opened(book, link=BOOKING) as pilot:
        await tap(pilot, *TO_TYPES, *["down"] * 4, "enter")
        golden.check(pilot.app, "citizen-choose-time-80x24")


async def test_a_time_that_goes_while_one_looks_disappears_with_a_line(book: Book) -> None:
    async with begun(book, *TO_TIMES) as pilot:
        acts.book_time(book, other(book), 1, akut(book), seen=None)
        await followed(pilot)
        assert listed(pilot, "#times") == ["10:30 Akutmottagning"]
        assert line(pilot) == "! Tiden 10:00 Akutmottagning är inte längre ledig."
        clock.set_to(book, STAFF, at("2024-09-20 10:31"), confirmed=True)
        await followed(pilot)
        assert listed(pilot, "#times") == []
        assert line(pilot).startswith("! Det finns inga lediga tider just nu.")


async def followed(pilot: Pilot[None]) -> None:
    """Let the page look at the book."""
    page(pilot)._poll()
    await settled(pilot)


# --- faults, and nothing typed lost ---------------------------------------------------------------


def untick(book: Book) -> None:
    kind = next(n for n in range(1, 40) if load_type(book, n).name == "Akut")
    time_types.save(book, IT, 1, [replace(load_type(book, kind), web_bookable=False)])


def close(book: Book) -> None:
    case = next(one for one in case_types.every(book, 1) if one.kind is CaseKind.BOOK)
    case_types.save(book, UNIT, 1, replace(case, active=False), seen=case)


def take(book: Book) -> None:
    acts.book_time(book, other(book), 1, akut(book), seen=None)


TAKEN = (take, "är redan bokad. Någon annan hann före dig.", "Välj en annan tid", ChooseTimePage)


@pytest.mark.parametrize(
    ("happens", "says", "button", "leads_to", "live"),
    [
        pytest.param(*TAKEN, True, id="taken, seen at once"),
        pytest.param(*TAKEN, False, id="taken, when Boka is pressed"),
        pytest.param(
            untick, "går inte längre att boka", "Välj en annan typ av tid", ChooseTypePage, False,
            id="unticked",
        ),
        pytest.param(
            close, "har stängt bokningen på 1177", "Tillbaka till mottagningen", ClinicPage, True,
            id="closed",
        ),
    ],
)  # fmt: skip
async def test_a_fault_is_told_with_its_way_on_and_what_was_typed_is_kept(
    book: Book,
    happens: Callable[[Book], None],
    says: str,
    button: str,
    leads_to: type[CitizenScreen],
    live: bool,
) -> None:
    async with begun(book, *TO_TIMES, "enter", *"Ont", "enter") as pilot:
        happens(book)
        await (followed(pilot) if live else tap(pilot, "enter"))
        assert at_page(pilot, SummaryPage)
        assert says in line(pilot)
        assert "Det du har skrivit finns kvar." in line(pilot)
        assert f"[ {button} ]" in said(pilot)
        await tap(pilot, "enter")
        assert type(page(pilot)) is leads_to
        if leads_to is ChooseTimePage:
            assert says in line(pilot)
            assert listed(pilot, "#times") == ["10:30 Akutmottagning"]
            await tap(pilot, "enter")
            assert page(pilot).query_one(TextField).text == "Ont"
        elif leads_to is ChooseTypePage:
            await tap(pilot, *["down"] * 3, "enter", "enter")
            assert page(pilot).query_one(TextField).text == "Ont"


async def test_a_clinic_that_opens_again_finds_what_was_typed(book: Book) -> None:
    async with begun(book, *TO_TIMES, "enter", *"Ont", "enter") as pilot:
        close(book)
        await tap(pilot, "enter", "enter")
        assert isinstance(page(pilot), ClinicPage)
        case = next(one for one in case_types.every(book, 1) if one.kind is CaseKind.BOOK)
        case_types.save(book, UNIT, 1, replace(case, active=True), seen=case)
        await followed(pilot)
        await tap(pilot, "b", "enter", "enter", "enter")
        assert page(pilot).query_one(TextField).text == "Ont"


async def test_a_renamed_type_is_told_once_and_then_booked(book: Book) -> None:
    async with begun(book, *TO_SUMMARY) as pilot:
        kind = next(n for n in range(1, 40) if load_type(book, n).name == "Akut")
        time_types.save(book, SCHEDULER, 1, [replace(load_type(book, kind), web_name="Snabbt")])
        await tap(pilot, "enter")
        assert at_page(pilot, SummaryPage)
        assert "”Akut besök” heter nu ”Snabbt”." in line(pilot)
        assert "Snabbt" in said(pilot)
        await tap(pilot, "enter")
        assert isinstance(page(pilot), ReceiptPage)


async def test_a_time_taken_while_one_writes_is_told_there(book: Book) -> None:
    async with begun(book, *TO_TIMES, "enter") as pilot:
        take(book)
        await followed(pilot)
        assert at_page(pilot, DetailsPage)
        assert "är redan bokad" in line(pilot)


async def test_esc_goes_a_step_back_and_the_first_step_asks_before_it_is_lost(book: Book) -> None:
    async with begun(book, *TO_TIMES, "enter", *"Ont", "enter") as pilot:
        await tap(pilot, "escape")
        assert page(pilot).query_one(TextField).text == "Ont"
        await tap(pilot, "escape", "escape", "escape")
        assert at_page(pilot, BookPage)
        await tap(pilot, "escape")
        question = pilot.app.screen
        assert isinstance(question, Question)
        assert question._text.startswith(f"Du har inte bokat tiden {FIRST} ännu.")
        await tap(pilot, "n")
        assert at_page(pilot, BookPage)
        await tap(pilot, "escape", "j")
        assert isinstance(page(pilot), ClinicPage)
        await tap(pilot, "b", *TO_TIMES, "enter")
        assert page(pilot).query_one(TextField).text == ""


async def test_logging_out_asks_where_something_is_lost(book: Book) -> None:
    async with opened(book, link=BOOKING) as pilot:
        await tap(pilot, *TO_TIMES, "ctrl+l")  # nothing is chosen yet
        assert isinstance(page(pilot), LoginPage)
        await tap(pilot, *"tolvan", "enter", "k", "b", *TO_SUMMARY)
        await tap(pilot, "ctrl+l")
        assert isinstance(pilot.app.screen, Question)
        await tap(pilot, "escape")
        assert at_page(pilot, SummaryPage)
        await tap(pilot, "enter")
        await tap(pilot, "ctrl+l")
        assert isinstance(page(pilot), LoginPage)


async def test_two_keys_in_a_hurry_book_once(book: Book) -> None:
    async with begun(book, *TO_SUMMARY) as pilot:
        before = count(book)
        await pilot.press("enter", "enter", "enter")
        await settled(pilot)
        assert count(book) == before + 1


def count(book: Book) -> int:
    with book.read() as reader:
        return int(reader.value("SELECT count(*) FROM booking"))


# --- the fields -----------------------------------------------------------------------------------


async def test_150_characters_and_no_more(book: Book) -> None:
    async with begun(book, *TO_TIMES, "enter") as pilot:
        field = page(pilot).query_one(TextField)
        field.insert("x" * 149)
        field.insert("rad\nrad")
        await settled(pilot)
        assert field.text == "x" * 149 + "r"
        assert f"{REASON_BOUND} av {REASON_BOUND} tecken" in golden.text_of(pilot.app)
        await tap(pilot, "z", "backspace", "y")
        assert field.text == "x" * 149 + "y"
        field.select_all()
        await tap(pilot, "ö")
        assert field.text == "ö"


async def test_r134_another_number_for_the_visit(book: Book) -> None:
    async with begun(book, *TO_TIMES, "enter", *"Hej", "tab", "ctrl+u", *"0701740699") as pilot:
        await tap(pilot, "enter")
        assert "+46701740699" in said(pilot)
        await tap(pilot, "enter")
    assert bookings_of(book) == "Mitt telefonnummer: +46701740699 Hej"


# --- all sizes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_every_step_survives_any_size(book: Book, size: tuple[int, int]) -> None:
    async with begun(book, *TO_SUMMARY, "enter", size=size) as pilot:
        assert isinstance(page(pilot), ReceiptPage)


@pytest.mark.parametrize(
    "kind", [BookPage, ChooseTypePage, ChooseTimePage, DetailsPage, SummaryPage, ReceiptPage]
)
def test_no_two_commands_of_a_step_share_a_key(kind: type[CitizenScreen]) -> None:
    assert not clashes(kind.PAGE_COMMANDS)
    assert all(one.tip.endswith(".") for one in kind.PAGE_COMMANDS)


def test_only_the_citizen_can_begin(session: Session) -> None:
    with pytest.raises(BookError):
        first_page(session, 1)
