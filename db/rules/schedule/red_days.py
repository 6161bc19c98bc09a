"""Red days: which column of a schedule template a local day follows (R32, GUIDES.md B8).

Helgdag is our choice where the guides are silent (GUIDES.md A7): the public holidays of
Swedish law other than ordinary Sundays; påskdagen and pingstdagen are named ones and count.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from db.values import Day, Weekday

EVES: Final[Mapping[str, str]] = {
    "påskdagen": "påskafton",
    "pingstdagen": "pingstafton",
    "midsommardagen": "midsommarafton",
    "juldagen": "julafton",
    "nyårsdagen": "nyårsafton",
}

_NAMES_OF_PEOPLE = ("Kristi ", "Marie ")


def holiday_name(day: Day) -> str | None:
    """The Swedish name of a public holiday, or None on any other day (GUIDES.md B8).

    Ordinary Sundays and eves have none. Two holidays on one day are joined with "och". The names
    are written as inside a sentence: ``nyårsdagen``, ``Kristi himmelsfärdsdag``. Days that the
    calendar or the holidays package does not know have none.
    """
    return " och ".join(_names(day)) or None


def eve_name(day: Day) -> str | None:
    """The Swedish name of an eve that is mostly a day off though not a red day, or None.

    Påskafton, pingstafton, midsommarafton, julafton and nyårsafton (GUIDES.md B8).
    """
    return next((EVES[name] for name in _names(day + 1) if name in EVES), None)


def template_column(day: Day, eves_closed: bool) -> Weekday:
    """The column of a template's week that a local day follows (R32, GUIDES.md A7).

    A red day follows Helgdag *instead of* its weekday. Eves are ordinary days (A6.11) unless the
    clinic counts them as Helgdag.
    """
    if holiday_name(day) or (eves_closed and eve_name(day)):
        return Weekday.HOLIDAY
    return weekday_column(day)


def weekday_column(day: Day) -> Weekday:
    """The column that a local day would follow if it were not red."""
    return Weekday((day - 1) % 7)  # day 1 of the calendar is a Monday


def _names(day: Day) -> tuple[str, ...]:
    if not date.min.toordinal() <= day <= date.max.toordinal():
        return ()
    return _year(date.fromordinal(day).year).get(day, ())


@lru_cache(maxsize=64)
def _year(year: int) -> Mapping[Day, tuple[str, ...]]:
    """The holidays of one year. The package is slow to import, so not before it is needed."""
    import holidays

    found = holidays.country_holidays("SE", years=year, language="sv", include_sundays=False)
    return {day.toordinal(): tuple(map(_inside, found.get_list(day))) for day in found}


def _inside(name: str) -> str:
    """A holiday's name as it is written inside a sentence."""
    return name if name.startswith(_NAMES_OF_PEOPLE) else name[:1].lower() + name[1:]
