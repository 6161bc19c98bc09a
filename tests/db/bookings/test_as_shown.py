"""An act hits what its dialog showed, or nothing: two people in one book, one with a stale view.

Each case: what was shown, what a colleague did meanwhile, and what the one who acts is told.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from db.book import Book
from db.bookings import acts, read, waiting_list, waiting_match
from db.bookings.acts import Details
from db.bookings.choices import before_cancel
from db.bookings.waiting_list import seen_entry
from db.citizen import booking as web_booking
from db.citizen import choices, portal
from db.errors import Conflict
from db.rules.changes.same_as_shown import SeenBooking, SeenTime, seen_booking, seen_time
from db.schedule import changes
from db.setup import patients
from db.values import Actor, BookingStatus, Role
from tests.db.actors import AGENT, STAFF
from tests.db.builders import at, day, make_patient, make_resource, make_type
from tests.db.desk import Desk, error_of

RUT = Actor(Role.SCHEDULER, "Rut")


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def shown_time(desk: Desk, slot: int) -> SeenTime:
    """The time as a dialog of care's shows it now."""
    row = desk.rows(
        "SELECT start, resource_id, time_type_id, length_min FROM slot WHERE id = ?", (slot,)
    )[0]
    return SeenTime(row[0], row[1], row[2], "", row[3])


def shown(desk: Desk, booking: int) -> SeenBooking:
    """The booking as a screen shows it now."""
    return seen_booking(read.get(desk.book, STAFF, booking))


def state(desk: Desk) -> list[object]:
    """All that an act on bookings could change."""
    return [
        desk.rows("SELECT * FROM booking ORDER BY id"),
        desk.rows("SELECT * FROM slot ORDER BY id"),
        desk.rows("SELECT * FROM waiting_list_entry ORDER BY id"),
        desk.written(),
    ]


# --- a time -----------------------------------------------------------------------------------


def swapped(desk: Desk, slot: int) -> None:
    lab = make_type(desk.book, ".Laboratoriet", "Provtagning")
    changes.swap_type(desk.book, RUT, (slot,), lab, seen=None)


def moved(desk: Desk, slot: int) -> None:
    desk.run("UPDATE slot SET start = ? WHERE id = ?", (at("2024-12-24 08:00"), slot))


def handed_over(desk: Desk, slot: int) -> None:
    other = make_resource(desk.book, "Distriktssköterska")
    desk.run("UPDATE slot SET resource_id = ? WHERE id = ?", (other, slot))


def shortened(desk: Desk, slot: int) -> None:
    desk.run("UPDATE slot SET length_min = 15 WHERE id = ?", (slot,))


def removed(desk: Desk, slot: int) -> None:
    changes.remove_times(desk.book, RUT, (slot,), seen=None)


def made_anew(desk: Desk, slot: int) -> None:
    """A colleague takes the newest time away and adds another."""
    removed(desk, slot)
    changes.add_time(desk.book, RUT, 1, desk.resource, at("2024-12-24 08:00"), 30, desk.type)


TIMES: dict[str, tuple[Callable[[Desk, int], None], str]] = {
    "another type": (
        swapped,
        "Tiden 08:00 är nu till för ”Provtagning”, ändrad av Rut 2024-09-12 10:52.",
    ),
    "moved": (moved, "Tiden flyttades till tis 24 dec 2024 08:00 hos Johan Frisk av någon annan."),
    "another resource": (handed_over, "hos Distriktssköterska av någon annan."),
    "another length": (shortened, "Tiden 08:00 är nu 15 min, ändrad av någon annan."),
    "taken away": (removed, "Tiden fre 13 sep 2024 08:00 togs bort av Rut 2024-09-12 10:52."),
    "taken away and another added": (made_anew, "togs bort av Rut"),
}


class Act(NamedTuple):
    """One way to take a time that is shown."""

    name: str
    do: Callable[[Desk, int, SeenTime], object]


def book_it(desk: Desk, slot: int, seen: SeenTime) -> object:
    return acts.book_time(desk.book, STAFF, 1, slot, Details(), seen=seen, patient=desk.patient.id)


