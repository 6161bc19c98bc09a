"""Booking, rebooking and cancelling: who may, what is written, and what nobody else learns."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from db import clock
from db.book import Book
from db.bookings import acts as bookings
from db.bookings import messages, waiting_list
from db.bookings.acts import Details
from db.bookings.messages import CONTACT_PATIENT, MAIL_NOTICE, NOTICE
from db.errors import BookError, Invalid, NeedsConfirmation, NotAllowed, NotFound, Refused
from db.offer import offer
from db.rules.changes.comments import booking_comment
from db.rules.local_time import day_of
from db.values import Actor, BookingStatus, JournalSystem, Role
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, citizen, make_patient, make_resource, make_type, set_clock
from tests.db.desk import TYPE, Desk, Written

PHONE = "+46701740605"
LINE = f"Mitt telefonnummer: {PHONE}"


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


@pytest.fixture
def pmo(book: Book) -> Desk:
    return Desk(book, JournalSystem.PMO)


@pytest.fixture
def pasis(book: Book) -> Desk:
    return Desk(book, JournalSystem.PASIS)


def refusal(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.text.endswith(".")
    return caught.value


def rules(refused: Refused) -> list[str]:
    return [verdict.rule for verdict in refused.decision.refusals]


# --- what is written --------------------------------------------------------------------------


def test_a_citizen_books(desk: Desk) -> None:
    """R37, R42-R43, R47, R55, R104, R122: booking, flag, change, log row, message and notice."""
    slot = desk.slot("2024-09-13 08:00")
    made = desk.book_slot(slot, details=Details("Ont i halsen", "Remiss A", "Finska"))
    assert made.status is BookingStatus.BOOKED
    assert (made.slot, made.patient, made.booked_by) == (slot, desk.patient.id, Role.CITIZEN)
    assert booking_comment(made) == f"{LINE} Ont i halsen"
    assert desk.taken(slot)
    assert offer.times(desk.book, desk.actor, 1) == []
    assert desk.written() == Written(1, 1, 1, 1)
    change = desk.last(
        "booking_change", "booking_id, act, role, at, old_start, new_start, new_length, new_type,"
        " new_resource, new_comment, minutes_left, late",
    )  # fmt: skip
    assert change == (
        made.id, "booked", "citizen", at("2024-09-12 10:52"), None, at("2024-09-13 08:00"), 30,
        TYPE, "Johan Frisk", f"{LINE} Ont i halsen", None, 0,
    )  # fmt: skip
    row = desk.last(
        "log_row", "act, changed_at, referral, patient, pnr, interpreter, old_start, old_type,"
        " new_start, new_type, new_resource, new_comment, chain, minutes_left, late",
    )  # fmt: skip
    assert row == (
        "booked", at("2024-09-12 10:52"), "Remiss A", "Tolvan Tolvansson", "191212121212",
        "Finska", None, "", at("2024-09-13 08:00"), TYPE, "Johan Frisk", f"{LINE} Ont i halsen",
        made.id, None, 0,
    )  # fmt: skip
    assert desk.last("message", "patient_id, booking_id, subject, at") == (
        desk.patient.id, made.id, "Bekräftelse på din bokning", at("2024-09-12 10:52"),
    )  # fmt: skip
    (body,) = desk.last("message", "body")
    assert body == (
        "Du har en bokad tid fredag 13 september 2024 kl. 08:00.\n"
        "Mottagning: Primus MVK VC Test\nTyp av tid: Bedömning av nya besvär\n"
        "Hos: Johan Frisk\nKom i tid."
    )
    assert desk.last("notice", "patient_id, booking_id, channel, text") == (
        desk.patient.id, made.id, "sms", NOTICE,
    )  # fmt: skip


def test_log_times_are_cut_to_whole_minutes(desk: Desk) -> None:
    set_clock(desk.book, "2024-09-12 10:52:41")
    desk.booked("2024-09-13 08:00")
    assert desk.last("log_row", "changed_at") == (at("2024-09-12 10:52"),)
    assert desk.last("booking_change", "at") == (at("2024-09-12 10:52:41"),)
    assert desk.last("log_row", "interpreter") == ("Nej",)


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, IT], ids=["staff", "scheduler", "it"])
def test_care_books(desk: Desk, actor: Actor) -> None:
    """R42: citizens' acts only in the log. R122: the patient is told all the same."""
    made = desk.booked("2024-09-13 08:00", actor, Details("Kontroll"))
    assert made.booked_by is actor.role
    assert booking_comment(made) == "Kontroll"  # no phone line: the patient did not write it
    assert desk.written() == Written(1, 0, 1, 1)
    assert desk.last("booking_change", "role, actor") == (actor.role, actor.name)


def test_an_ombud_books(desk: Desk) -> None:
    """R7, R14, R42: not in the log; what is written is what a citizen's booking writes."""
    made = desk.booked("2024-09-13 08:00", AGENT, Details("Ont"))
    assert booking_comment(made) == f"{LINE} Ont"
    assert desk.written() == Written(1, 0, 1, 1)


