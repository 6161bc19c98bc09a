"""Looking in a block of the log's text index for the rows that a query asks for."""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import Final, NamedTuple

from db.log_block import (
    COLUMNS,
    DIGITS,
    GROUPS,
    NARROW,
    OFFSETS,
    PHRASE,
    PHRASED,
    SEARCHED,
    SHIFT,
    SIDES,
    SIZE,
    STARTS,
    TEXTS,
    with_mark,
)
from db.rules.log_query import fold
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
        names: groups of ``db.log_block.SIDES``, each with the whole names wanted in it: before
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


class Block:
    """A block to look in; its parts are read when they are needed."""

    def __init__(
        self, number: int, n: int, head: str, heaps: Callable[[str], bytes],
        codes: Callable[[int], bytes],
    ) -> None:  # fmt: skip
        """Take the parts of a stored block.

        Args:
            number: the block's.
            n: how many rows it has.
            head: as stored.
            heaps: gives ``heap`` or ``digits``.
            codes: gives a column of codes.
        """
        self._begins, self._n, self._codes = number << SHIFT, n, codes
        self._read, self._heaps = heaps, dict[str, bytes]()
        told = json.loads(head)
        self._first: int = told["first"]
        self._dense: bool = told["dense"]
        self._odd: bool = told["odd"]
        self._places = dict(zip(GROUPS, told["places"], strict=True))
        self._all = int.from_bytes(b"\1" * n, "little")

    def chosen(self, mask: bytes) -> list[int]:
        """The numbers of the rows that the mask marks, in order."""
        ids: Iterable[int] = range(self._first, self._first + self._n)
        if not self._dense:
            codes = self._codes(OFFSETS)
            pairs = zip(codes, codes[self._n :], strict=False)
            ids = (self._begins + low + (high << 8) for low, high in pairs)
        return list(compress(ids, mask))

    def late_of(self, mask: bytes) -> bytes:
        """For each row that the mask marks whether it is late, 0 or 1."""
        late = self._bytes(self._shows("late", lambda text: text == b"1"))
        return bytes(compress(late, mask))

    def hits(self, asked: Asked) -> bytes:
        """For each row whether it is asked for, 0 or 1; empty when none is."""
        mask = self._fitting(asked)
        for word, groups in asked.words:
            mask = mask and self._found(word, groups, mask, asked.masked)
        for word in asked.without:
            mask = mask and mask ^ self._found(word, SEARCHED, mask, asked.masked)
        return self._bytes(mask) if mask else b""

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
        begins, ends = self._places[group]
        return self._heap(group)[begins:ends].split(b"\n")

    def _heap(self, group: str) -> bytes:
        which = "heap" if group in TEXTS else "digits"
        if which not in self._heaps:
            self._heaps[which] = self._read(which)
        return self._heaps[which]

    def _found(self, word: bytes, groups: frozenset[str], among: int, masked: bool) -> int:
        """Which rows of a mask show the word in one of the groups."""
        mask = 0
        for group in TEXTS[:-1]:
            # Often the few texts of the first groups settle it.
            if group in groups and among & ~mask:
                mask |= self._where(group, self._holding(group, word))
        if self._odd or _COUNTED.fullmatch(word):
            mask |= self._counted(word, groups, masked)
        if "comment" in groups:
            mask |= self._commented(word, among & ~mask)
        return mask & among

    def _counted(self, word: bytes, groups: frozenset[str], masked: bool) -> int:
        mask = 0
        for group in DIGITS:
            if group not in groups:
                continue
            if group == "pnr":
                mask |= self._numbers(word, masked)
            else:
                mask |= self._where(group, self._holding(group, word))
        if b" " in word and "changed_day" in groups:
            mask |= self._moments(word)
        return mask

    def _commented(self, word: bytes, among: int) -> int:
        """Which rows of a mask have the word in a comment."""
        found = 0
        if word in PHRASE:
            found = int.from_bytes(self._codes(PHRASED), "little") & among
        for look in with_mark(word):
            found |= self._in_lines(look, among & ~found)
        return found

    def _in_lines(self, word: bytes, among: int) -> int:
        """The same in the heap's lines; every row has one of its own."""
        left = among.bit_count()
        if not left:
            return 0
        heap, (begins, ends) = self._heap("comment"), self._places["comment"]
        often = heap.count(word, begins, begins + (ends - begins) // 16)
        if left < self._n // 3 or often * 48 > self._n:
            lines = heap[begins:ends].split(b"\n")
            if left == self._n:
                return int.from_bytes(bytes([word in line for line in lines]), "little")
            rows = zip(lines, self._bytes(among), strict=True)
            return int.from_bytes(bytes([asked and word in line for line, asked in rows]), "little")
        at = heap.find(word, begins, ends)
        if at < 0:
            return 0
        places = memoryview(self._codes(STARTS)).cast("I")
        # A list is read faster, once it is made.
        starts: Sequence[int] = places.tolist() if often else places
        flags = bytearray(self._n)
        while 0 <= at < ends:
            row = bisect_right(starts, at) - 1
            flags[row] = 1
            at = heap.find(word, starts[row + 1], ends)
        return int.from_bytes(flags, "little") & among

    def _holding(self, group: str, word: bytes) -> bytes:
        """For each line of the group whether it holds the word, 0 or 1; empty when none does."""
        heap, (begins, ends) = self._heap(group), self._places[group]
        at = heap.find(word, begins, ends)
        if at < 0:
            return b""
        few = heap.count(word, begins, ends) * 24 < self._n
        if not few or ends - begins < _SMALL:
            return bytes([word in line for line in heap[begins:ends].split(b"\n")])
        flags, line, counted = bytearray(heap.count(b"\n", begins, ends) + 1), 0, begins
        while at >= 0:
            line += heap.count(b"\n", counted, at)
            flags[line] = 1
            counted = heap.find(b"\n", at, ends)
            at = heap.find(word, counted, ends) if counted >= 0 else -1
        return bytes(flags)

    def _numbers(self, word: bytes, masked: bool) -> int:
        """Personal numbers are kept as their digits alone."""
        if not masked and not self._odd and b"-" not in word:
            return self._where("pnr", self._holding("pnr", word))
        return self._shows("pnr", lambda line: word in _shown(line, masked))

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
