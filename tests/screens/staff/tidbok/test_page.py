"""The tidbok's acts through the screen, each ending in what the command line says 1177 offers."""

import pytest
from textual.pilot import Pilot

from db.bookings import acts as bookings
from db.bookings.acts import Details
from db.rules.local_time import instant_at
from db.schedule import changes, lay_out, templates
from db.setup import access_log, resources
from db.timeline import parse_day
from db.values import Actor, Role
from screens.dialog import Question
from screens.session import Prefs, Session
from screens.staff.booking_sheet.page import BookingSheetScreen
from screens.staff.shared.told_dialog import ToldDialog
from screens.staff.tidbok.booking_dialogs import BookDialog, CancelDialog
from screens.staff.tidbok.event_dialog import EventDialog, EventShown
from screens.staff.tidbok.time_dialogs import AddTime, SwapType
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff.tidbok.world import FRIDAY, NURSE, go, has, looking, on_1177, sign, write
from tests.screens.staff_book import OTHER, until
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages


def slot_at(session: Session, minute: int, day: str = FRIDAY, name: str = NURSE) -> int:
    """The id of a resource's time."""
    start = instant_at(parse_day(day), minute)
    assert start is not None
    resource = resources.find(session.book, 1, name).id
    return bookings.find_slot(session.book, 1, resource or 0, start).id


def book_for(session: Session, minute: int, patient: int = 1, day: str = FRIDAY) -> int:
    """Book the nurse's time for a patient, as a colleague; the id of the booking."""
    slot = slot_at(session, minute, day)
    return bookings.book_time(
        session.book, OTHER, 1, slot, Details(), patient=patient, seen=None
    ).id


async def test_r33_what_is_laid_out_stands_in_the_tidbok_and_on_1177(session: Session) -> None:
    day = "2024-09-24"
    async with looking(session, "Vaccination", day=day) as (page, _):
        assert sign(page) == ""
        assert not has(session, "08:00", day, "Vaccination")
        template = templates.find(session.book, 1, "1177").id or 0
        whose = (resources.find(session.book, 1, "Vaccination").id or 0,)
        monday = parse_day("2024-09-23")
        lay_out.lay_out(session.book, OTHER, 1, template, whose, monday, monday + 6, seen=None)
        page._poll()
        assert sign(page) == "●"
        assert has(session, "08:00", day, "Vaccination")


async def test_r34_a_time_that_is_added_shows_at_once(session: Session) -> None:
    async with looking(session) as (page, pilot):
        await go(page, pilot, FRIDAY, 16 * 60 + 15)
        await press(pilot, "insert")
        dialog = pilot.app.screen
        assert isinstance(dialog, AddTime)
        await write(page, pilot, "10")
        await press(pilot, "enter")
        # 10:00-11:00 would lie on others, which are told.
        line = " ".join(dialog.frame.line.split())
        assert "har redan en tid då. 2024-09-20 10:15–10:45 SSK besök 30 min (ledig)" in line
        await write(page, pilot, "1630")
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("Tiden är tillagd. 1 tid visas nu på 1177.")
        assert sign(page) == "●"
        assert has(session, "16:30")
        await press(pilot, "ctrl+z")
        assert page.note == (
            "Ångrat: tiden är borttagen igen. 1 tid är borta från 1177, slår igenom direkt."
        )
    assert not has(session, "16:30")


async def test_r35_marked_times_get_another_type_and_another_name(session: Session) -> None:
    book_for(session, 495)
    before = on_1177(session)
    async with looking(session) as (page, pilot):
        await press(pilot, "shift+down", "shift+down")
        assert page.note == "3 tider markerade."
        await press(pilot, "t")
        dialog = pilot.app.screen
        assert isinstance(dialog, SwapType)
        choices = dialog.query_one(ChoiceList)
        choices.cursor = [one.label for one in choices.choices].index("Praktiskt besök webb")
        await press(pilot, "enter")
        await settled(pilot)
        told = pilot.app.screen
        assert isinstance(told, ToldDialog)
        assert "08:15–08:30 Telefon SSK webb" in golden.text_of(pilot.app)
        await press(pilot, "enter")
        assert page.note == (
            "2 tider fick ny tidstyp. 2 tider heter nu ”Praktiskt besök” på 1177. Ctrl+Z ångrar."
        )
        after = on_1177(session)
        assert {clock for clock in after if before[clock] != after[clock]} == {
            f"08:00 {NURSE}", f"08:30 {NURSE}",
        }  # fmt: skip
        await press(pilot, "ctrl+z")
        assert page.note.startswith("Ångrat: tidstypen är som förut.")
    assert on_1177(session) == before


