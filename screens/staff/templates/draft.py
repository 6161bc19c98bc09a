"""The rows of a schedule template while they are edited (R29-R32): pure values, no widgets.

Rows stand by day and Från. A text that cannot be read stays in its cell, and is said there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from db.rules.local_time import clock_text
from db.rules.names.agent_types import is_agent_type
from db.rules.schedule import start_times as rules
from db.rules.schedule.template_fields import (
    Written,
    length_text,
    read_clock,
    read_length,
    read_release,
)
from db.texts import WEEKDAY_NAMES
from db.values import Minutes, Template, TemplateRow, TimeType, Verdict, Weekday
from screens.staff.setup.draft import FINE, Bad
from widgets.sheet.values import Cell, State

# --- the fields above the list -----------------------------------------------------------------

LABELS: Final[Mapping[str, str]] = {
    "start_min": "Från kl",
    "end_min": "Till kl",
    "length_min": "Längd",
    "release": "Bok.före",
    "time_type": "Tidstyp",
}
"""The fields that make a row, as in the guide."""

WRITTEN: Final = ("start_min", "end_min", "length_min", "release")
"""Those in which one writes."""

EMPTY: Final = "empty"
"""The rule of what is said of a field that is not filled in yet."""

_READ: Final = dict(zip(WRITTEN, (read_clock, read_clock, read_length, read_release), strict=True))


class Entry(NamedTuple):
    """The fields above the list, as they are written.

    Attributes:
        time_type: the id of the chosen type, or None.
    """

    days: frozenset[Weekday] = frozenset()
    start_min: str = ""
    end_min: str = ""
    length_min: str = ""
    release: str = ""
    time_type: int | None = None


def read_field(field: str, text: str, label: str) -> Written:
    """What one of the ``WRITTEN`` fields means."""
    return _READ[field](text, label)


def read_entry(entry: Entry) -> tuple[TemplateRow | None, Verdict, str]:
    """The row that the fields mean, on a Monday; or what is wrong, and in which field."""
    values: dict[str, int | None] = {}
    empty = ""
    for name in WRITTEN:
        text = getattr(entry, name).strip()
        if not text and name != "release":
            empty = empty or name
            continue
        found = read_field(name, text, LABELS[name])
        if found.fault:
            return None, refusal(found.fault), name
        values[name] = found.value
    if not empty and entry.time_type is None:
        empty = "time_type"
    if empty:
        verb = "Välj" if empty == "time_type" else "Fyll i"
        return None, Verdict(EMPTY, False, f"{verb} {LABELS[empty]}.", ""), empty
    row = TemplateRow(
        Weekday.MONDAY, values["start_min"] or 0, values["end_min"] or 0,
        values["length_min"] or 0, values["release"], entry.time_type or 0,
    )  # fmt: skip
    return row, FINE, ""


def refusal(text: str) -> Verdict:
    """What is said of a text that cannot be accepted."""
    return Verdict("entry", False, text, "")


# --- the list ----------------------------------------------------------------------------------

FIELDS: Final[Mapping[str, str]] = {
    "weekday": "Dag",
    "start_min": "Från",
    "end_min": "Till",
    "length_min": "Lgd",
    "release": "Bok f",
    "time_type": "Tidstyp",
}
"""The columns of the list, as in the guide (GUIDES.md A3)."""
CHOSEN: Final = ("weekday", "time_type")
"""Those whose values are chosen; what is typed in them looks for one of the names."""


class Line(NamedTuple):
    """One row: its key in the list, the row, and what was typed and cannot be accepted."""

    key: str
    row: TemplateRow
    bad: tuple[Bad, ...] = ()


class Start(NamedTuple):
    """One time of the week grid: the line that gives it, and its clock."""

    key: str
    minute: Minutes


class Problem(NamedTuple):
    """What there is to say about a cell; ``verdict.passed`` when it may be saved all the same.

    Attributes:
        other: the row that it collides with, or empty.
    """

    key: str
    field: str
    verdict: Verdict
    other: str = ""


def written(row: TemplateRow, field: str, types: Mapping[int, TimeType]) -> str:
    """What a row says in one column of the list."""
    if field == "weekday":
        return WEEKDAY_NAMES[row.weekday]
    if field == "time_type":
        return types[row.time_type].name if row.time_type in types else ""
    if field == "release":
        return "" if row.release is None else str(row.release)
    value: Minutes = getattr(row, field)
    return length_text(value) if field == "length_min" else clock_text(value)


def meant(field: str, text: str) -> tuple[object, str]:
    """The value that a cell's text means, and why it cannot be read."""
    if field == "weekday":
        return Weekday(int(text)), ""
    if field == "time_type":
        return int(text), ""
    found = read_field(field, text, FIELDS[field])
    return found.value, found.fault


