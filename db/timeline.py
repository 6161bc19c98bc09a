"""Reading times that people write, and moving along the calendar. Europe/Stockholm throughout.

pendulum moves along the calendar; it is imported when first needed, since nothing before the first
frame does that.
"""

import re
from datetime import date
from typing import TYPE_CHECKING

from db.errors import Invalid
from db.rules.local_time import FIRST_YEAR, LAST_YEAR, ZONE, instants_at
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
