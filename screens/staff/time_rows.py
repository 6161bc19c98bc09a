"""Free times in a sheet of a dialog: day, clock, length, resource and type."""

from collections.abc import Mapping, Sequence
from datetime import date

from db.free_times import FreeTime
from db.rules.local_time import SHORT_WEEKDAYS, day_text, time_text
from db.values import clean
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Cell, Column, Row, RowKey

WITHOUT = ("menu", "sort", "mark", "mark_all", "extend", "extend_page", "space", "columns")
"""What the sheet of a dialog does without."""


class TimeSheet(Sheet):
    """A list in a dialog. Letters are the dialog's."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No letter moves or folds here."""
        return False if action == "letter" else super().check_action(action, parameters)


class ListedTimes:
    """Free times, for the sheet; the key is the slot's id.

    Args:
        found: the times.
        more: what a row says besides its time, by the time's id.
    """

    def __init__(
        self, found: Sequence[FreeTime] = (), more: Mapping[int, tuple[Cell, ...]] | None = None
    ) -> None:
        self.found = tuple(found)
        self._more = more or {}

    def count(self) -> int:
        """How many there are."""
        return len(self.found)

    def window(self, first: int, n: int) -> Sequence[Row]:
        """Those from a place on."""
        return [Row(one.slot, self._cells(one)) for one in self.found[max(0, first) : first + n]]

    def _cells(self, one: FreeTime) -> tuple[Cell, ...]:
        day, clock = day_and_clock(one)
        cells = (Cell(day), Cell(clock), Cell(clean(one.resource_name)), Cell(clean(one.type_name)))
        return (*cells, *self._more.get(one.slot, ()))

    def position(self, key: RowKey) -> int | None:
        """The place of one."""
        return next((at for at, one in enumerate(self.found) if one.slot == key), None)

    def get(self, key: RowKey | None) -> FreeTime | None:
        """The one with this key."""
        return next((one for one in self.found if one.slot == key), None)

    def find(self, text: str, after: RowKey | None, *, back: bool = False) -> RowKey | None:
        """The next one of which something holds the text."""
        wanted, at = text.casefold(), None if after is None else self.position(after)
        found = self.found
        if at is not None:
            found = found[:at] if back else found[at + 1 :]
        for one in reversed(found) if back else found:
            if wanted in "\n".join(cell.text for cell in self._cells(one)).casefold():
                return one.slot
        return None


def day_and_clock(one: FreeTime) -> tuple[str, str]:
    """``mån 2024-09-16`` and ``08:00–08:30``."""
    weekday = SHORT_WEEKDAYS[date.fromordinal(one.day).weekday()]
    end = time_text(one.start + one.length_min * 60)
    return f"{weekday} {day_text(one.day)}", f"{time_text(one.start)}–{end}"


def time_said(one: FreeTime) -> str:
    """A time in one line."""
    return clean(f"{' '.join(day_and_clock(one))} · {one.type_name} · {one.resource_name}")


def time_columns(resource: int, time_type: int) -> tuple[Column, ...]:
    """Those of a time; Resurs and Tidstyp as wide as is said."""
    return (
        Column("day", "Dag", width=14, fixed=True),
        Column("clock", "Tid", width=11, fixed=True),
        Column("resource", "Resurs", width=resource),
        Column("time_type", "Tidstyp", width=time_type),
    )
