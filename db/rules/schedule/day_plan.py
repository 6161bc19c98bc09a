"""One day's schedule as rows: PMO's "Ändra mall tillfälligt" (R77) and "Mottagningstid 4X15".

Clocks are minutes of the day, lengths are minutes. Pure: no database, no clock.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from db.rules.local_time import DAY_MINUTES, clock_text
from db.rules.schedule.day_clock import USUAL, DayClock
from db.rules.schedule.start_times import running
from db.values import Fact, Minutes, Verdict

MOST_TIMES = 288
"""The most times of one row: a whole day of five minutes."""

_SOURCE = "[002] R77; vårt val"


class DayRow(NamedTuple):
    """A row of the dialog: so many times of one type, one after the other.

    Attributes:
        time_type: Typ, the type's id.
        start_min: Starttid.
        length_min: Tidsåtgång/tid.
        times: Antal tider.
    """

    time_type: int
    start_min: Minutes
    length_min: Minutes
    times: int

    def end_min(self, clock: DayClock = USUAL) -> Minutes:
        """Sluttid: 09:15 and one time of 15 minutes gives 09:30 (R77, GUIDES.md A4).

        The wall clock when the last time is over; 1440 and more on the day after.
        """
        return clock.after(self.start_min, self.length_min * self.times)

    def starts(self, clock: DayClock = USUAL) -> Iterator[Minutes]:
        """The wall clock at which each of its times begins, in real time one after the other."""
        for n in range(self.times):
            yield clock.after(self.start_min, self.length_min * n)


class DayTime(NamedTuple):
    """One time of a day."""

    time_type: int
    start_min: Minutes
    length_min: Minutes


def rows_of(times: Iterable[DayTime], clock: DayClock = USUAL) -> tuple[DayRow, ...]:
    """A day's times gathered in rows: those of one type and length that meet are one row.

    Args:
        times: by start.
        clock: the day's.
    """
    rows: list[DayRow] = []
    for one in times:
        last = rows[-1] if rows else None
        same = last is not None and last[0] == one.time_type and last[2] == one.length_min
        if last is not None and same and last.end_min(clock) == one.start_min:
            rows[-1] = last._replace(times=last.times + 1)
        else:
            rows.append(DayRow(one.time_type, one.start_min, one.length_min, 1))
    return tuple(rows)


def times_of(rows: Iterable[DayRow], clock: DayClock = USUAL) -> Iterator[DayTime]:
    """The times that rows give, row by row."""
    for row in rows:
        yield from (DayTime(row.time_type, start, row.length_min) for start in row.starts(clock))


def summary_text(rows: Iterable[DayRow], names: Mapping[int, str]) -> str:
    """The day in one line as PMO writes it: ``Mottagningstid 4X15 · Hembesök 1X45`` (R77).

    Rows of one type and length are counted together, in the order in which they first come.
    """
    counts: dict[tuple[int, Minutes], int] = {}
    for row in rows:
        key = row.time_type, row.length_min
        counts[key] = counts.get(key, 0) + row.times
    return " · ".join(
        f"{names.get(time_type, '')} {count}X{length}".strip()
        for (time_type, length), count in counts.items()
    )


def check_day(
    rows: Sequence[DayRow], names: Mapping[int, str], clock: DayClock = USUAL
) -> tuple[Verdict, ...]:
    """Everything that stops a day from being saved; empty when it may be.

    Each verdict is a refusal whose first fact is ``("row", index)``.

    Args:
        rows: the day's rows, in any order.
        names: the names of the clinic's types by id; a cleared one's is empty (R24).
        clock: the day's.
    """
    found = [verdict for at, row in enumerate(rows) for verdict in _faults(at, row, names, clock)]
    return (*found, *_overlaps(rows, clock))


def _faults(at: int, row: DayRow, names: Mapping[int, str], clock: DayClock) -> Iterator[Verdict]:
    if not names.get(row.time_type, "").strip():
        yield _no(at, "row-type", "Välj en tidstyp som finns på enheten.", "time_type")
    if row.length_min < 1:
        yield _no(at, "row-length", "Tidsåtgång/tid ska vara minst 1 minut.", "length_min")
    if not 1 <= row.times <= MOST_TIMES:
        yield _no(at, "row-count", f"Antal tider ska vara 1–{MOST_TIMES}.", "times")
    if not 0 <= row.start_min < DAY_MINUTES:
        yield _no(at, "row-start", "Starttid ska ligga mellan 00:00 och 23:59.", "start_min")
    elif why := clock.why_not(row.start_min):
        yield _no(at, "row-start", f"{why}. Ingen tid läggs där.", "start_min")
    elif _sound(row) and row.end_min(clock) > DAY_MINUTES:
        text = (
            f"Raden slutar {_past(row.end_min(clock))}, efter midnatt. Dagens tider slutar senast"
            " 24:00."
        )
        yield _no(at, "row-end", text, "times")


def _past(minute: Minutes) -> str:
    """A clock that may lie in the days after."""
    days, of_day = divmod(minute, DAY_MINUTES)
    return f"{clock_text(of_day)} {'dagen efter' if days == 1 else f'{days} dagar senare'}"


def _sound(row: DayRow) -> bool:
    return row.length_min >= 1 and row.times >= 1 and row.start_min >= 0


def _overlaps(rows: Sequence[DayRow], clock: DayClock) -> Iterator[Verdict]:
    ranges = {}
    for at, row in enumerate(rows):
        if _sound(row):
            begins = clock.elapsed(row.start_min)
            ranges[at] = begins, begins + row.length_min * row.times
    for at, longest in running(ranges):
        other = rows[longest]
        text = (
            f"Raden börjar {clock_text(rows[at].start_min % DAY_MINUTES)}, mitt i raden"
            f" {clock_text(other.start_min % DAY_MINUTES)}–{_clock(other.end_min(clock))}."
        )
        yield _no(at, "row-overlap", text, "start_min")


def _clock(minute: Minutes) -> str:
    return clock_text(minute) if minute <= DAY_MINUTES else _past(minute)


def _no(at: int, rule: str, text: str, field: str) -> Verdict:
    facts: tuple[tuple[str, Fact], ...] = (("row", at), ("field", field))
    return Verdict(rule, False, text, _SOURCE, facts=facts)
