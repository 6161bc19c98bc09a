"""Which lines the board has, and what lies on each line of each lane; nothing of cells yet.

Every block has one line of its own, where it begins, so what overlaps is drawn under each other
and never over each other. Its further lines it gives up to what lies in front of it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from widgets.week_grid.values import Block, BlockKey, Board, LaneKey

NOTHING = -1


class Row(NamedTuple):
    """One line of the board.

    Attributes:
        minute: the minute at which it begins.
        n: 0 for the first line of the minute; more where several things begin in one lane.
        now: whether it is the line of now.
    """

    minute: int
    n: int = 0
    now: bool = False


class Plan(NamedTuple):
    """The board in lines.

    Attributes:
        rows: from top to bottom.
        owners: for each lane and each row the place of the block that lies there, or ``NOTHING``.
        heads: for each block the row on which it begins, or ``NOTHING`` without a lane.
        lanes: for each block the place of its lane, or ``NOTHING``.
        places: the place of each block by its key.
        now: the row that is the line of now, or ``NOTHING``.
    """

    rows: tuple[Row, ...]
    owners: tuple[tuple[int, ...], ...]
    heads: tuple[int, ...]
    lanes: tuple[int, ...]
    places: Mapping[BlockKey, int]
    now: int

    def row_at(self, minute: int) -> int:
        """The first row of the line in which a minute lies; the nearest outside the board."""
        at = bisect_left(self.rows, minute + 1, key=lambda row: row.minute) - 1
        while at > 0 and (self.rows[at].now or self.rows[at].n):
            at -= 1
        return max(0, at)


def _before(block: Block) -> tuple[int, bool]:
    """What lies furthest behind comes first, and a struck block before one that is not."""
    return -block.layer, block.look != "strike"


def _by_lane(board: Board) -> list[dict[int, list[int]]]:
    """The places of each lane's blocks by the minute at which they begin, in drawing order."""
    place_of = {lane.key: n for n, lane in enumerate(board.lanes)}
    found: list[dict[int, list[int]]] = [{} for _ in board.lanes]
    for n, block in enumerate(board.blocks):
        lane = place_of.get(block.lane)
        if lane is not None:
            here = found[lane].setdefault(block.start, [])
            here.append(n)
            if len(here) > 1:
                here.sort(key=lambda n: _before(board.blocks[n]))
    return found


def _grid_minutes(board: Board) -> Iterable[int]:
    """The minutes that have a line whatever begins there; the blocks widen the board."""
    if board.compact:
        return ()
    step = max(1, board.step)
    first = min((block.start for block in board.blocks), default=board.start)
    first = min(first, board.start)
    last = max((block.start + block.length for block in board.blocks), default=board.end)
    last = max(last, board.end)
    return range(board.start - -(-(board.start - first) // step) * step, last, step)


def _rows(board: Board, by_lane: list[dict[int, list[int]]]) -> tuple[Row, ...]:
    heights = dict.fromkeys(_grid_minutes(board), 1)
    for starts in by_lane:
        for minute, here in starts.items():
            if len(here) > heights.get(minute, 0):
                heights[minute] = len(here)
    rows = [Row(minute, n) for minute in sorted(heights) for n in range(heights[minute])]
    now = board.now
    shown = any(lane.when == "today" for lane in board.lanes)
    if now is not None and rows and shown and rows[0].minute <= now <= _end(board, rows):
        rows.insert(bisect_left(rows, now, key=lambda row: row.minute), Row(now, 0, True))
    return tuple(rows)


def _end(board: Board, rows: list[Row]) -> int:
    return max(board.end, rows[-1].minute + board.step)


def plan_of(board: Board) -> Plan:
    """Lay the board out in lines."""
    blocks, by_lane = board.blocks, _by_lane(board)
    rows = _rows(board, by_lane)
    minutes = [row.minute for row in rows]
    first = {row.minute: n for n, row in enumerate(rows) if not row.n and not row.now}
    heads, lanes = [NOTHING] * len(blocks), [NOTHING] * len(blocks)
    for lane, starts in enumerate(by_lane):
        for minute, here in starts.items():
            for n, place in enumerate(here):
                heads[place], lanes[place] = first[minute] + n, lane
    # Most blocks end where a line begins; that of now comes first in its minute.
    at = {minute: n for n, minute in reversed(list(enumerate(minutes)))}
    ends = [at.get(one.end) or bisect_left(minutes, one.end) for one in blocks]
    owners = tuple(
        _lane_owners(board, len(rows), heads, ends, [n for here in starts.values() for n in here])
        for starts in by_lane
    )
    places = {block.key: n for n, block in enumerate(blocks) if heads[n] != NOTHING}
    now = next((n for n, row in enumerate(rows) if row.now), NOTHING)
    return Plan(rows, owners, tuple(heads), tuple(lanes), places, now)


def _lane_owners(
    board: Board, count: int, heads: list[int], ends: list[int], mine: list[int]
) -> tuple[int, ...]:
    owners, blocks = [NOTHING] * count, board.blocks
    order = sorted(mine, key=heads.__getitem__)
    if any(blocks[n].layer or blocks[n].look for n in mine):
        order.sort(key=lambda n: _before(blocks[n]))
    for place in order:
        head, end = heads[place], ends[place]
        if end == head + 1:
            owners[head] = place
        else:
            owners[head:end] = [place] * (end - head)
    for place in mine:
        owners[heads[place]] = place
    return tuple(owners)


def lane_place(board: Board, key: LaneKey) -> int | None:
    """The place of a lane on the board."""
    return next((n for n, lane in enumerate(board.lanes) if lane.key == key), None)
