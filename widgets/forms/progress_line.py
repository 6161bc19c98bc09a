"""A bar on one line that says how far something has come."""

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from widgets.clean import drawn
from widgets.line import cut

_FIGURE = 6
"""Cells that the percentage takes."""


class ProgressLine(Widget):
    """What is being done, a bar, and the percentage. Hidden while nothing is done."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"progress-line--bar"}
    DEFAULT_CSS = """
    ProgressLine {
        height: 1;
        width: 1fr;
        display: none;
        color: $foreground;
        .progress-line--bar { color: $frame-title; }
        &.-shown { display: block; }
    }
    """

    percent: reactive[int] = reactive(0)

    def __init__(self) -> None:
        super().__init__()
        self.what = ""

    def begin(self, what: str) -> None:
        """Something begins."""
        self.what, self.percent = drawn(what), 0
        self.add_class("-shown")
        self.refresh()

    def reach(self, done: int, total: int) -> None:
        """So much of it is done."""
        self.percent = 100 * done // max(1, total)

    def end(self) -> None:
        """Nothing is done any more."""
        self.remove_class("-shown")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """Draw it; where there is little room the words go first."""
        width, base = self.size.width, self.rich_style
        words = cut(self.what, max(0, width // 2))
        lead = f"{words} " if words and width >= 30 else ""
        room = max(0, width - len(lead) - _FIGURE)
        full = room * self.percent // 100
        bar = self.get_component_rich_style("progress-line--bar", partial=True)
        segments = [
            Segment(lead, base),
            Segment("█" * full + "░" * (room - full), base + bar),
            Segment(f"{self.percent:>{_FIGURE - 2}} %", base),
        ]
        return Strip(segments).adjust_cell_length(width, base)
