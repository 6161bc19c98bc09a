"""Lines drawn in parts, each in the colours of its kind; a click on a part may mean something."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.steady import Steady

CLOCK: Final = "clock"
"""What a click on the time means, where a line tells it."""


class Part(NamedTuple):
    """A piece of a line.

    Attributes:
        kind: which of the line's ``KINDS`` colours it, or empty.
        text: what it says.
        name: what a click on it means, or empty.
    """

    kind: str
    text: str
    name: str = ""


class PartLine(Steady, Widget):
    """A subclass says in ``parts`` what stands on its lines, and in ``pointed`` what a click does.

    The component that colours a kind is called ``<LINE>--<kind>``.
    """

    ALLOW_SELECT = False
    LINE: ClassVar[str] = ""
    KINDS: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: bool) -> None:
        """Name the components before Textual reads them."""
        cls.COMPONENT_CLASSES = {f"{cls.LINE}--{kind}" for kind in cls.KINDS}
        super().__init_subclass__(**kwargs)

    @dataclass
    class ClockPointed(Message):
        """The time was clicked."""

    def parts(self, y: int) -> Iterable[Part]:
        """What stands on a line; what is too wide is cut off."""
        raise NotImplementedError

    def pointed(self, name: str) -> None:
        """A part with this name was clicked."""

    def name_at(self, x: int, y: int = 0) -> str:
        """The name of the part that is drawn at a cell, or empty."""
        for part in self.parts(y):
            x -= cell_len(part.text)
            if x < 0:
                return part.name
        return ""

    def on_click(self, event: events.Click) -> None:
        """Do what the part means."""
        name = self.name_at(event.x, event.y)
        if name and event.button == 1:
            event.stop()
            if name == CLOCK:
                self.post_message(self.ClockPointed())
            else:
                self.pointed(name)

    def _style(self, kind: str) -> Style:
        if not kind:
            return self.rich_style
        return self.rich_style + self.get_component_rich_style(f"{self.LINE}--{kind}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        drawn = [Segment(part.text, self._style(part.kind)) for part in self.parts(y)]
        return Strip(drawn).adjust_cell_length(self.size.width, self.rich_style)
