"""What can be taken back in the tidbok: added and removed times, swapped types, events.

A booking is not taken back: its patient may have been told of it.
"""

from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from db import events, schedule
from db.errors import BookError, Busy
from db.rules.local_time import time_text
from db.tidbok_rows import Entry
from db.values import Event, Instant
from screens.session import Session


class Undoable(NamedTuple):
    """One act that can be taken back.

    Attributes:
        what: what it was, to be said when it is taken back.
        undo: takes it back; gives Swedish lines on what could not be.
    """

    what: str
    undo: Callable[[], tuple[str, ...]]


class GoneTime(NamedTuple):
    """A free time that was taken off the schedule."""

    resource: int
    start: Instant
    length_min: int
    time_type: int
    release: int | None


def gone_time(one: Entry, resource: int) -> GoneTime:
    """What is needed to lay a time out anew."""
    return GoneTime(resource, one.start, one.length_min, one.time_type or 0, one.release)


def of_added(session: Session, slot: int) -> Undoable:
    """Take a time away again, unless somebody has booked it."""

    def undo() -> tuple[str, ...]:
        return schedule.remove_times(session.book, session.actor, (slot,)).kept

    return Undoable("tiden är borttagen igen", undo)


def of_removed(session: Session, gone: tuple[GoneTime, ...]) -> Undoable:
    """Lay the times out again, each that still has room."""

    def undo() -> tuple[str, ...]:
        return tuple(filter(None, (_added(session, one) for one in gone)))

    what = "tiden är tillbaka" if len(gone) == 1 else "tiderna är tillbaka"
    return Undoable(what, undo)


def _added(session: Session, one: GoneTime) -> str:
    try:
        schedule.add_time(
            session.book, session.actor, session.clinic, one.resource, one.start,
            one.length_min, one.time_type, one.release,
        )  # fmt: skip
    except Busy:  # it can still be undone
        raise
    except BookError as error:
        return f"{time_text(one.start)}: {error.text}"
    return ""


def of_swapped(session: Session, before: tuple[tuple[int, int], ...]) -> Undoable:
    """Give the times the types they had: pairs of a type and a time."""

    def undo() -> tuple[str, ...]:
        kept: list[str] = []
        for kind, pairs in groupby(sorted(before), key=lambda pair: pair[0]):
            slots = tuple(slot for _, slot in pairs)
            kept += schedule.swap_type(session.book, session.actor, slots, kind).kept
        return tuple(kept)

    return Undoable("tidstypen är som förut", undo)


def of_added_event(session: Session, event: Event) -> Undoable:
    """Take the event away again."""

    def undo() -> tuple[str, ...]:
        events.remove(session.book, session.actor, event.id)
        return ()

    return Undoable(f"händelsen ”{event.text}” är borttagen igen", undo)


def of_removed_event(session: Session, event: Event) -> Undoable:
    """Put the event back."""

    def undo() -> tuple[str, ...]:
        events.add(
            session.book, session.actor, session.clinic, event.resource, event.start, event.end,
            event.text, blocking=event.blocking,
        )  # fmt: skip
        return ()

    return Undoable(f"händelsen ”{event.text}” är tillbaka", undo)
