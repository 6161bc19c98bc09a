"""A list in a dialog: its columns follow the room there is, and the letters are the dialog's."""

from collections.abc import Callable, Sequence

from textual import events

from db.log.files.formula import guarded
from screens.copied import offer_file
from screens.dialog import DialogScreen
from widgets.sheet.messages import Copied
from widgets.sheet.sheet import LetterlessSheet
from widgets.sheet.values import Column, Source

_WITHOUT = ("menu", "sort", "mark", "mark_all", "extend", "extend_page", "space", "columns")
"""What the sheet of a dialog does without."""


class DialogSheet(LetterlessSheet):
    """The list.

    Args:
        fit: the columns for so many cells.
        source: what it lists.
        empty: what stands there when there is nothing.
    """

    guard = staticmethod(guarded)

    def __init__(self, fit: Callable[[int], Sequence[Column]], source: Source, empty: str) -> None:
        super().__init__(
            fit(76), source, read_only=True, markable=False, empty=empty, without=_WITHOUT
        )
        self._fit = fit

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow."""
        self.set_columns(self._fit(event.size.width))

    def on_sheet_copied(self, message: Copied) -> None:
        """Nothing need be said, unless the terminal may have dropped it."""
        message.stop()
        if isinstance(self.screen, DialogScreen):
            offer_file(self.screen, message.text, self.screen.frame.say)
