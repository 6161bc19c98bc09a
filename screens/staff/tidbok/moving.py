"""Omboka: the tidbok shows where a booking may go; Enter moves it there, Esc leaves it (R17).

Care is not bound to the same resource and tidstyp as the citizen is.
"""

from db.bookings import acts, choices
from db.bookings.acts import Changed
from db.bookings.choices import RebookChoices
from db.errors import BookError, NeedsConfirmation, Refused
from db.rules.changes.same_as_shown import SAME_BOOKING, SeenTime, seen_booking
from db.rules.local_time import day_of
from db.tidbok.values import Calendar, Entry
from db.values import Booking, Day, Decision
from screens.dialog import NO, Question
from screens.session import Session
from screens.staff.tidbok.board import TARGET, Moving, board_of
from screens.staff.tidbok.booking import BookingTidbok, when_text
from screens.staff.tidbok.undo import Where
from screens.staff.tidbok.view import Filter, View
from widgets.forms.dialog import Button
from widgets.week_grid.values import Board

_ANYWAY = Button("anyway", "Omboka ändå")
_MOST = 2_000
"""As many free times stand out at a time; more do not show on any screen."""


def is_other(error: BookError) -> bool:
    """Whether the book refused because the booking is not as it was shown."""
    decision = error.decision if isinstance(error, Refused) else Decision()
    return SAME_BOOKING.name in {verdict.rule for verdict in decision.refusals}


class RebookingTidbok(BookingTidbok):
    """While ``moving`` there is nothing to do but look around, move, or leave."""

    moving: Booking | None = None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._targets: frozenset[int] = frozenset()

    @property
    def is_moving(self) -> bool:
        """Whether a booking is being moved."""
        return self.moving is not None

    @property
    def is_held(self) -> bool:
        """Also while a booking is being moved."""
        return self.is_moving or super().is_held

    # --- what shows meanwhile -----------------------------------------------------------------

    def board_for(self, calendar: Calendar, view: View) -> Board:
        """Only where the booking may go stands out."""
        one = self.moving
        if one is None:
            return board_of(calendar, view)
        found = self.attempt(lambda: self._choices(one, *view.days))
        self._targets = frozenset(time.slot for time in found.times) if found else frozenset()
        return board_of(calendar, view, Moving(one.id, self._targets))

    def filter_text(self, chosen: Filter) -> str:
        """While a booking is moved nothing is filtered out."""
        return "" if self.moving else super().filter_text(chosen)

    def legend_text(self, room: int) -> str:
        """What the signs mean, and how one leaves."""
        if self.moving is None:
            return super().legend_text(room)
        return f"OMBOKA: {TARGET} ledig att flytta till · Enter flyttar · N nästa · Esc avbryter"

    def _choices(self, one: Booking, first: Day, last: Day) -> RebookChoices:
        session = self.session
        return choices.rebook_choices(
            session.book, session.actor, one.id, every=True, from_day=first, to_day=last,
            limit=_MOST,
        )  # fmt: skip

    # --- beginning and leaving ----------------------------------------------------------------

    def action_rebook(self) -> None:
        """Begin to move the booking one stands on."""
        session, here = self.session, self.here
        if here is None or here.booking is None:
            return
        booking = here.booking
        found = self.attempt(
            lambda: choices.rebook_choices(
                session.book, session.actor, booking, every=True, limit=1
            )
        )
        if found is None:
            return
        if not found.decision.passed:
            self.say(found.decision.refusals[0].text, fault=True)
            return
        self.moving = found.booking
        self.attempt(self.reload)
        when = when_text(found.booking.start, found.booking.length_min)
        self.say(f"Flyttar {when}: gå till en tid med {TARGET} och tryck Enter.")
        self.refresh_bindings()

    def stop_moving(self) -> None:
        """Leave the booking where it is."""
        self.moving = None
        self.attempt(self.reload)
        self.refresh_bindings()

    def ask_to_close(self) -> None:
        """Esc leaves the moving first, and then the page."""
        if self.moving is None:
            super().ask_to_close()
        else:
            self.stop_moving()
            self.say("Bokningen står kvar där den var.")

    # --- moving -------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Enter moves the booking, while one is being moved."""
        one, here = self.moving, self.here
        if one is None:
            super().action_open()
        elif here is None or here.slot is None or here.slot not in self._targets:
            self.say(f"Dit kan bokningen inte flyttas. Gå till en tid med {TARGET}.", fault=True)
        else:
            calendar = self.calendar
            assert calendar is not None  # what one stands on is in it
            self._move(one, here, calendar.seen_time(here))

    def _move(self, one: Booking, to: Entry, target: SeenTime, *, confirmed: bool = False) -> None:
        session, slot = self.session, to.slot
        assert slot is not None  # a target is a time

        def move() -> Changed:
            return acts.rebook(
                session.book, session.actor, one.id, slot, seen=seen_booking(one),
                seen_time=target, confirmed=confirmed,
            )  # fmt: skip

        calendar = self.calendar
        assert calendar is not None  # it has entries
        lane = calendar.lanes[to.lane]
        where = Where((one.resource, lane.resource), (day_of(one.start), lane.day))
        self.moving = None
        try:
            done, said = self.guarded(move, where)
        except NeedsConfirmation as error:
            self.moving = one
            self._confirm(one, to, target, error)
        except BookError as error:
            # What was moved or cancelled meanwhile is chosen anew: it is another now.
            self.moving = None if is_other(error) else one
            self.attempt(self.reload)
            self.show_error(error)
        else:
            self.grid.move_to(to.key)
            when = when_text(done.booking.start, done.booking.length_min)
            self.say(f"Ombokad till {when}. {said}")
        self.refresh_bindings()

    def _confirm(self, one: Booking, to: Entry, target: SeenTime, error: BookError) -> None:
        def answered(answer: str | None) -> None:
            if answer == _ANYWAY.name and self.is_mounted:
                self._move(one, to, target, confirmed=True)

        self.app.push_screen(Question("Omboka", error.text, (_ANYWAY, NO)), answered)

    def action_next_free(self) -> None:
        """While a booking is moved: to the next time that it may have."""
        if self.moving is None:
            super().action_next_free()
        else:
            self.go_to_next({f"slot:{slot}" for slot in self._targets})
