"""The widths and folds that the user has given a page's columns, found again the next time.

They are lines of the file of choices: ``column.<page>.<column> = 24``, or ``24 folded``.
"""

from functools import partial
from pathlib import Path

from textual.timer import Timer
from textual.widget import Widget

from screens.session import read_choices
from screens.settings_file import update
from widgets.sheet.layout import NARROWEST, WIDEST
from widgets.sheet.messages import ColumnChanged
from widgets.sheet.values import Shape

SECONDS = 1.0
"""From the last change until it is written."""
_FOLDED = "folded"


def parse(value: str) -> Shape | None:
    """What a line's value means; None when it cannot be understood."""
    width, _, folded = value.partition(" ")
    if not (width.isascii() and width.isdigit() and len(width) <= 3 and folded in ("", _FOLDED)):
        return None
    return Shape(max(NARROWEST, min(int(width), WIDEST)), bool(folded))


class ColumnMemory:
    """What a sheet remembers of its columns; it closes it when it is unmounted.

    Args:
        sheet: whose columns they are; ``shapes`` has what is remembered, by their keys.
        name: the page's name in the file; nothing is kept without one, nor without a ``path``.
    """

    def __init__(self, sheet: Widget, name: str, path: Path | None) -> None:
        self._sheet, self._path = sheet, path if name else None
        self._prefix = f"column.{name}."
        self.shapes: dict[str, Shape] = {}
        for line, value in read_choices(path).items() if self._path and path else ():
            shape = parse(value)
            if line.startswith(self._prefix) and shape is not None:
                self.shapes[line.removeprefix(self._prefix)] = shape
        self._unsaved: dict[str, Shape] = {}
        self._cleared = False
        self._timer: Timer | None = None

    def changed(self, message: ColumnChanged) -> None:
        """Remember a column as it is now."""
        shape = Shape(message.width, message.folded)
        self.shapes[message.column] = self._unsaved[message.column] = shape
        self._save_soon()

    def forget(self) -> None:
        """Have all columns as the page has them from the start."""
        self.shapes.clear()
        self._unsaved.clear()
        self._cleared = True
        self._save_soon()

    def close(self) -> None:
        """Write what is not written yet."""
        if self._timer is not None:
            self._timer.stop()
        if write := self._writing():
            write()

    def _save_soon(self) -> None:
        """Write once, when nothing has been changed for a while; a file can be slow."""
        if self._timer is not None:
            self._timer.stop()
        if self._path is not None:
            self._timer = self._sheet.set_timer(SECONDS, self._save, name="columns")

    def _save(self) -> None:
        if write := self._writing():
            self._sheet.run_worker(write, thread=True, group="columns", exit_on_error=False)

    def _writing(self) -> "partial[bool] | None":
        """What writes all that is not written; None when there is nothing."""
        if self._path is None or not (self._unsaved or self._cleared):
            return None
        lines = {
            self._prefix + key: f"{shape.width} {_FOLDED}" if shape.folded else str(shape.width)
            for key, shape in self._unsaved.items()
        }
        clear = self._prefix if self._cleared else ""
        self._unsaved, self._cleared = {}, False
        return partial(update, self._path, lines, clear=clear)
