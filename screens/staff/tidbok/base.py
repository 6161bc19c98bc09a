"""The tidbok's ground: which days of whom are looked at, and what one stands on there."""

from weakref import WeakKeyDictionary

from textual.containers import Vertical
from textual.content import Content

from db import clock
from db.book import Book
from db.errors import BookError
from db.rules.alphabet import sort_key
from db.setup import resources
from db.tidbok import calendar as tidbok
from db.tidbok import info_line
from db.tidbok.info_line import InfoLine, Place
from db.tidbok.values import Calendar, Entry
from db.values import Day, Resource, clean
from screens.session import Session
from screens.staff.tidbok.board import ROLES, board_of, title
from screens.staff.tidbok.frame import TidbokFrame
from screens.staff.tidbok.view import MOST_RESOURCES, Filter, Mode, View
from widgets.note_line import ShortText
from widgets.week_grid import messages
from widgets.week_grid.values import STATES, Board
from widgets.week_grid.values import Place as GridPlace
from widgets.week_grid.week_grid import WeekGrid

_LAST_VIEWS: WeakKeyDictionary[Book, dict[int, tuple[View, Day | None]]] = WeakKeyDictionary()
"""What each unit's tidbok was about when it was last looked at, as long as the book is open, and
the day that was today when it last was about that."""


