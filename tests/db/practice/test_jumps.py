"""The clock's jumps: when they are, what they say will happen, and that it does (R12, R30, R45)."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from db import clock
from db.book import Book
from db.clock import Mode
from db.errors import NeedsConfirmation, NotAllowed, Refused
from db.offer import offer
from db.practice import jumps
from db.practice.jumps import Happens, Kind
from db.rules.local_time import instant_text
from db.setup import time_types
from db.values import SYSTEM, Actor, Role
from tests.db.actors import IT, STAFF
from tests.db.builders import at, load_type, set_clock
from tests.db.desk import Desk
from tests.db.random_book import Plan, plans, scratch, write_book
from tests.effort import effort


@pytest.fixture
def desk(book: Book) -> Desk:
    """Thursday 12 September 2024, 10:52; the clock stands."""
    return Desk(book)


def found(book: Book) -> dict[Kind, str]:
    return {one.kind: instant_text(one.at) for one in jumps.jumps(book, 1)}


def will(book: Book, kind: Kind) -> Happens:
    return next(one.will for one in jumps.jumps(book, 1) if one.kind is kind)


def test_an_empty_book_has_midnight_and_the_clock_change(desk: Desk) -> None:
    assert found(desk.book) == {
        Kind.MIDNIGHT: "2024-09-13 00:00", Kind.CLOCK_CHANGE: "2024-10-27 02:00",
    }  # fmt: skip
    change = jumps.jumps(desk.book, 1)[-1]
    assert change.at - at("2024-10-27 00:00") == 3 * 3600  # the second two o'clock
    assert change.when.endswith("+01:00")
    set_clock(desk.book, "2024-12-01 08:00")
    assert found(desk.book)[Kind.CLOCK_CHANGE] == "2025-03-30 03:00"


def test_the_next_release_is_of_times_that_1177_will_offer(desk: Desk) -> None:
    desk.slot("2024-09-20 08:00", release=5)  # from the 16th
    desk.slot("2024-09-20 09:00", release=5)
    desk.slot("2024-09-19 08:00", release=9)  # shown since the 11th
    desk.slot("2024-09-18 08:00")
    assert found(desk.book)[Kind.RELEASE] == "2024-09-16 00:00"
    assert will(desk.book, Kind.RELEASE) == Happens(shown=2)
    assert will(desk.book, Kind.RELEASE).text() == "2 tider släpps på 1177."
    moved = jumps.jump(desk.book, STAFF, 1, Kind.RELEASE, seen=None)
    assert moved.happened == Happens(shown=2)
    assert moved.text == "Klockan är mån 16 sep 2024 00:00. 2 tider släpptes på 1177."
    assert Kind.RELEASE not in found(desk.book)


def test_a_type_that_is_off_1177_releases_nothing(desk: Desk) -> None:
    desk.slot("2024-09-20 08:00", release=5)
    off = replace(load_type(desk.book, desk.type), web_bookable=False)
    time_types.save(desk.book, IT, 1, [off], at_once=True)
    assert Kind.RELEASE not in found(desk.book)


def test_a_publication_is_told_with_what_it_shows(desk: Desk) -> None:
    desk.slot("2024-09-13 08:00")
    off = replace(load_type(desk.book, desk.type), web_bookable=False)
    time_types.save(desk.book, IT, 1, [off])
    assert found(desk.book)[Kind.PUBLICATION] == "2024-09-12 11:07"
    assert will(desk.book, Kind.PUBLICATION) == Happens(gone=1, published=1)
    moved = jumps.jump(desk.book, STAFF, 1, Kind.PUBLICATION, seen=None)
    assert moved.happened == Happens(gone=1, published=1)
    assert offer.times(desk.book, SYSTEM, 1) == []


def test_twenty_four_hours_before_the_next_visit_and_what_begins(desk: Desk) -> None:
    desk.slot("2024-09-13 08:00")
    desk.booked("2024-09-16 09:00")
    assert found(desk.book)[Kind.BEFORE_BOOKING] == "2024-09-15 09:00"
    assert will(desk.book, Kind.BEFORE_BOOKING) == Happens(gone=1)
    told = jumps.will_happen(desk.book, 1, at("2024-09-16 09:00"))
    assert told == Happens(gone=1, begun=1)
    assert told.text() == "1 tid försvinner från 1177, 1 bokat besök börjar."


def test_before_and_after_the_next_clearing(desk: Desk) -> None:
    """R45: rows older than 31 days go at the midnight after."""
    desk.booked("2024-09-16 09:00")
    assert found(desk.book)[Kind.AFTER_CLEARING] == "2024-10-14 00:00"
    assert found(desk.book)[Kind.BEFORE_CLEARING] == "2024-10-13 10:52"
    assert will(desk.book, Kind.BEFORE_CLEARING).cleared == 0
    after = will(desk.book, Kind.AFTER_CLEARING)
    assert after.cleared == 1
    assert after.text().endswith("1 loggrad gallras. Det som gallras kommer inte tillbaka.")
    with pytest.raises(NeedsConfirmation, match="gallras"):
        jumps.jump(desk.book, STAFF, 1, Kind.AFTER_CLEARING, seen=None)
    before = jumps.jump(desk.book, STAFF, 1, Kind.BEFORE_CLEARING, seen=None)
    assert before.happened is not None
    assert before.happened.cleared == 0
    moved = jumps.jump(desk.book, STAFF, 1, Kind.AFTER_CLEARING, seen=None, confirmed=True)
    assert moved.happened is not None
    assert moved.happened.cleared == 1
    assert Kind.AFTER_CLEARING not in found(desk.book)


def test_back_is_allowed_and_told(desk: Desk) -> None:
    desk.slot("2024-09-13 08:00")
    jumps.move(desk.book, STAFF, 1, at("2024-09-14 08:00"))
    assert jumps.will_happen(desk.book, 1, at("2024-09-12 08:00")) == Happens(shown=1)
    moved = jumps.move(desk.book, STAFF, 1, at("2024-09-12 08:00"))
    assert moved.happened == Happens(shown=1)
    assert moved.clock.mode is Mode.PAUSED


def test_nothing_is_said_to_happen_where_nothing_does(desk: Desk) -> None:
    assert will(desk.book, Kind.MIDNIGHT).text() == "Inget ändras på 1177."
    moved = jumps.jump(desk.book, STAFF, 1, Kind.MIDNIGHT, seen=None)
    assert moved.text == "Klockan är fre 13 sep 2024 00:00. Inget ändrades på 1177."


def test_a_jump_that_is_another_than_was_shown_is_refused(desk: Desk) -> None:
    desk.slot("2024-09-20 08:00", release=5)
    (shown,) = [one for one in jumps.jumps(desk.book, 1) if one.kind is Kind.RELEASE]
    desk.slot("2024-09-21 08:00", release=8)  # from the 14th
    with pytest.raises(Refused, match="är nu lör 14 sep 2024 00:00. Klockan står kvar."):
        jumps.jump(desk.book, STAFF, 1, Kind.RELEASE, seen=shown)
    assert clock.read(desk.book).now == at("2024-09-12 10:52")
    with pytest.raises(Refused, match="ingen sådan tid"):
        jumps.jump(desk.book, STAFF, 1, Kind.PUBLICATION, seen=None)


def test_citizens_do_not_move_the_clock(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        jumps.jump(desk.book, Actor(Role.AGENT), 1, Kind.MIDNIGHT, seen=None)


def test_every_moment_has_a_label() -> None:
    assert jumps.LABELS.keys() == {*Kind} == jumps._FINDERS.keys()


@settings(max_examples=effort(15, 2000))
@given(plans(), st.integers(-40 * 86400, 400 * 86400))
def test_what_is_said_to_happen_happens(plan: Plan, step: int) -> None:
    with scratch() as book:
        with book.write() as tx:
            write_book(tx, plan)
        for one in jumps.jumps(book, 1):
            assert one.will == jumps.will_happen(book, 1, one.at)
        then = clock.read(book).now + step
        told = jumps.will_happen(book, 1, then)
        happened = jumps.move(book, IT, 1, then, confirmed=True).happened
        assert happened == told
        event(f"published {min(told.published, 2)}")
        event(f"shown {min(told.shown, 2)}")
