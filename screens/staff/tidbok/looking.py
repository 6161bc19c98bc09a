"""Looking in the tidbok: dates, resources, filter, next free time, why, and copying."""

from collections.abc import Container, Mapping

from textual.geometry import Offset

from db import clock
from db.bookings import read
from db.offer import offer
from db.permissions import CARE
from db.rules.schedule.red_days import holiday_name
from db.rules.schedule.tidbok import TimeState
from db.schedule import changes, free_times
from db.schedule.free_times import FreeTime, Wanted
from db.setup import time_types
from db.tidbok.values import Entry
from db.tidbok.words import span_text
from db.values import Day
from screens.commands import Command
from screens.copied import CopiedDialog
from screens.session import Session
from screens.staff.shared.why_dialog import Told, WhyDialog, told_of_booking, told_of_time
from screens.staff.tidbok.base import TidbokBase
from screens.staff.tidbok.view import Filter, View
from widgets.forms.month_picker import DayMark

_BOOKABLE = frozenset({TimeState.OFFERED, TimeState.NOT_OFFERED, TimeState.HIDDEN})
_MONTH_OF = 6
"""As many resources' times are counted for the marks of a month; more would make one wait."""


class LookingTidbok(TidbokBase):
    """What one can do without changing anything."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._copied = ""

    @property
    def is_care(self) -> bool:
        """Whether the user may act on bookings."""
        return self.session.actor.role in CARE

    @property
    def copied(self) -> str:
        """What was copied last."""
        return self._copied

    # --- where to look ------------------------------------------------------------------------

    def action_go_to_date(self) -> None:
        """Ask for a date or a week, and go there."""
        from screens.staff.tidbok.go_to_date import GoToDate

        calendar, view = self.calendar, self.view
        if calendar is not None and view is not None:
            place = self.place
            day = view.day if place is None else place.day
            self.app.push_screen(GoToDate(calendar.today, day, self._marks), self._go_to)

    def _go_to(self, day: Day | None) -> None:
        if day is not None and self.view is not None and self.is_mounted:
            self.look_at(self.view.about(day))
            self.point_to(day)

    def _marks(self, first: Day, last: Day) -> Mapping[int, DayMark]:
        """The days of a month with times, and the red ones."""
        times = self.attempt(lambda: self._days_with_times(first, last)) or frozenset()
        marks = {}
        for day in range(first, last + 1):
            name = holiday_name(day) or ""
            if name or day in times:
                sign, role = ("·" if day in times else ""), ("red" if name else "free")
                marks[day] = DayMark(sign, role, tip=name)
        return marks

    def _days_with_times(self, first: Day, last: Day) -> frozenset[Day]:
        session, view = self.session, self.view
        return frozenset(
            slot.day
            for one in (view.resources[:_MONTH_OF] if view is not None else ())
            for slot in changes.times(session.book, session.clinic, one, first, last)
        )

    def action_choose_resources(self) -> None:
        """Ask whose days are to stand beside each other."""
        from screens.staff.tidbok.choose_resources import ChooseResources

        if self.view is not None:
            dialog = ChooseResources(self.known, self.view.resources)
            self.app.push_screen(dialog, self._use_resources)

    def _use_resources(self, chosen: tuple[int, ...] | None) -> None:
        if chosen is not None and self.is_mounted:
            self.use_resources(chosen)

    def action_filter(self) -> None:
        """Ask which states and types are to show."""
        from screens.staff.tidbok.filter_dialog import FilterDialog

        session, view = self.session, self.view
        types = self.attempt(lambda: time_types.every(session.book, session.clinic))
        if view is not None and types is not None:
            self.app.push_screen(FilterDialog(view.filter, types), self._use_filter)

    def _use_filter(self, chosen: Filter | None) -> None:
        if chosen is not None and self.is_mounted:
            self.use_filter(chosen)

    def action_show_all(self) -> None:
        """Filter nothing out."""
        self.use_filter(Filter())

    def action_next_free(self) -> None:
        """Go to the next time that care may book, in a later week too."""
        self.go_to_next({one.key for one in self._entries if one.state in _BOOKABLE})

    @property
    def _entries(self) -> tuple[Entry, ...]:
        return () if self.calendar is None else self.calendar.entries

    def go_to_next(self, keys: Container[str]) -> None:
        """Go to the next of some times by the clock; beyond those that show, to the next free."""
        calendar, here, place = self.calendar, self.here, self.place
        if calendar is None or place is None:
            return
        at = (place.day, place.minute, self.grid.cursor_lane if here is not None else -1)
        shown = sorted(
            (calendar.lanes[one.lane].day, one.start_min, one.lane, one.key)
            for one in calendar.entries
            if one.key in keys
        )
        later = next((one for one in shown if one[:3] > at), None)
        if later is not None:
            self.grid.move_to(later[3])
        else:
            self._go_beyond(calendar.days[-1].day + 1)

    def _go_beyond(self, day: Day) -> None:
        """Go to the first free time from a day on, of the resources that show."""
        view = self.view
        found = None if view is None else self.attempt(lambda: self._free_from(view, day))
        if view is None or found is None:
            return
        if not found:
            self.say("Ingen senare ledig tid hos resurserna som visas.")
            return
        first = min(found, key=lambda time: (time.start, view.resources.index(time.resource)))
        self.look_at(view.about(first.day))
        self.grid.move_to(f"slot:{first.slot}")

    def _free_from(self, view: View, day: Day) -> list[FreeTime]:
        """The first free time from a day on of each resource that shows."""
        session = self.session
        now = clock.read(session.book).now
        with session.book.read() as reader:
            return [
                time
                for one in view.resources
                for time in free_times.find(
                    reader, session.clinic, now, Wanted(resource=one, from_day=day), 1
                )
            ]

    # --- why ----------------------------------------------------------------------------------

    def action_why(self) -> None:
        """Every rule's verdict on what one stands on."""
        here = self.here
        told = None if here is None else self.attempt(lambda: self._told(here))
        if here is not None and told:
            what = f"{span_text(here.start, here.end)} {here.type_name}"
            self.app.push_screen(WhyDialog(what, told))

    def _told(self, one: Entry) -> tuple[Told, ...]:
        session = self.session
        if one.booking is not None:
            return told_of_booking(read.why_booking(session.book, session.actor, one.booking))
        assert self.calendar is not None  # it has entries
        lane = self.calendar.lanes[one.lane]
        return told_of_time(offer.why(session.book, session.clinic, lane.resource, one.start))

    # --- copying ------------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Copy what is said of what is marked, a line each."""
        said = [*filter(None, map(self.line_on, self.chosen))] or [self.info_text]
        self._copied = "\n".join(said)
        self.app.copy_to_clipboard(self._copied)
        count = "Raden är kopierad" if len(said) == 1 else f"{len(said)} rader är kopierade"
        self.say(f"{count}. Kom det inte fram? Skift+Y visar texten.")

    def action_show_copied(self) -> None:
        """Show what was copied, to be marked by hand."""
        self.app.push_screen(CopiedDialog(self._copied))

    # --- the context menu ---------------------------------------------------------------------

    def context_commands(self) -> tuple[Command, ...]:
        """What can be done with what one stands on, and nothing else."""
        return tuple(one for one in self.PAGE_COMMANDS if one.context and one.when(self))

    def context_place(self) -> Offset:
        """Below what one stands on."""
        grid, at = self.grid, self.grid.lanes_now.find(self.grid.cursor_lane)
        y = len(grid.heading_names) + grid.cursor_row - grid.top + 1
        return grid.region.offset + Offset(at.x + 1 if at else 2, y)
