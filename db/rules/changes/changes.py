"""May this booking be cancelled or rebooked now, by this actor, and to what?

Rules R15-R19, R50, R62-R65 and R80.

A late change is refused only where the policy blocks it; in AsynjaVisph it goes through and
``db.rules.changes.late`` judges it afterwards.
"""

from dataclasses import dataclass
from typing import Final

from db.rules.changes.late import JUDGED, is_late, minutes_left
from db.rules.local_time import instant_text, span_text
from db.rules.offer import time_rules
from db.rules.offer.clinic_rules import AGENTS, AUDIENCE, CHANGE_ACTIVE, CONNECTED, Gate
from db.rules.offer.time_rules import TimeCase
from db.rules.policy import HideScope, Policy
from db.rules.rule import Answer, Rule, Told, decide
from db.values import Booking, BookingStatus, Decision, Instant, Role, WebFace

REBOOKING_CLOSED: Final = (
    "Denna mottagning tillåter inte ombokning av denna tid via e-tjänsten."
    " Ta kontakt direkt med mottagningen för att omboka."
)
"""Printed in [002], R102, R135."""


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """All that decides whether a booking may be changed.

    Attributes:
        role: who asks: citizen, ombud, or one of care's roles.
        gate: the unit, its ärendetyp for seeing and changing, and the citizen.
        face: the type as the book has it.
        reason: what was given as the reason.
        changes_made: how often the booking was rebooked before.
    """

    role: Role
    gate: Gate
    face: WebFace
    booking: Booking
    policy: Policy
    now: Instant
    reason: str = ""
    changes_made: int = 0


@dataclass(frozen=True, slots=True)
class MoveCase:
    """A booking and the time it would be moved to."""

    booking: Booking
    target: TimeCase


def _active(case: ChangeCase) -> Answer:
    passed = case.booking.status is BookingStatus.BOOKED
    return passed, "Besöket är bokat." if passed else "Besöket är redan avbokat."


def _shown(case: ChangeCase) -> Answer:
    if case.face.hidden:
        return False, case.policy.hidden_text(case.face.name)
    if case.policy.hide_scope is HideScope.BOOKING and case.booking.hidden_in_1177:
        return False, "Dölj i 1177 är markerat för bokningen."
    return True, "Bokningen är inte dold för patienten."


def _cancellable(case: ChangeCase) -> Answer:
    state = "kan" if case.face.cancellable else "kan inte"
    return case.face.cancellable, f"{case.face.name} {state} avbokas från webben."


def _rebookable(case: ChangeCase) -> Answer:
    if case.face.rebookable:
        return True, f"{case.face.name} kan ombokas från webben."
    return False, REBOOKING_CLOSED


def _agent_rebooks(case: ChangeCase) -> Answer:
    if case.gate.clinic.agent_rebooks:
        return True, "Enheten låter ombud omboka."
    return False, "Enheten låter inte ombud omboka."


def _future(case: ChangeCase) -> Answer:
    passed = case.booking.start > case.now
    when = instant_text(case.booking.start)
    return passed, f"Besöket {when} {'har inte börjat' if passed else 'har redan börjat'}."


def _in_time(case: ChangeCase) -> Answer:
    left = minutes_left(case.now, case.booking.start)
    limit = case.policy.late_limit_min // 60
    if not is_late(left, case.policy):
        return True, f"{span_text(left)} kvar till besöket; gränsen är {limit} h."
    if case.policy.late_blocks:
        return False, (
            f"{span_text(left)} kvar till besöket. Från {limit} timmar före kan tiden inte"
            " av- eller ombokas här. Ta kontakt med mottagningen."
        )
    may_cost = " men kan faktureras" if JUDGED.verdict(case.role).passed else " och bedöms inte"
    return True, (
        f"{span_text(left)} kvar till besöket, under {limit} h: ändringen går att göra,{may_cost}."
    )


def _count(case: ChangeCase) -> Answer:
    limit = case.policy.max_changes
    if limit is None:
        return True, "Antalet ändringar är inte begränsat."
    return case.changes_made < limit, f"Ändrad {case.changes_made} av högst {limit} gånger."


def _reason(case: ChangeCase) -> Answer:
    if not case.policy.reason_required:
        return True, "Orsak till avbokning är frivillig."
    if case.reason:
        return True, "Orsak till avbokning är angiven."
    return False, "Ange orsak till avbokningen."


