"""A page that is one sheet in a dialog's frame, whose columns keep the widths they are given."""

from textual.geometry import Offset

from screens.column_memory import ColumnMemory
from screens.dialog_page import DialogPage
from screens.session import Session
from widgets.sheet.messages import ColumnChanged, ColumnsReset, Copied, MenuAsked
from widgets.sheet.sheet import Sheet


class SheetPage(DialogPage):
    """Has one ``Sheet``.

    Textual calls the handlers of every class, so that what a page does in its own way is asked of
    ``menu_asked`` and ``has_copied``.
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

    def context_place(self) -> Offset:
        """Below the cell that has the cursor."""
        sheet = self.sheet
        return below_cursor(sheet) if self.focused is sheet else super().context_place()

    def menu_asked(self, message: MenuAsked) -> None:
        """A right click on a row, or the key for it."""
        self.open_context_menu(Offset(message.x, message.y))

    def has_copied(self, message: Copied) -> None:
        """Say what was copied."""
        from screens.copied import offer_file  # loaded when it is needed

        self.say("Kopierat." if message.text else "Cellen är tom.")
        offer_file(self, message.text, self.say)

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_menu_asked(self, message: MenuAsked) -> None:
        """Open the context menu."""
        message.stop()
        self.menu_asked(message)

    def on_sheet_copied(self, message: Copied) -> None:
        """Text was copied."""
        message.stop()
        self.has_copied(message)

    def on_sheet_column_changed(self, message: ColumnChanged) -> None:
        """Keep the width that the user has set."""
        message.stop()
        self.memory.changed(message)

    def on_sheet_columns_reset(self, message: ColumnsReset) -> None:
        """Forget the widths that the user has set."""
        message.stop()
        self.memory.forget()

    def on_unmount(self) -> None:
        """The widths are found again the next time."""
        self.memory.close()


def below_cursor(sheet: Sheet) -> Offset:
    """The cell of the screen below the cursor of a sheet, where a context menu opens."""
    x, y, _ = sheet.cell_corner()
    return sheet.region.offset + Offset(x, y + 1)
