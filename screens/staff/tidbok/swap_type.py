"""Ändra schema › Byt tidstyp: another type for the times that are marked (R35)."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.schedule.changes import Swapped
from db.values import TimeType, clean
from screens.dialog import DialogScreen
from widgets.choice_list import Choice, ChoiceList

_HELP = "Till höger: namnet på 1177. Bokade tider behåller sin tidstyp."
SwappedTo = tuple[Swapped, str]
"""What was changed, and what 1177 shows because of it."""


class SwapType(DialogScreen[SwappedTo]):
    """Gives what was changed, or None.

    Args:
        what: which times, as they are told.
        types: the unit's types.
        current: the id of the type they have; None when they have several.
        act: swaps to the type with an id.
        warn: what disagrees between the times and the type with an id, or empty.
    """

    TITLE_TEXT = "Ändra schema: Byt tidstyp"
    AUTO_FOCUS = "ChoiceList"
    DEFAULT_CSS = """
    SwapType DialogFrame { max-width: 76; }
    SwapType .text { text-style: bold; margin-bottom: 1; }
    SwapType ChoiceList { max-height: 10; }
    """

    def __init__(
        self,
        what: str,
        types: tuple[TimeType, ...],
        current: int | None,
        act: Callable[[int], SwappedTo],
        warn: Callable[[int], str],
    ) -> None:
        super().__init__()
        self._warn = warn
        self._what, self._current, self._act = what, current, act
        self._types = tuple(one for one in types if one.name)

    def content(self) -> ComposeResult:
        """Which times, and the types."""
        yield Static(Content(clean(self._what)), classes="text")
        yield ChoiceList(
            tuple(
                Choice(str(one.id), clean(one.name), tip=clean(one.web_name),
                       enabled=one.id != self._current)
                for one in self._types
            )
        )  # fmt: skip

    def on_mount(self) -> None:
        """Stand on the type they have."""
        self.frame.border_subtitle = Content("↑↓ väljer · Enter byter")
        self.frame.say(_HELP)
        at = (n for n, one in enumerate(self._types) if one.id == self._current)
        self.query_one(ChoiceList).cursor = next(at, 0)

    def on_choice_list_reached(self, message: ChoiceList.Reached) -> None:
        """Say of the one the cursor is on what does not agree with the times."""
        message.stop()
        reached = self._types[self.query_one(ChoiceList).cursor].id
        warning = "" if reached == self._current else self._warn(reached or 0)
        self.frame.say(f"Obs! {warning}" if warning else _HELP)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Swap to it."""
        message.stop()
        done = self.attempt(lambda: self._act(int(message.name)))
        if done is not None:
            self.close_with(done)

    def accept(self) -> None:
        """Swap to the one that has the cursor."""
        self.query_one(ChoiceList).action_choose()
