"""What the nouns edited in dialogs share: stale edits, taken names, and looking up by name."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import NamedTuple, TypeVar

from db.book import Reader, Tx
from db.errors import Conflict, Invalid, NotFound
from db.fields import NAME_BOUND, name_key
from db.rules.alphabet import sort_key
from db.rules.local_time import instant_text
from db.values import Actor, Fact, Instant, Resource, Template, TimeType, Verdict, clean

_NEAR = 3

Item = TypeVar("Item", Resource, Template, TimeType)


class Stamp(NamedTuple):
    """Who last saved a thing, and when.

    Attributes:
        changed_by: empty when it was made with the book.
    """

    name: str
    revision: int
    changed_by: str
    changed_at: Instant


def check_stale(kind: str, edits: Iterable[tuple[str, int, Stamp]]) -> None:
    """Refuse edits of things that someone else saved meanwhile.

    Args:
        kind: what they are, in Swedish and definite: ``Tidstypen``.
        edits: the edited name and revision, and the stamp of what is stored.

    Raises:
        Conflict: about the first stale one; the sentence names all of them.
    """
    stale = [(name, stamp) for name, revision, stamp in edits if revision != stamp.revision]
    if not stale:
        return
    names = [short(stamp.name or name, NAME_BOUND) for name, stamp in stale]
    first = stale[0][1]
    who = first.changed_by or "någon annan"
    when = f" {instant_text(first.changed_at)}" if first.changed_by else ""
    others = f" Även {_listed(names[1:])} har ändrats." if names[1:] else ""
    text = f"{kind} ”{names[0]}” har ändrats av {who}{when}.{others} Ingenting sparades."
    raise Conflict(text, what=names[0], who=who, when=first.changed_at)


def stamps(reader: Reader, table: str, clinic: int) -> dict[int, Stamp]:
    """Who last saved each of a clinic's rows of one table, by id."""
    rows = reader.rows(
        f"SELECT id, name, revision, changed_by, changed_at FROM {table} WHERE clinic_id = ?",
        (clinic,),
    )
    return {row[0]: Stamp(*row[1:]) for row in rows}


def check_once(ids: Iterable[int | None]) -> None:
    """Refuse a set in which one stored thing stands twice.

    Raises:
        Invalid: it does.
    """
    known = [one for one in ids if one is not None]
    if len(set(known)) != len(known):
        raise Invalid("twice", "Samma rad står två gånger i det som ska sparas.", field="id")


def check_known(
    tx: Tx, table: str, clinic: int, edited: Sequence[Resource] | Sequence[TimeType], kind: str
) -> None:
    """Refuse edits of things that are not the clinic's, or that someone else saved meanwhile.

    Args:
        edited: those that are stored, and new ones.
        kind: what they are, in Swedish and definite: ``Tidstypen``.

    Raises:
        NotFound: one is not the clinic's.
        Conflict: one is stale.
    """
    known = stamps(tx, table, clinic)
    old = [(one.name, one.revision, one.id) for one in edited if one.id is not None]
    if any(key not in known for _, _, key in old):
        raise NotFound(table.replace("_", "-"), f"{kind} finns inte på enheten.")
    check_stale(kind, ((name, seen, known[key]) for name, seen, key in old))


def saved(actor: Actor, now: Instant) -> tuple[str, Instant]:
    """Who saves, and when, as ``changed_by`` and ``changed_at`` keep it."""
    return clean(actor.label)[:NAME_BOUND], now


def store(
    tx: Tx,
    table: str,
    clinic: int,
    key: int | None,
    columns: Mapping[str, Fact],
    saving: tuple[str, Instant],
) -> int:
    """Insert a row with revision 1, or update it and count its revision up.

    Args:
        table: a table that has ``clinic_id``, ``revision``, ``changed_by`` and ``changed_at``.
        key: its id, or None for a new one.
        columns: the other columns; their names are the program's own, never a user's.
        saving: from ``saved``.

    Returns:
        The row's id.
    """
    values = (*columns.values(), *saving)
    names = (*columns, "changed_by", "changed_at")
    if key is None:
        marks = ", ".join("?" for _ in (clinic, *values))
        return tx.insert(
            f"INSERT INTO {table} (clinic_id, {', '.join(names)}) VALUES ({marks})",
            (clinic, *values),
        )
    settings = ", ".join(f"{name} = ?" for name in names)
    tx.run(
        f"UPDATE {table} SET {settings}, revision = revision + 1 WHERE id = ? AND clinic_id = ?",
        (*values, key, clinic),
    )
    return key


def store_whole(
    tx: Tx, table: str, clinic: int, one: Item, saving: tuple[str, Instant], **more: Fact
) -> Item:
    """Store a thing by its fields, which are its columns, and ``more``; returns it as stored."""
    names = [field.name for field in fields(one) if field.name not in ("id", "revision")]
    columns = {**{name: getattr(one, name) for name in names}, **more}
    key = store(tx, table, clinic, one.id, columns, saving)
    return replace(one, id=key, revision=one.revision + 1 if one.id else 1)


def repeated(names: Sequence[str]) -> Iterator[int]:
    """The places of names that stand earlier too, case and blanks apart; empty ones never do."""
    seen: set[str] = set()
    for at, key in enumerate(map(name_key, names)):
        if key and key in seen:
            yield at
        seen.add(key)


def pick(items: Sequence[Item], wanted: str, kind: str) -> Item:
    """The item whose name this is, case and blanks apart.

    Args:
        kind: what they are, in Swedish and definite: ``Tidstypen``.

    Raises:
        NotFound: none is called that; the sentence lists names that are near, or some others.
    """
    key = name_key(clean(wanted))
    for item in items:
        if key and name_key(item.name) == key:
            return item
    said = clean(wanted)[:NAME_BOUND]
    lead = f"{kind} ”{said}” finns inte." if said else f"{kind} måste ha ett namn."
    raise NotFound(
        "unknown-name",
        f"{lead} {_hint(key[:NAME_BOUND], [one.name for one in items])}",
        field="name",
    )


def in_row(at: int, verdict: Verdict) -> Verdict:
    """The verdict with the place it is about as its first fact, ``("row", at)``."""
    facts = (("row", at), *verdict.facts)
    return Verdict(verdict.rule, verdict.passed, verdict.text, verdict.source, verdict.code, facts)


def short(name: str, bound: int = 30) -> str:
    """A name cut to fit in a sentence."""
    cleaned = clean(name)
    return cleaned if len(cleaned) <= bound else f"{cleaned[: bound - 1]}…"


def _hint(key: str, names: Sequence[str]) -> str:
    known = {name_key(name): name for name in names if name}
    near = difflib.get_close_matches(key, known, _NEAR) if key else []
    near += [one for one in known if key and key in one and one not in near][:_NEAR]
    if near:
        return f"Menade du {_listed([known[one] for one in near], 'eller')}?"
    if not known:
        return "Det finns inga än."
    some = sorted(known.values(), key=sort_key)[:_NEAR]
    return f"Här finns till exempel {_listed(some)}."


def _listed(names: Sequence[str], joint: str = "och") -> str:
    quoted = [f"”{name}”" for name in names]
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} {joint} {quoted[-1]}"
