"""Resurser: the names citizens read, validity, and what a new validity cuts off (R25-R27)."""

from dataclasses import replace
from typing import Any

import pytest

from db.book import Book
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.setup import resources
from db.values import Actor, Resource, ResourceKind, clean
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.builders import (
    at,
    citizen,
    day,
    make_patient,
    make_resource,
    make_slot,
    make_type,
    set_clock,
)
from tests.db.hostile import HOSTILE, assert_safe

OTHER = Actor(SCHEDULER.role, "Saga Schema")
NURSE = Resource(name="Distriktssköterskemottagning", profession="09 Sjuksköterska")


def load(book: Book, resource: int) -> Resource:
    with book.read() as reader:
        return resources.load(reader, resource)


# --- reading ----------------------------------------------------------------------------------


def test_resources_are_listed_by_name_and_found_by_it(book: Book) -> None:
    ids = {name: make_resource(book, name) for name in ("Vaccination", "Åsa Ek", "florence")}
    assert [one.name for one in resources.every(book, 1)] == ["florence", "Vaccination", "Åsa Ek"]
    assert resources.find(book, 1, "FLORENCE").id == ids["florence"]
    with book.read() as reader:
        assert set(resources.load_all(reader, 1)) == set(ids.values())
        assert resources.load_all(reader, 2) == {}
    with pytest.raises(NotFound, match="Menade du ”Vaccination”"):
        resources.find(book, 1, "Vacination")
    with pytest.raises(NotFound):
        load(book, 99)


# --- saving -----------------------------------------------------------------------------------


def test_a_set_is_saved_at_once_and_only_what_changed_is_written(book: Book) -> None:
    frisk = make_resource(book, "Johan Frisk", ResourceKind.PERSON)
    kept = make_resource(book, "Florence")
    edited = [
        replace(load(book, frisk), profession="10 Läkare", valid_from=day("2024-09-01")),
        load(book, kept),
        NURSE,
    ]
    saved = resources.save(book, SCHEDULER, 1, edited)
    assert [one.revision for one in saved] == [2, 1, 1]
    assert [load(book, one.id or 0) for one in saved] == list(saved)
    assert saved[0].kind is ResourceKind.PERSON
    with book.read() as reader:
        rows = reader.rows("SELECT changed_by, changed_at FROM resource ORDER BY id")
    here = ("Sven Schema", at("2024-09-12 10:52"))
    assert rows == [here, ("", 0), here]


def test_all_or_nothing(book: Book) -> None:
    first = make_resource(book, "Florence")
    make_resource(book, "Vaccination")
    edited = [replace(load(book, first), name="Provtagning"), replace(NURSE, name="vaccination")]
    with pytest.raises(Refused):
        resources.save(book, SCHEDULER, 1, edited)
    assert load(book, first).name == "Florence"


def test_a_name_is_used_once_a_clinic(book: Book) -> None:
    make_resource(book, "Florence")
    with pytest.raises(Refused) as caught:
        resources.save(book, SCHEDULER, 1, [NURSE, replace(NURSE, name=" FLORENCE")])
    assert (caught.value.code, caught.value.field) == ("name-taken", "name")
    assert caught.value.decision.refusals[0].facts == (("row", 1),)
    assert caught.value.items == ("Det finns redan en resurs som heter ”FLORENCE”.",)
    with pytest.raises(Refused, match="redan en resurs"):
        resources.save(book, SCHEDULER, 1, [NURSE, NURSE])
    with book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Annan', 'pmo')")
    resources.save(book, SCHEDULER, other, [replace(NURSE, name="Florence")])


def test_two_resources_may_swap_names(book: Book) -> None:
    a, b = (load(book, make_resource(book, name)) for name in ("Ada", "Bo"))
    resources.save(book, SCHEDULER, 1, [replace(a, name="Bo"), replace(b, name="Ada")])
    assert [load(book, one.id or 0).name for one in (a, b)] == ["Bo", "Ada"]


def test_validity_is_ordered_and_both_days_count(book: Book) -> None:
    first, last = day("2024-09-02"), day("2024-10-27")
    (one,) = resources.save(book, IT, 1, [replace(NURSE, valid_from=first, valid_to=first)])
    assert [one.valid_on(first - 1), one.valid_on(first), one.valid_on(first + 1)] == [
        False, True, False,
    ]  # fmt: skip
    with pytest.raises(Invalid, match="slutar innan den börjar") as caught:
        resources.save(book, IT, 1, [replace(one, valid_from=last, valid_to=first)])
    assert caught.value.field == "valid_to"
    with pytest.raises(Refused), book.write() as tx:
        tx.run("UPDATE resource SET valid_to = valid_from - 1")


@pytest.mark.parametrize("outside", [0, -1, 10**30, 3_000_000])
@pytest.mark.parametrize("field", ["valid_from", "valid_to"])
def test_validity_lies_within_the_calendar(book: Book, field: str, outside: int) -> None:
    changes: dict[str, Any] = {field: outside}
    with pytest.raises(Invalid) as caught:
        resources.save(book, SCHEDULER, 1, [replace(NURSE, **changes)])
    assert caught.value.field == field


