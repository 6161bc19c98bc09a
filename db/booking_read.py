"""Reading bookings: one, a patient's, their history; each held to who may see it.

A citizen reaches only their own: the owner stands in the WHERE clause, not in the screen.
"""

from dataclasses import dataclass
from typing import Any

from db import access_log, case_types, clinics, clock, publication, slots
from db.book import Book, Reader
from db.errors import NotAllowed, NotFound
from db.permissions import BOOKERS, CARE, require
from db.rules.changes import ChangeCase, may_cancel, may_rebook
from db.rules.shown import ShownCase, shown
from db.values import (
    Act,
    Actor,
    Booking,
    BookingStatus,
    CaseKind,
    Decision,
    Instant,
    Minutes,
    ReviewDecision,
    Role,
    Visit,
)

_SELECT = (
    "SELECT b.id, b.clinic_id, b.patient_id, b.slot_id, b.status, b.booked_by, b.resource_id,"
    " r.name, b.time_type_id, t.name, b.start, b.length_min, b.comment, b.referral,"
    " b.interpreter, b.hidden_in_1177, b.waiting_entry_id, b.revision"
    " FROM booking b JOIN resource r ON r.id = b.resource_id"
    " JOIN time_type t ON t.id = b.time_type_id"
)
_DAY = 86400


@dataclass(frozen=True, slots=True)
class ShownBooking:
    """A booking as 1177 has it for its patient.

    Attributes:
        shown: whether it shows on 1177 now.
        decision: every rule's verdict on that.
        web_name: the name it goes under there.
        web_info: the text the citizen gets with it.
        cancellable: whether the citizen may cancel it on 1177 now.
        rebookable: whether the citizen may rebook it on 1177 now.
        rebook_verdicts: why (not).
        cancel_verdicts: why (not).
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


@dataclass(frozen=True, slots=True)
class Change:
    """One act in a booking's history.

    Attributes:
        at: when, by the book's clock.
        minutes_left: to the earlier visit then; None for a new booking.
        late: whether that was late under the policy of the day.
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
    late: bool
    review: ReviewDecision | None


def load_booking(reader: Reader, actor: Actor, booking: int) -> Booking:
    """The booking with this id, if the actor may reach it.

    Raises:
        NotFound: there is none, or it is not the citizen's own.
    """
    sql, params = f"{_SELECT} WHERE b.id = ?", [booking]
    if actor.role is Role.CITIZEN:
        sql += " AND b.patient_id = ?"
        params.append(actor.patient or 0)
    row = reader.row(sql, params)
    if row is None:
        raise NotFound("APPOINTMENT_DOES_NOT_EXIST", "Bokningen finns inte.")
    return booking_value(row)


def get(book: Book, actor: Actor, booking: int) -> Booking:
    """One booking.

    Raises:
        NotAllowed: administrators.
        NotFound: there is none, or it is not the citizen's own.
    """
    require(actor, BOOKERS, "läsa bokningar")
    with book.read() as reader:
        return load_booking(reader, actor, booking)


def of_patient(book: Book, actor: Actor, patient: int) -> tuple[ShownBooking, ...]:
    """All bookings of a patient by start, with what 1177 shows and allows. Care's look is logged.

    Raises:
        NotAllowed: administrators and ombud, and citizens for others.
    """
    if actor.role is Role.CITIZEN and actor.patient == patient:
        with book.read() as reader:
            return _of_patient(reader, patient)
    if actor.role is Role.CITIZEN:
        raise NotAllowed("not-own", "En invånare ser bara sina egna tider.")
    require(actor, CARE, "läsa en patients bokningar")
    with book.write() as tx:
        found = _of_patient(tx, patient)
        access_log.note(tx, actor, patient, "bokningar")
    return found


def why_booking(book: Book, actor: Actor, booking: int) -> ShownBooking:
    """Whether a booking shows on 1177 and may be changed there, with every verdict.

    Raises:
        NotFound: there is none, or it is not the citizen's own.
    """
    require(actor, BOOKERS, "läsa bokningar")
    with book.read() as reader:
        return _shown_booking(reader, load_booking(reader, actor, booking))


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


def active_overlap(
    reader: Reader, patient: int, start: Instant, end: Instant, but: int | None
) -> Booking | None:
    """Another active booking of the patient that overlaps ``[start, end)``, or None."""
    row = reader.row(
        f"{_SELECT} WHERE b.patient_id = ? AND b.status = 'booked' AND b.start < ?"
        " AND b.start > ? AND b.start + b.length_min * 60 > ? AND b.id <> ? LIMIT 1",
        (patient, end, start - _DAY, start, but or 0),
    )
    return None if row is None else booking_value(row)


def changes_made(reader: Reader, booking: int) -> int:
    """How often a booking was rebooked."""
    sql = "SELECT count(*) FROM booking_change WHERE booking_id = ? AND act = 'rebooked'"
    return int(reader.value(sql, (booking,)))


def booking_value(row: tuple[Any, ...]) -> Booking:
    """A booking from a row of this module's SELECT."""
    return Booking(
        id=row[0],
        clinic=row[1],
        patient=row[2],
        slot=row[3],
        status=BookingStatus(row[4]),
        booked_by=Role(row[5]),
        resource=row[6],
        resource_name=row[7],
        time_type=row[8],
        type_name=row[9],
        start=row[10],
        length_min=row[11],
        comment=row[12],
        referral=row[13],
        interpreter=row[14],
        hidden_in_1177=bool(row[15]),
        waiting_entry=row[16],
        revision=row[17],
    )


def _of_patient(reader: Reader, patient: int) -> tuple[ShownBooking, ...]:
    rows = reader.rows(f"{_SELECT} WHERE b.patient_id = ? ORDER BY b.start, b.id", (patient,))
    return tuple(_shown_booking(reader, booking_value(row)) for row in rows)


def _shown_booking(reader: Reader, booking: Booking) -> ShownBooking:
    seen = clock.state(reader)
    clinic = clinics.load(reader, booking.clinic)
    policy = clinics.policy_of(clinic)
    mine = policy.face(slots.type_by_id(reader, booking.time_type))
    told = publication.face(reader, booking.time_type, seen.now) or mine
    case_type = case_types.load(reader, clinic.id, CaseKind.CHANGE)
    decision = shown(ShownCase(clinic, case_type, told, booking, policy, seen.now))
    case = ChangeCase(
        role=Role.CITIZEN,
        clinic=clinic,
        case_type=case_type,
        in_audience=case_types.in_audience(reader, case_type, clinic.id, booking.patient),
        face=mine,
        booking=booking,
        policy=policy,
        now=seen.now,
        # Whether a reason is needed is asked when it is given.
        reason="-",
        changes_made=changes_made(reader, booking.id),
    )
    cancel, rebook = may_cancel(case), may_rebook(case)
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
    )


def _change(row: tuple[Any, ...]) -> Change:
    return Change(
        id=row[0],
        act=Act(row[1]),
        role=Role(row[2]),
        actor=row[3],
        at=row[4],
        earlier=None if row[5] is None else Visit(*row[5:10]),
        new=None if row[10] is None else Visit(*row[10:15]),
        reason=row[15],
        minutes_left=row[16],
        late=bool(row[17]),
        review=ReviewDecision(row[18]) if row[18] else None,
    )
