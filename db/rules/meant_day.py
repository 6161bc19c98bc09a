"""Which day is meant: a date as people write it, or a week by its number (GUIDES.md A7).

A day without a year, and a week, is that of the year which makes sense where it is written: forward
from today where something is planned, back where something is looked up, the nearest where one only
goes somewhere. Where a period ends, a week is its Sunday.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import Final, NamedTuple

from db.rules.local_time import FIRST_YEAR, LAST_YEAR, SHORT_MONTHS
from db.values import Day

EXAMPLES: Final = "2024-09-12, 12/9, 12 sep, v 37 eller idag"

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WEEK: Final = re.compile(r"v(?:ecka)?\.?\s*([0-9]{1,2})(?:[\s,/]+([0-9]{4}))?")
_YEAR_WEEK: Final = re.compile(r"([0-9]{4})[-\s]*[vw]\.?\s*([0-9]{1,2})")
_DAY_MONTH: Final = re.compile(r"([0-9]{1,2})\s*[/.]\s*([0-9]{1,2})(?:[\s/.]+([0-9]{4}))?")
_DAY_NAME: Final = re.compile(r"([0-9]{1,2})\.?\s*([a-zåäö]{3,9})\.?(?:\s+([0-9]{4}))?")
_MOST_SAID: Final = 40


class Toward(Enum):
    """Where a day without a year lies, seen from today."""

    FORWARD = "forward"
    """Today or later: where something is planned."""
    BACK = "back"
    """Today or earlier: where something is looked up."""
    NEAREST = "nearest"
    """As near as possible, later where both are as near."""


class Meant(NamedTuple):
    """What was meant.

    Attributes:
        day: the local day; None where none was.
        code: what is wrong: "day" or "week"; empty when nothing is.
        fault: that in Swedish, a sentence.
    """

    day: Day | None
    code: str = ""
    fault: str = ""


class _Span(NamedTuple):
    """A day, or the days of a week."""

    first: Day
    last: Day


def meant_day(text: str, today: Day, toward: Toward, *, ends: bool = False) -> Meant:
    """The local day that is meant.

    Args:
        text: ``2024-09-12``, ``12/9``, ``12 sep 2025``, ``v 37``, ``v 37 2025``, ``idag``.
        toward: where it lies when no year is written.
        ends: whether a period ends with it: a week is then its Sunday, else its Monday.
    """
    said = " ".join(text.casefold().split())
    if said in ("idag", "i dag"):
        return Meant(today)
    if found := _WEEK.fullmatch(said):
        own = int(found[2]) if found[2] else None
        return _week(own, int(found[1]), today, toward, ends=ends)
    if found := _YEAR_WEEK.fullmatch(said):
        return _week(int(found[1]), int(found[2]), today, toward, ends=ends)
    year, month, day = _parts(said)
    if year is not None:
        return _day(year, month, day, text)
    found_days = _spans(date.fromordinal(today).year, lambda one: date(one, month, day), 1)
    chosen = _chosen(found_days, today, toward)
    return _not_there(text) if chosen is None else _bounded(chosen.first)


def _parts(said: str) -> tuple[int | None, int, int]:
    """Year, month and day of a date; the year is None where none is written, the rest 0 of none."""
    if found := _ISO.fullmatch(said):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_MONTH.fullmatch(said):
        month = int(found[2])
    elif (found := _DAY_NAME.fullmatch(said)) and found[2][:3] in SHORT_MONTHS:
        month = SHORT_MONTHS.index(found[2][:3]) + 1
    else:
        return None, 0, 0
    return int(found[3]) if found[3] else None, month, int(found[1])


def _week(year: int | None, week: int, today: Day, toward: Toward, *, ends: bool) -> Meant:
    own = year or date.fromordinal(today).isocalendar().year
    if not FIRST_YEAR <= own <= LAST_YEAR:
        return _bounded(None)
    found = _spans(own, lambda one: date.fromisocalendar(one, week, 1), 7)
    if year is not None:
        found = [one for one in found if _iso_year(one) == year]
    chosen = found[0] if year is not None and found else _chosen(found, today, toward)
    if chosen is None:
        last = date(own, 12, 28).isocalendar().week
        return Meant(None, "week", f"{own} har ingen vecka {week}; den sista är vecka {last}.")
    return _bounded(chosen.last if ends else chosen.first)


def _iso_year(span: _Span) -> int:
    return date.fromordinal(span.first).isocalendar().year


def _spans(year: int, make: Callable[[int], date], length: int) -> list[_Span]:
    """What is written, in the year and in those beside it; those that do not exist are absent."""
    found = []
    for one in (year - 1, year, year + 1):
        try:
            first = make(one).toordinal()
        except ValueError:
            continue
        found.append(_Span(first, first + length - 1))
    return found


def _chosen(spans: Sequence[_Span], today: Day, toward: Toward) -> _Span | None:
    """The one that lies where it should; a week that is going on lies on both sides."""
    if toward is Toward.FORWARD:
        return next((one for one in spans if one.last >= today), None)
    if toward is Toward.BACK:
        return max((one for one in spans if one.first <= today), default=None)
    return min(spans, key=lambda one: (_distance(one, today), -one.first), default=None)


def _distance(span: _Span, today: Day) -> int:
    return max(span.first - today, today - span.last, 0)


def _day(year: int, month: int, day: int, text: str) -> Meant:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _bounded(None)
    try:
        return Meant(date(year, month, day).toordinal())
    except ValueError:
        return _not_there(text)


def _bounded(day: Day | None) -> Meant:
    if day is None or not FIRST_YEAR <= date.fromordinal(day).year <= LAST_YEAR:
        return Meant(None, "day", f"Året ska vara {FIRST_YEAR}–{LAST_YEAR}.")
    return Meant(day)


def _not_there(text: str) -> Meant:
    said = " ".join(text.split())
    short = said if len(said) <= _MOST_SAID else f"{said[: _MOST_SAID - 1]}…"
    return Meant(None, "day", f"Datumet ”{short}” finns inte. Skriv {EXAMPLES}.")
