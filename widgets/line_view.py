"""Lines of text in parts that a widget colours, laid out for its width and scrolled."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.clean import drawn
from widgets.line import cut, wrap

_ALL = 1_000_000
"""Lines; more than any text has."""


class Part(NamedTuple):
    """A piece of a line, coloured by the component ``line-view--<kind>`` if it is of a kind."""

    text: str
    kind: str = ""


class Line(NamedTuple):
    """One line, from left to right, and what a click on it means, or empty."""

    parts: tuple[Part, ...] = ()
    name: str = ""

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(part.text for part in self.parts)


def hanging(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The text broken between words, after ``first`` on the first line and ``rest`` on others."""
    room = max(1, width - max(cell_len(first), cell_len(rest)))
    for n, line in enumerate(wrap(drawn(text), room) or [""]):
        yield (rest if n else first) + line


def paragraph(
    text: str, width: int, kind: str = "", first: str = "", rest: str = ""
) -> Iterator[Line]:
    """As ``hanging``, as lines of one kind."""
    return (Line((Part(line, kind),)) for line in hanging(text, width, first, rest))


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws only the lines that show.

    Args:
        arrange: gives the lines for a width in cells; a subclass may override ``lines`` instead.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "read(-1)", "Uppåt", show=False),
        Binding("down", "read(1)", "Nedåt", show=False),
        Binding("pageup", "read_pages(-1)", "En sida upp", show=False),
        Binding("pagedown,space", "read_pages(1)", "En sida ned", show=False),
        Binding("home", f"read(-{_ALL})", "Först", show=False),
        Binding("end", f"read({_ALL})", "Sist", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-view--heading",
        "line-view--quiet",
        "line-view--attention",
        "line-view--decided",
        "line-view--strong",
        "line-view--key",
    }
    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        .line-view--heading { color: $frame-title; text-style: bold; }
        .line-view--quiet { color: $foreground-quiet; }
        .line-view--attention { color: $attention; text-style: bold; }
        .line-view--decided { color: $figure; text-style: bold; }
        .line-view--strong { text-style: bold; }
        .line-view--key { color: $keys-key; text-style: bold; }
    }
    """

    def __init__(
        self,
        arrange: Callable[[int], Sequence[Line]] = lambda _: (),
        *,
        classes: str | None = None,
    ) -> None:
        super().__init__(classes=classes)
        self._given = arrange
        self._laid: tuple[Line, ...] = ()
        self._laid_for = -1

    def lines(self, width: int) -> Sequence[Line]:
        """The lines for this width."""
        return self._given(width)

    @property
    def shown(self) -> tuple[Line, ...]:
        """The lines as they are laid out now."""
        return self._laid

    def lay_out(self) -> None:
        """Draw the lines anew: what they say has changed."""
        self._laid_for = -1
        self.rearrange()

    def rearrange(self) -> None:
        """Lay the lines out, if the width is another one."""
        # The scrollbar's cell is kept free, so that it can come and go without a new layout.
        width = max(1, self.content_region.width - 1)
        if width != self._laid_for:
            self._laid_for = width
            self._laid = tuple(self.lines(width))
            self.virtual_size = Size(width, len(self._laid))
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line each."""
        return max(1, len(self.lines(max(1, width - 1))))

    def on_resize(self, event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        self.rearrange()

    def reveal(self, place: int) -> None:
        """Scroll so that a line stands at the top."""
        self.scroll_to(y=place, animate=False, force=True)

    def action_read(self, lines: int) -> None:
        """Some lines on, or back."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_read_pages(self, pages: int) -> None:
        """What shows at a time, on or back."""
        self.action_read(pages * (max(2, self.size.height) - 1))

    def name_at(self, event: events.MouseEvent) -> str:
        """What the line under the mouse means, or empty."""
        inside = event.get_content_offset(self)
        at = -1 if inside is None else inside.y + self.scroll_offset.y
        return self._laid[at].name if 0 <= at < len(self._laid) else ""

    def part_style(self, at: int, kind: str) -> Style:
        """How a part of a kind is drawn in one of the lines; the line itself is of no kind."""
        if not kind:
            return self.rich_style
        return self.rich_style + self.get_component_rich_style(f"line-view--{kind}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, at = self.size.width, y + self.scroll_offset.y
        if not 0 <= at < len(self._laid):
            return Strip.blank(width, self.rich_style)
        base = self.part_style(at, "")
        left, segments = width, []
        for part in self._laid[at].parts:
            text = cut(drawn(part.text), left)
            left -= cell_len(text)
            segments.append(Segment(text, self.part_style(at, part.kind)))
        return Strip(segments).adjust_cell_length(width, base)
