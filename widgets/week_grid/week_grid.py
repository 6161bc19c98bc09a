"""The calendar of the program: lanes beside each other, and lines of time drawn as they show.

The grid holds no data but the board it is given, and tells its screen what the user wants. What it
shows and where its cursor stands is the ``GridModel``'s; what a key or a click does is told here.
"""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from widgets.clean import drawn, drawn_lines
from widgets.grid_view import GridMessage, GridView, joined
from widgets.keys import bindings
from widgets.line import cut, fit
from widgets.week_grid.block_line import Piece
from widgets.week_grid.draw import Look, axis, heading, heading_lines, lane_pieces, legend
from widgets.week_grid.keys import GRID_KEYS
from widgets.week_grid.lanes import AXIS
from widgets.week_grid.messages import (
    CursorMoved,
    LaneChosen,
    MarksChanged,
    MenuAsked,
    PlaceChosen,
    SlotChosen,
    WeekAsked,
)
from widgets.week_grid.model import Change, GridModel
from widgets.week_grid.values import COLOURS, STATES, BlockKey, Board, Place

__all__ = ["Board", "WeekGrid", "legend"]

_OWN = (
    "hour", "minute", "now", "heading", "group", "note", "red", "today", "cursor-lane",
    "rule", "more", "dots", "edge", "passed-edge", "passed", "cursor", "cursor-away", "cursor-time",
    "sign", "struck", "point", "empty",
)  # fmt: skip


def _role_css() -> str:
    roles = [
        f".week-grid--role-{role} {{ background: $slot-{role}; color: $slot-{role}-text; }}"
        for role in STATES
        if role != "passed"
    ]
    types = [
        f".week-grid--type-{colour} {{ background: $type-{colour}; color: $type-{colour}-sign; }}"
        for colour in COLOURS
    ]
    return "\n".join([*roles, *types])


