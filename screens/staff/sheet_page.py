"""A page that is one list in a dialog's frame, with a line below it that says what happened."""

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from db.errors import BookError
from db.values import clean
from screens.base import BookScreen
from screens.column_memory import ColumnMemory
from screens.session import Session
from widgets.dialog import DialogButton, DialogFrame
from widgets.sheet.messages import ColumnChanged, ColumnsReset, Copied, MenuAsked
from widgets.sheet.sheet import Sheet


class SheetPage(BookScreen):
    """Has a ``Sheet``, a ``DialogFrame`` and a ``Static`` called ``note``.

    Keeps the widths that the user gives the columns, and opens the context menu at the row.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.memory = ColumnMemory(self, "", None)

    @property
    def sheet(self) -> Sheet:
        """The list."""
        return self.query_one(Sheet)

    def remember(self, sheet: Sheet, page: str) -> None:
        """Give a new list the widths it had, and keep those it gets under this name."""
        self.memory = ColumnMemory(self, page, self.session.prefs.path)
        sheet.recall(self.memory.shapes)

    # --- saying -------------------------------------------------------------------------------

    @property
    def note_text(self) -> str:
        """What the line below the list says."""
        return str(self.query_one("#note", Static).content)

    def say(self, text: str, *, fault: bool = False) -> None:
        """Say something in the line below the list; empty says nothing."""
        if not self.query("#note"):  # the page was closed before its turn came
            return
        note, said = self.query_one("#note", Static), clean(text)
        note.update(Content(f"! {said}" if fault and said else said))
        note.set_class(fault and bool(said), "-fault")

    def show_error(self, error: BookError) -> None:
        """Say what the book said."""
        self.say(error.text, fault=True)

    def context_place(self) -> Offset:
        """Below the row that has the cursor."""
        if self.focused is not self.sheet:
            return super().context_place()
        x, y, _ = self.sheet.cell_corner()
        return self.sheet.region.offset + Offset(x, y + 1)

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_menu_asked(self, message: MenuAsked) -> None:
        """A right click on a row."""
        message.stop()
        self.open_context_menu(Offset(message.x, message.y))

    def on_sheet_column_changed(self, message: ColumnChanged) -> None:
        """Keep the width that the user has set."""
        message.stop()
        self.memory.changed(message)

    def on_sheet_columns_reset(self, message: ColumnsReset) -> None:
        """Forget the widths that the user has set."""
        message.stop()
        self.memory.forget()

    def on_sheet_copied(self, message: Copied) -> None:
        """Say what was copied."""
        message.stop()
        self.say("Kopierat." if message.text else "Cellen är tom.")

    def on_unmount(self) -> None:
        """The widths are found again the next time."""
        self.memory.close()

    def on_key(self, event: events.Key) -> None:
        """On a button, the letter of another one presses it."""
        frame = self.query_one(DialogFrame)
        if isinstance(self.focused, DialogButton) and frame.press_letter(event.key):
            event.stop()
