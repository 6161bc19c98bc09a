"""One who waits, as they find 1177 themselves: what they have booked, and what they could book."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.citizen import portal
from db.mirror.offered import days, types_block
from db.mirror.values import QUIET, At, Block, Fact, Told
from db.offer import offer
from db.setup import patients
from db.values import Actor, Day, Role

_BOOKED: Final = "Bokade tider på 1177"
_NONE: Final = "Inga bokade tider."
_WANTED: Final = "Tider som passar"
_NO_FIT: Final = "1177 visar ingen tid som passar."
_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Waits:
    """A patient on the list, whose own eyes one looks with, and what they wait for.

    Attributes:
        patient: their id.
        time_type: the wanted type's id; None for any.
        resource: the wanted resource's id; None for any.
        first: the first local day wanted; None for any.
        last: the last local day wanted; None for any.
    """

    patient: int
    time_type: int | None = None
    resource: int | None = None
    first: Day | None = None
    last: Day | None = None

    @property
    def about(self) -> str:
        """The patient and what they wait for."""
        return f"waits:{self.patient}:{self.time_type}:{self.resource}:{self.first}-{self.last}"

    def tell(self, at: At) -> Told:
        """Ask 1177 as the patient."""
        patient = patients.load(at.reader, self.patient)
        citizen = Actor(Role.CITIZEN, patient=patient.id, demo=at.actor.demo)
        mine = portal.booked_times(at.book, citizen, at.clinic)
        booked = tuple(
            Fact(f"booking:{one.booking.id}", one.when, one.type_name, QUIET,
                 f"portal:{one.booking.id}")
            for one in mine
        )  # fmt: skip
        blocks = (Block(_BOOKED, booked, _NONE), *self._could_book(at, citizen))
        return Told(blocks, eyes=patient.name)

    def _could_book(self, at: At, citizen: Actor) -> Iterator[Block]:
        if self.time_type is None and self.resource is None:
            yield types_block(offer.types(at.book, citizen, at.clinic), "Kan välja mellan")
            return
        listed = offer.listing(at.book, citizen, at.clinic, from_day=self.first, to_day=self.last)
        fits = [
            time
            for time in listed.times
            if self.time_type in (None, time.time_type) and self.resource in (None, time.resource)
        ]
        if not fits:
            yield Block(_WANTED, (), _NO_FIT)
        for day in days(fits[:_MOST], listed.web_names, listed.resources):
            yield day._replace(heading=f"{_WANTED}: {day.heading.lower()}")