class WeekGrid(GridView, can_focus=True):
    """The grid. ``show`` gives it another board.

    Args:
        board: what it shows to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GRID_KEYS)]
    COMPONENT_CLASSES: ClassVar[set[str]] = (
        {f"week-grid--{name}" for name in _OWN}
        | {f"week-grid--role-{role}" for role in STATES}
        | {f"week-grid--type-{colour}" for colour in COLOURS}
    )
    DEFAULT_CSS = (
        """
    WeekGrid {
        .week-grid--hour { text-style: bold; }
        .week-grid--minute { color: $foreground-quiet; }
        .week-grid--now { color: $attention; text-style: bold; }
        .week-grid--heading { color: $frame-title; text-style: bold; }
        .week-grid--group { color: $figure; text-style: bold; }
        .week-grid--note { color: $foreground-quiet; }
        .week-grid--red { color: $error; }
        .week-grid--today { text-style: bold underline; }
        .week-grid--rule { color: $frame; }
        .week-grid--more { color: $attention; text-style: bold; }
        .week-grid--dots { color: $frame; }
        .week-grid--edge { color: $figure; text-style: bold; }
        .week-grid--passed-edge { color: $frame; }
        .week-grid--passed { color: $foreground-quiet; }
        .week-grid--cursor { background: $figure; color: $surface; text-style: bold; }
        .week-grid--cursor-away { text-style: underline; }
        .week-grid--cursor-time, .week-grid--cursor-lane {
            background: $cursor-background; color: $cursor-foreground; text-style: underline;
        }
        .week-grid--sign { text-style: bold; }
        .week-grid--struck { text-style: strike; }
        .week-grid--point { background: $panel; color: $error; text-style: bold; }
        .week-grid--empty { color: $foreground-quiet; }
    """
        + _role_css()
        + "\n}"
    )

    def __init__(
        self, board: Board | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.model = GridModel(board or Board(), self)
        self._look: Look | None = None
        self._styles_at_hand: dict[tuple[str, ...], Style] = {}
        self._note = ""
        self._width_before = -1
        self._set_height()

    # --- the room there is --------------------------------------------------------------------

    @property
    def heading_names(self) -> tuple[str, ...]:
        """The lines of the heading."""
        return heading_lines(self.board, self.size.height)

    @property
    def lines(self) -> int:
        """How many rows there is room for."""
        return max(1, self.size.height - len(self.heading_names))

    @property
    def width(self) -> int:
        """The cells of a line; the last one of the grid is the scrollbar's."""
        return max(0, self.size.width - 1)

    def on_resize(self, event: events.Resize) -> None:
        """Show the first lanes that have the cursor in sight."""
        self._set_height()
        if self.width != self._width_before:
            self._width_before = self.width
            self.model.from_the_first()
        self.show_cursor()
        self.refresh()

    def _set_height(self) -> None:
        self.virtual_size = Size(1, len(self.model.plan.rows) + len(self.heading_names))

    # --- what is shown ------------------------------------------------------------------------

    @property
    def board(self) -> Board:
        """What it shows."""
        return self.model.board

    @property
    def look(self) -> Look:
        """Where the cursor is, and what is marked."""
        if self._look is None:
            model = self.model
            self._look = Look(model.cursor_lane, model.stop, self.has_focus, model.marks)
        return self._look

    def show(self, board: Board, keep: BlockKey | Place | None = None) -> None:
        """Show this board from now on; only what is otherwise than before is drawn anew.

        Marks of blocks that are not on it are forgotten, without a message.

        Args:
            board: all of it.
            keep: the block or the place to have the cursor on; by default what it is on, or the
                same time of the same lane when that is gone.
        """
        self._note = ""
        self.changed(self.model.show(board, keep))

    def changed(self, change: Change) -> None:
        """Draw anew what is another in the model."""
        self._look = None
        if change.board:
            self._set_height()
            self.forget_pointer()
        if change.top is not None:
            self.show_from(change.top)
        if change.whole:
            self.refresh()
            return
        for rows, lane in change.rows:
            self.refresh_rows(rows, lane)
        if change.heading:
            self.refresh(Region(0, 0, self.size.width, len(self.heading_names)))

    def refresh_rows(self, rows: range, lane: int | None = None) -> None:
        """Draw some rows anew, of all lanes or of one."""
        first, last = max(rows.start, self.top), min(rows.stop, self.top + self.lines)
        if first >= last:
            return
        placed = None if lane is None else self.model.lanes.find(lane)
        if lane is not None and placed is None:
            return
        x, width = (placed.x, placed.width) if placed else (0, self.size.width)
        y = len(self.heading_names) + first - self.top
        self.refresh(Region(x, y, width, last - first))

    def notify_style_update(self) -> None:
        """Colours are looked up anew."""
        super().notify_style_update()
        self._styles_at_hand.clear()

    @on(events.Focus)
    @on(events.Blur)
    def draw_cursor(self) -> None:
        """Show whether the keys go here."""
        self._look = None
        self.refresh_rows(self.model.stop)

    # --- drawing ------------------------------------------------------------------------------

    def style_of(self, parts: tuple[str, ...]) -> Style:
        """The style of a piece."""
        found = self._styles_at_hand.get(parts)
        if found is None:
            found = self.rich_style
            for part in parts:
                found += self.get_component_rich_style(
                    f"week-grid--{part}", partial=True, default=Style.null()
                )
            self._styles_at_hand[parts] = found
        return found

    def render_line(self, y: int) -> Strip:
        """Draw one line of the heading or of the board."""
        width, names = self.size.width, self.heading_names
        row = y - len(names) + self.top
        if y < len(names):
            pieces = heading(
                self.board, self.model.lanes, names[y], names[0], self.model.cursor_lane
            )
        elif not self.model.has_places:
            text = cut(drawn(self.model.board.empty), self.width - 1) if y == len(names) else ""
            pieces = [Piece(fit(f" {text}", self.width), ("empty",))]
        elif row < len(self.model.plan.rows):
            pieces = self._row(row)
        else:
            pieces = []
        # The pieces of a row fill its cells, and measuring them all again would take as long.
        filled = self.width if pieces and y >= len(names) and self.width >= AXIS else None
        strip = self._strip(pieces, filled).adjust_cell_length(width, self.style_of(()))
        return self._with_note(strip, row) if self._note and y >= len(names) else strip

    def _row(self, row: int) -> list[Piece]:
        board, plan, look = self.board, self.model.plan, self.look
        pieces = [axis(plan, row, look)]
        for placed in self.model.lanes.placed:
            pieces += lane_pieces(board, plan, placed, row, look)
        return pieces

    def _strip(self, pieces: list[Piece], width: int | None) -> Strip:
        at_hand, style_of = self._styles_at_hand, self.style_of
        return Strip(joined((text, at_hand.get(p) or style_of(p)) for text, p in pieces), width)

    # --- a sentence at the cursor -------------------------------------------------------------

    @property
    def _note_row(self) -> int:
        """Below the cursor's stop, or above it where there is no room."""
        stop = self.look.stop
        below = stop.stop if stop else 0
        return below if below < self.top + self.lines else max(self.top, stop.start - 1)

    def _with_note(self, strip: Strip, row: int) -> Strip:
        if row != self._note_row:
            return strip
        text = cut(f" {self._note} ", self.width)
        said = Strip([Segment(text, self.style_of(("point",)))])
        placed = self.model.lanes.find(self.model.cursor_lane)
        x = max(0, min(placed.x if placed else 0, self.width - said.cell_length))
        after = strip.crop(x + said.cell_length, self.size.width)
        return Strip.join([strip.crop(0, x), said, after])

    # --- the cursor ---------------------------------------------------------------------------

    @property
    def cursor_lane(self) -> int:
        """The place of the lane under the cursor."""
        return self.model.cursor_lane

    @property
    def cursor_key(self) -> BlockKey | None:
        """The key of the block under the cursor."""
        return self.model.cursor_key

    @property
    def cursor_place(self) -> Place | None:
        """The lane under the cursor, and the minute at which what is under it begins."""
        return self.model.cursor_place

    def move_to(self, target: BlockKey | Place) -> bool:
        """Put the cursor on a block or a place; False when there is no such block or lane."""
        place = self.model.place_of(target)
        if place is not None:
            self.go(*place)
        return place is not None

    def point_at(self, target: BlockKey | Place, text: str) -> bool:
        """Put the cursor there and say there what is wrong, until the cursor is moved."""
        if not self.move_to(target):
            return False
        self._note = drawn(text)
        self.refresh()
        return True

    def go(self, lane: int, row: int) -> None:
        """Put the cursor on what lies on a row of a lane, and show it."""
        self._moved(self.model.go(lane, row))

    def _moved(self, change: Change) -> None:
        """The cursor was moved: what was said at the old place goes."""
        if self._note and self.model.has_places:
            self._note = ""
            change = change._replace(whole=True)
        self.changed(change)

    def show_cursor(self) -> None:
        """Scroll as little as is needed to show what is under the cursor, at least its start."""
        self.changed(self.model.show_cursor())

    # --- what the screen is told --------------------------------------------------------------

    def tell(self, message: GridMessage) -> None:
        """Post a message, after what the screen has not been told of the cursor yet."""
        self._tell_moved()
        message.sender = self
        self.post_message(message)

    def on_idle(self) -> None:
        """Tell the screen where the cursor has come to rest."""
        self._tell_moved()

    def _tell_moved(self) -> None:
        if self.size.height and (now := self.model.untold()) is not None:
            self.tell(CursorMoved(*now))

    # --- keys that go somewhere ---------------------------------------------------------------

    def action_step(self, step: int) -> None:
        """Move the cursor to the time before or after."""
        if self.model.has_places:
            self.go(self.model.cursor_lane, self.model.beside(step))

    def action_lane(self, step: int) -> None:
        """Move the cursor to the same time in the lane beside, or ask for the week beside."""
        lane = self.model.cursor_lane + step
        if self.model.has_places and 0 <= lane < len(self.board.lanes):
            self.go(lane, self.model.goal)
        else:
            self.tell(WeekAsked(step))

    def action_page(self, pages: int) -> None:
        """Move the cursor and the lines by a page."""
        if self.model.has_places:
            row = self.model.cursor_row + self.model.page(pages)
            self.show_from(self.model.page_top(pages))
            self.go(self.model.cursor_lane, row)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last time of its lane."""
        self.go(self.model.cursor_lane, self.model.last_row if last else 0)

    def action_corner(self, last: bool) -> None:
        """Move the cursor to the first or the last lane."""
        self.go(len(self.board.lanes) - 1 if last else 0, self.model.goal)

    def action_resource(self, step: int) -> None:
        """Move the cursor to the next or previous resource; from the last one leave the grid."""
        lane = self.model.next_resource(step)
        if lane is None:
            self.action_leave(step)
        else:
            self.go(lane, self.model.goal)

    def action_leave(self, step: int) -> None:
        """Give the keys to the field after or before."""
        if step > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def scroll_lanes(self, step: int) -> None:
        """Show the lanes before or after; the cursor goes along when it would be out of sight."""
        self._moved(self.model.scroll_lanes(step))

    # --- choosing and marking -----------------------------------------------------------------

    @property
    def marks(self) -> frozenset[BlockKey]:
        """The keys of the marked blocks."""
        return self.model.marks

    def set_marks(self, keys: Iterable[BlockKey]) -> None:
        """Mark these blocks and no others, without telling the screen."""
        self.changed(self.model.set_marks(keys))

    def action_choose(self) -> None:
        """Choose the block or the place under the cursor."""
        place, key = self.cursor_place, self.cursor_key
        if key is not None:
            self.tell(SlotChosen(key))
        elif place is not None:
            self.tell(PlaceChosen(*place))

    def action_mark(self) -> None:
        """Mark the block under the cursor, or take its mark away."""
        before = self.marks
        self.changed(self.model.toggle_mark())
        self._tell_marks(before)

    def action_extend(self, rows: int, lanes: int) -> None:
        """Mark time by time, or day by day."""
        if self.model.has_places:
            before = self.marks
            self._moved(self.model.extend_marks(rows, lanes))
            self._tell_marks(before)

    def _tell_marks(self, before: frozenset[BlockKey]) -> None:
        if self.marks != before:
            self.tell(MarksChanged(self.marks))

    def action_menu(self) -> None:
        """Ask for the context menu at what is under the cursor."""
        if self.model.has_places:
            self.show_cursor()
            self._ask_menu(*self.below_cursor)

    @property
    def below_cursor(self) -> Offset:
        """The cell of the screen below what is under the cursor, where a context menu opens."""
        placed = self.model.lanes.find(self.model.cursor_lane)
        y = len(self.heading_names) + self.model.cursor_row - self.top + 1
        return self.region.offset + Offset(placed.x + 1 if placed else 2, y)

    def _ask_menu(self, x: int, y: int) -> None:
        place = self.cursor_place
        if place is not None:
            self.tell(MenuAsked(*place, self.cursor_key, x, y))

    # --- the mouse ----------------------------------------------------------------------------

    def place_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The lane and the row that are drawn at a cell of the grid; None in its heading."""
        row, placed = y - len(self.heading_names) + self.top, self.model.lane_at(x)
        inside = y >= len(self.heading_names) and 0 <= row < len(self.model.plan.rows)
        return (placed.place, row) if placed and inside else None

    def on_click(self, event: events.Click) -> None:
        """Go there; choose, mark or open the menu."""
        event.stop()
        at = self.place_at(event.x, event.y)
        if at is None:
            if self.model.has_places and event.y < len(self.heading_names) and event.button == 1:
                self._heading_clicked(event.x, event.y)
            return
        self.go(*at)
        if event.button == 3:
            self._ask_menu(event.screen_x, event.screen_y)
        elif event.button == 1 and event.ctrl:
            self.action_mark()
        elif event.button == 1 and event.chain == 2:
            self.action_choose()

    def _heading_clicked(self, x: int, y: int) -> None:
        lanes, placed = self.model.lanes, self.model.lanes.at(x)
        if lanes.before and placed is None:
            self.scroll_lanes(-1)
        elif lanes.after and x == lanes.width - 1 and y == 0:
            self.scroll_lanes(1)
        elif placed is not None:
            self.tell(LaneChosen(self.board.lanes[placed.place].key))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say all of what is under the pointer."""
        at = self.place_at(event.x, event.y)
        placed = self.model.lane_at(event.x)
        now = at if at is not None else (placed.place, -1) if placed else None
        if now == self.pointed:
            return
        self.pointed = now
        text = self.model.tip_at(*at) if at else ""
        if at is None and placed is not None and self.model.has_places:
            text = self.model.lane_tip(placed.place)
        self.tooltip = Content(drawn_lines(text)) if text else None

    def wheeled(self, rows: int, columns: int) -> None:
        """Move the lines or the lanes under the pointer."""
        if columns:
            self.scroll_lanes(columns)
        else:
            self.show_from(max(0, self.top + rows))
