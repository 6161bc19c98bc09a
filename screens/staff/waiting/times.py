"""Boka från väntelistan: the free times that fit one who waits; Enter books."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.bookings import waiting_list, waiting_match
from db.bookings.acts import COMMENT_BOUND
from db.bookings.waiting_list import WaitingEntry, wants_text
from db.errors import BookError
from db.values import clean
from screens.copied import offer_file
from screens.dialog import DialogScreen
from screens.session import Session
from screens.staff.shared.time_rows import WITHOUT, ListedTimes, TimeSheet, time_columns
from screens.staff.waiting.booking import BOOK, FromList, book_entry
from widgets.forms.dialog import CANCEL
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput
from widgets.sheet.messages import Copied, CursorMoved, RowChosen

_NONE = "Inga lediga tider som personal kan boka stämmer med det som önskas."


class BookFromList(DialogScreen[FromList]):
    """Gives what was booked, or None.

    Args:
        session: the user's.
        entry: who waits, and for what.
    """

    TITLE_TEXT = "Boka från väntelistan"
    BUTTONS = (BOOK, CANCEL)
    AUTO_FOCUS = "TimeSheet"
    DEFAULT_CSS = """
    BookFromList DialogFrame { max-width: 80; height: 100%; max-height: 22; }
    BookFromList DialogBody { height: 1fr; }
    BookFromList #who { text-style: bold; height: auto; max-height: 2; }
    BookFromList #wants { color: $foreground-quiet; height: auto; max-height: 2; }
    BookFromList TimeSheet { height: 1fr; min-height: 3; }
    """

    def __init__(self, session: Session, entry: WaitingEntry) -> None:
        super().__init__()
        self._session, self._entry = session, entry
        self._times = ListedTimes()

    def content(self) -> ComposeResult:
        """Who, what is wanted, the times, and what care writes of the visit."""
        one = self._entry
        phone = one.phone or "inget telefonnummer i boken"
        yield Static(Content(clean(f"{one.patient_name} {one.pnr} · {phone}")), id="who")
        yield Static(Content(f"Önskar {wants_text(one)}"), id="wants")
        yield TimeSheet(
            time_columns(22, 22), self._times, read_only=True, markable=False, empty=_NONE,
            without=WITHOUT,
        )  # fmt: skip
        note = " ".join(one.text.split())
        box = TextInput(note, "patienten ser den aldrig", longest=COMMENT_BOUND, id="staff_note")
        yield Field("Vårdens anteckning", box, 20)

    def on_mount(self) -> None:
        """Read the times."""
        self.frame.border_subtitle = Content("↑↓ väljer tid · Enter bokar · Tabb anteckning")
        self._read()

    @property
    def sheet(self) -> TimeSheet:
        """The times."""
        return self.query_one(TimeSheet)

    def _read(self) -> None:
        session, one = self._session, self._entry
        found = self.attempt(lambda: waiting_match.times_for(session.book, session.actor, one.id))
        self._times.found = found or ()
        self.sheet.reload()
        self.frame.enable(BOOK.name, bool(found))
        if len(self._times.found) == waiting_match.MOST_TIMES:
            self.frame.say(f"De {waiting_match.MOST_TIMES} första tiderna visas.")

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the room there is."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.query(TimeSheet):
            left = max(12, (self.sheet.size.width - 14 - 11 - 6) // 2)
            self.sheet.set_columns(time_columns(left, left))

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter or a double click on a time."""
        message.stop()
        self.action_default()

    def on_sheet_cursor_moved(self, message: CursorMoved) -> None:
        """Nothing more is said of a time."""
        message.stop()

    def on_sheet_copied(self, message: Copied) -> None:
        """Nothing need be said, unless the terminal may have dropped it."""
        message.stop()
        offer_file(self, message.text, self.frame.say)

    # --- booking ------------------------------------------------------------------------------

    def show_error(self, error: BookError) -> None:
        """Say it; the times may be others now."""
        if self.is_mounted:
            self._read_entry()
        if self.is_mounted and self._times.found:
            kept = self.sheet.cursor_index
            self._times.found = ()
            self._read()
            self.sheet.go(kept, self.sheet.column_index)
        super().show_error(error)

    def _read_entry(self) -> None:
        """Show what is waited for now: somebody may have changed it."""
        session, key = self._session, self._entry.id
        try:
            self._entry = waiting_list.get(session.book, session.actor, key)
        except BookError:
            return  # what is wrong is said already
        self.query_one("#wants", Static).update(Content(f"Önskar {wants_text(self._entry)}"))

    def accept(self) -> None:
        """Book the time that has the cursor."""
        time = self._times.get(self.sheet.cursor_row)
        if time is None:
            self.app.bell()
            return
        note = self.query_one("#staff_note", TextInput).value
        book_entry(self, self._session, self._entry, time, note)
