"""Händelser: with and without blocking, and what they leave standing (R38, A6.20)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.book import Book
from db.bookings.acts import book_time, cancel
from db.errors import Invalid, NotAllowed, NotFound, Refused
from db.rules.local_time import instant_text
from db.schedule.changes import times
from db.tidbok import events
from db.tidbok.events import AddedEvent
from db.tidbok.words import contact_text, span_text
from db.values import Actor, Booking, BookingStatus, Event, Patient, Role
from tests.db.actors import AGENT, SCHEDULER, STAFF
from tests.db.builders import at, citizen, day, make_patient, make_resource, make_slot, make_type
from tests.db.schedule.test_lay_out import fresh_book
from tests.effort import effort

FRIDAY = "2024-09-13"


@pytest.fixture
def doctor(book: Book) -> int:
    return make_resource(book, "Johan Frisk")


@pytest.fixture
def slots(book: Book, doctor: int) -> list[int]:
    """Free times at 08:00, 08:30, 09:00 and 09:30."""
    visit = make_type(book, ".Läkarbesök 1177", "Läkarbesök")
    clocks = ("08:00", "08:30", "09:00", "09:30")
    return [make_slot(book, doctor, visit, f"{FRIDAY} {clock}") for clock in clocks]


def add(
    book: Book,
    resource: int,
    first: str,
    last: str,
    text: str = "Möte",
    *,
    blocking: bool = True,
    actor: Actor = STAFF,
) -> AddedEvent:
    span = at(f"{FRIDAY} {first}"), at(f"{FRIDAY} {last}")
    return events.add(book, actor, 1, resource, *span, text, blocking=blocking)


def blocked(book: Book, resource: int) -> list[bool]:
    return [one.blocked for one in times(book, 1, resource, day(FRIDAY), day(FRIDAY))]


def test_r38_a_blocking_event_works_at_once(book: Book, doctor: int, slots: list[int]) -> None:
    added = add(book, doctor, "08:30", "09:30")
    assert (added.blocked, added.standing) == (2, ())
    assert blocked(book, doctor) == [False, True, True, False]
    patient = citizen(make_patient(book))
    with pytest.raises(Refused) as no:
        book_time(book, patient, 1, slots[1], seen=None)
    assert "not-blocked" in {verdict.rule for verdict in no.value.decision.refusals}
    book_time(book, patient, 1, slots[0], seen=None)


def test_half_open_an_event_does_not_touch_the_times_beside_it(
    book: Book, doctor: int, slots: list[int]
) -> None:
    assert add(book, doctor, "08:29", "08:31").blocked == 2  # a minute of each
    assert blocked(book, doctor) == [True, True, False, False]
    other = make_resource(book, "Kim")
    assert add(book, other, "08:00", "10:00").blocked == 0  # another's calendar is another


def test_an_event_that_blocks_nothing_is_only_told_of(
    book: Book, doctor: int, slots: list[int]
) -> None:
    book_time(book, STAFF, 1, slots[0], patient=make_patient(book).id, seen=None)
    added = add(book, doctor, "08:00", "10:00", blocking=False)
    assert (added.blocked, added.standing) == (0, ())
    assert blocked(book, doctor) == [False] * 4
    assert events.remove(book, STAFF, added.event.id, seen=None) == 0


def test_a6_20_bookings_under_a_blocking_event_stand_and_are_listed(
    book: Book, doctor: int, slots: list[int]
) -> None:
    first = book_time(book, STAFF, 1, slots[2], patient=make_patient(book, 0).id, seen=None)
    second = book_time(book, STAFF, 1, slots[0], patient=make_patient(book, 1).id, seen=None)
    gone = book_time(book, STAFF, 1, slots[1], patient=make_patient(book, 2).id, seen=None)
    cancel(book, STAFF, gone.id, seen=None)
    added = add(book, doctor, "08:00", "09:30")
    assert added.standing == (second, first)
    assert added.blocked == 1
    assert blocked(book, doctor) == [True, True, True, False]


def test_the_bookings_an_event_would_meet_are_told_before_it_is_made(
    book: Book, doctor: int, slots: list[int]
) -> None:
    made = book_time(book, STAFF, 1, slots[1], patient=make_patient(book).id, seen=None)
    span = made.start + 60, made.start + 120
    before = book.changes()
    (contact,) = events.meets(book, STAFF, 1, doctor, *span)
    assert contact.startswith(f"{span_text(made.start, made.start + made.length_min * 60)} ")
    assert events.meets(book, STAFF, 1, doctor, made.start - 600, made.start) == ()
    assert book.changes() == before
    added = events.add(book, STAFF, 1, doctor, *span, "APT", blocking=True)
    assert [one.id for one in added.standing] == [made.id]
    assert added.contacts == (contact,)
    with pytest.raises(Invalid):
        events.meets(book, STAFF, 1, doctor, span[1], span[0])
    with pytest.raises(NotAllowed):
        events.meets(book, AGENT, 1, doctor, *span)


@pytest.mark.parametrize(
    ("given", "own", "said"),
    [
        ("+4670111", "+4670222", "tel. +4670111"),
        ("", "+4670222", "tel. +4670222"),
        ("", "", "inget telefonnummer i boken"),
    ],
)
def test_whom_to_contact_has_the_number_given_for_the_visit_or_their_own(
    given: str, own: str, said: str
) -> None:
    booking = Booking(1, 1, 1, 1, BookingStatus.BOOKED, Role.STAFF, 1, "DSK", 1, "Besök",
                      at("2024-09-13 10:00"), 30, phone=given)  # fmt: skip
    told = contact_text(booking, Patient(1, "191212121212", "Tolvan [b]", own))
    assert told == f"fre 13 sep 10:00–10:30 Tolvan [b], {said} · Besök"


def test_a_booking_cancelled_under_an_event_is_not_offered_again_until_it_is_gone(
    book: Book, doctor: int, slots: list[int]
) -> None:
    made = book_time(book, STAFF, 1, slots[0], patient=make_patient(book, 0).id, seen=None)
    added = add(book, doctor, "08:00", "08:30")
    cancel(book, STAFF, made.id, seen=None)
    patient = citizen(make_patient(book, 1))
    with pytest.raises(Refused):
        book_time(book, patient, 1, slots[0], seen=None)
    assert events.remove(book, STAFF, added.event.id, seen=None) == 1
    book_time(book, patient, 1, slots[0], seen=None)


def test_a6_20_removing_brings_times_back_unless_another_event_covers_them(
    book: Book, doctor: int, slots: list[int]
) -> None:
    book_time(book, STAFF, 1, slots[0], patient=make_patient(book).id, seen=None)
    long = add(book, doctor, "08:00", "10:00").event
    short = add(book, doctor, "08:45", "09:00")
    assert short.blocked == 0  # they were all blocked before
    add(book, doctor, "09:30", "10:00", blocking=False)
    assert events.remove(book, STAFF, long.id, seen=None) == 2  # 09:00 and 09:30; 08:00 is booked
    assert blocked(book, doctor) == [False, True, False, False]
    assert events.remove(book, STAFF, short.event.id, seen=None) == 1
    assert blocked(book, doctor) == [False] * 4
    with pytest.raises(NotFound):
        events.remove(book, STAFF, long.id, seen=None)


def test_the_text_is_cleaned_and_bounded(book: Book, doctor: int) -> None:
    added = add(book, doctor, "08:00", "09:00", " Ut\x1b[31mbild\u202ening\n[b]nu[/b] ")
    assert added.event.text == "Ut[31mbildning [b]nu[/b]"
    for text in ("", " \u200b\x00 ", "x" * 201, "å" * 10_000):
        with pytest.raises(Invalid) as no:
            add(book, doctor, "08:00", "09:00", text)
        assert no.value.field == "text"


def test_periods_that_cannot_be(book: Book, doctor: int) -> None:
    start = at(f"{FRIDAY} 08:00")
    for span in ((start, start), (start, start - 60), (start + 1, start + 60), (0, 60)):
        with pytest.raises(Invalid):
            events.add(book, STAFF, 1, doctor, *span, "Möte", blocking=True)
    with pytest.raises(Invalid):
        events.add(book, STAFF, 1, doctor, start, 2**62, "Möte", blocking=True)
    assert events.every(book, 1, doctor, day(FRIDAY), day(FRIDAY)) == ()


def test_care_makes_events_and_others_do_not(book: Book, doctor: int) -> None:
    made = add(book, doctor, "08:00", "09:00", actor=SCHEDULER).event
    for actor in (AGENT, citizen(make_patient(book))):
        with pytest.raises(NotAllowed):
            add(book, doctor, "08:00", "09:00", actor=actor)
        with pytest.raises(NotAllowed):
            events.remove(book, actor, made.id, seen=None)


def test_a_resource_of_another_clinic_is_not_found(book: Book) -> None:
    with book.write() as tx:
        tx.run("INSERT INTO clinic (name, system) VALUES ('Annan MVK', 'asynjavisph')")
    with pytest.raises(NotFound):
        add(book, make_resource(book, "Där", clinic=2), "08:00", "09:00")


def test_every_event_that_touches_the_days_is_listed_by_start(book: Book, doctor: int) -> None:
    def over(first: str, last: str) -> Event:
        added = events.add(book, STAFF, 1, doctor, at(first), at(last), "Ledig", blocking=True)
        return added.event

    late = over("2024-09-13 15:00", "2024-09-13 16:00")
    long = over("2024-09-01 00:00", "2024-09-13 00:01")
    over("2024-09-12 00:00", "2024-09-13 00:00")  # ends as the day begins
    over("2024-09-14 00:00", "2024-09-15 00:00")
    found = events.every(book, 1, doctor, day(FRIDAY), day(FRIDAY))
    assert found == (long, late)
    assert [one.blocking for one in found] == [True, True]
    assert events.every(book, 2, doctor, day(FRIDAY), day(FRIDAY)) == ()


def test_the_day_the_clock_goes_back_is_25_hours_long(book: Book, doctor: int) -> None:
    visit = make_type(book, ".Jour")
    for start in ("2026-10-24 23:30", "2026-10-25 00:00", "2026-10-25 23:30", "2026-10-26 00:00"):
        make_slot(book, doctor, visit, start)
    span = at("2026-10-25 00:00"), at("2026-10-26 00:00")
    added = events.add(book, STAFF, 1, doctor, *span, "Stängt", blocking=True)
    assert span[1] - span[0] == 25 * 3600
    assert added.blocked == 2


@settings(max_examples=effort(10, 2000))
@given(
    acts=st.lists(
        st.one_of(
            st.tuples(st.integers(0, 2000), st.integers(1, 2000), st.booleans()),
            st.integers(0, 5),
        ),
        max_size=10,
    ),
    lengths=st.lists(st.integers(1, 1440), min_size=1, max_size=8),
)
def test_the_flag_is_what_the_events_say_whatever_came_and_went(
    acts: list[tuple[int, int, bool] | int], lengths: list[int]
) -> None:
    with fresh_book() as book:
        resource, visit = make_resource(book, "Johan Frisk"), make_type(book, ".Läkarbesök")
        base = at(f"{FRIDAY} 00:00")
        start = base
        for length in lengths:
            make_slot(book, resource, visit, instant_text(start), length)
            start += (length + 7) * 60
        there: list[Event] = []
        for act in acts:
            if not isinstance(act, int):
                first = base + act[0] * 60
                span = first, first + act[1] * 60
                added = events.add(book, STAFF, 1, resource, *span, "Möte", blocking=act[2])
                there.append(added.event)
            elif act < len(there):
                events.remove(book, STAFF, there.pop(act).id, seen=None)
            for slot in times(book, 1, resource, day(FRIDAY), day(FRIDAY) + 9):
                covered = any(
                    one.blocking and one.start < slot.end and slot.start < one.end for one in there
                )
                assert slot.blocked == covered
