"""A local day's wall clock against the real minutes of the day, which differ on two days a year.

Times follow each other in real time: a time of an hour from 01:00 ends at 03:00 on the day summer
time begins, and the next one begins then. Pure: no database, no clock.
"""

from typing import NamedTuple

from db.rules.local_time import (
    DAY_MINUTES,
    clock_text,
    day_of,
    instants_at,
    midnight,
    minute_of_day,
    time_text,
)
from db.values import Day, Instant, Minutes


class DayClock(NamedTuple):
    """The clock of a day.

    Attributes:
        day: the local day; None for any day of 24 hours.
    """

    day: Day | None = None

    @property
    def length(self) -> Minutes:
        """The real minutes of the day: 1440, or 1380 in spring and 1500 in autumn."""
        if self.day is None:
            return DAY_MINUTES
        return (midnight(self.day + 1) - midnight(self.day)) // 60

    def elapsed(self, minute: Minutes) -> Minutes:
        """The real minutes since midnight at a wall clock.

        A clock that comes twice is the first one; one that is skipped is where it would have been.
        Before the day and after it the clock goes as ever.
        """
        if minute >= DAY_MINUTES:
            return self.length + minute - DAY_MINUTES
        if self.day is None or minute < 0 or self.length == DAY_MINUTES:
            return minute
        found = instants_at(self.day, minute)
        return (found[0] - midnight(self.day)) // 60 if found else minute

    def wall(self, elapsed: Minutes) -> Minutes:
        """The wall clock so many real minutes after midnight; 1440 and more on the day after."""
        if elapsed >= self.length:
            return DAY_MINUTES + elapsed - self.length
        if self.day is None or elapsed < 0 or self.length == DAY_MINUTES:
            return elapsed
        return minute_of_day(midnight(self.day) + elapsed * 60)

    def after(self, minute: Minutes, length_min: Minutes) -> Minutes:
        """The wall clock when so much time has passed since another; 1440 and more the day after.

        09:15 and 15 minutes give 09:30 (GUIDES.md A4).
        """
        return self.wall(self.elapsed(minute) + length_min)

    def why_not(self, minute: Minutes) -> str:
        """Why no time begins at a wall clock of the day, in Swedish; empty where one may."""
        if self.day is None or not 0 <= minute < DAY_MINUTES:
            return ""
        found = instants_at(self.day, minute)
        if len(found) == 1:
            return ""
        if found:
            return f"Klockan {clock_text(minute)} passeras två gånger (sommartiden slutar)"
        return f"Klockan {clock_text(minute)} finns inte den dagen (sommartiden börjar)"


def past_midnight(start: Instant, length_min: Minutes) -> str:
    """When a time that passes midnight would end, in Swedish; empty when it ends on its day.

    A day of the tidbok holds its times whole, so none is made that runs into the next one
    (GUIDES.md A7); one may end at 24:00.
    """
    end = start + length_min * 60
    over = end - midnight(day_of(start) + 1)
    return "" if over <= 0 else f"{time_text(start)}–{time_text(end)} dagen efter"


USUAL = DayClock()
"""A day of 24 hours."""
