"""Telephone numbers: what may be one, the one spelling that is stored, and who gets an SMS.

The guides do not say what a number is; 9-13 digits is what 1177 takes. Stored is the spelling that
telephones understand anywhere: ``+46701740605``.
"""

import re
from functools import lru_cache
from typing import Final

from db.rules.rule import Answer, Rule

FEWEST, MOST = 9, 13
_SEPARATORS: Final = re.compile(r"[\s().,/\-\u2010-\u2015\u2212]+")
_TRUNK: Final = re.compile(r"\(\s*0\s*\)")
"""``+46 (0)70``: the nought is dialled within the country only."""
_MOBILE: Final = re.compile(r"\+467[02369][0-9]{7}")
_SWEDEN: Final = "+46"


def _digits(text: str) -> str:
    """What was typed without separators, in one piece: digits after ``+`` or a nought."""
    whole = _SEPARATORS.sub("", _TRUNK.sub("", text) if _abroad(text) else text)
    return f"+{whole[2:]}" if whole.startswith("00") else whole


def _abroad(text: str) -> bool:
    return text.lstrip(" (").startswith(("+", "00"))


def _judge(text: str) -> Answer:
    whole = _digits(text)
    if not re.fullmatch(r"\+?[0-9]*", whole):
        return False, "Telefonnumret får bara ha siffror, mellanslag, bindestreck och ett + först."
    count = len(whole.removeprefix("+"))
    if not FEWEST <= count <= MOST:
        return False, f"Telefonnumret ska ha {FEWEST}–{MOST} siffror (har {count})."
    if not re.match(r"0[1-9]|\+[1-9]", whole):
        return False, "Skriv telefonnumret med riktnummer: det börjar med 0, eller + och landet."
    return True, "Telefonnumret går att ringa."


PHONE_NUMBER: Final[Rule[str]] = Rule(
    "phone-number", f"Ett telefonnummer har {FEWEST}–{MOST} siffror.", "vårt val", _judge,
    "phone",
)  # fmt: skip


def spelled(text: str) -> str:
    """The one spelling of a number that ``PHONE_NUMBER`` lets through: ``+46701740605``."""
    whole = _digits(text)
    if whole.startswith("0"):
        return f"{_SWEDEN}{whole[1:]}"
    # +460701740605: the nought is not dialled from abroad.
    return f"{_SWEDEN}{whole[4:]}" if whole.startswith(f"{_SWEDEN}0") else whole


@lru_cache(maxsize=1024)
def gets_sms(number: str) -> bool:
    """Whether notices by SMS go to a stored number: Swedish mobile numbers only."""
    return _MOBILE.fullmatch(_spelled_or_as_is(number)) is not None


def _spelled_or_as_is(number: str) -> str:
    """Numbers of older books stand as they were typed."""
    return spelled(number) if is_number(number) else number


def typed_note(text: str) -> str:
    """What is told of a number as it is typed; empty as long as it is none."""
    return sms_note(spelled(text)) if is_number(text) else ""


def is_number(text: str) -> bool:
    """Whether it is a number that can be called."""
    return _judge(text)[0]


def sms_note(number: str) -> str:
    """What is told of a number that gets no SMS; empty for one that does, and without any."""
    if not number or gets_sms(number):
        return ""
    return f"{number} är inget svenskt mobilnummer: dit skickas inga sms."
