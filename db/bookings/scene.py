"""What a booking operation needs of the book, read once, and how the rules' no becomes an error."""

from dataclasses import dataclass

from db import clock
from db.book import Reader
from db.bookings.rows import active_overlap, changes_made
from db.errors import NeedsConfirmation, Refused
from db.permissions import CARE
from db.rules.changes import changes
from db.rules.changes.changes import ChangeCase, DayCase
from db.rules.offer.clinic_rules import Gate
from db.rules.offer.time_rules import AGENT_RULES, RULES, STAFF_RULES, TimeCase
from db.rules.policy import Policy
from db.rules.rule import decide
from db.schedule import slots
from db.setup import case_types, clinics
from db.values import (
    Actor,
    Booking,
    CaseKind,
    Clinic,
    Decision,
    Patient,
    Role,
    Slot,
    TimeType,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one act needs of the book, read once."""

    clinic: Clinic
    policy: Policy
    seen: clock.ClockState
    slot: Slot
    time_type: TimeType
    case: TimeCase


def scene_of(tx: Reader, slot: int, patient: int) -> Scene:
    """The scene of an act on a time, for a patient.

    Raises:
        NotFound: the time is gone.
    """
    where = slots.place(tx, slot)
    policy = clinics.policy_of(where.clinic)
    case = slots.case(tx, where, policy.face(where.time_type), patient)
    return Scene(where.clinic, policy, where.seen, where.slot, where.time_type, case)


def may_book(actor: Actor, scene: Scene) -> Decision:
    """Every rule's verdict on whether the actor may book the time."""
    rules = {Role.CITIZEN: RULES, Role.AGENT: AGENT_RULES}.get(actor.role, STAFF_RULES)
    return decide(rules, scene.case)


def demand(decision: Decision) -> None:
    """Go on only if every rule lets it through.

    Raises:
        Refused: with the first no's code and sentence, and every verdict.
    """
    refusals = decision.refusals
    if refusals:
        first = refusals[0]
        raise Refused(first.code, first.text, source=first.source, decision=decision)


def demand_free_patient(
    tx: Reader, actor: Actor, person: Patient, slot: Slot, but: int | None, confirmed: bool
) -> None:
    """Go on only if the patient has no other time then, or care has confirmed it.

    Raises:
        Refused: the patient has, and a citizen or an ombud asks.
        NeedsConfirmation: the patient has, and care has not confirmed.
    """
    other = active_overlap(tx, person.id, slot.start, slot.end, but)
    verdict = changes.UNOCCUPIED.verdict(DayCase(other, named=actor.role in CARE))
    if verdict.passed or (confirmed and actor.role in CARE):
        return
    kind = NeedsConfirmation if actor.role in CARE else Refused
    raise kind(verdict.code, verdict.text, source=verdict.source, decision=Decision((verdict,)))


def change_case(
    tx: Reader,
    role: Role,
    booking: Booking,
    clinic: Clinic,
    seen: clock.ClockState,
    reason: str = "",
) -> ChangeCase:
    """All that the rules want to know of a change to a booking, on the type as the book has it."""
    case_type = case_types.load(tx, clinic.id, CaseKind.CHANGE)
    policy = clinics.policy_of(clinic)
    face = policy.face(slots.type_by_id(tx, booking.time_type))
    inside = case_types.in_audience(tx, case_type, clinic.id, booking.patient)
    return ChangeCase(
        role=role,
        gate=Gate(clinic, case_type, inside),
        face=face,
        booking=booking,
        policy=policy,
        now=seen.now,
        reason=reason,
        changes_made=changes_made(tx, booking.id) if policy.max_changes is not None else 0,
    )
