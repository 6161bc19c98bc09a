"""Väntelista as it shows: the list, what is said of one who waits, and the line of answers."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from db import clock
from db.bookings import waiting_list
from db.bookings.waiting_list import WaitingEntry
from db.values import Day
from screens.session import Session
from screens.sheet_page import SheetPage
from screens.staff.waiting.rows import ListedWaiting, WaitingSheet, about, columns
from widgets.forms.dialog import CANCEL, Button, DialogFrame
from widgets.sheet.messages import (
    CursorMoved,
)

BOOK = Button("book", "Boka...", "Visar de lediga tider som passar, att boka.")
NEW = Button("new", "Ny...", "Sätter upp en patient på väntelistan.")
EDIT = Button("edit", "Ändra...", "Ändrar vad patienten väntar på.")
FREED = Button("freed", "Lediga tider...", "Visar tider som blivit lediga, och vem de passar.")
CLOSE = Button(CANCEL.name, "Stäng")

_EMPTY = "Ingen väntar. Tryck N, eller Ny..., och sätt upp den första."


class WaitingBase(SheetPage):
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

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The list in its frame, and what is said of one who waits."""
        frame = DialogFrame("Väntelista", (BOOK, NEW, EDIT, FREED, CLOSE))
        sheet = WaitingSheet(
            columns(self.app.size.width - 2), self.listed, read_only=True, markable=False,
            empty=_EMPTY, without=("menu", "sort", "choose"),
        )  # fmt: skip
        self.remember(sheet, "waiting")
        frame.compose_add_child(sheet)
        frame.compose_add_child(Vertical(Static(id="about"), Static(id="note"), id="below"))
        yield frame

    _today: Day = 1
    """The book's day when the list was read."""

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
        self._today = clock.read(session.book).today
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
            self.sheet.recall(self.memory.shapes)

    def _draw_about(self) -> None:
        one = self.chosen
        said = "" if one is None else about(one, self._today)
        self.query_one("#about", Static).update(Content(said))

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Say more of another one."""
        message.stop()
        self._draw_about()
