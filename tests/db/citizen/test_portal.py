"""1177 as its citizen has it: one's own times, clinics, messages, phone; and nobody else's."""

from pathlib import Path

import pytest

from db.book import Book
from db.bookings import acts, read
from db.bookings.acts import Details
from db.citizen import inbox, login, paper, phone, portal
from db.errors import BookError, Invalid, NotAllowed, NotFound, Refused
from db.offer import offer
from db.rules.changes.changes import REBOOKING_CLOSED
from db.rules.citizen import CARE_CANCELLED
from db.setup import case_types, clinics, patients
from db.values import Actor, CaseKind, JournalSystem, Role
from tests.db.actors import IT, STAFF
from tests.db.builders import make_patient, make_resource, make_slot, make_type, set_clock
from tests.db.desk import Desk, error_of


@pytest.fixture
def desk(book: Book) -> Desk:
    made = Desk(book)
    made.run("UPDATE clinic SET phone = '08-465 004 00', address = 'Övningsgatan 1'")
    return made


def second_clinic(desk: Desk, name: str = "Björkens vårdcentral") -> int:
    """Another connected clinic, with a time type, a resource and both ärendetyper."""
    with desk.book.write() as tx:
        clinic = clinics.add(tx, name, JournalSystem.PMO, connected=True, phone="08-465 004 01")
        case_types.add(tx, clinic, CaseKind.BOOK, active=True)
        case_types.add(tx, clinic, CaseKind.CHANGE, active=True)
    return clinic


def booked_at(desk: Desk, clinic: int, start: str) -> int:
    kind = make_type(desk.book, "Sköterska Besök 1177", clinic=clinic)
    resource = make_resource(desk.book, "Florence", clinic=clinic)
    slot = make_slot(desk.book, resource, kind, start, clinic=clinic)
    return acts.book_time(desk.book, STAFF, clinic, slot, patient=desk.patient.id, seen=None).id


# --- logging in -----------------------------------------------------------------------------------


def test_r106_one_logs_in_with_a_number_however_it_is_written(desk: Desk) -> None:
    for typed in ("19121212-1212", "191212121212", "121212+1212", " 19121212 1212 "):
        assert login.log_in(desk.book, typed) == desk.actor


@pytest.mark.parametrize(
    ("typed", "kind", "said"),
    [
        ("191212121213", Invalid, "Den sista siffran stämmer inte"),
        ("19900125-2387", NotFound, "Ingen av bokens invånare"),
        ("19701063-2391", Invalid, "samordningsnummer"),
        ("19121212-K212", Invalid, "reservnummer"),
        ("\x1b[31m", Invalid, "Skriv ditt personnummer"),
    ],
)
def test_r106_a_number_that_is_nobodys_gets_the_reason(
    desk: Desk, typed: str, kind: type[BookError], said: str
) -> None:
    error = error_of(lambda: login.log_in(desk.book, typed))
    assert isinstance(error, kind)
    assert said in error.text
    assert error.field == "pnr"


def test_the_books_people_are_listed_for_care_only_and_masked_where_lists_are(desk: Desk) -> None:
    listed = {one.name: one.pnr for one in login.people(desk.book, STAFF)}
    assert listed == {"Tolvan Tolvansson": "19121212-1212", "Gun-Britt Provander": "19440813-9089"}
    assert {one.pnr[-4:] for one in login.people(desk.book, IT)} == {"****"}
    for act in (
        lambda: login.people(desk.book, desk.actor),
        lambda: login.log_in_as(desk.book, desk.actor, desk.other.id),
    ):
        assert isinstance(error_of(act), NotAllowed)
    assert login.log_in_as(desk.book, STAFF, desk.patient.id) == desk.actor
    assert isinstance(error_of(lambda: login.log_in_as(desk.book, STAFF, 99)), NotFound)


def test_a_part_of_the_name_or_number_finds_one(desk: Desk) -> None:
    one = login.people(desk.book, STAFF)[1]
    for typed in ("", "TOLV", "tolvan tolvans", "1912", "1212-1212", "tolvan 1912"):
        assert login.is_called(one, typed), typed
    for typed in ("gun", "tolvan 1944", "*"):
        assert not login.is_called(one, typed), typed


# --- the start page -------------------------------------------------------------------------------


