"""The tidbok's desk: what is looked at, what one stands on there, and acting on it (R33-R39).

The parts of the page act through it; of the page it knows what every page can do.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from db.errors import BookError, Conflict
from db.offer import effect_on_1177
from db.permissions import CARE
from db.rules.alphabet import sort_key
from db.rules.policy import POLICIES
from db.setup import clinics, resources
from db.tidbok import calendar as tidbok
from db.tidbok import info_line
from db.tidbok.info_line import InfoLine, Place
from db.tidbok.values import Calendar, Entry
from db.tidbok.words import span_text
from db.undoing.undo import Undone
from db.values import Day, Instant, JournalSystem, Minutes, Resource, clean
from screens.base import BookScreen
from screens.session import Now, Session
from screens.staff.shared.own_acts import Mine, OwnActs
from screens.staff.shared.told_dialog import ToldDialog
from screens.staff.tidbok.board import ROLES, Filter, View
from screens.staff.tidbok.undo import Told, Where
from widgets.week_grid.values import STATES
from widgets.week_grid.values import Place as GridPlace
from widgets.week_grid.week_grid import WeekGrid

T = TypeVar("T")

UNDO_HINT = "Ctrl+Z ångrar."
_NOT_ALL = "Allt gick inte att ångra:"
_NO_VIEW = View(1)
"""What is looked at before the book was read."""


class LastViews(dict[int, tuple[View, Day | None]]):
    """What each unit's tidbok was about when it was last looked at.

    Beside it the day that was today when it last was about that.
    """


def when_text(start: Instant, length_min: Minutes) -> str:
    """From when to when, as the dialogs say it."""
    return span_text(start, start + length_min * 60)


class Desk:
    """A week or a day of some resources, and where one stands in it.

    Args:
        session: the user's, as it is now.
        host: the page that it is on.
        grid: the calendar there.
    """

    def __init__(self, session: Now, host: BookScreen, grid: WeekGrid) -> None:
        self._session, self.host, self.grid = session, host, grid
        self.view = _NO_VIEW
        self.calendar = Calendar(0, 0, 0, (), (), ())
        self.known: tuple[Resource, ...] = ()
        self.policy = POLICIES[JournalSystem.ASYNJA]
        self.opens_at: str | None = None
        """The key of what one stands on to begin with, where that is known."""
        self.line = ""
        """What is said of where one stands, as it was last read."""
        self._today: Day | None = None
        """The day that was today when the view last was about it."""
        self._own = OwnActs(session, "tidbok")

    @property
    def session(self) -> Session:
        """The user's, as it is now."""
        return self._session()

    @property
    def is_care(self) -> bool:
        """Whether the user may act on bookings."""
        return self.session.actor.role in CARE

    # --- reading ------------------------------------------------------------------------------

    def read(self, *, held: bool) -> Day | None:
        """Read the days that are looked at.

        A view that is about today follows when that is another day. A day or a week that the user
        went to stays, and so does what is in the user's hands.

        Args:
            held: whether the user is in the middle of something with what shows.

        Returns:
            The day to go to, where other days are looked at now; else None.

        Raises:
            BookError: it cannot be read; what was looked at is as before.
        """
        book, clinic = self.session.book, self.session.clinic
        with book.read() as reader:
            self.policy = clinics.policy_of(clinics.load(reader, clinic))
        self.known = resources.every(book, clinic)
        if self.view is _NO_VIEW:
            self.view = self._first_view()
        known = {resource.id for resource in self.known}
        view = self.view._replace(resources=tuple(r for r in self.view.resources if r in known))
        calendar, before = self._read(view), view.days
        turns = view.day == self._today != calendar.today and not held
        if turns:
            view = view.about(calendar.today)
            calendar = self._read(view)
        if turns or view.day == calendar.today:
            self._today = calendar.today
        self.view, self.calendar = view, calendar
        book.remembered(LastViews)[clinic] = view, self._today
        return view.day if before != view.days else None

    def _read(self, view: View) -> Calendar:
        session, (first, last) = self.session, view.days
        return tidbok.calendar(
            session.book, session.actor, session.clinic, view.resources, first, last
        )

    def _first_view(self) -> View:
        """What was looked at before; else the week in which there are times to come."""
        session = self.session
        before, self._today = session.book.remembered(LastViews).get(session.clinic, (None, None))
        if before is not None:
            return before._replace(filter=Filter())
        first = tidbok.first_look(session.book, session.clinic)
        chosen = first.resource or next((resource.id for resource in self.known), None)
        self.opens_at = None if first.slot is None else f"slot:{first.slot}"
        return View(first.day, () if chosen is None else (chosen,))

    def read_anew(self) -> None:
        """Have the page read again; a refusal is shown."""
        self.host.attempt(self.host.reload)

    def filter_text(self, chosen: Filter) -> str:
        """What the filter lets through, in a few words; empty when that is everything."""
        names = {e.time_type: e.type_name for e in self.calendar.entries if e.time_type}
        types = sorted((names.get(key, "tidstyp") for key in chosen.types), key=sort_key)
        states = (STATES[ROLES[state]].label for state in ROLES if state in chosen.states)
        return ", ".join([*states, *types])

    # --- where one stands ---------------------------------------------------------------------

    @property
    def here(self) -> Entry | None:
        """What the cursor stands on, or None in an empty place."""
        key = self.grid.cursor_key
        return None if key is None else self.calendar.entry(str(key))

    @property
    def place(self) -> Place | None:
        """The resource, the day and the minute the cursor stands at."""
        return self.place_of(self.grid.cursor_place)

    def place_of(self, at: GridPlace | None) -> Place | None:
        """The resource, the day and the minute of a place of the grid."""
        if at is None:
            return None
        lane = next((lane for lane in self.calendar.lanes if lane.key == at.lane), None)
        return None if lane is None else Place(lane.resource, lane.day, at.minute)

    @property
    def chosen(self) -> tuple[Entry, ...]:
        """The marked entries in the order of the calendar; without marks the one stood on."""
        marks = {str(key) for key in self.grid.marks}
        marked = tuple(entry for entry in self.calendar.entries if entry.key in marks)
        return marked or tuple(filter(None, (self.here,)))

    @property
    def times(self) -> tuple[Entry, ...]:
        """The times among what is marked, or the one that one stands on."""
        return tuple(entry for entry in self.chosen if entry.slot is not None)

    def read_line(self) -> str:
        """Read what is said of where one stands."""
        at = self.here or self.place
        self.line = "" if at is None else self.line_on(at)
        return self.line

    def line_on(self, at: Entry | Place) -> str:
        """The line about an entry or a place; empty where the book says no."""
        line = self.host.attempt(lambda: self._line(at))
        return "" if line is None else clean(line.text)

    def _line(self, at: Entry | Place) -> InfoLine:
        session = self.session
        return info_line.info(session.book, session.actor, session.clinic, at)

    def name_of(self, resource: int) -> str:
        """What a resource is called."""
        return next(known.name for known in self.known if known.id == resource)

    # --- looking elsewhere --------------------------------------------------------------------

    def look_at(self, view: View) -> None:
        """Look at something else from now on."""
        if self.view is _NO_VIEW:
            return
        before, self.view = self.view, view
        try:
            self.host.reload()
        except BookError as error:
            self.view = before
            self.host.show_error(error)
        self.host.refresh_bindings()

    def point_to(self, day: Day) -> None:
        """Put the cursor on a day, at now if it is today."""
        lane = next((lane for lane in self.calendar.lanes if lane.day == day), None)
        if lane is not None:
            board = self.grid.board
            minute = board.now if board.now is not None else board.start
            self.grid.move_to(GridPlace(lane.key, minute))

    # --- acting on the book, and telling at once what it does to 1177 -------------------------

    def change(self, operation: Callable[[], T], where: Where) -> Told[T] | None:
        """As ``guarded``; what the book refuses is shown, and the answer is then None."""
        return self.host.attempt(lambda: self.guarded(operation, where))

    def guarded(self, operation: Callable[[], T], where: Where) -> Told[T]:
        """Run an operation of care on the book and tell what it does to 1177.

        Args:
            operation: what is done.
            where: whose days it touches, whatever shows by then; those that show where it
                touches none.

        Returns:
            Its answer, and what 1177 shows because of it.

        Raises:
            BookError: the book said no. After a Conflict the page shows what there is now.
        """
        session, view = self.session, self.view
        days, whose = where.days or view.days, where.resources or view.resources
        before = effect_on_1177.look(session.book, session.clinic, whose, min(days), max(days))
        try:
            answer = operation()
        except Conflict:
            self.read_anew()
            raise
        effect = effect_on_1177.since(session.book, before).text
        self.grid.set_marks(())
        self.read_anew()
        return answer, effect

    def tell(
        self, title: str, text: str, kept: Iterable[str] = (), undone: str = "", above: str = ""
    ) -> None:
        """Say what was done; what was kept from it is listed under a title.

        Args:
            undone: what is said once it is taken back; empty where it cannot be.
            above: stands above the list in place of what was done.
        """
        if undone:
            self._own.did(undone)
        self.host.say(f"{text} {UNDO_HINT}" if undone else text)
        self._list(title, above or text, tuple(kept))

    def _list(self, title: str, text: str, kept: tuple[str, ...]) -> None:
        if kept:
            self.host.app.push_screen(ToldDialog(title, text, kept))

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return self._own.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether anything was taken back that can be done again."""
        return self._own.can_redo

    def undo(self) -> None:
        """Take the latest change of the schedule back that was made in this program."""
        self._take(self._own.undo, "Ångrat: {}.")

    def redo(self) -> None:
        """Make it again."""
        self._take(self._own.redo, "Gjort om.")

    def _take(self, take: Callable[[], tuple[Mine, Undone] | None], said: str) -> None:
        try:
            taken = take()
        except BookError as error:
            if isinstance(error, Conflict):
                self.read_anew()
            self.host.show_error(error)
            return
        if taken is not None:
            mine, undone = taken
            self.grid.set_marks(())
            self.read_anew()
            self.host.say(f"{said.format(mine.what)} {undone.effect}")
            self._list("Ångra", _NOT_ALL, undone.kept)


class Part:
    """What one can do in the tidbok of one kind; it knows the desk, and not the page.

    Args:
        desk: what is looked at and acted on.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk, self.host = desk, desk.host

    @property
    def session(self) -> Session:
        """The user's, as it is now."""
        return self.desk.session
