"""Each check of doctor finds its own fault, planted by SQL, and a clean book has none."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db import clock
from db.book import Book, Tx
from db.doctor import examine as doctor
from db.doctor.examine import CHECKS, Fault, examine
from db.log.index import store
from db.store.version import VERSION
from db.values import Role
from tests.db.actors import STAFF
from tests.db.builders import at, make_patient, make_resource, make_slot, make_type, set_clock
from tests.db.log_builders import Unit


@pytest.fixture
def unit(book: Book) -> Unit:
    """A book with bookings, changes and a log, free and blocked times, types and templates."""
    set_clock(book, "2024-09-19 11:05")
    unit = Unit(book)
    unit.patients.append(make_patient(book, 1))
    unit.chain(
        ("2024-09-12 10:38", "2024-09-12 13:00"),
        ("2024-09-12 10:52:31", "2024-09-13 08:00"),
        ("2024-09-12 11:00", ""),
    )
    unit.chain(("2024-09-16 07:47", "2024-09-17 09:30"))
    unit.booked("2024-09-16 08:00", "2024-10-27 00:00", role=Role.STAFF, log=False)
    make_slot(book, unit.resource, unit.time_type, "2024-10-01 08:00", release=10)
    make_slot(book, unit.resource, unit.time_type, "2024-10-26 23:30")
    make_type(book, "Administration", hidden=True)
    make_type(book, "Ombud-Vårdguiden på telefon", "Ombud")
    with book.write() as tx:
        tx.run("INSERT INTO event (clinic_id, resource_id, start, end, text, blocking)"
               " VALUES (1, ?, ?, ?, 'Möte', 1), (1, ?, ?, ?, 'Öppet', 0)",
               (unit.resource, at("2024-10-02 08:15"), at("2024-10-02 12:00"),
                unit.resource, at("2024-10-01 08:00"), at("2024-10-01 12:00")))  # fmt: skip
    blocked = make_slot(book, unit.resource, unit.time_type, "2024-10-02 08:00")
    make_slot(book, unit.resource, unit.time_type, "2024-10-02 12:00")
    with book.write() as tx:
        tx.run("UPDATE slot SET blocked = 1 WHERE id = ?", (blocked,))
        waiting = tx.insert(
            "INSERT INTO waiting_list_entry (clinic_id, patient_id, status) VALUES (1, 1, 'booked')"
        )
    unit.booked("2024-09-18 08:00", "2024-10-03 08:00", role=Role.STAFF, log=False, waiting=waiting)
    return unit


@contextmanager
def planting(unit: Unit, *dropped: str) -> Iterator[Tx]:
    """A write past the schema's protection."""
    connection = unit.book._connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for what in dropped:
        connection.execute(f"DROP {what}")
    with unit.book.write() as tx:
        yield tx


def faults(unit: Unit) -> list[tuple[str, str]]:
    return [(fault.check, fault.text) for fault in examine(unit.book).faults]


def found(unit: Unit) -> set[str]:
    return {check for check, _ in faults(unit)}


def test_a_clean_book_has_no_fault(unit: Unit) -> None:
    report = examine(unit.book)
    assert report.faults == ()
    assert report.ok
    wanted = {"program", "schema", "sqlite", "python", "textual", "peewee"}
    assert set(report.versions) == wanted
    assert report.versions["schema"] == str(VERSION)
    assert all(value[0].isdigit() for value in report.versions.values())


def test_an_empty_book_has_no_fault(tmp_path: Path) -> None:
    with Book.create(tmp_path / "new.db") as book:
        assert examine(book).ok


def test_an_examination_changes_nothing(unit: Unit) -> None:
    before = unit.book.changes()
    examine(unit.book)
    assert unit.book.changes() == before


ACTIVE = "(SELECT min(id) FROM booking WHERE status = 'booked')"
CANCELLED = "(SELECT id FROM booking WHERE status = 'cancelled')"
FREE = "(SELECT max(id) FROM slot WHERE taken = 0 AND blocked = 0)"
COPY = (
    "INSERT INTO booking_change (booking_id, clinic_id, act, role, actor, at, old_start,"
    " old_length, old_type, old_resource, new_start, new_length, new_type, new_resource,"
    " minutes_left, late)"
    " SELECT booking_id, clinic_id, {act}, {role}, actor, {at}, {old}, 30, old_type, old_resource,"
    " new_start, new_length, new_type, new_resource, {left}, 0 FROM booking_change"
    " WHERE booking_id = " + ACTIVE
)

