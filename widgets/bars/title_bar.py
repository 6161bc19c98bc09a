"""The first line of every page: where one is, the book's time, and as whom."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.message import Message

from widgets.line import cut, fit
from widgets.part_line import CLOCK, Part, PartLine

NEWS: Final = "news"
"""What a click on the news means."""
_GAP, _BETWEEN = "  ", " · "
_LEAST_UNIT = 10
"""The cells that a unit's name keeps beside the book's."""


class Title(NamedTuple):
    """What the line says.

    Attributes:
        place: from the whole to the part, such as the journal system and the unit.
        book: which book is open, and what it was made of.
        clock: the time in full.
        day_clock: the time with its day, where there is less room.
        short_clock: the time alone, where there is little.
        paused: said after the time when the clock stands still, else empty.
        role: as whom one acts.
        news: what others have just done, which stands in the place of where one is.
    """

    place: tuple[str, ...] = ()
    book: str = ""
    clock: str = ""
    day_clock: str = ""
    short_clock: str = ""
    paused: str = ""
    role: str = ""
    news: str = ""


def arrange(title: Title, width: int) -> list[Part]:
    """Lay the title out on ``width`` cells.

    The time stays as long as anything does; the system and the year go first, then the role, and
    the unit's name is cut before the book's. Together the parts take exactly ``width`` cells.
    """
    if title.news:
        return _told(title, width)
    whole, unit = " › ".join(title.place), title.place[-1] if title.place else ""
    book = f"{_BETWEEN}{title.book}" if title.book else ""
    choices = (
        (whole, title.clock, title.role),
        (unit, title.clock, title.role),
        (unit, title.day_clock, title.role),
        (unit, title.clock, ""),
        (unit, title.day_clock, ""),
    )
    for place, clock, role in choices:
        right = _right(title, clock, role)
        if cell_len(place) + cell_len(book) <= _room(right, width):
            return _filled(place, book, right, width)
    right = _right(title, title.day_clock, "")
    if _room(right, width) < _LEAST_UNIT + cell_len(book):
        right = _right(title, title.short_clock, "")
    room = _room(right, width)
    if room < 2 * _LEAST_UNIT:
        return _filled(cut(unit, room) if room > 0 else "", "", right, width)
    book = cut(book, room - min(cell_len(unit), _LEAST_UNIT))
    return _filled(cut(unit, room - cell_len(book)), book, right, width)


def _told(title: Title, width: int) -> list[Part]:
    """What others have done, and the time."""
    right = _right(title, title.day_clock, "")
    if _room(right, width) < 4 * _LEAST_UNIT:
        right = _right(title, title.short_clock, "")
    room = _room(right, width)
    if room <= 0:
        return _filled("", "", right, width)
    news = cut(f"● {title.news}", room)
    filling = width - 2 - cell_len(news) - _length(right)
    return [Part("", " "), Part("news", news, NEWS), Part("", " " * filling), *right, Part("", " ")]


def _room(right: list[Part], width: int) -> int:
    """The cells that are left for the place and the book."""
    return width - _length(right) - len(_GAP) - 2


def _right(title: Title, clock: str, role: str) -> list[Part]:
    parts = [Part("clock", clock, CLOCK)]
    if title.paused:
        parts += [Part("", " "), Part("paused", f" {title.paused} ", CLOCK)]
    if role:
        parts += [Part("", _GAP), Part("role", role)]
    return parts


def _filled(place: str, book: str, parts: list[Part], width: int) -> list[Part]:
    filling = width - 2 - cell_len(place) - cell_len(book) - _length(parts)
    if filling < 0:
        text = "".join(part.text for part in parts)
        return [Part("clock", fit(text, width))] if width > 0 else []
    left = [Part("place", f" {place}"), Part("book", book)]
    return [*left, Part("", " " * filling), *parts, Part("", " ")]


def _length(parts: list[Part]) -> int:
    return sum(cell_len(part.text) for part in parts)


class TitleBar(PartLine):
    """One line that is drawn whole."""

    LINE = "title-bar"
    KINDS = ("place", "book", "clock", "paused", "role", "news")
    DEFAULT_CSS = """
    TitleBar {
        dock: top;
        height: 1;
        background: $title-background;
        color: $title-foreground;
        .title-bar--place { text-style: bold; }
        .title-bar--paused { background: $mark-background; color: $mark-foreground; }
        .title-bar--news { text-style: bold; }
    }
    """

    @dataclass
    class NewsPointed(Message):
        """What others have done was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Title()

    def show(self, title: Title) -> None:
        """Say this from now on."""
        if title != self._title:
            self._title = title
            self.refresh()

    def pointed(self, name: str) -> None:
        """Say that the news were clicked."""
        if name == NEWS:
            self.post_message(self.NewsPointed())

    def parts(self, y: int) -> list[Part]:
        """What it says, on exactly its width."""
        return arrange(self._title, self.size.width)
