"""A unit's contact card on 1177: where a citizen usually begins (R105)."""

from typing import Final, NamedTuple

from db import clock, fields, stamps
from db.acts.noting import How, Step, note
from db.book import Book
from db.merging import by_field, conflict
from db.permissions import CASE_ACTIVATORS, require
from db.rules.acts import Kind
from db.setup.record import Record
from db.values import Actor, Clash

PHONE_BOUND = 40
ADDRESS_BOUND = 200
"""As many characters each of them takes."""

LABELS: Final = {"phone": "Telefon", "address": "Adress"}


class ContactCard(NamedTuple):
    """How the unit is reached.

    Attributes:
        clinic: the unit's id.
        phone: as citizens are told to call it; may be empty.
        address: may be empty.
    """

    clinic: int
    name: str
    phone: str
    address: str


_RECORD = Record(ContactCard, "clinic", "Enheten", clinic="id")


def read(book: Book, clinic: int) -> ContactCard:
    """The card; anyone may read it.

    Raises:
        NotFound: there is no such unit.
    """
    with book.read() as reader:
        return _RECORD.load(reader, clinic)


def save(
    book: Book,
    actor: Actor,
    edited: ContactCard,
    *,
    seen: ContactCard,
    told: ContactCard | None = None,
) -> ContactCard:
    """Save the number and the address; citizens see them at once.

    Only what differs from ``seen`` is written.

    Args:
        told: what a conflict has said that it is now, where mine is to replace that.

    Raises:
        NotAllowed: others than the unit's administrator and IT.
        Invalid: a text too long.
        NotFound: there is no such unit.
        Conflict: someone else changed a field that I changed, too.
    """
    require(actor, CASE_ACTIVATORS, "ändra enhetens kontaktkort")
    mine = {
        "phone": fields.text(edited.phone, "phone", "Telefon", PHONE_BOUND),
        "address": fields.text(edited.address, "address", "Adress", ADDRESS_BOUND),
    }
    with book.write() as tx:
        stands = _RECORD.load(tx, seen.clinic)
        merged = by_field(
            mine, parts_of(seen), parts_of(stands), None if told is None else parts_of(told)
        )
        if merged.both:
            clashes = [
                Clash(field, LABELS[field], mine[field], parts_of(stands)[field])
                for field in merged.both
            ]
            sql = "SELECT changed_by, changed_at FROM clinic WHERE id = ?"
            who, when = tx.row(sql, (seen.clinic,)) or ("", 0)
            raise conflict("kontaktkortet", who, when, clashes, stands)
        changed = merged.values != parts_of(stands)
        if changed:
            tx.run(
                "UPDATE clinic SET phone = ?, address = ?, changed_by = ?, changed_at = ?,"
                " revision = revision + 1 WHERE id = ?",
                (*merged.values.values(), *stamps.saved(actor, clock.now(tx)), seen.clinic),
            )
        after = _RECORD.load(tx, seen.clinic)
        if changed:
            text = f"Kontaktkortet för {after.name} sparat"
            step = Step(How.CARD_AS_BEFORE, (stands, after))
            note(tx, actor, after.clinic, Kind.CARD_SAVED, text, clock.now(tx), step)
        return after


def parts_of(card: ContactCard) -> dict[str, str]:
    """The fields that can be edited."""
    return {"phone": card.phone, "address": card.address}
