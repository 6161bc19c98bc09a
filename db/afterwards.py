"""What is looked up once something is done: nothing that fails then turns the answer into a no."""

from collections.abc import Callable
from typing import TypeVar

from db.errors import BookError

T = TypeVar("T")
Other = TypeVar("Other")


def afterwards(look: Callable[[], T], instead: Other) -> T | Other:
    """Read what is to be told of an act that is done; what the act needs is read before it.

    Args:
        look: reads it from the book.
        instead: told where it cannot be read: that it was done, and that this could not be read.
    """
    try:
        return look()
    except BookError:
        return instead
