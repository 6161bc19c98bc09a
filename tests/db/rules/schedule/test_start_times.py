"""A template's start times, splits, refusals and warnings (R29-R32, GUIDES.md A4)."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.local_time import clock_text
from db.rules.schedule.start_times import (
    check_rows,
    remainder_min,
    remove_start,
    row_starts,
    start_times,
    swap_start,
    warn_rows,
    week_counts,
)
from db.values import Fact, TemplateRow, TimeType, Verdict, Weekday

PHONE, VISIT, ADMIN, NO_WEB, CLEARED = 1, 2, 3, 4, 5
TYPES = {
    PHONE: TimeType(id=PHONE, name="Telefon SSK webb", web_name="Telefonsamtal", web_bookable=True),
    VISIT: TimeType(id=VISIT, name="SSK besök", web_name="Besök hos sjuksköterska"),
    ADMIN: TimeType(id=ADMIN, name="Administration", hidden=True),
    NO_WEB: TimeType(id=NO_WEB, name="Hembesök"),
    CLEARED: TimeType(id=CLEARED),
}


def minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def row(
    start: str = "08:00",
    end: str = "10:00",
    length: int = 15,
    *,
    day: Weekday = Weekday.MONDAY,
    release: int | None = 10,
    time_type: int = PHONE,
) -> TemplateRow:
    return TemplateRow(day, minute(start), minute(end), length, release, time_type)


GUIDE = tuple(
    row(start, end, length, day=day, time_type=time_type)
    for day in list(Weekday)[:5]
    for start, end, length, time_type in [
        ("08:00", "10:00", 15, PHONE),
        ("10:15", "11:15", 30, VISIT),
        ("11:15", "13:30", 45, VISIT),
        ("14:00", "16:00", 60, VISIT),
    ]
)


@st.composite
def rows(draw: st.DrawFn) -> TemplateRow:
    """Rows that give at least one time."""
    start = draw(st.integers(0, 1435))
    length = draw(st.integers(5, min(240, 1440 - start)))
    end = draw(st.integers(start + length, 1440))
    day = draw(st.sampled_from(Weekday))
    return TemplateRow(day, start, end, length, draw(st.none() | st.integers(1, 365)), PHONE)


def rules(verdicts: tuple[Verdict, ...]) -> list[tuple[str, Fact]]:
    return [(verdict.rule, dict(verdict.facts)["row"]) for verdict in verdicts]


@pytest.mark.parametrize(
    ("start", "end", "length", "clocks"),
    [
        pytest.param(
            "08:00",
            "10:00",
            15,
            "08:00 08:15 08:30 08:45 09:00 09:15 09:30 09:45",
            id="A4-15-min",
        ),
        pytest.param("10:15", "11:15", 30, "10:15 10:45", id="A4-30-min"),
        pytest.param("11:15", "13:30", 45, "11:15 12:00 12:45", id="A4-45-min"),
        pytest.param("14:00", "16:00", 60, "14:00 15:00", id="A4-60-min"),
        pytest.param("08:00", "09:40", 30, "08:00 08:30 09:00", id="A6.20-remainder-gives-none"),
        pytest.param("08:00", "08:15", 15, "08:00", id="R32-exactly-one"),
        pytest.param("08:00", "08:14", 15, "", id="length-over-the-range"),
        pytest.param("23:30", "24:00", 15, "23:30 23:45", id="R32-till-midnight"),
        pytest.param("00:00", "24:00", 1440, "00:00", id="whole-day"),
    ],
)
def test_start_times(start: str, end: str, length: int, clocks: str) -> None:
    found = start_times(minute(start), minute(end), length)
    assert " ".join(map(clock_text, found)) == clocks


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        pytest.param(600, 600, 15, id="from-equals-to"),
        pytest.param(601, 600, 15, id="from-after-to"),
        pytest.param(480, 600, 0, id="no-length"),
        pytest.param(480, 600, -5, id="negative-length"),
        pytest.param(-1, 600, 15, id="before-midnight"),
        pytest.param(480, 1441, 15, id="after-midnight"),
    ],
)
def test_impossible_ranges(start: int, end: int, length: int) -> None:
    with pytest.raises(ValueError, match="not a"):
        start_times(start, end, length)
    with pytest.raises(ValueError, match="not a"):
        remainder_min(start, end, length)


@pytest.mark.parametrize(
    ("start", "end", "length", "left"),
    [
        pytest.param("08:00", "10:00", 15, 0, id="A4-divides-evenly"),
        pytest.param("08:00", "09:40", 30, 10, id="A6.20-ten-left"),
        pytest.param("08:00", "08:14", 15, 14, id="all-is-left"),
    ],
)
def test_remainder(start: str, end: str, length: int, left: int) -> None:
    assert remainder_min(minute(start), minute(end), length) == left


@given(rows())
def test_starts_tile_the_range(one: TemplateRow) -> None:
    starts = row_starts(one)
    left = remainder_min(one.start_min, one.end_min, one.length_min)
    assert starts[0] == one.start_min
    assert all(after - before == one.length_min for before, after in pairwise(starts))
    assert starts[-1] + one.length_min + left == one.end_min
    assert 0 <= left < one.length_min


@pytest.mark.parametrize(
    ("at", "left"),
    [
        pytest.param("08:00", [("08:30", "09:40")], id="first"),
        pytest.param("08:30", [("08:00", "08:30"), ("09:00", "09:40")], id="middle"),
        pytest.param("09:00", [("08:00", "09:00")], id="last-takes-the-remainder-along"),
    ],
)
def test_remove_start(at: str, left: list[tuple[str, str]]) -> None:
    parts = remove_start(row("08:00", "09:40", 30), minute(at))
    assert [(clock_text(part.start_min), clock_text(part.end_min)) for part in parts] == left


def test_removing_the_only_start_leaves_nothing() -> None:
    assert remove_start(row("08:00", "08:40", 30), minute("08:00")) == ()


@pytest.mark.parametrize(
    ("at", "parts"),
    [
        pytest.param("08:00", [("08:00", "08:30", 2), ("08:30", "09:40", 1)], id="first"),
        pytest.param(
            "08:30",
            [("08:00", "08:30", 1), ("08:30", "09:00", 2), ("09:00", "09:40", 1)],
            id="middle",
        ),
        pytest.param(
            "09:00", [("08:00", "09:00", 1), ("09:00", "09:40", 2)], id="last-has-the-remainder"
        ),
    ],
)
def test_swap_start(at: str, parts: list[tuple[str, str, int]]) -> None:
    found = swap_start(row("08:00", "09:40", 30), minute(at), VISIT)
    assert [
        (clock_text(part.start_min), clock_text(part.end_min), part.time_type) for part in found
    ] == parts


def test_swapping_to_the_same_type_changes_nothing() -> None:
    one = row()
    assert swap_start(one, minute("08:15"), PHONE) == (one,)


@pytest.mark.parametrize("at", ["07:45", "08:10", "10:00", "09:46"])
def test_splitting_at_something_else_is_an_error(at: str) -> None:
    with pytest.raises(ValueError, match="not a start"):
        remove_start(row(), minute(at))
    with pytest.raises(ValueError, match="not a start"):
        swap_start(row(), minute(at), PHONE)


@given(rows(), st.data())
def test_a_split_loses_nothing_else(one: TemplateRow, data: st.DataObject) -> None:
    starts = row_starts(one)
    at = data.draw(st.sampled_from(starts))
    removed = remove_start(one, at)
    swapped = swap_start(one, at, VISIT)
    assert [start for part in removed for start in row_starts(part)] == [
        start for start in starts if start != at
    ]
    assert [(start, part.time_type) for part in swapped for start in row_starts(part)] == [
        (start, VISIT if start == at else PHONE) for start in starts
    ]
    assert swapped[0].start_min == one.start_min
    assert swapped[-1].end_min == one.end_min
    for part in (*removed, *swapped):
        same = replace(part, start_min=one.start_min, end_min=one.end_min, time_type=PHONE)
        assert same == one
    assert check_rows(removed, TYPES) == check_rows(swapped, TYPES) == ()


def test_the_guides_template_gives_15_a_day() -> None:
    """R32 and GUIDES.md A4: Må-Fr as printed, Lö, Sö and Helgdag empty."""
    assert week_counts(GUIDE) == (15, 15, 15, 15, 15, 0, 0, 0)
    assert check_rows(GUIDE, TYPES) == ()
    assert warn_rows(GUIDE, TYPES) == ()


def test_helgdag_has_a_column_of_its_own() -> None:
    assert week_counts([row(day=Weekday.HOLIDAY), row("10:00", "09:00")])[7] == 8


def test_rows_that_cannot_be_count_as_none() -> None:
    drafts = [row("10:00", "09:00"), row(length=0), row(length=500)]
    assert week_counts(drafts) == (0,) * 8


@pytest.mark.parametrize(
    ("bad", "rule", "words"),
    [
        pytest.param(row("10:00", "08:00"), "row-range", "Måndag 10:00–08:00", id="R32-backwards"),
        pytest.param(row("10:00", "10:00"), "row-range", "före Till kl", id="R32-empty-range"),
        pytest.param(row("10:00", "24:01"), "row-range", "24:00", id="R32-outside-the-day"),
        pytest.param(row(length=0), "row-length", "minst 1 minut", id="R32-no-length"),
        pytest.param(row(length=-15), "row-length", "minst 1 minut", id="R32-negative-length"),
        pytest.param(row(length=121), "row-length", "bara 120 min", id="R32-length-over-range"),
        pytest.param(row(release=0), "row-release", "mellan 1 och 365", id="R30-zero"),
        pytest.param(row(release=366), "row-release", "366", id="R30-over-a-year"),
        pytest.param(row(time_type=99), "row-type", "finns inte", id="unknown-type"),
        pytest.param(row(time_type=CLEARED), "row-type", "rensad", id="R24-cleared-type"),
    ],
)
def test_refused_rows(bad: TemplateRow, rule: str, words: str) -> None:
    good = row("06:00", "07:00")
    (verdict,) = check_rows([good, bad], TYPES)
    assert (verdict.rule, verdict.passed, verdict.facts[0]) == (rule, False, ("row", 1))
    assert words in verdict.text
    assert "Måndag" in verdict.text
    assert verdict.source


@pytest.mark.parametrize(
    "good",
    [
        pytest.param(row(release=None), id="R29-empty-box"),
        pytest.param(row(release=1), id="R30-1"),
        pytest.param(row(release=365), id="R30-365"),
        pytest.param(row(length=120), id="R32-length-is-the-range"),
        pytest.param(row("00:00", "24:00"), id="R32-whole-day"),
        pytest.param(row(time_type=ADMIN), id="R60-hidden-type"),
    ],
)
def test_rows_that_may_be(good: TemplateRow) -> None:
    assert check_rows([good], TYPES) == ()


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        pytest.param(row("07:00", "07:45"), False, id="before"),
        pytest.param(row("07:00", "08:00"), False, id="right-before"),
        pytest.param(row("07:00", "08:01"), True, id="over-the-start"),
        pytest.param(row("08:00", "10:00"), True, id="the-same"),
        pytest.param(row("08:30", "09:00"), True, id="inside"),
        pytest.param(row("07:00", "11:00"), True, id="around"),
        pytest.param(row("09:59", "11:00"), True, id="over-the-end"),
        pytest.param(row("10:00", "11:00"), False, id="right-after"),
        pytest.param(row("11:00", "12:00"), False, id="after"),
        pytest.param(row("08:00", "10:00", day=Weekday.TUESDAY), False, id="another-day"),
    ],
)
def test_overlap_is_half_open(other: TemplateRow, overlaps: bool) -> None:
    verdicts = check_rows([row(), other], TYPES)
    assert rules(verdicts) == ([("row-overlap", 1)] if overlaps else [])
    assert all(("other", 0) in verdict.facts for verdict in verdicts)


def test_rows_overlap_in_their_remainders_too() -> None:
    verdicts = check_rows([row("08:00", "09:40", 30), row("09:30", "10:00")], TYPES)
    assert verdicts[0].text.startswith("Måndag 09:30–10:00 krockar med 08:00–09:40 samma dag.")


@given(st.lists(rows(), max_size=8))
def test_overlaps_are_found_as_by_comparing_all(many: list[TemplateRow]) -> None:
    def clash(one: TemplateRow, two: TemplateRow) -> bool:
        together = one.weekday == two.weekday
        return together and one.start_min < two.end_min and two.start_min < one.end_min

    pairs = {
        (at, other)
        for at in range(len(many))
        for other in range(at)
        if clash(many[at], many[other])
    }
    found = [dict(verdict.facts) for verdict in check_rows(many, TYPES)]
    told = {(facts["row"], facts["other"]) for facts in found}
    assert told <= pairs
    assert bool(told) == bool(pairs)


@given(
    st.lists(
        st.builds(
            TemplateRow,
            st.sampled_from(Weekday),
            st.integers(-10, 1500),
            st.integers(-10, 1500),
            st.integers(-5, 1500),
            st.none() | st.integers(-5, 400),
            st.integers(0, 6),
        ),
        max_size=6,
    )
)
def test_a_draft_never_crashes_and_what_passes_can_be_laid(drafts: list[TemplateRow]) -> None:
    refused = {dict(verdict.facts)["row"] for verdict in check_rows(drafts, TYPES)}
    warn_rows(drafts, TYPES)
    week_counts(drafts)
    for at, draft in enumerate(drafts):
        if at not in refused:
            assert row_starts(draft)


@pytest.mark.parametrize(
    ("one", "rule", "words"),
    [
        pytest.param(
            row("08:00", "09:40", 30), "row-remainder", "de sista 10 minuterna", id="A6.20-ten"
        ),
        pytest.param(
            row("08:00", "08:31", 30), "row-remainder", "den sista minuten", id="A6.20-one"
        ),
        pytest.param(row(time_type=ADMIN), "row-hidden-type", "Dölj bokning", id="R60-admin"),
        pytest.param(row(time_type=NO_WEB), "row-no-web-name", "webbtidbok", id="R58-no-web-name"),
    ],
)
def test_warnings(one: TemplateRow, rule: str, words: str) -> None:
    (verdict,) = warn_rows([row("06:00", "07:00"), one], TYPES)[:1]
    assert (verdict.rule, verdict.passed, verdict.facts[0]) == (rule, True, ("row", 1))
    assert words in verdict.text
    assert check_rows([one], TYPES) == ()


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(row(length=500), id="length-is-refused-already"),
        pytest.param(row(time_type=99), id="type-is-refused-already"),
        pytest.param(row(time_type=CLEARED), id="R24-cleared-is-refused-already"),
    ],
)
def test_refused_rows_are_not_warned_about_as_well(one: TemplateRow) -> None:
    assert warn_rows([one], TYPES) == ()
