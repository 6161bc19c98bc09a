"""What the log's statistics count together, and the search for the rows behind a line."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.log.grammar import parse_search
from db.rules.log.query import fold
from db.rules.log.statistics import (
    MOST_EMPTY,
    Bucket,
    By,
    Period,
    Tally,
    by_day,
    by_month,
    by_name,
    by_week,
    folded,
    monday,
    period_of,
    search_of,
    total,
)
from db.timeline import parse_day as day
from db.values import clean

ONE = Tally(booked=1)


def period(first: str, last: str) -> Period:
    return Period(day(first), day(last))


@pytest.mark.parametrize(
    ("tally", "share", "text"),
    [
        (Tally(7, 0, 0, 0), None, "–"),
        (Tally(0, 1, 2, 3), 1.0, "100 %"),
        (Tally(5, 2, 6, 1), 0.125, "13 %"),
        (Tally(5, 100, 101, 1), 1 / 201, "0 %"),
        (Tally(5, 1, 0, 0), 0.0, "0 %"),
    ],
)
def test_the_late_share_is_of_what_can_be_late(
    tally: Tally, share: float | None, text: str
) -> None:
    assert tally.late_share == share
    assert tally.share_text.replace("\N{NO-BREAK SPACE}", " ") == text


def test_tallies_are_added() -> None:
    assert total([Tally(1, 2, 3, 4), Tally(10, 20, 30, 40)]) == Tally(11, 22, 33, 44)
    assert total([]) == Tally()
    assert Tally(11, 22, 33, 44).changes == 66


@pytest.mark.parametrize(
    ("span", "first", "last", "meant"),
    [
        (None, None, None, None),
        (None, "2024-09-01", None, ("2024-09-01", "2024-09-01")),
        (None, None, "2024-09-01", ("2024-09-01", "2024-09-01")),
        (("2024-09-01", "2024-09-12"), None, None, ("2024-09-01", "2024-09-12")),
        (("2024-09-01", "2024-09-12"), "2024-09-05", None, ("2024-09-05", "2024-09-12")),
        (("2024-09-01", "2024-09-12"), None, "2024-09-05", ("2024-09-01", "2024-09-05")),
        (("2024-09-01", "2024-09-12"), "2024-10-05", None, ("2024-10-05", "2024-10-05")),
        (("2024-09-01", "2024-09-12"), None, "2024-08-05", ("2024-08-05", "2024-08-05")),
    ],
)
def test_an_end_that_is_left_out_is_that_of_the_log(
    span: tuple[str, str] | None,
    first: str | None,
    last: str | None,
    meant: tuple[str, str] | None,
) -> None:
    ends = [None if one is None else day(one) for one in (first, last)]
    found = period_of(span and period(*span), *ends)
    assert found == (meant and period(*meant))


def test_days_without_changes_are_listed_too() -> None:
    found = by_day({day("2024-09-12"): ONE}, period("2024-09-11", "2024-09-13"))
    assert [(one.key, one.label, one.tally.changes) for one in found] == [
        ("2024-09-11", "ons 2024-09-11", 0),
        ("2024-09-12", "tor 2024-09-12", 1),
        ("2024-09-13", "fre 2024-09-13", 0),
    ]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-11-30", "2025-01-02",
         [("2024-11", "november 2024", ("2024-11-30", "2024-11-30")),
          ("2024-12", "december 2024", ("2024-12-01", "2024-12-31")),
          ("2025-01", "januari 2025", ("2025-01-01", "2025-01-02"))]),
        ("2024-02-10", "2024-02-29",
         [("2024-02", "februari 2024", ("2024-02-10", "2024-02-29"))]),
    ],
)  # fmt: skip
def test_months_have_their_days_within_what_was_asked_for(
    first: str, last: str, months: list[tuple[str, str, tuple[str, str]]]
) -> None:
    found = by_month({day(last): ONE}, period(first, last))
    assert [(one.key, one.label, one.period) for one in found] == [
        (key, label, period(*span)) for key, label, span in months
    ]
    assert [one.tally.changes for one in found][-1] == 1
    assert total(one.tally for one in found) == ONE


def test_days_without_changes_after_each_other_are_one_line_and_names_never() -> None:
    asked = period("2024-09-09", "2024-09-15")
    found = by_day({day("2024-09-10"): ONE, day("2024-09-12"): ONE}, asked)
    assert [(one.label, one.tally.changes) for one in folded(By.DAY, found)] == [
        ("mån 2024-09-09", 0), ("tis 2024-09-10", 1), ("ons 2024-09-11", 0),
        ("tor 2024-09-12", 1), ("3 tomma dagar", 0),
    ]  # fmt: skip
    assert folded(By.DAY, found)[-1].period == period("2024-09-13", "2024-09-15")
    assert [one.label for one in folded(By.WEEK, by_week({}, period("2024-09-01", "2024-09-20")))
            ] == ["4 tomma veckor"]  # fmt: skip
    nobody = by_name(By.TYPE, {"a": Tally(), "b": Tally()}, asked)
    assert folded(By.TYPE, nobody) == nobody


def test_in_long_periods_only_days_with_changes_are() -> None:
    first = day("2000-01-01")
    tallies = {first + 9_000: ONE, first + 3: ONE}
    found = by_day(tallies, Period(first, first + MOST_EMPTY))
    assert [one.period.first - first for one in found] == [3, 9_000]
    assert len(by_day(tallies, Period(first, first + MOST_EMPTY - 1))) == MOST_EMPTY
    assert len(by_week(tallies, Period(first, first + 7 * MOST_EMPTY))) == 2


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (
            "2020-12-21", "2021-01-10",
            [("2020-W52", "v. 52 2020 21–27 dec"), ("2020-W53", "v. 53 2020 28 dec–3 jan"),
             ("2021-W01", "v.  1 2021 4–10 jan")],
        ),
        ("2026-12-31", "2027-01-01", [("2026-W53", "v. 53 2026 31 dec–1 jan")]),
        ("2024-12-30", "2024-12-30", [("2025-W01", "v.  1 2025 30 dec")]),
        (
            "2024-09-12", "2024-09-16",
            [("2024-W37", "v. 37 2024 12–15 sep"), ("2024-W38", "v. 38 2024 16 sep")],
        ),
    ],
)  # fmt: skip
def test_iso_weeks_and_the_parts_of_them_that_are_meant(
    first: str, last: str, weeks: list[tuple[str, str]]
) -> None:
    found = by_week({}, period(first, last))
    assert [(one.key, one.label) for one in found] == weeks
    assert (found[0].period.first, found[-1].period.last) == (day(first), day(last))


def test_every_day_of_ten_years_is_in_its_iso_week() -> None:
    for ordinal in range(day("2019-12-25"), day("2030-01-10")):
        (week,) = by_week({ordinal: ONE}, Period(ordinal, ordinal))
        year, number, _ = date.fromordinal(ordinal).isocalendar()
        assert week.key == f"{year}-W{number:02}"
        assert week.tally == ONE
        assert date.fromordinal(monday(ordinal)).isoweekday() == 1


def test_names_by_how_many_changes_they_have() -> None:
    tallies = {"Öron": ONE, "akut": Tally(2), "Bok": ONE, "": Tally(3)}
    found = by_name(By.TYPE, tallies, period("2024-09-01", "2024-09-02"))
    assert [one.label for one in found] == ["(utan tidstyp)", "akut", "Bok", "Öron"]
    assert found[0].key == ""


@pytest.mark.parametrize(
    ("by", "key", "search"),
    [
        (By.DAY, "2024-09-12", "från:2024-09-12 till:2024-09-13"),
        (By.WEEK, "2024-W37", "från:2024-09-12 till:2024-09-13"),
        (By.TYPE, "Akut Å", 'från:2024-09-12 till:2024-09-13 typ:="akut å"'),
        (By.RESOURCE, "Johan Frisk", 'från:2024-09-12 till:2024-09-13 resurs:="johan frisk"'),
        (By.RESOURCE, "avbokad", 'från:2024-09-12 till:2024-09-13 resurs:="avbokad"'),
        (By.TYPE, "", 'från:2024-09-12 till:2024-09-13 typ:=""'),
        (By.RESOURCE, 'Rum "A"', 'från:2024-09-12 till:2024-09-13 resurs:="rum ""a"""'),
    ],
)
def test_the_search_for_the_rows_behind_a_line(by: By, key: str, search: str) -> None:
    bucket = Bucket(key, key, ONE, period("2024-09-12", "2024-09-13"))
    assert search_of(by, bucket) == search
    late = parse_search(search_of(by, bucket, late=True))
    assert (late.late, replace(late, late=None)) == (True, parse_search(search))


@given(st.sampled_from([By.TYPE, By.RESOURCE]), st.text(max_size=30))
def test_the_search_asks_for_any_name_as_it_stands(by: By, name: str) -> None:
    name = clean(name)
    query = parse_search(search_of(by, Bucket(name, name, ONE, period("2024-09-12", "2024-09-13"))))
    assert (query.types if by is By.TYPE else query.resources) == {fold(name)}
    assert (query.words, query.without, query.faults, len(query.chips)) == ((), (), (), 3)


def test_names_that_are_searched_as_one_are_counted_as_one() -> None:
    tallies = {"akut": Tally(2), "Akut": Tally(3), "AKUT": ONE, "": ONE}
    found = by_name(By.TYPE, tallies, period("2024-09-01", "2024-09-02"))
    assert [(one.key, one.tally.booked) for one in found] == [("Akut", 6), ("", 1)]
