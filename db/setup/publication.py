"""What 1177 has been told of the time types, and from when (R12); ``publishing`` tells it.

A publication is never changed: the newest one whose moment has come is what 1177 knows. So a
"Publicera nu" after two saves wins over both, and moving the clock back un-tells 1177.
"""

from typing import NamedTuple

from db import clock
from db.basics import Instant, WebFace
from db.book import Reader
from db.rules.local_time import instant_text
from db.setup.record import Record

FACE = Record(WebFace, "time_type_publication", time_type="time_type_id")
"""How a type as 1177 was told of it is read."""


class Pending(NamedTuple):
    """A change that 1177 has not been told yet.

    Attributes:
        face: the type as it will be.
        effective_at: when 1177 is told, by the book's clock.
    """

    face: WebFace
    effective_at: Instant


def faces(reader: Reader, clinic: int, now: Instant) -> dict[int, WebFace]:
    """What 1177 knows of every type of the clinic, by type id; never-published ones are absent."""
    newest = (
        "WHERE id IN (SELECT max(id) FROM time_type_publication"
        " WHERE clinic_id = ? AND effective_at <= ? GROUP BY time_type_id)"
    )
    return {face.time_type: face for face in FACE.rows(reader, newest, (clinic, now))}


def face(reader: Reader, time_type: int, now: Instant) -> WebFace | None:
    """What 1177 knows of one type, or None when it was never told."""
    newest = "WHERE time_type_id = ? AND effective_at <= ? ORDER BY id DESC LIMIT 1"
    return next(iter(FACE.rows(reader, newest, (time_type, now))), None)


def pending(reader: Reader, clinic: int, now: Instant) -> tuple[Pending, ...]:
    """The changes 1177 still waits for, soonest first; one a type, the one that will stand.

    A type whose change was taken back waits too: 1177 would show the change in between.
    """
    known = faces(reader, clinic, now)
    rows = reader.rows(
        f"SELECT effective_at, {FACE.columns} FROM time_type_publication p"
        " WHERE clinic_id = ? AND effective_at > ? AND id > coalesce((SELECT max(id)"
        "  FROM time_type_publication WHERE clinic_id = p.clinic_id"
        "  AND time_type_id = p.time_type_id AND effective_at <= ?), 0) ORDER BY id",
        (clinic, now, now),
    )
    told = [Pending(FACE.value(tuple(row)), effective_at) for effective_at, *row in rows]
    waiting = {time_type for (face, _) in told if known.get(time_type := face.time_type) != face}
    newest = {change.face.time_type: change for change in told}
    found = [change for time_type, change in newest.items() if time_type in waiting]
    return tuple(sorted(found, key=lambda change: (change.effective_at, change.face.time_type)))


def pending_text(reader: Reader, clinic: int, face: WebFace, seen: clock.ClockState) -> str:
    """When 1177 will know a type as the book has it (R12): a Swedish sentence.

    Args:
        face: the type as the book has it, which 1177 does not know.
    """
    waits = [one for one in pending(reader, clinic, seen.now)
             if one.face.time_type == face.time_type]  # fmt: skip
    if not waits:
        return f"1177 har inte fått {face.name or 'tidstypen'} som den är nu. Publicera tidstypen."
    stands = " Klockan står still: publicera nu." if seen.mode is clock.Mode.PAUSED else ""
    return (
        f"{face.name or 'Tidstypen'} är ändrad; 1177 får veta det"
        f" {instant_text(waits[0].effective_at)}.{stands}"
    )
