"""What lies over the screen while others look on: the last keys, and where the mouse clicked.

The mouse goes through all of it.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.widget import Widget

from screens.showing.keys import Press
from widgets.screen import PASSED_OVER

CLICK_SECONDS: Final = 0.6
"""How long a click is marked."""


class KeysShown(Widget):
    """The last keys with their commands' names, a line each, in the lower left corner."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys-shown--key"}
    DEFAULT_CSS = """
    KeysShown {
        layer: _loading; dock: bottom; width: auto; height: auto; margin: 0 0 1 0;
        background: $cursor-background; color: $cursor-foreground;
        .keys-shown--key { text-style: bold; }
    }
    """

    def __init__(self, pressed: Sequence[Press]) -> None:
        super().__init__(classes=PASSED_OVER)
        self._pressed = tuple(pressed)

    def show(self, pressed: Sequence[Press]) -> None:
        """Show these instead."""
        if tuple(pressed) != self._pressed:
            self._pressed = tuple(pressed)
            self.refresh(layout=True)

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(f"{press.key}  {press.label}".strip() for press in self._pressed)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the longest."""
        return max(map(cell_len, self.lines), default=0) + 2

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line each."""
        return len(self._pressed)

    def render_line(self, y: int) -> Strip:
        """One key."""
        base, width = self.rich_style, self.size.width
        if y >= len(self._pressed):
            return Strip.blank(width, base)
        press = self._pressed[y]
        strong = base + self.get_component_rich_style("keys-shown--key", partial=True)
        parts = [Segment(f" {press.key}", strong), Segment(f"  {press.label}", base)]
        return Strip(parts).adjust_cell_length(width, base)


class ClickMark(Widget):
    """A sign beside the cell that was clicked, which itself can be read."""

    DEFAULT_CSS = """
    ClickMark {
        layer: _loading; dock: top; width: 1; height: 1;
        background: $cursor-background; color: $cursor-foreground; text-style: bold;
    }
    """

    def __init__(self, sign: str, at: Offset) -> None:
        super().__init__(classes=PASSED_OVER)
        self._sign = sign
        self.styles.offset = at

    def render_line(self, y: int) -> Strip:
        """The sign."""
        return Strip([Segment(self._sign, self.rich_style)])


def mark_region(app: App[Any], region: Region, seconds: float) -> None:
    """Mark a thing of the screen on both sides for a while."""
    top = app.screen
    places = ((">", region.offset - Offset(1, 0)), ("<", region.top_right))
    marks = [ClickMark(sign, at) for sign, at in places if 0 <= at.x < top.size.width]
    if marks and top.is_mounted and top.is_attached:
        top.mount(*marks)
        app.set_timer(seconds, lambda: [one.remove() for one in marks if one.is_attached])


def marks_at(at: Offset, width: int) -> tuple[ClickMark, ...]:
    """The signs on both sides of a cell, as far as they fit on the screen."""
    beside = (("▸", at - Offset(1, 0)), ("◂", at + Offset(1, 0)))
    return tuple(ClickMark(sign, place) for sign, place in beside if 0 <= place.x < width)
