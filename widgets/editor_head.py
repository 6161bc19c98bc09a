"""The line above a field of text: its name, buttons for its signs, and what is said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual.message import Message

from widgets.clean import drawn
from widgets.line import cut
from widgets.part_line import Part, PartLine

_BUTTONS: Final = (("bold", "B"), ("italic", "I"), ("list", "• Lista"))
_GAP = "  "


class EditorHead(PartLine):
    """The field's name, its buttons, and what is said of it."""

    LINE = "editor-head"
    KINDS = ("label", "bold", "italic", "list", "note", "fault")
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

    def parts(self, y: int) -> Iterator[Part]:
        """The name, the buttons, and at the right what is said."""
        yield Part("label", self.label)
        yield Part("", _GAP)
        left = self.size.width - cell_len(self.label) - len(_GAP)
        for sign, text in _BUTTONS if self.has_buttons else ():
            yield Part(sign, f"[{text}]", sign)
            yield Part("", " ")
            left -= cell_len(text) + 3
        note = cut(self.note, max(0, left))
        yield Part("", " " * max(0, left - cell_len(note)))
        yield Part("fault" if self.is_fault else "note", note)

    def pointed(self, name: str) -> None:
        """Tell which button was clicked."""
        self.post_message(self.Pointed(name))
