"""Personal numbers of a block, digit by digit: found at any place, and masked as easily as not.

The first digits of all rows stand together, then the second ones, and so on. Where one row's
number is not twelve digits, as in many a file, the block keeps the numbers as lines instead.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_LENGTH: Final = 12
_SHOWN: Final = 8
"""The digits before the hyphen, which are never masked."""

_PLAIN: Final = re.compile(r"[0-9]{12}")
_NONE: Final = "\0" * _LENGTH


def packed(numbers: Sequence[str]) -> bytes:
    """The numbers digit by digit; nothing where one of them is neither plain nor missing."""
    if not all(not one or _PLAIN.fullmatch(one) for one in numbers):
        return b""
    text = "".join(one or _NONE for one in numbers).encode()
    return b"".join(text[at::_LENGTH] for at in range(_LENGTH))


class Numbers:
    """The numbers of a stored block, as ``packed`` made them."""

    def __init__(self, planes: bytes) -> None:
        self._n = len(planes) // _LENGTH
        self._planes = [planes[at : at + self._n] for at in range(0, len(planes), self._n)]
        self._known: dict[tuple[int, int], int] = {}
        self._any = int.from_bytes(planes[: self._n].translate(_table(0, others=True)), "little")

    def rows(self, word: bytes, *, masked: bool) -> int:
        """The rows whose number shows a word, a byte each, 0 or 1, the first row lowest."""
        digits = tuple(range(_LENGTH))
        found = self._rows_of(word, (*digits[:_SHOWN], b"-", *digits[_SHOWN:]), masked=masked)
        if not masked:  # as it is typed, with its hyphen or without
            found |= self._rows_of(word, digits, masked=False)
        return found

    def _rows_of(self, word: bytes, form: Sequence[int | bytes], *, masked: bool) -> int:
        found = 0
        for begins in range(len(form) - len(word) + 1):
            here = self._any
            for sign, place in zip(word, form[begins:], strict=False):
                here = here and here & self._having(sign, place, masked=masked)
            found |= here
        return found

    def _having(self, sign: int, place: int | bytes, *, masked: bool) -> int:
        """The rows that have a sign in a place."""
        if isinstance(place, bytes) or (masked and place >= _SHOWN):
            shown = place if isinstance(place, bytes) else b"*"
            return self._any if sign == shown[0] else 0
        if (sign, place) not in self._known:
            flags = self._planes[place].translate(_table(sign))
            self._known[sign, place] = int.from_bytes(flags, "little")
        return self._known[sign, place]


@lru_cache(maxsize=64)
def _table(sign: int, *, others: bool = False) -> bytes:
    return bytes((one == sign) is not others for one in range(256))
