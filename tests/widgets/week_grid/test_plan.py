"""The lines of the board, what lies on them, and where the cursor goes; without a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import few
from tests.widgets.boards import block, cancelled, event, hm, week, week_board
from widgets.week_grid.lanes import AXIS, NARROW, lay_lanes, left_for, page_of
from widgets.week_grid.moves import (
    between,
    changed_cells,
    landed,
    minute_at,
    next_resource,
    stepped,
    stop_at,
)
from widgets.week_grid.plan import NOTHING, Plan, lane_place, plan_of
from widgets.week_grid.values import Block, Board, Lane

LANES = (Lane("a", "A", day=1), Lane("b", "B", day=2))


def board_of(*blocks: Block, compact: bool = False, now: str = "") -> Board:
    lanes = tuple(lane._replace(when="today" if now else "future") for lane in LANES)
    minute = hm(now) if now else None
    return Board(lanes, blocks, hm("08:00"), hm("09:00"), 15, minute, compact)


def told(board: Board, lane: int = 0) -> list[str]:
    """The lines of one lane: clock and key; in brackets where the block begins."""
    plan, said = plan_of(board), []
    for n, row in enumerate(plan.rows):
        owner = plan.owners[lane][n]
        key = "" if owner == NOTHING else str(board.blocks[owner].key)
        if owner != NOTHING and plan.heads[owner] == n:
            key = f"[{key}]"
        clock = "nu" if row.now else "" if row.n else f"{row.minute // 60:02}:{row.minute % 60:02}"
        said.append(f"{clock} {key}".strip())
    return said


FULL = [
    ("nothing", (), ["08:00", "08:15", "08:30", "08:45"]),
    ("a block spans its lines", (block("x", "a", "08:15", 30),),
     ["08:00", "08:15 [x]", "08:30 x", "08:45"]),
    ("one that begins between lines gets a line", (block("x", "a", "08:20", 20),),
     ["08:00", "08:15", "08:20 [x]", "08:30 x", "08:45"]),
    ("one that is shorter than a line", (block("x", "a", "08:00", 5), block("y", "a", "08:05", 5)),
     ["08:00 [x]", "08:05 [y]", "08:15", "08:30", "08:45"]),
    ("one without length", (block("x", "a", "08:15", 0),),
     ["08:00", "08:15 [x]", "08:30", "08:45"]),
    ("a struck one above the time that is free again",
     (block("x", "a", "08:15", 30), cancelled("c", "a", "08:15", 30)),
     ["08:00", "08:15 [c]", "[x]", "08:30 x", "08:45"]),
    ("free times under a longer struck one",
     (cancelled("c", "a", "08:00", 45), block("x", "a", "08:15"), block("y", "a", "08:30")),
     ["08:00 [c]", "08:15 [x]", "08:30 [y]", "08:45"]),
    ("a struck one gives way to one that began before",
     (block("x", "a", "08:00", 60), cancelled("c", "a", "08:15", 30)),
     ["08:00 [x]", "08:15 [c]", "08:30 x", "08:45 x"]),
    ("an event lies behind",
     (event("e", "a", "08:00", 60), block("x", "a", "08:15", 15)),
     ["08:00 [e]", "08:15 [x]", "08:30 e", "08:45 e"]),
    ("an event that begins under a block has a line of its own",
     (block("x", "a", "08:00", 60), event("e", "a", "08:15", 45)),
     ["08:00 [x]", "08:15 [e]", "08:30 x", "08:45 x"]),
    ("an event and a block that begin together",
     (block("x", "a", "08:00", 15), event("e", "a", "08:00", 30)),
     ["08:00 [e]", "[x]", "08:15 e", "08:30", "08:45"]),
    ("what begins in the lane beside makes room here", (block("x", "a", "08:00", 15),
     block("y", "b", "08:05", 5)), ["08:00 [x]", "08:05 x", "08:15", "08:30", "08:45"]),
    ("the board is widened", (block("x", "a", "07:40", 5), block("y", "a", "09:00", 20)),
     ["07:30", "07:40 [x]", "07:45", "08:00", "08:15", "08:30", "08:45", "09:00 [y]", "09:15 y"]),
    ("a lane that is not there", (block("x", "nowhere", "08:15", 30),),
     ["08:00", "08:15", "08:30", "08:45"]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "lines"), [one[1:] for one in FULL], ids=[o[0] for o in FULL])
def test_full_lines(blocks: tuple[Block, ...], lines: list[str]) -> None:
    assert told(board_of(*blocks)) == lines


def test_compact_lines_are_those_where_something_begins() -> None:
    blocks = block("x", "a", "08:15", 45), block("y", "b", "08:20", 20), block("z", "b", "08:45")
    assert told(board_of(*blocks, compact=True)) == ["08:15 [x]", "08:20 x", "08:45 x"]
    assert told(board_of(*blocks, compact=True), lane=1) == ["08:15", "08:20 [y]", "08:45 [z]"]
    assert plan_of(board_of(compact=True)).rows == ()


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        ("08:20", ["08:00", "08:15 [x]", "nu x", "08:30 x", "08:45"]),
        ("08:15", ["08:00", "nu", "08:15 [x]", "08:30 x", "08:45"]),
        ("08:00", ["nu", "08:00", "08:15 [x]", "08:30 x", "08:45"]),
        ("08:59", ["08:00", "08:15 [x]", "08:30 x", "08:45", "nu"]),
        ("07:59", ["08:00", "08:15 [x]", "08:30 x", "08:45"]),
        ("09:01", ["08:00", "08:15 [x]", "08:30 x", "08:45"]),
    ],
)
def test_the_line_of_now(now: str, lines: list[str]) -> None:
    assert told(board_of(block("x", "a", "08:15", 30), now=now)) == lines


def test_now_is_drawn_only_where_it_is_today() -> None:
    board = board_of(now="08:20")
    past = board._replace(lanes=tuple(lane._replace(when="past") for lane in board.lanes))
    assert not any(row.now for row in plan_of(past).rows)


@pytest.mark.parametrize(
    ("at", "row"), [("07:00", 0), ("08:00", 0), ("08:14", 0), ("08:15", 1), ("08:20", 4),
                    ("08:29", 4), ("08:44", 5), ("20:00", 6)],
)  # fmt: skip
def test_the_line_in_which_a_minute_lies(at: str, row: int) -> None:
    blocks = (
        block("x", "a", "08:15", 30),
        cancelled("c", "a", "08:15", 30),
        event("e", "b", "08:20"),
    )
    assert told(board_of(*blocks, now="08:18"))[3:5] == ["nu x", "08:20 x"]
    assert plan_of(board_of(*blocks, now="08:18")).row_at(hm(at)) == row


# --- any board --------------------------------------------------------------------------------

blocks_of = st.lists(
    st.builds(
        Block,
        key=st.just(0),
        lane=st.sampled_from(["a", "b", "c"]),
        start=st.integers(7 * 60, 10 * 60),
        length=st.integers(0, 90),
        look=st.sampled_from(["", "strike"]),
        layer=st.sampled_from([0, 0, 1]),
    ),
    max_size=12,
).map(lambda some: tuple(one._replace(key=n) for n, one in enumerate(some)))
boards = st.builds(
    lambda blocks, step, compact, now: Board(
        tuple(Lane(key, key, when="today", resource=key) for key in "abc"),
        blocks, 8 * 60, 10 * 60, step, now, compact,
    ),
    blocks_of, st.sampled_from([5, 10, 15, 30]), st.booleans(),
    st.none() | st.integers(7 * 60, 11 * 60),
)  # fmt: skip


@few
@given(boards)
def test_every_block_begins_on_a_line_of_its_own(board: Board) -> None:
    plan = plan_of(board)
    seen = [(lane, head) for lane, head in zip(plan.lanes, plan.heads, strict=True)]
    assert len(set(seen)) == len(seen)
    for n, one in enumerate(board.blocks):
        lane, head = seen[n]
        assert plan.owners[lane][head] == n
        assert (plan.rows[head].minute, plan.rows[head].now) == (one.start, False)
    assert list(plan.rows) == sorted(plan.rows, key=lambda row: row.minute)


@few
@given(boards)
def test_a_block_lies_nowhere_but_in_its_time_and_lane(board: Board) -> None:
    plan = plan_of(board)
    for lane, owners in enumerate(plan.owners):
        for row, owner in enumerate(owners):
            over = [one for one in board.blocks if one.lane == board.lanes[lane].key
                    and one.start < plan.rows[row].minute < one.end]  # fmt: skip
            if owner == NOTHING:
                assert not over
                continue
            block = board.blocks[owner]
            assert block.lane == board.lanes[lane].key
            assert block.start <= plan.rows[row].minute < block.end
            if plan.heads[owner] != row:  # nothing in front is hidden by what is behind
                assert all(one.layer >= block.layer for one in over)


@few
@given(boards)
def test_stops_share_the_lines_and_hold_one_thing_each(board: Board) -> None:
    plan = plan_of(board)
    for lane in range(len(board.lanes)):
        row, walked = 0, []
        while row < len(plan.rows):
            stop = stop_at(plan, board.blocks, lane, row)
            assert stop[0] == row
            assert all(stop_at(plan, board.blocks, lane, at) == stop for at in stop)
            assert len({plan.owners[lane][at] for at in stop}) == 1
            walked.append(row)
            row = stop.stop
        assert {plan.heads[n] for n in range(len(board.blocks)) if plan.lanes[n] == lane} <= {
            *walked
        }
        at = 0
        for expected in walked[1:]:
            at = stepped(plan, board.blocks, lane, at, 1)
            assert at == expected
        for expected in reversed(walked[:-1]):
            at = stepped(plan, board.blocks, lane, at, -1)
            assert at == expected


@few
@given(boards, st.data())
def test_only_the_cells_that_changed_are_drawn_anew(board: Board, data: st.DataObject) -> None:
    assert changed_cells(board, plan_of(board), board, plan_of(board)) == []
    if not board.blocks:
        return
    n = data.draw(st.integers(0, len(board.blocks) - 1))
    text = (*board.blocks[:n], board.blocks[n]._replace(text="ny"), *board.blocks[n + 1 :])
    new = board._replace(blocks=text)
    plan = plan_of(new)
    mine = [(lane, row) for lane, owners in enumerate(plan.owners)
            for row, owner in enumerate(owners) if owner == n]  # fmt: skip
    assert changed_cells(board, plan_of(board), new, plan) == mine
    gone = board._replace(blocks=board.blocks[:n] + board.blocks[n + 1 :])
    cells = changed_cells(board, plan_of(board), gone, plan_of(gone))
    assert cells is None or set(mine) <= set(cells)


# --- the cursor -------------------------------------------------------------------------------


def stops(board: Board, lane: int = 0) -> list[tuple[int, int]]:
    """The first row and the minute of each stop of a lane."""
    plan, row, found = plan_of(board), 0, []
    while row < len(plan.rows):
        found.append((row, minute_at(plan, board.blocks, lane, row)))
        row = stop_at(plan, board.blocks, lane, row).stop
    return found


def test_the_cursor_stands_on_blocks_and_on_empty_lines() -> None:
    board = board_of(block("x", "a", "08:15", 30), now="08:20")
    assert stops(board) == [(0, 480), (1, 495), (4, 525)]
    assert stops(board, lane=1) == [(0, 480), (1, 495), (3, 510), (4, 525)]


def test_each_line_of_an_event_is_a_place_of_its_own() -> None:
    board = board_of(event("e", "a", "08:10", 45))
    assert stops(board) == [(0, 480), (1, 490), (2, 495), (3, 510), (4, 525)]


def test_extra_lines_of_a_minute_are_one_place_in_the_lane_beside() -> None:
    board = board_of(block("x", "a", "08:15"), cancelled("c", "a", "08:15"))
    assert stops(board, lane=1) == [(0, 480), (1, 495), (3, 510), (4, 525)]


def test_the_line_of_now_at_the_top_belongs_to_the_line_below() -> None:
    assert stops(board_of(now="08:00")) == [(0, 480), (2, 495), (3, 510), (4, 525)]


def test_landing_outside_the_board() -> None:
    board = board_of(block("x", "a", "08:30", 30))
    plan = plan_of(board)
    assert [landed(plan, board.blocks, 0, row) for row in (-5, 3, 99)] == [0, 2, 2]


def test_the_next_resource_has_the_same_day() -> None:
    lanes = week("En", 1) + week("Två", 2) + week("Tre", 3)[:2]
    assert [next_resource(lanes, 3, step) for step in (1, -1)] == [10, None]
    assert [next_resource(lanes, 10, step) for step in (1, -1)] == [14, 3]
    assert next_resource(lanes, 15, 1) is None


def test_what_begins_between_two_places() -> None:
    blocks = (block("x", "a", "08:00"), block("y", "a", "08:30"), block("z", "b", "08:15"),
              block("q", "b", "08:45"))  # fmt: skip
    board = board_of(*blocks)
    plan = plan_of(board)
    assert between(board, plan, (0, 0), (0, 2)) == ["x", "y"]
    assert between(board, plan, (1, 2), (0, 1)) == ["y", "z"]
    assert lane_place(board, "b") == 1
    assert lane_place(board, "c") is None


def test_another_week_is_drawn_all_anew() -> None:
    board = week_board()
    other = board._replace(lanes=week(resource=2))
    assert changed_cells(board, plan_of(board), other, plan_of(other)) is None
    later = board._replace(now=hm("11:00"))
    assert changed_cells(board, plan_of(board), later, plan_of(later)) is None


# --- lanes beside each other ------------------------------------------------------------------

some_lanes = st.lists(st.lists(st.booleans(), min_size=1, max_size=9), min_size=1, max_size=6).map(
    lambda groups: tuple(
        Lane(f"{n}/{m}", "", f"g{n}", narrow=narrow)
        for n, group in enumerate(groups)
        for m, narrow in enumerate(group)
    )
)


@few
@given(some_lanes, st.integers(0, 250), st.integers(-2, 60), st.integers(1, 40))
def test_lanes_share_the_line(lanes: tuple[Lane, ...], width: int, left: int, least: int) -> None:
    laid = lay_lanes(lanes, width, left, least)
    assert laid.before + len(laid.placed) + laid.after == len(lanes)
    assert laid.placed
    x = AXIS
    for n, placed in enumerate(laid.placed):
        assert (placed.place, placed.x) == (laid.before + n, x)
        assert all(laid.at(x + cell) == placed for cell in range(placed.width))
        x += placed.width
    assert x == max(width, AXIS)
    shown = [(placed.width, lanes[placed.place].narrow) for placed in laid.placed]
    wide = [cells for cells, narrow in shown if not narrow] or [cells for cells, _ in shown]
    assert max(wide) - min(wide) <= 1
    least = min(least, NARROW) if all(narrow for _, narrow in shown) else least
    assert min(wide) >= least or len(shown) == 1
    assert all(cells <= max(NARROW, max(wide)) for cells, narrow in shown if narrow)
    assert laid.at(AXIS - 1) is laid.at(x) is None


@few
@given(some_lanes, st.integers(7, 250), st.integers(0, 60), st.integers(1, 40), st.data())
def test_every_lane_can_be_brought_into_sight(
    lanes: tuple[Lane, ...], width: int, left: int, least: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(lanes) - 1))
    laid = lay_lanes(lanes, width, left_for(lanes, width, left, least, place), least)
    assert laid.find(place) is not None


@pytest.mark.parametrize(
    ("width", "least", "widths"),
    [
        (79, 12, [13, 13, 13, 12, 12, 5, 5]),
        (119, 14, [21, 21, 21, 20, 20, 5, 5]),
        (79, 14, [15, 15, 15, 14, 14]),  # the weekend has no room, narrow or not
    ],
)
def test_an_empty_weekend_leaves_its_room_to_the_other_days(
    width: int, least: int, widths: list[int]
) -> None:
    lanes = tuple(lane._replace(narrow=n >= 5) for n, lane in enumerate(week()))
    assert [placed.width for placed in lay_lanes(lanes, width, 0, least).placed] == widths


@pytest.mark.parametrize(
    ("width", "resources", "least", "shown"),
    [
        (79, 1, 10, 7), (79, 5, 10, 7), (119, 5, 10, 7), (199, 5, 10, 14), (79, 5, 22, 3),
        (50, 2, 10, 4), (20, 1, 10, 1), (400, 5, 10, 35),
    ],
)  # fmt: skip
def test_whole_resources_show_when_there_is_room(
    width: int, resources: int, least: int, shown: int
) -> None:
    lanes = tuple(lane for n in range(resources) for lane in week(f"R{n}", n))
    assert page_of(lanes, width, least)[0] == shown
    assert len(lay_lanes(lanes, width, 3, least).placed) == shown


def test_pages_begin_with_a_whole_resource() -> None:
    lanes = week("En", 1) + week("Två", 2) + week("Tre", 3)
    assert [lay_lanes(lanes, 79, left).before for left in (0, 3, 7, 13, 99)] == [0, 0, 7, 7, 14]
    assert [left_for(lanes, 79, 0, 10, place) for place in (6, 7, 20)] == [0, 7, 14]
    assert [left_for(lanes, 79, 14, 10, place) for place in (20, 13, 0)] == [14, 7, 0]


def test_a_plan_finds_its_blocks() -> None:
    board = board_of(block("x", "a", "08:15"), block("y", "nowhere", "08:15"))
    plan: Plan = plan_of(board)
    assert plan.places == {"x": 0}
    assert plan.heads == (1, NOTHING)
