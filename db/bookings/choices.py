"""What care's booking dialogs need to know before anything is done (R2, R17, R65, R69, R123)."""

from dataclasses import dataclass, replace

from db import clock
from db.book import Book, Reader
from db.bookings import messages
from db.bookings.rows import load_booking, still_as_seen
from db.bookings.scene import change_case
from db.permissions import BOOKERS, CARE, require
from db.rules.changes.changes import CANCEL_RULES, MoveCase, may_cancel, may_move, may_rebook
from db.rules.changes.same_as_shown import SeenBooking
from db.rules.offer.time_rules import STAFF_RULES
from db.rules.policy import HideScope
from db.rules.rule import decide
from db.schedule import free_times, slots
from db.schedule.free_times import FreeTime, Wanted
from db.setup import clinics, patients
from db.setup.access_log import watched
from db.values import Actor, Booking, Day, Decision, Patient, Slot

MOST_CHOICES = 200
"""How many times are shown to choose from."""

HIDE_ADVICE = (
    "Dölj i 1177 ska i princip inte användas: patienten ska kunna se samtliga sina bokade tider."
)
"""The guide's advice beside the tick (R61, R69)."""


@dataclass(frozen=True, slots=True)
class BeforeBooking:
    """What "Boka" shows of a time.

    Attributes:
        resource_name: whose time it is.
        type_name: its tidstyp.
        decision: every rule's verdict on whether care may book it.
        hide_advice: the guide's advice against "Dölj i 1177" for a booking; empty where the
            journal system has no such (PMO alone has, R69).
    """

    slot: Slot
    resource_name: str
    type_name: str
    decision: Decision
    hide_advice: str


@dataclass(frozen=True, slots=True)
class BeforeCancel:
    """What "Avboka" shows of a booking.

    Attributes:
        decision: every rule's verdict on whether the actor may cancel it.
        reason_required: whether a reason must be given (R64).
        warning: that the citizen gets no notice and must be contacted, with the number to call
            (R123); empty when the actor is not care.
        from_waiting_list: whether the patient was booked from the waiting list.
    """

    booking: Booking
    patient: Patient
    decision: Decision
    reason_required: bool
    warning: str
    from_waiting_list: bool


@dataclass(frozen=True, slots=True)
class RebookChoices:
    """Where a booking may be moved.

    Attributes:
        decision: every rule's verdict on whether the actor may rebook it at all.
        times: the times it may be moved to, soonest first; none when it may not be.
        rule: which times those are, a Swedish sentence.
    """

    booking: Booking
    decision: Decision
    times: tuple[FreeTime, ...]
    rule: str


def before_booking(book: Book, actor: Actor, slot: int) -> BeforeBooking:
    """What care should know of a time before booking it.

    Raises:
        NotAllowed: others than care.
        NotFound: the time is gone.
    """
    require(actor, CARE, "boka tider")
    with book.read() as reader:
        where = slots.place(reader, slot)
        decision = decide(STAFF_RULES, slots.case(reader, where, None, None))
    can_hide = clinics.policy_of(where.clinic).hide_scope is HideScope.BOOKING
    advice = HIDE_ADVICE if can_hide else ""
    return BeforeBooking(where.slot, where.resource.name, where.time_type.name, decision, advice)


@watched
def before_cancel(
    book: Book, actor: Actor, booking: int, *, seen: SeenBooking | None = None
) -> BeforeCancel:
    """What the actor should know of a booking before cancelling it.

    ``seen`` is how an act left it that is to be taken back; that it is another now is said.

    Raises:
        NotAllowed: administrators.
        NotFound: there is none, or it is not the citizen's own.
    """
    require(actor, BOOKERS, "avboka tider")
    with book.read() as reader:
        one = load_booking(reader, actor, booking)
        clinic = clinics.load(reader, one.clinic)
        person = patients.load(reader, one.patient)
        # Whether a reason is needed is told apart.
        case = change_case(reader, actor.role, one, clinic, clock.state(reader), reason="-")
        decision = Decision((*still_as_seen(reader, seen, one), *may_cancel(case)))
    needed = actor.role in CANCEL_RULES and case.policy.reason_required
    warning = _contact_text(one, person) if actor.role in CARE else ""
    return BeforeCancel(one, person, decision, needed, warning, one.waiting_entry is not None)


def _contact_text(one: Booking, person: Patient) -> str:
    phone = one.phone or person.phone
    how = f"på {phone}" if phone else "(inget telefonnummer finns)"
    return f"{messages.CONTACT_PATIENT[:-1]} {person.name} {how}."


@watched
def rebook_choices(
    book: Book,
    actor: Actor,
    booking: int,
    *,
    every: bool = False,
    from_day: Day | None = None,
    to_day: Day | None = None,
    limit: int = MOST_CHOICES,
) -> RebookChoices:
    """The times a booking may be moved to.

    A citizen or an ombud is bound to the same resource and tidstyp, in PMO also the same length
    (R2, R17, R65), and to what is released. Care may move it anywhere that care may book; the
    same resource and tidstyp are shown first, since that is what the citizen would see; ``every``
    gives care all times. Both local days are included.

    Raises:
        NotAllowed: administrators.
        NotFound: there is none, or it is not the citizen's own.
    """
    require(actor, BOOKERS, "omboka tider")
    with book.read() as reader:
        one = load_booking(reader, actor, booking)
        clinic = clinics.load(reader, one.clinic)
        seen = clock.state(reader)
        case = change_case(reader, actor.role, one, clinic, seen)
        decision = may_rebook(case)
        wanted = Wanted(from_day=from_day, to_day=to_day, by_care=actor.role in CARE)
        if not (every and wanted.by_care):
            length = one.length_min if case.policy.same_length else None
            wanted = wanted._replace(
                time_type=one.time_type, resource=one.resource, length_min=length
            )
        found: tuple[FreeTime, ...] = ()
        if decision.passed:
            found = free_times.find(reader, clinic.id, seen.now, wanted, limit)
            if actor.role not in CARE:
                found = _allowed(reader, actor, one, found)
    return RebookChoices(one, decision, found, _rule_text(one, wanted))


def _allowed(
    reader: Reader, actor: Actor, one: Booking, found: tuple[FreeTime, ...]
) -> tuple[FreeTime, ...]:
    """Those of the times that the rules let a citizen or an ombud move to."""
    if not found:
        return ()
    first = slots.case(reader, slots.place(reader, found[0].slot), None, one.patient)

    def may(time: FreeTime) -> bool:
        target = replace(first, slot=slots.load(reader, time.slot))
        return may_move(MoveCase(one, target), actor.role).passed

    return tuple(time for time in found if may(time))


def _rule_text(one: Booking, wanted: Wanted) -> str:
    if wanted.time_type is None:
        return "Alla lediga tider som personal kan boka."
    length = "" if wanted.length_min is None else f" och samma längd ({wanted.length_min} min)"
    return f"Samma resurs ({one.resource_name}), samma tidstyp ({one.type_name}){length}."
