"""What the pages of 1177 and of its staff tool share: a portal's lines instead of menus, links."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget

from screens.base import BookScreen
from widgets.link_view import LinkView
from widgets.portal_bar import PortalBar


class PortalScreen(BookScreen):
    """A page with the way here above it and the line of keys below.

    A subclass gives ``PAGE_NAME``, ``HELP``, ``PAGE_COMMANDS``, ``body`` and ``reload`` as any
    page, ``crumb``, and ``chosen`` where it has links.
    """

    CRUMB: ClassVar[str] = ""
    """The page's name in the way here."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        """The portal's lines, and what the page gives."""
        yield PortalBar()
        for widget in self.body():  # a container is given its own, not composed in a "with"
            widget.add_class("page")
            yield widget

    @property
    def crumb(self) -> str:
        """The page's name in the way here, where it is not always the same."""
        return self.CRUMB

    def bars(self) -> Sequence[Widget]:
        """Only the line of keys: there is no menu bar."""
        from widgets.key_bar import KeyBar

        return (KeyBar(),)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done before the page is drawn: a hasty key would miss its widgets."""
        return super().check_action(action, parameters) if self.is_mounted else False

    def open_menu(self, label: str = "") -> None:
        """There is no menu bar: list what can be done here."""
        if not label:
            self.open_context_menu()

    def show_menus(self) -> None:
        """There is no menu bar."""

    def on_link_view_chosen(self, message: LinkView.Chosen) -> None:
        """A link was chosen."""
        message.stop()
        if self.is_active:
            self.chosen(message.name)

    def chosen(self, name: str) -> None:
        """A link with this name was chosen; a page overrides it."""

    def open(self, page: "PortalScreen") -> None:
        """Go on to a page, above this one; a hasty second key opens no second one."""
        if self.is_active and self.is_mounted:
            self.app.push_screen(page)
