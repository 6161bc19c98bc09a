"""The line above a field of text: its name, buttons for its signs, and what is said of it."""

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.clean import drawn
from widgets.line import cut

_BUTTONS: Final = (
    ("bold", "B"), ("italic", "I"), ("list", "• Lista"),
)  # fmt: skip
_GAP = "  "


class EditorHead(Widget):
    """The field's name, its buttons, and what is said of it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "editor-head--label",
        "editor-head--bold",
        "editor-head--italic",
        "editor-head--list",
        "editor-head--note",
        "editor-head--fault",
    }
    DEFAULT_CSS = """
    EditorHead {
        height: 1;
        .editor-head--label { text-style: bold; }
        .editor-head--bold { color: $keys-key; text-style: bold; }
        .editor-head--italic { color: $keys-key; text-style: italic; }
        .editor-head--list { color: $keys-key; }
        .editor-head--note { color: $foreground-quiet; }
        .editor-head--fault { color: $attention; text-style: bold; }
    }
    """

    @dataclass
    class Pointed(Message):
        """A button was clicked."""

        sign: str

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.note = ""
        self.is_fault = False
        self.has_buttons = True

    def say(self, note: str, *, fault: bool) -> None:
        """Say something at the right."""
        self.note, self.is_fault = drawn(note), fault
        self.refresh()

    def _buttons(self) -> list[tuple[int, str, str]]:
        """The first cell of each button, what stands on it and what it does."""
        x = cell_len(self.label) + len(_GAP)
        found = []
        for sign, text in _BUTTONS if self.has_buttons else ():
            found.append((x, f"[{text}]", sign))
            x += cell_len(text) + 3
        return found

    def on_click(self, event: events.Click) -> None:
        """Tell which button was clicked."""
        for x, text, sign in self._buttons():
            if event.button == 1 and x <= event.x < x + cell_len(text):
                event.stop()
                self.post_message(self.Pointed(sign))

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width, base = self.size.width, self.rich_style
        style = {
            part: base + self.get_component_rich_style(f"editor-head--{part}", partial=True)
            for part in ("label", "bold", "italic", "list", "note", "fault")
        }
        segments = [Segment(self.label, style["label"]), Segment(_GAP, base)]
        used = cell_len(self.label) + len(_GAP)
        for _, text, sign in self._buttons():
            segments += [Segment(text, style[sign]), Segment(" ", base)]
            used += cell_len(text) + 1
        note = cut(self.note, max(0, width - used))
        segments.append(Segment(" " * max(0, width - used - cell_len(note)), base))
        segments.append(Segment(note, style["fault" if self.is_fault else "note"]))
        return Strip(segments).adjust_cell_length(width, base)
