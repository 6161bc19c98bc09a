"""A text on as many lines as there is room for; what does not fit ends in an ellipsis."""

from typing import Final

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from widgets.clean import drawn
from widgets.line import cut, wrap

FAULT: Final = "-fault"
"""The class of a field, or of a line, in which something is wrong."""


def say_in(line: Static, text: str, *, fault: bool) -> None:
    """Say something in a line; what is wrong has a sign of its own before it."""
    line.update(Content(f"! {text}" if fault and text else text))
    line.set_class(fault and bool(text), FAULT)


class ShortText(Widget):
    """Never markup; the mouse is told all of it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ShortText { height: auto; min-height: 1; max-height: 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""

    @property
    def text(self) -> str:
        """All that it says."""
        return self._text

    def say(self, text: str) -> None:
        """Say this from now on."""
        if text != self._text:
            self._text = text
            self.tooltip = Content(drawn(text)) if text else None
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text has."""
        return max(1, len(wrap(drawn(self._text), max(1, width))))

    def render_line(self, y: int) -> Strip:
        """Draw one line; the last one that there is room for says that there is more."""
        width, style = self.size.width, self.rich_style
        lines = wrap(drawn(self._text), max(1, width))
        line = lines[y] if y < len(lines) else ""
        if y == self.size.height - 1 and len(lines) > y + 1:
            line = cut(f"{line} {lines[y + 1]}", width)
            line = line if line.endswith("…") else cut(line, width - 1) + "…"
        return Strip([Segment(line, style)]).adjust_cell_length(width, style)
