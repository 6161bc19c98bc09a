"""Who took a time or an event away, for one who still has it on the screen."""

from collections.abc import Iterable
from typing import Final, Literal

from db.book import Reader, Tx
from db.rules.changes.same_as_shown import Who
from db.values import Actor, Instant

KEPT_DAYS: Final = 31
"""So many days of the book's clock it is remembered; no screen stays as it was for longer."""

Kind = Literal["slot", "event"]
_LAYOUT: Final = {"slot": "(SELECT layout_id FROM slot WHERE id = ?1)", "event": "NULL"}


def note(tx: Tx, kind: Kind, things: Iterable[int], actor: Actor, now: Instant) -> None:
    """Note that things are taken away now, before they are."""
    _forget(tx, now)
    tx.many(
        "INSERT OR REPLACE INTO removal (kind, thing, layout, removed_by, removed_at)"
        f" VALUES (?2, ?1, {_LAYOUT[kind]}, ?3, ?4)",
        ((one, kind, actor.label, now) for one in things),
    )


def note_layout(tx: Tx, layout: int, actor: Actor, now: Instant) -> None:
    """Note that the times of a laying out are taken away now, before they are."""
    _forget(tx, now)
    tx.run(
        "INSERT OR REPLACE INTO removal (kind, thing, layout, removed_by, removed_at)"
        " SELECT 'slot', id, layout_id, ?, ? FROM slot WHERE layout_id = ?",
        (actor.label, now, layout),
    )


def of(reader: Reader, kind: Kind, thing: int) -> Who:
    """Who took a thing away."""
    sql = "SELECT removed_by, removed_at FROM removal WHERE kind = ? AND thing = ?"
    return Who(*(reader.row(sql, (kind, thing)) or ()))


def _forget(tx: Tx, now: Instant) -> None:
    """Forget what was noted long ago; the oldest stands first, so mostly one row is looked at."""
    oldest = tx.value("SELECT removed_at FROM removal ORDER BY id LIMIT 1")
    if oldest is not None and oldest < now - KEPT_DAYS * 86400:
        tx.run("DELETE FROM removal WHERE removed_at < ?", (now - KEPT_DAYS * 86400,))
