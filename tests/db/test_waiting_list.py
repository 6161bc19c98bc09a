"""Väntelistan: who waits, in which order, and who may touch it (R49)."""

import pytest

from db import waiting_list
from db.book import Book
from db.bookings import Details
from db.errors import Invalid, NotAllowed, NotFound, Refused
from db.values import Actor
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.builders import at, set_clock
from tests.db.desk import Desk


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def test_those_who_wait_longest_first(desk: Desk) -> None:
    second = waiting_list.add(desk.book, STAFF, 1, desk.patient.id, time_type=desk.type)
    set_clock(desk.book, "2024-09-11 08:00")
    first = waiting_list.add(
        desk.book, SCHEDULER, 1, desk.other.id, resource=desk.resource, text=" Ring\nefter 16 "
    )
    found = waiting_list.every(desk.book, IT, 1)
    assert [one.id for one in found] == [first, second]
    assert found[0] == (
        first, desk.other.id, "Gun-Britt Provander", None, desk.resource, "Ring\nefter 16",
        "waiting", at("2024-09-11 08:00"), None,
    )  # fmt: skip
    assert waiting_list.every(desk.book, STAFF, 2) == ()


def test_remove(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    waiting_list.remove(desk.book, STAFF, entry)
    assert waiting_list.every(desk.book, STAFF, 1) == ()
    for gone in (entry, 999):
        with pytest.raises(Refused, match="väntar inte"):
            waiting_list.remove(desk.book, STAFF, gone)


def test_one_who_has_been_booked_is_not_removed(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    desk.booked("2024-09-13 08:00", STAFF, Details(waiting_entry=entry))
    with pytest.raises(Refused):
        waiting_list.remove(desk.book, STAFF, entry)


def test_one_who_was_removed_is_not_booked(desk: Desk) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    waiting_list.remove(desk.book, STAFF, entry)
    with pytest.raises(NotFound):
        desk.booked("2024-09-13 08:00", STAFF, Details(waiting_entry=entry))


def test_wrong_input(desk: Desk) -> None:
    with pytest.raises(NotFound):
        waiting_list.add(desk.book, STAFF, 1, 999)
    with pytest.raises(Invalid):
        waiting_list.add(desk.book, STAFF, 1, desk.patient.id, text="x" * 10_000)
    with pytest.raises(NotFound):
        waiting_list.add(desk.book, STAFF, 1, desk.patient.id, time_type=999)
    with pytest.raises(NotFound):
        waiting_list.add(desk.book, STAFF, 1, desk.patient.id, resource=999)
    with pytest.raises(Refused):
        waiting_list.add(desk.book, STAFF, 99, desk.patient.id)
    assert waiting_list.every(desk.book, STAFF, 1) == ()


@pytest.mark.parametrize("actor", [AGENT, REGION, UNIT], ids=["ombud", "region", "unit"])
def test_care_only(desk: Desk, actor: Actor) -> None:
    entry = waiting_list.add(desk.book, STAFF, 1, desk.patient.id)
    for one in (actor, desk.actor):
        with pytest.raises(NotAllowed):
            waiting_list.every(desk.book, one, 1)
        with pytest.raises(NotAllowed):
            waiting_list.add(desk.book, one, 1, desk.patient.id)
        with pytest.raises(NotAllowed):
            waiting_list.remove(desk.book, one, entry)
