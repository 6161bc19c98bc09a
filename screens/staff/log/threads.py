"""What the log's page lets threads do: find all hits, build the text index.

Each thread opens the book anew, posts what it found as a message, and ends within a moment when
it is no longer wanted. A message to a page that has been closed goes nowhere.
"""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from textual.message import Message
from textual.screen import Screen

from db.book import Book
from db.errors import BookError
from db.log import view as log_view
from db.log.view import Hits, LogView

_INDEXED_A_STEP: Final = 1
"""Rows at the least: a block of them, which takes some hundredths of a second."""
_BETWEEN_STEPS: Final = 0.005
"""Seconds in which others may write."""
_GIVES_WAY: Final = 0.3
"""Seconds after a key or a move of the mouse in which the index waits..."""
_LONGEST_WAIT: Final = 2.0
"""... but never longer than this for its next step."""
_A_MOMENT: Final = 0.02
_TURN: Final = 0.0005
"""Seconds that a thread keeps the interpreter when the screen wants it: the default is ten times
as long, and every row that the screen reads would wait for it."""


@dataclass
class Found(Message):
    """All hits of a question are known."""

    turn: int
    hits: Hits


@dataclass
class Indexed(Message):
    """The text index has caught up."""


class LogWork:
    """The threads of one page."""

    def __init__(self, page: Screen[None], book: Book) -> None:
        self._page = page
        self._same = book.same
        self._turn = 0
        self._finding = 0
        self._closed = threading.Event()
        self._wanted_until = 0.0
        self.is_indexing = False

    def give_way(self) -> None:
        """The user does something: what can wait waits a moment."""
        self._wanted_until = time.monotonic() + _GIVES_WAY

    def stop(self) -> None:
        """The page is closed."""
        self._closed.set()

    @property
    def is_finding(self) -> bool:
        """Whether the hits of the latest question are still being counted."""
        return self._finding != 0 and self._finding == self._turn

    def _start(self, work: Callable[[Book], None], group: str) -> None:
        same = self._same
        sys.setswitchinterval(_TURN)

        def run() -> None:
            with suppress(BookError), Book.open_same(same) as book:
                work(book)

        self._page.run_worker(run, thread=True, group=group, exit_on_error=False)

    # --- all hits -----------------------------------------------------------------------------

    def find(self, view: LogView) -> None:
        """Look for all hits of a view; what was looked for before is given up."""
        self._turn += 1
        turn = self._turn
        if view.exact or self._closed.is_set():
            return
        self._finding = turn

        def find(book: Book) -> None:
            try:
                hits = log_view.find_all(book, view, lambda: self._is_old(turn))
            finally:
                if self._finding == turn:
                    self._finding = 0
            if not self._is_old(turn):
                self._page.post_message(Found(turn, hits))

        self._start(find, "log-find")

    def is_latest(self, turn: int) -> bool:
        """Whether the hits are those of the latest question."""
        return turn == self._turn

    def _is_old(self, turn: int) -> bool:
        return turn != self._turn or self._closed.is_set()

    # --- the text index -----------------------------------------------------------------------

    def index(self) -> None:
        """Let the text index catch up, step by step, until it has or the page is closed."""
        if self.is_indexing or self._closed.is_set():
            return
        self.is_indexing = True

        def index(book: Book) -> None:
            try:
                while not log_view.index_more(book, _INDEXED_A_STEP):
                    if self._closed.wait(_BETWEEN_STEPS) or not self._may_go_on():
                        return
            finally:
                self.is_indexing = False
            self._page.post_message(Indexed())

        self._start(index, "log-index")

    def _may_go_on(self) -> bool:
        """Wait while the user does or asks something; False when the page has been closed."""
        end = time.monotonic() + _LONGEST_WAIT
        while (now := time.monotonic()) < end and (now < self._wanted_until or self.is_finding):
            if self._closed.wait(_A_MOMENT):
                return False
        return not self._closed.is_set()
