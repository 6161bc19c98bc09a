"""Redigera schemamall: the fields, the list of rows and the week's start times (R28-R32)."""

from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.geometry import Offset
from textual.widgets import Static

from db import clinics, template_overview, templates, time_types
from db.errors import BookError, Conflict, NotFound
from db.permissions import IT, SCHEDULERS
from db.rules.start_times import week_text
from db.values import Template, TimeType, clean
from screens.column_memory import ColumnMemory
from screens.commands import Command
from screens.draft import History
from screens.session import Session
from screens.staff.template_draft import TemplateDraft
from screens.staff.template_editing import TemplateEditing
from screens.staff.template_fields import EntryFields
from screens.staff.template_frame import EDIT_BUTTONS
from screens.staff.template_sheets import (
    WEEK_WIDTH,
    ListSheet,
    WeekSheet,
    list_columns,
    week_columns,
)
from widgets.dialog import CANCEL, OK, Button, DialogButton, DialogFrame, hot_letters
from widgets.sheet.messages import ColumnChanged, ColumnsReset
from widgets.sheet.values import Column

PAGE = "template"
"""What the page is called in the shell; it is opened from Schemamallar, not by name."""

_WIDE = 100
"""From this many cells list and week stand side by side."""

NEW_NAME = Button("new", "Spara som ny...", "Sparar dina rader som en mall för sig.")
THEIRS = Button("theirs", "Ta deras", "Visar deras rader; Ctrl+Z tar fram dina.")


def _may_edit(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.may_edit)


def _can_undo(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.can_undo)


def _can_redo(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.can_redo)


def _on_start(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.start is not None)


