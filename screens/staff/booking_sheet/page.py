"""Bokningsunderlag: a page to read, opened from the log or the tidbok, where a row is decided."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.content import Content

from db.bookings import sheet as booking_sheet
from db.bookings.sheet import BookingSheet
from db.errors import BookError
from db.log import exemption, review
from db.log.review import Decided, Seen
from db.mirror.values import Subject
from db.mirror.visit import Visit
from db.permissions import BOOKERS, CARE
from db.undoing import undo as undoing
from db.values import ReviewDecision, clean, count_text
from screens.base import BookScreen
from screens.commands import Command, holds
from screens.copied import CopiedDialog
from screens.session import Session
from screens.staff.booking_sheet.note_dialog import NoteDialog
from screens.staff.booking_sheet.text import HERE, LATE, arrange, text_of
from screens.staff.shared.exempt_dialog import ExemptDialog
from widgets.forms.dialog import DialogFrame
from widgets.line_view import Line, LineView

_BILLED: Final = f"{LATE} Ska faktureras"
_NOT_BILLED: Final = "Ska inte faktureras"
_UNDONE: Final = "bedömningen är ångrad."
_ALL_IN_SIGHT: Final = 36
"""From this many lines of the screen a sheet of three changes needs hardly any scrolling."""


class SheetText(LineView):
    """The lines of one sheet."""

    DEFAULT_CSS = """
    SheetText { height: 1fr; }
    """

    sheet: BookingSheet | None = None

    def lines(self, width: int) -> tuple[Line, ...]:
        """All of it."""
        return () if self.sheet is None else arrange(self.sheet, width)

    def show(self, sheet: BookingSheet) -> None:
        """Show this sheet from now on, at the same place."""
        self.sheet = sheet
        self.lay_out()


_HAS_ROW: Final = holds("seq")
_IS_THERE: Final = holds("sheet", "sheet.here")
_IS_LATE: Final = holds("sheet", "sheet.here", "sheet.here.is_late")
_MENU: Final = "Bokning och väntelista"


class BookingSheetScreen(BookScreen):
    """``app.push_screen(BookingSheetScreen(session, seq=…))``; it follows the book.

    Args:
        session: the user's.
        seq: the log row it is opened from; it can be decided here.
        booking: the booking, where it is not opened from a row.
        decided: told of each decision made or undone here, so that the log can undo it too.
    """

    AUTO_FOCUS = "SheetText"
    PAGE_NAME = "Bokningsunderlag"
    HELP = (
        "Allt om ett besök: vem, vad och när, patientens kommentar med avbokningskommentaren"
        " först, och alla ändringar i tur och ordning med varför var och en ska faktureras eller"
        f" ej. {LATE} är en sen ändring och {HERE} raden som underlaget öppnades från. En sen"
        " ombokning faktureras även om besöket sedan avbokas i tid."
    )
    PAGE_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "bill", "Fakturera", "Raden ska faktureras.",
            key="b", menu=_MENU, roles=CARE, there=_HAS_ROW, when=_IS_LATE,
        ),
        Command(
            "exempt", "Undantag...", "Raden undantas; du väljer orsak.",
            key="u", menu=_MENU, roles=CARE, there=_HAS_ROW, when=_IS_LATE,
        ),
        Command(
            "check", "Kontrollerad", "Raden är kontrollerad och faktureras inte.",
            key="c", menu=_MENU, roles=CARE, there=_HAS_ROW, when=_IS_THERE,
        ),
        Command(
            "undo", "Ångra", "Ångrar den senaste bedömningen som gjordes här.",
            key="ctrl+z", menu=_MENU, footer=False, roles=CARE, there=_HAS_ROW,
            when=holds("undoable"),
        ),
        Command(
            "edit_note", "Anteckning...", "Ändrar vårdens anteckning; patienten ser den aldrig.",
            key="e", menu=_MENU, roles=CARE, when=holds("sheet", "sheet.booking"),
        ),
        Command(
            "why", "Varför?",
            "Säger om invånaren ser, kan avboka och omboka tiden, varför och vad som kan göras.",
            key="question_mark,f4", menu=_MENU, roles=BOOKERS, when=holds("sheet", "sheet.booking"),
        ),
        Command(
            "copy", "Kopiera", "Kopierar hela underlaget som text; även Ctrl+C.",
            key="y,ctrl+c", menu=_MENU, footer=False, when=holds("sheet"),
        ),
        Command(
            "show_text", "Visa som text", "Visar texten, om terminalen inte tog emot kopian.",
            key="Y", menu=_MENU, footer=False, when=holds("sheet"),
        ),
    )  # fmt: skip
    DEFAULT_CSS = """
    BookingSheetScreen { align: center top; }
    BookingSheetScreen DialogFrame {
        width: 1fr; max-width: 132; height: 1fr; max-height: 100%; padding: 0;
    }
    BookingSheetScreen ButtonRow { display: none; }
    BookingSheetScreen #dialog-line { padding: 0 1; }
    BookingSheetScreen.-low DialogFrame { border: none; }
    """

    def __init__(
        self, session: Session, *, seq: int | None = None, booking: int | None = None,
        decided: Callable[[Decided], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(session)
        self.seq, self._booking, self._tell = seq, booking, decided
        self.sheet: BookingSheet | None = None
        self.undoable: Decided | None = None
        self._act = 0
        """The act that it was; taking it back is an act, too, which is what can then be."""

    @property
    def can_close(self) -> bool:
        """It always stands above another page."""
        return True

    @property
    def frame(self) -> DialogFrame:
        """The frame around it."""
        return self.query_one(DialogFrame)

    def body(self) -> ComposeResult:
        """The text in its frame."""
        frame = DialogFrame(self.PAGE_NAME, ())
        frame.compose_add_child(SheetText())  # as in a with statement
        yield frame

    # --- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the sheet; only the first time is an opening."""
        is_first = self.sheet is None
        self.sheet = self._read()
        self.query_one(SheetText).show(self.sheet)
        self.frame.border_subtitle = Content(self._standing(self.sheet))
        if is_first:
            self._say_why()
        self.refresh_bindings()

    def mirrored(self) -> Subject:
        """The visit, as its patient finds it."""
        booking = None if self.sheet is None else self.sheet.booking
        return super().mirrored() if booking is None else Visit(booking)

    def _say_why(self) -> None:
        """Keep the verdict of a late row in sight where it must be scrolled to."""
        here = self.sheet.here if self.sheet else None
        low = self.app.size.height < _ALL_IN_SIGHT
        self.frame.say(clean(here.verdict) if here is not None and here.is_late and low else "")

    def _read(self) -> BookingSheet:
        book, actor, again = self.session.book, self.session.actor, self.sheet is not None
        if self.seq is not None:
            return booking_sheet.of_row(book, actor, self.seq, again=again)
        return booking_sheet.of_booking(book, actor, self._booking or 0, again=again)

    def _standing(self, sheet: BookingSheet) -> str:
        verdict = sheet.verdict
        said = _BILLED if verdict.billable else _NOT_BILLED
        return f"{said} · att bedöma" if verdict.to_check else said

    def unsay(self) -> None:
        """The line says again why the row is late."""
        self.frame.clear_faults()

    def show_error(self, error: BookError) -> None:
        """Say it in the frame's line; what was read before stays in sight."""
        self.frame.fault(clean(error.text))

    # --- deciding -----------------------------------------------------------------------------

    def action_bill(self) -> None:
        """The row is to be billed."""
        self._decide(ReviewDecision.BILL)

    def action_check(self) -> None:
        """The row is checked."""
        self._decide(ReviewDecision.CHECKED)

    def action_exempt(self) -> None:
        """Ask for a reason, then exempt the row."""
        seq = self.seq
        if seq is None:
            return
        book, actor = self.session.book, self.session.actor
        choice, seen = self.attempt(lambda: exemption.choice(book, actor, (seq,))), self._seen
        if choice is None or seen is None:
            return

        self.ask(ExemptDialog(choice), lambda why: self._decide(ReviewDecision.EXEMPT, why, seen))

    @property
    def _seen(self) -> Seen | None:
        """The row as the sheet shows it."""
        here = self.sheet.here if self.sheet else None
        return None if here is None else here.seen

    def _decide(
        self, decision: ReviewDecision, reason: str = "", shown: Seen | None = None
    ) -> None:
        book, actor, seen = self.session.book, self.session.actor, shown or self._seen
        if seen is None or not self.is_mounted:
            return
        rows = (seen.seq,)
        self._done(
            self.attempt(lambda: review.decide(book, actor, rows, decision, reason, seen=(seen,)))
        )

    def action_undo(self) -> None:
        """Take the last decision made here back."""
        last, book, actor = self.undoable, self.session.book, self.session.actor
        if last is None:
            return
        act = self._act
        undone = self.attempt(lambda: undoing.undo(book, actor, act, seen=None))
        if undone is not None:
            self._done(replace(last, text=f"{count_text(last.rows, 'rad', 'rader')}: {_UNDONE}"))

    def _done(self, done: Decided | None) -> None:
        if done is None:
            return
        self.undoable, self._act = done, self.session.book.noted
        self.frame.clear_faults()
        self.attempt(self.reload)
        self.frame.tell(f"{done.text} Ctrl+Z ångrar.")
        if self._tell is not None:
            self._tell(done)

    # --- Varför -------------------------------------------------------------------------------

    def action_why(self) -> None:
        """Say what 1177 makes of the booking as it is now, and what can be done."""
        from screens.staff.shared.asking import ask_of_booking

        if self.sheet is not None and self.sheet.booking is not None:
            ask_of_booking(self, self.sheet.booking, self.say)

    def say(self, text: str, *, fault: bool = False, stays: bool = False) -> None:
        """Say what came of an act in the frame's line; empty says nothing."""
        self.frame.tell(clean(text))

    # --- the note and the clipboard -----------------------------------------------------------

    def action_edit_note(self) -> None:
        """Edit Vårdens anteckning."""
        sheet = self.sheet
        if sheet is not None and sheet.booking is not None:
            dialog = NoteDialog(self.session, sheet.booking, sheet.staff_note)
            self.ask(dialog, self._noted)

    def _noted(self, _: str) -> None:
        self.attempt(self.reload)
        self.frame.tell("Anteckningen är sparad.")

    def action_copy(self) -> None:
        """Copy all of it."""
        if self.sheet is not None:
            self.app.copy_to_clipboard(text_of(self.sheet))
            self.frame.tell("Underlaget är kopierat som text. Kom det inte fram? Tryck Skift+Y.")

    def action_show_text(self) -> None:
        """Show all of it as plain text, to be marked by hand."""
        if self.sheet is not None:
            self.app.push_screen(CopiedDialog(text_of(self.sheet)))
