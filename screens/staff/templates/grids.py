"""The two grids of Redigera schemamall: the list of rows, and the week's start times."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from db.rules.local_time import clock_text
from db.texts import WEEKDAY_HEADINGS, WEEKDAY_NAMES
from db.values import TimeType, Weekday
from screens.base import BookScreen
from screens.dialog_page import PageSheet
from screens.staff.templates.draft import FIELDS, Line, Start, TemplateDraft
from screens.swedish import by_name
from widgets.sheet.listed import Listed
from widgets.sheet.messages import CursorMoved, RowChosen
from widgets.sheet.values import Cell, Column, Option, Row, RowKey

WEEK_WIDTH: Final = 49
"""The cells in which all eight days show."""

WIDE: Final = 100
"""From this many cells list and week stand side by side."""

WIDEST: Final = 130
"""The page takes no more cells: more would only be empty."""

_WIDTHS: Final = {"weekday": 8, "start_min": 5, "end_min": 5, "length_min": 5, "release": 5}
_TYPE_MOST, _TYPE_LEAST = 40, 12
_DAYS: Final = tuple(Option(str(int(day)), name) for day, name in WEEKDAY_NAMES.items())
_CHOSEN: Final = "chosen"
_RELEASE: Final = "release"
"""Bok.före stands on yellow, as in the guide."""


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
        "time_type": tuple(Option(*one) for one in by_name((kind.id, kind.name) for kind in types)),
    }
    return tuple(
        Column(
            field, title, "choice" if field in options else "text", widths[field],
            editable=may_edit, options=options.get(field, ()), max_length=5,
            role=_RELEASE if field == _RELEASE else "",
        )
        for field, title in FIELDS.items()
    )  # fmt: skip


def week_columns() -> tuple[Column, ...]:
    """Må to Helg."""
    return tuple(
        Column(str(int(day)), WEEKDAY_HEADINGS[day], width=5, tip=WEEKDAY_NAMES[day])
        for day in Weekday
    )


class RowSource(Listed[Line]):
    """The rows of a draft, for the list."""

    draft: TemplateDraft | None = None

    def show(self, draft: TemplateDraft) -> None:
        """Have the rows of a draft from now on."""
        self.draft, self.found = draft, draft.lines

    def key(self, line: Line) -> RowKey:
        """The line's."""
        return line.key

    def row(self, line: Line) -> Row:
        """What its cells say."""
        cells = self.draft.cells(line) if self.draft else ()
        return Row(line.key, cells)

    def position(self, key: RowKey) -> int | None:
        """The place of a row, found at once in a long list, too."""
        return self.draft.places.get(str(key)) if self.draft else None


class WeekSource(Listed[int]):
    """The start times of a draft, day by day; the rows have no meaning but their order."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen = ""
        """The row of the list whose start times stand out."""
        self._week: Sequence[Sequence[Start]] = ()

    def show(self, draft: TemplateDraft) -> None:
        """Have as many rows as the draft's fullest day has start times."""
        self._week, self.found = draft.week, tuple(range(max(map(len, draft.week))))

    def key(self, at: int) -> RowKey:
        """A row is called by its place."""
        return at

    def row(self, at: int) -> Row:
        """The times that stand beside each other."""
        return Row(at, tuple(self._cell(self.start(at, day)) for day in Weekday))

    def _cell(self, start: Start | None) -> Cell:
        if start is None:
            return Cell()
        return Cell(clock_text(start.minute), role=_CHOSEN if start.key == self.chosen else "")

    def start(self, at: int, day: int) -> Start | None:
        """The time in a cell, or None when it is empty."""
        starts = self._week[day] if self._week else ()
        return starts[at] if 0 <= at < len(starts) else None


class ListSheet(PageSheet):
    """The list of rows. The question mark is left to the page; Delete takes rows away."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--role-{_RELEASE}"}
    DEFAULT_CSS = """
    ListSheet { width: 1fr; .sheet--role-release { background: $ground-release; } }
    """


class WeekSheet(PageSheet):
    """The week's start times; those of the list's row stand out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--role-{_CHOSEN}"}
    DEFAULT_CSS = """
    WeekSheet { .sheet--role-chosen { color: $figure; text-style: bold; } }
    """


