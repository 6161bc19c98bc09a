"""Personnummer and samordningsnummer: reading what was written, and what is wrong with it.

The day decides: nobody has a number before being born, whether the day is the book's or that of a
row in a log. A samordningsnummer (a day of birth 61–91) is valid like others, and is never called
a personnummer.
"""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from db.rules.local_time import day_text
from db.values import Day

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""What word processors write for a hyphen; the last three are small and wide ones."""
_PLAIN = {ord(char): "-" for char in _DASHES}
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_WRITTEN = re.compile(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9]{4})")
_FIRST_COORDINATION_DAY = 61


class Wrong(StrEnum):
    """What can be wrong with a number."""

    FORM = "form"
    """Other characters, or too few or many."""
    DATE = "date"
    """No such day of birth."""
    DIGIT = "digit"
    """The last digit does not fit the others."""
    UNBORN = "unborn"
    """Born after the day that is asked about."""


class Number(NamedTuple):
    """A number as it was read.

    Attributes:
        digits: twelve; empty where the number is wrong.
        wrong: what is wrong; None when it is right.
        fault: that in Swedish, a sentence; empty when it is right.
        born: the local day of birth; None where there is none such.
    """

    digits: str
    wrong: Wrong | None = None
    fault: str = ""
    is_coordination: bool = False
    born: Day | None = None

    @property
    def kind(self) -> str:
        """What it is called, with a capital: ``Personnumret`` or ``Samordningsnumret``."""
        return "Samordningsnumret" if self.is_coordination else "Personnumret"


NOT_A_NUMBER: Final = "Personnumret är inte giltigt. Skriv ÅÅÅÅMMDD-NNNN."


def plain(text: str) -> str:
    """A number with plain hyphens and without blanks and unseen characters."""
    if text.isascii():
        return "".join(text.split())
    return "".join(text.translate(_PLAIN).translate(_UNSEEN).split())


def is_coordination(digits: str) -> bool:
    """Whether digits are a samordningsnummer: all twelve of them, none masked or missing."""
    day = digits[6:8]
    return len(digits) == 12 and day.isdecimal() and int(day) >= _FIRST_COORDINATION_DAY


@lru_cache(maxsize=4096)
def read_number(text: str, today: Day) -> Number:
    """Read a number of ten or twelve digits, with or without its sign, whatever dash it is.

    Args:
        today: the local day that is asked about. It decides the century of ten digits (``+`` means
            a hundred years or more), and nobody is born after it.
    """
    parts = _WRITTEN.fullmatch(plain(text))
    if not parts:
        return Number("", Wrong.FORM, NOT_A_NUMBER)
    century, born, sign, last = parts.groups()
    if century is None:
        century = _century(int(born[:2]), sign, date.fromordinal(today).year)
    digits = f"{century}{born}{last}"
    coordination = is_coordination(digits)
    birth = _birth(digits)
    if birth is None:
        return _faulty(Wrong.DATE, coordination, "datumet finns inte")
    if not _fits(digits):
        return _faulty(Wrong.DIGIT, coordination, "den sista siffran stämmer inte")
    if birth > today:
        what = "Samordningsnumret" if coordination else "Personnumret"
        said = f"{what} gäller någon som är född {day_text(birth)}, efter {day_text(today)}."
        return Number("", Wrong.UNBORN, said, coordination, birth)
    return Number(digits, is_coordination=coordination, born=birth)


def _faulty(wrong: Wrong, coordination: bool, why: str) -> Number:
    said = f"Samordningsnumret är inte giltigt: {why}." if coordination else NOT_A_NUMBER
    return Number("", wrong, said, coordination)


def _century(two: int, sign: str, year: int) -> str:
    """The first two digits of the year of birth that is meant by two digits."""
    candidate = year // 100 * 100 + two
    if candidate > year:
        candidate -= 100
    if sign == "+":
        candidate -= 100
    return f"{candidate // 100:02}"


def _birth(digits: str) -> Day | None:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    try:
        return date(year, month, day - 60 if is_coordination(digits) else day).toordinal()
    except ValueError:
        return None


def _fits(digits: str) -> bool:
    """Whether the last digit is the one that the nine before it give (mod 10, from the left)."""
    if digits[8:11] == "000":  # no such birth number
        return False
    total = 0
    for place, char in enumerate(digits[2:]):
        value = int(char) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