def test_r98_booked_times_at_all_clinics_by_whomever_they_were_booked(desk: Desk) -> None:
    """R98, R101; what is cancelled or has begun is not among them."""
    desk.booked("2024-09-20 08:00")
    desk.booked("2024-09-16 08:00", STAFF)
    gone = desk.booked("2024-09-17 08:00")
    portal.cancel(desk.book, desk.actor, gone.id, seen=None)
    desk.booked("2024-09-12 11:00")
    booked_at(desk, second_clinic(desk), "2024-09-18 09:15")
    set_clock(desk.book, "2024-09-12 11:00")
    home = portal.home(desk.book, desk.actor)
    assert [(one.when, one.where.name) for one in home.booked] == [
        ("Måndag 16 september 2024 kl. 08:00", "Primus MVK VC Test"),
        ("Onsdag 18 september 2024 kl. 09:15", "Björkens vårdcentral"),
        ("Fredag 20 september 2024 kl. 08:00", "Primus MVK VC Test"),
    ]
    assert [(one.name, one.booked) for one in home.clinics] == [
        ("Björkens vårdcentral", 1),
        ("Primus MVK VC Test", 2),
    ]
    assert len(portal.booked_times(desk.book, desk.actor, clinic=1)) == 2  # R99


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param("UPDATE case_type SET active = 0 WHERE kind = 'change'", id="not-active"),
        pytest.param("UPDATE clinic SET connected = 0", id="not-connected"),
    ],
)
def test_r98_and_r108_what_1177_does_not_show_is_nowhere(desk: Desk, hide: str) -> None:
    one = desk.booked("2024-09-20 08:00")
    desk.run(hide)
    assert portal.home(desk.book, desk.actor).booked == ()
    assert portal.clinic_page(desk.book, desk.actor, 1).booked == ()
    assert isinstance(error_of(lambda: portal.booked_time(desk.book, desk.actor, one.id)), NotFound)


def test_r98_with_only_boka_active_it_is_said_that_there_is_a_time_that_does_not_show(
    desk: Desk,
) -> None:
    """R104: the citizen has its confirmation; "no booked times" would be false."""
    desk.booked("2024-09-20 08:00")
    assert portal.home(desk.book, desk.actor).unseen == ()
    desk.run("UPDATE case_type SET active = 0 WHERE kind = 'change'")
    (note,) = portal.home(desk.book, desk.actor).unseen
    assert note == (
        "Du har bokad tid hos Primus MVK VC Test som inte visas här, för mottagningen har inte"
        " öppnat tjänsten där du ser bokade tider. Ring Primus MVK VC Test på 08-465 004 00."
    )
    assert portal.clinic_page(desk.book, desk.actor, 1).unseen == (note,)
    assert portal.unseen(desk.book, desk.actor) == (note,)
    assert portal.unseen(desk.book, desk.actor, second_clinic(desk)) == ()
    assert portal.home(desk.book, login.log_in(desk.book, desk.other.pnr)).unseen == ()


def test_r21_nothing_is_told_of_a_time_that_care_hides(desk: Desk) -> None:
    desk.booked("2024-09-20 08:00")
    desk.run(f"UPDATE time_type SET {HIDDEN}")
    desk.publish()
    desk.run("UPDATE case_type SET active = 0 WHERE kind = 'change'")
    assert portal.home(desk.book, desk.actor).unseen == ()


def test_r99_one_gets_a_clinic_by_adding_it_by_a_booking_or_by_a_message(desk: Desk) -> None:
    def mine() -> list[str]:
        return [one.name for one in portal.home(desk.book, desk.actor).clinics]

    second, third = second_clinic(desk), second_clinic(desk, "Cedern")
    assert mine() == []
    names = [one.name for one in portal.clinics_to_add(desk.book, desk.actor)]
    assert names == ["Björkens vårdcentral", "Cedern", "Primus MVK VC Test"]
    portal.add_clinic(desk.book, desk.actor, third)
    portal.add_clinic(desk.book, desk.actor, third)
    booked_at(desk, second, "2024-09-18 09:15")
    done = desk.booked("2024-09-20 08:00")
    acts.cancel(desk.book, STAFF, done.id, seen=None)  # the message of the booking stays
    assert mine() == ["Björkens vårdcentral", "Cedern", "Primus MVK VC Test"]
    assert portal.clinics_to_add(desk.book, desk.actor) == ()
    assert portal.home(desk.book, login.log_in(desk.book, desk.other.pnr)).clinics == ()


