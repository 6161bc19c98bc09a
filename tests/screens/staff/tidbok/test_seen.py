"""Two in one tidbok: an act or its undoing hits what was shown, or nothing, and tells of both."""

import contextlib
import sqlite3

import pytest
from textual.pilot import Pilot

from db.errors import Conflict
from db.rules.local_time import instant_at
from db.schedule import changes
from db.setup import resources
from db.tidbok import events
from db.timeline import parse_day
from db.values import Actor, Event, Role
from screens.session import Session
from screens.staff.shared.told_dialog import ToldDialog
from screens.staff.tidbok.event_dialog import EventShown, NewEvent
from screens.staff.tidbok.events import EventPart
from screens.staff.tidbok.looking import LookingPart
from screens.staff.tidbok.scheduling import SchedulingPart
from screens.staff.tidbok.time_dialogs import NewTime, SwapType
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff.tidbok.bare import Bare
from tests.screens.staff.tidbok.test_page import slot_at
from tests.screens.staff.tidbok.world import FRIDAY, NURSE, go, has, looking, on_1177, write
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

SAM = Actor(Role.SCHEDULER, "Sam")


def type_of(session: Session, slot: int) -> int | None:
    """The type of a time; None when it is gone."""
    with session.book.read() as reader:
        found: int | None = reader.value("SELECT time_type_id FROM slot WHERE id = ?", (slot,))
        return found


def a_type(session: Session, name: str) -> int:
    """A type's id."""
    with session.book.read() as reader:
        return int(reader.value("SELECT id FROM time_type WHERE name = ?", (name,)))


def nurse(session: Session) -> int:
    """The nurse's id."""
    return resources.find(session.book, 1, NURSE).id or 0


def add_time(page: Bare, minute: int, kind: int) -> None:
    """Add a quarter of an hour where one stands, as the dialog would."""
    SchedulingPart(page.desk).add_time()
    dialog, then = page.asked.pop()
    then(dialog._act(NewTime(minute, 15, kind)))


def swap(page: Bare, kind: int) -> None:
    """Byt tidstyp of the time one stands on, as the dialog would."""
    SchedulingPart(page.desk).swap_type()
    dialog, then = page.asked.pop()
    then(dialog._act(kind))


def remove(page: Bare) -> None:
    """Ta bort tid, and Ja."""
    SchedulingPart(page.desk).remove_times()
    _, then = page.asked.pop()
    then("yes")


def test_ctrl_z_never_takes_a_colleagues_new_time(session: Session) -> None:
    start = instant_at(parse_day(FRIDAY), 990)
    assert start is not None
    kind = a_type(session, "Telefon SSK webb")
    page = Bare(session, FRIDAY, 990)
    add_time(page, 990, kind)
    changes.remove_times(session.book, SAM, [slot_at(session, 990)], seen=None)
    theirs = changes.add_time(session.book, SAM, 1, nurse(session), start, 15, kind)
    page.desk.undo()
    assert "är borttagen av Sam 2024-09-19 11:05. Ingenting ändrades." in page.note
    assert page.note.startswith("! ")
    assert not page.desk.can_undo
    assert type_of(session, theirs) == kind
    assert has(session, "16:30")


def test_undoing_a_swap_never_overrides_a_third_type(session: Session) -> None:
    slot, page = slot_at(session, 480), Bare(session)
    swap(page, a_type(session, "Praktiskt besök webb"))
    third = a_type(session, "Planerat besök")
    changes.swap_type(session.book, SAM, [slot], third, seen=None)
    page.desk.undo()
    assert "är nu Planerat besök (av Sam 2024-09-19 11:05). Ingenting ändrades." in page.note
    assert type_of(session, slot) == third


def test_ta_bort_byt_tidstyp_and_release_hit_what_their_dialogs_showed(session: Session) -> None:
    slot, page = slot_at(session, 480), Bare(session)
    part = SchedulingPart(page.desk)
    for ask in (part.swap_type, part.set_release, part.remove_times):
        ask()
    (swapping, _), (releasing, _), (_, answered) = page.asked
    changes.swap_type(session.book, SAM, [slot], a_type(session, "Planerat besök"), seen=None)
    changes.set_release(session.book, SAM, [slot], 99, seen=None)
    kind = a_type(session, "Praktiskt besök webb")
    for dialog, said in ((swapping, kind), (releasing, 5)) * 2:  # each still shows what it showed
        with pytest.raises(Conflict, match=r"är nu Planerat besök \(av Sam"):
            dialog._act(said)
    answered("yes")
    assert "är nu Planerat besök (av Sam" in page.note
    assert type_of(session, slot) == a_type(session, "Planerat besök")


def test_several_acts_are_taken_back_one_by_one(session: Session) -> None:
    """What an earlier act left has another id once a later one is taken back."""
    before, page = on_1177(session), Bare(session)
    swap(page, a_type(session, "Praktiskt besök webb"))
    swap(page, a_type(session, "Planerat besök"))
    remove(page)
    assert page.desk.here is None
    for said in ("tiden är tillbaka", "tidstypen är som förut", "tidstypen är som förut"):
        page.desk.undo()
        assert page.note.startswith(f"Ångrat: {said}.")
    assert not page.desk.can_undo
    assert on_1177(session) == before


