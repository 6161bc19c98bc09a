"""Table A2 of GUIDES.md row by row: what each journal system does.

A cell that the guides leave empty ("–") holds what AsynjaVisph does, and is listed in
``Policy.ours``; what they do say is not.
"""

from dataclasses import fields

import pytest

from db.rules.changes.changes import MOVE_RULES
from db.rules.changes.late import is_late
from db.rules.policy import POLICIES, HideScope, Mark, Policy
from db.values import CaseKind, JournalSystem, TimeType

ASYNJA, PMO, PASIS, STANDALONE = (
    POLICIES[system]
    for system in (
        JournalSystem.ASYNJA,
        JournalSystem.PMO,
        JournalSystem.PASIS,
        JournalSystem.STANDALONE,
    )
)
FIELDS = {field.name for field in fields(Policy)} - {"system", "label", "ours"}


def says(policy: Policy, field: str, value: object, source: str) -> tuple[Policy, str, object, str]:
    return policy, field, value, f"{policy.label}-{field}-{source}"


SAID = [
    # Length at rebooking
    says(ASYNJA, "same_length", False, "R3-R18"),
    says(PMO, "same_length", True, "R65"),
    # Earliest day
    says(ASYNJA, "earliest_days", 0, "A4-same-day"),
    says(PMO, "earliest_days", 0, "R71"),
    says(PASIS, "earliest_days", 1, "R81"),
    # Late change
    says(ASYNJA, "late_limit_min", 1440, "R50"),
    says(PMO, "late_limit_min", 1440, "R62"),
    says(PASIS, "late_limit_min", 1440, "R80"),
    says(ASYNJA, "late_blocks", False, "R50"),
    says(PMO, "late_blocks", True, "R62"),
    says(PASIS, "late_blocks", True, "R80"),
    # Exactly 24 h 00 min
    says(PMO, "edge_is_late", True, "R62"),
    says(PASIS, "edge_is_late", False, "R80"),
    # Number of changes
    says(PMO, "max_changes", None, "R63"),
    # Cancellation reason
    says(PMO, "reason_required", True, "R64"),
    # How far ahead
    says(ASYNJA, "horizon_days", 60, "R29"),
    says(PMO, "horizon_days", 56, "R66"),
    # What makes a time bookable
    says(ASYNJA, "mark", Mark.TICK, "R14"),
    says(PMO, "mark", Mark.SUFFIX, "R67"),
    says(PASIS, "mark", Mark.LEVEL, "R82"),
    # Hide from citizen
    says(ASYNJA, "hide_scope", HideScope.TYPE, "R20"),
    says(PMO, "hide_scope", HideScope.BOOKING, "R69"),
    # Admin time
    says(ASYNJA, "always_hidden", (), "R60"),
    says(PMO, "always_hidden", ("Administration",), "R70"),
    # Name the citizen reads
    says(ASYNJA, "own_web_name", True, "R9"),
    says(PMO, "own_web_name", False, "A2"),
    # Citizen cancels: staff see
    says(ASYNJA, "web_log", True, "R42"),
    says(PMO, "web_log", False, "R75"),
    # Waiting list
    says(ASYNJA, "returns_to_waiting_list", True, "R49"),
    # Öppen kallelse
    says(PMO, "open_invitation", False, "A2"),
    says(PASIS, "open_invitation", True, "R84"),
    # Ombud
    says(ASYNJA, "agents", True, "R4-R7"),
    # Ändra mall tillfälligt
    says(PMO, "day_plan", True, "R77"),
]
"""The cells of A2 in which a guide says something."""

EMPTY = {
    "AsynjaVisph": "edge_is_late max_changes reason_required open_invitation case_names day_plan",
    "PMO": "returns_to_waiting_list agents",
    "PASiS": "same_length max_changes reason_required horizon_days hide_scope always_hidden"
    " own_web_name web_log returns_to_waiting_list agents day_plan",
    "Fristående tidbok": "same_length earliest_days late_limit_min late_blocks edge_is_late"
    " max_changes reason_required horizon_days hide_scope always_hidden own_web_name web_log"
    " returns_to_waiting_list open_invitation agents day_plan",
}
"""The cells with "–"; AsynjaVisph's own are our choices (A7)."""

UNSAID = [(policy, field) for policy in POLICIES.values() for field in EMPTY[policy.label].split()]


def cell(value: object) -> str | None:
    """How a cell is named in a test's id."""
    return value.label if isinstance(value, Policy) else None


@pytest.mark.parametrize(
    ("policy", "field", "value"), [one[:3] for one in SAID], ids=[one[3] for one in SAID]
)
def test_what_the_guides_say(policy: Policy, field: str, value: object) -> None:
    assert getattr(policy, field) == value
    assert field not in policy.ours


@pytest.mark.parametrize(("policy", "field"), UNSAID, ids=cell)
def test_what_they_do_not_say_is_marked_as_ours(policy: Policy, field: str) -> None:
    assert field in policy.ours


@pytest.mark.parametrize(
    ("policy", "field"),
    [one for one in UNSAID if one[0] in (PASIS, STANDALONE)],
    ids=cell,
)
def test_and_follows_asynjavisph(policy: Policy, field: str) -> None:
    """GUIDES.md A7: where A2 has "–", PASiS and fristående follow AsynjaVisph."""
    assert getattr(policy, field) == getattr(ASYNJA, field)


