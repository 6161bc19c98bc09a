"""Ärendetyper: put up by the region, activated and given terms by the unit (R107-R119)."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from db import clinics, clock, fields, nouns
from db.book import Book, Reader, Tx
from db.errors import NotFound, Refused
from db.permissions import CASE_ACTIVATORS, CASE_MAKERS, require
from db.values import Actor, CaseKind, CaseType, Fact, Terms

_COLUMNS = (
    "id, kind, name, active, limited,"
    " terms_clinic, terms_concerns, terms_to_care, terms_conditions, revision"
)


def load(reader: Reader, clinic: int, kind: CaseKind) -> CaseType | None:
    """The clinic's ärendetyp of a kind, or None where it was never put up."""
    row = reader.row(
        f"SELECT {_COLUMNS} FROM case_type WHERE clinic_id = ? AND kind = ?", (clinic, kind.value)
    )
    return None if row is None else _value(row)


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


def put_up(book: Book, actor: Actor, clinic: int, kind: CaseKind, name: str = "") -> CaseType:
    """Put up an ärendetyp; it is not active until the unit activates it (R112).

    Without a name it gets the journal system's own name for the kind.

    Raises:
        NotAllowed: others than a regional administrator or IT.
        Refused: the clinic has one of that kind.
    """
    require(actor, CASE_MAKERS, "lägga upp ärendetyper")
    with book.write() as tx:
        return add(tx, clinic, kind, name)


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


def save(book: Book, actor: Actor, clinic: int, edited: CaseType) -> CaseType:
    """Save an ärendetyp: its terms, whether it is active, and for whom. Works at once (B4).

    Raises:
        NotAllowed: others than the unit's administrator or IT.
        Invalid: a text too long.
        NotFound: it was never put up.
        Conflict: someone saved it meanwhile.
    """
    require(actor, CASE_ACTIVATORS, "aktivera ärendetyper")
    name = fields.name(edited.name, "name", "Ärendetypens namn")
    terms = Terms(
        _long(edited.terms.clinic, "Mottagningens text"),
        _long(edited.terms.concerns, "Bokningen avser"),
        _long(edited.terms.to_care, "Information till vården"),
        _long(edited.terms.conditions, "Villkor"),
    )
    with book.write() as tx:
        before = load(tx, clinic, edited.kind)
        if before is None:
            raise NotFound("case-type", "Ärendetypen är inte upplagd.")
        stamp = nouns.stamps(tx, "case_type", clinic)[before.id]
        nouns.check_stale("Ärendetypen", [(name, edited.revision, stamp)])
        columns: dict[str, Fact] = {
            "name": name,
            "active": edited.active,
            "limited": edited.limited,
            "terms_clinic": terms.clinic,
            "terms_concerns": terms.concerns,
            "terms_to_care": terms.to_care,
            "terms_conditions": terms.conditions,
        }
        saving = nouns.saved(actor, clock.now(tx))
        nouns.store(tx, "case_type", clinic, before.id, columns, saving)
        return replace(edited, id=before.id, name=name, terms=terms, revision=before.revision + 1)


def _long(value: str, label: str) -> str:
    return fields.text(value, "terms", label, fields.TEXT_BOUND, lines=True)


@lru_cache(maxsize=64)
def _value(row: tuple[Any, ...]) -> CaseType:
    return CaseType(
        id=row[0],
        kind=CaseKind(row[1]),
        name=row[2],
        active=bool(row[3]),
        limited=bool(row[4]),
        terms=Terms(*row[5:9]),
        revision=row[9],
    )
