"""Whether a booked time shows to its patient on 1177."""

from dataclasses import replace

import pytest

from db.rules.offer.booking_shown import ShownCase, shown
from db.values import TimeType
from tests.db.rules.cases import (
    ASYNJA,
    BOOKING,
    CANCELLED,
    CHANGE,
    CLINIC,
    FACE,
    HIDDEN,
    PASIS,
    PMO,
    SHOWN,
    STANDALONE,
    at,
    gated,
    names,
    said_no,
)

ORDER = [
    "booking-active", "clinic-connected", "change-case-active", "type-shown", "booking-shown",
    "in-future",
]  # fmt: skip
TICKED = replace(BOOKING, hidden_in_1177=True)


def test_shown() -> None:
    decision = shown(SHOWN)
    assert decision.passed
    assert names(decision) == ORDER


REFUSALS = [
    pytest.param(replace(SHOWN, booking=CANCELLED), "booking-active", "avbokat", id="cancelled"),
    pytest.param(
        gated(SHOWN, clinic=replace(CLINIC, connected=False)),
        "clinic-connected", "inte ansluten", id="R56",
    ),
    pytest.param(
        gated(SHOWN, case_type=replace(CHANGE, active=False)),
        "change-case-active", "inte aktiverad", id="R98-not-active",
    ),
    pytest.param(
        gated(SHOWN, case_type=None), "change-case-active", "inte upplagd", id="R107-not-put-up"
    ),
    pytest.param(
        replace(SHOWN, face=HIDDEN), "type-shown", "Dölj bokning för patient", id="R21-hidden"
    ),
    pytest.param(
        replace(SHOWN, policy=PMO, face=PMO.face(TimeType(1, "Administration"))),
        "type-shown", "PMO visar aldrig tidstypen Administration för patienten på 1177.",
        id="R70-administration",
    ),
    pytest.param(
        replace(SHOWN, policy=PMO, booking=TICKED), "booking-shown", "Dölj i 1177", id="R69"
    ),
    pytest.param(
        replace(SHOWN, now=BOOKING.start), "in-future", "är passerat", id="B4-has-begun"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "rule", "words"), REFUSALS)
def test_not_shown(case: ShownCase, rule: str, words: str) -> None:
    decision = shown(case)
    assert said_no(decision) == [rule]
    assert names(decision) == ORDER
    assert words in decision.refusals[0].text


def test_every_rule_is_refused_by_some_row() -> None:
    assert {row.values[1] for row in REFUSALS} == set(ORDER)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(replace(SHOWN, booking=TICKED, policy=ASYNJA), id="R69-AsynjaVisph-has-none"),
        pytest.param(replace(SHOWN, booking=TICKED, policy=PASIS), id="R69-PASiS-has-none"),
        pytest.param(replace(SHOWN, booking=TICKED, policy=STANDALONE), id="R69-standalone"),
        pytest.param(replace(SHOWN, now=BOOKING.start - 1), id="B4-a-second-before"),
        pytest.param(
            replace(SHOWN, face=FACE._replace(offered=False, web_name="")), id="R61-no-tick-no-name"
        ),
        pytest.param(
            gated(SHOWN, case_type=replace(CHANGE, limited=True)), id="B4-excluded-still-sees"
        ),
        pytest.param(
            replace(SHOWN, now=at("2024-01-01 00:00")), id="R98-all-that-is-booked-whenever"
        ),
    ],
)
def test_shown_all_the_same(case: ShownCase) -> None:
    assert said_no(shown(case)) == []
