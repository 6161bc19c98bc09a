"""Redigera schemamall: the fields, the list of rows and the week's start times (R28-R32)."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from db.errors import BookError
from db.mirror.template import Week
from db.mirror.values import Subject
from db.permissions import SCHEDULERS
from db.rules.local_time import clock_text
from db.rules.schedule.start_times import week_text
from db.rules.schedule.template_fields import meaning_of_release
from db.rules.sources import source_words
from db.texts import WEEKDAY_NAMES
from db.values import Template, TemplateRow, Verdict, clean
from screens.commands import REDO, UNDO, Command, holds
from screens.dialog_page import WHY_KEY, DialogPage, is_writing
from screens.history import History
from screens.session import Session
from screens.staff.shared.writing import WritingWatch
from screens.staff.templates.draft import CHOSEN, Edited, Problem, TemplateDraft
from screens.staff.templates.fields import EntryFields
from screens.staff.templates.grids import WIDE, TemplateGrids
from screens.staff.templates.saving import TemplateSaving
from widgets.forms.dialog import CANCEL, OK, Button, DialogButton, DialogFrame
from widgets.line import cut
from widgets.sheet.messages import CellEdited, CellRefused, CursorMoved

PAGE = "template"
"""What the page is called in the shell; it is opened from Schemamallar, not by name."""

ADD = Button("add", "Lägg till", "Lägger till en rad för varje förbockad dag.")
REMOVE = Button("remove_rows", "Ta bort", "Tar bort raden som man står på, eller de markerade.")
SWAP = Button("swap_start", "Byt tidstyp: ", "Ger tiden i veckan den tidstyp som är vald i fältet.")
REMOVE_START = Button("remove_start", "Ta bort tid", "Tar bort tiden som man står på i veckan.")
EDIT_BUTTONS: Final = (ADD, REMOVE, SWAP, REMOVE_START)
"""The guide's buttons beside OK and Avbryt (GUIDES.md A3)."""

_TYPE_CELLS = 30
_OTHER_CELLS = 67
"""What the buttons below the grids take beside the name of a type."""


_KEPT = "Fälten har kvar det du skrev: Enter i dem lägger till raden, Ctrl+Z i dem tar bort det."
_NOT_ADDED = "Raden i fälten är inte tillagd. Enter i dem lägger till den; OK sparar utan den."


