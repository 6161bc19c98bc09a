"""F1: what the page is for, and its keys; the chosen one is carried out."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.values import clean
from screens.dialog import DialogScreen
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import Button, DialogBody
from widgets.forms.text_input import TextInput

KEYS = "↑↓ väljer · Enter utför · Esc stänger"
CLOSE = Button("cancel", "Stäng")


class CommandDialog(DialogScreen[str]):
    """A list of commands, ``cursor`` the line one begins on; gives the chosen action, or None."""

    BUTTONS: ClassVar[tuple[Button, ...]] = (CLOSE,)
    AUTO_FOCUS = "ChoiceList"
    KEYS_TEXT: ClassVar[str] = KEYS
    DEFAULT_CSS = """
    CommandDialog DialogFrame { max-width: 92; }
    CommandDialog .text { margin-bottom: 1; color: $foreground; }
    CommandDialog TextInput { margin-bottom: 1; }
    """

    def __init__(self, title: str, listed: tuple[Choice, ...], cursor: int = 0) -> None:
        super().__init__(title)
        self.listed = listed
        self.cursor = cursor

    def content(self) -> ComposeResult:
        """What stands above the list, and the list."""
        yield from self.above()
        yield ChoiceList(self.listed, self.cursor)

    def above(self) -> ComposeResult:
        """What stands above the list."""
        yield from ()

    def on_mount(self) -> None:
        """What stands above the list is read first, so it is in sight."""
        for body in self.query(DialogBody):  # none when it is closed while it opens
            if not self.cursor:
                self.call_after_refresh(body.scroll_home, animate=False)

    def action_default(self) -> None:
        """Enter chooses where the cursor is."""
        self.query_one(ChoiceList).action_choose()

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Close with the chosen action."""
        message.stop()
        self.close_with(message.name)

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """Say the explanation in full where the list had to cut it."""
        message.stop()
        cut = self.query_one(ChoiceList).is_cut
        self.frame.say(message.choice.tip if cut else "")


class HelpScreen(CommandDialog):
    """The help of one page: its name, what it is for and its commands."""

    def __init__(self, page: str, text: str, listed: tuple[Choice, ...]) -> None:
        super().__init__(f"Hjälp: {page}", listed)
        self.text = text

    def above(self) -> ComposeResult:
        """What the page is for."""
        if self.text:
            yield Static(Content(clean(self.text, lines=True)), classes="text")


# --- ctrl+P: everything that can be done here, found by a few letters ----------------------------


_LONGEST = 60


def matching(listed: tuple[Choice, ...], text: str) -> tuple[Choice, ...]:
    """The choices that hold every word of the text, those with it in their name first."""
    words = text.casefold().split()

    def holds(place: str) -> bool:
        return all(word in place.casefold() for word in words)

    named = tuple(one for one in listed if holds(one.label))
    said = tuple(one for one in listed if one not in named and holds(f"{one.label} {one.tip}"))
    return named + said


class Palette(CommandDialog):
    """A search field over the list; arrows and Enter work from the field."""

    AUTO_FOCUS = "TextInput"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "list('move', -1)", "Uppåt", show=False),
        Binding("down", "list('move', 1)", "Nedåt", show=False),
        Binding("pageup", "list('page', -1)", "En sida upp", show=False),
        Binding("pagedown", "list('page', 1)", "En sida ned", show=False),
    ]

    def __init__(self, listed: tuple[Choice, ...]) -> None:
        super().__init__("Kommandon", listed)

    def above(self) -> ComposeResult:
        """The search field."""
        yield TextInput(hint="Sök kommando", longest=_LONGEST)

    def on_input_changed(self, message: TextInput.Changed) -> None:
        """List what matches."""
        message.stop()
        self.query_one(ChoiceList).show(matching(self.listed, message.value))

    async def action_list(self, what: str, by: int) -> None:
        """Move the list's cursor."""
        await self.app.run_action(f"{what}({by})", self.query_one(ChoiceList))
