"""Delad skärm: staff to the left and the citizen's real pages to the right, on one book.

Each side is a program of its own; modal dialogs stay in their half. Keys go to the half that has
them, the mouse to the half under it.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from asynja_tui.shell import SPLIT_FROM, Shell
from asynja_tui.split.half import CITIZEN, HalfShell, HalfView, follow
from db import clock
from db.book import Book
from db.errors import BookError
from db.setup import patients
from screens.base import POLL_SECONDS
from screens.beside.eyes import Eyes
from screens.session import Prefs, Session
from screens.swedish import key_text
from widgets.part_line import Part, PartLine
from widgets.screen import AnyScreen

if TYPE_CHECKING:
    from screens.trouble.lost_book import OpenBook

_LABELS: Final = ("AsynjaVisph", "1177")
OTHER_KEY, CLOSE_KEY = "f6", "ctrl+f6"
_OTHER, _CLOSE = "other", "close"
_HERE: Final = "▸"


class SplitBar(PartLine):
    """Which side has the keys, and how one goes to the other and back to one."""

    LINE = "split-bar"
    KINDS = ("key", "here", "quiet")
    DEFAULT_CSS = """
    SplitBar {
        dock: bottom; height: 1; background: $keys-background; color: $keys-foreground;
        .split-bar--key { color: $keys-key; text-style: bold; }
        .split-bar--here { color: $keys-key; text-style: bold; }
        .split-bar--quiet { color: $keys-foreground; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.at = 0

    def show(self, at: int) -> None:
        """This side has the keys."""
        if at != self.at:
            self.at = at
            self.refresh()

    def parts(self, y: int) -> Iterable[Part]:
        """The sides, and the keys."""
        for n, label in enumerate(_LABELS):
            here = n == self.at
            mark = _HERE if here else " "
            yield Part("here" if here else "quiet", f" {mark} {label} ", "" if here else _OTHER)
        yield Part("", "  ")
        for key, label, name in (
            (OTHER_KEY, "Andra sidan", _OTHER), (CLOSE_KEY, "Stäng delad skärm", _CLOSE),
        ):  # fmt: skip
            yield Part("key", f" {key_text(key)}", name)
            yield Part("", f" {label} ", name)

    def pointed(self, name: str) -> None:
        """Do what was clicked."""
        screen = self.screen
        if isinstance(screen, SplitScreen):
            (screen.go_over if name == _OTHER else screen.close_split)()


class SplitScreen(AnyScreen, Screen[None]):
    """The two halves side by side; in a window that has become too narrow they take turns.

    Halves call from programs of their own: what they ask is done in this screen's turn.

    Args:
        program: the one that has the terminal; its session is the user's.
        page: the name of the page to begin on to the left; the start page when empty.
        closed: told of how the left side stands when it is one side again: its session and page.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-turns"), (SPLIT_FROM, "-both")]
    DEFAULT_CSS = """
    SplitScreen Horizontal { height: 1fr; }
    SplitScreen #divider { width: 1; height: 1fr; background: $frame; }
    SplitScreen.-turns #divider { display: none; }
    SplitScreen.-turns HalfView { display: none; }
    SplitScreen.-turns HalfView.-active { display: block; }
    """

    def __init__(self, program: Shell, page: str, closed: Callable[[Session, str], object]) -> None:
        super().__init__()
        self._program, self.session = program, program.session
        session = self.session
        self._tell_joined = closed
        same = session.book.same
        self.halves = tuple(
            HalfView(HalfShell(session._replace(book=Book.open_same(same)), *begins))
            for begins in ((page, ""), (CITIZEN, _login(session)))
        )
        for view in self.halves:
            view.half.outside = self
        self.at = 0
        self._seen: object = None
        self._held: int | None = None
        """The half in which a button of the mouse is down."""

    def compose(self) -> ComposeResult:
        """The halves with a line between them."""
        left, right = self.halves
        self._fit(self._program.size.width)
        yield Horizontal(left, Divider(), right)
        yield SplitBar()

    def on_mount(self) -> None:
        """The staff's side has the keys; one look at the book serves both."""
        self.activate(0)
        self.set_interval(POLL_SECONDS, self._look, name="book")

    def _look(self) -> None:
        """Let both sides look when the book was written or its minute has turned."""
        book = self.session.book
        seen: object = None  # what cannot be read the sides themselves tell of
        with suppress(BookError):
            seen = (*book.changes(), clock.read(book).now // 60)
        if seen is None or seen != self._seen:
            self._seen = seen
            for view in self.halves:
                if view.started.is_set():
                    view.half.call_later(view.half.look)

    def on_resize(self, event: events.Resize) -> None:
        """The left side has the odd column."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        self.halves[0].styles.width = width // 2 if width >= SPLIT_FROM else "1fr"

    # --- which side -----------------------------------------------------------------------------

    @property
    def active(self) -> HalfView:
        """The half that has the keys."""
        return self.halves[self.at]

    def activate(self, at: int) -> None:
        """Give a half the keys; the other one shows that it has them not."""
        self.at = at
        for n, view in enumerate(self.halves):
            view.set_class(n == at, "-active")
            if view.started.is_set():
                view.shell.post_message(events.AppFocus() if n == at else events.AppBlur())
            elif n != at:
                self.run_worker(self._blur_when_begun(view), group="split")
        self.query_one(SplitBar).show(at)

    async def _blur_when_begun(self, view: HalfView) -> None:
        await view.started.wait()
        if view is not self.active:
            view.shell.post_message(events.AppBlur())

    def go_over(self) -> None:
        """To the other side."""
        self.activate(1 - self.at)

    # --- keys and the mouse ---------------------------------------------------------------------

    def takes(self, event: events.Event) -> bool:
        """Whether what the user did is for a half, or for the split itself; then it is done."""
        if isinstance(event, events.Key):
            if event.key == OTHER_KEY:
                self.go_over()
            elif event.key == CLOSE_KEY:
                self.close_split()
            else:
                self.active.shell.post_message(events.Key(event.key, event.character))
            return True
        if isinstance(event, events.Paste):
            self.active.shell.post_message(events.Paste(event.text))
            return True
        return False

    def _forward_event(self, event: events.Event) -> None:
        """The mouse is the half's under it; of a press there the half makes the click itself."""
        at = None
        if isinstance(event, events.MouseEvent):
            at = self._held if self._held is not None else self._under(event)
        if at is None or not isinstance(event, events.MouseEvent):
            super()._forward_event(event)
        elif not isinstance(event, events.Click):
            self._mouse_in(at, event)

    def _mouse_in(self, at: int, event: events.MouseEvent) -> None:
        """Let a half have the mouse; from a press until it is let go of, the half of the press."""
        if isinstance(event, events.MouseDown):
            self._held = at
            if at != self.at:
                self.activate(at)
        elif isinstance(event, events.MouseUp):
            self._held = None
        region = self.halves[at].region
        x = min(max(0, event.x - region.x), max(0, region.width - 1))
        y = min(max(0, event.y - region.y), max(0, region.height - 1))
        self.halves[at].shell.post_message(
            type(event)(
                None, x, y, event.delta_x, event.delta_y, event.button,
                event.shift, event.meta, event.ctrl, x, y,
            )
        )  # fmt: skip

    def _under(self, event: events.MouseEvent) -> int | None:
        places = (n for n, view in enumerate(self.halves) if view.region.contains(event.x, event.y))
        return next(places, None)

    # --- what there is once ---------------------------------------------------------------------

    def program(self) -> Shell:
        """The one that has the terminal."""
        return self._program

    def _after_both(self, then: Callable[[], object]) -> None:
        """Go on once what is unsaved on either side has been asked about, there."""

        def ask(at: int) -> None:
            if at == len(self.halves):
                then()
                return
            half = self.halves[at].half
            if half.has_unsaved:
                self.activate(at)
            half.call_later(half.leave_all, lambda: self.call_later(ask, at + 1))

        ask(0)

    def close_split(self) -> None:
        """One side again: the page to the left."""
        self.call_later(self._after_both, self._close)

    def _close(self) -> None:
        left = self.halves[0].half
        session = left.session._replace(book=self.session.book)
        self._tell_joined(session, left.page_name)

    def quit_both(self) -> None:
        """End."""
        self.call_later(self._after_both, self._program.exit)

    def open_book(self, message: "OpenBook") -> None:
        """Go on with another book, on one side: the former is closed with both."""

        def go_on() -> None:
            self._close()
            self._program.post_message(message)

        self.call_later(go_on)

    def present(self, level: int) -> None:
        """Hide this much from those who look on, on both sides."""
        for view in self.halves:
            view.half.call_later(view.half.present_here, level)

    def chosen(self, half: HalfShell, prefs: Prefs) -> None:
        """Settings are the user's on both sides."""
        for view in self.halves:
            if view.half is not half:
                view.half.call_later(view.half.follow, prefs)
        self.call_later(follow, self._program, prefs)


class Divider(PartLine):
    """The line between the halves; an arrow points to the one that has the keys."""

    LINE = "divider"

    def __init__(self) -> None:
        super().__init__()
        self.id = "divider"

    def parts(self, y: int) -> Iterable[Part]:
        """Nothing: its colour is the line."""
        return ()


def _login(session: Session) -> str:
    """Who is logged in to begin with: the one whose eyes the mirror looks with, if any."""
    eyes = session.book.remembered(Eyes)
    eyes.recall(session.book, session.prefs.path)
    if eyes.patient is None:
        return ""
    with session.book.read() as reader:
        found = patients.load(reader, eyes.patient)
    return f"pnr={found.pnr}"
