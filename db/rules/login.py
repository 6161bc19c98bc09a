"""Who can log in on 1177, said before the book is asked (R106, GUIDES.md B5)."""

import re
from datetime import date
from typing import Final

from db.rules.names.personal_number import plain
from db.values import count_text

NO_RESERVE: Final = "Du kan inte logga in med reservnummer. Kontakta mottagningen i stället."
NO_COORDINATION: Final = (
    "Du kan inte logga in med samordningsnummer. Kontakta mottagningen i stället."
)
NOT_DIGITS: Final = "Skriv ditt personnummer med siffror: ÅÅÅÅMMDD-NNNN."
NO_SUCH_DATE: Final = "Datumet i personnumret finns inte. Kontrollera att du har skrivit rätt."
WRONG_NUMBER: Final = "Den sista siffran stämmer inte. Kontrollera att du har skrivit rätt."
NOBODY: Final = "Ingen av bokens invånare har det personnumret."

_RESERVE = re.compile(r"[0-9]{6}(?:[0-9]{2})?[-+]?(?=[0-9A-Z]*[A-Z])[0-9A-Z]{4}")
_PLAIN = re.compile(r"([0-9]+)[-+]?([0-9]*)")
_CENTURY_OF_RESERVE = "99"


def login_fault(typed: str) -> str:
    """What is wrong with a number that one cannot log in with; empty when nothing is seen.

    Reserve and samordningsnummer cannot log in (GUIDES.md B5). Whether the last digit is right,
    and whether anybody has the number, is asked of the book.
    """
    text = plain(typed).upper()
    if _RESERVE.fullmatch(text):
        return NO_RESERVE
    parts = _PLAIN.fullmatch(text)
    if parts is None or not text.isascii():
        return NOT_DIGITS
    digits = "".join(parts.groups())
    if len(digits) not in (10, 12):
        count = count_text(len(digits), "siffra", "siffror")
        return f"Ett personnummer har 10 eller 12 siffror. Du har skrivit {count}."
    if len(digits) == 12 and digits.startswith(_CENTURY_OF_RESERVE):
        return NO_RESERVE
    return _date_fault(digits)


def _date_fault(digits: str) -> str:
    year, month, day = digits[:-8], int(digits[-8:-6]), int(digits[-6:-4])
    if 61 <= day <= 91:
        return NO_COORDINATION
    # Of two digits the century is not known here; only whether it is a leap year matters.
    known = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        date(known, month, day)
    except ValueError:
        return NO_SUCH_DATE
    return ""
