"""A field for a text of several lines with bold, italic and lists, under its name and buttons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from widgets.clean import drawn
from widgets.line import cut
from widgets.marked_area import MarkedArea
from widgets.part_line import Part, PartLine
from widgets.text_marks import BOLD, ITALIC, Marked, toggle, toggle_list

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


class TermsEditor(Vertical):
    """The field."""

    DEFAULT_CSS = """
    TermsEditor { height: auto; }
    TermsEditor.-fault MarkedArea { text-style: underline; }
    """

    @dataclass
    class Changed(Message):
        """Its text is another one."""

        editor: "TermsEditor"

    def __init__(self, label: str, text: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._head = EditorHead(label)
        self._area = MarkedArea(text)
        self._said = self._area.text

    def compose(self) -> ComposeResult:
        """The head and the field."""
        yield self._head
        yield self._area

    # --- the text -----------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What stands in it."""
        return self._area.text

    def load(self, text: str) -> None:
        """Let a text stand as the one it begins with; there is nothing to undo then."""
        self._said = self._area.taken(text)
        if self._said != self._area.text:
            self._area.load_text(self._said)

    def write(self, text: str) -> None:
        """Let another text stand, as one step to undo."""
        at = len(text)
        self._area.apply(Marked(text, at, at))

    def say(self, note: str, *, fault: bool = False) -> None:
        """Say something at the right of its name."""
        self._head.say(note, fault=fault)

    @property
    def note(self) -> str:
        """What is said there."""
        return self._head.note

    @property
    def read_only(self) -> bool:
        """Whether it can only be read."""
        return self._area.read_only

    @read_only.setter
    def read_only(self, value: bool) -> None:
        self._area.read_only = value
        self._head.has_buttons = not value
        self._head.refresh()

    @property
    def has_keys(self) -> bool:
        """Whether what is typed goes here."""
        return self._area.has_focus

    def take_keys(self) -> None:
        """Let what is typed go here."""
        self._area.focus()

    # --- what is done -------------------------------------------------------------------------

    def mark(self, sign: str) -> None:
        """Make what is selected ``bold``, ``italic`` or a ``list``, or plain again."""
        if self.read_only:
            return
        text, selected = self._area.text, self._area.selected
        if sign == "list":
            self._area.apply(toggle_list(text, *selected))
        else:
            self._area.apply(toggle(text, *selected, BOLD if sign == "bold" else ITALIC))

    def undo(self) -> None:
        """Take the last step back."""
        if not self.read_only:
            self._area.undo()

    def redo(self) -> None:
        """Take the step again."""
        if not self.read_only:
            self._area.redo()

    def on_editor_head_pointed(self, message: EditorHead.Pointed) -> None:
        """A button was clicked."""
        message.stop()
        self._area.go_on()
        self.mark(message.sign)

    def on_text_area_changed(self, message: MarkedArea.Changed) -> None:
        """Tell whoever wants to know, once for each text."""
        message.stop()
        if self._area.text != self._said:
            self._said = self._area.text
            self.post_message(self.Changed(self))

    def on_text_area_selection_changed(self, message: MarkedArea.SelectionChanged) -> None:
        """Nobody wants to know."""
        message.stop()
