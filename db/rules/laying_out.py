"""Which times a template gives on the days of a period, before any resource is looked at.

A day follows its weekday's column, a red day Helgdag instead (R32, GUIDES.md A7). No time is
laid on a clock that is skipped in spring or passed twice in autumn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.rules.local_time import clock_text, day_text, instants_at, midnight, time_text
from db.rules.red_days import eve_name, holiday_name, template_column
from db.rules.start_times import row_starts
from db.values import Day, Instant, Minutes, TemplateRow, Weekday

_DAY_SECONDS = 86400


class Start(NamedTuple):
    """One time of the template on one day.

    Attributes:
        release: Bok.före, or None when the box is empty.
    """

    start: Instant
    length_min: Minutes
    day: Day
    time_type: int
    release: int | None

    @property
    def end(self) -> Instant:
        """The instant at which the time is over (exclusive)."""
        return self.start + self.length_min * 60


@dataclass(frozen=True, slots=True)
class Plan:
    """What a template gives in a period.

    Attributes:
        starts: by start; none overlaps another.
        said: Swedish lines: red days that follow another column, starts that the clock change
            takes away.
    """

    starts: tuple[Start, ...]
    said: tuple[str, ...]


def plan(rows: Sequence[TemplateRow], from_day: Day, to_day: Day, eves_closed: bool) -> Plan:
    """The times of a template's rows on the days ``from_day`` to ``to_day``, both included.

    Args:
        rows: the template's rows.
        from_day: the first local day.
        to_day: the last local day.
        eves_closed: whether the clinic counts eves as Helgdag.
    """
    week = _week(rows)
    starts: list[Start] = []
    said: list[str] = []
    for day in range(from_day, to_day + 1):
        column = template_column(day, eves_closed)
        usual = _weekday(day)
        if column != usual and (week[usual] or week[column]):
            said.append(_red_day_text(day, bool(week[column])))
        for minute, row in week[column]:
            instant = _one_instant(day, minute)
            if instant is None:
                said.append(_clock_change_text(day, minute))
            elif starts and instant < starts[-1].end:
                said.append(_run_over_text(day, minute, starts[-1]))
            else:
                starts.append(Start(instant, row.length_min, day, row.time_type, row.release))
    return Plan(tuple(starts), tuple(said))


def _weekday(day: Day) -> Weekday:
    """The column that a day would follow if it were not red."""
    return Weekday((day - 1) % 7)  # day 1 of the calendar is a Monday


def _week(rows: Sequence[TemplateRow]) -> dict[Weekday, list[tuple[Minutes, TemplateRow]]]:
    """The starts of every column, by clock."""
    week: dict[Weekday, list[tuple[Minutes, TemplateRow]]] = {column: [] for column in Weekday}
    for row in rows:
        week[row.weekday] += ((minute, row) for minute in row_starts(row))
    for column in week.values():
        column.sort(key=lambda start: start[0])
    return week


def _one_instant(day: Day, minute: Minutes) -> Instant | None:
    """The instant of a wall clock time, or None when it is skipped or passed twice."""
    begins = midnight(day)
    if midnight(day + 1) - begins == _DAY_SECONDS:
        return begins + minute * 60  # the clock is not moved: all but two days a year
    found = instants_at(day, minute)
    return found[0] if len(found) == 1 else None


def _red_day_text(day: Day, has_rows: bool) -> str:
    name = holiday_name(day) or eve_name(day)
    what = "mallens Helgdag gäller i stället" if has_rows else "mallens Helgdag är tom, inga tider"
    return f"{day_text(day)} är {name}: {what}."


def _clock_change_text(day: Day, minute: Minutes) -> str:
    if instants_at(day, minute):
        why = "klockan ställs tillbaka och passerar klockslaget två gånger"
    else:
        why = "klockan ställs fram och klockslaget finns inte"
    return f"{day_text(day)} {clock_text(minute)}: {why}, ingen tid."


def _run_over_text(day: Day, minute: Minutes, before: Start) -> str:
    return (
        f"{day_text(day)} {clock_text(minute)}: tiden {time_text(before.start)} slutar först"
        f" {time_text(before.end)} (klockan ställs fram), ingen tid."
    )
