"""PMO's "Ändra mall tillfälligt": one day's schedule made anew, its template left alone (R77).

The guide shows the dialog and not what becomes of booked times; that they stay, and that times
which are the same stay the same, is our choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import clock
from db.acts.noting import How, Step, note
from db.book import Book, Tx
from db.errors import Invalid, Refused
from db.permissions import SCHEDULERS, require
from db.rules.acts import Kind, short_day_text
from db.rules.changes.same_as_shown import Who
from db.rules.local_time import (
    clock_text,
    day_of,
    day_text,
    midnight,
    minute_of_day,
)
from db.rules.schedule.day_clock import DayClock
from db.rules.schedule.day_plan import DayRow, DayTime, check_day, rows_of, summary_text, times_of
from db.schedule import day_stamp, planning, removals, slot_stamp, slots
from db.schedule.day_stamp import DayStamp
from db.schedule.planning import Span, span_text
from db.schedule.slot_stamp import Trace
from db.tidbok.calendar import READERS
from db.values import Actor, Day, Instant, Minutes, Resource, Slot


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One resource's day as the dialog has it.

    Attributes:
        rows: the day's times, free and booked ones, gathered in rows.
        summary: the day in one line, ``Mottagningstid 4X15``.
        booked: Swedish lines: the booked times, which stay whatever is done.
        seen: the day as it stood, to be given back with the change.
    """

    resource: int
    resource_name: str
    day: Day
    rows: tuple[DayRow, ...]
    summary: str
    booked: tuple[str, ...]
    seen: DayStamp


@dataclass(frozen=True, slots=True)
class DayChanged:
    """What changing a day did.

    Attributes:
        removed: how many free times went.
        same: how many times stand as they stood.
        kept: Swedish lines: booked times that the rows no longer have, which stay.
        skipped: Swedish lines: times of the rows that could not be made, and why.
    """

    made: int
    removed: int
    same: int
    kept: tuple[str, ...]
    skipped: tuple[str, ...]


class _New(NamedTuple):
    """A time of the rows, once it has an instant."""

    time: DayTime
    start: Instant

    @property
    def span(self) -> Span:
        return self.start, self.start + self.time.length_min * 60


def day_plan(book: Book, actor: Actor, clinic: int, resource: int, day: Day) -> DayPlan:
    """One resource's day as rows Typ, Starttid, Tidsåtgång/tid, Antal tider, Sluttid.

    Raises:
        NotAllowed: a citizen.
        NotFound: the resource is not the clinic's.
        Invalid: the day lies outside the calendar.
    """
    require(actor, READERS, "läsa schemat")
    planning.check_days(day, day)
    with book.read() as reader:
        (found,) = planning.resources_in(reader, clinic, (resource,))
        there = slots.between(reader, clinic, resource, day, day)
        names = planning.type_names(reader, clinic)
        seen = day_stamp.read(reader, resource, day)
    rows = rows_of((_time(one) for one in there), DayClock(day))
    booked = tuple(_line(one, names) for one in there if one.taken)
    return DayPlan(resource, found.name, day, rows, summary_text(rows, names), booked, seen)


def change_day(
    book: Book,
    actor: Actor,
    clinic: int,
    resource: int,
    day: Day,
    rows: Sequence[DayRow],
    *,
    seen: DayStamp,
    empty: bool = False,
) -> DayChanged:
    """Make one day's free times anew; booked ones stay, and the template is left alone (R77).

    A time that the rows have at the same clock, length and type stays as it is. New ones take the
    Bok.före of the day's other times of their type. A new time on top of a booked one, on a clock
    that is skipped or passed twice, or that has begun is not made and is told.

    Args:
        actor: schemaläggare or IT; IT alone where Ombud times come or go (R6).
        day: the local day, today or later.
        rows: what the day is to have, in any order.
        seen: the day as it was seen, so that nobody's change is lost.
        empty: "Ställ in som tom dag": as if there were no rows.

    Raises:
        NotAllowed: others than schemaläggare and IT, or Ombud times and not IT.
        Invalid: a row that cannot be; ``field`` is ``rows:<index>:<field>``.
        NotFound: the resource is not the clinic's.
        Refused: the day has passed, or the resource is not valid then.
        Conflict: someone has changed or booked the day since it was seen.
    """
    require(actor, SCHEDULERS, "ändra dagens schema")
    planning.check_days(day, day)
    if (seen.resource, seen.day) != (resource, day):
        raise Invalid("stamp", "Dagen som ändras är inte den som visades.")
    wanted = () if empty else tuple(rows)
    with book.write() as tx:
        (found,) = planning.resources_in(tx, clinic, (resource,))
        names = planning.type_names(tx, clinic)
        _check_rows(wanted, names, DayClock(day))
        now = clock.now(tx)
        _check_day(found, day, day_of(now), wanted)
        day_stamp.check(tx, clinic, (seen,), bookings=True)
        there = slots.between(tx, clinic, resource, day, day)
        return _change(tx, actor, found, there, wanted, names, now, day)


def _check_rows(rows: Sequence[DayRow], names: dict[int, str], clock: DayClock) -> None:
    faults = check_day(rows, names, clock)
    if faults:
        facts = dict(faults[0].facts)
        row = facts["row"]
        field = f"rows:{row}:{facts['field']}"
        text = f"Rad {int(row or 0) + 1}: {faults[0].text}"
        raise Invalid(faults[0].rule, text, source=faults[0].source, field=field)