def test_a_citizen_rebooks(desk: Desk) -> None:
    """R17, R43, R55: same booking, both visits in the log, the comment's free text replaced."""
    made = desk.booked("2024-09-12 13:00", details=Details("Ont i halsen"))
    target = desk.slot("2024-09-13 09:00", 45)
    changed = bookings.rebook(
        desk.book, desk.actor, made.id, target, comment="Förhinder", seen=None, seen_time=None
    )
    after = changed.booking
    assert (after.id, after.slot, after.start) == (made.id, target, at("2024-09-13 09:00"))
    assert (after.length_min, after.revision) == (45, 2)
    assert booking_comment(after) == f"{LINE} Förhinder"
    assert made.slot is not None
    assert not desk.taken(made.slot)
    assert desk.taken(target)
    assert changed.late is not None
    assert (changed.late.minutes_left, changed.late.late) == (128, True)
    assert desk.written() == Written(2, 2, 2, 2)
    columns = "act, chain, old_start, old_comment, new_start, new_comment, minutes_left, late"
    assert desk.last("log_row", columns) == (
        "rebooked", made.id, at("2024-09-12 13:00"), f"{LINE} Ont i halsen",
        at("2024-09-13 09:00"), f"{LINE} Förhinder", 128, 1,
    )  # fmt: skip
    assert desk.last("message", "subject") == ("Din tid är ombokad",)
    assert "Din nya tid är fredag 13 september 2024 kl. 09:00." in desk.last("message", "body")[0]


def test_rebooking_without_a_comment_keeps_the_earlier(desk: Desk) -> None:
    made = desk.booked("2024-09-13 08:00", details=Details("Ont i halsen"))
    changed = bookings.rebook(
        desk.book, desk.actor, made.id, desk.slot("2024-09-13 09:00"), seen=None, seen_time=None
    )
    assert booking_comment(changed.booking) == f"{LINE} Ont i halsen"


def test_a_citizen_cancels(desk: Desk) -> None:
    """R36, R48, R53, R121: the time is free at once, the reason stands first, a message comes."""
    made = desk.booked("2024-09-13 08:00", details=Details("Ont i halsen"))
    changed = bookings.cancel(desk.book, desk.actor, made.id, reason="Fått magsjuka", seen=None)
    after = changed.booking
    assert (after.status, after.slot) == (BookingStatus.CANCELLED, None)
    assert booking_comment(after) == f"Fått magsjuka\n{LINE} Ont i halsen"
    assert changed.reminders == ()
    assert made.slot is not None
    assert not desk.taken(made.slot)
    assert [time.slot for time in offer.times(desk.book, desk.actor, 1)] == [made.slot]
    assert desk.written() == Written(2, 2, 2, 2)
    columns = "act, old_start, old_comment, new_start, new_type, new_comment, minutes_left, late"
    assert desk.last("log_row", columns) == (
        "cancelled", at("2024-09-13 08:00"), f"{LINE} Ont i halsen", None, "", "", 1268, 1,
    )  # fmt: skip
    assert desk.last("booking_change", "reason") == ("Fått magsjuka",)
    body = desk.last("message", "body")[0]
    assert "Tiden fredag 13 september 2024 kl. 08:00 är avbokad." in body
    assert "Kom i tid." not in body


def test_a_cancelled_time_can_be_booked_by_another(desk: Desk) -> None:
    made = desk.booked("2024-09-13 08:00")
    bookings.cancel(desk.book, desk.actor, made.id, seen=None)
    assert made.slot is not None
    again = desk.book_slot(made.slot, citizen(desk.other))
    assert again.id != made.id
    assert desk.taken(made.slot)


def test_care_cancels(desk: Desk) -> None:
    """R123: no message, no notice, no log row; staff are told to contact the patient."""
    made = desk.booked("2024-09-13 08:00")
    before = desk.written()
    changed = bookings.cancel(desk.book, STAFF, made.id, reason="Läkaren är sjuk", seen=None)
    assert changed.reminders == (CONTACT_PATIENT,)
    after = desk.written()
    assert after == before._replace(changes=before.changes + 1)
    assert desk.last("booking_change", "act, role, reason") == (
        "cancelled", "staff", "Läkaren är sjuk",
    )  # fmt: skip


def test_care_rebooks(desk: Desk) -> None:
    """R122: the patient is told; the row is not in the log (R42)."""
    made = desk.booked("2024-09-13 08:00")
    before = desk.written()
    other = make_resource(desk.book, "Florence")
    any_type = make_type(desk.book, "Annat", "Annat", ticks=False)
    target = desk.slot("2024-09-14 09:00", 45, resource=other, time_type=any_type)
    changed = bookings.rebook(desk.book, STAFF, made.id, target, seen=None, seen_time=None)
    assert (changed.booking.resource, changed.booking.time_type) == (other, any_type)
    assert (changed.booking.resource_name, changed.booking.type_name) == ("Florence", "Annat")
    assert changed.reminders == ()
    assert desk.written() == Written(
        before.changes + 1, before.log_rows, before.messages + 1, before.notices + 1
    )


