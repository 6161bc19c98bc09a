"""What a thread does on the book: it opens one of its own, and hands back what the book refuses."""

from collections.abc import Callable
from typing import TypeVar

from db.book import Book
from db.errors import BookError
from db.store.place import Same

T = TypeVar("T")


def in_own_book(same: Same, work: Callable[[Book], T]) -> T | BookError:
    """Do something with a book of its own; a refusal is the answer instead of raised.

    Args:
        same: the file of the open book; another that lies there now is refused.
        work: what is done.
    """
    try:
        with Book.open_same(same) as book:
            return work(book)
    except BookError as error:
        return error
