"""What can be taken back in the tidbok: what was done to times and events of the schedule.

A booking is not taken back: its patient may have been told of it. Each act remembers what it left,
so that what others have done since is theirs, and where it happened, so that what its undoing does
to 1177 is looked up there, whatever the tidbok shows by then.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from db.rules.local_time import day_of
from db.schedule.slot_stamp import SlotStamp
from db.values import Day, Event

T = TypeVar("T")
Told = tuple[T, str]
"""What came of an act, and what 1177 shows because of it."""
Thing = SlotStamp | Event


class Where(NamedTuple):
    """Whose days an act touches.

    Attributes:
        resources: resource ids.
        days: local days.
    """

    resources: tuple[int, ...]
    days: tuple[Day, ...]


def where_times(times: Iterable[SlotStamp]) -> Where:
    """Where some times are."""
    every = tuple(times)
    return Where(
        tuple({time.resource for time in every}), tuple({day_of(time.start) for time in every})
    )


def where_event(event: Event) -> Where:
    """Where an event is."""
    return Where((event.resource,), (day_of(event.start), day_of(event.end - 1)))


class Undone(NamedTuple):
    """What taking an act back did.

    Attributes:
        kept: Swedish lines: what could not be taken back, and why.
        back: the things that are as they were: what each was before the act, and is now.
    """

    kept: tuple[str, ...] = ()
    back: tuple[tuple[Thing, Thing], ...] = ()


class Undoable(NamedTuple):
    """One act that can be taken back; how stands with the act.

    Attributes:
        what: what it was, to be said when it is taken back.
        where: whose days it touched.
        left: the things as it left them.
        undo: takes it back, given what it left.
    """

    what: str
    where: Where
    left: tuple[Thing, ...]
    undo: Callable[[tuple[Thing, ...]], Undone]

    def after(self, undone: Undone) -> "Undoable":
        """The same once a later act is taken back: what this one left are other things now."""
        now = dict(undone.back)
        return self._replace(left=tuple(now.get(thing, thing) for thing in self.left))
