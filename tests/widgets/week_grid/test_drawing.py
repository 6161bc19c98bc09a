"""What stands on the lines of a week grid, in exactly its cells; and its colours."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color

from asynja_tui import themes
from db.texts import COLOURS as TYPE_COLOURS
from tests.db.hostile import HOSTILE
from tests.effort import few
from tests.widgets.boards import block, cancelled, day_board, event, hm, week_board
from tests.widgets.week_grid.test_plan import boards
from widgets.week_grid.block_line import Piece
from widgets.week_grid.draw import (
    Look,
    axis,
    block_text,
    heading,
    heading_lines,
    lane_pieces,
    legend,
)
from widgets.week_grid.keys import GRID_KEYS
from widgets.week_grid.lanes import Placed, lay_lanes
from widgets.week_grid.plan import plan_of
from widgets.week_grid.values import COLOURS, STATES, Board, Lane

NO_CURSOR = Look(-1, range(0), keys=True)
ALL = tuple(STATES)


def said(pieces: list[Piece] | tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def lines(board: Board, lane: int, width: int = 16, look: Look = NO_CURSOR) -> list[str]:
    plan = plan_of(board)
    placed = Placed(lane, 0, width)
    return [
        axis(plan, row, look).text
        + said(tuple(lane_pieces(board, plan, placed, row, look))).rstrip()
        for row in range(len(plan.rows))
    ]


def test_a_lane_in_its_lines() -> None:
    board = week_board()._replace(end=hm("12:30"))
    assert lines(board, 3)[:6] == [
        "08:00 ░T◆ Ö. Åberg",
        "08:15 ░T◇ M. Frisk",
        "08:30 ░B● SSK besök",
        "08:45 ░│ 30 min",
        "09:00 ░B■ E. Testson",
        "09:15 ░│ SSK besök 30…",
    ]
    assert lines(board, 3)[11:15] == [
        "10:45 ░B□ Ö. Åberg",
        "10:52 ─ nu ───────────",
        "11:00  │ SSK besök 30…",
        "11:15  O● SSK besök",
    ]
    assert lines(board, 4)[12] == "10:52  │"


@pytest.mark.parametrize(
    ("text", "minutes", "detail", "said"),
    [
        ("SSK besök 30 min", 30, "", ["SSK besök", "30 min"]),  # a number keeps its unit
        ("SSK besök 30 min", 15, "", ["SSK besö…"]),
        ("SSK besök 30 min", 30, "Bok.före 10", ["SSK besö…", "Bok.före…"]),
        ("Distriktssköterska", 30, "", ["Distrikt…", ""]),  # it cannot be parted
        ("Läkare", 30, "", ["Läkare", ""]),
    ],
)
def test_a_text_goes_on_on_the_second_line(
    text: str, minutes: int, detail: str, said: list[str]
) -> None:
    one = block("x", "a", "08:00", minutes, text, "free-web", detail=detail)
    board = Board((Lane("a", "A"),), (one,), hm("08:00"), hm("08:00") + minutes)
    first, *second = lines(board, 0, 13)
    assert [first[10:], *(line[9:] for line in second)] == said


def test_a_name_that_has_no_room_gives_way_to_its_short_form() -> None:
    one = block("x", "a", "08:00", 15, "Tolvan Tolvansson", "care")._replace(short="T. Tolvansson")
    board = Board((Lane("a", "A"),), (one,), hm("08:00"), hm("08:15"))
    assert [lines(board, 0, wide)[0][10:] for wide in (21, 17, 13)] == [
        "Tolvan Tolvansson", "T. Tolvansson", "T. Tolva…",
    ]  # fmt: skip


def test_what_is_struck_through_stands_above_the_free_time() -> None:
    free = block("x", "a", "08:00", 30, "SSK", "free-web")
    gone = cancelled("c", "a", "08:00", 30, "E. Testson")
    board = Board((Lane("a", "A"),), (free, gone), hm("08:00"), hm("08:30"))
    assert lines(board, 0) == ["08:00   ✗ E. Testson", "        ● SSK", "08:15  │"]
    plan = plan_of(board)
    struck = [piece for piece in lane_pieces(board, plan, Placed(0, 0, 16), 0, NO_CURSOR)
              if "struck" in piece.parts]  # fmt: skip
    assert [piece.text for piece in struck] == ["E. Testson"]


def test_the_cursor_a_mark_and_an_event() -> None:
    booked = block("x", "a", "08:15", 15, "T. Tolvansson", "care")
    blocks = event("e", "a", "08:00", 45, "APT"), booked
    board = Board((Lane("a", "A"),), blocks, hm("08:00"), hm("09:00"))
    look = Look(0, range(1, 2), keys=True, marks=frozenset({"x"}))
    assert lines(board, 0, 11, look) == [
        "08:00   ▨ APT", "08:15 ▌ □*T. Tol…", "08:30   ▨", "08:45 ",
    ]  # fmt: skip
    assert axis(plan_of(board), 1, look).parts == ("minute", "cursor-time")


@few
@given(boards, st.sampled_from([*HOSTILE, "漢字漢字", "Å" * 30, ""]), st.integers(1, 40))
def test_every_line_fills_exactly_its_cells(board: Board, text: str, width: int) -> None:
    blocks = tuple(one._replace(text=text, detail=text, letter="X", colour="red", role="web")
                   for one in board.blocks)  # fmt: skip
    named = tuple(lane._replace(title=text, group=text, note=text) for lane in board.lanes)
    board = board._replace(blocks=blocks, lanes=named)
    plan = plan_of(board)
    for n in range(len(plan.rows)):
        pieces = tuple(lane_pieces(board, plan, Placed(1, 0, width), n, NO_CURSOR))
        assert cell_len(said(pieces)) == width
        assert all(unicodedata.category(char) != "Cc" for char in said(pieces))
    laid = lay_lanes(board.lanes, width + 6, 1)
    for name in heading_lines(board, 30):
        assert cell_len(said(heading(board, laid, name, "groups", 0))) == width + 6


def test_the_heading_says_today_red_days_and_that_there_is_more() -> None:
    board = week_board(resources=3)
    lanes = tuple(one._replace(note="Skärtorsdagen" if one.day == 3 else "") for one in board.lanes)
    board = board._replace(lanes=lanes)
    laid = lay_lanes(lanes, 80, 7)
    names = heading_lines(board, 24)
    assert [said(heading(board, laid, name, names[0], 0)).rstrip() for name in names] == [
        "    ◂  Barnmorska/Sjuksköterska" + " " * 48 + "▸",
        "       Må 9       Ti 10      On 11      To 12 idag Fr 13     Lö 14     Sö 15",
        " " * 40 + "Skärtorsd…",
        "─" * 80,
    ]
    assert heading(board, laid, "title", "groups", 0)[-1].parts == ("heading", "red")


def test_in_a_day_the_group_says_today() -> None:
    board = day_board()
    laid = lay_lanes(board.lanes, 80, 0, 22)
    assert said(heading(board, laid, "groups", "groups", 0)).strip() == (
        "torsdag 12 september 2024 idag"
    )
    assert "idag" not in said(heading(board, laid, "title", "groups", 0))


@pytest.mark.parametrize(
    ("height", "names"),
    [(2, ()), (5, ("title",)), (10, ("groups", "title")), (24, ("groups", "title", "rule"))],
)
def test_the_heading_gives_way_in_a_low_grid(height: int, names: tuple[str, ...]) -> None:
    assert heading_lines(week_board(), height) == names


@few
@given(st.lists(st.sampled_from(ALL), unique=True), st.integers(0, 120))
def test_the_legend_fits(roles: list[str], width: int) -> None:
    assert cell_len(legend([STATES[role] for role in roles], width)) <= width


def test_the_legend_says_what_the_signs_mean() -> None:
    assert legend(list(STATES.values())[:3], 80) == "● på 1177  ○ ej på 1177  ■ webb"
    assert legend(list(STATES.values())[:3], 27) == "● på 1177  ○ ej på 1177  …"
    assert cell_len(legend(STATES.values(), 200)) < 110


def test_all_that_is_known_of_a_block() -> None:
    one = block("x", "a", "10:15", 30, "T. Tolvansson", detail="SSK besök", tip="via 1177\n10 sep")
    assert block_text(one) == "10:15–10:45 ■ T. Tolvansson\nSSK besök\nvia 1177\n10 sep"
    assert block_text(event("e", "a", "23:30", 30, "")) == "23:30–24:00 ▨"


# --- signs, keys and colours ------------------------------------------------------------------


def test_states_are_told_apart_without_colour() -> None:
    signs = [state.sign for state in STATES.values()]
    assert len(set(signs)) == len(signs)
    assert all(cell_len(sign) == 1 for sign in signs)


def test_the_colours_are_those_of_the_types() -> None:
    assert list(COLOURS) == [colour for colour in TYPE_COLOURS if colour]


def test_keys_are_not_given_twice_and_leave_the_screen_its_own() -> None:
    keys = [key for one in GRID_KEYS for key in one.keys.split(",")]
    assert len(set(keys)) == len(keys)
    assert {key for key in keys if len(key) == 1} == {"m"}
    assert not {"full_stop", "comma", "semicolon", "escape"} & set(keys)


def luminance(colour: Color) -> float:
    """The relative luminance of WCAG."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", list(themes.BY_NAME))
