"""A page of text with links and buttons in it: one reads it, and goes from link to link."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.forms.dialog import hot_letters
from widgets.link_rows import (
    BLANK,
    RULE,
    Cell,
    Line,
    Piece,
    Row,
    arrange,
    button,
    fact,
    link,
    text,
)
from widgets.screen import Moved
from widgets.steady import LETTERS

__all__ = ["BLANK", "RULE", "LinkView", "Piece", "Row", "button", "fact", "link", "text"]

_MARK = "▌"
_LEAD = 2
"""Cells before a button's label: its bracket and a blank."""


class LinkView(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws only the lines that show, with a cursor on one of the links."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "step(-1)", "Uppåt", show=False),
        Binding("down,right", "step(1)", "Nedåt", show=False),
        Binding("pageup", "page(-1)", "En sida upp", show=False),
        Binding("pagedown", "page(1)", "En sida ned", show=False),
        Binding("home", "edge(0)", "Först", show=False),
        Binding("end", "edge(-1)", "Sist", show=False),
        Binding("enter", "choose", "Välj", key_display="Enter"),
        Binding("space", "choose", "Välj", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "link-view--heading",
        "link-view--quiet",
        "link-view--strong",
        "link-view--attention",
        "link-view--link",
        "link-view--button",
        "link-view--rule",
        "link-view--cursor",
        "link-view--disabled",
    }
    DEFAULT_CSS = """
    LinkView {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $c1177-surface;
        color: $c1177-text;
        scrollbar-color: $c1177-line;
        scrollbar-background: $c1177-surface;
        .link-view--heading { color: $c1177-heading; text-style: bold; }
        .link-view--quiet { color: $c1177-quiet; }
        .link-view--strong { text-style: bold; }
        .link-view--attention { color: $c1177-attention; text-style: bold; }
        .link-view--link { color: $c1177-link; text-style: underline; }
        .link-view--button { color: $c1177-link; text-style: bold; }
        .link-view--rule { color: $c1177-line; }
        .link-view--cursor {
            background: $c1177-cursor; color: $c1177-cursor-text; text-style: bold;
        }
        .link-view--disabled { text-style: dim; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A link was chosen."""

        name: str

    @dataclass
    class Reached(Moved):
        """The cursor is on this link now."""

        name: str

    def __init__(self) -> None:
        super().__init__(classes="-lettered")
        self._rows: tuple[Row, ...] = ()
        self._lines: list[Line] = []
        self._places: list[tuple[int, Cell]] = []
        self._laid_for = -1
        self._cursor = 0
        self._wanted = ""

    # --- what it says -------------------------------------------------------------------------

    def show(self, rows: Sequence[Row], cursor: str = "") -> None:
        """Say this from now on; the cursor stays on its link while there is one, or goes to one."""
        if tuple(rows) == self._rows and not cursor:
            return
        self._wanted = cursor or self.at
        self._rows = tuple(rows)
        self._laid_for = -1
        self._rearrange()

    @property
    def at(self) -> str:
        """The name of the link that has the cursor, or empty."""
        return self._places[self._cursor][1].name if self._places else self._wanted

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all links, in order."""
        return tuple(piece.name for row in self._rows for piece in row.pieces if piece.name)

    @property
    def places(self) -> tuple[tuple[int, Cell], ...]:
        """Where each link is drawn: its line among all, and its cells."""
        return tuple(self._places)

    @property
    def said(self) -> str:
        """All that it says, a line each."""
        return "\n".join(
            "  ".join(cell.text.rstrip() for cell in line).rstrip() for line in self._lines
        )

    def go(self, name: str) -> None:
        """Put the cursor on a link."""
        found = [n for n, (_, cell) in enumerate(self._places) if cell.name == name]
        if found:
            self._move(found[0])
        else:
            self._wanted = name

    def _rearrange(self) -> None:
        width = max(1, self.content_region.width - 1)
        if width == self._laid_for or not self.is_mounted:
            return
        self._laid_for = width
        near = self._cursor
        self._lines = arrange(self._rows, width)
        self._places = [
            (y, cell) for y, line in enumerate(self._lines) for cell in line if cell.name
        ]
        names = [cell.name for _, cell in self._places]
        if self._wanted in names:
            self._cursor = names.index(self._wanted)
        else:
            self._cursor = max(0, min(near, len(names) - 1))
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()
        self._say_where()

    def on_mount(self) -> None:
        """Lay it out for the width there is."""
        self._rearrange()

    def on_resize(self, event: events.Resize) -> None:
        """Lay it out for the new width."""
        self._wanted = self.at
        self._rearrange()
        self._reveal()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line each."""
        return max(1, len(arrange(self._rows, max(1, width - 1))))

    # --- the cursor ---------------------------------------------------------------------------

    def _move(self, place: int) -> None:
        if not self._places:
            return
        self._cursor = max(0, min(place, len(self._places) - 1))
        self._reveal()
        self.refresh()
        self._say_where()

    def _say_where(self) -> None:
        if self._places:
            self._wanted = self.at
            self.post_message(self.Reached(self.at))

    def _reveal(self) -> None:
        if not self._places:
            return
        y = self._places[self._cursor][0]
        if y <= 2 or self._cursor == 0:
            self.scroll_to(y=0, animate=False, force=True)
        # A line above and below keeps what the link is about in sight.
        self.scroll_to_region(Region(0, max(0, y - 1), 1, 3), animate=False, force=True)

    def _is_near(self, place: int, step: int) -> bool:
        """Whether a link is in sight, or just beyond: else one reads on before one gets there."""
        y, top, height = self._places[place][0], self.scroll_offset.y, self.size.height
        return y < top + height + 2 if step > 0 else y >= top - 2

    def action_step(self, step: int) -> None:
        """To the next link; first read on where it is far away."""
        place = self._cursor + step
        if 0 <= place < len(self._places) and self._is_near(place, step):
            self._move(place)
        else:
            self.scroll_to(y=self.scroll_offset.y + step * 2, animate=False)

    def action_page(self, pages: int) -> None:
        """What shows at a time, up or down; the cursor comes along."""
        height = max(1, self.size.height - 1)
        top = max(0, min(self.scroll_offset.y + pages * height, self.max_scroll_y))
        self.scroll_to(y=top, animate=False)
        seen = [n for n, (y, _) in enumerate(self._places) if top <= y < top + self.size.height]
        if seen:
            self._cursor = seen[0] if pages < 0 else seen[-1]
            self.refresh()
            self._say_where()

    def action_edge(self, place: int) -> None:
        """To the first or the last link."""
        self._move(place if place >= 0 else len(self._places) - 1)
        self.scroll_to(y=0 if place == 0 else self.max_scroll_y, animate=False)

    def action_choose(self) -> None:
        """Choose the link that has the cursor."""
        if self._places:
            self._choose(self._places[self._cursor][1])

    def _choose(self, cell: Cell) -> None:
        if cell.enabled:
            self.post_message(self.Chosen(cell.name))
        else:
            self.app.bell()

    @property
    def letters(self) -> dict[str, int]:
        """By the names of the buttons: the place of the letter that presses each, or -1."""
        buttons = [cell for _, cell in self._places if cell.kind == "button"]
        hot = hot_letters(cell.text.strip("[ ]") for cell in buttons)
        return {cell.name: at for cell, at in zip(buttons, hot, strict=True)}

    def press_letter(self, letter: str) -> bool:
        """Press the button with this letter; whether there is one that can be pressed."""
        letters = self.letters
        for _, cell in self._places:
            at = letters.get(cell.name, -1) if cell.kind == "button" and cell.enabled else -1
            if at >= 0 and cell.text[at + _LEAD].casefold() == letter:
                self._choose(cell)
                return True
        return False

    def on_click(self, event: events.Click) -> None:
        """Choose the link that was clicked."""
        inside = event.get_content_offset(self)
        if inside is None or event.button != 1:
            return
        y = inside.y + self.scroll_offset.y
        for n, (line, cell) in enumerate(self._places):
            if line == y and cell.x <= inside.x < cell.x + cell_len(cell.text):
                event.stop()
                self._cursor = n
                self.refresh()
                self._say_where()
                self._choose(cell)
                return

    # --- drawing ------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, at, base = self.size.width, y + self.scroll_offset.y, self.rich_style
        if not 0 <= at < len(self._lines):
            return Strip.blank(width, base)
        on = self._places[self._cursor] if self._places and self.has_focus else None
        letters = self.letters if self.app.has_class(LETTERS) else {}
        segments, x = [], 0
        if on is not None and on[0] == at:
            style = base + self.get_component_rich_style("link-view--heading", partial=True)
            segments.append(Segment(_MARK, style))
            x = 1
        for cell in self._lines[at]:
            if cell.x > x:
                segments.append(Segment(" " * (cell.x - x), base))
            style = base
            if cell.kind:
                style += self.get_component_rich_style(f"link-view--{cell.kind}", partial=True)
            if not cell.enabled:
                style += self.get_component_rich_style("link-view--disabled", partial=True)
            if on is not None and on[0] == at and on[1] is cell:
                style += self.get_component_rich_style("link-view--cursor", partial=True)
            at = letters.get(cell.name, -1) + _LEAD if cell.kind == "button" else 0
            if at > 1:
                segments += [
                    Segment(cell.text[:at], style),
                    Segment(cell.text[at], style + Style(underline=True)),
                    Segment(cell.text[at + 1 :], style),
                ]
            else:
                segments.append(Segment(cell.text, style))
            x = cell.x + cell_len(cell.text)
        return Strip(segments).adjust_cell_length(width, base)
