"""Booking from the waiting list: the times that fit one who waits, and taking it back (R49)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.bookings import acts, choices, waiting_list, waiting_match
from db.bookings.acts import COMMENT_BOUND, Changed, Details
from db.bookings.waiting_list import WaitingEntry, seen_entry, wants_text
from db.errors import BookError
from db.offer import effect_on_1177 as effect
from db.rules.changes.same_as_shown import seen_booking
from db.rules.local_time import day_of
from db.rules.names.masking import NUMBERS
from db.schedule.free_times import FreeTime
from db.values import Booking, clean
from screens.base import BookScreen
from screens.dialog import DialogScreen
from screens.session import Session
from screens.staff.shared.time_rows import (
    ListedTimes,
    TimeSheet,
    day_and_clock,
    time_columns,
    time_said,
)
from screens.staff.tidbok.undo import Told
from widgets.forms.dialog import CANCEL, Button
from widgets.forms.field import Field
from widgets.forms.text_input import TextInput
from widgets.sheet.messages import RowChosen
from widgets.sheet.values import Column

BOOK: Final = Button("ok", "Boka")
_ANYWAY: Final = Button("anyway", "Boka ändå")
_NONE: Final = "Inga lediga tider som personal kan boka stämmer med det som önskas."


class FromList(NamedTuple):
    """A booking made from the list.

    Attributes:
        effect: what 1177 shows because of it.
    """

    entry: WaitingEntry
    booking: Booking
    effect: str

    @property
    def text(self) -> str:
        """What is said of it."""
        return f"{self.entry.patient_name} är bokad {time_said(self.booking)}. {self.effect}"


def book_entry(
    dialog: DialogScreen[FromList],
    session: Session,
    entry: WaitingEntry,
    time: FreeTime,
    note: str = "",
) -> None:
    """Book a time for one who waits, and close the dialog with what came of it.

    A refusal is shown in the dialog; what care may confirm is asked first.
    """
    book = session.book

    def act(confirmed: bool) -> FromList:
        before = effect.look(book, session.clinic, (time.resource,), time.day, time.day)
        made = waiting_match.book_from(
            book, session.actor, entry.id, time.slot, Details(staff_note=note), seen=time.seen,
            seen_entry=seen_entry(entry), confirmed=confirmed,
        )  # fmt: skip
        return FromList(entry, made, effect.since(book, before).text)

    dialog.close_confirmed(act, _ANYWAY, "Boka")


class BookFromList(DialogScreen[FromList]):
    """The times that fit one who waits. Gives what was booked, or None."""

    TITLE_TEXT = "Boka från väntelistan"
    BUTTONS = (BOOK, CANCEL)
    KEYS_TEXT = "↑↓ väljer tid · Enter bokar · Tabb anteckning"
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
        entry = self._entry
        phone = entry.phone or "inget telefonnummer i boken"
        yield Static(Content(clean(f"{entry.patient_name} {entry.pnr} · {phone}")), id="who")
        yield Static(Content(f"Önskar {wants_text(entry)}"), id="wants")
        yield TimeSheet(_columns, self._times, _NONE)
        note = " ".join(entry.text.split())
        hint = "patienten ser den aldrig"
        box = TextInput(note, hint, longest=COMMENT_BOUND, id="staff_note", hides=NUMBERS)
        yield Field("Vårdens anteckning", box, 20)

    def on_mount(self) -> None:
        """Read the times."""
        self._read()

    sheet = getters.query_one(TimeSheet)

    def _read(self) -> None:
        book, actor, key = self._session.book, self._session.actor, self._entry.id
        self._times.found = self.attempt(lambda: waiting_match.times_for(book, actor, key)) or ()
        self.sheet.reload()
        self.frame.enable(BOOK.name, bool(self._times.found))
        if len(self._times.found) == waiting_match.MOST_TIMES:
            self.frame.say(f"De {waiting_match.MOST_TIMES} första tiderna visas.")

    # --- messages -----------------------------------------------------------------------------

    def on_sheet_row_chosen(self, message: RowChosen) -> None:
        """Enter or a double click on a time."""
        message.stop()
        self.action_default()

    # --- booking ------------------------------------------------------------------------------

    def show_error(self, error: BookError) -> None:
        """Say it; the times may be others now."""
        if self.is_mounted:
            self._read_entry()
        if self.is_mounted and self._times.found:
            kept = self.sheet.model.cursor_index
            self._times.found = ()
            self._read()
            self.sheet.go(kept, self.sheet.model.column_index)
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
        book_entry(self, self._session, self._entry, time, self.text_of("staff_note"))


def _columns(width: int) -> tuple[Column, ...]:
    left = max(12, (width - 14 - 11 - 6) // 2)
    return time_columns(left, left)


def regret(page: BookScreen, made: FromList, done: Callable[[str], None]) -> None:
    """Cancel what was booked from the list, and let the patient wait where they stood.

    That nobody tells the patient but the one who cancels is said before and after (R123).

    Args:
        page: the page.
        made: the booking.
        done: called with what is to be said, once it is cancelled.
    """
    from screens.staff.tidbok.booking_dialogs import CancelDialog

    session = page.session
    book, actor = session.book, session.actor
    # What is taken back is what was booked here; a visit that was moved since is another.
    seen = seen_booking(made.booking)
    before = page.attempt(lambda: choices.before_cancel(book, actor, made.booking.id, seen=seen))
    if before is None:
        return

    def act(reason: str) -> Told[Changed]:
        days = (day_of(made.booking.start),) * 2
        shown = effect.look(book, session.clinic, (made.booking.resource,), *days)
        changed = acts.cancel(
            book, actor, made.booking.id, seen=seen, reason=reason,
            waits_again=True,
        )  # fmt: skip
        return changed, effect.since(book, shown).text

    who = f"{made.entry.patient_name} {made.entry.pnr}"
    # It is put back on the list by the act, so the dialog need not say that it is not.
    told = replace(before, from_waiting_list=False)
    when = " ".join(day_and_clock(before.booking))
    page.ask(
        CancelDialog(when, told, who, act), lambda answer: done(_regretted(made.entry, *answer))
    )


def _regretted(entry: WaitingEntry, changed: Changed, shows: str) -> str:
    said = f"{entry.patient_name} är avbokad och väntar på listan igen."
    return clean(" ".join((said, *changed.reminders, shows)))
