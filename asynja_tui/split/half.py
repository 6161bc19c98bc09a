"""One side of the split screen: a program of its own on the same book, drawn by one widget.

Its frames come as the lines that have changed, so that a key in it costs little more than one
in a program that has the whole window.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate
from textual._context import visible_screen_stack
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

from asynja_tui.playing.inner import InnerShell, InnerView
from asynja_tui.playing.running import running
from asynja_tui.shell import Shell
from screens import pages
from screens.attempting import Unsaved
from screens.base import BookScreen
from screens.dialog import has_unsaved
from screens.session import Prefs, Session

if TYPE_CHECKING:
    from db.log.people import People
    from screens.trouble.lost_book import OpenBook


CITIZEN: Final = "citizen"
"""The page that 1177's side begins on."""


class Outside(Protocol):
    """What a half asks of the program around it: what is one for both."""

    def close_split(self) -> None:
        """One side again."""

    def quit_both(self) -> None:
        """End, once what is unsaved on either side has been asked about."""

    def open_book(self, message: "OpenBook") -> None:
        """Another book."""

    def present(self, level: int) -> None:
        """Hide this much from those who look on."""

    def chosen(self, half: "HalfShell", prefs: Prefs) -> None:
        """The user has chosen other settings in this half."""

    def program(self) -> Shell:
        """The one that has the terminal."""


class HalfShell(InnerShell):
    """The program of one half; ``outside`` has what there is once: terminal, settings, the end."""

    is_half = True
    outside: Outside
    take: Callable[[RenderableType | None], None] | None = None
    """Told of each frame: what of it is new."""

    # --- drawing ------------------------------------------------------------------------------

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if self.take is not None and not self._batch_count:
            self.take(renderable)

    def look(self) -> None:
        """The book was written, or its minute has turned: the page looks, below a dialog too."""
        self._topmost.look_now()

    # --- what there is once -------------------------------------------------------------------

    def check_book(self) -> None:
        """The program around it has done so."""

    @property
    def has_unsaved(self) -> bool:
        """Whether anything on this side would be lost."""
        return any(isinstance(one, Unsaved) and has_unsaved(one) for one in self.screen_stack)

    @property
    def page_name(self) -> str:
        """The page that stands highest, by its name; empty on the start page."""
        named = (one.page for one in reversed(self.screen_stack) if isinstance(one, BookScreen))
        return next((name for name in named if pages.find(name) is not None), "")

    def leave_all(self, then: Callable[[], object]) -> None:
        """Go on once what is unsaved on this side has been asked about."""
        self._leave(self.screen_stack[::-1], then)

    async def action_quit(self) -> None:
        """End both sides."""
        self.outside.quit_both()

    def action_split(self) -> None:
        """One side again."""
        self.outside.close_split()

    @property
    def is_citizens(self) -> bool:
        """Whether it is 1177's side: there is nothing below its first page."""
        return self._begins_on[0] == CITIZEN

    def action_close_page(self) -> None:
        """Go back, but never out of 1177."""
        page = self._page()
        if self.is_citizens and page is not None and page.page == CITIZEN:
            self.bell()
        else:
            super().action_close_page()

    async def _start_over(self, session: Session, known: "People | None" = None) -> None:
        await super()._start_over(session, known)
        if self.is_citizens:
            self._push_page(pages.named(CITIZEN))

    def action_present(self, level: int) -> None:
        """What is hidden is hidden on both sides."""
        self.outside.present(level)

    def present_here(self, level: int) -> None:
        """Hide this much on this side."""
        super().action_present(level)

    def on_open_book(self, message: "OpenBook") -> None:
        """The book is the same on both sides."""
        message.stop()
        self.outside.open_book(message)

    def _apply(self, chosen: Prefs | None) -> None:
        before = self.session.prefs
        super()._apply(chosen)
        if self.session.prefs != before:
            self.outside.chosen(self, self.session.prefs)

    def follow(self, prefs: Prefs) -> None:
        """The settings were changed on the other side."""
        follow(self, prefs)

    def copy_to_clipboard(self, text: str) -> None:
        """It is the terminal's."""
        super().copy_to_clipboard(text)
        self.outside.program().copy_to_clipboard(text)

    def bell(self) -> None:
        """It is the terminal's."""
        self.outside.program().bell()

    def use_mouse(self, on: bool) -> bool:
        """It is the terminal's."""
        return self.outside.program().use_mouse(on)

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        self.outside.program()._handle_exception(error)


