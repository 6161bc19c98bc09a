"""A page in the form of a dialog: its frame with buttons, its sheets, and its line for notes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from textual import events
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Static

from db.errors import BookError
from db.log.files.formula import guarded
from db.permissions import SCHEDULERS
from db.values import clean
from screens.base import BookScreen
from screens.column_memory import ColumnMemory
from screens.dialog import until_done
from widgets.forms.dialog import CANCEL, DialogButton, DialogFrame
from widgets.note_line import say_in
from widgets.sheet.layout import heading_lines
from widgets.sheet.messages import ColumnChanged, ColumnsReset, Copied, MenuAsked
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Column

WHY_KEY: Final = "question_mark"
"""The key of a page's "Varför?"."""
_WHOLE: Final = 9
"""Lines of a sheet from which on its heading is whole."""
_LOW: Final = 18
"""Lines of the screen; with fewer what is said has its own arrangement."""


class PageSheet(Sheet):
    """A sheet of a page, whose columns have the widths that they were given the last time."""

    guard = staticmethod(guarded)

    _memory: ColumnMemory | None = None
    room: int | str = "1fr"
    """How high it is, as ``DialogPage.stand_below`` has it."""

    def remember(self, name: str, path: Path | None) -> None:
        """Give the columns the widths they had; keep those they get, by name in a file."""
        self._memory = ColumnMemory(self, name, path)
        self.recall(self._memory.shapes)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns from now on, with the widths that the user has given them."""
        super().set_columns(columns)
        if self._memory is not None:
            self.recall(self._memory.shapes)

    def on_sheet_column_changed(self, message: ColumnChanged) -> None:
        """Keep the width that the user has set."""
        message.stop()
        if self._memory is not None:
            self._memory.changed(message)

    def on_sheet_columns_reset(self, message: ColumnsReset) -> None:
        """Forget the widths that the user has set."""
        message.stop()
        if self._memory is not None:
            self._memory.forget()

    def needed(self, width: int) -> int:
        """The lines in which all of the rows show, below their whole heading."""
        model = self.model
        heading = heading_lines(model.columns, model.layout_for(width), _WHOLE)
        return max(_WHOLE, len(heading) + model.row_count)

    async def on_key(self, event: events.Key) -> None:
        """The question mark asks; a text that begins with it is typed after F2."""
        if event.key == WHY_KEY and self.has_focus and not self.is_editing:
            event.prevent_default()

    def on_unmount(self) -> None:
        """The widths are found again the next time."""
        if self._memory is not None:
            self._memory.close()


class DialogPage(BookScreen):
    """Has a ``DialogFrame``, and in it a ``Static`` called ``note``."""

    DEFAULT_CSS = """
    DialogPage DialogFrame { width: 1fr; max-width: 100%; height: 1fr; padding: 0; }
    DialogPage DialogFrame > #dialog-foot { padding: 0 1; }
    DialogPage #note.-fault { color: $attention; text-style: bold; }
    DialogPage.-low DialogFrame { border: none; }
    """

    @property
    def frame(self) -> DialogFrame:
        """The frame around it all."""
        return self.query_one(DialogFrame)

    @property
    def may_edit(self) -> bool:
        """Whether the user's role may change anything here."""
        return self.session.actor.role in SCHEDULERS

    is_saving = False
    """Whether OK is on its way."""

    def action_ok(self) -> None:
        """Save and close."""
        if not self.is_saving and self.is_active:
            self.run_worker(self._save_and_close(), group="ok")

    async def _save_and_close(self) -> None:
        if await until_done(self.app, self.save):
            self.close()

    async def save_once(self, sheet: Sheet, save: Callable[[], Awaitable[bool]]) -> bool:
        """Save what was written in a sheet, unless that is on its way; whether it was done."""
        if self.is_saving:
            return False
        self.is_saving = True
        try:
            if not sheet.finish_edit():
                return False
            await settled(sheet)
            await settled(self)
            return await save()
        finally:
            self.is_saving = False

    # --- saying -------------------------------------------------------------------------------

    def stand_below(self, sheet: PageSheet, around: int, width: int) -> None:
        """Let what is said stand right below the last row, where the rows leave room for it.

        Args:
            sheet: the rows, ``width`` cells wide.
            around: the lines of the screen that are no rows; a low screen keeps its arrangement.
            width: cells.
        """
        needed, height = sheet.needed(width), self.app.size.height
        is_short = height >= _LOW and needed + around <= height
        self.set_class(is_short, "-short")
        wanted = needed if is_short else "1fr"
        if sheet.room != wanted:
            sheet.room = sheet.styles.height = wanted

    @property
    def note(self) -> str:
        """What was said last."""
        return str(self.query_one("#note", Static).content)

    def say(self, text: str, *, fault: bool = False, stays: bool = False) -> None:
        """Say something in the line for it, until one moves on; empty says nothing.

        With ``stays`` it is how things stand, and stays until something else is said.
        """
        if not self.query("#note"):  # the page was closed before its turn came
            return
        self.has_said(text, stays=stays)
        say_in(self.query_one("#note", Static), clean(text), fault=fault)

    def show_error(self, error: BookError) -> None:
        """Say what the book said."""
        self.say(error.text, fault=True)

    # --- what its sheets ask for --------------------------------------------------------------

    def context_place(self) -> Offset:
        """Below the cell that has the cursor."""
        focused = self.focused
        return focused.below_cursor if isinstance(focused, Sheet) else super().context_place()

    def on_sheet_menu_asked(self, message: MenuAsked) -> None:
        """A right click on a cell, or the key for it."""
        message.stop()
        self.open_context_menu(Offset(message.x, message.y))

    def on_sheet_copied(self, message: Copied) -> None:
        """Say what was copied."""
        from screens.copied import offer_file  # loaded when it is needed

        message.stop()
        self.say("Kopierat." if message.text else "Cellen är tom.")
        offer_file(self, message.text, self.say)

    # --- buttons ------------------------------------------------------------------------------

    def on_dialog_button_pressed(self, message: DialogButton.Pressed) -> None:
        """Do what the button says, unless a dialog stands above."""
        message.stop()
        if not self.is_active:
            return
        if message.name == CANCEL.name:
            self.ask_to_close()
        else:
            self.pressed(message.name)

    def pressed(self, name: str) -> None:
        """Another button than Avbryt was pressed; those of a page are named for its commands."""
        self.call_next(self.run_action, name)

    def on_key(self, event: events.Key) -> None:
        """On a button, the letter of another one presses it."""
        if isinstance(self.focused, DialogButton) and self.press_button(event.key):
            event.stop()


async def settled(widget: Widget) -> None:
    """Wait until a widget has taken in what it was told."""
    done = asyncio.Event()
    widget.call_later(done.set)
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), 2)


def is_writing(sheet: Sheet) -> bool:
    """Whether something is being written in a cell of the sheet that is not what the cell says."""
    if not (sheet.is_editing and sheet.editor.display) or sheet.here is None:
        return False
    return sheet.editor.value != sheet.here[2].text
