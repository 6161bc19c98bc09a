"""The right-hand column of a page: whether it is there, how wide it is, and what stands in it.

From 110 columns it stands beside the page; below that it takes turns with it. Whether it is open
is remembered for each page; that it took the page's place in a narrow window is no choice.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from textual import events

from screens.beside.column import Column, PartView
from screens.beside.mirror import Mirror
from screens.beside.part import ColumnPart
from screens.session import column_choice
from screens.settings_file import update

BESIDE: Final = 110
"""From this many columns there is room for both."""
_LEAST, _MOST = 34, 60
"""Cells of the column at 110 columns, and in a very wide window."""
TURNED: Final = "-turned"
"""The class of a page in whose place the column stands."""


def width_at(width: int) -> int:
    """The column's cells in a window of this width; all of them where it takes turns."""
    if width < BESIDE:
        return width
    return min(_MOST, _LEAST + (width - BESIDE) * 2 // 5)


class Beside:
    """The column of one page.

    Args:
        page: the page.
        is_open: whether the mirror is to stand beside it where there is room.
    """

    def __init__(self, page: Any, *, is_open: bool) -> None:  # noqa: ANN401 - screens.base would be a circle
        self.page = page
        self.is_open = is_open
        self.turned_to = ""
        """The name of the part in a narrow window's whole place; empty while the page is."""
        self.mirror = Mirror(page) if page.can_mirror else None
        self.above: ColumnPart | None = None
        self.column: Column | None = None
        self._size = page.app.size
        self._came_from: Any = None
        """What had the focus when the column took the page's place."""

    # --- what there is ------------------------------------------------------------------------

    @property
    def is_wide(self) -> bool:
        """Whether there is room for both."""
        return bool(self.page.app.size.width >= BESIDE)

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the parts that show."""
        above = (self.above.name,) if self.above is not None else ()
        if not self.is_wide:
            return (self.turned_to,) if self.turned_to else ()
        return (*above, *((Mirror.name,) if self.is_open else ()))

    @property
    def is_alone(self) -> bool:
        """Whether it stands in the page's place."""
        return not self.is_wide and bool(self.turned_to)

    @property
    def width(self) -> int:
        """The cells that it takes from the page."""
        return width_at(self.page.app.size.width) if self.shown else 0

    @property
    def shows_mirror(self) -> bool:
        """Whether the mirror is on the screen."""
        return Mirror.name in self.shown

    def view(self, name: str) -> PartView | None:
        """The frame of a part, if it shows."""
        return self.column.view(name) if self.column is not None and name in self.shown else None

    # --- making it ----------------------------------------------------------------------------

    def compose(self) -> Column | None:
        """The column, if any part of it is to be there now."""
        self.above = self._above()
        if not self.shown:
            return None
        self._fit(self._make())
        return self.column

    def _above(self) -> ColumnPart | None:
        make: Callable[[Any], ColumnPart | None] | None = self.page.app.above
        return make(self.page) if make is not None else None

    def _make(self) -> Column:
        parts = [part for part in (self.above, self.mirror) if part is not None]
        self.column = Column(parts)
        return self.column

    def _fit(self, column: Column) -> None:
        """Its width, and which of its parts show."""
        shown = self.shown
        column.display = bool(shown)
        column.styles.width = max(1, self.width)
        for view in column.views:
            view.display = view.part.name in shown
            view.set_class(view.part.name != shown[-1] if shown else False, "-above")

    def arrange(self) -> None:
        """Show what is to show now: it was opened or closed, or the window is another one."""
        page = self.page
        if self.shown and self.column is None:
            page.mount(self._make())
        page.set_class(self.is_alone, TURNED)
        if self.column is not None:
            self._fit(self.column)
        page.post_message(events.Resize(page.size, page.size))  # its own room is another one
        page.refresh_bindings()
        self.look()

    def resized(self) -> None:
        """The window may be another one: the column follows, and stands aside where it must."""
        if self.page.app.size == self._size:
            return
        self._size = self.page.app.size
        if self.is_wide:
            self.turned_to = ""
        if self.shown or self.column is not None:
            self.arrange()

    def above_changed(self) -> None:
        """The program has another part to show above the mirror, or none any more."""
        self.above = self._above()
        if self.above is None and self.turned_to != Mirror.name:
            self.turned_to = ""
        if self.column is not None:
            self.column.remove()
            self.column = None
        self.arrange()

    # --- opening and closing ------------------------------------------------------------------

    def turn(self, name: str = Mirror.name) -> None:
        """F6: open the mirror or close it; in a narrow window the page and it take turns.

        Args:
            name: the part; one that stands above the mirror only ever takes turns.
        """
        page = self.page
        if not self.is_wide:
            if not self.turned_to:
                self._came_from = page.focused
            self.turned_to = "" if self.turned_to == name else name
        elif name == Mirror.name:
            self.is_open = not self.is_open
            self._remember()
        is_focus_lost = self.column is not None and page.focused in self.column.views
        self.arrange()
        if self.is_alone or is_focus_lost:
            page.call_after_refresh(self._focus)

    def back(self) -> bool:
        """Esc: back to the page from the column in its place; whether there was any way back."""
        if not self.is_alone:
            return False
        self.turn(self.turned_to)
        return True

    def _focus(self) -> None:
        """Where the column stands alone it has the keys, else the page has them again."""
        view, before, page = self.view(self.turned_to), self._came_from, self.page
        if self.is_alone and view is not None:
            view.focus()
        elif before is not None and before.is_attached and before.focusable:
            page.set_focus(before, scroll_visible=False)
        else:
            page.focus_page()

    def choose_citizen(self) -> None:
        """Ask with whose eyes the mirror is to look; it is opened first."""
        if self.mirror is None:
            return
        if not self.shows_mirror:
            self.turn()
        self.mirror.choose_citizen()

    def _remember(self) -> None:
        """Find it so the next time."""
        path = self.page.session.prefs.path
        if path is None:
            return
        choice = column_choice(self.page.column_name, is_there=self.is_open)
        write = partial(update, path, choice)
        self.page.run_worker(write, thread=True, group="panel", exit_on_error=False)

    # --- the book -----------------------------------------------------------------------------

    def look(self) -> None:
        """The book has changed, or what one works with: the mirror looks anew, soon."""
        if self.mirror is not None and self.shows_mirror:
            self.mirror.ask()
