"""Running an operation on the book where a refusal is shown instead of raised."""

from collections.abc import Callable
from typing import TypeVar

from db.errors import BookError

T = TypeVar("T")


class Attempting:
    """What pages and dialogs share; each has its own place for what the book says."""

    def show_error(self, error: BookError) -> None:
        """Show what the book said."""
        raise NotImplementedError

    def attempt(self, operation: Callable[[], T]) -> T | None:
        """Run an operation on the book; a refusal is shown, and the answer is then None."""
        try:
            return operation()
        except BookError as error:
            self.show_error(error)
            return None
