"""What is written of every act: the booking's change and the citizen's log row (R42-R55)."""

from typing import NamedTuple

from db.book import Tx
from db.rules.changes.comments import booking_comment
from db.rules.changes.late import judge_by, minutes_left
from db.rules.local_time import whole_minute
from db.rules.policy import Policy
from db.values import Act, Actor, Booking, Instant, Late, Patient, Role, Visit


class Entry(NamedTuple):
    """One act on a booking.

    Attributes:
        earlier: the visit before; None for a new booking (R47).
        new: the visit after; None for a cancellation (R48).
        reason: what was given as the reason for a cancellation.
    """

    act: Act
    actor: Actor
    at: Instant
    booking: Booking
    patient: Patient
    earlier: Visit | None
    new: Visit | None
    reason: str = ""


_CHANGE = (
    "INSERT INTO booking_change (booking_id, clinic_id, act, role, actor, at, old_start,"
    " old_length, old_type, old_resource, old_comment, new_start, new_length, new_type,"
    " new_resource, new_comment, reason, minutes_left, late, old_resource_id, new_resource_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ROW = (
    "INSERT INTO log_row (clinic_id, change_id, chain, act, changed_at, referral, patient, pnr,"
    " interpreter, old_start, old_type, old_resource, old_comment, new_start, new_type,"
    " new_resource, new_comment, minutes_left, late, old_resource_id, new_resource_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NO_VISIT = (None, None, "", "", "")


def visit_of(booking: Booking) -> Visit:
    """The booking's visit as it is, copied."""
    return Visit(
        booking.start,
        booking.length_min,
        booking.type_name,
        booking.resource_name,
        booking_comment(booking),
        booking.resource,
    )


def write(tx: Tx, policy: Policy, entry: Entry) -> Late | None:
    """Write the change and, for a citizen's act, its log row.

    Returns:
        The 24-hour verdict; None for a new booking, and for an act that nobody judges.
    """
    late = left = None
    if entry.earlier is not None:
        left = minutes_left(entry.at, entry.earlier.start)
        late = judge_by(entry.actor.role, entry.act, entry.at, entry.earlier.start, policy)
    # Plain str and int: sqlite3 takes five times as long to bind an enum or a bool.
    is_late = int(late is not None and late.late)
    act, role = entry.act.value, entry.actor.role.value
    old, new = _visit(entry.earlier), _visit(entry.new)
    whose = tuple(None if one is None else one.resource for one in (entry.earlier, entry.new))
    booking = entry.booking
    change = tx.insert(
        _CHANGE,
        (booking.id, booking.clinic, act, role, entry.actor.label, entry.at)
        + (*old, *new, entry.reason, left, is_late, *whose),
    )
    if entry.actor.role is Role.CITIZEN:
        tx.insert(
            _ROW,
            (booking.clinic, change, booking.id, act, whole_minute(entry.at))
            + (booking.referral, entry.patient.name, entry.patient.pnr)
            + (booking.interpreter or "Nej", old[0], *old[2:], new[0], *new[2:], left, is_late)
            + whose,
        )
    return late


def _visit(visit: Visit | None) -> tuple[int | None, int | None, str, str, str]:
    if visit is None:
        return _NO_VISIT
    return visit.start, visit.length_min, visit.type_name, visit.resource_name, visit.comment
