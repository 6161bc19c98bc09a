"""Units and their ärendetyper: settings, journal system, activation, terms (R56, R107-R119)."""

from dataclasses import replace
from typing import Any

import pytest

from db.book import Book
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.setup import case_types, clinics, publication
from db.values import Actor, CaseKind, CaseType, Clinic, JournalSystem, Terms, clean
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, SYSTEM, UNIT
from tests.db.builders import at, citizen, make_patient, make_type, set_clock
from tests.db.hostile import HOSTILE, assert_safe

NAME = "Primus MVK VC Test"
NOW = "2024-09-12 10:52"


@pytest.fixture
def clinic(book: Book) -> Clinic:
    return clinics.find(book)


def case_type(book: Book, kind: CaseKind) -> CaseType:
    with book.read() as reader:
        found = case_types.load(reader, 1, kind)
    assert found is not None
    return found


# --- the unit ---------------------------------------------------------------------------------


def test_the_unit_is_found_by_name_or_as_the_first(book: Book, clinic: Clinic) -> None:
    assert (clinic.name, clinic.system, clinic.connected) == (NAME, JournalSystem.ASYNJA, True)
    assert clinics.find(book, " primus mvk  vc TEST ") == clinic
    assert clinics.every(book) == (clinic,)
    assert clinics.policy_of(clinic).label == "AsynjaVisph"
    with pytest.raises(NotFound, match=f"I boken finns: {NAME}"):
        clinics.find(book, "Annan")
    with pytest.raises(NotFound), book.read() as reader:
        clinics.load(reader, 99)


def test_settings_are_saved_by_it(book: Book, clinic: Clinic) -> None:
    edited = replace(
        clinic,
        connected=False,
        delay_min=0,
        retention_days=62,
        agent_rebooks=True,
        eves_closed=True,
    )
    saved = clinics.save(book, IT, edited)
    assert saved == replace(edited, revision=2)
    assert clinics.find(book) == saved


def test_a_change_of_journal_system_republishes_every_type_at_once_r67(
    book: Book, clinic: Clinic
) -> None:
    plain = make_type(book, "Läkarbesök", "Bedömning")
    suffixed = make_type(book, "Provtagning 1177", "Prov", ticks=False)
    set_clock(book, NOW)
    clinics.save(book, IT, replace(clinic, system=JournalSystem.PMO))
    with book.read() as reader:
        faces = publication.faces(reader, 1, at(NOW))
        assert publication.pending(reader, 1, at(NOW)) == ()
    assert (faces[plain].offered, faces[suffixed].offered) == (False, True)
    assert faces[suffixed].web_name == "Provtagning 1177"
    back = replace(clinics.find(book), system=JournalSystem.ASYNJA)
    clinics.save(book, IT, back)
    with book.read() as reader:
        faces = publication.faces(reader, 1, at(NOW))
    assert (faces[plain].offered, faces[suffixed].offered) == (True, False)


def test_other_settings_publish_nothing(book: Book, clinic: Clinic) -> None:
    make_type(book, "A", "Ett")
    clinics.save(book, IT, replace(clinic, delay_min=30))
    with book.read() as reader:
        assert reader.value("SELECT count(*) FROM time_type_publication") == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("delay_min", -1), ("delay_min", 10081), ("retention_days", 0), ("retention_days", 3661)],
)
def test_settings_have_bounds(book: Book, clinic: Clinic, field: str, value: int) -> None:
    changes: dict[str, Any] = {field: value}
    with pytest.raises(Invalid) as caught:
        clinics.save(book, IT, replace(clinic, **changes))
    assert caught.value.field == field
    assert clinics.find(book) == clinic


