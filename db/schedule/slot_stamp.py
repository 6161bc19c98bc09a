"""What someone saw of single times, and what has become of each since.

An act on times takes what was shown of them. Where one is another now, nothing is done, and the
sentence says what it is and who made it so. Ids are never used twice.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from db.book import Reader, Tx
from db.errors import Conflict, Invalid, NotFound
from db.rules.acts import TimeTold
from db.rules.changes.same_as_shown import Who
from db.rules.local_time import day_of
from db.schedule import planning, removals
from db.schedule.planning import span_text
from db.values import Instant, Minutes

_MOST_TOLD: Final = 4
COLUMNS: Final = "id, resource_id, start, length_min, time_type_id, release, taken, revision"


class SlotStamp(NamedTuple):
    """One time as it stood.

    Attributes:
        slot: its id.
        resource: the resource's id.
        time_type: the type's id.
        release: Bok.före, or None.
        taken: whether somebody had it.
        revision: how often its type or Bok.före was changed, and 1.
    """

    slot: int
    resource: int
    start: Instant
    length_min: Minutes
    time_type: int
    release: int | None
    taken: bool
    revision: int


class Trace(NamedTuple):
    """A time as it stood before it was changed or taken away: enough to bring it back.

    Attributes:
        stamp: what it was.
        layout: the laying out it came of, or None.
        changed: who added it or had changed it last; nobody while it was as it was laid out.
    """

    stamp: SlotStamp
    layout: int | None
    changed: Who


def trace(reader: Reader, slot: int) -> Trace | None:
    """A time as it stands now; None when it is gone."""
    sql = f"SELECT layout_id, changed_by, changed_at, {COLUMNS} FROM slot WHERE id = ?"
    row = reader.row(sql, (slot,))
    return None if row is None else Trace(stamp_value(row[3:]), row[0], Who(*row[1:3]))


def stamp_value(row: tuple[Any, ...]) -> SlotStamp:
    """A stamp from a row of ``COLUMNS``."""
    return SlotStamp._make((*row[:6], bool(row[6]), row[7]))


def read(reader: Reader, slots: Iterable[int]) -> tuple[SlotStamp, ...]:
    """Times as they stand now, in the order given.

    Raises:
        NotFound: one of them is gone.
    """
    return tuple(one.stamp for one in traces(reader, slots))


def traces(reader: Reader, slots: Iterable[int]) -> tuple[Trace, ...]:
    """The same, with what is needed to bring them back.

    Raises:
        NotFound: one of them is gone.
    """
    found = tuple(trace(reader, one) for one in slots)
    if None in found:
        raise NotFound("REQUESTED_TIME_IS_NO_LONGER_AVAILABLE", "Tiden finns inte längre.")
    return tuple(filter(None, found))


def lay(tx: Tx, clinic: int, time: Trace) -> int:
    """Lay a time out, with its laying out unless that is undone; gives its id.

    One that stood before gets its own id again: it is the same time, for whoever still sees it
    and for what else is to be taken back. 0 stands for a new one.
    """
    key, resource, start, length, kind, release, _, revision = time.stamp
    day = day_of(start)
    blocked = bool(planning.blocked_spans(tx, resource, start, start + length * 60))
    return tx.insert(
        "INSERT INTO slot (id, clinic_id, resource_id, time_type_id, start, length_min, day,"
        " release, release_day, blocked, layout_id, revision, changed_by, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " (SELECT id FROM layout WHERE id = ? AND undone_at IS NULL), ?, ?, ?)",
        (key or None, clinic, resource, kind, start, length, day, release)
        + (planning.release_day_of(day, release), int(blocked), time.layout, revision)
        + time.changed,
    )


def check(
    reader: Reader, slots: Iterable[int], seen: Sequence[SlotStamp] | None, *, undo: bool = False
) -> None:
    """Go on only if the times stand as they were seen.

    A booking since then is no change: what is booked stays and is listed. A cancellation is: what
    was told to stay would go. With ``undo``, what was seen is what an act left, which nobody may
    have touched since. None was seen where nothing was shown.

    Raises:
        Invalid: other times than those seen.
        Conflict: one of them is another now; the sentence says what and by whom.
    """
    if seen is None:
        return
    if {one.slot for one in seen} != set(slots):
        raise Invalid("stamp", "Tiderna som ändras är inte de som visades.")
    told = [one for one in (difference(reader, stamp, undo=undo) for stamp in seen) if one]
    if told:
        raise conflict(told)


class Told(NamedTuple):
    """What has become of a time: a Swedish sentence without its full stop, and by whom."""

    text: str
    who: Who


def conflict(told: Sequence[Told]) -> Conflict:
    """What is said of times that are others now."""
    text = "; ".join(one.text for one in told[:_MOST_TOLD])
    if len(told) > _MOST_TOLD:
        text += f" och {len(told) - _MOST_TOLD} till"
    who = told[0].who
    return Conflict(f"{text}. Ingenting ändrades.", what="tiden", who=who.name, when=who.at)


def difference(reader: Reader, seen: SlotStamp, *, undo: bool = False) -> Told | None:
    """What has become of a time since it was seen, and by whom; None when it is the same."""
    now = trace(reader, seen.slot)
    if now is None:
        who = removals.of(reader, "slot", seen.slot)
        return Told(f"{_name(reader, seen)} är borttagen {who.text}", who)
    said = _changed(reader, seen, now.stamp)
    if not said and undo and now.stamp.revision != seen.revision:
        said = "är ändrad"
    if not said:
        return None
    who = who_changed(reader, now)
    if seen.taken and not now.stamp.taken:
        who = who_left(reader, seen.resource, seen.start)
    return Told(f"{_name(reader, seen)} {said} ({who.text})", who)


def who_changed(reader: Reader, now: Trace) -> Who:
    """Who made a time what it is: changed it, added it or laid it out."""
    if now.changed.name or now.layout is None:
        return now.changed
    row = reader.row("SELECT made_by, made_at FROM layout WHERE id = ?", (now.layout,))
    return Who(*(row or ()))


def _changed(reader: Reader, seen: SlotStamp, now: SlotStamp) -> str:
    if (seen.start, seen.length_min) != (now.start, now.length_min):
        return f"är nu {span_text(now.start, now.length_min)}"
    if seen.resource != now.resource:
        return f"är nu hos {_resource(reader, now.resource)}"
    if seen.time_type != now.time_type:
        return f"är nu {_type(reader, now.time_type)}"
    if seen.release != now.release:
        return f"har nu {release_text(now.release)}"
    return "är avbokad och ledig igen" if seen.taken and not now.taken else ""


def release_text(release: int | None) -> str:
    """``Bok.före 5`` or ``tomt Bok.före``."""
    return "tomt Bok.före" if release is None else f"Bok.före {release}"


def who_booked(reader: Reader, slot: int) -> Who:
    """Who booked a time, or changed its booking last."""
    row = reader.row(
        "SELECT changed_by, changed_at FROM booking WHERE slot_id = ? AND status = 'booked'",
        (slot,),
    )
    return Who(*(row or ()))


def who_left(reader: Reader, resource: int, start: Instant) -> Who:
    """Who cancelled the visit that stood there."""
    row = reader.row(
        "SELECT changed_by, changed_at FROM booking WHERE resource_id = ? AND start = ?"
        " AND status = 'cancelled' ORDER BY changed_at DESC, id DESC LIMIT 1",
        (resource, start),
    )
    return Who(*(row or ()))


def _name(reader: Reader, seen: SlotStamp) -> str:
    when = span_text(seen.start, seen.length_min)
    return f"{when} {_type(reader, seen.time_type)}, {_resource(reader, seen.resource)},"


def _type(reader: Reader, time_type: int) -> str:
    name = reader.value("SELECT name FROM time_type WHERE id = ?", (time_type,))
    return name or "en rensad tidstyp"


def _resource(reader: Reader, resource: int) -> str:
    name: str | None = reader.value("SELECT name FROM resource WHERE id = ?", (resource,))
    return name or "en resurs som är borta"


def told(reader: Reader, times: Iterable[SlotStamp]) -> tuple[TimeTold, ...]:
    """The times as an act on them tells of them, by start."""
    ordered = sorted(times, key=lambda time: (time.start, time.resource))
    whose = {key: _resource(reader, key) for key in {time.resource for time in ordered}}
    kinds = {key: _type(reader, key) for key in {time.time_type for time in ordered}}
    return tuple(
        TimeTold(time.start, whose[time.resource], kinds[time.time_type]) for time in ordered
    )
