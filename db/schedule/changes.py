"""Changing what is laid out: adding a time, "Ändra schema" that swaps or removes (R34-R35, R39).

Free times go at once; booked ones stay and are listed (GUIDES.md A7). What is changed is what was
shown (``seen``, ``db.schedule.slot_stamp``; None where nothing was); how it is taken back is in
``db.schedule.undo``. Ombud types are IT's alone (R6).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import clock
from db.acts.noting import MOST_TIMES, How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Invalid, Refused
from db.permissions import SCHEDULERS, require
from db.rules.acts import Kind, times_text
from db.rules.changes.same_as_shown import Who
from db.rules.local_time import day_of, day_text, instant_text
from db.rules.offer.release_days import MAX_RELEASE, MIN_RELEASE, release_fits
from db.rules.schedule.day_clock import past_midnight
from db.schedule import day_stamp, planning, removals, slot_stamp, slots
from db.schedule.day_stamp import DayStamp
from db.schedule.planning import span_text
from db.schedule.slot_stamp import SlotStamp, Trace, release_text
from db.values import Actor, Day, Instant, Minutes, Resource, Slot


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """What an act on times did.

    Attributes:
        changed: how many times got what was asked for, or went.
        kept: Swedish lines: the times that did not, and why.
        before: the changed ones as they were.
        left: the same times as they are now; none where they went.
    """

    changed: int
    kept: tuple[str, ...]
    before: tuple[Trace, ...] = ()
    left: tuple[SlotStamp, ...] = ()


def times(book: Book, clinic: int, resource: int, from_day: Day, to_day: Day) -> tuple[Slot, ...]:
    """A resource's times on the days ``from_day`` to ``to_day``, both included, by start.

    Raises:
        Invalid: the days stand in the wrong order or outside the calendar.
    """
    planning.check_days(from_day, to_day)
    with book.read() as reader:
        return slots.between(reader, clinic, resource, from_day, to_day)


def add_time(
    book: Book,
    actor: Actor,
    clinic: int,
    resource: int,
    start: Instant,
    length_min: Minutes,
    time_type: int,
    release: int | None = None,
    *,
    seen: Sequence[DayStamp] = (),
) -> int:
    """Add one time straight in the calendar; it shows on 1177 at once (R34).

    Under a blocking event it is made, not offered (R38). It begins at a whole minute after now and
    lasts 1-1440; ``seen`` is the days as they were seen. Gives the new time's id.

    Raises:
        NotAllowed: others than schemaläggare and IT, or an Ombud type and not IT.
        Invalid: a length or Bok.före out of bounds, a start that is no whole minute.
        NotFound: the resource or the type is not the clinic's.
        Refused: the start has passed or its clock comes twice that day, it passes midnight, the
            resource is not valid then or has a time then (``items``), the type is cleared.
        Conflict: someone has changed a day since it was seen.
    """
    require(actor, SCHEDULERS, "lägga till tider")
    _check_form(start, length_min, release)
    with book.write() as tx:
        day_stamp.check(tx, clinic, seen)
        planning.check_types(actor, (time_type,), planning.type_names(tx, clinic))
        (found,) = planning.resources_in(tx, clinic, (resource,))
        _check_place(tx, clinic, found, start, length_min)
        time = SlotStamp(0, resource, start, length_min, time_type, release, False, 1)
        now = clock.now(tx)
        made = slot_stamp.lay(tx, clinic, Trace(time, None, Who(actor.label, now)))
        left = (time._replace(slot=made),)
        text = times_text(slot_stamp.told(tx, left), "tillagd")
        note(tx, actor, clinic, Kind.TIMES_ADDED, text, now, Step(How.TAKE_TIMES_AWAY, left))
        return made


def swap_type(
    book: Book,
    actor: Actor,
    slots: Sequence[int],
    time_type: int,
    *,
    seen: Sequence[SlotStamp] | None,
) -> ScheduleChange:
    """Give free times another time type; shows on 1177 at once (R35).

    Booked times keep theirs and are listed; so are times that have the type already.

    Raises:
        NotAllowed: others than schemaläggare and IT, or an Ombud type, old or new, and not IT.
        NotFound: a time is gone, or the type is not the clinic's.
        Refused: the new type is cleared.
        Conflict: a time is another than was seen.
    """
    require(actor, SCHEDULERS, "byta tidstyp i schemat")
    with book.write() as tx:
        chosen = _load_seen(tx, slots, seen)
        if not chosen:
            return ScheduleChange(0, ())
        names = _check_change(tx, actor, chosen)
        planning.check_types(actor, (time_type,), names)
        free, booked = _parted(one for one in chosen if one.time_type != time_type)
        before = slot_stamp.traces(tx, (one.id for one in free))
        now = clock.now(tx)
        tx.many(
            "UPDATE slot SET time_type_id = ?, revision = revision + 1, changed_by = ?,"
            " changed_at = ? WHERE id = ?",
            ((time_type, actor.label, now, one.id) for one in free),
        )
        same = tuple(one for one in chosen if one.time_type == time_type)
        why = f"har redan tidstypen {names[time_type]}, ändras inte"
        kept = (*_lines(tx, booked, names, "bokad, behåller sin tidstyp"),
                *_lines(tx, same, names, why))  # fmt: skip
        left = slot_stamp.read(tx, (one.id for one in free))
        changed = ScheduleChange(len(free), kept, before, left)
        _note_changed(tx, actor, chosen[0].clinic, f"fick tidstypen {names[time_type]}", changed)
        return changed


def set_release(
    book: Book,
    actor: Actor,
    slots: Sequence[int],
    release: int | None,
    *,
    seen: Sequence[SlotStamp] | None,
) -> ScheduleChange:
    """Give times another Bok.före; shows on 1177 at once (R29-R31, GUIDES.md A7).

    Booked times get it too: it counts if they come free. Times that have begun are listed, and so
    are times that have it already. ``release`` is 1-365 days, or None for an empty box.

    Raises:
        NotAllowed: others than schemaläggare and IT, or an Ombud type and not IT.
        Invalid: a Bok.före out of bounds.
        NotFound: a time is gone.
        Conflict: a time is another than was seen.
    """
    require(actor, SCHEDULERS, "ändra Bok.före")
    _check_release(release)
    with book.write() as tx:
        chosen = _load_seen(tx, slots, seen)
        if not chosen:
            return ScheduleChange(0, ())
        names, now = _check_change(tx, actor, chosen), clock.now(tx)
        passed = tuple(one for one in chosen if one.start <= now)
        same = tuple(one for one in chosen if one.start > now and one.release == release)
        other = tuple(one for one in chosen if one.start > now and one.release != release)
        before = slot_stamp.traces(tx, (one.id for one in other))
        tx.many(
            "UPDATE slot SET release = ?, release_day = ?, revision = revision + 1,"
            " changed_by = ?, changed_at = ? WHERE id = ?",
            (
                (release, planning.release_day_of(one.day, release), actor.label, now, one.id)
                for one in other
            ),
        )
        why = f"har redan {release_text(release)}, ändras inte"
        kept = (*_lines(tx, passed, names, "har börjat, ändras inte"),
                *_lines(tx, same, names, why))  # fmt: skip
        left = slot_stamp.read(tx, (one.id for one in other))
        changed = ScheduleChange(len(other), kept, before, left)
        _note_changed(tx, actor, chosen[0].clinic, f"fick {release_text(release)}", changed)
        return changed


def remove_times(
    book: Book, actor: Actor, slots: Sequence[int], *, seen: Sequence[SlotStamp] | None,
    undo: bool = False,
) -> ScheduleChange:  # fmt: skip
    """Take times off the schedule: free ones go at once, booked ones stay and are listed (R39).

    With ``undo`` they must be untouched since the act that is taken back, which left ``seen``.

    Raises:
        NotAllowed: others than schemaläggare and IT, or an Ombud type and not IT.
        NotFound: a time is gone.
        Conflict: a time is another than was seen.
    """
    require(actor, SCHEDULERS, "ta bort tider ur schemat")
    with book.write() as tx:
        return _remove(tx, actor, _load_seen(tx, slots, seen, undo=undo))


def _check_form(start: Instant, length_min: Minutes, release: int | None) -> None:
    longest = planning.LONGEST_MIN
    if not 1 <= length_min <= longest:
        said = f"Längd ska vara 1–{longest} minuter."
        raise Invalid("number", said, field="length_min")
    _check_release(release)
    planning.check_instants(start, start + length_min * 60)


def _check_release(release: int | None) -> None:
    if release is not None and not release_fits(release):
        said = f"Bok.före ska vara {MIN_RELEASE}–{MAX_RELEASE} dagar eller tomt."
        raise Invalid("number", said, source="[000] R29-R31", field="release")


def _check_place(
    tx: Tx, clinic: int, resource: Resource, start: Instant, length_min: Minutes
) -> None:
    """Refuse a time that has begun, without a valid resource, or on top of another."""
    now = clock.now(tx)
    if start <= now:
        said = f"Tiden {instant_text(start)} har redan börjat (nu {instant_text(now)})."
        raise Refused("time-has-passed", said, source="crm:scheduling 1.1", field="start")
    planning.check_clock(start)
    span = past_midnight(start, length_min)
    if span:
        said = (
            f"Tiden {span} passerar midnatt. En tid slutar senast 24:00; lägg resten dagen efter."
        )
        raise Refused("past-midnight", said, source="vårt val", field="length_min")
    if not resource.valid_on(day_of(start)):
        said = f"{resource.name} är inte giltig {day_text(day_of(start))}."
        raise Refused("resource-not-valid", said, source="[000] A3 Giltighet", field="start")
    assert resource.id is not None  # it is stored
    there = planning.standing(tx, resource.id, start, start + length_min * 60)
    if there:
        names = planning.type_names(tx, clinic)
        items = tuple(
            f"{span_text(one.start, one.length_min)} {names[one.time_type]}"
            f" ({'bokad' if one.taken else 'ledig'})"
            for one in there
        )
        said = f"{resource.name} har redan en tid då."
        raise Refused("slot-overlap", said, field="start", items=items)


def _load(reader: Reader, wanted: Sequence[int]) -> tuple[Slot, ...]:
    """The times with these ids, each once, by start.

    Raises:
        NotFound: one of them is gone.
    """
    found = [slots.load(reader, one) for one in dict.fromkeys(wanted)]
    return tuple(sorted(found, key=lambda one: (one.start, one.resource)))


def _load_seen(
    reader: Reader, wanted: Sequence[int], seen: Sequence[SlotStamp] | None, *, undo: bool = False
) -> tuple[Slot, ...]:
    """The same, if they stand as they were seen.

    Raises:
        NotFound: one of them is gone, and nothing was seen.
        Conflict: one of them is another, or gone.
    """
    slot_stamp.check(reader, wanted, seen, undo=undo)
    return _load(reader, wanted)


def _check_change(reader: Reader, actor: Actor, chosen: tuple[Slot, ...]) -> dict[int, str]:
    """Refuse times of several clinics, and others than IT Ombud times; gives the types' names."""
    if len({one.clinic for one in chosen}) > 1:
        raise Invalid("clinics", "Tiderna hör till olika enheter.", field="slots")
    names = planning.type_names(reader, chosen[0].clinic)
    for time_type in {one.time_type for one in chosen}:
        planning.check_agent(actor, names[time_type])
    return names


