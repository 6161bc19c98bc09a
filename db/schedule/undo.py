"""Taking changes of the schedule back: each time only if it still is what the act left.

What others have done to a time since then is theirs. Those times are left and told, with who did
it; where nothing is left to take back, the whole is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from db import clock
from db.acts.noting import How, Step, note
from db.book import Book, Tx
from db.errors import Refused
from db.permissions import SCHEDULERS, require
from db.rules.acts import Kind, times_text
from db.rules.changes.same_as_shown import Who
from db.rules.local_time import day_of, day_text
from db.schedule import planning, slot_stamp
from db.schedule.planning import span_text
from db.schedule.slot_stamp import SlotStamp, Told, Trace
from db.values import Actor, Instant


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a change back did.

    Attributes:
        back: the times that are as they were, each as it was before the act and as it is now.
        kept: Swedish lines: the times that are not, and why.
    """

    back: tuple[tuple[SlotStamp, SlotStamp], ...]
    kept: tuple[str, ...]


def take_back(
    book: Book, actor: Actor, before: Sequence[Trace], *, seen: Sequence[SlotStamp]
) -> TakenBack:
    """Give times the tidstyp and the Bok.före that they had before "Ändra schema" (R35).

    ``seen`` is the same times, in the same order, as the act left them.

    Raises:
        NotAllowed: others than schemaläggare and IT, or an Ombud type and not IT.
        Conflict: all of them have been changed by others since.
    """
    require(actor, SCHEDULERS, "ångra ändringar i schemat")
    with book.write() as tx:
        told: list[Told] = []
        back: list[tuple[SlotStamp, SlotStamp]] = []
        kept: list[str] = []
        for one, left in zip(before, seen, strict=True):
            changed = slot_stamp.difference(tx, left, undo=True)
            if changed is not None:
                told.append(changed)
                continue
            why = _restore(tx, actor, one, left)
            if why:
                kept.append(why)
            else:
                (now,) = slot_stamp.read(tx, (left.slot,))
                back.append((one.stamp, now))
        if told and not back and not kept:
            raise slot_stamp.conflict(told)
        if back:
            _note_back(tx, actor, before, seen, back)
        return TakenBack(tuple(back), (*kept, *(f"{one.text}." for one in told)))


def put_back(book: Book, actor: Actor, clinic: int, gone: Sequence[Trace]) -> TakenBack:
    """Lay times that were taken off the schedule out again, each that still has room (R39).

    They come back with the laying out that they were of, unless that is undone.

    Raises:
        NotAllowed: others than schemaläggare and IT, or an Ombud type and not IT.
        NotFound: a resource or a type is not the clinic's.
        Refused: there is room for none of them (``items``).
    """
    require(actor, SCHEDULERS, "ångra ändringar i schemat")
    with book.write() as tx:
        back, kept = lay_back(tx, actor, clinic, gone)
        stamps = tuple(now for _, now in back)
        if stamps:
            text, at = times_text(slot_stamp.told(tx, stamps), "tillbaka"), clock.now(tx)
            note(tx, actor, clinic, Kind.TIMES_ADDED, text, at, Step(How.TAKE_TIMES_AWAY, stamps))
        return TakenBack(back, kept)


def lay_back(
    tx: Tx, actor: Actor, clinic: int, gone: Sequence[Trace]
) -> tuple[tuple[tuple[SlotStamp, SlotStamp], ...], tuple[str, ...]]:
    """Lay times out again, each that has room: those, as they were and are, and why not the others.

    Raises:
        As ``put_back``.
    """
    now = clock.now(tx)
    names = planning.type_names(tx, clinic)
    for one in gone:
        planning.check_agent(actor, names.get(one.stamp.time_type, ""))
    found = [(one, _why_not(tx, clinic, one.stamp, names, now)) for one in gone]
    free = [one for one, why in found if not why]
    kept = tuple(f"{_when(one.stamp)}: {why}." for one, why in found if why)
    if kept and not free:
        text = "Tiderna kan inte läggas tillbaka." if len(kept) > 1 else kept[0]
        raise Refused("not-put-back", text, items=kept)
    stamps = slot_stamp.read(tx, [slot_stamp.lay(tx, clinic, one) for one in free])
    return tuple(zip((one.stamp for one in free), stamps, strict=True)), kept


def _note_back(
    tx: Tx,
    actor: Actor,
    before: Sequence[Trace],
    seen: Sequence[SlotStamp],
    back: Sequence[tuple[SlotStamp, SlotStamp]],
) -> None:
    """Note that times are what they were; each was, before that, what the act had left."""
    now = {stamp.slot: stamp for _, stamp in back}
    left = {stamp.slot: stamp for stamp in seen}
    undone = tuple(
        one._replace(stamp=left[one.stamp.slot], changed=Who(actor.label, clock.now(tx)))
        for one in before if one.stamp.slot in now
    )  # fmt: skip
    stamps = tuple(now.values())
    clinic = tx.value("SELECT clinic_id FROM slot WHERE id = ?", (stamps[0].slot,))
    text = times_text(slot_stamp.told(tx, stamps), "som förut")
    step = Step(How.TIMES_AS_BEFORE, (undone, stamps))
    note(tx, actor, clinic, Kind.TIMES_CHANGED, text, clock.now(tx), step)


def _restore(tx: Tx, actor: Actor, before: Trace, left: SlotStamp) -> str:
    """Make a time what it was; why not, where it cannot be."""
    old = before.stamp
    clinic = tx.value("SELECT clinic_id FROM slot WHERE id = ?", (left.slot,))
    names = planning.type_names(tx, clinic)
    for kind in {old.time_type, left.time_type}:
        planning.check_agent(actor, names.get(kind, ""))
    taken = tx.value("SELECT taken FROM slot WHERE id = ?", (left.slot,))
    if taken and old.time_type != left.time_type:
        return f"{_when(left)}: bokad, behåller sin tidstyp."
    if not names.get(old.time_type, "").strip():
        return f"{_when(left)}: tidstypen är rensad."
    day = day_of(old.start)
    tx.run(
        "UPDATE slot SET time_type_id = ?, release = ?, release_day = ?, revision = revision + 1,"
        " changed_by = ?, changed_at = ? WHERE id = ?",
        (old.time_type, old.release, planning.release_day_of(day, old.release))
        + (*before.changed, left.slot),
    )
    return ""


def _why_not(tx: Tx, clinic: int, one: SlotStamp, names: dict[int, str], now: Instant) -> str:
    """Why a time cannot be laid out again; empty when it can."""
    if one.start <= now:
        return "har redan börjat"
    if not names.get(one.time_type, "").strip():
        return "tidstypen är rensad"
    (resource,) = planning.resources_in(tx, clinic, (one.resource,))
    if not resource.valid_on(day_of(one.start)):
        return f"{resource.name} är inte giltig {day_text(day_of(one.start))}"
    there = planning.standing(tx, one.resource, one.start, one.start + one.length_min * 60)
    if there:
        return (
            f"{resource.name} har en annan tid då, {span_text(there[0].start, there[0].length_min)}"
        )
    return ""


def _when(one: SlotStamp) -> str:
    return span_text(one.start, one.length_min)