class TemplateEditor(DialogPage):
    """The dialog "Redigera schemamall -- <namn>"."""

    PAGE_NAME = "Redigera schemamall"
    HELP = (
        "Bocka för dagarna, fyll i fälten och tryck Enter eller Lägg till: mallen får en rad för"
        " varje dag. Veckan visar starttiderna. Till är inte med: 08:00–10:00 med längd 15 ger"
        " sista tiden 09:45. Klockslag skrivs 8, 0800, 8.00 eller 08:00. Stå på en rad så visar"
        " fälten den; celler i listan ändras där de står. Stå på en tid i veckan för att ta bort"
        " eller byta tidstyp på just den. Inget når boken före OK, och tider läggs ut först med"
        " Schemalägg."
    )
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (32, "-taller")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "other", "Veckan/listan", "Går mellan listan och veckan.",
            key="f4", menu="Inställningar",
        ),
        Command(
            "edit", "Ändra", "Ändrar cellen; det går också att bara skriva.",
            key="f2", menu="Inställningar",
        ),
        Command(
            "add", "Lägg till", "Lägger till en rad för varje förbockad dag.",
            key="insert", footer=False, roles=SCHEDULERS,
        ),
        Command(
            "remove", "Ta bort", "Tar bort raden, eller i veckan tiden, som man står på.",
            key="delete", roles=SCHEDULERS,
        ),
        Command(
            "swap_start", "Byt tidstyp", "Ger tiden i veckan den tidstyp som är vald i fältet.",
            key="f7", menu="Inställningar", roles=SCHEDULERS, when=holds("grids.start"),
        ),
        Command(
            "why", "Varför?",
            "Säger vad som hindrar radens eller tidens tidstyp på 1177, och vad som kan göras.",
            key=WHY_KEY, footer=False, menu="1177", when=holds("row_here"),
        ),
        UNDO,
        REDO,
        Command(
            "ok", "OK", "Sparar mallen och stänger.",
            key="ctrl+s", footer=False, context=False, roles=SCHEDULERS, when=holds("may_edit"),
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    TemplateEditor DialogFrame { max-width: 130; }
    TemplateEditor #grids { height: 1fr; }
    TemplateEditor.-taller #grids { margin-top: 1; }
    TemplateEditor #week { width: 50; }
    TemplateEditor.-narrow #week { width: 1fr; display: none; }
    TemplateEditor.-narrow #grids.-week #week { display: block; }
    TemplateEditor.-narrow #grids.-week #list { display: none; }
    TemplateEditor.-wide #week { border-left: solid $frame; }
    TemplateEditor #below { height: 2; padding: 0 1; }
    TemplateEditor #note { height: auto; max-height: 2; }
    TemplateEditor #edits { height: 1; padding: 0 1; }
    TemplateEditor #edits DialogButton { margin: 0 2 0 0; }
    TemplateEditor.-low #below, TemplateEditor.-low #edits { display: none; }
    """

    def __init__(self, session: Session, template: Template) -> None:
        super().__init__(session)
        self.page = PAGE
        self.history: History[TemplateDraft | None] = History(None)
        self.saving = TemplateSaving(
            lambda: self.session, template, lambda it: self.app.push_screen_wait(it)
        )
        self.fields = EntryFields()
        self.grids = TemplateGrids(PAGE, session.prefs.path, may_edit=self.may_edit)
        self.listed, self.week = self.grids.listed, self.grids.week
        self._writing = WritingWatch(self.listed, self._look_at, lambda: self.say(""))
        self._keeps_note = False
        """What was just said is about the edit that moves the cursor."""
        self._told_of_fields = False
        """The user knows that what stands in the fields is in no row."""

    @property
    def draft(self) -> TemplateDraft | None:
        """What is edited as it stands now; None until the book has been read."""
        return self.history.now

    # --- what shows ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The fields above the grids, the buttons below them."""
        frame = DialogFrame(f"Redigera schemamall -- {clean(self.saving.base.name)}", (OK, CANCEL))
        buttons = map(DialogButton, EDIT_BUTTONS)
        below = Container(Static(id="note"), id="below")
        for widget in (self.fields, self.grids, below, Horizontal(*buttons, id="edits")):
            frame.compose_add_child(widget)  # as in a with statement
        yield frame

    def draw_draft(self, keep: str | None = None) -> None:
        """Draw what stands now."""
        draft = self.draft
        if draft is None:
            return
        self.fields.offer(draft.choices)
        if self.grids.show(draft, keep):
            self.set_focus(self.listed if draft.lines else self.fields.first, scroll_visible=False)
        self.frame.border_subtitle = Content(week_text(draft.rows))
        self.draw_buttons()
        self.refresh_bindings()
        self.look_beside()

    def mirrored(self) -> Subject:
        """The template's week, as it is on the page."""
        rows = () if self.draft is None else self.draft.rows
        return Week(self.saving.base.id, tuple(rows))

    def draw_buttons(self) -> None:
        """Which buttons can be pressed, and the type that Byt tidstyp would give."""
        draft, start = self.draft, self.grids.start
        chosen = self.fields.entry.time_type
        kind = draft.types.get(chosen) if draft and chosen is not None else None
        room = max(4, min(_TYPE_CELLS, self.room - _OTHER_CELLS))
        label = SWAP.label + (cut(clean(kind.name), room) if kind else "▾")
        for button in self.query(DialogButton):
            if button.button.name == SWAP.name and button.button.label != label:
                button.button = SWAP._replace(label=label)
                button.refresh(layout=True)
        on = {
            OK.name: True, ADD.name: True, REMOVE.name: self.listed.cursor_row is not None,
            SWAP.name: start is not None and kind is not None, REMOVE_START.name: start is not None,
        }  # fmt: skip
        for name, enabled in on.items():
            self.frame.enable(name, self.may_edit and enabled)

    def show_row(self, key: str) -> None:
        """Show a row of the list in the fields, unless that would lose what is written in them."""
        entry = self.draft.entry_of(key) if self.draft else None
        if entry is not None and not self.fields.is_touched:
            self.fields.show(entry)
            self.draw_buttons()

    def tell(self, said: Verdict, *, stays: bool = False) -> None:
        """Say what a rule says, with where it stands."""
        source = f" ({source_words(said.source)})" if said.source.startswith("[") else ""
        warns = bool(said.text) and (not said.passed or said.rule.startswith("row-"))
        self.say(f"{said.text}{source}" if said.text else "", fault=warns, stays=stays)

    def point_at(self, wrong: Problem) -> None:
        """Say what is wrong, and go to the cell that it is wrong in."""
        self.beside.back()
        self.grids.go_to_list()
        self.listed.move_to(wrong.key, wrong.field)
        self.tell(wrong.verdict)

    def say_start(self) -> None:
        """Say what the time in the week is, and go to its row in the list."""
        draft, start = self.draft, self.grids.start
        line = draft.line(start.key) if draft and start else None
        if draft is None or start is None or line is None:
            self.say("")
            return
        self.listed.move_to(start.key)
        row, kind = line.row, draft.types.get(line.row.time_type)
        self.say(f"{WEEKDAY_NAMES[row.weekday]} {clock_text(start.minute)}"
                 f" · {clean(kind.name) if kind else ''} · {row.length_min} min"
                 f" · {self._release(row)}")  # fmt: skip

    # --- Varför -------------------------------------------------------------------------------

    @property
    def row_here(self) -> TemplateRow | None:
        """The row of the list, or of the time in the week, that one stands on."""
        draft, start = self.draft, self.grids.start if self.week.has_keys else None
        key = start.key if start else self.listed.cursor_row
        line = None if draft is None or key is None else draft.line(str(key))
        return None if line is None else line.row

    def action_why(self) -> None:
        """Say what the row means for 1177, and what keeps its tidstyp off it."""
        from screens.staff.shared.asking import ask_of_type
        from screens.staff.shared.why_dialog import told_plainly

        draft, row = self.draft, self.row_here
        if draft is None or row is None:
            return
        kind = draft.types.get(row.time_type)
        if kind is None or kind.id is None:
            self.say("Välj en tidstyp på raden först.", fault=True)
            return
        here = str(self.listed.cursor_row)
        wrong = [one.verdict.text for one in draft.problems if one.key == here]
        said = (
            f"{WEEKDAY_NAMES[row.weekday]} {clock_text(row.start_min)}–{clock_text(row.end_min)},"
            f" {row.length_min} min. Bok.före: {self._release(row)}. 1177 får tiderna när mallen"
            " läggs ut med Schemalägg."
        )
        told = (told_plainly(said), *(told_plainly(text, yes=False) for text in wrong))
        ask_of_type(self, kind.id, kind.name, self.say, told)

    def _release(self, row: TemplateRow) -> str:
        written = "" if row.release is None else str(row.release)
        meaning = meaning_of_release(written, self.fields.horizon_days)
        return meaning.partition(": ")[2] or meaning

    # --- what the keys and the buttons do -----------------------------------------------------

    def action_other(self) -> None:
        """Go between the list and the week; where there is little room they take turns."""
        if self.listed.finish_edit():
            to_week = self.grids.turn()
            self.draw_buttons()
            if to_week:
                self.say_start()

    def action_edit(self) -> None:
        """Edit the cell of the list that has the cursor."""
        self.grids.go_to_list()
        self.listed.action_edit()

    def action_add(self) -> None:
        """Lägg till: a row for each ticked day."""
        draft = self.draft
        if draft is None or not self.may_edit or not self.listed.finish_edit():
            return
        entry = self.fields.entry
        added = draft.add(entry)
        self.fields.fault(added.field if not added.said.passed else "", go=True)
        if self._stand(added):
            if not added.said.text:
                self.say("En rad tillagd." if len(added.keys) == 1
                         else f"{len(added.keys)} rader tillagda.")  # fmt: skip
            self.fields.next_row(entry)
            self.draw_buttons()

    def action_remove(self) -> None:
        """Ta bort in the list, Ta bort tid in the week."""
        if self.week.has_keys:
            self.action_remove_start()
        elif self.listed.has_keys:
            self.action_remove_rows()
        else:
            self.app.bell()

    def action_remove_rows(self) -> None:
        """Ta bort: the marked rows, or the one that has the cursor."""
        draft, here = self.draft, self.listed.cursor_row
        if draft is None or here is None or not self.listed.finish_edit():
            return
        keys = [str(key) for key in self.listed.marks if key in draft.places] or [str(here)]
        if self._stand(draft.remove(keys)):
            self.listed.set_marks(())
            self.say("Raden är borta. Ctrl+Z ångrar." if len(keys) == 1
                     else f"{len(keys)} rader är borta. Ctrl+Z ångrar.")  # fmt: skip

    def action_remove_start(self) -> None:
        """Ta bort tid: the one time that one stands on in the week (R32)."""
        draft, start = self.draft, self.grids.start
        if draft is None or start is None:
            self.say("Stå på en tid i veckan först (F4).", fault=True)
        elif self._stand(draft.remove_start(start)):
            self.say(f"{clock_text(start.minute)} är borttagen. Ctrl+Z ångrar.")

    def action_swap_start(self) -> None:
        """Byt tidstyp: the one time gets the type that is chosen in the field (R32, R35)."""
        draft, start, chosen = self.draft, self.grids.start, self.fields.entry.time_type
        if draft is None or start is None:
            self.say("Stå på en tid i veckan först (F4).", fault=True)
        elif chosen is None:
            self.fields.fault("time_type", go=True)
            self.say("Välj Tidstyp i fältet först.", fault=True)
        elif self._stand(draft.swap_start(start, chosen)):
            name = draft.types[chosen].name
            self.say(f"{clock_text(start.minute)} är nu {name}. Ctrl+Z ångrar.")

    def action_undo(self) -> None:
        """Take an edit back."""
        self._step(History.undo, "Ångrat.")

    def action_redo(self) -> None:
        """Make it again."""
        self._step(History.redo, "Gjort om.")

    def _step(
        self, step: Callable[[History[TemplateDraft | None]], TemplateDraft | None], done: str
    ) -> None:
        if self.listed.is_editing:
            self.listed.cancel_edit()
            return
        before, after = self.draft, step(self.history)
        if after is before or after is None or before is None:
            return
        self._keeps_note = True
        self.draw_draft(after.first_difference(before))
        self.say(done)

    def _stand(self, edited: Edited) -> bool:
        """Let the draft after an edit stand, and say what there is to say; whether it changed."""
        self.tell(edited.said)
        self._keeps_note = True
        if not self.history.push(edited.draft):
            return False
        self.draw_draft(edited.keys[0] if edited.keys else None)
        return True

    # --- what the fields and the grids tell ---------------------------------------------------

    def on_entry_fields_changed(self, message: EntryFields.Changed) -> None:
        """Say as one writes what is wrong with the row."""
        message.stop()
        self._told_of_fields = False
        if self.draft is not None:
            seen = self.draft.look_at(message.entry)
            self.fields.fault("" if seen.said.passed else seen.field)
            self.tell(seen.said, stays=True)
            self.draw_buttons()

    def on_entry_fields_add_asked(self, message: EntryFields.AddAsked) -> None:
        """Enter in a field."""
        message.stop()
        self.action_add()

    def on_sheet_cell_edited(self, message: CellEdited) -> None:
        """Something was written in a cell of the list."""
        message.stop()
        if self.draft is not None and not isinstance(message.value, bool):
            self._writing.is_done()
            edited = self.draft.set(str(message.row), message.column, message.value)
            if self._stand(edited._replace(keys=())):  # Enter and Tab have led on from it
                self.show_row(str(self.listed.cursor_row))

    def on_sheet_cell_refused(self, message: CellRefused) -> None:
        """Say why."""
        message.stop()
        why = message.why or "Bara schemaläggare och IT får ändra schemamallar."
        self.say(why.replace("\n", " "), fault=True)

    @on(CursorMoved, "#list")
    def _row_reached(self, message: CursorMoved) -> None:
        """Show the row in the fields."""
        message.stop()
        keeps, self._keeps_note = self._keeps_note, False
        if self.listed.has_keys and self.draft is not None:
            self.show_row(str(message.row))
            tip = self.grids.tip
            if not keeps:
                self.say(tip or (_KEPT if self.fields.is_touched else ""), fault=bool(tip))

    @on(CursorMoved, "#week")
    def _start_reached(self, message: CursorMoved) -> None:
        """Say what the time is, and go to its row in the list."""
        message.stop()
        self.draw_buttons()
        self.refresh_bindings()
        if self.week.has_keys:
            self.say_start()

    def _look_at(self, key: str, column: str, text: str) -> bool:
        """Say what there is to say of a text that is being written in a cell."""
        # What is typed in a choice looks for one of its names; it means nothing yet.
        if self.draft is None or key not in self.draft.places or column in CHOSEN:
            return False
        self.tell(self.draft.set(key, column, text).said)
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What was said of a text no longer holds when the writing was given up."""
        self._writing.focused(event.widget)
        self.refresh_bindings()

    # --- the book -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Follow the book, unless that would lose what the user has changed."""
        saving, draft = self.saving, self.draft
        are_others = saving.read_types()
        self.fields.horizon_days = saving.horizon_days
        if draft is None:
            self._begin(saving.base)
            return
        if are_others:
            self.history.replace(saving.opened(draft.base, draft))
            self.draw_draft()
        news = saving.news(draft, is_writing=self.listed.is_editing)
        if news is not None:
            if news.template is not None:
                self._begin(news.template)
            self.say(news.text, fault=news.template is None)

    def _begin(self, template: Template) -> None:
        """Go on from a template, with nothing to undo."""
        self.history = History(self.saving.begin(template))
        self.draw_draft()
        first = self.listed.cursor_row
        if first is not None:
            self.show_row(str(first))

    def unsaved(self) -> str:
        """Whether something was changed, also what is being written in a cell."""
        draft = self.draft
        if draft is None or not self.may_edit:
            return ""
        if self.fields.is_touched:
            return "Raden i fälten är inte tillagd."
        if draft.base.id is None and not draft.lines:
            return ""  # a new one without rows is nothing
        return "Schemamallen är ändrad." if draft.is_changed or is_writing(self.listed) else ""

    async def save(self) -> bool:
        """Save; when not, say why and point at the cell."""
        return await self.save_once(self.listed, self._save)

    async def _save(self) -> bool:
        draft = self.draft
        if self.may_edit and self.fields.is_touched and not self._told_of_fields:
            self._told_of_fields = True
            self.say(_NOT_ADDED, fault=True)
            return False
        if draft is None or not draft.is_changed:
            return True
        if (wrong := draft.first_error) is not None:
            self.point_at(wrong)
            return False
        try:
            outcome = await self.saving.save(draft)
        except BookError as error:
            self.show_error(error)
            return False
        if (stored := outcome.stored) is not None:
            self._begin(stored)
            said = f"Schemamallen {clean(stored.name)} är sparad: {week_text(stored.rows)}."
            self.notify(f"{said} Schemalägg lägger ut dem.", timeout=5, markup=False)
        elif outcome.theirs is not None:
            fresh = self.saving.begin(outcome.theirs)
            self.history = History(draft.based_on(fresh))
            self.history.push(fresh)
            self._keeps_note = True
            self.draw_draft()
            self.say("Deras rader visas. Ctrl+Z tar fram dina.")
        elif outcome.refused:
            self.say(outcome.refused, fault=True)
        return stored is not None
