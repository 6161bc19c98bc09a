"""Who of the staff looked at whose bookings, and when; apart from the web log."""

from typing import NamedTuple

from db import clock
from db.book import Book, Tx
from db.permissions import IT, require
from db.values import Actor, Instant


class Access(NamedTuple):
    """One look at a patient's data."""

    patient: int
    role: str
    actor: str
    what: str
    at: Instant


def note(tx: Tx, actor: Actor, patient: int, what: str) -> None:
    """Write down that the actor looked at something of the patient's."""
    tx.insert(
        "INSERT INTO access_entry (patient_id, role, actor, what, at) VALUES (?, ?, ?, ?, ?)",
        (patient, actor.role, actor.label, what, clock.now(tx)),
    )


def every(book: Book, actor: Actor) -> tuple[Access, ...]:
    """All looks, newest first; for IT, who follow them up.

    Raises:
        NotAllowed: others than IT.
    """
    require(actor, IT, "läsa åtkomstloggen")
    with book.read() as reader:
        rows = reader.rows(
            "SELECT patient_id, role, actor, what, at FROM access_entry ORDER BY id DESC"
        )
    return tuple(map(Access._make, rows))
