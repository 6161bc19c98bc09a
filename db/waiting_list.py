"""Väntelistan: who waits, and the return of a patient who cancels on the web (R49)."""

from typing import NamedTuple

from db import clock, fields, patients
from db.book import Book, Tx
from db.errors import NotFound, Refused
from db.permissions import CARE, require
from db.values import Actor, Instant


class WaitingEntry(NamedTuple):
    """A place on the list.

    Attributes:
        status: ``waiting``, ``booked`` or ``removed``.
        returned_at: when a web cancellation put the patient back, else None.
    """

    id: int
    patient: int
    patient_name: str
    time_type: int | None
    resource: int | None
    text: str
    status: str
    added_at: Instant
    returned_at: Instant | None


_SELECT = (
    "SELECT w.id, w.patient_id, p.name, w.time_type_id, w.resource_id, w.text, w.status,"
    " w.added_at, w.returned_at FROM waiting_list_entry w JOIN patient p ON p.id = w.patient_id"
)


def every(book: Book, actor: Actor, clinic: int) -> tuple[WaitingEntry, ...]:
    """Those who wait at the clinic, longest first.

    Raises:
        NotAllowed: others than care.
    """
    require(actor, CARE, "läsa väntelistan")
    with book.read() as reader:
        rows = reader.rows(
            f"{_SELECT} WHERE w.clinic_id = ? AND w.status = 'waiting' ORDER BY w.added_at, w.id",
            (clinic,),
        )
    return tuple(map(WaitingEntry._make, rows))


def add(
    book: Book,
    actor: Actor,
    clinic: int,
    patient: int,
    *,
    time_type: int | None = None,
    resource: int | None = None,
    text: str = "",
) -> int:
    """Put a patient on the waiting list; returns the entry's id.

    Raises:
        NotAllowed: others than care.
        NotFound: no such patient, or a type or resource that is not the clinic's.
        Invalid: a text too long.
    """
    require(actor, CARE, "sätta upp på väntelistan")
    note = fields.text(text, "text", "Anteckning", fields.TEXT_BOUND, lines=True)
    with book.write() as tx:
        patients.load(tx, patient)
        for table, key, what in (("time_type", time_type, "Tidstypen"),
                                 ("resource", resource, "Resursen")):  # fmt: skip
            sql = f"SELECT 1 FROM {table} WHERE id = ? AND clinic_id = ?"
            if key is not None and tx.row(sql, (key, clinic)) is None:
                raise NotFound(table, f"{what} finns inte på enheten.", field=table)
        return tx.insert(
            "INSERT INTO waiting_list_entry (clinic_id, patient_id, time_type_id, resource_id,"
            " text, status, added_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
            (clinic, patient, time_type, resource, note, clock.now(tx)),
        )


def remove(book: Book, actor: Actor, entry: int) -> None:
    """Take a waiting patient off the list.

    Raises:
        NotAllowed: others than care.
        Refused: the entry is not waiting.
    """
    require(actor, CARE, "ta bort från väntelistan")
    with book.write() as tx:
        sql = "UPDATE waiting_list_entry SET status = 'removed' WHERE id = ? AND status = 'waiting'"
        if not tx.run(sql, (entry,)):
            raise Refused("not-waiting", "Patienten väntar inte på listan.")


def take(tx: Tx, clinic: int, entry: int, patient: int) -> None:
    """Mark that the entry's patient now has a booking.

    Raises:
        NotFound: the patient does not wait there under that entry.
    """
    changed = tx.run(
        "UPDATE waiting_list_entry SET status = 'booked', revision = revision + 1"
        " WHERE id = ? AND clinic_id = ? AND patient_id = ? AND status = 'waiting'",
        (entry, clinic, patient),
    )
    if not changed:
        raise NotFound("not-waiting", "Patienten väntar inte på listan.")


def give_back(tx: Tx, entry: int, now: Instant) -> None:
    """Put the patient of a cancelled booking back on the list (R49)."""
    tx.run(
        "UPDATE waiting_list_entry SET status = 'waiting', returned_at = ?,"
        " revision = revision + 1 WHERE id = ? AND status = 'booked'",
        (now, entry),
    )
