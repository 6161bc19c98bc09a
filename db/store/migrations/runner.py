"""Brings an older book to this program's schema: backup first, then all steps or none.

A step is a module ``mNNNN_name`` of this package, NNNN the version it makes, with
``STATEMENTS``, plain SQL that never mentions the models, and where SQL is not enough a function
``run``, which is called after them with the connection.
"""

import importlib
import pkgutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from db.errors import Damaged
from db.store.copying import copy_to
from db.store.version import VERSION

Part = str | Callable[[sqlite3.Connection], None]
"""A statement, or a function that runs some."""

Step = tuple[int, Sequence[Part]]


def steps() -> tuple[Step, ...]:
    """All steps of this package, oldest first: the version each makes, and its parts."""
    package = importlib.import_module("db.store.migrations")
    found = []
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("m") and info.name[1:5].isdigit():
            module = importlib.import_module(f"db.store.migrations.{info.name}")
            run = getattr(module, "run", None)
            parts = (*module.STATEMENTS, *(() if run is None else (run,)))
            found.append((int(info.name[1:5]), parts))
    return tuple(sorted(found))


def backup_path(path: Path, version: int) -> Path:
    """Where the book is copied before it is migrated: beside it, never over an older copy."""
    copy = path.with_name(f"{path.name}.v{version}.bak")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.v{version}-{number}.bak")
    return copy


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    known: Sequence[Step] | None = None,
    target: int = VERSION,
) -> Path | None:
    """Bring the book to version ``target`` in one transaction.

    Args:
        connection: an open connection to the book, in autocommit.
        path: the book's file, for the name of the backup.
        known: the steps to choose from; all of this package's by default.
        target: the version to reach.

    Returns:
        The backup's file, or None where another program had migrated it meanwhile.

    Raises:
        Damaged: a step is missing, or the result breaks a foreign key. The book is as it was.
    """
    before = _version(connection)
    chosen = [step for step in (steps() if known is None else known) if before < step[0] <= target]
    # Counted, not listed: what a file says of its version is any number.
    if len(chosen) != target - before or any(
        step[0] != before + turn for turn, step in enumerate(chosen, 1)
    ):
        raise Damaged("too-old", f"Boken har format {before}, som programmet inte kan uppgradera.")
    copy = backup_path(path, before)
    copy_to(connection, copy)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection) != before:
            connection.execute("ROLLBACK")
            copy.unlink()
            return None
        for _, parts in chosen:
            for part in parts:
                if isinstance(part, str):
                    connection.execute(part)
                else:
                    part(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Damaged("migration", "Uppgraderingen gick inte att genomföra. Boken är orörd.")
        connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
        with suppress(sqlite3.OperationalError):  # others read in it; its mark is told apart later
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        # The book is as it was; a copy for each failed try would only fill the disk.
        copy.unlink(missing_ok=True)
        raise
    return copy


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
