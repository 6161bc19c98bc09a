"""? on a row of the waiting list or a template, and in a booking's sheet: Varför, and a way on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.bookings import waiting_list
from db.remedies import summary
from db.remedies.summary import Which
from db.schedule import templates
from db.setup import resources, time_types
from db.values import Actor, Role
from screens.base import BookScreen
from screens.session import Session
from screens.staff.booking_sheet.page import BookingSheetScreen
from screens.staff.setup.time_types import TimeTypesPage
from screens.staff.shared.why_dialog import WhyDialog
from screens.staff.templates.editor import TemplateEditor
from screens.staff.templates.lay_out import LayOutPage
from screens.staff.waiting.page import WaitingListPage
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

STAFF = Actor(Role.STAFF, "Rut")
PHONE = "Telefon SSK webb"


@asynccontextmanager
async def asked(
    page: BookScreen, name: str, key: str = "question_mark"
) -> AsyncIterator[Pilot[None]]:
    """A page on which ? was pressed."""
    shell = Shell(page.session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page.page = name
        shell.push_screen(page)
        await settled(pilot)
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        await press(pilot, key)
        await settled(pilot)
        yield pilot


def told(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, WhyDialog)
    return " ".join(golden.text_of(pilot.app).replace("│", " ").split())


def off_the_web(session: Session) -> None:
    """Nothing of PHONE can be booked on 1177."""
    stored = time_types.find(session.book, 1, PHONE)
    time_types.save(
        session.book, Actor(Role.IT), 1, (replace(stored, web_bookable=False),), at_once=True
    )


async def test_who_waits_is_told_how_many_such_times_1177_shows_them(session: Session) -> None:
    kind = time_types.find(session.book, 1, PHONE).id
    waiting_list.add(session.book, STAFF, 1, 4, time_type=kind)
    off_the_web(session)
    async with asked(WaitingListPage(session), "waiting") as pilot:
        text = told(pilot)
        count = summary.summary(session.book, 1, Which(kind), 4)
        assert f"önskar {PHONE}" in text
        assert f"Tider som stämmer: {count.times} lediga tider kvar, 0 på 1177." in text
        await press(pilot, "enter")  # the first remedy: to the tick in Tidstyper
        await settled(pilot)
        types = screen(pilot)
        assert isinstance(types, TimeTypesPage)
        assert types.sheet.cursor_column == "web_bookable"


@pytest.mark.parametrize("by_mouse", [False, True])
async def test_a_bookings_sheet_tells_what_its_citizen_may_do(
    session: Session, by_mouse: bool
) -> None:
    with session.book.read() as reader:
        kind, booking = reader.row(
            "SELECT t.id, b.id FROM booking b JOIN time_type t ON t.id = b.time_type_id"
            " WHERE t.web_cancellable = 1 AND b.status = 'booked' ORDER BY b.start DESC"
        ) or (0, 0)
    stored = next(one for one in time_types.every(session.book, 1) if one.id == kind)
    edited = replace(stored, web_cancellable=False)
    time_types.save(session.book, Actor(Role.IT), 1, (edited,), at_once=True)
    async with asked(BookingSheetScreen(session, booking=booking), "", "question_mark") as pilot:
        assert "Bokningen visas på 1177" in told(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, WhyDialog)
        choices = dialog.query_one(ChoiceList)
        at = next(n for n, one in enumerate(choices.choices) if "avbokas" in one.label)
        if by_mouse:
            assert await pilot.click(choices, offset=(3, at))
        else:
            await press(pilot, *("down",) * at, "enter")
        await settled(pilot)
        types = screen(pilot)
        assert isinstance(types, TimeTypesPage)
        assert types.sheet.cursor_column == "web_cancellable"


async def test_a_templates_row_tells_of_bok_fore_and_its_type(session: Session) -> None:
    off_the_web(session)
    template = next(
        one for one in templates.every(session.book, 1)
        if any(row.time_type == time_types.find(session.book, 1, PHONE).id for row in one.rows)
    )  # fmt: skip
    page = TemplateEditor(session, template)
    async with asked(page, "template", "f2") as pilot:
        await press(pilot, "escape")
        kind = time_types.find(session.book, 1, PHONE).id
        assert page.draft is not None
        line = next(line for line in page.draft.lines if line.row.time_type == kind)
        page.listed.move_to(line.key)
        page.set_focus(page.listed)
        await press(pilot, "question_mark")
        await settled(pilot)
        text = told(pilot)
        assert "Bok.före:" in text
        assert "går inte att välja på 1177" in text
        assert not page.listed.is_editing
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(screen(pilot), TimeTypesPage)  # the draft stays below
        await press(pilot, "escape")
        await settled(pilot)
        assert screen(pilot) is page


async def test_what_would_be_laid_out_tells_of_its_types(session: Session) -> None:
    template = next(one for one in templates.every(session.book, 1) if one.rows)
    page = LayOutPage(session, template.id)
    async with asked(page, "layouts", "shift+f5") as pilot:
        page.set_focus(page.sheet)
        page.sheet.move_to(resources.every(session.book, 1)[0].id or 0)
        await press(pilot, "space")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        assert page.found is not None
        await press(pilot, "question_mark")
        await settled(pilot)
        (used, *_) = page.found.summary.types
        assert f"{used.times} tider av {used.name}. Tidstypen går" in told(pilot)
