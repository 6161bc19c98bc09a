"""Händelse in the tidbok: making one, looking at one, taking one away (R38)."""

from db import clock
from db.rules.local_time import day_of
from db.tidbok import calendar as tidbok
from db.tidbok import events
from db.tidbok.events import AddedEvent
from db.tidbok.values import Entry
from db.tidbok.words import span_text
from db.values import Event, Instant
from screens.session import Session
from screens.staff.tidbok.desk import Part, when_text
from screens.staff.tidbok.undo import Thing, Told, Undoable, Undone, Where, where_event


class EventPart(Part):
    """What else stands in a resource's calendar."""

    def open(self, entry: Entry) -> None:
        """Show an event; it can be taken away there."""
        from screens.staff.tidbok.event_dialog import EventShown

        event = self.host.attempt(lambda: self._event(entry))
        if event is None:
            return
        blocks = "Spärrande för bokning." if event.blocking else "Spärrar inte bokning."
        lines = (event.text, span_text(event.start, event.end), blocks)

        def answered(answer: str) -> None:
            if answer:
                self._remove(event)

        self.host.ask(EventShown(lines, removable=self.desk.is_care), answered)

    def _event(self, entry: Entry) -> Event | None:
        lane, session = self.desk.calendar.lanes[entry.lane], self.session
        of_day = events.every(session.book, session.clinic, lane.resource, lane.day, lane.day)
        return next((event for event in of_day if event.id == entry.event), None)

    def _remove(self, event: Event) -> None:
        """Take an event away; it can be put back."""
        session = self.session
        done = self.desk.change(
            lambda: events.remove(session.book, session.actor, event.id, seen=event),
            where_event(event),
        )
        if done is not None:
            text = f"Händelsen ”{event.text}” är borttagen. {done[1]}"
            self.desk.tell("Händelse", text, undoable=of_removed(session, event))

    def add(self) -> None:
        """Ask for an event where one stands, and add it."""
        from screens.staff.tidbok.event_dialog import EventDialog, NewEvent

        place, session = self.desk.place, self.session
        if place is None:
            return
        resource = place.resource

        def act(new: NewEvent) -> Told[AddedEvent]:
            return self.desk.guarded(
                lambda: events.add(
                    session.book, session.actor, session.clinic, resource, new.start, new.end,
                    new.text, blocking=new.blocking,
                ),
                Where((resource,), (day_of(new.start), day_of(new.end))),
            )  # fmt: skip

        def meets(start: Instant, end: Instant) -> tuple[str, ...]:
            return self._meets(resource, start, end)

        today = clock.read(session.book).today
        dialog = EventDialog(self.desk.name_of(resource), today, place, meets, act)
        self.host.ask(dialog, self._added)

    def _meets(self, resource: int, start: Instant, end: Instant) -> tuple[str, ...]:
        """The bookings between two instants, each on a line."""
        session, first = self.session, day_of(start)
        last = min(day_of(end - 1), first + tidbok.MOST_DAYS - 1)
        between = tidbok.calendar(
            session.book, session.actor, session.clinic, (resource,), first, last
        )
        return tuple(
            f"{when_text(entry.start, entry.length_min)} {entry.patient} {entry.type_name}"
            for entry in between.entries
            if entry.booked and entry.start < end and entry.end > start
        )

    def _added(self, done: Told[AddedEvent]) -> None:
        added, effect = done
        text = f"Händelsen ”{added.event.text}” är inlagd. {effect}"
        kept = (
            f"{when_text(time.start, time.length_min)} {time.type_name}: bokad, står kvar."
            for time in added.standing
        )
        self.desk.tell("Händelse", text, kept, of_added(self.session, added.event))


# --- taking it back -------------------------------------------------------------------------------


def of_added(session: Session, event: Event) -> Undoable:
    """Take the event away again."""

    def undo(left: tuple[Thing, ...]) -> Undone:
        for thing in left:
            assert isinstance(thing, Event)  # that is what it left
            events.remove(session.book, session.actor, thing.id, seen=thing)
        return Undone()

    what = f"händelsen ”{event.text}” är borttagen igen"
    return Undoable(what, where_event(event), (event,), undo)


def of_removed(session: Session, event: Event) -> Undoable:
    """Put the event back."""

    def undo(_left: tuple[Thing, ...]) -> Undone:
        added = events.add(
            session.book, session.actor, session.clinic, event.resource, event.start, event.end,
            event.text, blocking=event.blocking,
        )  # fmt: skip
        return Undone((), ((event, added.event),))

    return Undoable(f"händelsen ”{event.text}” är tillbaka", where_event(event), (), undo)