# --- the template -------------------------------------------------------------------------------

_FIELD_OF: Final[Mapping[str, str]] = {
    "row-length": "length_min",
    "row-remainder": "length_min",
    "row-release": "release",
    "row-type": "time_type",
    "row-hidden-type": "time_type",
    "row-no-web-name": "time_type",
}
_PLACES = ("row", "other")
"""The facts of a verdict that say which rows it is about."""
_LOCKED = Verdict(
    "agent-rows-by-it", False, "Rader med ombudstidstyper läggs till, ändras och tas bort bara"
    " av IT.", "[000] R4, R6",
)  # fmt: skip
_STANDS = Verdict("row-stands", False, "Raden finns redan de valda dagarna.", "")


class Edited(NamedTuple):
    """The outcome of an edit.

    Attributes:
        draft: after it; the same one when it was refused.
        said: what there is to say; ``passed`` is False when it was refused.
        keys: the rows it made or left to stand on.
        field: the field that is wrong, or empty.
    """

    draft: "TemplateDraft"
    said: Verdict = FINE
    keys: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True)
class TemplateDraft:
    """The rows of one template.

    Attributes:
        lines: by day and Från.
        made: how many lines were made, so that no key is used twice.
        base: the template as it was read; without an id when it is new.
        types: the clinic's time types by id.
        locked: whether rows of ombud types may not be touched (R6).
    """

    lines: tuple[Line, ...]
    made: int
    base: Template = field(compare=False)
    types: Mapping[int, TimeType] = field(compare=False)
    locked: bool = field(compare=False, default=True)

    @classmethod
    def open(cls, base: Template, types: Mapping[int, TimeType], *, is_it: bool) -> "TemplateDraft":
        """The template as it stands in the book."""
        lines = tuple(Line(f"r{at}", row) for at, row in enumerate(base.rows))
        return cls(_sorted(lines), len(lines), base, types, not is_it)

    def based_on(self, fresh: "TemplateDraft") -> "TemplateDraft":
        """These rows on what is in the book now."""
        return replace(fresh, lines=self.lines, made=self.made)

    # --- reading ------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> tuple[TemplateRow, ...]:
        """The rows in their order."""
        return tuple(line.row for line in self.lines)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of every line."""
        return {line.key: at for at, line in enumerate(self.lines)}

    @property
    def template(self) -> Template:
        """The template as it would be saved."""
        return replace(self.base, rows=self.rows)

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost by leaving."""
        return self.base.id is None or self.rows != self.base.rows or self.has_bad

    @property
    def has_bad(self) -> bool:
        """Whether something that is typed in a cell cannot be accepted."""
        return any(line.bad for line in self.lines)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All there is to say, what cannot be saved first."""
        found = [Problem(line.key, bad.field, bad.why) for line in self.lines for bad in line.bad]
        for verdict in (*rules.check_rows(self.rows, self.types),
                        *rules.warn_rows(self.rows, self.types)):  # fmt: skip
            facts = dict(verdict.facts)
            keys = [self.lines[int(facts[name] or 0)].key for name in _PLACES if name in facts]
            found.append(Problem(keys[0], _field_of(verdict), verdict, *keys[1:]))
        return tuple(sorted(found, key=lambda problem: problem.verdict.passed))

    @property
    def first_error(self) -> Problem | None:
        """The first thing that stops the template from being saved."""
        found = self.problems[:1]
        return found[0] if found and not found[0].verdict.passed else None

    @cached_property
    def _by_cell(self) -> Mapping[tuple[str, str], list[Problem]]:
        found: dict[tuple[str, str], list[Problem]] = {}
        for problem in self.problems:
            for key in filter(None, (problem.key, problem.other)):
                found.setdefault((key, problem.field), []).append(problem)
        return found

    def first_difference(self, other: "TemplateDraft") -> str | None:
        """The first row that the other has not so, or that stands where the other has one more."""
        theirs = {*other.lines}
        changed = next((line.key for line in self.lines if line not in theirs), None)
        if changed is not None or not self.lines:
            return changed
        mine = {*self.lines}
        gone = next((at for at, line in enumerate(other.lines) if line not in mine), 0)
        return self.lines[min(gone, len(self.lines) - 1)].key

    def line(self, key: str) -> Line | None:
        """The line with this key."""
        at = self.places.get(key)
        return None if at is None else self.lines[at]

    def text(self, line: Line, field: str) -> str:
        """What a cell says."""
        typed = next((bad.text for bad in line.bad if bad.field == field), None)
        return written(line.row, field, self.types) if typed is None else typed

    def cells(self, line: Line) -> tuple[Cell, ...]:
        """A line's cells, in the order of ``FIELDS``."""
        barred = self.barred(line.row)
        return tuple(self._cell(line, field, barred) for field in FIELDS)

    def _cell(self, line: Line, field: str, barred: Verdict | None) -> Cell:
        found = self._by_cell.get((line.key, field), ())
        state: State = "locked" if barred else ""
        tips = [barred.text] if barred else []
        tips += [problem.verdict.text for problem in found]
        if found and not barred:
            state = "warn" if found[0].verdict.passed else "error"
        return Cell(self.text(line, field), state=state, tip="\n".join(tips))

    def barred(self, row: TemplateRow) -> Verdict | None:
        """Why a row may not be touched, or None when it may (R4, R6)."""
        kind = self.types.get(row.time_type)
        return _LOCKED if self.locked and kind and is_agent_type(kind.name) else None

    @cached_property
    def choices(self) -> tuple[TimeType, ...]:
        """The types that may be chosen: not cleared ones (R24), ombud types by IT alone (R6)."""
        return tuple(
            kind for kind in self.types.values()
            if kind.name.strip() and not (self.locked and is_agent_type(kind.name))
        )  # fmt: skip

    @cached_property
    def week(self) -> tuple[tuple[Start, ...], ...]:
        """The start times of every day, Monday first, Helgdag last (R32, GUIDES.md A4)."""
        days: list[list[Start]] = [[] for _ in Weekday]
        for line in self.lines:
            if any(rules.week_counts((line.row,))):
                days[line.row.weekday] += (
                    Start(line.key, minute) for minute in rules.row_starts(line.row)
                )
        return tuple(tuple(sorted(day, key=lambda start: start.minute)) for day in days)

    def days_like(self, row: TemplateRow) -> frozenset[Weekday]:
        """The days that have the same row."""
        return frozenset(
            other.weekday for other in self.rows if replace(other, weekday=row.weekday) == row
        )

    def entry_of(self, key: str) -> Entry | None:
        """A row as the fields show it, with every day that has the same one."""
        line = self.line(key)
        if line is None:
            return None
        start, end, length, release = (self.text(line, field) for field in WRITTEN)
        days = self.days_like(line.row)
        return Entry(days, start, end, length, release, line.row.time_type)

    # --- the fields above the list ------------------------------------------------------------

    def look_at(self, entry: Entry) -> Edited:
        """What there is to say about the fields as they stand, while they are written.

        An empty field is nothing to speak of yet.
        """
        row, said, wrong = read_entry(entry)
        if said.text or row is None:
            return Edited(self, FINE if said.rule == EMPTY else said, field=wrong)
        fresh = self._fresh(row, entry.days)
        return self._judge(fresh or [replace(row, weekday=day) for day in sorted(entry.days)],
                           among=bool(fresh))  # fmt: skip

    def add(self, entry: Entry) -> Edited:
        """Lägg till: a row for each ticked day, but where it stands already (R32)."""
        row, said, wrong = read_entry(entry)
        if not entry.days:
            said, wrong = refusal("Bocka för minst en dag."), "days"
        if row is None or wrong:
            return Edited(self, said, field=wrong)
        fresh = self._fresh(row, entry.days)
        if not fresh:
            return Edited(self, _STANDS, field="days")
        judged = self._judge(fresh, among=True)
        if not judged.said.passed:
            return judged
        lines = tuple(Line(f"n{self.made + at}", new) for at, new in enumerate(fresh))
        draft = self._with((*self.lines, *lines), len(lines))
        keys = tuple(line.key for line in lines)
        return Edited(draft, judged.said, keys, judged.field)

    def _fresh(self, row: TemplateRow, days: Iterable[Weekday]) -> list[TemplateRow]:
        known = set(self.rows)
        wanted = (replace(row, weekday=day) for day in sorted(days))
        return [new for new in wanted if new not in known]

    def _judge(self, rows: Sequence[TemplateRow], *, among: bool) -> Edited:
        """The first thing to say about new rows, by themselves or among those that stand."""
        if rows and (barred := self.barred(rows[0])):
            return Edited(self, barred, field="time_type")
        others = self.rows if among else ()
        every = (*others, *rows)
        found = [
            verdict for verdict in (*rules.check_rows(every, self.types),
                                    *rules.warn_rows(every, self.types))
            if int(dict(verdict.facts)["row"] or 0) >= len(others)
        ]  # fmt: skip
        found.sort(key=lambda verdict: verdict.passed)
        return Edited(self, found[0], field=_field_of(found[0])) if found else Edited(self)

    # --- the list -----------------------------------------------------------------------------

    def set(self, key: str, field: str, text: str) -> Edited:
        """Write another text in a cell."""
        line = self.line(key)
        if line is None:
            return Edited(self)
        if barred := self.barred(line.row):
            return Edited(self, barred, (key,), field)
        changes: dict[str, Any] = {}
        changes[field], fault = meant(field, text)
        kept = tuple(bad for bad in line.bad if bad.field != field)
        if fault:
            return self._put(line, line.row, (*kept, Bad(field, text, refusal(fault))), field)
        row = replace(line.row, **changes)
        if barred := self.barred(row):
            return Edited(self, barred, (key,), field)
        return self._put(line, row, kept, field)

    def _put(self, line: Line, row: TemplateRow, bad: tuple[Bad, ...], field: str) -> Edited:
        at = self.places[line.key]
        lines = (*self.lines[:at], Line(line.key, row, bad), *self.lines[at + 1 :])
        draft = self._with(lines, 0)
        before = {problem.verdict.text for problem in self.problems}
        said = [
            problem.verdict for problem in draft.problems
            if line.key in (problem.key, problem.other)
            and (problem.field == field or problem.verdict.text not in before)
        ]  # fmt: skip
        return Edited(draft, said[0] if said else FINE, (line.key,), field)

    def remove(self, keys: Iterable[str]) -> Edited:
        """Ta bort: take rows away; the row that then stands in their place is left to stand on."""
        gone = [line for key in keys if (line := self.line(key))]
        barred = next((why for line in gone if (why := self.barred(line.row))), None)
        if barred or not gone:
            return Edited(self, barred or FINE)
        at = min(self.places[line.key] for line in gone)
        lines = tuple(line for line in self.lines if line not in gone)
        draft = self._with(lines, 0)
        return Edited(draft, FINE, tuple(line.key for line in lines[at : at + 1] or lines[-1:]))

    # --- one start in the week grid -----------------------------------------------------------

    def remove_start(self, start: Start) -> Edited:
        """Ta bort tid: take one start out of its row, which may split it (R32)."""
        line = self.line(start.key)
        if line is None:
            return Edited(self)
        if barred := self.barred(line.row):
            return Edited(self, barred)
        return self._split(line, rules.remove_start(line.row, start.minute))

    def swap_start(self, start: Start, time_type: int) -> Edited:
        """Byt tidstyp: give one start of a row another type, which may split it (R32, R35)."""
        line = self.line(start.key)
        if line is None:
            return Edited(self)
        parts = rules.swap_start(line.row, start.minute, time_type)
        barred = next((why for row in (line.row, *parts) if (why := self.barred(row))), None)
        if barred:
            return Edited(self, barred)
        if parts == (line.row,):
            return Edited(self, refusal("Tiden har redan den tidstypen."))
        return self._split(line, parts)

    def _split(self, line: Line, parts: Sequence[TemplateRow]) -> Edited:
        at = self.places[line.key]
        made = tuple(Line(f"n{self.made + n}", row) for n, row in enumerate(parts))
        draft = self._with((*self.lines[:at], *made, *self.lines[at + 1 :]), len(made))
        return Edited(draft, FINE, tuple(line.key for line in made))

    def _with(self, lines: tuple[Line, ...], made: int) -> "TemplateDraft":
        return replace(self, lines=_sorted(lines), made=self.made + made)


def _sorted(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.row.weekday, line.row.start_min)))


def _field_of(verdict: Verdict) -> str:
    return _FIELD_OF.get(verdict.rule, "start_min")
