"""A month as a wall calendar has it: weeks from Monday with their ISO numbers, days as ordinals."""

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("må", "ti", "on", "to", "fr", "lö", "sö")
FIRST_DAY: Final = date(2000, 1, 1).toordinal()
LAST_DAY: Final = date(2099, 12, 31).toordinal()


class Week(NamedTuple):
    """One line of a month: its ISO week number, and its days; None for those of other months."""

    number: int
    days: tuple[int | None, ...]


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int

    @property
    def title(self) -> str:
        """As ``september 2024``."""
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def first(self) -> int:
        """Its first day."""
        return date(self.year, self.month, 1).toordinal()

    @property
    def last(self) -> int:
        """Its last day."""
        return self.first + monthrange(self.year, self.month)[1] - 1

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Its four to six lines."""
        first, last = self.first, self.last
        mondays = range(monday(first), last + 1, 7)
        return tuple(
            Week(
                week_number(start),
                tuple(day if first <= day <= last else None for day in range(start, start + 7)),
            )
            for start in mondays
        )


def month_of(day: int) -> Month:
    """The month of a local day."""
    when = date.fromordinal(day)
    return Month(when.year, when.month)


def monday(day: int) -> int:
    """The Monday of a day's week."""
    return day - (day - 1) % 7


def week_number(day: int) -> int:
    """The ISO number of a day's week: 1-53."""
    return date.fromordinal(day).isocalendar().week


def moved_months(day: int, months: int) -> int:
    """The same day of another month; its last day when it has no such day."""
    when = date.fromordinal(day)
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    year = max(1, min(year, 9999))
    return date(year, month + 1, min(when.day, monthrange(year, month + 1)[1])).toordinal()
