"""Schemamallar: the list of templates; each is opened, copied, renamed or taken away (R28)."""

from dataclasses import replace
from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.widgets import Static

from db.errors import Conflict
from db.mirror.template import Week
from db.mirror.values import Subject
from db.permissions import SCHEDULERS
from db.rules.local_time import instant_text
from db.schedule import template_overview, templates
from db.schedule.template_overview import Overview
from db.values import Template, clean
from screens.commands import Command, holds
from screens.dialog import confirm
from screens.dialog_page import DialogPage, PageSheet
from screens.session import Session
from screens.staff.shared.own_acts import OwnActs
from screens.staff.templates.name_dialog import TemplateName
from widgets.forms.dialog import CANCEL, Button, DialogFrame
from widgets.sheet.listed import Listed
from widgets.sheet.messages import CursorMoved, RowChosen
from widgets.sheet.sheet import LetterlessSheet
from widgets.sheet.values import Cell, Column, Row, RowKey

OPEN = Button("open_row", "Öppna", "Öppnar Redigera schemamall.")
NEW = Button("new_row", "Ny...", "Gör en ny mall.")
LAY_OUT = Button("lay_out", "Schemalägg...", "Lägger ut mallens tider på resurser.")
CLOSE = Button(CANCEL.name, "Stäng")

_EMPTY = "Inga schemamallar än. Tryck N, eller Ny..., och ge den första ett namn."
_NONE = "Inga schemamallar än. En schemaläggare gör dem."


_NARROW, _WIDEST = 100, 128
"""The sheet takes no more cells: more would only be empty."""


class ListedTemplates(Listed[Overview]):
    """The templates, for the sheet."""

    def key(self, template: Overview) -> RowKey:
        """Its id."""
        return template.id

    def row(self, template: Overview) -> Row:
        """What is told of it."""
        changed = instant_text(template.changed_at) if template.changed_by else ""
        types = ", ".join(template.types)
        counts = (str(template.rows), str(template.times))
        texts = (template.name, *counts, types, changed, template.changed_by)
        return Row(template.id, tuple(Cell(clean(text)) for text in texts))


def columns(width: int) -> tuple[Column, ...]:
    """Those that a sheet of this width has room for."""
    width, who = min(width, _WIDEST), 0 if width < _NARROW else 25
    left = width - 2 - 24 - 5 - 9 - 16 - 4 - who
    found = (
        Column("name", "Namn", width=24, fixed=True),
        Column("rows", "Rader", width=5, right=True),
        Column("times", "Per vecka", width=9, right=True, tip="Tider i veckan"),
        Column("types", "Tidstyper", width=max(12, left)),
        Column("changed", "Senast ändrad", width=16),
        Column("who", "Av", width=24),
    )
    return found if who else found[:-1]


class TemplateList(PageSheet, LetterlessSheet):
    """The list. Letters are the page's commands."""


