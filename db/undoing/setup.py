"""What takes back an act on what is set up: types, resources, templates, ärendetyper, settings.

Each is compared by what it says, not by how often it was saved: what was changed and changed back
is what the act left.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from db import clock
from db.acts.noting import How
from db.acts.packing import unpacked
from db.book import Book, Reader, Tx
from db.errors import Conflict
from db.log import review_settings
from db.log.review_settings import ReviewSettings
from db.rules.changes.same_as_shown import NOTHING_DONE, Who
from db.schedule import templates
from db.setup import (
    case_types,
    clinics,
    contact_card,
    publication,
    publishing,
    resources,
    time_types,
)
from db.setup.contact_card import ContactCard
from db.setup.resources import Pair
from db.stamps import short
from db.values import Actor, CaseType, Clinic, Instant, Resource, Template, TimeType

_Types = tuple[tuple[TimeType, TimeType], ...]
_Thing = TypeVar("_Thing", TimeType, Resource, Template, Clinic)


def _types_as_before(book: Book, actor: Actor, clinic: int, told: object) -> tuple[str, ...]:
    pairs, effective_at = unpacked(tuple[_Types, int | None], told)
    with book.write() as tx:
        stored = time_types.load_all(tx, clinic)
        edited = [
            _as_before(tx, "time_type", before, left, stored.get(left.id or 0))
            for before, left in pairs
        ]
        saved = time_types.save(book, actor, clinic, edited, at_once=effective_at is None)
        now = clock.now(tx)
        if effective_at is not None and effective_at > now:
            _untell(tx, clinic, saved, now, effective_at)
    return ()


def _untell(
    tx: Tx, clinic: int, types: tuple[TimeType, ...], now: Instant, effective_at: Instant
) -> None:
    """Let 1177 never be told of a change that it does not know yet.

    What is published last wins as soon as its moment has come: at the very moment of the change,
    or at once where the type is what 1177 knows.
    """
    policy = clinics.policy_of(clinics.load(tx, clinic))
    known = publication.faces(tx, clinic, now)
    for one in types:
        at = now if known.get(one.id or 0) == policy.face(one) else effective_at
        publishing.publish(tx, clinic, policy, (one,), now, at)


def _resources_as_before(book: Book, actor: Actor, clinic: int, told: object) -> tuple[str, ...]:
    pairs: tuple[Pair, ...] = unpacked(tuple[Pair, ...], told)
    with book.write() as tx:
        stored = resources.load_all(tx, clinic)
        made: list[Pair] = []
        edited, now = [], clock.now(tx)
        for before, left in pairs:
            stands = stored.get((left or before or Resource()).id or 0)
            if before is not None and left is not None:
                edited.append(_as_before(tx, "resource", before, left, stands))
            elif left is not None:
                _as_before(tx, "resource", left, left, stands)
                resources.unmake(tx, clinic, left)
                made.append((left, None))
            elif before is not None:
                resources.make_again(tx, actor, clinic, before, now)
                made.append((None, before))
        if made:
            resources.note_saved(tx, actor, clinic, made, now)
        if edited:
            resources.save(book, actor, clinic, edited)
    return ()


def _template_as_before(book: Book, actor: Actor, clinic: int, told: object) -> tuple[str, ...]:
    before, left = unpacked(tuple[Template | None, Template | None], told)
    if left is None:
        assert before is not None  # an act is about something
        templates.make_again(book, actor, clinic, before)
    elif before is None:
        with book.write() as tx:
            there = tx.value("SELECT id FROM template WHERE id = ?", (left.id,))
            stands = None if there is None else templates.load(tx, there)
            _as_before(tx, "template", left, left, stands)
            templates.delete(book, actor, left.id or 0, seen=None)
    else:
        templates.save(book, actor, clinic, before, seen=left)
    return ()


def _case_as_before(book: Book, actor: Actor, clinic: int, told: object) -> tuple[str, ...]:
    kinds = tuple[CaseType, CaseType, tuple[int, ...], tuple[int, ...]]
    before, left, came, went = unpacked(kinds, told)
    case_types.save(book, actor, clinic, before, seen=left, include=went, exclude=came)
    return ()


def _unit_as_before(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    before, left = unpacked(tuple[Clinic, Clinic], told)
    with book.write() as tx:
        stands = clinics.load(tx, left.id)
        clinics.save(book, actor, _as_before(tx, "clinic", before, left, stands))
    return ()


def _card_as_before(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    before, left = unpacked(tuple[ContactCard, ContactCard], told)
    contact_card.save(book, actor, before, seen=left)
    return ()


def _review_as_before(book: Book, actor: Actor, clinic: int, told: object) -> tuple[str, ...]:
    before, left = unpacked(tuple[ReviewSettings, ReviewSettings], told)
    reasons = () if before.examples else before.reasons
    amounts = [(fee.profession, fee.text) for fee in before.fees]
    review_settings.save(book, actor, clinic, reasons, amounts, seen=left)
    return ()


STEPS: Final[dict[How, Callable[[Book, Actor, int, object], tuple[str, ...]]]] = {
    How.TYPES_AS_BEFORE: _types_as_before,
    How.RESOURCES_AS_BEFORE: _resources_as_before,
    How.TEMPLATE_AS_BEFORE: _template_as_before,
    How.CASE_AS_BEFORE: _case_as_before,
    How.UNIT_AS_BEFORE: _unit_as_before,
    How.CARD_AS_BEFORE: _card_as_before,
    How.REVIEW_AS_BEFORE: _review_as_before,
}

_CALLED: Final = {
    "time_type": "Tidstypen", "resource": "Resursen", "template": "Schemamallen",
    "clinic": "Enheten",
}  # fmt: skip


def _as_before(
    reader: Reader, table: str, before: _Thing, left: _Thing, stands: _Thing | None
) -> _Thing:
    """A thing as it was before an act, to be saved: nobody has changed it since.

    Raises:
        Conflict: somebody has; the sentence says who.
    """
    if stands is not None and replace(stands, revision=0) == replace(left, revision=0):
        return replace(before, id=left.id, revision=stands.revision)
    sql = f"SELECT changed_by, changed_at FROM {table} WHERE id = ?"
    who = Who(*(reader.row(sql, (left.id,)) or ()))
    become = "finns inte längre" if stands is None else f"har ändrats {who.text} sedan dess"
    text = f"{_CALLED[table]} ”{short(left.name)}” {become}. {NOTHING_DONE}"
    raise Conflict(text, what=left.name, who=who.name, when=who.at)
