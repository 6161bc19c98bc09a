"""Visningsläge: what is hidden from those who look on, and what is shown to them besides.

The program makes one when it begins, and draws all lines through its filters.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import chain
from time import monotonic
from typing import Any, Final

from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen

from db.book import Book
from db.errors import BookError
from db.log import people
from db.log.people import People
from db.rules.names import masking
from db.rules.names.masking import NAMES
from screens.showing.keys import SECONDS, LastKeys, Press, told
from screens.showing.marks import CLICK_SECONDS, KeysShown, marks_at
from screens.swedish import key_text
from widgets.forms.masking import Mask, Span
from widgets.forms.plain_area import PlainArea
from widgets.forms.text_input import TextInput

CLASS: Final = "-showing"
"""The program's class: there is more room between things."""
Stack = Callable[[], Sequence[Screen[Any]]]
_RIGHT: Final = 3
_OPENED: Final = 0.1
"""Seconds by which a screen that a key opens or closes is there, or not."""


class Showing:
    """One demonstration.

    Args:
        app: the program.
        stack: its open screens.
        book: what it shows.
        level: 1 hides numbers, phones and comments, 2 names as well.
        known: everybody named in the book, where that was read already.
    """

    def __init__(
        self, app: App[Any], stack: Stack, book: Book, level: int, known: People | None = None
    ) -> None:
        self._app, self._stack, self._book = app, stack, book
        self.level = level
        self._people = known or People()
        self._stamp = (-1, -1)
        self._keys = LastKeys()
        self._mask = self._new_mask()
        self._learn()

    # --- what is hidden -----------------------------------------------------------------------

    @property
    def filters(self) -> tuple[LineFilter, ...]:
        """What all lines are drawn through; who came into the book since is hidden too."""
        if self.level >= NAMES:
            self._learn()
        return (self._mask,)

    def _spans(self, text: str) -> Iterable[Span]:
        names = masking.name_spans(text, self._people.hidden) if self.level >= NAMES else ()
        return chain(masking.number_spans(text), names)

    def _new_mask(self) -> Mask:
        return Mask(self._spans, Mask(self._typed_spans) if self.level >= NAMES else None)

    def _typed_spans(self, text: str) -> Iterable[Span]:
        return masking.name_spans(text, self._people.hidden, any_case=True)

    def _learn(self) -> None:
        if self.level < NAMES:
            return
        with suppress(BookError):
            stamp = self._book.changes()
            if stamp != self._stamp:
                self._stamp = stamp
                before, self._people = self._people, people.read(self._book, self._people)
                if before.hidden is not self._people.hidden:
                    self._mask = self._new_mask()  # lines that were drawn before are drawn anew
                    self._app.call_later(draw_anew, self._stack())

    # --- what is shown besides ----------------------------------------------------------------

    def see(self, event: events.InputEvent) -> None:
        """A key is pressed or the mouse is, before anything comes of it."""
        if isinstance(event, events.Key):
            press = self._press_of(event)
            if press is not None:
                self._show(press)
        elif isinstance(event, events.MouseUp):
            self._mark(event)
            if event.button == _RIGHT:
                self._show(Press("Högerklick", "Snabbmeny"))

    def _press_of(self, event: events.Key) -> Press | None:
        screen = self._app.screen
        focused = self._app.focused
        is_typing = isinstance(focused, TextInput | PlainArea)
        active = screen.active_bindings.get(event.key)
        label = active.binding.description if active is not None else ""
        name = _name_of(event.key)
        return told(name, label, writes=event.is_printable, is_typing=is_typing)

    def _show(self, press: Press) -> None:
        self._keys.add(press, monotonic())
        self._app.call_later(self._draw)
        for later in (_OPENED, SECONDS):  # the key may have opened or closed a screen
            self._app.set_timer(later, self._draw)

    def _draw(self) -> None:
        """Show the last keys on the screen that is on top now."""
        if not self._stack():  # the program ends
            return
        shown = self._keys.shown(monotonic())
        for screen in self._stack():
            for old in screen.query(KeysShown):
                if screen is self._app.screen and shown:
                    old.show(shown)
                else:
                    old.remove()
        top = self._app.screen
        if shown and _is_drawn(top) and not top.query(KeysShown):
            top.mount(KeysShown(shown))

    def _mark(self, event: events.MouseUp) -> None:
        top = self._app.screen
        if _is_drawn(top):
            marks = marks_at(event.screen_offset, top.size.width)
            top.mount(*marks)
            self._app.set_timer(CLICK_SECONDS, lambda: _remove(marks))

    def end(self) -> None:
        """Take away what lies over the screens."""
        for screen in self._stack():
            screen.query(KeysShown).remove()


async def read_people(book: Book) -> People | None:
    """Everybody named in a book, read in a thread; None where it cannot be read now."""
    same = book.same

    def read() -> People:
        with Book.open_same(same) as opened:
            return people.read(opened)

    try:
        return await asyncio.to_thread(read)
    except BookError:
        return None


def _remove(marks: Any) -> None:  # noqa: ANN401 - a tuple of widgets
    for mark in marks:
        if mark.is_attached:
            mark.remove()


def _is_drawn(screen: Screen[Any]) -> bool:
    return screen.is_mounted and screen.is_attached


def _name_of(key: str) -> str:
    """A key as it is told: a letter as it stands on the key."""
    return key.upper() if len(key) == 1 and key.islower() else key_text(key)


def draw_anew(stack: Sequence[Screen[Any]]) -> None:
    """Draw every line of every open screen anew."""
    for screen in stack:
        for widget in (screen, *screen.walk_children()):
            widget.refresh()