ACTIVE: Rule[ChangeCase] = Rule(
    "booking-active", "Besöket ska vara bokat.", "logistics:scheduling 2.0", _active,
    "APPOINTMENT_IS_ALREADY_CANCELED",
    Told(moving="Tiden är redan avbokad.", changing="Tiden är redan avbokad."),
)  # fmt: skip
SHOWN: Rule[ChangeCase] = Rule(
    "booking-shown", "Bokningen ska synas för patienten.", "[000] R21, [002] R69-R70", _shown,
    told=Told(moving="{clinic} tillåter inte längre att tiden ombokas på 1177. {ask}"),
)  # fmt: skip
CANCELLABLE: Rule[ChangeCase] = Rule(
    "web-cancellable", "Tidstypen ska kunna avbokas från webben.", "[000] R15", _cancellable,
    "CANCEL_IS_NOT_ALLOWED", Told(changing="Den här tiden kan inte avbokas på 1177. {call}"),
)  # fmt: skip
REBOOKABLE: Rule[ChangeCase] = Rule(
    "web-rebookable", "Tidstypen ska kunna ombokas från webben.", "[000] R16, [002] R102",
    _rebookable, "UPDATE_APPOINTMENT_IS_NOT_ALLOWED",
    Told(moving=REBOOKING_CLOSED, changing=REBOOKING_CLOSED),
)  # fmt: skip
AGENT_REBOOKS: Rule[ChangeCase] = Rule(
    "agent-rebooks", "Enheten ska låta ombud omboka.", "[000] R16; A6.8", _agent_rebooks,
    "UPDATE_APPOINTMENT_IS_NOT_ALLOWED",
)  # fmt: skip
FUTURE: Rule[ChangeCase] = Rule(
    "in-future", "Besöket ska inte ha börjat.", "crm:scheduling 1.1", _future,
    "REQUESTED_TIME_HAS_ALREADY_PASSED",
    Told(
        moving="Klockan är {now}. Tiden som du vill omboka har redan börjat.",
        changing="Besöket har redan börjat, så tiden kan inte ändras.",
    ),
)  # fmt: skip
COUNT: Rule[ChangeCase] = Rule(
    "change-count", "Antalet ändringar ska rymmas.", "[002] R63", _count,
    "UPDATE_APPOINTMENT_IS_NOT_ALLOWED",
    Told(
        moving="Tiden har ombokats så många gånger som går på 1177. {ask}",
        changing="Du har redan ombokat den här tiden så många gånger som det går. {call}",
    ),
)  # fmt: skip
REASON: Rule[ChangeCase] = Rule(
    "reason-given", "Orsak ska anges där journalsystemet kräver det.", "[002] R64", _reason,
    "CANCEL_IS_NOT_ALLOWED", Told(changing="Skriv varför du avbokar."),
)  # fmt: skip


def _late_rule(code: str) -> Rule[ChangeCase]:
    label = "Sen ändring spärras där journalsystemet gör det."
    told = Told(
        moving="Det är för kort tid kvar till besöket för att omboka på 1177."
        " Kontakta mottagningen.",
        changing="Det är {left} kvar till besöket. När det är {edge} kvar kan du varken av- eller"
        " omboka här. {call}",
    )
    return Rule("not-too-late", label, "[000] R50, [002] R62, [001] R80", _in_time, code, told)


IN_TIME_TO_CANCEL = _late_rule("TOO_LATE_TO_CANCEL_APPOINTMENT")
IN_TIME_TO_REBOOK = _late_rule("TOO_LATE_TO_UPDATE_APPOINTMENT")

_CITIZEN: tuple[Rule[ChangeCase], ...] = (
    ACTIVE, CONNECTED, CHANGE_ACTIVE, AUDIENCE, SHOWN,
)  # fmt: skip
_AGENT: tuple[Rule[ChangeCase], ...] = (ACTIVE, AGENTS, CONNECTED, SHOWN)
CANCEL_RULES: dict[Role, tuple[Rule[ChangeCase], ...]] = {
    Role.CITIZEN: (*_CITIZEN, CANCELLABLE, FUTURE, IN_TIME_TO_CANCEL, REASON),
    Role.AGENT: (*_AGENT, CANCELLABLE, FUTURE, IN_TIME_TO_CANCEL, REASON),
}
REBOOK_RULES: dict[Role, tuple[Rule[ChangeCase], ...]] = {
    Role.CITIZEN: (*_CITIZEN, REBOOKABLE, FUTURE, IN_TIME_TO_REBOOK, COUNT),
    Role.AGENT: (*_AGENT, AGENT_REBOOKS, REBOOKABLE, FUTURE, IN_TIME_TO_REBOOK, COUNT),
}
STAFF_CHANGE_RULES: tuple[Rule[ChangeCase], ...] = (ACTIVE, FUTURE)


