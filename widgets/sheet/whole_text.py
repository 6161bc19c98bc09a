"""All that a cell says, on as many lines as it takes, beside the cell."""

from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from textual.content import Content
from textual.geometry import Region, Size
from textual.widgets import Static

from widgets.clean import drawn

_WIDEST = 60
_FRAME = 2
_LEAST = 3
"""Lines of text; with less room the cell itself may be covered."""


class Placing(NamedTuple):
    """Where the text stands on the screen.

    Attributes:
        region: with its frame.
        first: the first of the lines that shows.
        lines: how many show.
    """

    region: Region
    first: int
    lines: int


def broken(text: str, width: int) -> list[str]:
    """The text on lines of at most this width: its own, broken between words where too long."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in drawn(paragraph).split(" "):
            joined = f"{line} {word}" if line else word
            if cell_len(joined) <= width:
                line = joined
                continue
            lines += [line] if line else []
            *whole, line = chop_cells(word, max(2, width)) or [""]
            lines += whole
        lines.append(line)
    return lines


def place(lines: list[str], first: int, cell: Region, screen: Size, least: int = 0) -> Placing:
    """Where to put the lines from ``first``: below the cell, above it, or over it.

    Args:
        lines: as ``broken`` gives them, for the width that ``room_for`` says.
        first: the first one to show.
        cell: where the cell is on the screen.
        screen: its size.
        least: cells that the frame is to have room for.
    """
    wide = min(max(least, *(cell_len(line) for line in lines)) + _FRAME + 2, screen.width)
    left = len(lines) - first
    below, above = screen.height - cell.bottom, cell.y
    high = min(left + _FRAME, max(below, above))
    y = cell.bottom if high <= below else cell.y - high
    if high < min(left, _LEAST) + _FRAME:
        high = min(left + _FRAME, screen.height)
        y = max(0, min(cell.bottom, screen.height - high))
    x = max(0, min(cell.x, screen.width - wide))
    return Placing(Region(x, y, wide, high), first, max(1, high - _FRAME))


def room_for(screen: Size) -> int:
    """The cells of a line of the text on a screen of this size."""
    return max(2, min(_WIDEST, screen.width - _FRAME - 2))


class WholeText(Static):
    """The text in a frame with the column's name; as much as there is room for, then the rest."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    WholeText {
        layer: above;
        position: absolute;
        overlay: screen;
        constrain: inside;
        display: none;
        border: round $frame;
        border-title-color: $frame-title;
        border-subtitle-color: $foreground-quiet;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._text = self._title = self._hint = ""
        self._shown = Placing(Region(), 0, 0)

    @property
    def has_more(self) -> bool:
        """Whether there is more of the text than shows."""
        return self._shown.first + self._shown.lines < len(self._lines)

    @property
    def _lines(self) -> list[str]:
        return broken(self._text, room_for(self.app.size))

    def open(self, title: str, text: str, key: str, cell: Region, origin: Region) -> None:
        """Show the beginning of a text.

        Args:
            title: the column's name.
            text: all of it.
            key: the key that shows the rest.
            cell: where it stands on the screen.
            origin: where the sheet is on the screen.
        """
        self._text, self._title, self._hint = text, drawn(title), f"{key} visar resten …"
        self.border_title = Content(self._title)
        self.display = True
        self._show(0, cell, origin)

    def show_more(self, cell: Region, origin: Region) -> None:
        """Show what comes after that which shows."""
        self._show(self._shown.first + self._shown.lines, cell, origin)

    def follow(self, cell: Region, origin: Region) -> None:
        """Show the same part: the cell or the screen has another place or size."""
        self._show(min(self._shown.first, len(self._lines) - 1), cell, origin)

    def _show(self, first: int, cell: Region, origin: Region) -> None:
        lines = self._lines
        said = (self._title, self._hint) if len(lines) > _LEAST else (self._title,)
        least = max(map(cell_len, said)) + 2
        self._shown = place(lines, first, cell, self.app.size, least)
        region, last = self._shown.region, first + self._shown.lines
        self.styles.width, self.styles.height = region.width, region.height
        self.styles.offset = region.offset - origin.offset
        self.border_subtitle = Content(self._hint if self.has_more else "")
        self.update(Content("\n".join(lines[first:last])))
