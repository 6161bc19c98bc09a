"""Tidstyper: the whole grid saved at once, clearing (R24), and what will surprise (R4-R24)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from db import clock, fields
from db import stamps as nouns
from db.acts.noting import How, Step, note
from db.book import Book, Reader, Tx
from db.errors import Invalid, NotFound, Refused
from db.fields import name_key
from db.permissions import IT, SCHEDULERS, require
from db.rules.acts import Kind, names_text
from db.rules.alphabet import sort_key
from db.rules.names import time_types as rules
from db.rules.names.type_columns import FIELD_LABELS
from db.setup import clinics
from db.setup.publishing import TYPE, publish, publish_waiting
from db.setup.time_type_use import use_warnings, users_of
from db.texts import COLOURS, VIDEO
from db.values import NO_VIDEO, Actor, Decision, Instant, TimeType, Verdict

WEB_INFO_BOUND = 500
_BOUNDS = {
    "name": fields.NAME_BOUND, "web_name": fields.NAME_BOUND, "web_info": WEB_INFO_BOUND,
}  # fmt: skip
MAX_LEVEL = 4

_FIELDS = {
    "hidden-no-web-ticks": "hidden",
    "agent-type-ticks": "web_bookable",
}
"""Where the screen points when a rule refuses; at the name unless it stands here."""

_IN_USE = "type-in-use"


def every(book: Book, clinic: int) -> tuple[TimeType, ...]:
    """The clinic's types in the order of the grid: blank rows first, then by name."""
    with book.read() as reader:
        return tuple(sorted(load_all(reader, clinic).values(), key=lambda one: sort_key(one.name)))


def load_all(reader: Reader, clinic: int) -> dict[int, TimeType]:
    """The clinic's types by id."""
    return {
        one.id or 0: one for one in TYPE.rows(reader, "WHERE clinic_id = ? ORDER BY id", (clinic,))
    }


def load(reader: Reader, time_type: int) -> TimeType:
    """The type with this id.

    Raises:
        NotFound: there is none.
    """
    return TYPE.load(reader, time_type)


def find(book: Book, clinic: int, name: str) -> TimeType:
    """The type with this Namn i AsynjaVisph, whatever its case.

    Raises:
        NotFound: no such type; the sentence lists near names.
    """
    return nouns.pick(every(book, clinic), name, "Tidstypen")


def save(
    book: Book,
    actor: Actor,
    clinic: int,
    edited: Sequence[TimeType],
    *,
    at_once: bool = False,
) -> tuple[TimeType, ...]:
    """Save the edited types, all or none; 1177 is told after the clinic's delay (R12).

    With ``at_once`` 1177 is told of them as they are saved, in the same transaction.

    Types that are not among ``edited`` stay as they are. Only those that differ from what is
    stored are written. One without name, ticks and texts is cleared (R24).

    A type whose ``id`` is None is made.

    Returns:
        The same types as stored, in the same order, with ids and revisions.

    Raises:
        NotAllowed: others than schemaläggare and IT.
        Invalid: a text too long, a colour, video value or level that does not exist.
        NotFound: a type that is not the clinic's.
        Conflict: someone saved one of them meanwhile.
        Refused: a rule says no (R4-R6, R8, R20-R21), or a type to be cleared is in use (R24).
    """
    require(actor, SCHEDULERS, "ändra tidstyper")
    nouns.check_once(one.id for one in edited)
    with book.write() as tx:
        saved = _save(tx, actor, clinic, edited, at_once=at_once)
        if at_once:
            publish_waiting(tx, clinic, {one.id for one in saved if one.id is not None})
        return saved