def test_the_undoing_is_told_where_it_happened_in_whatever_week_one_is(session: Session) -> None:
    page = Bare(session)
    looking_about = LookingPart(page.desk)
    remove(page)
    assert "1 tid är borta från 1177" in page.note
    looking_about.weeks_on(4)
    page.desk.undo()
    assert page.note == "Ångrat: tiden är tillbaka. 1 tid visas nu på 1177."
    page.go("2024-10-18", 17 * 60)
    start = instant_at(parse_day("2024-10-18"), 17 * 60)
    assert start is not None
    EventPart(page.desk).add()
    dialog, then = page.asked.pop()
    then(dialog._act(NewEvent(start, start + 3600, "APT", blocking=True)))
    looking_about.weeks_on(-4)
    page.desk.undo()
    assert page.note.startswith("Ångrat: händelsen ”APT” är borttagen igen. Inget ändras")
    assert has(session, "08:00")


def test_an_undo_that_found_the_book_busy_can_be_tried_again(session: Session) -> None:
    page = Bare(session)
    remove(page)
    with contextlib.closing(sqlite3.connect(session.book.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        session.book.patience = 0.02  # as on a screen
        page.desk.undo()
        assert "upptagen" in page.note
        other.execute("ROLLBACK")
    assert page.desk.can_undo
    assert not has(session, "08:00")
    page.desk.undo()
    assert page.note.startswith("Ångrat: tiden är tillbaka.")
    assert has(session, "08:00")


async def swap_to(pilot: Pilot[None], name: str) -> None:
    """Choose a type in Byt tidstyp."""
    dialog = pilot.app.screen
    assert isinstance(dialog, SwapType)
    choices = dialog.query_one(ChoiceList)
    choices.cursor = [one.label for one in choices.choices].index(name)
    await press(pilot, "enter")
    await settled(pilot)


async def test_a_booked_time_among_the_undone_is_listed(session: Session) -> None:
    from tests.screens.staff.tidbok.test_page import book_for

    async with looking(session) as (page, pilot):
        await press(pilot, "shift+down", "t")
        await swap_to(pilot, "Praktiskt besök webb")
        book_for(session, 495)
        await press(pilot, "ctrl+z")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ToldDialog)
        assert "08:15–08:30: bokad, behåller sin tidstyp." in golden.text_of(pilot.app)
        await press(pilot, "enter")
        assert page.note.startswith("Ångrat: tidstypen är som förut.")


def an_event(session: Session) -> Event:
    """A colleague's event on the nurse's Friday at eight."""
    first = instant_at(parse_day(FRIDAY), 480) or 0
    return events.add(
        session.book, SAM, 1, nurse(session), first, first + 1800, "APT", blocking=True
    ).event


async def test_an_event_that_is_gone_takes_no_other_with_it(session: Session) -> None:
    mine = an_event(session)
    async with looking(session) as (page, pilot):
        await press(pilot, "up")
        while page.desk.here is None or page.desk.here.event is None:
            await press(pilot, "up")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EventShown)
        events.remove(session.book, SAM, mine.id, seen=None)
        theirs = an_event(session)
        await press(pilot, "enter")
        await settled(pilot)
        assert "Händelsen ”APT” är borttagen av Sam" in page.note
    first = parse_day(FRIDAY)
    assert events.every(session.book, 1, nurse(session), first, first) == (theirs,)


# --- Bok.före, and lengths that disagree --------------------------------------------------------


async def test_r29_r31_release_is_changed_where_one_stands_and_taken_back(
    session: Session,
) -> None:
    """Varför names it as the way on."""
    assert has(session, "08:00")
    async with looking(session) as (page, pilot):
        await press(pilot, "shift+down", "s")
        await write(page, pilot, "0")
        await press(pilot, "enter")
        assert "Bok.före: skriv ett antal dagar" in " ".join(
            golden.text_of(pilot.app).split()
        )  # fmt: skip
        await write(page, pilot, "1")
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note == (
            "2 tider fick nytt Bok.före. 2 tider är borta från 1177, slår igenom direkt."
            " Ctrl+Z ångrar."
        )
        assert not has(session, "08:00")
        await go(page, pilot, FRIDAY, 480)
        await press(pilot, "question_mark")
        shown = " ".join(golden.text_of(pilot.app).split())
        assert "Bok.före 1: syns från fre 20 sep" in shown
        assert "→ Ändra Bok.före till " in shown
        await press(pilot, "escape")
        await settled(pilot)
        await press(pilot, *["semicolon"] * 2, "ctrl+z")
        assert page.note == "Ångrat: Bok.före är som förut. 2 tider visas nu på 1177."
    assert has(session, "08:00")


async def test_a_length_that_disagrees_with_the_type_is_told_and_stops_nothing(
    session: Session,
) -> None:
    async with looking(session) as (page, pilot):
        await go(page, pilot, FRIDAY, 16 * 60 + 15)
        await press(pilot, "insert")
        assert "Obs!" not in golden.text_of(pilot.app)
        await press(pilot, "tab")
        await write(page, pilot, "45")
        assert "andra tider är 60 min, men längden är 45 min" in " ".join(
            golden.text_of(pilot.app).split()
        )
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("Tiden är tillagd.")
        await go(page, pilot, FRIDAY, 480)
        await press(pilot, "t")
        dialog = pilot.app.screen
        assert isinstance(dialog, SwapType)
        choices = dialog.query_one(ChoiceList)
        choices.cursor = [one.label for one in choices.choices].index("SSK besök 30 min")
        await settled(pilot)
        assert "säger 30 min, men längden är 15 min." in " ".join(dialog.frame.line.split())