def book_as_agent(desk: Desk, slot: int, seen: SeenTime) -> object:
    return acts.book_time(desk.book, AGENT, 1, slot, Details(), seen=seen, patient=desk.patient.id)


def from_list(desk: Desk, slot: int, seen: SeenTime) -> object:
    key = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    entry = waiting_list.get(desk.book, STAFF, key)
    return waiting_match.book_from(
        desk.book, STAFF, key, slot, seen=seen, seen_entry=seen_entry(entry)
    )


def move_there(desk: Desk, slot: int, seen: SeenTime) -> object:
    other = read.of_patient(desk.book, STAFF, desk.other.id)[0].booking
    return acts.rebook(desk.book, STAFF, other.id, slot, seen=seen_booking(other), seen_time=seen)


TAKES = (Act("book", book_it), Act("ombud", book_as_agent), Act("list", from_list),
         Act("move", move_there))  # fmt: skip


@pytest.mark.parametrize("act", TAKES, ids=lambda act: act.name)
@pytest.mark.parametrize("name", TIMES)
def test_a_time_is_taken_as_it_was_shown_or_not_at_all(desk: Desk, name: str, act: Act) -> None:
    happens, told = TIMES[name]
    desk.booked("2024-09-20 08:00", STAFF, patient=desk.other.id)
    slot = desk.slot("2024-09-13 08:00")
    seen = shown_time(desk, slot)
    happens(desk, slot)
    error = error_of(lambda: act.do(desk, slot, seen))
    assert error is not None
    assert told in error.text
    assert error.text.endswith("Ingenting ändrades.")
    assert desk.rows("SELECT 1 FROM booking WHERE status = 'booked' AND slot_id = ?", (slot,)) == []


@pytest.mark.parametrize("act", TAKES, ids=lambda act: act.name)
def test_a_time_that_stands_as_it_was_shown_is_taken(desk: Desk, act: Act) -> None:
    desk.booked("2024-09-20 08:00", STAFF, patient=desk.other.id)
    slot = desk.slot("2024-09-13 08:00")
    act.do(desk, slot, shown_time(desk, slot))
    assert desk.taken(slot)


# --- a booking --------------------------------------------------------------------------------


def moved_visit(desk: Desk, booking: int) -> None:
    to = desk.slot("2024-09-13 10:00")
    rut = Actor(Role.STAFF, "Rut")
    acts.rebook(desk.book, rut, booking, to, seen=shown(desk, booking), seen_time=None)


def moved_and_back(desk: Desk, booking: int) -> None:
    home = desk.value("SELECT slot_id FROM booking WHERE id = ?", (booking,))
    moved_visit(desk, booking)
    rut = Actor(Role.STAFF, "Rut")
    acts.rebook(desk.book, rut, booking, home, seen=None, seen_time=None)


def cancelled_visit(desk: Desk, booking: int) -> None:
    acts.cancel(desk.book, Actor(Role.STAFF, "Rut"), booking, seen=shown(desk, booking))


VISITS: dict[str, tuple[Callable[[Desk, int], None], str, str]] = {
    "moved": (
        moved_visit,
        "Besöket fre 20 sep 2024 10:30 flyttades till fre 13 sep 2024 10:00 (Läkarbesök 1177,"
        " Johan Frisk) av Rut 2024-09-12 10:52.",
        "Tiden har flyttats av mottagningen till fredag 13 september 2024 kl. 10:00"
        " hos Johan Frisk.",
    ),
    "moved and back": (
        moved_and_back,
        "flyttades till fre 20 sep 2024 10:30 (Läkarbesök 1177, Johan Frisk) av Rut",
        "Tiden har flyttats av mottagningen till fredag 20 september 2024 kl. 10:30",
    ),
    "cancelled": (
        cancelled_visit,
        "Besöket fre 20 sep 2024 10:30 avbokades av Rut 2024-09-12 10:52.",
        "Tiden är redan avbokad av mottagningen.",
    ),
}


