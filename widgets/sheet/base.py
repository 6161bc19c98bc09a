"""The ground of a sheet: its rows at hand, its columns on the line, and the cursor."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.geometry import Size
from textual.widget import Widget

from widgets.sheet.body import SheetBody
from widgets.sheet.draw import label_of
from widgets.sheet.heading import SheetHeading
from widgets.sheet.layout import Layout, lay_out, left_for, order_of, tightened
from widgets.sheet.messages import CursorMoved, SheetMessage
from widgets.sheet.values import EMPTY, Cell, Column, Row, RowKey, Source, cell_of
from widgets.sheet.window import Marks, Window, inside, top_for

_TIP_WIDTH, _TIP_MOST = 36, 1000


class SheetBase(Widget, can_focus=True):
    """Rows, columns and cursor. What one can do with them is in the classes built on it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sheet--heading",
        "sheet--group",
        "sheet--rule",
        "sheet--cursor",
        "sheet--cursor-away",
        "sheet--cursor-row",
        "sheet--marked",
        "sheet--greyed",
        "sheet--locked",
        "sheet--warn",
        "sheet--error",
        "sheet--empty",
    }
    DEFAULT_CSS = """
    SheetBase {
        height: 1fr;
        layers: below above;
        background: $surface;
        color: $foreground;
        .sheet--heading { color: $frame-title; text-style: bold; }
        .sheet--group { color: $foreground-quiet; }
        .sheet--rule { color: $frame; }
        .sheet--cursor-row { background: $cursor-background; color: $cursor-foreground; }
        .sheet--cursor { text-style: reverse; }
        .sheet--cursor-away { text-style: underline; }
        .sheet--marked { text-style: bold; }
        .sheet--greyed { text-style: dim; }
        .sheet--locked { text-style: dim; }
        .sheet--warn { color: $attention; }
        .sheet--error { color: $error; text-style: bold; }
        .sheet--empty { color: $foreground-quiet; }
    }
    """
    body: SheetBody
    heading: SheetHeading

    def __init__(
        self,
        columns: Sequence[Column],
        source: Source,
        *,
        read_only: bool = False,
        markable: bool = True,
        empty: str = "",
        without: Iterable[str] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.column_list = list(columns)
        self.read_only = read_only
        self.markable = markable
        self.empty = empty
        self.without = frozenset(without)
        self._window = Window(source)
        self._window.recount()
        self._marks = Marks()
        self.cursor_index = 0
        self.column_index = order_of(self.column_list)[0] if self.column_list else 0
        self._left = 0
        self._laid: Layout | None = None
        self._told: tuple[RowKey, str] | None = None
        self._moved = True

    # --- rows ---------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._window.count

    def row_at(self, index: int) -> Row | None:
        """The row at a place; fetches what shows and a little more when it is not at hand."""
        row = self._window.at(index)
        if row is None and 0 <= index < self.row_count:
            top, lines = self.body.top, self.body.lines
            self._window.cover(top if top <= index < top + lines else index, lines)
            row = self._window.at(index)
        return row

    def set_source(self, source: Source) -> None:
        """Show these rows from now on, with the cursor on the first."""
        self._window = Window(source)
        self._told = None
        self.cursor_index = 0
        self.reload()

    def reload(self, keep: RowKey | None = None) -> None:
        """Read the source anew, as after any change in which rows there are or their order.

        Args:
            keep: the row to have the cursor on; by default the one it is on, if still there.
        """
        line = self.cursor_index - self.body.top
        key = keep if keep is not None else self.cursor_row
        self._window.recount()
        place = self._window.source.position(key) if key is not None else None
        if place is None:
            place = self.cursor_index
            self.row_gone()
        self.cursor_index = inside(place, self.row_count)
        self.body.virtual_size = Size(1, self.row_count)
        self._scroll(top_for(self.cursor_index, self.cursor_index - line, *self._span))
        self._moved = True
        self.body.forget_pointer()
        self.body.refresh()

    def refresh_rows(self, keys: Iterable[RowKey]) -> None:
        """Draw these rows anew: their cells have changed, but not which rows there are."""
        self._window.forget()
        for key in keys:
            place = self._window.place_at_hand(key)
            if place is not None:
                self.body.refresh_line(place)
        self.body.forget_pointer()

    def row_gone(self) -> None:
        """The row under the cursor is no longer there."""

    # --- columns ------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns with the widths that they have now, folded as they are now."""
        return tuple(self.column_list)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns from now on."""
        self.column_list = list(columns)
        self.column_index = inside(self.column_index, len(self.column_list))
        self.arrange()

    @property
    def lead(self) -> int:
        """The cells before the first column: the cursor's sign, and that of a marked row."""
        return 2 if self.markable else 1

    def layout_for(self, width: int) -> Layout:
        """Where the columns stand in a sheet of this width; the last cell is the scrollbar's."""
        if self._laid is None or self._laid.width != width - 1:
            self._left = tightened(self.column_list, width - 1, self._left, self.lead)
            self._laid = lay_out(self.column_list, width - 1, self._left, self.lead)
            self._left = self._laid.before
        return self._laid

    @property
    def layout_now(self) -> Layout:
        """Where the columns stand now."""
        return self.layout_for(self.size.width)

    def arrange(self) -> None:
        """Place the columns anew."""
        self._laid = None
        self._follow_column()
        self.heading.refresh(layout=True)
        self.body.forget_pointer()
        self.body.refresh()

    def scroll_columns(self, step: int) -> None:
        """Pass by one moving column more or less."""
        before = self.layout_now
        if step > 0 and not before.after:
            return
        self._set_left(self._left + step)

    def _set_left(self, left: int) -> None:
        left = max(0, left)
        if left != self._left:
            self._left = left
            self._laid = lay_out(self.column_list, self.size.width - 1, left, self.lead)
            self._left = self._laid.before
            self.heading.refresh(layout=True)
            self.body.refresh()

    def _follow_column(self) -> None:
        if self.column_list and self.size.width > 1:
            self._set_left(
                left_for(
                    self.column_list, self.size.width - 1, self._left, self.column_index, self.lead
                )
            )

    # --- the cursor ---------------------------------------------------------------------------

    @property
    def here(self) -> tuple[Row, Column, Cell] | None:
        """The row, the column and the cell under the cursor; None when there is no row."""
        row = self.row_at(self.cursor_index) if self.column_list else None
        if row is None:
            return None
        return row, self.column_list[self.column_index], cell_of(row, self.column_index)

    @property
    def cursor_row(self) -> RowKey | None:
        """The key of the row under the cursor."""
        row = self.row_at(self.cursor_index)
        return row.key if row else None

    @property
    def cursor_column(self) -> str:
        """The key of the column under the cursor."""
        return self.column_list[self.column_index].key if self.column_list else ""

    def column_place(self, key: str) -> int | None:
        """The place of a column among the columns."""
        return next((n for n, one in enumerate(self.column_list) if one.key == key), None)

    def move_to(self, row: RowKey, column: str | None = None) -> bool:
        """Put the cursor on a cell; False when the row is not there."""
        place = self._window.source.position(row)
        if place is None:
            return False
        at = self.column_place(column) if column is not None else None
        self.go(place, self.column_index if at is None else at)
        return True

    def go(self, index: int, column: int) -> bool:
        """Put the cursor on the cell at two places, and show it.

        Returns:
            False when a cell is being edited and its text cannot be accepted.
        """
        if not self.finish_edit():
            return False
        old, index = self.cursor_index, inside(index, self.row_count)
        if (index, column) == (old, self.column_index):
            self.show_cursor()
            return True
        self.cursor_index = index
        self.column_index = inside(column, len(self.column_list))
        self._moved = True
        self.show_cursor()
        self.body.refresh_line(old)
        self.body.refresh_line(index)
        return True

    def show_cursor(self) -> None:
        """Scroll as little as is needed to show the cell under the cursor."""
        self._follow_column()
        self._scroll(top_for(self.cursor_index, self.body.top, *self._span))

    def finish_edit(self) -> bool:
        """Accept what is being edited; False when that cannot be done."""
        return True

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being edited."""
        return False

    @property
    def has_keys(self) -> bool:
        """Whether the keys go to the sheet or to something that it has opened."""
        return self.has_focus_within or self.has_focus

    @property
    def _span(self) -> tuple[int, int]:
        return self.body.lines, self.row_count

    def _scroll(self, top: int) -> None:
        if top != self.body.top:
            self.body.scroll_to(y=top, animate=False, force=True)
            self.body.forget_pointer()

    # --- what it says -------------------------------------------------------------------------

    def tip_at(self, index: int, column: int) -> str:
        """All that a cell says, and why it is as it is."""
        row = self.row_at(index)
        cell = cell_of(row, column) if row else EMPTY
        said = self.column_list[column]
        text = "" if said.kind == "tick" else label_of(said, cell._replace(text=cell.text[:4000]))
        return "\n".join(one for one in (text.strip(), label_of(Column("", ""), Cell(cell.tip))) if one)

    @property
    def current_tip(self) -> str:
        """The same for the cell under the cursor."""
        return self.tip_at(self.cursor_index, self.column_index) if self.row_count else ""

    def shortened(self, text: str) -> str:
        """The text cut to what a tooltip has room for on the screen."""
        width, height = self.app.size
        most = min(_TIP_MOST, max(10, min(_TIP_WIDTH, width - 4) * max(1, height - 6) * 3 // 4))
        return text if len(text) <= most else text[: most - 1] + "…"

    def tell(self, message: SheetMessage) -> None:
        """Post a message, after what the screen has not been told of the cursor yet."""
        self._tell_moved()
        message.sender = self
        self.post_message(message)

    def on_idle(self) -> None:
        """Tell the screen where the cursor has come to rest."""
        self._tell_moved()

    def _tell_moved(self) -> None:
        if not self._moved or not self.size.height:
            return
        self._moved = False
        now = None
        if (row := self.cursor_row) is not None:
            now = row, self.cursor_column
        if now != self._told:
            self._told = now
            if now is not None:
                self.tell(CursorMoved(*now))
