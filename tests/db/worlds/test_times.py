"""Times that are told from a world's own today."""

import pytest

from db.errors import Invalid
from db.rules.local_time import day_text, instant_text
from db.timeline import parse_instant
from db.worlds.times import Today

FRIDAY = Today(parse_instant("2025-11-21 13:37"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("d", "2025-11-21"), ("d+1", "2025-11-22"), ("D-42", "2025-10-10"),
        ("v må", "2025-11-17"), ("v sö", "2025-11-23"), ("v+1 to", "2025-11-27"),
        ("v-2 TI", "2025-11-04"), ("v+1  ma", "2025-11-24"), ("a", "2025-11-21"),
        ("a+1", "2025-11-24"), ("a+5", "2025-11-28"), ("a-1", "2025-11-20"),
        ("2024-02-29", "2024-02-29"),
    ],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    assert day_text(FRIDAY.day_at(text)) == day


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2025-12-23 12:00", "2025-12-29"),  # Christmas, and its eve counts as a holiday
        ("2025-06-18 12:00", "2025-06-19"),
        ("2025-06-19 12:00", "2025-06-23"),  # Midsummer Eve
    ],
)
def test_a_working_day_is_no_red_day_and_no_eve(now: str, day: str) -> None:
    assert day_text(Today(parse_instant(now)).day_at("a+1")) == day


def test_moments() -> None:
    assert FRIDAY.moment_at("nu") == FRIDAY.now
    assert instant_text(FRIDAY.moment_at("v+1 to 14:00")) == "2025-11-27 14:00"
    assert FRIDAY.moment_at("2025-11-21 13:37:20") == FRIDAY.now + 20
    spring = Today(parse_instant("2025-03-29 12:00"))
    assert spring.moment_at("d+1 12:00") - spring.now == 23 * 3600


@pytest.mark.parametrize(
    "text", ["", "d", "09:00", "v+1 09:00", "d+1 25:00", "d+99999 09:00", "x 09:00", "d+1 9"]
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(Invalid):
        FRIDAY.moment_at(text)


def test_a_clock_that_is_skipped_is_no_moment() -> None:
    with pytest.raises(Invalid, match="sommartiden"):
        Today(parse_instant("2025-03-29 12:00")).moment_at("d+1 02:30")
