"""What of the tidbok is looked at: which days, whose, and which times; values only."""

from datetime import date
from typing import Literal, NamedTuple

from db.rules.schedule.tidbok import TimeState
from db.tidbok.calendar import week_of
from db.values import Day

Mode = Literal["week", "day"]

MOST_RESOURCES = 20
"""More resources at a time cannot be told apart on any screen."""


class Filter(NamedTuple):
    """Which times stand out; the others are left out. Empty shows all.

    Attributes:
        types: time type ids.
        states: states.
    """

    types: frozenset[int] = frozenset()
    states: frozenset[TimeState] = frozenset()

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return bool(self.types or self.states)


class View(NamedTuple):
    """What is looked at.

    Attributes:
        day: the local day that the view is about.
        resources: resource ids, in the order they stand beside each other.
        mode: the whole ISO week of the day, or that day only.
        compact: whether only lines where something begins are drawn.
        filter: which times.
    """

    day: Day
    resources: tuple[int, ...] = ()
    mode: Mode = "week"
    compact: bool = False
    filter: Filter = Filter()

    @property
    def days(self) -> tuple[Day, Day]:
        """The first and the last day that show."""
        return week_of(self.day) if self.mode == "week" else (self.day, self.day)

    @property
    def week(self) -> int:
        """The ISO week of the day."""
        return date.fromordinal(self.day).isocalendar().week

    def turned(self, pages: int) -> "View":
        """So many weeks on or back, or so many days in a day's view; stays in the calendar."""
        step = pages * (7 if self.mode == "week" else 1)
        return self._replace(day=max(1, self.day + step))

    def weeks_on(self, weeks: int) -> "View":
        """So many weeks on or back, whatever the mode."""
        return self._replace(day=max(1, self.day + 7 * weeks))

    def about(self, day: Day) -> "View":
        """The same view of another day."""
        return self._replace(day=day)

    def in_mode(self, mode: Mode, day: Day) -> "View":
        """The week or the day of ``day``."""
        return self._replace(mode=mode, day=day)
