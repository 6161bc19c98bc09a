"""Looking in a block of the log's text index for the rows that a query asks for."""

import json
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from db.log.index.block import (
    COLUMNS,
    DIGITS,
    GROUPS,
    NARROW,
    NUMBERS,
    OFFSETS,
    SEARCHED,
    SHIFT,
    SIDES,
    SIZE,
    TEXTS,
    Parts,
)
from db.log.index.comments import Comments
from db.log.index.numbers import Numbers
from db.rules.log.query import fold
from db.values import ACT_LABELS, Act

_SMALL = 2000
_BOOKED = fold(ACT_LABELS[Act.BOOKED]).encode()
_COUNTED = re.compile(rb"[0-9:* -]*")


class Asked(NamedTuple):
    """What is looked for in blocks; texts are folded and encoded.

    Attributes:
        log: the file's id, or minus the clinic's for its own log.
        words: each with the groups it may stand in; all must be found.
        without: words that must not be found.
        acts: folded labels; empty means all.
        late: None means both.
        days: the first and the last day of Ändrad datum as they are written; empty means none.
        names: groups of ``block.SIDES``, each with the whole names wanted in it: before
            the change, of a new booking after it.
        masked: whether personal numbers are seen and searched without their last digits.
    """

    log: int
    words: tuple[tuple[bytes, frozenset[str]], ...] = ()
    without: tuple[bytes, ...] = ()
    acts: tuple[bytes, ...] = ()
    late: bool | None = None
    days: tuple[bytes, bytes] = (b"", b"")
    names: tuple[tuple[str, frozenset[bytes]], ...] = ()
    masked: bool = False


class Piece(NamedTuple):
    """Rows of a stretch of numbers, and which of them are asked for.

    Attributes:
        ids: their numbers in order.
        hits: for each whether it is asked for, 0 or 1.
        late: for each whether it is asked for and late, 0 or 1.
    """

    ids: Sequence[int]
    hits: bytes
    late: bytes


NOTHING: Final = Piece((), b"", b"")


