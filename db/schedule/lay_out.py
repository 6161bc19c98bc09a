"""Laying a schedule template out on resources, and undoing it (R28-R33, GUIDES.md A7).

A dry run and the real one make the same plan; the dry run stops before it writes.
"""

from collections.abc import Sequence
from dataclasses import replace

from db import clock
from db.acts.noting import MOST_TIMES, How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Conflict, Invalid, NotFound, Refused
from db.permissions import SCHEDULERS, require
from db.rules.acts import Kind, short_day_text
from db.rules.changes.same_as_shown import Who
from db.rules.local_time import day_of, instant_text
from db.schedule import planning, removals, slot_stamp, templates, undo
from db.schedule.layout_plan import (
    Collision,
    LaidOut,
    Layout,
    Order,
    PlannedTime,
    Progress,
    planned,
)
from db.schedule.planning import span_text
from db.schedule.slot_stamp import Trace, release_text
from db.setup import clinics
from db.setup.resource_history import ResourceHistory
from db.values import Actor, Day, Instant, count_text

MOST_DAYS = 366
"""How many days may be laid out at once (GUIDES.md A7)."""

_BATCH = 500
"""How many times are made between two words of progress."""

_SOURCE = "[000] R33; vårt val"
_SELECT = (
    "SELECT l.clinic_id, l.id, l.template_name, l.from_day, l.to_day, l.made_by, l.made_at,"
    " l.undone_at, l.undone_by, count(s.id), coalesce(sum(s.taken), 0)"
    " FROM layout l LEFT JOIN slot s ON s.layout_id = l.id WHERE {} GROUP BY l.id"
    " ORDER BY l.id DESC"
)


def lay_out(  # noqa: PLR0913 - each is a field of the dialog, or what it showed
    book: Book,
    actor: Actor,
    clinic: int,
    template: int,
    resources: Sequence[int],
    from_day: Day,
    to_day: Day,
    *,
    dry_run: bool = False,
    skip_collisions: bool = False,
    progress: Progress | None = None,
    seen: LaidOut | None,
) -> LaidOut:
    """Lay a template out on resources for the days ``from_day`` to ``to_day``, both included.

    Times under a blocking event are made, not offered, and are no collisions. Days on which a
    resource is not valid and starts in a skipped or doubled clock hour are left out and said.

    Args:
        book: the book.
        actor: schemaläggare or IT; IT alone where the template has Ombud types (R6).
        clinic: the clinic.
        template: the template's id.
        resources: resource ids; one named twice counts once.
        from_day: the first local day.
        to_day: the last local day, at most 366 days in all.
        dry_run: only tell what would be made; never refuses for collisions.
        skip_collisions: make the times that do not collide ("Hoppa över krockar").
        progress: told how many of how many times are made; when it answers False nothing is.
        seen: the dry run that was shown: these times are made, or none; None where none was.

    Raises:
        NotAllowed: others than schemaläggare and IT, or Ombud types and not IT.
        Invalid: no resource, days in the wrong order or too many.
        NotFound: the template or a resource is not the clinic's.
        Refused: collisions remain (listed in ``items``), a type is cleared, or ``progress``
            said no (``cancelled``).
        Conflict: other times would be made than were shown.
    """
    require(actor, SCHEDULERS, "lägga ut scheman")
    _check_period(from_day, to_day)
    if not resources:
        raise Invalid("empty", "Välj minst en resurs.", field="resources")
    asked = (actor, clinic, template, resources, from_day, to_day)
    if dry_run:
        with book.read() as reader:
            return planned(reader, _order(reader, *asked))
    with book.write() as tx:
        order = _order(tx, *asked)
        found = planned(tx, order)
        _check_plan(tx, order, found, seen)
        if found.collisions and not skip_collisions:
            raise _collisions_remain(found.collisions)
        made = _write(tx, actor, order, found.slots, progress)
        there = None if made is None else _load(tx, made)[1]
        if there is not None:
            note_laid_out(tx, actor, clinic, there, clock.now(tx))
        return replace(found, layout=made, stands=there)


