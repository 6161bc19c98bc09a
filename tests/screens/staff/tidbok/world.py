"""The guide's unit looked at through the tidbok, and what ``asynja-tui offer`` says of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.setup import resources
from db.timeline import parse_day
from screens.session import Session
from screens.staff.tidbok.board import View
from screens.staff.tidbok.page import TidbokPage
from tests.screens.pilots import press, settled
from tests.screens.staff_book import TOLVAN, Desk
from widgets.week_grid.values import Place

NURSE = "Distriktssköterskemottagning"
FRIDAY = "2024-09-20"
"""The day after the guide's today, a Thursday at 11:05; the nurse has fifteen times."""


@asynccontextmanager
async def looking(
    session: Session,
    *names: str,
    day: str = FRIDAY,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[tuple[TidbokPage, Pilot[None]]]:
    """The week of a day, of some resources or of the nurse, with the cursor at that day's eight."""
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        page = TidbokPage(session)
        page.page = "tidbok"
        whose = tuple(resources.find(session.book, 1, name).id or 0 for name in names or (NURSE,))
        page.desk.view = View(parse_day(day), whose)
        shell.push_screen(page)
        await settled(pilot)
        await go(page, pilot, day, 480)
        yield page, pilot


async def go(page: TidbokPage, pilot: Pilot[None], day: str, minute: int) -> None:
    """Put the cursor on a minute of a day, of the first resource."""
    at = page.desk.calendar.lane_at(page.desk.view.resources[0], parse_day(day))
    assert at is not None
    page.grid.move_to(Place(page.desk.calendar.lanes[at].key, minute))
    await settled(pilot)


async def write(page: TidbokPage, pilot: Pilot[None], text: str) -> None:
    """Write in the field that has the focus, in place of what it says."""
    await press(pilot, "end", *["backspace"] * 12, *text)
    await settled(pilot)


def on_1177(session: Session, day: str = FRIDAY) -> dict[str, str]:
    """The clocks of a day that 1177 offers, of all resources, each with its web name."""
    desk = Desk(session.book.path, session.book)
    found = desk.cli("offer", "--patient", TOLVAN, "--from", day, "--to", day)["times"]
    return {f"{one['start'][11:16]} {one['resource']}": one["web_name"] for one in found}


def has(session: Session, clock: str, day: str = FRIDAY, name: str = NURSE) -> bool:
    """Whether 1177 offers a clock of a resource's day."""
    return f"{clock} {name}" in on_1177(session, day)


def sign(page: TidbokPage) -> str:
    """The sign of what the cursor is on."""
    block = page.grid.model.cursor_block
    return "" if block is None else block.its_sign
