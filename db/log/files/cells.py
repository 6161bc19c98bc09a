"""What stands in the strict cells of a log: status, dates, clocks and personal numbers (R43).

A cell is cleaned before it is judged, and the forms that Excel and LibreOffice write are read. What
cannot be read says why; a date that could be two days is never guessed.
"""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Final, Generic, NamedTuple, TypeVar

from db.fields import LINE_BOUND
from db.log.files.formula import GUARD
from db.rules.local_time import (
    DAY_MINUTES,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    SHORT_MONTHS,
    clock_text,
    day_of,
    day_text,
    instants_at,
    midnight,
)
from db.rules.names.personal_number import Number, Wrong, read_number
from db.values import ACT_LABELS, Act, Day, Instant, Minutes

Value = TypeVar("Value")

_REMEMBERED: Final = 20_000
_WHOLE_NUMBER: Final = 12
_DASHES: Final = dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-"
)
# Letters and marks that show nothing at all; controls and the like are found by their category.
_UNSEEN: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    map(chr, chain(range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)))
)
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_ACTS: Final = {label.casefold(): act for act, label in ACT_LABELS.items()}
_MASKED: Final = re.compile(r"[0-9]{8}-\*{4}")

_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_TOGETHER: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_SHORT_YEAR: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})")
_IN_WORDS: Final = re.compile(r"([0-9]{1,2})[-. ]{1,2}([a-zåäö]{3,9})[-. ]{1,2}([0-9]{4})", re.I)
_ENGLISH: Final = {"may": 5, "oct": 10, "january": 1, "february": 2, "march": 3, "june": 6,
                   "july": 7, "august": 8, "october": 10}  # fmt: skip
_MONTHS: Final = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name: number for number, name in enumerate(SHORT_MONTHS, 1)}
    | _ENGLISH
)
_OFFSET = r"(?: ?(?P<offset>Z|[-+][0-9]{2}:?[0-9]{2}))?"
_CLOCK: Final = re.compile(
    r"(?P<hour>[0-9]{1,2})(?P<sign>[:.])(?P<minute>[0-5][0-9])"
    r"(?:(?P=sign)(?P<rest>[0-5][0-9](?:[.,][0-9]{1,9})?))?"
    rf"(?: ?(?P<half>am|pm|a\.m\.|p\.m\.|fm|em))?{_OFFSET}",
    re.I,
)
_NOON: Final = frozenset({"pm", "p.m.", "em"})
_MOMENT: Final = re.compile(r"(.+?)(?:T|,? )([0-9]{1,2}[:.][0-9]{2}.*)")
# The day that a spreadsheet gives a clock without a day.
_DAYLESS: Final = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[T ]")

_EPOCH: Final = date(1970, 1, 1).toordinal()
_FARTHEST: Final = 14 * 60
"""No zone of the world lies farther from UTC, in minutes."""

_NO_DAY: Final = f"är inte ett datum (ÅÅÅÅ-MM-DD, år {FIRST_YEAR}–{LAST_YEAR})"
_NO_CLOCK: Final = "är inte ett klockslag (TT:MM)"
_NO_HOUR: Final = "finns inte den dagen (sommartiden börjar)"
_WITH_CLOCK: Final = "har ett klockslag, som ska stå i kolumnen bredvid"

Instants = tuple[Instant, ...]
"""The instants that a cell may mean: one, or the two of a wall clock that is passed twice."""


class Unread(Exception):
    """A cell that cannot be read.

    Attributes:
        why: the end of a Swedish sentence that begins with the value.
        clock: whether the clock is to blame, where day and clock stand apart.
    """

    def __init__(self, why: str, *, clock: bool = False) -> None:
        super().__init__(why)
        self.why, self.clock = why, clock


