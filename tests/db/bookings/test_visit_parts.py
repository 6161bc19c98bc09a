"""Number, words and reason of a visit are kept apart, and joined where they are shown (R53, R55).

Also who gets a 24-hour verdict, and whose a booking must be when a patient is named.
"""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from db.book import Book
from db.bookings import acts, messages, read
from db.bookings.acts import Details
from db.bookings.choices import before_cancel
from db.bookings.sheet import of_booking
from db.citizen import portal
from db.errors import Invalid, NotFound
from db.rules.changes.comments import booking_comment
from db.setup import patients
from db.tidbok.words import change_text
from db.values import Act, Actor, Booking, Patient, Role
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF
from tests.db.builders import set_clock
from tests.db.desk import Desk, error_of
from tests.db.store.test_migrations import golden

OTHER = "+46701740699"


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def moved(desk: Desk, made: Booking, actor: Actor, comment: str = "") -> Booking:
    to = desk.slot("2024-09-27 08:00")
    return acts.rebook(
        desk.book, actor, made.id, to, seen=None, seen_time=None, comment=comment
    ).booking


@pytest.mark.parametrize("comment", ["", "Jobbar då"])
@pytest.mark.parametrize("by", ["citizen", "care", "ombud"])
def test_a_number_given_for_a_visit_stays_with_it_whoever_moves_it(
    desk: Desk, by: str, comment: str
) -> None:
    desk.run("UPDATE clinic SET agent_rebooks = 1")
    actor = {"citizen": desk.actor, "care": STAFF, "ombud": AGENT}[by]
    made = desk.booked("2024-09-20 08:00", details=Details("Ont", phone="070-174 06 99"))
    after = moved(desk, made, actor, comment)
    assert (after.phone, after.comment) == (OTHER, comment or "Ont")
    stored = read.get(desk.book, STAFF, made.id)
    assert stored == after
    shown = f"Mitt telefonnummer: {OTHER} {comment or 'Ont'}"
    assert booking_comment(stored) == shown
    assert desk.last("booking_change", "new_comment") == (shown,)
    assert patients.find(desk.book, desk.patient.pnr).phone == desk.patient.phone


def test_the_number_of_the_visit_is_what_care_is_told_to_call(desk: Desk) -> None:
    made = desk.booked("2024-09-20 08:00", details=Details("Ont", phone="08-465 004 00"))
    assert before_cancel(desk.book, STAFF, made.id).warning.endswith("på +46846500400.")
    sheet = of_booking(desk.book, STAFF, made.id)
    assert sheet.phone == f"+46846500400 (för det här besöket), annars {desk.patient.phone}"
    assert sheet.comment == "Mitt telefonnummer: +46846500400 Ont"
    assert portal.booked_times(desk.book, desk.actor)[0].reason == sheet.comment


def test_the_reason_of_a_cancellation_stands_first_where_it_is_shown(desk: Desk) -> None:
    made = desk.booked("2024-09-20 08:00", details=Details("Ont", phone=OTHER))
    acts.cancel(desk.book, STAFF, made.id, seen=None, reason="Läkaren är sjuk")
    stored = read.get(desk.book, STAFF, made.id)
    assert (stored.reason, stored.phone, stored.comment) == ("Läkaren är sjuk", OTHER, "Ont")
    assert booking_comment(stored) == f"Läkaren är sjuk\nMitt telefonnummer: {OTHER} Ont"


@pytest.mark.parametrize("number", ["123", "ring mig", "0701740605 x", "+46 70 1740605 123456"])
def test_a_number_that_is_none_is_refused_wherever_it_is_typed(desk: Desk, number: str) -> None:
    slot, before = desk.slot("2024-09-20 08:00"), desk.written()
    told = Details("Ont", phone=number)
    for act in (
        lambda: desk.book_slot(slot, details=told),
        lambda: desk.book_slot(slot, STAFF, told),
        lambda: patients.register(
            desk.book, STAFF, Patient(0, "19900602-2397", "Jonas Testberg", number)
        ),
    ):
        error = error_of(act)
        assert isinstance(error, Invalid)
        assert error.field == "phone"
    assert desk.written() == before
    assert desk.value("SELECT count(*) FROM patient") == 2


def test_a_registered_number_has_one_spelling_and_only_mobiles_get_sms(desk: Desk) -> None:
    one = patients.register(
        desk.book, STAFF, Patient(0, "19900602-2397", "Jonas Testberg", "08-465 004 00", sms=True)
    )
    assert one.phone == "+46846500400"
    desk.booked("2024-09-20 08:00", STAFF, patient=one.id)
    assert messages.notices(desk.book, Actor(Role.CITIZEN, one.name, one.id)) == ()


# --- older books ------------------------------------------------------------------------------