@pytest.mark.parametrize("what", ["cancel", "rebook"])
@pytest.mark.parametrize("who", ["care", "ombud", "citizen"])
@pytest.mark.parametrize("name", VISITS)
def test_a_visit_is_changed_as_it_was_shown_or_not_at_all(
    desk: Desk, name: str, who: str, what: str
) -> None:
    happens, told, told_citizen = VISITS[name]
    desk.run("UPDATE clinic SET agent_rebooks = 1")
    made = desk.booked("2024-09-20 10:30")
    seen, to = seen_booking(made), desk.slot("2024-09-27 08:00")
    happens(desk, made.id)
    before = state(desk)
    actor = {"care": STAFF, "ombud": AGENT, "citizen": desk.actor}[who]

    def act() -> object:
        if what == "cancel" and who == "citizen":
            return portal.cancel(desk.book, actor, made.id, seen=seen)
        if what == "cancel":
            return acts.cancel(desk.book, actor, made.id, seen=seen)
        return acts.rebook(desk.book, actor, made.id, to, seen=seen, seen_time=shown_time(desk, to))

    error = error_of(act)
    assert error is not None
    assert (told_citizen if (who, what) == ("citizen", "cancel") else told) in error.text
    assert error.text.endswith("Ingenting ändrades.")
    assert state(desk) == before


def test_what_is_hidden_from_the_citizen_is_not_told_when_it_was_moved(desk: Desk) -> None:
    made, secret = desk.booked("2024-09-20 10:30"), make_type(desk.book, ".Dold", hidden=True)
    to = desk.slot("2024-09-13 10:00", time_type=secret)
    acts.rebook(desk.book, STAFF, made.id, to, seen=seen_booking(made), seen_time=None)
    error = error_of(lambda: portal.cancel(desk.book, desk.actor, made.id, seen=seen_booking(made)))
    assert error is not None
    said = "Tiden har ändrats av mottagningen och visas inte längre här. Ingenting ändrades."
    assert error.text == said


def test_another_booking_under_the_shown_number_is_not_what_was_shown(desk: Desk) -> None:
    made, other = desk.booked("2024-09-20 10:30"), desk.booked("2024-09-27 10:30")
    error = error_of(lambda: acts.cancel(desk.book, STAFF, other.id, seen=seen_booking(made)))
    assert error is not None
    assert read.get(desk.book, STAFF, other.id).status is BookingStatus.BOOKED


# --- the waiting list -------------------------------------------------------------------------


def wants_other(desk: Desk, key: int) -> None:
    entry = waiting_list.get(desk.book, STAFF, key)
    wanted = entry._replace(resource=desk.resource, wanted_from=day("2024-09-25"))
    waiting_list.edit(desk.book, Actor(Role.STAFF, "Rut"), wanted, seen=entry)


def taken_off(desk: Desk, key: int) -> None:
    waiting_list.remove(desk.book, Actor(Role.STAFF, "Rut"), key, seen=None)


WAITS: dict[str, tuple[Callable[[Desk, int], None], str]] = {
    "wants another": (
        wants_other,
        "ändrades av Rut 2024-09-12 10:52 och väntar nu på vilken tidstyp som helst"
        " · Johan Frisk · från 2024-09-25.",
    ),
    "removed": (taken_off, "på väntelistan togs bort av Rut 2024-09-12 10:52."),
}


@pytest.mark.parametrize("name", WAITS)
@pytest.mark.parametrize("what", ["book", "remove"])
def test_one_who_waits_is_acted_on_as_shown_or_not_at_all(desk: Desk, name: str, what: str) -> None:
    happens, told = WAITS[name]
    key = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    seen, slot = seen_entry(waiting_list.get(desk.book, STAFF, key)), desk.slot("2024-09-13 08:00")
    happens(desk, key)
    before = state(desk)

    def act() -> object:
        if what == "remove":
            return waiting_list.remove(desk.book, STAFF, key, seen=seen)
        return waiting_match.book_from(
            desk.book, STAFF, key, slot, seen=shown_time(desk, slot), seen_entry=seen
        )

    error = error_of(act)
    assert isinstance(error, Conflict)
    assert told in error.text
    assert state(desk) == before


