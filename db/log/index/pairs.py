"""Which rows of a block have which two bytes beside each other in their comment.

Comments are the most of what is searched, and nearly every one is different: to look for a word
in all of them takes longest where many have it. The pairs of a word tell at once which few rows
are worth looking at, and of two letters which rows have them.

A block keeps them in one piece: how many pairs there are, the pairs, where the rows of each
begin, and their rows: a bit each where many have the pair, otherwise their places.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Final

_MANY: Final = 16
_HEAD: Final = 4096
"""Bytes that are read at first: nearly always the places of all pairs are among them."""

_BITS: Final = bytes.maketrans(b"\0\1", b"01")
_FLAGS: Final = bytes.maketrans(b"01", b"\0\1")


def packed(lines: Sequence[bytes]) -> bytes:
    """The pairs of these lines, at most 65 536 of them, as a block keeps them."""
    rows: dict[tuple[int, int], list[int]] = {}
    for row, line in enumerate(lines):
        for pair in set(pairwise(line)):
            rows.setdefault(pair, []).append(row)
    pairs = sorted(rows)
    parts = [_packed(rows[pair], len(lines)) for pair in pairs]
    begins = accumulate(map(len, parts), initial=_head_size(len(pairs)))
    head = array("I", [len(pairs), *begins]).tobytes() + b"".join(map(bytes, pairs))
    return head + b"".join(parts)


def _head_size(pairs: int) -> int:
    return 4 * (pairs + 2) + 2 * pairs


def _packed(rows: list[int], n: int) -> bytes:
    if len(rows) * _MANY < n:
        return array("H", rows).tobytes()
    flags = bytearray(n)
    for row in rows:
        flags[row] = 1
    return int(flags.translate(_BITS), 2).to_bytes(_bits_size(n), "little")


def _bits_size(n: int) -> int:
    """What the bits of a pair take; a list of places is always shorter."""
    return (n + 7) // 8


class Pairs:
    """The pairs of a stored block; what is needed of them is read when it is."""

    def __init__(self, n: int, read: Callable[[int, int], bytes]) -> None:
        """Read which pairs there are; ``read`` gives a stretch of what ``packed`` made."""
        self._n, self._read = n, read
        head = read(0, _HEAD)
        many = int.from_bytes(head[:4], "little")
        if _head_size(many) > len(head):
            head = read(0, _head_size(many))
        keys = 4 * (many + 2)
        self._begins = memoryview(head)[4:keys].cast("I")
        # Two bytes as one number, the first the higher, are in the order of the pairs.
        self._keys = head[keys : _head_size(many)]

    def rows(self, pair: bytes) -> int:
        """The rows that have a pair, a byte each, 0 or 1, the first row lowest."""
        at = self._place(pair)
        if at is None:
            return 0
        part = self._read(self._begins[at], self._begins[at + 1])
        if len(part) == _bits_size(self._n):
            bits = int.from_bytes(part, "little")
            return int.from_bytes(f"{bits:0{self._n}b}".encode().translate(_FLAGS), "little")
        flags = bytearray(self._n)
        for row in memoryview(part).cast("H"):
            flags[row] = 1
        return int.from_bytes(flags, "little")

    def _place(self, pair: bytes) -> int | None:
        keys = self._keys
        places = range(len(keys) // 2)
        at = bisect_left(places, pair, key=lambda place: keys[2 * place : 2 * place + 2])
        return at if keys[2 * at : 2 * at + 2] == pair else None
