"""The sentences of 1177 to the citizen: why a button is not there, and what to do (R102)."""

from dataclasses import replace

import pytest

from db.rules.changes import changes
from db.rules.changes.changes import REBOOKING_CLOSED, may_cancel, may_rebook
from db.rules.changes.late import minutes_left
from db.rules.citizen import (
    UNSENT,
    Standing,
    Where,
    Wish,
    service_note,
    standing,
    unsent,
)
from db.rules.offer.clinic_rules import Gate, gate
from db.rules.policy import Policy
from db.values import Act, CaseKind, Decision
from tests.db.rules.cases import (
    ASYNJA,
    BOOK,
    BOOKING,
    CANCELLED,
    CHANGEABLE,
    CLINIC,
    FACE,
    HIDDEN,
    NOW,
    PASIS,
    PMO,
    at,
    gated,
)

WHERE = Where("Primus MVK VC Test", "08-465 004 00")
CALL = "Ring Primus MVK VC Test på 08-465 004 00."


def asked(case: changes.ChangeCase, act: Act = Act.CANCELLED) -> Standing:
    decision = may_cancel(case) if act is Act.CANCELLED else may_rebook(case)
    return standing(act, decision, WHERE, case.policy, minutes_left(NOW, case.booking.start))


def soon(policy: Policy, start: str) -> changes.ChangeCase:
    return replace(CHANGEABLE, policy=policy, booking=replace(BOOKING, start=at(start)))


def test_nothing_is_said_where_nothing_stands_in_the_way() -> None:
    assert asked(CHANGEABLE) == asked(CHANGEABLE, Act.REBOOKED) == Standing(True)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (replace(CHANGEABLE, booking=CANCELLED), "Tiden är redan avbokad."),
        (gated(CHANGEABLE, clinic=replace(CLINIC, connected=False)),
         f"Primus MVK VC Test är inte ansluten till 1177 just nu. {CALL}"),
        (gated(CHANGEABLE, case_type=None),
         f"Primus MVK VC Test har inte öppnat för av- och ombokning på 1177. {CALL}"),
        (gated(CHANGEABLE, case_type=replace(BOOK, limited=True), in_audience=False),
         f"Primus MVK VC Test låter bara vissa invånare av- och omboka på 1177. {CALL}"),
        (replace(CHANGEABLE, face=HIDDEN), f"Den här tiden kan inte avbokas på 1177. {CALL}"),
        (replace(CHANGEABLE, face=FACE._replace(cancellable=False)),
         f"Den här tiden kan inte avbokas på 1177. {CALL}"),
        (soon(ASYNJA, "2024-09-12 10:52"),
         "Besöket har redan börjat, så tiden kan inte ändras."),
        (replace(CHANGEABLE, policy=PMO, reason=""), "Skriv varför du avbokar."),
    ],
)  # fmt: skip
def test_r102_where_avboka_is_missing_it_says_why_and_what_to_do(
    case: changes.ChangeCase, said: str
) -> None:
    assert (asked(case).allowed, asked(case).note) == (False, said)


def test_r102_and_r135_the_printed_text_stands_in_the_place_of_omboka() -> None:
    case = replace(CHANGEABLE, face=FACE._replace(rebookable=False))
    assert asked(case).allowed
    assert asked(case, Act.REBOOKED) == Standing(False, REBOOKING_CLOSED, "web-rebookable")


@pytest.mark.parametrize("act", [Act.CANCELLED, Act.REBOOKED])
def test_r50_a_late_change_in_asynjavisph_goes_through_with_a_notice(act: Act) -> None:
    found = asked(soon(ASYNJA, "2024-09-12 13:00"), act)
    assert found.allowed
    assert "Det är 2 timmar och 8 minuter kvar" in found.note
    assert "mindre än 24 timmar kvar kan mottagningen ta betalt" in found.note


@pytest.mark.parametrize(
    ("policy", "start", "allowed"),
    [
        (PMO, "2024-09-13 10:53", True),
        (PMO, "2024-09-13 10:52", False),  # R62: from 24 hours before
        (PASIS, "2024-09-13 10:52", True),  # R80: until 24 hours before
        (PASIS, "2024-09-13 10:51", False),
    ],
)
def test_r62_and_r80_a_late_change_is_refused_with_whom_to_call(
    policy: Policy, start: str, allowed: bool
) -> None:
    found = asked(soon(policy, start))
    assert found.allowed is allowed
    if not allowed:
        assert found.note.endswith(f"kan du varken av- eller omboka här. {CALL}")
        assert ("24 timmar eller mindre" in found.note) is (policy is PMO)


def test_r63_no_more_changes_than_the_system_allows() -> None:
    case = replace(CHANGEABLE, policy=replace(PMO, max_changes=1), changes_made=1)
    assert asked(case, Act.REBOOKED).note.startswith("Du har redan ombokat")


def test_every_rule_has_words_of_its_own_and_none_speaks_to_staff() -> None:
    rules = {one.name for one in changes.CANCEL_RULES[CHANGEABLE.role]}
    rules |= {one.name for one in changes.REBOOK_RULES[CHANGEABLE.role]}
    for rule in rules:
        verdict = may_cancel(replace(CHANGEABLE, booking=CANCELLED)).refusals[0]
        refused = Decision((verdict._replace(rule=rule),))
        said = standing(Act.REBOOKED, refused, WHERE, PMO, 60).note
        assert said.endswith(".")
        assert not any(word in said for word in ("tidstyp", "ärendetyp", "markera", "patient"))


def test_without_a_number_one_is_told_whom_to_call_all_the_same() -> None:
    assert Where("Björken").call == "Ring Björken."


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (Gate(CLINIC, BOOK, in_audience=True), ""),
        (Gate(CLINIC, replace(BOOK, active=False), in_audience=True),
         f"Primus MVK VC Test har inte öppnat för att boka tid på 1177. {CALL}"),
        (Gate(CLINIC, replace(BOOK, limited=True), in_audience=False),
         f"Tjänsten är bara till för vissa invånare. {CALL}"),
        (Gate(replace(CLINIC, connected=False), BOOK, in_audience=True),
         f"Primus MVK VC Test är inte ansluten till 1177 just nu. {CALL}"),
    ],
)  # fmt: skip
def test_r128_a_service_needs_connection_and_an_active_arendetyp(case: Gate, said: str) -> None:
    assert service_note(CaseKind.BOOK, gate(case), WHERE) == said


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(False, False, True, True), "aviseringar var avstängda"),
        (Wish(True, False, False, True), "inget svenskt mobilnummer"),
        (Wish(False, True, True, False), "ingen e-postadress"),
    ],
)
def test_r122_why_nothing_came(wish: Wish, said: str) -> None:
    assert said in UNSENT[unsent(wish)]


@pytest.mark.parametrize(
    "wish",
    [Wish(True, False, True, False), Wish(False, True, False, True), Wish(True, True, False, True)],
)
def test_r122_what_came_needs_no_reason(wish: Wish) -> None:
    assert unsent(wish) == ""
