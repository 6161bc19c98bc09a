"""``asynja-tui case``: ärendetyper, whether they are active and for whom."""

from argparse import Namespace
from dataclasses import replace

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from db.book import Book
from db.errors import NotFound
from db.setup import case_types
from db.values import CaseKind, CaseType


def show(args: Namespace) -> Answer:
    """All of them."""
    with opened(args.book, args.clinic) as (book, clinic):
        return _answer(case_types.every(book, clinic.id))


def start(args: Namespace) -> Answer:
    """Activate one; it is put up first where it never was."""
    kind = CaseKind(args.kind)
    with opened(args.book, args.clinic) as (book, clinic):
        found = _of_kind(book, clinic.id, kind)
        if found is None:
            return _answer((case_types.put_up(book, arguments.IT, clinic.id, kind, active=True),))
        edited = replace(found, active=True)
        return _answer((case_types.save(book, arguments.IT, clinic.id, edited, seen=found),))


def limit(args: Namespace) -> Answer:
    """Let one be for every citizen, or for the urval alone."""
    with opened(args.book, args.clinic) as (book, clinic):
        found = _known(_of_kind(book, clinic.id, CaseKind(args.kind)))
        edited = replace(found, limited=args.limited == "on")
        return _answer((case_types.save(book, arguments.IT, clinic.id, edited, seen=found),))


def include(args: Namespace) -> Answer:
    """Take a citizen into the unit's urval."""
    with opened(args.book, args.clinic) as (book, clinic):
        patient = arguments.patient(book, args.pnr)
        found = _known(next(iter(case_types.every(book, clinic.id)), None))
        case_types.save(
            book, arguments.IT, clinic.id, found, seen=found, include=(patient.id,)
        )  # fmt: skip
    return Answer({"included": patient.pnr}, (f"{patient.name} är med i urvalet.",))


def _of_kind(book: Book, clinic: int, kind: CaseKind) -> CaseType | None:
    return next((one for one in case_types.every(book, clinic) if one.kind is kind), None)


def _known(found: CaseType | None) -> CaseType:
    if found is None:
        raise NotFound("case-type", "Ärendetypen är inte upplagd.")
    return found


def _answer(found: tuple[CaseType, ...]) -> Answer:
    document = {
        "cases": [
            {"kind": one.kind.value, "name": one.name, "active": one.active, "limited": one.limited}
            for one in found
        ]
    }
    lines = [
        f"{one.name} ({one.kind.value}): {'aktiverad' if one.active else 'inte aktiverad'},"
        f" {'för begränsat urval' if one.limited else 'för alla'}"
        for one in found
    ]
    return Answer(document, lines)
