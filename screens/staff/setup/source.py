"""The rows of a draft, as a sheet draws them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from screens.staff.setup.draft import Draft
from screens.staff.setup.draft_values import DraftCell
from widgets.sheet.values import Cell, Row, RowKey, State

CHANGED = "changed"
"""The role of a cell that differs from what is saved."""

_STATES: Final[Mapping[str, State]] = {
    "greyed": "greyed", "locked": "locked", "warn": "warn", "error": "error",
}  # fmt: skip


class DraftSource:
    """The rows of a draft, for a sheet.

    Args:
        columns: the fields, in the order of the sheet's columns.
        marked: the field that says in its text that its row is locked, and how.
    """

    def __init__(self, columns: Sequence[str], marked: tuple[str, str] = ("", "")) -> None:
        self._fields = tuple(columns)
        self._marked, self._mark = marked
        self.draft: Draft[Any] | None = None

    def count(self) -> int:
        """How many rows there are."""
        return len(self.draft.keys) if self.draft else 0

    def window(self, first: int, n: int) -> Sequence[Row]:
        """The rows from a place on."""
        draft = self.draft
        if draft is None:
            return ()
        return [self._row(draft, key) for key in draft.keys[max(0, first) : first + n]]

    def position(self, key: RowKey) -> int | None:
        """The place of a row."""
        return self.draft.position(str(key)) if self.draft else None

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next row that holds the text."""
        from_row = None if after is None else str(after)
        return self.draft.find(text, from_row, back=back) if self.draft else None

    def _row(self, draft: Draft[Any], key: str) -> Row:
        cells = draft.cells(key)
        shown = {field: cell_shown(cells[field]) for field in self._fields}
        if self._mark and (marked := shown[self._marked]).state == "locked":
            # First, so that it stands there also where the text is cut.
            text = " · ".join(filter(None, (self._mark, marked.text)))
            shown[self._marked] = marked._replace(text=text)
        return Row(key, tuple(shown.values()))


def cell_shown(cell: DraftCell) -> Cell:
    """A draft's cell as the sheet draws it."""
    role = CHANGED if cell.changed else ""
    return Cell(cell.text, cell.on, _STATES.get(cell.state, ""), role, cell.tip)