def test_a_removal_is_taken_back_from_where_it_left_the_entry(desk: Desk) -> None:
    key = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    seen = seen_entry(waiting_list.get(desk.book, STAFF, key))
    gone = waiting_list.remove(desk.book, STAFF, key, seen=seen)
    assert error_of(lambda: waiting_list.put_back(desk.book, STAFF, key, seen=seen)) is not None
    back = waiting_list.put_back(desk.book, STAFF, key, seen=seen_entry(gone))
    assert (back.status, back.revision) == ("waiting", 3)


def test_taking_a_booking_from_the_list_back_is_one_act(desk: Desk) -> None:
    """Cancelled and waiting again, or neither; and only the visit that was booked."""
    key = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    entry, slot = waiting_list.get(desk.book, STAFF, key), desk.slot("2024-09-13 08:00")
    made = waiting_match.book_from(
        desk.book, STAFF, key, slot, seen=shown_time(desk, slot), seen_entry=seen_entry(entry)
    )
    moved_visit(desk, made.id)

    def act(seen: SeenBooking) -> object:
        return acts.cancel(desk.book, STAFF, made.id, seen=seen, waits_again=True)

    assert error_of(lambda: act(seen_booking(made))) is not None
    assert waiting_list.get(desk.book, STAFF, key).status == "booked"
    act(shown(desk, made.id))
    back = waiting_list.get(desk.book, STAFF, key)
    assert (back.status, back.returned) == ("waiting", False)


def test_what_a_screen_shows_of_a_time_tells_its_length(desk: Desk) -> None:
    slot = desk.slot("2024-09-13 08:00", 45)
    found = acts.find_slot(desk.book, 1, desk.resource, at("2024-09-13 08:00"))
    assert seen_time(found) == shown_time(desk, slot)
    assert seen_time(found).length_min == 45


def test_a_citizen_is_told_where_the_visit_is_before_anything_is_pressed(desk: Desk) -> None:
    """The summary of a rebooking says at once that the booking is another."""
    made = desk.booked("2024-09-20 10:30")
    desk.slot("2024-09-27 08:00")
    time = choices.choose_other(desk.book, desk.actor, made.id).times[0]
    wish = web_booking.Wish(time, booking=seen_booking(made))
    moved_visit(desk, made.id)
    fault = web_booking.look(desk.book, desk.actor, 1, wish).fault
    assert fault is not None
    assert fault.text == f"{VISITS['moved'][2]} Ingenting ändrades."


@pytest.mark.parametrize("act", TAKES, ids=lambda act: act.name)
def test_care_is_told_who_took_the_time_and_others_are_not(desk: Desk, act: Act) -> None:
    desk.booked("2024-09-20 08:00", STAFF, patient=desk.other.id)
    slot = desk.slot("2024-09-13 08:00")
    seen = shown_time(desk, slot)
    third = make_patient(desk.book, 2)
    rut = Actor(Role.STAFF, "Rut")
    acts.book_time(desk.book, rut, 1, slot, seen=seen, patient=third.id)
    error = error_of(lambda: act.do(desk, slot, seen))
    assert error is not None
    assert error.code == "REQUESTED_TIME_IS_ALREADY_RESERVED"
    by = "" if act.name == "ombud" else " av Rut 2024-09-12 10:52"
    assert error.text == f"Tiden 08:00 är redan bokad{by}."


def test_what_is_to_be_taken_back_says_at_once_that_it_is_another_now(desk: Desk) -> None:
    made = desk.booked("2024-09-20 10:30", STAFF)
    seen = seen_booking(made)
    assert before_cancel(desk.book, STAFF, made.id, seen=seen).decision.passed
    moved_visit(desk, made.id)
    told = before_cancel(desk.book, STAFF, made.id, seen=seen).decision.refusals[0]
    assert told.text == f"{VISITS['moved'][1]} Ingenting ändrades."


def test_turning_one_notice_leaves_the_other_as_it_was_turned_elsewhere(desk: Desk) -> None:
    patients.set_notices(desk.book, desk.actor, sms=False, mail=False)
    patients.set_notices(desk.book, desk.actor, mail=True)
    one = patients.set_notices(desk.book, desk.actor, sms=True)
    assert (one.sms, one.mail) == (True, True)
