"""Changing cells: ticks, the field over a text cell, and the list of a choice cell.

Nothing is changed here. What the user wants is told to the screen, which changes its draft and
asks for the row to be drawn anew.
"""

from typing import NamedTuple

from textual import events

from widgets.choice_list import Choice
from widgets.clean import drawn
from widgets.sheet.choosing import ChoosingSheet
from widgets.sheet.draw import option_of
from widgets.sheet.editor import CellEditor, accepted
from widgets.sheet.messages import CellEdited, CellRefused
from widgets.sheet.option_popup import OptionPopup
from widgets.sheet.values import Cell, Column, RowKey
from widgets.text_input import TextInput


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


class EditedSheet(ChoosingSheet):
    """What the user does with cells."""

    _edit: Edit | None = None

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being edited, or a list is open."""
        return self._edit is not None or self._choosing_columns

    # --- what can be changed ------------------------------------------------------------------

    def can_edit(self, column: Column, cell: Cell) -> bool:
        """Whether a cell can be changed."""
        return not self.read_only and column.editable and cell.state not in ("greyed", "locked")

    def refused(self) -> bool:
        """Whether the cell under the cursor cannot be changed; if so, the screen is told."""
        if self.here is None:
            return True
        row, column, cell = self.here
        if self.can_edit(column, cell):
            return False
        self.tell(CellRefused(row.key, column.key, cell.tip))
        return True

    def want(self, value: str | bool) -> None:
        """Tell the screen what the cell under the cursor should be."""
        if self.here is not None:
            self.tell(CellEdited(self.here[0].key, self.here[1].key, value))

    # --- beginning ----------------------------------------------------------------------------

    def action_space(self) -> None:
        """Tick or untick; elsewhere mark the row."""
        if self.here is None:
            return
        _, column, cell = self.here
        if column.kind != "tick" or self.read_only:
            self.action_mark()
        elif not self.refused():
            self.want(not cell.on)

    def action_empty(self) -> None:
        """Empty the cell under the cursor."""
        if self.here is None or self.here[1].kind == "tick" or self.refused():
            return
        _, column, cell = self.here
        if column.options and option_of(column, "") is None:
            self.app.bell()
        elif cell.text:
            self.want("")

    def action_edit(self) -> None:
        """Edit the cell under the cursor."""
        if self.here is None or self.is_editing or self.refused():
            return
        _, column, cell = self.here
        if column.kind == "tick":
            self.want(not cell.on)
        else:
            self._begin(cell.text)

    async def on_key(self, event: events.Key) -> None:
        """Carry out the sheet's own keys here and now; typing in a cell replaces its text.

        Textual asks for bindings only when a key has bubbled up to the program: by then letters
        that were typed or pasted after it would have gone to the cell it leads away from.
        """
        if self._edit is None and self.has_focus:
            for binding in self._bindings.key_to_bindings.get(event.key, ()):
                if await self.app.run_action(binding.action, self):
                    event.stop()
                    event.prevent_default()
                    return
        self._typed(event)

    def _typed(self, event: events.Key) -> None:
        character = event.character
        if not event.is_printable or not character or event.key.startswith("alt+"):
            return
        if self._edit is not None:  # typed before the field had the keys
            event.stop()
            if self._edit.listed:
                self.popup.jump(character)
            else:
                self.editor.insert_text_at_cursor(character)
            return
        searches = event.key == "slash" and "search" not in self.without
        if self.read_only or searches or event.key == "space" or not self.has_focus:
            return
        if self.here is not None and self.here[1].kind != "tick":
            event.stop()
            if not self.refused():
                self._begin(self.here[2].text, character)

    def _begin(self, before: str, typed: str = "") -> None:
        if self.here is None:
            return
        row, column, _ = self.here
        if column.kind in ("choice", "colour") and not column.options:
            self.app.bell()  # nothing to choose: not a text either
            return
        self.show_cursor()
        self.hide_note()
        self._edit = Edit(row.key, column, drawn(before), bool(column.options))
        if column.options:
            self._open_options(column, before)
            if typed:
                self.popup.jump(typed)
            return
        self.editor.max_length = column.max_length
        self.editor.value = typed or drawn(before)[: column.max_length]
        self.editor.cursor_position = len(self.editor.value)
        self.editor.display = True
        self.place_overlays()
        self.screen.set_focus(self.editor, scroll_visible=False)

    def _open_options(self, column: Column, text: str) -> None:
        choices = tuple(Choice(one.value, drawn(one.label)) for one in column.options)
        now = option_of(column, text)
        swatches = {one.value: one.role for one in column.options if one.role}
        self.popup.open(choices, column.options.index(now) if now else 0, swatches)
        self.place_overlays()
        self.screen.set_focus(self.popup, scroll_visible=False)

    # --- ending -------------------------------------------------------------------------------

    def finish_edit(self) -> bool:
        """Accept what is being written; a list is closed without a choice."""
        if self._edit is None or self._edit.listed:
            self.cancel_edit()
            return True
        value, error = accepted(self._edit.column.kind, self.editor.value)
        if error:
            self.show_note(error)
            return False
        edit = self._edit
        self.cancel_edit()
        if value != edit.before:
            self.tell(CellEdited(edit.row, edit.column.key, value))
        return True

    def cancel_edit(self, *, take_keys: bool = True) -> None:
        """Leave the cell as it was."""
        if not self.is_editing:
            return
        self._edit = None
        self._choosing_columns = False
        if take_keys:
            self.screen.set_focus(self, scroll_visible=False)
        self.editor.display = False
        self.popup.display = False
        self.hide_note()

    def on_cell_editor_cancelled(self, event: CellEditor.Cancelled) -> None:
        """Esc in the field."""
        event.stop()
        self.cancel_edit()

    def on_option_popup_cancelled(self, event: OptionPopup.Cancelled) -> None:
        """Esc in the list."""
        event.stop()
        self.cancel_edit()

    def on_cell_editor_left(self, event: CellEditor.Left) -> None:
        """Accept what was written if it can be; the keys stay where they went."""
        event.stop()
        edit = self._edit
        # What was written is long accepted when a list has been opened since.
        if edit is None or edit.listed or self.editor.has_focus:
            return
        value, error = accepted(edit.column.kind, self.editor.value)
        if error and self.has_focus:  # a click on another cell
            self.show_note(error)
            self.screen.set_focus(self.editor, scroll_visible=False)
            return
        self.cancel_edit(take_keys=False)
        if not error and value != edit.before:
            self.tell(CellEdited(edit.row, edit.column.key, value))

    def on_option_popup_left(self, event: OptionPopup.Left) -> None:
        """The list is closed when the keys go elsewhere."""
        event.stop()
        written = self._edit is not None and not self._edit.listed
        if not written and not self.popup.has_focus:
            self.cancel_edit(take_keys=False)

    def on_input_submitted(self, event: TextInput.Submitted) -> None:
        """Enter in the field: accept and go on."""
        event.stop()
        if event.input is self.editor:
            self.go(self.cursor_index + 1, self.column_index)

    def on_input_changed(self, event: TextInput.Changed) -> None:
        """What is said about a text no longer holds when it is another."""
        event.stop()
        self.hide_note()

    def on_choice_list_chosen(self, event: OptionPopup.Chosen) -> None:
        """A value was chosen, or a column to fold or bring back."""
        event.stop()
        if self._choosing_columns:
            self.column_chosen(event.name)
        elif (edit := self._edit) is not None:
            now = option_of(edit.column, edit.before)
            self.cancel_edit()
            if now is None or now.value != event.name:
                self.tell(CellEdited(edit.row, edit.column.key, event.name))

    def reload(self, keep: RowKey | None = None, near: int | None = None) -> None:
        """Read the source anew; what is being written stays if its row does."""
        edit = self._edit
        super().reload(edit.row if edit else keep, near)
        if edit and self.cursor_row != edit.row:
            self.cancel_edit()
        self.place_overlays()
