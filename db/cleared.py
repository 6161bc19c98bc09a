"""What a clearing of the log takes away stays in a copy beside the book, for a while (R45).

There are two copies, ``<book>.gallrat-1`` and ``-2``: a clearing writes over the older one, so
that what it took stays until the second clearing after it. A copy is a SQLite file, mode 0600,
with the rows of ``log_row`` as they were.
"""

import contextlib
import os
import sqlite3
from itertools import islice
from pathlib import Path
from typing import Any, Final

from db.book import Reader

_PLACES: Final = (1, 2)
_AT_ONCE: Final = 1000


def places(book: Path) -> tuple[Path, ...]:
    """Where the copies of a book's cleared rows are."""
    return tuple(book.with_name(f"{book.name}.gallrat-{number}") for number in _PLACES)


def keep(reader: Reader, sql: str, params: tuple[int, ...]) -> None:
    """Copy what is about to be cleared beside the book, on the disk before it is taken away.

    Args:
        reader: the transaction that clears.
        sql: ``FROM … WHERE …`` of the rows of ``log_row``.

    Raises:
        OSError: it cannot be written; nothing may then be cleared.
    """
    book = Path(reader.value("SELECT file FROM pragma_database_list WHERE name = 'main'"))
    ids = [row[0] for row in reader.each(f"SELECT id {sql} ORDER BY id", params)]
    standing = sorted(filter(Path.exists, places(book)), key=lambda one: one.stat().st_mtime_ns)
    if standing and _holds(standing[-1], ids):  # the clearing before this one was undone
        return
    free = [one for one in places(book) if one not in standing]
    place = free[0] if free else standing[0]
    draft = place.with_name(place.name + ".new")
    draft.unlink(missing_ok=True)
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _write(draft, reader, sql, params)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def _write(draft: Path, reader: Reader, sql: str, params: tuple[int, ...]) -> None:
    names = [row[0] for row in reader.rows("SELECT name FROM pragma_table_info('log_row')")]
    rows = reader.each(f"SELECT {', '.join(names)} {sql} ORDER BY id", params)
    with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        for statement in ("BEGIN", f"CREATE TABLE log_row ({', '.join(names)})"):
            _do(copy, statement)
        while batch := list(islice(rows, _AT_ONCE)):
            _do(copy, f"INSERT INTO log_row VALUES ({', '.join('?' * len(names))})", batch)
        _do(copy, "COMMIT")


def _do(copy: sqlite3.Connection, sql: str, rows: list[tuple[Any, ...]] | None = None) -> None:
    """Write in the copy; its faults are not the book's."""
    try:
        if rows is None:
            copy.execute(sql)
        else:
            copy.executemany(sql, rows)
    except sqlite3.Error as error:
        raise OSError(str(error)) from None


def _holds(copy: Path, ids: list[int]) -> bool:
    try:
        with contextlib.closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as plain:
            return [row[0] for row in plain.execute("SELECT id FROM log_row ORDER BY id")] == ids
    except sqlite3.Error:
        return False
