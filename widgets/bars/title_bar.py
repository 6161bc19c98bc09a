"""The first line of every page: where one is, the book's time, and as whom."""

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from widgets.line import cut, fit
from widgets.steady import Steady

_GAP = "  "


class Title(NamedTuple):
    """What the line says.

    Attributes:
        place: from the whole to the part, such as the journal system and the unit.
        clock: the time in full.
        short_clock: the time where there is little room.
        paused: said after the time when the clock stands still, else empty.
        role: as whom one acts.
    """

    place: tuple[str, ...] = ()
    clock: str = ""
    short_clock: str = ""
    paused: str = ""
    role: str = ""


def arrange(title: Title, width: int) -> list[tuple[str, str]]:
    """Lay the title out on ``width`` cells.

    The time stays as long as anything does; the role and the date go first, then the system.

    Returns:
        Pairs of a component and its text, in order; together exactly ``width`` cells.
    """
    place, right = " › ".join(title.place), _right(title, title.clock, title.role)
    last = title.place[-1] if title.place else ""
    choices = (
        (place, right),
        (place, _right(title, title.clock, "")),
        (place, _right(title, title.short_clock, "")),
        (last, _right(title, title.clock, "")),
        (last, _right(title, title.short_clock, "")),
    )
    for left, parts in choices:
        if cell_len(left) + _length(parts) + len(_GAP) + 2 <= width:
            break
    room = width - _length(parts) - len(_GAP) - 2
    left = cut(left, room) if room > 0 else ""
    return _filled(left, parts, width)


def _right(title: Title, clock: str, role: str) -> list[tuple[str, str]]:
    parts = [("clock", clock)]
    if title.paused:
        parts += [("gap", " "), ("paused", f" {title.paused} ")]
    if role:
        parts += [("gap", _GAP), ("role", role)]
    return parts


def _filled(left: str, parts: list[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    filling = width - 2 - cell_len(left) - _length(parts)
    if filling < 0:
        text = "".join(text for _, text in parts)
        return [("clock", fit(text, width))] if width > 0 else []
    return [("place", f" {left}"), ("gap", " " * filling), *parts, ("gap", " ")]


def _length(parts: list[tuple[str, str]]) -> int:
    return sum(cell_len(text) for _, text in parts)


class TitleBar(Steady, Widget):
    """One line that is drawn whole."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "title-bar--place",
        "title-bar--clock",
        "title-bar--paused",
        "title-bar--role",
    }
    DEFAULT_CSS = """
    TitleBar {
        dock: top;
        height: 1;
        background: $title-background;
        color: $title-foreground;
        .title-bar--place { text-style: bold; }
        .title-bar--paused { background: $mark-background; color: $mark-foreground; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, title: Title | None = None) -> None:
        super().__init__()
        self._title = title or Title()

    def show(self, title: Title) -> None:
        """Say this from now on."""
        if title != self._title:
            self._title = title
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        base = self.rich_style
        segments = [
            Segment(
                text,
                base if part == "gap" else self.get_component_rich_style(f"title-bar--{part}"),
            )
            for part, text in arrange(self._title, width)
        ]
        return Strip(segments).adjust_cell_length(width, base)