PLANTED = [
    ("references", "", "UPDATE message SET patient_id = 99"),
    ("references", "", "UPDATE slot SET layout_id = 77 WHERE id = 1"),
    ("one-clock", "", "INSERT INTO clock (id, mode) VALUES (2, 'real')"),
    ("slot-overlap", "TRIGGER slot_overlap_update",
     f"UPDATE slot SET length_min = 600 WHERE id = {FREE} - 2"),
    ("slot-taken", "", f"UPDATE slot SET taken = 1 WHERE id = {FREE}"),
    ("slot-taken", "", "UPDATE slot SET taken = 0 WHERE id ="
     f" (SELECT slot_id FROM booking WHERE id = {ACTIVE})"),
    ("slot-blocked", "", f"UPDATE slot SET blocked = 1 WHERE id = {FREE}"),
    ("slot-blocked", "", "UPDATE slot SET blocked = 0 WHERE blocked = 1"),
    ("slot-blocked", "", "DELETE FROM event"),
    ("slot-day", "", f"UPDATE slot SET day = day + 1 WHERE id = {FREE}"),
    ("slot-day", "", f"UPDATE slot SET day = 0 WHERE id = {FREE}"),
    ("slot-release", "", "UPDATE slot SET release_day = release_day - 1 WHERE release = 10"),
    ("slot-release", "", "UPDATE slot SET release = NULL WHERE release = 10"),
    ("slot-release", "", f"UPDATE slot SET release_day = 5 WHERE id = {FREE}"),
    ("booking-slot", "", "UPDATE slot SET length_min = 20 WHERE id ="
     f" (SELECT slot_id FROM booking WHERE id = {ACTIVE})"),
    ("booking-slot", "", f"UPDATE booking SET resource_id = 2 WHERE id = {ACTIVE}"),
    ("booking-slot", "", f"UPDATE booking SET time_type_id = 2 WHERE id = {ACTIVE}"),
    ("history-begins", "TRIGGER change_kept", "DELETE FROM booking_change WHERE role = 'staff'"),
    ("history-ends", "", COPY.format(act="'rebooked'", role="'staff'", at="at + 60",
                                     old="new_start", left="(new_start - at - 60) / 60").replace(
        "new_resource, new_start, new_length", "new_resource, new_start + 60, new_length").replace(
        "old_type, old_resource, new_start, new_length, new_type, new_resource, (",
        "old_type, old_resource, new_start + 60, new_length, new_type, new_resource, (")),
    ("history-ends", "TRIGGER change_final",
     f"UPDATE booking_change SET new_length = 45 WHERE booking_id = {ACTIVE}"),
    ("history-links", "TRIGGER change_final",
     "UPDATE booking_change SET new_length = 45 WHERE act = 'rebooked'"),
    ("log-missing", "", "DELETE FROM log_row WHERE act = 'cancelled'"),
    ("log-missing", "", "DELETE FROM log_row"),
    ("log-extra", "TRIGGER change_final",
     "UPDATE booking_change SET role = 'agent' WHERE act = 'booked'"),
    ("log-differs", "", "UPDATE log_row SET changed_at = changed_at + 5 WHERE act = 'booked'"),
    ("log-differs", "", "UPDATE log_row SET old_resource = 'Annan' WHERE act = 'cancelled'"),
    ("log-differs", "", "UPDATE log_row SET new_comment = '' WHERE act = 'rebooked'"),
    ("log-differs", "", "UPDATE log_row SET chain = 99 WHERE act = 'rebooked'"),
    ("log-differs", "", "UPDATE log_row SET pnr = '194408139089' WHERE act = 'rebooked'"),
    ("log-counts", "", "UPDATE log_count SET n = n + 1 WHERE act = 'rebooked'"),
    ("log-counts", "", "DELETE FROM log_count WHERE act = 'booked'"),
    ("log-counts", "", "UPDATE log_state SET ordered = 1"),
    ("log-index", "", "UPDATE log_block SET heap = CAST(heap || x'0a' AS BLOB)"),
    ("log-index", "", "UPDATE log_block SET last = last + 1"),
    ("log-index", "TRIGGER log_row_changed", "UPDATE log_row SET interpreter = 'Ja'"),
    ("log-index", "", "DELETE FROM log_codes WHERE id % 32 = 3"),
    ("hidden-ticks", "", "UPDATE time_type SET web_cancellable = 1 WHERE hidden = 1"),
    ("agent-ticks", "", "UPDATE time_type SET web_rebookable = 0 WHERE name LIKE 'Ombud%'"),
    ("waiting-list", "", "UPDATE waiting_list_entry SET status = 'waiting'"),
    ("names", "INDEX time_type_name", "UPDATE time_type SET name = 'Akut', name_key = 'akut'"
     " WHERE name = 'Administration'"),
    ("names", "INDEX resource_clinic_id_name", "INSERT INTO resource (clinic_id, name, kind)"
     " VALUES (1, 'Distriktssköterska', 'person')"),
    ("names", "", "UPDATE time_type SET name_key = 'Akut' WHERE name = 'Akut'"),
    ("patient-pnr", "", "UPDATE patient SET pnr = '194408139080' WHERE id = 2"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "dropped", "sql"), PLANTED, ids=[f"{one[0]}-{n}" for n, one in enumerate(PLANTED)]
)
def test_the_planted_fault_is_found_and_no_other(
    unit: Unit, check: str, dropped: str, sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unit.book.write() as tx:
        tx.run("INSERT INTO message (patient_id, clinic_id, subject, body) VALUES (1, 1, 'a', 'b')")
        if "resource_id = 2" in sql:
            tx.run("INSERT INTO resource (clinic_id, name, kind) VALUES (1, 'R2', 'person')")
    monkeypatch.setattr(store, "DUE", 1)
    store.index_more(unit.book)
    if "ordered" in sql:
        unit.chain(("2024-09-01 07:00", "2024-09-10 09:30"))
    assert faults(unit) == []
    with planting(unit, *([dropped] if dropped else [])) as tx:
        assert tx.run(sql) > 0
    assert found(unit) == {check}


def test_two_active_bookings_of_one_time(unit: Unit) -> None:
    """The unique index taken away."""
    other = unit.booked("2024-09-17 08:00", "2024-10-08 08:00", role=Role.STAFF, log=False)
    with planting(unit, "INDEX booking_slot") as tx:
        slot = tx.value("SELECT slot_id FROM booking WHERE id = ?", (other,))
        columns = "clinic_id, slot_id, status, resource_id, time_type_id, start, length_min"
        again = tx.insert(
            f"INSERT INTO booking (patient_id, {columns}) SELECT 2, {columns} FROM booking"
            " WHERE id = ?",
            (other,),
        )
        tx.run(
            "INSERT INTO booking_change (booking_id, clinic_id, act, role, at, new_start,"
            " new_length) SELECT ?, 1, 'booked', 'staff', at, new_start, new_length"
            " FROM booking_change WHERE booking_id = ?",
            (again, other),
        )
    assert faults(unit) == [("double-booking", f"Tid {slot} har 2 aktiva bokningar.")]


def test_a_slot_of_another_clinic(unit: Unit) -> None:
    with unit.book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Andra', 'asynjavisph')")
        tx.run(f"UPDATE slot SET clinic_id = ? WHERE id = {FREE}", (other,))
    assert found(unit) == {"slot-clinic"}


def test_a_booking_of_another_clinic(unit: Unit) -> None:
    with unit.book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Andra', 'asynjavisph')")
        tx.run("UPDATE booking SET clinic_id = ? WHERE booked_by = 'staff'", (other,))
    assert found(unit) == {"booking-slot"}


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("UPDATE {} SET late = 0 WHERE act = 'rebooked'", id="late-called-in-time"),
        pytest.param("UPDATE {} SET late = 1 WHERE act = 'booked'", id="a-booking-is-never-late"),
        pytest.param("UPDATE {} SET minutes_left = 127 WHERE act = 'rebooked'", id="minutes"),
        pytest.param("UPDATE {} SET minutes_left = NULL WHERE act = 'rebooked'", id="no-minutes"),
    ],
)
def test_a_wrong_verdict(unit: Unit, sql: str) -> None:
    """R50."""
    with planting(unit, "TRIGGER change_final") as tx:
        for table in ("booking_change", "log_row"):
            assert tx.run(sql.format(table)) > 0
    assert found(unit) == {"late-verdict"}