def clear(
    book: Book, actor: Actor, clinic: int, time_type: int, *, seen: TimeType | None
) -> TimeType:
    """Rensa: empty a type that will not be used again; its row may be reused (R24).

    Args:
        seen: the type as it was shown; None where nothing was.

    Raises:
        NotAllowed: others than schemaläggare and IT.
        NotFound: the type is not the clinic's.
        Conflict: someone has saved it since it was shown.
        Refused: an ombud type and not IT (R4), or it is in use; ``items`` says by what.
    """
    require(actor, SCHEDULERS, "rensa tidstyper")
    with book.write() as tx:
        known = load_all(tx, clinic)
        if time_type not in known:
            raise NotFound("time-type", "Tidstypen finns inte på enheten.")
        cleared = rules.cleared(known[time_type])
        if seen is not None:
            cleared = replace(cleared, revision=seen.revision)
        return _save(tx, actor, clinic, (cleared,))[0]


def warnings(book: Book, clinic: int, edited: Sequence[TimeType]) -> tuple[Verdict, ...]:
    """What may be saved but will surprise (R9, R11, R19, R21, R23, R26, R111).

    Those of ``rules.time_types`` and ``time_type_use.use_warnings``. Asked before a save: what
    hiding or pausing does to booked visits is told by what is stored.

    Returns:
        Verdicts whose first fact is ``("row", place in edited)``.
    """
    with book.read() as reader:
        stored = load_all(reader, clinic)
        policy = clinics.policy_of(clinics.load(reader, clinic))
        now = clock.now(reader)
        single = [
            nouns.in_row(at, verdict)
            for at, one in enumerate(edited)
            for verdict in (
                *rules.warn_type(one),
                *use_warnings(reader, policy, one, stored.get(one.id or 0), now),
            )
        ]
    whole = rules.warn_set((*edited, *_others(stored, edited)))
    return (*single, *(one for one in whole if _touches(one, len(edited))))


# --- saving -----------------------------------------------------------------------------------


def _taken_in(one: TimeType) -> TimeType:
    """The type with its texts cleaned and its choices known; cleared by hand equals Rensa."""
    where = f" på ”{nouns.short(one.name)}”"
    if one.colour not in COLOURS:
        raise Invalid("colour", f"Färgen{where} finns inte i paletten.", field="colour")
    if one.video and one.video not in VIDEO:
        said = f"Typ av videobesök{where} finns inte bland valen."
        raise Invalid("video", said, field="video")
    if one.level is not None and not 0 <= one.level <= MAX_LEVEL:
        said = f"1177-nivå{where} ska vara 0–{MAX_LEVEL} eller tom."
        raise Invalid("number", said, field="level")
    texts: dict[str, Any] = {
        field: fields.text(getattr(one, field), field, FIELD_LABELS[field] + where, bound)
        for field, bound in _BOUNDS.items()
    }
    cleaned = replace(one, video=one.video or NO_VIDEO, **texts)
    return rules.cleared(cleaned) if rules.is_cleared(cleaned) else cleaned


_Changed = dict[int, tuple[TimeType, TimeType | None]]
"""What is to be written, by its place in the edited set: the type as it is to be, and as it is."""


def _save(
    tx: Tx, actor: Actor, clinic: int, edited: Sequence[TimeType], *, at_once: bool = False
) -> tuple[TimeType, ...]:
    unit = clinics.load(tx, clinic)
    now = clock.now(tx)
    stored = load_all(tx, clinic)
    nouns.check_known(tx, "time_type", clinic, edited, "Tidstypen")
    changed = _changed(edited, stored)
    _check_rules(actor, edited, changed, stored)
    _check_unused(tx, changed, now)
    written = _write(tx, actor, clinic, changed, now)
    effective_at = now + unit.delay_min * 60
    publish(tx, clinic, clinics.policy_of(unit), written.values(), now, effective_at)
    if written:
        pairs = tuple(
            (changed[at][1] or replace(rules.cleared(one), revision=0), one)
            for at, one in written.items()
        )
        names = [one.name or before.name for before, one in pairs]
        said = names_text(names, "Tidstypen", "tidstyper")
        done = "sparad" if len(names) == 1 else "sparade"
        text = f"{said} {done}" + (" och publicerad" * at_once if len(names) == 1 else "")
        step = Step(How.TYPES_AS_BEFORE, (pairs, None if at_once else effective_at))
        note(tx, actor, clinic, Kind.TYPES_SAVED, text, now, step)
    return tuple(
        written[at] if at in written else stored[one.id or 0] for at, one in enumerate(edited)
    )


