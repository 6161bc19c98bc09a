"""The thirteen rules that decide what 1177 offers, one by one and on their edges."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.local_time import day_of, midnight
from db.rules.offer import time_rules
from db.rules.offer.time_rules import TimeCase
from db.rules.policy import Policy
from db.values import Resource, TimeType
from tests.db.rules.cases import (
    ASYNJA,
    BOOK,
    CLINIC,
    FACE,
    HIDDEN,
    NOW,
    OFFERED,
    PASIS,
    PMO,
    RESOURCE,
    STANDALONE,
    at,
    gated,
    names,
    said_no,
    seen_at,
    slot_at,
    under,
)

ORDER = [
    "clinic-connected", "case-type-active", "audience", "published", "not-hidden",
    "not-agent-type", "web-bookable", "in-future", "earliest-day", "released",
    "resource-valid", "not-blocked", "free",
]  # fmt: skip
SLOT = OFFERED.slot
DAY = SLOT.day


def test_a_time_that_every_rule_lets_through() -> None:
    decision = time_rules.visibility(OFFERED)
    assert decision.passed
    assert names(decision) == ORDER
    for verdict in decision:
        assert verdict.text.endswith(".")
        assert verdict.source
        assert not verdict.code


REFUSALS = [
    pytest.param(
        gated(OFFERED, clinic=replace(CLINIC, connected=False)),
        ["clinic-connected"], "inte ansluten", id="R56-not-connected",
    ),
    pytest.param(
        gated(OFFERED, case_type=None),
        ["case-type-active"], "inte upplagd", id="R108-no-case-type",
    ),
    pytest.param(
        gated(OFFERED, case_type=replace(BOOK, active=False)),
        ["case-type-active"], "inte aktiverad", id="R108-case-type-not-active",
    ),
    pytest.param(
        gated(OFFERED, case_type=replace(BOOK, limited=True), in_audience=False),
        ["audience"], "inte ingår", id="R115-outside-the-audience",
    ),
    pytest.param(
        replace(OFFERED, face=None),
        ["published", "web-bookable"], "inte publicerad", id="R12-never-published",
    ),
    pytest.param(
        replace(OFFERED, face=FACE._replace(name="", web_name="", offered=False)),
        ["published", "web-bookable"], "inte publicerad", id="R24-cleared",
    ),
    pytest.param(
        replace(OFFERED, face=FACE._replace(web_name="")),
        ["published"], "saknar Namn för webbtidbok", id="R58-no-web-name",
    ),
    pytest.param(
        replace(OFFERED, face=HIDDEN),
        ["not-hidden", "web-bookable"], "Dölj bokning för patient är markerad", id="R20-hidden",
    ),
    pytest.param(
        replace(OFFERED, face=FACE._replace(hidden=True)),
        ["not-hidden"], "Dölj bokning för patient är markerad", id="R21-hidden-though-ticked",
    ),
    pytest.param(
        replace(OFFERED, face=FACE._replace(name="Ombud-Vårdguiden på telefon")),
        ["not-agent-type"], "ombudstid", id="R7-ombud",
    ),
    pytest.param(
        replace(OFFERED, face=FACE._replace(offered=False)),
        ["web-bookable"], "Bokningsbar webb är inte markerad", id="R14-no-tick",
    ),
    pytest.param(
        under(replace(OFFERED, face=FACE._replace(offered=False)), PMO),
        ["web-bookable"], "slutar inte på 1177", id="R67-no-suffix",
    ),
    pytest.param(
        under(replace(OFFERED, face=FACE._replace(offered=False)), PASIS),
        ["web-bookable"], "inte 1177-nivå 4", id="R82-not-level-4",
    ),
    pytest.param(
        replace(OFFERED, slot=slot_at("2024-09-12 10:52")),
        ["in-future"], "är passerad (nu 2024-09-12 10:52)", id="B1-begins-now",
    ),
    pytest.param(
        replace(OFFERED, slot=slot_at("2024-09-11 13:00")),
        ["in-future", "earliest-day"], "är passerad", id="B1-yesterday",
    ),
    pytest.param(
        under(replace(OFFERED, slot=slot_at("2024-09-12 13:00")), PASIS),
        ["earliest-day"], "2024-09-13, och tiden är före", id="R81-PASiS-not-today",
    ),
    pytest.param(
        replace(OFFERED, slot=slot_at("2024-11-12 08:00")),
        ["released"], "syns från fre 13 sep 00:00, 60 dagar före; nu är tor 12 sep 10:52.",
        id="R29-day-61",
    ),
    pytest.param(
        replace(OFFERED, slot=slot_at("2024-09-26 08:00", release=14)),
        ["released"], "Bok.före 14: syns från fre 13 sep 00:00; nu är tor 12 sep 10:52.",
        id="R31-14-is-13-days",
    ),
    pytest.param(
        replace(OFFERED, resource=Resource(1, "Florence", valid_from=DAY + 1)),
        ["resource-valid"], "giltig från 2024-09-14, inte 2024-09-13", id="A3-valid-later",
    ),
    pytest.param(
        replace(OFFERED, resource=Resource(1, "Florence", valid_to=DAY - 1)),
        ["resource-valid"], "giltig till 2024-09-12, inte 2024-09-13", id="A3-valid-before",
    ),
    pytest.param(
        replace(OFFERED, slot=SLOT._replace(blocked=True), blocked_by="Utbildning"),
        ["not-blocked"], "”Utbildning” spärrar", id="R38-blocked",
    ),
    pytest.param(
        replace(OFFERED, slot=SLOT._replace(taken=True)),
        ["free"], "08:00 är redan bokad", id="R37-taken",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "rules", "words"), REFUSALS)
def test_refused(case: TimeCase, rules: list[str], words: str) -> None:
    decision = time_rules.visibility(case)
    assert said_no(decision) == rules
    assert names(decision) == ORDER  # no rule is skipped
    assert words in decision.refusals[0].text
    assert all(verdict.code and verdict.text and verdict.source for verdict in decision.refusals)


def test_every_rule_is_refused_by_some_row() -> None:
    cases = [row.values[0] for row in REFUSALS]
    refused = {
        rule for case in cases if isinstance(case, TimeCase)
        for rule in said_no(time_rules.visibility(case))
    }  # fmt: skip
    assert refused == set(ORDER)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            gated(OFFERED, case_type=replace(BOOK, limited=True)), id="R115-in-the-audience"
        ),
        pytest.param(gated(OFFERED, in_audience=False), id="R115-for-all"),
        pytest.param(replace(OFFERED, slot=slot_at("2024-09-12 10:53")), id="B1-in-a-minute"),
        pytest.param(replace(OFFERED, slot=slot_at("2024-11-11 08:00")), id="R29-day-60-counts"),
        pytest.param(
            under(replace(OFFERED, slot=slot_at("2024-09-13 00:00")), PASIS), id="R81-tomorrow"
        ),
        pytest.param(
            under(replace(OFFERED, slot=slot_at("2024-09-12 13:00")), PMO), id="R71-PMO-today"
        ),
        pytest.param(
            replace(OFFERED, slot=slot_at("2024-09-26 08:00", release=15)), id="R31-15-is-14-days"
        ),
        pytest.param(
            replace(OFFERED, slot=slot_at("2025-09-11 08:00", release=365)), id="R30-beyond-R29"
        ),
        pytest.param(
            replace(OFFERED, resource=replace(RESOURCE, valid_from=DAY, valid_to=DAY)),
            id="A3-valid-that-day-only",
        ),
        pytest.param(replace(OFFERED, face=FACE._replace(name="Ombyggnad")), id="R4-another-word"),
        pytest.param(replace(OFFERED, staff_bookable=False), id="A3-asked-of-staff-only"),
    ],
)
def test_offered_all_the_same(case: TimeCase) -> None:
    assert said_no(time_rules.visibility(case)) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("in-future", "REQUESTED_TIME_HAS_ALREADY_PASSED"),
        ("earliest-day", "TOO_LATE_TO_MAKE_APPOINTMENT"),
        ("released", "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE"),
        ("resource-valid", "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE"),
        ("not-blocked", "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE"),
        ("free", "REQUESTED_TIME_IS_ALREADY_RESERVED"),
        ("not-hidden", "APPOINTMENT_IS_NOT_ALLOWED"),
        ("audience", "APPOINTMENT_IS_NOT_ALLOWED"),
    ],
)
def test_the_codes_of_b2(rule: str, code: str) -> None:
    assert {one.code for one in time_rules.RULES if one.name == rule} == {code}


@pytest.mark.parametrize(
    ("policy", "last"),
    [(ASYNJA, 60), (PMO, 56), (PASIS, 60), (STANDALONE, 60)],
    ids=["R29-AsynjaVisph", "R66-PMO", "PASiS-ours", "fristående-ours"],
)
def test_the_last_day_of_the_horizon_counts(policy: Policy, last: int) -> None:
    slot = OFFERED.slot
    today = day_of(NOW)
    for ahead, offered in [(last - 1, True), (last, True), (last + 1, False)]:
        start = midnight(today + ahead) + 8 * 3600
        case = under(replace(OFFERED, slot=slot._replace(start=start, day=today + ahead)), policy)
        assert time_rules.visibility(case).passed is offered, ahead


@pytest.mark.parametrize(
    ("release", "first"),
    [
        pytest.param(1, "2024-09-12 00:00", id="R30-1-same-day-from-midnight"),
        pytest.param(2, "2024-09-11 00:00", id="R30-2-the-day-before"),
        pytest.param(10, "2024-09-03 00:00", id="A4-10"),
        pytest.param(15, "2024-08-29 00:00", id="R31-15-is-14-days-before"),
        pytest.param(None, "2024-07-14 00:00", id="R29-empty"),
    ],
)
def test_bok_fore_as_in_table_a4(release: int | None, first: str) -> None:
    """A visit on 2024-09-12 shows from midnight, local time, and not a second before."""
    case = replace(OFFERED, slot=slot_at("2024-09-12 10:00", release=release))
    assert time_rules.visibility(seen_at(case, at(first))).passed
    assert said_no(time_rules.visibility(seen_at(case, at(first) - 1))) == ["released"]


@pytest.mark.parametrize(
    ("visit", "first"),
    [
        pytest.param("2026-03-29 09:00", "2026-03-29 00:00", id="the-day-has-23-hours"),
        pytest.param("2026-03-30 01:30", "2026-03-30 00:00", id="the-day-after-spring"),
        pytest.param("2026-10-25 09:00", "2026-10-25 00:00", id="the-day-has-25-hours"),
        pytest.param("2026-01-01 00:00", "2026-01-01 00:00", id="new-year"),
        pytest.param("2028-02-29 08:00", "2028-02-29 00:00", id="leap-day"),
    ],
)
def test_same_day_from_local_midnight(visit: str, first: str) -> None:
    case = replace(OFFERED, slot=slot_at(visit, release=1))
    assert "released" not in said_no(time_rules.visibility(seen_at(case, at(first))))
    assert said_no(time_rules.visibility(seen_at(case, at(first) - 1))) == ["released"]


@given(st.integers(1, 365), st.integers(0, 400 * 24 * 60))
def test_bok_fore_counts_local_days(release: int, minutes_before: int) -> None:
    case = replace(OFFERED, slot=slot_at("2025-06-19 10:30", release=release))
    now = case.slot.start - minutes_before * 60 - 60
    shown = case.slot.day - day_of(now) <= release - 1
    assert time_rules.visibility(seen_at(case, now)).passed is shown


@pytest.mark.parametrize(
    ("policy", "one", "offered"),
    [
        pytest.param(ASYNJA, TimeType(1, "A", web_bookable=True), True, id="R14-tick"),
        pytest.param(ASYNJA, TimeType(1, "A 1177", level=4), False, id="R14-only-the-tick"),
        pytest.param(PMO, TimeType(1, "Provtagning 1177"), True, id="R67-suffix"),
        pytest.param(PMO, TimeType(1, "Provtagning 1177 "), False, id="R67-must-end-so"),
        pytest.param(PMO, TimeType(1, "1177 A", web_bookable=True), False, id="R67-not-the-tick"),
        pytest.param(PMO, TimeType(1, "A 1177", hidden=True), False, id="R20-hidden-suffix"),
        pytest.param(PASIS, TimeType(1, "A", level=4), True, id="R82-level-4"),
        pytest.param(PASIS, TimeType(1, "A", level=3, web_bookable=True), False, id="R82-level-3"),
        pytest.param(PASIS, TimeType(1, "A"), False, id="R82-no-level"),
        pytest.param(PASIS, TimeType(1, "A", level=4, hidden=True), False, id="R20-hidden-level"),
        pytest.param(STANDALONE, TimeType(1, "A", web_bookable=True), True, id="R90-tick"),
    ],
)
def test_what_makes_a_type_bookable(policy: Policy, one: TimeType, offered: bool) -> None:
    face = policy.face(replace(one, web_name="Det invånaren läser"))
    assert face.offered is offered
    case = under(replace(OFFERED, face=face), policy)
    assert time_rules.visibility(case).passed is offered


def test_administration_never_shows_in_pmo() -> None:
    """R70."""
    face = PMO.face(TimeType(1, "Administration"))
    assert face.hidden
    assert "not-hidden" in said_no(time_rules.visibility(under(replace(OFFERED, face=face), PMO)))


def test_what_each_actor_is_asked() -> None:
    assert [one.name for one in time_rules.RULES] == ORDER
    # R7, R14: an ombud books every type with the tick, whatever the ärendetyp says.
    assert [one.name for one in time_rules.AGENT_RULES] == [
        "agents", "clinic-connected", "published", "not-hidden", "web-bookable", "in-future",
        "earliest-day", "released", "resource-valid", "not-blocked", "free",
    ]  # fmt: skip
    assert [one.name for one in time_rules.STAFF_RULES] == [
        "staff-bookable", "in-future", "resource-valid", "not-blocked", "free"
    ]  # fmt: skip
    # A6.20: rebooking obeys Bok.före.
    assert [one.name for one in time_rules.TARGET_RULES] == [
        "in-future", "earliest-day", "released", "resource-valid", "not-blocked", "free"
    ]  # fmt: skip


def test_staff_bookable() -> None:
    assert time_rules.STAFF_BOOKABLE.verdict(OFFERED).passed
    verdict = time_rules.STAFF_BOOKABLE.verdict(replace(OFFERED, staff_bookable=False))
    assert not verdict.passed
    assert "Bokningsbar AsynjaVisph är inte markerad" in verdict.text


@pytest.mark.parametrize(
    ("policy", "passed"), [(ASYNJA, True), (PMO, False), (PASIS, True), (STANDALONE, True)]
)
def test_pmo_has_no_ombud(policy: Policy, passed: bool) -> None:
    verdict = time_rules.AGENT_RULES[0].verdict(under(OFFERED, policy))
    assert verdict.passed is passed
    assert policy.label in verdict.text
