"""Reading bookings: what 1177 shows of them, their history, and who may see it."""

import pytest

from db.book import Book
from db.bookings import acts
from db.bookings import read as booking_read
from db.bookings.acts import Details
from db.errors import NotAllowed, NotFound
from db.setup import access_log
from db.values import Act, Actor, Decision, JournalSystem, Role, Visit
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, citizen, make_type, set_clock
from tests.db.desk import TYPE, Desk


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def refused(decision: Decision) -> list[str]:
    return [verdict.rule for verdict in decision.refusals]


def test_the_patients_own_bookings_by_start(desk: Desk) -> None:
    """R98: all of them, also those that care booked and those that are cancelled (R101)."""
    late = desk.booked("2024-09-20 08:00")
    soon = desk.booked("2024-09-13 08:00", STAFF)
    gone = desk.booked("2024-09-16 08:00")
    acts.cancel(desk.book, desk.actor, gone.id, seen=None)
    desk.booked("2024-09-13 10:00", citizen(desk.other))
    shown = booking_read.of_patient(desk.book, desk.actor, desk.patient.id)
    assert [one.booking.id for one in shown] == [soon.id, gone.id, late.id]
    assert [one.shown for one in shown] == [True, False, True]
    first = shown[0]
    assert (first.web_name, first.web_info) == ("Bedömning av nya besvär", "Kom i tid.")
    assert first.cancellable
    assert first.rebookable
    assert refused(shown[1].decision) == ["booking-active"]
    assert not shown[1].cancellable


def test_a_type_without_a_web_name_shows_its_own(desk: Desk) -> None:
    plain = make_type(desk.book, "Intern tid", ticks=False)
    made = desk.booked("2024-09-13 08:00", STAFF, time_type=plain)
    shown = booking_read.why_booking(desk.book, desk.actor, made.id)
    assert shown.shown
    assert shown.web_name == "Intern tid"
    assert not shown.cancellable
    assert refused(shown.cancel_verdicts) == ["web-cancellable"]
    assert refused(shown.rebook_verdicts) == ["web-rebookable"]


def test_a_hidden_type_does_not_show(desk: Desk) -> None:
    """R21."""
    hidden = make_type(desk.book, "Administration", hidden=True)
    made = desk.booked("2024-09-13 08:00", STAFF, time_type=hidden)
    shown = booking_read.why_booking(desk.book, desk.actor, made.id)
    assert not shown.shown
    assert refused(shown.decision) == ["type-shown"]
    assert not shown.cancellable


def test_a_type_never_published_shows_as_the_book_has_it(desk: Desk) -> None:
    new = make_type(desk.book, "Ny", "Nytt namn", publish=False)
    made = desk.booked("2024-09-13 08:00", STAFF, time_type=new)
    assert booking_read.why_booking(desk.book, STAFF, made.id).web_name == "Nytt namn"


HIDE = "UPDATE time_type SET hidden = 1, web_bookable = 0, web_cancellable = 0, web_rebookable = 0"


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (HIDE, (["booking-shown", "web-cancellable"], ["booking-shown", "web-rebookable"])),
        ("UPDATE time_type SET web_cancellable = 0", (["web-cancellable"], [])),
        ("UPDATE time_type SET web_rebookable = 0", ([], ["web-rebookable"])),
    ],
)
def test_buttons_follow_what_1177_was_told_and_acts_the_book(
    desk: Desk, change: str, rules: tuple[list[str], list[str]]
) -> None:
    """R12, R15, R16, R20: the ticks reach 1177 late, and what the book says is told beside it."""
    made = desk.booked("2024-09-13 08:00")
    desk.run(change)
    shown = booking_read.why_booking(desk.book, desk.actor, made.id)
    assert (shown.shown, shown.cancellable, shown.rebookable) == (True, True, True)
    assert (refused(shown.cancel_as_booked), refused(shown.rebook_as_booked)) == rules
    assert shown.pending == (
        "1177 har inte fått Läkarbesök 1177 som den är nu. Publicera tidstypen."
    )
    desk.publish()
    told = booking_read.why_booking(desk.book, desk.actor, made.id)
    assert (told.shown, told.pending) == (change is not HIDE, "")
    assert (refused(told.cancel_verdicts), refused(told.rebook_verdicts)) == rules
    assert (told.cancel_as_booked, told.rebook_as_booked) == (
        told.cancel_verdicts, told.rebook_verdicts,
    )  # fmt: skip