def may_cancel(case: ChangeCase) -> Decision:
    """Every rule's verdict on whether the actor may cancel now."""
    return decide(CANCEL_RULES.get(case.role, STAFF_CHANGE_RULES), case)


def may_rebook(case: ChangeCase) -> Decision:
    """Every rule's verdict on whether the actor may rebook now, whatever the new time."""
    return decide(REBOOK_RULES.get(case.role, STAFF_CHANGE_RULES), case)


def _another_time(case: MoveCase) -> Answer:
    passed = case.booking.slot != case.target.slot.id
    return passed, "Den nya tiden är en annan." if passed else "Det är samma tid som nu."


def _same_resource(case: MoveCase) -> Answer:
    passed = case.booking.resource == case.target.slot.resource
    name = case.target.resource.name
    if passed:
        return True, f"Den nya tiden är hos samma resurs, {name}."
    return False, f"Ombokning görs till {case.booking.resource_name}, inte till {name}."


def _same_type(case: MoveCase) -> Answer:
    if case.booking.time_type == case.target.slot.time_type:
        return True, f"Den nya tiden har samma tidstyp, {case.booking.type_name}."
    return False, f"Ombokning görs till samma tidstyp, {case.booking.type_name}."


def _same_length(case: MoveCase) -> Answer:
    old, new = case.booking.length_min, case.target.slot.length_min
    if not case.target.policy.same_length:
        return True, "Tidens längd spelar ingen roll."
    if old == new:
        return True, f"Den nya tiden är lika lång, {new} min."
    return False, f"Ombokning görs till exakt samma längd, {old} min, inte {new} min."


ANOTHER_TIME: Rule[MoveCase] = Rule(
    "another-time", "Den nya tiden ska vara en annan.", "logistics:scheduling 2.0", _another_time,
    "UPDATE_APPOINTMENT_IS_NOT_ALLOWED", Told("Du har redan tiden {when}. Välj en annan."),
)  # fmt: skip
MOVE_RULES: tuple[Rule[MoveCase], ...] = (
    ANOTHER_TIME,
    Rule("same-resource", "Ombokning görs till samma resurs.", "[000] R2, R17, [002] R65",
         _same_resource, "UPDATE_APPOINTMENT_IS_NOT_ALLOWED",
         Told("Du kan bara omboka till en tid hos samma vårdgivare.")),
    Rule("same-type", "Ombokning görs till samma tidstyp.", "[000] R2, R17, [002] R65",
         _same_type, "UPDATE_APPOINTMENT_IS_NOT_ALLOWED",
         Told("Du kan bara omboka till en tid av samma typ.")),
    Rule("same-length", "Ombokning görs till samma längd där journalsystemet kräver det.",
         "[000] R3, R18, [002] R65", _same_length, "UPDATE_APPOINTMENT_IS_NOT_ALLOWED",
         Told("Tiden {when} passar inte för ditt besök. Välj en annan.")),
)  # fmt: skip
"""What binds a citizen's or ombud's rebooking to the booking it moves."""


def may_move(case: MoveCase, role: Role) -> Decision:
    """Every rule's verdict on the new time. Staff are bound only by the time itself."""
    if role in REBOOK_RULES:
        return Decision(decide(MOVE_RULES, case) + decide(time_rules.TARGET_RULES, case.target))
    return Decision(decide((ANOTHER_TIME,), case) + decide(time_rules.STAFF_RULES, case.target))


@dataclass(frozen=True, slots=True)
class DayCase:
    """A patient's other active booking that overlaps the new one, if there is one.

    Attributes:
        named: whether the one who asks may know which it is: care may, an ombud or a citizen
            whose booking is hidden may not.
    """

    other: Booking | None
    named: bool = True


def _unoccupied(case: DayCase) -> Answer:
    if case.other is None:
        return True, "Patienten har ingen annan tid då."
    if not case.named:
        return False, "Patienten har redan en tid då."
    when = instant_text(case.other.start)
    return False, f"Patienten har redan en tid då: {when} hos {case.other.resource_name}."


UNOCCUPIED: Rule[DayCase] = Rule(
    "patient-free", "Patienten ska inte ha en annan tid då.", "logistics:scheduling 2.0",
    _unoccupied,
    "USER_IS_ALREADY_OCCUPIED",
    Told("Du har redan en bokad tid som krockar med {when}."),
)  # fmt: skip
