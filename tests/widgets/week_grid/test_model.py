"""The week grid's model alone: what each act does to it, and what it says is to be drawn anew."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.boards import block, hm, week, week_board
from widgets.week_grid.model import Change, GridModel
from widgets.week_grid.values import Board, Place


@dataclass
class Room:
    """A grid of 79 cells with ten rows."""

    width: int = 79
    top: int = 0
    lines: int = 10


def model_of(board: Board, **room: int) -> tuple[GridModel, Room]:
    view = Room(**room)
    model = GridModel(board, view)
    follow(model, view, model.show_cursor())
    return model, view


def follow(model: GridModel, view: Room, change: Change) -> Change:
    """Do with a change what the grid does, as far as the room goes."""
    if change.top is not None:
        view.top = max(0, min(change.top, len(model.plan.rows) - view.lines))
    return change


def test_the_cursor_begins_today_at_the_line_of_now() -> None:
    model, view = model_of(week_board())
    place = model.cursor_place
    assert place is not None
    assert place.lane == "0/3"
    assert view.top <= model.cursor_row < view.top + view.lines


def test_a_step_draws_what_it_left_and_what_it_came_to() -> None:
    model, view = model_of(week_board())
    follow(model, view, model.go(0, 0))
    old = model.stop
    change = follow(model, view, model.go(0, model.beside(1)))
    assert change.rows == ((old, None), (model.stop, None))
    assert (change.whole, change.heading, change.board) == (False, False, False)


def test_another_lane_draws_the_heading_too_and_keeps_the_row_it_was_sent_to() -> None:
    model, view = model_of(week_board())
    follow(model, view, model.go(0, 7))
    assert follow(model, view, model.go(1, model.goal)).heading
    assert model.goal == 7


@given(st.lists(st.tuples(st.integers(-2, 9), st.integers(-3, 90)), max_size=15),
       st.integers(3, 12), st.integers(20, 120))  # fmt: skip
def test_the_cursor_is_always_on_the_board_and_its_start_in_sight(
    places: list[tuple[int, int]], lines: int, room: int
) -> None:
    model, view = model_of(week_board(), lines=lines, width=room)
    for place in places:
        follow(model, view, model.go(*place))
        assert 0 <= model.cursor_lane < len(model.board.lanes)
        assert 0 <= model.cursor_row < len(model.plan.rows)
        assert model.lanes.find(model.cursor_lane) is not None
        assert view.top <= model.stop[0] < view.top + lines


def test_a_board_with_one_block_otherwise_draws_that_block_alone() -> None:
    board = week_board()
    model, view = model_of(board)
    blocks = [one._replace(text="Ny") if one.key == "0.1.0" else one for one in board.blocks]
    change = follow(model, view, model.show(board._replace(blocks=tuple(blocks))))
    place = model.plan.places["0.1.0"]
    head = model.plan.heads[place]
    assert (change.whole, change.board) == (False, False)
    assert (range(head, head + 1), 1) in change.rows


def test_another_week_keeps_the_time_of_the_day_and_the_line_of_the_screen() -> None:
    model, view = model_of(week_board())
    follow(model, view, model.go(*model.place_of(Place("0/1", hm("14:00"))) or (0, 0)))
    line, place = model.cursor_row - view.top, model.cursor_place
    change = follow(model, view, model.show(week_board()._replace(step=10)))
    assert (change.whole, change.board) == (True, True)
    assert model.cursor_place == place == Place("0/1", hm("14:00"))
    assert model.cursor_row - view.top == line


def test_what_is_gone_leaves_the_cursor_at_its_time_and_loses_its_mark() -> None:
    board = week_board()
    model, view = model_of(board)
    follow(model, view, model.go(*model.place_of("0.1.0") or (0, 0)))
    model.toggle_mark()
    assert model.marks == {"0.1.0"}
    left = tuple(one for one in board.blocks if one.key != "0.1.0")
    follow(model, view, model.show(board._replace(blocks=left)))
    assert (model.marks, model.cursor_key) == (frozenset(), None)
    assert model.cursor_place == Place("0/1", hm("08:00"))


def test_marks_stretch_from_where_one_began_and_shrink_again() -> None:
    lanes = week()
    board = Board(lanes, (block("a", "0/0", "08:00"), block("b", "0/0", "08:15"),
                          block("c", "0/1", "08:15")), hm("08:00"), hm("09:00"), 15)  # fmt: skip
    model, view = model_of(board)
    follow(model, view, model.go(0, 0))
    for rows, lane, marked in ((1, 0, "ab"), (0, 1, "abc"), (0, -1, "ab"), (-1, 0, "a")):
        follow(model, view, model.extend_marks(rows, lane))
        assert model.marks == frozenset(marked)


def test_a_move_is_told_once_and_only_where_it_ended() -> None:
    model, _ = model_of(week_board())
    assert model.untold() is not None
    model.go(0, 0)
    model.go(1, 0)
    told = model.untold()
    assert told is not None
    assert told[0] == "0/1"
    assert model.untold() is None


def test_lanes_are_paged_and_the_cursor_goes_along() -> None:
    model, view = model_of(week_board(), width=46)
    follow(model, view, model.go(0, 0))
    assert model.lanes.after > 0
    assert follow(model, view, model.scroll_lanes(1)).whole
    assert model.lanes.find(model.cursor_lane) is not None
    for _ in range(9):
        follow(model, view, model.scroll_lanes(1))
    assert model.scroll_lanes(1) == Change()
    assert model.lanes.after == 0


def test_an_empty_board_bears_every_act() -> None:
    model, _ = model_of(Board())
    assert (model.cursor_key, model.cursor_place, model.stop) == (None, None, range(0))
    assert model.go(3, 3) == Change()
    assert model.toggle_mark() == Change()
    assert (model.next_resource(1), model.place_of("x")) == (None, None)
