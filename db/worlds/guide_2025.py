"""World ``guide-2025``: the guide's unit on 2025-06-19, with the four log rows of that day.

Three are printed in full. Of the fourth, Avbokad 2025-06-19 10:30, the guide shows status and
time only (GUIDES.md A6.18b): its other columns are ours.
"""

from db.book import Book
from db.bookings.acts import Details
from db.values import Instant
from db.worlds.building import STAFF, Unit
from db.worlds.guide import DOCTOR, JONAS, ROLAND, URGENT, open_unit

NOW = "2025-06-19 10:35"
OPENED = "2025-03-03 08:00"
LAID_OUT = "2025-05-12 09:00"
FIRST_DAY, LAST_DAY = "2025-06-02", "2025-07-27"  # eight weeks


def furnish(book: Book, _real_now: Instant | None) -> None:
    """The guide's unit on 2025-06-19 10:35, the clock standing still."""
    unit = open_unit(book, OPENED, LAID_OUT, FIRST_DAY, LAST_DAY)
    # What the fourth row cancels. Made by care, since the log has no row of its booking.
    by_care = unit.books("2025-06-16 09:20", ROLAND, DOCTOR, "2025-06-24 08:30", by=STAFF)
    _printed(unit)
    unit.cancels("2025-06-19 10:30", ROLAND, by_care, "Har redan fått hjälp")
    unit.at(NOW)


def _printed(unit: Unit) -> None:
    """The three rows in full; Midsummer Eve is an ordinary day (GUIDES.md A6.11)."""
    told = Details("Ont i halsen")
    made = unit.books("2025-06-19 08:37", JONAS, URGENT, "2025-06-19 10:00", told)
    unit.moves("2025-06-19 08:42", JONAS, made, URGENT, "2025-06-20 09:30", "Förhinder pga jobb.")
    unit.cancels("2025-06-19 08:46", JONAS, made, "Fått magsjuka")
