"""The lines of the page Statistik."""

from typing import Final

from db.log.statistics import Statistics
from db.rules.log.statistics import BY_LABELS, By, Tally
from screens.staff.log.search_text import number
from widgets.figures.bar_layout import BarRow
from widgets.figures.bars import FULL, PART

COLUMNS: Final = ("Bokade", "Ombokade", "Avbokade", "Sena", "Andel", "Alla")
GIVEN_UP: Final = (0, 1, 2, 4, 3)
"""In a narrow window the kinds go first, then the share, then the late ones."""

LEGEND: Final = f"Alla ändringar: {FULL} i tid  {PART} sena"


def heading(by: By) -> BarRow:
    """The names of the columns."""
    return BarRow("", BY_LABELS[by], COLUMNS)


def rows(found: Statistics) -> tuple[BarRow, ...]:
    """A line each."""
    return tuple(
        BarRow(
            one.key, one.label, _figures(one.tally), value=one.tally.changes, part=one.tally.late
        )
        for one in found.rows
    )


def total(found: Statistics) -> BarRow:
    """Their sum."""
    return BarRow("", "Summa", _figures(found.total))


def _figures(tally: Tally) -> tuple[str, ...]:
    counts = (tally.booked, tally.rebooked, tally.cancelled, tally.late)
    return (*map(number, counts), tally.share_text, number(tally.changes))