def test_r115_adding_a_clinic_puts_nobody_in_its_limited_audience(desk: Desk) -> None:
    desk.run("UPDATE case_type SET limited = 1 WHERE kind = 'book'")
    portal.add_clinic(desk.book, desk.actor, 1)
    notes = [one.note for one in portal.clinic_page(desk.book, desk.actor, 1).services]
    assert notes == [
        "Tjänsten är bara till för vissa invånare. Ring Primus MVK VC Test på 08-465 004 00.",
        "",
    ]


def test_only_a_clinic_on_1177_can_be_added(desk: Desk) -> None:
    desk.run("UPDATE clinic SET connected = 0")
    for clinic in (1, 99):
        with pytest.raises(NotFound, match="finns inte på 1177"):
            portal.add_clinic(desk.book, desk.actor, clinic)


# --- the clinic -----------------------------------------------------------------------------------


def test_r92_the_services_go_by_the_names_of_the_clinics_system(desk: Desk) -> None:
    shown = portal.clinic_page(desk.book, desk.actor, 1)
    assert (shown.where.phone, shown.address) == ("08-465 004 00", "Övningsgatan 1")
    assert [one.name for one in shown.services] == [
        "Boka tid direkt",
        "Se bokad tid, av- eller omboka tid direkt",
    ]
    pmo = portal.clinic_page(desk.book, desk.actor, second_clinic(desk))
    assert [one.name for one in pmo.services] == ["Boka tid", "Bokade tider, av- och omboka"]


def test_r128_a_service_that_is_not_active_says_so(desk: Desk) -> None:
    desk.run("UPDATE case_type SET active = 0 WHERE kind = 'book'")
    first = portal.clinic_page(desk.book, desk.actor, 1).services[0]
    assert first.note.startswith("Primus MVK VC Test har inte öppnat för att boka tid på 1177.")


def test_r125_bestalla_tid_stands_among_the_services_once_it_is_put_up(desk: Desk) -> None:
    with desk.book.write() as tx:
        case_types.add(tx, 1, CaseKind.REQUEST, active=True)
    found = portal.clinic_page(desk.book, desk.actor, 1).services
    assert (found[2].kind, found[2].name, found[2].note) == (CaseKind.REQUEST, "Beställa tid", "")


# --- a booked time --------------------------------------------------------------------------------


def test_r103_a_booked_time_has_what_the_guide_shows_and_never_its_length(desk: Desk) -> None:
    """R19, R103, R136."""
    one = desk.booked("2024-09-20 08:00", details=Details("Ont i halsen"))
    shown = portal.booked_time(desk.book, desk.actor, one.id)
    assert (shown.when, shown.booking.resource_name) == (
        "Fredag 20 september 2024 kl. 08:00",
        "Johan Frisk",
    )
    assert (shown.where.name, shown.type_name) == ("Primus MVK VC Test", "Bedömning av nya besvär")
    assert (shown.info, shown.reason.endswith("Ont i halsen")) == ("Kom i tid.", True)
    assert shown.cancel.allowed
    assert shown.rebook.allowed


def test_r135_seen_and_cancellable_but_not_rebookable(desk: Desk) -> None:
    one = desk.booked("2024-09-20 08:00")
    desk.run("UPDATE time_type SET web_rebookable = 0")
    desk.publish()
    shown = portal.booked_time(desk.book, desk.actor, one.id)
    assert shown.cancel.allowed
    assert (shown.rebook.allowed, shown.rebook.note) == (False, REBOOKING_CLOSED)


HIDDEN = "hidden = 1, web_bookable = 0, web_cancellable = 0, web_rebookable = 0"


@pytest.mark.parametrize("change", ["web_cancellable = 0", HIDDEN])
def test_r12_a_cancellation_that_1177_still_offers_is_refused_by_the_book(
    desk: Desk, change: str
) -> None:
    """In words of its own: there is a button, and the clinic has taken it away."""
    slot = desk.slot("2024-09-20 08:00")
    one = desk.book_slot(slot)
    desk.run(f"UPDATE time_type SET {change}")
    assert portal.booked_time(desk.book, desk.actor, one.id).cancel.allowed
    error = error_of(lambda: portal.cancel(desk.book, desk.actor, one.id, seen=None))
    assert error is not None
    assert error.text == (
        "Primus MVK VC Test tillåter inte längre att den här tiden avbokas på 1177."
        " Ring Primus MVK VC Test på 08-465 004 00."
    )
    assert desk.taken(slot)
    desk.publish()
    again = error_of(lambda: portal.cancel(desk.book, desk.actor, one.id, seen=None))
    assert again is not None
    assert again.text.startswith("Den här tiden kan inte avbokas på 1177.")


