"""Redigera schemamall: the fields, the list of rows and the week's start times (R28-R32)."""

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from db.permissions import SCHEDULERS
from db.values import Template, clean
from screens.commands import Command
from screens.edited_page import REDO, UNDO, may_edit
from screens.session import Session
from screens.staff.templates.fields import EntryFields
from screens.staff.templates.grids import EDIT_BUTTONS
from screens.staff.templates.saving import TemplateSaving
from screens.staff.templates.sheets import (
    WEEK_WIDTH,
    ListSheet,
    WeekSheet,
    list_columns,
    week_columns,
)
from widgets.forms.dialog import CANCEL, OK, DialogButton, DialogFrame, hot_letters
from widgets.sheet.values import Column

PAGE = "template"
"""What the page is called in the shell; it is opened from Schemamallar, not by name."""

_WIDE = 100
"""From this many cells list and week stand side by side."""


def _on_start(screen: Any) -> bool:  # noqa: ANN401 - any page
    return bool(screen.start is not None)


class TemplateEditor(TemplateSaving):
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
        UNDO,
        REDO,
        Command(
            "ok", "OK", "Sparar mallen och stänger.",
            key="ctrl+s", footer=False, context=False, roles=SCHEDULERS, when=may_edit,
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
        super().__init__(session, template)
        self.page = PAGE

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
        listed.remember(PAGE, self.session.prefs.path)
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

    _fitted: tuple[Column, ...] = ()

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
