"""A line of tabs of which one is on."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.forms.options import Option


class TabLine(Widget):
    """One line of tabs; a click chooses. Keys are the page's.

    Args:
        tabs: the tabs from left to right.
        value: the name of the one that is on.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-line--on"}
    DEFAULT_CSS = """
    TabLine {
        height: 1;
        color: $foreground;
        .tab-line--on {
            background: $cursor-background; color: $cursor-foreground;
            text-style: bold underline;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        name: str

    def __init__(self, tabs: tuple[Option, ...], value: str) -> None:
        super().__init__()
        self._tabs = tabs
        self.value = value

    def show(self, value: str) -> None:
        """Light this tab."""
        if value != self.value:
            self.value = value
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        at = 0
        for tab in self._tabs:
            end = at + cell_len(tab.label) + 2
            if at <= event.x < end and event.button == 1:
                event.stop()
                self.post_message(self.Chosen(tab.name))
            at = end + 1

    def render_line(self, y: int) -> Strip:
        """Draw the tabs."""
        base = self.rich_style
        lit = base + self.get_component_rich_style("tab-line--on", partial=True)
        segments = []
        for tab in self._tabs:
            style = lit if tab.name == self.value else base
            segments += [Segment(f" {tab.label} ", style), Segment(" ", base)]
        return Strip(segments).adjust_cell_length(self.size.width, base)
