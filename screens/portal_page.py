"""What the pages of 1177 and of its staff tool share: a portal's lines instead of menus, links."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget

from db import clock
from db.rules.local_time import short_instant_text
from db.values import clean
from screens.base import BookScreen
from screens.commands import EVERYWHERE, TRAINING, Command
from widgets.bars.portal_bar import Portal, PortalBar
from widgets.link_view import LinkView


class PortalScreen(BookScreen):
    """A page with the way here above it and the line of keys below.

    A subclass gives ``PAGE_NAME``, ``HELP``, ``PAGE_COMMANDS`` and ``reload`` as any page, and
    ``crumb``; ``chosen`` where it has links, ``body`` where it is not links alone. The portal's
    own first page gives ``ALWAYS``, ``portal`` and ``is_on_way``.
    """

    CRUMB: ClassVar[str] = ""
    """The page's name in the way here."""
    ALWAYS: ClassVar[tuple[Command, ...]] = ()
    """What can be done on every page of the portal, besides what is ``KEPT``."""
    KEPT: ClassVar[tuple[str, ...]] = (
        "app.help", "app.menu", "app.context_menu", "app.next_theme", "app.palette",
        "app.clock", "app.quit", "app.save_picture", *(one.action for one in TRAINING),
    )  # fmt: skip
    """What can be done on the staff's pages too; role, unit and settings are the staff's own."""
    MIRRORS = False
    MENU_LETTERS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init_subclass__(cls, **kwargs: bool) -> None:
        """Every page has what its portal always can among its bindings."""
        if "ALWAYS" not in cls.__dict__:
            named = {command.action for command in cls.PAGE_COMMANDS}
            more = (command for command in cls.ALWAYS if command.action not in named)
            cls.PAGE_COMMANDS = (*cls.PAGE_COMMANDS, *more)
        super().__init_subclass__(**kwargs)

    def compose(self) -> ComposeResult:
        """The portal's lines, and what the page gives."""
        yield PortalBar()
        for widget in self.body():  # a container is given its own, not composed in a "with"
            widget.add_class("page")
            yield widget
        yield from self.column()

    def body(self) -> ComposeResult:
        """The links."""
        yield LinkView()

    @property
    def view(self) -> LinkView:
        """The page's links."""
        return self.query_one(LinkView)

    def commands(self) -> tuple[Command, ...]:
        """What can be done here; nothing of the staff's side is among it."""
        own = {command.action for command in self.PAGE_COMMANDS}
        kept = (one for one in EVERYWHERE if one.action in self.KEPT or one.name == "use_theme")
        return (*self.PAGE_COMMANDS, *(one for one in kept if one.action not in own))

    @property
    def crumb(self) -> str:
        """The page's name in the way here, where it is not always the same."""
        return self.CRUMB

    def portal(self) -> Portal:
        """The portal's name and who is logged in; a portal overrides it."""
        return Portal()

    def is_on_way(self, page: "PortalScreen") -> bool:
        """Whether the way here names a page below this one; a portal overrides it."""
        return True

    @property
    def way(self) -> "tuple[PortalScreen, ...]":
        """The pages from the portal's start page to this one that the way here names."""
        stack = self.stack
        below = stack[: stack.index(self) + 1] if self in stack else ()
        return tuple(p for p in below if isinstance(p, PortalScreen) and self.is_on_way(p))

    def draw_title(self) -> None:
        """The portal, the book's time, who is logged in, and the way here."""
        state = clock.read(self.session.book)
        paused = " (paus)" if state.mode == clock.Mode.PAUSED else ""
        clock_text = f"{short_instant_text(state.now)}{paused}"
        crumbs = tuple(clean(page.crumb) for page in self.way)
        shown = self.portal()._replace(clock=clock_text, crumbs=crumbs, news=self.news_text)
        self.query_one(PortalBar).show(shown)

    def bars(self) -> Sequence[Widget]:
        """Only the line of keys: there is no menu bar."""
        from widgets.bars.key_bar import KeyBar

        return (KeyBar(),)

    def open_menu(self, label: str = "") -> None:
        """There is no menu bar: list what can be done here."""
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

    def on_portal_bar_crumb_pointed(self, message: PortalBar.CrumbPointed) -> None:
        """A page on the way here was clicked."""
        message.stop()
        way = self.way
        if 0 <= message.place < len(way):
            self.back_to(way[message.place])
