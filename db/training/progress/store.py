"""The trainee's progress: one SQLite file in the data folder, for two programs at once.

Nothing that happens to it stops the program: a damaged file is set aside under another name and a
new one begun, one of a newer program is left alone, and where nothing can be written the progress
lives until the program ends.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from db.store.copying import all_files
from db.training.coach.way import Way
from db.training.progress.values import Result, Time

FILE: Final = "framsteg.db"
_SIGN: Final = 0x41534F56
"""``ASOV``: what tells it from a book."""
_VERSION: Final = 1
_PATIENCE: Final = 0.15
"""Seconds to wait for another program; the screen must not stand still."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS attempt (
    id INTEGER PRIMARY KEY AUTOINCREMENT, trainee TEXT NOT NULL, course TEXT NOT NULL,
    exercise TEXT NOT NULL, way TEXT NOT NULL, seed INTEGER NOT NULL, began INTEGER NOT NULL,
    seconds REAL NOT NULL, hints INTEGER NOT NULL, turns INTEGER NOT NULL, result TEXT NOT NULL,
    rules TEXT NOT NULL, more TEXT NOT NULL
);
"""
_COLUMNS: Final = (
    "trainee", "course", "exercise", "way", "seed", "began", "seconds", "hints", "turns",
    "result", "rules", "more",
)  # fmt: skip
_LISTED: Final = ", ".join(_COLUMNS)
_INSERT: Final = f"INSERT INTO attempt ({_LISTED}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_UPDATE: Final = f"UPDATE attempt SET {', '.join(f'{one} = ?' for one in _COLUMNS)} WHERE id = ?"

Given = TypeVar("Given")


class Foreign(Exception):
    """The file is another kind's, or a newer program's: it is left alone."""


class Progress:
    """The progress in a file.

    Args:
        path: the file; made when there is none.

    Attributes:
        put_aside: where a damaged file is now; None where there was none.
        is_kept: whether what is noted is on the disk; else it lives as long as this object.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.put_aside: Path | None = None
        self.is_kept = True
        self._waiting: dict[int, Time] = {}
        """What could not be written yet: another program was busy; by number."""
        self._connection = self._opened()

    def close(self) -> None:
        """Write what waits, and close."""
        self._write_waiting()
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    # --- noting -------------------------------------------------------------------------------

    def begin(self, time: Time) -> int:
        """Note that an exercise was begun; gives the number by which it is noted further."""

        def put(connection: sqlite3.Connection) -> int:
            return int(connection.execute(_INSERT, _row(time)).lastrowid or 0)

        key = self._tried(put)
        if key is None:
            key = -len(self._waiting) - 1
            self._waiting[key] = time
        return key

    def note(self, key: int, time: Time) -> bool:
        """Note how far it has come, or how it ended; whether that is in the file."""
        if key in self._waiting or not self._put(key, time):
            self._waiting[key] = time
        return self._write_waiting()

    def _put(self, key: int, time: Time) -> bool:
        def put(connection: sqlite3.Connection) -> bool:
            if key > 0 and connection.execute(_UPDATE, (*_row(time), key)).rowcount:
                return True
            connection.execute(_INSERT, _row(time))
            return True

        return bool(self._tried(put))

    def _write_waiting(self) -> bool:
        for key, time in tuple(self._waiting.items()):
            if self._put(key, time):
                del self._waiting[key]
        return not self._waiting

    # --- reading ------------------------------------------------------------------------------

    def times(self, trainee: str | None = None) -> tuple[Time, ...]:
        """Every time with an exercise, the first first: one trainee's, or all."""

        def read(connection: sqlite3.Connection) -> list[Time]:
            return _read(connection, trainee)

        waiting = [
            one for one in self._waiting.values() if trainee is None or one.trainee == trainee
        ]
        return (*(self._tried(read) or ()), *waiting)

    def trainees(self) -> tuple[str, ...]:
        """The names that were given, the latest first."""
        names = [one.trainee for one in reversed(self.times())]
        return tuple(dict.fromkeys(names))

    # --- the file -----------------------------------------------------------------------------

    def _tried(self, act: Callable[[sqlite3.Connection], Given]) -> Given | None:
        """Do something in the file, anew where it turns out to be damaged; None when busy."""
        for _ in range(2):
            try:
                with self._connection:
                    return act(self._connection)
            except sqlite3.OperationalError:
                return None
            except sqlite3.DatabaseError:
                self._connection.close()
                self._set_aside()
                self._connection = self._opened()
        return None

    def _opened(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                return self._open()
            except (Foreign, OSError, sqlite3.OperationalError):
                break
            except sqlite3.DatabaseError:
                self._set_aside()
        self.is_kept = False
        connection = sqlite3.connect(":memory:", isolation_level="IMMEDIATE")
        connection.executescript(_SCHEMA)
        return connection

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level="IMMEDIATE")
        try:
            if not _check(connection):
                connection.executescript(_SCHEMA)
                connection.execute(f"PRAGMA application_id = {_SIGN}")
                connection.execute(f"PRAGMA user_version = {_VERSION}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _set_aside(self) -> None:
        """Give the damaged file another name, with what SQLite keeps beside it."""
        number = 1
        while True:
            spare = self.path.with_name(f"{self.path.name}.trasig-{number}")
            if not any(file.exists() for file in all_files(spare)):
                break
            number += 1
        for old, new in zip(all_files(self.path), all_files(spare), strict=True):
            with contextlib.suppress(OSError):
                old.rename(new)
                self.put_aside = spare


def _check(connection: sqlite3.Connection) -> bool:
    """Whether it is a progress file already; a new one has nothing in it.

    Raises:
        Foreign: it is something else.
        sqlite3.DatabaseError: it is damaged.
    """
    (sign,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version > _VERSION or (sign not in (0, _SIGN)) or (tables and not sign):
        raise Foreign
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError
    return bool(tables)


def read_file(path: Path) -> tuple[Time, ...] | None:
    """What somebody's progress file holds; None where it is none, or cannot be read."""
    try:
        address = f"{path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=1)) as connection:
            _check(connection)
            return tuple(_read(connection, None))
    except (sqlite3.Error, OSError, Foreign, ValueError):
        return None


def _read(connection: sqlite3.Connection, trainee: str | None) -> list[Time]:
    rows = connection.execute(f"SELECT {_LISTED} FROM attempt ORDER BY id")
    times = (_time(row) for row in rows)
    return [one for one in times if one is not None and trainee in (None, one.trainee)]


def _row(time: Time) -> tuple[Any, ...]:
    return (*time[:3], str(time.way), *time[4:9], str(time.result), " ".join(time.rules), time.more)


def _time(row: Sequence[Any]) -> Time | None:
    """A row; None where it holds what no program of this kind has written."""
    trainee, course, exercise, way, seed, began, seconds, hints, turns, result, rules, more = row
    try:
        return Time(
            str(trainee), str(course), str(exercise), Way(way), int(seed), int(began),
            float(seconds), int(hints), int(turns), Result(result), tuple(str(rules).split()),
            str(more),
        )  # fmt: skip
    except (ValueError, TypeError):
        return None
