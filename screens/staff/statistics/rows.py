"""The lines of the page Statistik."""

from typing import Final

from textual.content import Content

from db.log.statistics import Statistics
from db.rules.log.statistics import BY_LABELS, Bucket, By, Tally, folded
from screens.staff.log.search_text import number
from widgets.figures.bar_layout import BarRow
from widgets.figures.bars import FULL, PART

COLUMNS: Final = ("Bokade", "Ombokade", "Avbokade", "Sena", "Andel sena", "Ändringar")
GIVEN_UP: Final = (0, 1, 2, 4, 3)
"""In a narrow window the kinds go first, then the share, then the late ones."""


def bar_legend() -> Content:
    """What the bars mean, in their colours."""
    in_time, late = (FULL * 2, "$foreground-quiet"), (PART * 2, "$attention")
    return Content.assemble(in_time, " i tid  ", late, " sena")


def heading(by: By) -> BarRow:
    """The names of the columns."""
    return BarRow("", BY_LABELS[by], COLUMNS)


def rows(found: Statistics) -> tuple[BarRow, ...]:
    """A line each."""
    return tuple(
        BarRow(
            one.key, one.label, _figures(one.tally), value=one.tally.changes, part=one.tally.late
        )
        for one in lines(found)
    )


def lines(found: Statistics) -> tuple[Bucket, ...]:
    """What the lines are about; days without changes after each other are one."""
    return folded(found.by, found.rows)


def total(found: Statistics) -> BarRow:
    """Their sum."""
    return BarRow("", "Summa", _figures(found.total))


def _figures(tally: Tally) -> tuple[str, ...]:
    counts = (tally.booked, tally.rebooked, tally.cancelled, tally.late)
    return (*map(number, counts), tally.share_text, number(tally.changes))
