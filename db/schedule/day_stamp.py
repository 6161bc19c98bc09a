"""What someone saw of a resource's day, and what others have changed there since.

Two may change the same day at once. The later one is told what changed and loses nothing: the
operation is given the stamp of what was on the screen and refuses when the day is another.
"""

from collections.abc import Iterable
from typing import NamedTuple

from db import clock
from db.book import Reader
from db.errors import Conflict
from db.rules.alphabet import sort_key
from db.rules.local_time import day_text, midnight, time_text
from db.schedule import planning, removals, slot_stamp
from db.schedule.slot_stamp import COLUMNS, SlotStamp
from db.values import Day

_MOST_TOLD = 4


class DayStamp(NamedTuple):
    """A resource's day as it stood; its times by start."""

    resource: int
    day: Day
    times: tuple[SlotStamp, ...]


def read(reader: Reader, resource: int, day: Day) -> DayStamp:
    """The day as it stands now."""
    there = f"SELECT {COLUMNS} FROM slot WHERE resource_id = ? AND start >= ? AND start < ?"
    rows = reader.rows(f"{there} ORDER BY start", (resource, midnight(day), midnight(day + 1)))
    return DayStamp(resource, day, tuple(map(slot_stamp.stamp_value, rows)))


def check(reader: Reader, clinic: int, seen: Iterable[DayStamp], *, bookings: bool = False) -> None:
    """Go on only if the days stand as they were seen.

    ``bookings``: a booking or a cancellation meanwhile counts as a change of the day.

    Raises:
        Conflict: someone has changed a day; the sentence says what.
    """
    for one in seen:
        now = read(reader, one.resource, one.day)
        lines = changes(one, now, planning.type_names(reader, clinic), bookings=bookings)
        if lines:
            raise _conflict(reader, one, lines, _who(reader, one, now, bookings=bookings))


def _conflict(reader: Reader, seen: DayStamp, lines: tuple[str, ...], names: set[str]) -> Conflict:
    told = "; ".join(lines[:_MOST_TOLD])
    if len(lines) > _MOST_TOLD:
        told += f" och {len(lines) - _MOST_TOLD} till"
    *others, last = sorted(names, key=sort_key) or ["någon annan"]
    who = " och ".join(filter(None, (", ".join(others), last)))
    text = f"{day_text(seen.day)} ändrades av {who}: {told}. Inget av ditt sparades; se över."
    return Conflict(text, what="dagens tider", who=who, when=clock.now(reader))


def _who(reader: Reader, seen: DayStamp, now: DayStamp, *, bookings: bool) -> set[str]:
    """The names of those who made the times that differ what they are."""
    before, after = {one.start: one for one in seen.times}, {one.start: one for one in now.times}
    found = set()
    for start in before.keys() | after.keys():
        old, new = before.get(start), after.get(start)
        if new is None:
            assert old is not None  # the start is in one of the two
            found.add(removals.of(reader, "slot", old.slot).name)
        elif old is None or old[2:6] != new[2:6]:
            there = slot_stamp.trace(reader, new.slot)
            found.add("" if there is None else slot_stamp.who_changed(reader, there).name)
        elif bookings and old.taken != new.taken:
            booked = slot_stamp.who_booked(reader, new.slot)
            left = slot_stamp.who_left(reader, now.resource, start)
            found.add((booked if new.taken else left).name)
    return found - {""}


def changes(
    seen: DayStamp, now: DayStamp, names: dict[int, str], *, bookings: bool
) -> tuple[str, ...]:
    """What is different, one Swedish line a time, by clock; ``names`` are the types' by id."""
    before = {one.start: one for one in seen.times}
    after = {one.start: one for one in now.times}
    lines = []
    for start in sorted({*before, *after}):
        old, new = before.get(start), after.get(start)
        if old is not None and new is not None and not bookings:
            old = old._replace(taken=new.taken)
        said = _difference(old, new, names)
        if said:
            lines.append(f"{time_text(start)} {said}")
    return tuple(lines)


def _difference(old: SlotStamp | None, new: SlotStamp | None, names: dict[int, str]) -> str:
    if old is None or new is None:
        one = new or old
        assert one is not None  # a start is in one of the two
        return f"{names.get(one.time_type, 'tid')} {'är ny' if old is None else 'är borttagen'}"
    if old.taken != new.taken:
        return "är bokad" if new.taken else "är ledig igen"
    if old.time_type != new.time_type:
        return f"är nu {names.get(new.time_type, 'en annan tidstyp')}"
    if old.length_min != new.length_min:
        return f"är nu {new.length_min} min"
    return "har annat Bok.före" if old.release != new.release else ""
