"""A believable small book, the same every time, for pictures and for measuring the start.

Made by plain SQL beside the operations, on a clock that stands still.
"""

from datetime import date
from pathlib import Path

from db import clock
from db.book import Book, Tx
from db.fields import name_key
from db.rules.local_time import day_of, instant_at
from db.rules.policy import POLICIES
from db.setup import case_types, clinics, patients, publishing
from db.timeline import parse_instant
from db.values import CaseKind, JournalSystem, Patient
from db.worlds.people import PEOPLE

CLINIC = "Primus MVK VC Test"
NOW = "2024-09-12 10:52"

TYPES = (
    (".Laboratoriet", "", True, False),
    (".Läkarbesök", "Bedömning av nya besvär", True, False),
    (".Provtagning", "Antikroppstest Covid 19", True, False),
    ("Administration", "", False, True),
    ("Ombud-Vårdguiden på telefon", "Ombud", True, False),
    ("SSK besök 30 min", "Besök hos sjuksköterska", True, False),
    ("Telefon SSK webb", "Telefontid med sjuksköterska", True, False),
)
RESOURCES = ("Distriktssköterskemottagning", "Johan Frisk", "Barnmorska/Sjuksköterska", "Läkare 1")
STARTS = range(8 * 60, 16 * 60, 30)


def build(path: Path, weeks: int = 8) -> None:
    """Make the book at ``path``; nothing may be there."""
    with Book.create(path) as book, book.write() as tx:
        now = parse_instant(NOW)
        clock.start(tx, clock.Mode.PAUSED, now)
        clinic = clinics.add(tx, CLINIC, JournalSystem.ASYNJA, connected=True)
        case_types.add(tx, clinic, CaseKind.BOOK, active=True)
        case_types.add(tx, clinic, CaseKind.CHANGE, active=True)
        types = [_add_type(tx, clinic, *one) for one in TYPES]
        _publish(tx, clinic, now)
        people = [_add_patient(tx, n, clinic) for n in range(20)]
        for n, name in enumerate(RESOURCES):
            resource = tx.insert(
                "INSERT INTO resource (clinic_id, name, kind) VALUES (?, ?, 'position')",
                (clinic, name),
            )
            _lay_out(tx, clinic, resource, types[(1, 5, 6, 2)[n]], day_of(now), weeks)
        _book_some(tx, clinic, people, now)


def _add_type(tx: Tx, clinic: int, name: str, web_name: str, ticks: bool, hidden: bool) -> int:
    on = ticks and bool(web_name)
    return tx.insert(
        "INSERT INTO time_type (clinic_id, name, name_key, web_name, bookable, web_bookable,"
        " web_cancellable, web_rebookable, hidden, video)"
        " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, '<Ej videobesök>')",
        (clinic, name, name_key(name), web_name, on, on, on, hidden),
    )


def _publish(tx: Tx, clinic: int, now: int) -> None:
    """1177 knows every type since long ago, and one change waits."""
    policy = POLICIES[JournalSystem.ASYNJA]
    publishing.publish_all(tx, clinic, policy, 0, 0)
    tx.run("UPDATE time_type SET web_info = 'Ta med legitimation.' WHERE name = '.Läkarbesök'")
    publishing.publish_all(tx, clinic, policy, now, now + 15 * 60)


def _add_patient(tx: Tx, n: int, clinic: int) -> int:
    person = PEOPLE[n]
    patient = Patient(0, person.pnr, person.name, person.phone, person.email, sms=True)
    return patients.add(tx, patient, (clinic,))


def _lay_out(tx: Tx, clinic: int, resource: int, time_type: int, today: int, weeks: int) -> None:
    rows = []
    for day in range(today - 7, today + 7 * weeks):
        if date.fromordinal(day).weekday() < 5:
            for minute in STARTS:
                start = instant_at(day, minute)
                rows.append((clinic, resource, time_type, start, 30, day))
    tx.many(
        "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def _book_some(tx: Tx, clinic: int, people: list[int], now: int) -> None:
    """Every third time is booked; a few citizens changed theirs late."""
    slots = tx.rows(
        "SELECT slot.id, resource_id, time_type_id, start, time_type.name, resource.name FROM slot"
        " JOIN time_type ON time_type.id = time_type_id JOIN resource ON resource.id = resource_id"
        " WHERE start < ? ORDER BY start, slot.id",
        (now + 20 * 86400,),
    )
    for n, (slot, resource, time_type, start, type_name, resource_name) in enumerate(slots):
        if n % 3:
            continue
        booking = tx.insert(
            "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min) VALUES (?, ?, ?, 'booked', 'citizen', ?, ?, ?, 30)",
            (clinic, people[n % len(people)], slot, resource, time_type, start),
        )
        tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot,))
        if n % 45 == 0 and start < now:
            _cancel_late(tx, clinic, booking, (slot, start, type_name, resource_name))


def _cancel_late(tx: Tx, clinic: int, booking: int, visit: tuple[int, int, str, str]) -> None:
    slot, start, type_name, resource_name = visit
    at = start - 3 * 3600
    change = tx.insert(
        "INSERT INTO booking_change (booking_id, clinic_id, act, role, actor, at, old_start,"
        " old_length, old_type, old_resource, minutes_left, late)"
        " VALUES (?, ?, 'cancelled', 'citizen', '', ?, ?, 30, ?, ?, 180, 1)",
        (booking, clinic, at, start, type_name, resource_name),
    )
    tx.run("UPDATE booking SET status = 'cancelled' WHERE id = ?", (booking,))
    tx.run("UPDATE slot SET taken = 0 WHERE id = ?", (slot,))
    tx.insert(
        "INSERT INTO log_row (clinic_id, change_id, chain, act, changed_at, old_start, old_type,"
        " old_resource, minutes_left, late)"
        " VALUES (?, ?, ?, 'cancelled', ?, ?, ?, ?, 180, 1)",
        (clinic, change, booking, at, start, type_name, resource_name),
    )
