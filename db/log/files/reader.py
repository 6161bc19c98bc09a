"""The rows of a log that a user copied or exported from AsynjaVisph (R43, R46-R48).

Tolerant of how the file was saved (``source``, ``text``), strict on what it says: each cell that
cannot be read is named with line, column and value. Every row is judged in one and the same way,
and what is said again and again is worked out once. Nothing here touches the book.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from db.fields import LINE_BOUND, TEXT_BOUND
from db.log.entry import GREEN, HEADINGS, RED
from db.log.files.cells import Known, Numbers, Times, Unread, Value, act_of, foreign, strict
from db.log.files.formula import unguarded
from db.log.files.source import Source, Tick
from db.log.files.text import Broken, Record, form_of, is_long, misfit, records
from db.rules.log.doubled_hour import CHANGED, VISIT
from db.values import ACT_LABELS, Act, Instant, clean

_Side = tuple[Instant | None, str, str, str]

MOST_BAD: Final = 200
"""As many cells that cannot be read are kept; the others are counted."""

_BOOKED: Final = Act.BOOKED
_CANCELLED: Final = Act.CANCELLED
_NONE: Final[_Side] = (None, "", "", "")
# Of these nothing is dropped, turned or composed by ``clean``; it is asked about all else.
_UNPLAIN: Final = re.compile(
    "[^ -~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026\n]"
)


class BadCell(NamedTuple):
    """A cell that cannot be read.

    Attributes:
        line: the number of the line in the file where the row begins, from 1.
        column: the heading.
        value: what stands there.
        text: what is wrong, a whole Swedish sentence with line, column and value.
    """

    line: int
    column: str
    value: str
    text: str


class ReadRow(NamedTuple):
    """A row that could be read; see ``db.log.entry.LogEntry``.

    Of a side that the change does not have, the start is None and the texts are empty.

    Attributes:
        unsure: which of Ändrad datum and the earlier visit stand, without an offset, in the hour
            that is passed twice (``db.rules.log.doubled_hour``); the first passing is given.
    """

    act: Act
    changed_at: Instant
    referral: str
    patient: str
    pnr: str
    interpreter: str
    old_start: Instant | None
    old_type: str
    old_resource: str
    old_comment: str
    new_start: Instant | None
    new_type: str
    new_resource: str
    new_comment: str
    unsure: int = 0


class LogReader:
    """Reads a log row by row; how it is to be read is decided when it is made.

    Attributes:
        form: how it is read.
        bad: the first cells that could not be read; their rows are not among those given.
        bad_cells: how many such cells there are.
        bad_rows: how many rows they stand in.

    Raises:
        Invalid: a heading is missing or stands twice, or the quotes do not match; says where.
    """

    def __init__(self, source: Source, tick: Tick) -> None:
        self._source = source
        self.form = form_of(source, tick)
        self._judge = RowJudge()
        self.bad: list[BadCell] = []
        self.bad_cells = self.bad_rows = 0

    def read(self) -> Iterator[ReadRow]:
        """The rows that can be read, in the file's order.

        Raises:
            Invalid: a field is too long; says where.
        """
        judge = self._judge.read
        try:
            for record in records(self._source, self.form):
                if record.extra and any(map(strict, record.extra)):
                    self._note(record)
                    continue
                try:
                    row = judge(record.cells)
                except Unread:
                    self._note(record)
                else:
                    yield row
        except Broken as fault:
            raise fault.told(self.form.head.names) from None

    def _note(self, record: Record) -> None:
        """Name what cannot be read in a row.

        Raises:
            Broken: rows may have vanished in a quoted field of it.
        """
        if self.form.quoting == "doubled" and not record.whole and is_long(record):
            raise misfit(self.form, record)
        found = self._judge.faults(record)
        self.bad += found[: MOST_BAD - len(self.bad)]
        self.bad_cells += len(found)
        self.bad_rows += 1


class RowJudge:
    """Says what a row of a log means, or which of its cells cannot be read."""

    def __init__(self) -> None:
        self._acts = Known(act_of)
        self._lines = Known(_line)
        self._numbers = Numbers()
        self._times = Times()

    def read(self, cells: Sequence[str]) -> ReadRow:
        """The row with these cells, which stand in the order of ``HEADINGS``.

        Raises:
            Unread: one of them cannot be read; ``faults`` says which.
        """
        (
            status, changed, referral, patient, number, tolk,
            old_day, old_clock, old_type, old_resource, old_comment,
            new_day, new_clock, new_type, new_resource, new_comment,
        ) = cells  # fmt: skip
        act, lines = self._acts[status], self._lines
        moments = self._times.changed(changed)
        at = moments[0]
        unsure = CHANGED if len(moments) > 1 else 0
        old: _Side = _NONE
        new: _Side = _NONE
        if act is not _BOOKED:
            begins = self._times.visit(old_day, old_clock)
            unsure += VISIT if len(begins) > 1 else 0
            old = begins[0], lines[old_type], lines[old_resource], _comment(old_comment)
        elif old_day or old_clock or old_type or old_resource or old_comment:
            _demand_empty(cells[6:11])
        if act is not _CANCELLED:
            begins = self._times.visit(new_day, new_clock)
            new = begins[0], lines[new_type], lines[new_resource], _comment(new_comment)
        elif new_day or new_clock or new_type or new_resource or new_comment:
            _demand_empty(cells[11:16])
        digits = self._numbers.read(number, at)
        told = act, at, lines[referral], lines[patient], digits, lines[tolk], *old, *new, unsure
        return tuple.__new__(ReadRow, told)  # as ReadRow(…), in half the time

    def faults(self, record: Record) -> list[BadCell]:
        """What cannot be read in a row, cell by cell."""
        cells = dict(zip(HEADINGS, record.cells, strict=True))
        found = [
            _bad(record.line, "", cell, "raden har fler fält än det finns rubriker")
            for cell in record.extra
            if strict(cell)
        ]

        def attempt(heading: str, read: Callable[[str], Value]) -> Value | None:
            try:
                return read(cells[heading])
            except Unread as fault:
                found.append(_bad(record.line, heading, cells[heading], fault.why))
                return None

        act = attempt("Status", act_of)
        moments = attempt("Ändrad datum", self._times.changed)
        for heading in ("Remiss", "Pat. namn", "Tolk"):
            attempt(heading, _line)
        at = moments[0] if moments else None
        attempt("Pat. pnr", lambda text: self._numbers.read(text, at))
        for columns, none_for in ((RED, Act.BOOKED), (GREEN, Act.CANCELLED)):
            if act is none_for:
                why = f"ska vara tomt när Status är {ACT_LABELS[act]}"
                for heading in columns:
                    attempt(heading, partial(_empty, why=why))
            elif act is not None:
                found += self._visit_faults(record.line, act, columns, cells)
                for heading, read in zip(columns[2:], (_line, _line, _comment), strict=True):
                    attempt(heading, read)
        return found

    def _visit_faults(
        self, line: int, act: Act, columns: Sequence[str], cells: dict[str, str]
    ) -> list[BadCell]:
        """What is wrong with the day and the clock of a visit."""
        day, clock = columns[:2]
        missing = f"ska vara ifyllt när Status är {ACT_LABELS[act]}"
        blank = [heading for heading in (day, clock) if not strict(cells[heading])]
        if blank:
            return [_bad(line, heading, "", missing) for heading in blank]
        try:
            self._times.visit(cells[day], cells[clock])
        except Unread as fault:
            heading = clock if fault.clock else day
            return [_bad(line, heading, cells[heading], fault.why)]
        return []


def _bad(line: int, column: str, value: str, why: str) -> BadCell:
    """The cell, with a sentence that shows what is wrong also where it does not show by itself."""
    told = clean(value[:TEXT_BOUND])[:LINE_BOUND]
    shown = f"{told[:40]}…" if len(told) > 40 else told
    named = f"”{shown}”{foreign(shown)}"
    said = f"Rad {line}, {column}: {named} {why}." if column else f"Rad {line}: {named}: {why}."
    return BadCell(line, column, told, said)


def _empty(text: str, why: str = "") -> None:
    if strict(text):
        raise Unread(why)


def _demand_empty(cells: Sequence[str]) -> None:
    for cell in cells:
        _empty(cell)


def _line(text: str) -> str:
    """A text on one line, as it is stored."""
    cleaned = clean(unguarded(text).strip())
    if len(cleaned) > LINE_BOUND:
        raise Unread(f"är för långt (högst {LINE_BOUND} tecken)")
    return cleaned


def _comment(text: str) -> str:
    """A text that may have several lines, as it is stored; nearly each is another one."""
    if text and (text[0] == "'" or _UNPLAIN.search(text)):
        text = clean(unguarded(text).strip(), lines=True)
    else:
        text = text.strip()
    if len(text) > TEXT_BOUND:
        raise Unread(f"är för långt (högst {TEXT_BOUND} tecken)")
    return text
