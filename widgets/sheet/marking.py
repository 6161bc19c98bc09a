"""Marked rows, and copying them or a cell."""

from collections.abc import Iterable

from widgets.sheet.arranging import ArrangedSheet
from widgets.sheet.draw import copied_text
from widgets.sheet.messages import Copied, MarksChanged, TooMany
from widgets.sheet.values import Row, RowKey, cell_of
from widgets.sheet.window import Marks, inside, runs

MOST_MARKED = 10_000
"""Rows; more is a matter for a search or an export."""


_QUOTED = frozenset('"\t\n\r')


class MarkedSheet(ArrangedSheet):
    """What the user does with whole rows."""

    _marked: frozenset[RowKey] = frozenset()

    @staticmethod
    def guard(text: str) -> str:
        """Make a cell harmless in a spreadsheet; asked when rows are copied."""
        return text

    @property
    def marks(self) -> frozenset[RowKey]:
        """The keys of the marked rows, also of those that are not in the source now."""
        return self._marked

    def set_marks(self, keys: Iterable[RowKey]) -> None:
        """Mark these rows and no others, without telling the screen."""
        self._marks = Marks(frozenset(keys))
        self._marked = self._marks.kept
        self.body.refresh()

    def is_marked(self, key: RowKey) -> bool:
        """Whether a row is marked."""
        return key in self._marked

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        key = self.cursor_row
        if self.markable and key is not None and self.finish_edit():
            self._set(self._marks.toggled(key))

    def action_mark_all(self) -> None:
        """Mark all rows; when all are, take their marks away."""
        if not self.row_count or not self.finish_edit():
            return
        if self.row_count > MOST_MARKED:
            self._too_many()
            return
        keys = frozenset(row.key for row in self._window.source.window(0, self.row_count))
        self._set(Marks(self._marked - keys if keys <= self._marked else self._marked | keys))

    def action_extend(self, step: int) -> None:
        """Mark row by row."""
        self.extend_to(self.cursor_index + step)

    def action_extend_page(self, pages: int) -> None:
        """Mark a page of rows."""
        target = self.cursor_index + pages * max(1, self.body.lines - 1)
        self.extend_to(inside(target, self.row_count))

    def extend_to(self, target: int) -> None:
        """Mark the rows from where the range was begun to a place, and go there."""
        old, at = self.cursor_row, self.cursor_index
        if not self.markable or old is None or target == at or not 0 <= target < self.row_count:
            return
        if abs(target - at) >= MOST_MARKED:
            self._too_many()
            return
        marks = self._marks
        if marks.span and marks.span[-1] != old:  # the cursor has been elsewhere
            marks = marks.settled()
        down = target > at
        rows = self._window.source.window(at + 1 if down else target, abs(target - at))
        passed = [row.key for row in (rows if down else reversed(rows))]
        marks = marks.stretched(old, passed, down=down)
        if len(marks.kept) + len(marks.span) > MOST_MARKED:
            self._too_many()
        elif self.go(target, self.column_index):
            self._set(marks)

    def _too_many(self) -> None:
        self.app.bell()
        self.tell(TooMany(MOST_MARKED))

    def _set(self, marks: Marks) -> None:
        before, self._marks, self._marked = self._marked, marks, marks.all
        changed = before ^ self._marked
        if changed:
            for place in self._window.places_at_hand(changed):
                self.body.refresh_line(place)
            self.tell(MarksChanged(self._marked))

    # --- copying ------------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Copy the cell under the cursor, or the marked rows with headings."""
        if self.marks:
            rows = self._marked_rows()
            text = self.as_text(rows)
        elif self.here is not None:
            _, column, cell = self.here
            rows, text = [], copied_text(column, cell)
        else:
            return
        self.app.copy_to_clipboard(text)
        self.tell(Copied(text, len(rows)))

    def as_text(self, rows: Iterable[Row]) -> str:
        """The rows with headings, tabs between the cells.

        What a spreadsheet would calculate is guarded, and a cell with line breaks or quotes is
        quoted, so that the rows can be read in again as they were.
        """
        columns = self.column_list
        lines = [[column.name for column in columns]]
        lines += [[copied_text(c, cell_of(row, n)) for n, c in enumerate(columns)] for row in rows]
        return "\n".join("\t".join(map(self._field, line)) for line in lines)

    def _field(self, text: str) -> str:
        guarded = self.guard(text)
        if not set(guarded) & _QUOTED:
            return guarded
        return '"{}"'.format(guarded.replace('"', '""'))

    def _marked_rows(self) -> list[Row]:
        source = self._window.source
        places = [place for key in self.marks if (place := source.position(key)) is not None]
        return [
            row
            for first, n in runs(sorted(places)[:MOST_MARKED])
            for row in source.window(first, n)
        ]
