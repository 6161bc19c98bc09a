"""Quick ways to put things in a test's book by plain SQL, beside the operations under test."""

from db import clock
from db.book import Book
from db.fields import name_key
from db.rules.local_time import day_of
from db.rules.policy import POLICIES
from db.setup import patients, publishing
from db.timeline import parse_day, parse_instant
from db.values import (
    Actor,
    Day,
    Instant,
    JournalSystem,
    Patient,
    ResourceKind,
    Role,
    TimeType,
)
from db.worlds.people import PEOPLE

at = parse_instant
day = parse_day


def set_clock(book: Book, text: str) -> Instant:
    """Pause the book's clock at a local time."""
    with book.write() as tx:
        clock.start(tx, clock.Mode.PAUSED, at(text))
    return at(text)


def make_type(
    book: Book,
    name: str,
    web_name: str = "",
    *,
    clinic: int = 1,
    ticks: bool = True,
    hidden: bool = False,
    bookable: bool = True,
    level: int | None = None,
    web_info: str = "",
    publish: bool = True,
) -> int:
    """A time type, known to 1177 since long ago."""
    on = ticks and not hidden
    with book.write() as tx:
        made = tx.insert(
            "INSERT INTO time_type (clinic_id, name, name_key, web_name, bookable, web_bookable,"
            " web_cancellable, web_rebookable, hidden, level, video, web_info)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '<Ej videobesök>', ?)",
            (clinic, name, name_key(name), web_name, bookable, on, on, on, hidden, level, web_info),
        )
        if publish:
            system = JournalSystem(tx.value("SELECT system FROM clinic WHERE id = ?", (clinic,)))
            publishing.publish(tx, clinic, POLICIES[system], (load_type(book, made),), 0, 0)
    return made


def publish_all(book: Book, clinic: int = 1) -> None:
    """Let 1177 know at once of every type as the book has it, however it came to be so."""
    with book.write() as tx:
        system = JournalSystem(tx.value("SELECT system FROM clinic WHERE id = ?", (clinic,)))
        now = clock.now(tx)
        publishing.publish_all(tx, clinic, POLICIES[system], now, now)


def load_type(book: Book, time_type: int) -> TimeType:
    """A time type as it stands."""
    with book.read() as reader:
        row = reader.row(
            f"SELECT {publishing.TYPE.columns} FROM time_type WHERE id = ?", (time_type,)
        )
    assert row is not None
    return publishing.TYPE.value(row)


def make_resource(
    book: Book,
    name: str,
    kind: ResourceKind = ResourceKind.POSITION,
    *,
    clinic: int = 1,
    valid_from: Day | None = None,
    valid_to: Day | None = None,
    profession: str = "09 Sjuksköterska",
) -> int:
    """A resource."""
    with book.write() as tx:
        return tx.insert(
            "INSERT INTO resource (clinic_id, name, kind, valid_from, valid_to, profession)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (clinic, name, kind, valid_from, valid_to, profession),
        )


def make_slot(
    book: Book,
    resource: int,
    time_type: int,
    start: str,
    length_min: int = 30,
    release: int | None = None,
    *,
    clinic: int = 1,
) -> int:
    """A free time."""
    when = at(start)
    on = day_of(when)
    with book.write() as tx:
        return tx.insert(
            "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day,"
            " release, release_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (clinic, resource, time_type, when, length_min, on, release,
             None if release is None else on - (release - 1)),
        )  # fmt: skip


def make_patient(
    book: Book, n: int = 0, *, sms: bool = True, clinics: tuple[int, ...] = ()
) -> Patient:
    """The n-th of the invented people."""
    person = PEOPLE[n]
    with book.write() as tx:
        made = patients.add(
            tx, Patient(0, person.pnr, person.name, person.phone, person.email, sms=sms), clinics
        )
        return patients.load(tx, made)


def citizen(patient: Patient) -> Actor:
    """The patient, logged in on 1177."""
    return Actor(Role.CITIZEN, patient.name, patient.id)
