"""The tidbok is about today, whatever day that is by now, unless the user went elsewhere."""

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db import clock
from db.timeline import parse_day, parse_instant
from screens.session import Session
from screens.staff.tidbok.page import TidbokPage
from tests.screens import guide_world
from tests.screens.pilots import press, settled

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

SUNDAY, MONDAY = parse_day("2024-09-22"), parse_day("2024-09-23")


def set_clock(session: Session, text: str) -> None:
    """Set the book's clock, which stands still."""
    with session.book.write() as tx:
        clock.start(tx, clock.Mode.PAUSED, parse_instant(text))


async def opened(pilot: Pilot[None], session: Session) -> TidbokPage:
    """The tidbok as it opens."""
    page = TidbokPage(session)
    page.page = "tidbok"
    pilot.app.push_screen(page)
    await settled(pilot)
    return page


def day_of(page: TidbokPage) -> int:
    """The day the view is about."""
    assert page.desk.view is not None
    return page.desk.view.day


async def turn(page: TidbokPage, pilot: Pilot[None], session: Session, text: str) -> None:
    """The book's clock goes on, and the page looks."""
    set_clock(session, text)
    page._poll()
    await settled(pilot)


async def test_the_week_and_today_follow_over_midnight(session: Session) -> None:
    set_clock(session, "2024-09-22 23:59")
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = await opened(pilot, session)
        assert day_of(page) == SUNDAY
        await turn(page, pilot, session, "2024-09-23 00:00")
        assert page.desk.calendar is not None
        assert day_of(page) == page.desk.calendar.today == MONDAY
        assert page.desk.view is not None
        assert page.desk.view.days == (MONDAY, MONDAY + 6)
        assert page.desk.place is not None
        assert page.desk.place.day == MONDAY
        await turn(page, pilot, session, "2024-09-24 00:00")
        assert (day_of(page), page.desk.place.day) == (MONDAY + 1, MONDAY)  # the same week


@pytest.mark.parametrize("keys", [("semicolon",), ("comma",), ("v", "right")])
async def test_a_week_or_a_day_that_the_user_went_to_stays(
    session: Session, keys: tuple[str, ...]
) -> None:
    set_clock(session, "2024-09-19 23:59")
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = await opened(pilot, session)
        await press(pilot, *keys)
        if keys[0] == "v":
            page.looking.turn(2)
        before = page.desk.view
        await turn(page, pilot, session, "2024-09-23 00:01")
        assert page.desk.view == before
        assert page.desk.calendar is not None
        assert page.desk.calendar.today == MONDAY
        await press(pilot, "full_stop")
        assert day_of(page) == MONDAY
        await turn(page, pilot, session, "2024-09-30 00:01")
        assert day_of(page) == MONDAY + 7


async def test_a_day_turns_too_and_marks_are_waited_for(session: Session) -> None:
    set_clock(session, "2024-09-19 23:59")
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = await opened(pilot, session)
        await press(pilot, "full_stop", "v")
        assert page.desk.calendar is not None
        page.grid.set_marks([page.desk.calendar.entries[0].key])
        today = day_of(page)
        await turn(page, pilot, session, "2024-09-20 00:00")
        assert day_of(page) == today
        page.grid.set_marks(())
        await turn(page, pilot, session, "2024-09-20 00:01")
        assert page.desk.view is not None
        assert page.desk.view.days == (today + 1, today + 1)


async def test_what_was_about_today_is_so_when_it_is_opened_anew(session: Session) -> None:
    set_clock(session, "2024-09-22 23:59")
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = await opened(pilot, session)
        await press(pilot, "escape")
        await settled(pilot)
        set_clock(session, "2024-09-23 08:00")
        page = await opened(pilot, session)
        assert day_of(page) == MONDAY
