"""What a sheet shows, and where its cursor stands: rows, columns and marks, without a screen.

Whatever is done to the model says what is to be drawn anew; nothing is drawn here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from widgets.clean import drawn
from widgets.sheet.cells import WIDEST_FITTED, copied_text, fitted, quoted, shown_text
from widgets.sheet.layout import (
    NARROWEST,
    WIDEST,
    Layout,
    lay_out,
    left_for,
    order_of,
    tightened,
)
from widgets.sheet.values import (
    EMPTY,
    Cell,
    Column,
    Row,
    RowKey,
    Shape,
    Source,
    cell_of,
)
from widgets.sheet.window import Marks, Window, inside, runs, top_for
from widgets.view import View

MOST_MARKED = 10_000
"""Rows; more is a matter for a search or an export."""
_MOST = 20_000
"""Characters of a cell that are shown as its whole text."""


class Change(NamedTuple):
    """What is to be drawn anew.

    Attributes:
        rows: the places of single rows.
        heading: the titles.
        columns: the columns stand elsewhere: titles and rows.
        shapes: columns have other widths or folds, so what lies over the cells moves, too.
        recounted: there may be more or fewer rows, and all of them others.
        whole: all rows.
        top: the place of the first row that is to show; None when it stays.
    """

    rows: tuple[int, ...] = ()
    heading: bool = False
    columns: bool = False
    shapes: bool = False
    recounted: bool = False
    whole: bool = False
    top: int | None = None

    def and_then(self, later: "Change") -> "Change":
        """Both; what comes later says where the rows begin."""
        return Change(
            rows=self.rows + later.rows,
            heading=self.heading or later.heading,
            columns=self.columns or later.columns,
            shapes=self.shapes or later.shapes,
            recounted=self.recounted or later.recounted,
            whole=self.whole or later.whole,
            top=self.top if later.top is None else later.top,
        )


NOTHING = Change()


class SheetModel:
    """The rows at hand, the columns on the line, the cursor and the marks.

    Args:
        columns: in the order of the rows' cells.
        source: where the rows come from.
        view: the room that there is.
        markable: rows can be marked.
    """

    def __init__(
        self, columns: Sequence[Column], source: Source, view: View, *, markable: bool = True
    ) -> None:
        self.columns = list(columns)
        self._standard = tuple(columns)
        self._view = view
        self.markable = markable
        self.window = Window(source)
        self.window.recount()
        self._marks = Marks()
        self.marked: frozenset[RowKey] = frozenset()
        self.sorting: tuple[str, bool] | None = None
        self.cursor_index = 0
        self.column_index = order_of(self.columns)[0] if self.columns else 0
        self.in_heading = False
        self._told: tuple[RowKey, str] | None = None
        self._moved = True
        self._left = 0
        self._laid: Layout | None = None
        self._followed: tuple[object, ...] = ()

    # --- rows ---------------------------------------------------------------------------------

    @property
    def source(self) -> Source:
        """Where the rows come from."""
        return self.window.source

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self.window.count

    def row_at(self, index: int) -> Row | None:
        """The row at a place; fetches what shows and a little more when it is not at hand."""
        row = self.window.at(index)
        if row is None and 0 <= index < self.row_count:
            top, lines = self._view.top, self._view.lines
            self.window.cover(top if top <= index < top + lines else index, lines)
            row = self.window.at(index)
        return row

    def rows_changed(self, keys: Iterable[RowKey]) -> Change:
        """The cells of these rows are others, but not which rows there are."""
        self.window.forget()
        return Change(rows=tuple(self.window.places_at_hand(frozenset(keys))))

    def set_source(self, source: Source) -> Change:
        """Have these rows once they are read, with the cursor on the first."""
        self.window = Window(source)
        self._told = None
        left = self._leave_heading()
        self.cursor_index = 0
        return left

    def reload(self, keep: RowKey | None = None, near: int | None = None) -> Change:
        """Read the source anew, as ``Sheet.reload`` says.

        The cursor stays on its line of the screen wherever its row has gone, so that nothing
        jumps while a search is narrowed row by row.
        """
        line, top = self.cursor_index - self._view.top, self._view.top
        left = self._leave_heading() if keep is not None else NOTHING
        on = self._told[0] if self._told and not self._moved else self._key_here
        key = keep if keep is not None else on
        self.window.recount()
        place = self.source.position(key) if key is not None else None
        self._moved = self._moved or place is None or key != on
        if place is None:
            place = self.cursor_index if near is None else near
        self.cursor_index = 0 if self.in_heading else inside(place, self.row_count)
        if keep is not None or near is not None or 0 <= line < self._view.lines:
            top = top_for(self.cursor_index, self.cursor_index - line, *self._span)
        top = inside(top, self.row_count - self._view.lines + 1)
        return left.and_then(Change(recounted=True, top=top))

    # --- columns ------------------------------------------------------------------------------

    @property
    def lead(self) -> int:
        """The cells before the first column: the cursor's sign, and that of a marked row."""
        return 2 if self.markable else 1

    def column_place(self, key: str) -> int | None:
        """The place of a column among the columns."""
        return next((n for n, column in enumerate(self.columns) if column.key == key), None)

    def set_columns(self, columns: Sequence[Column]) -> Change:
        """Have these columns from now on; these are what ``reset_columns`` brings back."""
        self.columns = list(columns)
        self._standard = tuple(columns)
        self.column_index = inside(self.column_index, len(self.columns))
        return self.arranged()

    def reset_columns(self) -> Change:
        """Have all columns as they were from the start."""
        self.columns = list(self._standard)
        return self.arranged()

    def recall(self, shapes: Mapping[str, Shape]) -> Change:
        """Give columns the shapes that the user once gave them, by their keys; ignore others."""
        before, self.columns = self.columns, [
            column._replace(**shapes[column.key]._asdict()) if column.key in shapes else column
            for column in self.columns
        ]  # fmt: skip
        return self.arranged() if self.columns != before else NOTHING

    def set_width(self, index: int, width: int) -> Change:
        """Give a column another width; a folded one comes back."""
        room = max(NARROWEST, self._view.width - self.lead - 2)
        width = max(NARROWEST, min(width, WIDEST, room))
        self.columns[index] = self.columns[index]._replace(width=width, folded=False)
        return self.arranged()

    def set_folded(self, index: int, folded: bool) -> Change:
        """Fold a column or bring it back."""
        if self.columns[index].folded == folded:
            return NOTHING
        self.columns[index] = self.columns[index]._replace(folded=folded)
        return self.arranged()

    def fitted_width(self, index: int) -> int:
        """The cells that a column needs for what shows of it."""
        column, top = self.columns[index], self._view.top
        shown = [self.row_at(place) for place in range(top, top + self._view.lines)]
        cells = [cell_of(row, index) for row in shown if row]
        more = len(self.sort_sign(column.key))
        return fitted(column, cells, more=more, most=max(WIDEST_FITTED, self._free_room))

    @property
    def _free_room(self) -> int:
        """The cells that the columns that stay leave to one other."""
        kept = self.layout.placed[: self.layout.fixed]
        return min(WIDEST, self._view.width - self.lead - 2 - sum(one.width + 1 for one in kept))

    def arranged(self) -> Change:
        """Place the columns anew."""
        self._laid = None
        self.follow_column()
        return Change(heading=True, columns=True, shapes=True)

    # --- the order of the rows ----------------------------------------------------------------

    def sort_sign(self, key: str) -> str:
        """What stands in a column's heading when the rows are sorted by it."""
        if self.sorting is None or self.sorting[0] != key:
            return ""
        return "▼" if self.sorting[1] else "▲"

    def next_sorting(self, key: str) -> tuple[str, bool] | None:
        """By a column; when they are already: backwards; once more: as they were."""
        if self.sorting == (key, False):
            return key, True
        return None if self.sorting == (key, True) else (key, False)

    # --- the columns on the line --------------------------------------------------------------

    def layout_for(self, width: int) -> Layout:
        """Where the columns stand in a sheet of this width; the last cell is the scrollbar's."""
        if self._laid is None or self._laid.width != width - 1:
            self._left = tightened(self.columns, width - 1, self._left, self.lead)
            self._laid = lay_out(self.columns, width - 1, self._left, self.lead)
            self._left = self._laid.before
        return self._laid

    @property
    def layout(self) -> Layout:
        """Where the columns stand now."""
        return self.layout_for(self._view.width)

    def scroll_columns(self, step: int) -> Change:
        """Pass by so many moving columns more or less, but not past those that show last."""
        return self._set_left(self._left + min(step, self.layout.after))

    def follow_column(self) -> Change:
        """Pass by as many columns as it takes to show the one under the cursor."""
        columns, width = tuple(self.columns), self._view.width
        asked = columns, width, self._left, self.column_index, self.lead
        if not columns or width < 2 or asked == self._followed:  # a step to another row
            return NOTHING
        change = self._set_left(left_for(columns, width - 1, *asked[2:]))
        self._followed = columns, width, self._left, self.column_index, self.lead
        return change

    def _set_left(self, left: int) -> Change:
        left = max(0, left)
        if left == self._left:
            return NOTHING
        self._left = left
        self._laid = lay_out(self.columns, self._view.width - 1, left, self.lead)
        self._left = self._laid.before
        return Change(columns=True)

    # --- the cursor ---------------------------------------------------------------------------

    @property
    def here(self) -> tuple[Row, Column, Cell] | None:
        """The row, the column and the cell under the cursor; None when there is no row."""
        row = self._row_here if self.columns else None
        if row is None or self.in_heading:
            return None
        return row, self.columns[self.column_index], cell_of(row, self.column_index)

    @property
    def cursor_row(self) -> RowKey | None:
        """The key of the row under the cursor; None in the heading and when there is no row."""
        return None if self.in_heading else self._key_here

    @property
    def cursor_column(self) -> str:
        """The key of the column under the cursor."""
        return self.columns[self.column_index].key if self.columns else ""

    @property
    def _row_here(self) -> Row | None:
        return self.row_at(self.cursor_index)

    @property
    def _key_here(self) -> RowKey | None:
        row = self._row_here
        return row.key if row else None

    @property
    def _span(self) -> tuple[int, int]:
        return self._view.lines, self.row_count

    def place_of(self, row: RowKey, column: str | None = None) -> tuple[int, int] | None:
        """The places of a cell; the cursor's column without one; None when there is no such row."""
        place = self.source.position(row)
        if place is None:
            return None
        at = self.column_place(column) if column is not None else None
        return place, self.column_index if at is None else at

    def go(self, index: int, column: int) -> Change:
        """Put the cursor on the cell at two places, and show it."""
        left = self._leave_heading()
        old, index = self.cursor_index, inside(index, self.row_count)
        if (index, column) == (old, self.column_index):
            return left.and_then(self.show_cursor())
        self.cursor_index = index
        self.column_index = inside(column, len(self.columns))
        self._moved = True
        return left.and_then(self.show_cursor()).and_then(Change(rows=(old, index)))

    def enter_heading(self) -> Change:
        """Put the cursor, which is in the first row, on its column's heading."""
        self.in_heading = True
        return Change(rows=(0,), heading=True)

    def _leave_heading(self) -> Change:
        if not self.in_heading:
            return NOTHING
        self.in_heading = False
        return Change(rows=(self.cursor_index,), heading=True)

    def show_cursor(self) -> Change:
        """Scroll as little as is needed to show the cell under the cursor."""
        change = self.follow_column()
        return change._replace(top=top_for(self.cursor_index, self._view.top, *self._span))

    def neighbour(self, step: int) -> int | None:
        """The column so many to the right of the cursor's, the last one at most."""
        order = order_of(self.columns)
        if not order:
            return None
        at = order.index(self.column_index) + step
        return order[max(0, min(at, len(order) - 1))]

    def edge(self, last: bool) -> int | None:
        """The first or the last column."""
        order = order_of(self.columns)
        return order[-1 if last else 0] if order else None

    def next_cell(self, step: int) -> tuple[int, int] | None:
        """The places of the next cell, on the next row after the last; None when there is none."""
        order = order_of(self.columns)
        at = order.index(self.column_index) + step if order else 0
        row = self.cursor_index + (at // len(order) if order else step)
        return (row, order[at % len(order)]) if order and 0 <= row < self.row_count else None

    def page_top(self, pages: int) -> int:
        """The place of the first row to show a page away."""
        return max(0, min(self._view.top + self.page(pages), self.row_count - self._view.lines))

    def page(self, pages: int) -> int:
        """How many rows so many pages are: a line of the one before stays in sight."""
        return pages * max(1, self._view.lines - 1)

    def untold(self) -> tuple[RowKey, str] | None:
        """Where the cursor has come to rest, if that has not been told yet; told it is now."""
        if not self._moved:
            return None
        self._moved = False
        now = None
        if (row := self._key_here) is not None:
            now = row, self.cursor_column
        if now == self._told:
            return None
        self._told = now
        return now

    # --- what a cell says ---------------------------------------------------------------------

    def tip_at(self, index: int, column: int) -> str:
        """All that a cell says, on its own lines, and why it is as it is."""
        row = self.row_at(index)
        cell = cell_of(row, column) if row else EMPTY
        its = self.columns[column]
        texts = [] if its.kind == "tick" else shown_text(its, cell)[:_MOST].splitlines()
        lines = [drawn(text).rstrip() for text in (*texts, *cell.tip[:_MOST].splitlines())]
        text = "\n".join(lines).strip()
        return text if len(text) < _MOST else text[: _MOST - 1] + "…"

    @property
    def current_tip(self) -> str:
        """The same for the cell under the cursor."""
        return self.tip_at(self.cursor_index, self.column_index) if self.row_count else ""

    def find(self, text: str, *, back: bool = False) -> tuple[RowKey | None, str]:
        """The next row that holds the text, or the one before; round the end if need be.

        Returns:
            Its key, None when there is none; and what is to be said of the search.
        """
        found = self.source.find(text, self.cursor_row, back=back)
        if found is not None:
            return found, ""
        found = self.source.find(text, None, back=back)
        around = "Från slutet" if back else "Från början"
        return found, "Ingen träff" if found is None else around

    def find_from(self, place: int, text: str) -> RowKey | None:
        """The first row from a place on that holds the text; round the end if need be."""
        before = self.row_at(place - 1) if place else None
        found = self.source.find(text, before.key if before else None)
        return found if found is not None else self.source.find(text, None)

    # --- marks --------------------------------------------------------------------------------

    def set_marks(self, keys: Iterable[RowKey]) -> Change:
        """Mark these rows and no others."""
        self._marks = Marks(frozenset(keys))
        self.marked = self._marks.kept
        return Change(whole=True)

    def toggled(self, key: RowKey) -> Marks:
        """The marks with a row marked if it is not, else without it."""
        return self._marks.toggled(key)

    def all_toggled(self) -> Marks | None:
        """The marks with all rows; without them when all are marked; None: too many rows."""
        if self.row_count > MOST_MARKED:
            return None
        keys = frozenset(row.key for row in self.source.window(0, self.row_count))
        return Marks(self.marked - keys if keys <= self.marked else self.marked | keys)

    def stretched(self, target: int) -> Marks | None:
        """The marks with the rows from where the range was begun to a place; None: too many."""
        old, at = self.cursor_row, self.cursor_index
        if old is None or abs(target - at) >= MOST_MARKED:
            return None
        marks = self._marks
        if marks.span and marks.span[-1] != old:  # the cursor has been elsewhere
            marks = marks.settled()
        down = target > at
        rows = self.source.window(at + 1 if down else target, abs(target - at))
        passed = [row.key for row in (rows if down else reversed(rows))]
        marks = marks.stretched(old, passed, down=down)
        return marks if len(marks.kept) + len(marks.span) <= MOST_MARKED else None

    def mark(self, marks: Marks) -> Change:
        """Have these marks; nothing is drawn anew when the same rows are marked."""
        before, self._marks, self.marked = self.marked, marks, marks.all
        return Change(rows=tuple(self.window.places_at_hand(before ^ self.marked)))

    # --- copying ------------------------------------------------------------------------------

    def as_text(self, rows: Iterable[Row], guard: Callable[[str], str]) -> str:
        """The rows with headings, tabs between the cells.

        A cell with line breaks or quotes is quoted, so that the rows can be read in again as they
        were.

        Args:
            rows: which ones.
            guard: what makes a cell harmless in a spreadsheet, which would calculate it.
        """
        columns = self.columns
        lines = [[column.name for column in columns]]
        lines += [[copied_text(c, cell_of(row, n)) for n, c in enumerate(columns)] for row in rows]
        return "\n".join("\t".join(quoted(guard(text)) for text in line) for line in lines)

    def marked_rows(self) -> list[Row]:
        """The marked rows that the source has, in its order."""
        places = [at for key in self.marked if (at := self.source.position(key)) is not None]
        return [
            row
            for first, n in runs(sorted(places)[:MOST_MARKED])
            for row in self.source.window(first, n)
        ]
