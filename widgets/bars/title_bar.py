"""The first line of every page: where one is, the book's time, and as whom."""

from typing import NamedTuple

from rich.cells import cell_len

from widgets.line import cut, fit
from widgets.part_line import CLOCK, Part, PartLine

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


def arrange(title: Title, width: int) -> list[Part]:
    """Lay the title out on ``width`` cells.

    The time stays as long as anything does; the role and the date go first, then the system.
    Together the parts take exactly ``width`` cells.
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


def _right(title: Title, clock: str, role: str) -> list[Part]:
    parts = [Part("clock", clock, CLOCK)]
    if title.paused:
        parts += [Part("", " "), Part("paused", f" {title.paused} ", CLOCK)]
    if role:
        parts += [Part("", _GAP), Part("role", role)]
    return parts


def _filled(left: str, parts: list[Part], width: int) -> list[Part]:
    filling = width - 2 - cell_len(left) - _length(parts)
    if filling < 0:
        text = "".join(part.text for part in parts)
        return [Part("clock", fit(text, width))] if width > 0 else []
    return [Part("place", f" {left}"), Part("", " " * filling), *parts, Part("", " ")]


def _length(parts: list[Part]) -> int:
    return sum(cell_len(part.text) for part in parts)


class TitleBar(PartLine):
    """One line that is drawn whole."""

    LINE = "title-bar"
    KINDS = ("place", "clock", "paused", "role")
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

    def __init__(self) -> None:
        super().__init__()
        self._title = Title()

    def show(self, title: Title) -> None:
        """Say this from now on."""
        if title != self._title:
            self._title = title
            self.refresh()

    def parts(self, y: int) -> list[Part]:
        """What it says, on exactly its width."""
        return arrange(self._title, self.size.width)
