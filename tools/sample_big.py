"""A large book for measuring: many resources, times and events, made by plain SQL."""

import random
from pathlib import Path

from db import clock
from db.book import Book, Tx
from db.fields import name_key
from db.rules.local_time import midnight
from db.rules.policy import POLICIES
from db.setup import case_types, clinics, patients, publishing
from db.timeline import parse_day, parse_instant
from db.values import Actor, CaseKind, JournalSystem, Patient, Role, TimeType
from db.worlds.people import PEOPLE

START = "2024-09-12"
NOW = "2024-09-12 07:00"
TIMES_A_DAY = 30


def build(
    path: Path,
    *,
    units: int = 1,
    resources: int = 50,
    days: int = 60,
    types: int = 25,
    booked: float = 0.85,
    events: int = 500,
    seed: int = 1,
) -> Book:
    """Make a book of ``units`` alike clinics, each with resources × days × 30 times.

    Args:
        path: where; must not exist.
        units: how many clinics.
        resources: resources a clinic.
        days: days from the book's today.
        types: time types a clinic, all offered on 1177.
        booked: the share of times that are taken (marked so, without bookings behind them).
        events: blocking events a clinic.
        seed: of the random choices.
    """
    dice = random.Random(seed)
    book = Book.create(path)
    with book.write() as tx:
        clock.start(tx, clock.Mode.PAUSED, parse_instant(NOW))
        for person in PEOPLE:
            patients.add(
                tx, Patient(0, person.pnr, person.name, person.phone, person.email, sms=True)
            )
        for unit in range(units):
            clinic = clinics.add(tx, f"Enhet {unit + 1}", JournalSystem.ASYNJA, connected=True)
            case_types.add(tx, clinic, CaseKind.BOOK, active=True)
            case_types.add(tx, clinic, CaseKind.CHANGE, active=True)
            made_types = _types(tx, clinic, types)
            made_resources = _resources(tx, clinic, resources)
            _slots(tx, clinic, made_resources, made_types, days, booked, dice)
            _events(tx, clinic, made_resources, days, events, dice)
        tx.run(
            "UPDATE slot SET blocked = 1 WHERE EXISTS (SELECT 1 FROM event e WHERE"
            " e.resource_id = slot.resource_id AND e.blocking = 1 AND e.start < slot.start + 900"
            ' AND e."end" > slot.start)'
        )
    return book


def citizen(book: Book, number: int = 0) -> Actor:
    """One of the book's people, logged in on 1177."""
    with book.read() as reader:
        patient = patients.by_pnr(reader, PEOPLE[number].pnr)
    return Actor(Role.CITIZEN, patient.name, patient.id)


def _types(tx: Tx, clinic: int, count: int) -> list[int]:
    made = []
    for number in range(count):
        name = f"Besök {number + 1}"
        made.append(
            tx.insert(
                "INSERT INTO time_type (clinic_id, name, name_key, web_name, bookable,"
                " web_bookable, web_cancellable, web_rebookable) VALUES (?, ?, ?, ?, 1, 1, 1, 1)",
                (clinic, name, name_key(name), f"Webbesök {number + 1}"),
            )
        )
        value = TimeType(
            id=made[-1], name=name, web_name=f"Webbesök {number + 1}", bookable=True,
            web_bookable=True, web_cancellable=True, web_rebookable=True,
        )  # fmt: skip
        publishing.publish(tx, clinic, POLICIES[JournalSystem.ASYNJA], (value,), 0, 0)
    return made


def _resources(tx: Tx, clinic: int, count: int) -> list[int]:
    sql = "INSERT INTO resource (clinic_id, name, kind) VALUES (?, ?, 'person')"
    return [tx.insert(sql, (clinic, f"Resurs {number + 1}")) for number in range(count)]


def _slots(
    tx: Tx,
    clinic: int,
    resources: list[int],
    types: list[int],
    days: int,
    booked: float,
    dice: random.Random,
) -> None:
    first = parse_day(START)
    rows = []
    for resource in resources:
        for day in range(first, first + days):
            opens = midnight(day) + 8 * 3600
            for number in range(TIMES_A_DAY):
                start, taken = opens + number * 900, dice.random() < booked
                rows.append((clinic, resource, dice.choice(types), start, day, taken))
    tx.many(
        "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day, taken)"
        " VALUES (?, ?, ?, ?, 15, ?, ?)",
        rows,
    )


def _events(
    tx: Tx, clinic: int, resources: list[int], days: int, count: int, dice: random.Random
) -> None:
    first = parse_day(START)
    rows = []
    for _ in range(count):
        start = midnight(first + dice.randrange(days)) + dice.randrange(8, 15) * 3600
        rows.append((clinic, dice.choice(resources), start, start + 1800))
    tx.many(
        'INSERT INTO event (clinic_id, resource_id, start, "end", text, blocking)'
        " VALUES (?, ?, ?, ?, 'APT', 1)",
        rows,
    )
