"""A program inside the program: run without a terminal in the same loop, and drawn by one widget.

What is done in it, modal dialogs too, stays in it; it never knows how much of the screen it has.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._context import visible_screen_stack
from textual.geometry import Region, Size
from textual.notifications import SeverityLevel
from textual.strip import Strip
from textual.widget import Widget

from asynja_tui.playing.running import running
from asynja_tui.shell import Shell
from db.book import Book
from db.setup import clinics
from db.training.script.values import Beginning
from db.values import Actor
from screens.session import Prefs, Session
from widgets.steady import Steady


def session_of(path: Path, beginning: Beginning, prefs: Prefs) -> Session:
    """Who acts in the book of a chapter. What is chosen in it is kept nowhere.

    Raises:
        BookError: the book cannot be opened, or has no such unit.
    """
    book = Book.open(path)
    try:
        clinic = clinics.find(book, beginning.unit)
    except BaseException:
        book.close()
        raise
    return Session(book, Actor(beginning.role), clinic.id, prefs._replace(path=None))


_LONG: Final = 86_400.0
"""Seconds that a notice stands which is taken away by who plays."""


class InnerShell(Shell):
    """The program inside: it ends with the one around it, and says when it has drawn a frame."""

    drawn: Callable[[], None] | None = None
    is_played = False
    """Whether somebody plays in it: notices then stand until they are taken away, however long the
    room looks at them, and nothing is told of what only the played mouse points at."""

    def post_display_hook(self) -> None:
        """A frame is finished."""
        if self.drawn is not None:
            self.drawn()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice, for as long as the one who shows things has it."""
        stands = _LONG if self.is_played else timeout
        super().notify(message, title=title, severity=severity, timeout=stands)

    def play(self, is_played: bool) -> None:
        """Let it be played in from now on, or not."""
        self.is_played = self._disable_tooltips = is_played

    async def action_quit(self) -> None:
        """It is closed by the program around it."""
        self.notify("Den här boken är bara till låns. Esc avslutar visningen.", markup=False)


class InnerView(Steady, Widget, can_focus=True):
    """Draws the program inside, and lets keys and the mouse through to it while that is wanted.

    Args:
        shell: the program; it begins to run when there is room for it.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    InnerView { width: 1fr; height: 1fr; background: $surface; color: $foreground; }
    InnerView > .inner-view--marked { background: $attention; color: $surface; text-style: bold; }
    """
    COMPONENT_CLASSES = {"inner-view--marked"}

    def __init__(self, shell: InnerShell) -> None:
        super().__init__()
        self.shell = shell
        self.started = asyncio.Event()
        self.lets_through = False
        self.marked: Region | None = None
        self._over = asyncio.Event()
        self._runs = False
        self._ended: asyncio.Event | None = None
        self._strips: list[Strip] = []
        shell.drawn = self._drawn

    # --- running ------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Give the program the room there is; it begins when there is some."""
        if not self.size.area:
            return
        if not self._runs:
            self._runs = True
            self.run_worker(self._run(self.size), group="inner")
            return
        driver = self.shell._driver
        if driver is not None:
            driver._size = (self.size.width, self.size.height)
            self.shell.post_message(events.Resize(self.size, self.size))

    async def _run(self, size: Size) -> None:
        self._ended = asyncio.Event()
        try:
            async with running(self.shell, (size.width, size.height)):
                self._drawn()
                self.started.set()
                await self._over.wait()
            self.shell.session.book.close()
        finally:
            self._ended.set()

    async def on_unmount(self) -> None:
        """Let the program inside end, before the one around it: both have taken stdout over."""
        self.shell.drawn = None
        self._over.set()
        if self._ended is not None:
            await self._ended.wait()

    # --- drawing ------------------------------------------------------------------------------

    def _drawn(self) -> None:
        """Show what the program inside has drawn."""
        if not self.is_attached or not self.shell._running:
            return
        with self.shell._context():
            visible_screen_stack.set(self.shell._background_screens)
            self._strips = self.shell.screen._compositor.render_strips()
        self.refresh()

    def mark(self, region: Region | None) -> None:
        """Let these cells of the program inside stand out, or none."""
        if region != self.marked:
            self.marked = region
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the program inside."""
        width, base = self.size.width, self.rich_style
        if y >= len(self._strips):
            return Strip.blank(width, base)
        strip = self._strips[y].adjust_cell_length(width, base)
        marked = self.marked
        if marked is None or not marked.y <= y < marked.bottom:
            return strip
        style = self.get_component_rich_style("inner-view--marked", partial=True)
        return Strip.join([
            strip.crop(0, marked.x),
            _over_drawn(strip.crop(marked.x, marked.right), style),
            strip.crop(marked.right, width),
        ])  # fmt: skip

    # --- keys and the mouse -------------------------------------------------------------------

    def pass_on(self, key: str, character: str | None = None) -> None:
        """Press a key in the program inside."""
        self.shell.post_message(events.Key(key, character))

    def on_key(self, event: events.Key) -> None:
        """Keys are for the program inside while they are let through."""
        if self.lets_through:
            event.stop()
            event.prevent_default()
            self.pass_on(event.key, event.character)

    def on_paste(self, event: events.Paste) -> None:
        """So is what is pasted."""
        if self.lets_through:
            event.stop()
            self.shell.post_message(events.Paste(event.text))

    async def _on_mouse(self, event: events.MouseEvent) -> None:
        if not self.lets_through:
            return
        event.stop()
        at = event.get_content_offset(self)
        if at is not None:
            self.shell.post_message(
                type(event)(
                    None, at.x, at.y, event.delta_x, event.delta_y, event.button,
                    event.shift, event.meta, event.ctrl, at.x, at.y,
                )
            )  # fmt: skip

    on_mouse_down = on_mouse_up = on_mouse_move = _on_mouse
    on_mouse_scroll_down = on_mouse_scroll_up = _on_mouse
    on_mouse_scroll_left = on_mouse_scroll_right = _on_mouse


def _over_drawn(strip: Strip, style: Style) -> Strip:
    """The strip in another style."""
    return Strip(Segment.apply_style(list(strip), post_style=style), strip.cell_length)
