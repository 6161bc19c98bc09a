"""Which row stands at which place of a log, however many rows there are.

``Counted`` needs no list of rows: the counts a day that triggers keep say on which day a place
is, and an index walks within the day. What was searched or sorted is in ``db.log.found``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import replace
from itertools import accumulate
from typing import Final, NamedTuple

from db.book import Reader
from db.log.query import fitting, fitting_kinds
from db.log.rows import AMONG, Log, listed
from db.rules.local_time import midnight
from db.rules.log.query import LogQuery
from db.values import Instant

_DAY: Final = 86400
_MANY: Final = 20_000


class Row(NamedTuple):
    """Where a row stands in the log's own order."""

    at: Instant
    seq: int


class Counted:
    """The rows of a query without texts, oldest change first."""

    def __init__(self, reader: Reader, log: Log, query: LogQuery) -> None:
        """Read the counts a day; the days at the ends of the query are counted by the index."""
        self._log, self._query, self._bounds = log, query, _bounds(query)
        self._terms, self._params = fitting(query)
        kinds, params = fitting_kinds(query)
        fits = " AND ".join(kinds) or "1"
        days, hits, rows = [], [], []
        for day, fit, every in reader.each(
            f"SELECT day, coalesce(sum(n) FILTER (WHERE {fits}), 0), sum(n) FROM log_count"
            " WHERE clinic_id = ? AND file_id = ? AND day BETWEEN ? AND ?"
            " GROUP BY day ORDER BY day",
            (*params, log.clinic, log.file or 0, *(at // _DAY for at in self._bounds)),
        ):
            fit = self._cut(reader, day, fit)
            if fit:
                days.append(day)
                hits.append(fit)
                rows.append(every)
        self._days, self._rows = days, rows
        self._sums = list(accumulate(hits, initial=0))

    def _cut(self, reader: Reader, day: int, fit: int) -> int:
        """How many of a day's rows the query's own days leave."""
        bounds = self._bounds
        begins, ends = day * _DAY, (day + 1) * _DAY
        if not fit or (bounds[0] <= begins and ends <= bounds[1]):
            return fit
        return self._rank(reader, begins, Row(ends, 0))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._sums[-1]

    def ids(self, reader: Reader, first: int, n: int) -> list[int]:
        """The rows at ``first`` and on, at most ``n``."""
        first, last = max(0, first), min(first + n, self.count)
        found: list[int] = []
        while first < last:
            day = bisect_right(self._sums, first) - 1
            until, walked = day + 1, self._rows[day]
            # Where hits are few among the rows, each day with hits is walked by itself.
            while self._sums[until] < last and walked + self._rows[until] < _MANY:
                walked += self._rows[until]
                until += 1
            begins, ends = self._days[day] * _DAY, (self._days[until - 1] + 1) * _DAY
            n = min(last, self._sums[until]) - first
            got = self._walk(reader, begins, ends, n, first - self._sums[day])
            if not got:
                break
            found += got
            first += len(got)
        return found

    def _walk(self, reader: Reader, begins: Instant, ends: Instant, n: int, skip: int) -> list[int]:
        terms = [self._log.where, "changed_at >= ?", "changed_at < ?", *self._terms]
        rows = reader.rows(
            f"SELECT id FROM log_row WHERE {' AND '.join(terms)}"
            " ORDER BY changed_at, id LIMIT ? OFFSET ?",
            (self._log.place, begins, ends, *self._params, n, skip),
        )
        return [row[0] for row in rows]

    def _rank(self, reader: Reader, begins: Instant, row: Row) -> int:
        """How many rows stand from a moment up to a row."""
        terms = [self._log.where, "changed_at >= ?", "(changed_at, id) < (?, ?)", *self._terms]
        return int(
            reader.value(
                f"SELECT count(*) FROM log_row WHERE {' AND '.join(terms)}",
                (self._log.place, begins, *row, *self._params),
            )
        )

    def _before(self, reader: Reader, row: Row) -> int:
        """How many rows stand before a row, be it among them or not."""
        day = row.at // _DAY
        index = bisect_left(self._days, day)
        if index == len(self._days) or self._days[index] != day:
            return self._sums[index]
        return self._sums[index] + self._rank(reader, day * _DAY, row)

    def place(self, reader: Reader, seq: int) -> tuple[int, bool]:
        """Where the row stands, or would stand, and whether it does."""
        row = _row(reader, self._log, seq)
        if row is None:
            return 0, False
        terms = " AND ".join(["id = ?", *self._terms])
        here = reader.value(f"SELECT 1 FROM log_row WHERE {terms}", (seq, *self._params))
        return self._before(reader, row), here is not None

    def among(self, reader: Reader, seqs: Collection[int]) -> frozenset[int]:
        """Those of some rows that are hits."""
        terms = " AND ".join([self._log.where, *self._terms])
        sql = f"SELECT id FROM log_row WHERE id {AMONG} AND {terms}"
        params = (listed(seqs), self._log.place, *self._params)
        return frozenset(row[0] for row in reader.each(sql, params))

    def next_late(self, reader: Reader, place: int, *, back: bool) -> int | None:
        """The place of the next late row after a place, or before it."""
        if self._query.late is False:
            return None
        late = Counted(reader, self._log, replace(self._query, late=True))
        here = next(iter(self.ids(reader, place, 1)), None) if 0 <= place < self.count else None
        if here is None:
            at = late.count if place >= 0 else 0
        else:
            row = _row(reader, self._log, here)
            assert row is not None
            at = late._before(reader, row if back else Row(row.at, row.seq + 1))
        found = late.ids(reader, at - back, 1) if at >= back else []
        return self.place(reader, found[0])[0] if found else None


def _row(reader: Reader, log: Log, seq: int) -> Row | None:
    found = reader.row(
        f"SELECT changed_at, id FROM log_row WHERE id = ? AND {log.where}", (seq, log.place)
    )
    return None if found is None else Row(*found)


def _bounds(query: LogQuery) -> tuple[Instant, Instant]:
    """The moments between which the query's days lie."""
    first = 0 if query.from_day is None else midnight(query.from_day)
    last = 2**62 if query.to_day is None else midnight(query.to_day + 1)
    return min(first, last), last