def test_an_ombud_cancels(desk: Desk) -> None:
    """R15."""
    made = desk.booked("2024-09-13 08:00")
    before = desk.written()
    changed = bookings.cancel(desk.book, AGENT, made.id, seen=None)
    assert changed.reminders == ()
    assert desk.written() == Written(
        before.changes + 1, before.log_rows, before.messages + 1, before.notices + 1
    )


@pytest.mark.parametrize(
    ("sms", "mail", "channels"),
    [
        (False, False, []),
        (True, False, ["sms"]),
        (False, True, ["mail"]),
        (True, True, ["sms", "mail"]),
    ],
)
def test_notices_follow_the_citizens_choice(
    desk: Desk, sms: bool, mail: bool, channels: list[str]
) -> None:
    """R122: only if turned on, and without clinic, time or content (B5)."""
    desk.run("UPDATE patient SET sms = ?, mail = ?", (sms, mail))
    desk.booked("2024-09-13 08:00", STAFF)
    rows = desk.rows("SELECT channel, text FROM notice ORDER BY id")
    assert [channel for channel, _ in rows] == channels
    assert all(text in (NOTICE, MAIL_NOTICE) for _, text in rows)
    assert desk.written().messages == 1


def test_no_notice_to_nowhere(desk: Desk) -> None:
    desk.run("UPDATE patient SET sms = 1, mail = 1, phone = '', email = ''")
    made = desk.booked("2024-09-13 08:00", details=Details("Ont"))
    assert desk.written() == Written(1, 1, 1, 0)
    assert made.comment == "Ont"


def test_a_hidden_type_reaches_nobody(desk: Desk) -> None:
    """R21: care books administration for a patient; 1177 says nothing of it."""
    hidden = make_type(desk.book, "Administration", hidden=True)
    made = desk.booked("2024-09-13 08:00", STAFF, time_type=hidden)
    bookings.rebook(
        desk.book,
        STAFF,
        made.id,
        desk.slot("2024-09-13 09:00", time_type=hidden),
        seen=None,
        seen_time=None,
    )
    bookings.cancel(desk.book, STAFF, made.id, seen=None)
    assert desk.written() == Written(3, 0, 0, 0)


def test_a_clinic_that_is_not_connected_sends_nothing(desk: Desk) -> None:
    """R56."""
    desk.run("UPDATE clinic SET connected = 0")
    desk.booked("2024-09-13 08:00", STAFF)
    assert desk.written() == Written(1, 0, 0, 0)


def test_an_old_log_row_is_cleared_when_the_day_has_turned(desk: Desk) -> None:
    """R45: 31 x 24 h, as the book is written to while its clock runs."""
    desk.booked("2024-09-13 08:00")
    assert desk.written().log_rows == 1
    later = at("2024-10-20 12:00")
    yesterday = day_of(later) - 1
    sql = "UPDATE clock SET mode = 'running', base = ?, set_at = 0, swept_day = ?"
    desk.run(sql, (later, yesterday))
    desk.run("UPDATE clock SET set_at = strftime('%s')")
    desk.booked("2024-10-21 08:00")
    assert desk.written().log_rows == 1
    assert desk.written().changes == 2
    assert clock.read(desk.book).mode is clock.Mode.RUNNING


# --- waiting list -----------------------------------------------------------------------------


def test_booked_from_the_waiting_list_and_back(desk: Desk) -> None:
    """R49: a citizen who cancels on the web is back on the list."""
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id, text="Ring")
    made = desk.booked("2024-09-13 08:00", STAFF, Details(waiting_entry=entry))
    assert made.waiting_entry == entry
    assert waiting_list.every(desk.book, STAFF, 1) == ()
    bookings.cancel(desk.book, desk.actor, made.id, seen=None)
    (back,) = waiting_list.every(desk.book, STAFF, 1)
    assert (back.id, back.status, back.returned_at) == (entry, "waiting", at("2024-09-12 10:52"))
    again = desk.booked("2024-09-13 09:00", STAFF, Details(waiting_entry=entry))
    assert again.waiting_entry == entry


@pytest.mark.parametrize("actor", [STAFF, AGENT], ids=["staff", "ombud"])
def test_only_a_web_cancellation_gives_the_place_back(desk: Desk, actor: Actor) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    made = desk.booked("2024-09-13 08:00", STAFF, Details(waiting_entry=entry))
    bookings.cancel(desk.book, actor, made.id, seen=None)
    assert waiting_list.every(desk.book, STAFF, 1) == ()


def test_a_waiting_entry_is_of_its_patient_and_taken_once(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.other.id)
    slot = desk.slot("2024-09-13 08:00")
    with pytest.raises(NotFound, match="väntar inte"):
        desk.book_slot(slot, STAFF, Details(waiting_entry=entry))
    assert not desk.taken(slot)
    assert desk.written() == Written(0, 0, 0, 0)
    desk.book_slot(slot, STAFF, Details(waiting_entry=entry), patient=desk.other.id)
    with pytest.raises(NotFound):
        desk.booked("2024-09-13 09:00", STAFF, Details(waiting_entry=entry), patient=desk.other.id)


