"""One day's rows as they are edited in Ändra mall tillfälligt, and as its grid shows them."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from db.rules.local_time import DAY_MINUTES, clock_text
from db.rules.schedule.day_clock import USUAL, DayClock
from db.rules.schedule.day_plan import MOST_TIMES, DayRow, check_day, summary_text
from db.rules.schedule.template_fields import read_clock, read_length
from db.values import Minutes, Verdict, clean
from screens.swedish import by_name
from widgets.sheet.values import Cell, Column, Option, Row, RowKey

NEW: Final = 0
"""The key of the empty row below the others; whatever is written there makes a row."""

NO_TYPE: Final = 0
QUIET: Final = "quiet"
"""The role of what is only a hint."""

_HINT: Final = "Ny rad..."
_HINT_TIP: Final = "F2, eller bara skriv, lägger till en rad."
FIRST_START: Final[Minutes] = 480
FIRST_LENGTH: Final[Minutes] = 15
LABELS: Final = {
    "time_type": "Typ",
    "start_min": "Starttid",
    "length_min": "Tidsåtgång/tid",
    "times": "Antal tider",
    "end_min": "Sluttid",
}
"""The guide's headings."""


class DraftRow(NamedTuple):
    """A row, and what it is called while it is edited."""

    key: int
    row: DayRow


Rows = tuple[DraftRow, ...]


class Written(NamedTuple):
    """What became of something that was written in a cell.

    Attributes:
        rows: the rows as they are then; the same when it could not be read.
        key: the row that was written in.
        fault: why it could not be read, in Swedish.
    """

    rows: Rows
    key: int
    fault: str = ""


def draft_of(rows: Sequence[DayRow]) -> Rows:
    """The day's rows, to be edited."""
    return tuple(DraftRow(n, row) for n, row in enumerate(rows, 1))


def day_rows(rows: Rows) -> tuple[DayRow, ...]:
    """The rows, to be saved."""
    return tuple(draft.row for draft in rows)


def write(rows: Rows, key: int, field: str, text: str, clock: DayClock = USUAL) -> Written:
    """Let a cell say something else; in the empty row it makes a new row."""
    value, fault = _read(field, text)
    if fault:
        return Written(rows, key, fault)
    if key == NEW:
        rows, key = added(rows, clock)
    return Written(
        tuple(
            draft._replace(row=draft.row._replace(**{field: value})) if draft.key == key else draft
            for draft in rows
        ),
        key,
    )


def added(rows: Rows, clock: DayClock = USUAL) -> tuple[Rows, int]:
    """One more row, that begins where the last one ends and is otherwise as it; and its key."""
    key = max((draft.key for draft in rows), default=NEW) + 1
    if not rows:
        return (DraftRow(key, DayRow(NO_TYPE, FIRST_START, FIRST_LENGTH, 1)),), key
    last = max((draft.row for draft in rows), key=lambda row: row.end_min(clock))
    start = last.end_min(clock) if last.end_min(clock) < DAY_MINUTES else FIRST_START
    return (*rows, DraftRow(key, last._replace(start_min=start, times=1))), key


def removed(rows: Rows, key: int) -> Rows:
    """The rows without one of them."""
    return tuple(draft for draft in rows if draft.key != key)


def _read(field: str, text: str) -> tuple[int, str]:
    label = LABELS[field]
    if field == "time_type":
        known = not text or (text.isascii() and text.isdigit())
        return (int(text or NO_TYPE), "") if known else (0, f"{label}: välj en i listan.")
    if field == "times":
        said = text.strip()
        if said.isascii() and said.isdigit() and len(said) <= 4:
            return int(said), ""
        return 0, f"{label}: skriv ett antal, 1–{MOST_TIMES}."
    found = read_clock(text, label) if field == "start_min" else read_length(text, label)
    return found.value or 0, found.fault


