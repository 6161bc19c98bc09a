"""What a week grid shows, and where its cursor stands: a board, lanes and marks, without a screen.

Whatever is done to the model says what is to be drawn anew; nothing is drawn here.
"""

from collections.abc import Iterable
from typing import NamedTuple

from widgets.view import View
from widgets.week_grid import moves
from widgets.week_grid.draw import block_text
from widgets.week_grid.lanes import Lanes, Placed, lay_lanes, left_for, page_of
from widgets.week_grid.plan import NOTHING, Plan, lane_place, plan_of
from widgets.week_grid.values import Block, BlockKey, Board, LaneKey, Place

_TIP_MOST = 1000


class Change(NamedTuple):
    """What is to be drawn anew.

    Attributes:
        rows: stretches of rows, each of one lane or of all.
        heading: the names of the lanes.
        whole: everything.
        board: there may be more or fewer rows.
        top: the first row that is to show; None when it stays.
    """

    rows: tuple[tuple[range, int | None], ...] = ()
    heading: bool = False
    whole: bool = False
    board: bool = False
    top: int | None = None


class GridModel:
    """The board, the lanes on the line, the cursor and the marks.

    Args:
        board: what it shows to begin with.
        view: the room that there is.
    """

    def __init__(self, board: Board, view: View) -> None:
        self.board = board
        self.plan: Plan = plan_of(board)
        self._view = view
        self.cursor_lane = 0
        self.cursor_row = 0
        self.goal = 0
        """The row that the cursor was last sent to: it is kept from lane to lane."""
        self.marks: frozenset[BlockKey] = frozenset()
        self._anchor: tuple[tuple[int, int], frozenset[BlockKey]] | None = None
        self._told: tuple[LaneKey, int, BlockKey | None] | None = None
        self._moved = True
        self._left = 0
        self._laid: Lanes | None = None
        self._stop: range | None = None
        self._put(*self._start())

    # --- what is shown ------------------------------------------------------------------------

    @property
    def has_places(self) -> bool:
        """Whether there is anywhere for the cursor to stand."""
        return bool(self.board.lanes and self.plan.rows)

    @property
    def last_row(self) -> int:
        """The last row of the board; -1 when there is none."""
        return len(self.plan.rows) - 1

    def show(self, board: Board, keep: BlockKey | Place | None = None) -> Change:
        """Have this board from now on, as ``WeekGrid.show`` says."""
        old, before, first = self.board, self.plan, not self.has_places
        here, key, line = self.cursor_place, self.cursor_key, self.cursor_row - self._view.top
        self.board, self.plan = board, plan_of(board)
        self._anchor = None
        self.marks &= frozenset(self.plan.places)
        self._laid = self._stop = None
        cells = moves.changed_cells(old, before, board, self.plan)
        lane, row = self._found(keep, key, here) if keep is not None or not first else self._start()
        self._moved = True
        if cells is not None and old.empty == board.empty:
            change = self._go(lane, row)
            changed = tuple((range(at, at + 1), its) for its, at in cells)
            return change._replace(rows=changed + change.rows)
        self._put(lane, row)
        self._follow_lane()
        top = self.cursor_row - line if 0 <= line < self._view.lines else self._view.top
        top = max(0, min(top, len(self.plan.rows) - self._view.lines))
        return Change(whole=True, board=True, top=self._top_for_cursor(top))

    def _start(self) -> tuple[int, int]:
        """Where the cursor is to begin with: now, or the first line of the first lane."""
        today = [n for n, lane in enumerate(self.board.lanes) if lane.when == "today"]
        if not today or self.board.now is None or not self.plan.rows:
            return 0, 0
        return today[0], self.plan.row_at(self.board.now)

    def _found(
        self, keep: BlockKey | Place | None, key: BlockKey | None, here: Place | None
    ) -> tuple[int, int]:
        for wanted in (keep, key):
            if wanted is not None and not isinstance(wanted, Place):
                place = self.plan.places.get(wanted)
                if place is not None:
                    return self.plan.lanes[place], self.plan.heads[place]
        there = keep if isinstance(keep, Place) else here
        if there is None:
            return 0, 0
        lane = lane_place(self.board, there.lane)
        row = self.plan.row_at(there.minute) if self.plan.rows else 0
        return min(self.cursor_lane, len(self.board.lanes) - 1) if lane is None else lane, row

    # --- the lanes on the line ----------------------------------------------------------------

    @property
    def lanes(self) -> Lanes:
        """Where the lanes stand now."""
        width = self._view.width
        if self._laid is None or self._laid.width != width:
            self._laid = lay_lanes(self.board.lanes, width, self._left, self.board.lane_width)
            self._left = self._laid.before
        return self._laid

    def lane_at(self, x: int) -> Placed | None:
        """The lane at a cell of the line; the axis belongs to the first one."""
        lanes = self.lanes
        return lanes.at(x) or (lanes.placed[0] if lanes.placed and x < lanes.placed[0].x else None)

    def from_the_first(self) -> None:
        """Show the first lanes that have the cursor in sight: the line has another width."""
        self._left, self._laid = 0, None

    def scroll_lanes(self, step: int) -> Change:
        """Show the lanes before or after; the cursor goes along when it would be out of sight."""
        lanes = self.lanes
        count, _ = page_of(self.board.lanes, self._view.width, self.board.lane_width)
        first = max(0, min(lanes.before + step * count, len(self.board.lanes) - count))
        if not self.has_places or first == lanes.before:
            return Change()
        at = self.cursor_lane - lanes.before
        self._left, self._laid = first, None
        change = self.go(self.lanes.before + max(0, min(at, count - 1)), self.goal)
        return change._replace(whole=True)

    def _follow_lane(self) -> bool:
        """Pass by as many lanes as are needed to show the one with the cursor; whether any was."""
        width, least = self._view.width, self.board.lane_width
        left = left_for(self.board.lanes, width, self.lanes.before, least, self.cursor_lane)
        if left == self.lanes.before:
            return False
        self._left, self._laid = left, None
        return True

    # --- the cursor ---------------------------------------------------------------------------

    @property
    def stop(self) -> range:
        """The rows of what is under the cursor."""
        if self._stop is None:
            self._stop = range(0)
            if self.has_places:
                blocks = self.board.blocks
                self._stop = moves.stop_at(self.plan, blocks, self.cursor_lane, self.cursor_row)
        return self._stop

    @property
    def cursor_block(self) -> Block | None:
        """The block under the cursor."""
        if not self.has_places:
            return None
        owner = self.plan.owners[self.cursor_lane][self.cursor_row]
        return None if owner == NOTHING else self.board.blocks[owner]

    @property
    def cursor_key(self) -> BlockKey | None:
        """The key of the block under the cursor."""
        block = self.cursor_block
        return None if block is None else block.key

    @property
    def cursor_place(self) -> Place | None:
        """The lane under the cursor, and the minute at which what is under it begins."""
        if not self.has_places:
            return None
        lane, blocks = self.board.lanes[self.cursor_lane], self.board.blocks
        minute = moves.minute_at(self.plan, blocks, self.cursor_lane, self.cursor_row)
        return Place(lane.key, minute)

    def place_of(self, target: BlockKey | Place) -> tuple[int, int] | None:
        """The lane and the row of a block or a place; None when there is no such block or lane."""
        if isinstance(target, Place):
            lane = lane_place(self.board, target.lane)
            return None if lane is None or not self.plan.rows else (
                lane, self.plan.row_at(target.minute)
            )  # fmt: skip
        place = self.plan.places.get(target)
        return None if place is None else (self.plan.lanes[place], self.plan.heads[place])

    def beside(self, step: int) -> int:
        """The row of the stop before or after the one with the cursor."""
        return moves.stepped(self.plan, self.board.blocks, self.cursor_lane, self.cursor_row, step)

    def next_resource(self, step: int) -> int | None:
        """The lane of the next or previous resource and the same day; None at the ends."""
        if not self.has_places:
            return None
        return moves.next_resource(self.board.lanes, self.cursor_lane, step)

    def page(self, pages: int) -> int:
        """How many rows so many pages are: a line of the one before stays in sight."""
        return pages * max(1, self._view.lines - 1)

    def page_top(self, pages: int) -> int:
        """The first row to show a page away."""
        most = max(0, len(self.plan.rows) - self._view.lines)
        return max(0, min(self._view.top + self.page(pages), most))

    def go(self, lane: int, row: int) -> Change:
        """Put the cursor on what lies on a row of a lane, and show it."""
        self._anchor = None
        return self._go(lane, row)

    def _go(self, lane: int, row: int) -> Change:
        """The same, while one marks."""
        if not self.has_places:
            return Change()
        old_lane, old = self.cursor_lane, self.stop
        self._put(lane, row)
        self._moved = True
        change = self.show_cursor()
        return change._replace(rows=((old, None), (self.stop, None)), heading=old_lane != lane)

    def _put(self, lane: int, row: int) -> None:
        self._stop = None
        self.cursor_lane = max(0, min(lane, len(self.board.lanes) - 1))
        self.goal = row
        self.cursor_row = row
        if self.has_places:
            blocks = self.board.blocks
            self.cursor_row = moves.landed(self.plan, blocks, self.cursor_lane, row)

    def show_cursor(self) -> Change:
        """Scroll as little as is needed to show what is under the cursor, at least its start."""
        return Change(whole=self._follow_lane(), top=self._top_for_cursor(self._view.top))

    def _top_for_cursor(self, top: int) -> int:
        stop = self.stop
        return min(max(top, stop[-1] - self._view.lines + 1), stop[0]) if stop else top

    def untold(self) -> tuple[LaneKey, int, BlockKey | None] | None:
        """Where the cursor has come to rest, if that has not been told yet; told it is now."""
        if not self._moved:
            return None
        self._moved = False
        place = self.cursor_place
        now = None if place is None else (place.lane, place.minute, self.cursor_key)
        if now == self._told:
            return None
        self._told = now
        return now

    # --- marks --------------------------------------------------------------------------------

    def set_marks(self, keys: Iterable[BlockKey]) -> Change:
        """Mark these blocks and no others."""
        self._anchor = None
        return self._mark(frozenset(keys))

    def toggle_mark(self) -> Change:
        """Mark the block under the cursor, or take its mark away."""
        key = self.cursor_key
        self._anchor = None
        return Change() if key is None else self._mark(self.marks ^ {key})

    def extend_marks(self, rows: int, lanes: int) -> Change:
        """Go on by stops or lanes, and mark all that begins from where one began to mark."""
        row = self.beside(rows) if rows else self.goal
        lane = max(0, min(self.cursor_lane + lanes, len(self.board.lanes) - 1))
        if self._anchor is None:
            self._anchor = (self.cursor_lane, self.cursor_row), self.marks
        start, kept = self._anchor
        change = self._go(lane, row)
        span = moves.between(self.board, self.plan, start, (self.cursor_lane, self.cursor_row))
        return change._replace(rows=change.rows + self._mark(kept.union(span)).rows)

    def _mark(self, marks: frozenset[BlockKey]) -> Change:
        changed, self.marks = self.marks ^ marks, marks
        places = [place for key in changed if (place := self.plan.places.get(key)) is not None]
        heads = [(self.plan.heads[place], self.plan.lanes[place]) for place in places]
        return Change(rows=tuple((range(head, head + 1), lane) for head, lane in heads))

    # --- what it says -------------------------------------------------------------------------

    def tip_at(self, lane: int, row: int) -> str:
        """All that is known of what lies on a row of a lane."""
        owner = self.plan.owners[lane][row]
        text = "" if owner == NOTHING else block_text(self.board.blocks[owner])
        return text if len(text) <= _TIP_MOST else text[: _TIP_MOST - 1] + "…"

    def lane_tip(self, lane: int) -> str:
        """All that is known of a lane."""
        its = self.board.lanes[lane]
        return "\n".join(filter(None, (its.tip or its.title, its.group, its.note)))