class TemplatesPage(DialogPage):
    """The page Schemamallar."""

    PAGE_NAME = "Schemamallar"
    HELP = (
        "En schemamall är en vecka med tider. Enter öppnar den i Redigera schemamall, och"
        " Schemalägg lägger ut dess tider på resurser för en period. Att ändra eller ta bort en"
        " mall rör inte tider som redan är utlagda."
    )
    AUTO_FOCUS = "TemplateList"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "open_row", "Öppna", "Öppnar Redigera schemamall.", key="enter", when=holds("chosen"),
        ),
        Command("new_row", "Ny...", "Gör en ny mall.", key="n,insert", roles=SCHEDULERS),
        Command(
            "lay_out", "Schemalägg...", "Lägger ut mallens tider på resurser.",
            key="l", roles=SCHEDULERS, when=holds("may_edit", "chosen"),
        ),
        Command(
            "copy_row", "Kopiera...", "Gör en ny mall med samma rader.",
            key="c", roles=SCHEDULERS, when=holds("may_edit", "chosen"),
        ),
        Command(
            "rename", "Byt namn...", "Ger mallen ett annat namn.",
            key="f2", menu="Inställningar", roles=SCHEDULERS, when=holds("may_edit", "chosen"),
        ),
        Command(
            "remove", "Ta bort...", "Tar bort mallen; utlagda tider står kvar.",
            key="delete", roles=SCHEDULERS, when=holds("may_edit", "chosen"),
        ),
        Command(
            "undo", "Ångra borttagning", "Tar fram den mall som du senast tog bort.",
            key="ctrl+z", footer=False, roles=SCHEDULERS, when=holds("can_undo"),
        ),
        Command(
            "undo_layout", "Ångra senaste schemaläggning...",
            "Tar bort de tider som lades ut senast, om ingen är eller har varit bokad.",
            footer=False, roles=SCHEDULERS, menu="Inställningar",
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    TemplatesPage DialogFrame { max-width: 130; }
    TemplatesPage #note { height: 1; padding: 0 1; }
    TemplatesPage.-low #note { display: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.listed = ListedTemplates()
        self._own = OwnActs(lambda: self.session, "templates")

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The list in its frame."""
        frame = DialogFrame("Schemamallar", (OPEN, NEW, LAY_OUT, CLOSE))
        sheet = TemplateList(
            columns(self.room - 2), self.listed, read_only=True, markable=False,
            empty=_EMPTY if self.may_edit else _NONE, without=("menu", "sort", "choose"),
        )  # fmt: skip
        sheet.remember("templates", self.session.prefs.path)
        frame.compose_add_child(sheet)
        frame.compose_add_child(Static(id="note"))
        yield frame

    sheet = getters.query_one(TemplateList)

    @property
    def chosen(self) -> int | None:
        """The template that the cursor is on."""
        key = self.sheet.cursor_row if self.query(TemplateList) else None
        return None if key is None else int(key)

    @property
    def can_undo(self) -> bool:
        """Whether there is a template to bring back."""
        return self._own.can_undo

    def reload(self) -> None:
        """Read the list anew."""
        self.listed.found = template_overview.overview(self.session.book, self.session.clinic)
        self.sheet.reload()
        self.sheet.refresh_rows(template.id for template in self.listed.found)
        has_any = bool(self.listed.found)
        self.frame.enable(NEW.name, self.may_edit)
        self.frame.enable(LAY_OUT.name, self.may_edit and has_any)
        self.frame.enable(OPEN.name, has_any)
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        if self.query(TemplateList):
            self.sheet.set_columns(columns(self.room - 2))

    def mirrored(self) -> Subject:
        """The template that the cursor is on."""
        return super().mirrored() if self.chosen is None else Week(self.chosen)

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """The mirror follows."""
        message.stop()
        self.look_beside()

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """A double click."""
        message.stop()
        self.action_open_row()

    # --- what is done -------------------------------------------------------------------------

    def _load(self) -> Template | None:
        key = self.chosen
        if key is None:
            return None

        def load() -> Template:
            with self.session.book.read() as reader:
                return templates.load(reader, key)

        return self.attempt(load)

    def action_open_row(self) -> None:
        """Redigera schemamall with the row under the cursor."""
        template = self._load()
        if template is not None:
            self._edit(template)

    def _edit(self, template: Template) -> None:
        from screens.staff.templates.editor import TemplateEditor

        def closed(_: None) -> None:
            self.say("")
            self._stand_on(template.name)

        self.app.push_screen(TemplateEditor(self.session, template), closed)

    def _stand_on(self, name: str, text: str = "") -> None:
        """Put the cursor on the template with this name, if it was saved, and say something."""
        if self.attempt(self.reload) is None and self.query(TemplateList):
            key = next((listed.id for listed in self.listed.found if listed.name == name), None)
            if key is not None:
                self.sheet.move_to(key)
            self.set_focus(self.sheet, scroll_visible=False)
        if text:
            self.say(text)

    def action_new_row(self) -> None:
        """Ny...: a name first; the template is in the book after OK in the editor."""
        book, clinic = self.session.book, self.session.clinic
        dialog = TemplateName(
            "Ny schemamall", "", lambda written: templates.check_name(book, clinic, written)
        )
        self.ask(dialog, lambda name: self._edit(Template(None, name)))

    def action_copy_row(self) -> None:
        """Kopiera...: the same rows under another name."""
        template = self._load()
        if template is not None:
            copy = replace(template, id=None, name="", revision=0)
            tip = f"Kopian har samma {len(template.rows)} rader. Tider följer inte med."
            self._ask_name("Kopiera schemamall", f"{template.name[:70]} (kopia)", copy, tip)

    def action_rename(self) -> None:
        """Byt namn...: the same template under another name."""
        template = self._load()
        if template is not None:
            self._ask_name("Byt namn på schemamall", template.name, template, "")

    def _ask_name(self, title: str, name: str, template: Template, tip: str) -> None:
        session = self.session
        told: list[Template] = []

        def accept(written: str) -> str:
            edited = replace(template, name=written)
            seen = template if template.id is not None else None
            try:
                return templates.save(
                    session.book, session.actor, session.clinic, edited, seen=seen,
                    told=told[-1] if told else None,
                ).name  # fmt: skip
            except Conflict as error:
                # It is told what the name is now: the next OK is about that.
                if isinstance(error.stands, Template):
                    told.append(error.stands)
                raise

        dialog = TemplateName(title, name, accept, tip)
        self.ask(dialog, lambda saved: self._stand_on(saved, f"”{saved}” är sparad."))

    def action_remove(self) -> None:
        """Ta bort...: ask first."""
        template = self._load()
        if template is not None:
            text = (
                f"Ta bort schemamallen ”{template.name}”? Tider som är utlagda med den står kvar."
            )
            confirm(self, "Ta bort schemamall", text, lambda: self._remove(template))

    def _remove(self, shown: Template) -> None:
        session, key = self.session, shown.id or 0
        gone = self.attempt(lambda: templates.delete(session.book, session.actor, key, seen=shown))
        self.attempt(self.reload)
        if gone is not None:
            self._own.did(gone.name)
            self.say(f"”{gone.name}” är borttagen. Ctrl+Z tar fram den igen.")

    def action_undo(self) -> None:
        """Bring back the template that was taken away last."""
        taken = self.attempt(self._own.undo)
        if taken is not None:
            name = taken[0].what
            self._stand_on(name, f"”{name}” är tillbaka.")

    # --- laying out ---------------------------------------------------------------------------

    def action_lay_out(self) -> None:
        """Schemalägg... with this template."""
        from screens.staff.templates.lay_out import LayOutPage

        if self.chosen is not None:
            page = LayOutPage(self.session, self.chosen)
            page.page = "layouts"
            self.app.push_screen(page)

    def action_undo_layout(self) -> None:
        """Ångra senaste schemaläggning..."""
        from screens.staff.templates.lay_out import undo_latest

        undo_latest(self)
