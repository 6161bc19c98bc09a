"""Ctrl+P: everything that can be done here, found by a few letters."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from screens.help import CommandDialog
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.text_input import TextInput

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
        Binding("up", "list_move(-1)", "Uppåt", show=False),
        Binding("down", "list_move(1)", "Nedåt", show=False),
        Binding("pageup", "list_page(-1)", "En sida upp", show=False),
        Binding("pagedown", "list_page(1)", "En sida ned", show=False),
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

    def action_list_move(self, step: int) -> None:
        """Move the list's cursor."""
        self.query_one(ChoiceList).action_move(step)

    def action_list_page(self, pages: int) -> None:
        """Move the list's cursor by a page."""
        self.query_one(ChoiceList).action_page(pages)