def test_every_field_is_a_cell_of_the_table() -> None:
    told = {(one[0].label, one[1]) for one in SAID} | {(one[0].label, one[1]) for one in UNSAID}
    every = {(policy.label, field) for policy in POLICIES.values() for field in FIELDS}
    # Ärendetyper are tested below. "Times made in the book" (R90) has the tick as its mark.
    rest = {(label, "case_names") for label in EMPTY} | {("Fristående tidbok", "mark")}
    assert every - told <= rest
    assert {field for policy in POLICIES.values() for field in policy.ours} <= FIELDS


def test_rebook_to_the_same_resource_and_type() -> None:
    """R2, R17, R65; the first row of A2 is no setting: it holds in all systems."""
    assert {"same-resource", "same-type", "same-length"} <= {rule.name for rule in MOVE_RULES}


@pytest.mark.parametrize(
    ("policy", "late"),
    [(ASYNJA, False), (PMO, True), (PASIS, False), (STANDALONE, False)],
    ids=cell,
)
def test_exactly_24_hours(policy: Policy, *, late: bool) -> None:
    assert is_late(24 * 60, policy) is late
    assert is_late(24 * 60 - 1, policy)
    assert not is_late(24 * 60 + 1, policy)


@pytest.mark.parametrize(
    ("policy", "book", "change"),
    [
        pytest.param(PMO, "Boka tid", "Bokade tider, av- och omboka", id="PMO-[001]"),
        pytest.param(
            PASIS, "Boka tid direkt", "Bokade tider, av- och omboka direkt", id="PASiS-[001]"
        ),
        pytest.param(
            STANDALONE, "Boka tid direkt", "Av/omboka tid direkt (Mina tidsbokningar)", id="[003]"
        ),
        pytest.param(
            ASYNJA,
            "Boka tid direkt",
            "Se bokad tid, av- eller omboka tid direkt",
            id="ours-as-[004]",
        ),
    ],
)
def test_case_types(policy: Policy, book: str, change: str) -> None:
    assert policy.case_names[CaseKind.BOOK] == book
    assert policy.case_names[CaseKind.CHANGE] == change
    assert set(policy.case_names) == set(CaseKind)


TICKED = TimeType(1, ".Läkarbesök", "Bedömning", web_bookable=True, web_cancellable=True, level=3)


@pytest.mark.parametrize(
    ("policy", "time_type", "offered"),
    [
        pytest.param(ASYNJA, TICKED, True, id="R14-tick"),
        pytest.param(ASYNJA, TimeType(1, "Provtagning 1177", level=4), False, id="R14-no-tick"),
        pytest.param(PMO, TICKED, False, id="R67-no-suffix"),
        pytest.param(PMO, TimeType(1, "Provtagning 1177"), True, id="R67-suffix"),
        pytest.param(PMO, TimeType(1, "1177 Provtagning"), False, id="R67-a-suffix-stands-last"),
        pytest.param(PASIS, TICKED, False, id="R82-level-3"),
        pytest.param(PASIS, TimeType(1, "Besök", level=4), True, id="R82-level-4"),
        pytest.param(PASIS, TimeType(1, "Besök"), False, id="R82-no-level"),
        pytest.param(STANDALONE, TICKED, True, id="R90-as-AsynjaVisph"),
    ],
)
def test_what_makes_a_time_bookable(policy: Policy, time_type: TimeType, *, offered: bool) -> None:
    assert policy.offers(time_type) is offered
    assert policy.face(time_type).offered is offered


def test_visible_only_and_cancellable_only() -> None:
    """R68, R83, R135: by the ticks where the mark does not give all three."""
    only_seen = TimeType(1, "Mottagningstid", "Besök")
    cancel_only = TimeType(1, "Mottagningstid", "Besök", web_cancellable=True)
    for policy in POLICIES.values():
        face = policy.face(only_seen)
        assert (face.offered, face.cancellable, face.rebookable) == (False, False, False)
        face = policy.face(cancel_only)
        assert (face.offered, face.cancellable, face.rebookable) == (False, True, False)


def test_suffix_gives_all_three_in_pmo() -> None:
    """R67."""
    face = PMO.face(TimeType(1, "Sköterska Besök 1177"))
    assert (face.offered, face.cancellable, face.rebookable) == (True, True, True)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda one: one.label)
def test_hidden_takes_all_three(policy: Policy) -> None:
    """R20-R21."""
    face = policy.face(TimeType(1, "Besök 1177", hidden=True, level=4))
    assert (face.hidden, face.offered, face.cancellable, face.rebookable) == (True, *[False] * 3)


def test_administration() -> None:
    """R60: hidden by hand in AsynjaVisph; R70: never shown in PMO."""
    administration = TimeType(1, "Administration", web_bookable=True)
    assert not ASYNJA.hides(administration)
    assert PMO.hides(administration)


def test_the_name_the_citizen_reads() -> None:
    """R9; in PMO the type's own name with its suffix."""
    both = TimeType(1, "Provtagning 1177", "Blodprov")
    assert ASYNJA.face(both).web_name == "Blodprov"
    assert PMO.face(both).web_name == "Provtagning 1177"


def test_policies_are_named_once() -> None:
    assert set(POLICIES) == set(JournalSystem)
    assert all(system is policy.system for system, policy in POLICIES.items())
    assert len({policy.label for policy in POLICIES.values()}) == len(POLICIES)
