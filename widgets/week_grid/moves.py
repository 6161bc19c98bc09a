"""Where the cursor can stand, and where it goes from there.

It stands on a stop: a block's lines, or the lines of one minute where no block lies in front.
"""

from collections.abc import Sequence

from widgets.week_grid.plan import NOTHING, Plan
from widgets.week_grid.values import Block, BlockKey, Board, Lane


def stop_at(plan: Plan, blocks: Sequence[Block], lane: int, row: int) -> range:
    """The rows of the stop that a row belongs to."""
    first, last = row, row
    while first > 0 and _same(plan, blocks, lane, first):
        first -= 1
    while last + 1 < len(plan.rows) and _same(plan, blocks, lane, last + 1):
        last += 1
    return range(first, last + 1)


def _same(plan: Plan, blocks: Sequence[Block], lane: int, row: int) -> bool:
    """Whether a row belongs to the same stop as the row above it."""
    owners, rows = plan.owners[lane], plan.rows
    if owners[row] != owners[row - 1]:
        return False
    if owners[row] != NOTHING and not blocks[owners[row]].layer:
        return True
    above_is_first_and_now = row == 1 and rows[0].now
    return rows[row].now or above_is_first_and_now or rows[row].minute == _minute(plan, row - 1)


def _minute(plan: Plan, row: int) -> int:
    """The minute of a row's line; the line of now belongs to the line above it."""
    rows = plan.rows
    if not rows[row].now or len(rows) == 1:
        return rows[row].minute
    return rows[row - 1 if row else 1].minute


def minute_at(plan: Plan, blocks: Sequence[Block], lane: int, row: int) -> int:
    """The minute at which the stop of a row begins."""
    stop = stop_at(plan, blocks, lane, row)
    owner = plan.owners[lane][stop[0]]
    if owner != NOTHING and plan.heads[owner] == stop[0]:
        return blocks[owner].start
    return _minute(plan, stop[0])


def stepped(plan: Plan, blocks: Sequence[Block], lane: int, row: int, step: int) -> int:
    """The first row of the stop before or after; the same stop's at the ends."""
    stop = stop_at(plan, blocks, lane, row)
    to = stop[-1] + 1 if step > 0 else stop[0] - 1
    return stop_at(plan, blocks, lane, to)[0] if 0 <= to < len(plan.rows) else stop[0]


def landed(plan: Plan, blocks: Sequence[Block], lane: int, row: int) -> int:
    """The first row of the stop that a row belongs to; the nearest row outside the board."""
    inside = max(0, min(row, len(plan.rows) - 1))
    return stop_at(plan, blocks, lane, inside)[0]


def next_resource(lanes: Sequence[Lane], lane: int, step: int) -> int | None:
    """The lane of the next or previous resource and the same day; None at the ends."""
    order = list(dict.fromkeys(one.resource for one in lanes))
    at = order.index(lanes[lane].resource) + step
    if not 0 <= at < len(order):
        return None
    mine = [n for n, one in enumerate(lanes) if one.resource == order[at]]
    return next((n for n in mine if lanes[n].day == lanes[lane].day), mine[0])


def between(board: Board, plan: Plan, a: tuple[int, int], b: tuple[int, int]) -> list[BlockKey]:
    """The blocks that begin in the rectangle between two places, each a lane and a row."""
    lanes, rows = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return [
        block.key
        for block, lane, head in zip(board.blocks, plan.lanes, plan.heads, strict=True)
        if lanes[0] <= lane <= lanes[1] and rows[0] <= head <= rows[1]
    ]


def changed_cells(old: Board, before: Plan, new: Board, plan: Plan) -> list[tuple[int, int]] | None:
    """The lanes and rows that are drawn otherwise than before; None when everything may be."""
    if before.rows != plan.rows or old.lanes != new.lanes or old.now != new.now:
        return None
    if (old.lane_width, old.compact, old.step) != (new.lane_width, new.compact, new.step):
        return None
    found = []
    for lane, (was, now) in enumerate(zip(before.owners, plan.owners, strict=True)):
        found += [
            (lane, row)
            for row, (a, b) in enumerate(zip(was, now, strict=True))
            if (a != b or a != NOTHING) and _drawn(old, before, a) != _drawn(new, plan, b)
        ]
    return found


def _drawn(board: Board, plan: Plan, place: int) -> tuple[Block, int] | None:
    return None if place == NOTHING else (board.blocks[place], plan.heads[place])
