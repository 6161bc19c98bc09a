"""Red days against the table of GUIDES.md B8, and what a template does with them (R32)."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.rules.schedule.red_days import eve_name, holiday_name, template_column
from db.values import Weekday

MOVABLE = (
    "långfredagen",
    "annandag påsk",
    "Kristi himmelsfärdsdag",
    "midsommardagen",
    "alla helgons dag",
)
B8 = {
    2024: ("03-29", "04-01", "05-09", "06-22", "11-02"),
    2025: ("04-18", "04-21", "05-29", "06-21", "11-01"),
    2026: ("04-03", "04-06", "05-14", "06-20", "10-31"),
    2027: ("03-26", "03-29", "05-06", "06-26", "11-06"),
}
FIXED = {
    "01-01": "nyårsdagen",
    "01-06": "trettondedag jul",
    "05-01": "första maj",
    "06-06": "nationaldagen",
    "12-25": "juldagen",
    "12-26": "annandag jul",
}
EASTER = {2024: "03-31", 2025: "04-20", 2026: "04-05", 2027: "03-28"}


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def shifted(text: str, days: int) -> str:
    return (date.fromisoformat(text) + timedelta(days)).isoformat()


def red_days(year: int) -> dict[str, str]:
    """All red days of B8 in a year, by ISO date."""
    found = {
        f"{year}-{at}": name for at, name in [*zip(B8[year], MOVABLE, strict=True), *FIXED.items()]
    }
    easter = f"{year}-{EASTER[year]}"
    return found | {easter: "påskdagen", shifted(easter, 49): "pingstdagen"}


def days_of(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())


@pytest.mark.parametrize("year", [pytest.param(year, id=f"B8-{year}") for year in B8])
def test_the_red_days_of_a_year_are_exactly_those(year: int) -> None:
    found = {
        date.fromordinal(at).isoformat(): name
        for at in days_of(year)
        if (name := holiday_name(at)) is not None
    }
    assert found == red_days(year)
    assert len(found) == 13


@pytest.mark.parametrize(
    ("text", "column"),
    [
        pytest.param("2024-06-06", Weekday.THURSDAY, id="B8-2024-Thu"),
        pytest.param("2025-06-06", Weekday.FRIDAY, id="B8-2025-Fri"),
        pytest.param("2026-06-06", Weekday.SATURDAY, id="B8-2026-Sat"),
        pytest.param("2027-06-06", Weekday.SUNDAY, id="B8-2027-Sun"),
    ],
)
def test_the_national_day_replaces_its_weekday(text: str, column: Weekday) -> None:
    assert date.fromisoformat(text).weekday() == column
    assert template_column(day(text), eves_closed=False) is Weekday.HOLIDAY
    assert template_column(day(text) - 7, eves_closed=False) is column


@pytest.mark.parametrize("year", [pytest.param(year, id=f"B8-eves-{year}") for year in B8])
def test_the_eves_of_a_year_are_exactly_those(year: int) -> None:
    easter = f"{year}-{EASTER[year]}"
    expected = {
        shifted(easter, -1): "påskafton",
        shifted(easter, 48): "pingstafton",
        shifted(f"{year}-{B8[year][3]}", -1): "midsommarafton",
        f"{year}-12-24": "julafton",
        f"{year}-12-31": "nyårsafton",
    }
    found = {
        date.fromordinal(at).isoformat(): name
        for at in days_of(year)
        if (name := eve_name(at)) is not None
    }
    assert found == expected


@pytest.mark.parametrize(
    ("text", "eves_closed", "column"),
    [
        pytest.param("2025-06-20", False, Weekday.FRIDAY, id="A6.11-midsummer-eve-is-ordinary"),
        pytest.param("2025-06-20", True, Weekday.HOLIDAY, id="A6.11-unless-the-clinic-says-so"),
        pytest.param("2025-06-21", False, Weekday.HOLIDAY, id="R32-midsommardagen"),
        pytest.param("2024-12-31", True, Weekday.HOLIDAY, id="B8-nyårsafton-over-the-year"),
        pytest.param("2024-09-12", True, Weekday.THURSDAY, id="R32-ordinary-day"),
        pytest.param("2024-09-15", True, Weekday.SUNDAY, id="A6.20-ordinary-Sunday-is-not-red"),
        pytest.param("2024-05-19", False, Weekday.HOLIDAY, id="A6.20-pingstdagen-is"),
        pytest.param("2024-04-30", True, Weekday.TUESDAY, id="B8-valborg-is-no-eve"),
        pytest.param("2024-11-01", True, Weekday.FRIDAY, id="B8-allhelgonaafton-is-no-eve"),
    ],
)
def test_template_column(text: str, eves_closed: bool, column: Weekday) -> None:
    assert template_column(day(text), eves_closed) is column


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "2008-05-01", "första maj och Kristi himmelsfärdsdag", id="on-the-first-of-May"
        ),
        pytest.param("2049-06-06", "nationaldagen och pingstdagen", id="on-the-national-day"),
    ],
)
def test_two_holidays_on_one_day(text: str, name: str) -> None:
    assert holiday_name(day(text)) == name


def test_an_eve_before_two_holidays_keeps_its_name() -> None:
    assert eve_name(day("2049-06-05")) == "pingstafton"


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(-1, id="before-the-calendar"),
        pytest.param(0, id="day-zero"),
        pytest.param(1, id="first-day"),
        pytest.param(date(1600, 12, 25).toordinal(), id="year-1600"),
        pytest.param(date(2500, 12, 25).toordinal(), id="year-2500"),
        pytest.param(date.max.toordinal(), id="last-day"),
        pytest.param(date.max.toordinal() + 1, id="after-the-calendar"),
    ],
)
def test_days_far_away_are_ordinary(at: int) -> None:
    assert holiday_name(at) is None
    assert eve_name(at) is None
    assert template_column(at, eves_closed=True) is Weekday((at - 1) % 7)


@settings(deadline=None)  # the first year imports the holidays package
@given(st.dates(), st.booleans())
def test_the_column_is_helgdag_or_the_weekday(when: date, eves_closed: bool) -> None:
    at = when.toordinal()
    red = holiday_name(at) or (eves_closed and eve_name(at))
    expected = Weekday.HOLIDAY if red else Weekday(when.weekday())
    assert template_column(at, eves_closed) is expected


@settings(deadline=None)  # the first year imports the holidays package
@given(st.dates())
def test_no_eve_is_a_red_day_of_its_own(when: date) -> None:
    """Holidays and eves never fall together, so neither hides the other."""
    at = when.toordinal()
    assert not (holiday_name(at) and eve_name(at))


def test_importing_the_rules_does_not_import_holidays() -> None:
    code = "import sys, db.rules.schedule.red_days; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-B", "-c", code], check=False).returncode == 0
