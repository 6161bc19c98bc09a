"""The day that the times of a script are told from."""

from db import clock
from db.book import Book
from db.worlds.times import Today


def today_of(book: Book) -> Today:
    """The book's own now."""
    return Today(clock.read(book).now)
