"""What laying out, single times and events have in common: what stands in a resource's calendar.

Overlaps are found by one range query a resource and a merge in memory, never time by time.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from db.book import Reader
from db.errors import Invalid, NotAllowed, NotFound, Refused
from db.permissions import IT
from db.rules.local_time import (
    FIRST_YEAR,
    LAST_YEAR,
    clock_text,
    day_of,
    day_text,
    instant_text,
    instants_at,
    midnight,
    minute_of_day,
    time_text,
)
from db.rules.names.agent_types import is_agent_type
from db.rules.offer.release_days import release_day
from db.setup import resources
from db.values import Actor, Day, Instant, Minutes, Resource

LONGEST_MIN = 1440
"""No time is longer than this (a CHECK of the schema)."""

Span = tuple[Instant, Instant]
"""A half-open stretch, ``(start, end)``."""


class Standing(NamedTuple):
    """A time that stands in a resource's calendar."""

    start: Instant
    length_min: Minutes
    time_type: int
    taken: bool

    @property
    def span(self) -> Span:
        """From when to when."""
        return self.start, self.start + self.length_min * 60


def standing(reader: Reader, resource: int, start: Instant, end: Instant) -> list[Standing]:
    """A resource's times that share any instant with ``[start, end)``, by start."""
    rows = reader.rows(
        "SELECT start, length_min, time_type_id, taken FROM slot"
        " WHERE resource_id = ? AND start > ? AND start < ? ORDER BY start",
        (resource, start - LONGEST_MIN * 60, end),
    )
    found = (Standing(row[0], row[1], row[2], bool(row[3])) for row in rows)
    return [one for one in found if one.span[1] > start]


def blocked_spans(reader: Reader, resource: int, start: Instant, end: Instant) -> list[Span]:
    """What blocking events cover of a resource's ``[start, end)``, by start, merged (R38)."""
    rows = reader.rows(
        'SELECT start, "end" FROM event WHERE resource_id = ? AND blocking = 1'
        ' AND start < ? AND "end" > ? ORDER BY start',
        (resource, end, start),
    )
    merged: list[Span] = []
    for begins, ends in rows:
        if merged and begins <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], ends)
        else:
            merged.append((begins, ends))
    return merged


def overlaps(some: Sequence[Span], others: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The index pairs of spans that share an instant, in order; adjacent spans do not.

    Both are by start, and none of one overlaps another of the same.
    """
    first = 0
    for at, (start, end) in enumerate(some):
        while first < len(others) and others[first][1] <= start:
            first += 1
        other = first
        while other < len(others) and others[other][0] < end:
            yield at, other
            other += 1


def type_names(reader: Reader, clinic: int) -> dict[int, str]:
    """The names of the clinic's time types by id; a cleared type has an empty one (R24)."""
    return dict(reader.rows("SELECT id, name FROM time_type WHERE clinic_id = ?", (clinic,)))


def check_types(actor: Actor, types: Iterable[int], names: dict[int, str]) -> None:
    """Refuse types that may not be laid out: of another clinic, cleared, or Ombud types not by IT.

    A hidden type may: administration is laid out so (R21, R60).

    Raises:
        NotFound: a type is not the clinic's.
        Refused: a type is cleared (R24).
        NotAllowed: an Ombud type, and the actor is not IT (R4, R6).
    """
    for time_type in set(types):
        if time_type not in names:
            raise NotFound("time-type", "Tidstypen finns inte på enheten.", field="time_type")
        if not names[time_type].strip():
            text = "Tidstypen är rensad och kan inte användas. Välj en annan."
            raise Refused("time-type-cleared", text, source="[000] R24", field="time_type")
        check_agent(actor, names[time_type])


def check_agent(actor: Actor, name: str) -> None:
    """Refuse others than IT an Ombud type's times (R4, R6).

    Raises:
        NotAllowed: it is one, and the actor is not IT.
    """
    if actor.role not in IT and is_agent_type(name):
        text = f"{name} är en ombudstid. Bara IT lägger ut, byter eller tar bort sådana tider."
        raise NotAllowed("agent-type", text, source="[000] R4, R6", field="time_type")


def resources_in(reader: Reader, clinic: int, wanted: Iterable[int]) -> tuple[Resource, ...]:
    """The clinic's resources with these ids, each once, in the order they are first named.

    Raises:
        NotFound: one of them is not the clinic's.
    """
    known = resources.load_all(reader, clinic)
    chosen = dict.fromkeys(wanted)
    if not chosen.keys() <= known.keys():
        raise NotFound("resource", "Resursen finns inte på enheten.", field="resource")
    return tuple(known[one] for one in chosen)


def check_days(from_day: Day, to_day: Day) -> None:
    """Refuse a period that ends before it begins or lies outside the calendar.

    Raises:
        Invalid: it does.
    """
    if from_day > to_day:
        raise Invalid("order", "Från och med-dagen ska inte ligga efter sista dagen.", field="to")
    check_day(from_day, "from")
    check_day(to_day, "from")


def check_day(day: Day, field: str) -> None:
    """Refuse a day outside the calendar.

    Raises:
        Invalid: it is; points at ``field``.
    """
    first, last = _calendar()
    if not first <= day <= last:
        raise Invalid("day", f"Året ska vara {FIRST_YEAR}–{LAST_YEAR}.", field=field)


def check_instants(start: Instant, end: Instant, field: str = "start") -> None:
    """Refuse a stretch that is not of whole minutes or lies outside the calendar.

    Raises:
        Invalid: it is not.
    """
    first, last = _calendar()
    if not midnight(first) <= start <= end <= midnight(last + 1):
        raise Invalid("time", f"Året ska vara {FIRST_YEAR}–{LAST_YEAR}.", field=field)
    if start % 60 or end % 60:
        raise Invalid("time", "Tider anges i hela minuter.", field=field)


def check_clock(start: Instant, field: str = "start") -> None:
    """Refuse a start on a clock that the day passes twice (GUIDES.md A7).

    Raises:
        Refused: it is.
    """
    day, minute = day_of(start), minute_of_day(start)
    if len(instants_at(day, minute)) != 1:
        why = "passeras två gånger (sommartiden slutar)"
        text = f"Klockan {clock_text(minute)} {day_text(day)} {why}. Ingen tid läggs där."
        raise Refused("clock-change", text, source="vårt val", field=field)


def _calendar() -> tuple[Day, Day]:
    return date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()


def release_day_of(day: Day, release: int | None) -> Day | None:
    """The first local day a time shows by its Bok.före; None with an empty box (R29-R31)."""
    return None if release is None else release_day(day, release)


def span_text(start: Instant, length_min: Minutes) -> str:
    """When a time is, for a list: ``2024-09-13 08:00–08:30``."""
    return f"{instant_text(start)}–{time_text(start + length_min * 60)}"
