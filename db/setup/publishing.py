"""Telling 1177 of the time types: after a save in time (R12), or at once by Publicera nu."""

from collections.abc import Collection, Iterable

from db import clock
from db.acts.noting import note
from db.book import Book, Tx
from db.permissions import SCHEDULERS, require
from db.rules.acts import Kind
from db.rules.policy import POLICIES, Policy
from db.setup.publication import FACE, faces, pending
from db.setup.record import Record
from db.values import Actor, Instant, JournalSystem, TimeType, count_text

TYPE = Record(TimeType, "time_type", "Tidstypen")
"""How a type as the book has it is read."""


def publish(
    tx: Tx, clinic: int, policy: Policy, types: Iterable[TimeType], made_at: Instant,
    effective_at: Instant,
) -> int:  # fmt: skip
    """Tell 1177 of these types as they are, from ``effective_at``; returns how many."""
    columns = f"clinic_id, {FACE.columns}, made_at, effective_at"
    values = ", ".join("?" for _ in columns.split(","))
    return tx.many(
        f"INSERT INTO time_type_publication ({columns}) VALUES ({values})",
        [(clinic, *policy.face(time_type), made_at, effective_at) for time_type in types],
    )


def publish_all(
    tx: Tx, clinic: int, policy: Policy, made_at: Instant, effective_at: Instant
) -> int:
    """Tell 1177 of all the clinic's types as they are."""
    types = TYPE.rows(tx, "WHERE clinic_id = ?", (clinic,))
    return publish(tx, clinic, policy, types, made_at, effective_at)


def publish_now(book: Book, actor: Actor, clinic: int, time_type: int | None = None) -> int:
    """Publicera nu: let 1177 know at once of all that waits, or of one type.

    Returns:
        How many types 1177 was told of.

    Raises:
        NotAllowed: others than schemaläggare and IT.
    """
    require(actor, SCHEDULERS, "publicera tidstyper")
    with book.write() as tx:
        told = publish_waiting(tx, clinic, None if time_type is None else {time_type})
        if told:
            count = count_text(told, "tidstyp publicerad", "tidstyper publicerade")
            note(tx, actor, clinic, Kind.PUBLISHED, f"{count} på 1177", clock.now(tx))
        return told


def publish_waiting(tx: Tx, clinic: int, chosen: Collection[int] | None) -> int:
    """Let 1177 know at once of all that waits, or of some types; returns of how many.

    A chosen type that 1177 does not know as it is waits too, though nothing was ever to be told.
    """
    now = clock.now(tx)
    waiting = {one.face.time_type for one in pending(tx, clinic, now)}
    system = tx.value("SELECT system FROM clinic WHERE id = ?", (clinic,))
    policy, types = POLICIES[JournalSystem(system)], TYPE.rows(tx, "WHERE clinic_id = ?", (clinic,))
    if chosen is not None:
        known = faces(tx, clinic, now)
        other = {one.id or 0 for one in types if known.get(one.id or 0) != policy.face(one)}
        waiting = (waiting | other) & {*chosen}
    return publish(tx, clinic, policy, [one for one in types if one.id in waiting], now, now)