COMMENTS = [
    ("", "", ("", "", "")),
    ("Ont i halsen", "", ("Ont i halsen", "", "")),
    ("Mitt telefonnummer: +46701740605 Ont", "", ("Ont", "+46701740605", "")),
    ("Mitt telefonnummer: +46701740605", "", ("", "+46701740605", "")),
    ("Mitt telefonnummer: 070-1740699 2 veckor", "", ("2 veckor", "070-1740699", "")),
    ("Mitt telefonnummer: 070 174 Ont", "", ("Mitt telefonnummer: 070 174 Ont", "", "")),
    ("Mitt telefonnummer: fråga mig", "", ("Mitt telefonnummer: fråga mig", "", "")),
    ("Sjuk\nMitt telefonnummer: +46701740605 Ont", "Sjuk", ("Ont", "+46701740605", "Sjuk")),
    ("Sjuk", "Sjuk", ("", "", "Sjuk")),
    ("Sjuk 100 %\nOnt_", "Sjuk 100 %", ("Ont_", "", "Sjuk 100 %")),
    ("Sjuk\nrad 2\nOnt", "Sjuk\nrad 2", ("Ont", "", "Sjuk\nrad 2")),
]


def test_the_comments_of_an_older_book_are_parted_and_shown_as_before(tmp_path: Path) -> None:
    old = golden(2, tmp_path / "old.db")
    with contextlib.closing(sqlite3.connect(old)) as plain:
        plain.row_factory = sqlite3.Row
        slot, booking = (
            dict(plain.execute(f"SELECT * FROM {table} WHERE id = 1").fetchone())
            for table in ("slot", "booking")
        )
        for at, (comment, reason, _) in enumerate(COMMENTS, 1000):
            later = {"id": at, "start": slot["start"] + at * 86400}
            put_in(plain, "slot", {**slot, **later, "day": slot["day"] + at})
            put_in(plain, "booking", {**booking, **later, "slot_id": at, "comment": comment})
            if reason:
                sql = "UPDATE booking SET status = 'cancelled', slot_id = NULL WHERE id = ?"
                plain.execute(sql, (at,))
                plain.execute(
                    "INSERT INTO booking_change (booking_id, clinic_id, act, role, at, old_start,"
                    " old_length, reason, minutes_left) VALUES (?, 1, 'cancelled', 'staff',"
                    " 1726131180, 1726214400, 30, ?, 1387)",
                    (at, reason),
                )
        plain.commit()
    with Book.open(old) as book:
        for at, (comment, _, parts) in enumerate(COMMENTS, 1000):
            made = read.get(book, STAFF, at)
            assert (made.comment, made.phone, made.reason) == parts
            assert booking_comment(made) == comment


def put_in(plain: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    plain.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", (*row.values(),))


def test_the_verdicts_of_care_in_an_older_book_are_taken_back(tmp_path: Path) -> None:
    old = golden(2, tmp_path / "old.db")
    with contextlib.closing(sqlite3.connect(old)) as plain:
        plain.execute("DROP TRIGGER change_final")
        plain.execute("UPDATE booking_change SET role = 'staff', late = 1 WHERE act = 'rebooked'")
        plain.execute(
            "CREATE TRIGGER change_final BEFORE UPDATE OF late ON booking_change"
            " BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
        plain.commit()
    with Book.open(old) as book, book.read() as reader:
        assert reader.value("SELECT sum(late) FROM booking_change WHERE role <> 'citizen'") == 0


# --- who is judged ----------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, IT, AGENT], ids=lambda one: str(one.role))
@pytest.mark.parametrize("act", [Act.CANCELLED, Act.REBOOKED])
def test_r42_r50_nobody_judges_what_care_and_ombud_do(desk: Desk, actor: Actor, act: Act) -> None:
    """Two hours before the visit, and nowhere is it said that it is late or billed."""
    desk.run("UPDATE clinic SET agent_rebooks = 1")
    set_clock(desk.book, "2024-09-12 06:00")
    made, to = desk.booked("2024-09-12 13:00"), desk.slot("2024-09-12 15:00")
    set_clock(desk.book, "2024-09-12 10:52")
    if act is Act.CANCELLED:
        done = acts.cancel(desk.book, actor, made.id, seen=None)
    else:
        done = acts.rebook(desk.book, actor, made.id, to, seen=None, seen_time=None)
    assert done.late is None
    assert done.verdict.endswith("står inte i Logg för webbtidbok och bedöms inte.")
    assert [one.late for one in read.history(desk.book, STAFF, made.id)] == [False, None]
    assert desk.last("booking_change", "minutes_left, late") == (128, 0)
    sheet = of_booking(desk.book, STAFF, made.id)
    assert sheet.acts[-1].late is None
    assert sheet.acts[-1].verdict == done.verdict
    told = change_text(read.history(desk.book, STAFF, made.id))
    assert "sen" not in told.replace(",", "").split()


# --- whose it is ------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [STAFF, IT, AGENT], ids=lambda one: str(one.role))
@pytest.mark.parametrize("what", ["cancel", "rebook"])
def test_a_patient_that_is_named_must_be_the_bookings(desk: Desk, actor: Actor, what: str) -> None:
    desk.run("UPDATE clinic SET agent_rebooks = 1")
    made, to = desk.booked("2024-09-20 08:00"), desk.slot("2024-09-27 08:00")
    before = desk.written()

    def act(patient: int) -> object:
        if what == "cancel":
            return acts.cancel(desk.book, actor, made.id, seen=None, patient=patient)
        return acts.rebook(
            desk.book, actor, made.id, to, seen=None, seen_time=None, patient=patient
        )

    error = error_of(lambda: act(desk.other.id))
    assert isinstance(error, NotFound)
    assert error.text == f"Bokning 1 hör inte till {desk.other.name}. Ingenting ändrades."
    assert desk.patient.name not in error.text
    assert desk.written() == before
    act(desk.patient.id)
