"""Where the lanes stand beside each other: from a width to cells of a line, nothing else."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from widgets.week_grid.values import Lane

AXIS = 6
"""Cells before the first lane: a clock and a blank."""
NARROW = 5
"""Cells of a narrow lane: the name of a day."""


class Placed(NamedTuple):
    """A lane on the line: its place on the board, its first cell and its cells."""

    place: int
    x: int
    width: int


class Lanes(NamedTuple):
    """The lanes that show.

    Attributes:
        placed: from left to right.
        before: how many lanes lie out of sight to the left.
        after: how many lie out of sight to the right.
        width: of the whole line.
    """

    placed: tuple[Placed, ...]
    before: int
    after: int
    width: int

    def find(self, place: int) -> Placed | None:
        """Where a lane stands, if it shows."""
        at = place - self.before
        return self.placed[at] if 0 <= at < len(self.placed) else None

    def at(self, x: int) -> Placed | None:
        """The lane at a cell of the line."""
        return next((one for one in self.placed if one.x <= x < one.x + one.width), None)


def page_of(lanes: Sequence[Lane], width: int, least: int) -> tuple[int, int]:
    """How many lanes show at a time, and by how many they move.

    Whole groups show and move together when they are of the same size and there is room.
    """
    room, least = width - AXIS, max(1, least)
    needs = [min(NARROW, least) if lane.narrow else least for lane in lanes]
    if sum(needs) <= room or len(lanes) < 2:
        return len(lanes), 1
    sizes = {len(list(some)) for _, some in groupby(lanes, key=lambda lane: lane.group)}
    size = sizes.pop()
    if sizes or sum(needs[:size]) > room:
        return max(1, room // least), 1
    return room // sum(needs[:size]) * size, size


def lay_lanes(lanes: Sequence[Lane], width: int, left: int = 0, least: int = 10) -> Lanes:
    """Place the lanes on a line: as many as have room, each but narrow ones with an equal share.

    ``left`` of them are passed by; each needs the ``least`` cells.
    """
    count, step = page_of(lanes, width, least)
    if not count:
        return Lanes((), 0, 0, width)
    first = max(0, min(left, len(lanes) - count)) // step * step
    room, shown = max(0, width - AXIS), lanes[first : first + count]
    narrow = [lane.narrow for lane in shown]
    if all(narrow) or room < count * NARROW:
        narrow = [False] * count
    share, rest = divmod(room - NARROW * sum(narrow), count - sum(narrow))
    placed, x = [], AXIS
    for n, is_narrow in enumerate(narrow):
        wide = NARROW if is_narrow else share + (n - sum(narrow[:n]) < rest)
        placed.append(Placed(first + n, x, wide))
        x += wide
    return Lanes(tuple(placed), first, len(lanes) - first - count, width)


def left_for(lanes: Sequence[Lane], width: int, left: int, least: int, place: int) -> int:
    """How many lanes to pass by so that one shows, changed as little as can be."""
    count, step = page_of(lanes, width, least)
    now = lay_lanes(lanes, width, left, least).before
    if place < now:
        return place // step * step
    if place >= now + count:
        return (place // step + 1) * step - count
    return now
