"""Two programs on one book: what the one commits shows in the other without a key, and is said."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings import acts, waiting_list
from db.setup import patients, resources
from db.tidbok import events
from db.timeline import parse_day
from screens.base import BookScreen
from screens.session import Session
from screens.staff.booking_sheet.note_dialog import NoteArea
from screens.staff.setup.draft_page import DraftPage
from screens.staff.waiting.entry_dialog import EntryDialog
from screens.trouble.merging import WhoseDialog
from screens.trouble.news import NewsLine
from tests.db.actors import IT, STAFF
from tests.db.builders import at
from tests.screens import guide_world
from tests.screens.pilots import press, screen, settled, shows
from tests.screens.staff_book import until
from widgets.forms.text_input import TextInput

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


@pytest.fixture
def other(session: Session) -> Iterator[Book]:
    """The same book in another program."""
    with Book.open(session.book.path) as opened:
        opened.program = "another"
        yield opened


def an_event(book: Book, minute: int = 0) -> None:
    whose = resources.every(book, 1)[0].id or 0
    start = at("2024-09-27 08:00") + minute * 60
    events.add(book, STAFF, 1, whose, start, start + 60, "Möte", blocking=False)


def title_of(pilot: Pilot[None]) -> str:
    """The first line."""
    page = screen(pilot)
    assert isinstance(page, BookScreen)
    return page.news_text


async def test_a_citizens_booking_is_said_and_shows_at_once(session: Session, other: Book) -> None:
    citizen = patients.citizen(other, "191212121212")
    with other.read() as reader:
        slot, resource = reader.rows(
            "SELECT id, resource_id FROM slot WHERE taken = 0 AND start = ?",
            (at("2024-09-20 08:00"),),
        )[0]
    async with Shell(session).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "b")
        await settled(pilot)
        acts.book_time(other, citizen, 1, slot, seen=None, patient=citizen.patient)
        await until(pilot, lambda: bool(title_of(pilot)))
        assert title_of(pilot).startswith("Ny bokning 08:00 via 1177: fre 20 sep 2024, ")
        assert shows(pilot, "● Ny bokning 08:00 via 1177: fre 20 sep")
    assert resource


async def test_many_are_summed_up_and_one_s_own_are_not_said(session: Session, other: Book) -> None:
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        an_event(session.book)
        await until(pilot, lambda: session.book.written > 0)
        await pilot.pause(0.3)
        assert title_of(pilot) == ""
        an_event(other, 5)
        await until(pilot, lambda: bool(title_of(pilot)))
        assert title_of(pilot).endswith(" – Rut Reception")
        an_event(other, 10)
        await until(pilot, lambda: title_of(pilot).startswith("2 "))
        assert title_of(pilot) == "2 ändringar av Rut Reception"
        assert shows(pilot, "● 2 ändringar av Rut Reception")
        page = screen(pilot)
        assert isinstance(page, BookScreen)
        page._put_news_away()
        assert not shows(pilot, "ändringar av")


def test_what_a_unit_does_is_not_a_citizens_to_read(session: Session, other: Book) -> None:
    citizen, line = patients.citizen(session.book, "191212121212"), NewsLine()
    assert not line.hear(session.book, citizen, 1), "what was there before is no news"
    an_event(other)
    assert line.hear(session.book, citizen, 1)
    assert line.text == "Någon annan har ändrat i boken"
    line.put_away()
    assert (line.text, line.hear(session.book, citizen, 1)) == ("", False)


async def test_a_dialog_is_told_what_changed_underneath_and_one_can_look(
    session: Session, other: Book
) -> None:
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v")
        await settled(pilot)
        await press(pilot, "n", *"Tolvan", "enter")  # Vem ska vänta?
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, EntryDialog)
        an_event(other)
        await until(pilot, lambda: "Boken ändrades nyss" in dialog.frame.line)
        assert dialog.frame.line.endswith("– Rut Reception. Alt+Z visar.")
        await press(pilot, "alt+z")
        assert screen(pilot) is not dialog
        await press(pilot, "escape")
        assert screen(pilot) is dialog


async def test_an_entry_that_another_saves_is_taken_in_where_i_have_changed_nothing(
    session: Session, other: Book
) -> None:
    key = waiting_list.add(session.book, STAFF, 1, 1, text="Ring")
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v")
        await settled(pilot)
        await press(pilot, "f2")
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, EntryDialog)
        dialog.query_one("#wanted_from", TextInput).value = "2024-10-01"
        entry = waiting_list.get(other, STAFF, key)
        entry = waiting_list.edit(other, STAFF, entry._replace(text="Ring efter tolv"), seen=entry)
        await until(pilot, lambda: "Deras står nu i Anteckning." in dialog.frame.line)
        assert dialog.query_one(NoteArea).text == "Ring efter tolv"
        assert dialog.query_one("#wanted_from", TextInput).value == "2024-10-01"
        waiting_list.edit(
            other, STAFF, entry._replace(wanted_from=parse_day("2024-11-01")), seen=entry
        )
        await until(pilot, lambda: "Ni har båda ändrat Önskas från" in dialog.frame.line)
        assert dialog.query_one("#wanted_from", TextInput).value == "2024-10-01"
        await press(pilot, "ctrl+s")
        assert isinstance(screen(pilot), WhoseDialog)


async def test_a_draft_takes_in_what_others_saved_and_is_still_unsaved(
    session: Session, other: Book
) -> None:
    async with Shell(session).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        await settled(pilot)
        page = screen(pilot)
        assert isinstance(page, DraftPage)
        page.action_others()
        await until(pilot, lambda: "Ingen annan har ändrat något" in page.note)
        assert page.draft is not None
        first, second, *_ = page.draft.keys
        page.edited(first, "profession", "Min")
        theirs = page.draft.item(second)
        resources.save(other, IT, 1, [replace(theirs, profession="Deras")])
        await until(pilot, lambda: "medan du ändrade. OK visar dem." in page.note)
        page.action_others()
        await settled(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "Ditt är inte sparat än." in page.note)
        assert page.draft is not None
        assert page.draft.item(second).profession == "Deras"
        assert page.draft.item(first).profession == "Min"
        assert page.unsaved()
