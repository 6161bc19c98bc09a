"""Screens whose text is not selected by the mouse: a click, a drag and a double click mean more."""

from typing import ClassVar

from textual.geometry import Offset
from textual.widget import Widget


class Unselectable:
    """For a screen, before Textual's own class."""

    ALLOW_SELECT: ClassVar[bool] = False

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """No text at all: only selecting asks for it.

        Textual would let the widget draw its line, also one that has just been taken away, which
        cannot.
        """
        return None, None