class TemplateGrids(Horizontal):
    """List and week side by side; where there is little room they take turns."""

    def __init__(self, page: str, path: Path | None, *, may_edit: bool) -> None:
        super().__init__(id="grids")
        self._may_edit = may_edit
        self._rows, self._starts = RowSource(), WeekSource()
        self._fitted: tuple[Column, ...] = ()
        self.listed = ListSheet(
            list_columns((), 78, may_edit=may_edit), self._rows, id="list",
            empty="Inga rader än. Fyll i fälten och tryck Enter." if may_edit else "Inga rader än.",
            without=("edit", "empty", "menu", "sort"),
        )  # fmt: skip
        self.listed.remember(page, path)
        self.week = WeekSheet(
            week_columns(), self._starts, read_only=True, markable=False, id="week",
            empty="Inga tider än.", without=("menu", "sort"),
        )  # fmt: skip

    def compose(self) -> ComposeResult:
        """The list first."""
        yield self.listed
        yield self.week

    # --- which of them shows ------------------------------------------------------------------

    @property
    def is_wide(self) -> bool:
        """Whether list and week stand side by side."""
        return self.screen.has_class("-wide")

    @property
    def shows_week(self) -> bool:
        """Whether the week is in sight."""
        return self.is_wide or self.has_class("-week")

    def turn(self) -> bool:
        """Go on to the other one; whether that is the week."""
        to_week = not (self.week.has_keys if self.is_wide else self.has_class("-week"))
        self.set_class(to_week, "-week")
        self.screen.set_focus(self.week if to_week else self.listed, scroll_visible=False)
        return to_week

    def go_to_list(self) -> None:
        """Let the list be in sight and have the keys."""
        if not self.is_wide:
            self.remove_class("-week")
        self.screen.set_focus(self.listed, scroll_visible=False)

    # --- what they show -----------------------------------------------------------------------

    def show(self, draft: TemplateDraft, keep: str | None = None) -> bool:
        """Show a draft, with the list's cursor on the row to keep; whether it is the first one."""
        first = self._rows.draft is None
        if first:
            self.call_after_refresh(self.fit)
        self._rows.show(draft)
        self._starts.show(draft)
        self.listed.reload(keep)
        self._starts.chosen = str(self.listed.cursor_row or "")
        self.week.reload()
        return first

    @property
    def start(self) -> Start | None:
        """The time one stands on in the week, if it is in sight."""
        column = self.week.cursor_column if self.is_attached and self.shows_week else ""
        return self._starts.start(self.week.model.cursor_index, int(column)) if column else None

    @property
    def tip(self) -> str:
        """What there is to say of the list's cell, on one line."""
        here = self.listed.here
        return here[2].tip.replace("\n", " ") if here else ""

    def fit(self) -> None:
        """Let the list's last column take the room that there is."""
        draft = self._rows.draft
        if not self.is_attached or draft is None:
            return  # closed before its turn came, or not read
        width = min(cast(BookScreen, self.screen).room, WIDEST)
        width -= 2 + (WEEK_WIDTH + 1 if width >= WIDE else 0)
        columns = list_columns(draft.choices, width, may_edit=self._may_edit)
        if columns != self._fitted:
            self._fitted = columns
            self.listed.set_columns(columns)

    # --- messages -----------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        self.call_after_refresh(self.fit)

    @on(CursorMoved, "#list")
    def _row_reached(self, message: CursorMoved) -> None:
        """Let the row's start times stand out in the week."""
        if self._starts.chosen != message.row:
            self._starts.chosen = str(message.row)
            self.week.refresh_rows(range(self._starts.count()))

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter goes on to the next row."""
        message.stop()
        (self.week if self.week.has_keys else self.listed).action_move(1, 0)
