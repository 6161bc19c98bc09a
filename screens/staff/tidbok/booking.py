"""Opening a time in the tidbok, and Boka and Avboka (R36, R37, R78, R123)."""

from db.bookings import acts, choices
from db.bookings.acts import Changed, Details
from db.rules.changes.same_as_shown import seen_booking, seen_time
from db.rules.local_time import day_of
from db.setup import patients
from db.tidbok.values import Entry
from db.tidbok.words import span_text
from db.values import Booking, Instant
from screens.staff.tidbok.changing import ChangingTidbok
from screens.staff.tidbok.undo import Where


def when_text(start: Instant, length_min: int) -> str:
    """From when to when, as the dialogs say it."""
    return span_text(start, start + length_min * 60)


class BookingTidbok(ChangingTidbok):
    """What care does with a time."""

    # --- what one stands on -------------------------------------------------------------------

    @property
    def can_book(self) -> bool:
        """Whether one stands on a free time that has not begun."""
        here = self.here
        return self.is_care and here is not None and here.free and not here.passed

    @property
    def can_change(self) -> bool:
        """Whether one stands on a booked time."""
        here = self.here
        return here is not None and here.booked and here.booking is not None

    @property
    def can_open_sheet(self) -> bool:
        """Whether what one stands on has a Bokningsunderlag."""
        return self.here is not None and self.here.booking is not None

    # --- opening ------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open what one stands on: its Bokningsunderlag, Boka, the event, or Lägg till tid."""
        here = self.here
        if here is None:
            self.open_place()
        elif here.event is not None:
            self.open_event(here)
        elif here.booking is not None:
            self.action_open_sheet()
        elif self.can_book:
            self.action_book()
        else:
            self.say(self._why_closed(here), fault=True)

    def _why_closed(self, here: Entry) -> str:
        if not self.is_care:
            return "Bara vården bokar och öppnar bokningar."
        return "Tiden är passerad och kan inte bokas." if here.passed else "Tiden kan inte öppnas."

    def open_place(self) -> None:
        """Open an empty place; the schemaläggare's tidbok adds a time there."""
        self.say("Ingen tid här.")

    def action_open_sheet(self) -> None:
        """Open the Bokningsunderlag of what one stands on."""
        from screens.staff.booking_sheet.page import BookingSheetScreen

        here = self.here
        if here is not None and here.booking is not None and self.is_active:
            self.app.push_screen(BookingSheetScreen(self.session, booking=here.booking))

    def open_event(self, one: Entry) -> None:
        """Show an event; in the class that knows events."""

    # --- Boka ---------------------------------------------------------------------------------

    def action_book(self) -> None:
        """Book the free time one stands on."""
        here = self.here
        if here is not None and here.slot is not None:
            self.book_slot(here.slot)

    def book_slot(self, slot: int) -> None:
        """Ask for whom, and book what the dialog shows."""
        from screens.staff.tidbok.book_dialog import BookDialog, Booked

        session = self.session
        before = self.attempt(lambda: choices.before_booking(session.book, session.actor, slot))
        if before is None:
            self.attempt(self.reload)
            return

        shown = before.slot

        def act(patient: int, details: Details, confirmed: bool) -> Booked:
            return self.guarded(
                lambda: acts.book_time(
                    session.book, session.actor, session.clinic, slot, details,
                    seen=seen_time(shown), patient=patient, confirmed=confirmed,
                ),
                Where((shown.resource,), (shown.day,)),
            )  # fmt: skip

        dialog = BookDialog(session, when_text(shown.start, shown.length_min), before, act)
        self.app.push_screen(dialog, self._booked)

    def _booked(self, done: tuple[Booking, str] | None) -> None:
        if done is not None and self.is_mounted:
            one, said = done
            when = when_text(one.start, one.length_min)
            self.say(f"Bokad {when}. {said}")

    # --- Avboka -------------------------------------------------------------------------------

    def action_cancel_booking(self) -> None:
        """Ask why, and cancel the booking one stands on."""
        from screens.staff.tidbok.cancel_dialog import CancelDialog, Cancelled

        session, here = self.session, self.here
        if here is None or here.booking is None:
            return
        booking = here.booking
        before = self.attempt(lambda: choices.before_cancel(session.book, session.actor, booking))
        if before is None:
            return
        number = patients.masked_pnr if session.actor.masked else patients.pnr_text
        patient = f"{before.patient.name} {number(before.patient.pnr)}"

        one = before.booking

        def act(reason: str) -> Cancelled:
            return self.guarded(
                lambda: acts.cancel(
                    session.book, session.actor, booking, seen=seen_booking(one), reason=reason
                ),
                Where((one.resource,), (day_of(one.start),)),
            )  # fmt: skip

        when = when_text(one.start, one.length_min)
        self.app.push_screen(CancelDialog(when, before, patient, act), self._cancelled)

    def _cancelled(self, done: tuple[Changed, str] | None) -> None:
        if done is not None and self.is_mounted:
            changed, said = done
            self.say(" ".join(("Avbokad.", said, *changed.reminders)))
