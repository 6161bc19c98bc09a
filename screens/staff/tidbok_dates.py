"""Which day is meant: a date as people write it, or a week by its number."""

import re
from datetime import date
from typing import Final

from db.errors import Invalid
from db.rules.local_time import SHORT_MONTHS
from db.timeline import FIRST_YEAR, LAST_YEAR, parse_day
from db.values import Day

EXAMPLES: Final = "2024-09-12, 12/9, 12 sep, v 37 eller idag"
_WEEK: Final = re.compile(r"v(?:ecka)?\.?\s*([0-9]{1,2})(?:[\s,/]+([0-9]{4}))?")
_YEAR_WEEK: Final = re.compile(r"([0-9]{4})[-\s]*[vw]\.?\s*([0-9]{1,2})")
_DAY_MONTH: Final = re.compile(r"([0-9]{1,2})\s*[/.]\s*([0-9]{1,2})(?:[\s/.]+([0-9]{4}))?")
_DAY_NAME: Final = re.compile(r"([0-9]{1,2})\.?\s*([a-zåäö]{3,9})\.?(?:\s+([0-9]{4}))?")
_MOST_SAID: Final = 40


def read_date(text: str, today: Day, field: str = "date") -> Day:
    """The local day that is meant; without a year that of ``today``, of a week its Monday.

    Args:
        text: ``2024-09-12``, ``12/9``, ``12 sep 2025``, ``v 37``, ``v 37 2025``, ``idag``.
        today: the local day that is today.
        field: the name of the field, for the error.

    Raises:
        Invalid: no such date, no such week, or nothing that is meant as one.
    """
    said = " ".join(text.casefold().split())
    if said in ("idag", "i dag"):
        return today
    year = date.fromordinal(today).year
    if found := _WEEK.fullmatch(said):
        return _week(int(found[2] or date.fromordinal(today).isocalendar().year), int(found[1]),
                     field)  # fmt: skip
    if found := _YEAR_WEEK.fullmatch(said):
        return _week(int(found[1]), int(found[2]), field)
    if found := _DAY_MONTH.fullmatch(said):
        return _day(int(found[3] or year), int(found[2]), int(found[1]), text, field)
    if (found := _DAY_NAME.fullmatch(said)) and found[2][:3] in SHORT_MONTHS:
        month = SHORT_MONTHS.index(found[2][:3]) + 1
        return _day(int(found[3] or year), month, int(found[1]), text, field)
    try:
        return parse_day(said, field)
    except Invalid as error:
        if error.code == "day" and error.text.startswith("Året"):
            raise
        raise _not_there(text, field) from None


def _week(year: int, week: int, field: str) -> Day:
    _check_year(year, field)
    try:
        return date.fromisocalendar(year, week, 1).toordinal()
    except ValueError:
        last = date(year, 12, 28).isocalendar().week
        said = f"{year} har ingen vecka {week}; den sista är vecka {last}."
        raise Invalid("week", said, field=field) from None


def _day(year: int, month: int, day: int, text: str, field: str) -> Day:
    _check_year(year, field)
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        raise _not_there(text, field) from None


def _check_year(year: int, field: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid("day", f"Året ska vara {FIRST_YEAR}–{LAST_YEAR}.", field=field)


def _not_there(text: str, field: str) -> Invalid:
    said = " ".join(text.split())
    short = said if len(said) <= _MOST_SAID else f"{said[: _MOST_SAID - 1]}…"
    return Invalid("day", f"Datumet ”{short}” finns inte. Skriv {EXAMPLES}.", field=field)
