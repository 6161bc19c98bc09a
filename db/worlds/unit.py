"""A unit of a world while it is being made, and who acts there."""

from typing import Final

from db import clock
from db.book import Book
from db.clock import Mode
from db.values import Actor, Instant, Patient, Role, TimeType

STAFF: Final = Actor(Role.STAFF, "Receptionen")
SCHEDULER: Final = Actor(Role.SCHEDULER, "Schemaansvarig")
IT: Final = Actor(Role.IT, "Systemförvaltningen")
AGENT: Final = Actor(Role.AGENT, "1177 på telefon")


class Unit:
    """A unit that is being furnished.

    Attributes:
        clinic: its id.
        kinds: its time types as they were put up.
        types: the ids of its time types by name; ``resources`` and ``templates`` likewise.
        people: everybody's patients, in the order they came.
    """

    def __init__(self, book: Book, clinic: int, people: list[Patient]) -> None:
        self.book, self.clinic, self.people = book, clinic, people
        self.kinds: list[TimeType] = []
        self.types: dict[str, int] = {}
        self.resources: dict[str, int] = {}
        self.templates: dict[str, int] = {}

    def at(self, when: Instant) -> None:
        """Go to a moment of the unit's life; what is done next is done then."""
        set_clock(self.book, Mode.PAUSED, when)


def set_clock(book: Book, mode: Mode, when: Instant) -> None:
    """Give the book its clock; clears nothing and leaves no trace of when the world was made."""
    with book.write() as tx:
        clock.start(tx, mode, when)
        # Only a running clock asks when it was set; the same world is to be the same file.
        if mode is not Mode.RUNNING:
            tx.run("UPDATE clock SET set_at = base")