def _check_plan(reader: Reader, order: Order, found: LaidOut, seen: LaidOut | None) -> None:
    """Go on only if the times are those that were shown; what blocks them may be another."""
    if seen is None:
        return
    now, shown = ([one[:5] for one in plan.slots] for plan in (found, seen))
    if now == shown:
        return
    row = reader.row(
        "SELECT changed_by, changed_at FROM template WHERE id = ? AND revision > 1",
        (order.template.id,),
    )
    who = Who(*(row or ()))
    changed = f" Mallen ändrades senast {who.text}." if who.name else ""
    text = (
        f"Nu skulle andra tider läggas ut än de som visades ({len(now)} i stället för"
        f" {len(shown)}).{changed} Inget lades ut; se över."
    )
    raise Conflict(text, what="schemaläggningen", who=who.name, when=who.at)


def undo_layout(book: Book, actor: Actor, layout: int, *, seen: Layout | None) -> int:
    """Take back a laying out; all other times stand.

    A time that somebody has changed since is theirs, and stops it as a booked one does
    (GUIDES.md A7). ``seen`` is the laying out as it was shown. Gives how many times were removed.

    Raises:
        NotAllowed: others than schemaläggare and IT, or Ombud types and not IT.
        NotFound: there is no such laying out.
        Refused: it is undone already, or any of its times is or was booked, or has been changed
            (``items``).
        Conflict: it has not the times that were shown.
    """
    require(actor, SCHEDULERS, "ångra utlagda scheman")
    with book.write() as tx:
        clinic, there = _load(tx, layout)
        if there.undone_at is not None:
            who = Who(there.undone_by, there.undone_at)
            by = f"{who.text}" if who.name else instant_text(there.undone_at)
            raise Refused("layout-undone", f"Schemaläggningen ångrades redan {by}.")
        names = planning.type_names(tx, clinic)
        for (time_type,) in tx.rows(
            "SELECT DISTINCT time_type_id FROM slot WHERE layout_id = ?", (layout,)
        ):
            planning.check_agent(actor, names[time_type])
        _refuse_touched(tx, clinic, there, names)
        _check_seen(tx, there, seen)
        now = clock.now(tx)
        _note_undone(tx, actor, clinic, there, now)
        tx.run(
            "UPDATE layout SET undone_at = ?, undone_by = ? WHERE id = ?",
            (now, actor.label, layout),
        )
        removals.note_layout(tx, layout, actor, now)
        return tx.run("DELETE FROM slot WHERE layout_id = ?", (layout,))


def note_laid_out(tx: Tx, actor: Actor, clinic: int, there: Layout, now: Instant) -> None:
    """Note a laying out, or that it stands again."""
    text = f"Schemat ”{there.template_name}” utlagt: {_extent(there)}"
    note(tx, actor, clinic, Kind.LAID_OUT, text, now, Step(How.UNDO_LAYOUT, there))


def _note_undone(tx: Tx, actor: Actor, clinic: int, there: Layout, now: Instant) -> None:
    """Note that a laying out is taken back, before it is; of very many times not how they were."""
    text = f"Schemaläggningen av ”{there.template_name}” borttagen: {_extent(there)}"
    steps: tuple[Step, ...] = ()
    if there.slots <= MOST_TIMES:
        ids = tx.rows("SELECT id FROM slot WHERE layout_id = ? ORDER BY id", (there.id,))
        gone = slot_stamp.traces(tx, (key for (key,) in ids))
        steps = (Step(How.LAY_OUT_AGAIN, (there.id, gone)),)
    note(tx, actor, clinic, Kind.LAYOUT_UNDONE, text, now, *steps)


def _extent(there: Layout) -> str:
    first, last = short_day_text(there.from_day), short_day_text(there.to_day)
    period = first if first == last else f"{first} – {last}"
    return f"{count_text(there.slots, 'tid', 'tider')}, {period}"


