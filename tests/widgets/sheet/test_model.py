"""The sheet's model alone: what each act does to it, and what it says is to be drawn anew."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import few
from tests.widgets.sheets import LOG, TYPES, Draft, Long, some_types
from widgets.sheet.model import MOST_MARKED, NOTHING, Change, SheetModel
from widgets.sheet.values import Cell, Column, Row, Shape


@dataclass
class Room:
    """A sheet of 80 cells with ten lines for rows."""

    width: int = 80
    top: int = 0
    lines: int = 10


def log(rows: int = 1000, **room: int) -> tuple[SheetModel, Room]:
    view = Room(**room)
    return SheetModel(LOG, Long(rows), view), view


def types() -> tuple[SheetModel, Room, Draft]:
    view, source = Room(), Draft(some_types())
    return SheetModel(TYPES, source, view), view, source


def follow(model: SheetModel, view: Room, change: Change) -> Change:
    """Do with a change what the sheet does, as far as the room goes."""
    if change.top is not None:
        view.top = max(0, min(change.top, model.row_count - view.lines))
    return change


def test_a_step_draws_two_rows_and_scrolls_not() -> None:
    model, _ = log()
    change = model.go(1, model.column_index)
    assert (change.rows, change.whole, change.columns, change.top) == ((0, 1), False, False, 0)
    assert model.cursor_row == "k1"


def test_a_step_onto_the_same_cell_draws_nothing() -> None:
    model, _ = log()
    assert model.go(0, model.column_index).rows == ()


@few
@given(st.integers(0, 40), st.lists(st.integers(-5, 45), max_size=20), st.integers(1, 12))
def test_the_cursor_is_always_on_a_row_in_sight(rows: int, places: list[int], lines: int) -> None:
    model, view = log(rows, lines=lines)
    for place in places:
        follow(model, view, model.go(place, 0))
        assert 0 <= model.cursor_index <= max(0, rows - 1)
        assert view.top <= model.cursor_index < view.top + lines
        assert (model.cursor_row is None) == (rows == 0)


def test_a_column_out_of_sight_is_passed_to() -> None:
    model, _ = log(width=40)
    assert model.layout.find(len(LOG) - 1) is None
    change = model.go(0, len(LOG) - 1)
    assert change.columns
    assert model.layout.find(len(LOG) - 1) is not None
    assert not model.go(1, len(LOG) - 1).columns  # another row: the columns stand still


def test_the_heading_is_left_by_any_step_to_a_row() -> None:
    model, _ = log()
    assert model.enter_heading() == Change(rows=(0,), heading=True)
    assert (model.in_heading, model.here, model.cursor_row) == (True, None, None)
    assert model.go(2, 0).heading
    assert (model.in_heading, model.cursor_row) == (False, "k2")


def test_the_cursor_stays_on_its_row_and_its_line_when_others_go() -> None:
    model, view, source = types()
    view.lines = 3
    follow(model, view, model.go(4, 0))
    key, line = model.cursor_row, model.cursor_index - view.top
    del source.rows[0]
    change = follow(model, view, model.reload())
    assert change.recounted
    assert (model.cursor_row, model.cursor_index - view.top) == (key, line)


@pytest.mark.parametrize(
    ("near", "stands"),
    [pytest.param(None, 12, id="where-it-was"), pytest.param(5, 15, id="near")],
)
def test_when_its_row_goes_the_cursor_goes_to_a_neighbour(near: int | None, stands: int) -> None:
    model, view, source = types()
    follow(model, view, model.go(1, 0))
    model.untold()
    del source.rows[1]
    follow(model, view, model.reload(near=near))
    assert model.cursor_row == stands


def test_a_row_to_keep_gets_the_cursor_also_from_the_heading() -> None:
    model, view, _ = types()
    model.enter_heading()
    follow(model, view, model.reload(keep=13))
    assert (model.in_heading, model.cursor_row) == (False, 13)


def test_a_move_is_told_once_and_only_where_it_ended() -> None:
    model, _ = log()
    assert model.untold() == ("k0", "status")
    assert model.untold() is None
    model.go(1, 0)
    model.go(2, 0)
    assert model.untold() == ("k2", "status")
    model.go(3, 0)
    model.go(2, 0)  # and back: nothing to tell
    assert model.untold() is None


def test_only_the_rows_at_hand_are_drawn_when_cells_change() -> None:
    model, _ = log()
    assert model.row_at(3) is not None
    assert model.rows_changed(["k3", "k900"]).rows == (3,)


def test_widths_have_bounds_and_a_folded_column_comes_back() -> None:
    model, _ = log()
    assert model.set_folded(7, True) == NOTHING  # it is
    assert model.set_width(7, 999).shapes
    assert (model.columns[7].width, model.columns[7].folded) == (76, False)
    model.set_width(7, 0)
    assert model.columns[7].width == 3


def test_remembered_shapes_are_given_back_and_taken_away() -> None:
    model, _ = log()
    assert model.recall({"left": Shape(30, True), "unknown": Shape(5)}).shapes
    assert model.columns[2][3:7] == (30, "OFÖRÄNDRAT", False, True)
    assert model.recall({"left": Shape(30, True)}) == NOTHING
    model.reset_columns()
    assert tuple(model.columns) == LOG


def test_a_column_fits_what_shows_of_it_not_what_does_not() -> None:
    model, view = log(1_000_000)
    view.lines = 5
    model.row_at(0)
    assert model.fitted_width(3) == len("besöksdatum")
    model.set_width(3, 60)
    view.top = 999_990
    assert model.fitted_width(3) == len("besöksdatum")
    assert model.fitted_width(8) == len("8:999990")


@pytest.mark.parametrize(("width", "fits"), [(60, 60), (80, 60), (120, 95), (300, 200)])
def test_a_long_text_is_fitted_to_the_room_that_the_columns_that_stay_leave(
    width: int, fits: int
) -> None:
    columns = (Column("a", "A", width=20, fixed=True), Column("b", "B"))
    rows = [Row("1", (Cell("x"), Cell("ord " * 200)))]
    model = SheetModel(columns, Draft(rows), Room(width=width))
    model.row_at(0)
    assert model.fitted_width(1) == fits


def test_an_order_goes_round() -> None:
    model, _ = log()
    orders = []
    for _ in range(4):
        model.sorting = model.next_sorting("date")
        orders.append((model.sorting, model.sort_sign("date"), model.sort_sign("left")))
    assert orders == [
        (("date", False), "▲", ""), (("date", True), "▼", ""), (None, "", ""),
        (("date", False), "▲", ""),
    ]  # fmt: skip


def test_marks_draw_the_rows_that_changed() -> None:
    model, _ = log()
    assert model.row_at(0) is not None
    assert model.mark(model.toggled("k2")).rows == (2,)
    assert model.mark(model.toggled("k2")).rows == (2,)
    assert model.marked == frozenset()


def test_a_stretch_grows_shrinks_and_has_an_end() -> None:
    model, view = log(30_000)
    for target, marked in ((2, {"k0", "k1", "k2"}), (1, {"k0", "k1"})):
        marks = model.stretched(target)
        assert marks is not None
        follow(model, view, model.go(target, 0))
        model.mark(marks)
        assert model.marked == marked
    assert model.stretched(MOST_MARKED + 1) is None
    assert model.all_toggled() is None


def test_all_rows_are_marked_and_unmarked() -> None:
    model, _ = log(50)
    for count in (50, 0):
        marks = model.all_toggled()
        assert marks is not None
        model.mark(marks)
        assert len(model.marked) == count


def test_marked_rows_are_copied_in_the_source_s_order_with_headings() -> None:
    model, _, _ = types()
    model.set_marks([13, 11, 99])
    text = model.as_text(model.marked_rows(), str).split("\n")
    assert [line.split("\t")[:3] for line in text] == [
        ["Namn i AsynjaVisph", "Namn för webbtidbok", "Bokningsbar AsynjaVisph"],
        [".Laboratoriet", "Här kan du boka provtagning", "Ja"],
        ["Ombud-Vårdguiden", "Ombud", "Ja"],
    ]


def test_a_search_goes_round_the_end_and_says_so() -> None:
    model, _, _ = types()
    model.go(5, 0)
    assert model.find("Laboratoriet") == (11, "Från början")
    model.go(0, 0)
    assert model.find("Telefon") == (15, "")
    assert model.find("Telefon", back=True) == (15, "Från slutet")
    assert model.find("finns inte") == (None, "Ingen träff")
    assert model.find_from(2, "om") == 13
    assert model.find_from(5, "Laboratoriet") == 11


def test_the_next_cell_goes_on_on_the_next_row_and_ends() -> None:
    model, _, _ = types()
    model.go(0, len(TYPES) - 1)
    assert model.next_cell(1) == (1, 0)
    model.go(5, len(TYPES) - 1)
    assert model.next_cell(1) is None
    model.go(0, 0)
    assert model.next_cell(-1) is None


def test_a_tick_says_why_and_a_text_says_all() -> None:
    model, _, _ = types()
    assert model.tip_at(2, 3) == "Dölj bokning för patient är markerad."
    assert model.tip_at(1, 1) == "Här kan du boka provtagning"
    assert model.tip_at(99, 0) == ""


def test_an_empty_sheet_has_no_cell_and_bears_every_act() -> None:
    model, _ = log(0)
    assert (model.here, model.cursor_row, model.current_tip) == (None, None, "")
    model.go(3, 2)
    model.reload()
    model.reset_columns()
    assert model.show_cursor().rows == ()
    assert (model.stretched(1), model.marked_rows()) == (None, [])
    empty = SheetModel((), Long(5), Room())
    assert (empty.neighbour(1), empty.edge(True), empty.next_cell(1)) == (None, None, None)


def test_changes_add_up_and_the_later_one_says_where_rows_begin() -> None:
    first, later = Change(rows=(1,), top=5), Change(rows=(2,), heading=True, top=7)
    assert first.and_then(later) == Change(rows=(1, 2), heading=True, top=7)
    assert later.and_then(NOTHING) == later
