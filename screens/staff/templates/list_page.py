"""Schemamallar: the list of templates; each is opened, copied, renamed or taken away (R28)."""

from dataclasses import replace
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from db.errors import Conflict
from db.permissions import SCHEDULERS
from db.schedule import template_overview, templates
from db.values import Template
from screens.commands import Command
from screens.dialog_page import DialogPage
from screens.session import Session
from screens.staff.templates.list_sheet import ListedTemplates, TemplateList, columns
from screens.staff.templates.name_dialog import TemplateName
from widgets.forms.dialog import CANCEL, Button, DialogFrame
from widgets.sheet.messages import RowChosen

OPEN = Button("open", "Öppna", "Öppnar Redigera schemamall.")
NEW = Button("new", "Ny...", "Gör en ny mall.")
LAY_OUT = Button("lay_out", "Schemalägg...", "Lägger ut mallens tider på resurser.")
CLOSE = Button(CANCEL.name, "Stäng")

_EMPTY = "Inga schemamallar än. Tryck N, eller Ny..., och ge den första ett namn."


def _has_row(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.chosen)


def _may_and_has_row(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.may_edit and screen.chosen)


def _can_undo(screen: Any) -> bool:  # noqa: ANN401 - any page
    return screen.removed is not None


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
        Command("open_row", "Öppna", "Öppnar Redigera schemamall.", key="enter", when=_has_row),
        Command("new_row", "Ny...", "Gör en ny mall.", key="n,insert", roles=SCHEDULERS),
        Command(
            "lay_out", "Schemalägg...", "Lägger ut mallens tider på resurser.",
            key="l", roles=SCHEDULERS, when=_may_and_has_row,
        ),
        Command(
            "copy_row", "Kopiera...", "Gör en ny mall med samma rader.",
            key="c", roles=SCHEDULERS, when=_may_and_has_row,
        ),
        Command(
            "rename", "Byt namn...", "Ger mallen ett annat namn.",
            key="f2", roles=SCHEDULERS, when=_may_and_has_row,
        ),
        Command(
            "remove", "Ta bort...", "Tar bort mallen; utlagda tider står kvar.",
            key="delete", roles=SCHEDULERS, when=_may_and_has_row,
        ),
        Command(
            "undo", "Ångra borttagning", "Tar fram den mall som senast togs bort.",
            key="ctrl+z", footer=False, roles=SCHEDULERS, when=_can_undo,
        ),
        Command(
            "undo_layout", "Ångra senaste schemaläggning...",
            "Tar bort de tider som lades ut senast, om ingen är eller har varit bokad.",
            footer=False, roles=SCHEDULERS, menu="Inställningar",
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    TemplatesPage DialogFrame { width: 1fr; max-width: 100%; height: 1fr; padding: 0; }
    TemplatesPage DialogFrame > #dialog-foot { padding: 0 1; }
    TemplatesPage #note { height: 1; padding: 0 1; }
    TemplatesPage #note.-fault { color: $attention; text-style: bold; }
    TemplatesPage.-low DialogFrame { border: none; }
    TemplatesPage.-low #note { display: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.listed = ListedTemplates()
        self.removed: Template | None = None
        """The template that was taken away last, to bring back."""

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The list in its frame."""
        frame = DialogFrame("Schemamallar", (OPEN, NEW, LAY_OUT, CLOSE))
        sheet = TemplateList(
            columns(self.app.size.width - 2), self.listed, read_only=True, markable=False,
            empty=_EMPTY, without=("menu", "sort", "choose"),
        )  # fmt: skip
        sheet.remember("templates", self.session.prefs.path)
        frame.compose_add_child(sheet)
        frame.compose_add_child(Static(id="note"))
        yield frame

    @property
    def sheet(self) -> TemplateList:
        """The list."""
        return self.query_one(TemplateList)

    @property
    def chosen(self) -> int | None:
        """The template that the cursor is on."""
        key = self.sheet.cursor_row if self.query(TemplateList) else None
        return None if key is None else int(key)

    def reload(self) -> None:
        """Read the list anew."""
        self.listed.found = template_overview.overview(self.session.book, self.session.clinic)
        self.sheet.reload()
        self.sheet.refresh_rows(one.id for one in self.listed.found)
        self._allow()

    def _allow(self) -> None:
        frame = self.query_one(DialogFrame)
        frame.enable(NEW.name, self.may_edit)
        frame.enable(LAY_OUT.name, self.may_edit and bool(self.listed.found))
        frame.enable(OPEN.name, bool(self.listed.found))
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        if self.query(TemplateList):
            self.sheet.set_columns(columns(event.size.width - 2))

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """A double click."""
        message.stop()
        self.action_open_row()

    def pressed(self, name: str) -> None:
        """Do what the button says."""
        acts = {
            OPEN.name: self.action_open_row, NEW.name: self.action_new_row,
            LAY_OUT.name: self.action_lay_out,
        }  # fmt: skip
        acts[name]()

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
        found = self._load()
        if found is not None:
            self._edit(found)

    def _edit(self, template: Template) -> None:
        from screens.staff.templates.editor import TemplateEditor

        def closed(_: None) -> None:
            self.say("")
            self._stand_on(template.name)

        self.app.push_screen(TemplateEditor(self.session, template), closed)

    def _stand_on(self, name: str) -> None:
        """Put the cursor on the template with this name, if it was saved."""
        if self.attempt(self.reload) is None and self.query(TemplateList):
            key = next((one.id for one in self.listed.found if one.name == name), None)
            if key is not None:
                self.sheet.move_to(key)
            self.set_focus(self.sheet, scroll_visible=False)

    def action_new_row(self) -> None:
        """Ny...: a name first; the template is in the book after OK in the editor."""
        session = self.session

        def accept(written: str) -> str:
            return templates.check_name(session.book, session.clinic, written)

        def named(name: str | None) -> None:
            if name is not None:
                self._edit(Template(None, name))

        self.app.push_screen(TemplateName("Ny schemamall", "", accept), named)

    def action_copy_row(self) -> None:
        """Kopiera...: the same rows under another name."""
        found = self._load()
        if found is not None:
            copy = replace(found, id=None, name="", revision=0)
            said = f"Kopian har samma {len(found.rows)} rader. Tider följer inte med."
            self._ask_name("Kopiera schemamall", f"{found.name[:70]} (kopia)", copy, said)

    def action_rename(self) -> None:
        """Byt namn...: the same template under another name."""
        found = self._load()
        if found is not None:
            self._ask_name("Byt namn på schemamall", found.name, found, "")

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

        def named(name: str | None) -> None:
            if name is not None:
                self._stand_on(name)
                self.say(f"”{name}” är sparad.")

        self.app.push_screen(TemplateName(title, name, accept, tip), named)

    def action_remove(self) -> None:
        """Ta bort...: ask first."""
        from screens.dialog import NO, YES, Question

        found = self._load()
        if found is None or found.id is None:
            return
        text = f"Ta bort schemamallen ”{found.name}”? Tider som är utlagda med den står kvar."

        def answered(answer: str | None) -> None:
            if answer == YES.name:
                self._remove(found)

        self.app.push_screen(Question("Ta bort schemamall", text, (YES, NO)), answered)

    def _remove(self, shown: Template) -> None:
        session, key = self.session, shown.id or 0
        gone = self.attempt(lambda: templates.delete(session.book, session.actor, key, seen=shown))
        self.attempt(self.reload)
        if gone is not None:
            self.removed = gone
            self.say(f"”{gone.name}” är borttagen. Ctrl+Z tar fram den igen.")

    def action_undo(self) -> None:
        """Bring back the template that was taken away last."""
        session, gone = self.session, self.removed
        if gone is None:
            return
        again = replace(gone, id=None)
        if self.attempt(
            lambda: templates.save(session.book, session.actor, session.clinic, again, seen=None)
        ):
            self.removed = None
            self._stand_on(gone.name)
            self.say(f"”{gone.name}” är tillbaka.")

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
        from screens.staff.templates.undo_layout import undo_latest

        undo_latest(self)
