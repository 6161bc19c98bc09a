"""What of the tidbok is drawn, as values: lanes, signs, what the filter and Omboka let through."""

import pytest
from rich.cells import cell_len

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
    Filter,
    Mode,
    Moving,
    View,
    board_of,
    empty_text,
    hours,
    legend_of,
    letters,
    title,
)
from widgets.week_grid.values import STATES, Block, Board

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


def test_bookings_in_an_event_are_marked_with_its_sign_and_free_times_are_not() -> None:
    meeting = entry("e", TimeState.EVENT, start=EIGHT, length=60)
    booked = entry("1", TimeState.CARE, start=EIGHT, length=30)
    after = entry("2", TimeState.CARE, start=EIGHT + 60)
    free = entry("3", start=EIGHT + 30)

    def signs(*events: Entry) -> list[str]:
        shown = board_of(calendar(*events, booked, after, free), View(DAY, (0,))).blocks
        return [one.within for one in shown if one.layer == 0]

    assert signs() == ["", "", ""]
    assert signs(meeting) == ["≡", "", ""]
    assert signs(meeting, meeting._replace(key="f", blocked=True)) == ["▨", "", ""]


def test_a_wide_lane_has_number_state_type_and_the_comments_own_words() -> None:
    booked = entry("1", TimeState.WEB)._replace(
        patient="Eva Ek", number="19121212-1212", comment="Mitt telefonnummer: 08-1 Ont i halsen"
    )
    free = entry("2", TimeState.NOT_OFFERED)._replace(why="Bok.före 10")
    board = board_of(calendar(booked, free, entry("e", TimeState.EVENT)), View(DAY, (0,), "day"))
    assert [one.beside for one in board.blocks] == [
        ("19121212-1212", "webb", "Besök", "… Ont i halsen"),
        ("", "ej på 1177", "", "Bok.före 10"),
        (),
    ]
    assert len(board.beside) == 4


def test_the_legend_has_the_type_of_a_colour_or_the_colour_of_several() -> None:
    one, same = entry("1"), entry("2")
    assert letters([one, same, entry("e", TimeState.EVENT)]) == (("R", "Besök"),)
    assert letters([one, same._replace(type_name="Samtal")]) == (("R", "röd"),)
    assert letters([one._replace(colour="")]) == ()


EVERY_STATE = tuple(Block(role, 0, 480 + n, 15, role=role) for n, role in enumerate(STATES))
LETTERS = (
    ("B", "SSK besök 30 min"),
    ("G", "Telefon SSK webb"),
    ("R", "Läkarbesök"),
    ("T", "turkos"),
)


@pytest.mark.parametrize(
    ("roles", "letters", "room", "said"),
    [
        (2, 1, 200, None),  # room for the states that do not show, too
        (2, 1, 50, "● på 1177  ○ ej på 1177  B SSK besök 30 min"),
        (2, 1, 40, "● på 1177  ○ ej på 1177  B SSK besök 30…"),
        (6, 2, 74, "● 1177  ○ ej 1177  ■ webb  □ vård  ◆ ombud  ◇ dold  B SSK bes…  G Telefon…"),
        (6, 4, 70, "●1177 ○ej 1177 ■webb □vård ◆ombud ◇dold B SSK… G Tele… R Läka… T turk…"),
    ],
)
def test_the_legend_is_whole_where_it_can_be(
    roles: int, letters: int, room: int, said: str | None
) -> None:
    board = Board(blocks=EVERY_STATE[:roles], letters=LETTERS[:letters])
    legend = legend_of(board, room)
    assert cell_len(legend) <= room
    if said is None:
        assert len(legend.split("  ")) == len(STATES) + letters
    else:
        assert legend == said


@pytest.mark.parametrize("letters", range(5))
@pytest.mark.parametrize("room", [74, 90, 114])
def test_no_legend_ends_in_nothing(letters: int, room: int) -> None:
    legend = legend_of(Board(blocks=EVERY_STATE, letters=LETTERS[:letters]), room)
    plain = ("passed", "cancelled", "event")
    needed = [state.sign for role, state in STATES.items() if role not in plain]
    assert not legend.endswith(" …")
    assert [sign for sign in needed if sign not in legend] == []
    assert [letter for letter, _ in LETTERS[:letters] if f" {letter} " not in legend] == []


def test_an_empty_weekend_is_narrow_in_a_week_alone() -> None:
    monday = DAY - 4
    days = tuple(range(monday, monday + 7))
    lanes = tuple(Lane(f"0:{day}", 0, "Resurs", day, True) for day in days)
    heads = tuple(day_head(day, DAY) for day in days)
    saturday = entry("1")._replace(lane=5)

    def narrow(mode: Mode, *entries: Entry) -> list[str]:
        week = Calendar(1, 0, DAY, heads, lanes, entries)
        return [lane.title for lane in board_of(week, View(DAY, (0,), mode)).lanes if lane.narrow]

    assert narrow("week") == ["Lör 21", "Sön 22"]
    assert narrow("week", saturday) == ["Sön 22"]
    assert narrow("day") == []
