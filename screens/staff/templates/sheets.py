"""The two grids of Redigera schemamall: the list of rows, and the week's start times."""

from collections.abc import Sequence
from typing import ClassVar, Final

from db.rules.local_time import clock_text
from db.texts import WEEKDAY_HEADINGS, WEEKDAY_NAMES
from db.values import TimeType, Weekday
from screens.dialog_page import PageSheet
from screens.staff.setup.source import cell_shown
from screens.staff.templates.draft import TemplateDraft
from screens.staff.templates.line import FIELDS, Start
from widgets.sheet.values import Cell, Column, Option, Row, RowKey

WEEK_WIDTH: Final = 49
"""The cells in which all eight days show."""

_WIDTHS: Final = {"weekday": 8, "start_min": 5, "end_min": 5, "length_min": 5, "release": 5}
_TYPE_MOST, _TYPE_LEAST = 40, 12
_DAYS: Final = tuple(Option(str(int(day)), name) for day, name in WEEKDAY_NAMES.items())
_CHOSEN: Final = "chosen"


def list_columns(types: Sequence[TimeType], width: int, *, may_edit: bool) -> tuple[Column, ...]:
    """Dag · Från · Till · Lgd · Bok f · Tidstyp (GUIDES.md A3).

    Args:
        types: those one may choose.
        width: of the sheet, in cells.
        may_edit: whether the user's role may change anything.
    """
    left = width - 3 - sum(_WIDTHS.values()) - len(_WIDTHS)  # cursor, mark, scrollbar
    widths = {**_WIDTHS, "time_type": max(_TYPE_LEAST, min(left, _TYPE_MOST))}
    options = {
        "weekday": _DAYS,
        "time_type": tuple(Option(str(one.id), one.name) for one in types),
    }
    return tuple(
        Column(
            field, title, "choice" if field in options else "text", widths[field],
            editable=may_edit, options=options.get(field, ()), max_length=5,
        )
        for field, title in FIELDS.items()
    )  # fmt: skip


def week_columns() -> tuple[Column, ...]:
    """Må to Helg."""
    return tuple(
        Column(str(int(day)), WEEKDAY_HEADINGS[day], width=5, tip=WEEKDAY_NAMES[day])
        for day in Weekday
    )


class RowSource:
    """The rows of a draft, for the list."""

    draft: TemplateDraft | None = None

    def count(self) -> int:
        """How many rows there are."""
        return len(self.draft.lines) if self.draft else 0

    def window(self, first: int, n: int) -> Sequence[Row]:
        """The rows from a place on."""
        draft = self.draft
        if draft is None:
            return ()
        lines = draft.lines[max(0, first) : first + n]
        return [Row(line.key, tuple(map(cell_shown, draft.cells(line)))) for line in lines]

    def position(self, key: RowKey) -> int | None:
        """The place of a row."""
        return self.draft.places.get(str(key)) if self.draft else None

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next row that holds the text."""
        if self.draft is None:
            return None
        wanted, lines = text.casefold(), self.draft.lines
        at = self.position(after) if after is not None else None
        if at is not None:
            lines = lines[:at] if back else lines[at + 1 :]
        for line in reversed(lines) if back else lines:
            cells = self.draft.cells(line)
            if any(wanted in cell.text.casefold() for cell in cells):
                return line.key
        return None


class WeekSource:
    """The start times of a draft, day by day; the rows have no meaning but their order."""

    draft: TemplateDraft | None = None
    chosen = ""
    """The row of the list whose start times stand out."""

    def count(self) -> int:
        """As many rows as the fullest day has start times."""
        return max(map(len, self.draft.week)) if self.draft else 0

    def window(self, first: int, n: int) -> Sequence[Row]:
        """The rows from a place on."""
        last = min(self.count(), first + n)
        return [Row(at, tuple(self._cells(at))) for at in range(max(0, first), last)]

    def _cells(self, at: int) -> Sequence[Cell]:
        starts = [self.start(at, day) for day in Weekday]
        return [
            Cell() if one is None
            else Cell(clock_text(one.minute), role=_CHOSEN if one.key == self.chosen else "")
            for one in starts
        ]  # fmt: skip

    def start(self, at: int, day: int) -> Start | None:
        """The time in a cell, or None when it is empty."""
        starts = self.draft.week[day] if self.draft else ()
        return starts[at] if 0 <= at < len(starts) else None

    def place(self, day: int, start: Start) -> int | None:
        """The row in which a time stands."""
        starts = self.draft.week[day] if self.draft else ()
        return starts.index(start) if start in starts else None

    def position(self, key: RowKey) -> int | None:
        """A row is called by its place."""
        return int(key) if 0 <= int(key) < self.count() else None

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next row that holds the text."""
        rows = range(self.count())
        at = self.position(after) if after is not None else None
        if at is not None:
            rows = rows[:at] if back else rows[at + 1 :]
        hits = (row for row in rows if any(text in cell.text for cell in self._cells(row)))
        found = list(hits)
        return (found[-1] if back else found[0]) if found else None


class ListSheet(PageSheet):
    """The list of rows. The question mark is left to the page; Delete takes rows away."""

    DEFAULT_CSS = """
    ListSheet { width: 1fr; }
    """


class WeekSheet(PageSheet):
    """The week's start times; those of the list's row stand out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--role-{_CHOSEN}"}
    DEFAULT_CSS = """
    WeekSheet { .sheet--role-chosen { color: $figure; text-style: bold; } }
    """