@pytest.mark.parametrize("actor", [STAFF, AGENT, REGION, UNIT], ids=lambda actor: actor.role)
def test_only_schedulers_and_it_edit_resources(book: Book, actor: Actor) -> None:
    with pytest.raises(NotAllowed, match="får inte ändra resurser"):
        resources.save(book, actor, 1, [NURSE])


def test_a_citizen_edits_no_resources(book: Book) -> None:
    with pytest.raises(NotAllowed):
        resources.save(book, citizen(make_patient(book)), 1, [NURSE])


def test_stale_edits_are_told_what_who_and_when(book: Book) -> None:
    mine = [load(book, make_resource(book, name)) for name in ("Ada", "Bo")]
    set_clock(book, "2024-09-12 11:30")
    resources.save(book, OTHER, 1, [replace(one, profession="10 Läkare") for one in mine])
    with pytest.raises(Conflict) as caught:
        resources.save(book, SCHEDULER, 1, [replace(one, profession="x") for one in mine])
    conflict = caught.value
    assert (conflict.what, conflict.who, conflict.when) == (
        "Ada", "Saga Schema", at("2024-09-12 11:30"),
    )  # fmt: skip
    assert "Även ”Bo” har ändrats" in conflict.text
    assert {one.profession for one in resources.every(book, 1)} == {"10 Läkare"}


def test_a_resource_of_another_clinic_is_not_found(book: Book) -> None:
    with book.write() as tx:
        other = tx.insert("INSERT INTO clinic (name, system) VALUES ('Annan', 'pmo')")
    foreign = load(book, make_resource(book, "Ada", clinic=other))
    with pytest.raises(NotFound):
        resources.save(book, SCHEDULER, 1, [replace(foreign, name="Vår")])
    with pytest.raises(Invalid):
        resources.save(book, SCHEDULER, other, [foreign, foreign])


@pytest.mark.parametrize("field", ["name", "profession"])
@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_cleaned_or_refused(book: Book, field: str, typed: str) -> None:
    changes: dict[str, Any] = {field: typed}
    edited = replace(NURSE, **changes)
    if len(clean(typed)) > 80 or not clean(typed) and field == "name":
        with pytest.raises(Invalid) as caught:
            resources.save(book, SCHEDULER, 1, [edited])
        caught.value.text.encode()
        assert caught.value.field == field
        assert resources.every(book, 1) == ()
    else:
        (made,) = resources.save(book, SCHEDULER, 1, [edited])
        assert load(book, made.id or 0) == made
        assert_safe(getattr(made, field), typed)


# --- cut off ----------------------------------------------------------------------------------


def test_times_outside_a_new_validity_are_listed(book: Book) -> None:
    frisk, other = make_resource(book, "Johan Frisk"), make_resource(book, "Florence")
    kind = make_type(book, ".Läkarbesök")
    for start in ("2024-09-11 08:00", "2024-09-13 08:00", "2024-09-20 08:00", "2024-10-01 08:00"):
        make_slot(book, frisk, kind, start)
        make_slot(book, other, kind, start)
    with book.write() as tx:
        tx.run("UPDATE slot SET taken = 1 WHERE start = ?", (at("2024-10-01 08:00"),))
    edited = replace(load(book, frisk), valid_from=day("2024-09-14"), valid_to=day("2024-09-20"))
    assert resources.cut_off(book, 1, edited) == (
        "2024-09-13 08:00, 30 min, .Läkarbesök",
        "2024-10-01 08:00, 30 min, .Läkarbesök (bokad)",
    )  # the past is left alone, and the last day counts
    assert resources.cut_off(book, 1, replace(edited, valid_from=None, valid_to=None)) == ()
    assert resources.cut_off(book, 1, replace(edited, id=None)) == ()
    assert resources.cut_off(book, 2, edited) == ()
    resources.save(book, SCHEDULER, 1, [edited])
    with book.read() as reader:
        assert reader.value("SELECT count(*) FROM slot") == 8


# --- warnings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rule", "source"),
    [
        ("DSK mottagning", "name-abbreviation", "R26"),
        ("Rum 3", "name-room", "R27"),
        ("Stafettläkare", "name-hired", "R27"),
        ("Bemanningspersonal", "name-hired", "R27"),
        ("X", "name-readable", "R111"),
    ],
)
def test_names_citizens_stumble_on_are_warned_of(name: str, rule: str, source: str) -> None:
    found = resources.warnings([NURSE, replace(NURSE, name=name)])
    assert [(one.rule, one.facts[0]) for one in found] == [(rule, ("row", 1))]
    assert source in found[0].source


def test_a_person_may_be_called_anything_r25(book: Book) -> None:
    person = Resource(name="DSK rum 3", kind=ResourceKind.PERSON)
    assert resources.warnings([person]) == ()
    assert {one.rule for one in resources.warnings([replace(person, kind=NURSE.kind)])} == {
        "name-abbreviation", "name-room",
    }  # fmt: skip
    resources.save(book, SCHEDULER, 1, [replace(person, kind=NURSE.kind)])  # warned, not refused
