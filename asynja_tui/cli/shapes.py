"""How the book's values look in JSON (stable English keys) and in a line of text."""

from collections.abc import Iterator, Mapping
from typing import Any

from asynja_tui.cli.output import verdict_document
from asynja_tui.cli.table import NO, YES, wrapped
from db.rules.changes.comments import booking_comment
from db.rules.local_time import iso_text, short_instant_text
from db.rules.remedies.remedies import Fix
from db.rules.sources import source_words
from db.setup.patients import pnr_text
from db.values import Booking, Decision, Instant, Late, Minutes, Patient, Verdict


def time_document(
    resource: str, start: Instant, length_min: Minutes, type_name: str, web_name: str
) -> dict[str, Any]:
    """A time of the schedule."""
    return {
        "resource": resource,
        "start": iso_text(start),
        "length_min": length_min,
        "type": type_name,
        "web_name": web_name,
    }


def time_line(start: Instant, length_min: Minutes, type_name: str, resource: str) -> str:
    """A time in words: ``fre 20 sep 2024 08:00, 30 min, .Läkarbesök hos Johan Frisk``."""
    return f"{short_instant_text(start)}, {length_min} min, {type_name} hos {resource}"


def booking_document(booking: Booking, patient: Patient) -> dict[str, Any]:
    """A booking with its patient."""
    return {
        "booking_id": booking.id,
        "status": str(booking.status),
        "patient": patient.name,
        "pnr": patient.pnr,
        "resource": booking.resource_name,
        "start": iso_text(booking.start),
        "length_min": booking.length_min,
        "type": booking.type_name,
        "comment": booking_comment(booking),
        "booked_by": str(booking.booked_by),
    }


def booking_line(booking: Booking, patient: Patient) -> str:
    """A booking in words, with its patient."""
    when = time_line(booking.start, booking.length_min, booking.type_name, booking.resource_name)
    return f"{when}, {patient.name} {pnr_text(patient.pnr)}"


def late_document(late: Late | None, verdict: str) -> dict[str, Any]:
    """The 24-hour verdict on a change, or null and why there is none."""
    if late is None:
        return {"late": None, "hours_left": None, "verdict": verdict}
    return {"late": late.late, "hours_left": hours(late.minutes_left), "verdict": verdict}


def hours(minutes: Minutes) -> float:
    """Minutes as decimal hours."""
    return round(minutes / 60, 2)


def verdicts_document(verdicts: Decision | tuple[Verdict, ...]) -> list[dict[str, Any]]:
    """Verdicts in their order."""
    return [verdict_document(one) for one in verdicts]


def verdict_lines(
    verdicts: Decision | tuple[Verdict, ...],
    room: int | None,
    fixes: Mapping[str, Fix] | None = None,
) -> Iterator[str]:
    """A verdict a paragraph: yes or no, why, which guide says it, and what can be done."""
    for one in verdicts:
        mark = YES if one.passed else NO
        said = f"{one.text} ({source_words(one.source)})"
        yield from wrapped(said, room, first=f"  {mark} ", rest="    ")
        if not one.passed and fixes and one.rule in fixes:
            yield from wrapped(f"→ {fixes[one.rule].told}", room, first="    ", rest="      ")
