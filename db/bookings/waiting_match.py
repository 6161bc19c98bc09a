"""The waiting list against the calendar: who fits a freed time, which times fit who waits (R49).

A suggestion to staff, never done by itself; that there is one is our choice.
"""

from dataclasses import replace

from db import clock
from db.book import Book, Reader
from db.bookings import acts, waiting_list
from db.bookings.acts import NO_DETAILS, Details
from db.bookings.waiting_list import WaitingEntry
from db.permissions import CARE, require
from db.rules.changes.same_as_shown import SeenThing, SeenTime
from db.schedule import free_times
from db.schedule.free_times import FreeTime, Wanted
from db.values import Actor, Booking

MOST_TIMES = 60
"""How many times are shown to one who waits."""


_MOVED_AWAY = (
    "SELECT 1 FROM booking m JOIN booking_change a ON a.booking_id = m.id"
    " WHERE m.patient_id = w.patient_id AND a.act = 'rebooked' AND a.old_start = ?5"
    " AND a.old_resource_id = ?3"
)


def fitting(reader: Reader, actor: Actor, clinic: int, one: FreeTime) -> tuple[WaitingEntry, ...]:
    """Those who wait for a time like this, longest first.

    Left out are those who have another time then, and those who had this very time and gave it up:
    cancelled it, or moved away from it.
    """
    end = one.start + one.length_min * 60
    rows = reader.rows(
        f"{waiting_list.SELECT} WHERE w.clinic_id = ?1 AND w.status = 'waiting'"
        " AND coalesce(w.time_type_id, ?2) = ?2 AND coalesce(w.resource_id, ?3) = ?3"
        " AND coalesce(w.wanted_from, ?4) <= ?4 AND coalesce(w.wanted_to, ?4) >= ?4"
        " AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.patient_id = w.patient_id"
        "  AND b.status = 'booked' AND b.start < ?6 AND b.start > ?5 - 86400"
        "  AND b.start + b.length_min * 60 > ?5)"
        " AND NOT EXISTS (SELECT 1 FROM booking c WHERE c.resource_id = ?3 AND c.start = ?5"
        "  AND c.status = 'cancelled' AND c.patient_id = w.patient_id)"
        f" AND NOT EXISTS ({_MOVED_AWAY}) {waiting_list.ORDER}",
        (clinic, one.time_type, one.resource, one.day, one.start, end),
    )
    return tuple(waiting_list.value(actor, row) for row in rows)


def times_for(
    book: Book, actor: Actor, entry: int, *, limit: int = MOST_TIMES
) -> tuple[FreeTime, ...]:
    """The free times that fit a waiting patient's type, resource and period, soonest first.

    Raises:
        NotAllowed: others than care.
        NotFound: the entry is gone.
    """
    require(actor, CARE, "läsa väntelistan")
    with book.read() as reader:
        one = waiting_list.load(reader, actor, entry)
        clinic = _clinic(reader, entry)
        wanted = Wanted(one.time_type, one.resource, from_day=one.wanted_from, to_day=one.wanted_to)
        return free_times.find(reader, clinic, clock.now(reader), wanted, limit)


def book_from(
    book: Book,
    actor: Actor,
    entry: int,
    slot: int,
    details: Details = NO_DETAILS,
    *,
    seen: SeenTime | None,
    seen_entry: SeenThing | None,
    confirmed: bool = False,
) -> Booking:
    """Book a time for a patient on the waiting list, who leaves it (R49).

    Raises:
        NotAllowed: others than care.
        NotFound: the entry or the time is gone, or the patient no longer waits.
        Conflict: the entry is not as it was shown.
        Refused, NeedsConfirmation, Invalid: as ``bookings.book_time``.
    """
    require(actor, CARE, "boka från väntelistan")
    with book.read() as reader:
        one = waiting_list.load(reader, actor, entry)
        clinic = _clinic(reader, entry)
    told = replace(details, waiting_entry=entry)
    return acts.book_time(
        book, actor, clinic, slot, told, seen=seen, seen_entry=seen_entry, patient=one.patient,
        confirmed=confirmed,
    )  # fmt: skip


def _clinic(reader: Reader, entry: int) -> int:
    sql = "SELECT clinic_id FROM waiting_list_entry WHERE id = ?"
    clinic: int = reader.value(sql, (entry,))
    return clinic
