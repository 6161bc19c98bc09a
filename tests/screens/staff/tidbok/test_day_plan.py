"""Ändra mall tillfälligt: PMO's dialog for one day (R77), by itself."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings import acts
from db.rules.local_time import time_text
from db.rules.schedule.day_plan import DayRow
from db.schedule import changes
from db.tidbok.day_plan import DayChanged, day_plan
from db.timeline import parse_day
from db.values import Actor, Role
from db.worlds import catalogue
from screens.dialog import Question
from screens.help import HelpScreen
from screens.session import Prefs, Session
from screens.staff.shared.told_dialog import ToldDialog
from screens.staff.tidbok.day_plan import DayPlanDialog, done_text
from screens.staff.tidbok.undo import Told
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled, shows
from widgets.forms.dialog import DialogButton
from widgets.menus.context_menu import ContextMenu

no_pages = guide_world.no_pages

SCHEDULER = Actor(Role.SCHEDULER, "Saga Schema")
DOCTOR, VISIT, HOME = 1, 8, 9
WEDNESDAY = parse_day("2020-06-03")  # 10:45 is booked


@pytest.fixture(scope="module")
def pmo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pmo") / "book.db"
    catalogue.make(path, "pmo").close()
    return path


@pytest.fixture
def book(pmo_file: Path, tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "book.db"
    path.write_bytes(pmo_file.read_bytes())
    with Book.open(path) as opened:
        yield opened


class Given:
    """What the dialog gave."""

    done: Told[DayChanged] | None = None


@asynccontextmanager
async def opened(
    book: Book, size: tuple[int, int] = (80, 24), actor: Actor = SCHEDULER, resource: int = DOCTOR
) -> AsyncIterator[tuple[DayPlanDialog, Pilot[None], Given]]:
    session = Session(book, actor, 1, Prefs())
    shell, given = Shell(session), Given()

    def keep(done: Told[DayChanged] | None) -> None:
        given.done = done

    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        dialog = DayPlanDialog(session, resource, WEDNESDAY)
        shell.push_screen(dialog, keep)
        await settled(pilot)
        yield dialog, pilot, given


def clocks(book: Book) -> list[str]:
    return [time_text(one.start) for one in changes.times(book, 1, DOCTOR, WEDNESDAY, WEDNESDAY)]


async def test_r77_the_day_is_made_anew_with_the_keys_alone(book: Book) -> None:
    before = clocks(book)
    async with opened(book) as (dialog, pilot, given):
        assert shows(pilot, "Vårdcentralen Tallgläntan : Linnea Tallmo, 2020-06-03")
        assert shows(pilot, "Läkare Telefontid, du blir uppringd 1177 9X10 · Mottagningstid 3X30")
        assert shows(pilot, "Bokade tider, som står kvar: 10:45–11:15 Mottagningstid")
        # The last row goes; a new one of home visits, 13:00, two of 45 minutes.
        await press(pilot, "down", "down", "delete", "ctrl+end", "home", *"Hemb", "enter")
        await press(pilot, "right", *"13", "enter", "up", "right", *"0:45", "enter")
        await press(pilot, "up", "right", *"2")  # and OK while one still writes
        assert dialog.sheet.is_editing
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert given.done is not None
        assert (*given.done[0].kept, *given.done[0].skipped) == ()
        assert done_text(given.done).startswith("2 tider nya, 1 tid borta, 12 tider som förut.")
        assert clocks(book) == [one for one in before if one != "15:00"] + ["13:00", "13:45"]
        rows = day_plan(book, SCHEDULER, 1, DOCTOR, WEDNESDAY).rows
        assert rows[-1] == DayRow(HOME, 780, 45, 2)


async def test_what_is_wrong_is_said_at_its_row_as_one_types_and_not_saved(book: Book) -> None:
    before = clocks(book)
    async with opened(book) as (dialog, pilot, given):
        await press(pilot, "down", "right", *"9.30", "enter")
        assert dialog.frame.line == "! Rad 2: Raden börjar 09:30, mitt i raden 08:30–10:00."
        assert shows(pilot, "!! 09:30")
        await press(pilot, "ctrl+end", "ctrl+s")
        await settled(pilot)
        assert (dialog.sheet.cursor_row, dialog.sheet.cursor_column) == (2, "start_min")
        assert given.done is None
        await press(pilot, *"25:00", "enter")
        assert dialog.frame.line.startswith("! Starttid: klockslaget 25:00 finns inte.")
        assert (dialog.sheet.cursor_row, dialog.sheet.cursor_column) == (2, "start_min")
        await press(pilot, "ctrl+z")
        assert dialog.frame.line == ""
        assert dialog.unsaved() == ""
        await press(pilot, "ctrl+y")
        await press(pilot, "escape")
        assert isinstance(screen(pilot), Question)
        assert shows(pilot, "Dagens ändringar är inte sparade.")
        await press(pilot, "n")
        await settled(pilot)
        assert not dialog.is_active
    assert clocks(book) == before


async def test_an_empty_day_keeps_what_is_booked_and_says_so(book: Book) -> None:
    async with opened(book) as (dialog, pilot, given):
        await pilot.click(dialog.query(DialogButton)[2])
        assert isinstance(screen(pilot), Question)
        assert shows(pilot, "1 tid är bokad")
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(screen(pilot), ToldDialog)
        assert shows(pilot, "10:45–11:15 Mottagningstid: bokad, står kvar.")
        await press(pilot, "enter")
        await settled(pilot)
        assert given.done is not None
        assert given.done[0].removed == 12
        assert "borta från 1177" in done_text(given.done)
    assert clocks(book) == ["10:45"]


async def test_two_at_once_the_later_is_told_and_loses_nothing(book: Book) -> None:
    async with opened(book) as (dialog, pilot, given):
        await press(pilot, "down", "down", "delete")
        slot = changes.times(book, 1, DOCTOR, WEDNESDAY, WEDNESDAY)[0]
        acts.book_time(book, Actor(Role.STAFF), 1, slot.id, patient=1, seen=None)
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert dialog.frame.line.startswith("! 2020-06-03 ändrades av Personal: 08:30 är bokad.")
        assert shows(pilot, "08:30–08:40 Läkare Telefontid")  # now among the booked ones
        assert len(dialog.sheet.source.window(0, 9)) == 3  # mine, and the empty row
        assert "15:00" in clocks(book)
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert given.done is not None
    assert "15:00" not in clocks(book)


async def test_the_mouse_alone(book: Book) -> None:
    async with opened(book, (120, 40)) as (dialog, pilot, given):
        body = dialog.sheet.body.region
        await pilot.click(offset=(body.x + 3, body.y + 2), button=3)
        menu = pilot.app.screen
        assert isinstance(menu, ContextMenu)
        await press(pilot, "escape")
        await pilot.click(offset=(body.x + 3, body.y + 3), times=2)  # the empty row
        await settled(pilot)
        assert dialog.sheet.is_editing
        await press(pilot, "escape")
        await pilot.click(dialog.query(DialogButton)[3])
        assert isinstance(screen(pilot), HelpScreen)
        assert shows(pilot, "schemamallen rörs inte")
        await press(pilot, "escape")
        await pilot.click(dialog.query(DialogButton)[0])
        await settled(pilot)
        assert given.done is not None
        assert done_text(given.done).startswith("0 tider nya, 0 tider borta, 13 tider som förut.")


async def test_staff_may_look_and_an_unknown_resource_is_said(book: Book) -> None:
    before = clocks(book)
    async with opened(book, actor=Actor(Role.STAFF)) as (dialog, pilot, given):
        assert dialog.frame.line == "Bara schemaläggare och IT ändrar dagens schema."
        await press(pilot, "delete", "insert", "9", "f2", "ctrl+s", "shift+f10", "escape")
        await settled(pilot)
        assert given.done is None
    assert clocks(book) == before
    async with opened(book, (20, 5), resource=99) as (dialog, pilot, _):
        assert dialog.plan is None
        await press(pilot, "insert", "delete", "ctrl+z", "ctrl+s", "f2", "escape")
        assert not dialog.is_active


@pytest.mark.usefixtures("no_pages")
async def test_the_dialog_as_it_looks(book: Book) -> None:
    async with opened(book) as (_, pilot, _):
        await press(pilot, "down")
        golden.check(pilot.app, "day-plan-80x24")
