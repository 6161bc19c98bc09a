"""Which day is meant where no year is written: forward, back or the nearest (GUIDES.md A7)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.local_time import day_text
from db.rules.meant_day import Toward, meant_day
from db.rules.waiting import passed_note
from db.timeline import parse_day, read_period

FORWARD, BACK, NEAREST = Toward.FORWARD, Toward.BACK, Toward.NEAREST


def said(text: str, today: str, toward: Toward, *, ends: bool = False) -> str:
    meant = meant_day(text, parse_day(today), toward, ends=ends)
    return meant.fault if meant.day is None else day_text(meant.day)


@pytest.mark.parametrize(
    ("text", "today", "forward", "back", "nearest"),
    [
        ("4/1", "2024-12-20", "2025-01-04", "2024-01-04", "2025-01-04"),
        ("20/12", "2025-01-04", "2025-12-20", "2024-12-20", "2024-12-20"),
        ("12 sep", "2024-09-12", "2024-09-12", "2024-09-12", "2024-09-12"),
        ("11 sep", "2024-09-12", "2025-09-11", "2024-09-11", "2024-09-11"),
        ("13.9", "2024-09-12", "2024-09-13", "2023-09-13", "2024-09-13"),
        ("v 2", "2024-12-20", "2025-01-06", "2024-01-08", "2025-01-06"),
        ("v 51", "2025-01-04", "2025-12-15", "2024-12-16", "2024-12-16"),
        ("v 37", "2024-09-15", "2024-09-09", "2024-09-09", "2024-09-09"),
        ("v 37", "2024-09-16", "2025-09-08", "2024-09-09", "2024-09-09"),
        ("v 1", "2024-12-31", "2024-12-30", "2024-12-30", "2024-12-30"),
        ("12/9 2023", "2024-12-20", "2023-09-12", "2023-09-12", "2023-09-12"),
        ("v 2 2023", "2024-12-20", "2023-01-09", "2023-01-09", "2023-01-09"),
        ("2023-09-12", "2024-12-20", "2023-09-12", "2023-09-12", "2023-09-12"),
        ("idag", "2024-12-20", "2024-12-20", "2024-12-20", "2024-12-20"),
        ("v 53", "2021-02-01", "2021 har ingen vecka 53; den sista är vecka 52.",
         "2020-12-28", "2020-12-28"),
        ("29/2", "2025-01-10", "Datumet ”29/2” finns inte. Skriv 2024-09-12, 12/9, 12 sep, v 37"
         " eller idag.", "2024-02-29", "2024-02-29"),
    ],
)  # fmt: skip
def test_where_no_year_is_written_the_place_decides(
    text: str, today: str, forward: str, back: str, nearest: str
) -> None:
    assert said(text, today, FORWARD) == forward
    assert said(text, today, BACK) == back
    assert said(text, today, NEAREST) == nearest


def test_a_week_that_ends_a_period_is_its_sunday() -> None:
    assert said("v 3", "2024-12-20", FORWARD, ends=True) == "2025-01-19"
    assert said("v 3 2025", "2024-12-20", FORWARD, ends=True) == "2025-01-19"
    assert said("4/1", "2024-12-20", FORWARD, ends=True) == "2025-01-04"


@pytest.mark.parametrize(
    ("first", "last", "today", "toward", "days"),
    [
        ("v 50", "v 3", "2024-12-01", FORWARD, ("2024-12-09", "2025-01-19")),
        ("v 2", "v 3", "2024-12-20", FORWARD, ("2025-01-06", "2025-01-19")),
        ("1/11", "30/11", "2024-11-12", FORWARD, ("2025-11-01", "2025-11-30")),
        ("v 3", "v 3", "2024-12-20", FORWARD, ("2025-01-13", "2025-01-19")),
        ("", "v 3", "2024-12-20", FORWARD, ("", "2025-01-19")),
        ("1/11", "31/1", "2025-02-10", BACK, ("2024-11-01", "2025-01-31")),
        ("20/12", "10/1", "2025-12-24", BACK, ("2025-12-20", "2025-01-10")),
        ("20/1", "10/12", "2026-02-01", BACK, ("2025-01-20", "2025-12-10")),
        ("30/9", "27/9", "2024-09-19", FORWARD, ("2024-09-30", "2024-09-27")),
        ("v 50", "", "2025-01-04", BACK, ("2024-12-09", "")),
    ],
)
def test_the_ends_of_a_period_lie_in_their_order(
    first: str, last: str, today: str, toward: Toward, days: tuple[str, str]
) -> None:
    found = read_period((first, last), parse_day(today), ("a", "b"), toward=toward)
    assert tuple("" if day is None else day_text(day) for day in found) == days


@given(st.dates(date(2001, 1, 1), date(2097, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_forward_is_never_passed_and_back_never_to_come(now: date, month: int, day: int) -> None:
    today = now.toordinal()
    ahead, behind, near = (meant_day(f"{day}/{month}", today, one).day for one in Toward)
    assert ahead is not None
    assert behind is not None
    assert near is not None
    assert behind <= today <= ahead
    assert ahead - behind <= 366
    assert near == (behind if today - behind < ahead - today else ahead)


@pytest.mark.parametrize(
    ("last", "note"),
    [
        (None, ""),
        ("2024-09-12", ""),
        ("2024-09-11", "Önskad period har passerat: den slutade 2024-09-11."),
    ],
)
def test_a_wanted_period_that_has_passed_is_told(last: str | None, note: str) -> None:
    wanted = None if last is None else parse_day(last)
    assert passed_note(wanted, parse_day("2024-09-12")) == note
