"""Ärendetyper and their terms as 1177:s personalverktyg shows them (R107-R119)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from db import clock
from db.book import Book, Reader
from db.permissions import CASE_ACTIVATORS, CASE_MAKERS, require
from db.rules.alphabet import sort_key
from db.rules.local_time import instant_text
from db.rules.offer.preview import is_chosen_from
from db.rules.policy import Policy
from db.rules.terms.review import review
from db.rules.terms.standard import standard
from db.setup import case_types, clinics, publication
from db.values import Actor, CaseKind, CaseType, Clinic, Terms, Verdict, WebFace

_ADMINISTRATORS = CASE_MAKERS | CASE_ACTIVATORS


class Names(NamedTuple):
    """The web names of the unit's types, in the order of the alphabet.

    Attributes:
        book: those that citizens can book (R113).
        change: those whose bookings citizens can cancel or rebook.
        all: every name that 1177 knows.
    """

    book: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    all: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One ärendetyp, with what its text is held against.

    Attributes:
        kind: which of the unit's ärendetyper.
        case_type: None where it was never put up.
        names: the types as 1177 knows them.
        change_name: the active ärendetyp for changing; empty when there is none.
        inside: how many people are in the unit's urval.
        people: how many there are to choose from.
        saved: who saved it last, and when; empty where nobody has.
    """

    clinic: Clinic
    policy: Policy
    kind: CaseKind
    case_type: CaseType | None
    names: Names
    change_name: str
    inside: int
    people: int
    saved: str

    @property
    def name(self) -> str:
        """What it is called, or would be."""
        return self.case_type.name if self.case_type else self.policy.case_names[self.kind]

    def standard(self) -> Terms:
        """Standardvillkor for it."""
        return standard(self.kind, self.policy, self.names.book, self.change_name)

    def review(self, terms: Terms) -> tuple[Verdict, ...]:
        """What to look over in these terms (R111, R113)."""
        offered = self.names.change if self.kind is CaseKind.CHANGE else self.names.book
        return review(self.kind, terms, offered, self.names.all)


class Overview(NamedTuple):
    """A unit's way to 1177 (R116-R119).

    Attributes:
        sheets: boka, se and change, beställa; whether put up or not.
        times: how many free times are laid out from now on.
    """

    clinic: Clinic
    system: str
    sheets: tuple[CaseSheet, ...]
    times: int


def sheet(book: Book, actor: Actor, clinic: int, kind: CaseKind) -> CaseSheet:
    """One of a unit's ärendetyper, for those who put up or activate them.

    Raises:
        NotAllowed: others than administrators and IT.
        NotFound: there is no such unit.
    """
    require(actor, _ADMINISTRATORS, "läsa ärendetyper i personalverktyget")
    with book.read() as reader:
        return _sheets(reader, clinic, (kind,))[0]


def overview(book: Book, actor: Actor, clinic: int) -> Overview:
    """All of a unit's ärendetyper, and how far it has come.

    Raises:
        NotAllowed: others than administrators and IT.
        NotFound: there is no such unit.
    """
    require(actor, _ADMINISTRATORS, "läsa ärendetyper i personalverktyget")
    with book.read() as reader:
        sheets = _sheets(reader, clinic, tuple(CaseKind))
        times = reader.value(
            "SELECT count(*) FROM slot WHERE clinic_id = ? AND taken = 0 AND blocked = 0"
            " AND start > ?",
            (clinic, clock.now(reader)),
        )
    return Overview(sheets[0].clinic, sheets[0].policy.label, sheets, times)


def _sheets(reader: Reader, clinic: int, kinds: tuple[CaseKind, ...]) -> tuple[CaseSheet, ...]:
    unit = clinics.load(reader, clinic)
    policy = clinics.policy_of(unit)
    names = _names(publication.faces(reader, clinic, clock.now(reader)).values())
    change = case_types.load(reader, clinic, CaseKind.CHANGE)
    inside = reader.value("SELECT count(*) FROM patient_clinic WHERE clinic_id = ?", (clinic,))
    people = reader.value("SELECT count(*) FROM patient")
    return tuple(
        CaseSheet(
            clinic=unit,
            policy=policy,
            kind=kind,
            case_type=case_types.load(reader, clinic, kind),
            names=names,
            change_name=change.name if change and change.active else "",
            inside=inside,
            people=people,
            saved=_saved(reader, clinic, kind),
        )
        for kind in kinds
    )


def _names(faces: Iterable[WebFace]) -> Names:
    known = [face for face in faces if face.name and face.web_name]
    changed = [face for face in known if not face.hidden and (face.cancellable or face.rebookable)]
    return Names(
        book=_sorted(face.web_name for face in known if is_chosen_from(face)),
        change=_sorted(face.web_name for face in changed),
        all=_sorted(face.web_name for face in known),
    )


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=sort_key))


def _saved(reader: Reader, clinic: int, kind: CaseKind) -> str:
    row = reader.row(
        "SELECT changed_by, changed_at FROM case_type WHERE clinic_id = ? AND kind = ?",
        (clinic, kind.value),
    )
    return f"{row[0]}, {instant_text(row[1])}" if row and row[0] else ""
