"""Where the label, the figures and the bar of a table of bars stand on a line."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

LEAD: Final = 1
"""The cell of the cursor's sign."""

_LEAST_LABEL, _MOST_LABEL = 16, 40
_AIRY_LABEL = 30
"""A label as long as this goes before wide gaps."""

_LEAST_BAR = 8
_TIGHT_LABEL = 8


class BarRow(NamedTuple):
    """A line.

    Attributes:
        key: what messages say.
        label: its name, as it is; it is made harmless when it is drawn.
        figures: one text a column.
        value: the length of its bar.
        part: how much of the bar has the other texture.
    """

    key: str
    label: str
    figures: tuple[str, ...]
    value: int = 0
    part: int = 0


class Places(NamedTuple):
    """Where things stand.

    Attributes:
        label: the label's cells.
        figures: the columns that show, from the left, each with its cells and the gap before it.
        gap: blanks before each figure, and before the bar.
        bar: the bar's cells; 0 when there is none.
    """

    label: int
    figures: tuple[tuple[int, int], ...]
    gap: int
    bar: int


def place(heading: BarRow, rows: Sequence[BarRow], given_up: Sequence[int], width: int) -> Places:
    """Place the columns on a line; those of ``given_up`` go in this order where room is short."""
    every = (heading, *rows)
    label = max(cell_len(row.label) for row in every)
    cells = [max(cell_len(row.figures[n]) for row in every) for n in range(len(heading.figures))]
    room = width - LEAD
    shown = list(range(len(cells)))
    going = list(given_up)
    while True:
        for gap, least in ((2, _AIRY_LABEL), (1, _LEAST_LABEL)):
            bar = room - sum(cells[n] + gap for n in shown) - gap
            if bar - min(label, least) >= _LEAST_BAR:
                return _shared(label, bar, _pairs(shown, cells), gap)
        if not going:
            break
        shown.remove(going.pop(0))
    figures = sum(cells[n] + 1 for n in shown)
    return Places(max(room - figures, min(room, _TIGHT_LABEL)), _pairs(shown, cells), 1, 0)


def _pairs(shown: Sequence[int], cells: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple((n, cells[n]) for n in shown)


def _shared(label: int, room: int, figures: tuple[tuple[int, int], ...], gap: int) -> Places:
    """Share the room beside the figures: the bar has a quarter of it, or what the label leaves."""
    most = room - max(_LEAST_BAR, room // 4)
    has = min(label, _MOST_LABEL, max(most, min(label, _LEAST_LABEL)))
    return Places(has, figures, gap, room - has)
