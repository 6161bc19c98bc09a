"""Building blocks of the worlds: a unit furnished and lived in through the book's own operations.

A world's past is made by setting the book's clock to each moment and letting the act be done
there, so that changes, log rows, messages, notices and verdicts are what they would have been.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from db import clock
from db.book import Book
from db.bookings import acts
from db.bookings.acts import NO_DETAILS, Details
from db.schedule import changes, templates
from db.schedule import lay_out as layout
from db.setup import case_types, clinics, patients, resources, time_types
from db.values import (
    Actor,
    Booking,
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


def rows(
    days: Iterable[Weekday], *ranges: tuple[str, str, Minutes, int | None, int]
) -> tuple[TemplateRow, ...]:
    """Template rows: each range on each of the days.

    Args:
        days: the columns.
        ranges: Från, Till, Längd, Bok.före (None for an empty box) and the type's id.
    """
    return tuple(
        TemplateRow(day, minutes(start), minutes(end), length, release, time_type)
        for day in days
        for start, end, length, release, time_type in ranges
    )


class Unit:
    """A unit that is being furnished; all it does goes through the operations.

    Attributes:
        book: its book.
        clinic: its id.
        types: the ids of its time types by name.
        resources: the ids of its resources by name.
        templates: the ids of its templates by name.
        people: its patients, in the order they came.
    """

    def __init__(
        self, book: Book, name: str, system: JournalSystem, opened: Instant,
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

    def at(self, when: Instant) -> None:
        """Go to a moment of the unit's life; what is done next is done then."""
        set_clock(self.book, clock.Mode.PAUSED, when)

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

    def add_template(self, name: str, template_rows: Sequence[TemplateRow]) -> None:
        """Put up a template."""
        draft = Template(None, name, tuple(template_rows))
        made = templates.save(self.book, IT, self.clinic, draft, seen=None)
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

    def lay_out(self, template: str, on: Sequence[str], from_day: Day, to_day: Day) -> None:
        """Lay a template out on resources by name, both days included."""
        actor = IT if "Ombud" in template else SCHEDULER
        chosen = [self.resources[name] for name in on]
        key = self.templates[template]
        layout.lay_out(self.book, actor, self.clinic, key, chosen, from_day, to_day, seen=None)

    def add_time(self, resource: str, time_type: str, start: Instant, length: Minutes = 30) -> None:
        """Add one time straight in the calendar (R34)."""
        where, what = self.resources[resource], self.types[time_type]
        changes.add_time(self.book, SCHEDULER, self.clinic, where, start, length, what)

    def citizen(self, n: int) -> Actor:
        """The n-th patient, logged in on 1177."""
        one = self.people[n]
        return Actor(Role.CITIZEN, one.name, one.id)

    def slot(self, resource: str, start: Instant) -> int:
        """The time a resource has at an instant."""
        where = self.resources[resource]
        return acts.find_slot(self.book, self.clinic, where, start).id

    def booked(
        self, n: int, resource: str, start: Instant, details: Details = NO_DETAILS,
        *, by: Actor | None = None,
    ) -> Booking:  # fmt: skip
        """Let the n-th patient have a time; booked by themselves unless someone else does it."""
        actor = by or self.citizen(n)
        where = self.slot(resource, start)
        whom = self.people[n].id
        return acts.book_time(
            self.book, actor, self.clinic, where, details, patient=whom, seen=None
        )

    def _activate(self, kind: CaseKind, terms: Terms) -> None:
        """Put up an ärendetyp, write its terms and activate it for all (R107-R117)."""
        made = case_types.put_up(self.book, _REGION, self.clinic, kind)
        edited = type(made)(made.id, kind, made.name, active=True, limited=False, terms=terms)
        case_types.save(self.book, _UNIT_ADMIN, self.clinic, edited, seen=made)
