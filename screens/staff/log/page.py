"""Logg för webbtidbok: what citizens changed, what was late, what is decided (R42-R55)."""

import time
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from db.log.view import COLUMN_KEYS, LogOrder, LogView
from db.mirror.values import Subject
from db.mirror.visit import Visit
from db.rules.log.query import FIELD_WORDS, FieldWord
from db.setup import clinics
from db.values import clean, count_text
from screens.commands import Command
from screens.dialog_page import DialogPage
from screens.help import CommandDialog
from screens.session import Now, Session
from screens.staff.log.columns import LogSheet, columns, is_wide
from screens.staff.log.commands import (
    COLUMN_COMMANDS,
    COLUMNS,
    MORE,
    MOVING,
    OPEN,
    REVIEWING,
    SHEET_COMMANDS,
)
from screens.staff.log.deciding import Deciding
from screens.staff.log.head import ChipLine, LogHead, LogTabs
from screens.staff.log.reviewing import Outcome, Reviewing
from screens.staff.log.rows import LogRows
from screens.staff.log.search_text import Tab, number, with_tab, without
from screens.staff.log.threads import Found, Indexed, LogWork
from screens.staff.log.verdict import Verdict, lines_of, unseen
from widgets.choice_list import Choice
from widgets.forms.dialog import DialogFrame
from widgets.forms.text_input import TextInput
from widgets.sheet.messages import Copied, MarksChanged, MenuAsked, RowChosen, SortAsked, TooMany
from widgets.sheet.values import Column, RowKey
from widgets.steady import Steady

if TYPE_CHECKING:
    from db.log.files.export import Exported
    from db.log.files.import_log import Imported
    from screens.staff.log.views import SavedView

SEARCH_WORDS: Final = (
    FieldWord("avbokad", "avbokad", "En status: bokad, ombokad eller avbokad."),
    FieldWord("", "ont i halsen", "Ord som alla ska finnas, i vilken kolumn som helst."),
    FieldWord('"', '"ont i halsen"', "Ord som står intill varandra."),
    FieldWord("-", "-avbokad", "Rader utan ordet, eller utan den statusen."),
    FieldWord("", "2024-09-01", "Från den dagen; ett datum till: till och med den."),
    *FIELD_WORDS,
)
"""What Sök understands, for its list."""

_BETWEEN_READINGS: Final = 2.0
"""Seconds, while the index is being built."""


_AROUND: Final = 7
"""Lines of the screen besides the rows and what is said below them: bars, frame, Sök and tabs."""
_BELOW, _MORE_BELOW, _TALL = 4, 5, 32
"""Lines below the rows, and more of them in a tall window; a low one has its own arrangement."""
_KEPT: Final = "Historiken sparas i 31 dagar"


class _Below(Steady, Container):
    """The verdict, and what the page says."""


