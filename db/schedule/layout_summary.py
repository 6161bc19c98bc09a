"""A laying out as its preview shows it: what is made on which days, and what is worth saying."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from db.rules.alphabet import sort_key
from db.rules.schedule.laying_out import Plan
from db.rules.schedule.red_days import eve_name, holiday_name
from db.values import Day, Instant


class TypeCount(NamedTuple):
    """How many times of one type."""

    time_type: int
    name: str
    times: int


class LaidDay(NamedTuple):
    """What is made on one day, on all resources together.

    Attributes:
        red: the name of a red day or an eve, empty otherwise.
        helgdag: whether the day follows the template's Helgdag rows.
        types: how many times of which type, by name.
    """

    day: Day
    red: str
    helgdag: bool
    types: tuple[TypeCount, ...]

    @property
    def times(self) -> int:
        """How many times in all."""
        return sum(one.times for one in self.types)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a preview shows; every line is Swedish.

    Attributes:
        days: the days that get times, and the red days that get none, in order.
        red_days: red days that follow Helgdag instead of their weekday, one line each.
        clock: starts that the clock change takes away, one line each.
        invalid: resources that are not valid on some of the days, one line each.
        horizon: the warning that the schedule ends before 1177 stops showing (R66), or empty.
        remainders: what is left over at the end of the template's ranges, one line each.
        blocked: how many of the times a blocking event covers; they are made, not offered (R38).
    """

    days: tuple[LaidDay, ...] = ()
    red_days: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()
    horizon: str = ""
    remainders: tuple[str, ...] = ()
    blocked: int = 0

    @property
    def times(self) -> int:
        """How many times in all."""
        return sum(day.times for day in self.days)

    @property
    def types(self) -> tuple[TypeCount, ...]:
        """How many times of which type in all, by name."""
        counts: dict[tuple[int, str], int] = {}
        for day in self.days:
            for one in day.types:
                counts[one[:2]] = counts.get(one[:2], 0) + one.times
        return _counted(counts)


NOTHING = Summary()


def days_of(
    given: Plan, made: Iterable[tuple[Instant, int]], names: dict[int, str]
) -> tuple[LaidDay, ...]:
    """The days of a plan with what is made on each: start and type, on whatever resource."""
    on = {one.start: one.day for one in given.starts}
    counts: dict[Day, dict[tuple[int, str], int]] = {}
    for start, time_type in made:
        of_day = counts.setdefault(on[start], {})
        key = time_type, names[time_type]
        of_day[key] = of_day.get(key, 0) + 1
    helgdag = {note.day for note in given.notes if note.red}
    return tuple(
        LaidDay(
            day,
            holiday_name(day) or eve_name(day) or "",
            day in helgdag,
            _counted(counts.get(day, {})),
        )
        for day in sorted({*counts, *helgdag})
    )


def _counted(counts: dict[tuple[int, str], int]) -> tuple[TypeCount, ...]:
    found = (TypeCount(key, name, times) for (key, name), times in counts.items())
    return tuple(sorted(found, key=lambda one: (sort_key(one.name), one.time_type)))
