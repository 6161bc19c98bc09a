"""The unit's reasons for exemptions and its amounts: examples, saving, what is refused (B5)."""

import pytest

from db.book import Book
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.log import review_settings
from db.log.review_settings import Fee, ReviewSettings, parse_amount
from db.rules.log.review import EXAMPLE_REASONS
from db.values import Actor
from tests.db.actors import IT, SCHEDULER, STAFF, UNIT
from tests.db.builders import make_resource
from tests.db.hostile import HOSTILE, assert_safe

NURSE, DOCTOR, OTHERS = "09 Sjuksköterska", "10 Läkare", ""


def read(book: Book, actor: Actor = STAFF) -> ReviewSettings:
    return review_settings.settings(book, actor, 1)


def save(
    book: Book, reasons: tuple[str, ...] = (), amounts: tuple[tuple[str, str], ...] = ()
) -> ReviewSettings:
    return review_settings.save(book, SCHEDULER, 1, reasons, amounts, seen=read(book))


def test_a_unit_begins_with_examples_and_no_amounts(book: Book) -> None:
    make_resource(book, "Johan Frisk", profession=DOCTOR)
    make_resource(book, "Florence", profession=NURSE)
    make_resource(book, "Rummet", profession="")
    assert read(book) == ReviewSettings(
        EXAMPLE_REASONS, True, (Fee(NURSE, None), Fee(DOCTOR, None), Fee(OTHERS, None))
    )
    assert review_settings.reasons(book, STAFF, 1) == EXAMPLE_REASONS


def test_what_is_saved_is_kept_in_order(book: Book) -> None:
    amounts = ((DOCTOR, "400"), (OTHERS, "100,50 kr"), (NURSE, ""))
    done = save(book, ("  Sjuk  ", "", "Fel av oss"), amounts)
    assert done == read(book)
    assert (done.reasons, done.examples) == (("Sjuk", "Fel av oss"), False)
    assert done.fees == (Fee(DOCTOR, 40000), Fee(OTHERS, 10050))
    assert [fee.text for fee in done.fees] == ["400 kr", "100,50 kr"]
    assert save(book, ("Fel av oss", "Sjuk")).reasons == ("Fel av oss", "Sjuk")
    assert read(book).fees == (Fee(OTHERS, None),)  # no resource has a profession, none is priced


def test_an_empty_list_brings_the_examples_back(book: Book) -> None:
    save(book, ("Sjuk",))
    done = save(book, ("", " "))
    assert (done.reasons, done.examples) == (EXAMPLE_REASONS, True)
    assert save(book, EXAMPLE_REASONS).examples


@pytest.mark.parametrize(
    ("reasons", "amounts", "field", "said"),
    [
        pytest.param(("Sjuk", "", "SJUK"), (), "reason_2", "finns redan", id="twice"),
        pytest.param(("Sjuk", "a" * 201), (), "reason_1", "högst 200", id="too-long"),
        pytest.param(tuple(map(str, range(31))), (), "reason_30", "Högst 30", id="too-many"),
        pytest.param((), ((DOCTOR, "400"), (NURSE, "x")), "fee_1", "inte ett belopp", id="text"),
        pytest.param((), ((DOCTOR, "100001"),), "fee_0", "högst 100 000 kr", id="too-much"),
        pytest.param((), ((DOCTOR, "-1"),), "fee_0", "inte ett belopp", id="negative"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    book: Book,
    reasons: tuple[str, ...],
    amounts: tuple[tuple[str, str], ...],
    field: str,
    said: str,
) -> None:
    save(book, ("Kvar",), ((DOCTOR, "1"),))
    with pytest.raises(Invalid, match=said) as raised:
        save(book, reasons, amounts)
    assert raised.value.field == field
    assert read(book).reasons == ("Kvar",)


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("", None), ("  kr ", None), ("0", 0), ("400", 40000), ("400,5", 40050), ("400.05", 40005),
        ("1 250", 125000), ("1\N{NO-BREAK SPACE}250,00 KR", 125000), ("100000", 10_000_000),
    ],
)  # fmt: skip
def test_amounts_as_they_are_typed(typed: str, ore: int | None) -> None:
    assert parse_amount(typed) == ore


