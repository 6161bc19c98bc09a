"""Händelse in the tidbok: making one, looking at one, taking one away (R38)."""

from db import clock
from db.rules.local_time import day_of
from db.tidbok import events
from db.tidbok.events import AddedEvent
from db.tidbok.values import Entry
from db.tidbok.words import span_text
from db.values import Event, Instant
from screens.staff.tidbok.desk import Part
from screens.staff.tidbok.undo import Told, Where, where_event


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
            self.desk.tell("Händelse", text, undone=f"händelsen ”{event.text}” är tillbaka")

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
        """Whom to contact about visits between two instants, each on a line."""
        session = self.session
        return events.meets(session.book, session.actor, session.clinic, resource, start, end)

    def _added(self, done: Told[AddedEvent]) -> None:
        added, effect = done
        text = f"Händelsen ”{added.event.text}” är inlagd. {effect}"
        shown = f"{text} Besöken under den står kvar. Kontakta:" if added.contacts else text
        undone = f"händelsen ”{added.event.text}” är borttagen igen"
        self.desk.tell("Händelse", text, added.contacts, undone, shown)
