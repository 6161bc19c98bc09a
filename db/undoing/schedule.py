"""What takes back an act on the schedule: times, layings out and events.

Ids stay with what is put back, so an act is told from what others have done since by what stands:
a time that was changed and changed back is what the act left.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from db.acts.noting import How
from db.acts.packing import unpacked
from db.book import Book, Reader
from db.errors import Refused
from db.rules.local_time import day_of
from db.schedule import changes, lay_out, slot_stamp, undo
from db.schedule.layout_plan import Layout
from db.schedule.slot_stamp import SlotStamp, Trace
from db.tidbok import events
from db.values import Actor, Day, Event

Stamps = tuple[SlotStamp, ...]
Traces = tuple[Trace, ...]
Events = tuple[Event, ...]
_LAYOUT: Final = tuple[int, Traces]


class Where(NamedTuple):
    """Whose days an act touches.

    Attributes:
        resources: resource ids.
        days: local days.
    """

    resources: frozenset[int] = frozenset()
    days: frozenset[Day] = frozenset()

    def and_also(self, other: "Where") -> "Where":
        """Both."""
        return Where(self.resources | other.resources, self.days | other.days)


def _take_times_away(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    with book.read() as reader:
        seen = _as_they_stand(reader, unpacked(Stamps, told))
    slots = [stamp.slot for stamp in seen]
    done = changes.remove_times(book, actor, slots, seen=seen, undo=True)
    _demand_any(done.changed, done.kept)
    return done.kept


def _put_times_back(book: Book, actor: Actor, clinic: int, told: object) -> tuple[str, ...]:
    return undo.put_back(book, actor, clinic, unpacked(Traces, told)).kept


def _times_as_before(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    before, left = unpacked(tuple[Traces, Stamps], told)
    with book.read() as reader:
        seen = _as_they_stand(reader, left)
    done = undo.take_back(book, actor, before, seen=seen)
    _demand_any(len(done.back), done.kept)
    return done.kept


def _undo_layout(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    left = unpacked(Layout, told)
    lay_out.undo_layout(book, actor, left.id, seen=left)
    return ()


def _lay_out_again(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    layout, gone = unpacked(_LAYOUT, told)
    return lay_out.lay_out_again(book, actor, layout, seen=gone)


def _take_events_away(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    there = unpacked(Events, told)
    events.remove_all(book, actor, [event.id for event in there], seen=there)
    return ()


def _put_events_back(book: Book, actor: Actor, clinic: int, told: object) -> tuple[str, ...]:
    events.put_back(book, actor, clinic, unpacked(Events, told))
    return ()


STEPS: Final[dict[How, Callable[[Book, Actor, int, object], tuple[str, ...]]]] = {
    How.TAKE_TIMES_AWAY: _take_times_away,
    How.PUT_TIMES_BACK: _put_times_back,
    How.TIMES_AS_BEFORE: _times_as_before,
    How.UNDO_LAYOUT: _undo_layout,
    How.LAY_OUT_AGAIN: _lay_out_again,
    How.TAKE_EVENTS_AWAY: _take_events_away,
    How.PUT_EVENTS_BACK: _put_events_back,
}


def where(reader: Reader, how: How, told: object) -> Where:
    """Whose days a step touches; nobody's where it is not about the schedule."""
    match how:
        case How.TAKE_TIMES_AWAY | How.PUT_TIMES_BACK | How.TIMES_AS_BEFORE | How.LAY_OUT_AGAIN:
            return _of_times(_times(how, told))
        case How.UNDO_LAYOUT:
            return _of_layout(reader, unpacked(Layout, told))
        case How.TAKE_EVENTS_AWAY | How.PUT_EVENTS_BACK:
            there = unpacked(Events, told)
            ends = ((event.start, event.end - 1) for event in there)
            return Where(
                frozenset(event.resource for event in there),
                frozenset(day_of(end) for both in ends for end in both),
            )
        case _:
            return Where()


def _times(how: How, told: object) -> Stamps:
    """The times that a step is about."""
    left: Stamps
    if how is How.TAKE_TIMES_AWAY:
        left = unpacked(Stamps, told)
    elif how is How.TIMES_AS_BEFORE:
        _, left = unpacked(tuple[Traces, Stamps], told)
    else:
        gone = unpacked(Traces, told) if how is How.PUT_TIMES_BACK else unpacked(_LAYOUT, told)[1]
        left = tuple(trace.stamp for trace in gone)
    return left


def _of_times(times: Stamps) -> Where:
    return Where(
        frozenset(time.resource for time in times), frozenset(day_of(time.start) for time in times)
    )


def _of_layout(reader: Reader, layout: Layout) -> Where:
    sql = "SELECT DISTINCT resource_id FROM slot WHERE layout_id = ?"
    whose = frozenset(key for (key,) in reader.rows(sql, (layout.id,)))
    return Where(whose, frozenset((layout.from_day, layout.to_day)))


def _as_they_stand(reader: Reader, left: Stamps) -> Stamps:
    """Times as an act left them, with the revisions they have now where they are what it left."""
    found = []
    for stamp in left:
        now = slot_stamp.trace(reader, stamp.slot)
        same = now is not None and now.stamp._replace(
            revision=stamp.revision, taken=stamp.taken
        ) == stamp  # fmt: skip
        found.append(
            stamp._replace(revision=now.stamp.revision) if now is not None and same else stamp
        )
    return tuple(found)


def _demand_any(changed: int, kept: tuple[str, ...]) -> None:
    """Go on only if anything was taken back at all.

    Raises:
        Refused: nothing was; the lines say why.
    """
    if not changed and kept:
        text = kept[0] if len(kept) == 1 else "Ingen av tiderna kunde bli som förut."
        raise Refused("nothing-undone", text, items=kept)
