"""The keys that move the cursor of a sheet, onto its heading too."""

from widgets.sheet import messages
from widgets.sheet.editing import EditedSheet
from widgets.sheet.layout import order_of


class MovedSheet(EditedSheet):
    """What the user does to get somewhere."""

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor; from the first row of a read-only sheet up to the heading."""
        order = order_of(self.column_list)
        if not order:
            return
        at = order.index(self.column_index) + columns
        column = order[max(0, min(at, len(order) - 1))]
        up = rows < 0 and self.cursor_index == 0
        if self.in_heading and rows > 0:
            self.go(0, column)
        elif not (self.read_only and (up or self.in_heading) and self.go_to_heading(column)):
            self.go(self.cursor_index + rows, column)

    def action_page(self, pages: int) -> None:
        """Move the cursor and the rows by a page."""
        if self.finish_edit():
            self._page(pages)

    def _page(self, pages: int) -> None:
        step = pages * max(1, self.body.lines - 1)
        self._scroll(max(0, min(self.body.top + step, self.row_count - self.body.lines)))
        self.go(self.cursor_index + step, self.column_index)

    def action_edge(self, last: bool) -> None:
        """Move the cursor to the first or the last column."""
        order = order_of(self.column_list)
        if order:
            column = order[-1 if last else 0]
            if not (self.in_heading and self.go_to_heading(column)):
                self.go(self.cursor_index, column)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last row."""
        self.go(self.row_count - 1 if last else 0, self.column_index)

    def action_next(self, step: int) -> None:
        """Move the cursor to the next cell, on the next row after the last; then leave."""
        order = order_of(self.column_list)
        at = order.index(self.column_index) + step if order else 0
        row = self.cursor_index + (at // len(order) if order else step)
        if 0 <= row < self.row_count and order:
            self.go(row, order[at % len(order)])
        elif self.finish_edit():
            self.action_leave(step)

    def action_leave(self, step: int) -> None:
        """Give the keys to the field after or before."""
        if self.finish_edit():
            self.screen.set_focus(self, scroll_visible=False)
            if step > 0:
                self.screen.focus_next()
            else:
                self.screen.focus_previous()

    def action_choose(self) -> None:
        """Choose the row under the cursor; in the heading, fit the column to what shows."""
        if self.in_heading:
            self.fit(self.column_index)
        elif self.here is not None:
            self.tell(messages.RowChosen(self.here[0].key, self.here[1].key))

    @property
    def can_dismiss(self) -> bool:
        """Whether Esc has something to put away here."""
        return self.in_heading or self.whole.display

    def action_dismiss(self) -> None:
        """Put the whole text away, or go back from the heading to the rows."""
        if self.whole.display:
            self.hide_whole()
        else:
            self.go(0, self.column_index)
