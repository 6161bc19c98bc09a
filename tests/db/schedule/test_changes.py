"""Adding single times, swapping their type and taking them off the schedule (R33-R35, R39)."""

import pytest

from db.book import Book
from db.bookings.acts import book_time, cancel
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.schedule import day_stamp
from db.schedule.changes import (
    ScheduleChange,
    add_time,
    remove_times,
    swap_type,
    times,
)
from db.schedule.day_stamp import DayStamp
from db.tidbok.events import add as add_event
from db.values import Actor, Role, Slot
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF
from tests.db.builders import (
    at,
    citizen,
    day,
    make_patient,
    make_resource,
    make_slot,
    make_type,
)

FRIDAY = "2024-09-13"


@pytest.fixture
def doctor(book: Book) -> int:
    return make_resource(book, "Johan Frisk")


@pytest.fixture
def visit(book: Book) -> int:
    return make_type(book, ".Läkarbesök 1177", "Läkarbesök")


def friday(book: Book, resource: int) -> tuple[Slot, ...]:
    return times(book, 1, resource, day(FRIDAY), day(FRIDAY))


def add(
    book: Book,
    resource: int,
    time_type: int,
    clock: str,
    length_min: int = 30,
    *,
    actor: Actor = SCHEDULER,
    release: int | None = None,
) -> int:
    return add_time(
        book, actor, 1, resource, at(f"{FRIDAY} {clock}"), length_min, time_type, release
    )


# --- one time -------------------------------------------------------------------------------


def test_r34_a_time_added_in_the_calendar_is_there_as_it_was_asked_for(
    book: Book, doctor: int, visit: int
) -> None:
    made = add(book, doctor, visit, "08:00", 45, release=15)
    (slot,) = friday(book, doctor)
    assert slot == Slot(
        made, 1, doctor, visit, at(f"{FRIDAY} 08:00"), 45, day(FRIDAY), 15, day("2024-08-30"),
        False, False,
    )  # fmt: skip
    booked = book_time(book, citizen(make_patient(book)), 1, made, seen=None)
    assert booked.slot == made


def test_r29_an_empty_release_box_is_stored_as_none(book: Book, doctor: int, visit: int) -> None:
    add(book, doctor, visit, "08:00")
    assert [(one.release, one.release_day) for one in friday(book, doctor)] == [(None, None)]


def test_half_open_times_may_touch_but_not_overlap(book: Book, doctor: int, visit: int) -> None:
    add(book, doctor, visit, "09:00")
    add(book, doctor, visit, "08:30")
    add(book, doctor, visit, "09:30")
    for clock, length in (("08:15", 30), ("09:00", 30), ("09:10", 5), ("08:00", 120)):
        with pytest.raises(Refused) as no:
            add(book, doctor, visit, clock, length)
        assert no.value.code == "slot-overlap"
    assert no.value.text == "Johan Frisk har redan en tid då."
    assert no.value.items == tuple(
        f"{FRIDAY} {span} .Läkarbesök 1177 (ledig)"
        for span in ("08:30–09:00", "09:00–09:30", "09:30–10:00")
    )
    assert len(friday(book, doctor)) == 3
    add(book, make_resource(book, "Kim"), visit, "09:00")  # another's calendar is another


def test_r38_a_time_added_under_a_blocking_event_is_made_blocked(
    book: Book, doctor: int, visit: int
) -> None:
    span = at(f"{FRIDAY} 08:00"), at(f"{FRIDAY} 09:00")
    add_event(book, STAFF, 1, doctor, *span, "Möte", blocking=True)
    for clock in ("07:30", "07:45", "08:30", "09:00"):
        add(book, doctor, visit, clock, 15)
    assert [one.blocked for one in friday(book, doctor)] == [False, False, True, False]


def test_only_a_time_that_has_not_begun_is_added(book: Book, doctor: int, visit: int) -> None:
    """The clock stands at 2024-09-12 10:52."""
    for text in ("2024-09-12 10:52", "2024-09-11 15:00"):
        with pytest.raises(Refused) as no:
            add_time(book, SCHEDULER, 1, doctor, at(text), 30, visit)
        assert no.value.code == "time-has-passed"
    add_time(book, SCHEDULER, 1, doctor, at("2024-09-12 10:53"), 30, visit)