def follow(shell: Shell, prefs: Prefs) -> None:
    """Use settings that were chosen, and kept, elsewhere."""
    for page in (shell, *shell.screen_stack):
        if isinstance(page, Shell | BookScreen):
            page.session = page.session.named(prefs)
    if shell.theme != prefs.theme:
        shell.theme = prefs.theme


def shifted(update: ChopsUpdate, x: int, y: int) -> ChopsUpdate:
    """The same update of cells that stand further to the right, and further down."""
    above: list[Any] = [{}] * y
    return ChopsUpdate(
        [*above, *({at + x: strip for at, strip in line.items()} for line in update.chops)],
        [(row + y, first + x, end + x) for row, first, end in update.spans],
        [*([[]] * y), *([end + x for end in ends] for ends in update.chop_ends)],
    )


class HalfView(InnerView, can_focus=False):
    """Draws a half's program line by line; keys and the mouse come from the split itself."""

    DEFAULT_CSS = """
    HalfView { width: 1fr; height: 1fr; }
    """

    def __init__(self, shell: HalfShell) -> None:
        super().__init__(shell)
        self.half = shell
        self._is_stale = True
        shell.drawn = None
        shell.take = self._take

    def on_resize(self, event: events.Resize) -> None:
        """Begin in the room that there is, and follow it."""
        event.prevent_default()
        if self._runs:
            self._fit()
        elif self.size.area:
            self._runs = True
            self.run_worker(self._run(self.size), group="inner")

    def _fit(self) -> None:
        driver, (width, height) = self.shell._driver, self.size
        if driver is not None and self.size.area and driver._size != (width, height):
            driver._size = width, height
            self.shell.post_message(events.Resize(self.size, self.size))

    async def _run(self, size: Size) -> None:
        """Until the split is closed; the other half begins meanwhile."""
        async with running(self.shell, (size.width, size.height), still=False):
            self._fit()  # the room may have become another one while it began
            self._drawn()
            self.started.set()
            await self._over.wait()
        self.shell.session.book.close()

    async def on_unmount(self) -> None:
        """No more frames."""
        self.half.take = None

    def _drawn(self) -> None:
        """All of it is new."""
        self._is_stale = True
        self.refresh()

    def _take(self, renderable: RenderableType | None) -> None:
        """A frame: of the lines that changed, or another picture altogether."""
        if not self.is_attached:
            return
        if isinstance(renderable, ChopsUpdate) and not self._is_stale:
            for y in {y for y, _, _ in renderable.spans}:
                self._splice(y, renderable)
            regions = [Region(x, y, end - x, 1) for y, x, end in renderable.spans]
            if self._write_through(renderable, regions):
                return
            self.refresh(*regions)
        else:
            self._drawn()
        self.call_later(self._show_at_once)

    def _write_through(self, update: ChopsUpdate, regions: list[Region]) -> bool:
        """Write what is new where it stands on the terminal; whether that could be done.

        A frame of the program around it would hold the whole lines: to that it is one widget.
        """
        program, screen = self.half.outside.program(), self.screen
        if program.screen is not screen or len(program._notifications) or self._repaint_required:
            return False
        self._kept = None
        self._styles_cache.set_dirty(*regions)
        program._display(screen, shifted(update, self.region.x, self.region.y))
        return True

    def _splice(self, y: int, update: ChopsUpdate) -> None:
        """Put the pieces of a line that are new in the place of the old ones."""
        if y >= len(self._strips):
            self._is_stale = True
            return
        line = self._strips[y]
        for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if piece is not None:
                line = Strip.join([line.crop(0, x), piece, line.crop(end)])
        self._strips[y] = line

    def _show_at_once(self) -> None:
        """The inner frame has waited for its turn already: the outer one need not wait as well."""
        if self.is_attached and self.screen.is_current:
            self.screen._on_timer_update()

    def render_line(self, y: int) -> Strip:
        """One line, as it was drawn last."""
        if self._is_stale and self.shell._running:
            self._is_stale = False
            with self.shell._context():
                visible_screen_stack.set(self.shell._background_screens)
                self._strips = self.shell.screen._compositor.render_strips()
        return super().render_line(y)
