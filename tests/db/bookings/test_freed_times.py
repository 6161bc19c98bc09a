"""Times that were given up against the waiting list, and one who waits again where they stood."""

import pytest

from db.book import Book
from db.bookings import acts, freed_times, waiting_list, waiting_match
from db.bookings.freed_times import Freed
from db.errors import NotAllowed, NotFound, Refused
from db.rules.local_time import instant_text
from tests.db.actors import AGENT, REGION, STAFF
from tests.db.builders import at, day, make_resource, make_slot, make_type, set_clock
from tests.db.desk import Desk

NOW = "2024-09-12 10:52"
VISIT, LATER, LATEST = "2024-09-16 08:00", "2024-09-17 08:00", "2024-09-18 08:00"


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def offered(desk: Desk, *, every: bool = False) -> list[tuple[str, list[int]]]:
    found = freed_times.offers(desk.book, STAFF, 1, every=every)
    return [(instant_text(one.time.start), [who.patient for who in one.waiting]) for one in found]


def test_a_time_somebody_cancelled_or_moved_from_is_offered_to_who_waits(desk: Desk) -> None:
    first, second, third = (desk.slot(start) for start in (VISIT, LATER, LATEST))
    waiting_list.add(desk.book, STAFF, 1, desk.other.id, time_type=desk.type)
    made = desk.book_slot(first)
    assert offered(desk) == []
    assert [start for start, _ in offered(desk, every=True)] == [LATER, LATEST]
    acts.rebook(desk.book, STAFF, made.id, second, seen=None, seen_time=None)
    assert offered(desk) == [(VISIT, [desk.other.id])]
    set_clock(desk.book, "2024-09-12 11:00")
    acts.cancel(desk.book, STAFF, made.id, seen=None)
    found = freed_times.offers(desk.book, STAFF, 1)
    assert [instant_text(one.time.start) for one in found] == [VISIT, LATER]
    assert [one.freed_at for one in found] == [at(NOW), at("2024-09-12 11:00")]
    everything = freed_times.offers(desk.book, STAFF, 1, every=True)
    assert (everything[2].time.slot, everything[2].freed_at) == (third, None)
    assert freed_times.offers(desk.book, STAFF, 1, every=True, limit=1) == everything[:1]
    assert isinstance(everything[0], Freed)


def test_only_those_it_fits_are_told_and_not_who_gave_it_up(desk: Desk) -> None:
    lab, nurse = make_type(desk.book, ".Provtagning"), make_resource(desk.book, "Florence")
    slot = desk.slot(VISIT)
    mine = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    made = waiting_match.book_from(desk.book, STAFF, mine, slot, seen=None, seen_entry=None)
    acts.cancel(desk.book, desk.actor, made.id, seen=None)
    assert waiting_list.get(desk.book, STAFF, mine).returned
    assert offered(desk) == []  # the one who waits has just left this very time
    waiting_list.add(desk.book, STAFF, 1, desk.other.id, time_type=lab)
    waiting_list.add(desk.book, STAFF, 1, desk.other.id, wanted_from=day("2024-09-17"))
    assert offered(desk) == []
    waiting_list.add(desk.book, STAFF, 1, desk.other.id, resource=desk.resource)
    assert offered(desk) == [(VISIT, [desk.other.id])]
    desk.book_slot(make_slot(desk.book, nurse, desk.type, VISIT), STAFF, patient=desk.other.id)
    assert offered(desk) == []  # busy then


def test_what_was_given_up_long_ago_or_lies_far_off_is_left_out(desk: Desk) -> None:
    waiting_list.add(desk.book, STAFF, 1, desk.other.id)
    far = desk.slot("2024-11-12 08:00")
    made = desk.book_slot(far, STAFF)
    acts.cancel(desk.book, STAFF, made.id, seen=None)
    assert offered(desk, every=True) == []
    set_clock(desk.book, "2024-10-13 10:52")
    assert offered(desk) == [("2024-11-12 08:00", [desk.other.id])]
    set_clock(desk.book, "2024-10-13 10:53")
    assert offered(desk) == []
    assert len(offered(desk, every=True)) == 1


def test_one_taken_off_by_mistake_waits_again_where_they_stood(desk: Desk) -> None:
    first = waiting_list.add(desk.book, STAFF, 1, desk.patient.id, text="Ring")
    before = waiting_list.get(desk.book, STAFF, first)
    with pytest.raises(Refused, match="väntar redan"):
        waiting_list.put_back(desk.book, STAFF, first, seen=None)
    waiting_list.remove(desk.book, STAFF, first, seen=None)
    set_clock(desk.book, "2024-09-12 11:00")
    waiting_list.add(desk.book, STAFF, 1, desk.other.id)
    again = waiting_list.put_back(desk.book, STAFF, first, seen=None)
    assert again == before._replace(revision=3)
    assert waiting_list.every(desk.book, STAFF, 1)[0] == again
    with pytest.raises(NotFound):
        waiting_list.put_back(desk.book, STAFF, 99, seen=None)


def test_care_that_cancelled_may_put_the_patient_back_unmarked(desk: Desk) -> None:
    """Only a web cancellation puts back by itself and marks (R49)."""
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    made = waiting_match.book_from(
        desk.book, STAFF, entry, desk.slot(VISIT), seen=None, seen_entry=None
    )
    with pytest.raises(Refused, match="har kvar tiden"):
        waiting_list.put_back(desk.book, STAFF, entry, seen=None)
    acts.cancel(desk.book, STAFF, made.id, seen=None)
    assert not waiting_list.put_back(desk.book, STAFF, entry, seen=None).returned
    assert (
        waiting_match.book_from(
            desk.book, STAFF, entry, desk.slot(LATER), seen=None, seen_entry=None
        ).waiting_entry
        == entry
    )


def test_care_alone(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    waiting_list.remove(desk.book, STAFF, entry, seen=None)
    for who in (desk.actor, AGENT, REGION):
        with pytest.raises(NotAllowed):
            freed_times.offers(desk.book, who, 1)
        with pytest.raises(NotAllowed):
            waiting_list.put_back(desk.book, who, entry, seen=None)


@pytest.mark.parametrize("by", ["citizen", "care"])
def test_one_who_moved_away_from_a_time_is_not_suggested_for_it(desk: Desk, by: str) -> None:
    first, second = desk.slot(VISIT), desk.slot(LATER)
    waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    made = desk.book_slot(first)
    actor = desk.actor if by == "citizen" else STAFF
    acts.rebook(desk.book, actor, made.id, second, seen=None, seen_time=None)
    assert offered(desk) == []
    assert freed_times.offers(desk.book, STAFF, 1, every=True) == ()
    desk.run("UPDATE resource SET name = 'Annat namn'")
    assert offered(desk) == []
    waiting_list.add(desk.book, STAFF, 1, desk.other.id)
    assert offered(desk) == [(VISIT, [desk.other.id])]
