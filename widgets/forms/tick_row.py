"""Several boxes to tick on one line, one field to the Tab key: arrows between them, space ticks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from widgets.forms.options import Option
from widgets.screen import Moved

_GAP = 2


class TickRow(Widget, can_focus=True):
    """The boxes, at least one."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Åt vänster", show=False),
        Binding("right", "move(1)", "Åt höger", show=False),
        Binding("home", "move(-99)", "Först", show=False),
        Binding("end", "move(99)", "Sist", show=False),
        Binding("space", "turn", "Bocka i/ur", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tick-row--cursor"}
    DEFAULT_CSS = """
    TickRow {
        height: 1;
        width: auto;
        max-width: 100%;
        color: $foreground;
        .tick-row--cursor {
            background: $cursor-background; color: $cursor-foreground; text-style: bold underline;
        }
        &:disabled { text-style: dim; }
        &.-fault { text-style: underline; }
    }
    """

    ticked: reactive[frozenset[str]] = reactive(frozenset)
    at: reactive[int] = reactive(0)

    @dataclass
    class Changed(Moved):
        """One was ticked or unticked."""

        ticked: frozenset[str]

    def __init__(
        self, options: tuple[Option, ...], ticked: Iterable[str] = (), *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._options = options
        self.set_reactive(TickRow.ticked, frozenset(ticked))

    def action_move(self, step: int) -> None:
        """Go to another box."""
        self.at = max(0, min(self.at + step, len(self._options) - 1))

    def action_turn(self) -> None:
        """Tick or untick the box that one is at."""
        self.ticked = self.ticked ^ {self._options[self.at].name}
        self.post_message(self.Changed(self.ticked))

    def on_click(self, event: events.Click) -> None:
        """Tick or untick the box that was clicked."""
        inside = event.get_content_offset(self)
        if event.button != 1 or inside is None:
            return
        event.stop()
        for place, (first, width) in enumerate(self._places()):
            if first <= inside.x < first + width:
                self.at = place
                self.action_turn()

    def placed(self) -> list[tuple[Option, int, int]]:
        """The options with their first cell and how many they take."""
        places = zip(self._options, self._places(), strict=True)
        return [(option, x, width) for option, (x, width) in places]

    def _places(self) -> list[tuple[int, int]]:
        """The first cell of each box, and how wide it is with its name."""
        places, x = [], 0
        for option in self._options:
            width = cell_len(option.label) + 2
            places.append((x, width))
            x += width + _GAP
        return places

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All of them, beside each other."""
        first, width = self._places()[-1]
        return first + width

    def render_line(self, y: int) -> Strip:
        """Draw them."""
        base = self.rich_style
        parts = []
        for place, option in enumerate(self._options):
            style = base
            if self.has_focus and place == self.at:
                style += self.get_component_rich_style("tick-row--cursor", partial=True)
            sign = "☑" if option.name in self.ticked else "☐"
            parts += [Segment(f"{sign} {option.label}", style), Segment(" " * _GAP, base)]
        return Strip(parts[:-1]).adjust_cell_length(self.size.width, base)
