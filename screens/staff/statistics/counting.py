"""Counting for the page Statistik in a thread: a newer question puts an end to an older one."""

import threading
from dataclasses import dataclass
from typing import NamedTuple

from textual.message import Message
from textual.screen import Screen

from db.book import Book
from db.errors import BookError
from db.log import statistics
from db.log.statistics import Statistics
from db.rules.log.statistics import By
from db.values import Day
from screens.session import Now
from screens.staff.shared.own_book import in_own_book


class Question(NamedTuple):
    """What is to be counted.

    Attributes:
        by: what it is counted by.
        first: the first day; the log's own when None.
        last: the last day; the log's own when None.
        file: the name of an imported log; the unit's own when empty.
    """

    by: By = By.DAY
    first: Day | None = None
    last: Day | None = None
    file: str = ""


@dataclass
class Counted(Message):
    """The latest question is answered, or the book said why it cannot be."""

    turn: int
    answer: Statistics | BookError


class StatisticsWork:
    """The threads of one page; each has a book of its own.

    Attributes:
        at: how many rows of how many are counted.
    """

    def __init__(self, page: Screen[None], session: Now) -> None:
        self._page = page
        self._session = session
        self._turn = 0
        self._closed = threading.Event()
        self.at = (0, 0)
        self.is_counting = False

    def stop(self) -> None:
        """The page is closed."""
        self._closed.set()

    def give_up(self) -> None:
        """Whatever is being counted is no longer wanted."""
        self._turn += 1
        self.is_counting = False

    def is_latest(self, turn: int) -> bool:
        """Whether an answer is that of the latest question; then nothing is counted any more."""
        if turn == self._turn:
            self.is_counting = False
        return turn == self._turn

    def count(self, asked: Question) -> None:
        """Answer a question; what was asked before is given up."""
        self._turn += 1
        if self._closed.is_set():
            return
        turn, session = self._turn, self._session()
        self.at, self.is_counting = (0, 0), True

        def told(done: int, total: int) -> bool:
            if turn != self._turn or self._closed.is_set():
                return False
            self.at = done, total
            return True

        def read(book: Book) -> Statistics:
            return statistics.read(
                book, session.actor, session.clinic, asked.by,
                first=asked.first, last=asked.last, file=asked.file, progress=told,
            )  # fmt: skip

        def run() -> None:
            answer = in_own_book(session.book.same, read)
            if turn == self._turn and not self._closed.is_set():
                self._page.post_message(Counted(turn, answer))

        self._page.run_worker(run, thread=True, group="statistics", exit_on_error=False)