def _remove(tx: Tx, actor: Actor, chosen: tuple[Slot, ...]) -> ScheduleChange:
    if not chosen:
        return ScheduleChange(0, ())
    names = _check_change(tx, actor, chosen)
    free, booked = _parted(chosen)
    before = slot_stamp.traces(tx, (one.id for one in free))
    now = clock.now(tx)
    removals.note(tx, "slot", (one.id for one in free), actor, now)
    tx.many("DELETE FROM slot WHERE id = ?", ((one.id,) for one in free))
    if free:
        note_removed(tx, actor, chosen[0].clinic, before, now)
    return ScheduleChange(len(free), _lines(tx, booked, names, "bokad, står kvar"), before)


def note_removed(tx: Tx, actor: Actor, clinic: int, gone: Sequence[Trace], now: Instant) -> None:
    """Note that times were taken away; of very many it is not kept how they were."""
    times = slot_stamp.told(tx, (one.stamp for one in gone))
    text = times_text(times, "borttagen" if len(gone) == 1 else "borttagna")
    steps = (Step(How.PUT_TIMES_BACK, gone),) if len(gone) <= MOST_TIMES else ()
    note(tx, actor, clinic, Kind.TIMES_REMOVED, text, now, *steps)


def _note_changed(tx: Tx, actor: Actor, clinic: int, done: str, changed: ScheduleChange) -> None:
    if not changed.changed:
        return
    text = times_text(slot_stamp.told(tx, changed.left), done)
    step = Step(How.TIMES_AS_BEFORE, (changed.before, changed.left))
    steps = (step,) if changed.changed <= MOST_TIMES else ()
    note(tx, actor, clinic, Kind.TIMES_CHANGED, text, clock.now(tx), *steps)


def _parted(chosen: Iterable[Slot]) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """The free ones and the booked ones."""
    free: list[Slot] = []
    booked: list[Slot] = []
    for one in chosen:
        (booked if one.taken else free).append(one)
    return tuple(free), tuple(booked)


def _lines(
    reader: Reader, chosen: tuple[Slot, ...], names: dict[int, str], why: str
) -> tuple[str, ...]:
    """One Swedish line a time: when, what, on whom, and why it is listed."""
    if not chosen:
        return ()
    on = dict(reader.rows("SELECT id, name FROM resource WHERE clinic_id = ?", (chosen[0].clinic,)))
    return tuple(
        f"{span_text(one.start, one.length_min)} {names[one.time_type]}, {on[one.resource]}: {why}."
        for one in chosen
    )
