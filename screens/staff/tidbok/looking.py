"""Looking in the tidbok: dates, resources, filter, next free time, why, and copying."""

from collections.abc import Container, Mapping

from db import clock
from db.rules.schedule.red_days import holiday_name
from db.rules.schedule.tidbok import TimeState
from db.schedule import changes, free_times
from db.schedule.free_times import FreeTime, Wanted
from db.setup import time_types
from db.values import Day
from screens.copied import CopiedDialog
from screens.staff.tidbok.board import MOST_RESOURCES, Filter, View
from screens.staff.tidbok.desk import Desk, Part
from widgets.forms.month_picker import DayMark

_BOOKABLE = frozenset({TimeState.OFFERED, TimeState.NOT_OFFERED, TimeState.HIDDEN})
_MONTH_OF = 6
"""As many resources' times are counted for the marks of a month; more would make one wait."""


class LookingPart(Part):
    """What one can do without changing anything."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.copied = ""
        """What was copied last."""

    # --- which days ---------------------------------------------------------------------------

    def turn(self, pages: int) -> None:
        """Look at the week before or after; the day in a day view."""
        self.desk.look_at(self.desk.view.turned(pages))

    def weeks_on(self, weeks: int) -> None:
        """Go a week back or on."""
        self.desk.look_at(self.desk.view.weeks_on(weeks))

    def today(self) -> None:
        """Go to the book's today."""
        now = self.host.attempt(lambda: clock.read(self.session.book))
        if now is not None:
            self._go_to(now.today)

    def _go_to(self, day: Day) -> None:
        self.desk.look_at(self.desk.view.about(day))
        self.desk.point_to(day)

    def turn_view(self) -> None:
        """From the week to the day one stands on, and back."""
        place = self.desk.place
        self.turn_view_at(self.desk.view.day if place is None else place.day)

    def turn_view_at(self, day: Day) -> None:
        """From the week to a day, and from the day to its week."""
        view = self.desk.view
        self.desk.look_at(view.in_mode("day" if view.mode == "week" else "week", day))

    def turn_lines(self) -> None:
        """Every quarter of an hour, or only where something begins."""
        view = self.desk.view
        self.desk.look_at(view._replace(compact=not view.compact))

    def go_to_date(self) -> None:
        """Ask for a date or a week, and go there."""
        from screens.staff.tidbok.look_dialogs import GoToDate

        place = self.desk.place
        day = self.desk.view.day if place is None else place.day
        self.host.ask(GoToDate(self.desk.calendar.today, day, self._marks), self._go_to)

    def _marks(self, first: Day, last: Day) -> Mapping[int, DayMark]:
        """The days of a month with times, and the red ones."""
        times = self.host.attempt(lambda: self._days_with_times(first, last)) or frozenset()
        marks = {}
        for day in range(first, last + 1):
            name = holiday_name(day) or ""
            if name or day in times:
                sign, role = ("·" if day in times else ""), ("red" if name else "free")
                marks[day] = DayMark(sign, role, tip=name)
        return marks

    def _days_with_times(self, first: Day, last: Day) -> frozenset[Day]:
        session = self.session
        return frozenset(
            slot.day
            for resource in self.desk.view.resources[:_MONTH_OF]
            for slot in changes.times(session.book, session.clinic, resource, first, last)
        )

    # --- whose times, and which ---------------------------------------------------------------

    def choose_resources(self) -> None:
        """Ask whose days are to stand beside each other."""
        from screens.staff.tidbok.look_dialogs import ChooseResources

        dialog = ChooseResources(self.desk.known, self.desk.view.resources)
        self.host.ask(dialog, self.use_resources)

    def use_resources(self, chosen: tuple[int, ...]) -> None:
        """Look at these resources."""
        self.desk.look_at(self.desk.view._replace(resources=chosen[:MOST_RESOURCES]))

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return self.desk.view.filter.is_on

    def filter(self) -> None:
        """Ask which states and types are to show."""
        from screens.staff.tidbok.look_dialogs import FilterDialog

        session = self.session
        types = self.host.attempt(lambda: time_types.every(session.book, session.clinic))
        if types is not None:
            self.host.ask(FilterDialog(self.desk.view.filter, types), self._use_filter)

    def _use_filter(self, chosen: Filter) -> None:
        self.desk.look_at(self.desk.view._replace(filter=chosen))

    def show_all(self) -> None:
        """Filter nothing out."""
        self._use_filter(Filter())

    # --- the next free time -------------------------------------------------------------------

    def next_free(self) -> None:
        """Go to the next time that care may book, in a later week too."""
        entries = self.desk.calendar.entries
        self.go_to_next({entry.key for entry in entries if entry.state in _BOOKABLE})

    def go_to_next(self, keys: Container[str]) -> None:
        """Go to the next of some times by the clock; beyond those that show, to the next free."""
        desk, calendar, place = self.desk, self.desk.calendar, self.desk.place
        if place is None:
            return
        at = (place.day, place.minute, desk.grid.cursor_lane if desk.here is not None else -1)
        shown = sorted(
            (calendar.lanes[entry.lane].day, entry.start_min, entry.lane, entry.key)
            for entry in calendar.entries
            if entry.key in keys
        )
        later = next((time for time in shown if time[:3] > at), None)
        if later is not None:
            desk.grid.move_to(later[3])
        else:
            self._go_beyond(calendar.days[-1].day + 1)

    def _go_beyond(self, day: Day) -> None:
        """Go to the first free time from a day on, of the resources that show."""
        view = self.desk.view
        times = self.host.attempt(lambda: self._free_from(view, day))
        if times is None:
            return
        if not times:
            self.host.say("Ingen senare ledig tid hos resurserna som visas.")
            return
        first = min(times, key=lambda time: (time.start, view.resources.index(time.resource)))
        self.desk.look_at(view.about(first.day))
        self.desk.grid.move_to(f"slot:{first.slot}")

    def _free_from(self, view: View, day: Day) -> list[FreeTime]:
        """The first free time from a day on of each resource that shows."""
        session = self.session
        now = clock.read(session.book).now
        with session.book.read() as reader:
            return [
                time
                for resource in view.resources
                for time in free_times.find(
                    reader, session.clinic, now, Wanted(resource=resource, from_day=day), 1
                )
            ]

    # --- copying ------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy what is said of what is marked, a line each."""
        lines = [*filter(None, map(self.desk.line_on, self.desk.chosen))] or [self.desk.line]
        self.copied = "\n".join(lines)
        self.host.app.copy_to_clipboard(self.copied)
        count = "Raden är kopierad" if len(lines) == 1 else f"{len(lines)} rader är kopierade"
        self.host.say(f"{count}. Kom det inte fram? Skift+Y visar texten.")

    def show_copied(self) -> None:
        """Show what was copied, to be marked by hand."""
        self.host.app.push_screen(CopiedDialog(self.copied))
