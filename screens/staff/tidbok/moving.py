"""Omboka: the tidbok shows where a booking may go; Enter moves it there, Esc leaves it (R17).

Care is not bound to the same resource and tidstyp as the citizen is.
"""

from functools import partial

from db.bookings import acts, choices
from db.bookings.acts import Changed
from db.bookings.choices import RebookChoices
from db.errors import BookError, NeedsConfirmation, Refused
from db.rules.changes.same_as_shown import SAME_BOOKING, SeenTime, seen_booking
from db.rules.local_time import day_of
from db.tidbok.values import Entry
from db.values import Booking, Day, Decision
from screens.dialog import confirm
from screens.staff.tidbok.board import TARGET, Moving
from screens.staff.tidbok.desk import Desk, Part, when_text
from screens.staff.tidbok.undo import Where
from widgets.forms.dialog import Button

LEGEND = f"OMBOKA: {TARGET} ledig att flytta till · Enter flyttar · N nästa · Esc avbryter"
"""What stands below the grid meanwhile."""
_ANYWAY = Button("anyway", "Omboka ändå")
_MOST = 2_000
"""As many free times stand out at a time; more do not show on any screen."""


def is_other(error: BookError) -> bool:
    """Whether the book refused because the booking is not as it was shown."""
    decision = error.decision if isinstance(error, Refused) else Decision()
    return SAME_BOOKING.name in {verdict.rule for verdict in decision.refusals}


class MovingPart(Part):
    """While it is begun there is nothing to do but look around, move, or leave."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.booking: Booking | None = None
        """The one that is being moved."""
        self._targets: frozenset[int] = frozenset()

    @property
    def is_begun(self) -> bool:
        """Whether a booking is being moved."""
        return self.booking is not None

    @property
    def target_keys(self) -> frozenset[str]:
        """The keys of the entries that it may go to."""
        return frozenset(f"slot:{slot}" for slot in self._targets)

    def shown(self, first: Day, last: Day) -> Moving | None:
        """What stands out between two days meanwhile: where the booking may go."""
        booking = self.booking
        if booking is None:
            return None
        found = self.host.attempt(lambda: self._choices(booking, first, last))
        self._targets = frozenset(time.slot for time in found.times) if found else frozenset()
        return Moving(booking.id, self._targets)

    def _choices(self, booking: Booking, first: Day, last: Day) -> RebookChoices:
        session = self.session
        return choices.rebook_choices(
            session.book, session.actor, booking.id, every=True, from_day=first, to_day=last,
            limit=_MOST,
        )  # fmt: skip

    # --- beginning and leaving ----------------------------------------------------------------

    def begin(self) -> None:
        """Begin to move the booking one stands on."""
        session, here = self.session, self.desk.here
        if here is None or here.booking is None:
            return
        key = here.booking
        found = self.host.attempt(
            lambda: choices.rebook_choices(session.book, session.actor, key, every=True, limit=1)
        )
        if found is None:
            return
        if not found.decision.passed:
            self.host.say(found.decision.refusals[0].text, fault=True)
            return
        self.booking = found.booking
        self.desk.read_anew()
        when = when_text(found.booking.start, found.booking.length_min)
        self.host.say(f"Flyttar {when}: gå till en tid med {TARGET} och tryck Enter.")
        self.host.refresh_bindings()

    def leave(self) -> None:
        """Leave the booking where it is."""
        self.booking = None
        self.desk.read_anew()
        self.host.refresh_bindings()
        self.host.say("Bokningen står kvar där den var.")

    # --- moving -------------------------------------------------------------------------------

    def move_here(self) -> None:
        """Move it to the time one stands on."""
        here = self.desk.here
        if here is None or here.slot is None or here.slot not in self._targets:
            text = f"Dit kan bokningen inte flyttas. Gå till en tid med {TARGET}."
            self.host.say(text, fault=True)
        elif self.booking is not None:
            self._move(self.booking, here, self.desk.calendar.seen_time(here))

    def _move(
        self, booking: Booking, to: Entry, target: SeenTime, *, confirmed: bool = False
    ) -> None:
        session, slot = self.session, to.slot or 0

        def move() -> Changed:
            return acts.rebook(
                session.book, session.actor, booking.id, slot, seen=seen_booking(booking),
                seen_time=target, confirmed=confirmed,
            )  # fmt: skip

        days = (day_of(booking.start), day_of(target.start))
        where = Where((booking.resource, target.resource), days)
        self.booking = None
        try:
            done, effect = self.desk.guarded(move, where)
        except NeedsConfirmation as error:
            self.booking = booking
            anyway = partial(self._move, booking, to, target, confirmed=True)
            confirm(self.host, "Omboka", error.text, anyway, _ANYWAY)
        except BookError as error:
            # What was moved or cancelled meanwhile is chosen anew: it is another now.
            self.booking = None if is_other(error) else booking
            self.desk.read_anew()
            self.host.show_error(error)
        else:
            self.desk.grid.move_to(to.key)
            when = when_text(done.booking.start, done.booking.length_min)
            self.host.say(f"Ombokad till {when}. {effect}")
        self.host.refresh_bindings()
