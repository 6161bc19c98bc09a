"""``asynja-tui why``: the rules' verdicts on a time or a booking, and what can be done."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer, verdict_document
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import (
    booking_document,
    booking_line,
    time_document,
    time_line,
    verdict_lines,
)
from asynja_tui.cli.table import NO, width, wrapped
from asynja_tui.cli.usage import Usage
from db.book import Book
from db.bookings.read import ShownBooking
from db.offer.offer import Explanation
from db.remedies.explain import Fixes
from db.remedies.explain import booking as explain_booking
from db.remedies.explain import time as explain_time
from db.remedies.summary import Summary, Which, summary
from db.rules.remedies.deeds import quoted
from db.rules.remedies.remedies import Fix
from db.setup import clinics, patients, resources, time_types
from db.values import Clinic, Decision, Patient, count_text


def explain(args: Namespace) -> Answer:
    """Explain a time or a booking; 0 whatever the verdict."""
    if args.summary:
        return _summary(args)
    if args.type or args.from_day or args.to_day:
        raise Usage("--type, --from och --to hör till --summary.")
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
        explained = explain_time(book, clinic.id, resource.id, at, whom)
        found, fixes = explained.why, explained.fixes
        with book.read() as reader:
            kind = time_types.load(reader, found.slot.time_type)
        unit = _named(book, clinic)
    slot = found.slot
    document = {
        "offered": found.offered,
        "verdicts": fixed_document(fixes, found.decision, unit),
        "time": time_document(resource.name, slot.start, slot.length_min, kind.name, kind.web_name),
        "bookable": found.bookable,
        "booking_verdicts": fixed_document(fixes, found.as_booked, unit),
        "pending": found.pending,
        "remedies": [remedy.text for fix in fixes.values() for remedy in fix.remedies],
    }
    line = time_line(slot.start, slot.length_min, kind.name or "(rensad tidstyp)", resource.name)
    return Answer(document, _time_lines(line, found, fixes))


def _time_lines(line: str, found: Explanation, fixes: Fixes) -> Iterator[str]:
    room = width()
    yield from wrapped(line, room)
    yield from wrapped(f"Erbjuds på 1177: {_answer(found.offered, found.decision)}", room)
    yield from verdict_lines(found.decision, room, fixes)
    if found.pending:
        yield ""
        yield from wrapped(found.pending, room)
        said = _answer(found.bookable, found.as_booked)
        yield from wrapped(f"Går att boka, som tidstypen är i boken nu: {said}", room)
        told = set(found.decision)
        yield from verdict_lines(tuple(v for v in found.as_booked if v not in told), room, fixes)


def _booking(args: Namespace) -> Answer:
    with opened(args.book, args.clinic) as (book, _):
        kind = "citizen" if args.patient else "staff"
        actor = arguments.booker(book, kind, args.patient)
        explained = explain_booking(book, actor, args.booking)
        found, fixes = explained.why, explained.fixes
        with book.read() as reader:
            patient = patients.load(reader, found.booking.patient)
            clinic = clinics.load(reader, found.booking.clinic)
        unit = _named(book, clinic)
    document = {
        **booking_document(found.booking, patient),
        "web_name": found.web_name,
        # ``why`` always answers this; of a booking it says whether 1177 shows it.
        "offered": found.shown,
        "shown": found.shown,
        "verdicts": fixed_document(fixes, found.decision, unit),
        "cancellable": found.cancellable,
        "cancel_verdicts": fixed_document(fixes, found.cancel_verdicts, unit),
        "rebookable": found.rebookable,
        "rebook_verdicts": fixed_document(fixes, found.rebook_verdicts, unit),
        "cancel_accepted": found.cancel_as_booked.passed,
        "cancel_accepted_verdicts": fixed_document(fixes, found.cancel_as_booked, unit),
        "rebook_accepted": found.rebook_as_booked.passed,
        "rebook_accepted_verdicts": fixed_document(fixes, found.rebook_as_booked, unit),
        "pending": found.pending,
    }
    return Answer(document, _booking_lines(found, patient, fixes))


def _booking_lines(found: ShownBooking, patient: Patient, fixes: Fixes) -> Iterator[str]:
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
        yield from verdict_lines(verdicts, room, fixes)
    if found.pending:
        yield ""
        yield from wrapped(found.pending, room)
        for act, decision, told in (
            ("avboka", found.cancel_as_booked, found.cancel_verdicts),
            ("omboka", found.rebook_as_booked, found.rebook_verdicts),
        ):
            yield from _as_booked(act, decision, told, fixes, room)


def _as_booked(
    act: str, decision: Decision, told: Decision, fixes: Fixes, room: int | None
) -> Iterator[str]:
    """What the book would answer, and those of its verdicts that 1177's are not."""
    said = _answer(decision.passed, decision)
    yield from wrapped(f"Går att {act}, som tidstypen är i boken nu: {said}", room)
    known = set(told)
    yield from verdict_lines(tuple(one for one in decision if one not in known), room, fixes)


