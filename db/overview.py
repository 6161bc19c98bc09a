"""A unit at a glance: the figures of the start page, read in one snapshot.

Nothing here needs peewee or pendulum, so that the first frame need not wait for them.
"""

from dataclasses import dataclass
from datetime import date

from db import clock
from db.basics import Day, Instant, JournalSystem
from db.book import Book, Reader
from db.clock import ClockState
from db.errors import NotFound
from db.rules.local_time import midnight
from db.rules.offer.preview import is_chosen_from
from db.rules.policy import POLICIES
from db.setup import publication

_FEW_DAYS = 14

# Free times through the partial index, bookings through (clinic, start), the late rows from the
# log's counts, the last day through (clinic, day): no table is scanned.
_COUNTS = """
SELECT
 (SELECT count(*) FROM slot
   WHERE clinic_id = ?1 AND taken = 0 AND blocked = 0 AND start > ?2 AND start < ?3),
 (SELECT count(*) FROM booking
   WHERE clinic_id = ?1 AND status = 'booked' AND start >= ?4 AND start < ?5),
 (SELECT coalesce(sum(n), 0) FROM log_count
   WHERE clinic_id = ?1 AND file_id = 0 AND late = 1 AND decision = ''),
 (SELECT max(day) FROM slot WHERE clinic_id = ?1)
"""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the start page says of a unit.

    Attributes:
        connected: whether the unit is connected to 1177 (R56).
        types_on_1177: time types that 1177 offers citizens now.
        free_this_week: free times from now to the end of the ISO week.
        bookings_today: today's bookings, also those that have been.
        late_to_check: late changes by citizens in the log that nobody has judged (R50).
        waiting_publication: changes that 1177 has not been told of yet (R12).
        next_publication: when 1177 is told of the first of them, or None.
        laid_until: the last day that has a time, or None when no time is laid out.
    """

    name: str
    system: str
    connected: bool
    clock: ClockState
    types_on_1177: int
    free_this_week: int
    bookings_today: int
    late_to_check: int
    waiting_publication: int
    next_publication: Instant | None
    laid_until: Day | None

    @property
    def days_ahead(self) -> int:
        """How many days ahead of today there are times; 0 when today is the last, or none is."""
        return 0 if self.laid_until is None else max(0, self.laid_until - self.clock.today)

    @property
    def few_days_left(self) -> bool:
        """Whether times are laid out for less than two weeks on."""
        return self.laid_until is not None and self.days_ahead < _FEW_DAYS


def read(book: Book, clinic: int) -> Glance:
    """The unit as it is now, in one snapshot of the book.

    Raises:
        NotFound: the book has no such unit.
    """
    with book.read() as reader:
        unit = reader.row("SELECT name, system, connected FROM clinic WHERE id = ?", (clinic,))
        if unit is None:
            raise NotFound("clinic", "Enheten finns inte i boken.")
        seen = clock.state(reader)
        free, today, late, laid = _counts(reader, clinic, seen)
        waiting = publication.pending(reader, clinic, seen.now)
        return Glance(
            name=unit[0],
            system=POLICIES[JournalSystem(unit[1])].label,
            connected=bool(unit[2]),
            clock=seen,
            types_on_1177=_types_on_1177(reader, clinic, seen.now),
            free_this_week=free,
            bookings_today=today,
            late_to_check=late,
            waiting_publication=len(waiting),
            next_publication=waiting[0].effective_at if waiting else None,
            laid_until=laid,
        )


def _types_on_1177(reader: Reader, clinic: int, now: Instant) -> int:
    known = publication.faces(reader, clinic, now).values()
    return sum(map(is_chosen_from, known))


def _counts(reader: Reader, clinic: int, seen: ClockState) -> tuple[int, int, int, Day | None]:
    monday_after = seen.today + 8 - date.fromordinal(seen.today).isoweekday()
    asked = (
        clinic,
        seen.now,
        midnight(monday_after),
        midnight(seen.today),
        midnight(seen.today + 1),
    )
    free, today, late, laid = reader.row(_COUNTS, asked) or (0, 0, 0, None)
    return free, today, late, laid