@pytest.mark.parametrize("role", [role for role in STATES if role != "passed"])
def test_every_state_can_be_read(theme: str, role: str) -> None:
    variables = themes.BY_NAME[theme].variables
    ground = Color.parse(variables[f"slot-{role}"])
    for name in (f"slot-{role}-text", "foreground-quiet", "attention"):
        assert contrast(ground, Color.parse(variables[name])) >= 4.5, name


def test_a_sign_stands_on_its_state_s_ground_and_a_letter_on_its_type_s() -> None:
    one = block("x", "a", "08:00", 15, "SSK", "free-web", colour="blue", letter="B")
    board = Board((Lane("a", "A"),), (one,), hm("08:00"), hm("08:15"))
    _, letter, text = lane_pieces(board, plan_of(board), Placed(0, 0, 12), 0, NO_CURSOR)
    assert (letter.text, text.text) == ("B", "● SSK     ")
    assert "type-blue" in letter.parts
    assert text.parts == ("role-free-web",)


def test_a_booking_in_an_event_says_so_before_its_text() -> None:
    one = block("x", "a", "08:00", 15, "E. Testson", "care")._replace(within="▨")
    board = Board((Lane("a", "A"),), (one,), hm("08:00"), hm("08:15"))
    assert lines(board, 0) == ["08:00   □▨ E. Testson"]


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (60, "Edit Testson        19640823-0016 vården     ont"),
        (59, "Edit Testson"),
        (90, "Edit Testson        19640823-0016 vården     SSK besök 30 min         ont"),
    ],
)
def test_a_wide_lane_says_more_beside_the_text(width: int, said: str) -> None:
    one = block("x", "a", "08:00", 15, "Edit Testson", "care", detail="SSK besök 30 min")
    one = one._replace(beside=("19640823-0016", "vården", "SSK besök 30 min", "ont"))
    board = Board((Lane("a", "A"),), (one,), hm("08:00"), hm("08:15"), beside=(13, 10, 24, 0))
    assert lines(board, 0, width)[0][10:] == said


def test_the_letters_of_the_colours_stand_in_the_legend() -> None:
    letters = [("B", "SSK besök 30 min"), ("T", "turkos")]
    assert legend([STATES["care"], *letters], 60) == "□ vården  B SSK besök 30 min  T turkos"
    assert legend([STATES["care"], *letters], 35) == "□ vården  B SSK besök 30 min  …"


def test_the_cursor_is_told_without_colour_in_the_heading_too() -> None:
    board = week_board()
    laid = lay_lanes(board.lanes, 80)
    assert "▌To 12 idag" in said(tuple(heading(board, laid, "title", "groups", 3)))
