"""Varför in the tidbok: every rule on what one stands on, and doing what can be done about it."""

from db.remedies import explain, summary
from db.remedies import place as why_here
from db.remedies.summary import Which
from db.rules.local_time import clock_text, day_of
from db.rules.remedies.deeds import (
    Deed,
    EditType,
    RemoveEvents,
    SetRelease,
    SetValidity,
    TurnClock,
)
from db.rules.remedies.remedies import Remedy
from db.tidbok.info_line import Place
from db.tidbok.values import Entry
from db.tidbok.words import day_text, span_text
from db.values import Day, count_text
from screens.staff.shared.errands import summarize
from screens.staff.shared.remedying import ask_first, do_deed, go_to_resource, go_to_type
from screens.staff.shared.summary_dialog import UNIT, Chosen, Scope
from screens.staff.shared.why_dialog import Told, show_why, told_of_booking, told_of_time
from screens.staff.tidbok.board import Filter
from screens.staff.tidbok.desk import Desk, Part
from screens.staff.tidbok.events import EventPart
from screens.staff.tidbok.scheduling import SchedulingPart
from screens.staff.tidbok.undo import Where


class WhyPart(Part):
    """Tells why, and leads to the dialog or the cell in which it is mended.

    What has none is done after a question that tells what else it changes.

    Args:
        desk: what is looked at.
        scheduling: has the dialogs of times.
        events: has the dialogs of events.
    """

    def __init__(self, desk: Desk, scheduling: SchedulingPart, events: EventPart) -> None:
        super().__init__(desk)
        self._scheduling, self._events = scheduling, events

    # --- telling ------------------------------------------------------------------------------

    @property
    def has_reasons(self) -> bool:
        """Whether one stands somewhere; of a visit that was cancelled only care is told."""
        here = self.desk.here
        return self.desk.place is not None and (
            here is None or here.slot is not None or here.event is not None
            or here.booking is not None
        )  # fmt: skip

    def tell(self) -> None:
        """Every rule's verdict on what one stands on."""
        here, place = self.desk.here, self.desk.place
        if place is None:
            return
        told = self.host.attempt(lambda: self._told(here) if here else self._told_of(place))
        if told:
            what = f"{day_text(place.day)} {clock_text(place.minute)}"
            if here is not None:
                what = f"{span_text(here.start, here.end)} {here.type_name or here.text}"
            show_why(self.host, what, told, self.do)

    def _told_of(self, place: Place) -> tuple[Told, ...]:
        session = self.session
        found = why_here.why_place(session.book, session.actor, session.clinic, place)
        return (Told("Här finns ingen tid, så 1177 visar ingen.", False, *found),)

    def _told(self, entry: Entry) -> tuple[Told, ...]:
        session = self.session
        if entry.event is not None:
            found = why_here.why_event(session.book, session.actor, session.clinic, entry.event)
            answer = "inget" if found.why.passed else "lediga tider under den"
            return (Told(f"Händelsen döljer {answer} på 1177.", found.why.passed, *found),)
        if entry.booking is not None:
            return told_of_booking(explain.booking(session.book, session.actor, entry.booking))
        resource = self.desk.calendar.lanes[entry.lane].resource
        return told_of_time(explain.time(session.book, session.clinic, resource, entry.start,
                                         actor=session.actor))  # fmt: skip

    # --- many at once -------------------------------------------------------------------------

    def summarize(self) -> None:
        """How many times each rule keeps off 1177, of what shows, a type, a resource, the unit."""
        summarize(self.host, self._scopes())

    def _scopes(self) -> tuple[Scope, ...]:
        desk, place = self.desk, self.desk.place
        alone = desk.view.resources[0] if len(desk.view.resources) == 1 else None
        span = "Veckan" if desk.view.mode == "week" else "Dagen"
        scopes = [Scope(span, Which(None, alone, *desk.view.days))]
        if place is not None:
            scopes.append(Scope(desk.name_of(place.resource), Which(resource=place.resource)))
        if desk.here is not None and desk.here.time_type is not None:
            scopes.append(Scope(desk.here.type_name, Which(desk.here.time_type)))
        return (*scopes, UNIT)

    def show_times(self, chosen: Chosen) -> None:
        """Go to the first of the times that a rule stops, and mark those that show there."""
        session, desk = self.session, self.desk
        times = self.host.attempt(
            lambda: summary.hindered_times(session.book, session.clinic, chosen.rule, chosen.which)
        )
        if not times:
            return
        first = times[0]
        self._look_at(first.resource, first.day)
        desk.grid.move_to(f"slot:{first.id}")
        shown = {entry.key for entry in desk.calendar.entries}
        keys = [key for key in (f"slot:{time.id}" for time in times) if key in shown]
        desk.grid.set_marks(keys)
        self.host.say(f"{chosen.text} {count_text(len(keys), 'tid', 'tider')} här är markerade.")

    # --- doing --------------------------------------------------------------------------------

    def take_up(self, remedy: Remedy) -> None:
        """Do a remedy that was chosen on another page: stand first on what it is about."""
        match remedy.deed:
            case SetRelease(slot=slot):
                self._look_at(slot.resource, slot.day)
                self.desk.grid.move_to(f"slot:{slot.id}")
            case RemoveEvents(events=(event,)):
                self._look_at(event.resource, day_of(event.start))
        self.do(remedy)

    def _look_at(self, resource: int, day: Day) -> None:
        """Look at a day of a resource, beside the others if it is one of them, without a filter."""
        whose = self.desk.view.resources
        whose = whose if resource in whose else (resource,)
        self.desk.look_at(self.desk.view.about(day)._replace(resources=whose, filter=Filter()))

    def do(self, remedy: Remedy) -> None:
        """Go to where the remedy is done, or ask and do it."""
        if not self.host.is_active:
            return
        match remedy.deed:
            case None if self._scheduling.can_add and self.desk.here is None:
                self._scheduling.add_time()
            case None:
                self.host.say(f"{remedy.text}: {remedy.where}.")
            case SetRelease(release=days):
                self.desk.grid.set_marks(())  # it is about the time that was asked about
                self._scheduling.set_release(suggested=days, is_suggested=True)
            case RemoveEvents(events=(event,)) if self._go_to(event.id):
                here = self.desk.here
                if here is not None:
                    self._events.open(here)
            case EditType(stored=stored, edited=edited):
                go_to_type(self.host, stored, edited)
            case SetValidity(stored=whose, edited=longer):
                go_to_resource(self.host, whose, longer)
            case deed:
                self._ask(remedy, deed)

    def _go_to(self, event: int) -> bool:
        """Stand on an event, where it shows."""
        shown = (entry.key for entry in self.desk.calendar.entries if entry.event == event)
        return any(self.desk.grid.move_to(key) for key in shown)

    def _ask(self, remedy: Remedy, deed: Deed) -> None:
        """Say what else it changes, and carry it out if that is wanted."""
        ask_first(self.host, self.session, remedy, deed, lambda: self._carry_out(remedy, deed))

    def _carry_out(self, remedy: Remedy, deed: Deed) -> None:
        if isinstance(deed, TurnClock):
            text = self.host.attempt(lambda: do_deed(self.session, remedy, deed))
            if text is not None:
                self.desk.read_anew()
                self.host.say(text)
            return
        done = self.desk.change(lambda: do_deed(self.session, remedy, deed), Where((), ()))
        if done is not None:
            self.host.say(f"{done[0]} {done[1]}")
