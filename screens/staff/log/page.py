"""Logg för webbtidbok: what citizens changed, what was late, what is decided (R42-R55)."""

from typing import TYPE_CHECKING, Final

from textual import on

from db.rules.log.query import FIELD_WORDS, FieldWord
from screens.commands import Command
from screens.help import CommandDialog
from screens.session import Session
from screens.staff.log.commands import COLUMN_COMMANDS, MORE, OPEN, REVIEWING, SHEET_COMMANDS
from screens.staff.log.reviewing import DecidingLog
from screens.staff.log.search_text import Tab, number, with_tab
from widgets.choice_list import Choice
from widgets.sheet.messages import Copied, RowChosen

if TYPE_CHECKING:
    from db.log.files.export import Exported

SEARCH_WORDS: Final = (
    FieldWord("avbokad", "avbokad", "En status: bokad, ombokad eller avbokad."),
    FieldWord("", "ont i halsen", "Ord som alla ska finnas, i vilken kolumn som helst."),
    FieldWord('"', '"ont i halsen"', "Ord som står intill varandra."),
    FieldWord("-", "-avbokad", "Rader utan ordet, eller utan den statusen."),
    FieldWord("", "2024-09-01", "Från den dagen; ett datum till: till och med den."),
    *FIELD_WORDS,
)
"""What Sök understands, for its list."""


