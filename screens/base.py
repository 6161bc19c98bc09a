"""What every page shares: its commands, its errors, and that it follows the book."""

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import ActiveBinding
from textual.screen import Screen

from db import clock
from db.book import Book
from db.errors import BookError
from db.values import clean
from screens.commands import Command, bindings
from screens.session import Session
from screens.swedish import in_swedish

POLL_SECONDS = 0.25
"""How often a page asks whether the book was written or the minute has turned."""

T = TypeVar("T")


class BookScreen(Screen[None]):
    """A page of the book.

    A subclass declares its ``PAGE_COMMANDS`` and its ``HELP``, and draws itself in ``reload``. The
    line of keys comes after the first frame, on the layer "bar"; a page leaves its line free.
    """

    ALLOW_SELECT = False
    PAGE_NAME: ClassVar[str] = ""
    """What the help calls the page."""
    HELP: ClassVar[str] = ""
    """What the page is for, in a few sentences."""
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    """What can be done here besides what can be done everywhere."""

    def __init_subclass__(cls, **kwargs: bool) -> None:
        """Derive the bindings from the commands before Textual merges them."""
        if "PAGE_COMMANDS" in cls.__dict__:
            cls.BINDINGS = [*bindings(cls.PAGE_COMMANDS)]
        super().__init_subclass__(**kwargs)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._last_look = (-1, -1, -1)
        self._following = False

    # --- commands -----------------------------------------------------------------------------

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now, with Textual's own in Swedish."""
        return in_swedish(super().active_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey or hide what cannot be done here now."""
        for command in self.PAGE_COMMANDS:
            if command.name == action:
                return command.availability(self, self.session.actor.role)
        return True

    # --- the book -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the book and draw the page anew; a page overrides it."""

    def attempt(self, operation: Callable[[], T]) -> T | None:
        """Run an operation on the book; a refusal is shown, and the answer is then None."""
        try:
            return operation()
        except BookError as error:
            self.show_error(error)
            return None

    def show_error(self, error: BookError) -> None:
        """Show what the book said; a page with a better place for it overrides this."""
        self.notify(clean(error.text), severity="error", markup=False)

    def on_mount(self, event: events.Mount) -> None:
        """Draw, and begin to follow the book once the page is on the screen."""
        self.attempt(self._look)
        self.reload()
        self.call_after_refresh(self._follow)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Another page may have changed the book meanwhile."""
        if self._following:
            self._poll()

    def _follow(self) -> None:
        """What the first frame did without."""
        from widgets.key_bar import KeyBar

        self.mount(KeyBar())
        self._following = True
        self.set_interval(POLL_SECONDS, self._poll, name="book")

    def _poll(self) -> None:
        """Draw anew when the book was written or its minute has turned."""
        if self.is_active and self.attempt(self._look):
            self.reload()

    def _look(self) -> bool:
        """Whether the book or its minute has changed since the last look."""
        book = self.session.book
        stamp, state = book.changes(), clock.read(book)
        look = (*stamp, state.now // 60)
        if look == self._last_look:
            return False
        turned = self._following and look[2] != self._last_look[2]
        self._last_look = look
        if turned and state.mode != clock.Mode.PAUSED and state.today > state.swept_day:
            self._turn_day()
        return True

    def _turn_day(self) -> None:
        """Let the log be cleared in a thread of its own: another program may hold the book.

        Asked for when a minute has turned, never at start.
        """
        path = self.session.book.path

        def turn() -> None:
            with suppress(BookError), Book.open(path) as book:
                clock.turn_day(book)

        self.run_worker(turn, thread=True, group="day", exit_on_error=False)
