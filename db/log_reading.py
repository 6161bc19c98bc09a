"""The rows of a log that a user copied or exported from AsynjaVisph (R43, R46-R48).

Tolerant of how the file was saved (``db.log_text``), strict on what it says: each cell that cannot
be read is named with line, column and value. Nothing here touches the book.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from db.errors import Invalid
from db.fields import LINE_BOUND, TEXT_BOUND
from db.formula import unguarded
from db.log_entry import GREEN, RED
from db.log_text import Head, head_of, read_text, split
from db.patients import parse_pnr
from db.rules.local_time import instants_at, whole_minute
from db.timeline import FIRST_YEAR, LAST_YEAR
from db.values import ACT_LABELS, Act, Day, Instant, clean

_ACTS = {label.casefold(): act for act, label in ACT_LABELS.items()}
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")
_MASKED = re.compile(r"[0-9]{8}-\*{4}")
_LINED = frozenset({RED[4], GREEN[4]})


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


class ReadVisit(NamedTuple):
    """One side of a row."""

    start: Instant
    type_name: str
    resource_name: str
    comment: str


class ReadRow(NamedTuple):
    """A row that could be read; see ``db.log_entry.LogEntry``."""

    act: Act
    changed_at: Instant
    referral: str
    patient: str
    pnr: str
    interpreter: str
    old: ReadVisit | None
    new: ReadVisit | None


@dataclass(frozen=True, slots=True)
class ReadLog:
    """What a file holds.

    Attributes:
        rows: the rows that could be read, in the file's order.
        bad: what could not; a row with a bad cell is not among ``rows``.
        ignored: headings of columns that a log does not have.
    """

    rows: tuple[ReadRow, ...]
    bad: tuple[BadCell, ...]
    ignored: tuple[str, ...]


def read_log(path: Path, now: Instant) -> ReadLog:
    """Read a file.

    Args:
        path: where it is.
        now: decides the century of ten-digit personal numbers.

    Raises:
        Unreadable: no such file, or it cannot be opened.
        Invalid: too large, not text, or a heading is missing; says which.
    """
    text = read_text(path)
    head = head_of(text)
    rows: list[ReadRow] = []
    bad: list[BadCell] = []
    for line, record in split(text, head.delimiter):
        if line <= head.line or not any(cell.strip() for cell in record):
            continue
        row = _Row(line, record, head, now)
        made = row.read()
        if row.bad:
            bad += row.bad
        elif made is not None:
            rows.append(made)
    return ReadLog(tuple(rows), tuple(bad), head.ignored)


class _Row:
    """One record while it is read; what is wrong with it gathers in ``bad``."""

    def __init__(self, line: int, record: list[str], head: Head, now: Instant) -> None:
        self.bad: list[BadCell] = []
        self._line = line
        self._now = now
        self._cells = {
            heading: unguarded(record[index]).strip() if index < len(record) else ""
            for heading, index in head.columns.items()
        }
        for extra in record[head.width :]:
            if extra.strip():
                self._fault("", extra, "raden har fler fält än det finns rubriker")

    def read(self) -> ReadRow | None:
        """The row, or None when something in it cannot be read."""
        act = _ACTS.get(self._cells["Status"].casefold())
        if act is None:
            self._fault("Status", self._cells["Status"], "ska vara Bokad, Ombokad eller Avbokad")
        changed_at = self._changed_at()
        texts = [self._text(heading) for heading in ("Remiss", "Pat. namn")]
        pnr, tolk = self._pnr(), self._text("Tolk")
        if act is None:
            return None
        old = self._visit(RED, act, Act.BOOKED)
        new = self._visit(GREEN, act, Act.CANCELLED)
        if self.bad or changed_at is None:
            return None
        return ReadRow(act, changed_at, texts[0], texts[1], pnr, tolk, old, new)

    def _fault(self, column: str, value: str, why: str) -> None:
        shown = clean(value)
        shown = f"{shown[:40]}…" if len(shown) > 40 else shown
        said = f"Rad {self._line}, {column}: ”{shown}” {why}."
        if not column:
            said = f"Rad {self._line}: ”{shown}”: {why}."
        self.bad.append(BadCell(self._line, column, clean(value)[:LINE_BOUND], said))

    def _text(self, heading: str) -> str:
        lines = heading in _LINED
        bound = TEXT_BOUND if lines else LINE_BOUND
        text = clean(self._cells[heading], lines=lines)
        if len(text) > bound:
            self._fault(heading, text, f"är för långt (högst {bound} tecken)")
        return text

    def _pnr(self) -> str:
        """Twelve digits; empty where the log has none, or has it masked."""
        value = self._cells["Pat. pnr"]
        if not value or _MASKED.fullmatch(value):
            return ""
        try:
            return parse_pnr(value, self._now)
        except Invalid:
            self._fault("Pat. pnr", value, "är inte ett giltigt personnummer")
            return ""

    def _changed_at(self) -> Instant | None:
        value = self._cells["Ändrad datum"]
        day, _, time = value.replace("T", " ").partition(" ")
        found = _instant(day, time.strip())
        if isinstance(found, str):
            self._fault("Ändrad datum", value, found)
            return None
        return found

    def _visit(self, columns: tuple[str, ...], act: Act, none_for: Act) -> ReadVisit | None:
        """One side of the row; ``none_for`` is the status for which it is empty (R47-R48)."""
        if act is none_for:
            for heading in columns:
                if self._cells[heading]:
                    rule = "R47" if act is Act.BOOKED else "R48"
                    why = f"ska vara tomt när Status är {ACT_LABELS[act]} ({rule})"
                    self._fault(heading, self._cells[heading], why)
            return None
        day, time = columns[0], columns[1]
        texts = [self._text(heading) for heading in columns[2:]]
        if not self._cells[day] or not self._cells[time]:
            for heading in (day, time):
                if not self._cells[heading]:
                    self._fault(heading, "", f"ska vara ifyllt när Status är {ACT_LABELS[act]}")
            return None
        return self._started(day, time, texts)

    def _started(self, day: str, time: str, texts: list[str]) -> ReadVisit | None:
        if _day(self._cells[day]) is None:
            self._fault(day, self._cells[day], _NO_DAY)
            return None
        found = _instant(self._cells[day], self._cells[time])
        if isinstance(found, str):
            self._fault(time, self._cells[time], found)
            return None
        return ReadVisit(found, *texts)


_NO_DAY = f"är inte ett datum (ÅÅÅÅ-MM-DD, år {FIRST_YEAR}–{LAST_YEAR})"
_NO_TIME = "är inte ett klockslag (TT:MM)"


@lru_cache(maxsize=4096)
def _day(text: str) -> Day | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found.toordinal() if FIRST_YEAR <= found.year <= LAST_YEAR else None


@lru_cache(maxsize=4096)
def _instant(day_text: str, clock_text: str) -> Instant | str:
    """The instant, cut to its whole minute, or what is wrong."""
    day = _day(day_text)
    if day is None:
        return _NO_DAY
    parts = _CLOCK.fullmatch(clock_text)
    if not parts or int(parts[1]) > 23 or int(parts[2]) > 59:
        return _NO_TIME
    found = instants_at(day, int(parts[1]) * 60 + int(parts[2]))
    if not found:
        return "finns inte den dagen (sommartiden börjar)"
    return whole_minute(found[0])