class TemplateEditor(TemplateEditing):
    """The dialog "Redigera schemamall -- <namn>".

    Args:
        session: as for any page.
        template: what is edited; one without an id is new.
    """

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
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("other", "Veckan/listan", "Går mellan listan och veckan.", key="f4"),
        Command("edit", "Ändra", "Ändrar cellen; det går också att bara skriva.", key="f2"),
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
            key="f7", roles=SCHEDULERS, when=_on_start,
        ),
        Command("undo", "Ångra", "Tar tillbaka den senaste ändringen.", key="ctrl+z",
                when=_can_undo),
        Command("redo", "Gör om", "Gör om det som ångrades.", key="ctrl+y", footer=False,
                when=_can_redo),
        Command(
            "ok", "OK", "Sparar mallen och stänger.",
            key="ctrl+s", footer=False, context=False, roles=SCHEDULERS, when=_may_edit,
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    TemplateEditor DialogFrame { width: 1fr; max-width: 100%; height: 1fr; padding: 0; }
    TemplateEditor DialogFrame > #dialog-foot { padding: 0 1; }
    TemplateEditor #grids { height: 1fr; }
    TemplateEditor.-taller #grids { margin-top: 1; }
    TemplateEditor #week { width: 50; }
    TemplateEditor.-narrow #week { width: 1fr; display: none; }
    TemplateEditor.-narrow.-week #week { display: block; }
    TemplateEditor.-narrow.-week #list { display: none; }
    TemplateEditor.-wide #week { border-left: solid $frame; }
    TemplateEditor #below { height: 2; padding: 0 1; }
    TemplateEditor #note { height: auto; max-height: 2; }
    TemplateEditor #note.-fault { color: $attention; text-style: bold; }
    TemplateEditor #edits { height: 1; padding: 0 1; }
    TemplateEditor #edits DialogButton { margin: 0 2 0 0; }
    TemplateEditor.-low DialogFrame { border: none; }
    TemplateEditor.-low #below, TemplateEditor.-low #edits { display: none; }
    """

    def __init__(self, session: Session, template: Template) -> None:
        super().__init__(session)
        self.page = PAGE
        self.base = template
        self.is_saving = False
        self._types: dict[int, TimeType] = {}
        self._told_of = template.revision
        self._memory = ColumnMemory(self, "", None)

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The fields above the grids, the buttons below them."""
        frame = DialogFrame(f"Redigera schemamall -- {clean(self.base.name)}", (OK, CANCEL))
        columns = list_columns((), 78, may_edit=self.may_edit)
        listed = ListSheet(
            columns, self.rows, empty="Inga rader än. Fyll i fälten och tryck Enter.",
            without=("edit", "empty", "menu", "sort"), id="list",
        )  # fmt: skip
        week = WeekSheet(
            week_columns(), self.starts, read_only=True, markable=False, id="week",
            empty="Inga tider än.", without=("menu", "sort"),
        )  # fmt: skip
        self._memory = ColumnMemory(self, PAGE, self.session.prefs.path)
        listed.recall(self._memory.shapes)
        below = Container(Static(id="note"), id="below")
        for widget in (EntryFields(), Horizontal(listed, week, id="grids"), below,
                       Horizontal(*self._edit_buttons(), id="edits")):  # fmt: skip
            frame.compose_add_child(widget)  # as in a with statement
        yield frame

    def _edit_buttons(self) -> list[DialogButton]:
        labels = [one.label for one in (OK, CANCEL, *EDIT_BUTTONS)]
        hot = hot_letters(labels)[2:]
        buttons = [DialogButton(one, at, default=False)
                   for one, at in zip(EDIT_BUTTONS, hot, strict=True)]  # fmt: skip
        return buttons

    def on_mount(self, event: events.Mount) -> None:
        """Look at what is being written in a cell."""
        self.watch(self.listed.editor, "value", self.look_at_writing, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        self.call_after_refresh(self.fit_columns)

    def fit_columns(self) -> None:
        """Let the list's last column take the room that there is."""
        if not self.query("#list") or self.draft is None:
            return  # closed before its turn came, or not read
        width = self.app.size.width
        width -= 2 + (WEEK_WIDTH + 1 if width >= _WIDE else 0)
        columns = list_columns(self.draft.choices, width, may_edit=self.may_edit)
        if columns != self._fitted:
            self._fitted = columns
            self.listed.set_columns(columns)
            self.listed.recall(self._memory.shapes)

    _fitted: tuple[Column, ...] = ()

    @on(ColumnChanged, "#list")
    def _column_changed(self, message: ColumnChanged) -> None:
        """Keep the width that the user has set."""
        self._memory.changed(message)

    @on(ColumnsReset, "#list")
    def _columns_reset(self, message: ColumnsReset) -> None:
        """Forget the widths that the user has set."""
        self._memory.forget()

    def on_unmount(self) -> None:
        """The widths are found again the next time."""
        self._memory.close()

    def action_other(self) -> None:
        """Go between the list and the week; where there is little room they take turns."""
        if not self.listed.finish_edit():
            return
        to_week = not (self.week.has_keys if self.is_wide else self.has_class("-week"))
        self.set_class(to_week, "-week")
        self.set_focus(self.week if to_week else self.listed, scroll_visible=False)
        self.draw_buttons()
        if to_week:
            self.say_start()

    def action_edit(self) -> None:
        """Edit the cell of the list that has the cursor."""
        if not self.is_wide:
            self.remove_class("-week")
        self.set_focus(self.listed, scroll_visible=False)
        self.listed.action_edit()

    def context_place(self) -> Offset:
        """Below the cell that has the cursor."""
        for sheet in (self.listed, self.week):
            if self.focused is sheet:
                x, y, _ = sheet.cell_corner()
                return sheet.region.offset + Offset(x, y + 1)
        return super().context_place()

    def on_key(self, event: events.Key) -> None:
        """On a button, the letter of another one presses it."""
        if isinstance(self.focused, DialogButton) and self.frame.press_letter(event.key):
            event.stop()

    def on_dialog_button_pressed(self, message: DialogButton.Pressed) -> None:
        """Do what the button says."""
        message.stop()
        if not self.is_active:
            return
        if message.name == CANCEL.name:
            self.ask_to_close()
        elif message.name == OK.name:
            self.action_ok()
        else:
            self.pressed(message.name)

    # --- the book -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Follow the book, unless that would lose what the user has changed."""
        with self.session.book.read() as reader:
            types = time_types.load_all(reader, self.session.clinic)
            horizon = clinics.policy_of(clinics.load(reader, self.session.clinic)).horizon_days
        self.fields.horizon_days = horizon
        draft = self.draft
        if draft is None or self.history is None:
            self._types = types
            self._begin(self.base)
            return
        if types != self._types:
            self._types = types
            self.history.replace(self._opened(draft.base, draft))
            self.draw_draft()
        self._follow_template(draft)

    def _follow_template(self, draft: TemplateDraft) -> None:
        """Take what someone else has saved, or tell of it where that would lose an edit."""
        if draft.base.id is None:
            return
        stamp = template_overview.stamp_of(self.session.book, self.session.clinic, draft.base.id)
        revision = stamp.revision if stamp else -1
        if revision in (draft.base.revision, self._told_of):
            return
        self._told_of = revision
        if stamp is None:
            self.say("Någon annan har tagit bort mallen. OK frågar vad som ska sparas.", fault=True)
        elif draft.is_changed or self.listed.is_editing:
            who = clean(stamp.changed_by) or "Någon annan"
            self.say(f"{who} sparade mallen medan du ändrade. OK frågar vad som ska gälla.",
                     fault=True)  # fmt: skip
        else:
            self._begin(self._read())
            self.say("Någon annan sparade mallen; så här ser den ut nu.")

    def _read(self) -> Template:
        with self.session.book.read() as reader:
            return templates.load(reader, self.base.id or 0)

    def _opened(self, base: Template, draft: TemplateDraft | None = None) -> TemplateDraft:
        """A template as a draft; another draft's rows in it, if one is given."""
        fresh = TemplateDraft.open(base, self._types, is_it=self.session.actor.role in IT)
        if draft is None:
            return fresh
        return draft.based_on(fresh)

    def _begin(self, base: Template) -> None:
        self.history = History(self._opened(base))
        self._told_of = base.revision
        self.draw_draft()
        first = self.listed.cursor_row
        if first is not None:
            self.show_row(str(first))

    # --- saving -------------------------------------------------------------------------------

    def unsaved(self) -> str:
        """Whether something was changed, also what is being written in a cell."""
        draft = self.draft
        if draft is None or not self.may_edit:
            return ""
        if draft.base.id is None and not draft.lines:
            return ""  # a new one without rows is nothing
        return "Schemamallen är ändrad." if draft.is_changed or self.is_writing else ""

    def action_ok(self) -> None:
        """Save and close."""
        if not self.is_saving and self.is_active:
            self.run_worker(self._save_and_close(), group="ok")

    async def _save_and_close(self) -> None:
        if await self.save():
            self.close()

    async def save(self) -> bool:
        """Save; when not, say why and point at the cell."""
        if self.is_saving or not self.listed.finish_edit():
            return False
        self.is_saving = True
        try:
            await self.settled()
            draft = self.draft
            if draft is None or not draft.is_changed:
                return True
            if (wrong := draft.first_error) is not None:
                self.point_at(wrong)
                return False
            return await self._store(draft)
        finally:
            self.is_saving = False

    async def _store(self, draft: TemplateDraft) -> bool:
        session = self.session
        try:
            stored = templates.save(session.book, session.actor, session.clinic, draft.template)
        except (Conflict, NotFound) as error:
            return await self._settle(error, draft)
        except BookError as error:
            if error.field == "name":  # someone took it meanwhile
                return await self._save_as_new(draft, error.text)
            self.show_error(error)
            return False
        return self._has_saved(stored)

    def _has_saved(self, stored: Template) -> bool:
        self.base = stored
        self._begin(stored)
        said = f"Schemamallen {clean(stored.name)} är sparad: {week_text(stored.rows)}."
        self.notify(f"{said} Schemalägg lägger ut dem.", timeout=5, markup=False)
        return True

    async def _settle(self, error: BookError, draft: TemplateDraft) -> bool:
        """Someone else saved meanwhile: nothing is lost, whichever is chosen."""
        from screens.question import Question

        gone = isinstance(error, NotFound)
        answers = (NEW_NAME, CANCEL) if gone else (NEW_NAME, THEIRS, CANCEL)
        question = Question("Någon annan har sparat", error.text, answers)
        chosen = await self.app.push_screen_wait(question)
        if chosen == NEW_NAME.name:
            return await self._save_as_new(draft, "")
        if chosen == THEIRS.name and (theirs := self.attempt(self._read)) is not None:
            self.base, self._told_of = theirs, theirs.revision
            fresh = self._opened(theirs)
            self.history = History(self._opened(theirs, draft))
            self.history.push(fresh)
            self._keeps_note = True
            self.draw_draft()
            self.say("Deras rader visas. Ctrl+Z tar fram dina.")
        return False

    async def _save_as_new(self, draft: TemplateDraft, why: str) -> bool:
        """Save these rows as a template of its own."""
        from screens.staff.template_name import TemplateName

        session, made = self.session, list[Template]()

        def accept(written: str) -> str:
            one = Template(None, written, draft.rows)
            made.append(templates.save(session.book, session.actor, session.clinic, one))
            return made[-1].name

        name = f"{clean(draft.base.name)[:70]} (kopia)"
        dialog = TemplateName("Spara som ny schemamall", name, accept, clean(why))
        if await self.app.push_screen_wait(dialog) is None:
            self.say("Inget är sparat.", fault=True)
            return False
        return self._has_saved(made[-1])
