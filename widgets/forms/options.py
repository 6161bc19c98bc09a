"""What is ticked, and one of several: each on lines of its own, by key and mouse."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from widgets.line import cut
from widgets.screen import Moved


class Tick(Widget, can_focus=True):
    """A box to tick, with its name."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Bocka i/ur", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tick--cursor"}
    DEFAULT_CSS = """
    Tick {
        height: 1;
        width: 1fr;
        color: $foreground;
        .tick--cursor {
            background: $cursor-background; color: $cursor-foreground; text-style: bold underline;
        }
        &:disabled { text-style: dim; }
        &.-fault { text-style: underline; }
    }
    """

    value: reactive[bool] = reactive(False)

    @dataclass
    class Changed(Moved):
        """It was ticked or unticked."""

        tick: "Tick"
        value: bool

    def __init__(self, label: str, value: bool = False, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label = label
        self.set_reactive(Tick.value, value)

    def action_turn(self) -> None:
        """Tick or untick it."""
        self.value = not self.value
        self.post_message(self.Changed(self, self.value))

    def on_click(self, event: events.Click) -> None:
        """Tick or untick it."""
        if event.button == 1:
            event.stop()
            self.action_turn()

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        base = self.rich_style
        style = base
        if self.has_focus:
            style += self.get_component_rich_style("tick--cursor", partial=True)
        text = cut(f"{'☑' if self.value else '☐'} {self.label}", self.size.width)
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, base)


class Option(NamedTuple):
    """One of several: what the message says, and what it is called."""

    name: str
    label: str


class OneOf(Widget, can_focus=True):
    """Several to choose from, a line each, of which one is chosen; the first if not told which."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "move(-1)", "Uppåt", show=False),
        Binding("down,right", "move(1)", "Nedåt", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"one-of--cursor"}
    DEFAULT_CSS = """
    OneOf {
        height: auto;
        width: 1fr;
        color: $foreground;
        .one-of--cursor {
            background: $cursor-background; color: $cursor-foreground; text-style: bold underline;
        }
        &:disabled { text-style: dim; }
        &.-fault { text-style: underline; }
    }
    """

    at: reactive[int] = reactive(0)

    @dataclass
    class Changed(Moved):
        """Another one was chosen."""

        value: str

    def __init__(
        self, options: tuple[Option, ...], value: str = "", *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._options = options
        names = [option.name for option in options]
        self.set_reactive(OneOf.at, names.index(value) if value in names else 0)

    @property
    def options(self) -> tuple[Option, ...]:
        """What one of is chosen, from above."""
        return self._options

    @property
    def value(self) -> str:
        """The name of the chosen one."""
        return self._options[self.at].name

    def relabel(self, options: tuple[Option, ...]) -> None:
        """Call the same options something else."""
        self._options = options
        self.refresh()

    def choose(self, at: int) -> None:
        """Choose one."""
        if at != self.at:
            self.at = at
            self.post_message(self.Changed(self.value))

    def action_move(self, step: int) -> None:
        """Choose the one before or after."""
        self.choose((self.at + step) % len(self._options))

    def on_click(self, event: events.Click) -> None:
        """Choose the one that was clicked."""
        if event.button == 1 and 0 <= event.y < len(self._options):
            event.stop()
            self.choose(event.y)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each."""
        return len(self._options)

    def render_line(self, y: int) -> Strip:
        """Draw one of them."""
        base = self.rich_style
        if y >= len(self._options):
            return Strip.blank(self.size.width, base)
        chosen, style = y == self.at, base
        if chosen and self.has_focus:
            style += self.get_component_rich_style("one-of--cursor", partial=True)
        text = cut(f"({'•' if chosen else ' '}) {self._options[y].label}", self.size.width)
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, base)
