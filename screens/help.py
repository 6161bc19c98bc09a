"""F1: what the page is for, and its keys; the chosen one is carried out."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from db.values import Role
from screens.commands import Command
from screens.swedish import in_swedish
from widgets.choice_list import Choice, ChoiceList

KEYS = "↑↓ väljer · Enter utför · Esc stänger"


def choices(commands: Sequence[Command], screen: object, role: Role) -> tuple[Choice, ...]:
    """The commands that the role may see, greyed where they cannot be done now."""
    found = []
    for command in commands:
        able = command.availability(screen, role)
        if able is not False:
            found.append(
                Choice(command.action, command.label, command.key_text, command.tip, bool(able))
            )
    return tuple(found)


class CommandDialog(ModalScreen[str]):
    """A frame with a list of commands; gives the chosen action, or None."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Stäng")]
    DEFAULT_CSS = """
    CommandDialog { align: center middle; background: $background 60%; }
    CommandDialog > Vertical {
        width: 100%;
        max-width: 92;
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
    CommandDialog Static { margin: 0 1 1 1; color: $foreground; }
    CommandDialog Input { margin-bottom: 1; }
    CommandDialog ChoiceList { max-height: 1fr; }
    """
    TITLE_TEXT: ClassVar[str] = ""

    def __init__(self, listed: tuple[Choice, ...]) -> None:
        super().__init__()
        self.listed = listed

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now, in Swedish."""
        return in_swedish(super().active_bindings)

    def compose(self) -> ComposeResult:
        """The frame with what stands above the list, and the list."""
        with Vertical() as frame:
            frame.border_title = self.TITLE_TEXT
            frame.border_subtitle = KEYS
            yield from self.above()
            yield ChoiceList(self.listed)

    def above(self) -> ComposeResult:
        """What stands above the list."""
        yield from ()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Close with the chosen action."""
        message.stop()
        self.close_with(message.name)

    def action_close(self) -> None:
        """Close without a choice."""
        self.close_with(None)

    def close_with(self, action: str | None) -> None:
        """Close once, however often it is asked for."""
        if self.is_current:
            self.dismiss(action)


class HelpScreen(CommandDialog):
    """The help of one page."""

    def __init__(self, page: str, text: str, listed: tuple[Choice, ...]) -> None:
        super().__init__(listed)
        self.page = page
        self.text = text

    def on_mount(self) -> None:
        """Name the frame after the page."""
        self.query_one(Vertical).border_title = Content(f"Hjälp: {self.page}")

    def above(self) -> ComposeResult:
        """What the page is for."""
        if self.text:
            yield Static(Content(self.text))
