"""Free times, as lists of choices show them."""

from typing import Any, NamedTuple

from db.book import Reader
from db.rules.changes.same_as_shown import SeenTime
from db.rules.local_time import midnight
from db.values import Day, Instant, Minutes


class FreeTime(NamedTuple):
    """A free time to choose.

    Attributes:
        day: the local day of its start.
    """

    slot: int
    start: Instant
    length_min: Minutes
    day: Day
    resource: int
    resource_name: str
    time_type: int
    type_name: str

    @property
    def seen(self) -> SeenTime:
        """What a screen of care's shows of it."""
        return SeenTime(self.start, self.resource, self.time_type, "", self.length_min)


class Wanted(NamedTuple):
    """What a free time must be; None for whatever.

    Attributes:
        from_day: no earlier local day.
        to_day: no later local day.
        by_care: only types with Bokningsbar AsynjaVisph, which binds nobody but care.
    """

    time_type: int | None = None
    resource: int | None = None
    length_min: Minutes | None = None
    from_day: Day | None = None
    to_day: Day | None = None
    by_care: bool = True


# The times are looked up by their own partial indexes first (CROSS JOIN keeps that order).
_FREE = (
    "SELECT s.id, s.start, s.length_min, s.day, r.id, r.name, t.id, t.name"
    " FROM slot s CROSS JOIN resource r ON r.id = s.resource_id"
    " CROSS JOIN time_type t ON t.id = s.time_type_id"
    " WHERE s.clinic_id = ? AND s.taken = 0 AND s.blocked = 0 AND s.start > ?"
    " AND t.name <> '' AND (r.valid_from IS NULL OR s.day >= r.valid_from)"
    " AND (r.valid_to IS NULL OR s.day <= r.valid_to)"
)
SELECT = f"{_FREE} AND t.bookable = 1"


def find(
    reader: Reader, clinic: int, now: Instant, wanted: Wanted, limit: int
) -> tuple[FreeTime, ...]:
    """The clinic's free times after ``now``, by start and resource.

    Their resource is valid and no event blocks them; what 1177 shows is not asked.
    """
    after = now if wanted.from_day is None else max(now, midnight(wanted.from_day) - 1)
    sql, params = SELECT if wanted.by_care else _FREE, [clinic, after]
    conditions: tuple[tuple[str, Any], ...] = (
        ("s.time_type_id = ?", wanted.time_type),
        ("s.resource_id = ?", wanted.resource),
        ("s.length_min = ?", wanted.length_min),
        ("s.start < ?", None if wanted.to_day is None else midnight(wanted.to_day + 1)),
    )
    for condition, value in conditions:
        if value is not None:
            sql += f" AND {condition}"
            params.append(value)
    rows = reader.each(f"{sql} ORDER BY s.start, r.name COLLATE swedish LIMIT ?", (*params, limit))
    return tuple(map(FreeTime._make, rows))
