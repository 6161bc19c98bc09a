"""Which row stands at which place, after a search or a sorting.

``Marked`` has what a search marked in the log's own order. ``Listed`` has a list of numbers, for
other orders.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate, compress, islice

from db.book import Reader
from db.log.index.block import SIZE
from db.log.index.look import Piece
from db.log.order import Sorting


class Marked:
    """The rows that a search marked, where the numbers rise with the log's own order."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Take the stretches with hits, lowest numbers first."""
        self._pieces = pieces
        self._lasts = [piece.ids[-1] for piece in pieces]
        self._sums = list(accumulate((piece.hits.count(1) for piece in pieces), initial=0))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._sums[-1]

    def ids(self, _reader: Reader, first: int, n: int) -> list[int]:
        """The rows at ``first`` and on, at most ``n``."""
        first, last = max(0, first), min(first + n, self.count)
        found: list[int] = []
        while first < last:
            at, skip = self._piece(first)
            piece = self._pieces[at]
            here = islice(compress(piece.ids, piece.hits), skip, skip + last - first)
            found += here
            first = min(last, self._sums[at + 1])
        return found

    def place(self, _reader: Reader, seq: int) -> tuple[int, bool]:
        """Where the row stands, or would stand, and whether it does."""
        at = bisect_left(self._lasts, seq)
        if at == len(self._pieces):
            return self.count, False
        piece = self._pieces[at]
        index = bisect_left(piece.ids, seq)
        here = piece.ids[index] == seq and piece.hits[index] == 1
        return self._place(at, index), here

    def among(self, reader: Reader, seqs: Collection[int]) -> frozenset[int]:
        """Those of some rows that are hits."""
        return frozenset(seq for seq in seqs if self.place(reader, seq)[1])

    def next_late(self, _reader: Reader, place: int, *, back: bool) -> int | None:
        """The place of the next late row after a place, or before it."""
        return self._late_before(place) if back else self._late_after(place)

    def _late_after(self, place: int) -> int | None:
        if place >= self.count:
            return None
        at, begins = (0, 0) if place < 0 else self._row(place + 1)
        for turn in range(at, len(self._pieces)):
            found = self._pieces[turn].late.find(1, begins)
            if found >= 0:
                return self._place(turn, found)
            begins = 0
        return None

    def _late_before(self, place: int) -> int | None:
        if place <= 0:
            return None
        at, ends = len(self._pieces) - 1, SIZE
        if place < self.count:
            at, ends = self._row(place)
        for turn in range(at, -1, -1):
            found = self._pieces[turn].late.rfind(1, 0, ends)
            if found >= 0:
                return self._place(turn, found)
            ends = SIZE
        return None

    def _piece(self, place: int) -> tuple[int, int]:
        """The piece of a place, and how many of its hits stand before it."""
        at = bisect_right(self._sums, place) - 1
        return at, place - self._sums[at]

    def _row(self, place: int) -> tuple[int, int]:
        """The piece of a place, and the row in it; after all for places after the last."""
        at, skip = self._piece(min(place, self.count))
        if at == len(self._pieces):
            return at, 0
        return at, next(islice(compress(range(SIZE), self._pieces[at].hits), skip, None))

    def _place(self, at: int, row: int) -> int:
        return self._sums[at] + self._pieces[at].hits.count(1, 0, row)


class Listed:
    """Rows by a list of their numbers in the view's order."""

    def __init__(
        self,
        seqs: "array[int]",
        late: bytes | bytearray,
        sorting: Sorting,
    ) -> None:
        """Take the numbers, for each whether it is late (0 or 1), and how they are sorted."""
        self._seqs, self._late, self._sorting = seqs, late, sorting

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._seqs)

    def ids(self, _reader: Reader, first: int, n: int) -> list[int]:
        """The rows at ``first`` and on, at most ``n``."""
        return list(self._seqs[max(0, first) : max(0, first + n)])

    def place(self, reader: Reader, seq: int) -> tuple[int, bool]:
        """Where the row stands, or would stand, and whether it does."""
        key = self._sorting.key(reader, seq)
        if key is None:
            return 0, False
        before = self._sorting.before  # true of the first ones, and then of none
        at = bisect_left(self._seqs, True, key=lambda other: not before(reader, other, key))
        return at, at < len(self._seqs) and self._seqs[at] == seq

    def among(self, _reader: Reader, seqs: Collection[int]) -> frozenset[int]:
        """Those of some rows that are hits."""
        return frozenset(seqs).intersection(self._seqs)

    def next_late(self, _reader: Reader, place: int, *, back: bool) -> int | None:
        """The place of the next late row after a place, or before it."""
        late = self._late
        found = late.rfind(1, 0, max(0, place)) if back else late.find(1, max(0, place + 1))
        return None if found < 0 else found