def lay_out_again(
    book: Book, actor: Actor, layout: int, *, seen: Sequence[Trace]
) -> tuple[str, ...]:
    """Let a laying out that was undone stand again, each of its times that still has room.

    ``seen`` is its times as they were. Gives Swedish lines: those that have no room, and why.

    Raises:
        NotAllowed: others than schemaläggare and IT, or Ombud types and not IT.
        NotFound: there is no such laying out.
        Refused: it stands, or there is room for none of its times (``items``).
    """
    require(actor, SCHEDULERS, "lägga ut scheman")
    with book.write() as tx:
        clinic, there = _load(tx, layout)
        if there.undone_at is None:
            raise Refused("layout-stands", "Schemaläggningen står redan.")
        tx.run("UPDATE layout SET undone_at = NULL, undone_by = '' WHERE id = ?", (layout,))
        _, kept = undo.lay_back(tx, actor, clinic, seen)
        note_laid_out(tx, actor, clinic, _load(tx, layout)[1], clock.now(tx))
        return kept


def _load(reader: Reader, layout: int) -> tuple[int, Layout]:
    """A laying out with its clinic.

    Raises:
        NotFound: there is no such.
    """
    row = reader.row(_SELECT.format("l.id = ?"), (layout,))
    if row is None:
        raise NotFound("layout", "Schemaläggningen finns inte i boken.")
    return row[0], Layout(*row[1:])


def _check_seen(reader: Reader, now: Layout, seen: Layout | None) -> None:
    """Go on only if the laying out has the times that were shown."""
    if seen is None or now == seen:
        return
    row = reader.row(
        "SELECT removed_by, removed_at FROM removal WHERE layout = ? ORDER BY id DESC LIMIT 1",
        (now.id,),
    )
    who = Who(*(row or ()))
    text = (
        f"Schemaläggningen har nu {now.slots} tider, inte {seen.slots}: den ändrades {who.text}."
        " Ingenting togs bort."
    )
    raise Conflict(text, what="schemaläggningen", who=who.name, when=who.at)


def last_layout(book: Book, clinic: int) -> Layout | None:
    """The clinic's latest laying out that stands, which "Ångra senaste schemaläggning" takes back.

    None when there is none. Whether it may be undone ``undo_layout`` says.
    """
    with book.read() as reader:
        standing = _SELECT.format("l.clinic_id = ? AND l.undone_at IS NULL")
        row = reader.row(f"{standing} LIMIT 1", (clinic,))
    return None if row is None else Layout(*row[1:])


def resources_of(book: Book, layout: int) -> tuple[int, ...]:
    """The ids of the resources that a laying out still has times on."""
    with book.read() as reader:
        sql = "SELECT DISTINCT resource_id FROM slot WHERE layout_id = ?"
        return tuple(row[0] for row in reader.rows(sql, (layout,)))


def load(book: Book, layout: int) -> Layout:
    """One laying out as it stands.

    Raises:
        NotFound: there is no such laying out.
    """
    with book.read() as reader:
        return _load(reader, layout)[1]


def layouts(book: Book, clinic: int) -> tuple[Layout, ...]:
    """The clinic's layings out, the newest first."""
    with book.read() as reader:
        rows = reader.rows(_SELECT.format("l.clinic_id = ?"), (clinic,))
    return tuple(Layout(*row[1:]) for row in rows)


def _check_period(from_day: Day, to_day: Day) -> None:
    planning.check_days(from_day, to_day)
    days = to_day - from_day + 1
    if days > MOST_DAYS:
        text = f"Högst {MOST_DAYS} dagar läggs ut åt gången (perioden har {days})."
        raise Invalid("too-many-days", text, source=_SOURCE, field="to")


def _order(
    reader: Reader,
    actor: Actor,
    clinic: int,
    template: int,
    wanted: Sequence[int],
    from_day: Day,
    to_day: Day,
) -> Order:
    if reader.value("SELECT clinic_id FROM template WHERE id = ?", (template,)) != clinic:
        raise NotFound("template", "Schemamallen finns inte på enheten.", field="template")
    found = templates.load(reader, template)
    names = planning.type_names(reader, clinic)
    planning.check_types(actor, (row.time_type for row in found.rows), names)
    chosen = planning.resources_in(reader, clinic, wanted)
    today = clock.state(reader).today
    return Order(clinics.load(reader, clinic), found, chosen, from_day, to_day, names, today)