def test_r64_pmo_demands_a_reason_and_says_so_to_the_citizen(desk: Desk) -> None:
    desk.run("UPDATE clinic SET system = 'pmo'")
    one = desk.booked("2024-09-20 08:00")
    assert portal.booked_time(desk.book, desk.actor, one.id).reason_required
    error = error_of(lambda: portal.cancel(desk.book, desk.actor, one.id, seen=None))
    assert isinstance(error, Refused)
    assert (error.text, error.field) == ("Skriv varför du avbokar.", "reason")
    done = portal.cancel(desk.book, desk.actor, one.id, reason="Är bortrest", seen=None)
    assert done.booking.reason == "Är bortrest"


@pytest.mark.parametrize("system", ["pmo", "pasis"])
def test_r62_and_r80_a_late_cancellation_is_refused_with_whom_to_call(
    desk: Desk, system: str
) -> None:
    desk.run("UPDATE clinic SET system = ?", (system,))
    slot = desk.slot("2024-09-13 08:00")
    one = desk.book_slot(slot, STAFF)
    error = error_of(lambda: portal.cancel(desk.book, desk.actor, one.id, reason="Sjuk", seen=None))
    assert isinstance(error, Refused)
    assert error.text.endswith(
        "kan du varken av- eller omboka här. Ring Primus MVK VC Test på 08-465 004 00."
    )
    assert desk.taken(slot)


