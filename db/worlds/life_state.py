"""A world that lives as its people know it: which times are free, who has which, whom they fit.

A picture in memory of what the acts have led to, so that each act is chosen without asking the
book; the book itself judges it when it is done.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from random import Random

from db.rules.local_time import day_of, day_text
from db.schedule import changes
from db.values import Booking, Day, Instant, Patient, Role, Slot, TimeType
from db.worlds.unit import Unit
from db.worlds.words import Words

_HORIZON = 60
_NOTICE = 1800
_USUAL_LEAD = 9  # days from the act to the visit, on average
_SOON = 36 * 3600
_TRIES = 40
_MOST_VISITS = 3
_OWN_AGE = 13
"""From this age on people in this world log in themselves (GUIDES.md B5)."""


class State:
    """What is free and what is booked.

    Attributes:
        types: the unit's types by id.
        slots: its times by start.
        visits: the active bookings of each patient, by their ids.
        people: the patients by id.
        kept: bookings that nobody changes by chance.
    """

    def __init__(self, unit: Unit, words: Words, rng: Random, first: Day, last: Day) -> None:
        self._rng, self._words = rng, words
        self.types = {unit.types[one.name]: one for one in unit.kinds if one.name}
        self.people = {one.id: one for one in unit.people}
        self._everyone = unit.people
        self.visits: dict[int, dict[int, Booking]] = defaultdict(dict)
        self.kept: set[int] = set()
        self._taken: set[int] = set()
        self._by_day: dict[Day, list[Slot]] = defaultdict(list)
        self._by_place: dict[tuple[int, int], list[Slot]] = defaultdict(list)
        self.slots = sorted(
            (
                slot
                for resource in unit.resources.values()
                for slot in changes.times(unit.book, unit.clinic, resource, first, last)
            ),
            key=lambda one: (one.start, one.id),
        )
        for slot in self.slots:
            self._by_day[slot.day].append(slot)
            self._by_place[slot.resource, slot.time_type].append(slot)

    def booked(self, booking: Booking) -> None:
        """A booking was made."""
        assert booking.slot is not None  # it is active
        self._taken.add(booking.slot)
        self.visits[booking.patient][booking.id] = booking

    def gone(self, booking: Booking) -> None:
        """A booking was cancelled, or is about to stand elsewhere."""
        assert booking.slot is not None  # it was active
        self._taken.discard(booking.slot)
        del self.visits[booking.patient][booking.id]

    def open(self, slot: Slot, at: Instant, role: Role) -> bool:
        """Whether a time can be booked then: free, to come, and on 1177 released (R29-R31)."""
        if slot.id in self._taken or slot.blocked or slot.start <= at + _NOTICE:
            return False
        if role is Role.STAFF:
            return True
        if slot.release_day is None:
            return slot.day <= day_of(at) + _HORIZON
        return slot.release_day <= day_of(at)

    def free_patient(self, patient: int, slot: Slot, but: int | None = None) -> bool:
        """Whether a patient has no other visit that overlaps a time."""
        return not any(
            key != but and has.start < slot.end and slot.start < has.start + has.length_min * 60
            for key, has in self.visits[patient].items()
        )

    def some_slot(self, at: Instant, types: Collection[int], role: Role) -> Slot | None:
        """A time that may be booked, sooner ones more often; None after many tries."""
        today = day_of(at)
        for _ in range(_TRIES):
            pool = self._by_day.get(today + int(self._rng.expovariate(1 / _USUAL_LEAD)))
            slot = self._rng.choice(pool) if pool else None
            if slot is not None and slot.time_type in types and self.open(slot, at, role):
                return slot
        return None

    def some_patient(self, at: Instant, slot: Slot, role: Role) -> Patient | None:
        """Someone whom the visit fits and who has no other then."""
        type_name = self.types[slot.time_type].name
        youngest, oldest, women = self._words.fits(type_name)
        if role is Role.CITIZEN:
            youngest = max(youngest, _OWN_AGE)
        for _ in range(_TRIES):
            one = self._rng.choice(self._everyone)
            if not youngest <= age(one, at) <= oldest or (women and not _is_woman(one)):
                continue
            coming = sum(has.start > at for has in self.visits[one.id].values())
            if coming < _MOST_VISITS and self.free_patient(one.id, slot):
                return one
        return None

    def some_visit(
        self, at: Instant, role: Role, allowed: Callable[[TimeType], bool]
    ) -> Booking | None:
        """A coming visit that may be changed; every third time one that is soon, so late ones."""
        coming = [
            one
            for patient, has in self.visits.items()
            if role is not Role.CITIZEN or age(self.people[patient], at) >= _OWN_AGE
            for one in has.values()
            if one.start > at + _NOTICE and one.id not in self.kept
            and allowed(self.types[one.time_type])
        ]  # fmt: skip
        soon = [one for one in coming if one.start < at + _SOON]
        pool = soon if soon and self._rng.random() < 0.35 else coming
        return self._rng.choice(pool) if pool else None

    def some_target(self, at: Instant, booking: Booking, role: Role) -> Slot | None:
        """A time to move a visit to: the same resource and type (R2, R17), within the next few."""
        found = [
            slot
            for slot in self._by_place[booking.resource, booking.time_type]
            if self.open(slot, at, role) and self.free_patient(booking.patient, slot, booking.id)
        ]
        return self._rng.choice(found[:20]) if found else None


def age(patient: Patient, at: Instant) -> int:
    """How old a patient is then, in whole years."""
    return (int(day_text(day_of(at)).replace("-", "")) - int(patient.pnr[:8])) // 10000


def _is_woman(patient: Patient) -> bool:
    return int(patient.pnr[10]) % 2 == 0