def _collisions_remain(collisions: tuple[Collision, ...]) -> Refused:
    count = count_text(len(collisions), "krock", "krockar")
    text = f"{count} med tider som redan finns. Inget lades ut. Hoppa över krockar eller ändra."
    items = tuple(one.text for one in collisions)
    return Refused("collisions", text, source=_SOURCE, items=items)


def _write(
    tx: Tx,
    actor: Actor,
    order: Order,
    slots: tuple[PlannedTime, ...],
    progress: Progress | None,
) -> int | None:
    """Make the times; returns the laying out's id, or None when there is nothing to make."""
    if not slots:
        return None
    clinic = order.clinic.id
    layout = tx.insert(
        "INSERT INTO layout (clinic_id, template_name, from_day, to_day, made_by, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (clinic, order.template.name, order.from_day, order.to_day, actor.label, clock.now(tx)),
    )
    told = progress or _nobody
    for done in range(0, len(slots), _BATCH):
        if not told(done, len(slots)):
            text = "Schemaläggningen avbröts. Inget lades ut."
            raise Refused("cancelled", text)
        tx.put_in(
            "INSERT INTO slot (clinic_id, resource_id, time_type_id, start, length_min, day,"
            " release, release_day, blocked, layout_id)",
            10,
            (
                (clinic, one.resource, one.time_type, one.start, one.length_min, day, one.release,
                 planning.release_day_of(day, one.release), int(one.blocked), layout)
                for one, day in ((one, day_of(one.start)) for one in slots[done : done + _BATCH])
            ),
        )  # fmt: skip
    told(len(slots), len(slots))
    return layout


def _nobody(done: int, total: int) -> bool:
    """The progress that nobody follows."""
    return done <= total


def _refuse_touched(tx: Tx, clinic: int, layout: Layout, names: dict[int, str]) -> None:
    """Refuse to undo a laying out when a patient has met its times, or someone changed them.

    A cancelled or rebooked visit no longer points at the time it had, so the history is asked:
    only what was done since the laying out, as an older time may have stood in the same place.
    """
    now = set(
        tx.rows(
            "SELECT start, resource_id FROM booking WHERE clinic_id = ? AND (slot_id IN"
            " (SELECT id FROM slot WHERE layout_id = ?)"
            " OR status = 'cancelled' AND changed_at >= ?)",
            (clinic, layout.id, layout.made_at),
        )
    )
    history = ResourceHistory(tx, clinic)
    once = {
        (start, history.whose(resource, name))
        for start, resource, name in tx.each(
            "SELECT new_start, new_resource_id, new_resource FROM booking_change"
            " WHERE clinic_id = ? AND at >= ?",
            (clinic, layout.made_at),
        )
    }
    rows = tx.rows(
        "SELECT slot.start, slot.length_min, slot.taken, resource.id, resource.name,"
        " slot.time_type_id, slot.release, slot.changed_by, slot.changed_at"
        " FROM slot JOIN resource ON resource.id = slot.resource_id"
        " WHERE slot.layout_id = ? ORDER BY slot.start, resource.name COLLATE swedish",
        (layout.id,),
    )
    items, booked = [], False
    for start, length, taken, resource, name, *change in rows:
        met = (start, resource) in now or (start, resource) in once
        said = "bokad" if taken else "har varit bokad" if met else _changed_text(names, *change)
        booked = booked or bool(taken) or met
        if said:
            items.append(f"{span_text(start, length)} {name}: {said}.")
    if items:
        why = "är eller har varit bokade" if booked else "är ändrade sedan dess"
        text = f"Schemaläggningen kan inte ångras: tider i den {why}."
        code = "layout-booked" if booked else "layout-changed"
        raise Refused(code, text, source=_SOURCE, items=tuple(items))


def _changed_text(
    names: dict[int, str], time_type: int, release: int | None, by: str, at: Instant
) -> str:
    """What somebody has made of a time since it was laid out; empty when nobody has."""
    if not by:
        return ""
    return f"är nu {names[time_type]}, {release_text(release)}, ändrad {Who(by, at).text}"
