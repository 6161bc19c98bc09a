"""What a thread does on the book: it opens one of its own, and hands back what the book refuses."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from db.book import Book
from db.errors import BookError

T = TypeVar("T")


def in_own_book(path: Path, work: Callable[[Book], T]) -> T | BookError:
    """Do something with a book of its own; a refusal is the answer instead of raised.

    Args:
        path: the book's file.
        work: what is done.
    """
    try:
        with Book.open(path) as book:
            return work(book)
    except BookError as error:
        return error
