"""1177:s personalverktyg in the book: who reads and does what, names, the urval, at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.book import Book
from db.bookings.acts import book_time
from db.errors import BookError, Invalid, NotAllowed, NotFound
from db.offer import offer
from db.setup import case_types, clinics, terms
from db.values import Actor, CaseKind, CaseType, JournalSystem, Terms
from tests.db import builders
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT

BOOK, CHANGE = CaseKind.BOOK, CaseKind.CHANGE


def stored(book: Book, kind: CaseKind = BOOK) -> CaseType:
    found = terms.sheet(book, UNIT, 1, kind).case_type
    assert found is not None
    return found


def offered(book: Book, actor: Actor) -> list[str]:
    return [one.web_name for one in offer.types(book, actor, 1)]


@pytest.fixture
def on_1177(book: Book) -> Book:
    """A unit with one type and a time of it."""
    kind = builders.make_type(book, "Prov webb", "Provtagning")
    resource = builders.make_resource(book, "Provtagningen")
    builders.make_slot(book, resource, kind, "2024-09-13 08:30")
    return book


# --- who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, AGENT], ids=lambda actor: actor.role)
def test_others_than_administrators_read_nothing_in_the_tool_r112(book: Book, actor: Actor) -> None:
    readings: list[Callable[[], object]] = [
        lambda: terms.sheet(book, actor, 1, BOOK),
        lambda: terms.overview(book, actor, 1),
        lambda: case_types.audience(book, actor, 1),
    ]
    for read in readings:
        with pytest.raises(NotAllowed):
            read()


def test_a_citizen_neither_reads_nor_joins_an_urval(book: Book) -> None:
    me = builders.citizen(builders.make_patient(book))
    with pytest.raises(NotAllowed):
        case_types.save(book, me, 1, stored(book), seen=stored(book), include={me.patient or 0})
    with pytest.raises(NotAllowed):
        case_types.audience(book, me, 1)


def test_the_region_reads_but_does_not_choose_citizens_r112(book: Book) -> None:
    assert terms.overview(book, REGION, 1).sheets[0].name == "Boka tid direkt"
    with pytest.raises(NotAllowed, match="Regional administratör får inte"):
        case_types.audience(book, REGION, 1)
    with pytest.raises(NotAllowed):
        case_types.save(book, REGION, 1, stored(book), seen=stored(book), include=())


def test_a_unit_that_is_not_there_is_not_found(book: Book) -> None:
    with pytest.raises(NotFound):
        terms.overview(book, UNIT, 99)
    with pytest.raises(NotFound):
        terms.sheet(book, UNIT, 99, BOOK)


# --- what the text is held against ----------------------------------------------------------------


def test_the_names_are_those_1177_offers_and_those_it_knows_r110_r113(on_1177: Book) -> None:
    builders.make_type(on_1177, "Hembesök", "Hembesök", ticks=False)
    builders.make_type(on_1177, "Dold", "Administration", hidden=True)
    builders.make_type(on_1177, "Ombud-1177", "Ombud")
    builders.make_type(on_1177, "Ny", "Opublicerad", publish=False)
    names = terms.sheet(on_1177, UNIT, 1, BOOK).names
    assert names.book == ("Provtagning",)
    assert names.all == ("Administration", "Hembesök", "Ombud", "Provtagning")
    assert "Administration" not in names.change
    sheet = terms.sheet(on_1177, UNIT, 1, BOOK)
    found = sheet.review(Terms("Boka hembesök.", "Provtagning", "", "Kom."))
    assert [one.rule for one in found] == ["terms-unoffered"]
    assert sheet.review(sheet.standard()) == ()


def test_the_standard_text_points_to_changing_only_where_that_is_active_r132(book: Book) -> None:
    assert stored(book, CHANGE).name in terms.sheet(book, UNIT, 1, BOOK).standard().conditions
    case_types.save(
        book, UNIT, 1, replace(stored(book, CHANGE), active=False), seen=stored(book, CHANGE)
    )
    assert terms.sheet(book, UNIT, 1, BOOK).change_name == ""
    assert "omboka" not in terms.sheet(book, UNIT, 1, BOOK).standard().conditions


def test_the_overview_tells_how_far_a_unit_has_come_r116_r119_r128(on_1177: Book) -> None:
    with on_1177.write() as tx:
        other = clinics.add(tx, "Ny enhet", JournalSystem.PASIS, connected=False)
    fresh = terms.overview(on_1177, UNIT, other)
    assert (fresh.clinic.connected, fresh.times, fresh.system) == (False, 0, "PASiS")
    assert [one.case_type for one in fresh.sheets] == [None, None, None]
    assert [one.name for one in fresh.sheets][0] == "Boka tid direkt"
    assert terms.overview(on_1177, UNIT, 1).times == 1


def test_bookings_are_not_cases_so_they_are_in_no_report_r120(on_1177: Book) -> None:
    patient = builders.make_patient(on_1177)
    before = terms.overview(on_1177, UNIT, 1)
    (time,) = offer.times(on_1177, builders.citizen(patient), 1)
    book_time(on_1177, builders.citizen(patient), 1, time.slot, seen=None)
    after = terms.overview(on_1177, UNIT, 1)
    assert after._replace(times=1) == before


# --- activation works at once ---------------------------------------------------------------------


def test_activating_opens_the_unit_for_citizens_at_once_r108_r115_b4(on_1177: Book) -> None:
    me = builders.citizen(builders.make_patient(on_1177))
    one = case_types.save(
        on_1177, UNIT, 1, replace(stored(on_1177), active=False), seen=stored(on_1177)
    )
    assert offered(on_1177, me) == []
    case_types.save(on_1177, UNIT, 1, replace(one, active=True), seen=one)
    assert offered(on_1177, me) == ["Provtagning"]


def test_one_or_both_functions_r109(on_1177: Book) -> None:
    me = builders.citizen(builders.make_patient(on_1177))
    case_types.save(
        on_1177,
        UNIT,
        1,
        replace(stored(on_1177, CHANGE), active=False),
        seen=stored(on_1177, CHANGE),
    )
    assert offered(on_1177, me) == ["Provtagning"]
    assert not stored(on_1177, CHANGE).active


def test_a_limited_urval_is_chosen_citizen_by_citizen_r115(on_1177: Book) -> None:
    first, second = builders.make_patient(on_1177, 0), builders.make_patient(on_1177, 1)
    one = replace(stored(on_1177), limited=True)
    one = case_types.save(on_1177, UNIT, 1, one, seen=stored(on_1177), include={first.id})
    assert offered(on_1177, builders.citizen(first)) == ["Provtagning"]
    assert offered(on_1177, builders.citizen(second)) == []
    one = case_types.save(
        on_1177, UNIT, 1, one, seen=stored(on_1177), include={second.id}, exclude={first.id}
    )
    assert offered(on_1177, builders.citizen(first)) == []
    assert offered(on_1177, builders.citizen(second)) == ["Provtagning"]
    case_types.save(
        on_1177, UNIT, 1, one, seen=stored(on_1177), include={second.id}
    )  # twice is once
    people = case_types.audience(on_1177, UNIT, 1)
    assert {member.id for member in people if member.inside} == {second.id}


def test_two_who_change_the_urval_do_not_undo_each_other_r115(book: Book) -> None:
    ids = [builders.make_patient(book, n).id for n in range(3)]
    booking, changing = stored(book), stored(book, CHANGE)
    case_types.save(book, UNIT, 1, booking, seen=booking, include={ids[0]})
    case_types.save(book, UNIT, 1, changing, seen=changing, include={ids[1]})
    inside = {one.id for one in case_types.audience(book, IT, 1) if one.inside}
    assert inside == {ids[0], ids[1]}


def test_the_urval_is_the_units_own_r115(book: Book) -> None:
    patient = builders.make_patient(book)
    with book.write() as tx:
        other = clinics.add(tx, "Annan", JournalSystem.PMO, connected=True)
    case_types.save(book, UNIT, 1, stored(book), seen=stored(book), include={patient.id})
    assert [one.inside for one in case_types.audience(book, UNIT, other)] == [False]


def test_people_are_listed_by_name_and_masked_in_a_demonstration(book: Book) -> None:
    for n in range(4):
        builders.make_patient(book, n)
    people = case_types.audience(book, UNIT, 1)
    assert [one.name for one in people] == sorted(one.name for one in people)
    assert all(one.pnr[-4:].isdigit() for one in people)
    shown = case_types.audience(book, replace(UNIT, demo=True), 1)
    assert all(one.pnr.endswith("-****") for one in shown)


# --- nothing by halves ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"to_care": "x" * 151}, "to_care"),
        ({"clinic": "x" * 2001}, "clinic"),
        ({"conditions": "ab\n" * 700}, "conditions"),
    ],
)
def test_a_text_too_long_says_which_part_b4(book: Book, parts: dict[str, str], field: str) -> None:
    before = stored(book)
    with pytest.raises(Invalid) as caught:
        case_types.save(book, UNIT, 1, replace(before, terms=Terms(**parts)), seen=before)
    assert caught.value.field == field
    assert stored(book) == before


def test_marks_are_not_counted_in_the_help_text_b4(book: Book) -> None:
    edited = replace(stored(book), terms=Terms(to_care=f"**{'x' * 150}**"))
    assert case_types.save(book, UNIT, 1, edited, seen=stored(book)).terms == edited.terms


def test_a_refused_saving_changes_neither_text_nor_urval(book: Book) -> None:
    patient, before = builders.make_patient(book), stored(book)
    refused: list[Callable[[], object]] = [
        lambda: case_types.save(
            book, UNIT, 1, replace(before, active=False), seen=before, include={patient.id, 99}
        ),
        lambda: case_types.save(
            book, UNIT, 1, replace(before, terms=Terms("Mitt")), include={patient.id},
            seen=replace(before, terms=Terms("Ett annat")),
        ),
    ]  # fmt: skip
    for act in refused:
        with pytest.raises(BookError):
            act()
    assert stored(book) == before
    assert not any(one.inside for one in case_types.audience(book, UNIT, 1))
