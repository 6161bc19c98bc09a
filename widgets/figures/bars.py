"""Thin bars drawn with text: their length is a number, and a part of it is heavier."""

from typing import Final, NamedTuple

FULL: Final = "─"
PART: Final = "━"
"""The part is heavier: it is told from the rest without any colour."""
_HALF: Final = "╴"


class Bar(NamedTuple):
    """A bar.

    Attributes:
        rest: what is not of the part, in halves of a cell where it ends the bar.
        part: the part, in whole cells.
    """

    rest: str
    part: str


def bar(value: int, part: int, most: int, width: int) -> Bar:
    """Draw a number of which some is the part; ``most`` has all of the width, in cells.

    What is not nothing always shows, and no bar is longer than ``width``.
    """
    if width <= 0 or value <= 0 or most <= 0:
        return Bar("", "")
    if part <= 0:
        halves = max(1, _rounded(value * width * 2, most))
        whole, rest = divmod(min(halves, width * 2), 2)
        return Bar(FULL * whole + _HALF * rest, "")
    cells = min(width, max(1, _rounded(value * width, most)))
    marked = min(cells, max(1, _rounded(part * width, most)))
    if part < value and marked == cells:
        marked = max(1, cells - 1)
    return Bar(FULL * (cells - marked), PART * marked)


def _rounded(number: int, by: int) -> int:
    return (2 * number + by) // (2 * by)
