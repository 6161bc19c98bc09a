"""The book as a check sees it: one snapshot, one unit, with what is looked up more than once."""

from collections.abc import Mapping
from functools import cached_property

from db import clock
from db.book import Book, Reader
from db.clock import ClockState
from db.fields import name_key
from db.rules.policy import Policy
from db.schedule import slots
from db.setup import clinics, patients, publication, resources, time_types
from db.values import Clinic, Instant, Patient, Resource, Slot, TimeType, WebFace

_PATIENT = "SELECT id FROM patient WHERE name = ? OR pnr = ? ORDER BY id LIMIT 1"


def find_patient(reader: Reader, called: str) -> Patient | None:
    """The patient of a name, or of twelve digits."""
    key = reader.value(_PATIENT, (called, called.replace("-", "")))
    return None if key is None else patients.load(reader, key)


class Case:
    """What the checks of an exercise look at.

    Args:
        book: the book; operations that read are asked inside the same snapshot.
        reader: the snapshot.
        unit: the unit's name; the first unit when empty.
        answers: what was answered, by the question's name.
    """

    def __init__(
        self,
        book: Book,
        reader: Reader,
        unit: str = "",
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self.book, self.reader = book, reader
        self.answers = answers or {}
        rows = reader.rows("SELECT id, name FROM clinic ORDER BY id")
        named = [key for key, name in rows if name_key(name) == name_key(unit)]
        self.clinic: Clinic = clinics.load(reader, (named or [rows[0][0]])[0])

    @cached_property
    def clock(self) -> ClockState:
        """The book's clock."""
        return clock.state(self.reader)

    @property
    def policy(self) -> Policy:
        """The rules of the unit's journal system."""
        return clinics.policy_of(self.clinic)

    @cached_property
    def types(self) -> Mapping[str, TimeType]:
        """The unit's time types that have a name, by it."""
        found = time_types.load_all(self.reader, self.clinic.id).values()
        return {name_key(one.name): one for one in found if one.name}

    @cached_property
    def faces(self) -> Mapping[int, WebFace]:
        """What 1177 knows of the types, by their id."""
        return publication.faces(self.reader, self.clinic.id, self.clock.now)

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        """The unit's resources by name."""
        found = resources.load_all(self.reader, self.clinic.id).values()
        return {name_key(one.name): one for one in found}

    def time_type(self, name: str) -> TimeType | None:
        """The type of a name, whatever its case."""
        return self.types.get(name_key(name))

    def resource(self, name: str) -> Resource | None:
        """The resource of a name, whatever its case."""
        return self.resources.get(name_key(name))

    def patient(self, called: str) -> Patient | None:
        """The patient of a name, or of twelve digits."""
        return find_patient(self.reader, called)

    def name_of_type(self, time_type: int) -> str:
        """What a type is called in AsynjaVisph."""
        return next((one.name for one in self.types.values() if one.id == time_type), "")

    def name_of_resource(self, resource: int) -> str:
        """What a resource is called."""
        return next((one.name for one in self.resources.values() if one.id == resource), "")

    def slot(self, resource: str, at: Instant) -> Slot | None:
        """The time that a resource has at an instant."""
        found = self.resource(resource)
        if found is None or found.id is None:
            return None
        sql = "SELECT id FROM slot WHERE resource_id = ? AND start = ?"
        key = self.reader.value(sql, (found.id, at))
        return None if key is None else self.slot_of(key)

    def slot_of(self, key: int) -> Slot:
        """The time with an id."""
        return slots.load(self.reader, key)
