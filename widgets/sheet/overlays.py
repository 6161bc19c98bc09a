"""What lies over the cells of a sheet: the field, the list and a sentence, each at its cell."""

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from widgets.clean import drawn
from widgets.sheet.editor import CellEditor
from widgets.sheet.marking import MarkedSheet
from widgets.sheet.option_popup import OptionPopup
from widgets.sheet.values import RowKey
from widgets.sheet.whole_text import WholeText

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
    whole: WholeText

    # --- all that a cell says -----------------------------------------------------------------

    def action_note(self) -> None:
        """Show all that the cell under the cursor says; again: what there was no room for."""
        if self.whole.display:
            if self.whole.has_more:
                self.whole.show_more(self._cell_region(), self.region)
            else:
                self.hide_whole()
            return
        if self.here is None or not self.finish_edit():
            return
        self.show_cursor()
        if text := self.current_tip:
            key = "K" if self.read_only else "Alt+V"
            name = self.column_list[self.column_index].name
            self.whole.open(name, text, key, self._cell_region(), self.region)
        else:
            self.app.bell()

    def hide_whole(self) -> None:
        """Put the whole text away."""
        if self.whole.display:
            self.whole.display = False

    def _cell_region(self) -> Region:
        x, y, width = self.cell_corner()
        return Region(self.region.x + x, self.region.y + y, width, 1)

    # --- a sentence at a cell -----------------------------------------------------------------

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
        self.hide_whole()
        return True

    def reload(self, keep: RowKey | None = None, near: int | None = None) -> None:
        """Read the source anew; the whole text may be another one now."""
        self.hide_whole()
        super().reload(keep, near)

    def arrange_columns(self) -> None:
        """Place the columns anew; what lies over them follows."""
        super().arrange_columns()
        if self.is_mounted:
            self.hide_whole()
            self.place_overlays()

    def resized(self) -> None:
        """Follow the cell."""
        super().resized()
        if self.whole.display:
            self.whole.follow(self._cell_region(), self.region)
        self.place_overlays()

    # --- where they are -----------------------------------------------------------------------

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
        widths = [max(map(cell_len, said), default=0) for said in zip(
            *((one.key, one.label, one.tip) for one in choices), strict=True
        )]  # fmt: skip
        said = (self.popup.border_title or "", self.popup.border_subtitle or "")
        longest = max(sum(widths) + 9 + 2 * bool(widths and widths[-1]), max(map(len, said)) + 6)
        screen = self.app.size
        most = screen.height if said[0] else _POPUP_LINES
        lines = max(1, min(len(choices), most, screen.height - 2))
        self.popup.styles.width = max(4, min(longest, screen.width))
        self.popup.styles.height = lines + 2
        self.popup.styles.offset = (x, y + 1)
