"""Resurser: who or what is booked, the names citizens read, and when they are valid (R25-R27)."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db import clock, fields
from db import stamps as nouns
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Invalid, Refused
from db.permissions import SCHEDULERS, require
from db.rules.acts import Kind, names_text
from db.rules.alphabet import sort_key
from db.rules.local_time import FIRST_YEAR, LAST_YEAR, instant_text
from db.rules.names.naming import resource_name_warnings
from db.setup.record import Record
from db.values import Actor, Day, Decision, Instant, Resource, ResourceKind, Verdict

RECORD = Record(Resource, "resource", "Resursen")
_DAY_SECONDS = 86400
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()


def every(book: Book, clinic: int) -> tuple[Resource, ...]:
    """The clinic's resources by name."""
    with book.read() as reader:
        found = load_all(reader, clinic).values()
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))


def load_all(reader: Reader, clinic: int) -> dict[int, Resource]:
    """The clinic's resources by id."""
    return {one.id or 0: one for one in RECORD.rows(reader, "WHERE clinic_id = ?", (clinic,))}


def load(reader: Reader, resource: int) -> Resource:
    """The resource with this id.

    Raises:
        NotFound: there is none.
    """
    return RECORD.load(reader, resource)


def find(book: Book, clinic: int, name: str) -> Resource:
    """The resource with this Resursnamn, whatever its case.

    Raises:
        NotFound: no such resource; the sentence lists near names.
    """
    return nouns.pick(every(book, clinic), name, "Resursen")


def save(book: Book, actor: Actor, clinic: int, edited: Sequence[Resource]) -> tuple[Resource, ...]:
    """Save the edited resources, all or none, at once for 1177 too (R25).

    Resources that are not among ``edited`` stay as they are; only those that differ are written.
    A resource with ``id`` None is made. Times outside a new validity stay; see ``cut_off``.

    Returns:
        The same resources as stored, in the same order, with ids and revisions.

    Raises:
        NotAllowed: others than schemaläggare and IT.
        Invalid: no name, a text too long, a validity that ends before it begins.
        NotFound: a resource that is not the clinic's.
        Conflict: someone saved one of them meanwhile.
        Refused: two resources would have one name ("name-taken").
    """
    require(actor, SCHEDULERS, "ändra resurser")
    nouns.check_once(one.id for one in edited)
    taken_in = tuple(map(_taken_in, edited))
    with book.write() as tx:
        return _save(tx, actor, clinic, taken_in)


def cut_off(book: Book, clinic: int, edited: Resource) -> tuple[str, ...]:
    """The coming times, free or booked, that a new validity would leave outside.

    They stay in the book; 1177 stops offering the free ones.

    Args:
        edited: the resource with its new validity; one that is not stored has no times.

    Returns:
        Swedish lines, soonest first, without any patient.
    """
    with book.read() as reader:
        now = clock.now(reader)
        rows = reader.rows(
            "SELECT s.start, s.length_min, t.name, s.taken FROM slot s"
            " JOIN time_type t ON t.id = s.time_type_id"
            " WHERE s.resource_id = ? AND s.clinic_id = ? AND s.start > ?"
            " AND s.start + s.length_min * 60 > ?"
            " AND (s.day < coalesce(?, s.day) OR s.day > coalesce(?, s.day)) ORDER BY s.start",
            (edited.id, clinic, now - _DAY_SECONDS, now, edited.valid_from, edited.valid_to),
        )
    return tuple(
        f"{instant_text(start)}, {length} min, {name}{' (bokad)' if taken else ''}"
        for start, length, name, taken in rows
    )


def warnings(edited: Sequence[Resource]) -> tuple[Verdict, ...]:
    """What a citizen would stumble on in the names of Befattningar (R26-R27, R111).

    Returns:
        Verdicts whose first fact is ``("row", place in edited)``.
    """
    return tuple(
        nouns.in_row(at, verdict)
        for at, one in enumerate(edited)
        for verdict in resource_name_warnings(one.name, one.kind)
    )


# --- saving -----------------------------------------------------------------------------------


def _taken_in(one: Resource) -> Resource:
    where = f" på ”{nouns.short(one.name)}”"
    if None not in (one.valid_from, one.valid_to) and (one.valid_from or 0) > (one.valid_to or 0):
        said = f"Giltighet{where} slutar innan den börjar."
        raise Invalid("validity", said, field="valid_to")
    return replace(
        one,
        name=fields.name(one.name, "name", "Resursnamn"),
        kind=ResourceKind(one.kind),
        valid_from=_day(one.valid_from, "valid_from", where),
        valid_to=_day(one.valid_to, "valid_to", where),
        profession=fields.text(
            one.profession, "profession", f"Yrkeskategori{where}", fields.NAME_BOUND
        ),
    )