@pytest.mark.parametrize(
    ("start", "length", "said"),
    [
        (f"{FRIDAY} 23:45", 16, "Tiden 23:45–00:01 dagen efter passerar midnatt."),
        ("2024-10-26 12:00", 721, "Tiden 12:00–00:01 dagen efter passerar midnatt."),
        ("2025-03-30 01:00", 1380, "Tiden 01:00–01:00 dagen efter passerar midnatt."),
    ],
)
def test_no_time_passes_midnight(
    book: Book, doctor: int, visit: int, start: str, length: int, said: str
) -> None:
    with pytest.raises(Refused) as no:
        add_time(book, SCHEDULER, 1, doctor, at(start), length, visit)
    assert (no.value.code, no.value.field) == ("past-midnight", "length_min")
    assert no.value.text.startswith(said)
    add_time(book, SCHEDULER, 1, doctor, at(start), 15, visit)


def test_a_time_may_end_at_midnight(book: Book, doctor: int, visit: int) -> None:
    """In autumn the day has 25 hours."""
    for start, length in ((f"{FRIDAY} 23:45", 15), ("2024-10-27 00:00", 1440)):
        add_time(book, SCHEDULER, 1, doctor, at(start), length, visit)


def test_only_where_the_resource_is_valid(book: Book, visit: int) -> None:
    locum = make_resource(book, "Vikarien", valid_from=day("2024-09-14"))
    with pytest.raises(Refused, match="inte giltig 2024-09-13") as no:
        add(book, locum, visit, "08:00")
    assert no.value.code == "resource-not-valid"


@pytest.mark.parametrize(
    ("length", "release", "field"),
    [(0, None, "length_min"), (1441, None, "length_min"), (30, 0, "release"), (30, 366, "release")],
)
def test_r30_bounds(
    book: Book, doctor: int, visit: int, length: int, release: int | None, field: str
) -> None:
    with pytest.raises(Invalid) as no:
        add(book, doctor, visit, "08:00", length, release=release)
    assert no.value.field == field


@pytest.mark.parametrize("start", [at("2024-09-13 08:00:30"), 0, 2**62])
def test_starts_that_are_no_whole_minute_of_the_calendar(
    book: Book, doctor: int, visit: int, start: int
) -> None:
    with pytest.raises(Invalid):
        add_time(book, SCHEDULER, 1, doctor, start, 30, visit)


def test_r4_r24_types_that_may_not_be_added(book: Book, doctor: int) -> None:
    agents, cleared = make_type(book, "Ombud-akut", "Akut"), make_type(book, "")
    with pytest.raises(NotAllowed, match="Bara IT"):
        add(book, doctor, agents, "08:00")
    with pytest.raises(Refused, match="rensad"):
        add(book, doctor, cleared, "08:00", actor=IT)
    with pytest.raises(NotFound):
        add(book, doctor, cleared + 1, "08:00", actor=IT)
    add(book, doctor, agents, "08:00", actor=IT)
    add(book, doctor, make_type(book, ".Adm", hidden=True), "09:00")  # administration (R60)


@pytest.mark.parametrize("actor", [STAFF, AGENT])
def test_only_schedulers_change_the_schedule(
    book: Book, doctor: int, visit: int, actor: Actor
) -> None:
    slot = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    with pytest.raises(NotAllowed):
        add(book, doctor, visit, "09:00", actor=actor)
    with pytest.raises(NotAllowed):
        swap_type(book, actor, [slot], visit, seen=None)
    with pytest.raises(NotAllowed):
        remove_times(book, actor, [slot], seen=None)


def test_a_resource_of_another_clinic_is_not_found(book: Book, visit: int) -> None:
    with book.write() as tx:
        tx.run("INSERT INTO clinic (name, system) VALUES ('Annan MVK', 'asynjavisph')")
    theirs = make_resource(book, "Där", clinic=2)
    with pytest.raises(NotFound):
        add(book, theirs, visit, "08:00")


# --- reading --------------------------------------------------------------------------------


def test_times_are_those_that_begin_on_the_days_asked_for(
    book: Book, doctor: int, visit: int
) -> None:
    """The last minute of a day counts, midnight after it does not; both DST days are whole."""
    starts = ("2026-10-24 23:59", "2026-10-25 00:00", "2026-10-25 23:59", "2026-10-26 00:00")
    ids = [make_slot(book, doctor, visit, start, 1) for start in starts]
    found = times(book, 1, doctor, day("2026-10-25"), day("2026-10-25"))
    assert [one.id for one in found] == ids[1:3]
    assert times(book, 2, doctor, day("2026-10-25"), day("2026-10-25")) == ()
    with pytest.raises(Invalid):
        times(book, 1, doctor, day("2026-10-25"), day("2026-10-24"))