async def test_r36_r75_r123_what_is_cancelled_is_struck_and_free_again(session: Session) -> None:
    book_for(session, 480)
    assert not has(session, "08:00")
    async with looking(session) as (page, pilot):
        assert sign(page) == "□"
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, CancelDialog)
        seen = golden.text_of(pilot.app)
        assert "Ingen avisering skickas när vården avbokar. Kontakta patienten Tolvan" in seen
        await press(pilot, *"sjuk", "enter")
        await settled(pilot)
        assert page.note == (
            "Avbokad. 1 tid visas nu på 1177."
            " Ingen avisering skickas när vården avbokar. Kontakta patienten."
        )
        assert sign(page) == "●"
        await press(pilot, "up")
        block = page.grid.model.cursor_block
        assert block is not None
        assert (block.its_sign, block.look) == ("✗", "strike")
        assert block.text == "Tolvan Tolvansson ”sjuk”"
        assert "”sjuk”" in page.info.text
        await press(pilot, "question_mark")
        assert "Bokningen visas inte på 1177." in golden.text_of(pilot.app)
    assert has(session, "08:00")


async def test_r37_booking_by_keys_takes_the_time_from_1177(session: Session) -> None:
    async with looking(session) as (page, pilot):
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, BookDialog)
        await press(pilot, "enter")
        assert "Välj patient" in dialog.frame.line
        await press(pilot, *"1912", "enter")
        assert dialog.patient is not None
        await press(pilot, *"Ont i halsen", "tab", "tab", *"Finska", "enter")
        await settled(pilot)
        assert page.note == (
            "Bokad fre 20 sep 08:00–08:15. 1 tid är borta från 1177, slår igenom direkt."
        )
        assert "Tolvan Tolvansson 19121212-1212 · bokad av vården" in page.info.text
        assert "”Ont i halsen”" in page.info.text
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, BookingSheetScreen)
        assert "Finska" in golden.text_of(pilot.app)
    opened = [one.what for one in access_log.every(session.book, Actor(Role.IT))]
    assert opened == ["bokningsunderlag"]
    assert not has(session, "08:00")


async def test_booking_by_the_mouse_alone(session: Session) -> None:
    async with looking(session, size=(120, 40)) as (page, pilot):
        block = page.grid.region.offset
        placed = page.grid.model.lanes.find(page.grid.cursor_lane)
        assert placed is not None
        y = len(page.grid.heading_names) + page.grid.model.cursor_row - page.grid.top
        at = (block.x + placed.x + 3, block.y + y)
        await pilot.click(offset=at, button=3)
        await settled(pilot)
        await click(pilot, "Boka...")
        dialog = pilot.app.screen
        assert isinstance(dialog, BookDialog)
        await pilot.click("#patient")
        await press(pilot, *"gun prov")
        await click(pilot, "Gun-Britt Provander")
        await click(pilot, "[ Boka ]")
        assert sign(page) == "□"
        await pilot.click(offset=at, times=2)
        await settled(pilot)
        assert isinstance(pilot.app.screen, BookingSheetScreen)
    assert not has(session, "08:00")


async def click(pilot: Pilot[None], text: str) -> None:
    """Click on a text of the screen, the first one that says so."""
    lines = golden.text_of(pilot.app).split("\n")
    y, x = next((n, line.index(text)) for n, line in enumerate(lines) if text in line)
    await pilot.click(offset=(x + 2, y))
    await settled(pilot)


async def test_r38_a_blocking_event_works_at_once_and_gives_back(session: Session) -> None:
    book_for(session, 480)
    before = on_1177(session)
    async with looking(session) as (page, pilot):
        await press(pilot, "e")
        dialog = pilot.app.screen
        assert isinstance(dialog, EventDialog)
        assert "1 bokad tid under den står kvar" in golden.text_of(pilot.app)
        await press(pilot, *"APT", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ToldDialog)
        told = " ".join(golden.text_of(pilot.app).split())
        assert "Besöken under den står kvar. Kontakta:" in told
        assert "08:00–08:15 Tolvan Tolvansson, tel. +46701740605" in told
        await press(pilot, "enter")
        assert "”APT” är inlagd. 3 tider är borta från 1177" in page.note
        assert not has(session, "08:15")
        assert has(session, "09:00")
        await go(page, pilot, FRIDAY, 495)
        assert sign(page) == "▨"
        await press(pilot, "up", "up", "enter")
        shown = pilot.app.screen
        assert isinstance(shown, EventShown)
        await press(pilot, "enter")
        await settled(pilot)
        assert "borttagen. 3 tider visas nu på 1177." in page.note
    assert on_1177(session) == before


async def test_r39_times_taken_off_the_schedule_go_and_booked_ones_stay(session: Session) -> None:
    book_for(session, 495)
    before = on_1177(session)
    async with looking(session) as (page, pilot):
        await press(pilot, "shift+down", "delete")
        question = pilot.app.screen
        assert isinstance(question, Question)
        assert "1 är bokad och står kvar." in " ".join(golden.text_of(pilot.app).split())
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ToldDialog)
        await press(pilot, "enter")
        assert page.note == (
            "1 tid är borttagen. 1 tid är borta från 1177, slår igenom direkt. Ctrl+Z ångrar."
        )
        await go(page, pilot, FRIDAY, 480)
        assert sign(page) == ""
        assert not has(session, "08:00")
        await press(pilot, "ctrl+z")
        assert sign(page) == "●"
    assert on_1177(session) == before


