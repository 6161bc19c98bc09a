"""Väntelista: the list, what is put up and changed, booked and taken back; R49 end to end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings import acts, waiting_list
from db.bookings.waiting_list import WaitingEntry
from db.setup import patients
from db.timeline import parse_day, parse_instant
from db.values import Actor, Patient, Role
from screens.dialog import Question
from screens.help import HelpScreen
from screens.session import Session
from screens.staff.shared.patient_search import ChoosePatient
from screens.staff.tidbok.booking_dialogs import CancelDialog
from screens.staff.waiting.booking import BookFromList
from screens.staff.waiting.entry_dialog import EntryDialog
from screens.staff.waiting.freed_times import FreedTimes
from screens.staff.waiting.page import WaitingListPage
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled, shows
from tests.screens.staff_book import until
from widgets.forms.dialog import DialogButton
from widgets.forms.drop_down import DropDown
from widgets.menus.context_menu import ContextMenu

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages

STAFF = Actor(Role.STAFF, "Petra Personal")
TOLVAN, JONAS, FRIDA = 1, 3, 4
MIDWIFE = 18  # Barnmorska/Sjuksköterska
MONDAY = parse_day("2024-09-23")


@asynccontextmanager
async def listing(
    session: Session, size: tuple[int, int] = (80, 24), actor: Actor = STAFF
) -> AsyncIterator[tuple[WaitingListPage, Pilot[None]]]:
    shell = Shell(session._replace(actor=actor))
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.app.run_action("app.open_page('waiting')")
        page = pilot.app.screen
        assert isinstance(page, WaitingListPage)
        await settled(pilot)
        yield page, pilot


def wait_for_midwife(book: Book, patient: int = TOLVAN, text: str = "Helst förmiddag") -> int:
    return waiting_list.add(
        book, STAFF, 1, patient, time_type=MIDWIFE, text=text, wanted_from=MONDAY
    )


def waiting(book: Book) -> tuple[WaitingEntry, ...]:
    return waiting_list.every(book, STAFF, 1)


def last_booking(book: Book) -> tuple[int, int, int | None, str]:
    with book.read() as reader:
        row = reader.rows(
            "SELECT id, start, waiting_entry_id, staff_note FROM booking ORDER BY id DESC LIMIT 1"
        )[0]
    return row[0], row[1], row[2], row[3]


# --- R49 and R123 ---------------------------------------------------------------------------


async def test_r49_booked_from_the_list_cancelled_on_the_web_and_back_marked_so(
    session: Session,
) -> None:
    book = session.book
    entry = wait_for_midwife(book)
    async with listing(session) as (page, pilot):
        await press(pilot, "enter")
        assert isinstance(screen(pilot), BookFromList)
        await press(pilot, "down", "enter")  # the second time that fits
        await settled(pilot)
        key, start, from_entry, note = last_booking(book)
        assert (start, from_entry) == (parse_instant("2024-09-23 08:30"), entry)
        assert note == "Helst förmiddag"
        assert waiting(book) == ()
        assert page.note.startswith(
            "Tolvan Tolvansson är bokad mån 2024-09-23 08:30–09:00 · Barnmorska/Sjuksköterska"
        )
        assert "1 tid är borta från 1177" in page.note
        assert shows(pilot, "Ingen väntar.")
        # The citizen cancels at home; the page follows the book.
        acts.cancel(
            book, patients.citizen(book, "191212121212"), key, reason="Förhinder", seen=None
        )
        await until(pilot, lambda: bool(page.listed.found))
        await settled(pilot)
        (back,) = waiting(book)
        assert (back.id, back.returned) == (entry, True)
        assert shows(pilot, "◂ Åter")
        assert shows(pilot, "◂ Åter: bokades från listan, avbokade på webben 2024-09-19 11:05")
        assert shows(pilot, "1 väntar · 1 åter")


async def test_r123_undoing_a_booking_reminds_that_nobody_else_tells_the_patient(
    session: Session,
) -> None:
    book = session.book
    entry = wait_for_midwife(book)
    async with listing(session) as (page, pilot):
        await press(pilot, "enter", "enter", "ctrl+z")
        assert isinstance(screen(pilot), CancelDialog)
        assert shows(pilot, "Ingen avisering skickas när vården avbokar. Kontakta patienten")
        assert shows(pilot, "+46701740605")
        await press(pilot, "escape")
        assert waiting(book) == ()
        await press(pilot, "ctrl+z", "enter")
        await settled(pilot)
        (again,) = waiting(book)
        assert (again.id, again.returned) == (entry, False)  # care's own cancellation marks nobody
        assert page.note.startswith("Tolvan Tolvansson är avbokad och väntar på listan igen.")
        assert "Kontakta patienten." in page.note
        await press(pilot, "ctrl+z")
        assert page.is_active  # once


async def test_a_freed_time_is_offered_and_booked_for_one_who_waits(session: Session) -> None:
    book = session.book
    wait_for_midwife(book)
    wait_for_midwife(book, JONAS, "Kort varsel")
    async with listing(session) as (page, pilot):
        await press(pilot, "l")
        assert isinstance(screen(pilot), FreedTimes)
        assert shows(pilot, "Ingen tid som någon har lämnat passar någon på väntelistan.")
        await press(pilot, "escape", "enter", "enter")  # Tolvan is booked 08:00
        key = last_booking(book)[0]
        acts.cancel(book, patients.citizen(book, "191212121212"), key, seen=None)
        await until(pilot, lambda: len(page.listed.found) == 2)
        await press(pilot, "l")
        assert shows(pilot, "mån 2024-09-23 08:00–08:30 Barnmorskemot")
        dialog = pilot.app.screen
        assert isinstance(dialog, FreedTimes)
        assert dialog.sheet.model.row_count == 1
        # Tolvan, who has just left it, is not suggested.
        assert shows(pilot, "Jonas Testberg")
        assert not shows(pilot, "Tolvan")
        await press(pilot, "enter", "enter")
        assert isinstance(screen(pilot), Question)
        assert shows(pilot, "Jonas Testberg (tel. +46701740607)?")
        await press(pilot, "enter")
        await settled(pilot)
        assert page.is_active
        assert [one.patient for one in waiting(book)] == [TOLVAN]
        _, start, _, note = last_booking(book)
        assert (start, note) == (parse_instant("2024-09-23 08:00"), "Kort varsel")
        await press(pilot, "l", "shift+tab", "space")  # all free times
        dialog = pilot.app.screen
        assert isinstance(dialog, FreedTimes)
        assert dialog.sheet.model.row_count > 1


# --- putting up, changing, taking off -------------------------------------------------------


async def test_putting_one_up_with_the_keys_alone(session: Session) -> None:
    async with listing(session) as (page, pilot):
        await press(pilot, "n")
        assert isinstance(screen(pilot), ChoosePatient)
        await press(pilot, "enter")
        assert shows(pilot, "! Välj patient: skriv personnummer eller namn.")
        await press(pilot, *"frid", "enter")
        assert isinstance(screen(pilot), EntryDialog)
        assert shows(pilot, "Frida Övningsdal 19910717-2380 · +46701740608")
        await press(pilot, "down", "tab", "tab", *"30/2", "enter")
        assert shows(pilot, "! Datumet ”30/2” finns inte.")
        await press(pilot, "ctrl+u", *"30/9", "tab", *"27/9", "enter")
        assert shows(pilot, "! Önskad period ska inte sluta innan den börjar.")
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "wanted_to"
        await press(pilot, "ctrl+u", *"v 41", "tab", *"Ring", "ctrl+s")
        await settled(pilot)
        (one,) = waiting(session.book)
        assert (one.patient, one.text, one.type_name) == (FRIDA, "Ring", ".Laboratoriet")
        assert one.wanted_from == parse_day("2024-09-30")
        assert one.wanted_to == parse_day("2024-10-13")
        assert page.note == "Frida Övningsdal står på väntelistan."
        assert page.chosen == one


async def test_the_same_wish_again_is_asked_about_and_nothing_typed_is_lost(
    session: Session,
) -> None:
    waiting_list.add(session.book, STAFF, 1, FRIDA)
    async with listing(session) as (_, pilot):
        await press(pilot, "n", *"frid", "enter")
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert shows(pilot, "Frida Övningsdal väntar redan på samma sak sedan")
        await press(pilot, "n")
        assert isinstance(screen(pilot), EntryDialog)
        assert len(waiting(session.book)) == 1
        await press(pilot, "ctrl+s", "s")
        await settled(pilot)
        assert len(waiting(session.book)) == 2


async def test_a_wanted_period_that_has_passed_is_told(session: Session) -> None:
    """When it is written, with its year, and in the list afterwards."""
    async with listing(session) as (_, pilot):
        await press(pilot, "n", *"frid", "enter")
        await press(pilot, "tab", "tab", "tab", *"4/1")
        assert shows(pilot, "lördag 4 januari 2025")
        await press(pilot, "ctrl+u", *"v 3")
        assert shows(pilot, "söndag 19 januari 2025")
        await press(pilot, "ctrl+u", *"4/1 2024")
        assert shows(pilot, "Önskad period har passerat: den slutade 2024-01-04.")
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert shows(pilot, "! Önskad period har passerat: den slutade 2024-01-04.")


async def test_changing_and_what_another_saved_meanwhile(session: Session) -> None:
    book = session.book
    entry = wait_for_midwife(book)
    async with listing(session) as (page, pilot):
        await press(pilot, "f2", "space")
        await press(pilot, "home", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, EntryDialog)
        assert dialog.query_one("#time_type", DropDown).value == ""
        await press(pilot, "escape")
        assert shows(pilot, "Tolvan Tolvansson på väntelistan är inte sparad.")
        await press(pilot, "escape")
        theirs = waiting_list.get(book, STAFF, entry)._replace(text="Deras")
        theirs = theirs._replace(time_type=1)
        waiting_list.edit(book, STAFF, theirs, seen=waiting_list.get(book, STAFF, entry))
        await press(pilot, "ctrl+s")
        assert shows(pilot, "Vad bara en av er har ändrat blir kvar.")
        assert waiting(book)[0].time_type == 1
        await press(pilot, "b")  # mine where both changed; their note stays
        await settled(pilot)
        assert (waiting(book)[0].text, waiting(book)[0].time_type) == ("Deras", None)
        assert page.is_active


async def test_taking_what_another_saved_shows_it_in_the_fields(session: Session) -> None:
    entry = wait_for_midwife(session.book)
    async with listing(session) as (_, pilot):
        await press(pilot, "f2", "tab", "tab", "ctrl+u", *"30/9", "tab", "tab", "x")
        dialog = pilot.app.screen
        assert isinstance(dialog, EntryDialog)
        read = waiting_list.get(session.book, STAFF, entry)
        theirs = read._replace(text="Deras", wanted_from=parse_day("2024-09-20"), time_type=None)
        waiting_list.edit(session.book, STAFF, theirs, seen=read)
        await press(pilot, "ctrl+s", "t")
        await settled(pilot)
        assert dialog._note == "Deras"
        assert dialog._day_text("wanted_from") == "2024-09-20"
        assert any("Deras står nu" in one.message for one in pilot.app._notifications)
        await press(pilot, "ctrl+s")
        await settled(pilot)
    (saved,) = waiting(session.book)
    assert (saved.text, saved.wanted_from, saved.time_type) == (
        theirs.text,
        theirs.wanted_from,
        None,
    )


async def test_taking_one_off_and_back(session: Session) -> None:
    entry = wait_for_midwife(session.book)
    wait_for_midwife(session.book, JONAS)
    async with listing(session) as (page, pilot):
        await press(pilot, "delete")
        assert shows(pilot, "Inget meddelas patienten: kontakta")
        await press(pilot, "n")
        assert len(waiting(session.book)) == 2
        await press(pilot, "delete", "j")
        await settled(pilot)
        assert [one.patient for one in waiting(session.book)] == [JONAS]
        await press(pilot, "ctrl+z")
        await settled(pilot)
        assert [one.id for one in waiting(session.book)][0] == entry
        assert page.chosen is not None
        assert page.chosen.id == entry


# --- what may go wrong ----------------------------------------------------------------------


async def test_a_time_that_was_taken_meanwhile_is_said_and_the_list_is_read_again(
    session: Session,
) -> None:
    book = session.book
    wait_for_midwife(book)
    async with listing(session) as (page, pilot):
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, BookFromList)
        first = int(dialog.sheet.cursor_row or 0)
        before = dialog.sheet.model.row_count
        acts.book_time(book, STAFF, 1, first, patient=JONAS, seen=None)
        await press(pilot, "enter")
        assert dialog.is_active
        assert "!" in dialog.frame.line
        assert first not in [one.slot for one in dialog._times.found]
        assert dialog.sheet.model.row_count in (before, before - 1)
        assert len(waiting(book)) == 1
        await press(pilot, "enter")
        await settled(pilot)
        assert page.is_active
        assert waiting(book) == ()


async def test_another_time_then_is_asked_about(session: Session) -> None:
    book = session.book
    entry = wait_for_midwife(book)
    start = parse_instant("2024-09-23 08:00")
    with book.write() as tx:
        tx.run("UPDATE booking SET start = ?, patient_id = ? WHERE id = 7", (start, TOLVAN))
    async with listing(session) as (_, pilot):
        await press(pilot, "enter", "enter")
        assert isinstance(screen(pilot), Question)
        assert shows(pilot, "Boka ändå")
        await press(pilot, "escape")
        assert len(waiting(book)) == 1
        await press(pilot, "enter", "enter")
        await settled(pilot)
        assert waiting(book) == ()
        assert last_booking(book)[2] == entry


async def test_nothing_fits_and_nobody_waits(session: Session) -> None:
    book = session.book
    waiting_list.add(book, STAFF, 1, TOLVAN, wanted_from=parse_day("2030-01-01"))
    async with listing(session) as (page, pilot):
        await press(pilot, "enter")
        assert shows(pilot, "Inga lediga tider som personal kan boka stämmer")
        await press(pilot, "enter", "escape")
        waiting_list.remove(book, STAFF, waiting(book)[0].id, seen=None)
        await until(pilot, lambda: not page.listed.found)
        await press(pilot, "enter", "f2", "delete", "l", "ctrl+z")
        assert page.is_active
        assert shows(pilot, "Ingen väntar. Tryck N, eller Ny..., och sätt upp den första.")


async def test_names_and_notes_are_never_markup(session: Session) -> None:
    hostile = "[red]x[/] \x1b]0;t\x07\u202e[/]"
    with session.book.write() as tx:
        made = patients.add(tx, Patient(0, "197705122398", f"Mall {hostile}"))
        tx.run("UPDATE patient SET name = ? WHERE id = ?", (f"Mall {hostile}", made))
    wait_for_midwife(session.book, made, "[b]rad 1\n[/]rad 2")
    async with listing(session, (120, 40)) as (page, pilot):
        assert shows(pilot, "Mall [red]x[/]")
        await press(pilot, "f2", "escape", "delete", "escape", "enter")
        assert shows(pilot, "Mall [red]x[/]")
        await press(pilot, "enter")
        await settled(pilot)
        assert "Mall [red]x[/]" in page.note
        assert "\x1b" not in page.note


# --- keys, mouse, roles ---------------------------------------------------------------------


async def test_the_mouse_alone(session: Session) -> None:
    wait_for_midwife(session.book)
    async with listing(session, (120, 40)) as (page, pilot):
        buttons = {one.button.name: one for one in page.query(DialogButton)}
        await pilot.click(buttons["edit_row"])
        await settled(pilot)
        assert isinstance(screen(pilot), EntryDialog)
        await pilot.click(pilot.app.screen.query(DialogButton)[1])
        await settled(pilot)
        body = page.sheet.body.region
        await pilot.click(offset=(body.x + 3, body.y), button=3)
        assert isinstance(screen(pilot), ContextMenu)
        await press(pilot, "escape")
        await pilot.click(offset=(body.x + 3, body.y), times=2)
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, BookFromList)
        times = dialog.sheet.body.region
        await pilot.click(offset=(times.x + 3, times.y + 1))
        assert waiting(session.book)  # a click only goes there
        await pilot.click(dialog.query(DialogButton)[0])
        await settled(pilot)
        assert last_booking(session.book)[1] == parse_instant("2024-09-23 08:30")


async def test_while_others_look_on_numbers_are_masked(session: Session) -> None:
    wait_for_midwife(session.book)
    async with listing(session, actor=Actor(Role.STAFF, demo=True)) as (_, pilot):
        assert shows(pilot, "19121212-****")
        for keys in (("enter",), ("escape", "f2"), ("escape", "n", "t", "o")):
            await press(pilot, *keys)
            assert shows(pilot, "19121212-****")
            assert not shows(pilot, "19121212-1212")


async def test_help_and_a_screen_of_almost_nothing(session: Session) -> None:
    wait_for_midwife(session.book)
    async with listing(session, (20, 5)) as (_, pilot):
        await press(pilot, "enter", "escape", "l", "escape", "f2")
        await pilot.resize_terminal(200, 60)
        await press(pilot, "escape", "f1")
        assert isinstance(screen(pilot), HelpScreen)
        assert shows(pilot, "Väntelista")


@pytest.mark.usefixtures("no_pages")
async def test_the_list_as_it_looks(session: Session) -> None:
    book = session.book
    wait_for_midwife(book)
    entry = waiting_list.add(book, STAFF, 1, JONAS, text="Ring\nefter 16", wanted_to=MONDAY + 4)
    with book.write() as tx:
        tx.run("UPDATE waiting_list_entry SET returned_at = added_at WHERE id = ?", (entry,))
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = WaitingListPage(session)
        page.page = "waiting"
        shell.push_screen(page)
        await settled(pilot)
        await press(pilot, "down")
        golden.check(shell, "waiting-list-80x24")
        await press(pilot, "enter")
        golden.check(shell, "waiting-times-80x24")