def fault_place(verdict: Verdict, rows: Rows) -> tuple[int, str]:
    """The row and the column of what stops the day from being saved."""
    facts = dict(verdict.facts)
    return rows[int(facts["row"] or 0)].key, str(facts["field"])


class PlanRows:
    """The rows for the grid, with the empty one below them where something can be changed.

    Args:
        names: the unit's types by id.
        editable: whether there is an empty row.
    """

    def __init__(self, names: Mapping[int, str], *, editable: bool) -> None:
        self.names, self.editable = dict(names), editable
        self.clock = USUAL
        self.rows: Rows = ()
        self.faults: tuple[Verdict, ...] = ()

    def show(self, rows: Rows) -> None:
        """Have these rows from now on."""
        self.rows = rows
        self.faults = check_day(day_rows(rows), self.names, self.clock)

    @property
    def summary(self) -> str:
        """The day in one line: ``Mottagningstid 4X15 · Hembesök 1X45`` (R77)."""
        whole = [row for row in day_rows(self.rows) if row.time_type in self.names]
        return clean(summary_text(sorted(whole, key=lambda row: row.start_min), self.names))

    def count(self) -> int:
        """How many there are."""
        return len(self.rows) + self.editable

    def window(self, first: int, n: int) -> Sequence[Row]:
        """Those from a place on."""
        marks = {fault_place(fault, self.rows): fault.text for fault in reversed(self.faults)}
        shown = [_row(draft, marks, self.clock) for draft in self.rows]
        if self.editable:
            shown.append(Row(NEW, (Cell(_HINT, role=QUIET, tip=_HINT_TIP),)))
        return shown[max(0, first) : first + n]

    def position(self, key: RowKey) -> int | None:
        """The place of one."""
        if key == NEW:
            return len(self.rows) if self.editable else None
        return next((at for at, draft in enumerate(self.rows) if draft.key == key), None)

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next row whose type holds the text."""
        wanted, at = text.casefold(), None if after is None else self.position(after)
        rows = self.rows
        if at is not None:
            rows = rows[:at] if back else rows[at + 1 :]
        hits = (draft.key for draft in (reversed(rows) if back else rows)
                if wanted in self.names.get(draft.row.time_type, "").casefold())  # fmt: skip
        return next(hits, None)


def _row(draft: DraftRow, marks: Mapping[tuple[int, str], str], clock: DayClock) -> Row:
    row = draft.row
    texts = {
        "time_type": str(row.time_type) if row.time_type else "",
        "start_min": clock_text(row.start_min),
        "length_min": str(row.length_min),
        "times": str(row.times),
    }
    tips = {field: marks.get((draft.key, field), "") for field in texts}
    cells = (
        Cell(text, state="error" if tips[field] else "", tip=tips[field])
        for field, text in texts.items()
    )
    return Row(draft.key, (*cells, Cell(end_text(row, clock), state="locked", tip="Räknas ut.")))


def end_text(row: DayRow, clock: DayClock = USUAL) -> str:
    """Sluttid; ``–`` where the row runs past midnight."""
    end = row.end_min(clock)
    return clock_text(end) if 0 <= end <= DAY_MINUTES else "–"


def plan_columns(names: Mapping[int, str], width: int) -> tuple[Column, ...]:
    """The guide's five, for a grid of this width."""
    options = tuple(Option(*one) for one in by_name(names.items()))
    return (
        Column("time_type", LABELS["time_type"], "choice", max(16, width - 8 - 14 - 11 - 7 - 7),
               editable=True, options=options),
        Column("start_min", LABELS["start_min"], width=8, editable=True, max_length=5),
        Column("length_min", LABELS["length_min"], width=14, editable=True, max_length=5,
               right=True, tip="Tidsåtgång/tid, minuter"),
        Column("times", LABELS["times"], width=11, editable=True, max_length=4, right=True),
        Column("end_min", LABELS["end_min"], width=7, right=True),
    )  # fmt: skip