def test_an_imported_rows_verdict_is_worked_out_too(unit: Unit) -> None:
    with unit.book.write() as tx:
        file = tx.insert("INSERT INTO log_file (clinic_id, name) VALUES (1, 'x.csv')")
        row = (file, at("2024-09-12 10:00"), at("2024-09-12 13:00"))
        tx.run(
            "INSERT INTO log_row (clinic_id, file_id, act, changed_at, old_start, minutes_left,"
            " late) VALUES (1, ?, 'cancelled', ?, ?, 180, 1)",
            row,
        )
    assert found(unit) == set()
    with unit.book.write() as tx:
        tx.run("UPDATE log_row SET late = 0 WHERE file_id = ?", (file,))
    assert found(unit) == {"late-verdict"}


@pytest.mark.parametrize("late", [0, 1])
def test_on_the_very_edge_either_verdict_may_stand(unit: Unit, late: int) -> None:
    """It was made under the journal system of its day."""
    unit.chain(("2024-09-12 08:00", "2024-10-04 08:00"), ("2024-10-03 08:00", ""))
    with planting(unit, "TRIGGER change_final") as tx:
        for table in ("booking_change", "log_row"):
            tx.run(f"UPDATE {table} SET late = ? WHERE minutes_left = 1440", (late,))
    assert found(unit) == set()


