"""The rows of a list that is in memory whole, as a dialog or a short page has them."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from widgets.sheet.values import Row, RowKey

T = TypeVar("T")


class Listed(Generic[T]):
    """The rows. A subclass says what a thing's row is; the row's key is the thing's.

    Attributes:
        found: the things, in the order of the rows.
    """

    def __init__(self, found: Sequence[T] = ()) -> None:
        self.found = tuple(found)

    @abstractmethod
    def row(self, one: T) -> Row:
        """The row of one."""

    @abstractmethod
    def key(self, one: T) -> RowKey:
        """What one is called."""

    def count(self) -> int:
        """How many there are."""
        return len(self.found)

    def window(self, first: int, n: int) -> Sequence[Row]:
        """The rows from a place on."""
        return [self.row(one) for one in self.found[max(0, first) : first + n]]

    def position(self, key: RowKey) -> int | None:
        """The place of one."""
        return next((at for at, one in enumerate(self.found) if self.key(one) == key), None)

    def get(self, key: RowKey | None) -> T | None:
        """The one with this key, if it is still there."""
        return next((one for one in self.found if self.key(one) == key), None)

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next one of which some cell holds the text."""
        wanted, at = text.casefold(), None if after is None else self.position(after)
        found = self.found
        if at is not None:
            found = found[:at] if back else found[at + 1 :]
        for one in reversed(found) if back else found:
            if wanted in "\n".join(cell.text for cell in self.row(one).cells).casefold():
                return self.key(one)
        return None