def _answer(passed: bool, verdicts: Decision) -> str:
    if passed:
        return "JA"
    return f"NEJ, {count_text(len(verdicts.refusals), 'hinder', 'hinder')}"


def fixed_document(fixes: Fixes, verdicts: Decision, unit: str = "") -> list[dict[str, Any]]:
    """Verdicts in their order, each no with what can be done about it."""
    return [
        {
            **verdict_document(one),
            "fix": None if one.passed else fix_document(fixes[one.rule], unit),
        }
        for one in verdicts
    ]


def fix_document(fix: Fix, unit: str = "") -> dict[str, Any]:
    """What can be done, as a command line and by whom; both null where nothing can.

    Args:
        unit: the name of the unit, where a command that names none would be about another.
    """
    act = f"{fix.act} --clinic {quoted(unit)}" if fix.act and unit else fix.act
    return {"text": fix.text, "act": act, "who": fix.who}


def _named(book: Book, clinic: Clinic) -> str:
    """The unit's name where it is not the one that is meant when none is named."""
    return "" if clinic.id == clinics.find(book).id else clinic.name


def _summary(args: Namespace) -> Answer:
    if args.booking is not None or args.at:
        raise Usage("--summary tar inte --booking eller --at.")
    days = (arguments.day(args.from_day, "--from"), arguments.day(args.to_day, "--to"))
    if None not in days and (days[0] or 0) > (days[1] or 0):
        raise Usage("--to är före --from.")
    with opened(args.book, args.clinic) as (book, clinic):
        patient = arguments.patient(book, args.patient).id if args.patient else None
        kind = _kind(book, clinic.id, args.type) if args.type else None
        whose = resources.find(book, clinic.id, args.resource).id if args.resource else None
        found = summary(book, clinic.id, Which(kind, whose, *days), patient)
        unit = _named(book, clinic)
    document = {
        "times": found.times,
        "offered": found.offered,
        "hindered": [
            {
                "rule": one.rule,
                "times": one.times,
                "alone": one.alone,
                "text": one.text,
                "fix": fix_document(one.fix, unit),
            }
            for one in found.hindered
        ],
    }
    return Answer(document, _summary_lines(found))


def _kind(book: Book, clinic: int, name: str) -> int | None:
    """The type of a name, Namn i AsynjaVisph or else, where one alone has it, the one on 1177.

    Raises:
        NotFound: no such type; the sentence lists near names.
    """
    every = time_types.every(book, clinic)
    same = [one.id for one in every if one.web_name == name]
    if len(same) == 1 and name not in [one.name for one in every]:
        return same[0]
    return time_types.find(book, clinic, name).id


def _summary_lines(found: Summary) -> Iterator[str]:
    room = width()
    count = count_text(found.times, "kommande ledig tid", "kommande lediga tider")
    yield from wrapped(f"1177 visar {found.offered} av {count}.", room)
    told: set[str] = set()
    for one in found.hindered:
        shows = f"; {one.alone} skulle visas" if one.fix.remedies else ""
        said = f"{one.text} Hindrar {count_text(one.times, 'tid', 'tider')}{shows}."
        yield from wrapped(said, room, first=f"  {NO} ", rest="    ")
        remedy = one.fix.told if one.whole or not one.fix.remedies else f"T.ex.: {one.fix.told}"
        remedy = "Samma åtgärd." if one.fix.told in told else remedy
        told.add(one.fix.told)
        yield from wrapped(f"→ {remedy}", room, first="    ", rest="      ")
