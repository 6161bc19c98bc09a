"""World ``guide-2025``: the guide's unit on 2025-06-19, with the four log rows of that day.

Three are printed in full. Of the fourth, Avbokad 2025-06-19 10:30, the guide shows status and
time only (GUIDES.md A6.18b): its other columns are ours.
"""

from db import clock
from db.book import Book
from db.bookings import acts
from db.bookings.acts import Details
from db.timeline import parse_instant
from db.values import Instant
from db.worlds.building import STAFF, Unit, set_clock
from db.worlds.guide import DOCTOR, JONAS, ROLAND, URGENT, lay_out, open_unit

NOW = "2025-06-19 10:35"
OPENED = "2025-03-03 08:00"
LAID_OUT = "2025-05-12 09:00"
FIRST_DAY, LAST_DAY = "2025-06-02", "2025-07-27"  # eight weeks


def furnish(book: Book, _real_now: Instant | None) -> None:
    """The guide's unit on 2025-06-19 10:35, the clock standing still."""
    unit = open_unit(book, OPENED)
    unit.at(parse_instant(LAID_OUT))
    lay_out(unit, FIRST_DAY, LAST_DAY)
    by_care = _book_by_care(unit)
    _printed(unit)
    unit.at(parse_instant("2025-06-19 10:30"))
    acts.cancel(book, unit.citizen(ROLAND), by_care, reason="Har redan fått hjälp", seen=None)
    set_clock(book, clock.Mode.PAUSED, parse_instant(NOW))


def _printed(unit: Unit) -> None:
    """The three rows in full; Midsummer Eve is an ordinary day (GUIDES.md A6.11)."""
    citizen = unit.citizen(JONAS)
    unit.at(parse_instant("2025-06-19 08:37"))
    start = parse_instant("2025-06-19 10:00")
    made = unit.booked(JONAS, URGENT, start, Details("Ont i halsen")).id
    unit.at(parse_instant("2025-06-19 08:42"))
    target = unit.slot(URGENT, parse_instant("2025-06-20 09:30"))
    acts.rebook(
        unit.book, citizen, made, target, comment="Förhinder pga jobb.", seen=None, seen_time=None
    )
    unit.at(parse_instant("2025-06-19 08:46"))
    acts.cancel(unit.book, citizen, made, reason="Fått magsjuka", seen=None)


def _book_by_care(unit: Unit) -> int:
    """What the fourth row cancels. Ours: made by care, since the log has no row of its booking."""
    unit.at(parse_instant("2025-06-16 09:20"))
    return unit.booked(ROLAND, DOCTOR, parse_instant("2025-06-24 08:30"), by=STAFF).id