@pytest.mark.parametrize(
    "actor", [STAFF, SCHEDULER, AGENT, REGION, UNIT], ids=lambda actor: actor.role
)
def test_only_it_changes_settings(book: Book, clinic: Clinic, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        clinics.save(book, actor, replace(clinic, connected=False))
    assert clinics.find(book).connected


def test_a_stale_unit_is_not_overwritten(book: Book, clinic: Clinic) -> None:
    clinics.save(book, IT, replace(clinic, delay_min=5))
    with pytest.raises(Conflict) as caught:
        clinics.save(book, IT, replace(clinic, delay_min=60))
    assert caught.value.what == NAME
    assert clinics.find(book).delay_min == 5


def test_two_units_never_have_one_name(book: Book, clinic: Clinic) -> None:
    with book.write() as tx:
        other = clinics.add(tx, "Annan", JournalSystem.PMO, connected=False)
    with pytest.raises(Refused):
        clinics.save(book, IT, replace(clinic, name="Annan"))
    assert [one.id for one in clinics.every(book)] == [1, other]
    assert clinics.find(book, "annan").id == other


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_unit_name_is_cleaned_or_refused(book: Book, clinic: Clinic, typed: str) -> None:
    edited = replace(clinic, name=typed)
    if not clean(typed) or len(clean(typed)) > 80:
        with pytest.raises(Invalid) as caught:
            clinics.save(book, IT, edited)
        assert caught.value.field == "name"
    else:
        assert_safe(clinics.save(book, IT, edited).name, typed)


# --- ärendetyper ------------------------------------------------------------------------------


def test_the_region_puts_up_and_the_unit_activates_r112(book: Book) -> None:
    made = case_types.put_up(book, REGION, 1, CaseKind.REQUEST)
    assert (made.name, made.active, made.limited) == ("Beställa tid", False, False)
    saved = case_types.save(book, UNIT, 1, replace(made, active=True), seen=made)
    assert saved == replace(made, active=True, revision=2)
    assert [one.kind for one in case_types.every(book, 1)] == list(CaseKind)
    assert case_type(book, CaseKind.REQUEST) == saved


def test_who_may_both_puts_up_and_activates_in_one_act(book: Book) -> None:
    for actor in (REGION, UNIT):
        with pytest.raises(NotAllowed, match="lägga upp och aktivera"):
            case_types.put_up(book, actor, 1, CaseKind.REQUEST, active=True)
    assert case_type(book, CaseKind.BOOK).active
    made = case_types.put_up(book, IT, 1, CaseKind.REQUEST, active=True)
    assert made == case_type(book, CaseKind.REQUEST)
    assert made.active


def test_one_of_each_kind_r107(book: Book) -> None:
    with pytest.raises(Refused, match="redan upplagd"):
        case_types.put_up(book, REGION, 1, CaseKind.BOOK)
    with pytest.raises(Refused), book.write() as tx:
        tx.run("INSERT INTO case_type (clinic_id, kind, name) VALUES (1, 'book', 'x')")


def test_it_is_named_as_the_journal_system_names_it_r107(book: Book) -> None:
    with book.write() as tx:
        other = clinics.add(tx, "Annan", JournalSystem.PMO, connected=True)
    assert case_types.put_up(book, IT, other, CaseKind.BOOK).name == "Boka tid"
    named = case_types.put_up(book, IT, other, CaseKind.CHANGE, " 2. Av- omboka tid online ")
    assert named.name == "2. Av- omboka tid online"


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, AGENT, UNIT], ids=lambda actor: actor.role)
def test_only_the_region_and_it_put_up_r112(book: Book, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        case_types.put_up(book, actor, 1, CaseKind.REQUEST)
    assert len(case_types.every(book, 1)) == 2


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, AGENT, REGION], ids=lambda actor: actor.role)
def test_only_the_unit_and_it_activate_r112(book: Book, actor: Actor) -> None:
    edited = replace(case_type(book, CaseKind.BOOK), active=False)
    with pytest.raises(NotAllowed):
        case_types.save(book, actor, 1, edited, seen=case_type(book, CaseKind.BOOK))
    assert case_type(book, CaseKind.BOOK).active


def test_a_citizen_does_neither(book: Book) -> None:
    actor = citizen(make_patient(book))
    with pytest.raises(NotAllowed):
        case_types.put_up(book, actor, 1, CaseKind.REQUEST)
    with pytest.raises(NotAllowed):
        case_types.save(
            book, actor, 1, case_type(book, CaseKind.BOOK), seen=case_type(book, CaseKind.BOOK)
        )


