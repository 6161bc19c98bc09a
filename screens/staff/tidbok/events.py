"""Händelse in the tidbok: making one, looking at one, taking one away (R38)."""

from db import clock
from db.rules.local_time import day_of
from db.tidbok import calendar as tidbok
from db.tidbok import events
from db.tidbok.events import AddedEvent
from db.tidbok.values import Entry
from db.tidbok.words import span_text
from db.values import Event, Instant
from screens.staff.tidbok.booking import when_text
from screens.staff.tidbok.undo import Where, of_added_event, of_removed_event, where_event
from screens.staff.tidbok.undoing import UNDO_HINT, UndoingTidbok


class EventTidbok(UndoingTidbok):
    """What else stands in a resource's calendar."""

    def open_event(self, one: Entry) -> None:
        """Show an event; it can be taken away there."""
        from screens.staff.tidbok.event_dialog import EventShown

        event = self.attempt(lambda: self._event(one))
        if event is None:
            return
        blocks = "Spärrande för bokning." if event.blocking else "Spärrar inte bokning."
        lines = (event.text, span_text(event.start, event.end), blocks)

        def answered(answer: str | None) -> None:
            if answer and self.is_mounted:
                self.remove_event(event)

        self.app.push_screen(EventShown(lines, removable=self.is_care), answered)

    def _event(self, one: Entry) -> Event | None:
        calendar, session = self.calendar, self.session
        if calendar is None:
            return None
        lane = calendar.lanes[one.lane]
        found = events.every(session.book, session.clinic, lane.resource, lane.day, lane.day)
        return next((event for event in found if event.id == one.event), None)

    def action_add_event(self) -> None:
        """Ask for an event where one stands, and add it."""
        from screens.staff.tidbok.event_dialog import EventDialog, NewEvent, Told

        place, session = self.place, self.session
        if place is None:
            return
        resource = place.resource

        def act(new: NewEvent) -> Told:
            return self.guarded(
                lambda: events.add(
                    session.book, session.actor, session.clinic, resource, new.start, new.end,
                    new.text, blocking=new.blocking,
                ),
                Where((resource,), (day_of(new.start), day_of(new.end))),
            )  # fmt: skip

        def meets(start: Instant, end: Instant) -> tuple[str, ...]:
            return self._meets(resource, start, end)

        name = next(one.name for one in self.known if one.id == resource)
        today = clock.read(session.book).today
        dialog = EventDialog(name, today, place.day, place.minute, meets, act)
        self.app.push_screen(dialog, self._event_added)

    def _meets(self, resource: int, start: Instant, end: Instant) -> tuple[str, ...]:
        """The bookings between two instants, each on a line."""
        session, first = self.session, day_of(start)
        last = min(day_of(end - 1), first + tidbok.MOST_DAYS - 1)
        found = tidbok.calendar(
            session.book, session.actor, session.clinic, (resource,), first, last
        )
        return tuple(
            f"{when_text(one.start, one.length_min)} {one.patient} {one.type_name}"
            for one in found.entries
            if one.booked and one.start < end and one.end > start
        )

    def _event_added(self, done: tuple[AddedEvent, str] | None) -> None:
        if done is None or not self.is_mounted:
            return
        added, said = done
        self.can_take_back(of_added_event(self.session, added.event))
        text = f"Händelsen ”{added.event.text}” är inlagd. {said}"
        listed = tuple(
            f"{when_text(one.start, one.length_min)} {one.type_name}" for one in added.standing
        )
        kept = (f"{one}: bokad, står kvar." for one in listed)
        self.tell("Händelse", text, kept, undoable=True)

    def remove_event(self, event: Event) -> None:
        """Take an event away; it can be put back."""
        session = self.session
        done = self.change(
            lambda: events.remove(session.book, session.actor, event.id, seen=event),
            where_event(event),
        )
        if done is not None:
            self.can_take_back(of_removed_event(session, event))
            self.say(f"Händelsen ”{event.text}” är borttagen. {done[1]} {UNDO_HINT}")
