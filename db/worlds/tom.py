"""World ``tom``: a unit that is connected and activated, and nothing more."""

from db import clock
from db.book import Book
from db.values import Instant, JournalSystem
from db.worlds.building import Unit, set_clock
from db.worlds.terms import ASYNJA

UNIT = "Nya mottagningen"


def furnish(book: Book, real_now: Instant | None) -> None:
    """A unit without types, resources, times and patients, on the real clock.

    Args:
        real_now: the time that counts as the computer's; its own when None.
    """
    now = set_clock(book, clock.Mode.REAL, real_now)
    Unit(book, UNIT, JournalSystem.ASYNJA, now, ASYNJA)
    set_clock(book, clock.Mode.REAL, now)
