"""One open appointment book: its file, the one way to read and the one way to write.

A book is a SQLite file (WAL, synchronous=FULL) used by one thread; other threads and programs
open it anew. Every operation reads inside ``book.read()``, one snapshot, or writes inside
``book.write()``, one immediate transaction: all of it or nothing.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from db.errors import Busy, Misplaced, Refused, Unreadable
from db.store.file import (
    check_file,
    check_kind,
    checked_path,
    connect,
    make_schema,
    opening,
    patiently,
    prepare,
    reading,
    translated,
)
from db.store.place import RAISE, WRITTEN_OVER, Place, Same, new_sign, replaced
from db.store.version import VERSION

Kept = TypeVar("Kept")

_YIELD = 0.0005
"""Seconds a write that had to wait lets the others in afterwards."""

_STEPS = 20_000
"""Steps of SQLite's machine, about a millisecond, between asking whether to give up."""

PROGRAM: Final = new_sign()
"""What tells this start of the program from every other that has the book open."""


class _NotKept(Exception):
    """Ends a write of which nothing is to be kept."""


class Reader:
    """Reads in one snapshot of the book. Made by ``Book.read()``; never kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def each(self, sql: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one at a time."""
        return self._connection.execute(sql, params)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._connection.execute(sql, params).fetchall()

    def row(self, sql: str, params: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        found: tuple[Any, ...] | None = self._connection.execute(sql, params).fetchone()
        return found

    def value(self, sql: str, params: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - any column
        """The first column of the first row, or None."""
        found = self._connection.execute(sql, params).fetchone()
        return None if found is None else found[0]

    def part(self, table: str, column: str, row: int, begins: int, ends: int) -> bytes:
        """Some of a long value of bytes: faster than to ask for the whole by a query."""
        with self._connection.blobopen(table, column, row, readonly=True) as value:
            value.seek(begins)
            return value.read(ends - begins)

    @contextmanager
    def giving_up(self, when: Callable[[], bool]) -> Iterator[Callable[[], bool]]:
        """Let long queries be called off: those inside end early once ``when`` says so.

        Gives a function that tells whether they did.
        """
        given_up = False

        def stop() -> bool:
            nonlocal given_up
            given_up = given_up or when()
            return given_up

        self._connection.set_progress_handler(stop, _STEPS)
        try:
            yield lambda: given_up
        except sqlite3.OperationalError:
            if not given_up:
                raise
        finally:
            self._connection.set_progress_handler(None, 0)


class Tx(Reader):
    """Writes, and reads what it wrote. Made by ``Book.write()``; operations hand it on.

    Args:
        program: which start of the program writes.
    """

    def __init__(self, connection: sqlite3.Connection, program: str = PROGRAM) -> None:
        super().__init__(connection)
        self.program = program
        self.noted = 0
        """The number of the act that was noted; 0 before that."""
        self.gathered: list[Any] | None = None
        """What is noted of the operations of one act, where they are one (``Book.together``)."""

    def run(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Run one statement.

        Returns:
            How many rows it changed.
        """
        return self._connection.execute(sql, params).rowcount

    def insert(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Run one INSERT and return the new row's id."""
        rowid = self._connection.execute(sql, params).lastrowid
        assert rowid is not None
        return rowid

    def many(self, sql: str, params: Iterable[Sequence[Any]]) -> int:
        """Run one statement for each of many rows and return how many rows it changed."""
        return self._connection.executemany(sql, params).rowcount

    def put_in(self, into: str, width: int, rows: Iterable[Sequence[Any]]) -> None:
        """Put in very many rows of so many values; ``into`` names the table and its columns."""
        from db.store.many import put_in  # late: an import alone has so many

        put_in(self._connection, into, width, rows)


class Book:
    """One open database. Use ``Book.open`` or ``Book.create``; close it or use it in a with."""

    def __init__(self, place: Place, connection: sqlite3.Connection) -> None:
        self.path = place.path
        self._place = place
        self.put_aside: Path | None = None
        """Where a ``-wal`` that stood beside it and belongs to another book is now."""
        self._connection = connection
        self.is_open = True
        """Whether it has not been closed."""
        self._writing = False
        self._reading = False
        self._together: Tx | None = None
        self.noted = 0
        """The number of the latest act that this connection has done."""
        self.program = PROGRAM
        """Which start of the program this is, as its acts tell."""
        self.patience: float | None = None
        """Seconds to wait for a turn; None is ``GIVE_UP_AFTER``. Who serves a screen sets it."""
        self.written = 0
        """How many writes of this connection were committed."""
        self.misplaced: Misplaced | None = None
        """Why the file is no longer this book, once that has been seen."""
        self.refused = 0
        """How often something was refused because of that."""
        self.missed = 0
        """How many of its transactions got no turn."""
        self._remembered: dict[type[Any], Any] = {}
        self._world: str | None = None

    def remembered(self, kind: type[Kept]) -> Kept:
        """What a program remembers while it has the book open; nothing of it is in the file.

        Args:
            kind: what it is; made the first time it is asked for.
        """
        if kind not in self._remembered:
            self._remembered[kind] = kind()
        kept: Kept = self._remembered[kind]
        return kept

    @property
    def world(self) -> str:
        """The world it was made of, a name or a file; empty where that is not known."""
        if self._world is None:
            with self.read() as reader:
                self._world = str(reader.value("SELECT world FROM book_info") or "")
        return self._world

    # --- opening ------------------------------------------------------------------------------

    @property
    def same(self) -> Same:
        """What a thread needs in order to open the same file: see ``open_same``."""
        return self._place.same

    @classmethod
    def open_same(cls, same: Same) -> Self:
        """Open the file of an open book once more, for another thread.

        Raises:
            Misplaced: another file lies there now.
            Unusable: as ``open``.
        """
        book = cls.open(same.path)
        if book.same != same:
            book.close()
            raise replaced(same.path)
        return book

    @classmethod
    def open(
        cls, path: str | Path, *, factory: type[sqlite3.Connection] = sqlite3.Connection
    ) -> Self:
        """Open an existing book; an older one is backed up and migrated first.

        Args:
            path: a file, or later a ``postgresql://`` address.
            factory: the connection class; tests give one that fails on purpose.

        Raises:
            Unreadable: no such file, a folder, no permission.
            Damaged: not a whole book.
            NewerBook: made by a newer program; nothing is touched.
        """
        target = checked_path(path)
        with opening(target), ExitStack() as undoing:
            if not target.exists():
                raise Unreadable("no-book", f"Det finns ingen bok i {target}.")
            check_file(target)
            place = Place(target)
            undoing.callback(place.close)
            aside = place.put_foreign_wal_aside()
            connection = connect(target, factory)
            undoing.callback(connection.close)
            version = check_kind(connection, target)
            if version < VERSION:
                from db.store.migrations.runner import migrate

                migrate(connection, target)
            prepare(connection)
            _note(place, connection)
            undoing.pop_all()
        book = cls(place, connection)
        book.put_aside = aside
        return book

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """Make a new, empty book with its schema; nothing but that is in it.

        The file gets mode 0600 before SQLite sees it, so that its -wal and -shm get it too.

        Raises:
            Refused: something is already there; it is never overwritten.
            Unreadable: the file cannot be made.
        """
        target = checked_path(path)
        with opening(target), ExitStack() as undoing:
            try:
                os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            except FileExistsError:
                text = f"{target} finns redan och skrivs inte över."
                raise Refused("book-exists", text) from None
            undoing.callback(target.unlink, missing_ok=True)
            place = Place(target)
            undoing.callback(place.close)
            connection = connect(target, sqlite3.Connection)
            undoing.callback(connection.close)
            prepare(connection)
            make_schema(connection)
            _note(place, connection)
            undoing.pop_all()
        return cls(place, connection)

    def close(self) -> None:
        """Close the connection; what was written is on disk already.

        Where the file was moved or replaced, nothing of this book is left at its old path, and
        nothing that stands there now is touched.
        """
        if not self.is_open:
            return
        self.is_open = False
        try:
            self._place.check()
        except Misplaced as error:
            if error.code != WRITTEN_OVER:  # the file is elsewhere, whole: it gets all of it
                with suppress(sqlite3.Error):
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._place.keep_wal_from_file()
        except OSError:  # the disk is gone: there is nothing to ask
            pass
        finally:
            self._connection.close()
            self._place.close()

    def __enter__(self) -> Self:
        """Give the open book."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    # --- reading and writing ------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One snapshot: all queries inside see the same moment. Inside a write, that write's.

        Raises:
            Damaged, Unreadable, Busy: the database's own faults, in the book's words.
        """
        if self._writing or self._reading:
            yield Reader(self._connection)
            return
        with reading(self.path):
            self._begin("BEGIN")
            self._reading = True
            try:
                yield Reader(self._connection)
            finally:
                self._reading = False
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """The only way to write: one immediate transaction, committed to disk or undone whole.

        Raises:
            RuntimeError: inside another write (operations call helpers that take the Tx); not
                within ``together``, which such a write is part of.
            Busy: no turn within ``patience`` seconds.
            Refused: a constraint of the schema said no.
            Misplaced: the file was moved, replaced or written over meanwhile.
        """
        if self._together is not None:
            yield self._together
            return
        if self._writing or self._reading:
            raise RuntimeError("a write never stands inside another transaction")
        connection = self._connection
        with translated(self.path):
            waited = self._begin("BEGIN IMMEDIATE")
            self._writing = True
            try:
                changed, sign = connection.total_changes, ""
                tx = Tx(connection, self.program)
                yield tx
                if connection.total_changes != changed:
                    sign = new_sign()
                    connection.execute(RAISE, (sign,))
                    self._check()
                connection.execute("COMMIT")
                if sign:
                    self._place.wrote(sign)
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._writing = False
        self.written += 1
        self.noted = tx.noted or self.noted
        if waited:
            # One that had to wait lets the others in: plain SQLite starves them.
            time.sleep(_YIELD)

    @contextmanager
    def together(self) -> Iterator[Tx]:
        """One write of which every operation within is a part: all of them are done or none.

        Raises:
            As ``write``.
        """
        with self.write() as tx:
            tx.gathered = []
            self._together = tx
            try:
                yield tx
            finally:
                self._together = None

    @contextmanager
    def trying(self) -> Iterator[Tx]:
        """The same, and nothing of it is kept: what would come of it is looked at within.

        Raises:
            As ``write``.
        """
        with suppress(_NotKept), self.together() as tx:
            yield tx
            raise _NotKept

    def _check(self) -> None:
        try:
            self._place.check()
        except Misplaced as error:
            self.misplaced = error
            self.refused += 1
            raise

    def _begin(self, sql: str) -> bool:
        """Begin a transaction; whether that had to wait."""
        try:
            return patiently(lambda: self._connection.execute(sql), self.patience)
        except Busy:
            self.missed += 1
            raise

    def changes(self) -> tuple[int, int]:
        """A stamp that differs whenever the book was written since, by anyone.

        Raises:
            Misplaced: the file was moved, replaced or written over meanwhile.
        """
        with reading(self.path):
            self._check()
            version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version, self.written

    def backup(self, target: str | Path) -> None:
        """Copy the book, as it is at one moment, to a new file (mode 0600): whole or not at all.

        Raises:
            Refused: the file exists.
            Unreadable: it cannot be written.
        """
        from db.store.copying import copy_to  # late: few copy, everyone starts

        place = checked_path(target)
        with opening(place):
            copy_to(self._connection, place)


def _note(place: Place, connection: sqlite3.Connection) -> None:
    """Tell the place where the mark is, once all that was written is in the file itself."""
    sql = "SELECT rootpage FROM sqlite_master WHERE name = 'book_mark'"
    (page,) = connection.execute(sql).fetchone() or (0,)
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    if page:
        place.note(page, size)
