"""What the rows of one stretch of numbers show, laid out so that any text is found at once.

Every different text of a block stands once in its *heap*, folded, a line each, group by group;
for each column a *code* a row tells which line of its group the row shows. A word is looked for
in the heap, at the speed of memory, and the codes tell the rows. So all sixteen columns are
searched alike, whatever the word's length, and exactly.
"""

import json
import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

from db.book import Reader
from db.log.index import numbers as log_numbers
from db.log.index import pairs
from db.log.rows import CANCEL_COMMENT
from db.rules.local_time import day_of, day_text, time_text
from db.rules.log.query import fold
from db.setup.patients import masked_pnr, pnr_text
from db.values import ACT_LABELS, Act, Instant

SHIFT: Final = 12
SIZE: Final = 1 << SHIFT
"""How many numbers a block spans."""

ROW: Final = (
    "id, coalesce(file_id, -clinic_id), late, act, changed_at, changed_at, referral, patient, pnr,"
    " interpreter, old_start, new_start, old_start, new_start,"
    " CASE WHEN old_start IS NULL THEN '' ELSE old_type END,"
    " CASE WHEN new_start IS NULL THEN '' ELSE new_type END,"
    " CASE WHEN old_start IS NULL THEN '' ELSE old_resource END,"
    " CASE WHEN new_start IS NULL THEN '' ELSE new_resource END,"
    f" {CANCEL_COMMENT.format(row='log_row')},"
    # Both comments in one text: they are seldom anything but the same.
    " CASE WHEN old_start IS NULL THEN new_comment"
    " WHEN new_start IS NULL OR new_comment = old_comment THEN old_comment"
    " ELSE old_comment || char(1) || new_comment END"
)
"""What of log_row a block is made of, the number first, then a column of codes each."""

COLUMNS: Final = (
    "log", "late", "act", "changed_day", "changed_time", "referral", "patient", "pnr",
    "interpreter", "day", "day", "time", "time", "type", "type", "resource", "resource", "cancel",
)  # fmt: skip
"""The group of each column of codes; the two sides of a change share theirs."""

TEXTS: Final = (
    "act", "type", "resource", "interpreter", "cancel", "referral", "patient", "comment",
)  # fmt: skip
"""The groups of the first heap: whatever is written; those with fewest texts first."""

DIGITS: Final = ("log", "late", "changed_day", "changed_time", "pnr", "day", "time")
"""The groups of the second heap: what is counted, so that most words need not look there."""

GROUPS: Final = TEXTS + DIGITS
SEARCHED: Final = frozenset(GROUPS) - {"log", "late"}
"""The groups that a word is looked for in: the sixteen columns and the avbokningskommentar."""

NUMBERS: Final = COLUMNS.index("pnr")
"""The column of personal numbers: ``numbers`` instead of codes wherever that can be."""

SIDES: Final = {"type": (13, 14), "resource": (15, 16)}
"""The columns of what a visit is called, before the change and after it."""

STARTS: Final = len(COLUMNS)
"""Beside the columns of codes: where each row's comment begins among the comments."""

PHRASED: Final = STARTS + 1
"""Beside them: for each row whether a comment has ``PHRASE``, 0 or 1."""

PAIRS: Final = PHRASED + 1
"""Beside them: ``db.log.index.pairs`` of the comments."""

OFFSETS: Final = PAIRS + 1
"""Beside them: which numbers there are, where some are missing."""

_CODES: Final = 5
assert OFFSETS < 1 << _CODES

PHRASE: Final = b"mitt telefonnummer: "
"""What the web puts before nearly every comment (R55): kept as one sign, ``MARK``."""

MARK: Final = b"\2"
NARROW: Final = 256
_GRAMS = 1 << 16
_SEAMS = re.compile(rb"[-* ]")
_PLAIN = re.compile(r"[0-9]{12}")


class Stored(NamedTuple):
    """A block as the book keeps it.

    Attributes:
        last: the highest number it covers.
        n: how many rows it has.
        head: what the other parts mean, JSON.
        grams: which triples and pairs of bytes the heaps may hold, a bit each.
        heap: the lines of the groups ``TEXTS``.
        digits: those of the groups ``DIGITS``.
        codes: the columns of codes.
    """

    last: int
    n: int
    head: str
    grams: bytes
    heap: bytes
    digits: bytes
    codes: tuple[bytes, ...]

    def part(self, which: str, begins: int, ends: int) -> bytes:
        """A stretch of ``heap``, ``digits`` or ``pairs``."""
        parts = {"heap": self.heap, "digits": self.digits, "pairs": self.codes[PAIRS]}
        return parts[which][begins:ends]

    def column(self, place: int) -> bytes:
        """One of ``codes``."""
        return self.codes[place]


class Kept(NamedTuple):
    """The parts of a block where the book keeps them, read when they are needed."""

    reader: Reader
    number: int

    def part(self, which: str, begins: int, ends: int) -> bytes:
        """As ``Stored``."""
        if which != "pairs":
            return self.reader.part("log_block", which, self.number, begins, ends)
        return self.reader.part("log_codes", "codes", code_id(self.number, PAIRS), begins, ends)

    def column(self, place: int) -> bytes:
        """As ``Stored``."""
        sql = "SELECT codes FROM log_codes WHERE id = ?"
        codes: bytes = self.reader.value(sql, (code_id(self.number, place),))
        return codes


Parts = Stored | Kept


def code_id(number: int, place: int) -> int:
    """Where the book keeps a column of codes of a block."""
    return number << _CODES | place