def test_a_tick_that_1177_does_not_know_yet_gives_no_button_and_the_act_goes(desk: Desk) -> None:
    """R12: also of a type that 1177 was never told of."""
    for told in (True, False):
        kind = make_type(desk.book, f"Prov {told}", ticks=False, publish=told)
        start = f"2024-09-1{3 if told else 6} 10:00"
        made = desk.booked(start, STAFF, time_type=kind)
        desk.run("UPDATE time_type SET web_cancellable = 1, web_rebookable = 1")
        shown = booking_read.why_booking(desk.book, desk.actor, made.id)
        assert shown.shown
        assert (shown.cancellable, shown.rebookable) == (False, False)
        assert refused(shown.cancel_verdicts) == ["web-cancellable"]
        assert shown.cancel_as_booked.passed
        assert shown.pending
        acts.cancel(desk.book, desk.actor, made.id, seen=None)


def test_a_change_of_name_alone_is_no_difference_in_what_may_be_done(desk: Desk) -> None:
    made = desk.booked("2024-09-13 08:00")
    desk.run("UPDATE time_type SET name = 'Nytt namn', name_key = 'nytt namn'")
    assert booking_read.why_booking(desk.book, desk.actor, made.id).pending == ""


def test_no_arendetyp_for_changing(desk: Desk) -> None:
    """R98, R108."""
    made = desk.booked("2024-09-13 08:00")
    desk.run("UPDATE case_type SET active = 0 WHERE kind = 'change'")
    shown = booking_read.why_booking(desk.book, desk.actor, made.id)
    assert refused(shown.decision) == ["change-case-active"]
    assert refused(shown.rebook_verdicts) == ["change-case-active"]


def test_an_excluded_citizen_sees_but_does_not_change(desk: Desk) -> None:
    """GUIDES.md B4."""
    made = desk.booked("2024-09-13 08:00", STAFF)
    desk.run("UPDATE case_type SET limited = 1")
    shown = booking_read.why_booking(desk.book, desk.actor, made.id)
    assert shown.shown
    assert refused(shown.cancel_verdicts) == ["audience"]


def test_pmo_shows_the_buttons_though_no_reason_is_given_yet(book: Book) -> None:
    """R64: the reason is asked for when it is given."""
    desk = Desk(book, JournalSystem.PMO)
    made = desk.booked("2024-09-20 08:00")
    shown = booking_read.why_booking(book, desk.actor, made.id)
    assert shown.cancellable
    assert shown.rebookable
    set_clock(book, "2024-09-19 08:00")
    late = booking_read.why_booking(book, desk.actor, made.id)
    assert refused(late.cancel_verdicts) == ["not-too-late"]
    assert late.shown


def test_dolj_i_1177(book: Book) -> None:
    """R69."""
    desk = Desk(book, JournalSystem.PMO)
    made = desk.booked("2024-09-20 08:00", STAFF, Details(hidden_in_1177=True))
    assert refused(booking_read.why_booking(book, STAFF, made.id).decision) == ["booking-shown"]
    desk.run("UPDATE clinic SET system = 'asynjavisph'")
    assert booking_read.why_booking(book, STAFF, made.id).shown


