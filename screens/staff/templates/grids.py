"""Redigera schemamall: what stands in its frame, how it is drawn and what it says."""

import asyncio
from contextlib import suppress
from typing import Final

from textual.content import Content

from db.rules.schedule.start_times import week_text
from db.values import Verdict, clean
from screens.edited_page import EditedPage
from screens.session import Session
from screens.staff.templates.draft import TemplateDraft
from screens.staff.templates.fields import EntryFields
from screens.staff.templates.line import Problem, Start
from screens.staff.templates.sheets import ListSheet, RowSource, WeekSheet, WeekSource
from widgets.forms.dialog import Button, DialogButton
from widgets.line import cut

ADD = Button("add", "Lägg till", "Lägger till en rad för varje förbockad dag.")
REMOVE = Button("remove", "Ta bort", "Tar bort raden som man står på, eller de markerade.")
SWAP = Button("swap", "Byt tidstyp: ", "Ger tiden i veckan den tidstyp som är vald i fältet.")
REMOVE_START = Button("remove_start", "Ta bort tid", "Tar bort tiden som man står på i veckan.")
EDIT_BUTTONS: Final = (ADD, REMOVE, SWAP, REMOVE_START)
"""The guide's buttons beside OK and Avbryt (GUIDES.md A3)."""

_TYPE_CELLS = 30
_OTHER_CELLS = 67
"""What the buttons below the grids take beside the name of a type."""
_FAULT = "-fault"


class TemplateFrame(EditedPage[TemplateDraft]):
    """The rows and what shows of them; what is done to them is built on it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.rows, self.starts = RowSource(), WeekSource()

    # --- reading ------------------------------------------------------------------------------

    @property
    def is_wide(self) -> bool:
        """Whether list and week stand side by side."""
        return self.has_class("-wide")

    @property
    def shows_week(self) -> bool:
        """Whether the week is in sight."""
        return self.is_wide or self.has_class("-week")

    @property
    def listed(self) -> ListSheet:
        """The list of rows."""
        return self.query_one(ListSheet)

    @property
    def week(self) -> WeekSheet:
        """The week's start times."""
        return self.query_one(WeekSheet)

    @property
    def fields(self) -> EntryFields:
        """The fields above them."""
        return self.query_one(EntryFields)

    @property
    def start(self) -> Start | None:
        """The time one stands on in the week, if it is in sight."""
        column = self.week.cursor_column if self.shows_week and self.query(WeekSheet) else ""
        return self.starts.start(self.week.cursor_index, int(column)) if column else None

    # --- saying -------------------------------------------------------------------------------

    def tell(self, said: Verdict) -> None:
        """Say what a rule says, with where it stands."""
        source = f" {said.source}" if said.source.startswith("[") else ""
        warns = bool(said.text) and (not said.passed or said.rule.startswith("row-"))
        self.say(f"{said.text}{source}" if said.text else "", fault=warns)

    def point_at(self, wrong: Problem) -> None:
        """Say what is wrong, and go to the cell that it is wrong in."""
        if not self.is_wide:
            self.remove_class("-week")
        self.set_focus(self.listed, scroll_visible=False)
        self.listed.move_to(wrong.key, wrong.field)
        self.tell(wrong.verdict)

    async def settled(self) -> None:
        """Wait until what the list has told has been taken in."""
        done = asyncio.Event()
        self.call_later(done.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), 2)

    # --- drawing ------------------------------------------------------------------------------

    def draw_draft(self, keep: str | None = None) -> None:
        """Draw what stands now."""
        draft = self.draft
        if draft is None:
            return
        first = self.rows.draft is None
        self.rows.draft = self.starts.draft = draft
        self.fields.offer(draft.choices)
        self.listed.reload(keep)
        self.starts.chosen = str(self.listed.cursor_row or "")
        self.week.reload()
        self.frame.border_subtitle = Content(week_text(draft.rows))
        if first:
            self.set_focus(self.listed if draft.lines else self.fields.first, scroll_visible=False)
            self.call_after_refresh(self.fit_columns)
        self.draw_buttons()
        self.refresh_bindings()

    def fit_columns(self) -> None:
        """The page knows what room there is."""

    def draw_buttons(self) -> None:
        """Which buttons can be pressed, and the type that Byt tidstyp would give."""
        draft, start = self.draft, self.start
        chosen = self.fields.entry.time_type
        kind = draft.types.get(chosen) if draft and chosen is not None else None
        room = max(4, min(_TYPE_CELLS, self.app.size.width - _OTHER_CELLS))
        label = SWAP.label + (cut(clean(kind.name), room) if kind else "▾")
        for button in self.query(DialogButton):
            if button.button.name == SWAP.name and button.button.label != label:
                button.button = SWAP._replace(label=label)
                button.refresh(layout=True)
        on = {
            "ok": self.may_edit, ADD.name: self.may_edit,
            REMOVE.name: self.may_edit and self.listed.cursor_row is not None,
            SWAP.name: self.may_edit and start is not None and kind is not None,
            REMOVE_START.name: self.may_edit and start is not None,
        }  # fmt: skip
        for name, enabled in on.items():
            self.frame.enable(name, enabled)

    def show_row(self, key: str) -> None:
        """Show a row of the list in the fields."""
        entry = self.draft.entry_of(key) if self.draft else None
        if entry is not None:
            self.fields.show(entry)
            self.draw_buttons()
