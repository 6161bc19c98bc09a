"""One day as rows: "Ändra mall tillfälligt" and "Mottagningstid 4X15" (R77, GUIDES.md A4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.schedule.day_plan import DayRow, DayTime, check_day, rows_of, summary_text, times_of

NAMES = {1: "Mottagningstid", 2: "Telefontid bokningsbar", 3: "", 4: "Hembesök"}


def test_a4_one_time_of_15_minutes_from_0915_ends_0930() -> None:
    assert DayRow(1, 555, 15, 1).end_min() == 570


def test_r77_the_printed_day_is_300_minutes_in_five_rows() -> None:
    """Hembesök 1X45, Mottagningstid 4X15, Telefontid 6X10, special 5X15, vårdgaranti 2X30."""
    names = {1: "Hembesök", 2: "Mottagningstid", 3: "Telefontid bokningsbar",
             4: "Specialmottagningstid", 5: "Nybesök vårdgaranti"}  # fmt: skip
    sizes = ((1, 45, 1), (2, 15, 4), (3, 10, 6), (4, 15, 5), (5, 30, 2))
    rows, start = [], 480
    for time_type, length, count in sizes:
        rows.append(DayRow(time_type, start, length, count))
        start = rows[-1].end_min()
    assert start - 480 == 300
    assert summary_text(rows, names) == (
        "Hembesök 1X45 · Mottagningstid 4X15 · Telefontid bokningsbar 6X10"
        " · Specialmottagningstid 5X15 · Nybesök vårdgaranti 2X30"
    )
    assert check_day(rows, names) == ()
    assert rows_of(times_of(rows)) == tuple(rows)


def test_times_that_do_not_meet_are_rows_of_their_own_and_counted_together() -> None:
    times = [DayTime(1, 480, 15), DayTime(1, 495, 15), DayTime(1, 540, 15), DayTime(1, 555, 20)]
    rows = rows_of(times)
    assert rows == (DayRow(1, 480, 15, 2), DayRow(1, 540, 15, 1), DayRow(1, 555, 20, 1))
    assert summary_text(rows, NAMES) == "Mottagningstid 3X15 · Mottagningstid 1X20"
    assert summary_text((), NAMES) == ""


@pytest.mark.parametrize(
    ("row", "rule", "field"),
    [
        (DayRow(9, 480, 15, 1), "row-type", "time_type"),
        (DayRow(3, 480, 15, 1), "row-type", "time_type"),  # R24: cleared
        (DayRow(1, 480, 0, 1), "row-length", "length_min"),
        (DayRow(1, 480, -5, 1), "row-length", "length_min"),
        (DayRow(1, 480, 15, 0), "row-count", "times"),
        (DayRow(1, 0, 1, 289), "row-count", "times"),
        (DayRow(1, -15, 15, 1), "row-start", "start_min"),
        (DayRow(1, 1440, 15, 1), "row-start", "start_min"),
        (DayRow(1, 1430, 15, 1), "row-end", "times"),
    ],
)
def test_a_row_that_cannot_be(row: DayRow, rule: str, field: str) -> None:
    (fault,) = check_day((row,), NAMES)
    assert (fault.rule, fault.passed) == (rule, False)
    assert fault.facts == (("row", 0), ("field", field))


def test_rows_may_meet_and_not_overlap() -> None:
    meet = (DayRow(1, 600, 15, 2), DayRow(2, 540, 30, 2))
    assert check_day(meet, NAMES) == ()
    (fault,) = check_day((DayRow(1, 600, 15, 2), DayRow(2, 540, 30, 3)), NAMES)
    assert fault.facts[0] == ("row", 0)
    assert fault.text == "Raden börjar 10:00, mitt i raden 09:00–10:30."


def test_a_row_may_end_at_midnight_and_not_after() -> None:
    assert check_day((DayRow(1, 1425, 15, 1),), NAMES) == ()
    (fault,) = check_day((DayRow(1, 1380, 45, 2),), NAMES)
    assert "slutar 00:30 dagen efter" in fault.text


@given(
    st.lists(
        st.tuples(st.sampled_from([1, 2, 4]), st.integers(1, 40), st.integers(0, 30)), max_size=12
    )
)
def test_rows_give_back_the_times_they_were_made_of(parts: list[tuple[int, int, int]]) -> None:
    times, start = [], 0
    for time_type, length, gap in parts:
        times.append(DayTime(time_type, start + gap, length))
        start += gap + length
    rows = rows_of(times)
    assert list(times_of(rows)) == times
    assert check_day(rows, NAMES) == ()
