"""Så ser det ut på 1177: now, after OK and waiting (R4, R9, R12, R14, R20-R24)."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from db import clock
from db.book import Book
from db.offer import offer
from db.offer.preview import Preview, preview
from db.rules.names.time_types import cleared, hide
from db.rules.offer.preview import is_chosen_from
from db.setup import publication, publishing, time_types
from db.values import TimeType
from tests.db.actors import SCHEDULER, STAFF
from tests.db.builders import (
    at,
    citizen,
    load_type,
    make_patient,
    make_resource,
    make_slot,
    make_type,
    set_clock,
)
from tests.db.random_book import Plan, plans, scratch, write_book
from tests.effort import effort

NAME = "Bedömning av nya besvär"
NEW = TimeType(
    name="Jour", web_name="Jourbesök", bookable=True, web_bookable=True, web_cancellable=True,
    web_rebookable=True,
)  # fmt: skip


@pytest.fixture
def doctor(book: Book) -> TimeType:
    make_type(book, ".Provtagning", "Prov")
    made = make_type(book, ".Läkarbesök", NAME)
    make_slot(book, make_resource(book, "Johan Frisk"), made, "2024-09-13 08:00")
    return load_type(book, made)


def changes(seen: Preview) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    return seen.coming, seen.leaving, seen.renamed


def test_r23_now_is_what_the_citizen_is_offered_also_without_times(
    book: Book, doctor: TimeType
) -> None:
    patient = citizen(make_patient(book))
    seen = preview(book, patient, 1, [])
    assert seen.now == offer.types(book, patient, 1)
    assert [(one.web_name, one.times) for one in seen.now] == [(NAME, 1), ("Prov", 0)]
    assert changes(seen) == ((), (), ())
    assert seen == preview(book, STAFF, 1, [])
    assert (seen.waiting, seen.closed, seen.clock_stands) == ((), (), True)


def test_r20_hiding_a_type_makes_it_leave_and_writes_nothing(book: Book, doctor: TimeType) -> None:
    before = book.changes()
    assert changes(preview(book, STAFF, 1, [hide(doctor)])) == ((), (NAME,), ())
    assert book.changes() == before


def test_r14_r24_unticked_or_cleared_it_leaves(book: Book, doctor: TimeType) -> None:
    for one in (replace(doctor, web_bookable=False), cleared(doctor)):
        assert preview(book, STAFF, 1, [one]).leaving == (NAME,)


def test_r9_a_new_name_renames(book: Book, doctor: TimeType) -> None:
    seen = preview(book, STAFF, 1, [replace(doctor, web_name="Läkare")])
    assert changes(seen) == ((), (), ((NAME, "Läkare"),))


def test_r23_a_new_type_comes_without_times(book: Book, doctor: TimeType) -> None:
    second = replace(NEW, name="Kväll", web_name="Kvällsbesök")
    assert preview(book, STAFF, 1, [NEW, second]).coming == ("Jourbesök", "Kvällsbesök")
    time_types.save(book, SCHEDULER, 1, [NEW])
    publishing.publish_now(book, SCHEDULER, 1)
    assert ("Jourbesök", 0) in [one[:2] for one in preview(book, STAFF, 1, []).now]


def test_r4_ombud_types_never(book: Book, doctor: TimeType) -> None:
    agent = replace(NEW, name="Ombud jour")
    assert changes(preview(book, STAFF, 1, [agent])) == ((), (), ())


def test_r12_what_waits_is_not_told_twice(book: Book, doctor: TimeType) -> None:
    (saved,) = time_types.save(book, SCHEDULER, 1, [hide(doctor)])
    seen = preview(book, STAFF, 1, [])
    assert changes(seen) == ((), (), ())
    assert [(one.name, one.minutes_left) for one in seen.waiting] == [(".Läkarbesök", 15)]
    assert seen.waiting[0].effective_at == at("2024-09-12 11:07")
    assert [one.web_name for one in seen.now] == [NAME, "Prov"]  # 1177 has not heard yet
    shown = replace(saved, hidden=False, web_bookable=True)
    assert preview(book, STAFF, 1, [shown]).coming == (NAME,)
    publishing.publish_now(book, SCHEDULER, 1)
    after = preview(book, STAFF, 1, [])
    assert (after.waiting, [one.web_name for one in after.now]) == ((), ["Prov"])


def test_r24_a_cleared_type_waits_under_its_earlier_name(book: Book) -> None:
    rested = load_type(book, make_type(book, ".Vila", "Vila"))
    time_types.clear(book, SCHEDULER, 1, rested.id or 0, seen=None)
    assert [one.name for one in preview(book, STAFF, 1, []).waiting] == [".Vila"]


def test_minutes_left_are_rounded_up(book: Book, doctor: TimeType) -> None:
    time_types.save(book, SCHEDULER, 1, [hide(doctor)])
    set_clock(book, "2024-09-12 11:06:59")
    assert preview(book, STAFF, 1, []).waiting[0].minutes_left == 1
    set_clock(book, "2024-09-12 11:06")
    assert preview(book, STAFF, 1, []).waiting[0].minutes_left == 1
    clock.run(book, SCHEDULER)
    assert not preview(book, STAFF, 1, []).clock_stands


def test_r56_a_closed_unit_says_why(book: Book, doctor: TimeType) -> None:
    with book.write() as tx:
        tx.run("UPDATE clinic SET connected = 0")
    seen = preview(book, STAFF, 1, [hide(doctor)])
    assert seen.now == ()
    assert [verdict.rule for verdict in seen.closed] == ["clinic-connected"]


@settings(max_examples=effort(12, 500))
@given(plan=plans())
def test_the_pure_rule_agrees_with_the_offer(plan: Plan) -> None:
    with scratch() as book:
        with book.write() as tx:
            write_book(tx, plan)
        seen = preview(book, STAFF, 1, [])
        with book.read() as reader:
            known = publication.faces(reader, 1, clock.now(reader)).values()
        names = {face.web_name for face in known if is_chosen_from(face)}
        assert {one.web_name for one in seen.now} == (set() if seen.closed else names)
