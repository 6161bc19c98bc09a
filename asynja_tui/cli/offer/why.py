"""``asynja-tui why``: every rule's verdict on one time, or on one booking."""

from argparse import Namespace
from collections.abc import Iterator

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import (
    booking_document,
    booking_line,
    time_document,
    time_line,
    verdict_lines,
    verdicts_document,
)
from asynja_tui.cli.table import width, wrapped
from asynja_tui.cli.usage import Usage
from db.bookings import read
from db.bookings.read import ShownBooking
from db.offer import offer
from db.offer.offer import Explanation
from db.rules.offer.time_rules import remedy
from db.setup import patients, resources, time_types
from db.values import Decision, Patient


def explain(args: Namespace) -> Answer:
    """Explain a time or a booking; 0 whatever the verdict."""
    if args.booking is not None:
        if args.resource or args.at:
            raise Usage("Ange antingen --booking eller --resource och --at.")
        return _booking(args)
    if not (args.resource and args.at):
        raise Usage("Ange --resource och --at, eller --booking.")
    return _time(args)


def _time(args: Namespace) -> Answer:
    at = arguments.instant(args.at, "--at")
    with opened(args.book, args.clinic) as (book, clinic):
        patient = arguments.patient(book, args.patient) if args.patient else None
        resource = resources.find(book, clinic.id, args.resource)
        assert resource.id is not None  # it is stored
        whom = None if patient is None else patient.id
        found = offer.why(book, clinic.id, resource.id, at, whom)
        with book.read() as reader:
            kind = time_types.load(reader, found.slot.time_type)
    slot = found.slot
    document = {
        "offered": found.offered,
        "verdicts": verdicts_document(found.decision),
        "time": time_document(resource.name, slot.start, slot.length_min, kind.name, kind.web_name),
        "bookable": found.bookable,
        "booking_verdicts": verdicts_document(found.as_booked),
        "pending": found.pending,
        "remedies": [remedy(one) for one in found.decision if remedy(one)],
    }
    line = time_line(slot.start, slot.length_min, kind.name or "(rensad tidstyp)", resource.name)
    return Answer(document, _time_lines(line, found))


def _time_lines(line: str, found: Explanation) -> Iterator[str]:
    room = width()
    yield from wrapped(line, room)
    yield from wrapped(f"Erbjuds på 1177: {_answer(found.offered, found.decision)}", room)
    yield from verdict_lines(found.decision, room)
    if found.pending:
        yield ""
        yield from wrapped(found.pending, room)
        said = _answer(found.bookable, found.as_booked)
        yield from wrapped(f"Går att boka, som tidstypen är i boken nu: {said}", room)
        told = set(found.decision)
        yield from verdict_lines(tuple(v for v in found.as_booked if v not in told), room)


def _booking(args: Namespace) -> Answer:
    with opened(args.book, args.clinic) as (book, _):
        kind = "citizen" if args.patient else "staff"
        actor = arguments.booker(book, kind, args.patient)
        found = read.why_booking(book, actor, args.booking)
        with book.read() as reader:
            patient = patients.load(reader, found.booking.patient)
    document = {
        **booking_document(found.booking, patient),
        "web_name": found.web_name,
        # ``why`` always answers this; of a booking it says whether 1177 shows it.
        "offered": found.shown,
        "shown": found.shown,
        "verdicts": verdicts_document(found.decision),
        "cancellable": found.cancellable,
        "cancel_verdicts": verdicts_document(found.cancel_verdicts),
        "rebookable": found.rebookable,
        "rebook_verdicts": verdicts_document(found.rebook_verdicts),
        "cancel_accepted": found.cancel_as_booked.passed,
        "cancel_accepted_verdicts": verdicts_document(found.cancel_as_booked),
        "rebook_accepted": found.rebook_as_booked.passed,
        "rebook_accepted_verdicts": verdicts_document(found.rebook_as_booked),
        "pending": found.pending,
    }
    return Answer(document, _booking_lines(found, patient))


def _booking_lines(found: ShownBooking, patient: Patient) -> Iterator[str]:
    room = width()
    yield from wrapped(f"Bokning {found.booking.id}: {booking_line(found.booking, patient)}", room)
    parts = (
        ("Visas på 1177", found.shown, found.decision),
        ("Kan avbokas på 1177", found.cancellable, found.cancel_verdicts),
        ("Kan ombokas på 1177", found.rebookable, found.rebook_verdicts),
    )
    for title, passed, verdicts in parts:
        yield ""
        yield from wrapped(f"{title}: {_answer(passed, verdicts)}", room)
        yield from verdict_lines(verdicts, room)
    if found.pending:
        yield ""
        yield from wrapped(found.pending, room)
        yield from _as_booked("avboka", found.cancel_as_booked, found.cancel_verdicts, room)
        yield from _as_booked("omboka", found.rebook_as_booked, found.rebook_verdicts, room)


def _as_booked(act: str, decision: Decision, told: Decision, room: int | None) -> Iterator[str]:
    """What the book would answer, and those of its verdicts that 1177's are not."""
    said = _answer(decision.passed, decision)
    yield from wrapped(f"Går att {act}, som tidstypen är i boken nu: {said}", room)
    known = set(told)
    yield from verdict_lines(tuple(one for one in decision if one not in known), room)


def _answer(passed: bool, verdicts: Decision) -> str:
    if passed:
        return "JA"
    return f"NEJ, på grund av {', '.join(one.rule for one in verdicts.refusals)}"
