"""Så ser det ut på 1177: what citizens meet now, after OK, and what 1177 waits for (R9, R12-R23).

What is now comes from ``offer.types``, which the citizen's own pages ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from db import clock
from db.book import Book, Reader
from db.offer import offer
from db.offer.offer import OfferedType
from db.rules.offer.clinic_rules import gate
from db.rules.offer.preview import difference
from db.rules.policy import Policy
from db.setup import case_types, clinics, publication
from db.setup.publication import Pending
from db.values import Actor, CaseKind, Instant, Minutes, TimeType, Verdict, WebFace


class Waiting(NamedTuple):
    """A time type whose change 1177 has not been told of yet (R12).

    Attributes:
        name: its Namn i AsynjaVisph as 1177 will know it; the earlier one when it was cleared.
        effective_at: when 1177 is told, by the book's clock.
        minutes_left: until then, whole minutes rounded up.
    """

    time_type: int
    name: str
    effective_at: Instant
    minutes_left: Minutes


@dataclass(frozen=True, slots=True)
class Preview:
    """The panel beside the grid.

    Attributes:
        now: what 1177 offers the citizen now, also names without times (R23).
        coming: the names that come once 1177 has been told of the edited types.
        leaving: the names that then leave.
        renamed: the names that types then change, from and to.
        waiting: the saved changes that 1177 has not been told of yet, soonest first.
        clock_stands: whether the book's clock stands still, so that waiting does not help.
        closed: why 1177 offers nothing whatever the types are; the rest of the lists is then
            what would be if it did.
    """

    now: tuple[OfferedType, ...]
    coming: tuple[str, ...]
    leaving: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    waiting: tuple[Waiting, ...]
    clock_stands: bool
    closed: tuple[Verdict, ...] = ()


def preview(book: Book, actor: Actor, clinic: int, edited: Sequence[TimeType]) -> Preview:
    """What 1177 shows now, and what saving ``edited`` would change once 1177 has been told.

    Nothing is written. "Efter OK" is compared with what 1177 will know from what already waits,
    so that it tells of the edit alone.

    Args:
        actor: the citizen to look as (or anyone, for whom no limited audience is asked).
        edited: the changed types, stored or not, as ``time_types.save`` takes them.
    """
    with book.read() as reader:
        now = clock.now(reader)
        unit = clinics.load(reader, clinic)
        known = publication.faces(reader, clinic, now)
        pending = publication.pending(reader, clinic, now)
        found = replace(waits(reader, clinic, actor.patient), now=offer.types(book, actor, clinic))
    will_know = {**known, **{one.face.time_type: one.face for one in pending}}
    told = _faces(clinics.policy_of(unit), edited)
    change = difference(will_know.values(), {**will_know, **told}.values())
    return replace(found, coming=change.coming, leaving=change.leaving, renamed=change.renamed)


def waits(reader: Reader, clinic: int, patient: int | None) -> Preview:
    """What 1177 waits for, and why it offers nothing at all, without the types themselves.

    Args:
        reader: a snapshot.
        clinic: the unit.
        patient: whose audience is asked; nobody's without one.
    """
    seen = clock.state(reader)
    known = publication.faces(reader, clinic, seen.now)
    gates = case_types.gate_of(reader, clinics.load(reader, clinic), CaseKind.BOOK, patient)
    waiting = publication.pending(reader, clinic, seen.now)
    return Preview(
        now=(),
        coming=(),
        leaving=(),
        renamed=(),
        waiting=tuple(_waiting(one, known, seen.now) for one in waiting),
        clock_stands=seen.mode is clock.Mode.PAUSED,
        closed=gate(gates).refusals,
    )


def _faces(policy: Policy, edited: Sequence[TimeType]) -> dict[int, WebFace]:
    """The edited types as 1177 would know them; those without an id get one of their own."""
    stored = [
        one if one.id is not None else replace(one, id=-at) for at, one in enumerate(edited, 1)
    ]
    return {face.time_type: face for face in map(policy.face, stored)}


def _waiting(one: Pending, known: dict[int, WebFace], now: Instant) -> Waiting:
    face = one.face
    earlier = known.get(face.time_type)
    name = face.name or (earlier.name if earlier else "")
    return Waiting(face.time_type, name, one.effective_at, -((now - one.effective_at) // 60))
