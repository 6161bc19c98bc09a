"""What of the tidbok is drawn, as values: lanes, signs, what the filter and Omboka let through."""

import pytest

from db.rules.schedule.tidbok import SIGNS, TimeState
from db.tidbok.calendar import day_head
from db.tidbok.values import Calendar, Entry, Lane
from db.timeline import parse_day
from db.values import Resource
from screens.staff.tidbok.board import (
    EMPTY_DAY,
    HOW_TO_LAY,
    NO_RESOURCES,
    NONE_CHOSEN,
    NONE_SHOWN,
    ROLES,
    TARGET,
    Moving,
    board_of,
    empty_text,
    hours,
    title,
)
from screens.staff.tidbok.view import Filter, View
from widgets.week_grid.values import STATES

DAY = parse_day("2024-09-20")
EIGHT = 480


def entry(
    key: str, state: TimeState = TimeState.OFFERED, *, start: int = EIGHT, length: int = 30
) -> Entry:
    """Something in the first lane; its number is its slot's id."""
    slot = None if state in (TimeState.EVENT, TimeState.CANCELLED) else int(key)
    return Entry(key, 0, state, start * 60, start, length, "Besök", slot, time_type=1,
                 type_name="Besök", colour="red")  # fmt: skip


def calendar(*entries: Entry, resources: int = 1) -> Calendar:
    """A Friday of some resources."""
    lanes = tuple(Lane(f"{n}:{DAY}", n, f"Resurs {n}", DAY, True) for n in range(resources))
    return Calendar(1, 0, DAY, (day_head(DAY, DAY),), lanes, entries)


@pytest.mark.parametrize("state", TimeState)
def test_a_sign_says_the_same_in_the_grid_as_in_the_book(state: TimeState) -> None:
    assert STATES[ROLES[state]].sign == SIGNS[state]


def test_whose_week_it_is_stands_in_the_frame_for_one_and_over_the_days_for_several() -> None:
    alone = board_of(calendar(), View(DAY, (0,)))
    assert [(lane.title, lane.group) for lane in alone.lanes] == [("Fre 20", "")]
    both = board_of(calendar(resources=2), View(DAY, (0, 1)))
    assert [(lane.title, lane.group) for lane in both.lanes] == [
        ("Fre 20", "Resurs 0"), ("Fre 20", "Resurs 1"),
    ]  # fmt: skip
    day = board_of(calendar(resources=2), View(DAY, (0, 1), "day"))
    assert [lane.title for lane in day.lanes] == ["Resurs 0", "Resurs 1"]
    assert (alone.lane_width, both.lane_width, day.lane_width) == (14, 10, 18)


def test_the_filter_lets_states_and_types_through_and_always_events() -> None:
    shown = calendar(entry("1"), entry("2", TimeState.WEB), entry("e", TimeState.EVENT))

    def keys(chosen: Filter) -> list[int | str]:
        return [one.key for one in board_of(shown, View(DAY, (0,), filter=chosen)).blocks]

    assert keys(Filter()) == ["1", "2", "e"]
    assert keys(Filter(states=frozenset({TimeState.WEB}))) == ["2", "e"]
    assert keys(Filter(types=frozenset({2}))) == ["e"]


def test_while_a_booking_is_moved_only_where_it_may_go_stands_out() -> None:
    booked = entry("3", TimeState.CARE)._replace(booking=7, patient="Eva")
    shown = calendar(entry("1"), entry("2"), booked)
    nothing = View(DAY, (0,), filter=Filter(types=frozenset({99})))
    target, other, mine = board_of(shown, nothing, Moving(7, frozenset({1}))).blocks
    assert (target.sign, target.role, target.colour) == (TARGET, "free-web", "red")
    assert (other.sign, other.role, other.colour) == ("●", "passed", "")
    assert mine.text == "Flyttas: Eva"


def test_names_have_a_short_form_and_a_cancelled_visit_says_why() -> None:
    booked = entry("1", TimeState.WEB)._replace(patient="Gun-Britt Provander", comment="ont")
    gone = entry("c", TimeState.CANCELLED)._replace(patient="Åsa Berg", comment="sjuk")
    shown = board_of(calendar(booked, gone, entry("2")), View(DAY, (0,))).blocks
    assert [(one.text, one.short) for one in shown] == [
        ("Gun-Britt Provander", "G. Provander"),
        ("Åsa Berg ”sjuk”", "Å. Berg ”sjuk”"),
        ("Besök", ""),
    ]


def test_a_cancelled_visit_is_struck_through_and_a_passed_time_has_no_sign_of_its_own() -> None:
    struck = entry("c", TimeState.CANCELLED)
    gone, passed = board_of(calendar(struck, entry("1", TimeState.PASSED)), View(DAY, (0,))).blocks
    assert (gone.look, gone.sign) == ("strike", "✗")
    assert passed.sign == " "  # the lane's edge says it


@pytest.mark.parametrize(
    ("start", "length", "lines"),
    [(480, 30, (480, 1020)), (390, 30, (360, 1020)), (1010, 20, (480, 1080)),
     (1430, 60, (480, 1440))],
)  # fmt: skip
def test_the_lines_are_a_working_day_and_what_lies_outside_it(
    start: int, length: int, lines: tuple[int, int]
) -> None:
    assert hours([entry("1", start=start, length=length)]) == lines


def test_the_title_says_when_who_what_is_left_out_and_that_1177_is_closed() -> None:
    who = [Resource(id=1, name="Florence")]
    view = View(DAY, (1,))
    assert title(view, who) == "Tidbok · vecka 38, 2024 · Florence"
    assert title(view, [*who, *who], "webb", "Stängt.") == (
        "Tidbok · vecka 38, 2024 · 2 resurser · bara webb · ! Stängt."
    )
    new_year = View(parse_day("2024-12-31"), (), "day")
    assert title(new_year, []) == "Tidbok · tis 2024-12-31, vecka 1 · ingen resurs"


@pytest.mark.parametrize(
    ("shown", "states", "resources", "may_lay_out", "said"),
    [
        (calendar(resources=0), (), 0, True, NO_RESOURCES),
        (calendar(resources=0), (), 2, True, NONE_CHOSEN),
        (calendar(), (), 1, True, f"{EMPTY_DAY} {HOW_TO_LAY}"),
        (calendar(), (), 1, False, EMPTY_DAY),
        (calendar(entry("1")), (TimeState.WEB,), 1, True, NONE_SHOWN),
    ],
)
def test_where_nothing_shows_stands_why_and_what_to_do(
    shown: Calendar, states: tuple[TimeState, ...], resources: int, may_lay_out: bool, said: str
) -> None:
    view = View(DAY, (0,), filter=Filter(states=frozenset(states)))
    assert empty_text(shown, view, resources=resources, may_lay_out=may_lay_out) == said
