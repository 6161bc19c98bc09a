"""Building blocks of the worlds: a unit furnished and lived in through the book's own operations.

A world's past is made by setting the book's clock to each moment and letting the act be done
there, so that changes, log rows, messages, notices and verdicts are what they would have been.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from db import clock
from db.book import Book
from db.bookings import acts
from db.bookings.acts import NO_DETAILS, Details
from db.schedule import changes, templates
from db.schedule import lay_out as layout
from db.setup import case_types, clinics, patients, resources, time_types
from db.timeline import parse_day, parse_instant
from db.values import (
    Actor,
    CaseKind,
    Day,
    Instant,
    JournalSystem,
    Minutes,
    Patient,
    Resource,
    Role,
    Template,
    TemplateRow,
    Terms,
    TimeType,
    Weekday,
)
from db.worlds.people import Person

STAFF = Actor(Role.STAFF, "Receptionen")
SCHEDULER = Actor(Role.SCHEDULER, "Schemaansvarig")
IT = Actor(Role.IT, "Systemförvaltningen")
AGENT = Actor(Role.AGENT, "1177 på telefon")
_REGION = Actor(Role.REGIONAL_ADMIN, "E-tjänstesamordnaren")
_UNIT_ADMIN = Actor(Role.UNIT_ADMIN, "Enhetens administratör")

_PHONE = "08-46500400"
"""Of the series that PTS keeps free for fiction."""
_ADDRESS = "Övningsgatan 1, Exempelstad"

Ranges = tuple[tuple[str, str, Minutes, int | None, str], ...]
"""Of a template: Från, Till, Längd, Bok.före (None for an empty box) and the type's name."""
Templates = Mapping[str, tuple[tuple[tuple[Weekday, ...], Ranges], ...]]
"""Templates by name: on some days some ranges, on others perhaps others."""

WORKDAYS = (
    Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY,
)  # fmt: skip


@contextmanager
def swiftly(book: Book) -> Iterator[None]:
    """Let a book that is being made write without waiting for the disk.

    Nobody else knows of it yet: a crash leaves a draft that is thrown away, so each of its many
    small transactions need not be safe by itself. At the end all of it is carried over to the
    book's file, with the book's own safety on again; who moves the file syncs it first.

    The one place outside ``db.book`` that touches the connection: no operation may do this.
    """
    connection = book._connection
    connection.execute("PRAGMA synchronous = OFF")
    yield
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def set_clock(book: Book, mode: clock.Mode, when: Instant | None) -> Instant:
    """Give the book its clock; clears nothing and leaves no trace of when the world was made.

    Args:
        mode: how it runs; a world never has a running one.
        when: the book's time, the computer's when None.

    Returns:
        The time that was set.
    """
    with book.write() as tx:
        clock.start(tx, mode, when)
        # Only a running clock asks when it was set; the same world is to be the same file.
        tx.run("UPDATE clock SET set_at = base")
        return int(tx.value("SELECT base FROM clock"))


def minutes(text: str) -> Minutes:
    """Minutes of the day of ``HH:MM``."""
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def moment(when: Instant | str) -> Instant:
    """An instant, or the one that is written."""
    return parse_instant(when) if isinstance(when, str) else when


def web(name: str, web_name: str, web_info: str = "", colour: str = "") -> TimeType:
    """A time type that citizens book, cancel and rebook on 1177 (R14-R16)."""
    return TimeType(
        name=name,
        web_name=web_name,
        bookable=True,
        web_bookable=True,
        web_cancellable=True,
        web_rebookable=True,
        web_info=web_info,
        colour=colour,
    )