@pytest.mark.parametrize("as_agent", [True, False], ids=["ombud", "citizen"])
def test_only_care_books_from_the_waiting_list(desk: Desk, as_agent: bool) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    actor = AGENT if as_agent else desk.actor
    with pytest.raises(NotAllowed):
        desk.booked("2024-09-13 08:00", actor, Details(waiting_entry=entry))


# --- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [REGION, UNIT], ids=["region", "unit"])
def test_administrators_do_not_book(desk: Desk, actor: Actor) -> None:
    made = desk.booked("2024-09-13 08:00")
    slot = desk.slot("2024-09-13 09:00")
    for act in (
        lambda: bookings.book_time(desk.book, actor, 1, slot, patient=desk.patient.id, seen=None),
        lambda: bookings.rebook(desk.book, actor, made.id, slot, seen=None, seen_time=None),
        lambda: bookings.cancel(desk.book, actor, made.id, seen=None),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_citizen_books_for_nobody_else(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 08:00")
    with pytest.raises(NotAllowed):
        bookings.book_time(desk.book, desk.actor, 1, slot, patient=desk.other.id, seen=None)
    with pytest.raises(NotAllowed):
        bookings.book_time(desk.book, Actor(Role.CITIZEN), 1, slot, seen=None)
    with pytest.raises(NotAllowed, match="Välj vilken patient"):
        bookings.book_time(desk.book, STAFF, 1, slot, seen=None)
    assert not desk.taken(slot)


def test_anothers_booking_does_not_exist(desk: Desk) -> None:
    """Not found, as if there were none, and nothing of it in the answer."""
    made = desk.booked("2024-09-13 08:00", details=Details("Hemligt ärende"))
    slot = desk.slot("2024-09-13 09:00")
    stranger = citizen(desk.other)
    acts: list[Callable[[int], object]] = [
        lambda key: bookings.rebook(desk.book, stranger, key, slot, seen=None, seen_time=None),
        lambda key: bookings.cancel(desk.book, stranger, key, reason="x", seen=None),
    ]
    for act in acts:
        said = []
        for key in (made.id, 999_999, -1, 2**70):
            with pytest.raises(BookError) as caught:
                act(key)
            said.append((caught.value.code, caught.value.text))
        assert said[0] == said[1] == said[2]
        assert said[0][0] == "APPOINTMENT_DOES_NOT_EXIST"
        assert "Tolvan" not in str(said)
        assert "Hemligt" not in str(said)
    assert desk.written() == Written(1, 1, 1, 1)


def test_a_citizen_without_a_patient_reaches_nothing(desk: Desk) -> None:
    made = desk.booked("2024-09-13 08:00")
    with pytest.raises(NotFound):
        bookings.cancel(desk.book, Actor(Role.CITIZEN), made.id, seen=None)


def test_two_patients_with_near_equal_names(desk: Desk) -> None:
    """The id decides, not the name."""
    twin = make_patient(desk.book, 2)
    desk.run("UPDATE patient SET name = ? WHERE id = ?", (desk.patient.name, twin.id))
    made = desk.booked("2024-09-13 08:00")
    with pytest.raises(NotFound):
        bookings.cancel(desk.book, replace(desk.actor, patient=twin.id), made.id, seen=None)


# --- ombud ------------------------------------------------------------------------------------


def test_an_ombud_books_ombud_types_and_a_citizen_does_not(desk: Desk) -> None:
    """R7, R14."""
    agents = make_type(desk.book, "Ombud-Vårdguiden på telefon", "1177 på telefon")
    slot = desk.slot("2024-09-13 08:00", time_type=agents)
    refused = refusal(lambda: desk.book_slot(slot))
    assert rules(refused) == ["not-agent-type"]
    assert refused.code == "APPOINTMENT_IS_NOT_ALLOWED"
    desk.book_slot(slot, AGENT)


def test_an_ombud_needs_the_tick(desk: Desk) -> None:
    plain = make_type(desk.book, "Utan bock", "Utan bock", ticks=False)
    refused = refusal(lambda: desk.booked("2024-09-13 08:00", AGENT, time_type=plain))
    assert rules(refused) == ["web-bookable"]
    made = desk.booked("2024-09-13 09:00", STAFF, time_type=plain)
    assert rules(refusal(lambda: bookings.cancel(desk.book, AGENT, made.id, seen=None))) == [
        "web-cancellable"
    ]


def test_an_ombud_rebooks_only_where_the_clinic_lets_it(desk: Desk) -> None:
    """R16 does not name ombud: a setting of the clinic."""
    made = desk.booked("2024-09-13 08:00")
    slot = desk.slot("2024-09-13 09:00")
    assert rules(
        refusal(lambda: bookings.rebook(desk.book, AGENT, made.id, slot, seen=None, seen_time=None))
    ) == ["agent-rebooks"]
    desk.run("UPDATE clinic SET agent_rebooks = 1")
    assert (
        bookings.rebook(desk.book, AGENT, made.id, slot, seen=None, seen_time=None).booking.slot
        == slot
    )


def test_no_ombud_in_pmo(pmo: Desk) -> None:
    assert rules(refusal(lambda: pmo.booked("2024-09-13 08:00", AGENT))) == ["agents"]


# --- rules and codes of B2 --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "code"),
    [
        pytest.param("2024-09-12 10:00", "REQUESTED_TIME_HAS_ALREADY_PASSED", id="B1-passed"),
        pytest.param("2024-11-12 08:00", "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE", id="R29-day-61"),
    ],
)
def test_codes_of_b2_for_times(desk: Desk, start: str, code: str) -> None:
    assert refusal(lambda: desk.booked(start)).code == code


def test_pasis_books_tomorrow_at_the_earliest(pasis: Desk) -> None:
    """R81."""
    refused = refusal(lambda: pasis.booked("2024-09-12 13:00"))
    assert refused.code == "TOO_LATE_TO_MAKE_APPOINTMENT"
    assert refused.source == "[001] R71, R81"
    made = pasis.booked("2024-09-13 00:00")
    today = pasis.slot("2024-09-12 15:00")
    told = refusal(
        lambda: bookings.rebook(pasis.book, pasis.actor, made.id, today, seen=None, seen_time=None)
    )
    assert rules(told) == ["not-too-late", "earliest-day"]


def test_pasis_level_4(pasis: Desk) -> None:
    """R82."""
    low = make_type(pasis.book, "Nivå 3", "Nivå 3", level=3)
    assert rules(refusal(lambda: pasis.booked("2024-09-13 08:00", time_type=low))) == [
        "web-bookable"
    ]


def test_the_first_commit_wins(desk: Desk) -> None:
    """R37; the second citizen is told and may choose another time."""
    slot = desk.slot("2024-09-13 08:00")
    desk.book_slot(slot)
    with Book.open(desk.book.path) as second:
        refused = refusal(
            lambda: bookings.book_time(second, citizen(desk.other), 1, slot, seen=None)
        )
        assert refused.code == "REQUESTED_TIME_IS_ALREADY_RESERVED"
        assert refused.text == "Tiden 08:00 är redan bokad."
        other = desk.slot("2024-09-13 09:00")
        bookings.book_time(second, citizen(desk.other), 1, other, seen=None)


def test_the_index_is_the_judge_when_the_flag_lies(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 08:00")
    desk.book_slot(slot)
    desk.run("UPDATE slot SET taken = 0")
    before = desk.written()
    refused = refusal(lambda: desk.book_slot(slot, citizen(desk.other)))
    assert refused.code == "REQUESTED_TIME_IS_ALREADY_RESERVED"
    assert desk.written() == before


def test_an_unknown_time(desk: Desk) -> None:
    with pytest.raises(NotFound) as caught:
        desk.book_slot(999)
    assert caught.value.code == "REQUESTED_TIME_IS_NO_LONGER_AVAILABLE"
    with pytest.raises(Invalid):
        desk.book_slot(2**70)


def test_an_unknown_patient(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.booked("2024-09-13 08:00", STAFF, patient=999)


def test_another_clinics_time(desk: Desk) -> None:
    desk.run("INSERT INTO clinic (name, system, connected) VALUES ('Annan', 'asynjavisph', 1)")
    slot = desk.slot("2024-09-13 08:00")
    refused = refusal(lambda: bookings.book_time(desk.book, desk.actor, 2, slot, seen=None))
    assert refused.code == "other-clinic"


@pytest.mark.parametrize("actor", ["citizen", "agent"])
def test_a_patient_who_has_a_time_then(desk: Desk, actor: str) -> None:
    """B2 USER_IS_ALREADY_OCCUPIED: refused as citizen and by ombud."""
    desk.booked("2024-09-13 08:00")
    other = make_resource(desk.book, "Florence")
    who = desk.actor if actor == "citizen" else AGENT
    slot = desk.slot("2024-09-13 08:29", resource=other)
    refused = refusal(lambda: desk.book_slot(slot, who))
    assert refused.code == "USER_IS_ALREADY_OCCUPIED"
    assert not isinstance(refused, NeedsConfirmation)
    touching = desk.slot("2024-09-13 09:00", resource=other)
    desk.book_slot(touching, who)


def test_a_confirmation_does_not_help_a_citizen(desk: Desk) -> None:
    desk.booked("2024-09-13 08:00")
    slot = desk.slot("2024-09-13 08:00", resource=make_resource(desk.book, "Florence"))
    refused = refusal(
        lambda: bookings.book_time(desk.book, desk.actor, 1, slot, confirmed=True, seen=None)
    )
    assert refused.code == "USER_IS_ALREADY_OCCUPIED"


def test_care_may_confirm_two_times_at_once(desk: Desk) -> None:
    """Two resources in one visit."""
    made = desk.booked("2024-09-13 08:00", STAFF)
    slot = desk.slot("2024-09-13 08:00", resource=make_resource(desk.book, "Florence"))
    with pytest.raises(NeedsConfirmation, match="redan en tid då: 2024-09-13 08:00 hos Johan"):
        desk.book_slot(slot, STAFF)
    assert not desk.taken(slot)
    bookings.book_time(
        desk.book, STAFF, 1, slot, patient=desk.patient.id, confirmed=True, seen=None
    )
    third = desk.booked("2024-09-13 10:00", STAFF)
    at_once = desk.slot("2024-09-13 08:15", resource=make_resource(desk.book, "Lab"))
    with pytest.raises(NeedsConfirmation):
        bookings.rebook(desk.book, STAFF, third.id, at_once, seen=None, seen_time=None)
    assert bookings.rebook(
        desk.book, STAFF, third.id, at_once, confirmed=True, seen=None, seen_time=None
    ).booking.slot
    # A booking is never in its own way.
    overlapping = desk.slot("2024-09-13 10:15", resource=make_resource(desk.book, "Prov"))
    fourth = desk.booked("2024-09-13 10:30", STAFF)
    bookings.rebook(desk.book, STAFF, fourth.id, overlapping, seen=None, seen_time=None)
    assert made.id != third.id


def test_staff_do_not_book_a_type_without_the_tick(desk: Desk) -> None:
    """A3: Bokningsbar AsynjaVisph binds staff, not citizens."""
    closed = make_type(desk.book, "Ej för personal", "Bara webb", bookable=False)
    slot = desk.slot("2024-09-13 08:00", time_type=closed)
    assert rules(refusal(lambda: desk.book_slot(slot, STAFF))) == ["staff-bookable"]
    desk.book_slot(slot)


def test_staff_are_not_bound_by_1177(desk: Desk) -> None:
    """No tick, no ärendetyp, no Bok.före, no connection."""
    desk.run("UPDATE case_type SET active = 0")
    desk.run("UPDATE clinic SET connected = 0")
    plain = make_type(desk.book, "Intern", ticks=False)
    slot = desk.slot("2025-09-12 08:00", time_type=plain, release=1)
    made = desk.book_slot(slot, STAFF)
    bookings.cancel(desk.book, STAFF, made.id, seen=None)


# --- rebooking --------------------------------------------------------------------------------


def test_rebooking_keeps_resource_and_type(desk: Desk) -> None:
    """R2-R3, R17-R18: any length of the same type at the same resource, nothing else."""
    made = desk.booked("2024-09-13 08:00")
    florence = make_resource(desk.book, "Florence")
    other = make_type(desk.book, "Provtagning 1177", "Provtagning")
    for slot, rule in [
        (desk.slot("2024-09-13 09:00", resource=florence), "same-resource"),
        (desk.slot("2024-09-13 10:00", time_type=other), "same-type"),
    ]:
        refused = refusal(
            partial(
                bookings.rebook, desk.book, desk.actor, made.id, slot, seen=None, seen_time=None
            )
        )
        assert rules(refused) == [rule]
        assert refused.code == "UPDATE_APPOINTMENT_IS_NOT_ALLOWED"
    longer = desk.slot("2024-09-13 11:00", 45)
    assert (
        bookings.rebook(
            desk.book, desk.actor, made.id, longer, seen=None, seen_time=None
        ).booking.length_min
        == 45
    )


def test_pmo_rebooks_to_the_same_length(pmo: Desk) -> None:
    """R65."""
    made = pmo.booked("2024-09-20 08:00")
    longer, same = pmo.slot("2024-09-20 11:00", 45), pmo.slot("2024-09-20 13:00")
    assert rules(
        refusal(
            lambda: bookings.rebook(pmo.book, pmo.actor, made.id, longer, seen=None, seen_time=None)
        )
    ) == ["same-length"]
    bookings.rebook(pmo.book, pmo.actor, made.id, same, seen=None, seen_time=None)


def test_rebooking_obeys_bok_fore(desk: Desk) -> None:
    """A6.20, our choice: the new time must be released."""
    made = desk.booked("2024-09-13 08:00")
    early = desk.slot("2024-09-26 08:00", release=14)
    assert rules(
        refusal(
            lambda: bookings.rebook(
                desk.book, desk.actor, made.id, early, seen=None, seen_time=None
            )
        )
    ) == ["released"]
    released = desk.slot("2024-09-26 09:00", release=15)
    bookings.rebook(desk.book, desk.actor, made.id, released, seen=None, seen_time=None)
    bookings.rebook(desk.book, STAFF, made.id, early, seen=None, seen_time=None)


def test_rebooking_to_the_same_time(desk: Desk) -> None:
    made = desk.booked("2024-09-13 08:00")
    assert made.slot is not None
    slot = made.slot
    refused = refusal(
        lambda: bookings.rebook(desk.book, desk.actor, made.id, slot, seen=None, seen_time=None)
    )
    assert rules(refused) == ["another-time", "free"]
    assert desk.taken(slot)


def test_rebooking_to_a_taken_time_changes_nothing(desk: Desk) -> None:
    made = desk.booked("2024-09-13 08:00")
    theirs = desk.booked("2024-09-13 09:00", citizen(desk.other))
    assert theirs.slot is not None
    taken, before = theirs.slot, desk.written()
    refused = refusal(
        lambda: bookings.rebook(desk.book, desk.actor, made.id, taken, seen=None, seen_time=None)
    )
    assert refused.code == "REQUESTED_TIME_IS_ALREADY_RESERVED"
    assert desk.written() == before
    assert made.slot is not None
    assert desk.taken(made.slot)


@pytest.mark.parametrize("who", ["citizen", "staff", "agent"])
def test_what_is_cancelled_is_not_changed_again(desk: Desk, who: str) -> None:
    made = desk.booked("2024-09-13 08:00")
    bookings.cancel(desk.book, desk.actor, made.id, seen=None)
    desk.run("UPDATE clinic SET agent_rebooks = 1")
    actor = {"citizen": desk.actor, "staff": STAFF, "agent": AGENT}[who]
    slot = desk.slot("2024-09-13 10:00")
    for act in (
        lambda: bookings.cancel(desk.book, actor, made.id, seen=None),
        lambda: bookings.rebook(desk.book, actor, made.id, slot, seen=None, seen_time=None),
    ):
        assert refusal(act).code == "APPOINTMENT_IS_ALREADY_CANCELED"
    assert not desk.taken(slot)


def test_what_has_begun_is_not_changed(desk: Desk) -> None:
    made = desk.booked("2024-09-12 13:00")
    set_clock(desk.book, "2024-09-12 13:00")
    for actor in (desk.actor, STAFF):
        refused = refusal(partial(bookings.cancel, desk.book, actor, made.id, seen=None))
        assert refused.code == "REQUESTED_TIME_HAS_ALREADY_PASSED"


# --- late changes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "late"),
    [("2024-09-12 08:00", False), ("2024-09-12 08:01", True), ("2024-09-13 07:59", True)],
    ids=["24-h-00-in-time", "23-h-59-late", "a-minute-before"],
)
def test_asynjavisph_judges_and_never_blocks(desk: Desk, now: str, late: bool) -> None:
    """R50."""
    set_clock(desk.book, "2024-09-10 08:00")
    made = desk.booked("2024-09-13 08:00")
    set_clock(desk.book, now)
    changed = bookings.cancel(desk.book, desk.actor, made.id, seen=None)
    assert changed.late is not None
    assert changed.late.late is late
    assert desk.last("log_row", "late") == (int(late),)


@pytest.mark.parametrize(
    ("system", "now", "blocked"),
    [
        pytest.param(JournalSystem.PMO, "2024-09-12 07:59", False, id="R62-24-h-01"),
        pytest.param(JournalSystem.PMO, "2024-09-12 08:00", True, id="R62-24-h-00"),
        pytest.param(JournalSystem.PASIS, "2024-09-12 08:00", False, id="R80-24-h-00"),
        pytest.param(JournalSystem.PASIS, "2024-09-12 08:01", True, id="R80-23-h-59"),
    ],
)
def test_pmo_and_pasis_block_late_changes(
    book: Book, system: JournalSystem, now: str, blocked: bool
) -> None:
    desk = Desk(book, system)
    set_clock(book, "2024-09-10 08:00")
    made = desk.booked("2024-09-13 08:00")
    slot = desk.slot("2024-09-14 08:00")
    set_clock(book, now)
    if not blocked:
        bookings.rebook(book, desk.actor, made.id, slot, seen=None, seen_time=None)
        return
    cancelling = refusal(
        lambda: bookings.cancel(book, desk.actor, made.id, reason="Sjuk", seen=None)
    )
    rebooking = refusal(
        lambda: bookings.rebook(book, desk.actor, made.id, slot, seen=None, seen_time=None)
    )
    assert cancelling.code == "TOO_LATE_TO_CANCEL_APPOINTMENT"
    assert rebooking.code == "TOO_LATE_TO_UPDATE_APPOINTMENT"
    assert "Ta kontakt med mottagningen" in cancelling.text
    assert desk.written().changes == 1
    bookings.cancel(book, STAFF, made.id, seen=None)  # care may


def test_a_late_rebooking_then_an_early_cancellation(desk: Desk) -> None:
    """A4, the trap: both acts of the chain are judged, each for itself."""
    set_clock(desk.book, "2025-06-19 08:37")
    made = desk.booked("2025-06-19 10:00")
    set_clock(desk.book, "2025-06-19 08:42")
    bookings.rebook(
        desk.book, desk.actor, made.id, desk.slot("2025-06-20 09:30"), seen=None, seen_time=None
    )
    set_clock(desk.book, "2025-06-19 08:46")
    bookings.cancel(desk.book, desk.actor, made.id, seen=None)
    rows = desk.rows("SELECT act, minutes_left, late, chain FROM log_row ORDER BY id")
    assert rows == [
        ("booked", None, 0, made.id),
        ("rebooked", 78, 1, made.id),
        ("cancelled", 24 * 60 + 44, 0, made.id),
    ]


def test_pmo_needs_a_reason_to_cancel(pmo: Desk) -> None:
    """R64: the patient gives one; care need not."""
    made = pmo.booked("2024-09-20 08:00")
    for nothing in ("", "   ", "\u200b"):
        refused = refusal(
            partial(bookings.cancel, pmo.book, pmo.actor, made.id, seen=None, reason=nothing)
        )
        assert rules(refused) == ["reason-given"]
        assert refused.text == "Ange orsak till avbokningen."
    bookings.cancel(pmo.book, pmo.actor, made.id, reason="Förhinder", seen=None)
    again = pmo.booked("2024-09-21 08:00")
    bookings.cancel(pmo.book, STAFF, again.id, seen=None)


# --- Dölj i 1177 ------------------------------------------------------------------------------


def test_dolj_i_1177_in_pmo(pmo: Desk) -> None:
    """R69: no message, and the citizen can neither see nor change it."""
    made = pmo.booked("2024-09-20 08:00", STAFF, Details(hidden_in_1177=True))
    assert made.hidden_in_1177
    assert pmo.written() == Written(1, 0, 0, 0)
    refused = refusal(lambda: bookings.cancel(pmo.book, pmo.actor, made.id, reason="x", seen=None))
    assert rules(refused) == ["booking-shown"]


@pytest.mark.parametrize(
    "system", [one for one in JournalSystem if one is not JournalSystem.PMO], ids=str
)
def test_dolj_i_1177_is_of_pmo_alone(book: Book, system: JournalSystem) -> None:
    desk = Desk(book, system)
    refused = refusal(lambda: desk.booked("2024-09-20 08:00", STAFF, Details(hidden_in_1177=True)))
    assert refused.code == "hide-booking"
    assert desk.written() == Written(0, 0, 0, 0)
    # A booking that PMO hid shows once the clinic has changed journal system.
    made = desk.booked("2024-09-21 08:00", STAFF)
    desk.run("UPDATE booking SET hidden_in_1177 = 1")
    before = desk.written().messages
    bookings.rebook(book, STAFF, made.id, desk.slot("2024-09-21 09:00"), seen=None, seen_time=None)
    assert desk.written().messages == before + 1


def test_a_citizen_cannot_hide(pmo: Desk) -> None:
    with pytest.raises(NotAllowed):
        pmo.booked("2024-09-20 08:00", details=Details(hidden_in_1177=True))


# --- text -------------------------------------------------------------------------------------


HOSTILE = "\x1b[31m[b]röd[/b]\x00\u202e\ud800👩‍⚕️\u0301"


def test_hostile_text_is_cleaned(desk: Desk) -> None:
    told = Details(HOSTILE, HOSTILE, HOSTILE)
    made = desk.booked("2024-09-13 08:00", details=told)
    bookings.rebook(
        desk.book,
        desk.actor,
        made.id,
        desk.slot("2024-09-13 09:00"),
        comment=HOSTILE,
        seen=None,
        seen_time=None,
    )
    bookings.cancel(desk.book, desk.actor, made.id, reason=HOSTILE, seen=None)
    stored = str(desk.rows("SELECT * FROM booking")) + str(desk.rows("SELECT * FROM log_row"))
    assert "[31m[b]röd[/b]" in stored
    for char in "\x1b\x00\u202e\ud800":
        assert char not in stored


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Details(comment="x" * 10_000), "comment"),
        (Details(referral="x" * 10_000), "referral"),
        (Details(interpreter="x" * 10_000), "interpreter"),
    ],
    ids=["comment", "referral", "interpreter"],
)
def test_a_text_too_long(desk: Desk, told: Details, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.booked("2024-09-13 08:00", details=told)
    assert caught.value.field == field
    assert desk.written() == Written(0, 0, 0, 0)


def test_a_reason_or_comment_too_long(desk: Desk) -> None:
    made = desk.booked("2024-09-13 08:00", details=Details("x" * 500))
    with pytest.raises(Invalid):
        bookings.cancel(desk.book, desk.actor, made.id, reason="x" * 501, seen=None)
    with pytest.raises(Invalid):
        bookings.rebook(
            desk.book, desk.actor, made.id, 1, comment="x" * 501, seen=None, seen_time=None
        )
    assert len(
        bookings.cancel(desk.book, desk.actor, made.id, reason="y" * 500, seen=None).booking.comment
    )
    assert messages.inbox(desk.book, desk.actor)


def test_find_slot(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 08:00")
    assert bookings.find_slot(desk.book, 1, desk.resource, at("2024-09-13 08:00")).id == slot
    with pytest.raises(NotFound, match="08:00"):
        bookings.find_slot(desk.book, 1, desk.resource, at("2024-09-13 08:30"))
