"""Where the rows of the log's sheet come from: a view of the book, a window at a time."""

from collections.abc import Sequence

from db.errors import BookError
from db.log.view import LogView
from screens.staff.log.columns import row_of
from widgets.sheet.values import Row, RowKey


class LogSource:
    """The sheet's source; keys are the rows' numbers in the book.

    Attributes:
        view: which rows in which order; None while there is none to be had.
        wide: whether Bedömning has room for whole words.
    """

    def __init__(self) -> None:
        self.view: LogView | None = None
        self.wide = False

    def show(self, view: LogView | None) -> None:
        """Give these rows from now on."""
        self.view = view

    def count(self) -> int:
        """How many rows are known."""
        return 0 if self.view is None else self.view.count

    def window(self, first: int, n: int) -> Sequence[Row]:
        """The rows from a place; none while the book cannot be read, which the page says."""
        if self.view is None:
            return ()
        try:
            entries = self.view.window(first, n)
        except BookError:
            return ()
        return tuple(row_of(entry, wide=self.wide) for entry in entries)

    def position(self, key: RowKey) -> int | None:
        """The place of a row."""
        if self.view is None or not isinstance(key, int):
            return None
        try:
            return self.view.position(key)
        except BookError:
            return None

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """Nothing: the page's own Sök narrows the rows instead."""
        return None
