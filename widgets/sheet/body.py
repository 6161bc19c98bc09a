"""The rows of a sheet: draws the lines that show, and tells its host where it is clicked."""

from operator import is_

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.strip import Strip

from widgets.grid_view import GridView, joined
from widgets.line import cut
from widgets.sheet.cells import broken, pieces
from widgets.sheet.host import Host
from widgets.sheet.model import SheetModel
from widgets.sheet.values import Row, cell_of, state_of

_TIP_WIDTH = 36
_MOST_DRAWN = 200
_MARKED, _CURRENT, _HERE, _AWAY = 1, 2, 4, 8
"""How a cell is drawn; together they are a key to its style."""


class SheetBody(GridView, can_focus=False):
    """Draws rows; the sheet has the focus and the keys."""

    def __init__(self, model: SheetModel, host: Host, empty: str = "") -> None:
        super().__init__()
        self._model = model
        self._host = host
        self.empty = empty
        self._styles_at_hand: dict[tuple[str, str, str, str, int], Style] = {}
        self._parts_at_hand: dict[str, Style] = {}
        self._drawn: dict[int, tuple[tuple[object, ...], Strip]] = {}

    # --- drawing ------------------------------------------------------------------------------

    @property
    def lines(self) -> int:
        """How many rows there is room for."""
        return max(1, self.size.height)

    def make_room(self, rows: int) -> None:
        """Scroll among so many rows; laid out anew only when the scroll bar comes or goes."""
        room, before = self.size.height, self.virtual_size.height
        if not room or (rows > room) is not (before > room):
            self.virtual_size = Size(1, rows)
            return
        self.set_reactive(SheetBody.virtual_size, Size(1, rows))
        if rows > room:
            self.vertical_scrollbar.window_virtual_size = rows

    def notify_style_update(self) -> None:
        """Colours are looked up anew."""
        super().notify_style_update()
        self.forget_styles()

    def forget_styles(self) -> None:
        """Look the colours up anew."""
        self._styles_at_hand.clear()
        self._parts_at_hand.clear()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, base = self.size.width, self._part("")
        model = self._model
        if not model.row_count:
            text = cut(self.empty, width - 2) if y == 0 else ""
            return Strip([Segment(f" {text}", base + self._part("empty"))]).adjust_cell_length(
                width, base
            )
        index = y + self.top
        row = model.row_at(index) if index < model.row_count else None
        if row is None:
            return Strip.blank(width, base)
        if index == model.cursor_index:
            return self._row_strip(row, index).adjust_cell_length(width, base)
        # The row that the cursor leaves looks as it did before the cursor came.
        alike = row, model.layout, row.key in model.marked
        kept, strip = self._drawn.get(index, ((), None))
        if strip is None or strip.cell_length != width or not all(map(is_, kept, alike)):
            strip = self._row_strip(row, index).adjust_cell_length(width, base)
            if len(self._drawn) >= _MOST_DRAWN:
                self._drawn.clear()
            self._drawn[index] = alike, strip
        return strip

    def _row_strip(self, row: Row, index: int) -> Strip:
        model, layout = self._model, self._model.layout
        columns, style_of, role = model.columns, self._style, row.role
        current = index == model.cursor_index and not model.in_heading
        marked = row.key in model.marked
        how = _MARKED * marked + _CURRENT * current
        has_keys = self._host.has_keys
        cursor = _HERE if has_keys else _AWAY
        plain = style_of("", role, "", "", how)
        mark = "▌" if has_keys else "▏"  # where the keys are stands out without colour
        lead = (mark if current else " ") + (("*" if marked else " ") if model.markable else "")
        runs: list[tuple[str, Style]] = [(lead, plain)]
        ground = ""
        for place, x, wide, bar in layout.placed:
            if x > len(lead):  # a line between two groups has a blank of each ground beside it
                runs.append((" │" if bar else " ", style_of(ground, role, "", "", how)))
            column, cell = columns[place], cell_of(row, place)
            here = current and place == model.column_index
            ground = column.role
            if bar:
                runs.append((" ", style_of(ground, role, "", "", how)))
            style = style_of(ground, role, cell.role, state_of(column, cell), how + cursor * here)
            for text, swatch in pieces(column, cell, wide, cursor=here and has_keys):
                runs.append((text, style + self._part(f"role-{swatch}") if swatch else style))
        end = x + wide if layout.placed else len(lead)
        if end < layout.width:  # the heading's ground goes on for one cell, too
            runs.append((" ", style_of(ground, role, "", "", how)))
            runs.append((" " * (layout.width - end - 1), plain))
        return Strip(joined(runs), max(end, layout.width))

    def _part(self, name: str) -> Style:
        """The style of one of the sheet's component classes; that of the rows without a name."""
        found = self._parts_at_hand.get(name)
        if found is None:
            found = self.rich_style if not name else self._host.part_style(name)
            self._parts_at_hand[name] = found
        return found

    def _style(self, ground: str, row: str, role: str, state: str, how: int) -> Style:
        """What a cell looks like: later parts go over earlier ones."""
        wanted = ground, row, role, state, how
        found = self._styles_at_hand.get(wanted)
        if found is None:
            parts = [f"role-{one}" for one in (ground, row, role) if one]
            parts += [state] if state else []
            parts += ["marked"] if how & _MARKED else []
            parts += ["cursor-row"] if how & _CURRENT else []
            parts += ["cursor"] if how & _HERE else []
            parts += ["cursor-away"] if how & _AWAY else []
            found = sum((self._part(part) for part in parts), start=self._part(""))
            self._styles_at_hand[wanted] = found
        return found

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight."""
        self._host.resized()

    # --- the mouse ----------------------------------------------------------------------------

    def cell_at(self, offset: Offset) -> tuple[int, int] | None:
        """The places of the row and the column that are drawn at a cell."""
        index = offset.y + self.top
        layout = self._model.layout
        placed = layout.at(offset.x)
        if placed is None and offset.x < 2 and layout.placed:
            placed = layout.placed[0]
        return (index, placed.place) if placed and 0 <= index < self._model.row_count else None

    def on_click(self, event: events.Click) -> None:
        """Tell the host."""
        event.stop()
        at = self.cell_at(event.offset)
        if at is not None:
            self._host.cell_clicked(*at, event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say the whole text of the cell under the pointer."""
        at = self.cell_at(event.offset)
        if at == self.pointed:
            return
        self.pointed = at
        text = self._model.tip_at(*at) if at else ""
        self.tooltip = Content(self.shortened(text)) if text else None

    def shortened(self, text: str) -> str:
        """The text cut to what a tooltip has room for on the screen."""
        width, height = self.app.size
        lines = broken(text, max(4, min(_TIP_WIDTH, width - 4)))
        most = max(1, height - 6)
        return "\n".join(lines if len(lines) <= most else [*lines[: most - 1], "…"])

    def wheeled(self, rows: int, columns: int) -> None:
        """Tell the host."""
        self._host.wheeled(rows, columns)
