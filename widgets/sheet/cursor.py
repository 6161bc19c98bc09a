"""The cursor of a sheet: where it stands, what is said about its cell, and who is told."""

from widgets.clean import drawn
from widgets.sheet.base import SheetBase
from widgets.sheet.draw import shown_text
from widgets.sheet.messages import CursorMoved, SheetMessage
from widgets.sheet.values import EMPTY, Cell, Column, Row, RowKey, Source, cell_of
from widgets.sheet.whole_text import broken
from widgets.sheet.window import Window, inside, top_for

_TIP_WIDTH = 36
_MOST = 20_000
"""Characters of a cell that are shown as its whole text."""


class CursorSheet(SheetBase):
    """A cell of the sheet has the cursor."""

    _told: tuple[RowKey, str] | None = None
    _moved = True

    # --- rows ---------------------------------------------------------------------------------

    def set_source(self, source: Source) -> None:
        """Show these rows from now on, with the cursor on the first."""
        self._window = Window(source)
        self._told = None
        self._leave_heading()
        self.cursor_index = 0
        self.reload()

    def reload(self, keep: RowKey | None = None, near: int | None = None) -> None:
        """Read the source anew, as after any change in which rows there are or their order.

        The cursor stays on its line of the screen wherever its row has gone, so that nothing
        jumps while a search is narrowed row by row.

        Args:
            keep: the row to have the cursor on; by default the one it is on, if still there.
            near: the place to have the cursor at when that row is gone; by default where it is.
        """
        line, top = self.cursor_index - self.body.top, self.body.top
        if keep is not None:
            self._leave_heading()
        on = self._told[0] if self._told and not self._moved else self._key_here
        key = keep if keep is not None else on
        self._window.recount()
        place = self._window.source.position(key) if key is not None else None
        self._moved = self._moved or place is None or key != on
        if place is None:
            place = self.cursor_index if near is None else near
        self.cursor_index = 0 if self.in_heading else inside(place, self.row_count)
        self.body.make_room(self.row_count)
        if keep is not None or near is not None or 0 <= line < self.body.lines:
            top = top_for(self.cursor_index, self.cursor_index - line, *self._span)
        self._scroll(inside(top, self.row_count - self.body.lines + 1))
        self.body.forget_pointer()
        self.body.refresh()

    # --- the cursor ---------------------------------------------------------------------------

    @property
    def here(self) -> tuple[Row, Column, Cell] | None:
        """The row, the column and the cell under the cursor; None when there is no row."""
        row = self._row_here if self.column_list else None
        if row is None or self.in_heading:
            return None
        return row, self.column_list[self.column_index], cell_of(row, self.column_index)

    @property
    def cursor_row(self) -> RowKey | None:
        """The key of the row under the cursor; None in the heading and when there is no row."""
        return None if self.in_heading else self._key_here

    @property
    def _row_here(self) -> Row | None:
        return self.row_at(self.cursor_index)

    @property
    def _key_here(self) -> RowKey | None:
        row = self._row_here
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
        self._leave_heading()
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

    def go_to_heading(self, column: int) -> bool:
        """Put the cursor on a column's heading, above the first row; False where there is none."""
        if not self.heading.size.height or not self.go(0, column):
            return False
        self.in_heading = True
        self.body.refresh_line(0)
        self.heading.refresh()
        return True

    def _leave_heading(self) -> None:
        if self.in_heading:
            self.in_heading = False
            self.body.refresh_line(self.cursor_index)
            self.heading.refresh()

    def resized(self) -> None:
        """Show the cursor also in the room that there is now."""
        self.show_cursor()

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
        """All that a cell says, on its own lines, and why it is as it is."""
        row = self.row_at(index)
        cell = cell_of(row, column) if row else EMPTY
        said = self.column_list[column]
        texts = [] if said.kind == "tick" else shown_text(said, cell)[:_MOST].splitlines()
        lines = [drawn(text).rstrip() for text in (*texts, *cell.tip[:_MOST].splitlines())]
        text = "\n".join(lines).strip()
        return text if len(text) < _MOST else text[: _MOST - 1] + "…"

    @property
    def current_tip(self) -> str:
        """The same for the cell under the cursor."""
        return self.tip_at(self.cursor_index, self.column_index) if self.row_count else ""

    def shortened(self, text: str) -> str:
        """The text cut to what a tooltip has room for on the screen."""
        width, height = self.app.size
        lines = broken(text, max(4, min(_TIP_WIDTH, width - 4)))
        most = max(1, height - 6)
        return "\n".join(lines if len(lines) <= most else [*lines[: most - 1], "…"])

    def tell(self, message: SheetMessage) -> None:
        """Post a message, after what the screen has not been told of the cursor yet."""
        self.tell_moved()
        message.sender = self
        self.post_message(message)

    def on_idle(self) -> None:
        """Tell the screen where the cursor has come to rest."""
        self.tell_moved()

    def tell_moved(self) -> None:
        """Tell the screen of a move at once; needed where the screen itself has moved the cursor.

        The sheet's own keys and mouse need it not: it is idle after them.
        """
        if not self._moved or not self.size.height:
            return
        self._moved = False
        now = None
        if (row := self._key_here) is not None:
            now = row, self.cursor_column
        if now != self._told:
            self._told = now
            if now is not None:
                self.tell(CursorMoved(*now))
