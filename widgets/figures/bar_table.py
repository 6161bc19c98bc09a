"""A table whose lines end in bars: a heading, the lines, and their sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from widgets.clean import drawn
from widgets.figures.bar_layout import BarRow, Places, place
from widgets.figures.bars import Bar, bar
from widgets.line import cut, fit
from widgets.screen import Moved

_NOTHING = BarRow("", "", ())


class BarBody(ScrollView, can_focus=True):
    """The lines; draws only those that show."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Uppåt", show=False),
        Binding("down,j", "move(1)", "Nedåt", show=False),
        Binding("pageup", "page(-1)", "En sida upp", show=False),
        Binding("pagedown", "page(1)", "En sida ned", show=False),
        Binding("home,g", "go(0)", "Först", show=False),
        Binding("end,G", "go(-1)", "Sist", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"bar-body--{part}" for part in ("bar", "part", "cursor", "quiet")
    }
    DEFAULT_CSS = """
    BarBody {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        background: $surface;
        color: $foreground;
        .bar-body--bar { color: $foreground-quiet; }
        .bar-body--part { color: $attention; }
        .bar-body--cursor { background: $cursor-background; color: $cursor-foreground; }
        .bar-body--quiet { color: $foreground-quiet; }
    }
    """

    cursor: reactive[int] = reactive(0)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[BarRow, ...] = ()
        self.empty = ""

    @property
    def row(self) -> BarRow | None:
        """The line that has the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: tuple[BarRow, ...], empty: str) -> None:
        """List these; the cursor stays on its line when that is still there."""
        before = self.row
        self.rows, self.empty = rows, empty
        self.virtual_size = Size(0, len(rows))
        keys = [row.key for row in rows]
        self.cursor = keys.index(before.key) if before and before.key in keys else 0
        self._reach()
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the lines."""
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, before: int, cursor: int) -> None:
        """Show the line that has the cursor."""
        self._reach()
        self.refresh()
        self.post_message(BarTable.CursorMoved())

    def _reach(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)

    def on_resize(self, event: events.Resize) -> None:
        """The line that has the cursor stays in sight."""
        self._reach()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor += step

    def action_page(self, pages: int) -> None:
        """Move the cursor by what shows at a time."""
        self.cursor += pages * max(1, self.scrollable_content_region.height - 1)

    def action_go(self, at: int) -> None:
        """Move the cursor to the first or the last."""
        self.cursor = at if at >= 0 else len(self.rows) + at

    def on_click(self, event: events.Click) -> None:
        """Go to the line; a double click chooses it, a right click is the page's."""
        inside = event.get_content_offset(self)
        at = -1 if inside is None else inside.y + self.scroll_offset.y
        if not 0 <= at < len(self.rows):
            return
        self.cursor = at
        if event.button == 1:
            event.stop()
            if event.chain == 2:
                self.post_message(BarTable.RowChosen(self.rows[at].key))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, at, base = self.size.width, y + self.scroll_offset.y, self.rich_style
        table = self.parent
        if not isinstance(table, BarTable) or at >= len(self.rows):
            said = f" {self.empty}" if not self.rows and y == 0 else ""
            return Strip([Segment(fit(said, width), base + self._part("quiet"))])
        row, is_here = self.rows[at], at == self.cursor
        line = base + self._part("cursor" if is_here else "" if row.value else "quiet")
        lead, *texts = table.texts(row)
        drawn_bar = table.bar(row)
        segments = [Segment("▌" if is_here else lead, line), *(Segment(one, line) for one in texts)]
        for part, text in (("bar", drawn_bar.rest), ("part", drawn_bar.part)):
            segments.append(Segment(text, base + self._part(part)))
        return Strip(segments).adjust_cell_length(width, base)

    def _part(self, name: str) -> Style:
        if not name:
            return Style.null()
        return self.get_component_rich_style(f"bar-body--{name}", partial=True)


class BarTable(Vertical):
    """Labels, figures and bars, with one line that has the cursor.

    Args:
        heading: the names of the columns.
        given_up: the columns in the order in which they go when there is too little room.
    """

    DEFAULT_CSS = """
    BarTable { height: 1fr; }
    BarTable > Static { height: 1; padding-right: 1; text-wrap: nowrap; text-overflow: clip; }
    BarTable #bar-heading { color: $frame-title; text-style: bold; }
    BarTable #bar-sum { text-style: bold; background: $panel; }
    """

    @dataclass
    class RowChosen(Message):
        """A line was double clicked."""

        key: str

    @dataclass
    class CursorMoved(Moved):
        """Another line has the cursor."""

    def __init__(self, heading: BarRow, given_up: Sequence[int]) -> None:
        super().__init__()
        self._heading, self._given_up = heading, given_up
        self._sum = _NOTHING
        self._most = 0
        self._placed: tuple[int, Places] | None = None

    def compose(self) -> ComposeResult:
        """The heading, the lines and the sum."""
        yield Static(id="bar-heading", markup=False)
        yield BarBody()
        yield Static(id="bar-sum", markup=False)

    @property
    def body(self) -> BarBody:
        """The lines."""
        return self.query_one(BarBody)

    @property
    def row(self) -> BarRow | None:
        """The line that has the cursor."""
        return self.body.row

    def show(
        self, heading: BarRow, rows: tuple[BarRow, ...], total: BarRow, empty: str = ""
    ) -> None:
        """Show these lines, and their sum; ``empty`` is said when there are none."""
        self._heading, self._sum = heading, total if rows else _NOTHING
        self._most = max((row.value for row in rows), default=0)
        self._placed = None
        self.body.show(rows, empty)
        self._share()

    def on_resize(self, event: events.Resize) -> None:
        """The lines have what room there is."""
        self._share()

    def _share(self) -> None:
        """Let the sum stand right below the lines, and in sight."""
        for name, row in (("#bar-heading", self._heading), ("#bar-sum", self._sum)):
            line = self.query_one(name, Static)
            line.display = bool(row.figures)
            text = fit("".join(self.texts(row)), self.size.width - 1) if row.figures else ""
            line.update(Content(text))
        most = self.size.height - 1 - bool(self._sum.figures)
        self.body.styles.height = max(1, min(len(self.body.rows), most))

    def places(self) -> Places:
        """Where things stand now; the last cells are a blank and the scrollbar."""
        width = self.size.width - 2
        if self._placed is None or self._placed[0] != width:
            rows = (self._sum, *self.body.rows) if self._sum.figures else self.body.rows
            shown = [row._replace(label=drawn(row.label)) for row in rows]
            self._placed = width, place(self._heading, shown, self._given_up, width)
        return self._placed[1]

    def texts(self, row: BarRow) -> list[str]:
        """What stands before the bar, the cursor's cell first."""
        places = self.places()
        gap = " " * places.gap
        made = [" ", fit(drawn(row.label), places.label)]
        for n, cells in places.figures:
            figure = cut(row.figures[n], cells)  # apart from its blanks, which pictures drop
            made += [gap + " " * (cells - cell_len(figure)), figure]
        return [*made, gap]

    def bar(self, row: BarRow) -> Bar:
        """The line's bar."""
        return bar(row.value, row.part, self._most, self.places().bar)

    def cursor_place(self) -> Offset:
        """The cell below the line that has the cursor, for a menu."""
        body = self.body
        return body.region.offset + Offset(2, body.cursor - body.scroll_offset.y + 1)
