"""Which rows are fetched, where the cursor may go, and what is marked; without a screen."""

from hypothesis import given
from hypothesis import strategies as st

from tests.effort import few
from tests.widgets.sheets import Long
from widgets.sheet.values import RowKey
from widgets.sheet.window import Marks, Window, inside, runs, top_for


@few
@given(st.integers(0, 300), st.lists(st.tuples(st.integers(-5, 305), st.integers(1, 40))))
def test_what_shows_is_at_hand(rows: int, views: list[tuple[int, int]]) -> None:
    source = Long(rows, 1)
    window = Window(source)
    window.recount()
    for top, height in views:
        before = len(source.windows)
        window.cover(top, height)
        assert len(source.windows) - before <= 1
        shown = max(0, min(top, rows - 1))
        for place in range(shown, min(rows, top + height)):
            row = window.at(place)
            assert row is not None
            assert row.key == f"k{place}"
            assert window.places_at_hand({row.key, "elsewhere"}) == [place]
    assert all(first >= 0 and 0 < n <= 120 for first, n in source.windows)


def test_a_step_within_the_window_fetches_nothing() -> None:
    source = Long(1_000_000, 1)
    window = Window(source)
    window.recount()
    window.cover(500, 20)
    for top in range(480, 521):
        window.cover(top, 20)
    assert source.windows == [(480, 60)]
    window.forget()
    window.cover(500, 20)
    assert len(source.windows) == 2


def test_a_source_with_fewer_rows_than_it_said() -> None:
    source = Long(10, 1)
    window = Window(source)
    window.recount()
    source.rows = 3
    window.cover(0, 10)
    assert window.at(2) is not None
    assert window.at(5) is None
    window.cover(0, 10)
    assert len(source.windows) == 1


@few
@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 50), st.integers(0, 1000))
def test_the_cursor_is_always_in_sight(index: int, top: int, height: int, count: int) -> None:
    index = inside(index, count)
    found = top_for(index, top, height, count)
    assert 0 <= found <= max(0, count - max(1, height))
    assert found <= index < found + max(1, height)
    assert top_for(index, found, height, count) == found


def walked(steps: list[bool], kept: frozenset[RowKey] = frozenset()) -> tuple[Marks, int]:
    marks, at = Marks(kept), 0
    for down in steps:
        new = at + (1 if down else -1)
        marks, at = marks.stretched(at, [new], down=down), new
    return marks, at


@few
@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_a_range_reaches_from_where_it_began_to_the_cursor(steps: list[bool]) -> None:
    marks, at = walked(steps)
    assert marks.all == set(range(min(0, at), max(0, at) + 1))


@few
@given(st.lists(st.integers(-9, 9).filter(bool), min_size=1, max_size=12))
def test_a_range_by_leaps_is_the_same_range(leaps: list[int]) -> None:
    marks, at = Marks(), 0
    for leap in leaps:
        way = 1 if leap > 0 else -1
        passed = list(range(at + way, at + leap + way, way))
        marks, at = marks.stretched(at, passed, down=leap > 0), at + leap
    assert marks.all == set(range(min(0, at), max(0, at) + 1))
    assert marks.span[-1] == at


def test_a_range_does_not_take_other_marks_away() -> None:
    marks, _ = walked([True, True, False, False], frozenset({1, 50}))
    assert marks.all == {0, 1, 50}
    assert marks.toggled(50).all == {0, 1}
    assert marks.settled().span == ()


@few
@given(st.sets(st.integers(0, 60)))
def test_runs_cover_the_places(places: set[int]) -> None:
    found = runs(places)
    assert [place for first, n in found for place in range(first, first + n)] == sorted(places)
    assert all(b[0] > sum(a) for a, b in zip(found, found[1:], strict=False))
