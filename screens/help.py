"""F1: what the page is for, and its keys; the chosen one is carried out."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from db.values import clean
from screens.base import BookScreen
from screens.commands import IN_GRID, IN_PROGRAM, TO_PAGES, choices
from screens.dialog import DialogScreen
from screens.swedish import key_text
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import Button, DialogBody
from widgets.forms.text_input import TextInput

_AROUND = 7
"""Lines of the frame, the field, the buttons, and what is said at length."""
_FEWEST = 3
KEYS = "↑↓ väljer · Enter utför · Esc stänger"
CLOSE = Button("cancel", "Stäng")


class CommandDialog(DialogScreen[str]):
    """A list of commands, ``cursor`` the line one begins on; gives the chosen action, or None."""

    IS_FORM = False
    BUTTONS: ClassVar[tuple[Button, ...]] = (CLOSE,)
    AUTO_FOCUS = "ChoiceList"
    KEYS_TEXT: ClassVar[str] = KEYS
    DEFAULT_CSS = """
    CommandDialog DialogFrame { max-width: 120; }
    CommandDialog DialogFrame #dialog-line { height: 2; }
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
        listed = self.query_one(ChoiceList)
        self.frame.say(message.choice.tip if listed.is_cut else "")


def keys_of(page: BookScreen) -> tuple[Choice, ...]:
    """What the keys do on a page, by what they are for: its own, where one is, everywhere."""
    role = page.session.actor.role
    with_keys = [one for one in page.commands() if one.key and one.name != "help"]
    listed = [*choices(with_keys, page, role, grouped=True), *_keys_where_one_is(page)]
    known: dict[str, Choice] = {}
    for choice in listed:
        known.setdefault(choice.key, choice)
    names = list(dict.fromkeys(choice.group for choice in listed))
    last = [name for name in (IN_GRID, TO_PAGES, IN_PROGRAM) if name in names]
    order = [name for name in names if name not in last] + last
    return tuple(sorted(known.values(), key=lambda choice: order.index(choice.group)))


def _keys_where_one_is(page: BookScreen) -> list[Choice]:
    """The keys of what has the focus, which tell what they are for."""
    if page.focused is None:
        return []
    told = {
        one.action: (key, one) for key, one in reversed([*page.focused._bindings]) if one.tooltip
    }
    return [
        Choice(f"focused.{action}", one.description, key_text(key), one.tooltip, group=IN_GRID)
        for action, (key, one) in reversed(told.items())
    ]


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

    def on_resize(self) -> None:
        """Let the list scroll, and nothing else: the field stays in sight."""
        room = max(_FEWEST, self.size.height - _AROUND)
        for commands in self.query(ChoiceList):  # none when it is closed while it opens
            commands.styles.max_height = room

    async def action_list(self, what: str, by: int) -> None:
        """Move the list's cursor."""
        await self.app.run_action(f"{what}({by})", self.query_one(ChoiceList))
