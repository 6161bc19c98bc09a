"""Which passing of the hour that is passed twice a log means, and what follows (A7)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.log.doubled_hour import CHANGED, VERDICT, VISIT, Stated, judge_unsure, passings
from db.rules.policy import POLICIES
from db.timeline import parse_instant
from db.values import Act, JournalSystem

POLICY = POLICIES[JournalSystem.ASYNJA]


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        pytest.param([50, 10, 15], [False, True, True], id="the-clock-goes-back-once"),
        pytest.param([10, 15], [None, None], id="it-need-not"),
        pytest.param([10], [None], id="alone"),
        pytest.param([10, 50, 20], [False, False, True], id="after-the-second"),
        pytest.param([50, 10, 50, 10], [None] * 4, id="in-no-order"),
        pytest.param([], [], id="none"),
    ],
)
def test_passings(minutes: list[int], found: list[bool | None]) -> None:
    assert passings([Stated(minute) for minute in minutes]) == found


STATED = st.builds(Stated, st.integers(0, 3), st.sampled_from([None, None, True, False]))


@given(st.lists(STATED, max_size=6))
def test_passings_are_what_all_possible_ways_share(stated: list[Stated]) -> None:
    """Against every way to give each clock a passing."""
    ways = [
        way
        for way in product([False, True], repeat=len(stated))
        if all(one.second in (None, second) for one, second in zip(stated, way, strict=True))
        and (whole := [one.minute + 60 * second for one, second in zip(stated, way, strict=True)])
        == sorted(whole)
    ]
    if ways:
        wanted = [
            seen.pop() if len(seen := set(at)) == 1 else None for at in zip(*ways, strict=True)
        ]
    else:
        wanted = [one.second for one in stated]
    assert passings(stated) == wanted


@pytest.mark.parametrize(
    ("visit", "unsure", "late", "split", "end"),
    [
        ("2026-10-26 01:45", CHANGED, True, True, "Osäkert om ändringen är sen: att bedöma."),
        ("2026-10-26 08:00", CHANGED, False, False, "I tid i båda fallen."),
        ("2026-10-25 12:00", CHANGED, True, False, "Sen i båda fallen: ska faktureras."),
        ("2026-10-25 02:30", VISIT, True, False, "Sen i båda fallen: ska faktureras."),
    ],
)
def test_the_verdict_says_both(visit: str, unsure: int, late: bool, split: bool, end: str) -> None:
    changed = parse_instant("2026-10-25 02:30")
    if unsure & VISIT:
        changed -= 8 * 3600
    verdict = judge_unsure(Act.CANCELLED, changed, parse_instant(visit), POLICY, unsure)
    assert (verdict.late, verdict.unsure) == (late, split)
    assert verdict.surely is (late and not split)
    assert "passerades två gånger" in verdict.text
    assert verdict.text.endswith(end)
    assert VERDICT not in (CHANGED, VISIT)