def strict(text: str) -> str:
    """The text of a strict cell, without what does not show; dashes and blanks are plain ones.

    The apostrophe by which a spreadsheet marks a text is no part of it.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_shown, unicodedata.normalize("NFC", text))).translate(_DASHES)
    return " ".join(text.split()).removeprefix(GUARD).strip()


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    return "" if char in _UNSEEN or unicodedata.category(char) in _DROPPED else char


def foreign(text: str) -> str:
    """The name of the first letter that is not what it looks like, in words to add; else empty."""
    for char in text:
        if not char.isascii() and char.isalnum() and "LATIN" not in unicodedata.name(char, ""):
            return f" (med tecknet U+{ord(char):04X})"
    return ""


def act_said(text: str) -> Act | None:
    """Bokad, Ombokad or Avbokad, in whatever case; None for all else."""
    return _ACTS.get(strict(text).casefold())


def act_of(text: str) -> Act:
    """As ``act_said``.

    Raises:
        Unread: none of them.
    """
    act = act_said(text)
    if act is None:
        raise Unread("ska vara Bokad, Ombokad eller Avbokad")
    return act


class _Numbered(NamedTuple):
    """A personal number of a log.

    Attributes:
        digits: twelve; empty where the log has none, or has it masked.
        since: from when the number can stand in a row: its day of birth. Of ten digits the century
            follows the row, so that they are asked about each time.
    """

    digits: str
    since: float


_LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()


def _numbered(text: str) -> _Numbered:
    written = strict(text)
    if not written or _MASKED.fullmatch(written):
        return _Numbered("", -math.inf)
    number = _sound(read_number(written, _LAST_DAY))
    short = len(written.replace("-", "").replace("+", "")) < _WHOLE_NUMBER
    born = number.born
    return _Numbered(number.digits, math.inf if short or born is None else midnight(born))


def _sound(number: Number) -> Number:
    if number.wrong is Wrong.UNBORN and number.born is not None:
        born = day_text(number.born)
        raise Unread(f"gäller någon som är född {born}, efter radens Ändrad datum")
    if number.wrong is not None:
        kind = "samordningsnummer" if number.is_coordination else "personnummer"
        raise Unread(f"är inte ett giltigt {kind}")
    return number


class Known(dict[str, Value], Generic[Value]):
    """What texts mean, worked out once for each of the last ones; long ones are not kept.

    What ``read`` raises is raised each time.
    """

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value:
        """Work it out."""
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self._read(text)
        if len(text) <= LINE_BOUND:
            self[text] = value
        return value


class Numbers:
    """Reads the personal numbers of a log."""

    def __init__(self) -> None:
        self._known = Known(_numbered)

    def read(self, text: str, at: Instant | None) -> str:
        """The twelve digits of a cell; empty where the log has none, or has it masked.

        Raises:
            Unread: not a personal number, or that of somebody who was not born when the row was
                written, at ``at`` if that is known.
        """
        known = self._known[text]
        if at is None or known.since <= at:
            return known.digits
        return _sound(read_number(strict(text), day_of(at))).digits


class Times:
    """Reads the times of a log: nearly each is another one, but their days and clocks are few."""

    def __init__(self) -> None:
        self._midnights = Known(plain_midnight)
        self._seconds = {clock_text(minute): minute * 60 for minute in range(DAY_MINUTES)}
        self._after_blank = {f" {clock}": seconds for clock, seconds in self._seconds.items()}

    def changed(self, text: str) -> Instants:
        """The instants of Ändrad datum, a day with a clock, cut to the whole minute.

        Raises:
            Unread: not such a time, or the day could be two.
        """
        try:
            return (self._midnights[text[:10]] + self._after_blank[text[10:]],)
        except (KeyError, Unread):
            return _changed(strict(text))

    def visit(self, day: str, clock: str) -> Instants:
        """The instants of a visit's day and clock, which stand in cells of their own.

        Raises:
            Unread: one of them cannot be read (``clock`` says whether it is that one).
        """
        try:
            return (self._midnights[day] + self._seconds[clock],)
        except (KeyError, Unread):
            return _visit(strict(day), strict(clock))


def _changed(text: str) -> Instants:
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        _day(text)
        raise Unread(_NO_CLOCK)
    return _instants(_day(parts[1]), parts[2])


def _visit(day: str, clock: str) -> Instants:
    parts = _MOMENT.fullmatch(day)
    if parts:  # a spreadsheet's midnight
        if _wall_clock(parts[2]) != (0, None):
            raise Unread(_WITH_CLOCK)
        day = parts[1]
    found = _day(day)
    try:
        return _instants(found, _DAYLESS.sub("", clock))
    except Unread as fault:
        raise Unread(fault.why, clock=True) from None


def plain_midnight(text: str) -> Instant:
    """The midnight of ``YYYY-MM-DD``, a day on which no clock is moved.

    Raises:
        Unread: anything else; it may still be a day.
    """
    if not (len(text) == 10 and text[4] == text[7] == "-"):
        raise Unread(_NO_DAY)
    day = _day(text)
    if midnight(day + 1) - midnight(day) != DAY_MINUTES * 60:
        raise Unread(_NO_DAY)
    return midnight(day)


def _instants(day: Day, text: str) -> Instants:
    minute, offset = _wall_clock(text)
    if offset is not None:
        return ((day - _EPOCH) * 86400 + (minute - offset) * 60,)
    found = instants_at(day, minute)
    if not found:
        raise Unread(_NO_HOUR)
    return found


@lru_cache(maxsize=4096)
def _wall_clock(text: str) -> tuple[Minutes, Minutes | None]:
    """The minute of the day, and the offset from UTC in minutes where it is written.

    24:00 is the end of the day, midnight of the day after (R32).
    """
    parts = _CLOCK.fullmatch(text)
    if parts is None or (parts["sign"] == "." and parts["hour"] == "0"):  # 0.25 is a part of a day
        raise Unread(_NO_CLOCK)
    hour, half = int(parts["hour"]), (parts["half"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise Unread(_NO_CLOCK)
        hour = hour % 12 + (12 if half in _NOON else 0)
    minute = int(parts["minute"])
    ends_the_day = (hour, minute, (parts["rest"] or "").strip("0.,")) == (DAY_MINUTES // 60, 0, "")
    if hour > 23 and not ends_the_day:
        raise Unread(_NO_CLOCK)
    return hour * 60 + minute, _offset(parts["offset"])


def _offset(text: str | None) -> Minutes | None:
    if text is None:
        return None
    if text in "Zz":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes > _FARTHEST:
        raise Unread(_NO_CLOCK)
    return -minutes if text[0] == "-" else minutes


@lru_cache(maxsize=4096)
def _day(text: str) -> Day:
    """The one day that a text can be."""
    days = sorted({day for day in map(_calendar, _readings(text)) if day is not None})
    if not days:
        raise Unread(_NO_DAY)
    if len(days) > 1:
        *others, last = map(day_text, days)
        raise Unread(f"kan vara {', '.join(others)} eller {last}; skriv ÅÅÅÅ-MM-DD")
    return days[0]


def _readings(text: str) -> list[tuple[int, int, int]]:
    """Year, month and day in each order in which people write them."""
    if parts := _YEAR_FIRST.fullmatch(text):
        return [(int(parts[1]), int(parts[3]), int(parts[4]))]
    if parts := _TOGETHER.fullmatch(text):
        return [(int(parts[1]), int(parts[2]), int(parts[3]))]
    if parts := _IN_WORDS.fullmatch(text):
        return [(int(parts[3]), _MONTHS.get(parts[2].casefold(), 0), int(parts[1]))]
    if parts := _YEAR_LAST.fullmatch(text):
        first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
        return [(year, second, first), (year, first, second)]
    if parts := _SHORT_YEAR.fullmatch(text):
        a, b, c = int(parts[1]), int(parts[3]), int(parts[4])
        return [(2000 + a, b, c), (2000 + c, b, a), (2000 + c, a, b)]
    return []


def _calendar(reading: tuple[int, int, int]) -> Day | None:
    year, month, day = reading
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.toordinal() if FIRST_YEAR <= year <= LAST_YEAR else None
