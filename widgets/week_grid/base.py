"""The ground of a week grid: its board, where it is drawn, and its lines."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.clean import drawn
from widgets.line import cut, fit
from widgets.week_grid import moves
from widgets.week_grid.block_line import Piece
from widgets.week_grid.draw import Look, axis, heading, heading_lines, lane_pieces
from widgets.week_grid.lanes import AXIS, Lanes, Placed, lay_lanes, left_for
from widgets.week_grid.plan import Plan, plan_of
from widgets.week_grid.values import COLOURS, STATES, BlockKey, Board

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


class WeekGridBase(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws the lines that show. What one can do with them is in the classes built on it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = (
        {f"week-grid--{name}" for name in _OWN}
        | {f"week-grid--role-{role}" for role in STATES}
        | {f"week-grid--type-{colour}" for colour in COLOURS}
    )
    DEFAULT_CSS = (
        """
    WeekGridBase {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
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
        .week-grid--cursor {
            background: $figure; color: $surface; text-style: bold;
        }
        .week-grid--cursor-away { text-style: underline; }
        .week-grid--cursor-time {
            background: $cursor-background; color: $cursor-foreground;
        }
        .week-grid--cursor-lane { background: $cursor-background; color: $cursor-foreground; }
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
        self.board = board or Board()
        self.plan: Plan = plan_of(self.board)
        self.cursor_lane = 0
        self.cursor_row = 0
        self._left = 0
        self._laid: Lanes | None = None
        self._look: Look | None = None
        self._styles_at_hand: dict[tuple[str, ...], Style] = {}
        self._note = ""
        self._set_height()

    # --- where things are ---------------------------------------------------------------------

    @property
    def has_places(self) -> bool:
        """Whether there is anywhere for the cursor to stand."""
        return bool(self.board.lanes and self.plan.rows)

    @property
    def heading_names(self) -> tuple[str, ...]:
        """The lines of the heading."""
        return heading_lines(self.board, self.size.height)

    @property
    def lines(self) -> int:
        """How many rows there is room for."""
        return max(1, self.size.height - len(self.heading_names))

    @property
    def top(self) -> int:
        """The first row that shows."""
        return self.scroll_offset.y

    @property
    def room(self) -> int:
        """The cells of a line; the last one of the grid is the scrollbar's."""
        return max(0, self.size.width - 1)

    @property
    def lanes_now(self) -> Lanes:
        """Where the lanes stand now."""
        width = self.room
        if self._laid is None or self._laid.width != width:
            self._laid = lay_lanes(self.board.lanes, width, self._left, self.board.lane_width)
            self._left = self._laid.before
        return self._laid

    @property
    def marks(self) -> frozenset[BlockKey]:
        """The keys of the marked blocks."""
        return frozenset()

    @property
    def look(self) -> Look:
        """Where the cursor is, and what is marked."""
        if self._look is None:
            stop = range(0)
            if self.has_places:
                stop = moves.stop_at(
                    self.plan, self.board.blocks, self.cursor_lane, self.cursor_row
                )
            self._look = Look(self.cursor_lane, stop, self.has_focus, self.marks)
        return self._look

    def _follow_lane(self) -> None:
        """Pass by as many lanes as are needed to show the one with the cursor."""
        width, least = self.room, self.board.lane_width
        left = left_for(self.board.lanes, width, self.lanes_now.before, least, self.cursor_lane)
        if left != self.lanes_now.before:
            self._left, self._laid = left, None
            self.refresh()

    # --- drawing anew -------------------------------------------------------------------------

    def refresh_rows(self, rows: range, lane: int | None = None) -> None:
        """Draw some rows anew, of all lanes or of one."""
        first, last = max(rows.start, self.top), min(rows.stop, self.top + self.lines)
        if first >= last:
            return
        placed = None if lane is None else self.lanes_now.find(lane)
        if lane is not None and placed is None:
            return
        x, width = (placed.x, placed.width) if placed else (0, self.size.width)
        y = len(self.heading_names) + first - self.top
        self.refresh(Region(x, y, width, last - first))

    def refresh_heading(self) -> None:
        """Draw the heading anew."""
        self.refresh(Region(0, 0, self.size.width, len(self.heading_names)))

    def notify_style_update(self) -> None:
        """Colours are looked up anew."""
        super().notify_style_update()
        self._styles_at_hand.clear()

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
            pieces = heading(self.board, self.lanes_now, names[y], names[0], self.cursor_lane)
        elif not self.has_places:
            text = cut(drawn(self.board.empty), self.room - 1) if y == len(names) else ""
            pieces = [Piece(fit(f" {text}", self.room), ("empty",))]
        elif row < len(self.plan.rows):
            pieces = self._row(row)
        else:
            pieces = []
        # The pieces of a row fill its cells, and measuring them all again would take as long.
        filled = self.room if pieces and y >= len(names) and self.room >= AXIS else None
        strip = self._strip(pieces, filled).adjust_cell_length(width, self.style_of(()))
        return self._with_note(strip, row) if self._note and y >= len(names) else strip

    def _row(self, row: int) -> list[Piece]:
        board, plan, look = self.board, self.plan, self.look
        pieces = [axis(plan, row, look)]
        for placed in self.lanes_now.placed:
            pieces += lane_pieces(board, plan, placed, row, look)
        return pieces

    def _strip(self, pieces: list[Piece], width: int | None) -> Strip:
        """As few segments as the styles allow: each costs time until it is on the screen."""
        segments: list[Segment] = []
        at_hand, text, style = self._styles_at_hand, "", self.style_of(())
        for said, parts in pieces:
            its = at_hand.get(parts) or self.style_of(parts)
            if its is style:
                text += said
            elif said:
                if text:
                    segments.append(Segment(text, style))
                text, style = said, its
        segments.append(Segment(text, style))
        return Strip(segments, width)

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
        text = cut(f" {self._note} ", self.room)
        said = Strip([Segment(text, self.style_of(("point",)))])
        placed = self.lanes_now.find(self.cursor_lane)
        x = max(0, min(placed.x if placed else 0, self.room - said.cell_length))
        after = strip.crop(x + said.cell_length, self.size.width)
        return Strip.join([strip.crop(0, x), said, after])

    def placed_at(self, x: int) -> Placed | None:
        """The lane at a cell; the axis belongs to the first one."""
        lanes = self.lanes_now
        return lanes.at(x) or (lanes.placed[0] if lanes.placed and x < lanes.placed[0].x else None)

    def _set_height(self) -> None:
        self.virtual_size = Size(1, len(self.plan.rows) + len(self.heading_names))