@pytest.mark.parametrize("typed", ["1e3", "4,005", "٤٠٠", "400,", "=1", *HOSTILE.values()])
def test_what_is_no_amount(typed: str) -> None:
    if typed == HOSTILE["only-controls"]:
        assert parse_amount(typed) is None
        return
    with pytest.raises(Invalid):
        parse_amount(typed)


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - {"only-controls", "long"}))
def test_a_reason_is_cleaned(book: Book, name: str) -> None:
    assert_safe(save(book, (HOSTILE[name],)).reasons[0], HOSTILE[name])


def test_of_two_who_save_both_are_kept_amount_by_amount_and_reason_by_reason(book: Book) -> None:
    seen = save(book, ("Sjuk", "Fel av oss"), ((NURSE, "300"), (DOCTOR, "400")))
    amounts = ((NURSE, "300"), (DOCTOR, "500"), (OTHERS, "10"))
    review_settings.save(book, IT, 1, ("Sjuk", "Väder", "Fel av oss"), amounts, seen=seen)
    amounts = ((NURSE, "350"), (DOCTOR, "400"), (OTHERS, ""))
    done = review_settings.save(book, SCHEDULER, 1, ("Sjuk", "Resa"), amounts, seen=seen)
    assert done.reasons == ("Sjuk", "Väder", "Resa")
    assert done.fees == (Fee(NURSE, 35000), Fee(DOCTOR, 50000), Fee(OTHERS, 1000))


def test_an_amount_that_both_changed_is_told_and_may_then_be_replaced(book: Book) -> None:
    seen = save(book, ("Sjuk",), ((NURSE, "300"), (DOCTOR, "400")))
    theirs = ((NURSE, "300"), (DOCTOR, "500"), (OTHERS, ""))
    told = review_settings.save(book, IT, 1, ("Väder",), theirs, seen=seen)
    mine = ((NURSE, ""), (DOCTOR, "600"), (OTHERS, ""))
    with pytest.raises(Conflict, match="Läkare: nu ”500 kr”, du har ”600 kr”") as caught:
        review_settings.save(book, SCHEDULER, 1, ("Sjuk",), mine, seen=seen)
    assert (caught.value.field, caught.value.stands) == ("fee_1", told)
    assert caught.value.who == IT.label
    assert read(book) == told
    done = review_settings.save(book, SCHEDULER, 1, ("Sjuk",), mine, seen=seen, told=told)
    assert done.reasons == ("Väder",)
    assert done.fees == (Fee(DOCTOR, 60000), Fee(OTHERS, None))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        pytest.param(("C", "A", "B"), ("B", "A", "C"), id="two-orders"),
        pytest.param(("A", "B", "C", "X"), ("A", "B", "C", "x"), id="the-same-in-two-spellings"),
    ],
)
def test_reasons_that_do_not_go_together_are_told(
    book: Book, mine: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    seen = save(book, ("A", "B", "C"))
    told = review_settings.save(book, IT, 1, theirs, (), seen=seen)
    with pytest.raises(Conflict, match="Orsaker: nu ”") as caught:
        review_settings.save(book, SCHEDULER, 1, mine, (), seen=seen)
    assert caught.value.field == "reason_0"
    assert read(book) == told
    assert review_settings.save(book, SCHEDULER, 1, mine, (), seen=seen, told=told).reasons == mine


def test_only_schedulers_and_it_change_it_and_care_reads(book: Book) -> None:
    seen = read(book, IT)
    for actor in (STAFF, UNIT):
        with pytest.raises(NotAllowed):
            review_settings.save(book, actor, 1, (), (), seen=seen)
    with pytest.raises(NotAllowed):
        read(book, UNIT)
    assert review_settings.save(book, IT, 1, ("x",), (), seen=seen).reasons == ("x",)


def test_every_unit_has_its_own(book: Book) -> None:
    with book.write() as tx:
        tx.run("INSERT INTO clinic (name, system) VALUES ('Andra', 'pmo')")
    save(book, ("Vår",), ((OTHERS, "5"),))
    assert review_settings.settings(book, STAFF, 2).examples
    with pytest.raises(NotFound):
        review_settings.settings(book, STAFF, 3)
