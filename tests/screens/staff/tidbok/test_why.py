"""Varför in the tidbok: what can be done is listed, and Enter leads there or does it."""

from dataclasses import replace

import pytest

from db import clock
from db.book import Book
from db.remedies import summary
from db.rules.local_time import instant_at
from db.setup import resources, time_types
from db.tidbok import events
from db.timeline import parse_day
from db.values import Actor, Role
from screens.dialog import Question
from screens.session import Session
from screens.staff.setup.time_types import TimeTypesPage
from screens.staff.shared.summary_dialog import SummaryDialog
from screens.staff.shared.why_dialog import WhyDialog
from screens.staff.tidbok.event_dialog import EventShown
from screens.staff.tidbok.time_dialogs import AddTime, ReleaseDialog
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled
from tests.screens.staff.tidbok.bare import set_clock
from tests.screens.staff.tidbok.world import FRIDAY, NURSE, go, has, looking
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

OCTOBER = "2024-10-11"
"""Bok.före 10 keeps its times off 1177 on the guide's day."""


def listed(dialog: object) -> list[str]:
    """What can be done, as it is listed."""
    assert isinstance(dialog, WhyDialog)
    return [choice.label for choice in dialog.query_one(ChoiceList).choices]


def event_at(book: Book, minute: int) -> None:
    """A colleague's blocking event of half an hour on the nurse's Friday."""
    start = instant_at(parse_day(FRIDAY), minute)
    assert start is not None
    nurse = resources.find(book, 1, NURSE).id or 0
    who = Actor(Role.STAFF, "Rut")
    events.add(book, who, 1, nurse, start, start + 1800, "APT [b]", blocking=True)


async def test_bok_fore_is_changed_where_it_is_and_waiting_turns_the_clock(
    session: Session,
) -> None:
    async with looking(session, day=OCTOBER) as (page, pilot):
        await press(pilot, "question_mark")
        await settled(pilot)
        assert listed(screen(pilot)) == [
            "Ändra Bok.före till 23 eller tomt – schemaläggare",
            "Ändra Bok.före till tomt – schemaläggare",
            "Vänta till ons 2 okt 00:00 – alla i vården",
        ]
        assert "Det här går att göra:" in golden.text_of(pilot.app)  # in sight at 80x24
        await press(pilot, "enter")
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, ReleaseDialog)
        assert dialog.text_of("release") == "23"
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("1 tid fick nytt Bok.före. 1 tid visas nu på 1177.")
        await go(page, pilot, OCTOBER, 510)
        await press(pilot, "question_mark", "end", "enter")
        await settled(pilot)
        assert isinstance(screen(pilot), Question)
        told = " ".join(golden.text_of(pilot.app).split())
        assert "Klockan ställs för alla." in told  # what else would change
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("Klockan är ons 2 okt 2024 00:00. ")
        assert "på 1177" in page.note  # and what happened
        assert clock.read(session.book).today == parse_day("2024-10-02")
    assert has(session, "08:30", OCTOBER)


async def test_a_type_is_mended_in_its_cell_and_an_event_in_its_dialog(session: Session) -> None:
    types = time_types.every(session.book, 1)
    stored = next(kind for kind in types if kind.name == "Telefon SSK webb")
    time_types.save(
        session.book, session.actor, 1, (replace(stored, web_bookable=False),), at_once=True
    )
    event_at(session.book, 495)
    async with looking(session) as (page, pilot):
        await press(pilot, "question_mark")
        await settled(pilot)
        assert "Markera Bokningsbar webb på Telefon SSK webb och publicera" in listed(
            screen(pilot)
        )[0]  # fmt: skip
        await press(pilot, "enter")
        await settled(pilot)
        grid = screen(pilot)
        assert isinstance(grid, TimeTypesPage)
        assert grid.draft is not None
        assert grid.draft.item(str(grid.sheet.cursor_row)).name == "Telefon SSK webb"
        assert grid.sheet.cursor_column == "web_bookable"
        await press(pilot, "escape")
        await settled(pilot)
        assert screen(pilot) is page
        await go(page, pilot, FRIDAY, 495)
        await press(pilot, "question_mark")
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, WhyDialog)
        labels = listed(dialog)
        at = next(n for n, label in enumerate(labels) if "APT [b]" in label)
        dialog.query_one(ChoiceList).cursor = at
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(screen(pilot), EventShown)
        assert "APT [b]" in golden.text_of(pilot.app)


@pytest.mark.parametrize("role", [Role.STAFF, Role.SCHEDULER])
async def test_what_has_no_page_is_asked_about_and_done_by_who_may(
    session: Session, role: Role
) -> None:
    with session.book.write() as tx:
        tx.run("UPDATE clinic SET connected = 0")
    session = session._replace(actor=Actor(role, "Rut"))
    async with looking(session, size=(20, 5)) as (page, pilot):
        await press(pilot, "question_mark")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert listed(screen(pilot)) == ["Anslut Primus MVK VC Test till 1177 – IT"]
        await press(pilot, "enter", "enter")
        await settled(pilot)
        assert page.note.startswith("! ")  # neither of them may, and says who does
        assert not has(session, "08:00")
        page.session = session._replace(actor=Actor(Role.IT, "Sam"))
        await press(pilot, "question_mark", "enter")
        assert isinstance(screen(pilot), Question)
        assert "Gäller hela enheten:" in " ".join(golden.text_of(pilot.app).split())
        await press(pilot, "enter")
        await settled(pilot)
        assert page.note.startswith("Gjort: Anslut Primus MVK VC Test till 1177.")
    assert has(session, "08:00")


async def test_in_an_empty_place_enter_adds_a_time_there(session: Session) -> None:
    async with looking(session) as (page, pilot):
        await go(page, pilot, FRIDAY, 16 * 60 + 15)
        await press(pilot, "question_mark")
        await settled(pilot)
        assert listed(screen(pilot))[0].startswith("Lägg till en tid här")
        await press(pilot, "enter")
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, AddTime)
        assert dialog.text_of("start") == "16:15"


async def test_what_many_times_are_kept_back_by_is_counted_and_leads_to_them(
    session: Session,
) -> None:
    which = summary.Which(resource=resources.find(session.book, 1, NURSE).id)
    counted = summary.summary(session.book, 1, which).hindered
    async with looking(session, day=OCTOBER) as (page, pilot):
        await press(pilot, "w")
        dialog = screen(pilot)
        assert isinstance(dialog, SummaryDialog)
        assert "75 lediga tider kvar, 0 på 1177." in golden.text_of(pilot.app)  # of the week
        assert [choice.label for choice in dialog.query_one(ChoiceList).choices] == [
            "75 tider, 75 ensam"
        ]
        await press(pilot, "2")
        assert [choice.name for choice in dialog.query_one(ChoiceList).choices] == [
            hindered.rule for hindered in counted
        ]
        assert dialog.frame.line.startswith("→ ")
        await press(pilot, "9", "enter")  # there is no ninth
        await settled(pilot)
        assert page.desk.here is not None
        assert page.desk.here.state.value == "not-offered"
        assert page.desk.here.key in page.grid.marks
        times = summary.hindered_times(session.book, 1, counted[0].rule, which)
        assert page.desk.here.key == f"slot:{times[0].id}"  # the soonest
        assert page.note.endswith("här är markerade.")
    set_clock(session, "2025-06-01 08:00")  # nothing is left
    async with looking(session, size=(20, 5)) as (page, pilot):
        await press(pilot, "w", "1", "2", "3", "4", "enter", "escape")
        assert page.is_active