# --- swapping -------------------------------------------------------------------------------


def test_r35_free_times_get_the_type_and_booked_ones_keep_theirs(
    book: Book, doctor: int, visit: int
) -> None:
    sampling = make_type(book, ".Provtagning", "Provtagning")
    first = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    second = make_slot(book, doctor, visit, f"{FRIDAY} 08:30")
    untouched = make_slot(book, doctor, visit, f"{FRIDAY} 09:00")
    book_time(book, STAFF, 1, second, patient=make_patient(book).id, seen=None)

    done = swap_type(book, SCHEDULER, [second, first, first], sampling, seen=None)

    line = f"{FRIDAY} 08:30–09:00 .Läkarbesök 1177, Johan Frisk: bokad, behåller sin tidstyp."
    assert (done.changed, done.kept) == (1, (line,))
    assert [(one.id, one.time_type) for one in friday(book, doctor)] == [
        (first, sampling), (second, visit), (untouched, visit),
    ]  # fmt: skip


def test_r35_swapping_to_the_same_type_changes_nothing_and_says_so(
    book: Book, doctor: int, visit: int
) -> None:
    slot = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    before = friday(book, doctor)
    done = swap_type(book, SCHEDULER, [slot], visit, seen=None)
    assert done.changed == 0
    assert done.kept[0].endswith("har redan tidstypen .Läkarbesök 1177, ändras inte.")
    assert friday(book, doctor) == before


def test_r24_no_swap_to_a_cleared_type_and_hidden_ones_are_fine(
    book: Book, doctor: int, visit: int
) -> None:
    slot = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    with pytest.raises(Refused, match="rensad"):
        swap_type(book, SCHEDULER, [slot], make_type(book, ""), seen=None)
    assert (
        swap_type(book, SCHEDULER, [slot], make_type(book, ".Adm", hidden=True), seen=None).changed
        == 1
    )


def test_r4_ombud_times_are_swapped_to_and_from_by_it_alone(
    book: Book, doctor: int, visit: int
) -> None:
    agents = make_type(book, "Ombud-akut", "Akut")
    ours = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    theirs = make_slot(book, doctor, agents, f"{FRIDAY} 08:30")
    for slot, time_type in ((ours, agents), (theirs, visit)):
        with pytest.raises(NotAllowed):
            swap_type(book, SCHEDULER, [slot], time_type, seen=None)
        assert swap_type(book, IT, [slot], time_type, seen=None).changed == 1


def test_a_time_that_is_gone_stops_the_whole_swap(book: Book, doctor: int, visit: int) -> None:
    slot = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    before = friday(book, doctor)
    with pytest.raises(NotFound):
        swap_type(book, SCHEDULER, [slot, slot + 1], make_type(book, ".Annan"), seen=None)
    with pytest.raises(NotFound):
        remove_times(book, SCHEDULER, [slot, slot + 1], seen=None)
    assert friday(book, doctor) == before
    assert swap_type(book, SCHEDULER, [], visit, seen=None) == ScheduleChange(0, ())
    assert remove_times(book, SCHEDULER, [], seen=None) == ScheduleChange(0, ())


# --- removing -------------------------------------------------------------------------------


def test_r39_free_times_go_at_once_and_booked_ones_stay_and_are_listed(
    book: Book, doctor: int, visit: int
) -> None:
    free = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    taken = make_slot(book, doctor, visit, f"{FRIDAY} 08:30")
    made = book_time(book, STAFF, 1, taken, patient=make_patient(book).id, seen=None)
    line = f"{FRIDAY} 08:30–09:00 .Läkarbesök 1177, Johan Frisk: bokad, står kvar."
    assert remove_times(book, SCHEDULER, [taken, free], seen=None).kept == (line,)
    assert [one.id for one in friday(book, doctor)] == [taken]

    cancel(book, STAFF, made.id, seen=None)
    assert remove_times(book, SCHEDULER, [taken], seen=None).changed == 1
    assert friday(book, doctor) == ()


