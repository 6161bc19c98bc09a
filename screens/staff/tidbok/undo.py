"""What can be taken back in the tidbok: what was done to times and events of the schedule.

A booking is not taken back: its patient may have been told of it. Each act remembers what it left,
so that what others have done since is theirs, and where it happened, so that what its undoing does
to 1177 is looked up there, whatever the tidbok shows by then.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from db.rules.local_time import day_of
from db.schedule import changes
from db.schedule import undo as schedule_undo
from db.schedule.slot_stamp import SlotStamp, Trace
from db.schedule.undo import TakenBack
from db.tidbok import events
from db.values import Day, Event
from screens.session import Session

Thing = SlotStamp | Event


class Where(NamedTuple):
    """Whose days an act touches.

    Attributes:
        resources: resource ids.
        days: local days.
    """

    resources: tuple[int, ...]
    days: tuple[Day, ...]


SHOWN = Where((), ())
"""Those that show."""


def where_times(chosen: Iterable[SlotStamp]) -> Where:
    """Where some times are."""
    every = tuple(chosen)
    return Where(
        tuple({one.resource for one in every}), tuple({day_of(one.start) for one in every})
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
    """One act that can be taken back.

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
        return self._replace(left=tuple(now.get(one, one) for one in self.left))


def of_added(session: Session, made: SlotStamp) -> Undoable:
    """Take a time away again, unless somebody has booked or changed it."""

    def undo(left: tuple[Thing, ...]) -> Undone:
        seen = _times(left)
        slots = [one.slot for one in seen]
        return Undone(
            changes.remove_times(session.book, session.actor, slots, seen=seen, undo=True).kept
        )

    return Undoable("tiden är borttagen igen", where_times((made,)), (made,), undo)


def of_removed(session: Session, gone: Sequence[Trace]) -> Undoable:
    """Lay the times out again, each that still has room."""

    def undo(_left: tuple[Thing, ...]) -> Undone:
        book, actor = session.book, session.actor
        return _undone(schedule_undo.put_back(book, actor, session.clinic, gone))

    what = "tiden är tillbaka" if len(gone) == 1 else "tiderna är tillbaka"
    return Undoable(what, where_times(one.stamp for one in gone), (), undo)


def of_changed(
    session: Session, what: str, before: Sequence[Trace], left: tuple[SlotStamp, ...]
) -> Undoable:
    """Give the times the tidstyp and the Bok.före they had, each that nobody has changed since."""

    def undo(left: tuple[Thing, ...]) -> Undone:
        seen = _times(left)
        return _undone(schedule_undo.take_back(session.book, session.actor, before, seen=seen))

    return Undoable(what, where_times(left), left, undo)


def of_added_event(session: Session, event: Event) -> Undoable:
    """Take the event away again."""

    def undo(left: tuple[Thing, ...]) -> Undone:
        for one in left:
            assert isinstance(one, Event)  # that is what it left
            events.remove(session.book, session.actor, one.id, seen=one)
        return Undone()

    what = f"händelsen ”{event.text}” är borttagen igen"
    return Undoable(what, where_event(event), (event,), undo)


def of_removed_event(session: Session, event: Event) -> Undoable:
    """Put the event back."""

    def undo(_left: tuple[Thing, ...]) -> Undone:
        added = events.add(
            session.book, session.actor, session.clinic, event.resource, event.start, event.end,
            event.text, blocking=event.blocking,
        )  # fmt: skip
        return Undone((), ((event, added.event),))

    return Undoable(f"händelsen ”{event.text}” är tillbaka", where_event(event), (), undo)


def _times(left: tuple[Thing, ...]) -> tuple[SlotStamp, ...]:
    return tuple(one for one in left if isinstance(one, SlotStamp))


def _undone(done: TakenBack) -> Undone:
    return Undone(done.kept, done.back)
