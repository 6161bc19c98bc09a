"""Looking in the comments of a block: nearly every row has one of its own."""

import re
from bisect import bisect_right
from functools import cached_property, lru_cache, partial
from itertools import compress, repeat
from typing import Final

from db.log.index.block import PHRASE, PHRASED, STARTS, Parts, with_mark
from db.log.index.pairs import Pairs

_FEW: Final = 5
"""Rows under this part of all are looked at one by one."""


class Comments:
    """The comments of a stored block; masks are a byte a row, 0 or 1, the first row lowest."""

    def __init__(self, n: int, parts: Parts, begins: int, ends: int) -> None:
        """Say how many rows the block has, and where they begin and end in its heap."""
        self._n, self._parts, self._place = n, parts, (begins, ends)

    def with_phrase(self, word: bytes) -> int:
        """The rows that have a word because they have ``PHRASE``, which is found at once."""
        return int.from_bytes(self._parts.column(PHRASED), "little") if word in PHRASE else 0

    def rows(self, word: bytes, among: int) -> int:
        """Which rows of a mask have a word, be it not within ``PHRASE`` alone."""
        found = 0
        for look in with_mark(word):
            found |= self._having(look, among & ~found)
        return found

    def _having(self, word: bytes, among: int) -> int:
        for begins in range(len(word) - 1):
            among = among and among & self._pairs.rows(word[begins : begins + 2])
        if not among or len(word) == 2:
            return among
        flags = among.to_bytes(self._n, "little")
        if among.bit_count() * _FEW < self._n:
            return self._one_by_one(word, list(compress(range(self._n), flags)))
        return self._all_at_once(word) & among

    def _one_by_one(self, word: bytes, rows: list[int]) -> int:
        text, starts, flags = self._text, self._starts, bytearray(self._n)
        for row in rows:
            flags[row] = text.find(word, starts[row], starts[row + 1]) >= 0
        return int.from_bytes(flags, "little")

    def _all_at_once(self, word: bytes) -> int:
        found = [one.start() for one in _once_a_line(word).finditer(self._text)]
        flags = bytearray(self._n)
        for after in map(bisect_right, repeat(self._starts), found):
            flags[after - 1] = 1
        return int.from_bytes(flags, "little")

    @cached_property
    def _text(self) -> bytes:
        return self._parts.part("heap", *self._place)

    @cached_property
    def _starts(self) -> list[int]:
        return memoryview(self._parts.column(STARTS)).cast("I").tolist()

    @cached_property
    def _pairs(self) -> Pairs:
        return Pairs(self._n, partial(self._parts.part, "pairs"))


@lru_cache(maxsize=8)
def _once_a_line(word: bytes) -> re.Pattern[bytes]:
    return re.compile(re.escape(word) + rb"[^\n]*")
