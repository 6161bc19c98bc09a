"""Free times in a sheet of a dialog: day, clock, length, resource and type."""

from collections.abc import Mapping, Sequence
from datetime import date

from db.rules.local_time import SHORT_WEEKDAYS, day_of, day_text, time_text
from db.schedule.free_times import FreeTime
from db.values import Booking, clean
from screens.staff.shared.dialog_sheet import DialogSheet
from widgets.sheet.listed import Listed
from widgets.sheet.values import Cell, Column, Row, RowKey


class TimeSheet(DialogSheet):
    """Free times in a dialog."""


class ListedTimes(Listed[FreeTime]):
    """Free times, for the sheet; the key is the slot's id."""

    def __init__(
        self, found: Sequence[FreeTime] = (), more: Mapping[int, tuple[Cell, ...]] | None = None
    ) -> None:
        super().__init__(found)
        self._more = more or {}

    def key(self, one: FreeTime) -> RowKey:
        """The slot's id."""
        return one.slot

    def row(self, one: FreeTime) -> Row:
        """When, where and of what type, and what more there is to say."""
        day, clock = day_and_clock(one)
        cells = (Cell(day), Cell(clock), Cell(clean(one.resource_name)), Cell(clean(one.type_name)))
        return Row(one.slot, (*cells, *self._more.get(one.slot, ())))


def day_and_clock(one: FreeTime | Booking) -> tuple[str, str]:
    """``mån 2024-09-16`` and ``08:00–08:30``."""
    day, end = day_of(one.start), time_text(one.start + one.length_min * 60)
    weekday = SHORT_WEEKDAYS[date.fromordinal(day).weekday()]
    return f"{weekday} {day_text(day)}", f"{time_text(one.start)}–{end}"


def time_said(one: FreeTime | Booking) -> str:
    """A time or a booking in one line."""
    return clean(f"{' '.join(day_and_clock(one))} · {one.type_name} · {one.resource_name}")


def time_columns(resource: int, time_type: int) -> tuple[Column, ...]:
    """Those of a time; Resurs and Tidstyp as wide as is said."""
    return (
        Column("day", "Dag", width=14, fixed=True),
        Column("clock", "Tid", width=11, fixed=True),
        Column("resource", "Resurs", width=resource),
        Column("time_type", "Tidstyp", width=time_type),
    )