def _day(day: Day | None, field: str, where: str) -> Day | None:
    if day is not None and not _FIRST_DAY <= day <= _LAST_DAY:
        said = f"Giltighet{where} ska ligga i åren {FIRST_YEAR}–{LAST_YEAR}."
        raise Invalid("validity", said, field=field)
    return day


def _save(tx: Tx, actor: Actor, clinic: int, edited: Sequence[Resource]) -> tuple[Resource, ...]:
    stored = load_all(tx, clinic)
    nouns.check_known(tx, "resource", clinic, edited, "Resursen")
    changed = [
        (at, one) for at, one in enumerate(edited) if one.id is None or one != stored[one.id]
    ]
    mine = {one.id for one in edited}
    others = [one for key, one in stored.items() if key not in mine]
    _check_names(edited, others)
    # Two may swap names: all give up theirs before any takes a new one. A cleaned name never
    # holds a control character, so what stands there meanwhile is nobody's.
    tx.many(
        "UPDATE resource SET name = char(1) || id WHERE id = ?",
        [(one.id,) for _, one in changed if one.id and one.name != stored[one.id].name],
    )
    written = dict(enumerate(edited))
    now = clock.now(tx)
    saving = nouns.saved(actor, now)
    for at, one in changed:
        written[at] = nouns.store_whole(tx, "resource", clinic, one, saving)
    if changed:
        pairs = tuple(
            (None if one.id is None else stored[one.id], written[at]) for at, one in changed
        )
        note_saved(tx, actor, clinic, pairs, now)
    return tuple(written.values())


Pair = tuple[Resource | None, Resource | None]
"""A resource as it was before an act, and as that left it; None where there was none."""


def note_saved(tx: Tx, actor: Actor, clinic: int, pairs: Sequence[Pair], now: Instant) -> None:
    """Note what became of resources."""
    one = (pairs[0][1] or pairs[0][0]) if len(pairs) == 1 else None
    names = [(after or before or Resource()).name for before, after in pairs]
    made = all(before is None for before, _ in pairs)
    gone = all(after is None for _, after in pairs)
    done = "ny" if made else "borttagen" if gone else "sparad"
    many = "nya" if made else "borttagna" if gone else "sparade"
    text = f"{names_text(names, 'Resursen', 'resurser')} {done if one else many}"
    step = Step(How.RESOURCES_AS_BEFORE, tuple(pairs))
    note(tx, actor, clinic, Kind.RESOURCES_SAVED, text, now, step)


def unmake(tx: Tx, clinic: int, resource: Resource) -> None:
    """Take a resource away that nothing has come to hang on since it was made.

    Raises:
        Refused: something has.
    """
    try:
        tx.run("DELETE FROM resource WHERE id = ? AND clinic_id = ?", (resource.id, clinic))
    except sqlite3.IntegrityError:
        text = f"Resursen ”{nouns.short(resource.name)}” används och tas inte bort."
        raise Refused("resource-in-use", text, field="name") from None


def make_again(tx: Tx, actor: Actor, clinic: int, resource: Resource, now: Instant) -> Resource:
    """Make a resource that was taken away, with the id that it had.

    Raises:
        Refused: another has its name.
    """
    others = [one for key, one in load_all(tx, clinic).items() if key != resource.id]
    _check_names((resource,), others)
    tx.run(
        "INSERT INTO resource (id, clinic_id, name, kind, valid_from, valid_to, profession,"
        " revision, changed_by, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (resource.id, clinic, resource.name, resource.kind.value, resource.valid_from)
        + (resource.valid_to, resource.profession, resource.revision)
        + nouns.saved(actor, now),
    )
    return resource


def _check_names(edited: Sequence[Resource], others: Sequence[Resource]) -> None:
    names = [one.name for one in (*others, *edited)]
    taken = list(nouns.repeated(names))
    if taken:
        decision = Decision(
            Verdict("name-taken", False, f"Det finns redan en resurs som heter ”{names[at]}”.",
                    "[000] R25", facts=(("row", at - len(others)),))
            for at in taken
        )  # fmt: skip
        raise Refused(
            "name-taken",
            decision[0].text,
            source=decision[0].source,
            field="name",
            decision=decision,
            items=tuple(verdict.text for verdict in decision),
        )
