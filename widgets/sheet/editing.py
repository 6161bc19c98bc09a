"""Changing cells: ticks, the field over a text cell, and the list of a choice cell.

Nothing is changed here. What the user wants is told to the screen, which changes its draft and
asks for the row to be drawn anew.
"""

import re
from datetime import date
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType

from widgets.choice_list import Choice
from widgets.clean import drawn
from widgets.forms.text_input import TextInput
from widgets.sheet.cells import option_of
from widgets.sheet.host import Host
from widgets.sheet.messages import CellEdited, CellRefused
from widgets.sheet.model import SheetModel
from widgets.sheet.overlays import Overlays
from widgets.sheet.popup import Cancelled, Left, OptionPopup
from widgets.sheet.values import Cell, Column, Kind, RowKey

_DATE = re.compile(r"(\d{4})-?(\d{1,2})-?(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
DATE_HELP = "Skriv datum som ÅÅÅÅ-MM-DD, till exempel 2024-09-12."
TIME_HELP = "Skriv klockslag som TT:MM, till exempel 08:15."


def accepted(kind: Kind, text: str) -> tuple[str, str]:
    """What a written text means in a column of this kind.

    Returns:
        The value and an empty text, or an empty value and why it cannot be accepted.
    """
    text = drawn(text).strip() if kind != "text" else drawn(text)
    if kind not in ("date", "time") or not text:
        return text, ""
    return _date(text) if kind == "date" else _time(text)


def _date(text: str) -> tuple[str, str]:
    found = _DATE.fullmatch(text)
    if not found or not text.isascii():
        return "", DATE_HELP
    try:
        return date(*(int(part) for part in found.groups())).isoformat(), ""
    except ValueError:
        return "", f"Dagen finns inte. {DATE_HELP}"


def _time(text: str) -> tuple[str, str]:
    found = _TIME.fullmatch(text)
    if not found or not text.isascii():
        return "", TIME_HELP
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:  # 24:00 is the end of the day
        return "", f"Klockslaget finns inte. {TIME_HELP}"
    return f"{hour:02}:{minute:02}", ""


class CellEditor(TextInput):
    """The field over a cell: says when it is left. How much it takes is the column's to say."""

    ALLOW_SELECT = False
    MARKS_ALL = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Ångra ändringen", show=False),
    ]
    DEFAULT_CSS = """
    CellEditor {
        border: none;
        padding: 0;
        background: $surface;
        color: $foreground;
        &:focus {
            border: none;
            background: $surface;
            color: $foreground;
            background-tint: $surface 0%;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__(longest=0)

    def action_cancel(self) -> None:
        """Leave the cell as it was."""
        self.post_message(Cancelled())

    def on_blur(self, event: events.Blur) -> None:
        """Accept what was written when the user goes elsewhere in the program."""
        if self.app.app_focus:
            self.post_message(Left(False))


class Edit(NamedTuple):
    """The cell that is being edited.

    Attributes:
        row: its row's key.
        column: its column.
        before: the text it had.
        listed: whether it is edited in a list.
    """

    row: RowKey
    column: Column
    before: str
    listed: bool


class Editing:
    """Which cell is written in, and what becomes of it.

    Args:
        model: the sheet's.
        host: the sheet.
        overlays: what lies over its cells: the field and the list among others.
        read_only: nothing can be changed.
    """

    def __init__(
        self,
        model: SheetModel,
        host: Host,
        overlays: Overlays,
        editor: CellEditor,
        popup: OptionPopup,
        *,
        read_only: bool,
    ) -> None:
        self._model = model
        self._host = host
        self._overlays = overlays
        self.editor = editor
        self._popup = popup
        self.read_only = read_only
        self.edit: Edit | None = None

    # --- what can be changed ------------------------------------------------------------------

    def can_edit(self, column: Column, cell: Cell) -> bool:
        """Whether a cell can be changed."""
        return not self.read_only and column.editable and cell.state not in ("greyed", "locked")

    def refused(self) -> bool:
        """Whether the cell under the cursor cannot be changed; if so, the screen is told."""
        if self._model.here is None:
            return True
        row, column, cell = self._model.here
        if self.can_edit(column, cell):
            return False
        self._host.tell(CellRefused(row.key, column.key, cell.tip))
        return True

    def want(self, value: str | bool) -> None:
        """Tell the screen what the cell under the cursor should be."""
        if self._model.here is not None:
            row, column, _ = self._model.here
            self._host.tell(CellEdited(row.key, column.key, value))

    # --- beginning ----------------------------------------------------------------------------

    def toggle(self) -> None:
        """Tick or untick the cell under the cursor."""
        if self._model.here is not None and not self.refused():
            self.want(not self._model.here[2].on)

    def empty(self) -> None:
        """Empty the cell under the cursor."""
        if self._model.here is None or self._model.here[1].kind == "tick" or self.refused():
            return
        _, column, cell = self._model.here
        if column.options and option_of(column, "") is None:
            self.editor.app.bell()
        elif cell.text:
            self.want("")

    def begin(self) -> None:
        """Edit the cell under the cursor; a tick is ticked or unticked."""
        if self._model.here is None or self.refused():
            return
        _, column, cell = self._model.here
        if column.kind == "tick":
            self.want(not cell.on)
        else:
            self._begin(cell.text)

    def typed(self, character: str) -> bool:
        """Write in the cell; False where nothing can be written."""
        if self.edit is not None:  # typed before the field had the keys
            if self.edit.listed:
                self._popup.jump(character)
            else:
                self.editor.insert_text_at_cursor(character)
            return True
        if self._model.here is None or self._model.here[1].kind == "tick":
            return False
        if not self.refused():
            self._begin(self._model.here[2].text, character)
        return True

    def _begin(self, before: str, typed: str = "") -> None:
        if self._model.here is None:
            return
        row, column, _ = self._model.here
        if column.kind in ("choice", "colour") and not column.options:
            self.editor.app.bell()  # nothing to choose: not a text either
            return
        self._host.changed(self._model.show_cursor())
        self._overlays.hush()
        self.edit = Edit(row.key, column, drawn(before), bool(column.options))
        if column.options:
            self._open_options(column, before)
            if typed:
                self._popup.jump(typed)
            return
        self.editor.max_length = column.max_length
        self.editor.value = typed or drawn(before)[: column.max_length]
        self.editor.cursor_position = len(self.editor.value)
        self.editor.display = True
        self._overlays.open(self.editor)

    def _open_options(self, column: Column, text: str) -> None:
        choices = tuple(Choice(option.value, drawn(option.label)) for option in column.options)
        now = option_of(column, text)
        swatches = {option.value: option.role for option in column.options if option.role}
        self._popup.open(choices, column.options.index(now) if now else 0, swatches)
        self._overlays.open(self._popup)

    # --- ending -------------------------------------------------------------------------------

    def finish(self) -> bool:
        """Accept what is being written, if it can be; a list is closed without a choice."""
        edit = self.edit
        if edit is None or edit.listed:
            self.cancel()
            return True
        value, error = accepted(edit.column.kind, self.editor.value)
        if error:
            self._overlays.say(error)
            return False
        self.cancel()
        self._tell(edit, value)
        return True

    def cancel(self, *, take_keys: bool = True) -> None:
        """Leave the cell as it was."""
        if self.edit is None:
            return
        self.edit = None
        self.close(take_keys=take_keys)

    def close(self, *, take_keys: bool = True) -> None:
        """Put the field and the list away."""
        if take_keys:
            self._host.take_keys()
        self.editor.display = False
        self._popup.display = False
        self._overlays.hush()

    def left(self, *, for_the_sheet: bool) -> None:
        """Accept what was written if it can be; the keys stay where they went.

        Args:
            for_the_sheet: whether the sheet has the keys: then a text that cannot be accepted
                brings the field back.
        """
        edit = self.edit
        # What was written is long accepted when a list has been opened since.
        if edit is None or edit.listed or self.editor.has_focus:
            return
        value, error = accepted(edit.column.kind, self.editor.value)
        if error and for_the_sheet:  # a click on another cell
            self._overlays.say(error)
            self._overlays.open(self.editor)
            return
        self.cancel(take_keys=False)
        if not error:
            self._tell(edit, value)

    def chosen(self, value: str) -> None:
        """A value of the list was chosen."""
        edit = self.edit
        if edit is None:
            return
        now = option_of(edit.column, edit.before)
        self.cancel()
        if now is None or now.value != value:
            self._host.tell(CellEdited(edit.row, edit.column.key, value))

    def _tell(self, edit: Edit, value: str) -> None:
        if value != edit.before:
            self._host.tell(CellEdited(edit.row, edit.column.key, value))
