"""Bookings as the tables hold them. The owner stands in the WHERE clause, not in the screen."""

from typing import Any

from db.book import Reader
from db.errors import NotFound, NotOwn
from db.rules.changes.same_as_shown import NOBODY, SeenBooking, Who, booking_as_seen
from db.values import Actor, Booking, BookingStatus, Instant, Role, Verdict

SELECT = (
    "SELECT b.id, b.clinic_id, b.patient_id, b.slot_id, b.status, b.booked_by, b.resource_id,"
    " r.name, b.time_type_id, t.name, b.start, b.length_min, b.comment, b.referral,"
    " b.interpreter, b.hidden_in_1177, b.waiting_entry_id, b.revision, b.phone, b.reason"
    " FROM booking b JOIN resource r ON r.id = b.resource_id"
    " JOIN time_type t ON t.id = b.time_type_id"
)
"""What is read of a booking, in the order of its fields."""
_DAY = 86400


def load_booking(reader: Reader, actor: Actor, booking: int) -> Booking:
    """The booking with this id, if the actor may reach it.

    Raises:
        NotFound: there is none, or it is not the citizen's own (then ``NotOwn``).
    """
    sql, params = f"{SELECT} WHERE b.id = ?", [booking]
    if actor.role is Role.CITIZEN:
        sql += " AND b.patient_id = ?"
        params.append(actor.patient or 0)
    row = reader.row(sql, params)
    if row is None:
        told = NotFound("APPOINTMENT_DOES_NOT_EXIST", "Bokningen finns inte.")
        owner = reader.value("SELECT patient_id FROM booking WHERE id = ?", (booking,))
        if owner is None:
            raise told
        raise NotOwn(told, owner=owner, what=f"bokning {booking}")
    return booking_value(row)


def active_overlap(
    reader: Reader, patient: int, start: Instant, end: Instant, but: int | None
) -> Booking | None:
    """Another active booking of the patient that overlaps ``[start, end)``, or None."""
    row = reader.row(
        f"{SELECT} WHERE b.patient_id = ? AND b.status = 'booked' AND b.start < ?"
        " AND b.start > ? AND b.start + b.length_min * 60 > ? AND b.id <> ? LIMIT 1",
        (patient, end, start - _DAY, start, but or 0),
    )
    return None if row is None else booking_value(row)


def latest_of(reader: Reader, booking: int) -> tuple[Who, Role | None]:
    """Who last acted on a booking, when, and as what."""
    sql = "SELECT actor, at, role FROM booking_change WHERE booking_id = ? ORDER BY id DESC LIMIT 1"
    row = reader.row(sql, (booking,))
    return (NOBODY, None) if row is None else (Who(*row[:2]), Role(row[2]))


def still_as_seen(
    reader: Reader, seen: SeenBooking | None, booking: Booking
) -> tuple[Verdict, ...]:
    """Whether a booking still is what was shown; nothing where nothing was shown."""
    if seen is None or (seen.id, seen.revision) == (booking.id, booking.revision):
        return booking_as_seen(seen, booking)
    return booking_as_seen(seen, booking, latest_of(reader, booking.id)[0])


def changes_made(reader: Reader, booking: int) -> int:
    """How often a booking was rebooked."""
    sql = "SELECT count(*) FROM booking_change WHERE booking_id = ? AND act = 'rebooked'"
    return int(reader.value(sql, (booking,)))


def booking_value(row: tuple[Any, ...]) -> Booking:
    """A booking from a row of this module's SELECT."""
    key, clinic, patient, slot, status, by, *visit = row
    visit[9] = bool(visit[9])  # hidden_in_1177
    return Booking(key, clinic, patient, slot, BookingStatus(status), Role(by), *visit)
