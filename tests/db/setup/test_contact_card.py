"""The contact card: who may change it, and that citizens read it at once (R105, R112)."""

from dataclasses import replace

import pytest

from db.book import Book
from db.citizen import portal
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.setup import clinics, contact_card
from db.values import Actor
from tests.db import builders
from tests.db.actors import AGENT, IT, REGION, SCHEDULER, STAFF, UNIT
from tests.db.hostile import HOSTILE, assert_safe


def test_citizens_read_the_card_as_it_was_saved_r105(book: Book) -> None:
    card = contact_card.read(book, 1)
    saved = contact_card.save(
        book, UNIT, card._replace(phone=" 08-1 ", address="Torget 2"), seen=card
    )
    assert (saved.phone, saved.address) == ("08-1", "Torget 2")
    assert contact_card.read(book, 1) == saved
    seen = portal.clinic_page(book, builders.citizen(builders.make_patient(book)), 1)
    assert (seen.where.phone, seen.address) == ("08-1", "Torget 2")


@pytest.mark.parametrize("actor", [STAFF, SCHEDULER, AGENT, REGION])
def test_others_than_the_unit_and_it_do_not_change_it_r112(book: Book, actor: Actor) -> None:
    card = contact_card.read(book, 1)
    with pytest.raises(NotAllowed):
        contact_card.save(book, actor, card._replace(phone="1"), seen=card)
    assert contact_card.read(book, 1) == card


def test_what_others_saved_meanwhile_stays_and_only_what_both_changed_is_asked_about(
    book: Book,
) -> None:
    card = contact_card.read(book, 1)
    clinics.save(book, IT, replace(clinics.find(book), delay_min=30))
    contact_card.save(book, UNIT, card._replace(address="Torget 2"), seen=card)
    saved = contact_card.save(book, UNIT, card._replace(phone="1"), seen=card)
    assert (saved.phone, saved.address) == ("1", "Torget 2")
    assert clinics.find(book).delay_min == 30
    with pytest.raises(Conflict, match="Telefon: nu ”1”, du har ”2”. Ingenting") as caught:
        contact_card.save(book, UNIT, card._replace(phone="2"), seen=card)
    assert caught.value.stands == saved == contact_card.read(book, 1)
    again = contact_card.save(book, UNIT, card._replace(phone="2"), seen=card, told=saved)
    assert (again.phone, again.address) == ("2", "Torget 2")


@pytest.mark.parametrize(
    ("field", "longest"),
    [("phone", contact_card.PHONE_BOUND), ("address", contact_card.ADDRESS_BOUND)],
)
def test_a_text_too_long_is_pointed_at(book: Book, field: str, longest: int) -> None:
    card, long = contact_card.read(book, 1), "1" * (longest + 1)
    edited = card._replace(phone=long) if field == "phone" else card._replace(address=long)
    with pytest.raises(Invalid) as raised:
        contact_card.save(book, UNIT, edited, seen=card)
    assert raised.value.field == field


def test_a_unit_that_is_not_there_is_not_found(book: Book) -> None:
    with pytest.raises(NotFound):
        contact_card.read(book, 99)
    gone = contact_card.read(book, 1)._replace(clinic=99)
    with pytest.raises(NotFound):
        contact_card.save(book, UNIT, gone, seen=gone)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_terminal_obeys_is_kept_out(book: Book, text: str) -> None:
    card = contact_card.read(book, 1)
    saved = contact_card.save(book, UNIT, card._replace(address=text[:100]), seen=card)
    assert_safe(saved.address, text[:100])