def build(number: int, rows: Sequence[tuple[Any, ...]]) -> Stored:
    """Make the block ``number`` of its rows (the columns ``ROW``), in order of their numbers."""
    ids, *columns, comments = zip(*rows, strict=True)
    numbers = columns[NUMBERS]
    planes = log_numbers.packed(numbers)
    if planes:
        columns[NUMBERS] = ()
    groups: dict[str, dict[str, int]] = {group: {} for group in COLUMNS}
    coded = [
        _coded(groups[group], values, _TEXTS[group])
        for group, values in zip(COLUMNS, columns, strict=True)
    ]
    heap, digits = _Heap(), _Heap()
    for group in TEXTS[:-1]:
        heap.add(groups[group])
    phrase, mark = PHRASE.decode(), MARK.decode()
    lines = heap.add(fold(text).replace(phrase, mark) for text in comments)
    for group in DIGITS:
        digits.add(groups[group])
    wide = [len(groups[group]) > NARROW for group in COLUMNS]
    packed = [_packed(codes, is_wide) for codes, is_wide in zip(coded, wide, strict=True)]
    packed[NUMBERS] = planes or packed[NUMBERS]
    packed.append(array("I", accumulate(map(len, lines), initial=0)).tobytes())
    packed.append(bytes(MARK in line for line in lines))
    packed.append(pairs.packed([line[:-1] for line in lines]))
    dense = ids[-1] - ids[0] + 1 == len(ids)
    if not dense:
        packed.append(_packed([one - (number << SHIFT) for one in ids], wide=True))
    head = {
        "first": ids[0],
        "dense": dense,
        "places": heap.places + digits.places,
        "odd": not planes,
    }
    # In the order of the rows: what is stored is the same whatever this process hashes like.
    plain = "\n".join(dict.fromkeys(numbers)).encode() if planes else b""
    grams = grams_of(heap.text.replace(MARK, PHRASE), digits.text, plain)
    return Stored(ids[-1], len(ids), json.dumps(head), grams, heap.text, digits.text, tuple(packed))


class _Heap:
    """The lines of some groups, and for each group where it begins and ends."""

    def __init__(self) -> None:
        self.text, self.places = b"", list[tuple[int, int]]()

    def add(self, texts: Iterable[str]) -> list[bytes]:
        """One group more; returns its lines as they came to stand."""
        # Words hold no control characters, so that nothing is found across these.
        lines = [text.replace("\n", "\1").encode() + b"\n" for text in texts]
        begins = len(self.text)
        self.text += b"".join(lines)
        self.places.append((begins, len(self.text) - 1))
        return lines


def _coded(known: dict[str, int], values: Sequence[Any], text: Callable[[Any], str]) -> list[int]:
    codes = {value: known.setdefault(text(value), len(known)) for value in dict.fromkeys(values)}
    return list(map(codes.__getitem__, values))


def _packed(codes: Iterable[int], wide: bool) -> bytes:
    """Codes over a byte stand as their low bytes, then their high ones."""
    if not wide:
        return bytes(codes)
    every = list(codes)
    return bytes(code & 255 for code in every) + bytes(code >> 8 for code in every)


def _pnr(pnr: str) -> str:
    if _PLAIN.fullmatch(pnr):
        return pnr
    shown = pnr_text(pnr) if pnr.isdigit() else pnr
    return "\0".join(map(fold, (shown, pnr, masked_pnr(pnr) if pnr else "")))


def _day(at: Instant | None) -> str:
    return "" if at is None else day_text(day_of(at))


def _time(at: Instant | None) -> str:
    return "" if at is None else time_text(at)


_TEXTS: Final[dict[str, Callable[[Any], str]]] = {
    **dict.fromkeys(GROUPS, fold),
    "log": str,
    "late": str,
    "act": lambda act: fold(ACT_LABELS[Act(act)]),
    "changed_day": _day,
    "changed_time": _time,
    "pnr": _pnr,
    "day": _day,
    "time": _time,
}


def grams_of(*heaps: bytes) -> bytes:
    """A bit for each triple and each pair of bytes; some may share one."""
    bits = bytearray(_GRAMS >> 3)
    for heap in heaps:
        grams = {_gram(*gram) for gram in set(zip(heap, heap[1:], heap[2:], strict=False))}
        grams |= {_gram(0, *pair) for pair in set(pairwise(heap))}
        for place in grams:
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


@lru_cache(maxsize=64)
def with_mark(word: bytes) -> tuple[bytes, ...]:
    """All that a word may look like where ``PHRASE`` is one sign: it may begin or end within it."""
    whole = word.replace(PHRASE, MARK)
    parts = range(1, len(PHRASE))
    begun = [MARK + whole[n:] for n in parts if n < len(whole) and whole.startswith(PHRASE[-n:])]
    looks = [whole, *begun]
    looks += [
        look[:-n] + MARK for look in looks for n in parts
        if n < len(look) and look.endswith(PHRASE[:n])
    ]  # fmt: skip
    return tuple(dict.fromkeys(looks))


def gram_places(word: bytes) -> tuple[tuple[int, int], ...]:
    """The bytes and bits of ``grams_of`` that must be set where the word is found.

    A personal number is kept without its hyphen, a moment as its day and its clock: what lies
    over such a seam proves nothing.
    """
    parts = _SEAMS.split(word)
    places = {_gram(*gram) for one in parts for gram in zip(one, one[1:], one[2:], strict=False)}
    places |= {_gram(0, *one) for one in parts if len(one) == 2}
    return tuple((place >> 3, 1 << (place & 7)) for place in places)


def _gram(first: int, second: int, third: int) -> int:
    return ((first << 16 | second << 8 | third) * 0x9E3779B1 >> 16) & (_GRAMS - 1)
