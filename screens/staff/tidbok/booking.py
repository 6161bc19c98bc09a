"""Boka, Avboka and Bokningsunderlag in the tidbok (R36, R37, R78, R123)."""

from db.bookings import acts, choices
from db.bookings.acts import Changed, Details
from db.rules.changes.same_as_shown import seen_booking, seen_time
from db.rules.local_time import day_of
from db.setup import patients
from db.tidbok.values import Entry
from db.values import Booking
from screens.staff.tidbok.desk import Part, when_text
from screens.staff.tidbok.undo import Told, Where


class BookingPart(Part):
    """What care does with a time."""

    @property
    def can_book(self) -> bool:
        """Whether one stands on a free time that has not begun."""
        here = self.desk.here
        return self.desk.is_care and here is not None and here.free and not here.passed

    @property
    def can_change(self) -> bool:
        """Whether one stands on a booked time."""
        here = self.desk.here
        return here is not None and here.booked and here.booking is not None

    # --- Bokningsunderlag ---------------------------------------------------------------------

    @property
    def has_sheet(self) -> bool:
        """Whether what one stands on has a Bokningsunderlag."""
        return self.desk.here is not None and self.desk.here.booking is not None

    def open_sheet(self) -> None:
        """Open the Bokningsunderlag of what one stands on."""
        from screens.staff.booking_sheet.page import BookingSheetScreen

        here = self.desk.here
        if here is not None and here.booking is not None and self.host.is_active:
            self.host.app.push_screen(BookingSheetScreen(self.session, booking=here.booking))

    def why_closed(self, here: Entry) -> str:
        """Why a time that is neither booked nor to be booked does not open."""
        if not self.desk.is_care:
            return "Bara vården bokar och öppnar bokningar."
        return "Tiden är passerad och kan inte bokas." if here.passed else "Tiden kan inte öppnas."

    # --- Boka ---------------------------------------------------------------------------------

    def book(self) -> None:
        """Ask for whom, and book the free time one stands on as the dialog shows it."""
        from screens.staff.tidbok.booking_dialogs import BookDialog

        session, here = self.session, self.desk.here
        if here is None or here.slot is None:
            return
        slot = here.slot
        before = self.host.attempt(
            lambda: choices.before_booking(session.book, session.actor, slot)
        )
        if before is None:
            self.desk.read_anew()
            return
        shown = before.slot

        def act(patient: int, details: Details, confirmed: bool) -> Told[Booking]:
            return self.desk.guarded(
                lambda: acts.book_time(
                    session.book, session.actor, session.clinic, slot, details,
                    seen=seen_time(shown), patient=patient, confirmed=confirmed,
                ),
                Where((shown.resource,), (shown.day,)),
            )  # fmt: skip

        when = when_text(shown.start, shown.length_min)
        self.host.ask(BookDialog(session, when, before, act), self._booked)

    def _booked(self, done: Told[Booking]) -> None:
        booking, effect = done
        self.host.say(f"Bokad {when_text(booking.start, booking.length_min)}. {effect}")

    # --- Avboka -------------------------------------------------------------------------------

    def cancel(self) -> None:
        """Ask why, and cancel the booking one stands on."""
        from screens.staff.tidbok.booking_dialogs import CancelDialog

        session, here = self.session, self.desk.here
        if here is None or here.booking is None:
            return
        key = here.booking
        before = self.host.attempt(lambda: choices.before_cancel(session.book, session.actor, key))
        if before is None:
            return
        number = patients.masked_pnr if session.actor.masked else patients.pnr_text
        patient = f"{before.patient.name} {number(before.patient.pnr)}"
        booking = before.booking

        def act(reason: str) -> Told[Changed]:
            return self.desk.guarded(
                lambda: acts.cancel(
                    session.book, session.actor, key, seen=seen_booking(booking), reason=reason
                ),
                Where((booking.resource,), (day_of(booking.start),)),
            )  # fmt: skip

        when = when_text(booking.start, booking.length_min)
        self.host.ask(CancelDialog(when, before, patient, act), self._cancelled)

    def _cancelled(self, done: Told[Changed]) -> None:
        changed, effect = done
        self.host.say(" ".join(("Avbokad.", effect, *changed.reminders)))
