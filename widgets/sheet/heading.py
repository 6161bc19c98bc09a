"""The heading of a sheet: groups, titles and a line; clicked to sort, dragged to resize."""

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from widgets.clean import drawn
from widgets.line import fit
from widgets.sheet.columns import Columns
from widgets.sheet.host import Host
from widgets.sheet.layout import (
    NARROWEST,
    Placed,
    gap,
    group_line,
    heading_lines,
    more_at,
    title_lines,
)
from widgets.sheet.model import SheetModel
from widgets.sheet.values import Column
from widgets.steady import Steady


class SheetHeading(Steady, Widget):
    """Draws the titles above the columns, and lets the mouse change their widths."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SheetHeading { height: auto; background: $surface; color: $foreground; }
    """

    def __init__(self, model: SheetModel, host: Host, columns: Columns) -> None:
        super().__init__()
        self._model = model
        self._host = host
        self._columns = columns
        self._dragged: Placed | None = None
        self._grabbed = 0
        self._before: Column | None = None
        self._has_dragged = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there is room for."""
        layout = self._model.layout_for(width)
        return len(heading_lines(self._model.columns, layout, container.height))

    def render_line(self, y: int) -> Strip:
        """Draw one line of it, each column on its ground."""
        columns, layout = self._model.columns, self._model.layout
        names = heading_lines(columns, layout, self._host.size.height)
        name = names[y] if y < len(names) else ""
        part = "rule" if name == "rule" else "group" if name == "groups" else "heading"
        if name == "rule":
            text = "─" * layout.width
        elif name == "groups":
            text = drawn(group_line(columns, layout))
        else:
            text = self._titles(name, both="above" in names)
        line = Strip([Segment(text, self._host.part_style(part))])
        strip = line.adjust_cell_length(self.size.width)
        return self._on_grounds(strip, titles=part == "heading")

    def _on_grounds(self, strip: Strip, *, titles: bool) -> Strip:
        """The line cut where columns end, with each one's ground and the cursor."""
        model, style_of, base = self._model, self._host.part_style, self.rich_style
        cuts: list[tuple[int, Style, Style | None]] = []
        for placed in model.layout.placed:
            column = model.columns[placed.place]
            ground = style_of(f"role-{column.role}") if column.role else base
            style = base + Style(bgcolor=ground.bgcolor)
            here = titles and model.in_heading and placed.place == model.column_index
            cursor = style_of("cursor" if self._host.has_keys else "cursor-away")
            cuts += [
                (placed.x - placed.bar, cuts[-1][1] if cuts else base, None),
                (placed.x, style, None),
                (placed.x + placed.width, style, cursor if here else None),
            ]
        if cuts:
            cuts.append((cuts[-1][0] + 1, cuts[-1][1], None))  # the gap after the last one
        cuts = [one for one in cuts if one[0] < strip.cell_length]
        cuts.append((strip.cell_length, base, None))
        parts = strip.divide([end for end, _, _ in cuts])
        return Strip(
            Segment(one.text, style + one.style + cursor)
            for part, (_, style, cursor) in zip(parts, cuts, strict=True)
            for one in part
        )

    def _titles(self, name: str, *, both: bool) -> str:
        model, layout = self._model, self._model.layout
        line = ""
        for at, placed in enumerate(layout.placed):
            column = model.columns[placed.place]
            above, title = title_lines(column, placed.width)
            if not both and above and not column.folded:
                title = " ".join(column.title.split())
            text = title if name == "title" else above
            between = gap(placed.bar) if at else " " * placed.x
            if name == "title" and at == layout.fixed and layout.back_at is not None:
                middle = layout.back_at - placed.x + len(between)
                between = between[:middle] + "◂" + between[middle + 1 :]
            line += between
            sign = model.sort_sign(column.key) if name == "title" else ""
            line += fit(drawn(text), placed.width - len(sign), right=column.right) + sign
        if layout.on_at is not None and name == "title":
            return fit(line, layout.width - 1) + "▸"
        return fit(line, layout.width)

    # --- the mouse ----------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag a column's right edge."""
        self._has_dragged = False
        placed = self._model.layout.edge_at(event.x) if not self._way_at(event) else None
        if placed is not None and event.button == 1:
            event.stop()
            self._dragged = placed
            self._grabbed = event.x - placed.x - placed.width
            self._before = self._model.columns[placed.place]
            self._has_dragged = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag, or say the whole name of the column under the pointer."""
        if self._dragged is not None:
            width = max(NARROWEST, event.x - self._dragged.x - self._grabbed)
            self._columns.drag(self._dragged.place, width)
            return
        placed = self._model.layout.at(event.x)
        name = self._model.columns[placed.place].name if placed else ""
        if not name:
            self.tooltip = None
        elif not isinstance(self.tooltip, Content) or self.tooltip.plain != drawn(name):
            self.tooltip = Content(drawn(name))

    @on(events.MouseUp)
    @on(events.MouseRelease)
    def _end_drag(self) -> None:
        """Also when something else takes the mouse."""
        if self._dragged is not None:
            dragged, self._dragged = self._dragged, None
            self.release_mouse()
            column = self._model.columns[dragged.place]
            if column != self._before:  # else it was only pressed
                self._columns.tell(dragged.place)

    def on_click(self, event: events.Click) -> None:
        """Sort, bring a folded column back, fit one to its text, ask for its menu, or move on."""
        event.stop()
        layout, way = self._model.layout, self._way_at(event)
        if way and event.button == 1:
            self._host.wheeled(0, way * layout.page)
            return
        edge, placed = layout.edge_at(event.x), layout.at(event.x)
        if edge is not None and event.button == 1 and event.chain == 2:
            self._columns.fit(edge.place)
        elif placed is not None and not self._has_dragged:
            self._host.heading_clicked(placed.place, event)

    def _way_at(self, event: events.MouseEvent) -> int:
        """Whether a cell has a sign for more columns: 1 to the right, -1 to the left, else 0."""
        columns, layout = self._model.columns, self._model.layout
        names = heading_lines(columns, layout, self._host.size.height)
        name = names[event.y] if event.y < len(names) else ""
        if name == "title" and layout.back_at == event.x:
            return -1
        if name == "groups":
            return int(group_line(columns, layout).endswith("▸") and event.x >= more_at(layout))
        return int(name == "title" and layout.on_at == event.x)
