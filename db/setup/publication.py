"""What 1177 has been told of the time types, and from when (R12).

A publication is never changed: the newest one whose moment has come is what 1177 knows. So a
"Publicera nu" after two saves wins over both, and moving the clock back un-tells 1177.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from db import clock
from db.book import Book, Reader, Tx
from db.permissions import SCHEDULERS, require
from db.rules.local_time import instant_text
from db.rules.policy import POLICIES, Policy
from db.values import Actor, Instant, JournalSystem, TimeType, WebFace

TYPE_COLUMNS = (
    "id, name, web_name, bookable, hide_in_checkout, self_checkin, web_bookable,"
    " web_cancellable, web_rebookable, hidden, video, web_info, colour, level, revision"
)
_FACE_COLUMNS = "time_type_id, name, web_name, offered, cancellable, rebookable, hidden, web_info"


class Pending(NamedTuple):
    """A change that 1177 has not been told yet.

    Attributes:
        face: the type as it will be.
        effective_at: when 1177 is told, by the book's clock.
    """

    face: WebFace
    effective_at: Instant


@lru_cache(maxsize=1024)
def time_type_value(row: tuple[Any, ...]) -> TimeType:
    """A time type from a row of ``TYPE_COLUMNS``."""
    values: list[Any] = [*row[:3], *map(bool, row[3:10]), *row[10:15]]
    return TimeType(*values)


def face_value(row: tuple[Any, ...]) -> WebFace:
    """A type as 1177 knows it, from a row of the publications."""
    return WebFace._make((*row[:3], *map(bool, row[3:7]), row[7]))


def faces(reader: Reader, clinic: int, now: Instant) -> dict[int, WebFace]:
    """What 1177 knows of every type of the clinic, by type id; never-published ones are absent."""
    rows = reader.rows(
        f"SELECT {_FACE_COLUMNS} FROM time_type_publication WHERE id IN"
        " (SELECT max(id) FROM time_type_publication"
        "  WHERE clinic_id = ? AND effective_at <= ? GROUP BY time_type_id)",
        (clinic, now),
    )
    return {row[0]: face_value(row) for row in rows}


def face(reader: Reader, time_type: int, now: Instant) -> WebFace | None:
    """What 1177 knows of one type, or None when it was never told."""
    row = reader.row(
        f"SELECT {_FACE_COLUMNS} FROM time_type_publication"
        " WHERE time_type_id = ? AND effective_at <= ? ORDER BY id DESC LIMIT 1",
        (time_type, now),
    )
    return None if row is None else face_value(row)


def pending(reader: Reader, clinic: int, now: Instant) -> tuple[Pending, ...]:
    """The changes 1177 still waits for, soonest first; one a type, the one that will stand.

    A type whose change was taken back waits too: 1177 would show the change in between.
    """
    known = faces(reader, clinic, now)
    rows = reader.rows(
        f"SELECT {_FACE_COLUMNS}, effective_at FROM time_type_publication p"
        " WHERE clinic_id = ? AND effective_at > ? AND id > coalesce((SELECT max(id)"
        "  FROM time_type_publication WHERE clinic_id = p.clinic_id"
        "  AND time_type_id = p.time_type_id AND effective_at <= ?), 0) ORDER BY id",
        (clinic, now, now),
    )
    waiting = {row[0] for row in rows if known.get(row[0]) != face_value(row)}
    newest = {row[0]: Pending(face_value(row), row[8]) for row in rows}
    found = [one for key, one in newest.items() if key in waiting]
    return tuple(sorted(found, key=lambda one: (one.effective_at, one.face.time_type)))


def pending_text(reader: Reader, clinic: int, face: WebFace, seen: clock.ClockState) -> str:
    """When 1177 will know a type as the book has it (R12): a Swedish sentence.

    Args:
        reader: a snapshot.
        clinic: the clinic's id.
        face: the type as the book has it, which 1177 does not know.
        seen: the book's clock.
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


def publish(
    tx: Tx, clinic: int, policy: Policy, types: tuple[TimeType, ...], made_at: Instant,
    effective_at: Instant,
) -> int:  # fmt: skip
    """Tell 1177 of these types as they are, from ``effective_at``; returns how many."""
    rows = []
    for one in types:
        told = policy.face(one)
        rows.append((clinic, *told, made_at, effective_at))
    return tx.many(
        f"INSERT INTO time_type_publication (clinic_id, {_FACE_COLUMNS}, made_at, effective_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def publish_all(
    tx: Tx, clinic: int, policy: Policy, made_at: Instant, effective_at: Instant
) -> int:
    """Tell 1177 of all the clinic's types as they are."""
    rows = tx.rows(f"SELECT {TYPE_COLUMNS} FROM time_type WHERE clinic_id = ?", (clinic,))
    types = tuple(map(time_type_value, rows))
    return publish(tx, clinic, policy, types, made_at, effective_at)


def publish_now(book: Book, actor: Actor, clinic: int, time_type: int | None = None) -> int:
    """Publicera nu: let 1177 know at once of all that waits, or of one type.

    Returns:
        How many types 1177 was told of.

    Raises:
        NotAllowed: others than schemaläggare and IT.
    """
    require(actor, SCHEDULERS, "publicera tidstyper")
    with book.write() as tx:
        return publish_waiting(tx, clinic, None if time_type is None else {time_type})


def publish_waiting(tx: Tx, clinic: int, chosen: Collection[int] | None) -> int:
    """Let 1177 know at once of all that waits, or of some types; returns of how many."""
    now = clock.now(tx)
    waiting = {one.face.time_type for one in pending(tx, clinic, now)}
    if chosen is not None:
        waiting &= {*chosen}
    system = tx.value("SELECT system FROM clinic WHERE id = ?", (clinic,))
    types = tuple(
        time_type_value(row)
        for row in tx.rows(f"SELECT {TYPE_COLUMNS} FROM time_type WHERE clinic_id = ?", (clinic,))
        if row[0] in waiting
    )
    return publish(tx, clinic, POLICIES[JournalSystem(system)], types, now, now)