class TidbokBase(TidbokFrame):
    """A week or a day of some resources, and where one stands in it.

    What can be done with a time is in the classes built on it; they ask for ``here``, ``chosen``
    or ``place``.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view: View | None = None
        self.calendar: Calendar | None = None
        self.known: tuple[Resource, ...] = ()
        self._today: Day | None = None
        """The day that was today when the view last was about it."""

    # --- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the days that show and draw them; the cursor stays where it is."""
        if not self.query(WeekGrid):  # the page was closed before its turn came
            return
        self.known = resources.every(self.session.book, self.session.clinic)
        if self.view is None:
            self.view = self._first_view()
        view = self.view._replace(resources=self._still_there(self.view))
        calendar = self._read(view)
        turned = calendar.today if self._is_to_turn(view, calendar.today) else None
        if turned is not None:
            before, view = view.days, view.about(turned)
            calendar = self._read(view)
        if turned is not None or view.day == calendar.today:
            self._today = calendar.today
        self.view, self.calendar = view, calendar
        _LAST_VIEWS.setdefault(self.session.book, {})[self.session.clinic] = view, self._today
        self._show(calendar, view)
        if turned is not None and before != view.days:
            self.point_to(turned)

    def _read(self, view: View) -> Calendar:
        session, (first, last) = self.session, view.days
        return tidbok.calendar(
            session.book, session.actor, session.clinic, view.resources, first, last
        )

    def _is_to_turn(self, view: View, today: Day) -> bool:
        """Whether the view is about today, and that is another day by now.

        A day or a week that the user went to stays, and so does what is in the user's hands.
        """
        return view.day == self._today != today and not self.is_held

    @property
    def is_held(self) -> bool:
        """Whether the user is in the middle of something with what shows."""
        return bool(self.grid.marks)

    def _first_view(self) -> View:
        """What was looked at before; else this week, or the next one in which there are times."""
        session = self.session
        before, self._today = _LAST_VIEWS.get(session.book, {}).get(session.clinic, (None, None))
        if before is not None:
            return before._replace(filter=Filter())
        today = clock.read(session.book).today
        day, first = tidbok.first_look(session.book, session.clinic, today)
        chosen = first if first is not None else next((one.id for one in self.known), None)
        return View(day, () if chosen is None else (chosen,))

    def _still_there(self, view: View) -> tuple[int, ...]:
        known = {one.id for one in self.known}
        return tuple(one for one in view.resources if one in known)

    def _show(self, calendar: Calendar, view: View) -> None:
        frame = self.query_one("#tidbok", Vertical)
        shown = {one.id: one for one in self.known}
        who = [shown[one] for one in view.resources]
        frame.border_title = Content(
            clean(title(view, who, self.filter_text(view.filter), calendar.closed))
        )
        keep = self.grid.cursor_key if self.grid.cursor_key is not None else self.grid.cursor_place
        self.grid.show(self.board_for(calendar, view), keep=keep)
        self.draw_legend()
        self.draw_info()

    def board_for(self, calendar: Calendar, view: View) -> Board:
        """The board of what was read."""
        return board_of(calendar, view)

    def filter_text(self, chosen: Filter) -> str:
        """What the filter lets through, in a few words; empty when that is everything."""
        kinds = self.calendar.entries if self.calendar is not None else ()
        names = {one.time_type: one.type_name for one in kinds if one.time_type is not None}
        types = sorted((names.get(one, "tidstyp") for one in chosen.types), key=sort_key)
        states = (STATES[ROLES[one]].label for one in ROLES if one in chosen.states)
        return ", ".join([*states, *types])

    # --- where one stands ---------------------------------------------------------------------

    @property
    def here(self) -> Entry | None:
        """What the cursor stands on, or None in an empty place."""
        key = self.grid.cursor_key
        return None if self.calendar is None or key is None else self.calendar.entry(str(key))

    @property
    def place(self) -> Place | None:
        """The resource, the day and the minute the cursor stands at."""
        return self._place_of(self.grid.cursor_place)

    def _place_of(self, at: GridPlace | None) -> Place | None:
        if at is None or self.calendar is None:
            return None
        lane = next((one for one in self.calendar.lanes if one.key == at.lane), None)
        return None if lane is None else Place(lane.resource, lane.day, at.minute)

    @property
    def chosen(self) -> tuple[Entry, ...]:
        """The marked entries in the order of the calendar; without marks the one stood on."""
        if self.calendar is None:
            return ()
        marks = {str(key) for key in self.grid.marks}
        marked = tuple(one for one in self.calendar.entries if one.key in marks)
        return marked or tuple(filter(None, (self.here,)))

    def draw_info(self) -> None:
        """Read and draw the line about what one stands on."""
        at = self.here or self.place
        self.query_one("#info", ShortText).say("" if at is None else self.line_on(at))

    def line_on(self, at: Entry | Place) -> str:
        """The line about an entry or a place; empty where the book says no."""
        line = self.attempt(lambda: self._info(at))
        return "" if line is None else clean(line.text)

    def _info(self, at: Entry | Place) -> InfoLine:
        session = self.session
        return info_line.info(session.book, session.actor, session.clinic, at)

    def on_week_grid_cursor_moved(self, message: messages.CursorMoved) -> None:
        """Say what one stands on now; what was said of the last act elsewhere has been read."""
        message.stop()
        if not self.was_said_at(GridPlace(message.lane, message.minute)):
            self.say("")
        self.draw_info()
        self.refresh_bindings()

    def on_week_grid_marks_changed(self, message: messages.MarksChanged) -> None:
        """Say how many are marked."""
        message.stop()
        count = len(message.marks)
        self.say(
            "" if not count else "1 tid markerad." if count == 1 else f"{count} tider markerade."
        )
        self.refresh_bindings()

    def on_week_grid_week_asked(self, message: messages.WeekAsked) -> None:
        """Past the first or the last lane lies the week or the day beside."""
        message.stop()
        place = self.grid.cursor_place
        self.turn(message.step)
        lanes = self.grid.board.lanes
        if lanes and place is not None:
            lane = lanes[0 if message.step > 0 else -1]
            self.grid.move_to(GridPlace(lane.key, place.minute))

    def on_week_grid_lane_chosen(self, message: messages.LaneChosen) -> None:
        """A click on a day's heading shows that day; on a day view's, the week again."""
        message.stop()
        lane = self._place_of(GridPlace(message.lane, 0))
        if self.view is not None and lane is not None:
            other: Mode = "day" if self.view.mode == "week" else "week"
            self.look_at(self.view.in_mode(other, lane.day))

    # --- looking elsewhere --------------------------------------------------------------------

    def look_at(self, view: View) -> None:
        """Look at something else from now on."""
        before, self.view = self.view, view
        try:
            self.reload()
        except BookError as error:
            self.view = before
            self.show_error(error)
        self.refresh_bindings()

    def turn(self, pages: int) -> None:
        """Look at the week before or after; the day in a day view."""
        if self.view is not None:
            self.look_at(self.view.turned(pages))

    def action_week(self, weeks: int) -> None:
        """Go a week back or on."""
        if self.view is not None:
            self.look_at(self.view.weeks_on(weeks))

    def action_today(self) -> None:
        """Go to the book's today."""
        seen = self.attempt(lambda: clock.read(self.session.book))
        if self.view is not None and seen is not None:
            self.look_at(self.view.about(seen.today))
            self.point_to(seen.today)

    def point_to(self, day: Day) -> None:
        """Put the cursor on a day, at now if it is today."""
        if self.calendar is None or self.view is None or not self.view.resources:
            return
        at = self.calendar.lane_at(self.view.resources[0], day)
        if at is not None:
            board = self.grid.board
            minute = board.now if board.now is not None else board.start
            self.grid.move_to(GridPlace(self.calendar.lanes[at].key, minute))

    def action_turn_view(self) -> None:
        """From the week to the day one stands on, and back."""
        place = self.place
        if self.view is not None:
            day = self.view.day if place is None else place.day
            self.look_at(self.view.in_mode("day" if self.view.mode == "week" else "week", day))

    def action_turn_lines(self) -> None:
        """Every quarter of an hour, or only where something begins."""
        if self.view is not None:
            self.look_at(self.view._replace(compact=not self.view.compact))

    def use_resources(self, chosen: tuple[int, ...]) -> None:
        """Look at these resources."""
        if self.view is not None:
            self.look_at(self.view._replace(resources=chosen[:MOST_RESOURCES]))

    def use_filter(self, chosen: Filter) -> None:
        """Leave out the times that are not these."""
        if self.view is not None:
            self.look_at(self.view._replace(filter=chosen))
