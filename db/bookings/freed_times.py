"""Times that somebody gave up, offered against the waiting list as a suggestion to staff.

The guides know of no such list; what it holds is our choice.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from db import clock
from db.book import Book, Reader
from db.bookings.waiting_list import WaitingEntry
from db.bookings.waiting_match import fitting
from db.permissions import CARE, require
from db.rules.local_time import day_of, midnight
from db.schedule import free_times
from db.schedule.free_times import FreeTime
from db.setup.resource_history import ResourceHistory
from db.values import Actor, Instant

LOOK_BACK_DAYS: Final = 31
"""A time counts as freed for as long as the web log shows why (R45)."""

AHEAD_DAYS: Final = 60
"""How far ahead times are looked for."""

MOST_TIMES: Final = 60
"""How many times are offered at once."""


Left = dict[tuple[int, Instant], Instant]


class Freed(NamedTuple):
    """A free time and who waits for such a one.

    Attributes:
        freed_at: when somebody last cancelled it or moved away from it; None when nobody has.
        waiting: those it fits, longest waiting first; never empty.
    """

    time: FreeTime
    freed_at: Instant | None
    waiting: tuple[WaitingEntry, ...]


_WAITED_FOR: Final = (
    "EXISTS (SELECT 1 FROM waiting_list_entry w WHERE w.clinic_id = s.clinic_id"
    " AND w.status = 'waiting' AND coalesce(w.time_type_id, s.time_type_id) = s.time_type_id"
    " AND coalesce(w.resource_id, s.resource_id) = s.resource_id"
    " AND coalesce(w.wanted_from, s.day) <= s.day AND coalesce(w.wanted_to, s.day) >= s.day)"
)
_LEFT: Final = (
    "SELECT old_resource_id, old_resource, old_start, max(at) FROM booking_change"
    " WHERE clinic_id = ? AND at >= ? AND old_start > ?"
    " GROUP BY old_resource_id, old_resource, old_start"
)


def offers(
    book: Book, actor: Actor, clinic: int, *, every: bool = False, limit: int = MOST_TIMES
) -> tuple[Freed, ...]:
    """The free times of the coming 60 days that somebody on the list waits for, soonest first.

    Those that somebody gave up, at most so many; with ``every`` also those that nobody has had.

    Raises:
        NotAllowed: others than care.
    """
    require(actor, CARE, "läsa väntelistan")
    with book.read() as reader:
        now = clock.now(reader)
        left = _left(reader, clinic, now)
        found = []
        for one in _waited_for(reader, clinic, now, None if every else left):
            freed_at = left.get((one.resource, one.start))
            waiting = fitting(reader, actor, clinic, one)
            if waiting:
                found.append(Freed(one, freed_at, waiting))
            if len(found) == limit:
                break
    return tuple(found)


def _left(reader: Reader, clinic: int, now: Instant) -> Left:
    """When somebody last gave up each coming time, by its resource and its start."""
    history = ResourceHistory(reader, clinic)
    left: Left = {}
    for resource, name, start, at in reader.each(_LEFT, _since(clinic, now)):
        key = history.whose(resource, name) or 0, start
        left[key] = max(at, left.get(key, at))
    return left


def _waited_for(reader: Reader, clinic: int, now: Instant, left: Left | None) -> Iterator[FreeTime]:
    """Lazily: once as many are found as are told of, the later ones are never read."""
    sql = f"{free_times.SELECT} AND s.start < ? AND {_WAITED_FOR}"
    params: tuple[int, ...] = (clinic, now, midnight(day_of(now) + AHEAD_DAYS + 1))
    if left is not None:
        sql += " AND s.start IN (SELECT old_start FROM booking_change WHERE clinic_id = ?"
        sql += " AND at >= ? AND old_start > ?)"
        params = (*params, *_since(clinic, now))
    for row in reader.each(f"{sql} ORDER BY s.start, r.name COLLATE swedish", params):
        one = FreeTime._make(row)
        if left is None or (one.resource, one.start) in left:
            yield one


def _since(clinic: int, now: Instant) -> tuple[int, Instant, Instant]:
    """Which changes may have freed a time that is to come."""
    return clinic, now - LOOK_BACK_DAYS * 86400, now
