"""One row of a log, read with all care: each cell that cannot be read is named (R43, R46-R48)."""

import re
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from db.errors import Invalid
from db.fields import LINE_BOUND, TEXT_BOUND
from db.formula import unguarded
from db.log_entry import GREEN, HEADINGS, RED
from db.patients import parse_pnr
from db.rules.local_time import instants_at, whole_minute
from db.timeline import FIRST_YEAR, LAST_YEAR
from db.values import ACT_LABELS, Act, Day, Instant, clean

NO_VISIT: Final = (None, "", "", "")
"""The side that a change does not have."""

_ACTS = {label.casefold(): act for act, label in ACT_LABELS.items()}
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")
_MASKED = re.compile(r"[0-9]{8}-\*{4}")
_LINED = frozenset({RED[4], GREEN[4]})
_Visit = tuple[Instant, str, str, str]
_NO_DAY = f"är inte ett datum (ÅÅÅÅ-MM-DD, år {FIRST_YEAR}–{LAST_YEAR})"
_NO_TIME = "är inte ett klockslag (TT:MM)"


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
    """A row that could be read; see ``db.log_entry.LogEntry``.

    Of a side that the change does not have, the start is None and the texts are empty.
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


class CarefulRow:
    """One record that is read with all care; what is wrong with it gathers in ``bad``."""

    def __init__(self, line: int, cells: tuple[str, ...], extra: list[str], now: Instant) -> None:
        self.bad: list[BadCell] = []
        self._line = line
        self._now = now
        self._cells = {
            heading: unguarded(cell).strip() for heading, cell in zip(HEADINGS, cells, strict=True)
        }
        for cell in extra:
            if cell.strip():
                self._fault("", cell, "raden har fler fält än det finns rubriker")

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
        return ReadRow(
            act, changed_at, texts[0], texts[1], pnr, tolk, *(old or NO_VISIT), *(new or NO_VISIT)
        )

    def _fault(self, column: str, value: str, why: str) -> None:
        shown = clean(value[:TEXT_BOUND])
        shown = f"{shown[:40]}…" if len(shown) > 40 else shown
        said = f"Rad {self._line}, {column}: ”{shown}” {why}."
        if not column:
            said = f"Rad {self._line}: ”{shown}”: {why}."
        self.bad.append(BadCell(self._line, column, clean(value[:TEXT_BOUND])[:LINE_BOUND], said))

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
        try:
            return number_of(value, self._now)
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

    def _visit(self, columns: tuple[str, ...], act: Act, none_for: Act) -> _Visit | None:
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

    def _started(self, day: str, time: str, texts: list[str]) -> _Visit | None:
        if day_of_text(self._cells[day]) is None:
            self._fault(day, self._cells[day], _NO_DAY)
            return None
        found = _instant(self._cells[day], self._cells[time])
        if isinstance(found, str):
            self._fault(time, self._cells[time], found)
            return None
        return found, texts[0], texts[1], texts[2]


@lru_cache(maxsize=4096)
def day_of_text(text: str) -> Day | None:
    """The day of ``YYYY-MM-DD``, None when it is none or outside the years that a log can have."""
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
    day = day_of_text(day_text)
    if day is None:
        return _NO_DAY
    parts = _CLOCK.fullmatch(clock_text)
    if not parts or int(parts[1]) > 23 or int(parts[2]) > 59:
        return _NO_TIME
    found = instants_at(day, int(parts[1]) * 60 + int(parts[2]))
    if not found:
        return "finns inte den dagen (sommartiden börjar)"
    return whole_minute(found[0])


def number_of(text: str, now: Instant) -> str:
    """Twelve digits; empty where the log has none, or has it masked.

    Raises:
        Invalid: not a personal number.
    """
    return "" if not text or _MASKED.fullmatch(text) else parse_pnr(text, now)
