"""A small clinic to book at: one resource, a few types, four patients, and what was written."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from db.book import Book
from db.bookings import acts
from db.bookings.acts import NO_DETAILS, Details
from db.errors import BookError
from db.values import Actor, Booking, JournalSystem, Patient
from tests.db.builders import (
    citizen,
    make_patient,
    make_resource,
    make_slot,
    make_type,
    publish_all,
)

TYPE = "Läkarbesök 1177"
"""A name that every journal system offers: tick, suffix and (below) level 4."""


def error_of(act: Callable[[], object]) -> BookError | None:
    """What the book said when it would not; None when it did."""
    try:
        act()
    except BookError as error:
        return error
    return None


class Written(NamedTuple):
    """How many rows of each kind an act wrote."""

    changes: int
    log_rows: int
    messages: int
    notices: int


class Desk:
    """The clinic, and quick ways to act there."""

    def __init__(self, book: Book, system: JournalSystem = JournalSystem.ASYNJA) -> None:
        self.book = book
        self.run("UPDATE clinic SET system = ?", (system,))
        self.resource = make_resource(book, "Johan Frisk")
        self.type = make_type(book, TYPE, "Bedömning av nya besvär", level=4, web_info="Kom i tid.")
        self.patient: Patient = make_patient(book)
        self.other: Patient = make_patient(book, 1)
        self.actor: Actor = citizen(self.patient)

    def slot(
        self,
        start: str,
        length_min: int = 30,
        *,
        resource: int | None = None,
        time_type: int | None = None,
        release: int | None = None,
    ) -> int:
        """A free time."""
        where, what = resource or self.resource, time_type or self.type
        return make_slot(self.book, where, what, start, length_min, release)

    def booked(
        self,
        start: str,
        actor: Actor | None = None,
        details: Details = NO_DETAILS,
        *,
        patient: int | None = None,
        length_min: int = 30,
        time_type: int | None = None,
    ) -> Booking:
        """A time laid out and booked, by the citizen unless told otherwise."""
        slot = self.slot(start, length_min, time_type=time_type)
        return self.book_slot(slot, actor, details, patient=patient)

    def book_slot(
        self,
        slot: int,
        actor: Actor | None = None,
        details: Details = NO_DETAILS,
        *,
        patient: int | None = None,
    ) -> Booking:
        """A time booked, by the citizen unless told otherwise."""
        who = actor or self.actor
        whom = patient if who.patient else patient or self.patient.id
        return acts.book_time(self.book, who, 1, slot, details, patient=whom, seen=None)

    def run(self, sql: str, params: Sequence[object] = ()) -> None:
        """Plain SQL."""
        with self.book.write() as tx:
            tx.run(sql, params)

    def publish(self) -> None:
        """Let 1177 know at once of every type as the book has it."""
        publish_all(self.book)

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Plain SQL."""
        with self.book.read() as reader:
            return reader.rows(sql, params)

    def value(self, sql: str, params: Sequence[object] = ()) -> Any:  # noqa: ANN401 - any column
        """Plain SQL."""
        return self.rows(sql, params)[0][0]

    def taken(self, slot: int) -> bool:
        """Whether the slot's flag says that it is taken."""
        return bool(self.value("SELECT taken FROM slot WHERE id = ?", (slot,)))

    def written(self) -> Written:
        """How many rows there are now."""
        tables = ("booking_change", "log_row", "message", "notice")
        return Written(*(self.value(f"SELECT count(*) FROM {table}") for table in tables))

    def last(self, table: str, columns: str) -> tuple[Any, ...]:
        """The newest row of a table."""
        return self.rows(f"SELECT {columns} FROM {table} ORDER BY id DESC LIMIT 1")[0]
