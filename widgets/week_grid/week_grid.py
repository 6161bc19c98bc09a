"""The calendar of the program: lanes beside each other, and lines of time drawn as they show.

The grid holds no data but the board it is given, and tells its screen what the user wants.
"""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content

from widgets.clean import drawn_lines
from widgets.week_grid import messages, moves
from widgets.week_grid.cursor import WeekGridCursor
from widgets.week_grid.draw import legend
from widgets.week_grid.keys import bindings
from widgets.week_grid.lanes import page_of
from widgets.week_grid.values import Board

__all__ = ["Board", "WeekGrid", "legend"]

_WHEEL_LINES = 3


class WeekGrid(WeekGridCursor):
    """The grid. ``show`` gives it another board.

    Args:
        board: what it shows to begin with.
    """

    SlotChosen = messages.SlotChosen
    PlaceChosen = messages.PlaceChosen
    LaneChosen = messages.LaneChosen
    CursorMoved = messages.CursorMoved
    MenuAsked = messages.MenuAsked
    MarksChanged = messages.MarksChanged
    WeekAsked = messages.WeekAsked

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    _pointed: tuple[int, int] | None = None
    _room_before = -1

    def on_resize(self, event: events.Resize) -> None:
        """Show the first lanes that have the cursor in sight."""
        self._set_height()
        if self.room != self._room_before:
            self._room_before, self._left, self._laid = self.room, 0, None
        self.show_cursor()
        self.refresh()

    def on_focus(self) -> None:
        """Show that the keys go here."""
        self.refresh_rows(self.look.stop)
        self._look = None

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh_rows(self.look.stop)
        self._look = None

    # --- moving -------------------------------------------------------------------------------

    def _beside(self, step: int) -> int:
        """The row of the stop before or after the one with the cursor."""
        return moves.stepped(self.plan, self.board.blocks, self.cursor_lane, self.cursor_row, step)

    def action_step(self, step: int) -> None:
        """Move the cursor to the time before or after."""
        if self.has_places:
            self.go(self.cursor_lane, self._beside(step))

    def action_lane(self, step: int) -> None:
        """Move the cursor to the same time in the lane beside, or ask for the week beside."""
        if not self.has_places:
            self.tell(messages.WeekAsked(step))
            return
        lane, goal = self.cursor_lane + step, self._goal
        if 0 <= lane < len(self.board.lanes):
            self.go(lane, goal)
        else:
            self.tell(messages.WeekAsked(step))

    def action_page(self, pages: int) -> None:
        """Move the cursor and the lines by a page."""
        step = pages * max(1, self.lines - 1)
        if self.has_places:
            most = max(0, len(self.plan.rows) - self.lines)
            self._scroll(max(0, min(self.top + step, most)))
            self.go(self.cursor_lane, self.cursor_row + step)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last time of its lane."""
        self.go(self.cursor_lane, len(self.plan.rows) - 1 if last else 0)

    def action_corner(self, last: bool) -> None:
        """Move the cursor to the first or the last lane."""
        self.go(len(self.board.lanes) - 1 if last else 0, self._goal)

    def action_resource(self, step: int) -> None:
        """Move the cursor to the next or previous resource; from the last one leave the grid."""
        lane = None
        if self.has_places:
            lane = moves.next_resource(self.board.lanes, self.cursor_lane, step)
        if lane is None:
            self.action_leave(step)
        else:
            self.go(lane, self._goal)

    def action_leave(self, step: int) -> None:
        """Give the keys to the field after or before."""
        if step > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def scroll_lanes(self, step: int) -> None:
        """Show the lanes before or after; the cursor goes along when it would be out of sight."""
        lanes = self.lanes_now
        count, _ = page_of(self.board.lanes, self.room, self.board.lane_width)
        first = max(0, min(lanes.before + step * count, len(self.board.lanes) - count))
        if self.has_places and first != lanes.before:
            at = self.cursor_lane - lanes.before
            self._left, self._laid = first, None
            self.go(self.lanes_now.before + max(0, min(at, count - 1)), self._goal)
            self.refresh()

    # --- choosing and marking -----------------------------------------------------------------

    def action_choose(self) -> None:
        """Choose the block or the place under the cursor."""
        place, key = self.cursor_place, self.cursor_key
        if key is not None:
            self.tell(messages.SlotChosen(key))
        elif place is not None:
            self.tell(messages.PlaceChosen(*place))

    def action_mark(self) -> None:
        """Mark the block under the cursor, or take its mark away."""
        self.toggle_mark()

    def action_extend(self, rows: int, lanes: int) -> None:
        """Mark time by time, or day by day."""
        if not self.has_places:
            return
        row = self._beside(rows) if rows else self._goal
        lane = max(0, min(self.cursor_lane + lanes, len(self.board.lanes) - 1))
        self.extend_marks(lane, row)

    def action_menu(self) -> None:
        """Ask for the context menu at what is under the cursor."""
        if self.has_places:
            self.show_cursor()
            placed = self.lanes_now.find(self.cursor_lane)
            y = len(self.heading_names) + self.cursor_row - self.top + 1
            self._ask_menu(self.region.x + (placed.x if placed else 0) + 1, self.region.y + y)

    def _ask_menu(self, x: int, y: int) -> None:
        place = self.cursor_place
        if place is not None:
            self.tell(messages.MenuAsked(*place, self.cursor_key, x, y))

    # --- the mouse ----------------------------------------------------------------------------

    def place_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The lane and the row that are drawn at a cell of the grid; None in its heading."""
        row, placed = y - len(self.heading_names) + self.top, self.placed_at(x)
        inside = y >= len(self.heading_names) and 0 <= row < len(self.plan.rows)
        return (placed.place, row) if placed and inside else None

    def on_click(self, event: events.Click) -> None:
        """Go there; choose, mark or open the menu."""
        event.stop()
        at = self.place_at(event.x, event.y)
        if at is None:
            if self.has_places and event.y < len(self.heading_names) and event.button == 1:
                self._heading_clicked(event.x, event.y)
            return
        self.go(*at)
        if event.button == 3:
            self._ask_menu(event.screen_x, event.screen_y)
        elif event.button == 1 and event.ctrl:
            self.toggle_mark()
        elif event.button == 1 and event.chain == 2:
            self.action_choose()

    def _heading_clicked(self, x: int, y: int) -> None:
        lanes, placed = self.lanes_now, self.lanes_now.at(x)
        if lanes.before and placed is None:
            self.scroll_lanes(-1)
        elif lanes.after and x == lanes.width - 1 and y == 0:
            self.scroll_lanes(1)
        elif placed is not None:
            self.tell(messages.LaneChosen(self.board.lanes[placed.place].key))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say all of what is under the pointer."""
        at = self.place_at(event.x, event.y)
        placed = self.placed_at(event.x)
        now = at if at is not None else (placed.place, -1) if placed else None
        if now == self._pointed:
            return
        self._pointed = now
        text = self.tip_at(*at) if at else ""
        if at is None and placed is not None and self.has_places:
            lane = self.board.lanes[placed.place]
            text = "\n".join(filter(None, (lane.tip or lane.title, lane.group, lane.note)))
        self.tooltip = Content(drawn_lines(text)) if text else None

    def on_leave(self, event: events.Leave) -> None:
        """Nothing is under the pointer."""
        self._forget_pointer()

    def _forget_pointer(self) -> None:
        if self._pointed is not None:
            self._pointed = None
            self.tooltip = None

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def _on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        self._wheel(event, 1, sideways=True)

    def _on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        self._wheel(event, -1, sideways=True)

    def _wheel(self, event: events.MouseEvent, step: int, *, sideways: bool = False) -> None:
        event.prevent_default()
        event.stop()
        if sideways or event.shift or event.ctrl:
            self.scroll_lanes(step)
        else:
            self._scroll(max(0, self.top + step * _WHEEL_LINES))
        self._forget_pointer()
