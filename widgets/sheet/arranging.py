"""Columns made wider, narrower, folded and brought back; and the order of the rows."""

from textual import events

from widgets.sheet.cursor import CursorSheet
from widgets.sheet.layout import NARROWEST, WIDEST
from widgets.sheet.measure import fitted
from widgets.sheet.messages import ColumnChanged, MenuAsked, SortAsked
from widgets.sheet.values import cell_of


class ArrangedSheet(CursorSheet):
    """What the user does with columns."""

    _sorting: tuple[str, bool] | None = None

    # --- widths -------------------------------------------------------------------------------

    def set_width(self, index: int, width: int, *, told: bool = True) -> None:
        """Give a column another width; a folded one comes back."""
        column = self.column_list[index]
        width = max(NARROWEST, min(width, WIDEST, max(NARROWEST, self.size.width - self.lead - 2)))
        self.column_list[index] = column._replace(width=width, folded=False)
        self.arrange_columns()
        if told:
            self.tell_column(index)

    def tell_column(self, index: int) -> None:
        """Tell the screen what a column is like now."""
        column = self.column_list[index]
        self.tell(ColumnChanged(column.key, column.width, column.folded))

    def action_widen(self, step: int) -> None:
        """Make the column under the cursor wider or narrower."""
        if self.column_list:
            column = self.column_list[self.column_index]
            self.set_width(self.column_index, column.width + (0 if column.folded else step))

    def fit(self, index: int) -> None:
        """Make a column as wide as what shows of it needs."""
        column, top = self.column_list[index], self.body.top
        shown = [self.row_at(place) for place in range(top, top + self.body.lines)]
        cells = [cell_of(row, index) for row in shown if row]
        self.set_width(index, fitted(column, cells, more=len(self.sort_sign(column.key))))

    def action_fit(self) -> None:
        """Make the column under the cursor as wide as what shows of it needs."""
        if self.column_list and self.finish_edit():
            self.fit(self.column_index)

    # --- folding ------------------------------------------------------------------------------

    def set_folded(self, index: int, folded: bool) -> None:
        """Fold a column or bring it back."""
        if self.column_list[index].folded != folded:
            self.column_list[index] = self.column_list[index]._replace(folded=folded)
            self.arrange_columns()
            self.tell_column(index)

    def action_fold(self) -> None:
        """Fold the column under the cursor, or bring it back."""
        if self.column_list:
            index = self.column_index
            self.set_folded(index, not self.column_list[index].folded)

    def action_unfold(self) -> None:
        """Bring all columns back."""
        for index in range(len(self.column_list)):
            self.set_folded(index, False)

    # --- order --------------------------------------------------------------------------------

    @property
    def sorting(self) -> tuple[str, bool] | None:
        """The column by which the rows are sorted and whether backwards; None: not at all."""
        return self._sorting

    @sorting.setter
    def sorting(self, sorting: tuple[str, bool] | None) -> None:
        self._sorting = sorting
        self.heading.refresh()

    def sort_sign(self, key: str) -> str:
        """What stands in a column's heading when the rows are sorted by it."""
        if self._sorting is None or self._sorting[0] != key:
            return ""
        return "▼" if self._sorting[1] else "▲"

    def action_sort(self) -> None:
        """Ask for the rows by the column under the cursor."""
        if self.column_list:
            self.ask_sort(self.column_index)

    def ask_sort(self, index: int) -> None:
        """Ask for the rows by a column; again: backwards; once more: as they were."""
        column = self.column_list[index]
        if not column.sortable:
            self.app.bell()
            return
        if self._sorting == (column.key, False):
            self.sorting = column.key, True
        elif self._sorting == (column.key, True):
            self.sorting = None
        else:
            self.sorting = column.key, False
        self.tell(SortAsked(*(self._sorting or ("", False))))

    # --- the mouse on the heading -------------------------------------------------------------

    def heading_clicked(self, index: int, event: events.Click) -> None:
        """Sort, bring a folded column back, or ask for the menu."""
        column = self.column_list[index]
        if not self.finish_edit():
            return
        if event.button == 3:
            self.tell(MenuAsked(None, column.key, event.screen_x, event.screen_y))
        elif event.button == 1 and column.folded:
            self.set_folded(index, False)
        elif event.button == 1:
            self.ask_sort(index)
