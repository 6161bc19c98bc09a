"""The column at the right edge of a page: its parts one below the other."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region

from screens.beside.part import ColumnPart
from widgets.line import cut
from widgets.line_view import Line, LineView
from widgets.steady import Steady

_FRAME: Final = 6
"""Cells of the frame beside its title."""


class PartView(Steady, LineView):
    """Draws a part, with a cursor on those of its lines that lead somewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Uppåt", show=False),
        Binding("down", "step(1)", "Nedåt", show=False),
        Binding("enter", "choose", "Välj", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"part-view--cursor"}
    DEFAULT_CSS = """
    PartView {
        width: 1fr;
        height: 1fr;
        border: round $frame;
        border-title-color: $frame-title;
        border-title-style: bold;
        border-subtitle-color: $foreground-quiet;
        .part-view--cursor {
            background: $cursor-background; color: $cursor-foreground; text-style: bold;
        }
        &:focus { border: round $figure; }
    }
    """

    def __init__(self, part: ColumnPart) -> None:
        super().__init__()
        self.part = part
        self.at = ""
        """The name of the line that has the cursor; empty for none."""
        self._began: object = None

    def on_mount(self) -> None:
        """Follow the part from now on."""
        self.part.draw_with(self.lay_out)

    # --- what it says -------------------------------------------------------------------------

    def lines(self, width: int) -> Sequence[Line]:
        """The part's."""
        return self.part.lines(width)

    def lay_out(self) -> None:
        """What the part says has changed; the cursor stays on its line while that is there."""
        if not self.is_attached:
            return
        super().lay_out()
        if self.part.begins != self._began:
            self._began = self.part.begins
            self.scroll_home(animate=False)
        if not self.has_focus and self.part.reveals in self.stops:
            self.at = self.part.reveals
            self._reveal()
        self._draw_frame()
        if self.has_class("-above"):  # as high as what it says
            self.refresh(layout=True)

    def rearrange(self) -> None:
        """The cursor is on a line that there is."""
        super().rearrange()
        stops = self.stops
        if self.at not in stops:
            self.at = next(iter(stops), "")

    def on_resize(self, event: events.Resize) -> None:
        """The title fits."""
        self._draw_frame()

    def _draw_frame(self) -> None:
        self.border_title = Content(cut(self.part.title, max(1, self.outer_size.width - _FRAME)))
        self.border_subtitle = Content(
            self.part.hint(self.at) if self.has_focus and self.at else ""
        )

    def watch_has_focus(self, has_focus: bool) -> None:
        """Say what Enter does, while the keys come here."""
        super().watch_has_focus(has_focus)
        self._draw_frame()
        self.refresh()

    # --- the cursor ---------------------------------------------------------------------------

    @property
    def stops(self) -> dict[str, int]:
        """The lines that can be chosen: the place of the first line of each name."""
        found: dict[str, int] = {}
        for place, line in enumerate(self.shown):
            if line.name:
                found.setdefault(line.name, place)
        return found

    def action_step(self, step: int) -> None:
        """To the next line that can be chosen; first read on where it is far away."""
        stops = self.stops
        names = list(stops)
        place = (names.index(self.at) if self.at in stops else -1) + step
        if 0 <= place < len(names) and self._is_near(stops[names[place]]):
            self.at = names[place]
            self._reveal()
            self.refresh()
            self._draw_frame()
        else:
            self.action_read(step)

    def _reveal(self) -> None:
        """The cursor's line, and one above and below it."""
        place = max(0, self.stops[self.at] - 1)
        self.scroll_to_region(Region(0, place, 1, 3), animate=False, force=True)

    def _is_near(self, place: int) -> bool:
        top = self.scroll_offset.y
        return top - 2 <= place < top + self.size.height + 1

    def action_choose(self) -> None:
        """Choose the line that has the cursor."""
        if self.at:
            self.part.chosen(self.at)

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        name = self.name_at(event) if event.button == 1 else ""
        if name:
            event.stop()
            self.at = name
            self.refresh()
            self.part.chosen(name)

    def part_style(self, at: int, kind: str) -> Style:
        """The line that has the cursor is the cursor's colour throughout."""
        if self.has_focus and self.at and self.shown[at].name == self.at:
            return self.rich_style + self.get_component_rich_style("part-view--cursor")
        return super().part_style(at, kind)


class Column(Vertical):
    """The parts; the last of those that show takes the room that is left."""

    DEFAULT_CSS = """
    Column { dock: right; layer: page; height: 1fr; }
    Column PartView.-above { height: auto; max-height: 60%; }
    """

    def __init__(self, parts: Iterable[ColumnPart]) -> None:
        super().__init__(classes="page beside")
        self.views = tuple(map(PartView, parts))

    def compose(self) -> ComposeResult:
        """A frame for each part."""
        yield from self.views

    def view(self, name: str) -> PartView | None:
        """The frame of a part."""
        return next((view for view in self.views if view.part.name == name), None)
