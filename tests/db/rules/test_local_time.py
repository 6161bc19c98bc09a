"""Local time over clock changes, midnights and years."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules import local_time as lt

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.toordinal)
MINUTES = st.integers(0, 1439)
INSTANTS = st.integers(
    int(datetime(2000, 1, 1, tzinfo=UTC).timestamp()),
    int(datetime(2099, 12, 31, tzinfo=UTC).timestamp()),
)


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def utc(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp())


@pytest.mark.parametrize(
    ("day", "minute", "instants"),
    [
        pytest.param("2026-01-15", 600, ["2026-01-15 09:00"], id="winter"),
        pytest.param("2026-07-15", 600, ["2026-07-15 08:00"], id="summer"),
        pytest.param("2026-03-29", 119, ["2026-03-29 00:59"], id="spring-before-the-gap"),
        pytest.param("2026-03-29", 120, [], id="spring-02:00-is-skipped"),
        pytest.param("2026-03-29", 150, [], id="spring-02:30-is-skipped"),
        pytest.param("2026-03-29", 179, [], id="spring-02:59-is-skipped"),
        pytest.param("2026-03-29", 180, ["2026-03-29 01:00"], id="spring-after-the-gap"),
        pytest.param("2026-10-25", 119, ["2026-10-24 23:59"], id="autumn-before"),
        pytest.param("2026-10-25", 120, ["2026-10-25 00:00", "2026-10-25 01:00"], id="autumn-02"),
        pytest.param("2026-10-25", 150, ["2026-10-25 00:30", "2026-10-25 01:30"], id="autumn-0230"),
        pytest.param("2026-10-25", 180, ["2026-10-25 02:00"], id="autumn-after"),
        pytest.param("2026-12-31", 1440, ["2026-12-31 23:00"], id="midnight-of-the-day-after"),
    ],
)
def test_instants_at(day: str, minute: int, instants: list[str]) -> None:
    found = lt.instants_at(ordinal(day), minute)
    assert list(found) == [utc(one) for one in instants]
    assert lt.instant_at(ordinal(day), minute) == (found[0] if found else None)
    assert lt.clock_changes_at(ordinal(day), minute) is (len(found) != 1)


@pytest.mark.parametrize("minute", [-1, 1441])
def test_no_such_minute(minute: int) -> None:
    with pytest.raises(ValueError, match="minute of the day"):
        lt.instants_at(ordinal("2026-01-01"), minute)


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-28", 24), ("2024-02-29", 24)],
)
def test_the_length_of_a_day(day: str, hours: int) -> None:
    first = ordinal(day)
    assert lt.midnight(first + 1) - lt.midnight(first) == hours * 3600


@given(INSTANTS)
def test_there_and_back(instant: int) -> None:
    whole = lt.whole_minute(instant)
    assert whole <= instant < whole + 60
    assert whole in lt.instants_at(lt.day_of(instant), lt.minute_of_day(instant))
    assert lt.midnight(lt.day_of(instant)) <= instant < lt.midnight(lt.day_of(instant) + 1)
    oracle = datetime.fromtimestamp(instant, UTC).astimezone(STOCKHOLM)
    assert lt.instant_text(instant) == oracle.strftime("%Y-%m-%d %H:%M")
    assert lt.time_text(instant) == oracle.strftime("%H:%M")
    assert lt.day_text(lt.day_of(instant)) == oracle.date().isoformat()
    assert datetime.fromisoformat(lt.iso_text(instant)).timestamp() == instant


@given(DAYS, MINUTES)
def test_a_wall_clock_time_is_shown_at_each_of_its_instants(day: int, minute: int) -> None:
    found = lt.instants_at(day, minute)
    assert len(found) <= 2
    for instant in found:
        assert (lt.day_of(instant), lt.minute_of_day(instant)) == (day, minute)
    if len(found) == 2:
        assert found[1] - found[0] == 3600


@given(DAYS, st.integers(1, 30))
def test_days_are_counted_on_the_calendar(day: int, ahead: int) -> None:
    later = date.fromordinal(day) + timedelta(days=ahead)
    assert lt.day_of(lt.midnight(day + ahead)) == later.toordinal()


def test_exactly_the_skipped_and_doubled_hours_change_the_clock() -> None:
    for year in (2026, 2027, 2028):
        first, last = ordinal(f"{year}-01-01"), ordinal(f"{year}-12-31")
        odd = [
            (lt.day_text(day), hour)
            for day in range(first, last + 1)
            for hour in range(24)
            if lt.clock_changes_at(day, hour * 60)
        ]
        assert len(odd) == 2
        assert {hour for _, hour in odd} == {2}


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 h 00"),
        (128, "2 h 08"),
        (1440, "24 h 00"),
        (-30, "-0 h 30"),
        (-61, "-1 h 01"),
    ],
)
def test_span_text(minutes: int, text: str) -> None:
    assert lt.span_text(minutes) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (1142, "19 timmar och 2 minuter"),
        (61, "1 timme och 1 minut"),
        (120, "2 timmar"),
        (45, "45 minuter"),
        (0, "0 minuter"),
        (-5, "0 minuter"),
    ],
)
def test_plain_span_text(minutes: int, text: str) -> None:
    assert lt.plain_span_text(minutes) == text


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [
        ("2026-03-28 12:00", "2026-03-29 12:00", 60),
        ("2026-10-24 12:00", "2026-10-25 12:00", -60),
        ("2026-03-28 12:00", "2026-10-25 12:00", 0),
        ("2026-06-01 12:00", "2026-06-02 12:00", 0),
    ],
)
def test_offset_change(first: str, second: str, moved: int) -> None:
    assert lt.offset_change_min(utc(first), utc(second)) == moved


def test_how_times_are_written() -> None:
    instant = utc("2024-09-12 08:52")
    assert lt.instant_text(instant) == "2024-09-12 10:52"
    assert lt.iso_text(instant) == "2024-09-12T10:52:00+02:00"
    assert lt.short_instant_text(instant) == "tor 12 sep 2024 10:52"
    assert lt.long_day_text(lt.day_of(instant)) == "torsdag 12 september 2024"
    assert lt.clock_text(0) == "00:00"
    assert lt.clock_text(1440) == "24:00"
    assert lt.long_day_text(ordinal("2026-05-03")) == "söndag 3 maj 2026"


def test_the_machines_zone_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    for zone in ("America/New_York", "UTC", "Pacific/Auckland"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            assert lt.instant_text(utc("2026-10-25 00:30")) == "2026-10-25 02:30"
            assert lt.instant_at(ordinal("2026-03-29"), 180) == utc("2026-03-29 01:00")
        finally:
            monkeypatch.undo()
            time.tzset()
