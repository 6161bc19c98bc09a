"""Ärendetyper: put up by the region, activated and given terms by the unit (R107-R119)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from db import clock, fields, stamps
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Conflict, Invalid, NotFound, Refused
from db.merging import by_field, conflict
from db.permissions import CASE_ACTIVATORS, CASE_MAKERS, require
from db.rules.acts import Kind
from db.rules.alphabet import sort_key
from db.rules.offer.clinic_rules import Gate
from db.rules.terms.review import PART_LABELS, help_fault
from db.rules.terms.terms import HELP_BOUND, length
from db.setup import clinics, patients
from db.values import Actor, CaseKind, CaseType, Clash, Clinic, Fact, Terms

COLUMNS = (
    "id, kind, name, active, limited,"
    " terms_clinic, terms_concerns, terms_to_care, terms_conditions, revision"
)


class Member(NamedTuple):
    """Someone who can be in the urval.

    Attributes:
        pnr: as people write it; masked where the actor's lists are.
    """

    id: int
    name: str
    pnr: str
    inside: bool


def load(reader: Reader, clinic: int, kind: CaseKind) -> CaseType | None:
    """The clinic's ärendetyp of a kind, or None where it was never put up."""
    row = reader.row(
        f"SELECT {COLUMNS} FROM case_type WHERE clinic_id = ? AND kind = ?", (clinic, kind.value)
    )
    return None if row is None else value_of(row)


def every(book: Book, clinic: int) -> tuple[CaseType, ...]:
    """The clinic's ärendetyper: boka, se and change, beställa."""
    with book.read() as reader:
        found = (load(reader, clinic, kind) for kind in CaseKind)
        return tuple(one for one in found if one is not None)


def in_audience(reader: Reader, case_type: CaseType | None, clinic: int, patient: int) -> bool:
    """Whether the ärendetyp is open to this patient: to all, or the patient is in its urval."""
    if case_type is None or not case_type.limited:
        return True
    sql = "SELECT 1 FROM patient_clinic WHERE patient_id = ? AND clinic_id = ?"
    return reader.row(sql, (patient, clinic)) is not None


def gate_of(reader: Reader, clinic: Clinic, kind: CaseKind, patient: int | None) -> Gate:
    """What is known before any time is looked at; without a patient no audience is asked."""
    return gate_at(reader, clinic, load(reader, clinic.id, kind), patient)


def gate_at(
    reader: Reader, clinic: Clinic, case_type: CaseType | None, patient: int | None
) -> Gate:
    """As ``gate_of``, where the ärendetyp has been read."""
    inside = patient is None or in_audience(reader, case_type, clinic.id, patient)
    return Gate(clinic, case_type, inside)


def audience(book: Book, actor: Actor, clinic: int) -> tuple[Member, ...]:
    """The book's people by name, and who is in the clinic's urval (R115).

    Raises:
        NotAllowed: others than the unit's administrator or IT.
    """
    require(actor, CASE_ACTIVATORS, "välja urvalet av invånare")
    with book.read() as reader:
        rows = reader.rows(
            "SELECT p.id, p.name, p.pnr, c.patient_id IS NOT NULL FROM patient p"
            " LEFT JOIN patient_clinic c ON c.patient_id = p.id AND c.clinic_id = ?",
            (clinic,),
        )
    shown = patients.masked_pnr if actor.masked else patients.pnr_text
    people = (Member(key, name, shown(pnr), bool(inside)) for key, name, pnr, inside in rows)
    return tuple(sorted(people, key=lambda one: (*sort_key(one.name), one.pnr, one.id)))


def put_up(
    book: Book, actor: Actor, clinic: int, kind: CaseKind, name: str = "", *, active: bool = False
) -> CaseType:
    """Put up an ärendetyp; it is not active until the unit activates it (R112).

    Without a name it gets the journal system's own name for the kind.

    Args:
        active: whether it is activated in the same act, by who may both.

    Raises:
        NotAllowed: others than a regional administrator or IT; others than IT where it is to be
            active.
        Refused: the clinic has one of that kind.
    """
    if active:
        require(actor, CASE_MAKERS & CASE_ACTIVATORS, "lägga upp och aktivera ärendetyper")
    require(actor, CASE_MAKERS, "lägga upp ärendetyper")
    with book.write() as tx:
        made = add(tx, clinic, kind, name, active=active)
        text = f"Ärendetypen ”{made.name}” upplagd"
        note(tx, actor, clinic, Kind.CASE_PUT_UP, text, clock.now(tx))
        return made


def add(tx: Tx, clinic: int, kind: CaseKind, name: str = "", *, active: bool = False) -> CaseType:
    """Put up an ärendetyp inside a transaction; see ``put_up``."""
    if load(tx, clinic, kind) is not None:
        raise Refused("case-type-exists", "Ärendetypen är redan upplagd.")
    policy = clinics.policy_of(clinics.load(tx, clinic))
    called = fields.text(name, "name", "Ärendetypens namn", fields.NAME_BOUND)
    called = called or policy.case_names[kind]
    made = tx.insert(
        "INSERT INTO case_type (clinic_id, kind, name, active) VALUES (?, ?, ?, ?)",
        (clinic, kind, called, active),
    )
    return CaseType(made, kind, called, active=active, limited=False)


