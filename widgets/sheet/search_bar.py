"""The line below a sheet in which one searches it."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from widgets.clean import drawn
from widgets.forms.text_input import TextInput

_MAX_LENGTH = 100


class SearchBar(Horizontal):
    """A field, and what came of the search."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Stäng sökningen", show=False),
    ]
    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        display: none;
        background: $panel;
        Static { width: auto; height: 1; padding: 0 1; color: $foreground; }
        TextInput {
            width: 1fr;
            border: none;
            background: $surface;
            &:focus {
                border: none;
                background: $surface;
                color: $foreground;
                background-tint: $surface 0%;
            }
        }
        .-outcome { color: $attention; }
    }
    """

    @dataclass
    class Asked(Message):
        """A text is looked for: while it is typed, or the next one when ``step`` is 1."""

        text: str
        step: int

    class Closed(Message):
        """Esc was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.input = TextInput(longest=_MAX_LENGTH)
        self.input.select_on_focus = True
        self.outcome = Static(classes="-outcome", markup=False)

    def compose(self) -> ComposeResult:
        """A label, the field and the outcome."""
        yield Static("Sök:", markup=False)
        yield self.input
        yield self.outcome

    def say(self, text: str) -> None:
        """Say what came of it."""
        self.outcome.update(Content(drawn(text)))

    def action_close(self) -> None:
        """Close the line."""
        self.post_message(self.Closed())

    def on_input_submitted(self, event: TextInput.Submitted) -> None:
        """Enter: the next one."""
        event.stop()
        self.post_message(self.Asked(event.value, 1))

    def on_input_changed(self, event: TextInput.Changed) -> None:
        """Something was typed."""
        event.stop()
        if self.display:
            self.say("")
            self.post_message(self.Asked(event.value, 0))
