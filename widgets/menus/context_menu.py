"""A menu at a place of the screen, by right click or key; it gives the chosen name, or None."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.screen import ModalScreen

from widgets.choice_list import Choice, ChoiceList
from widgets.menus.menu_list import MenuList
from widgets.screen import AnyScreen


class PopUp(AnyScreen, ModalScreen[str]):
    """A list over the page, which stays in sight; a click beside it closes it."""

    AUTO_FOCUS = "MenuList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10,shift+f10,f22", "close", "Stäng", show=False),
        Binding("tab,shift+tab", "stay", show=False),
    ]
    DEFAULT_CSS = """
    PopUp { background: transparent; }
    """

    def list_place(self) -> Offset:
        """The cell at which the list opens."""
        raise NotImplementedError

    def place_list(self) -> None:
        """Put the list in its place."""
        self.query_one(MenuList).open_at(self.list_place(), self.app.size)

    def on_mount(self) -> None:
        """Put the list in its place."""
        self.place_list()

    def on_resize(self) -> None:
        """Keep it inside the screen."""
        self.place_list()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Close when something else is pointed at."""
        if not self.query_one(MenuList).region.contains_point(event.screen_offset):
            self.close_with(None)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        """Close with the chosen name."""
        message.stop()
        self.close_with(message.name)

    def action_close(self) -> None:
        """Close without a choice."""
        self.close_with(None)

    def action_stay(self) -> None:
        """There is nothing else to go to."""

    def close_with(self, name: str | None) -> None:
        """Close once, however often it is asked for."""
        if self.is_active and self.is_mounted:
            self.dismiss(name)


class ContextMenu(PopUp):
    """The menu of what was pointed at: opens at a cell of the screen, with the cursor on a line."""

    def __init__(self, choices: tuple[Choice, ...], at: Offset, cursor: int = 0) -> None:
        super().__init__()
        self._choices = choices
        self._at = at
        self._first_cursor = cursor

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield MenuList(self._choices, self._first_cursor)

    def list_place(self) -> Offset:
        """Where it was asked for."""
        return self._at