def test_history(desk: Desk) -> None:
    """Both sides of every act, copied; renaming what it was about changes nothing."""
    set_clock(desk.book, "2024-09-10 08:00")
    made = desk.booked("2024-09-13 08:00", details=Details("Ont"))
    acts.rebook(
        desk.book, desk.actor, made.id, desk.slot("2024-09-12 09:00", 45), seen=None, seen_time=None
    )
    set_clock(desk.book, "2024-09-11 10:00")
    acts.cancel(desk.book, STAFF, made.id, reason="Läkaren är sjuk", seen=None)
    desk.run("UPDATE time_type SET name = 'Bytt namn', name_key = 'bytt namn'")
    desk.run("UPDATE resource SET name = 'Någon annan'")
    comment = "Mitt telefonnummer: +46701740605 Ont"
    first = Visit(at("2024-09-13 08:00"), 30, TYPE, "Johan Frisk", comment)
    second = Visit(at("2024-09-12 09:00"), 45, TYPE, "Johan Frisk", comment)
    found = booking_read.history(desk.book, desk.actor, made.id)
    assert [(one.act, one.role, one.earlier, one.new) for one in found] == [
        (Act.BOOKED, Role.CITIZEN, None, first),
        (Act.REBOOKED, Role.CITIZEN, first, second),
        (Act.CANCELLED, Role.STAFF, second, None),
    ]
    assert [one.at for one in found] == [
        at("2024-09-10 08:00"), at("2024-09-10 08:00"), at("2024-09-11 10:00")
    ]  # fmt: skip
    assert [one.minutes_left for one in found] == [None, 72 * 60, 23 * 60]
    assert [one.late for one in found] == [False, False, None]  # R42: care is not judged
    assert (found[2].actor, found[2].reason) == ("Rut Reception", "Läkaren är sjuk")
    assert all(one.review is None for one in found)


def test_get(desk: Desk) -> None:
    made = desk.booked("2024-09-13 08:00")
    for actor in (desk.actor, STAFF, AGENT, SCHEDULER, IT):
        assert booking_read.get(desk.book, actor, made.id) == made


def test_a_citizen_reads_nothing_of_anothers(desk: Desk) -> None:
    """Each reading operation, with an id that is another's."""
    made = desk.booked("2024-09-13 08:00", details=Details("Hemligt ärende"))
    for stranger in (citizen(desk.other), Actor(Role.CITIZEN)):
        for read in (booking_read.get, booking_read.why_booking, booking_read.history):
            said = []
            for key in (made.id, 999_999):
                with pytest.raises(NotFound) as caught:
                    read(desk.book, stranger, key)
                said.append((caught.value.code, caught.value.text))
            assert said[0] == said[1]
        with pytest.raises(NotAllowed):
            booking_read.of_patient(desk.book, stranger, desk.patient.id)
    assert booking_read.of_patient(desk.book, citizen(desk.other), desk.other.id) == ()


@pytest.mark.parametrize("actor", [REGION, UNIT], ids=["region", "unit"])
def test_administrators_read_no_bookings(desk: Desk, actor: Actor) -> None:
    made = desk.booked("2024-09-13 08:00")
    for read in (booking_read.get, booking_read.why_booking, booking_read.history):
        with pytest.raises(NotAllowed):
            read(desk.book, actor, made.id)
    with pytest.raises(NotAllowed):
        booking_read.of_patient(desk.book, actor, desk.patient.id)


def test_an_ombud_does_not_read_a_patients_list(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        booking_read.of_patient(desk.book, AGENT, desk.patient.id)


def test_cares_look_is_written_down_and_the_citizens_own_is_not(desk: Desk) -> None:
    desk.booked("2024-09-13 08:00")
    booking_read.of_patient(desk.book, desk.actor, desk.patient.id)
    assert access_log.every(desk.book, IT) == ()
    booking_read.of_patient(desk.book, STAFF, desk.patient.id)
    (look,) = access_log.every(desk.book, IT)
    assert look == (
        desk.patient.id, "staff", "Rut Reception", "bokningar", at("2024-09-12 10:52")
    )  # fmt: skip


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, AGENT, REGION, UNIT])
def test_only_it_follows_up_the_looks(desk: Desk, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        access_log.every(desk.book, actor)
    with pytest.raises(NotAllowed):
        access_log.every(desk.book, desk.actor)
