"""What a sheet's rows and a week's board have in common: lines as they show, wheels, a pointer."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.dom import DOMNode
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

from widgets.steady import Bare, Steady

_WHEEL_LINES = 3


class GridMessage(Message):
    """Any message of a grid; ``control`` is the grid that posted it."""

    sender: DOMNode | None = None

    @property
    def control(self) -> DOMNode | None:
        """The grid that posted it."""
        return self.sender


class SteadyBar(Steady, ScrollBar):
    """A scroll bar that stands still while the rows beside it do."""


class GridView(Bare, ScrollView, inherit_bindings=False):
    """Lines that are drawn as they show; a subclass draws them and says what the wheel does."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    GridView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
    }
    """

    pointed: tuple[int, int] | None = None
    """What is under the pointer."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Textual's, but steady; made when it is first asked for."""
        if self._vertical_scrollbar is None:
            thickness = self.scrollbar_size_vertical
            bar = SteadyBar(vertical=True, name="vertical", thickness=thickness)
            bar.display = False
            self._vertical_scrollbar = bar
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    @property
    def top(self) -> int:
        """The place of the first row that shows."""
        return self.scroll_offset.y

    def show_from(self, top: int) -> None:
        """Scroll so that the row at a place is the first that shows."""
        if top != self.top:
            self.scroll_to(y=top, animate=False, force=True)
            self.forget_pointer()

    def wheeled(self, rows: int, columns: int) -> None:
        """The wheel was turned by so many rows or columns; a subclass scrolls."""

    def on_leave(self, event: events.Leave) -> None:
        """Nothing is under the pointer."""
        self.forget_pointer()

    def forget_pointer(self) -> None:
        """What lies under the pointer may be something else now."""
        if self.pointed is not None:
            self.pointed = None
            self.tooltip = None

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def _on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        self._wheel(event, 1, sideways=True)

    def _on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        self._wheel(event, -1, sideways=True)

    def _wheel(self, event: events.MouseEvent, step: int, *, sideways: bool = False) -> None:
        event.prevent_default()
        event.stop()
        if sideways or event.shift or event.ctrl:
            self.wheeled(0, step)
        else:
            self.wheeled(step * _WHEEL_LINES, 0)
        self.forget_pointer()


def joined(runs: Iterable[tuple[str, Style]]) -> list[Segment]:
    """As few segments as the styles allow: each costs time until it is on the screen."""
    segments = []
    text, style = "", Style.null()
    for more, its in runs:
        if its is style:
            text += more
        elif more:
            if text:
                segments.append(Segment(text, style))
            text, style = more, its
    segments.append(Segment(text, style))
    return segments
