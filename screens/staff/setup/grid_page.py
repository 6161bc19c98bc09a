"""A page in the form of a dialog around a grid: the frame, the columns and what is said."""

import asyncio
from abc import abstractmethod
from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from db.values import Verdict, clean
from screens.commands import Command
from screens.dialog_page import DialogPage, PageSheet
from screens.session import Session
from screens.staff.setup.draft_values import Cell as DraftPlace
from screens.staff.setup.source import CHANGED, DraftSource
from widgets.forms.dialog import CANCEL, OK, Button, DialogFrame
from widgets.sheet.keys import keys_of
from widgets.sheet.messages import (
    CellEdited,
    CellRefused,
    CursorMoved,
    RowChosen,
)
from widgets.sheet.values import Column

WITHOUT = ("space", "edit", "menu")
"""What the sheet leaves to the page, so that it stands in the line of keys."""

WHY_KEY = "question_mark"
"""The key of a page's "Varför"."""

_FAULT = "-fault"
_MOST_ITEMS = 3


class DraftSheet(PageSheet):
    """A grid whose edits go straight to its page, so that OK never overtakes the last one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--role-{CHANGED}"}
    DEFAULT_CSS = """
    DraftSheet { .sheet--role-changed { color: $figure; text-style: bold; } }
    """

    def on_sheet_cell_edited(self, message: CellEdited) -> None:
        """Tell the page."""
        message.stop()
        page = self.screen
        if isinstance(page, GridPage):
            page.edited(str(message.row), message.column, message.value)

    async def on_key(self, event: events.Key) -> None:
        """The question mark asks; a text that begins with it is typed after F2."""
        if event.key == WHY_KEY and self.has_focus and not self.is_editing:
            event.prevent_default()

    async def settled(self) -> None:
        """Wait until what was told has been taken in."""
        done = asyncio.Event()
        self.call_later(done.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), 2)


class GridPage(DialogPage):
    """A page in the form of a dialog around a grid.

    A subclass gives ``columns_for``, ``edited``, ``TITLE_TEXT`` and ``BUTTONS``.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (18, "-tall"), (32, "-taller")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    AUTO_FOCUS = "DraftSheet"
    TITLE_TEXT: ClassVar[str] = ""
    BUTTONS: ClassVar[tuple[Button, ...]] = (OK, CANCEL)
    LOCKED_MARK: ClassVar[tuple[str, str]] = ("", "")
    """The field that says in its text that its row is locked though others are not, and how."""
    DEFAULT_CSS = """
    GridPage DialogFrame { width: 1fr; max-width: 100%; height: 1fr; padding: 0; }
    GridPage DialogFrame > #dialog-foot { padding: 0 1; }
    GridPage #below { height: 4; padding: 0 1; }
    GridPage #about { height: 1fr; color: $foreground-quiet; }
    GridPage #note { dock: bottom; height: auto; max-height: 3; text-style: bold; }
    GridPage #note.-fault { color: $attention; }
    GridPage.-taller #below { height: 6; }
    GridPage.-high #below { height: 2; }
    GridPage.-high #about { display: none; }
    GridPage.-high #note { max-height: 2; }
    GridPage.-low #below { display: none; }
    GridPage.-low DialogFrame { border: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        marked = self.LOCKED_MARK if self.may_edit else ("", "")
        self.source = DraftSource(self.source_fields, marked)
        self._fitted: tuple[Column, ...] = ()

    # --- what each page knows -----------------------------------------------------------------

    @abstractmethod
    def columns_for(self, width: int) -> tuple[Column, ...]:
        """The columns in a sheet of this width; their keys are the draft's fields."""

    @abstractmethod
    def edited(self, key: str, field: str, value: str | bool) -> None:
        """The user wants another value in a cell."""

    def about(self, field: str) -> Content:
        """What stands below the grid about the column that the cursor is in."""
        column = next((one for one in self.columns_for(80) if one.key == field), None)
        return Content(column.name if column else "")

    @property
    def source_fields(self) -> tuple[str, ...]:
        """The fields, in the order of the columns."""
        return tuple(column.key for column in self.columns_for(80))

    # --- reading ------------------------------------------------------------------------------

    @property
    def sheet(self) -> DraftSheet:
        """The grid."""
        return self.query_one(DraftSheet)

    def commands(self) -> tuple[Command, ...]:
        """Also the grid's keys, so that the help lists them; their bindings are the grid's own."""
        return (*super().commands(), *_SHEET_COMMANDS)

    async def action_sheet_key(self, action: str) -> None:
        """Do what one of the grid's keys does."""
        self.set_focus(self.sheet, scroll_visible=False)
        await self.sheet.run_action(action)

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The grid in its frame, and what stands beside it."""
        frame = DialogFrame(self.TITLE_TEXT, self.BUTTONS)
        columns = self.columns_for(self.app.size.width - 2)
        sheet = DraftSheet(columns, self.source, markable=False, without=WITHOUT)
        sheet.remember(self.page, self.session.prefs.path)
        # What was just said keeps its lines; what the column is gets the rest of the room.
        below = Container(Static(id="about"), Static(id="note"), id="below")
        for widget in (sheet, below):
            frame.compose_add_child(widget)  # as in a with statement
        yield Horizontal(frame, *self.beside())

    def beside(self) -> ComposeResult:
        """What stands beside the grid."""
        yield from ()

    def on_mount(self, event: events.Mount) -> None:
        """Who may only look is not offered to save."""
        if not self.may_edit:
            for button in self.BUTTONS:
                if button is not CANCEL:
                    self.frame.enable(button.name, False)

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        self.call_after_refresh(self.fit_columns)

    def fit_columns(self) -> None:
        """Let the columns follow the sheet's width, but those that the user has set."""
        if not self.query(DraftSheet):  # the page was closed before its turn came
            return
        width = self.sheet.size.width
        if width and (columns := self.columns_for(width)) != self._fitted:
            self._fitted = columns
            self.sheet.scroll_columns(-len(columns))  # as far to the left as the cursor lets it
            self.sheet.set_columns(columns)

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter goes on to the next row."""
        message.stop()
        self.sheet.action_move(1, 0)

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Say what the column is."""
        message.stop()
        self._draw_about()

    def _draw_about(self) -> None:
        self.query_one("#about", Static).update(self.about(self.sheet.cursor_column))

    def on_sheet_cell_refused(self, message: CellRefused) -> None:
        """Say why."""
        message.stop()
        self.say(message.why.replace("\n", " "), fault=True)

    def action_space(self) -> None:
        """Tick or untick."""
        self.sheet.action_space()

    def action_edit(self) -> None:
        """Edit the cell."""
        self.set_focus(self.sheet, scroll_visible=False)
        self.sheet.action_edit()

    # --- saying -------------------------------------------------------------------------------

    def say(self, text: str, items: Iterable[str] = (), *, fault: bool = False) -> None:
        """Say something in the line below the grid; empty says nothing."""
        lines = [clean(one) for one in items]
        more = len(lines) - _MOST_ITEMS
        listed = "; ".join(lines[:_MOST_ITEMS]) + (f"; och {more} till" if more > 0 else "")
        said = " ".join(one for one in (clean(text), f"({listed})" if listed else "") if one)
        super().say(said, fault=fault)

    def tell(self, said: Verdict, items: Iterable[str] = ()) -> None:
        """Say what a rule says, with where it stands."""
        source = f" {said.source}" if said.source.startswith("[") else ""
        self.say(f"{said.text}{source}" if said.text else "", items, fault=not said.passed)

    def point_at(self, cell: DraftPlace | None, text: str, items: Iterable[str] = ()) -> None:
        """Say what is wrong, and go to the cell that it is wrong in."""
        if cell is not None:
            self.set_focus(self.sheet, scroll_visible=False)
            self.sheet.move_to(*cell)
            self._draw_about()
        self.say(text, items, fault=True)


_MARKS: Final = ("mark", "mark_all", "extend", "extend_page")
_SHEET_COMMANDS: Final = tuple(
    Command(
        f"sheet_key({one.action!r})", one.label, one.tip,
        key=one.keys, footer=False, context=False,
    )
    for one in keys_of(read_only=False, without=frozenset({*WITHOUT, *_MARKS, "sort"}))
)  # fmt: skip
