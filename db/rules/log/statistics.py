"""Statistics of the log: what is counted together, over which days, and how it is named.

R131 knows statistics of use only as a page of its own. What is counted is our choice (vårt val): a
change counts on the local day of its Ändrad datum; a rebooking and a cancellation count with the
type and the resource of the visit that was changed, a booking with those of the new one. The late
share is of what can be late (R50): rebookings and cancellations.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import reduce
from itertools import groupby
from typing import Final, NamedTuple

from db.rules.alphabet import sort_key
from db.rules.local_time import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, day_text
from db.rules.log.query import LogQuery, fold
from db.values import Day, count_text


class By(StrEnum):
    """What changes are counted by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TYPE = "type"
    RESOURCE = "resource"


BY_LABELS: Final = {
    By.DAY: "Dag", By.WEEK: "Vecka", By.MONTH: "Månad", By.TYPE: "Tidstyp", By.RESOURCE: "Resurs",
}  # fmt: skip
NAMELESS: Final = {By.TYPE: "(utan tidstyp)", By.RESOURCE: "(utan resurs)"}

RECENT_DAYS: Final = 28
"""The last four weeks."""

MOST_EMPTY: Final = 400
"""In longer periods only the days or weeks in which something was changed are listed."""


class Tally(NamedTuple):
    """How many changes of each kind.

    Attributes:
        unsure: how many of the late ones may not be, since the log does not say which passing of
            an hour that is passed twice it means (A7).
    """

    booked: int = 0
    rebooked: int = 0
    cancelled: int = 0
    late: int = 0
    unsure: int = 0

    @property
    def changes(self) -> int:
        """All of them."""
        return self.booked + self.rebooked + self.cancelled

    @property
    def late_share(self) -> float | None:
        """Late ones of the rebookings and cancellations, 0-1; None when there are neither."""
        can_be_late = self.rebooked + self.cancelled
        return self.late / can_be_late if can_be_late else None

    @property
    def share_text(self) -> str:
        """The late share in whole per cent, or a dash."""
        share = self.late_share
        return "–" if share is None else f"{int(100 * share + 0.5)}\N{NO-BREAK SPACE}%"

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(mine + more for mine, more in zip(self, other, strict=True)))


class Period(NamedTuple):
    """Local days from the first to the last, which counts."""

    first: Day
    last: Day

    @property
    def text(self) -> str:
        """``2024-08-16 – 2024-09-19``."""
        first, last = day_text(self.first), day_text(self.last)
        return first if first == last else f"{first} – {last}"


class Bucket(NamedTuple):
    """What was counted together: a line of the table.

    Attributes:
        key: ``2024-09-12``, ``2024-W37``, ``2024-09``, the name of the type as the rows have it,
            or the name of the resource as it is called now.
        label: how it is shown.
        tally: how many changes.
        period: the days that were counted; of a week or a month those that lie within what was
            asked for.
        names: what the rows call the resource, folded; empty where ``key`` says it.
    """

    key: str
    label: str
    tally: Tally
    period: Period
    names: frozenset[str] = frozenset()


def unsure_text(count: int) -> str:
    """What is said of late changes that may not be late; empty when there are none."""
    if not count:
        return ""
    which = count_text(count, "är osäker", "är osäkra")
    return f"Av de sena {which}: loggen säger inte vilken av de två timmarna klockan 02 det var."


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    return reduce(Tally.plus, tallies, Tally())


def period_of(span: Period | None, first: Day | None, last: Day | None) -> Period | None:
    """The days from ``first`` to ``last``, which is not before it; None when nothing says which.

    An end that is left out is that of the log: ``span`` has its first and last day, if any.
    """
    if first is None:
        first = span.first if span else last
        first = first if last is None or first is None else min(first, last)
    if last is None:
        last = max(span.last, first) if span and first is not None else first
    return None if first is None or last is None else Period(first, last)


def by_day(tallies: Mapping[Day, Tally], period: Period) -> tuple[Bucket, ...]:
    """A line a day, oldest first; days without changes too, unless there are too many."""
    every = period.last - period.first < MOST_EMPTY
    days = range(period.first, period.last + 1) if every else sorted(tallies)
    return tuple(
        Bucket(day_text(day), _day_label(day), tallies.get(day, Tally()), Period(day, day))
        for day in days
    )


def by_month(tallies: Mapping[Day, Tally], period: Period) -> tuple[Bucket, ...]:
    """A line a month, oldest first; those at the ends may be parts of months."""
    summed = defaultdict[Day, Tally](Tally)
    for day, tally in tallies.items():
        summed[_first_of(day)] = summed[_first_of(day)].plus(tally)
    made, first = [], _first_of(period.first)
    while first <= period.last:
        after = _first_of(first + 31)
        if summed[first].changes or period.last - period.first < 31 * MOST_EMPTY:
            within = Period(max(first, period.first), min(after - 1, period.last))
            when = date.fromordinal(first)
            label = f"{MONTHS[when.month - 1]} {when.year}"
            made.append(Bucket(f"{when:%Y-%m}", label, summed[first], within))
        first = after
    return tuple(made)


