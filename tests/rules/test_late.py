"""The 24-hour rule: the guides' own rows, the edge, and clock changes (R50, domain.md A4)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.late import is_late, judge, minutes_left
from db.rules.local_time import instant_at
from db.rules.policy import Policy
from db.values import Act
from tests.rules.cases import ASYNJA, PASIS, PMO, STANDALONE, at


@pytest.mark.parametrize(
    ("act", "changed", "earlier", "left", "late"),
    [
        pytest.param(Act.CANCELLED, "2024-09-04 15:58", "2024-09-05 11:00", "19 h 02 min", True,
                     id="A4-1"),
        pytest.param(Act.REBOOKED, "2024-09-12 10:52", "2024-09-12 13:00", "2 h 08 min", True,
                     id="A4-2-the-slide"),
        pytest.param(Act.CANCELLED, "2024-09-12 11:00", "2024-09-13 08:00", "21 h 00 min", True,
                     id="A4-3-the-slide"),
        pytest.param(Act.REBOOKED, "2025-06-19 08:42", "2025-06-19 10:00", "1 h 18 min", True,
                     id="A4-4"),
        pytest.param(Act.CANCELLED, "2025-06-19 08:46", "2025-06-20 09:30", "24 h 44 min", False,
                     id="A4-5-not-late"),
        pytest.param(Act.CANCELLED, "2025-06-20 10:00", "2025-06-20 09:30", "-0 h 30 min", True,
                     id="after-the-visit"),
    ],
)  # fmt: skip
def test_the_rows_of_table_a4(act: Act, changed: str, earlier: str, left: str, late: bool) -> None:
    verdict = judge(act, at(changed), at(earlier), ASYNJA)
    assert verdict.late is late
    end = "Ska faktureras." if late else "I tid."
    assert verdict.text == (
        f"Ändrad {changed} jämförs med {earlier}: {left} kvar. Gränsen är 24 h. {end}"
    )


@pytest.mark.parametrize(
    ("policy", "edge"),
    [(ASYNJA, False), (PMO, True), (PASIS, False), (STANDALONE, False)],
    ids=["AsynjaVisph-in-time", "R62-PMO-late", "R80-PASiS-in-time", "fristående-in-time"],
)
def test_exactly_24_hours(policy: Policy, edge: bool) -> None:
    start = at("2024-09-13 10:52")
    assert judge(Act.CANCELLED, at("2024-09-12 10:52"), start, policy).late is edge
    assert judge(Act.CANCELLED, at("2024-09-12 10:52:59"), start, policy).late is edge
    assert not judge(Act.CANCELLED, at("2024-09-12 10:51:59"), start, policy).late
    assert judge(Act.REBOOKED, at("2024-09-12 10:53"), start, policy).late
    assert not is_late(24 * 60 + 1, policy)
    assert is_late(24 * 60, policy) is edge
    assert is_late(24 * 60 - 1, policy)


@pytest.mark.parametrize("policy", [ASYNJA, PMO, PASIS, STANDALONE])
def test_a_booking_is_never_late(policy: Policy) -> None:
    """A4: bookings less than 24 h ahead are allowed and not billed."""
    verdict = judge(Act.BOOKED, at("2024-09-12 10:38"), at("2024-09-12 13:00"), policy)
    assert not verdict.late
    assert verdict.minutes_left == 142
    assert verdict.text.endswith("Nybokning faktureras inte.")


@pytest.mark.parametrize(
    ("changed", "visit", "left", "late", "way"),
    [
        pytest.param("2026-03-28 09:00", "2026-03-29 09:00", 23 * 60, True, "framåt",
                     id="spring-the-wall-says-24"),
        pytest.param("2026-03-28 08:00", "2026-03-29 09:00", 24 * 60, False, "framåt",
                     id="spring-the-limit"),
        pytest.param("2026-10-24 09:00", "2026-10-25 09:00", 25 * 60, False, "bakåt",
                     id="autumn-the-wall-says-24"),
        pytest.param("2026-10-24 10:00", "2026-10-25 09:00", 24 * 60, False, "bakåt",
                     id="autumn-the-limit"),
        pytest.param("2026-10-24 10:01", "2026-10-25 09:00", 24 * 60 - 1, True, "bakåt",
                     id="autumn-past-the-limit"),
    ],
)  # fmt: skip
def test_over_a_clock_change_elapsed_time_counts(
    changed: str, visit: str, left: int, late: bool, way: str
) -> None:
    verdict = judge(Act.CANCELLED, at(changed), at(visit), ASYNJA)
    assert (verdict.minutes_left, verdict.late) == (left, late)
    said = f"Klockan ställdes {way} en timme däremellan; verklig tid räknas."
    assert said in verdict.text
    assert "Klockan" not in judge(Act.CANCELLED, at(visit), at(visit) + 86400, ASYNJA).text


@given(st.integers(0, 3 * 366 * 24 * 60), st.integers(-3000, 6000), st.integers(0, 59))
def test_against_a_utc_oracle(minute: int, ahead: int, second: int) -> None:
    """reliability.md A14: every minute of 2026-2028, with aware UTC datetimes as the judge."""
    begin = int(datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Stockholm")).timestamp())
    changed = begin + minute * 60 + second
    visit = begin + (minute + ahead) * 60
    then, start = (datetime.fromtimestamp(one, UTC) for one in (changed, visit))
    left = start.replace(second=0) - then.replace(second=0)
    assert minutes_left(changed, visit) == left.total_seconds() // 60
    assert judge(Act.CANCELLED, changed, visit, ASYNJA).late is (left.total_seconds() < 86400)
    assert judge(Act.CANCELLED, changed, visit, PMO).late is (left.total_seconds() <= 86400)


def test_every_quarter_of_the_days_around_clock_changes() -> None:
    stockholm = ZoneInfo("Europe/Stockholm")
    for year, month, day in [(2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31)]:
        on = datetime(year, month, day).toordinal()
        for minute in range(0, 1440, 15):
            start = instant_at(on, minute)
            if start is None:
                continue
            oracle = datetime.fromtimestamp(start, UTC).timestamp() - 86400
            assert not judge(Act.CANCELLED, int(oracle), start, ASYNJA).late
            assert judge(Act.CANCELLED, int(oracle) + 60, start, ASYNJA).late
            shown = datetime.fromtimestamp(start, stockholm)
            assert f"{shown:%Y-%m-%d %H:%M}" in judge(Act.CANCELLED, 0, start, ASYNJA).text
