"""The cursor and the marks of a week grid, and changing what it shows."""

from collections.abc import Iterable

from widgets.clean import drawn
from widgets.week_grid import moves
from widgets.week_grid.base import WeekGridBase
from widgets.week_grid.draw import block_text
from widgets.week_grid.lanes import Lanes
from widgets.week_grid.messages import CursorMoved, MarksChanged, WeekGridMessage
from widgets.week_grid.plan import NOTHING, lane_place, plan_of
from widgets.week_grid.values import Block, BlockKey, Board, LaneKey, Place

_TIP_MOST = 1000


class WeekGridCursor(WeekGridBase):
    """A block or an empty place has the cursor."""

    _told: tuple[LaneKey, int, BlockKey | None] | None = None
    _moved = True

    def __init__(
        self, board: Board | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(board, id=id, classes=classes)
        self._goal = 0
        self._marks: frozenset[BlockKey] = frozenset()
        self._anchor: tuple[tuple[int, int], frozenset[BlockKey]] | None = None
        self._put(*self._start())

    # --- what is shown ------------------------------------------------------------------------

    def show(self, board: Board, keep: BlockKey | Place | None = None) -> None:
        """Show this board from now on; only what is otherwise than before is drawn anew.

        Marks of blocks that are not on it are forgotten, without a message.

        Args:
            board: all of it.
            keep: the block or the place to have the cursor on; by default what it is on, or the
                same time of the same lane when that is gone.
        """
        old, before, first = self.board, self.plan, not self.has_places
        here, key, line = self.cursor_place, self.cursor_key, self.cursor_row - self.top
        self.board, self.plan = board, plan_of(board)
        self._anchor = None
        self._marks &= frozenset(self.plan.places)
        self._laid = self._look = None
        self._note = ""
        cells = moves.changed_cells(old, before, board, self.plan)
        lane, row = self._found(keep, key, here) if keep is not None or not first else self._start()
        self._moved = True
        if cells is not None and old.empty == board.empty:
            for changed, at in cells:
                self.refresh_rows(range(at, at + 1), changed)
            self._go(lane, row)
            return
        self._put(lane, row)
        self._set_height()
        self._follow_lane()
        top = self.cursor_row - line if 0 <= line < self.lines else self.top
        self._scroll(max(0, min(top, len(self.plan.rows) - self.lines)))
        self.show_cursor()
        self._forget_pointer()
        self.refresh()

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

    # --- the cursor ---------------------------------------------------------------------------

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

    def move_to(self, target: BlockKey | Place) -> bool:
        """Put the cursor on a block or a place; False when there is no such block or lane."""
        if isinstance(target, Place):
            lane = lane_place(self.board, target.lane)
            if lane is None or not self.plan.rows:
                return False
            self.go(lane, self.plan.row_at(target.minute))
            return True
        place = self.plan.places.get(target)
        if place is None:
            return False
        self.go(self.plan.lanes[place], self.plan.heads[place])
        return True

    def point_at(self, target: BlockKey | Place, text: str) -> bool:
        """Put the cursor there and say there what is wrong, until the cursor is moved."""
        if not self.move_to(target):
            return False
        self._note = drawn(text)
        self.refresh()
        return True

    def go(self, lane: int, row: int) -> None:
        """Put the cursor on what lies on a row of a lane, and show it."""
        self._anchor = None
        self._go(lane, row)

    def _go(self, lane: int, row: int) -> None:
        """The same, while one marks."""
        if not self.has_places:
            return
        old_lane, old = self.cursor_lane, self.look.stop
        self._put(lane, row)
        self._moved = True
        if self._note:
            self._note = ""
            self.refresh()
        self.show_cursor()
        self.refresh_rows(old)
        self.refresh_rows(self.look.stop)
        if old_lane != lane:
            self.refresh_heading()

    def _put(self, lane: int, row: int) -> None:
        self._look = None
        self.cursor_lane = max(0, min(lane, len(self.board.lanes) - 1))
        self._goal = row
        self.cursor_row = row
        if self.has_places:
            blocks = self.board.blocks
            self.cursor_row = moves.landed(self.plan, blocks, self.cursor_lane, row)

    def show_cursor(self) -> None:
        """Scroll as little as is needed to show what is under the cursor, at least its start."""
        self._follow_lane()
        stop = self.look.stop
        if stop:
            top = max(self.top, stop[-1] - self.lines + 1)
            self._scroll(min(top, stop[0]))

    def _scroll(self, top: int) -> None:
        if top != self.top:
            self.scroll_to(y=top, animate=False, force=True)
            self._forget_pointer()

    def _forget_pointer(self) -> None:
        """What lies under the pointer may be something else now."""
        self.tooltip = None

    # --- marks --------------------------------------------------------------------------------

    @property
    def marks(self) -> frozenset[BlockKey]:
        """The keys of the marked blocks."""
        return self._marks

    def set_marks(self, keys: Iterable[BlockKey]) -> None:
        """Mark these blocks and no others, without telling the screen."""
        self._anchor = None
        self._mark(frozenset(keys))

    def toggle_mark(self) -> None:
        """Mark the block under the cursor, or take its mark away."""
        key = self.cursor_key
        self._anchor = None
        if key is not None:
            self._mark(self._marks ^ {key})
            self.tell(MarksChanged(self._marks))

    def extend_marks(self, lane: int, row: int) -> None:
        """Move on to a row of a lane, and mark all that begins from where one began to mark."""
        if self._anchor is None:
            self._anchor = (self.cursor_lane, self.cursor_row), self._marks
        start, kept = self._anchor
        self._go(lane, row)
        span = moves.between(self.board, self.plan, start, (self.cursor_lane, self.cursor_row))
        marks = kept.union(span)
        if marks != self._marks:
            self._mark(marks)
            self.tell(MarksChanged(marks))

    def _mark(self, marks: frozenset[BlockKey]) -> None:
        changed, self._marks = self._marks ^ marks, marks
        self._look = None
        for key in changed:
            place = self.plan.places.get(key)
            if place is not None:
                head = self.plan.heads[place]
                self.refresh_rows(range(head, head + 1), self.plan.lanes[place])

    # --- what it says -------------------------------------------------------------------------

    def tip_at(self, lane: int, row: int) -> str:
        """All that is known of what lies on a row of a lane."""
        owner = self.plan.owners[lane][row]
        text = "" if owner == NOTHING else block_text(self.board.blocks[owner])
        return text if len(text) <= _TIP_MOST else text[: _TIP_MOST - 1] + "…"

    def tell(self, message: WeekGridMessage) -> None:
        """Post a message, after what the screen has not been told of the cursor yet."""
        self._tell_moved()
        message.sender = self
        self.post_message(message)

    def on_idle(self) -> None:
        """Tell the screen where the cursor has come to rest."""
        self._tell_moved()

    def _tell_moved(self) -> None:
        if not self._moved or not self.size.height:
            return
        self._moved = False
        place = self.cursor_place
        now = None if place is None else (place.lane, place.minute, self.cursor_key)
        if now != self._told:
            self._told = now
            if now is not None:
                self.tell(CursorMoved(*now))

    @property
    def shown_lanes(self) -> Lanes:
        """The lanes that show now, for a screen that says which they are."""
        return self.lanes_now
