"""Booking from the waiting list, and cancelling what was just booked (R49, R123)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from db.bookings import acts, choices, waiting_match
from db.bookings.acts import Changed, Details
from db.bookings.waiting_list import WaitingEntry, seen_entry
from db.errors import BookError, NeedsConfirmation
from db.offer import effect_on_1177 as effect
from db.rules.changes.same_as_shown import seen_booking
from db.rules.local_time import day_of
from db.schedule.free_times import FreeTime
from db.values import Booking, clean
from screens.base import BookScreen
from screens.dialog import DialogScreen
from screens.session import Session
from screens.staff.shared.time_rows import booking_day_and_clock, booking_said
from widgets.forms.dialog import Button

BOOK: Final = Button("ok", "Boka")
_ANYWAY: Final = Button("anyway", "Boka ändå")


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
        return f"{self.entry.patient_name} är bokad {booking_said(self.booking)}. {self.effect}"


def book_entry(
    screen: DialogScreen[FromList],
    session: Session,
    entry: WaitingEntry,
    time: FreeTime,
    note: str = "",
    *,
    confirmed: bool = False,
) -> None:
    """Book a time for one who waits, and close the dialog with what came of it.

    A refusal is shown in the dialog; what care may confirm is asked first.
    """
    try:
        made = _book(session, entry, time, Details(staff_note=note), confirmed=confirmed)
    except NeedsConfirmation as error:
        _confirm(screen, session, entry, time, note, error)
    except BookError as error:
        screen.show_error(error)
    else:
        screen.close_with(made)


def _book(
    session: Session, entry: WaitingEntry, time: FreeTime, told: Details, *, confirmed: bool
) -> FromList:
    book, days = session.book, (time.day, time.day)
    before = effect.look(book, session.clinic, (time.resource,), *days)
    made = waiting_match.book_from(
        book, session.actor, entry.id, time.slot, told, seen=time.seen,
        seen_entry=seen_entry(entry), confirmed=confirmed,
    )  # fmt: skip
    return FromList(entry, made, effect.since(book, before).text)


def _confirm(
    screen: DialogScreen[FromList],
    session: Session,
    entry: WaitingEntry,
    time: FreeTime,
    note: str,
    error: BookError,
) -> None:
    from screens.question import NO, Question

    def answered(answer: str | None) -> None:
        if answer == _ANYWAY.name and screen.is_mounted:
            book_entry(screen, session, entry, time, note, confirmed=True)

    screen.app.push_screen(Question("Boka", error.text, (_ANYWAY, NO)), answered)


def regret(page: BookScreen, made: FromList, done: Callable[[str], None]) -> None:
    """Cancel what was booked from the list, and let the patient wait where they stood.

    That nobody tells the patient but the one who cancels is said before and after (R123).

    Args:
        page: the page.
        made: the booking.
        done: called with what is to be said, once it is cancelled.
    """
    from screens.staff.tidbok.cancel_dialog import CancelDialog, Cancelled

    session = page.session
    book, actor = session.book, session.actor
    # What is taken back is what was booked here; a visit that was moved since is another.
    seen = seen_booking(made.booking)
    before = page.attempt(lambda: choices.before_cancel(book, actor, made.booking.id, seen=seen))
    if before is None:
        return

    def act(reason: str) -> Cancelled:
        days = (day_of(made.booking.start),) * 2
        shown = effect.look(book, session.clinic, (made.booking.resource,), *days)
        changed = acts.cancel(
            book, actor, made.booking.id, seen=seen, reason=reason,
            waits_again=True,
        )  # fmt: skip
        return changed, effect.since(book, shown).text

    def answered(answer: Cancelled | None) -> None:
        if answer is not None:
            done(_regretted(made.entry, *answer))

    who = f"{made.entry.patient_name} {made.entry.pnr}"
    # It is put back on the list by the act, so the dialog need not say that it is not.
    told = replace(before, from_waiting_list=False)
    when = " ".join(booking_day_and_clock(before.booking))
    page.app.push_screen(CancelDialog(when, told, who, act), answered)


def _regretted(entry: WaitingEntry, changed: Changed, shows: str) -> str:
    said = f"{entry.patient_name} är avbokad och väntar på listan igen."
    return clean(" ".join((said, *changed.reminders, shows)))
