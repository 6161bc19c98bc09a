"""The tour in the program: a line under the menu on every page, until it is done or left."""

from typing import Any, Final

from textual.app import App
from textual.timer import Timer

from screens.base import BookScreen, page_shown
from screens.showing.tour import DONE, Tour, Where
from widgets.bars.key_bar import KeyBar
from widgets.bars.step_line import StepLine

_LOOKS: Final = 0.15
"""Seconds between two looks at where one is."""


class Guide:
    """The tour of one program.

    Args:
        app: the program.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._tour = Tour()
        self._timer: Timer | None = None
        self._lines: list[StepLine] = []

    @property
    def is_on(self) -> bool:
        """Whether it goes on."""
        return self._timer is not None

    def begin(self) -> None:
        """Begin, or go on where one left it."""
        self._tour.begin(self._where())
        if self._timer is None:
            self._timer = self._app.set_interval(_LOOKS, self.look, name="tour")
        self.look()

    def leave(self) -> None:
        """Take the lines away; where one was is remembered."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        for line in self._lines:
            if line.is_attached:
                line.fit_away()
        self._lines.clear()

    def look(self) -> None:
        """Go on if the step is done, and have the line on the page that shows."""
        moved = self._tour.look(self._where())
        if self._tour.is_done:
            self.leave()
            self._app.notify(DONE, timeout=10, markup=False)
            return
        page = self._app.screen
        if isinstance(page, BookScreen) and page.is_ready and page.query(KeyBar):
            if not page.query(StepLine):
                line = StepLine(self._told, lambda: None)
                self._lines.append(line)
                page.mount(line)
            elif moved or self._lines:
                for line in page.query(StepLine):
                    line.fit()

    def _told(self) -> tuple[tuple[str, str], ...]:
        return (("key", " Rundtur "), ("", f"{self._tour.text}"))

    def _where(self) -> Where:
        page = page_shown(self._app)
        if page is None:
            return Where()
        return Where(page.page, type(self._app.screen).__name__, page.has_mirror)
