"""Reading bookings: one, a patient's, their history; each held to who may see it.

A citizen reaches only their own: the owner stands in the WHERE clause, not in the screen.
"""

from dataclasses import dataclass, replace
from typing import Any

from db import clock
from db.book import Book, Reader
from db.bookings.rows import SELECT, booking_value, load_booking
from db.bookings.scene import change_case
from db.errors import NotAllowed, NotOwn
from db.permissions import BOOKERS, CARE, require
from db.rules.changes.changes import may_cancel, may_rebook
from db.rules.changes.late import JUDGED
from db.rules.offer.booking_shown import ShownCase, shown
from db.schedule import slots
from db.setup import access_log, clinics, publication
from db.setup.access_log import watched
from db.values import Act, Actor, Booking, Decision, Instant, Minutes, ReviewDecision, Role, Visit


@dataclass(frozen=True, slots=True)
class ShownBooking:
    """A booking as 1177 has it for its patient.

    Attributes:
        shown: whether it shows on 1177 now.
        decision: every rule's verdict on that.
        web_name: the name it goes under there.
        web_info: the text the citizen gets with it.
        cancellable: whether 1177 has a button for cancelling it now, on the type as 1177 was
            last told of it (R12).
        rebookable: whether 1177 has a button for rebooking it now.
        rebook_verdicts: why (not).
        cancel_verdicts: why (not).
        cancel_as_booked: the verdicts that a cancellation by the citizen meets now, on the type
            as the book has it.
        rebook_as_booked: the verdicts that a rebooking by the citizen meets now.
        pending: when 1177 will know the type as it is, a Swedish sentence; empty where 1177 and
            the book agree on what the citizen may do.
    """

    booking: Booking
    shown: bool
    decision: Decision
    web_name: str
    web_info: str
    cancellable: bool
    cancel_verdicts: Decision
    rebookable: bool
    rebook_verdicts: Decision
    cancel_as_booked: Decision
    rebook_as_booked: Decision
    pending: str


@dataclass(frozen=True, slots=True)
class Change:
    """One act in a booking's history.

    Attributes:
        at: when, by the book's clock.
        minutes_left: to the earlier visit then; None for a new booking.
        late: whether that was late under the policy of the day; None for acts that nobody
            judges, those of care and ombud.
        review: the reviewer's decision, None when there is none.
    """

    id: int
    act: Act
    role: Role
    actor: str
    at: Instant
    earlier: Visit | None
    new: Visit | None
    reason: str
    minutes_left: Minutes | None
    late: bool | None
    review: ReviewDecision | None


@watched
def get(book: Book, actor: Actor, booking: int) -> Booking:
    """One booking.

    Raises:
        NotAllowed: administrators.
        NotFound: there is none, or it is not the citizen's own.
    """
    require(actor, BOOKERS, "läsa bokningar")
    with book.read() as reader:
        return load_booking(reader, actor, booking)


@watched
def of_patient(book: Book, actor: Actor, patient: int) -> tuple[ShownBooking, ...]:
    """All bookings of a patient by start, with what 1177 shows and allows. Care's look is logged.

    Raises:
        NotAllowed: administrators and ombud, and citizens for others.
    """
    if actor.role is Role.CITIZEN and actor.patient == patient:
        with book.read() as reader:
            return _of_patient(reader, patient)
    if actor.role is Role.CITIZEN:
        told = NotAllowed("not-own", "En invånare ser bara sina egna tider.")
        raise NotOwn(told, owner=patient, what="bokningar")
    require(actor, CARE, "läsa en patients bokningar")
    with book.write() as tx:
        found = _of_patient(tx, patient)
        access_log.note(tx, actor, patient, "bokningar")
    return found


@watched
def why_booking(book: Book, actor: Actor, booking: int) -> ShownBooking:
    """Whether a booking shows on 1177 and may be changed there, with every verdict.

    Raises:
        NotFound: there is none, or it is not the citizen's own.
    """
    require(actor, BOOKERS, "läsa bokningar")
    with book.read() as reader:
        return shown_booking(reader, load_booking(reader, actor, booking))


@watched
def history(book: Book, actor: Actor, booking: int) -> tuple[Change, ...]:
    """Every act on a booking, oldest first.

    Raises:
        NotFound: there is none, or it is not the citizen's own.
    """
    require(actor, BOOKERS, "läsa bokningar")
    with book.read() as reader:
        load_booking(reader, actor, booking)
        rows = reader.rows(
            "SELECT id, act, role, actor, at, old_start, old_length, old_type, old_resource,"
            " old_comment, new_start, new_length, new_type, new_resource, new_comment, reason,"
            " minutes_left, late, decision FROM booking_change WHERE booking_id = ? ORDER BY id",
            (booking,),
        )
    return tuple(map(_change, rows))


def _of_patient(reader: Reader, patient: int) -> tuple[ShownBooking, ...]:
    rows = reader.rows(f"{SELECT} WHERE b.patient_id = ? ORDER BY b.start, b.id", (patient,))
    return tuple(shown_booking(reader, booking_value(row)) for row in rows)


def shown_booking(reader: Reader, booking: Booking) -> ShownBooking:
    """What 1177 shows and allows of a booking, inside a snapshot."""
    seen = clock.state(reader)
    clinic = clinics.load(reader, booking.clinic)
    policy = clinics.policy_of(clinic)
    mine = policy.face(slots.type_by_id(reader, booking.time_type))
    # 1177 shows a booking of a type that it was never told of, but knows of no tick (R12).
    told = publication.face(reader, booking.time_type, seen.now) or mine._replace(
        offered=False, cancellable=False, rebookable=False
    )
    # Whether a reason is needed is asked when it is given.
    case = change_case(reader, Role.CITIZEN, booking, clinic, seen, reason="-")
    as_told = replace(case, face=told)
    decision = shown(ShownCase(case.gate, told, booking, policy, seen.now))
    cancel, rebook = may_cancel(as_told), may_rebook(as_told)
    cancel_as_booked, rebook_as_booked = may_cancel(case), may_rebook(case)
    agree = _yes_and_no(cancel, rebook) == _yes_and_no(cancel_as_booked, rebook_as_booked)
    pending = "" if agree else publication.pending_text(reader, clinic.id, mine, seen)
    return ShownBooking(
        booking=booking,
        shown=decision.passed,
        decision=decision,
        web_name=told.shown_name,
        web_info=told.web_info,
        cancellable=cancel.passed,
        cancel_verdicts=cancel,
        rebookable=rebook.passed,
        rebook_verdicts=rebook,
        cancel_as_booked=cancel_as_booked,
        rebook_as_booked=rebook_as_booked,
        pending=pending,
    )


def _yes_and_no(*decisions: Decision) -> list[tuple[str, bool]]:
    """What each rule answers, whatever words it does it in."""
    return [(one.rule, one.passed) for decision in decisions for one in decision]


def _change(row: tuple[Any, ...]) -> Change:
    key, act, role, actor, at, *visits, reason, left, late, decision = row
    earlier, new = (Visit(*one) if one[0] is not None else None for one in (visits[:5], visits[5:]))
    judged = bool(late) if JUDGED.verdict(Role(role)).passed else None
    review = ReviewDecision(decision) if decision else None
    return Change(key, Act(act), Role(role), actor, at, earlier, new, reason, left, judged, review)
