"""Vårdens anteckning: a text of some lines on one booking, for the staff alone."""

from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from db.bookings import sheet as booking_sheet
from db.errors import BookError, Conflict
from db.rules.names.masking import NUMBERS
from db.values import clean
from screens.dialog import DialogScreen
from screens.session import Session
from widgets.forms.plain_area import PlainArea


class NoteArea(PlainArea):
    """Some lines of text."""

    DEFAULT_CSS = """
    NoteArea { height: 8; }
    """


class NoteDialog(DialogScreen[str]):
    """Edits the note of a booking. Gives it as it is kept, or None."""

    TITLE_TEXT = "Vårdens anteckning"
    KEYS_TEXT = "Ctrl+S OK · Tabb till knapparna · Esc avbryter"
    AUTO_FOCUS = "NoteArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "default", "OK", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    NoteDialog DialogFrame { max-width: 80; }
    """

    def __init__(self, session: Session, booking: int, note: str) -> None:
        super().__init__()
        self._session, self._booking, self._seen = session, booking, note

    @property
    def _area(self) -> NoteArea:
        return self.query_one(NoteArea)

    def content(self) -> ComposeResult:
        """The text."""
        yield NoteArea(self._seen, id="note", hides=NUMBERS)

    def on_mount(self) -> None:
        """Stand after the last word."""
        self._area.move_cursor(self._area.document.end)
        self._area.go_on()

    def unsaved(self) -> str:
        """Whether the text is another one."""
        changed = clean(self._area.text, lines=True) != clean(self._seen, lines=True)
        return "Anteckningen är inte sparad." if changed else ""

    def book_changed(self, news: str, *, can_look: bool) -> None:
        """Another's note stands here at once, unless one has begun to write: OK then says it."""
        book, actor = self._session.book, self._session.actor
        now = self._seen
        with suppress(BookError):
            now = booking_sheet.of_booking(book, actor, self._booking, again=True).staff_note
        if now != self._seen and not self.unsaved():
            self._seen = self._area.text = now
            self.frame.tell(f"Ändrat nyss: {clean(news)}. Här står nu den nya anteckningen.")
        else:
            super().book_changed(news, can_look=can_look)

    def show_error(self, error: BookError) -> None:
        """Say it; once it is said what somebody else wrote, OK writes over it."""
        super().show_error(error)
        if isinstance(error, Conflict):
            book, actor = self._session.book, self._session.actor
            with suppress(BookError):
                sheet = booking_sheet.of_booking(book, actor, self._booking, again=True)
                self._seen = sheet.staff_note

    def accept(self) -> None:
        """Save it."""
        book, actor = self._session.book, self._session.actor
        text = self._area.text
        kept = self.attempt(
            lambda: booking_sheet.save_note(book, actor, self._booking, text, seen=self._seen)
        )
        if kept is not None:
            self.close_with(kept)
