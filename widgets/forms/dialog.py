"""The frame of a dialog: title, content, a line that explains or says what is wrong, buttons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from widgets.note_line import FAULT, say_in
from widgets.screen import AnyScreen
from widgets.steady import LETTERS, Steady


class Button(NamedTuple):
    """One button of the row: what it says when it is pressed, its label as in the guide, a tip."""

    name: str
    label: str
    tip: str = ""


_ROOMY = 12
"""From this many lines of the screen there is room for explanations."""

OK = Button("ok", "OK")
CANCEL = Button("cancel", "Avbryt")


def hot_letters(labels: Iterable[str], others: str = "") -> list[int]:
    """For each label, the place of the letter that presses it; -1 when all are taken."""
    taken = set(others)
    found = []
    for label in labels:
        places = (n for n, c in enumerate(label.casefold()) if c.isalnum() and c not in taken)
        at = next(places, -1)
        found.append(at)
        if at >= 0:
            taken.add(label[at].casefold())
    return found


class DialogButton(Widget, can_focus=True):
    """A button on one line, with a letter that presses it."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "press", "Tryck på knappen", show=False),
        Binding("left", "app.focus_previous", "Föregående fält", show=False),
        Binding("right", "app.focus_next", "Nästa fält", show=False),
    ]
    DEFAULT_CSS = """
    DialogButton {
        width: auto;
        height: 1;
        margin-left: 2;
        color: $foreground;
        &.-default { text-style: bold; }
        &:hover { background: $panel; }
        &:focus { background: $cursor-background; color: $cursor-foreground; text-style: bold; }
        &:disabled { text-style: dim; }
    }
    """

    @dataclass
    class Pressed(Message):
        """The button was pressed."""

        name: str

    def __init__(self, button: Button, *, default: bool = False) -> None:
        super().__init__(classes="-lettered -default" if default else "-lettered")
        self.button = button
        if button.tip:
            self.tooltip = Content(button.tip)

    @property
    def hot(self) -> int:
        """The place of the letter that presses it: no other button or menu here has it; or -1."""
        buttons = list(self.screen.query(DialogButton))
        labels = [button.button.label for button in buttons]
        return hot_letters(labels, getattr(self.screen, "MENU_LETTERS", ""))[buttons.index(self)]

    @property
    def letter(self) -> str:
        """The letter that presses it, or empty."""
        hot = self.hot
        return self.button.label[hot].casefold() if hot >= 0 else ""

    def press_letter(self, letter: str) -> bool:
        """Press it if this is its letter; whether that could be done."""
        if self.letter != letter or self.disabled:
            return False
        self.action_press()
        return True

    def action_press(self) -> None:
        """Press it."""
        self.post_message(self.Pressed(self.button.name))

    def on_click(self, event: events.Click) -> None:
        """Press it."""
        event.stop()
        if event.button == 1:
            self.action_press()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The label and its brackets."""
        return cell_len(self.button.label) + 4

    def render(self) -> Content:
        """The label in brackets; its letter is underlined once Alt has been used."""
        text = Content(f"[{'▸' if self.has_focus else ' '}{self.button.label} ]")
        hot = self.hot if self.app.has_class(LETTERS) else -1
        return text.stylize("underline", hot + 2, hot + 3) if hot >= 0 else text


class ButtonRow(Horizontal):
    """The buttons, in the order given; the first is the one that Enter presses."""

    DEFAULT_CSS = """
    ButtonRow {
        height: 1;
        align-horizontal: right;
        overflow-x: auto;
        overflow-y: hidden;
        scrollbar-size: 0 0;
    }
    """


class DialogBody(Vertical):
    """What a dialog is about; it scrolls where there is little room."""

    DEFAULT_CSS = """
    DialogBody { height: auto; max-height: 100%; overflow-y: auto; scrollbar-size-vertical: 1; }
    """


class DialogFrame(Steady, Vertical):
    """The frame. Its content is a ``DialogBody``, or anything else that is given as children.

    The buttons stand in the guide's order; the first is the default one.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    DialogFrame {
        width: 100%;
        max-width: 80;
        height: auto;
        max-height: 100%;
        padding: 0 1;
        background: $surface;
        color: $foreground;
        border: round $frame;
        border-title-color: $frame-title;
        border-title-style: bold;
        border-subtitle-color: $foreground-quiet;
    }
    DialogFrame > #dialog-foot { dock: bottom; height: auto; width: 1fr; }
    DialogFrame #dialog-line { height: auto; max-height: 3; color: $foreground-quiet; }
    DialogFrame #dialog-line.-fault { color: $attention; text-style: bold; }
    """

    def __init__(self, title: str, buttons: tuple[Button, ...]) -> None:
        super().__init__()
        self.border_title = Content(title)
        self._buttons = buttons
        self._about = ""
        self._answers = False

    def compose(self) -> ComposeResult:
        """The line and the buttons, below the content."""
        with Vertical(id="dialog-foot"):
            line = Static(id="dialog-line")
            line.display = False
            yield line
            with ButtonRow():
                for n, button in enumerate(self._buttons):
                    yield DialogButton(button, default=n == 0)

    # --- the line -----------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Explain something in the line; an empty text takes the line away."""
        self._about = text
        if not self._answers:  # what came of the last act is still to be read
            self._write(text, fault=False)

    def tell(self, text: str) -> None:
        """Say what came of an act, until one moves on."""
        self.clear_faults()
        self._write(text, fault=False, stays=False)

    def fault(self, text: str, field: Widget | None = None) -> None:
        """Say what is wrong in the line, mark the field it is wrong in and go there."""
        self.clear_faults()
        self._write(text, fault=True, stays=False)
        if field is not None:
            field.add_class(FAULT)
            field.focus()

    def clear_faults(self) -> None:
        """Nothing is wrong any more: the line explains again."""
        self.query(f".{FAULT}").remove_class(FAULT)
        self._write(self._about, fault=False)

    @property
    def line(self) -> str:
        """What the line says."""
        return str(self.query_one("#dialog-line", Static).content)

    def _write(self, text: str, *, fault: bool, stays: bool = True) -> None:
        self._answers = bool(text) and not stays
        line = self.query_one("#dialog-line", Static)
        say_in(line, text, fault=fault)
        line.display = bool(text) and (fault or self.app.size.height >= _ROOMY)
        if isinstance(self.screen, AnyScreen):
            self.screen.has_said(text, stays=stays)

    # --- the buttons --------------------------------------------------------------------------

    def enable(self, name: str, enabled: bool) -> None:
        """Let a button be pressed, or not now."""
        for button in self.query(DialogButton):
            if button.button.name == name:
                button.disabled = not enabled

    def press(self, name: str) -> None:
        """Press a button, if it can be pressed now."""
        for button in self.query(DialogButton):
            if button.button.name == name and not button.disabled:
                button.action_press()

    def press_default(self) -> None:
        """Press the first button."""
        if self._buttons:
            self.press(self._buttons[0].name)