def test_r42_a_change_by_staff_has_no_verdict(unit: Unit) -> None:
    unit.rebooked(3, "2024-10-26 23:50", "2024-10-28 08:00", role=Role.STAFF, log=False)
    assert found(unit) == set()
    with planting(unit, "TRIGGER change_final") as tx:
        tx.run("UPDATE booking_change SET late = 1 WHERE role = 'staff' AND act = 'rebooked'")
    assert found(unit) == {"late-verdict"}


@pytest.mark.parametrize(
    ("table", "act", "column"),
    [("log_row", "booked", "old_type"), ("log_row", "cancelled", "new_type")],
)
def test_columns_that_must_be_empty(unit: Unit, table: str, act: str, column: str) -> None:
    """R47-R48."""
    with planting(unit, "TRIGGER change_final") as tx:
        for each in (table, "booking_change"):
            tx.run(f"UPDATE {each} SET {column} = 'Akut' WHERE act = ?", (act,))
    assert found(unit) == {"log-empty"}


def test_a_second_new_booking(unit: Unit) -> None:
    with planting(unit, "TRIGGER change_final") as tx:
        tx.run(COPY.format(act="act", role="'staff'", at="at", old="NULL", left="NULL"))
    assert found(unit) == {"history-begins"}


def test_a_cancelled_booking_with_no_cancellation(unit: Unit) -> None:
    with planting(unit, "TRIGGER change_kept") as tx:
        tx.run("DELETE FROM log_row WHERE act = 'cancelled'")
        tx.run("DELETE FROM booking_change WHERE act = 'cancelled'")
    assert found(unit) == {"history-ends"}


def test_a_web_cancellation_that_did_not_go_back_to_the_waiting_list(unit: Unit) -> None:
    """R49."""
    with unit.book.read() as reader:
        booking = reader.value("SELECT max(id) FROM booking")
    unit.cancelled(booking, "2024-09-19 10:00")
    assert found(unit) == {"waiting-list"}
    with unit.book.write() as tx:
        tx.run("UPDATE waiting_list_entry SET status = 'waiting'")
    assert found(unit) == set()
    with unit.book.write() as tx:
        tx.run("UPDATE waiting_list_entry SET status = 'booked'")
    unit.booked("2024-09-19 11:00", "2024-10-05 08:00", role=Role.STAFF, log=False, waiting=1)
    assert found(unit) == set()


