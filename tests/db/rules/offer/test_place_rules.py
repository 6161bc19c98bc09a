"""Why nothing shows where no time is laid out, and what a händelse does (R33, R38)."""

from dataclasses import replace

import pytest

from db.rules.local_time import midnight
from db.rules.offer.place_rules import (
    EVENT_OPEN,
    LAID_OUT,
    TIME_RULES,
    EventCase,
    PlaceCase,
    empty_place,
    nearest_start,
)
from db.rules.offer.time_rules import TimeCase
from db.timeline import parse_day
from db.values import Resource
from tests.db.rules.cases import OFFERED, said_no

FRIDAY = parse_day("2024-09-13")
PLACE = PlaceCase(FRIDAY, 615, OFFERED)


def test_an_empty_place_says_no_by_its_own_rule_and_asks_those_of_any_time() -> None:
    decision = empty_place(PLACE)
    assert [verdict.rule for verdict in decision] == [
        LAID_OUT.name, *(rule.name for rule in TIME_RULES),
    ]  # fmt: skip
    assert said_no(decision) == [LAID_OUT.name]
    (refusal,) = decision.refusals
    assert refusal.text == "Ingen tid är utlagd 2024-09-13 kl. 10:15."


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        (replace(OFFERED, slot=OFFERED.slot._replace(blocked=True), blocked_by="APT"),
         "not-blocked"),
        (replace(OFFERED, now=OFFERED.slot.start), "in-future"),
        (replace(OFFERED, resource=Resource(1, "Florence", valid_to=1)), "resource-valid"),
    ],
)  # fmt: skip
def test_what_would_stop_a_time_there_is_said_too(case: TimeCase, rule: str) -> None:
    decision = empty_place(replace(PLACE, time=case))
    assert said_no(decision) == [LAID_OUT.name, rule]


def test_a_clock_that_is_skipped_says_so() -> None:
    day = parse_day("2026-03-29")
    verdict = LAID_OUT.verdict(replace(PLACE, day=day, minute=150))
    assert verdict.text.startswith("Klockan 02:30 finns inte 2026-03-29 (sommartiden börjar)")
    assert nearest_start(day, 150, midnight(day)) == midnight(day) + 150 * 60


@pytest.mark.parametrize(
    ("case", "passed", "text"),
    [
        (EventCase("APT [b]", False, 3, 1), True,
         "Händelsen ”APT [b]” spärrar inte: tiderna under den bokas som förut."),
        (EventCase("APT", True, 0, 0), False, "Händelsen ”APT” spärrar för bokning."),
        (EventCase("APT", True, 1, 2), False,
         "Händelsen ”APT” spärrar för bokning. 1 ledig tid under den visas inte på 1177."
         " 2 bokade tider står kvar."),
        (EventCase("APT", True, 2, 1), False,
         "Händelsen ”APT” spärrar för bokning. 2 lediga tider under den visas inte på 1177."
         " 1 bokad tid står kvar."),
    ],
)  # fmt: skip
def test_an_event_says_what_it_hides(case: EventCase, passed: bool, text: str) -> None:
    verdict = EVENT_OPEN.verdict(case)
    assert (verdict.passed, verdict.text) == (passed, text)
