"""The times of a world: absolute ones, and those that are told from the world's own today.

``d-42`` is a day, ``v+1 to`` the Thursday of next week, ``a+1`` the next working day; a clock
after it makes a moment of it. ``nu`` is the world's now. Local time throughout.
"""

import re
from typing import Final, NamedTuple

from db.errors import Invalid
from db.rules.local_time import FIRST_YEAR, LAST_YEAR, day_of, day_text
from db.rules.schedule.red_days import template_column
from db.timeline import parse_day, parse_instant
from db.values import Day, Instant, Weekday

WEEKDAYS: Final = {
    "må": 0, "ma": 0, "ti": 1, "on": 2, "to": 3, "fr": 4, "lö": 5, "lo": 5, "sö": 6, "so": 6,
}  # fmt: skip
"""Days of the week; files that know no å and ö are read too."""

NOW: Final = "nu"
_FARTHEST: Final = 40_000
_FROM_TODAY = re.compile(r"([da])([+-][0-9]{1,5})?")
_WEEK = re.compile(rf"v([+-][0-9]{{1,4}})? ({'|'.join(WEEKDAYS)})")


class Today(NamedTuple):
    """The world's now, from which its relative times are told."""

    now: Instant

    @property
    def day(self) -> Day:
        """Its local day."""
        return day_of(self.now)

    def day_at(self, text: str) -> Day:
        """The local day that is written.

        Raises:
            Invalid: none, or outside 2000-2099.
        """
        words = " ".join(text.casefold().split())
        if parts := _FROM_TODAY.fullmatch(words):
            steps = int(parts[2] or 0)
            return _within(_working(self.day, steps) if parts[1] == "a" else self.day + steps)
        if parts := _WEEK.fullmatch(words):
            monday = self.day - (self.day - 1) % 7
            return _within(monday + 7 * int(parts[1] or 0) + WEEKDAYS[parts[2]])
        return parse_day(text)

    def moment_at(self, text: str) -> Instant:
        """The instant that is written: a day with a clock, or ``nu``.

        Raises:
            Invalid: none, outside 2000-2099, or a clock that is skipped that day.
        """
        if text.strip().casefold() == NOW:
            return self.now
        day, _, clock = text.strip().rpartition(" ")
        if not day:
            raise Invalid("time", f"”{text[:40]}” är inte en tid. Skriv till exempel d+1 09:00.")
        return parse_instant(f"{day_text(self.day_at(day))} {clock}")


def _within(day: Day) -> Day:
    if not _FIRST <= day <= _LAST:
        raise Invalid("day", f"Året ska vara {FIRST_YEAR}–{LAST_YEAR}.")
    return day


_FIRST, _LAST = parse_day(f"{FIRST_YEAR}-01-01"), parse_day(f"{LAST_YEAR}-12-31")


def _working(day: Day, steps: int) -> Day:
    """So many working days on or back; with none the day itself."""
    way = 1 if steps > 0 else -1
    left = abs(steps)
    while left and _FIRST < day < _LAST:
        day += way
        left -= template_column(day, eves_closed=True) <= Weekday.FRIDAY
    return day
