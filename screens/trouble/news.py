"""What other programs do to the open book: heard once in a program, and summed up in a line."""

from typing import Final

from db.acts import listing
from db.book import Book
from db.permissions import CARE
from db.rules.acts import News, news_text
from db.values import Actor, clean

_OTHERS: Final = "Någon annan har ändrat i boken"
"""Told on the citizen's pages and the tool's: what a unit does is not theirs to read."""


class Heard:
    """What has been heard so far of an open book; remembered with it."""

    def __init__(self) -> None:
        self.last = -1
        """The newest act that is known; -1 before any was asked for."""


class NewsLine:
    """What a page says of others' acts, until it is put away."""

    def __init__(self) -> None:
        self._news: list[News] = []
        self._is_care = True

    @property
    def text(self) -> str:
        """All that has come since it was put away, in a line; empty for nothing."""
        if not self._news:
            return ""
        return clean(news_text(self._news)) if self._is_care else _OTHERS

    def hear(self, book: Book, actor: Actor, clinic: int) -> bool:
        """Take in what others have done since that was last asked; whether they have.

        Raises:
            BookError: the book cannot be read.
        """
        heard = book.remembered(Heard)
        if heard.last < 0:
            with book.read() as reader:
                heard.last = listing.newest(reader)
            return False
        heard.last, came = listing.news(book, clinic, heard.last)
        self._is_care = actor.role in CARE
        self._news += came
        return bool(came)

    def put_away(self) -> None:
        """Say nothing any longer."""
        self._news.clear()
