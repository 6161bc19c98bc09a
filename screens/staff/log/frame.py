"""What one sees of Logg för webbtidbok: the dialog with Sök, tabs, rows and the verdict."""

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from db import clock
from db.log.entry import LogEntry
from db.log.review import Summary
from db.log.view import LogOrder, LogView
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery
from db.setup import clinics
from db.values import clean
from screens.dialog_page import DialogPage, PageSheet
from screens.session import Session
from screens.staff.log.columns import AFTER, BEFORE, LATE, QUIET, columns, is_wide
from screens.staff.log.rows import LogSource
from screens.staff.log.search_text import finished, hits_text, number, tab_of
from screens.staff.log.tabs import ChipLine, LogTabs
from screens.staff.log.verdict import Verdict, line_of
from widgets.forms.dialog import DialogFrame
from widgets.forms.text_input import TextInput
from widgets.sheet.messages import (
    CursorMoved,
    MenuAsked,
    SheetMessage,
)
from widgets.sheet.values import Column, RowKey
from widgets.steady import Steady

TITLE: Final = "Logg för webbtidbok"
_SEARCHED: Final = 1000
"""Characters of Sök: the whole of a long name must have room."""
WITHOUT: Final = ("choose", "menu", "search", "find")
"""What the sheet leaves to the page."""


