"""Reading times that people write, and moving along the calendar. Europe/Stockholm throughout.

pendulum moves along the calendar; it is imported when first needed, since nothing before the first
frame does that.
"""

import re
from datetime import date
from typing import TYPE_CHECKING

from db.errors import Invalid
from db.rules.local_time import FIRST_YEAR, LAST_YEAR, ZONE, instants_at
from db.rules.meant_day import Toward, meant_day
from db.values import Day, Instant

if TYPE_CHECKING:
    import pendulum

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_STEP = re.compile(r"\s*([0-9]{1,5})\s*(min|m|h|tim|d|dagar|dag|v|veckor|vecka)\s*")
_UNITS = {"min": "minutes", "m": "minutes", "h": "hours", "tim": "hours", "d": "days"}
_UNITS |= {"dag": "days", "dagar": "days", "v": "weeks", "vecka": "weeks", "veckor": "weeks"}


def parse_day(text: str, field: str = "day") -> Day:
    """Read ``YYYY-MM-DD``.

    Raises:
        Invalid: not such a day, or outside 2000-2099.
    """
    cleaned = text.strip()
    try:
        if not _DAY.fullmatch(cleaned):
            raise ValueError
        day = date.fromisoformat(cleaned)
    except ValueError:
        said = f"”{cleaned[:40]}” är inte ett datum. Skriv till exempel 2024-09-12."
        raise Invalid("day", said, field=field) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        said = f"Året ska vara {FIRST_YEAR}–{LAST_YEAR}."
        raise Invalid("day", said, field=field)
    return day.toordinal()


def parse_instant(text: str, field: str = "at") -> Instant:
    """Read ``YYYY-MM-DD HH:MM[:SS]`` local time; of an hour passed twice, the first.

    24:00 is the end of the day, midnight of the day after (R32).

    Raises:
        Invalid: not such a time, or one that the clock skips in spring.
    """
    cleaned = text.strip()
    parts = _INSTANT.fullmatch(cleaned)
    said = f"”{cleaned[:40]}” är inte en tid. Skriv till exempel 2024-09-12 10:52."
    if not parts:
        raise Invalid("time", said, field=field)
    hour, minute, second = int(parts[2]), int(parts[3]), int(parts[4] or 0)
    ends_the_day = (hour, minute, second) == (24, 0, 0)
    if (hour > 23 and not ends_the_day) or minute > 59 or second > 59:
        raise Invalid("time", said, field=field)
    found = instants_at(parse_day(parts[1], field), hour * 60 + minute)
    if not found:
        said = f"Klockan {hour:02}:{minute:02} finns inte den dagen (sommartiden börjar)."
        raise Invalid("no-such-time", said, field=field)
    return found[0] + second


def read_date(
    text: str, today: Day, field: str = "date", *, toward: Toward, ends: bool = False
) -> Day:
    """The local day that is meant.

    Args:
        field: the name of the field, for the error.
        toward: where a day without a year lies.
        ends: whether a period ends with it: a week is then its Sunday.

    Raises:
        Invalid: no such date, no such week, or nothing that is meant as one.
    """
    meant = meant_day(text, today, toward, ends=ends)
    if meant.day is None:
        raise Invalid(meant.code, meant.fault, field=field)
    return meant.day


def read_period(
    texts: tuple[str, str], today: Day, fields: tuple[str, str], *, toward: Toward
) -> tuple[Day | None, Day | None]:
    """The first and the last local day of a period; an empty text is an open end.

    Where the ends fall in different years and in the wrong order (in November ``1/11`` is next
    year's and ``30/11`` this year's), the end that lies too near is sought from the other one. In
    the wrong order within a year they are left so: that is a slip, and the caller says so.

    Args:
        fields: the names of the fields, for the error.

    Raises:
        Invalid: one of them is no day.
    """
    first_text, last_text = (text.strip() for text in texts)

    def first_from(base: Day) -> Day:
        return read_date(first_text, base, fields[0], toward=toward)

    def last_from(base: Day) -> Day:
        return read_date(last_text, base, fields[1], toward=toward, ends=True)

    first = first_from(today) if first_text else None
    last = last_from(today) if last_text else None
    if first is not None and last is not None and first > last and _year(first) != _year(last):
        if toward is Toward.BACK:
            first = first_from(last)
        else:
            last = last_from(first)
    return first, last


def _year(day: Day) -> int:
    return date.fromordinal(day).year


def moved(instant: Instant, text: str, field: str = "forward") -> Instant:
    """The instant moved on by ``30m``, ``2h``, ``1d`` or ``1v``; days keep the wall clock.

    Raises:
        Invalid: not such a step.
    """
    parts = _STEP.fullmatch(text)
    if not parts:
        said = "Skriv hur långt, till exempel 30m, 2h, 1d eller 1v."
        raise Invalid("step", said, field=field)
    when = _pendulum(instant)
    return int(when.add(**{_UNITS[parts[2]]: int(parts[1])}).timestamp())


def stepped(instant: Instant, *, hours: int = 0, days: int = 0) -> Instant:
    """The instant some hours or days later, or earlier; days keep the wall clock."""
    return int(_pendulum(instant).add(hours=hours, days=days).timestamp())


def _pendulum(instant: Instant) -> "pendulum.DateTime":
    import pendulum

    return pendulum.from_timestamp(instant, tz=ZONE.key)