class Unit:
    """A unit that is being furnished; all it does goes through the operations.

    Attributes:
        types: the ids of its time types by name.
        resources: the ids of its resources by name.
        templates: the ids of its templates by name.
        people: its patients, in the order they came.
    """

    def __init__(
        self, book: Book, name: str, system: JournalSystem, opened: Instant | str,
        terms: dict[CaseKind, Terms],
    ) -> None:  # fmt: skip
        self.book = book
        self.types: dict[str, int] = {}
        self.resources: dict[str, int] = {}
        self.templates: dict[str, int] = {}
        self.people: list[Patient] = []
        self.at(opened)
        with book.write() as tx:
            self.clinic = clinics.add(
                tx, name, system, connected=True, phone=_PHONE, address=_ADDRESS
            )
        for kind, text in terms.items():
            self._activate(kind, text)

    def at(self, when: Instant | str) -> None:
        """Go to a moment of the unit's life; what is done next is done then."""
        set_clock(self.book, clock.Mode.PAUSED, moment(when))

    def furnish(
        self,
        types: Sequence[TimeType],
        own: Sequence[Resource],
        people: Iterable[Person],
        made: Templates,
    ) -> None:
        """Put up its types, resources, patients and templates."""
        self.add_types(types)
        self.add_resources(own)
        self.add_people(people)
        for name, parts in made.items():
            self.add_template(name, parts)

    def add_types(self, types: Sequence[TimeType]) -> None:
        """Put up time types, ombud types too, and let 1177 know of them (R12)."""
        for made in time_types.save(self.book, IT, self.clinic, types):
            if made.name:
                assert made.id is not None  # it is stored
                self.types[made.name] = made.id

    def add_resources(self, added: Sequence[Resource]) -> None:
        """Put up resources."""
        for made in resources.save(self.book, IT, self.clinic, added):
            assert made.id is not None  # it is stored
            self.resources[made.name] = made.id

    def add_template(self, name: str, parts: Iterable[tuple[Iterable[Weekday], Ranges]]) -> None:
        """Put up a template: in each part, each range on each of the days."""
        rows = tuple(
            TemplateRow(day, minutes(start), minutes(end), length, release, self.types[kind])
            for days, ranges in parts
            for day in days
            for start, end, length, release, kind in ranges
        )
        made = templates.save(self.book, IT, self.clinic, Template(None, name, rows), seen=None)
        assert made.id is not None  # it is stored
        self.templates[name] = made.id

    def add_people(self, people: Iterable[Person]) -> None:
        """Add patients; most of them want notices by SMS, some by e-mail (R122)."""
        with self.book.write() as tx:
            for n, one in enumerate(people, start=len(self.people)):
                sms, mail = n % 4 != 3, n % 3 == 1
                draft = Patient(0, one.pnr, one.name, one.phone, one.email, sms, mail)
                made = patients.add(tx, draft, (self.clinic,))
                self.people.append(patients.load(tx, made))

    def lay_out(self, template: str, on: Sequence[str], first: Day | str, last: Day | str) -> None:
        """Lay a template out on resources by name, both days included."""
        from_day, to_day = (
            parse_day(day) if isinstance(day, str) else day for day in (first, last)
        )
        actor = IT if "Ombud" in template else SCHEDULER
        chosen = [self.resources[name] for name in on]
        key = self.templates[template]
        layout.lay_out(self.book, actor, self.clinic, key, chosen, from_day, to_day, seen=None)

    def add_time(self, resource: str, time_type: str, start: str, length: Minutes = 30) -> None:
        """Add one time straight in the calendar (R34)."""
        where, what = self.resources[resource], self.types[time_type]
        changes.add_time(self.book, SCHEDULER, self.clinic, where, moment(start), length, what)

    def citizen(self, n: int) -> Actor:
        """The n-th patient, logged in on 1177."""
        one = self.people[n]
        return Actor(Role.CITIZEN, one.name, one.id)

    def _slot(self, resource: str, start: str) -> int:
        where = self.resources[resource]
        return acts.find_slot(self.book, self.clinic, where, moment(start)).id

    def books(
        self, when: str, n: int, resource: str, start: str, details: Details = NO_DETAILS,
        *, by: Actor | None = None,
    ) -> int:  # fmt: skip
        """Let the n-th patient have a time; booked by themselves unless someone else does it.

        Returns:
            The booking's id.
        """
        self.at(when)
        actor, whom = by or self.citizen(n), self.people[n].id
        slot = self._slot(resource, start)
        made = acts.book_time(self.book, actor, self.clinic, slot, details, patient=whom, seen=None)
        return made.id

    def moves(
        self, when: str, n: int, booking: int, resource: str, start: str, comment: str = ""
    ) -> None:
        """Let the n-th patient move a booking."""
        self.at(when)
        target = self._slot(resource, start)
        acts.rebook(
            self.book, self.citizen(n), booking, target, comment=comment, seen=None, seen_time=None
        )

    def cancels(self, when: str, n: int, booking: int, reason: str = "") -> None:
        """Let the n-th patient cancel a booking."""
        self.at(when)
        acts.cancel(self.book, self.citizen(n), booking, reason=reason, seen=None)

    def _activate(self, kind: CaseKind, terms: Terms) -> None:
        """Put up an ärendetyp, write its terms and activate it for all (R107-R117)."""
        made = case_types.put_up(self.book, _REGION, self.clinic, kind)
        edited = type(made)(made.id, kind, made.name, active=True, limited=False, terms=terms)
        case_types.save(self.book, _UNIT_ADMIN, self.clinic, edited, seen=made)