class LogSheet(PageSheet):
    """The rows, on their white, red and green grounds."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"sheet--role-{role}" for role in (BEFORE, AFTER, LATE, QUIET)
    }
    DEFAULT_CSS = """
    LogSheet {
        .sheet--role-before { background: $ground-before; }
        .sheet--role-after { background: $ground-after; }
        .sheet--role-late { color: $attention; text-style: bold; }
        .sheet--role-quiet { color: $foreground-quiet; }
    }
    """

    def tell(self, message: SheetMessage) -> None:
        """A move of the cursor goes straight to the page, so that both are painted in one frame."""
        page = self.screen
        if isinstance(message, CursorMoved) and isinstance(page, LogFrame):
            page.cursor_moved(message.row)
        else:
            super().tell(message)


class _Above(Steady, Horizontal):
    """Sök and what it leads to."""


class _Below(Steady, Container):
    """The verdict, and what the page says."""


class LogFrame(DialogPage):
    """What one sees of a log: a dialog with Sök and tabs above the rows, the verdict below them.

    Args:
        session: who has which book open.
        file: the name of an imported log; the unit's own when empty.
        search: what stands in Sök to begin with.
    """

    AUTO_FOCUS = "LogSheet"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (18, "-tall"), (32, "-taller")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middle"), (110, "-wide")]
    DEFAULT_CSS = """
    LogFrame DialogFrame { width: 1fr; max-width: 100%; height: 1fr; padding: 0; }
    LogFrame #dialog-foot { display: none; }
    LogFrame #top { height: 1; padding: 0 1; }
    LogFrame #label { width: auto; margin-right: 1; }
    LogFrame #search { width: 2fr; max-width: 44; }
    LogFrame ChipLine { width: 3fr; margin-left: 1; }
    LogFrame.-narrow ChipLine { display: none; }
    LogFrame #hits { width: auto; margin-left: 1; text-style: bold; text-align: right; }
    LogFrame LogTabs { margin: 0 1; }
    LogFrame #below { height: 4; padding: 0 1; }
    LogFrame #why { height: 1fr; }
    LogFrame #note { display: none; dock: bottom; height: auto; max-height: 2; text-style: bold; }
    LogFrame #note.-fault { color: $attention; }
    LogFrame.-taller #below { height: 5; }
    LogFrame.-high #below { height: 1; }
    LogFrame.-high #note { max-height: 1; background: $surface; }
    LogFrame.-low #below { display: none; }
    LogFrame.-low LogTabs { display: none; }
    LogFrame.-low DialogFrame { border: none; }
    """

    def __init__(self, session: Session, file: str = "", search: str = "") -> None:
        super().__init__(session)
        self.file = file
        self.search = search
        self.today = clock.read(session.book).today
        """The book's day when the search was written: days without a year lie back from it."""
        self.order = LogOrder()
        self.source = LogSource()
        self.is_sorting = False
        """Whether the rows are on their way to another order than the one that shows."""
        self.menu_of_column = False
        """Whether the context menu is about a column, not about a row."""
        self.summary: Summary | None = None
        self.hidden_marks: frozenset[int] = frozenset()
        """The marked rows that are not among those that show; as of the head's last drawing."""
        self._stood: int | None = None
        """The row that the user went to last; it is gone back to when it is among the hits."""
        self._placed: RowKey | None = None
        self._fitted: tuple[Column, ...] = ()
        self._keys_for = (False, False)
        self._said = ("", False)
        self._sheet: LogSheet | None = None
        self._verdict = Verdict(id="why")

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The frame and what stands in it."""
        frame = DialogFrame(TITLE, ())
        top = _Above(
            Static(Content("Sök:"), id="label"),
            TextInput(finished(self.search), "avbokad, sen:ja …", longest=_SEARCHED, id="search"),
            ChipLine(),
            Static(id="hits"),
            id="top",
        )
        found = self._columns_for(self.app.size.width - 2)
        # Kept, not asked for at each step: that would take a tenth of it.
        self._sheet = sheet = LogSheet(found, self.source, read_only=True, without=WITHOUT)
        sheet.remember(self.page, self.session.prefs.path)
        below = _Below(self._verdict, Static(id="note"), id="below")
        for widget in (top, LogTabs(), sheet, below):
            frame.compose_add_child(widget)
        yield frame

    @property
    def sheet(self) -> LogSheet:
        """The rows."""
        assert self._sheet is not None  # made with the page
        return self._sheet

    @property
    def field(self) -> TextInput:
        """Sök."""
        return self.query_one("#search", TextInput)

    @property
    def view(self) -> LogView | None:
        """Which rows show; None when there is no such log."""
        return self.source.view

    @property
    def query_asked(self) -> LogQuery:
        """What the search text asks for."""
        return parse_search(self.search, self.today)

    @property
    def entry(self) -> LogEntry | None:
        """The row under the cursor, as it is drawn."""
        here = None if self._sheet is None else self._sheet.here
        entry = None if here is None else here[0].shown
        return entry if isinstance(entry, LogEntry) else None

    @property
    def has_gone(self) -> bool:
        """Whether the user has gone to any row of this log."""
        return self._stood is not None

    # --- columns ------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if not self.query(LogSheet):  # the page was closed before its turn came
            return
        width = self.sheet.size.width
        if width and (found := self._columns_for(width)) != self._fitted:
            self._fitted = found
            self.sheet.set_columns(found)
            self.sheet.reload()

    def _columns_for(self, width: int) -> tuple[Column, ...]:
        self.source.wide = is_wide(width)
        return columns(width)

    # --- drawing ------------------------------------------------------------------------------

    def draw_name(self) -> None:
        """Write the log's name in the frame."""
        name = self.file
        if not name:
            with self.session.book.read() as reader:
                name = clinics.load(reader, self.session.clinic).name
        self.query_one(DialogFrame).border_title = Content(clean(f"{TITLE}: {name}"))

    def draw_head(self) -> None:
        """Show what is searched and how much was found."""
        query, view = self.query_asked, self.view
        self.query_one(ChipLine).show(query.chips)
        self.hidden_marks = self._hidden_marks(view)
        self.query_one(LogTabs).show(tab_of(query))
        hits, said = self.query_one("#hits", Static), Content(self._hits(view))
        # It keeps the room it has had: to lay the page out anew at a letter takes longer than
        # to find the rows.
        hits.update(said, layout=said.cell_length > hits.size.width)

    def _hits(self, view: LogView | None) -> str:
        if view is None:
            return ""
        filtered = bool(self.search.strip())
        said = [hits_text(view.count, view.total, exact=view.exact, filtered=filtered)]
        if self.sheet.marks:
            marked, hidden = len(self.sheet.marks), len(self.hidden_marks)
            told = "1 markerad" if marked == 1 else f"{number(marked)} markerade"
            said.append(f"{told}, {number(hidden)} visas inte" if hidden else told)
        if self.is_sorting:
            said.append("ordnas …")
        if view.indexing:
            said.append("index byggs")
        return " · ".join(said)

    def _hidden_marks(self, view: LogView | None) -> frozenset[int]:
        """The marked rows that are not among those that show."""
        marked = [key for key in self.sheet.marks if isinstance(key, int)]
        if not marked or view is None:
            return frozenset(marked)
        among = self.attempt(lambda: view.among(marked))
        return frozenset() if among is None else frozenset(marked) - among

    def draw_line(self) -> None:
        """Say what the keys act on where that is not the row, and why its verdict is what it is."""
        marked = len(self.sheet.marks)
        self._verdict.show(line_of(self.entry, marked, len(self.hidden_marks)))

    def draw_sum(self) -> None:
        """Show how far the review has come."""
        said = self.summary.text if self.summary else ""
        self.query_one(DialogFrame).border_subtitle = Content(said)

    def say(self, text: str, *, fault: bool = False) -> None:
        """Say something below the rows; an empty text takes what was said away."""
        if (text, fault) == self._said:  # each step of the cursor takes away what was said
            return
        self._said = text, fault
        for note in self.query("#note").results(Static):
            note.update(Content(clean(f"! {text}" if fault and text else text)))
            note.set_class(fault and bool(text), "-fault")
            note.display = bool(text)

    # --- the cursor and the menu --------------------------------------------------------------

    def cursor_moved(self, row: RowKey) -> None:
        """Say why the row's verdict is what it is; what was said of another row goes."""
        if isinstance(row, int) and row != self._placed:
            self._stood, self._placed = row, None
            self.say("")
        self.draw_line()
        self.refresh_keys()

    def refresh_keys(self) -> None:
        """Grey and ungrey keys, only when a row has come or gone: a step is to be quick."""
        now = self.entry is not None, self.sheet.in_heading
        if now != self._keys_for:
            self._keys_for = now
            self.refresh_bindings()

    def on_sheet_menu_asked(self, message: MenuAsked) -> None:
        """A right click on a row, or on a heading, whose column it is then about."""
        message.stop().prevent_default()
        place = self.sheet.column_place(message.column)
        self.menu_of_column = message.row is None and place is not None
        if self.menu_of_column and place is not None:
            self.sheet.go(self.sheet.cursor_index, place)
        self.open_context_menu(Offset(message.x, message.y))
        self.menu_of_column = False
