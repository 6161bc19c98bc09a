"""The unit at a glance: each figure counts what it says, and few statements are run."""

import sqlite3
from pathlib import Path

import pytest

from db import overview
from db.book import Book
from db.clock import Mode
from db.errors import NotFound
from tests.db.builders import at, day, make_patient, make_resource, make_slot, make_type, set_clock
from tools import sample_book


@pytest.fixture
def resource(book: Book) -> int:
    return make_resource(book, "Läkare")


def test_an_empty_book(book: Book) -> None:
    seen = overview.read(book, 1)
    assert (seen.name, seen.system, seen.connected) == ("Primus MVK VC Test", "AsynjaVisph", True)
    assert (seen.clock.mode, seen.clock.now) == (Mode.PAUSED, at("2024-09-12 10:52"))
    assert (seen.types_on_1177, seen.free_this_week, seen.bookings_today) == (0, 0, 0)
    assert (seen.late_to_check, seen.waiting_publication, seen.next_publication) == (0, 0, None)
    assert (seen.laid_until, seen.days_ahead, seen.few_days_left) == (None, 0, False)


def test_an_unknown_unit(book: Book) -> None:
    with pytest.raises(NotFound):
        overview.read(book, 99)


def test_types_on_1177_have_a_name_and_a_tick_and_are_no_ombud_types(book: Book) -> None:
    """R4, R9, R20-R21: as 1177 knows them."""
    make_type(book, "Visas", "Besök")
    make_type(book, "Utan namn")
    make_type(book, "Utan bock", "Besök", ticks=False)
    make_type(book, "Dold", "Besök", hidden=True)
    make_type(book, "Ombud-Vårdguiden", "Ombud")
    make_type(book, "Inte publicerad", "Besök", publish=False)
    assert overview.read(book, 1).types_on_1177 == 1


@pytest.mark.parametrize(
    ("start", "counts"),
    [
        ("2024-09-12 10:30", False),  # has begun
        ("2024-09-12 10:52", False),  # begins now
        ("2024-09-12 10:53", True),
        ("2024-09-15 23:30", True),  # Sunday
        ("2024-09-16 00:00", False),  # Monday
    ],
)
def test_free_this_week_ends_with_sunday(
    book: Book, resource: int, start: str, counts: bool
) -> None:
    make_slot(book, resource, make_type(book, "T"), start)
    assert overview.read(book, 1).free_this_week == counts


@pytest.mark.parametrize("flag", ["taken", "blocked"])
def test_taken_and_blocked_times_are_not_free(book: Book, resource: int, flag: str) -> None:
    slot = make_slot(book, resource, make_type(book, "T"), "2024-09-13 08:00")
    with book.write() as tx:
        tx.run(f"UPDATE slot SET {flag} = 1 WHERE id = ?", (slot,))
    assert overview.read(book, 1).free_this_week == 0


def test_the_week_of_the_clock_change_is_whole(book: Book, resource: int) -> None:
    """Sunday 27 October 2024 has 25 hours."""
    set_clock(book, "2024-10-27 01:00")
    type_ = make_type(book, "T")
    make_slot(book, resource, type_, "2024-10-27 23:30")
    make_slot(book, resource, type_, "2024-10-28 00:00")
    assert overview.read(book, 1).free_this_week == 1


@pytest.mark.parametrize(
    ("start", "status", "counts"),
    [
        ("2024-09-12 00:00", "booked", True),
        ("2024-09-12 23:59", "booked", True),
        ("2024-09-11 23:59", "booked", False),
        ("2024-09-13 00:00", "booked", False),
        ("2024-09-12 08:00", "cancelled", False),
    ],
)
def test_bookings_today(book: Book, resource: int, start: str, status: str, counts: bool) -> None:
    type_ = make_type(book, "T")
    slot = make_slot(book, resource, type_, start)
    patient = make_patient(book).id
    with book.write() as tx:
        tx.insert(
            "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min) VALUES (1, ?, ?, ?, 'citizen', ?, ?, ?, 30)",
            (patient, slot, status, resource, type_, at(start)),
        )
    assert overview.read(book, 1).bookings_today == counts


def late_change(book: Book, resource: int, role: str, decision: str, *, logged: bool) -> None:
    type_, patient = make_type(book, "T"), make_patient(book).id
    start = at("2024-09-12 08:00")
    slot = make_slot(book, resource, type_, "2024-09-12 08:00")
    with book.write() as tx:
        booking = tx.insert(
            "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min) VALUES (1, ?, ?, 'cancelled', ?, ?, ?, ?, 30)",
            (patient, slot, role, resource, type_, start),
        )
        change = tx.insert(
            "INSERT INTO booking_change (booking_id, clinic_id, act, role, at, old_start,"
            " old_length, minutes_left, late, decision)"
            " VALUES (?, 1, 'cancelled', ?, ?, ?, 30, 60, 1, ?)",
            (booking, role, start - 3600, start, decision),
        )
        if logged:
            tx.insert(
                "INSERT INTO log_row (clinic_id, change_id, act, changed_at, old_start,"
                " minutes_left, late, decision) VALUES (1, ?, 'cancelled', ?, ?, 60, 1, ?)",
                (change, start - 3600, start, decision),
            )


@pytest.mark.parametrize(
    ("role", "decision", "logged", "counts"),
    [
        ("citizen", "", True, True),
        ("citizen", "", False, False),  # cleared from the log (R45)
        ("citizen", "bill", True, False),
        ("citizen", "exempt", True, False),
        ("citizen", "checked", True, False),
        ("staff", "", False, False),  # not in the log at all (R42)
    ],
)
def test_late_changes_to_check(
    book: Book, resource: int, role: str, decision: str, logged: bool, counts: bool
) -> None:
    """R50: what a citizen changed late, that is in the log and nobody has judged."""
    late_change(book, resource, role, decision, logged=logged)
    assert overview.read(book, 1).late_to_check == counts


def test_what_waits_for_publication_and_when_the_first_is_told(tmp_path: Path) -> None:
    """R12."""
    sample_book.build(tmp_path / "book.db")
    with Book.open(tmp_path / "book.db") as book:
        seen = overview.read(book, 1)
    assert seen.waiting_publication == 1
    assert seen.next_publication == at("2024-09-12 11:07")


def test_how_long_there_are_times(book: Book, resource: int) -> None:
    type_ = make_type(book, "T")
    make_slot(book, resource, type_, "2024-09-25 08:00")
    seen = overview.read(book, 1)
    assert (seen.laid_until, seen.days_ahead, seen.few_days_left) == (day("2024-09-25"), 13, True)
    make_slot(book, resource, type_, "2024-09-26 08:00")
    seen = overview.read(book, 1)
    assert (seen.days_ahead, seen.few_days_left) == (14, False)


def test_few_statements_and_no_table_is_scanned(book_path: Path) -> None:
    ran: list[str] = []
    with Book.open(book_path) as book:
        connection: sqlite3.Connection = book._connection
        connection.set_trace_callback(ran.append)
        overview.read(book, 1)
        connection.set_trace_callback(None)
        asked = [sql for sql in ran if sql.startswith(("SELECT", "\nSELECT"))]
        assert len(asked) <= 7
        counts = f"EXPLAIN QUERY PLAN {overview._COUNTS}"
        plan = connection.execute(counts, (1, 2, 3, 4, 5)).fetchall()
    assert not [step for step in plan if step[3].startswith("SCAN") and "CONSTANT" not in step[3]]
