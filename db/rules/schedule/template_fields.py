"""How the fields of a template row are written: clocks, lengths and Bok.före (R29-R32).

Clocks are minutes of the day, lengths are minutes, Bok.före is days. ``label`` is the field's name
in the guide, for the sentence.
"""

import re
from typing import Final, NamedTuple

from db.rules.local_time import DAY_MINUTES, clock_text
from db.rules.offer.release_days import MAX_RELEASE, MIN_RELEASE, release_fits, release_text
from db.values import Minutes

_CLOCK: Final = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?")
_LENGTH: Final = re.compile(r"(?:([0-9]{1,2})[:.]([0-9]{2})|([0-9]{2})([0-9]{2})|([0-9]{1,3}))")
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_SHOWN = 20


class Written(NamedTuple):
    """What a field says.

    Attributes:
        value: the number that was meant; None when there is none.
        fault: why it cannot be read, in Swedish; empty when it can.
    """

    value: int | None
    fault: str = ""


def read_clock(text: str, label: str) -> Written:
    """Read ``8``, ``0800``, ``8.00`` or ``08:00``; 24:00 is the end of the day (R32)."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        what = f"{label}: ”{_short(text)}” är inte ett klockslag."
        return Written(None, f"{what} Skriv till exempel 8, 0800, 8.00 eller 08:00.")
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > DAY_MINUTES:
        return Written(None, f"{label}: klockslaget {_short(text)} finns inte.")
    return Written(hour * 60 + minute)


def read_length(text: str, label: str) -> Written:
    """Read ``15``, ``0:15`` or ``00:15``, all a quarter of an hour (R32)."""
    found = _LENGTH.fullmatch(text.strip())
    help_text = "Skriv minuter eller timmar och minuter, till exempel 15 eller 00:15."
    if not found:
        return Written(None, f"{label}: ”{_short(text)}” är inte en längd. {help_text}")
    hours, minutes = int(found[1] or found[3] or 0), int(found[2] or found[4] or found[5])
    if found[5] is None and minutes > 59:
        return Written(None, f"{label}: ”{_short(text)}” är inte en längd. {help_text}")
    length = hours * 60 + minutes
    if not 1 <= length <= DAY_MINUTES:
        return Written(None, f"{label} ska vara minst 1 minut och högst ett dygn.")
    return Written(length)


def read_release(text: str, label: str) -> Written:
    """Read a number of days; an empty box is None (R29-R31)."""
    written = text.strip()
    if not written:
        return Written(None)
    if not _NUMBER.fullmatch(written) or not release_fits(int(written)):
        said = f"{label}: skriv ett antal dagar mellan {MIN_RELEASE} och {MAX_RELEASE}"
        return Written(None, f"{said}, eller lämna rutan tom.")
    return Written(int(written))


def length_text(length_min: Minutes) -> str:
    """A length as the guide's list has it: ``00:15``."""
    return clock_text(length_min)


def meaning_of_release(text: str, horizon_days: int) -> str:
    """What a Bok.före box means as it stands; empty while it cannot be read (R29-R31).

    ``15: syns från kl. 00:00, 14 dagar före besöket``; an empty box: ``60 dagar framåt eller så
    långt schemat räcker``, as many days ahead as the journal system shows times.
    """
    written = read_release(text, "")
    if written.fault:
        return ""
    if written.value is None:
        return f"{horizon_days} dagar framåt eller så långt schemat räcker"
    return f"{written.value}: {release_text(written.value, horizon_days)}"


def _short(text: str) -> str:
    cut = text.strip()
    return cut if len(cut) <= _SHOWN else f"{cut[: _SHOWN - 1]}…"
