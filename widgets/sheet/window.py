"""Which rows are at hand, where the cursor may go and what is marked, without a screen."""

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from widgets.sheet.values import Row, RowKey, Source


class Window:
    """The few rows around those that show, fetched in one piece.

    Attributes:
        source: where they come from.
        count: how many rows the source had when last asked.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.count = 0
        self._first = 0
        self._asked = 0
        self._rows: tuple[Row, ...] = ()
        self._stale = True

    def recount(self) -> None:
        """Forget the rows and ask anew how many there are."""
        self.count = max(0, self.source.count())
        self.forget()

    def forget(self) -> None:
        """Fetch the rows anew when they are next needed."""
        self._stale = True

    def cover(self, top: int, height: int) -> None:
        """Have the rows from ``top`` at hand; fetches a page before and after as well."""
        top = max(0, min(top, self.count - 1))
        end = min(self.count, top + height)
        if not self._stale and self._first <= top and end <= self._first + self._asked:
            return
        height = max(1, height)
        first = max(0, min(top - height, self.count - 3 * height))
        n = min(3 * height, self.count - first)
        self._rows = tuple(self.source.window(first, n))[:n] if n > 0 else ()
        self._first, self._asked = first, n
        self._stale = False

    def at(self, index: int) -> Row | None:
        """The row at a place, if at hand."""
        near = index - self._first
        return self._rows[near] if not self._stale and 0 <= near < len(self._rows) else None

    def places_at_hand(self, keys: Set[RowKey]) -> list[int]:
        """The places of those rows that are at hand."""
        return [self._first + near for near, row in enumerate(self._rows) if row.key in keys]


def inside(index: int, count: int) -> int:
    """The nearest place that exists; 0 when none does."""
    return max(0, min(index, count - 1))


def top_for(index: int, top: int, height: int, count: int) -> int:
    """The top row that shows the row at ``index``, moved as little as possible."""
    height = max(1, height)
    top = min(top, index)
    top = max(top, index - height + 1)
    return max(0, min(top, count - height))


class Marks(NamedTuple):
    """The marked rows, and the range that Shift and the arrows are extending.

    Attributes:
        kept: marked before the range was begun.
        span: the range from where it began to the cursor.
        down: which way it goes.
    """

    kept: frozenset[RowKey] = frozenset()
    span: tuple[RowKey, ...] = ()
    down: bool = True

    @property
    def all(self) -> frozenset[RowKey]:
        """Every marked row."""
        return self.kept.union(self.span)

    def settled(self) -> "Marks":
        """The same rows, with no range being extended."""
        return Marks(self.all) if self.span else self

    def toggled(self, key: RowKey) -> "Marks":
        """With the row marked if it was not, else without it."""
        return Marks(self.all ^ {key})

    def stretched(self, old: RowKey, passed: Sequence[RowKey], *, down: bool) -> "Marks":
        """With the range stretched, or shrunk, from one row to another.

        Args:
            old: the row that the cursor was on.
            passed: the rows after it, to the one that the cursor is on now.
            down: which way that is.
        """
        span, goes = list(self.span or (old,)), self.down
        for key in passed:
            if len(span) == 1:
                goes = down
            if goes == down:
                span.append(key)
            else:
                span.pop()
        return Marks(self.kept, tuple(span), goes)


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """The places as few stretches (first, how many), in order."""
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found