def save(
    book: Book,
    actor: Actor,
    clinic: int,
    edited: CaseType,
    *,
    seen: CaseType,
    told: CaseType | None = None,
    include: Collection[int] = (),
    exclude: Collection[int] = (),
) -> CaseType:
    """Save an ärendetyp: its terms, whether it is active, and for whom. Works at once (B4).

    Only what differs from ``seen`` is written, each part of the terms by itself.

    The urval is the clinic's own and holds for all its ärendetyper. It is changed by who comes
    and who goes, so that two who change it at the same time do not undo each other.

    Args:
        told: what a conflict has said that it is now, where mine is to replace that.
        include: the patients that come into the urval.
        exclude: the patients that go from it.

    Raises:
        NotAllowed: others than the unit's administrator or IT.
        Invalid: a text too long.
        NotFound: it was never put up, or a patient is not in the book.
        Conflict: someone else changed a part that I changed, too.
    """
    require(actor, CASE_ACTIVATORS, "aktivera ärendetyper")
    name = fields.name(edited.name, "name", "Ärendetypens namn")
    terms = Terms(**{part: _part(edited.terms, part) for part in PART_LABELS})
    if (size := length(terms.to_care)) > HELP_BOUND:
        raise Invalid("too-long", help_fault(size), source="GUIDES.md B4", field="to_care")
    with book.write() as tx:
        before = load(tx, clinic, edited.kind)
        if before is None:
            raise NotFound("case-type", "Ärendetypen är inte upplagd.")
        mine = replace(edited, name=name, terms=terms)
        merged = by_field(
            _columns_of(mine), _columns_of(seen), _columns_of(before),
            None if told is None else _columns_of(told),
        )  # fmt: skip
        if merged.both:
            raise _clash(tx, clinic, mine, before, merged.both)
        if merged.values != _columns_of(before):
            saving = stamps.saved(actor, clock.now(tx))
            stamps.store(tx, "case_type", clinic, before.id, merged.values, saving)
        came, went = _change_audience(tx, clinic, include, exclude)
        after = load(tx, clinic, edited.kind)
        assert after is not None
        if after != before or came or went:
            text = f"Ärendetypen ”{after.name}” sparad"
            step = Step(How.CASE_AS_BEFORE, (before, after, came, went))
            note(tx, actor, clinic, Kind.CASE_SAVED, text, clock.now(tx), step)
        return after


_LABELS: Final[Mapping[str, str]] = {
    "name": "Namn",
    "active": "Aktivera",
    "limited": "För begränsat urval",
    **{f"terms_{part}": label for part, label in PART_LABELS.items()},
}


def _columns_of(case_type: CaseType) -> dict[str, Fact]:
    terms = {f"terms_{part}": getattr(case_type.terms, part) for part in PART_LABELS}
    return {
        "name": case_type.name, "active": case_type.active, "limited": case_type.limited, **terms
    }  # fmt: skip


def _clash(
    tx: Tx, clinic: int, mine: CaseType, stands: CaseType, both: Collection[str]
) -> Conflict:
    def text(case_type: CaseType, field: str) -> str:
        value = _columns_of(case_type)[field]
        return str(value) if isinstance(value, str) else ("ja" if value else "nej")

    clashes = [
        Clash(field.removeprefix("terms_"), _LABELS[field], text(mine, field), text(stands, field))
        for field in both
    ]
    stamp = stamps.stamps(tx, "case_type", clinic)[stands.id]
    return conflict(f"”{stands.name}”", stamp.changed_by, stamp.changed_at, clashes, stands)


def _part(terms: Terms, part: str) -> str:
    value: str = getattr(terms, part)
    return fields.text(value, part, PART_LABELS[part], fields.TEXT_BOUND, lines=True)


def _change_audience(
    tx: Tx, clinic: int, include: Collection[int], exclude: Collection[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Change the urval; gives who came into it and who went, of those that were not there or were.

    Who is told to come and to go comes.
    """
    for patient in include:
        patients.load(tx, patient)
    inside: set[int] = set()
    if include or exclude:
        sql = "SELECT patient_id FROM patient_clinic WHERE clinic_id = ?"
        inside = {key for (key,) in tx.rows(sql, (clinic,))}
    tx.many(
        "DELETE FROM patient_clinic WHERE clinic_id = ? AND patient_id = ?",
        [(clinic, patient) for patient in exclude],
    )
    tx.many(
        "INSERT INTO patient_clinic (clinic_id, patient_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(clinic, patient) for patient in include],
    )
    came = tuple(sorted({*include} - inside))
    return came, tuple(sorted(({*exclude} & inside) - {*include}))


@lru_cache(maxsize=64)
def value_of(row: tuple[Any, ...]) -> CaseType:
    """An ärendetyp from its row's ``COLUMNS``, where another query has read them."""
    return CaseType(
        id=row[0],
        kind=CaseKind(row[1]),
        name=row[2],
        active=bool(row[3]),
        limited=bool(row[4]),
        terms=Terms(*row[5:9]),
        revision=row[9],
    )
