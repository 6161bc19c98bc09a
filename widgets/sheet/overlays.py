"""What lies over the cells of a sheet: the field, the list, a sentence, and a cell's whole text.

Each stands at its cell.
"""

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget
from textual.widgets import Static

from widgets.clean import drawn
from widgets.sheet.cells import broken
from widgets.sheet.model import SheetModel
from widgets.sheet.popup import OptionPopup

_EDITOR_WIDTH = 24
_POPUP_LINES = 10
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


def place(lines: list[str], first: int, cell: Region, screen: Size, least: int = 0) -> Placing:
    """Where to put the lines from ``first``: below the cell, above it, or over it.

    They are broken for the width that ``room_for`` says; the frame has room for ``least`` cells.
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
    WholeText { padding: 0 1; color: $foreground; }
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

    def begin(self, title: str, text: str, key: str) -> None:
        """Have all of a column's text to show; the key shows what there is no room for."""
        self._text, self._title, self._hint = text, drawn(title), f"{key} visar resten …"
        self._shown = Placing(Region(), 0, 0)
        self.border_title = Content(self._title)
        self.display = True

    def show(self, cell: Region, origin: Region, *, rest: bool = False) -> None:
        """Show the same part as before, or the rest, at a cell of the sheet at ``origin``."""
        lines, before = self._lines, self._shown
        first = min(before.first + (before.lines if rest else 0), len(lines) - 1)
        said = (self._title, self._hint) if len(lines) > _LEAST else (self._title,)
        least = max(map(cell_len, said)) + 2
        self._shown = place(lines, first, cell, self.app.size, least)
        region, last = self._shown.region, first + self._shown.lines
        self.styles.width, self.styles.height = region.width, region.height
        self.styles.offset = region.offset - origin.offset
        self.border_subtitle = Content(self._hint if self.has_more else "")
        self.update(Content("\n".join(lines[first:last])))


class CellNote(Static):
    """A sentence at the cell under the cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CellNote {
        width: auto;
        height: auto;
        background: $panel;
        color: $error;
        text-style: bold;
    }
    """


class Overlays:
    """Puts each of them at the cell under the cursor.

    Args:
        model: the sheet's.
        sheet: it.
        body: its rows.
        editor: the field in which a cell is written.
        popup: the list of a cell's values, or of the columns.
    """

    def __init__(
        self, model: SheetModel, sheet: Widget, body: Widget, editor: Widget, popup: OptionPopup
    ) -> None:
        self._model = model
        self._sheet = sheet
        self._body = body
        self._editor = editor
        self._popup = popup
        self.note = CellNote(markup=False)
        self.whole = WholeText()

    # --- all that a cell says -----------------------------------------------------------------

    def show_whole(self, key: str) -> bool:
        """Show all that the cell says; the key shows the rest. False when it says nothing."""
        text = self._model.current_tip
        if text:
            name = self._model.columns[self._model.column_index].name
            self.whole.begin(name, text, key)
            self.whole.show(self.cell, self._sheet.region)
        return bool(text)

    def show_rest(self) -> None:
        """Show what there was no room for, or put the text away."""
        if self.whole.has_more:
            self.whole.show(self.cell, self._sheet.region, rest=True)
        else:
            self.hide_whole()

    def hide_whole(self) -> None:
        """Put the whole text away."""
        if self.whole.display:
            self.whole.display = False

    def follow(self) -> None:
        """The cell or the sheet has another place."""
        if self.whole.display:
            self.whole.show(self.cell, self._sheet.region)
        self.place()

    # --- a sentence at a cell -----------------------------------------------------------------

    def say(self, text: str) -> None:
        """Say something at the cell under the cursor, until it is left or changed."""
        self.note.update(Content(drawn(text)))
        self.note.display = True
        self.place()

    def hush(self) -> None:
        """Say nothing at the cell."""
        if self.note.display:
            self.note.display = False

    # --- where they are -----------------------------------------------------------------------

    @property
    def cell(self) -> Region:
        """Where the cell under the cursor is on the screen."""
        placed = self._model.layout.find(self._model.column_index)
        x, width = (placed.x, placed.width) if placed else (self._model.lead, 1)
        rows = self._body.region
        return Region(
            rows.x + x, rows.y + self._model.cursor_index - self._body.scroll_offset.y, width, 1
        )

    def open(self, widget: Widget) -> None:
        """Put the field or a list at the cell, and give it the keys."""
        self.place()
        widget.screen.set_focus(widget, scroll_visible=False)

    def place(self) -> None:
        """Put the field, the list and the sentence at their cell."""
        x, y, width, _ = self.cell.translate(-self._sheet.region.offset)
        room = max(1, self._model.layout.width)
        if self._editor.display:
            wide = min(room, max(width, _EDITOR_WIDTH))
            self._editor.styles.width = wide
            self._editor.styles.offset = (max(0, min(x, room - wide)), y)
        if self._popup.display:
            self._place_popup(x, y)
        if self.note.display:
            text = self.note.visual
            said = text.plain if isinstance(text, Content) else ""
            wide = min(room, cell_len(said))
            lines = -(-cell_len(said) // wide) if wide else 1
            below = y + 1 + lines <= self._sheet.region.height
            self.note.styles.max_width = room
            self.note.styles.offset = (max(0, min(x, room - wide)), y + 1 if below else y - lines)

    def _place_popup(self, x: int, y: int) -> None:
        popup = self._popup
        widths = [max(map(cell_len, said), default=0) for said in zip(
            *((choice.key, choice.label, choice.tip) for choice in popup.choices), strict=True
        )]  # fmt: skip
        said = (popup.border_title or "", popup.border_subtitle or "")
        longest = max(sum(widths) + 9 + 2 * bool(widths and widths[-1]), max(map(len, said)) + 6)
        screen = popup.app.size
        most = screen.height if said[0] else _POPUP_LINES
        lines = max(1, min(len(popup.choices), most, screen.height - 2))
        popup.styles.width = max(4, min(longest, screen.width))
        popup.styles.height = lines + 2
        popup.styles.offset = (x, y + 1)
