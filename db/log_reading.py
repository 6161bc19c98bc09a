"""The rows of a log that a user copied or exported from AsynjaVisph (R43, R46-R48).

Tolerant of how the file was saved (``db.log_source``, ``db.log_text``), strict on what it says:
each cell that cannot be read is named with line, column and value. Nothing here touches the book.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Final

from db.errors import Invalid
from db.fields import LINE_BOUND, TEXT_BOUND
from db.formula import unguarded
from db.log_careful import (
    NO_VISIT,
    BadCell,
    CarefulRow,
    ReadRow,
    day_of_text,
    number_of,
)
from db.log_entry import HEADINGS
from db.log_source import Source
from db.log_text import Broken, head_of, records
from db.rules.local_time import clock_text, midnight
from db.values import ACT_LABELS, Act, Instant, clean

MOST_BAD: Final = 200
"""As many cells that cannot be read are kept; the others are counted."""

_LABELS = {label: act for act, label in ACT_LABELS.items()}
_CLOCKS = {clock_text(minute): minute * 60 for minute in range(24 * 60)}
# Of these nothing is dropped, turned or composed by ``clean``; it is asked about all else.
_UNPLAIN = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026\n]")
_REMEMBERED = 20_000
_NO_CELLS = ("",) * 5


class LogReader:
    """Reads a log row by row.

    Args:
        source: the log.
        now: decides the century of ten-digit personal numbers.

    Attributes:
        ignored: headings of columns that a log does not have.
        bad: the first cells that could not be read; their rows are not among those given.
        bad_cells: how many such cells there are.
        bad_rows: how many rows they stand in.

    Raises:
        Invalid: a heading is missing or stands twice; says which.
    """

    def __init__(self, source: Source, now: Instant) -> None:
        self._source, self._now = source, now
        self._head = head_of(source)
        self._quoted = True
        self._fast = _FastRow(now)
        columns = self._head.columns
        self._pick = itemgetter(*(columns[heading] for heading in HEADINGS))
        self.ignored = self._head.ignored
        self._forget()

    def _forget(self) -> None:
        self.bad: list[BadCell] = []
        self.bad_cells = self.bad_rows = 0

    def read(self, anew: Callable[[], None]) -> Iterator[ReadRow]:
        """The rows that can be read, in the file's order.

        Args:
            anew: called when all rows given so far are to be forgotten, and come again: what is
                copied straight out of a window has quotes that are only text.

        Raises:
            Invalid: the quotes do not match, or a field is too long; says where.
        """
        try:
            yield from self._rows(quoted=True)
        except Broken as fault:
            if self._head.delimiter != "\t":
                raise fault.told(self._head.names) from None
            anew()
            self._forget()
            try:
                yield from self._rows(quoted=False)
            except Broken as other:
                raise other.told(self._head.names) from None

    def _rows(self, *, quoted: bool) -> Iterator[ReadRow]:
        head, pick, fast = self._head, self._pick, self._fast.read
        width, first = len(head.names), head.line
        for line, record in records(self._source, head.delimiter, quoted=quoted):
            if line <= first:
                continue
            row = fast(pick(record)) if len(record) == width else None
            if row is None:
                row = self._slow(line, record)
            if row is not None:
                yield row

    def _slow(self, line: int, record: list[str]) -> ReadRow | None:
        """Read a row with all care, and say what is wrong with it."""
        if not any(cell.strip() for cell in record):
            return None
        width = len(self._head.names)
        filled = record + [""] * (width - len(record))
        row = CarefulRow(line, self._pick(filled), record[width:], self._now)
        made = row.read()
        if row.bad:
            self.bad += row.bad[: MOST_BAD - len(self.bad)]
            self.bad_cells += len(row.bad)
            self.bad_rows += 1
        return made


class _FastRow:
    """Reads the rows in which nothing is odd: nearly all. Gives None for the others.

    What is said again and again (types, resources, numbers, days) is worked out once.
    """

    def __init__(self, now: Instant) -> None:
        self._now = now
        self._texts: dict[str, str] = {}
        self._numbers: dict[str, str] = {}

    def read(self, cells: tuple[str, ...]) -> ReadRow | None:
        """The row, as ``CarefulRow`` would read it, or None where that must be asked."""
        for known in (self._texts, self._numbers):
            if len(known) > _REMEMBERED:
                known.clear()
        act = _LABELS.get(cells[0])
        changed_at = _moment(cells[1])
        if act is None or changed_at is None:
            return None
        old = self._visit(cells[6:11], none=act is Act.BOOKED)
        new = self._visit(cells[11:16], none=act is Act.CANCELLED)
        if old is None or new is None:
            return None
        texts, numbers = self._texts, self._numbers
        _, _, referral, patient, number, tolk = cells[:6]
        try:
            return ReadRow(
                act, changed_at, texts[referral], texts[patient], numbers[number], texts[tolk],
                *old, *new,
            )  # fmt: skip
        except KeyError:
            learnt = self._learn(referral) and self._learn(patient) and self._learn(tolk)
            return self.read(cells) if learnt and self._learn_number(number) else None

    def _visit(
        self, cells: tuple[str, ...], *, none: bool
    ) -> tuple[Instant | None, str, str, str] | None:
        if none:
            return NO_VISIT if cells == _NO_CELLS else None
        day, clock, kind, resource, comment = cells
        begins, seconds = _plain_day(day), _CLOCKS.get(clock)
        if begins is None or seconds is None:
            return None
        if not (self._learn(kind) and self._learn(resource)):
            return None
        if comment:
            if comment[0] == "'" or len(comment) > TEXT_BOUND or _UNPLAIN.search(comment):
                return None
            comment = comment.strip()
        return begins + seconds, self._texts[kind], self._texts[resource], comment

    def _learn(self, text: str) -> bool:
        """Work out a text, unless it is known; whether it can be stored."""
        if text in self._texts:
            return True
        cleaned = clean(unguarded(text).strip())
        if len(cleaned) > LINE_BOUND:
            return False
        self._texts[text] = cleaned
        return True

    def _learn_number(self, text: str) -> bool:
        if text in self._numbers:
            return True
        try:
            number = number_of(unguarded(text).strip(), self._now)
        except Invalid:
            return False
        self._numbers[text] = number
        return True


@lru_cache(maxsize=4096)
def _plain_day(text: str) -> Instant | None:
    """The midnight of a day on which no clock is moved; None for all else."""
    day = day_of_text(text)
    if day is None or midnight(day + 1) - midnight(day) != 24 * 3600:
        return None
    return midnight(day)


def _moment(text: str) -> Instant | None:
    """``YYYY-MM-DD HH:MM`` of a day on which no clock is moved; None for all else."""
    if text[10:11] != " ":
        return None
    begins, seconds = _plain_day(text[:10]), _CLOCKS.get(text[11:])
    return None if begins is None or seconds is None else begins + seconds
