"""Who of the staff looked at whose bookings, and when; apart from the web log.

Also which citizen tried to reach what is another's, and was refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from db import clock
from db.book import Book, Tx
from db.errors import NotOwn
from db.permissions import IT, require
from db.setup.record import Record
from db.values import Actor, Instant

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Access(NamedTuple):
    """One look at a patient's data."""

    patient: int
    role: str
    actor: str
    what: str
    at: Instant


_RECORD = Record(Access, "access_entry", patient="patient_id")


def note(tx: Tx, actor: Actor, patient: int, what: str) -> None:
    """Write down that the actor looked at something of the patient's, if there is such a one."""
    tx.run(
        "INSERT INTO access_entry (patient_id, role, actor, what, at)"
        " SELECT id, ?, ?, ?, ? FROM patient WHERE id = ?",
        (actor.role, actor.label, what, clock.now(tx), patient),
    )


def watched(
    operation: Callable[Concatenate[Book, Actor, _P], _T],
) -> Callable[Concatenate[Book, Actor, _P], _T]:
    """Note when a citizen asks an operation for what is another's; they are told of no such thing.

    Noted in a transaction of its own: the operation's is undone by the refusal.
    """

    @wraps(operation)
    def watching(book: Book, actor: Actor, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return operation(book, actor, *args, **kwargs)
        except NotOwn as error:
            with book.write() as tx:
                note(tx, actor, error.owner, f"nekad: {error.what}")
            raise error.told from None

    return watching


def every(book: Book, actor: Actor) -> tuple[Access, ...]:
    """All looks, newest first; for IT, who follow them up.

    Raises:
        NotAllowed: others than IT.
    """
    require(actor, IT, "läsa åtkomstloggen")
    with book.read() as reader:
        return tuple(_RECORD.rows(reader, "ORDER BY id DESC"))
