"""Statistics of the unit's own log or an imported one (``db.rules`` says what counts).

The rows are counted a local day at a time through the log's own index, so that a count can tell
how far it has come and be called off, however many rows there are.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from db import clock
from db.book import Book, Reader
from db.errors import Invalid, Refused
from db.log import view as log_view
from db.log.query import file_id
from db.log.rows import AMONG, Log, listed
from db.log.view import LogView
from db.permissions import CARE, require
from db.progress import Progress
from db.rules.local_time import day_of, day_text, midnight
from db.rules.log.doubled_hour import VERDICT
from db.rules.log.query import LogQuery
from db.rules.log.statistics import (
    RECENT_DAYS,
    Bucket,
    By,
    Period,
    Tally,
    by_day,
    by_month,
    by_name,
    by_resource,
    by_week,
    period_of,
    total,
)
from db.rules.meant_day import Toward
from db.setup.resource_history import ResourceHistory
from db.timeline import read_period
from db.values import Act, Actor, Day

_EPOCH: Final = date(1970, 1, 1).toordinal()
_WHAT: Final = "se statistik över Logg för webbtidbok"
_CANCELLED: Final = "Räkningen avbröts."
_KINDS: Final = (
    "coalesce(sum(act = 'booked'), 0), coalesce(sum(act = 'rebooked'), 0),"
    " coalesce(sum(act = 'cancelled'), 0), coalesce(sum(late), 0),"
    f" coalesce(sum(unsure >= {VERDICT}), 0)"
)
_NAMES: Final = {
    By.TYPE: "CASE act WHEN 'booked' THEN new_type ELSE old_type END",
    By.RESOURCE: "CASE act WHEN 'booked' THEN new_resource ELSE old_resource END",
}
_WHOSE: Final = "CASE act WHEN 'booked' THEN new_resource_id ELSE old_resource_id END"
_AT_ONCE: Final = 500
_LOG: Final = "clinic_id = ? AND file_id = ?"

Stamp = tuple[int, ...]


class Named(NamedTuple):
    """What changes are counted together by: the resource's id and a name, as the rows have them."""

    resource: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many changes a log has.

    Attributes:
        by: what they are counted by.
        period: the days that were counted; None when the log is empty and none were asked for.
        rows: a line each, in the order in which they are shown.
        total: all of them together.
        span: the days of the log's first and last row; None when it is empty.
    """

    by: By
    period: Period | None
    rows: tuple[Bucket, ...]
    total: Tally
    span: Period | None


def days(first: str, last: str, today: Day) -> tuple[Day | None, Day | None]:
    """Read the ends of a period as they are typed; an empty one is None.

    A day without a year, or a week, lies back from ``today``: what is counted has been.

    Raises:
        Invalid: not a day (field ``first_day`` or ``last_day``), or the last before the first.
    """
    fields = ("first_day", "last_day")
    begins, ends = read_period((first, last), today, fields, toward=Toward.BACK)
    _check(begins, ends)
    return begins, ends


def read(
    book: Book,
    actor: Actor,
    clinic: int,
    by: By = By.DAY,
    *,
    first: Day | None = None,
    last: Day | None = None,
    file: str = "",
    query: LogQuery | None = None,
    progress: Progress | None = None,
) -> Statistics:
    """Count the changes of the clinic's own log, or of an imported one by its name.

    The days are local ones, from ``first`` to ``last``, which counts. Ends that are None are those
    of the ``query``, or else those of the log. ``progress`` is told every millisecond or so how
    many of the rows are counted, and gives up by False.

    Raises:
        NotAllowed: others than care.
        NotFound: no such file.
        Invalid: the last day lies before the first.
        Refused: it was given up (``cancelled``).
    """
    require(actor, CARE, _WHAT)
    asked = query or LogQuery()
    first = asked.from_day if first is None else first
    last = asked.to_day if last is None else last
    _check(first, last)
    with book.read() as reader:
        log = Log(clinic, file_id(reader, clinic, file), actor.masked)
        span = _span(reader, log)
        period = period_of(span, first, last)
        if period is None:
            return Statistics(by, None, (), Tally(), span)
        asked = replace(asked, from_day=None, to_day=None)
        if asked == LogQuery():
            counted = _counted(reader, log, by, period, progress)
        else:
            asked = replace(asked, from_day=period.first, to_day=period.last)
            view = log_view.view(book, actor, clinic, asked, file=file)
            view = log_view.whole(book, view, lambda: progress is not None and not progress(0, 1))
            if not view.exact:
                raise Refused("cancelled", _CANCELLED)
            counted = _found(reader, view, by, progress)
        rows = _rows(reader, log, by, period, counted)
    return Statistics(by, period, rows, total(bucket.tally for bucket in rows), span)


def recent(book: Book, actor: Actor, clinic: int, file: str = "") -> Period:
    """The last four weeks: until today in the clinic's own log, until its last row in another.

    Raises:
        NotAllowed: others than care.
        NotFound: no such file.
    """
    require(actor, CARE, _WHAT)
    with book.read() as reader:
        within = file_id(reader, clinic, file)
        span = None if within is None else _span(reader, Log(clinic, within))
    last = span.last if span else clock.read(book).today
    return Period(last - RECENT_DAYS + 1, last)


def stamp(book: Book, clinic: int, file: str = "") -> Stamp:
    """What differs when the rows that are counted do; whatever else is written leaves it alone.

    Raises:
        NotFound: no such file.
    """
    with book.read() as reader:
        key = (clinic, file_id(reader, clinic, file) or 0)
        row = reader.row(
            "SELECT coalesce(sum(n), 0), coalesce(sum(n * day), 0), coalesce(sum(n * late), 0),"
            f" coalesce(sum(n * (act = 'booked')), 0) FROM log_count WHERE {_LOG}",
            key,
        )
        newest = reader.value(f"SELECT last_id FROM log_state WHERE {_LOG}", key)
        called = "SELECT sum(revision) FROM resource WHERE clinic_id = ?"
        return (*(row or ()), newest or 0, reader.value(called, (clinic,)) or 0)


def _check(first: Day | None, last: Day | None) -> None:
    if first is not None and last is not None and last < first:
        said = f"Till ska vara {day_text(first)} eller senare, för Från är den dagen."
        raise Invalid("period", said, field="last_day")


def _span(reader: Reader, log: Log) -> Period | None:
    row = reader.row(
        f"SELECT (SELECT min(changed_at) FROM log_row WHERE {log.where}),"
        f" (SELECT max(changed_at) FROM log_row WHERE {log.where})",
        (log.place, log.place),
    )
    return None if row is None or row[0] is None else Period(day_of(row[0]), day_of(row[1]))


Counted = Iterator[tuple[Day, Named, Tally]]
"""Changes of a local day under one name."""


def _rows(reader: Reader, log: Log, by: By, period: Period, counted: Counted) -> tuple[Bucket, ...]:
    by_days, by_names = defaultdict[Day, Tally](Tally), defaultdict[Named, Tally](Tally)
    for day, name, tally in counted:
        by_days[day] = by_days[day].plus(tally)
        by_names[name] = by_names[name].plus(tally)
    if by is By.RESOURCE:
        history = ResourceHistory(reader, log.clinic)
        known = ((history.whose(*named), named.name, tally) for named, tally in by_names.items())
        return by_resource(known, history.names, period)
    if by in _NAMES:
        return by_name(by, {named.name: tally for named, tally in by_names.items()}, period)
    changed = {day: tally for day, tally in by_days.items() if tally.changes}
    line_a = {By.DAY: by_day, By.WEEK: by_week, By.MONTH: by_month}[by]
    return line_a(changed, period)


def _counted(
    reader: Reader, log: Log, by: By, period: Period, progress: Progress | None
) -> Counted:
    """Count all rows of the period, and be called off when ``progress`` says so."""
    days_with_rows = _days(reader, log, period)
    whole, done = sum(days_with_rows.values()), 0

    def is_to_end() -> bool:
        return progress is not None and not progress(done, whole)

    with reader.giving_up(is_to_end) as gave_up:
        for day, rows in days_with_rows.items():
            if is_to_end():
                raise Refused("cancelled", _CANCELLED)
            for name, tally in _count(reader, log, by, day):
                yield day, name, tally
            done += rows
    if gave_up():
        raise Refused("cancelled", _CANCELLED)


def _found(reader: Reader, view: LogView, by: By, progress: Progress | None) -> Counted:
    """Count the rows of a search, and be called off when ``progress`` says so."""
    told = f"changed_at, act, late, unsure >= {VERDICT}, {_named(by)}"
    sql = f"SELECT {told} FROM log_row WHERE id {AMONG}"
    for first in range(0, view.count, _AT_ONCE):
        if progress is not None and not progress(first, view.count):
            raise Refused("cancelled", _CANCELLED)
        some = listed(view.seqs(first, _AT_ONCE))
        for at, act, late, unsure, *named in reader.each(sql, (some,)):
            booked, rebooked, cancelled = (int(act == kind) for kind in Act)
            yield day_of(at), Named(*named), Tally(booked, rebooked, cancelled, late, unsure)


def _named(by: By) -> str:
    """What a row is counted under, in SQL; by day and week nothing."""
    whose, name = _WHOSE if by is By.RESOURCE else "NULL", _NAMES.get(by, "''")
    return f"{whose}, {name}"


def _days(reader: Reader, log: Log, period: Period) -> dict[Day, int]:
    """The local days of a period that may have rows, each with about how many.

    A row of one UTC day is of the local day with the same date or of the next one.
    """
    found: dict[Day, int] = {}
    for utc, rows in reader.each(
        f"SELECT day, sum(n) FROM log_count WHERE {_LOG} GROUP BY day HAVING sum(n) > 0",
        (log.clinic, log.file or 0),
    ):
        found[utc + _EPOCH] = found.get(utc + _EPOCH, 0) + rows
        found.setdefault(utc + _EPOCH + 1, 0)
    return {day: found[day] for day in sorted(found) if period.first <= day <= period.last}


def _count(reader: Reader, log: Log, by: By, day: Day) -> Iterator[tuple[Named, Tally]]:
    """The changes of one local day by their names; by day and week without a name."""
    group = " GROUP BY 1, 2" if by in _NAMES else ""
    sql = (
        f"SELECT {_named(by)}, {_KINDS} FROM log_row WHERE {log.where}"
        f" AND changed_at >= ? AND changed_at < ?{group}"
    )
    for row in reader.each(sql, (log.place, midnight(day), midnight(day + 1))):
        yield Named(row[0], row[1]), Tally(*row[2:])