def _changed(edited: Sequence[TimeType], stored: dict[int, TimeType]) -> _Changed:
    changed: _Changed = {}
    for at, one in enumerate(edited):
        old = None if one.id is None else stored[one.id]
        if one != old:
            cleaned = _taken_in(one)
            if cleaned != old:
                changed[at] = (cleaned, old)
    return changed


def _check_rules(
    actor: Actor, edited: Sequence[TimeType], changed: _Changed, stored: dict[int, TimeType]
) -> None:
    by_it = actor.role in IT
    asked = [
        (one, nouns.in_row(at, verdict))
        for at, (one, old) in changed.items()
        for verdict in rules.check_type(one, old, by_it)
    ]
    mine = [changed[at][0] if at in changed else one for at, one in enumerate(edited)]
    whole = rules.check_set((*mine, *_others(stored, edited)))
    asked += [(TimeType(), verdict) for verdict in whole if _touches(verdict, len(edited))]
    refused = [(one, verdict) for one, verdict in asked if not verdict.passed]
    if not refused:
        return
    first = refused[0][1]
    raise Refused(
        first.rule,
        first.text,
        source=first.source,
        field=_FIELDS.get(first.rule, "name"),
        decision=Decision(verdict for _, verdict in asked),
        items=tuple(
            f"”{one.name}”: {verdict.text}" if one.name else verdict.text
            for one, verdict in refused
        ),
    )


def _others(stored: dict[int, TimeType], edited: Sequence[TimeType]) -> Iterator[TimeType]:
    """The clinic's types that are not being edited."""
    mine = {one.id for one in edited}
    return (one for key, one in stored.items() if key not in mine)


def _touches(verdict: Verdict, count: int) -> bool:
    """Whether one of the two rows a verdict is about is among the first ``count``."""
    facts = dict(verdict.facts)
    return any(int(facts[name] or 0) < count for name in ("row", "other"))


def _check_unused(tx: Tx, changed: _Changed, now: Instant) -> None:
    in_use = [
        (at, old, users_of(tx, old.id or 0, now))
        for at, (one, old) in changed.items()
        if old is not None and rules.is_cleared(one) and not rules.is_cleared(old)
    ]
    in_use = [found for found in in_use if found[2]]
    if not in_use:
        return
    source = "[000] R24; vårt val"
    decision = Decision(
        Verdict(_IN_USE, False, f"”{old.name}” används och kan inte rensas.", source,
                facts=(("row", at), ("users", len(lines))))
        for at, old, lines in in_use
    )  # fmt: skip
    several = len(in_use) > 1
    items = tuple(
        f"{old.name}: {line}" if several else line for _, old, lines in in_use for line in lines
    )
    raise Refused(
        _IN_USE, decision[0].text, source=source, field="name", decision=decision, items=items
    )


def _write(
    tx: Tx, actor: Actor, clinic: int, changed: _Changed, now: Instant
) -> dict[int, TimeType]:
    """Write the changed types; returns them as stored by their place in the edited set."""
    # Two types may swap names: all give up theirs before any takes a new one.
    tx.many(
        "UPDATE time_type SET name_key = '' WHERE id = ?",
        [(old.id,) for one, old in changed.values() if old is not None and one.name != old.name],
    )
    saving = nouns.saved(actor, now)
    return {
        at: nouns.store_whole(tx, "time_type", clinic, one, saving, name_key=name_key(one.name))
        for at, (one, _) in changed.items()
    }