def _first_of(day: Day) -> Day:
    return date.fromordinal(day).replace(day=1).toordinal()


UNITS: Final = {By.DAY: "dagar", By.WEEK: "veckor", By.MONTH: "månader"}


def folded(by: By, lines: Sequence[Bucket]) -> tuple[Bucket, ...]:
    """The lines where days, weeks or months without changes after each other are one line."""
    made: list[Bucket] = []
    for empty, some in groupby(lines, key=lambda line: by in UNITS and not line.tally.changes):
        run = tuple(some)
        if not empty or len(run) == 1:
            made += run
            continue
        label = f"{len(run)} tomma {UNITS[by]}"
        span = Period(run[0].period.first, run[-1].period.last)
        made.append(Bucket(run[0].key, label, Tally(), span))
    return tuple(made)


def by_week(tallies: Mapping[Day, Tally], period: Period) -> tuple[Bucket, ...]:
    """A line an ISO week, oldest first; those at the ends may be parts of weeks."""
    summed = defaultdict[Day, Tally](Tally)
    for day, tally in tallies.items():
        summed[monday(day)] = summed[monday(day)].plus(tally)
    every = (period.last - period.first) // 7 < MOST_EMPTY
    mondays = range(monday(period.first), period.last + 1, 7) if every else sorted(summed)
    made = []
    for first in mondays:
        within = Period(max(first, period.first), min(first + 6, period.last))
        year, week, _ = date.fromordinal(first).isocalendar()
        label = f"v. {week:>2} {year} {_days_label(within)}"
        made.append(Bucket(f"{year}-W{week:02}", label, summed[first], within))
    return tuple(made)


def by_name(by: By, tallies: Mapping[str, Tally], period: Period) -> tuple[Bucket, ...]:
    """A line a name, most changes first; names that Sök takes for the same are the same.

    Of several spellings the one with most changes is shown.
    """
    spelled: dict[str, str] = {}
    summed = defaultdict[str, Tally](Tally)
    for name, tally in sorted(tallies.items(), key=lambda one: (-one[1].changes, sort_key(one[0]))):
        key = fold(name)
        spelled.setdefault(key, name)
        summed[key] = summed[key].plus(tally)
    found = sorted(summed.items(), key=lambda one: (-one[1].changes, sort_key(one[0])))
    return tuple(
        Bucket(spelled[key], spelled[key] or NAMELESS[by], tally, period) for key, tally in found
    )


def by_resource(
    counted: Iterable[tuple[int | None, str, Tally]], names: Mapping[int, str], period: Period
) -> tuple[Bucket, ...]:
    """A line a resource, most changes first, by what it is called now, which ``names`` says by id.

    What is counted has the resource's id or None, what the rows call it, and how many changes.
    """
    unknown, summed = defaultdict[str, Tally](Tally), defaultdict[int, Tally](Tally)
    called = defaultdict[int, set[str]](set)
    for resource, name, tally in counted:
        if resource is None or resource not in names:
            unknown[name] = unknown[name].plus(tally)
            continue
        summed[resource] = summed[resource].plus(tally)
        called[resource].add(fold(name))
    known = (
        Bucket(names[key], names[key], tally, period, frozenset(called[key]))
        for key, tally in summed.items()
    )
    lines = (*known, *by_name(By.RESOURCE, unknown, period))
    return tuple(sorted(lines, key=lambda one: (-one.tally.changes, fold(one.key))))


def search_of(by: By, bucket: Bucket, *, late: bool = False) -> str:
    """What Sök of the log is to say for exactly the rows behind a line, or its late ones."""
    name = bucket.names or frozenset({fold(bucket.key)})
    query = LogQuery(
        from_day=bucket.period.first,
        to_day=bucket.period.last,
        late=True if late else None,
        types=name if by is By.TYPE else frozenset(),
        resources=name if by is By.RESOURCE else frozenset(),
    )
    return query.search


def monday(day: Day) -> Day:
    """The Monday of a day's week."""
    return day - (day - 1) % 7  # day 1 of the calendar was a Monday


def _day_label(day: Day) -> str:
    return f"{SHORT_WEEKDAYS[(day - 1) % 7]} {day_text(day)}"


def _days_label(period: Period) -> str:
    first, last = date.fromordinal(period.first), date.fromordinal(period.last)
    ends = f"{last.day} {SHORT_MONTHS[last.month - 1]}"
    if first == last:
        return ends
    month = "" if first.month == last.month else f" {SHORT_MONTHS[first.month - 1]}"
    return f"{first.day}{month}–{ends}"
