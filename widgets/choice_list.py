"""A list of choices with a key, a name and an explanation each, of which one is chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from widgets.line import cut, fit
from widgets.screen import Moved

_GAP = 3
_LEAST_SAID = 10
"""Cells: in fewer, the beginning of an explanation is no word."""


MOVES: Final = (
    Binding("up", "move(-1)", "Uppåt", show=False),
    Binding("down", "move(1)", "Nedåt", show=False),
    Binding("pageup", "page(-1)", "En sida upp", show=False),
    Binding("pagedown", "page(1)", "En sida ned", show=False),
    Binding("home", "go(0)", "Först", show=False),
    Binding("end", "go(-1)", "Sist", show=False),
)


class Choice(NamedTuple):
    """One line of the list.

    Attributes:
        name: what the message says when it is chosen; unique.
        label: what it is called.
        key: the key that does the same, or empty.
        tip: an explanation.
        enabled: whether it can be chosen now.
        group: what stands above the first of those that belong together, or empty.
    """

    name: str
    label: str
    key: str = ""
    tip: str = ""
    enabled: bool = True
    group: str = ""


def lines_of(choices: Sequence[Choice]) -> Iterator[str | int]:
    """What the lines are: the name of a group, or the place of a choice."""
    group = ""
    for place, choice in enumerate(choices):
        if choice.group != group:
            group = choice.group
            yield group
        yield place


class ChoiceList(ScrollView, can_focus=True):
    """Draws only the lines that show."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("enter", "choose", "Välj", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choice-list--key",
        "choice-list--tip",
        "choice-list--cursor",
        "choice-list--disabled",
        "choice-list--group",
    }
    follows_focus = False
    """Whether the mark says that the keys are here; else they are, wherever the focus is."""
    shows_cursor = reactive(True)
    """Not where nobody has chosen yet: what a key would choose is marked."""
    DEFAULT_CSS = """
    ChoiceList {
        height: auto;
        overflow-x: hidden;
        background: $surface;
        color: $foreground;
        .choice-list--key { color: $keys-key; text-style: bold; }
        .choice-list--tip { color: $foreground-quiet; }
        .choice-list--cursor { background: $cursor-background; color: $cursor-foreground; }
        .choice-list--disabled { text-style: dim; }
        .choice-list--group { color: $frame-title; text-style: bold; }
    }
    """

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """One of them was chosen."""

        name: str

    @dataclass
    class Reached(Moved):
        """The cursor is on this one now."""

        choice: Choice

    def __init__(self, choices: tuple[Choice, ...] = (), cursor: int = 0) -> None:
        super().__init__()
        self._choices = choices
        self._lines = tuple(lines_of(choices))
        self._first_cursor = cursor

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is listed."""
        return self._choices

    def show(self, choices: tuple[Choice, ...]) -> None:
        """List these from now on, with the cursor on the first."""
        self._choices = choices
        self._lines = tuple(lines_of(choices))
        self.cursor = 0
        self.virtual_size = Size(0, len(self._lines))
        self.scroll_to(y=0, animate=False)
        self.refresh(layout=True)
        self._say_where()

    def on_mount(self) -> None:
        """Know how far one can scroll."""
        self.virtual_size = Size(0, len(self._lines))
        self.cursor = self._first_cursor
        self._say_where()

    def _say_where(self) -> None:
        if self._choices:
            self.post_message(self.Reached(self._choices[self.cursor]))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each, and for each group."""
        return max(1, len(self._lines))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(cursor, len(self._choices) - 1))

    def watch_cursor(self, cursor: int) -> None:
        """Show the line that has the cursor."""
        self.show_cursor()
        self.refresh()
        if self.is_mounted:
            self._say_where()

    def show_cursor(self) -> None:
        """Scroll to the line that has the cursor, and the group's name above its first."""
        if self._choices:
            line = self._lines.index(self.cursor)
            first = line - 1 if line and isinstance(self._lines[line - 1], str) else line
            self._reveal(Region(0, first, 1, line - first + 1))

    def _reveal(self, lines: Region) -> None:
        """Scroll, and let scroll what the list stands in where that is what is too low."""
        self.scroll_to_region(lines, animate=False, force=True)
        if isinstance(self.parent, Widget) and self.parent.max_scroll_y:
            lines = lines.translate(self.virtual_region.offset - self.scroll_offset)
            if self.cursor == 0 and lines.bottom <= self.parent.size.height:
                lines = Region(0, 0, 1, lines.bottom)  # what stands above the list is seen as well
            self.parent.scroll_to_region(lines, animate=False, force=True)

    @property
    def is_cut(self) -> bool:
        """Whether any explanation is too long for its line."""
        if not self._choices:
            return False
        key, label = self._widths()
        used = 1 + key + (_GAP if key else 0) + label + _GAP
        return used + max(cell_len(one.tip) for one in self._choices) > self._room

    def _widths(self) -> tuple[int, int]:
        """The cells that the keys and the names take."""
        key = max((cell_len(one.key) for one in self._choices), default=0)
        return key, max((cell_len(one.label) for one in self._choices), default=0)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor += step

    def action_page(self, pages: int) -> None:
        """Move the cursor by what shows at a time."""
        self.cursor += pages * max(1, self.scrollable_content_region.height - 1)

    def action_go(self, place: int) -> None:
        """Move the cursor to the first or the last."""
        self.cursor = place if place >= 0 else len(self._choices) + place

    def action_choose(self) -> None:
        """Choose the line that has the cursor."""
        if not self._choices:
            return
        choice = self._choices[self.cursor]
        if choice.enabled:
            self.post_message(self.Chosen(choice.name))
        else:
            self.app.bell()

    def line_of(self, place: int) -> int:
        """The line that a choice stands on, by its place."""
        return self._lines.index(place)

    def line_at(self, event: events.MouseEvent) -> int:
        """The choice under the mouse, or -1."""
        inside = event.get_content_offset(self)
        at = -1 if inside is None else inside.y + self.scroll_offset.y
        line = self._lines[at] if 0 <= at < len(self._lines) else -1
        return line if isinstance(line, int) else -1

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        at = self.line_at(event)
        if event.button == 1 and at >= 0:
            event.stop()
            self.cursor = at
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, at, row = self._room, y + self.scroll_offset.y, self.rich_style
        if at >= len(self._lines):
            return Strip.blank(width, row)
        line = self._lines[at]
        if isinstance(line, str):
            return Strip(
                [Segment(cut(line, width), row + self.style_of("group"))]
            ).adjust_cell_length(width, row)
        choice, marked = self._choices[line], line == self.cursor and self.shows_cursor
        if marked:
            row += self.style_of("cursor")
        if not choice.enabled:
            row += self.style_of("disabled")
        return Strip(self.cells(choice, row, marked)).adjust_cell_length(width, row)

    @property
    def _room(self) -> int:
        """The cells of a line beside the bar that it is scrolled by."""
        return self.scrollable_content_region.width

    def style_of(self, part: str) -> Style:
        """What is drawn over the line's own colours."""
        return self.get_component_rich_style(f"choice-list--{part}", partial=True)

    @property
    def _mark(self) -> str:
        return "▌" if self.has_focus or not self.follows_focus else "▏"

    def cells(self, choice: Choice, row: Style, marked: bool) -> list[Segment]:
        """One of them, in the colours of its line."""
        key_width, label_width = self._widths()
        used = 1 + key_width + (_GAP if key_width else 0) + label_width + _GAP
        return [
            Segment(self._mark if marked else " ", row),
            Segment(fit(choice.key, key_width), row if marked else row + self.style_of("key")),
            Segment(" " * _GAP if key_width else "", row),
            Segment(fit(choice.label, label_width) + " " * _GAP, row),
            Segment(
                _said(choice.tip, self._room - used),
                row if marked else row + self.style_of("tip"),
            ),
        ]


def _said(tip: str, room: int) -> str:
    """As much of an explanation as there is room for; nothing where that would be no word."""
    return cut(tip, room) if room >= _LEAST_SAID or cell_len(tip) <= room else ""
