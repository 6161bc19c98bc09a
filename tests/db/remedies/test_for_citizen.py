"""Varför? on 1177: sentences for citizens, true whatever the book is like."""

from collections.abc import Callable

import pytest

from db.book import Book
from db.errors import NotAllowed, NotFound
from db.remedies.for_citizen import why_no_times, why_not
from db.rules.citizen import _NO_TIMES
from db.rules.offer import time_rules
from db.tidbok import events
from db.values import Act
from tests.db.actors import STAFF
from tests.db.builders import at, set_clock
from tests.db.desk import Desk, error_of

NAME = "Bedömning av nya besvär"


@pytest.fixture
def desk(book: Book) -> Desk:
    desk = Desk(book)
    desk.run("UPDATE clinic SET phone = '08-465 004 00'")
    return desk


def asked(desk: Desk) -> str:
    return why_no_times(desk.book, desk.actor, 1, NAME)


def blocked(desk: Desk) -> None:
    desk.slot("2024-09-20 08:00")
    events.add(
        desk.book, STAFF, 1, desk.resource, at("2024-09-20 07:00"), at("2024-09-20 09:00"), "Möte",
        blocking=True,
    )  # fmt: skip


def later(desk: Desk) -> None:
    slot = desk.slot("2024-10-20 08:00")
    desk.run("UPDATE slot SET release = 7, release_day = day - 6 WHERE id = ?", (slot,))


CALL = "Ring Primus MVK VC Test på 08-465 004 00."
CASES: list[tuple[Callable[[Desk], object], str]] = [
    (lambda desk: desk.slot("2024-09-20 08:00"), ""),
    (lambda desk: None, f"Det finns inga lediga tider för ”{NAME}” just nu. {CALL}"),
    (lambda desk: desk.booked("2024-09-20 08:00"),
     f"Det finns inga lediga tider för ”{NAME}” just nu. {CALL}"),
    (blocked, f"Mottagningen har fått förhinder på tiderna för ”{NAME}”. {CALL}"),
    (later, f"Det finns inga lediga tider för ”{NAME}” just nu. Nya tider släpps måndag 14 oktober"
            " 2024 kl. 00:00."),
    (lambda desk: desk.run("UPDATE case_type SET active = 0"),
     f"Primus MVK VC Test har inte öppnat för att boka tid på 1177. {CALL}"),
    (lambda desk: desk.run("UPDATE clinic SET connected = 0"),
     f"Primus MVK VC Test är inte ansluten till 1177 just nu. {CALL}"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "said"), CASES)
def test_why_there_are_no_times(desk: Desk, made: Callable[[Desk], object], said: str) -> None:
    made(desk)
    assert asked(desk) == said


def test_when_they_are_released_they_are_there(desk: Desk) -> None:
    later(desk)
    set_clock(desk.book, "2024-10-14 00:00")
    assert asked(desk) == ""


def test_every_rule_of_a_time_has_words_for_it() -> None:
    gate = {"clinic-connected", "case-type-active", "audience"}
    never = {"in-future", "free"}  # only free times to come are looked at
    assert {rule.name for rule in time_rules.RULES} - gate - never == {*_NO_TIMES} - {""}


def test_why_a_time_stays_put(desk: Desk) -> None:
    made = desk.booked("2024-09-20 08:00")
    for act in (Act.CANCELLED, Act.REBOOKED):
        assert why_not(desk.book, desk.actor, made.id, act) == ""
    desk.run("UPDATE case_type SET active = 0")
    said = why_not(desk.book, desk.actor, made.id, Act.REBOOKED)
    assert said.startswith("Primus MVK VC Test har inte öppnat")
    assert said.endswith(CALL)


def test_it_is_the_citizens_own(desk: Desk) -> None:
    made = desk.booked("2024-09-20 08:00", STAFF, patient=desk.other.id)
    assert isinstance(error_of(lambda: why_no_times(desk.book, STAFF, 1, NAME)), NotAllowed)
    assert isinstance(
        error_of(lambda: why_not(desk.book, STAFF, made.id, Act.REBOOKED)), NotAllowed
    )
    told = error_of(lambda: why_not(desk.book, desk.actor, made.id, Act.REBOOKED))
    assert isinstance(told, NotFound)