def test_terms_have_four_parts_and_keep_their_lines_r113_r115(book: Book) -> None:
    terms = Terms("Mottagningen", "Bokning:\r\n- ett\n- två", "Till vården", "Villkor")
    edited = replace(case_type(book, CaseKind.BOOK), terms=terms, limited=True)
    saved = case_types.save(book, UNIT, 1, edited, seen=case_type(book, CaseKind.BOOK))
    assert saved.terms.concerns == "Bokning:\n- ett\n- två"
    assert case_type(book, CaseKind.BOOK) == saved


def test_a_limited_case_type_is_open_to_those_in_its_audience_r115(book: Book) -> None:
    inside, outside = make_patient(book, 0, clinics=(1,)), make_patient(book, 1)
    limited = case_types.save(
        book,
        IT,
        1,
        replace(case_type(book, CaseKind.BOOK), limited=True),
        seen=case_type(book, CaseKind.BOOK),
    )
    with book.read() as reader:
        assert case_types.in_audience(reader, limited, 1, inside.id)
        assert not case_types.in_audience(reader, limited, 1, outside.id)
        everyone = replace(limited, limited=False)
        assert case_types.in_audience(reader, everyone, 1, outside.id)


def test_a_stale_case_type_is_not_overwritten(book: Book) -> None:
    mine = case_type(book, CaseKind.CHANGE)
    case_types.save(book, SYSTEM, 1, replace(mine, active=False), seen=mine)
    terms = replace(mine.terms, clinic="Deras")
    case_types.save(book, SYSTEM, 1, replace(mine, terms=terms), seen=mine)
    terms = replace(mine.terms, clinic="Mitt", conditions="Villkor")
    edited = replace(mine, limited=True, terms=terms)
    with pytest.raises(
        Conflict, match="har.*Mottagningens text: nu ”Deras”, du har ”Mitt”"
    ) as caught:
        case_types.save(book, UNIT, 1, edited, seen=mine)
    stands = case_type(book, CaseKind.CHANGE)
    assert (stands.limited, stands.terms.clinic) == (False, "Deras")
    # Told of that one part, mine replaces it; what they alone changed stays.
    assert isinstance(caught.value.stands, CaseType)
    saved = case_types.save(book, UNIT, 1, edited, seen=mine, told=caught.value.stands)
    assert saved == case_type(book, CaseKind.CHANGE)
    assert (saved.active, saved.limited, saved.terms) == (False, True, terms)


def test_a_case_type_that_was_never_put_up_is_not_found(book: Book) -> None:
    with pytest.raises(NotFound):
        case_types.save(
            book,
            UNIT,
            1,
            CaseType(0, CaseKind.REQUEST, "x", True, False),
            seen=CaseType(0, CaseKind.REQUEST, "x", True, False),
        )


@pytest.mark.parametrize("part", ["name", "clinic", "concerns", "to_care", "conditions"])
@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_cleaned_or_refused(book: Book, part: str, typed: str) -> None:
    edited = case_type(book, CaseKind.BOOK)
    changes: dict[str, Any] = {part: typed}
    if part == "name":
        edited = replace(edited, **changes)
    else:
        edited = replace(edited, terms=replace(Terms(), **changes))
    kept = clean(typed, lines=part != "name")
    if len(kept) > 2000 or (part == "name" and not kept):
        with pytest.raises(Invalid) as caught:
            case_types.save(book, UNIT, 1, edited, seen=case_type(book, CaseKind.BOOK))
        assert caught.value.field == part
    else:
        saved = case_types.save(book, UNIT, 1, edited, seen=case_type(book, CaseKind.BOOK))
        stored = case_type(book, CaseKind.BOOK)
        assert stored == saved
        text = stored.name if part == "name" else getattr(stored.terms, part)
        assert text == kept
        assert_safe(text.replace("\n", " "), kept)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_of_a_new_case_type_too(book: Book, typed: str) -> None:
    if len(clean(typed)) > 200:
        with pytest.raises(Invalid):
            case_types.put_up(book, REGION, 1, CaseKind.REQUEST, typed)
    else:
        made = case_types.put_up(book, REGION, 1, CaseKind.REQUEST, typed)
        assert made.name == (clean(typed) or "Beställa tid")