class Block:
    """A block to look in; its parts are read when they are needed."""

    def __init__(self, number: int, n: int, head: str, parts: Parts) -> None:
        """Take the block's number, how many rows it has and its head as stored."""
        self._begins, self._n, self._codes = number << SHIFT, n, parts.column
        self._read, self._known = parts.part, dict[str, bytes]()
        told = json.loads(head)
        self._first: int = told["first"]
        self._dense: bool = told["dense"]
        self._odd: bool = told["odd"]
        self._places = dict(zip(GROUPS, told["places"], strict=True))
        self._comments = Comments(n, parts, *self._places["comment"])
        self._all = int.from_bytes(b"\1" * n, "little")

    def look(self, asked: Asked) -> Piece:
        """Its rows, and which of them are asked for; ``NOTHING`` when none is."""
        mask = self._fitting(asked)
        for word, groups in asked.words:
            mask = mask and self._found(word, groups, mask, asked.masked)
        for word in asked.without:
            mask = mask and mask ^ self._found(word, SEARCHED, mask, asked.masked)
        if not mask:
            return NOTHING
        late = mask & self._shows("late", lambda text: text == b"1")
        return Piece(self._ids(), self._bytes(mask), self._bytes(late))

    def _ids(self) -> Sequence[int]:
        if self._dense:
            return range(self._first, self._first + self._n)
        codes = self._codes(OFFSETS)
        pairs = zip(codes, codes[self._n :], strict=False)
        return [self._begins + low + (high << 8) for low, high in pairs]

    def _bytes(self, mask: int) -> bytes:
        return mask.to_bytes(self._n, "little")

    def _fitting(self, asked: Asked) -> int:
        mask = self._shows("log", lambda text: text == str(asked.log).encode())
        if asked.late is not None:
            wanted = b"1" if asked.late else b"0"
            mask &= self._shows("late", lambda text: text == wanted)
        if asked.acts:
            mask &= self._shows("act", lambda text: text in asked.acts)
        first, last = asked.days
        if first:
            mask &= self._shows("changed_day", lambda text: text >= first)
        if last:
            mask &= self._shows("changed_day", lambda text: text <= last)
        for group, names in asked.names:
            mask = mask and mask & self._named(group, names)
        return mask

    def _named(self, group: str, names: frozenset[bytes]) -> int:
        """Which rows are of a visit with one of the names, before the change if there was one."""
        flags = bytes(line in names for line in self._lines(group))
        before, after = (self._showing(column, flags) for column in SIDES[group])
        booked = self._shows("act", lambda text: text == _BOOKED)
        return before & (self._all ^ booked) | after & booked

    def _shows(self, group: str, fits: Callable[[bytes], bool]) -> int:
        return self._where(group, bytes(map(fits, self._lines(group))))

    def _lines(self, group: str) -> list[bytes]:
        part, begins, ends = self._part(group)
        return part[begins:ends].split(b"\n")

    def _part(self, group: str) -> tuple[bytes, int, int]:
        """The heap's part that holds a group, and where in it the group begins and ends."""
        heap, first, last = _PART_OF[group]
        starts, ends = self._places[first][0], self._places[last][1]
        if first not in self._known:
            self._known[first] = self._read(heap, starts, ends)
        place = self._places[group]
        return self._known[first], place[0] - starts, place[1] - starts

    def _found(self, word: bytes, groups: frozenset[str], among: int, masked: bool) -> int:
        """Which rows of a mask show the word in one of the groups."""
        mask = 0
        if "comment" in groups:
            mask = self._comments.with_phrase(word)
        counted = self._odd or _COUNTED.fullmatch(word)
        for group in _FEWEST_FIRST:
            # Often the few texts of the first groups settle it.
            if group in groups and among & ~mask and (counted or group in TEXTS):
                mask |= self._in_group(group, word, masked)
        if counted and b" " in word and "changed_day" in groups:
            mask |= self._moments(word)
        if "comment" in groups:
            mask |= self._comments.rows(word, among & ~mask)
        return mask & among

    def _in_group(self, group: str, word: bytes, masked: bool) -> int:
        """Which rows show the word in a group."""
        if group != "pnr":
            return self._where(group, self._holding(group, word))
        if self._odd:
            return self._in_odd_numbers(word, masked)
        return self._numbers.rows(word, masked=masked)

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(self._codes(NUMBERS))

    def _in_odd_numbers(self, word: bytes, masked: bool) -> int:
        """Which rows show the word in a number that is kept as a line."""
        if b"-" in word or b"*" in word:  # what a line need not hold to show it
            return self._shows("pnr", lambda line: word in _shown(line, masked))
        flags = self._holding("pnr", word)
        if flags and masked:  # not masked, all that the line holds is shown
            lines = zip(flags, self._lines("pnr"), strict=True)
            flags = bytes(flag and word in _shown(line, masked) for flag, line in lines)
        return self._where("pnr", flags)

    def _holding(self, group: str, word: bytes) -> bytes:
        """For each line of the group whether it holds the word, 0 or 1; empty when none does."""
        heap, begins, ends = self._part(group)
        at = heap.find(word, begins, ends)
        if at < 0:
            return b""
        if ends - begins < _SMALL:
            return bytes([word in line for line in heap[begins:ends].split(b"\n")])
        if heap.count(word, begins, ends) * 24 > self._n:
            # Of each line nothing is left but that the word was there.
            left = heap[begins:ends].replace(word, b"\1").translate(None, _NO_SIGN)
            return bytes(map(bool, left.split(b"\n")))
        flags, line, counted = bytearray(heap.count(b"\n", begins, ends) + 1), 0, begins
        while at >= 0:
            line += heap.count(b"\n", counted, at)
            flags[line] = 1
            counted = heap.find(b"\n", at, ends)
            at = heap.find(word, counted, ends) if counted >= 0 else -1
        return bytes(flags)

    def _moments(self, word: bytes) -> int:
        """Ändrad datum is a day and a clock in one cell."""
        day, _, clock = word.partition(b" ")
        days = self._shows("changed_day", lambda text: text.endswith(day))
        return days & self._shows("changed_time", lambda text: text.startswith(clock))

    def _where(self, group: str, flags: bytes) -> int:
        """The rows that show one of the flagged lines of the group."""
        if 1 not in flags:
            return 0
        # Few lines are looked up faster than many: those without the flag, where most have it.
        most = flags.count(1) * 2 > len(flags)
        sought = flags.translate(_SWAP) if most else flags
        mask = 0
        for column in _COLUMNS_OF[group]:
            rows = self._showing(column, sought)
            mask |= self._all ^ rows if most else rows
        return mask

    def _showing(self, column: int, flags: bytes) -> int:
        """The rows whose code in the column is flagged."""
        if 1 not in flags:
            return 0
        codes = self._codes(column)
        if len(flags) <= NARROW:
            return int.from_bytes(codes.translate(flags.ljust(NARROW, b"\0")), "little")
        low, high = codes[: self._n], codes[self._n :]
        mask = 0
        for page in range(0, len(flags), 256):
            table = flags[page : page + 256]
            if 1 in table:
                rows = low.translate(table.ljust(256, b"\0"))
                here = high.translate(_ONLY[page >> 8])
                mask |= int.from_bytes(rows, "little") & int.from_bytes(here, "little")
        return mask


_NO_SIGN: Final = bytes(sorted({*range(256)} - {*b"\1\n"}))
# Often the first groups of a heap are enough: they are read by themselves.
_PARTS: Final = (
    ("heap", TEXTS[:-1]),
    ("digits", DIGITS[:3]),
    ("digits", DIGITS[3:]),
)
_PART_OF: Final = {
    group: (heap, groups[0], groups[-1]) for heap, groups in _PARTS for group in groups
}
_FEWEST_FIRST: Final = (
    "act", "type", "resource", "interpreter", "cancel", "referral", "changed_day", "day",
    "changed_time", "time", "patient", "pnr",
)  # fmt: skip
_SWAP: Final = bytes((1, 0, *range(2, 256)))
_ONLY: Final = tuple(bytes(one == page for one in range(256)) for page in range(SIZE >> 7))
_COLUMNS_OF: Final = {
    group: tuple(place for place, named in enumerate(COLUMNS) if named == group) for group in GROUPS
}


def _shown(line: bytes, masked: bool) -> bytes:
    """What of a personal number may be searched."""
    shown, _, rest = line.partition(b"\0")
    whole, _, hidden = rest.partition(b"\0")
    if not rest and len(line) == 12:
        return line[:8] + b"-****" if masked else line[:8] + b"-" + line[8:] + b"\0" + line
    return hidden if masked else shown + b"\0" + whole
