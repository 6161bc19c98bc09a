"""A booked time as a calendar file (iCalendar, RFC 5545).

Only its start: 1177 never tells how long a visit is (R19), and an event without an end takes no
time in the calendar.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from db.citizen.shown_times import BookedTime
from db.values import BookingStatus, Instant

_OCTETS: Final = 75
"""The longest line, without its end (RFC 5545, 3.1)."""
_PRODUCT: Final = "-//asynja-tui//1177//SV"


def calendar(booked: BookedTime, now: Instant, mark: str) -> str:
    """The file's text.

    Args:
        booked: the booked time; once cancelled, the file takes the event away again.
        mark: the book's, so that two books' events are never taken for each other.
    """
    one = booked.booking
    stands = one.status is BookingStatus.BOOKED
    status = "CONFIRMED" if stands else "CANCELLED"
    place = ", ".join(filter(None, (booked.where.name, booked.address)))
    told = "\n".join(about(booked))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        *(() if stands else ("METHOD:CANCEL",)),
        "BEGIN:VEVENT",
        f"UID:bokning-{mark}-{one.clinic}-{one.id}@asynja-tui.invalid",
        f"DTSTAMP:{_utc(now)}",
        f"SEQUENCE:{one.revision}",
        f"DTSTART:{_utc(one.start)}",
        f"SUMMARY:{_escaped(booked.type_name + ', ' + booked.where.name)}",
        f"LOCATION:{_escaped(place)}",
        f"DESCRIPTION:{_escaped(told)}",
        f"STATUS:{status}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def about(booked: BookedTime) -> Iterator[str]:
    """What is told of the visit, a line each."""
    yield f"Hos: {booked.booking.resource_name}"
    yield f"Mottagning: {booked.where.name}"
    yield f"Typ av tid: {booked.type_name}"
    if booked.where.phone:
        yield f"Telefon: {booked.where.phone}"
    yield from booked.info.splitlines()


def _utc(instant: Instant) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, cut between characters; each goes on with a blank."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _OCTETS:
            yield part
            part, size = " ", 1
        part += char
        size += octets
    yield part
