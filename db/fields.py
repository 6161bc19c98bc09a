"""How input is taken in: every text cleaned and bounded, every number read one way."""

import re

from db.basics import clean
from db.errors import Invalid

NAME_BOUND = 80
LINE_BOUND = 200
TEXT_BOUND = 2000
PHONE_BOUND = 40


def text(
    value: str, field: str, label: str, bound: int = LINE_BOUND, *, lines: bool = False
) -> str:
    """Clean a text and hold it to its length.

    Args:
        label: the field's Swedish label, for the sentence.

    Raises:
        Invalid: longer than ``bound`` once cleaned.
    """
    cleaned = clean(value, lines=lines)
    if len(cleaned) > bound:
        said = f"{label} får ha högst {bound} tecken (är {len(cleaned)})."
        raise Invalid("too-long", said, field=field)
    return cleaned


def name(value: str, field: str, label: str, bound: int = NAME_BOUND) -> str:
    """Clean a text that may not be empty.

    Raises:
        Invalid: empty, or longer than ``bound``.
    """
    cleaned = text(value, field, label, bound)
    if not cleaned:
        raise Invalid("empty", f"{label} måste fyllas i.", field=field)
    return cleaned


def phone(value: str, field: str, label: str) -> str:
    """Read a telephone number in its one spelling, ``+46701740605``; empty means none.

    Raises:
        Invalid: not a number of 9-13 digits.
    """
    cleaned = text(value, field, label, PHONE_BOUND)
    if not cleaned:
        return ""
    from db.rules.names.phone import PHONE_NUMBER, spelled  # late: nothing before the first frame

    verdict = PHONE_NUMBER.verdict(cleaned)
    if not verdict.passed:
        raise Invalid(verdict.code, verdict.text, field=field)
    return spelled(cleaned)


def name_key(value: str) -> str:
    """The form in which two names are the same: casefolded, with single blanks."""
    return " ".join(value.casefold().split())


def number(value: str, field: str, label: str, low: int, high: int) -> int:
    """Read a whole number written with the digits 0-9 only.

    Raises:
        Invalid: not such a number, or outside ``low``-``high``.
    """
    if not re.fullmatch(r"[0-9]{1,9}", value.strip()) or not low <= int(value) <= high:
        said = f"{label} ska vara ett heltal {low}–{high}."
        raise Invalid("number", said, field=field)
    return int(value)
