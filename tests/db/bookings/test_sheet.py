"""Bokningsunderlag: what it holds, the chain with its verdicts, the access log, the note."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.book import Book
from db.bookings import acts, waiting_list
from db.bookings import sheet as booking_sheet
from db.bookings.acts import Details
from db.bookings.sheet import BookingSheet
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.log import exemption, query, review, review_settings
from db.rules.log.review import BOOKED_SHORTLY
from db.setup import access_log
from db.values import Act, Actor, JournalSystem, ReviewDecision, Role
from db.worlds import catalogue
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, set_clock
from tests.db.desk import Desk
from tests.db.hostile import HOSTILE, assert_safe
from tests.db.log_builders import Unit

BILL, EXEMPT = ReviewDecision.BILL, ReviewDecision.EXEMPT
NOON = "2024-09-12 12:00"
PHONE = "Mitt telefonnummer: +46701740605"


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def row_of(book: Book, act: Act, file: str = "") -> int:
    """The newest row of that kind."""
    rows = query.rows(book, STAFF, 1, file=file)
    return next(row.seq for row in reversed(rows) if row.act is act)


def looks(book: Book) -> list[tuple[str, str]]:
    return [(one.actor, one.what) for one in access_log.every(book, IT)]


# --- what it holds --------------------------------------------------------------------------------


def test_all_of_a_visit(book: Book, desk: Desk) -> None:
    set_clock(book, "2024-09-10 08:00")
    details = Details("Ont i halsen", referral="Remiss 12", interpreter="Arabiska")
    made = desk.booked("2024-09-20 10:00", details=details)
    booking_sheet.save_note(book, STAFF, made.id, "Ring vid återbud", seen="")
    sheet = booking_sheet.of_booking(book, STAFF, made.id)
    assert (sheet.status, sheet.clinic, sheet.file) == ("Bokad", "Primus MVK VC Test", "")
    assert (sheet.visit.start, sheet.visit.length_min) == (at("2024-09-20 10:00"), 30)
    assert (sheet.visit.type_name, sheet.web_name) == (
        "Läkarbesök 1177",
        "Bedömning av nya besvär",
    )
    assert sheet.visit.resource_name == "Johan Frisk"
    assert (sheet.booked_by, sheet.booked_at) == (
        "Tolvan Tolvansson (Invånare)",
        at("2024-09-10 08:00"),
    )
    assert (sheet.referral, sheet.interpreter) == ("Remiss 12", "Arabiska")
    assert (sheet.patient, sheet.pnr) == (desk.patient.name, "19121212-1212")
    assert sheet.phone == desk.patient.phone
    assert sheet.comment == f"Mitt telefonnummer: {desk.patient.phone} Ont i halsen"
    assert sheet.staff_note == "Ring vid återbud"
    assert (sheet.waiting_list, sheet.hidden) == ("", "Nej")
    assert (sheet.seq, sheet.here, sheet.suggestion, sheet.amount) == (None, None, "", "")


def test_the_cancellation_comment_stands_first(book: Book, desk: Desk) -> None:
    """R53, R55; opened from the row of the rebooking it tells of the cancellation too."""
    set_clock(book, "2024-09-10 08:00")
    made = desk.booked("2024-09-20 10:00", details=Details("Ont i halsen"))
    acts.rebook(
        book,
        desk.actor,
        made.id,
        desk.slot("2024-09-21 10:00"),
        comment="Förhinder.",
        seen=None,
        seen_time=None,
    )
    acts.cancel(book, desk.actor, made.id, reason="Fått magsjuka", seen=None)
    for act in Act:
        sheet = booking_sheet.of_row(book, STAFF, row_of(book, act))
        assert sheet.comment.splitlines() == [
            "Fått magsjuka",
            f"Mitt telefonnummer: {desk.patient.phone} Förhinder.",
        ]
        assert (sheet.status, sheet.visit.start) == ("Avbokad", at("2024-09-21 10:00"))
        assert [one.act for one in sheet.acts] == [Act.BOOKED, Act.REBOOKED, Act.CANCELLED]
        assert [one.here for one in sheet.acts] == [one.act is act for one in sheet.acts]
        assert sheet.acts[-1].reason == "Fått magsjuka"


def test_what_care_and_ombud_do_is_part_of_it(book: Book, desk: Desk) -> None:
    """R42: not in the log, and not judged however late it is."""
    set_clock(book, "2024-09-10 08:00")
    made = desk.booked("2024-09-12 10:00")
    set_clock(book, NOON.replace("12:00", "09:00"))
    acts.rebook(book, STAFF, made.id, desk.slot("2024-09-12 11:00"), seen=None, seen_time=None)
    acts.cancel(book, AGENT, made.id, seen=None)
    sheet = booking_sheet.of_booking(book, STAFF, made.id)
    assert [(one.who, one.seq is None, one.late is None) for one in sheet.acts] == [
        ("Tolvan Tolvansson (Invånare)", False, False),
        ("Rut Reception (Personal)", True, True),
        ("1177 på telefon (Ombud)", True, True),
    ]
    assert sheet.acts[1].verdict.startswith("Gjord av vården: står inte i Logg för webbtidbok")
    assert sheet.acts[2].verdict.startswith("Gjord av ombud")
    assert sheet.verdict == (False, False, "Ingen sen ändring. Inget ska faktureras.")


def test_back_on_the_waiting_list(book: Book, desk: Desk) -> None:
    """R49."""
    set_clock(book, "2024-09-10 08:00")
    entry = waiting_list.add(book, STAFF, 1, desk.patient.id)
    made = desk.booked(
        "2024-09-20 10:00", STAFF, Details(waiting_entry=entry), patient=desk.patient.id
    )
    assert booking_sheet.of_booking(book, STAFF, made.id).waiting_list == "Bokad från väntelistan"
    acts.cancel(book, desk.actor, made.id, seen=None)
    sheet = booking_sheet.of_row(book, STAFF, row_of(book, Act.CANCELLED))
    assert sheet.waiting_list.endswith("åter på väntelistan efter avbokning på webben")


def test_hidden_in_pmo(book: Book) -> None:
    """R69."""
    desk = Desk(book, JournalSystem.PMO)
    set_clock(book, "2024-09-10 08:00")
    made = desk.booked(
        "2024-09-20 10:00", STAFF, Details(hidden_in_1177=True), patient=desk.patient.id
    )
    assert booking_sheet.of_booking(book, STAFF, made.id).hidden.startswith("Ja, Dölj i 1177")


# --- chains ---------------------------------------------------------------------------------------


def test_why_over_a_clock_change(book: Book) -> None:
    """The night the clock goes back is an hour longer: 24 h 30 of real time is in time."""
    unit = Unit(book)
    booking = unit.chain(
        ("2024-10-20 10:00", "2024-10-27 09:30"), ("2024-10-26 10:00", "2024-10-28 08:00")
    )
    act = booking_sheet.of_booking(book, STAFF, booking).acts[1]
    assert act.verdict == (
        "Ändrad 2024-10-26 10:00 jämförs med 2024-10-27 09:30: 24 h 30 kvar, gränsen är 24 h."
        " Klockan ställdes bakåt en timme däremellan; verklig tid räknas. I tid."
    )


def test_of_two_late_rows_the_second_says_that_the_first_is_billed_too(book: Book) -> None:
    unit = Unit(book)
    booking = unit.chain(
        ("2024-09-12 10:38", "2024-09-12 13:00"),
        ("2024-09-12 10:52", "2024-09-13 08:00"),
        ("2024-09-12 11:00", ""),
    )
    set_clock(book, NOON)
    sheet = booking_sheet.of_row(book, STAFF, 3)
    assert sheet.acts[1].verdict == (
        "Ändrad 2024-09-12 10:52 jämförs med 2024-09-12 13:00: 2 h 08 kvar, gränsen är 24 h."
        " Ska faktureras."
    )
    assert sheet.acts[2].note == "Även ombokningen 2024-09-12 10:52 i samma kedja ska faktureras."
    review.decide(book, STAFF, [2], EXEMPT, "Giltigt förhinder", seen=None)
    sheet = booking_sheet.of_booking(book, STAFF, booking)
    assert sheet.acts[1].review.text == (
        f"Undantas (Giltigt förhinder), bedömt av Rut Reception {NOON}."
    )
    assert (sheet.acts[2].note, sheet.acts[1].billable, sheet.acts[2].billable) == ("", False, True)


def test_a_row_that_was_cleared_is_still_judged(book: Book) -> None:
    """R45: the log forgets, the sheet does not."""
    booking = Unit(book).chain(("2024-09-12 10:38", "2024-09-12 13:00"), ("2024-09-12 10:52", ""))
    with book.write() as tx:
        tx.run("DELETE FROM log_row")
    sheet = booking_sheet.of_booking(book, STAFF, booking)
    assert (sheet.acts[1].seq, sheet.acts[1].is_late, sheet.verdict.billable) == (None, True, True)
    with pytest.raises(NotFound, match="gallrats"):
        booking_sheet.of_row(book, STAFF, 2)


def test_what_helps_to_decide(book: Book) -> None:
    unit = Unit(book)
    unit.chain(("2024-09-12 10:38", "2024-09-12 13:00"), ("2024-09-12 10:52", ""))
    unit.chain(("2024-09-01 10:38", "2024-09-12 14:00"), ("2024-09-12 10:53", ""))
    sheet = booking_sheet.of_row(book, STAFF, 2)
    assert (sheet.suggestion, sheet.amount) == (BOOKED_SHORTLY, "")
    assert booking_sheet.of_row(book, STAFF, 4).suggestion == ""
    assert booking_sheet.of_row(book, STAFF, 1).suggestion == ""  # not late: nothing to exempt
    assert exemption.choice(book, STAFF, [2]).suggested == BOOKED_SHORTLY
    assert exemption.choice(book, STAFF, [2, 4]).suggested == ""
    assert exemption.choice(book, STAFF, [2] * 51).suggested == ""
    seen = review_settings.settings(book, STAFF, 1)
    review_settings.save(book, SCHEDULER, 1, ("Annat",), [("09 Sjuksköterska", "300")], seen=seen)
    sheet = booking_sheet.of_row(book, STAFF, 2)
    assert (sheet.suggestion, sheet.amount) == ("", "300 kr")
    assert exemption.choice(book, STAFF, [2]) == (("Annat",), "", False)
    for seqs in ([], [99]):
        with pytest.raises(NotFound):
            exemption.choice(book, STAFF, seqs)


# --- the guide's worlds ---------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["guide", "guide-2025"])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("sheets") / "book.db"
    with catalogue.make(path, request.param) as made:
        yield made


GUIDE_ROWS = {
    # GUIDES.md A4: Ändrad datum, time left, late; a new booking has none.
    "2024-08-16 13:31": ("", False), "2024-08-16 13:44": ("", False),
    "2024-08-16 13:50": ("", False), "2024-09-04 15:56": ("", False),
    "2024-09-04 15:58": ("19 h 02", True), "2024-09-12 10:38": ("", False),
    "2024-09-12 10:52": ("2 h 08", True), "2024-09-12 11:00": ("21 h 00", True),
    "2024-09-16 07:47": ("", False), "2024-09-19 11:01": ("", False),
    "2025-06-19 08:37": ("", False), "2025-06-19 08:42": ("1 h 18", True),
    "2025-06-19 08:46": ("24 h 44", False),
    "2025-06-19 10:30": ("118 h 00", False),  # ours but for its time (A6.18b)
}  # fmt: skip


def test_the_guides_rows_one_by_one(world: Book) -> None:
    rows = query.rows(world, STAFF, 1)
    assert len(rows) in (10, 4)
    for row in rows:
        sheet = booking_sheet.of_row(world, STAFF, row.seq)
        here = sheet.here
        assert here is not None
        when = here.verdict.partition(" jämförs")[0].removeprefix("Ändrad ")
        left, late = GUIDE_ROWS[when]
        assert here.is_late is late
        if left:
            assert f": {left} kvar, gränsen är 24 h." in here.verdict
            assert here.verdict.endswith("Ska faktureras." if late else "I tid.")
        else:
            assert here.verdict.endswith("Nybokning faktureras inte.")
        assert sheet.verdict.billable is any(one.is_late for one in sheet.acts)


def test_the_trap_stays_billable_whichever_row_it_is_opened_from(tmp_path: Path) -> None:
    """GUIDES.md A4: a late rebooking, then a cancellation in time."""
    with catalogue.make(tmp_path / "book.db", "guide-2025") as guide:
        rows = [row for row in query.rows(guide, STAFF, 1) if row.patient.startswith("Jonas")]
        assert len(rows) == 3
        for row in rows:
            sheet = booking_sheet.of_row(guide, STAFF, row.seq)
            assert sheet.verdict.text.startswith(
                "Ska faktureras: ombokningen 2025-06-19 08:42. Att avbokningen 2025-06-19 08:46"
                " gjordes i tid ändrar inte det."
            )
        assert sheet.comment.splitlines()[0] == "Fått magsjuka"
        assert sheet.acts[2].note == "Ombokningen 2025-06-19 08:42 i samma kedja ska faktureras."


# --- imported logs --------------------------------------------------------------------------------


def imported(book: Book, pnr: str = "191212121212") -> None:
    """A file with one chain: booked, rebooked late, cancelled in time."""
    visit = "Akut", "(Sjuksköt...", PHONE
    rows = (
        ("booked", "2025-06-19 08:37", None, "2025-06-19 10:00", 0),
        ("rebooked", "2025-06-19 08:42", "2025-06-19 10:00", "2025-06-20 09:30", 1),
        ("cancelled", "2025-06-19 08:46", "2025-06-20 09:30", None, 0),
    )
    with book.write() as tx:
        file = tx.insert("INSERT INTO log_file (clinic_id, name, imported_at, imported_by)"
                         " VALUES (1, 'juni.csv', 0, '')")  # fmt: skip
        for act, changed, old, new, late in rows:
            tx.insert(
                "INSERT INTO log_row (clinic_id, file_id, chain, act, changed_at, patient, pnr,"
                " interpreter, referral, old_start, old_type, old_resource, old_comment,"
                " new_start, new_type, new_resource, new_comment, late)"
                " VALUES (1, ?, 7, ?, ?, 'T. Tolvansson', ?, 'Nej', 'R1', ?, ?, ?, ?, ?, ?, ?, ?,"
                " ?)",
                (file, act, at(changed), pnr)
                + ((at(old), *visit) if old else (None, "", "", ""))
                + ((at(new), *visit) if new else (None, "", "", ""))
                + (late,),
            )


def test_an_imported_row_tells_what_its_file_tells(book: Book) -> None:
    imported(book)
    sheet = booking_sheet.of_row(book, STAFF, row_of(book, Act.CANCELLED, "juni.csv"))
    assert (sheet.booking, sheet.file, sheet.status) == (None, "juni.csv", "Avbokad")
    assert (sheet.patient, sheet.pnr, sheet.phone) == ("T. Tolvansson", "19121212-1212", "")
    assert (sheet.referral, sheet.comment, sheet.visit.length_min) == ("R1", PHONE, 0)
    assert "står inte i loggens rader" in sheet.comment_note  # R53
    assert sheet.booked_by == "T. Tolvansson (Invånare)"
    assert [one.act for one in sheet.acts] == [Act.BOOKED, Act.REBOOKED, Act.CANCELLED]
    assert sheet.verdict.text.startswith("Ska faktureras: ombokningen 2025-06-19 08:42.")
    assert (sheet.waiting_list, sheet.hidden, sheet.staff_note, sheet.web_name) == ("",) * 4
    assert booking_sheet.of_row(book, STAFF, 2).suggestion == BOOKED_SHORTLY


def test_a_file_without_personal_numbers_or_first_row(book: Book) -> None:
    imported(book, "")
    with book.write() as tx:
        tx.run("DELETE FROM log_row WHERE act = 'booked'")
    sheet = booking_sheet.of_row(book, STAFF, 2)
    assert (sheet.pnr, sheet.booked_by, sheet.booked_at) == ("", "", None)
    assert sheet.suggestion == ""
    assert sheet.access.startswith("Patienten finns inte i boken")


# --- the access log -------------------------------------------------------------------------------


def test_every_opening_is_noted_once(book: Book, desk: Desk) -> None:
    set_clock(book, "2024-09-10 08:00")
    made = desk.booked("2024-09-20 10:00")
    sheet = booking_sheet.of_booking(book, STAFF, made.id)
    assert looks(book) == [("Rut Reception", "bokningsunderlag")]
    stamp = book.changes()
    assert booking_sheet.of_booking(book, STAFF, made.id, again=True) == sheet
    assert book.changes() == stamp
    booking_sheet.of_row(book, SCHEDULER, 1)
    assert looks(book)[0] == ("Sven Schema", "bokningsunderlag")
    assert len(looks(book)) == 2


def test_an_imported_rows_opening_is_noted_where_the_patient_is_known(
    book: Book, desk: Desk
) -> None:
    imported(book, desk.patient.pnr)
    sheet = booking_sheet.of_row(book, STAFF, 1)
    assert sheet.access == "Att underlaget öppnades står i åtkomstloggen."
    assert looks(book) == [("Rut Reception", "bokningsunderlag i loggen juni.csv")]


def test_nothing_is_noted_when_there_is_nothing_to_open(book: Book) -> None:
    for act in (booking_sheet.of_row, booking_sheet.of_booking):
        with pytest.raises(NotFound):
            act(book, STAFF, 99)
    assert looks(book) == []


@pytest.mark.parametrize("actor", [IT, replace(STAFF, demo=True)], ids=["it", "demonstration"])
def test_personal_numbers_are_masked(book: Book, desk: Desk, actor: Actor) -> None:
    set_clock(book, "2024-09-10 08:00")
    made = desk.booked("2024-09-20 10:00")
    assert booking_sheet.of_booking(book, actor, made.id).pnr == "19121212-****"


@pytest.mark.parametrize(
    "actor", [AGENT, UNIT, Actor(Role.CITIZEN, "", 1)], ids=lambda one: one.role
)
def test_only_care_opens_it(book: Book, desk: Desk, actor: Actor) -> None:
    set_clock(book, "2024-09-10 08:00")
    made = desk.booked("2024-09-20 10:00")
    for again in (False, True):
        with pytest.raises(NotAllowed):
            booking_sheet.of_booking(book, actor, made.id, again=again)
        with pytest.raises(NotAllowed):
            booking_sheet.of_row(book, actor, 1, again=again)
    with pytest.raises(NotAllowed):
        booking_sheet.save_note(book, actor, made.id, "x", seen="")


# --- the note -------------------------------------------------------------------------------------


@pytest.fixture
def booked(book: Book, desk: Desk) -> int:
    set_clock(book, "2024-09-10 08:00")
    return desk.booked("2024-09-20 10:00").id


def note_of(book: Book, booking: int) -> str:
    sheet: BookingSheet = booking_sheet.of_booking(book, STAFF, booking, again=True)
    return sheet.staff_note


def test_the_second_to_write_the_note_is_told(book: Book, booked: int) -> None:
    assert booking_sheet.save_note(book, STAFF, booked, " Ring\r\nigen ", seen="") == "Ring\nigen"
    with pytest.raises(Conflict, match="Rut Reception har ändrat") as raised:
        booking_sheet.save_note(book, SCHEDULER, booked, "Annat", seen="")
    assert raised.value.field == "note"
    booking_sheet.save_note(book, SCHEDULER, booked, "Ring\nigen", seen="")  # the same is no clash
    booking_sheet.save_note(book, SCHEDULER, booked, "", seen="Ring\nigen")
    assert note_of(book, booked) == ""


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - {"long", "c1"}))
def test_a_note_is_cleaned(book: Book, booked: int, name: str) -> None:
    assert_safe(booking_sheet.save_note(book, STAFF, booked, HOSTILE[name], seen=""), HOSTILE[name])


def test_a_note_too_long_or_of_nothing(book: Book, booked: int) -> None:
    with pytest.raises(Invalid, match="högst 2000"):
        booking_sheet.save_note(book, STAFF, booked, HOSTILE["long"], seen="")
    with pytest.raises(NotFound):
        booking_sheet.save_note(book, STAFF, 99, "x", seen="")
