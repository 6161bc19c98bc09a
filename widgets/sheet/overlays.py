"""What lies over the cells of a sheet: the field, the list and a sentence, each at its cell."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from widgets.clean import drawn
from widgets.sheet.editor import CellEditor
from widgets.sheet.marking import MarkedSheet
from widgets.sheet.option_popup import OptionPopup
from widgets.sheet.values import RowKey

_EDITOR_WIDTH = 24
_POPUP_LINES = 10


class CellNote(Static):
    """A sentence at the cell under the cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CellNote {
        layer: above;
        position: absolute;
        display: none;
        width: auto;
        height: auto;
        background: $panel;
        color: $error;
        text-style: bold;
    }
    """


class OverlaidSheet(MarkedSheet):
    """Something may lie over the cells."""

    editor: CellEditor
    popup: OptionPopup
    note: CellNote

    def show_note(self, text: str) -> None:
        """Say something at the cell under the cursor, until it is left or changed."""
        self.note.update(Content(drawn(text)))
        self.note.display = True
        self.place_overlays()

    def hide_note(self) -> None:
        """Say nothing at the cell."""
        if self.note.display:
            self.note.display = False

    def point_at(self, row: RowKey, column: str, text: str) -> bool:
        """Put the cursor on a cell and say there what is wrong with it."""
        if not self.move_to(row, column):
            return False
        self.show_note(text)
        return True

    def go(self, index: int, column: int) -> bool:
        """Put the cursor on a cell; what was said at the old one goes."""
        if not super().go(index, column):
            return False
        self.hide_note()
        return True

    def resized(self) -> None:
        """Follow the cell."""
        super().resized()
        self.place_overlays()

    def cell_corner(self) -> tuple[int, int, int]:
        """Where the cell under the cursor is in the sheet: x, y and width."""
        placed = self.layout_now.find(self.column_index)
        x, width = (placed.x, placed.width) if placed else (self.lead, 1)
        return x, self.heading.size.height + self.cursor_index - self.body.top, width

    def place_overlays(self) -> None:
        """Put the field, the list and the sentence at their cell."""
        x, y, width = self.cell_corner()
        room = max(1, self.layout_now.width)
        if self.editor.display:
            wide = min(room, max(width, _EDITOR_WIDTH))
            self.editor.styles.width = wide
            self.editor.styles.offset = (max(0, min(x, room - wide)), y)
        if self.popup.display:
            self._place_popup(x, y)
        if self.note.display:
            text = self.note.visual
            said = text.plain if isinstance(text, Content) else ""
            wide = min(room, cell_len(said))
            lines = -(-cell_len(said) // wide) if wide else 1
            below = y + 1 + lines <= self.size.height
            self.note.styles.max_width = room
            self.note.styles.offset = (max(0, min(x, room - wide)), y + 1 if below else y - lines)

    def _place_popup(self, x: int, y: int) -> None:
        choices = self.popup.choices
        longest = max((cell_len(one.label) + cell_len(one.key) for one in choices), default=0)
        screen = self.app.size
        lines = max(1, min(len(choices), _POPUP_LINES, screen.height - 2))
        self.popup.styles.width = max(4, min(longest + 9, screen.width))
        self.popup.styles.height = lines + 2
        self.popup.styles.offset = (x, y + 1)