class LogPage(DialogPage):
    """Bokning och väntelista › Logg för webbtidbok: Sök and tabs above the rows, the verdict below.

    Shows the unit's own log, or the imported one whose name is ``file``.
    """

    PAGE_NAME = "Logg för webbtidbok"
    HELP = (
        "En rad för varje ny-, om- och avbokning som en invånare gör på webben. Rött är besöket"
        " före ändringen, grönt efter. ⚑: mindre än 24 timmar var kvar. b, u och c bedömer"
        " raden, eller de markerade, och går till nästa sena. Sök läser ord, ”flera ord”, -utan,"
        " datum, bokad, ombokad, avbokad, och (? visar hur): "
    ) + " ".join(field.word for field in FIELD_WORDS)
    PAGE_COMMANDS = (*REVIEWING, OPEN, *COLUMNS, *MOVING, *MORE)
    AUTO_FOCUS = "LogSheet"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high"), (18, "-tall"), (32, "-taller")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middle"), (110, "-wide")]
    DEFAULT_CSS = """
    LogPage DialogFrame { width: 1fr; max-width: 100%; height: 1fr; padding: 0; }
    LogPage #dialog-foot { display: none; }
    LogPage #top { height: 1; padding: 0 1; }
    LogPage #label { width: auto; margin-right: 1; }
    LogPage #search { width: 2fr; max-width: 44; }
    LogPage ChipLine { width: 3fr; margin-left: 1; }
    LogPage.-narrow ChipLine { display: none; }
    LogPage #hits { width: auto; margin-left: 1; text-style: bold; text-align: right; }
    LogPage LogTabs { margin: 0 1; }
    LogPage #below { height: 4; padding: 0 1; }
    LogPage #why { height: 1fr; }
    LogPage #note { display: none; dock: bottom; height: auto; max-height: 2; text-style: bold; }
    LogPage #note.-fault { color: $attention; }
    LogPage.-taller #below { height: 5; }
    LogPage.-short #below { height: 1fr; }
    LogPage.-high #below { height: 1; }
    LogPage.-high #note { max-height: 1; background: $surface; }
    LogPage.-low #below { display: none; }
    LogPage.-low LogTabs { display: none; }
    LogPage.-low DialogFrame { border: none; }
    """

    def __init__(self, session: Session, file: str = "", search: str = "") -> None:
        super().__init__(session)
        now: Now = lambda: self.session  # noqa: E731 - two parts ask for it
        self.rows = LogRows(now, file, search)
        self.reviewing = Reviewing(now, self.rows)
        self.head = LogHead(self.rows)
        self.sheet = LogSheet(self.rows, self._moved, self.rows.arrange)
        self.deciding = Deciding(
            self, self.sheet, self.rows, self.reviewing, self._draw_marks, self._take_in
        )
        self.work = LogWork(self, session.book)
        self.copied = ""
        self._verdict = Verdict(id="why")
        self._fitted: tuple[Column, ...] = ()
        self._hidden_marks: frozenset[int] = frozenset()
        """The marked rows that are not among those that show; as of the head's last drawing."""
        self._placed: RowKey | None = None
        """The row that the cursor came to by itself: nobody has gone to it."""
        self._is_menu_of_column = False
        """Whether the context menu is about a column, not about a row."""
        self._read_at = 0.0
        self._keys_for = (False, False)
        self._told = ("", False)
        self._commands: tuple[Command, ...] = ()

    # --- the page -----------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """The frame and what stands in it."""
        frame = DialogFrame(self.PAGE_NAME, ())
        self._fit(self.room - 2)
        self.sheet.remember(self.page, self.session.prefs.path)
        below = _Below(self._verdict, Static(id="note"), id="below")
        for widget in (self.head.top, self.head.tabs, self.sheet, below):
            frame.compose_add_child(widget)
        yield frame

    @property
    def can_open(self) -> bool:
        """Whether there is something for Enter to do."""
        return self.sheet.entry is not None or self.sheet.model.in_heading

    def commands(self) -> tuple[Command, ...]:
        """Also the sheet's keys, so that the help lists them; their bindings are the sheet's."""
        if not self._commands:  # asked for some sixty times whenever a key is greyed
            self._commands = (*super().commands(), *SHEET_COMMANDS)
        return self._commands

    def context_commands(self) -> tuple[Command, ...]:
        """Bokningsunderlag first, as in the guide (R44); of a heading, what is done to columns."""
        if self._is_menu_of_column or self.sheet.model.in_heading:
            return COLUMN_COMMANDS
        others = (
            command for command in super().context_commands() if command.action != OPEN.action
        )
        return (OPEN, *others)

    def on_mount(self, event: events.Mount) -> None:
        """What the first frame does without comes after it."""
        self.call_after_refresh(self._begin_work)

    def _begin_work(self) -> None:
        if self.is_mounted and self.is_attached:
            self.count()
            self._index()

    def on_unmount(self) -> None:
        """End the threads."""
        self.work.stop()

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        self.call_after_refresh(self._refit)

    def _refit(self) -> None:
        if self.query(LogSheet):  # else the page was closed before its turn came
            self._fit(self.sheet.size.width)

    def _fit(self, width: int) -> None:
        if width and (fitted := columns(width)) != self._fitted:
            self._fitted, self.rows.wide = fitted, is_wide(width)
            self.sheet.set_columns(fitted)
            self.sheet.reload()
        if width:
            self._make_room(width)

    def _make_room(self, width: int) -> None:
        """What is said of a row stands right below the last one, where the rows leave room."""
        below = _MORE_BELOW if self.app.size.height >= _TALL else _BELOW
        self.stand_below(self.sheet, _AROUND + below, width)

    # --- drawing ------------------------------------------------------------------------------

    def _draw_name(self) -> None:
        name = self.rows.file
        if not name:
            with self.session.book.read() as reader:
                name = clinics.load(reader, self.session.clinic).name
        title = clean(f"{self.PAGE_NAME}: {name}")
        kept = f"{title} · {_KEPT}"
        fits = not self.rows.file and cell_len(kept) <= self.room - 6
        self.frame.border_title = Content(kept if fits else title)

    def _draw_marks(self) -> frozenset[int]:
        """Show what was found, and what is marked of it; gives the marked rows that do not show."""
        marks = self.sheet.marks
        hidden = self.attempt(lambda: self.rows.hidden(marks)) if marks else None
        self._hidden_marks = hidden or frozenset()
        self.head.draw(len(marks), len(self._hidden_marks))
        self._draw_line()
        return self._hidden_marks

    def _draw_line(self) -> None:
        """Say what the keys act on where that is not the row, and what the row does not show."""
        entry, query = self.sheet.entry, self.rows.query
        hits: list[str] = []
        if entry is not None and query.has_text:
            hits = unseen(entry, query, self.sheet.cells_shown)
        marked = len(self.sheet.marks)
        self._verdict.show(lines_of(entry, marked, len(self._hidden_marks), hits))

    def say(self, text: str, *, fault: bool = False, stays: bool = False) -> None:
        """Say something below the rows; an empty text takes what was said away."""
        if (text, fault) == self._told:  # each step of the cursor takes away what was said
            self.has_said(text, stays=stays)
            return
        self._told = text, fault
        super().say(text, fault=fault, stays=stays)
        for note in self.query("#note"):
            note.display = bool(text)

    def count(self) -> None:
        """Show how many rows each tab has, and how far the review has come."""
        counted = self.attempt(self.rows.counts)
        if counted is not None and self.query(LogTabs):
            by_tab, summary = counted
            self.head.count(by_tab)
            self.frame.border_subtitle = Content(summary.text)

    # --- the rows -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the log anew: it may have changed, or the unit's name.

        While the index is being built it is that which changes the book, many times a second.
        """
        if self.work.is_indexing and time.monotonic() < self._read_at + _BETWEEN_READINGS:
            return
        self._read_at = time.monotonic()
        self._draw_name()
        self.look_again()
        if self._following and not self.work.is_indexing:
            self.count()
            self._index()

    def look_again(self, keep: int | None = None) -> None:
        """Read the rows anew, and stay on the row that one stands on.

        Args:
            keep: the row to go to instead.
        """
        is_finding = self.work.is_finding
        view: LogView | None = self.attempt(lambda: self.rows.look(is_finding=is_finding))
        self._show(keep)
        if view is not None:
            self.work.find(view)

    def _show(self, keep: int | None = None) -> None:
        if not self.query(LogSheet):
            return
        sheet, seq = self.sheet, self.rows.stood if keep is None else keep
        sheet.body.empty = self.rows.empty_text
        sheet.reload(keep=seq, near=self.attempt(lambda: self.rows.near(seq)) or 0)
        if sheet.size.width:
            self._make_room(sheet.size.width)
        self._placed = sheet.cursor_row
        self._draw_marks()

    @on(Found)
    def _take_hits(self, message: Found) -> None:
        """All hits are known."""
        message.stop()
        if self.work.is_latest(message.turn) and self.rows.complete(message.hits):
            self._show()
            if self.rows.is_stale and not self.work.is_indexing:
                self.look_again()

    @on(Indexed)
    def _take_index(self, message: Indexed) -> None:
        message.stop()
        if self.query(LogSheet):
            self._read_at = 0.0
            self.attempt(self.reload)

    def _index(self) -> None:
        if self.rows.view is not None and self.rows.view.indexing:
            self.work.index()

    def on_sheet_sort_asked(self, message: SortAsked) -> None:
        """Another order; the row stays."""
        message.stop()
        self.rows.order = LogOrder(message.column, message.descending)
        self.look_again()

    # --- the cursor and the menu --------------------------------------------------------------

    def _moved(self, row: RowKey) -> None:
        """Say why the row's verdict is what it is; what was said of another row goes."""
        if isinstance(row, int) and row != self._placed:
            self.rows.stood, self._placed = row, None
            self.say("")
            if self.rows.place is not None:
                self.rows.place = None
                self.head.draw(len(self.sheet.marks), len(self._hidden_marks))
        self._draw_line()
        self._refresh_keys()
        self.look_beside()

    def mirrored(self) -> Subject:
        """The visit of the row, as it is on 1177 now; of a row from a file nothing is known."""
        entry = self.sheet.entry
        if entry is None or entry.booking is None:
            return super().mirrored()
        return Visit(entry.booking)

    def _refresh_keys(self) -> None:
        """Grey and ungrey keys, only when a row has come or gone: a step is to be quick."""
        now = self.sheet.entry is not None, self.sheet.model.in_heading
        if now != self._keys_for:
            self._keys_for = now
            self.refresh_bindings()

    def on_sheet_menu_asked(self, message: MenuAsked) -> None:
        """A right click on a row, or on a heading, whose column it is then about."""
        message.stop().prevent_default()
        place = self.sheet.model.column_place(message.column)
        if message.row is None and place is not None:
            self._is_menu_of_column = True
            self.sheet.go(self.sheet.model.cursor_index, place)
        self.open_context_menu(Offset(message.x, message.y))
        self._is_menu_of_column = False

    async def action_sheet_key(self, action: str) -> None:
        """Do what one of the sheet's keys does."""
        self.to_rows()
        await self.sheet.run_action(action)
        self.sheet.tell_moved()

    def to_rows(self) -> None:
        """Give the keys to the rows."""
        self.set_focus(self.sheet, scroll_visible=False)

    def on_key(self, event: events.Key) -> None:
        """Esc goes from Sök to the rows, and from there takes the search away; Down as Enter."""
        self.work.give_way()
        at_rows = self.focused is self.sheet
        if event.key == "down" and self.focused is self.head.field:
            event.stop()
            self.to_rows()
        elif event.key == "escape" and self.sheet.overlays.whole.display:
            return  # the sheet puts the cell's whole text away
        elif event.key == "escape" and (not at_rows or self.rows.search):
            event.stop()
            if at_rows:
                self.set_search("")
            else:
                self.to_rows()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What can wait gives way."""
        self.work.give_way()

    # --- searching ----------------------------------------------------------------------------

    @on(TextInput.Changed, "#search")
    def _typed(self, message: TextInput.Changed) -> None:
        message.stop()
        self._look_for(message.value)

    @on(TextInput.Submitted, "#search")
    def _submitted(self, message: TextInput.Submitted) -> None:
        message.stop()
        self.to_rows()

    @on(LogTabs.Chosen)
    def _tab_clicked(self, message: LogTabs.Chosen) -> None:
        message.stop()
        self.action_show_tab(message.tab)

    @on(ChipLine.Removed)
    def _chip_removed(self, message: ChipLine.Removed) -> None:
        message.stop()
        self.set_search(without(self.rows.search, message.chip, self.rows.today))

    def set_search(self, text: str) -> None:
        """Write another search text in Sök, and ask for its rows."""
        self.head.write(text)
        self._look_for(self.head.field.value)

    def _look_for(self, text: str) -> None:
        if self.rows.ask(text):
            self.look_again()
            faults = self.rows.query.faults
            self.say(" ".join(faults), fault=bool(faults))

    def action_search(self) -> None:
        """Go to Sök."""
        self.head.field.go_on()

    def action_show_words(self) -> None:
        """List what Sök understands; the chosen word is written in it."""
        listed = tuple(
            Choice(str(n), word.example, "", word.tip) for n, word in enumerate(SEARCH_WORDS)
        )
        self.ask(CommandDialog("Sökord", listed), self._write_word)

    def _write_word(self, chosen: str) -> None:
        word, text = SEARCH_WORDS[int(chosen)].word, self.rows.search.rstrip()
        self.set_search(f"{text} {word}" if text else word)
        self.action_search()

    def action_show_tab(self, word: str) -> None:
        """Show the rows of a tab."""
        self.set_search(with_tab(self.rows.search, Tab(word), self.rows.today))

    def action_clear(self) -> None:
        """Show all rows; the row stays."""
        self.set_search("")

    # --- views --------------------------------------------------------------------------------

    def action_views(self) -> None:
        """Show a view that was kept, or keep what shows now."""
        from screens.staff.log import views

        path = self.session.prefs.path

        def chosen(answer: str) -> None:
            if answer == views.SAVE:
                names = (view.name for view in views.read(path))
                self.ask(views.ViewName(names), lambda name: self._keep_view(name))
                return
            name = answer.removeprefix("view:")
            for view in views.read(path):
                if view.name == name:
                    self._show_view(view)

        self.ask(views.ViewsDialog(path), chosen)

    def _keep_view(self, name: str) -> None:
        from screens.staff.log import views

        order, sheet = self.rows.order, self.sheet
        view = views.SavedView(
            name, self.rows.search, order.column, order.descending, sheet.folded, sheet.order
        )
        if views.keep(self.session.prefs.path, view):
            self.say(f"Vyn {name} är sparad. v visar dina vyer.")
        else:
            self.say("Vyn kunde inte sparas: inställningarna går inte att skriva.", fault=True)

    def _show_view(self, view: "SavedView") -> None:
        """Search, sort and fold as it was; the row stays where it is among the hits."""
        order = LogOrder(view.sort if view.sort in COLUMN_KEYS else "", view.descending)
        self.rows.order = order
        self.sheet.show_order(order.column, descending=order.descending)
        self.sheet.look(view.order, view.folded)
        self.set_search(view.search)
        self.look_again()
        self.say(f"Vyn {view.name} visas.")

    # --- marks and decisions ------------------------------------------------------------------

    def _take_in(self, outcome: Outcome) -> None:
        """Show what was decided, go where it leads, and say what was done."""
        self.attempt(self._look)  # what was written here needs no second reading
        self.look_again(outcome.keep)
        if outcome.keep is not None:
            self.rows.stood = outcome.keep
        self.count()
        self.refresh_bindings()
        self.say(outcome.text)

    def _go_to_undecided(self) -> None:
        """Go to the first late row that nobody has decided on, of those that are searched."""
        query, view = self.reviewing.left, self.rows.view
        seq = self.attempt(lambda: self.rows.view_of(query).seq_at(0))
        if view is None or seq is None or view.position(seq) is None:
            self.set_search(query.search)  # what shows leaves them out, or is not known yet
        if seq is not None:
            self.look_again(seq)
            self.rows.stood = seq
        self.to_rows()

    @on(TooMany)
    def _too_many(self, message: TooMany) -> None:
        message.stop()
        self.say(f"Högst {number(message.most)} rader kan markeras. Sök fram färre.", fault=True)

    @on(MarksChanged)
    def _marks_changed(self, message: MarksChanged) -> None:
        message.stop()
        self._draw_marks()
        self.refresh_bindings()

    # --- Bokningsunderlag and settings --------------------------------------------------------

    def action_open_sheet(self) -> None:
        """Open the row's Bokningsunderlag; on a heading, fit its column."""
        if self.sheet.model.in_heading:
            self.sheet.action_choose()
        elif self.sheet.entry is not None:
            self._open_sheet(self.sheet.entry.seq)

    @on(RowChosen)
    def _row_chosen(self, message: RowChosen) -> None:
        """A double click."""
        message.stop()
        if isinstance(message.row, int):
            self._open_sheet(message.row)

    def _open_sheet(self, seq: int) -> None:
        from screens.staff.booking_sheet.page import BookingSheetScreen

        if self.is_active:
            screen = BookingSheetScreen(self.session, seq=seq, decided=self.reviewing.take_in)
            self.app.push_screen(screen)

    # --- Varför -------------------------------------------------------------------------------

    def action_why_1177(self) -> None:
        """Say what 1177 makes of the row's booking as it is now, and what can be done."""
        from screens.staff.shared.asking import ask_of_booking

        entry = self.sheet.entry
        if entry is None or not self.is_active:
            return
        if entry.booking is None:
            self.say("Raden är inläst från en fil; tiden finns inte i den här tidboken.")
        else:
            ask_of_booking(self, entry.booking, self.say)

    def action_review_settings(self) -> None:
        """Show the unit's reasons and amounts."""
        from db.log import review_settings
        from screens.staff.log.review_settings import ReviewSettingsDialog

        session = self.session
        settled = self.attempt(
            lambda: review_settings.settings(session.book, session.actor, session.clinic)
        )
        if settled is not None:
            dialog = ReviewSettingsDialog(session, settled)
            self.app.push_screen(dialog, lambda _: self.count())

    # --- copying ------------------------------------------------------------------------------

    def on_sheet_copied(self, message: Copied) -> None:
        """Say what was copied; the text can be shown, or go to a file where it was too long."""
        from screens.copied import SAVE, dropped_text, is_long
        from screens.dialog import confirm

        message.stop().prevent_default()
        self.copied = message.text
        what = "Cellen är tom." if not message.text else "Kopierat. Skift+Y visar texten."
        if message.rows:
            rows = count_text(message.rows, "rad", "rader", number)
            what = f"{rows} kopierade. Skift+Y visar texten."
        self.say(what)
        self.refresh_bindings()
        if is_long(message.text):
            offer = f"{dropped_text(message.text)} Exportera raderna till en fil i stället?"
            confirm(self, "Kopierat", offer, self.action_export, SAVE)

    def action_show_copied(self) -> None:
        """Show what was copied."""
        from screens.copied import CopiedDialog

        self.app.push_screen(CopiedDialog(self.copied))

    # --- files and which log ------------------------------------------------------------------

    def action_export(self) -> None:
        """Export what is seen, what is marked, all of it or what is to be billed."""
        from screens.staff.log.export_dialog import ExportDialog, told

        marked = self.sheet.chosen if self.sheet.marks else ()

        def exported(done: "Exported | str") -> None:
            if isinstance(done, str):
                self._go_to_undecided()
                return
            self.attempt(self.reload)  # what was marked as exported shows
            self.say(told(done))

        self.ask(ExportDialog(self.session, self.rows.view, self.rows.file, marked), exported)

    def action_import(self) -> None:
        """Read a log in, and show it."""
        from screens.staff.log.import_dialog import ImportDialog, told

        def show(done: "Imported") -> None:
            self.open_log(done.file)
            self.say(told(done))

        self.ask(ImportDialog(self.session), show)

    def action_choose_log(self) -> None:
        """Choose among the unit's own log and the imported ones."""
        from db.log.files import import_log
        from screens.staff.log.choose_log import ChooseLogDialog

        session = self.session
        files = self.attempt(lambda: import_log.files(session.book, session.clinic))
        if files is not None:
            self.ask(ChooseLogDialog(session, files, self.rows.file), self.open_log)

    def action_open_statistics(self) -> None:
        """Show the statistics of this log."""
        from screens.staff.log.beside import go

        go(self, "statistics", self.rows.file)

    def show_file(self, file: str) -> None:
        """Show this log, where another one shows."""
        if file != self.rows.file:
            self.open_log(file)

    def open_log(self, file: str) -> None:
        """Show another log from its beginning."""
        self.rows.open(file)
        self.say("")
        self.sheet.set_marks(())
        self.sheet.go(0, self.sheet.model.column_index)
        self.set_search("")
        self.attempt(self.reload)
        self.count()
