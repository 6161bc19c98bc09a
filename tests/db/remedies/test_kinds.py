"""Varför? on a tidstyp and on an ärendetyp."""

from dataclasses import replace

import pytest

from db.book import Book
from db.errors import NotFound
from db.remedies.carry_out import carry_out
from db.remedies.kinds import TYPE_RULES, why_case, why_type
from db.rules.offer import time_rules
from db.setup import time_types
from db.values import CaseKind
from tests.db.actors import IT, SCHEDULER
from tests.db.desk import Desk


@pytest.fixture
def desk(book: Book) -> Desk:
    desk = Desk(book)
    desk.slot("2024-09-20 08:00")
    return desk


def test_a_type_that_can_be_chosen_and_what_keeps_its_times_back(desk: Desk) -> None:
    slot = desk.slot("2024-09-25 08:00")
    desk.run("UPDATE slot SET release = 2, release_day = day - 1 WHERE id = ?", (slot,))
    told = why_type(desk.book, 1, desk.type)
    assert told.why.passed
    assert told.as_booked.passed
    assert (told.pending, told.fixes) == ("", {})
    assert (told.times.times, told.times.offered) == (2, 1)
    assert [one.rule for one in told.times.hindered] == ["released"]


def test_its_rules_are_those_of_its_times_that_look_no_further() -> None:
    names = [rule.name for rule in time_rules.RULES]
    assert [rule.name for rule in TYPE_RULES] == names[: len(TYPE_RULES)]


def test_a_type_that_is_hidden_in_the_book_before_1177_knows(desk: Desk) -> None:
    kind = time_types.every(desk.book, 1)[0]
    off = replace(kind, web_bookable=False)
    time_types.save(desk.book, SCHEDULER, 1, (off,))
    told = why_type(desk.book, 1, desk.type)
    assert told.why.passed
    assert [one.rule for one in told.as_booked.refusals] == ["web-bookable"]
    assert told.pending
    deed = told.fixes["web-bookable"].deed
    assert deed is not None
    carry_out(desk.book, SCHEDULER, seen=deed)
    assert why_type(desk.book, 1, desk.type).as_booked.passed


def test_a_type_of_another_unit(desk: Desk) -> None:
    with pytest.raises(NotFound):
        why_type(desk.book, 1, 99)


@pytest.mark.parametrize("kind", CaseKind)
def test_an_arendetyp_that_is_not_open(desk: Desk, kind: CaseKind) -> None:
    there = kind is not CaseKind.REQUEST  # that one is not put up
    assert why_case(desk.book, 1, kind).why.passed == there
    desk.run("UPDATE case_type SET active = 0")
    told = why_case(desk.book, 1, kind)
    (no,) = told.why.refusals
    deed = told.fixes[no.rule].deed
    assert deed is not None
    carry_out(desk.book, IT, seen=deed)
    assert why_case(desk.book, 1, kind).why.passed
