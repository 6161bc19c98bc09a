"""Acting on the book from the tidbok, and telling at once what it does to 1177 (R33-R39)."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from db import effect
from db.day_stamp import DayStamp
from db.errors import Conflict
from db.tidbok_rows import Entry
from db.values import Day
from screens.staff.tidbok_looking import LookingTidbok

T = TypeVar("T")


class ChangingTidbok(LookingTidbok):
    """Pages built on it act with ``change`` or ``guarded`` and tell with ``say``."""

    def change(
        self, operation: Callable[[], T], resources: Iterable[int] = (), days: Iterable[Day] = ()
    ) -> tuple[T, str] | None:
        """As ``guarded``; what the book refuses is shown, and the answer is then None."""
        return self.attempt(lambda: self.guarded(operation, resources, days))

    def guarded(
        self, operation: Callable[[], T], resources: Iterable[int] = (), days: Iterable[Day] = ()
    ) -> tuple[T, str]:
        """Run an operation of care on the book and tell what it does to 1177.

        Args:
            operation: what is done.
            resources: whose times it touches besides those that show.
            days: the local days it touches besides those that show.

        Returns:
            Its answer, and what 1177 shows because of it.

        Raises:
            BookError: the book said no. After a Conflict the page shows what there is now.
        """
        session, view = self.session, self.view
        assert view is not None  # there is nothing to act on before it is read
        every = (*view.days, *days)
        whose = tuple({*view.resources, *resources})
        before = effect.look(session.book, session.clinic, whose, min(every), max(every))
        try:
            answer = operation()
        except Conflict:
            self.attempt(self.reload)
            raise
        said = effect.since(session.book, before).text
        self.grid.set_marks(())
        self.attempt(self.reload)
        return answer, said

    def stamps(self, chosen: Iterable[Entry]) -> tuple[DayStamp, ...]:
        """The days of some entries as they show, so that nobody's change to them is lost."""
        calendar = self.calendar
        if calendar is None:
            return ()
        lanes = dict.fromkeys(calendar.lanes[one.lane] for one in chosen)
        return tuple(calendar.stamp(lane.resource, lane.day) for lane in lanes)
