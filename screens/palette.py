"""Ctrl+P: everything that can be done here, found by a few letters."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from screens.help import CommandDialog
from widgets.choice_list import Choice, ChoiceList

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

    TITLE_TEXT = "Kommandon"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"list_{action}", show=False, priority=True)
        for key, action in {
            "up": "move(-1)",
            "down": "move(1)",
            "pageup": "page(-1)",
            "pagedown": "page(1)",
            "enter": "choose",
        }.items()
    ]

    def above(self) -> ComposeResult:
        """The search field."""
        yield Input(placeholder="Sök kommando", max_length=_LONGEST, select_on_focus=False)

    def on_input_changed(self, message: Input.Changed) -> None:
        """List what matches."""
        message.stop()
        self.query_one(ChoiceList).show(matching(self.listed, message.value))

    def action_list_move(self, step: int) -> None:
        """Move the list's cursor."""
        self.query_one(ChoiceList).action_move(step)

    def action_list_page(self, pages: int) -> None:
        """Move the list's cursor by a page."""
        self.query_one(ChoiceList).action_page(pages)

    def action_list_choose(self) -> None:
        """Choose where the list's cursor is."""
        self.query_one(ChoiceList).action_choose()