async def test_omboka_shows_where_it_may_go_and_frees_the_old_time(session: Session) -> None:
    book_for(session, 480)
    async with looking(session) as (page, pilot):
        await press(pilot, "o")
        assert page.moving.is_begun
        assert "OMBOKA: ▸ ledig att flytta till" in golden.text_of(pilot.app)
        await press(pilot, "enter")
        assert page.note.startswith("! Dit kan bokningen inte flyttas.")
        await press(pilot, "n")
        assert sign(page) == "▸"
        await press(pilot, "escape")
        assert not page.moving.is_begun
        assert page.is_active
        await go(page, pilot, FRIDAY, 480)
        await press(pilot, "o", "semicolon")
        await go(page, pilot, "2024-09-26", 10 * 60 + 15)
        assert sign(page) == "▸"  # another type and length: care is not bound as the citizen is
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("Ombokad till tor 26 sep 10:15–10:45. 1 tid visas nu på 1177")
        assert "Tolvan" in page.info.text
    assert has(session, "08:00")
    assert not has(session, "10:15", "2024-09-26")


# --- two at once ------------------------------------------------------------------------------


async def test_the_later_of_two_is_told_what_changed_and_loses_nothing(session: Session) -> None:
    async with looking(session) as (page, pilot):
        await go(page, pilot, FRIDAY, 16 * 60 + 15)
        await press(pilot, "insert")
        await write(page, pilot, "17")
        changes.remove_times(session.book, OTHER, (slot_at(session, 480),), seen=None)
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, AddTime)
        assert "08:00 Telefon SSK webb är borttagen" in " ".join(dialog.frame.line.split())
        await press(pilot, "enter")  # having seen it
        await settled(pilot)
        assert page.is_active
    assert has(session, "17:00")
    assert not has(session, "08:00")


async def test_a_time_someone_else_has_booked_is_told_in_the_dialog(session: Session) -> None:
    async with looking(session) as (page, pilot):
        await press(pilot, "b", *"1912", "enter", *"hej")
        book_for(session, 480, patient=2)
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, BookDialog)
        assert dialog.frame.line.startswith("! ")
        await press(pilot, "escape", "j")
        await until(pilot, lambda: page.is_active)
        assert "Gun-Britt Provander" in page.info.text


async def test_a_patient_with_another_time_then_is_asked_about(session: Session) -> None:
    tomorrow = [one for one in on_1177(session) if one.startswith("08:00")]
    assert len(tomorrow) > 1
    other = tomorrow[0] if NURSE not in tomorrow[0] else tomorrow[1]
    slot = slot_at(session, 480, name=other[6:])
    bookings.book_time(session.book, OTHER, 1, slot, Details(), patient=1, seen=None)
    async with looking(session) as (page, pilot):
        await press(pilot, "b", *"1912", "enter", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "enter")
        await settled(pilot)
        assert page.is_active
        assert sign(page) == "□"


# --- roles and systems ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "able"),
    [
        (Role.STAFF, {"booking.book", "events.add", "why.tell"}),
        (Role.UNIT_ADMIN, {"why.tell"}),
    ],
)
async def test_each_role_sees_only_what_it_may_do(
    session: Session, role: Role, able: set[str]
) -> None:
    book_for(session, 495)
    async with looking(session._replace(actor=Actor(role))) as (page, pilot):
        adding = {f"scheduling.{name}" for name in ("add_time", "remove_times", "swap_type")}
        acts = {"booking.book", "events.add", "why.tell", *adding}
        assert {one for one in acts if page.check_action("do", (one,))} == able
        await press(pilot, "down", "enter")
        await settled(pilot)
        if role is Role.UNIT_ADMIN:
            assert page.note == "! Bara vården bokar och öppnar bokningar."
            assert "Tolvan" not in golden.text_of(pilot.app)
        else:
            assert isinstance(pilot.app.screen, BookingSheetScreen)


async def test_a_past_time_is_not_booked(session: Session) -> None:
    async with looking(session, day="2024-09-18") as (page, pilot):
        assert page.check_action("do", ("booking.book",)) is None
        await press(pilot, "enter")
        assert page.note == "! Tiden är passerad och kan inte bokas."


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "ljust"), ((120, 40), "morkt")])
@pytest.mark.usefixtures("no_pages")
async def test_how_it_looks(session: Session, size: tuple[int, int], theme: str) -> None:
    book_for(session, 480)
    bookings.cancel(session.book, OTHER, book_for(session, 495, 3), reason="förhinder", seen=None)
    dressed = session._replace(prefs=Prefs(f"asynja-{theme}"))
    names = (NURSE,) if size[0] == 80 else (NURSE, "Johan Frisk", "Florence")
    async with looking(dressed, *names, size=size) as (page, pilot):
        if len(names) > 1:
            await press(pilot, "v")
        golden.check(page.app, f"tidbok-{theme}-{size[0]}x{size[1]}")
