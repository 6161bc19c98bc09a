"""The names of the menus on one line, each with the letter that opens it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message

from widgets.choice_list import Choice
from widgets.line import cut
from widgets.part_line import Part, PartLine
from widgets.steady import LETTERS

LINE = 1
"""The line of the screen that the bar stands on, under the title."""


class Menu(NamedTuple):
    """One menu: its name and what it holds."""

    label: str
    choices: tuple[Choice, ...] = ()


class Span(NamedTuple):
    """One name on the line, and which of the menus it is."""

    menu: int
    x: int
    text: str


def arrange(labels: tuple[str, ...], width: int, opened: int = -1) -> list[Span]:
    """The names that there is room for, the opened one among them."""
    for first in range(max(opened, 0) + 1):
        x = 0
        spans: list[Span] = []
        for index in range(first, len(labels)):
            text = f" {cut(labels[index], width - x - 2)} "
            if x + 3 > width or (spans and x + cell_len(labels[index]) + 2 > width):
                break
            spans.append(Span(index, x, text))
            x += cell_len(text)
        if opened < 0 or any(span.menu == opened for span in spans):
            break
    return spans


class MenuBar(PartLine):
    """The line; it says which name was pointed at, and shows which menu is open (-1: none)."""

    LINE = "menu-bar"
    KINDS = ("open", "open-letter", "closed-letter")
    DEFAULT_CSS = """
    MenuBar {
        dock: top;
        margin-top: 1;
        height: 1;
        background: $keys-background;
        color: $keys-foreground;
        .menu-bar--open, .menu-bar--open-letter {
            background: $cursor-background; color: $cursor-foreground;
        }
        .menu-bar--open-letter, .menu-bar--closed-letter { text-style: underline; }
    }
    """

    @dataclass
    class Pointed(Message):
        """A menu's name was clicked, or the mouse is over it."""

        index: int
        label: str
        clicked: bool

    def __init__(self, labels: tuple[str, ...] = (), opened: int = -1) -> None:
        super().__init__(classes="-lettered")
        self._labels = labels
        self._opened = opened

    def show(self, labels: tuple[str, ...], opened: int = -1) -> None:
        """Say this from now on."""
        if (labels, opened) != (self._labels, self._opened):
            self._labels, self._opened = labels, opened
            self.refresh()

    def x_of(self, index: int, width: int) -> int:
        """The column in which a name begins on a line of this width."""
        spans = arrange(self._labels, width, self._opened)
        return next((span.x for span in spans if span.menu == index), 0)

    def index_at(self, x: int) -> int:
        """The menu whose name is drawn there, or -1."""
        return int(self.name_at(x) or -1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say which name was clicked."""
        index = self.index_at(event.x)
        if index >= 0:
            event.stop()
            self.post_message(self.Pointed(index, self._labels[index], True))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say which name the mouse is over while a menu is open."""
        index = self.index_at(event.x)
        if self._opened >= 0 and index not in (-1, self._opened):
            self.post_message(self.Pointed(index, self._labels[index], False))

    def parts(self, y: int) -> Iterator[Part]:
        """The names; their letters are underlined once Alt has been used."""
        for span in arrange(self._labels, self.size.width, self._opened):
            name, kind = str(span.menu), "open" if span.menu == self._opened else ""
            yield Part(kind, span.text[:1], name)
            letter = f"{kind or 'closed'}-letter" if self.app.has_class(LETTERS) else kind
            yield Part(letter, span.text[1:2], name)
            yield Part(kind, span.text[2:], name)
