"""Which times a template gives on the days of a period, before any resource is looked at.

A day follows its weekday's column, a red day Helgdag instead (R32, GUIDES.md A7). No time is
laid on a clock that is skipped in spring or passed twice in autumn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.rules.local_time import clock_text, day_text, instants_at, midnight, time_text
from db.rules.policy import Policy
from db.rules.schedule.day_clock import past_midnight
from db.rules.schedule.red_days import (
    eve_name,
    holiday_name,
    template_column,
    weekday_column,
)
from db.rules.schedule.start_times import DAY_NAMES, remainder_min, row_starts
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


class Note(NamedTuple):
    """Something that is worth saying of one day.

    Attributes:
        red: whether it is about a red day that follows another column; else about a start that
            the clock change takes away.
        text: a Swedish line.
    """

    day: Day
    red: bool
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a template gives in a period.

    Attributes:
        starts: by start; none overlaps another.
        notes: red days and lost starts, by day.
    """

    starts: tuple[Start, ...]
    notes: tuple[Note, ...]


def plan(rows: Sequence[TemplateRow], from_day: Day, to_day: Day, eves_closed: bool) -> Plan:
    """The times of a template's rows on the days ``from_day`` to ``to_day``, both included.

    ``eves_closed``: the clinic counts eves as Helgdag.
    """
    week = _week(rows)
    starts: list[Start] = []
    notes: list[Note] = []
    for day in range(from_day, to_day + 1):
        column = template_column(day, eves_closed)
        usual = weekday_column(day)
        if column != usual and (week[usual] or week[column]):
            notes.append(Note(day, red=True, text=_red_day_text(day, bool(week[column]))))
        for minute, row in week[column]:
            instant = _one_instant(day, minute)
            if instant is None:
                notes.append(Note(day, red=False, text=_clock_change_text(day, minute)))
            elif starts and instant < starts[-1].end:
                text = _run_over_text(day, minute, starts[-1])
                notes.append(Note(day, red=False, text=text))
            elif span := past_midnight(instant, row.length_min):
                text = f"{day_text(day)} {span}: klockan ställs fram, ingen tid."
                notes.append(Note(day, red=False, text=text))
            else:
                starts.append(Start(instant, row.length_min, day, row.time_type, row.release))
    return Plan(tuple(starts), tuple(notes))


def remainders(rows: Sequence[TemplateRow]) -> tuple[str, ...]:
    """What is left over at the end of a template's ranges, one Swedish line a range.

    It gives no time (GUIDES.md A7). The days that share a range stand on one line.
    """
    found: dict[tuple[Minutes, Minutes, Minutes], list[Weekday]] = {}
    for row in rows:
        if remainder_min(row.start_min, row.end_min, row.length_min):
            key = row.start_min, row.end_min, row.length_min
            found.setdefault(key, []).append(row.weekday)
    lines = []
    for (start, end, length), days in sorted(found.items()):
        left = remainder_min(start, end, length)
        minutes = "den sista minuten" if left == 1 else f"de sista {left} minuterna"
        on = ", ".join(DAY_NAMES[day].lower() for day in sorted(set(days)))
        span = f"{clock_text(start)}–{clock_text(end)}"
        lines.append(f"{span} i {length} min ({on}): {minutes} ger ingen tid.")
    return tuple(lines)


def horizon_text(policy: Policy, today: Day, to_day: Day) -> str:
    """The warning that a schedule ends before 1177 stops showing; empty when it does not.

    Eight weeks laid out from today are enough where eight weeks are shown (R66). ``to_day`` is the
    last local day of the schedule.
    """
    ahead = to_day - today + 1
    shown = policy.horizon_days
    if ahead >= shown:
        return ""
    weeks, over = divmod(shown, 7)
    span = f"{shown} dagar" if over else f"{weeks} veckor ({shown} dagar)"
    reaches = "inte fram till i dag" if ahead <= 0 else f"{ahead} dagar framåt"
    return (
        f"Schemat räcker {reaches}, men 1177 visar {span} i {policy.label}."
        f" Lägg ut till minst {day_text(today + shown - 1)}."
    )


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
