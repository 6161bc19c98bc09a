"""What each of the calendar's acts does to 1177, said at once (R33-R39)."""

from collections.abc import Callable

import pytest

from db.book import Book
from db.bookings import acts
from db.offer import effect_on_1177, offer
from db.offer.effect_on_1177 import Effect
from db.schedule import changes, lay_out
from db.tidbok import events
from tests.db.actors import SCHEDULER, STAFF
from tests.db.builders import at, day, make_resource, make_type
from tests.db.desk import Desk

FRIDAY = day("2024-09-13")


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book)


def of(desk: Desk, act: Callable[[], object]) -> Effect:
    """An act's effect on the Friday, held against what 1177 offers in all."""
    before = effect_on_1177.look(desk.book, 1, (desk.resource,), FRIDAY, FRIDAY)
    offered = len(offer.times(desk.book, desk.actor, 1))
    act()
    told = effect_on_1177.since(desk.book, before)
    assert len(offer.times(desk.book, desk.actor, 1)) - offered == told.shown - told.gone
    return told


def add(desk: Desk, start: str = "2024-09-13 10:00", time_type: int | None = None) -> int:
    what = time_type or desk.type
    return changes.add_time(desk.book, SCHEDULER, 1, desk.resource, at(start), 30, what)


def test_r33_a_schedule_laid_out(desk: Desk) -> None:
    desk.run("INSERT INTO template (clinic_id, name) VALUES (1, 'Fredag')")
    desk.run(
        "INSERT INTO template_row (template_id, weekday, start_min, end_min, length_min,"
        " time_type_id) VALUES (1, 4, 480, 570, 30, ?)",
        (desk.type,),
    )
    told = of(desk, lambda: lay_out.lay_out(
        desk.book, SCHEDULER, 1, 1, (desk.resource,), FRIDAY, FRIDAY, seen=None))  # fmt: skip
    assert told == (3, 0, 0, "3 tider visas nu på 1177.")
    last = lay_out.layouts(desk.book, 1)[0].id
    told = of(desk, lambda: lay_out.undo_layout(desk.book, SCHEDULER, last, seen=None))
    assert told.text == "3 tider är borta från 1177, slår igenom direkt."


def test_r34_a_time_added_and_r39_taken_away(desk: Desk) -> None:
    assert of(desk, lambda: add(desk)).text == "1 tid visas nu på 1177."
    told = of(desk, lambda: changes.remove_times(desk.book, SCHEDULER, [1], seen=None))
    assert told.text == "1 tid är borta från 1177, slår igenom direkt."


def test_r35_another_type(desk: Desk) -> None:
    slot = add(desk)
    lab = make_type(desk.book, ".Provtagning", "Antikroppstest")
    told = of(desk, lambda: changes.swap_type(desk.book, SCHEDULER, [slot], lab, seen=None))
    assert told == (0, 0, 1, "1 tid heter nu ”Antikroppstest” på 1177.")
    hidden = make_type(desk.book, "Administration", hidden=True)
    assert (
        of(desk, lambda: changes.swap_type(desk.book, SCHEDULER, [slot], hidden, seen=None)).gone
        == 1
    )


def test_r36_r37_a_booking_and_its_cancellation(desk: Desk) -> None:
    slot = add(desk)
    assert of(desk, lambda: desk.book_slot(slot, STAFF)).gone == 1
    assert of(desk, lambda: acts.cancel(desk.book, STAFF, 1, seen=None)).shown == 1


def test_r38_a_blocking_event_at_once_and_its_removal(desk: Desk) -> None:
    add(desk)
    add(desk, "2024-09-13 11:00")
    span = at("2024-09-13 10:00"), at("2024-09-13 12:00")
    told = of(desk, lambda: events.add(
        desk.book, STAFF, 1, desk.resource, *span, "APT", blocking=True))  # fmt: skip
    assert told.text == "2 tider är borta från 1177, slår igenom direkt."
    assert of(desk, lambda: events.remove(desk.book, STAFF, 1, seen=None)).shown == 2


def test_what_changes_nothing_there_says_so_and_why_when_it_is_closed(desk: Desk) -> None:
    quiet = make_type(desk.book, "Inte på webben", ticks=False)
    assert of(desk, lambda: add(desk, time_type=quiet)).text == "Inget ändras på 1177."
    desk.run("UPDATE clinic SET connected = 0")
    told = of(desk, lambda: add(desk, "2024-09-13 11:00"))
    assert told.text == "Inget ändras på 1177: Primus MVK VC Test är inte ansluten till 1177."


def test_only_what_was_touched_is_looked_at(desk: Desk) -> None:
    other = make_resource(desk.book, "Florence")
    before = effect_on_1177.look(desk.book, 1, (desk.resource,), FRIDAY, FRIDAY)
    changes.add_time(desk.book, SCHEDULER, 1, other, at("2024-09-13 10:00"), 30, desk.type)
    add(desk, "2024-09-14 10:00")
    assert effect_on_1177.since(desk.book, before).text == "Inget ändras på 1177."
