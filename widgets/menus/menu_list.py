"""The list that a menu drops down: names to the left, their keys to the right."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size

from widgets.choice_list import Choice, ChoiceList
from widgets.forms.typed import Typed
from widgets.line import fit

_GAP = 3
_FRAME = 2


def place(at: Offset, want: Size, room: Size) -> Region:
    """Where a list of the wanted size stands when it is opened at a cell.

    Below and to the right of it if it fits there, else above it, else wherever it fits; never
    outside the room, and smaller where the room is.
    """
    width, height = min(want.width, room.width), min(want.height, room.height)
    x = max(0, min(at.x, room.width - width))
    y = at.y
    if y + height > room.height:
        y = min(at.y if at.y >= height else room.height, room.height) - height
    return Region(x, y, width, height)


class MenuList(ChoiceList):
    """Draws only the lines that show; the cursor goes round, and follows the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "Välj", show=False),
    ]
    DEFAULT_CSS = """
    MenuList {
        position: absolute;
        width: auto;
        background: $panel;
        border: round $frame;
        scrollbar-size: 0 0;
    }
    """

    def __init__(self, choices: tuple[Choice, ...] = (), cursor: int = 0) -> None:
        super().__init__(choices, cursor)
        self._typed = Typed()

    @property
    def wanted(self) -> Size:
        """The size that shows all of it, with its frame."""
        key, label = self._widths()
        gap = _GAP if key else 0
        return Size(label + gap + key + 2 + _FRAME, len(self.choices) + _FRAME)

    def open_at(self, at: Offset, room: Size) -> None:
        """Stand at this cell, or as near as there is room."""
        region = place(at, self.wanted, room)
        self.styles.offset = (region.x, region.y)
        self.styles.width, self.styles.height = region.width, region.height

    def action_move(self, step: int) -> None:
        """Move the cursor, from the last to the first and back."""
        self._typed.clear()
        if self.choices:
            self.cursor = (self.cursor + step) % len(self.choices)

    def action_choose(self) -> None:
        """Choose the line that has the cursor; what is typed then begins anew."""
        self._typed.clear()
        super().action_choose()

    def on_key(self, event: events.Key) -> None:
        """Go to the name that begins with what is typed; space chooses until something is."""
        place = self._typed.find(event, [choice.label for choice in self.choices], self.cursor)
        if place is not None:
            event.stop()
            event.prevent_default()
            if place < 0:
                self.app.bell()
            else:
                self.cursor = place

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse."""
        at = self.line_at(event)
        if at >= 0:
            self.cursor = at

    def cells(self, choice: Choice, row: Style, marked: bool) -> list[Segment]:
        """One of them, its key at the right."""
        key_width, label_width = self._widths()
        return [
            Segment("▸" if marked else " ", row),
            Segment(fit(choice.label, label_width), row),
            Segment(" " * _GAP if key_width else "", row),
            Segment(
                fit(choice.key, key_width, right=True),
                row if marked else row + self.style_of("key"),
            ),
            Segment(" ", row),
        ]
