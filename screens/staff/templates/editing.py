"""What is done to the rows of Redigera schemamall."""

from textual import events, on

from db.rules.local_time import clock_text
from db.rules.schedule.template_fields import meaning_of_release
from db.texts import WEEKDAY_NAMES
from db.values import TemplateRow, clean
from screens.staff.templates.draft import Edited
from screens.staff.templates.fields import EntryFields
from screens.staff.templates.grids import ADD, REMOVE, REMOVE_START, SWAP, TemplateFrame
from screens.staff.templates.line import CHOSEN, Start
from widgets.forms.dialog import OK
from widgets.forms.drop_down import DropDown
from widgets.sheet.messages import (
    CellEdited,
    CellRefused,
    CursorMoved,
    RowChosen,
)


class TemplateEditing(TemplateFrame):
    """The rows and what is done to them; the page is built on it."""

    # --- editing ------------------------------------------------------------------------------

    def stand(self, edited: Edited) -> bool:
        """Let the draft after an edit stand, and say what there is to say; whether it changed."""
        self.tell(edited.said)
        self._keeps_note = True
        if self.history is None or not self.history.push(edited.draft):
            return False
        self.draw_draft(edited.keys[0] if edited.keys else None)
        return True

    def action_undo(self) -> None:
        """Take an edit back."""
        self._step(back=True)

    def action_redo(self) -> None:
        """Make it again."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        if self.listed.is_editing:
            self.listed.cancel_edit()
        elif self.history is not None:
            before = self.history.now
            if (self.history.undo() if back else self.history.redo()) is not before:
                self._keeps_note = True
                self.draw_draft()
                self.say("Ångrat." if back else "Gjort om.")

    def pressed(self, name: str) -> None:
        """OK, or one of the buttons beside it and Avbryt."""
        if name == OK.name:
            self.action_ok()
        elif name == ADD.name:
            self.action_add()
        elif name == REMOVE.name:
            self.remove_rows()
        elif name == SWAP.name:
            self.action_swap_start()
        elif name == REMOVE_START.name:
            self.remove_start()

    def action_add(self) -> None:
        """Lägg till: a row for each ticked day."""
        draft = self.draft
        if draft is None or not self.may_edit or not self.listed.finish_edit():
            return
        entry = self.fields.entry
        added = draft.add(entry)
        self.fields.fault(added.field if not added.said.passed else "", go=True)
        if self.stand(added):
            if not added.said.text:
                self.say("En rad tillagd." if len(added.keys) == 1
                         else f"{len(added.keys)} rader tillagda.")  # fmt: skip
            self.fields.next_row(entry)
            self.draw_buttons()

    def action_remove(self) -> None:
        """Ta bort in the list, Ta bort tid in the week."""
        if self.week.has_keys:
            self.remove_start()
        elif self.listed.has_keys:
            self.remove_rows()
        else:
            self.app.bell()

    def remove_rows(self) -> None:
        """Ta bort: the marked rows, or the one that has the cursor."""
        draft, here = self.draft, self.listed.cursor_row
        if draft is None or here is None or not self.listed.finish_edit():
            return
        keys = [str(key) for key in self.listed.marks if key in draft.places] or [str(here)]
        if self.stand(draft.remove(keys)):
            self.listed.set_marks(())
            self.say("Raden är borta. Ctrl+Z ångrar." if len(keys) == 1
                     else f"{len(keys)} rader är borta. Ctrl+Z ångrar.")  # fmt: skip

    def remove_start(self) -> None:
        """Ta bort tid: the one time that one stands on in the week (R32)."""
        draft, start = self.draft, self.start
        if draft is None or start is None:
            self.say("Stå på en tid i veckan först (F4).", fault=True)
        elif self.stand(draft.remove_start(start)):
            self.say(f"{clock_text(start.minute)} är borttagen. Ctrl+Z ångrar.")

    def action_swap_start(self) -> None:
        """Byt tidstyp: the one time gets the type that is chosen in the field (R32, R35)."""
        draft, start, chosen = self.draft, self.start, self.fields.entry.time_type
        if draft is None or start is None:
            self.say("Stå på en tid i veckan först (F4).", fault=True)
        elif chosen is None:
            self.fields.fault("time_type", go=True)
            self.say("Välj Tidstyp i fältet först.", fault=True)
        elif self.stand(draft.swap_start(start, chosen)):
            name = draft.types[chosen].name
            self.say(f"{clock_text(start.minute)} är nu {name}. Ctrl+Z ångrar.")

    # --- messages -----------------------------------------------------------------------------

    def on_entry_fields_changed(self, message: EntryFields.Changed) -> None:
        """Say as one writes what is wrong with the row."""
        message.stop()
        if self.draft is not None:
            seen = self.draft.look_at(message.entry)
            self.fields.fault("" if seen.said.passed else seen.field)
            self.tell(seen.said)
            self.draw_buttons()

    def on_entry_fields_add_asked(self, message: EntryFields.AddAsked) -> None:
        """Enter in a field."""
        message.stop()
        self.action_add()

    def on_drop_down_changed(self, message: DropDown.Changed) -> None:
        """Nothing here has one but the fields."""
        message.stop()

    def on_sheet_cell_edited(self, message: CellEdited) -> None:
        """Something was written in a cell of the list."""
        message.stop()
        if self.draft is not None and not isinstance(message.value, bool):
            self._said_while_writing = False
            edited = self.draft.set(str(message.row), message.column, message.value)
            if self.stand(edited._replace(keys=())):  # Enter and Tab have led on from it
                self.show_row(str(self.listed.cursor_row))

    def on_sheet_cell_refused(self, message: CellRefused) -> None:
        """Say why."""
        message.stop()
        why = message.why or "Bara schemaläggare och IT får ändra schemamallar."
        self.say(why.replace("\n", " "), fault=True)

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter goes on to the next row."""
        message.stop()
        (self.week if self.week.has_keys else self.listed).action_move(1, 0)

    @on(CursorMoved, "#list")
    def _row_reached(self, message: CursorMoved) -> None:
        """Show the row in the fields and in the week."""
        message.stop()
        if self.starts.chosen != message.row:
            self.starts.chosen = str(message.row)
            self.week.refresh_rows(range(self.starts.count()))
        keeps, self._keeps_note = self._keeps_note, False
        if self.listed.has_keys and self.draft is not None:
            self.show_row(str(message.row))
            tip = self.listed.here[2].tip.replace("\n", " ") if self.listed.here else ""
            if not keeps:
                self.say(tip, fault=bool(tip))

    _keeps_note = False
    """What was just said is about the edit that moves the cursor."""

    @on(CursorMoved, "#week")
    def _start_reached(self, message: CursorMoved) -> None:
        """Say what the time is, and go to its row in the list."""
        message.stop()
        self.draw_buttons()
        self.refresh_bindings()
        if self.week.has_keys:
            self.say_start()

    def say_start(self) -> None:
        """Say what the time in the week is."""
        draft, start = self.draft, self.start
        line = draft.line(start.key) if draft and start else None
        if draft is None or start is None or line is None:
            self.say("")
            return
        self.listed.move_to(start.key)
        kind = draft.types.get(line.row.time_type)
        self.say(f"{self._when(line.row, start)} · {clean(kind.name) if kind else ''}"
                 f" · {line.row.length_min} min · {self._release(line.row)}")  # fmt: skip

    def _when(self, row: TemplateRow, start: Start) -> str:
        return f"{WEEKDAY_NAMES[row.weekday]} {clock_text(start.minute)}"

    def _release(self, row: TemplateRow) -> str:
        written = "" if row.release is None else str(row.release)
        said = meaning_of_release(written, self.fields.horizon_days)
        return said.partition(": ")[2] or said

    def look_at_writing(self, value: str) -> None:
        """Look at a text while it is being written in a cell."""
        sheet, draft = self.listed, self.draft
        if draft is None or not (sheet.is_editing and sheet.editor.display):
            return
        # What is typed in a choice looks for one of its names; it means nothing yet.
        if sheet.cursor_row in draft.places and sheet.cursor_column not in CHOSEN:
            edited = draft.set(str(sheet.cursor_row), sheet.cursor_column, value)
            self._said_while_writing = True
            self.tell(edited.said)

    _said_while_writing = False

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What was said of a text no longer holds when the writing was given up."""
        if self._said_while_writing and event.widget is self.listed:
            self._said_while_writing = False
            self.say("")
        self.refresh_bindings()
