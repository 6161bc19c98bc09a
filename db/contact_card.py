"""A unit's contact card on 1177: where a citizen usually begins (R105)."""

from typing import NamedTuple

from db import clock, fields, nouns
from db.book import Book
from db.errors import NotFound
from db.permissions import CASE_ACTIVATORS, require
from db.values import Actor

PHONE_BOUND = 40
ADDRESS_BOUND = 200
"""As many characters each of them takes."""


class ContactCard(NamedTuple):
    """How the unit is reached.

    Attributes:
        clinic: the unit's id.
        phone: as citizens are told to call it; may be empty.
        address: may be empty.
        revision: of the unit, to tell whether someone saved it meanwhile.
    """

    clinic: int
    name: str
    phone: str
    address: str
    revision: int


def read(book: Book, clinic: int) -> ContactCard:
    """The card; anyone may read it.

    Raises:
        NotFound: there is no such unit.
    """
    with book.read() as reader:
        row = reader.row(
            "SELECT id, name, phone, address, revision FROM clinic WHERE id = ?", (clinic,)
        )
    if row is None:
        raise NotFound("clinic", "Enheten finns inte i boken.")
    return ContactCard._make(row)


def save(book: Book, actor: Actor, edited: ContactCard) -> ContactCard:
    """Save the number and the address; citizens see them at once.

    Raises:
        NotAllowed: others than the unit's administrator and IT.
        Invalid: a text too long.
        NotFound: there is no such unit.
        Conflict: someone saved the unit meanwhile.
    """
    require(actor, CASE_ACTIVATORS, "ändra enhetens kontaktkort")
    phone = fields.text(edited.phone, "phone", "Telefon", PHONE_BOUND)
    address = fields.text(edited.address, "address", "Adress", ADDRESS_BOUND)
    with book.write() as tx:
        row = tx.row(
            "SELECT name, revision, changed_by, changed_at FROM clinic WHERE id = ?",
            (edited.clinic,),
        )
        if row is None:
            raise NotFound("clinic", "Enheten finns inte i boken.")
        nouns.check_stale("Enheten", [(edited.name, edited.revision, nouns.Stamp(*row))])
        tx.run(
            "UPDATE clinic SET phone = ?, address = ?, changed_by = ?, changed_at = ?,"
            " revision = revision + 1 WHERE id = ?",
            (phone, address, *nouns.saved(actor, clock.now(tx)), edited.clinic),
        )
    return edited._replace(phone=phone, address=address, revision=edited.revision + 1)
