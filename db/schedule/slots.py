"""Reading times (slots) and putting together the case that the rules judge them by."""

from itertools import accumulate
from typing import Any, NamedTuple

from db import clock
from db.book import Reader
from db.clock import ClockState
from db.errors import NotFound
from db.rules.local_time import day_of, instant_text, midnight, time_text
from db.rules.offer.time_rules import TimeCase
from db.setup import case_types, clinics, publishing, resources
from db.values import (
    CaseKind,
    CaseType,
    Clinic,
    Day,
    Instant,
    Resource,
    Slot,
    TimeType,
    WebFace,
)

_COLUMNS = (
    "id, clinic_id, resource_id, time_type_id, start, length_min, day, release, release_day,"
    " taken, blocked"
)


def _of(table: str, columns: str) -> str:
    return ", ".join(f"{table}.{column.strip()}" for column in columns.split(","))


_PARTS = {
    "s": _COLUMNS,
    "r": resources.RECORD.columns,
    "t": publishing.TYPE.columns,
    "c": clinics.RECORD.columns,
    "k": clock.COLUMNS,
    "y": case_types.COLUMNS,
}
"""What is read of a time and what it hangs on, by the table's short name."""
_ENDS = tuple(accumulate(part.count(",") + 1 for part in _PARTS.values()))
_PLACES = tuple(map(slice, (0, *_ENDS), _ENDS))
"""Where each of them stands in a row."""
_PLACE = (
    f"SELECT {', '.join(_of(*part) for part in _PARTS.items())}"
    " FROM slot s JOIN resource r ON r.id = s.resource_id"
    " JOIN time_type t ON t.id = s.time_type_id JOIN clinic c ON c.id = s.clinic_id"
    " LEFT JOIN clock k ON k.id = 1"
    f" LEFT JOIN case_type y ON y.clinic_id = s.clinic_id AND y.kind = '{CaseKind.BOOK.value}'"
    " WHERE s.id = ?"
)


class Place(NamedTuple):
    """A time and what it hangs on.

    Attributes:
        seen: the clock, as it was read with the time.
        case_type: the clinic's ärendetyp for booking; None where it was never put up.
    """

    slot: Slot
    resource: Resource
    time_type: TimeType
    clinic: Clinic
    seen: ClockState
    case_type: CaseType | None


def slot_value(row: tuple[Any, ...]) -> Slot:
    """A slot from a row of its columns."""
    *values, taken, blocked = row
    return Slot._make((*values, bool(taken), bool(blocked)))


def load(reader: Reader, slot: int) -> Slot:
    """The time with this id.

    Raises:
        NotFound: it is gone.
    """
    row = reader.row(f"SELECT {_COLUMNS} FROM slot WHERE id = ?", (slot,))
    if row is None:
        raise _gone()
    return slot_value(row)


def _gone() -> NotFound:
    return NotFound("REQUESTED_TIME_IS_NO_LONGER_AVAILABLE", "Tiden finns inte längre.")


def at(reader: Reader, clinic: int, resource: int, start: Instant) -> Slot:
    """The time a resource has at an instant.

    Raises:
        NotFound: it has none; the sentence names the times it has that day.
    """
    sql = f"SELECT {_COLUMNS} FROM slot WHERE resource_id = ? AND start = ? AND clinic_id = ?"
    row = reader.row(sql, (resource, start, clinic))
    if row is not None:
        return slot_value(row)
    day = day_of(start)
    same_day = reader.rows(
        "SELECT start FROM slot WHERE resource_id = ? AND start >= ? AND start < ? ORDER BY start",
        (resource, midnight(day), midnight(day + 1)),
    )
    known = ", ".join(time_text(found[0]) for found in same_day) or "inga"
    text = f"Det finns ingen tid {instant_text(start)}. Tider den dagen: {known}."
    raise NotFound("no-such-time", text, field="at")


def between(
    reader: Reader, clinic: int, resource: int, from_day: Day, to_day: Day
) -> tuple[Slot, ...]:
    """A resource's times on local days ``from_day`` to ``to_day``, both included, by start."""
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM slot WHERE resource_id = ? AND start >= ? AND start < ?"
        " AND clinic_id = ? ORDER BY start",
        (resource, midnight(from_day), midnight(to_day + 1), clinic),
    )
    return tuple(map(slot_value, rows))


def type_by_id(reader: Reader, time_type: int) -> TimeType:
    """The time type with an id that a foreign key vouches for."""
    return publishing.TYPE.load(reader, time_type)


def place(reader: Reader, slot: int) -> Place:
    """A time with its resource, its type and its clinic, in one look-up.

    Raises:
        NotFound: the time is gone.
    """
    row = reader.row(_PLACE, (slot,))
    if row is None:
        raise _gone()
    time, resource, kind, clinic, now, case_type = (row[part] for part in _PLACES)
    return Place(
        slot_value(time),
        resources.RECORD.value(resource),
        publishing.TYPE.value(kind),
        clinics.RECORD.value(clinic),
        clock.state_of(None if now[0] is None else now),
        None if case_type[0] is None else case_types.value_of(case_type),
    )


def blocked_by(reader: Reader, slot: Slot) -> str:
    """The text of the first event that blocks the slot; empty when none does."""
    if not slot.blocked:
        return ""
    text = reader.value(
        "SELECT text FROM event WHERE resource_id = ? AND blocking = 1"
        ' AND start < ? AND "end" > ? ORDER BY start LIMIT 1',
        (slot.resource, slot.end, slot.start),
    )
    return text or ""


def case(reader: Reader, where: Place, face: WebFace | None, patient: int | None) -> TimeCase:
    """All that the rules want to know of a time, for a patient or for anyone."""
    seen = where.seen
    return TimeCase(
        gate=case_types.gate_at(reader, where.clinic, where.case_type, patient),
        face=face,
        slot=where.slot,
        resource=where.resource,
        blocked_by=blocked_by(reader, where.slot),
        policy=clinics.policy_of(where.clinic),
        now=seen.now,
        today=seen.today,
        staff_bookable=where.time_type.bookable,
    )
