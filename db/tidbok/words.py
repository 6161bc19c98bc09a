"""How a booking, its changes and its place on 1177 are said in Informationsraden (R40, R50).

Pure: values in, Swedish words out.
"""

from datetime import date

from db.bookings.read import Change, ShownBooking
from db.permissions import CARE
from db.rules.local_time import SHORT_MONTHS, SHORT_WEEKDAYS, day_of, instant_text, time_text
from db.values import (
    ACT_LABELS,
    Act,
    Booking,
    BookingStatus,
    Day,
    Instant,
    Patient,
    ReviewDecision,
    Role,
)

_BY = {Role.CITIZEN: "på webben", Role.AGENT: "av ombud"}
_DECIDED = {
    None: "att bedöma",
    ReviewDecision.BILL: "faktureras",
    ReviewDecision.EXEMPT: "undantas",
    ReviewDecision.CHECKED: "kontrollerad",
}


def span_text(start: Instant, end: Instant) -> str:
    """From when to when: ``tor 12 sep 08:00–08:30``, with the last day where it is another."""
    first, last = day_of(start), day_of(end - 1)
    until = time_text(end) if first == last else f"{day_text(last)} {time_text(end)}"
    return f"{day_text(first)} {time_text(start)}–{until}"


def day_text(day: Day) -> str:
    """A day in the least words: ``tor 12 sep``."""
    when = date.fromordinal(day)
    return f"{SHORT_WEEKDAYS[when.weekday()]} {when.day} {SHORT_MONTHS[when.month - 1]}"


def contact_text(booking: Booking, patient: Patient) -> str:
    """Whom to contact about a visit: when it is, who, the number, and what it is."""
    when = span_text(booking.start, booking.start + booking.length_min * 60)
    phone = booking.phone or patient.phone
    reached = f"tel. {phone}" if phone else "inget telefonnummer i boken"
    return f"{when} {patient.name}, {reached} · {booking.type_name}"


def booked_text(one: Booking, changes: tuple[Change, ...]) -> str:
    """How and when it was booked; a booking that was made by plain SQL has no history."""
    how = f"bokad {_BY.get(one.booked_by, 'av vården')}"
    if not changes or changes[0].act is not Act.BOOKED:
        return how
    by = f" ({changes[0].actor})" if one.booked_by in CARE else ""
    waited = ", från väntelistan" if one.waiting_entry is not None else ""
    return f"{how} {instant_text(changes[0].at)}{by}{waited}"


def comment_text(comment: str) -> str:
    """The first line of the patient's comment, in quotation marks; empty without one (R55)."""
    first = comment.split("\n", 1)[0].strip()
    return f"”{first}”" if first else ""


def change_text(changes: tuple[Change, ...]) -> str:
    """The latest rebooking or cancellation; a late one before it is said too."""
    moved = [one for one in changes if one.act is not Act.BOOKED]
    if not moved:
        return ""
    last = moved[-1]
    who = _BY.get(last.role, "av vården")
    text = f"{ACT_LABELS[last.act].lower()} {who} {instant_text(last.at)}"
    if last.act is Act.REBOOKED and last.earlier is not None:
        text += f" från {instant_text(last.earlier.start)}"
    late = [one for one in moved if one.late]
    if late:
        sort = "sen" if late[-1] is last else f"sen {ACT_LABELS[late[-1].act].lower()} tidigare"
        text += f", {sort}: {_DECIDED[late[-1].review]}"
    return text


def shown_text(shown: ShownBooking) -> str:
    """What the patient sees of it on 1177, or why nothing."""
    if shown.booking.status is not BookingStatus.BOOKED:
        return "avbokad"
    if not shown.shown:
        return f"inte på 1177: {shown.decision.refusals[0].text}"
    can = {
        (True, True): "kan av- och ombokas där",
        (True, False): "kan avbokas där",
        (False, True): "kan ombokas där",
        (False, False): "kan inte ändras där",
    }[shown.cancellable, shown.rebookable]
    return f"syns på 1177, {can}"