def test_care_may_cancel_without_that(unit: Unit) -> None:
    with unit.book.read() as reader:
        booking = reader.value("SELECT max(id) FROM booking")
    unit.cancelled(booking, "2024-09-19 10:00", role=Role.STAFF, log=False)
    assert found(unit) == set()


def test_rows_over_the_retention_need_not_be_there(unit: Unit) -> None:
    """R45, and a clock that was moved on and back."""
    clock.set_to(unit.book, STAFF, at("2024-10-20 08:00"), confirmed=True)
    assert found(unit) == set()
    clock.set_to(unit.book, STAFF, at("2024-09-19 11:05"))
    assert found(unit) == set()
    unit.chain(("2024-09-19 11:05", "2024-10-06 08:00"))
    unit.chain(("2024-09-19 11:06", "2024-10-07 08:00"))
    assert found(unit) == set()
    with unit.book.write() as tx:
        tx.run("DELETE FROM log_row WHERE id = (SELECT max(id) FROM log_row)")
    assert found(unit) == {"log-missing"}


def test_a_damaged_file(unit: Unit, book_path: Path) -> None:
    """An index that no longer agrees with its table, damaged while the book is open."""
    raw = sqlite3.connect(book_path)
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'clinic_id, start', 'start, clinic_id')"
        " WHERE name = 'booking_by_start'"
    )
    raw.execute("PRAGMA schema_version = 9999")
    raw.commit()
    raw.close()
    report = examine(unit.book)
    assert {fault.check for fault in report.faults} == {"file"}
    assert not report.ok


def test_many_faults_are_not_all_listed(unit: Unit) -> None:
    for n in range(1, 29):
        for hour in range(8, 13):
            unit.slot(f"2025-01-{n:02} {hour:02}:00")
    with unit.book.write() as tx:
        tx.run("UPDATE slot SET blocked = 1 - blocked")
    report = examine(unit.book)
    assert len(report.faults) == 101
    assert report.faults[-1] == Fault("slot-blocked", "… och fler. Bara de första 100 visas.")


def test_faults_name_no_patient(unit: Unit) -> None:
    with unit.book.write() as tx:
        tx.run("UPDATE log_row SET pnr = '194408139089'")
        tx.run("UPDATE patient SET pnr = '194408139080' WHERE id = 1")
    report = examine(unit.book)
    assert {fault.check for fault in report.faults} == {"log-differs", "patient-pnr"}
    for fault in report.faults:
        assert "1944" not in f"{fault.text} {fault.facts}"
        assert "Tolvan" not in fault.text


def test_a_time_that_no_calendar_has_does_not_stop_it(unit: Unit) -> None:
    with planting(unit, "TRIGGER slot_overlap_update") as tx:
        tx.run(f"UPDATE slot SET start = ? WHERE id = {FREE}", (10**17,))
    assert "slot-day" in found(unit)


def test_every_check_has_a_name_a_label_and_a_fault_here() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(label.endswith(".") for label in doctor.labels().values())
    elsewhere = {"file", "double-booking", "slot-clinic", "late-verdict", "log-empty"}
    elsewhere |= {"log-unsure"}  # tests/db/log/files/test_import_log.py
    assert {one[0] for one in PLANTED} | elsewhere == set(names)


def test_ninety_thousand_slots_take_few_statements(unit: Unit) -> None:
    """The number of statements does not grow with the book."""

    def asked() -> int:
        seen: list[str] = []
        unit.book._connection.set_trace_callback(seen.append)
        examine(unit.book)
        unit.book._connection.set_trace_callback(None)
        return len(seen)

    before = asked()
    resources = [make_resource(unit.book, f"Resurs {n}") for n in range(20)]
    with unit.book.write() as tx:
        begin = at("2024-10-07 08:00")
        tx.many(
            "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day)"
            " VALUES (1, ?, ?, ?, 15, ?)",
            [
                (resource, unit.time_type, begin + on * 86400 + n * 900, 739_166 + on)
                for resource in resources
                for on in range(14)
                for n in range(32)
            ],
        )
    assert asked() == before
    assert found(unit) == set()