class LogPage(DecidingLog):
    """Bokning och väntelista › Logg för webbtidbok."""

    PAGE_NAME = "Logg för webbtidbok"
    HELP = (
        "En rad för varje ny-, om- och avbokning som en invånare gör på webben. Rött är besöket"
        " före ändringen, grönt efter. ⚑: mindre än 24 timmar var kvar (R50). b, u och c bedömer"
        " raden, eller de markerade, och går till nästa sena. Sök läser ord, ”flera ord”, -utan,"
        " datum, bokad, ombokad, avbokad, och (? visar hur): "
    ) + " ".join(one.word for one in FIELD_WORDS)
    PAGE_COMMANDS = (*REVIEWING, OPEN, *MORE)

    def __init__(self, session: Session, file: str = "", search: str = "") -> None:
        super().__init__(session, file, search)
        self.copied = ""
        self._commands: tuple[Command, ...] = ()

    def commands(self) -> tuple[Command, ...]:
        """Also the sheet's keys, so that the help lists them; their bindings are the sheet's."""
        if not self._commands:  # asked for some sixty times whenever a key is greyed
            self._commands = (*super().commands(), *SHEET_COMMANDS)
        return self._commands

    def context_commands(self) -> tuple[Command, ...]:
        """Bokningsunderlag first, as in the guide (R44); of a heading, what is done to columns."""
        if self.menu_of_column or self.sheet.in_heading:
            return COLUMN_COMMANDS
        others = (one for one in super().context_commands() if one.action != OPEN.action)
        return (OPEN, *others)

    async def action_sheet_key(self, action: str) -> None:
        """Do what one of the sheet's keys does."""
        self.to_rows()
        await self.sheet.run_action(action)
        self.sheet.tell_moved()

    # --- searching ----------------------------------------------------------------------------

    def action_search(self) -> None:
        """Go to Sök."""
        self.set_focus(self.field, scroll_visible=False)
        self.field.cursor_position = len(self.field.value)

    def action_show_words(self) -> None:
        """List what Sök understands; the chosen word is written in it."""
        words = enumerate(SEARCH_WORDS)
        listed = tuple(Choice(str(n), one.example, "", one.tip) for n, one in words)
        self.app.push_screen(CommandDialog("Sökord", listed), self._write_word)

    def _write_word(self, chosen: str | None) -> None:
        if chosen is not None and self.is_mounted:
            word = SEARCH_WORDS[int(chosen)].word
            text = self.search.rstrip()
            self.set_search(f"{text} {word}" if text else word)
            self.action_search()

    def action_show_tab(self, word: str) -> None:
        """Show the rows of a tab."""
        self.set_search(with_tab(self.search, Tab(word), self.today))

    def action_clear(self) -> None:
        """Show all rows; the row stays."""
        self.set_search("")

    # --- Bokningsunderlag and settings --------------------------------------------------------

    def action_open_sheet(self) -> None:
        """Open the row's Bokningsunderlag; on a heading, fit its column."""
        if self.sheet.in_heading:
            self.sheet.action_choose()
        elif self.entry is not None:
            self.open_sheet(self.entry.seq)

    @on(RowChosen)
    def _row_chosen(self, message: RowChosen) -> None:
        """A double click."""
        message.stop()
        if isinstance(message.row, int):
            self.open_sheet(message.row)

    def open_sheet(self, seq: int) -> None:
        """Open the Bokningsunderlag of a row."""
        from screens.staff.booking_sheet.page import BookingSheetScreen

        if self.is_active:
            screen = BookingSheetScreen(self.session, seq=seq, decided=self.decided_beside)
            self.app.push_screen(screen)

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

    def action_copy(self) -> None:
        """Copy the cell, or the marked rows."""
        self.sheet.action_copy()

    def on_sheet_copied(self, message: Copied) -> None:
        """Say what was copied; the text can be shown."""
        message.stop().prevent_default()
        self.copied = message.text
        what = "Cellen är tom." if not message.text else "Kopierat. Skift+Y visar texten."
        if message.rows:
            rows = "1 rad" if message.rows == 1 else f"{number(message.rows)} rader"
            what = f"{rows} kopierade. Skift+Y visar texten."
        self.say(what)
        self.refresh_bindings()
        self._offer_export(message.text)

    def _offer_export(self, text: str) -> None:
        """Where the terminal may have dropped it: offer a file instead."""
        from screens.copied import SAVE, dropped_text, is_long
        from screens.dialog import NO, Question

        if not is_long(text):
            return

        def answered(answer: str | None) -> None:
            if answer == SAVE.name:
                self.action_export()

        question = f"{dropped_text(text)} Exportera raderna till en fil i stället?"
        self.app.push_screen(Question("Kopierat", question, (SAVE, NO)), answered)

    def action_show_copied(self) -> None:
        """Show what was copied."""
        from screens.copied import CopiedDialog

        self.app.push_screen(CopiedDialog(self.copied))

    # --- files --------------------------------------------------------------------------------

    def action_export(self) -> None:
        """Export what is seen, what is marked, all of it or what is to be billed."""
        from screens.staff.log.export_dialog import ExportDialog, told

        marked = self.chosen if self.sheet.marks else ()

        def exported(done: "Exported | str | None") -> None:
            if done is None or not self.is_mounted:
                return
            if isinstance(done, str):
                self.go_to_undecided()
                return
            self.attempt(self.reload)  # what was marked as exported shows
            self.say(told(done))

        dialog = ExportDialog(self.session, self.view, self.file, marked)
        self.app.push_screen(dialog, exported)

    def action_import(self) -> None:
        """Read a log in, and show it."""
        from db.log.files.import_log import Imported
        from screens.staff.log.import_dialog import ImportDialog, told

        def show(done: Imported | None) -> None:
            if done is not None and self.is_mounted:
                self.open_log(done.file)
                self.say(told(done))

        self.app.push_screen(ImportDialog(self.session), show)

    # --- which log ----------------------------------------------------------------------------

    def action_choose_log(self) -> None:
        """Choose among the unit's own log and the imported ones."""
        from db.log.files import import_log
        from screens.staff.log.choose_log import ChooseLogDialog

        session = self.session
        files = self.attempt(lambda: import_log.files(session.book, session.clinic))
        if files is not None:
            self.app.push_screen(ChooseLogDialog(session, files, self.file), self._chosen_log)

    def _chosen_log(self, file: str | None) -> None:
        if file is not None and self.is_mounted:
            self.open_log(file)

    def action_open_statistics(self) -> None:
        """Show the statistics of this log."""
        from screens.staff.log.beside import go

        go(self, "statistics", self.file)

    def show_file(self, file: str) -> None:
        """Show this log, where another one shows."""
        if file != self.file:
            self.open_log(file)

    def open_log(self, file: str) -> None:
        """Show another log from its beginning."""
        self.file, self._stood, self.summary = file, None, None
        self.say("")
        self.sheet.set_marks(())
        self.sheet.go(0, self.sheet.column_index)
        self.set_search("")
        self.attempt(self.reload)
        self.count()
