"""What a deed is: something done in the book by an operation of it, as a file tells it."""

from collections.abc import Callable
from typing import NamedTuple

from db.book import Book
from db.errors import NotFound
from db.schedule import slots
from db.setup import clinics, resources, time_types
from db.training.checks.case import find_patient
from db.training.checks.values import Demand
from db.values import Clinic, Instant, Patient, Resource, Slot, TimeType
from db.worlds.form import Keys

Told = Demand
"""One deed of a file: ``table`` is what it is called."""


class Doer:
    """Who does deeds in one unit of a book.

    Args:
        book: the book, which is changed.
        unit: the unit's name; the first one when empty.
        answers: what is answered goes in here.
    """

    def __init__(self, book: Book, unit: str, answers: dict[str, str]) -> None:
        self.book, self.answers = book, answers
        self._unit = unit

    @property
    def clinic(self) -> Clinic:
        """The unit as it is now."""
        return clinics.find(self.book, self._unit)

    def time_type(self, name: str) -> TimeType:
        """The type of a name.

        Raises:
            NotFound: there is none.
        """
        return time_types.find(self.book, self.clinic.id, name)

    def type_id(self, name: str) -> int:
        """Its id."""
        key = self.time_type(name).id
        assert key is not None  # it is stored
        return key

    def resource(self, name: str) -> Resource:
        """The resource of a name.

        Raises:
            NotFound: there is none.
        """
        return resources.find(self.book, self.clinic.id, name)

    def resource_id(self, name: str) -> int:
        """Its id."""
        key = self.resource(name).id
        assert key is not None  # it is stored
        return key

    def slot(self, resource: str, at: Instant) -> Slot:
        """The time of a resource at an instant.

        Raises:
            NotFound: there is none.
        """
        where = self.resource_id(resource)
        with self.book.read() as reader:
            return slots.at(reader, self.clinic.id, where, at)

    def patient(self, called: str) -> Patient:
        """The patient of a name or a personal number.

        Raises:
            NotFound: there is none.
        """
        with self.book.read() as reader:
            found = find_patient(reader, called)
        if found is None:
            raise NotFound("patient", f"Invånaren {called} finns inte i boken.")
        return found


class Deed(NamedTuple):
    """What can be done.

    Attributes:
        keys: its keys, that of its own name first.
        do: does it; raises what the book's operations raise.
    """

    keys: Keys
    do: Callable[[Doer, Told], object]
