"""Looking at a text while it is being written in a cell of a sheet."""

from collections.abc import Callable

from textual.widget import Widget

from widgets.sheet.sheet import Sheet


class WritingWatch:
    """Lets a page say what there is to say of a text before it stands in its cell.

    Args:
        sheet: whose editor is looked at.
        look: given the row's key, the column and the text; whether something was said of it.
        given_up: what was said no longer holds, since the writing was given up.
    """

    def __init__(
        self, sheet: Sheet, look: Callable[[str, str, str], bool], given_up: Callable[[], object]
    ) -> None:
        self._sheet, self._look, self._given_up = sheet, look, given_up
        self._has_said = False
        sheet.watch(sheet.editor, "value", self._written_so_far, init=False)

    @property
    def cell(self) -> tuple[str, str] | None:
        """The row's key and the column in which a text is being written; None when none is."""
        sheet = self._sheet
        if sheet.cursor_row is None or not (sheet.is_editing and sheet.editor.display):
            return None
        return str(sheet.cursor_row), sheet.cursor_column

    def _written_so_far(self, value: str) -> None:
        if (cell := self.cell) is not None and self._look(*cell, value):
            self._has_said = True

    def is_done(self) -> None:
        """What is said from now on is about what was written."""
        self._has_said = False

    def focused(self, widget: Widget) -> None:
        """A widget of the page has got the keys: if it is the sheet, the writing is over."""
        if self._has_said and widget is self._sheet:
            self._has_said = False
            self._given_up()