def _check_day(resource: Resource, day: Day, today: Day, rows: Sequence[DayRow]) -> None:
    if day < today:
        text = f"{day_text(day)} har passerat och ändras inte."
        raise Refused("day-has-passed", text, source="vårt val", field="day")
    if rows and not resource.valid_on(day):
        text = f"{resource.name} är inte giltig {day_text(day)}."
        raise Refused("resource-not-valid", text, source="[000] A3 Giltighet", field="day")


def _change(
    tx: Tx,
    actor: Actor,
    resource: Resource,
    there: tuple[Slot, ...],
    rows: Sequence[DayRow],
    names: dict[int, str],
    now: Instant,
    day: Day,
) -> DayChanged:
    wanted, skipped = _placed(day, rows)
    asked = {(one.start, one.time.length_min, one.time.time_type) for one in wanted}
    same = {_key(one) for one in there} & asked
    kept = tuple(one for one in there if one.taken and _key(one) not in same)
    gone = tuple(one for one in there if not one.taken and _key(one) not in same)
    standing = [one for one in there if one.taken or _key(one) in same]
    new: list[_New] = []
    for one in wanted:
        if (one.start, one.time.length_min, one.time.time_type) in same:
            continue
        why = _in_the_way(tx, resource, one, kept, now, day)
        if why:
            skipped.append(f"{clock_text(one.time.start_min)} {names[one.time.time_type]}: {why}.")
        else:
            new.append(one)
    for time_type in {one.time_type for one in gone} | {one.time.time_type for one in new}:
        planning.check_agent(actor, names[time_type])
    before = slot_stamp.traces(tx, (one.id for one in gone))
    removals.note(tx, "slot", (one.id for one in gone), actor, now)
    tx.many("DELETE FROM slot WHERE id = ?", ((one.id,) for one in gone))
    _make(tx, resource, new, (*standing, *gone), day, Who(actor.label, now))
    if new or gone:
        _note(tx, actor, resource, [one.start for one in new], before, now, day)
    lines = tuple(f"{_line(one, names)}: bokad, står kvar." for one in kept)
    return DayChanged(len(new), len(gone), len(same), lines, tuple(skipped))


def _note(
    tx: Tx,
    actor: Actor,
    resource: Resource,
    starts: Sequence[Instant],
    gone: Sequence[Trace],
    now: Instant,
    day: Day,
) -> None:
    """Note what became of the day: the new times go first when it is taken back."""
    at = "SELECT id FROM slot WHERE resource_id = ? AND start = ?"
    made = slot_stamp.read(tx, [tx.value(at, (resource.id, start)) for start in starts])
    clinic = tx.value("SELECT clinic_id FROM resource WHERE id = ?", (resource.id,))
    steps = [Step(How.TAKE_TIMES_AWAY, made)] if made else []
    steps += [Step(How.PUT_TIMES_BACK, gone)] if gone else []
    text = (
        f"Dagens schema ändrat: {short_day_text(day)}, {resource.name},"
        f" {len(made)} nya tider och {len(gone)} borttagna"
    )
    note(tx, actor, clinic, Kind.DAY_CHANGED, text, now, *steps)


def _placed(day: Day, rows: Sequence[DayRow]) -> tuple[list[_New], list[str]]:
    """The rows' times with their instants, by start, and those that the clock change takes."""
    clock = DayClock(day)
    placed: list[_New] = []
    lost: list[str] = []
    for one in times_of(rows, clock):
        why = clock.why_not(one.start_min)
        if why:
            lost.append(f"{why}, ingen tid.")
        else:
            placed.append(_New(one, midnight(day) + clock.elapsed(one.start_min) * 60))
    return sorted(placed, key=lambda new: new.start), lost


def _in_the_way(
    tx: Tx, resource: Resource, one: _New, kept: tuple[Slot, ...], now: Instant, day: Day
) -> str:
    """Why a new time cannot be made; empty when it can."""
    if one.start <= now:
        return "har redan börjat"
    start, end = one.span
    for other in kept:
        if other.start < end and start < other.end:
            return f"krockar med den bokade {span_text(other.start, other.length_min)[11:]}"
    assert resource.id is not None  # it is stored
    # Only times of the days beside it can still be in the way.
    for near in planning.standing(tx, resource.id, start, end):
        if day_of(near.start) != day:
            return f"krockar med {span_text(near.start, near.length_min)}"
    return ""


def _make(
    tx: Tx,
    resource: Resource,
    new: Sequence[_New],
    before: Sequence[Slot],
    day: Day,
    who: Who,
) -> None:
    assert resource.id is not None  # it is stored
    clinic = tx.value("SELECT clinic_id FROM resource WHERE id = ?", (resource.id,))
    releases = {one.time_type: one.release for one in before}
    spans = planning.blocked_spans(tx, resource.id, midnight(day), midnight(day + 2))
    covered = {at for at, _ in planning.overlaps([one.span for one in new], spans)}
    rows = []
    for at, one in enumerate(new):
        release = releases.get(one.time.time_type)
        rows.append(
            (clinic, resource.id, one.time.time_type, one.start, one.time.length_min, day, release,
             planning.release_day_of(day, release), int(at in covered), *who)
        )  # fmt: skip
    tx.many(
        "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day, release,"
        " release_day, blocked, changed_by, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _key(one: Slot) -> tuple[Instant, Minutes, int]:
    return one.start, one.length_min, one.time_type


def _time(one: Slot) -> DayTime:
    return DayTime(one.time_type, minute_of_day(one.start), one.length_min)


def _line(one: Slot, names: dict[int, str]) -> str:
    return f"{span_text(one.start, one.length_min)[11:]} {names[one.time_type]}"
