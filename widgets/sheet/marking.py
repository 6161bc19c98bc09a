"""Marked rows, and copying them or a cell."""

from collections.abc import Iterable

from widgets.sheet.arranging import ArrangedSheet
from widgets.sheet.draw import label_of
from widgets.sheet.messages import Copied, MarksChanged
from widgets.sheet.values import Row, RowKey, cell_of
from widgets.sheet.window import Marks, runs

MOST_COPIED = 10_000
"""Rows; more is a matter for an export."""


class MarkedSheet(ArrangedSheet):
    """What the user does with whole rows."""

    @property
    def marks(self) -> frozenset[RowKey]:
        """The keys of the marked rows, also of those that are not in the source now."""
        return self._marks.all

    def set_marks(self, keys: Iterable[RowKey]) -> None:
        """Mark these rows and no others, without telling the screen."""
        self._marks = Marks(frozenset(keys))
        self.body.refresh()

    def is_marked(self, key: RowKey) -> bool:
        """Whether a row is marked."""
        return key in self._marks.kept or key in self._marks.span

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        key = self.cursor_row
        if self.markable and key is not None and self.finish_edit():
            self._set(self._marks.toggled(key))

    def action_extend(self, step: int) -> None:
        """Mark row by row."""
        old = self.cursor_row
        target = self.cursor_index + step
        if not self.markable or old is None or not 0 <= target < self.row_count:
            return
        marks = self._marks
        if marks.span and marks.span[-1] != old:  # the cursor has been elsewhere
            marks = marks.settled()
        if self.go(target, self.column_index) and (new := self.cursor_row) is not None:
            self._set(marks.stepped(old, new, down=step > 0))

    def _set(self, marks: Marks) -> None:
        before, self._marks = self._marks.all, marks
        changed = before ^ marks.all
        if changed:
            for key in changed:
                place = self._window.place_at_hand(key)
                if place is not None:
                    self.body.refresh_line(place)
            self.tell(MarksChanged(marks.all))

    # --- copying ------------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Copy the cell under the cursor, or the marked rows with headings."""
        if self.marks:
            rows = self._marked_rows()
            text = self.as_text(rows)
        elif self.here is not None:
            _, column, cell = self.here
            rows, text = [], label_of(column, cell)
        else:
            return
        self.app.copy_to_clipboard(text)
        self.tell(Copied(text, len(rows)))

    def as_text(self, rows: Iterable[Row]) -> str:
        """The rows with headings, tabs between the cells."""
        columns = self.column_list
        lines = [[column.name for column in columns]]
        lines += [[label_of(c, cell_of(row, n)) for n, c in enumerate(columns)] for row in rows]
        return "\n".join("\t".join(line) for line in lines)

    def _marked_rows(self) -> list[Row]:
        source = self._window.source
        places = [place for key in self.marks if (place := source.position(key)) is not None]
        return [
            row
            for first, n in runs(sorted(places)[:MOST_COPIED])
            for row in source.window(first, n)
        ]
