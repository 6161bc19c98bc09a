"""The 24-hour rule: GUIDES.md A4 row by row, the edge by policy, and the clock changes (R50)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.changes.late import is_late, judge, minutes_left
from db.rules.local_time import instants_at
from db.rules.policy import POLICIES
from db.values import Act, Instant, JournalSystem

ASYNJA = POLICIES[JournalSystem.ASYNJA]
HOUR = 3600
NOON = 1_726_135_200  # 2024-09-12 12:00 in Sweden


def at(text: str) -> Instant:
    """``YYYY-MM-DD HH:MM`` local, without the room above."""
    from datetime import date

    day, _, clock = text.partition(" ")
    hour, _, minute = clock.partition(":")
    return instants_at(date.fromisoformat(day).toordinal(), int(hour) * 60 + int(minute))[0]


A4 = [
    pytest.param(
        Act.CANCELLED, "2024-09-04 15:58", "2024-09-05 11:00", (19, 2), True, id="A4-1-cancelled"
    ),
    pytest.param(
        Act.REBOOKED,
        "2024-09-12 10:52",
        "2024-09-12 13:00",
        (2, 8),
        True,
        id="A4-2-the-slides-case",
    ),
    pytest.param(
        Act.CANCELLED,
        "2024-09-12 11:00",
        "2024-09-13 08:00",
        (21, 0),
        True,
        id="A4-3-the-slides-case",
    ),
    pytest.param(
        Act.REBOOKED, "2025-06-19 08:42", "2025-06-19 10:00", (1, 18), True, id="A4-4-rebooked"
    ),
    pytest.param(
        Act.CANCELLED, "2025-06-19 08:46", "2025-06-20 09:30", (24, 44), False, id="A4-5-in-time"
    ),
]


@pytest.mark.parametrize(("act", "changed", "earlier", "left", "late"), A4)
def test_worked_examples(
    act: Act, changed: str, earlier: str, left: tuple[int, int], *, late: bool
) -> None:
    verdict = judge(act, at(changed), at(earlier), ASYNJA)
    assert (verdict.minutes_left, verdict.late) == (left[0] * 60 + left[1], late)
    assert verdict.text == (
        f"Ändrad {changed} jämförs med {earlier}: {left[0]} h {left[1]:02} kvar,"
        f" gränsen är 24 h. {'Ska faktureras.' if late else 'I tid.'}"
    )


def test_the_slides_own_text_would_not_be_late() -> None:
    """GUIDES.md A6.1: read as 2024-09-13 13:00 the printed time leaves 26 h 08."""
    verdict = judge(Act.REBOOKED, at("2024-09-12 10:52"), at("2024-09-13 13:00"), ASYNJA)
    assert (verdict.minutes_left, verdict.late) == (26 * 60 + 8, False)


@pytest.mark.parametrize(
    ("changed", "visit", "left"),
    [
        pytest.param("2024-09-12 10:38", "2024-09-12 13:00", (2, 22), id="A4-2-h-22"),
        pytest.param("2025-06-19 08:37", "2025-06-19 10:00", (1, 23), id="A4-1-h-23"),
        pytest.param("2024-09-04 15:56", "2024-09-05 11:00", (19, 4), id="A4-19-h-04"),
        pytest.param("2024-09-19 11:01", "2024-09-20 09:30", (22, 29), id="A4-22-h-29"),
    ],
)
def test_a_new_booking_is_never_late(changed: str, visit: str, left: tuple[int, int]) -> None:
    verdict = judge(Act.BOOKED, at(changed), at(visit), ASYNJA)
    assert (verdict.minutes_left, verdict.late) == (left[0] * 60 + left[1], False)
    assert verdict.text.endswith("Nybokning faktureras inte.")


@pytest.mark.parametrize(
    ("system", "late"),
    [
        pytest.param(JournalSystem.ASYNJA, False, id="design-AsynjaVisph-in-time"),
        pytest.param(JournalSystem.PMO, True, id="R62-PMO-from-24-hours"),
        pytest.param(JournalSystem.PASIS, False, id="R80-PASiS-until-24-hours"),
        pytest.param(JournalSystem.STANDALONE, False, id="ours-as-AsynjaVisph"),
    ],
)
@pytest.mark.parametrize("act", [Act.REBOOKED, Act.CANCELLED])
def test_exactly_24_hours(system: JournalSystem, act: Act, *, late: bool) -> None:
    policy = POLICIES[system]
    assert judge(act, NOON, NOON + 24 * HOUR, policy).late is late
    assert judge(act, NOON, NOON + 24 * HOUR + 60, policy).late is False
    assert judge(act, NOON, NOON + 24 * HOUR - 60, policy).late is True


def test_seconds_are_cut_on_both_sides() -> None:
    """As the log shows them, so that a verdict survives export and import."""
    assert minutes_left(NOON + 59, NOON + 24 * HOUR) == 1440
    assert minutes_left(NOON, NOON + 24 * HOUR + 59) == 1440
    assert minutes_left(NOON + 60, NOON + 24 * HOUR) == 1439


def test_a_visit_that_has_begun_is_late() -> None:
    verdict = judge(Act.CANCELLED, NOON, NOON - 30 * 60, ASYNJA)
    assert (verdict.minutes_left, verdict.late) == (-30, True)
    assert "-0 h 30 kvar" in verdict.text


@pytest.mark.parametrize(
    ("visit", "limit", "way"),
    [
        pytest.param("2026-03-29 09:00", "2026-03-28 08:00", "framåt", id="spring-29-march-2026"),
        pytest.param("2026-10-25 09:00", "2026-10-24 10:00", "bakåt", id="autumn-25-october-2026"),
    ],
)
def test_elapsed_time_counts_over_a_clock_change(visit: str, limit: str, way: str) -> None:
    edge = at(limit)
    in_time = judge(Act.CANCELLED, edge, at(visit), ASYNJA)
    assert (in_time.minutes_left, in_time.late) == (1440, False)
    assert f"Klockan ställdes {way} en timme däremellan; verklig tid räknas." in in_time.text
    assert judge(Act.CANCELLED, edge + 60, at(visit), ASYNJA).late
    assert judge(Act.CANCELLED, edge, at(visit), POLICIES[JournalSystem.PMO]).late


@pytest.mark.parametrize(
    ("changed", "visit", "left"),
    [
        pytest.param(
            "2026-03-28 09:00", "2026-03-29 09:00", 23 * 60, id="a-spring-day-of-23-hours"
        ),
        pytest.param("2026-10-24 09:00", "2026-10-25 09:00", 25 * 60, id="an-autumn-day-of-25"),
        pytest.param("2026-03-29 03:00", "2026-03-30 03:00", 24 * 60, id="just-after-the-change"),
        pytest.param("2026-03-28 01:59", "2026-03-29 01:59", 24 * 60, id="just-before-the-change"),
    ],
)
def test_the_same_wall_clock_a_day_before(changed: str, visit: str, left: int) -> None:
    assert judge(Act.REBOOKED, at(changed), at(visit), ASYNJA).minutes_left == left


def test_the_hour_that_comes_twice() -> None:
    """25 October 2026 02:30 is two instants an hour apart."""
    first, second = instants_at(739_914, 150)
    visit = at("2026-10-26 02:30")
    assert second - first == HOUR
    assert (minutes_left(first, visit), minutes_left(second, visit)) == (25 * 60, 24 * 60)


INSTANTS = st.integers(946_684_800, 4_102_444_800)


@given(INSTANTS, st.integers(-3 * 86400, 3 * 86400))
def test_the_verdict_follows_elapsed_minutes_alone(changed: Instant, ahead: int) -> None:
    left = (changed + ahead) // 60 - changed // 60
    verdict = judge(Act.CANCELLED, changed, changed + ahead, ASYNJA)
    assert verdict.minutes_left == left
    assert verdict.late is (left < 1440) is is_late(left, ASYNJA)
