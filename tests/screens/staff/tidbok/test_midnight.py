"""The tidbok is about today, whatever day that is by now, unless the user went elsewhere."""

from collections.abc import Callable

import pytest

from asynja_tui.shell import Shell
from db.timeline import parse_day
from screens.session import Session
from screens.staff.tidbok.board import View
from screens.staff.tidbok.desk import Desk
from screens.staff.tidbok.looking import LookingPart
from screens.staff.tidbok.page import TidbokPage
from tests.screens import guide_world
from tests.screens.pilots import settled
from tests.screens.staff.tidbok.bare import Bare, set_clock

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

SUNDAY, MONDAY = parse_day("2024-09-22"), parse_day("2024-09-23")


async def test_the_week_and_today_follow_over_midnight(session: Session) -> None:
    set_clock(session, "2024-09-22 23:59")
    async with Shell(session).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = TidbokPage(session)
        page.page = "tidbok"
        page.desk.view = View(SUNDAY, (1,))
        pilot.app.push_screen(page)
        await settled(pilot)
        assert page.desk.view.day == SUNDAY
        for clock, day in (("2024-09-23 00:00", MONDAY), ("2024-09-24 00:00", MONDAY + 1)):
            set_clock(session, clock)
            page._poll()
            await settled(pilot)
            assert page.desk.view.day == page.desk.calendar.today == day
            assert page.desk.view.days == (MONDAY, MONDAY + 6)
            assert page.desk.place is not None
            assert page.desk.place.day == MONDAY  # the second time it is the same week


@pytest.mark.parametrize(
    "went",
    [
        lambda part: part.weeks_on(1),
        lambda part: part.weeks_on(-1),
        lambda part: (part.turn_view(), part.turn(3)),
    ],
)
def test_a_week_or_a_day_that_the_user_went_to_stays(
    session: Session, went: Callable[[LookingPart], object]
) -> None:
    set_clock(session, "2024-09-19 23:59")
    page = Bare(session, "2024-09-19")
    part = LookingPart(page.desk)
    went(part)
    before = page.desk.view
    set_clock(session, "2024-09-23 00:01")
    page.reload()
    assert page.desk.view == before
    assert page.desk.calendar.today == MONDAY
    part.today()
    assert page.desk.view.day == MONDAY
    set_clock(session, "2024-09-30 00:01")
    page.reload()
    assert page.desk.view.day == MONDAY + 7


def test_a_day_turns_too_and_what_is_held_is_waited_for(session: Session) -> None:
    set_clock(session, "2024-09-19 23:59")
    page = Bare(session, "2024-09-19")
    LookingPart(page.desk).turn_view()
    today = page.desk.view.day
    page.held = True
    set_clock(session, "2024-09-20 00:00")
    page.reload()
    assert page.desk.view.day == today
    page.held = False
    page.reload()
    assert page.desk.view.days == (today + 1, today + 1)


def test_what_was_about_today_is_so_when_it_is_opened_anew(session: Session) -> None:
    set_clock(session, "2024-09-22 23:59")
    page = Bare(session, "2024-09-22")
    set_clock(session, "2024-09-23 08:00")
    again = Desk(lambda: session, page.desk.host, page.desk.grid)
    again.read(held=False)
    assert again.view.day == MONDAY
