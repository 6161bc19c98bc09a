"""Väntelista as it shows: the list, what is said of one who waits, and the line of answers."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from db import waiting_list
from db.errors import BookError
from db.values import clean
from db.waiting_list import WaitingEntry
from screens.base import BookScreen
from screens.column_memory import ColumnMemory
from screens.session import Session
from screens.staff.waiting_rows import ListedWaiting, WaitingSheet, about, columns
from widgets.dialog import CANCEL, Button, DialogButton, DialogFrame
from widgets.sheet.messages import (
    ColumnChanged,
    ColumnsReset,
    Copied,
    CursorMoved,
    MenuAsked,
)

BOOK = Button("book", "Boka...", "Visar de lediga tider som passar, att boka.")
NEW = Button("new", "Ny...", "Sätter upp en patient på väntelistan.")
EDIT = Button("edit", "Ändra...", "Ändrar vad patienten väntar på.")
FREED = Button("freed", "Lediga tider...", "Visar tider som blivit lediga, och vem de passar.")
CLOSE = Button(CANCEL.name, "Stäng")

_EMPTY = "Ingen väntar. Tryck N, eller Ny..., och sätt upp den första."


class WaitingBase(BookScreen):
    """What the page shows. What one can do is in the class built on it."""

    AUTO_FOCUS = "WaitingSheet"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (18, "-tall")]
    DEFAULT_CSS = """
    WaitingBase DialogFrame { width: 1fr; max-width: 100%; height: 1fr; padding: 0; }
    WaitingBase DialogFrame > #dialog-foot { padding: 0 1; }
    WaitingBase #below { height: 4; padding: 0 1; }
    WaitingBase #about {
        height: auto; max-height: 3; color: $foreground-quiet;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    WaitingBase #note { dock: bottom; height: auto; max-height: 2; text-style: bold; }
    WaitingBase #note.-fault { color: $attention; }
    WaitingBase.-high #below { height: 2; }
    WaitingBase.-high #about { display: none; }
    WaitingBase.-low #below { display: none; }
    WaitingBase.-low DialogFrame { border: none; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.listed = ListedWaiting()
        self._memory = ColumnMemory(self, "", None)

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The list in its frame, and what is said of one who waits."""
        frame = DialogFrame("Väntelista", (BOOK, NEW, EDIT, FREED, CLOSE))
        sheet = WaitingSheet(
            columns(self.app.size.width - 2), self.listed, read_only=True, markable=False,
            empty=_EMPTY, without=("menu", "sort", "choose"),
        )  # fmt: skip
        self._memory = ColumnMemory(self, "waiting", self.session.prefs.path)
        sheet.recall(self._memory.shapes)
        frame.compose_add_child(sheet)
        frame.compose_add_child(Vertical(Static(id="about"), Static(id="note"), id="below"))
        yield frame

    @property
    def sheet(self) -> WaitingSheet:
        """The list."""
        return self.query_one(WaitingSheet)

    @property
    def chosen(self) -> WaitingEntry | None:
        """The one that the cursor is on."""
        return self.listed.get(self.sheet.cursor_row) if self.query(WaitingSheet) else None

    def reload(self) -> None:
        """Read the list anew."""
        session = self.session
        self.listed.found = waiting_list.every(session.book, session.actor, session.clinic)
        self.sheet.reload()
        self.sheet.refresh_rows(one.id for one in self.listed.found)
        frame, any_one = self.query_one(DialogFrame), bool(self.listed.found)
        for button in (BOOK, EDIT, FREED):
            frame.enable(button.name, any_one)
        back = sum(one.returned for one in self.listed.found)
        counted = f"{len(self.listed.found)} väntar" + (f" · {back} åter" if back else "")
        frame.border_subtitle = Content(counted if any_one else "")
        self._draw_about()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        if self.query(WaitingSheet):
            self.sheet.set_columns(columns(event.size.width - 2))
            self.sheet.recall(self._memory.shapes)

    def _draw_about(self) -> None:
        one = self.chosen
        self.query_one("#about", Static).update(Content("" if one is None else about(one)))

    @property
    def note_text(self) -> str:
        """What the line below the list says."""
        return str(self.query_one("#note", Static).content)

    def say(self, text: str, *, fault: bool = False) -> None:
        """Say something in the line below the list."""
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

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Say more of another one."""
        message.stop()
        self._draw_about()

    def on_sheet_menu_asked(self, message: MenuAsked) -> None:
        """A right click on a row."""
        message.stop()
        self.open_context_menu(Offset(message.x, message.y))

    def on_sheet_column_changed(self, message: ColumnChanged) -> None:
        """Keep the width that the user has set."""
        message.stop()
        self._memory.changed(message)

    def on_sheet_columns_reset(self, message: ColumnsReset) -> None:
        """Forget the widths that the user has set."""
        message.stop()
        self._memory.forget()

    def on_unmount(self) -> None:
        """The widths are found again the next time."""
        self._memory.close()

    def on_sheet_copied(self, message: Copied) -> None:
        """Say what was copied."""
        message.stop()
        self.say("Kopierat." if message.text else "Cellen är tom.")

    def on_key(self, event: events.Key) -> None:
        """On a button, the letter of another one presses it."""
        frame = self.query_one(DialogFrame)
        if isinstance(self.focused, DialogButton) and frame.press_letter(event.key):
            event.stop()