def test_a_cancelled_booking_outlives_its_time(book: Book, doctor: int, visit: int) -> None:
    """Whatever it pointed at: the foreign key lets go (SET NULL)."""
    slot = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    patient = make_patient(book)
    with book.write() as tx:
        made = tx.insert(
            "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min) VALUES (1, ?, ?, 'cancelled', 'staff', ?, ?, ?, 30)",
            (patient.id, slot, doctor, visit, at(f"{FRIDAY} 08:00")),
        )
    assert remove_times(book, SCHEDULER, [slot], seen=None).changed == 1
    with book.read() as reader:
        row = reader.row("SELECT slot_id, start FROM booking WHERE id = ?", (made,))
    assert row == (None, at(f"{FRIDAY} 08:00"))


def test_r4_ombud_times_are_taken_off_by_it_alone(book: Book, doctor: int) -> None:
    agents = make_type(book, "Ombud-akut", "Akut")
    slot = make_slot(book, doctor, agents, f"{FRIDAY} 08:00")
    with pytest.raises(NotAllowed):
        remove_times(book, SCHEDULER, [slot], seen=None)
    assert remove_times(book, IT, [slot], seen=None).changed == 1


def test_times_of_two_clinics_are_not_changed_together(book: Book, doctor: int, visit: int) -> None:
    with book.write() as tx:
        tx.run("INSERT INTO clinic (name, system) VALUES ('Annan MVK', 'asynjavisph')")
    there = make_resource(book, "Där", clinic=2)
    their_type = make_type(book, "Deras", clinic=2)
    ours = make_slot(book, doctor, visit, f"{FRIDAY} 08:00")
    theirs = make_slot(book, there, their_type, f"{FRIDAY} 08:00", clinic=2)
    with pytest.raises(Invalid):
        swap_type(book, SCHEDULER, [ours, theirs], visit, seen=None)
    with pytest.raises(NotFound):
        swap_type(book, SCHEDULER, [ours], their_type, seen=None)


# --- two who change the same day ------------------------------------------------------------


def seen_of(book: Book, resource: int) -> DayStamp:
    with book.read() as reader:
        return day_stamp.read(reader, resource, day(FRIDAY))


def test_the_later_one_is_told_what_changed_and_nothing_is_lost(
    book: Book, doctor: int, visit: int
) -> None:
    lab = make_type(book, ".Provtagning")
    first = make_slot(book, doctor, visit, "2024-09-13 08:00")
    second = make_slot(book, doctor, visit, "2024-09-13 09:00")
    seen = (seen_of(book, doctor),)
    swap_type(book, IT, [first], lab, seen=None)
    remove_times(book, IT, [second], seen=None)
    add_time(book, Actor(Role.SCHEDULER, "Siv"), 1, doctor, at("2024-09-13 10:00"), 30, visit)
    before = friday(book, doctor)
    with pytest.raises(Conflict) as no:
        add_time(book, SCHEDULER, 1, doctor, at("2024-09-13 11:00"), 30, lab, seen=seen)
    assert no.value.text == (
        f"2024-09-13 ändrades av {IT.label} och Siv: 08:00 är nu .Provtagning;"
        " 09:00 .Läkarbesök 1177 är borttagen; 10:00 .Läkarbesök 1177 är ny."
        " Inget av ditt sparades; se över."
    )
    assert friday(book, doctor) == before
    now = (seen_of(book, doctor),)
    add_time(book, SCHEDULER, 1, doctor, at("2024-09-13 11:00"), 30, lab, seen=now)


def test_a_booking_meanwhile_is_no_change_of_the_schedule(
    book: Book, doctor: int, visit: int
) -> None:
    """What is booked stays and is listed, so nobody's work is lost by it."""
    slot = make_slot(book, doctor, visit, "2024-09-13 08:00")
    seen = (seen_of(book, doctor),)
    book_time(book, STAFF, 1, slot, patient=make_patient(book).id, seen=None)
    add_time(book, SCHEDULER, 1, doctor, at("2024-09-13 11:00"), 30, visit, seen=seen)


def test_a_long_list_of_changes_is_cut(book: Book, doctor: int, visit: int) -> None:
    seen = (seen_of(book, doctor),)
    for hour in range(8, 15):
        make_slot(book, doctor, visit, f"2024-09-13 {hour:02}:00")
    with pytest.raises(Conflict) as no:
        add_time(book, SCHEDULER, 1, doctor, at("2024-09-13 20:00"), 30, visit, seen=seen)
    assert "11:00 .Läkarbesök 1177 är ny och 3 till." in no.value.text