def test_r50_a_late_cancellation_in_asynjavisph_goes_through_and_is_judged(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 08:00")
    one = desk.book_slot(slot)
    assert (
        "kan mottagningen ta betalt"
        in portal.booked_time(desk.book, desk.actor, one.id).cancel.note
    )
    done = portal.cancel(desk.book, desk.actor, one.id, seen=None)
    assert done.late is not None
    assert done.late.late
    assert not desk.taken(slot)


def test_the_reason_has_150_characters(desk: Desk) -> None:
    one = desk.booked("2024-09-20 08:00")
    error = error_of(
        lambda: portal.cancel(desk.book, desk.actor, one.id, reason="x" * 151, seen=None)
    )
    assert isinstance(error, Invalid)
    portal.cancel(desk.book, desk.actor, one.id, reason="x" * 150, seen=None)


def test_cancelled_by_another_meanwhile_it_says_so(desk: Desk) -> None:
    one = desk.booked("2024-09-20 08:00")
    acts.cancel(desk.book, STAFF, one.id, seen=None)
    error = error_of(lambda: portal.cancel(desk.book, desk.actor, one.id, seen=None))
    assert error is not None
    assert error.text == "Tiden är redan avbokad."


def test_r94_the_terms_of_changing_come_with_the_time(desk: Desk) -> None:
    desk.run("UPDATE case_type SET terms_conditions = '**Sent** kostar' WHERE kind = 'change'")
    shown = portal.booked_time(desk.book, desk.actor, desk.booked("2024-09-20 08:00").id)
    assert shown.must_approve
    assert shown.terms == portal.terms(desk.book, desk.actor, 1, CaseKind.CHANGE)


# --- on paper and in the calendar -----------------------------------------------------------------


def test_r103_skriv_ut_as_text_and_never_over_a_file(desk: Desk, tmp_path: Path) -> None:
    one = desk.booked("2024-09-20 08:00")
    file = tmp_path / "tid.txt"
    assert paper.save(desk.book, desk.actor, one.id, str(file)) == file
    said = file.read_text(encoding="utf-8")
    for part in ("Fredag 20 september 2024 kl. 08:00", "Hos: Johan Frisk", "Kom i tid."):
        assert part in said
    assert isinstance(
        error_of(lambda: paper.save(desk.book, desk.actor, one.id, str(file))), Refused
    )
    assert file.read_text(encoding="utf-8") == said
    assert sorted(tmp_path.glob("*.tmp")) == []


@pytest.mark.parametrize("system", [JournalSystem.ASYNJA, JournalSystem.PMO])
def test_paper_tells_what_lasts_and_not_how_long_is_left(
    desk: Desk, tmp_path: Path, system: JournalSystem
) -> None:
    one = desk.booked("2024-09-13 08:00")
    desk.run("UPDATE clinic SET system = ?", (system,))
    shown = portal.booked_time(desk.book, desk.actor, one.id)
    assert "kvar till besöket" in shown.cancel.note
    assert "kvar till besöket" not in "\n".join(paper.lines(shown))


def test_r102_paper_says_once_whom_to_call(desk: Desk) -> None:
    kind = make_type(desk.book, "Mottagningstid", ticks=False)
    one = desk.booked("2024-09-20 08:00", STAFF, time_type=kind)
    shown = portal.booked_time(desk.book, desk.actor, one.id)
    said = list(paper.lines(shown))
    assert not shown.rebook.allowed
    assert said.count(shown.rebook.note) == 1


@pytest.mark.parametrize("path", ["", "  ", "tid", "tid.exe", "a\0b.txt"])
def test_a_file_of_no_known_kind_is_refused(desk: Desk, path: str) -> None:
    one = desk.booked("2024-09-20 08:00")
    assert isinstance(error_of(lambda: paper.save(desk.book, desk.actor, one.id, path)), Invalid)


def test_r19_the_calendar_file_has_only_the_start(desk: Desk, tmp_path: Path) -> None:
    info = "Ta med; allt, å\nså: " + "ö" * 90
    kind = make_type(desk.book, "Provtagning", "Prov, kort", web_info=info)
    one = desk.booked("2024-09-20 08:00", time_type=kind)
    file = tmp_path / "tid.ics"
    paper.save(desk.book, desk.actor, one.id, str(file))
    raw = file.read_bytes()
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # folded between characters
    whole = raw.decode().replace("\r\n ", "")
    assert "DTSTART:20240920T060000Z" in whole
    assert "DTEND" not in whole
    assert "DURATION" not in whole
    assert "SUMMARY:Prov\\, kort\\, Primus MVK VC Test" in whole
    assert "Ta med\\; allt\\, å\\nså: " in whole
    assert whole.count("BEGIN:VEVENT") == 1


def calendar_of(desk: Desk, booking: int, file: Path) -> dict[str, str]:
    """The lines of a booking's calendar file by their names."""
    paper.save(desk.book, desk.actor, booking, str(file))
    whole = file.read_bytes().decode().replace("\r\n ", "")
    return dict(line.split(":", 1) for line in whole.split("\r\n") if line)


def test_a_cancelled_time_is_saved_as_a_cancellation(desk: Desk, tmp_path: Path) -> None:
    one = desk.booked("2024-09-20 08:00")
    before = calendar_of(desk, one.id, tmp_path / "1.ics")
    portal.cancel(desk.book, desk.actor, one.id, seen=None, reason="Frisk")
    after = calendar_of(desk, one.id, tmp_path / "2.ics")
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert "METHOD" not in before
    assert after["METHOD"] == "CANCEL"
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert before["DTSTART"] == after["DTSTART"]
    text = tmp_path / "2.txt"
    paper.save(desk.book, desk.actor, one.id, str(text))
    assert text.read_text(encoding="utf-8").startswith("Avbokad tid\n")
    assert isinstance(error_of(lambda: portal.booked_time(desk.book, desk.actor, one.id)), NotFound)
    stranger = login.log_in(desk.book, desk.other.pnr)
    told = error_of(lambda: paper.save(desk.book, stranger, one.id, str(tmp_path / "3.ics")))
    assert isinstance(told, NotFound)


def test_a_cancelled_time_that_nobody_was_told_of_is_not_saved(desk: Desk, tmp_path: Path) -> None:
    secret = make_type(desk.book, "Administration", hidden=True)
    one = desk.booked("2024-09-20 08:00", STAFF, time_type=secret)
    acts.cancel(desk.book, STAFF, one.id, seen=None)
    file = str(tmp_path / "1.ics")
    assert isinstance(error_of(lambda: paper.save(desk.book, desk.actor, one.id, file)), NotFound)


def test_two_books_never_give_one_event_the_same_name(desk: Desk, tmp_path: Path) -> None:
    one = desk.booked("2024-09-20 08:00")
    with desk.book.write() as tx:
        tx.insert("INSERT INTO book_info (made_by, world) VALUES ('x', 'tom')")
    other = tmp_path / "other.db"
    desk.book.backup(other)
    first = calendar_of(desk, one.id, tmp_path / "1.ics")["UID"]
    assert first == calendar_of(desk, one.id, tmp_path / "2.ics")["UID"]
    desk.book.backup(tmp_path / "copy.db")
    with Book.open(other) as book:
        paper.save(book, desk.actor, one.id, str(tmp_path / "3.ics"))
    with Book.open(tmp_path / "copy.db") as book:
        paper.save(book, desk.actor, one.id, str(tmp_path / "4.ics"))
    assert f"UID:{first}\r\n".encode() not in (tmp_path / "3.ics").read_bytes()
    assert f"UID:{first}\r\n".encode() in (tmp_path / "4.ics").read_bytes()  # the same visit


# --- the inbox and the phone ----------------------------------------------------------------------


def test_r121_ones_own_acts_make_messages_which_count_until_they_are_read(desk: Desk) -> None:
    """R104, R121."""
    one = desk.booked("2024-09-20 08:00")
    portal.cancel(desk.book, desk.actor, one.id, seen=None)
    assert portal.home(desk.book, desk.actor).unread == 2
    newest, first = inbox.items(desk.book, desk.actor)
    assert (newest.unread, first.subject) == (True, "Bekräftelse på din bokning")
    letter = inbox.open_item(desk.book, desk.actor, first.kind, first.id)
    assert "Fredag 20" in letter.body.capitalize() or "fredag 20" in letter.body
    assert letter.booking == one.id
    assert portal.home(desk.book, desk.actor).unread == 1


def test_r84_and_r125_a_kallelse_and_a_beställd_tid_have_their_place_in_the_inbox(
    desk: Desk,
) -> None:
    desk.run(
        "INSERT INTO invitation (clinic_id, patient_id, time_type_id, from_day, to_day, text,"
        " sent_at) VALUES (1, ?, ?, 739140, 739150, 'Dags för kontroll', 5)",
        (desk.patient.id, desk.type),
    )
    desk.run(
        "INSERT INTO request (clinic_id, patient_id, text, at) VALUES (1, ?, 'Ont i knät', 6)",
        (desk.patient.id,),
    )
    request, invitation = inbox.items(desk.book, desk.actor)
    assert (invitation.subject, invitation.unread) == (
        "Öppen kallelse: Bedömning av nya besvär",
        True,
    )
    opened = inbox.open_item(desk.book, desk.actor, invitation.kind, invitation.id)
    assert opened.body.startswith("Dags för kontroll\nGäller från ")
    opened = inbox.open_item(desk.book, desk.actor, request.kind, request.id)
    assert opened.body == "Ont i knät\n\nMottagningen har inte svarat ännu."
    assert [one.id for one in portal.home(desk.book, desk.actor).clinics] == [1]
    for kind in (inbox.INVITATION, inbox.REQUEST, "patient"):
        with pytest.raises(NotFound):
            inbox.open_item(desk.book, desk.actor, kind, 99)


def test_r122_and_r123_what_comes_to_the_phone_and_what_does_not(desk: Desk) -> None:
    one = desk.booked("2024-09-20 08:00", STAFF)
    set_clock(desk.book, "2024-09-12 11:00")
    acts.rebook(desk.book, STAFF, one.id, desk.slot("2024-09-21 08:00"), seen=None, seen_time=None)
    set_clock(desk.book, "2024-09-12 12:00")
    acts.cancel(desk.book, STAFF, one.id, seen=None)
    set_clock(desk.book, "2024-09-12 13:00")
    patients.set_notices(desk.book, desk.actor, sms=False, mail=False)
    desk.booked("2024-09-22 08:00")
    shown = phone.read(desk.book, desk.actor)
    assert (shown.number, shown.sms, shown.mail) == (desk.patient.phone, False, False)
    found = [(ring.when[-5:], ring.channel) for ring in shown.rings]
    assert found == [("13:00", ""), ("12:00", ""), ("11:00", "sms"), ("10:52", "sms")]
    assert "avstängda" in shown.rings[0].text
    assert shown.rings[1].text == CARE_CANCELLED
    for ring in shown.rings[2:]:  # no clinic, no time, no content (GUIDES.md B5)
        assert "meddelande" in ring.text
        assert not any(word in ring.text for word in ("Primus", "08:00", "september"))


def test_that_nothing_came_stays_whatever_comes_later(desk: Desk) -> None:
    """Also within the same second, for the same booking, and with another reason since."""
    patients.set_notices(desk.book, desk.actor, sms=False, mail=False)
    one = desk.booked("2024-09-20 08:00")
    patients.set_notices(desk.book, desk.actor, sms=True, mail=False)
    portal.cancel(desk.book, desk.actor, one.id, seen=None, reason="Frisk")
    rings = phone.read(desk.book, desk.actor).rings
    assert sorted(ring.channel for ring in rings) == ["", "sms"]
    silent = next(ring for ring in rings if not ring.channel)
    assert "Bekräftelse på din bokning" in silent.text
    assert "avstängda" in silent.text
    with desk.book.write() as tx:
        tx.run("UPDATE patient SET phone = ''")
    assert silent in phone.read(desk.book, desk.actor).rings


def test_r123_care_cancelling_what_was_hidden_is_not_told_of(desk: Desk) -> None:
    secret = make_type(desk.book, "Administration", hidden=True)
    one = desk.booked("2024-09-20 08:00", STAFF, time_type=secret)
    acts.cancel(desk.book, STAFF, one.id, seen=None)
    assert phone.read(desk.book, desk.actor).rings == ()


@pytest.mark.parametrize("actor", [STAFF, IT, Actor(Role.CITIZEN, "Ingen")])
def test_the_citizens_pages_are_for_a_logged_in_citizen_only(desk: Desk, actor: Actor) -> None:
    """Staff see neither the inbox nor whether notices are on (GUIDES.md B5)."""
    for act in (
        lambda: portal.home(desk.book, actor),
        lambda: portal.booked_times(desk.book, actor),
        lambda: portal.clinic_page(desk.book, actor, 1),
        lambda: portal.clinics_to_add(desk.book, actor),
        lambda: portal.add_clinic(desk.book, actor, 1),
        lambda: inbox.items(desk.book, actor),
        lambda: phone.read(desk.book, actor),
    ):
        assert isinstance(error_of(act), NotAllowed)


def test_r127_what_the_citizen_books_shows_to_care(desk: Desk) -> None:
    one = desk.booked("2024-09-20 08:00")
    found = read.of_patient(desk.book, STAFF, desk.patient.id)
    assert [shown.booking.id for shown in found] == [one.id]


def test_a_new_patient_has_an_empty_start_page(desk: Desk) -> None:
    newcomer = make_patient(desk.book, 3)
    home = portal.home(desk.book, login.log_in(desk.book, newcomer.pnr))
    assert home == portal.Home((), 0, ())


# --- what the terms say and the system does not ---------------------------------------------------


def test_r100_a_booked_time_shows_in_the_inbox_in_bokade_tider_and_at_the_service(
    desk: Desk,
) -> None:
    one = desk.booked("2024-09-20 08:00")
    assert (
        inbox.open_item(
            desk.book, desk.actor, inbox.MESSAGE, inbox.items(desk.book, desk.actor)[0].id
        ).booking
        == one.id
    )
    for shown in (
        portal.home(desk.book, desk.actor).booked,
        portal.clinic_page(desk.book, desk.actor, 1).booked,
        portal.booked_times(desk.book, desk.actor),
    ):
        assert [found.booking.id for found in shown] == [one.id]


def test_r124_the_clinic_gets_no_message_when_the_citizen_cancels(desk: Desk) -> None:
    """R76, R124: the only message is the citizen's own."""
    one = desk.booked("2024-09-20 08:00")
    before = desk.written()
    portal.cancel(desk.book, desk.actor, one.id, seen=None)
    after = desk.written()
    assert (after.changes, after.messages) == (before.changes + 1, before.messages + 1)
    assert desk.last("message", "patient_id") == (desk.patient.id,)


def test_r133_what_is_limited_by_the_text_alone_is_open_to_all(desk: Desk) -> None:
    """A child sees and books what the terms say is for adults."""
    child = make_patient(desk.book, 6)
    assert child.pnr.startswith("2017")
    actor = login.log_in(desk.book, child.pnr)
    assert offer.types(desk.book, actor, 1) == offer.types(desk.book, desk.actor, 1)
    desk.book_slot(desk.slot("2024-09-20 08:00"), actor)
    assert len(portal.home(desk.book, actor).booked) == 1
