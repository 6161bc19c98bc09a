"""One open appointment book: its file, the one way to read and the one way to write.

A book is a SQLite file (WAL, synchronous=FULL) used by one thread; other threads and programs
open it anew. Every operation reads inside ``book.read()``, one snapshot, or writes inside
``book.write()``, one immediate transaction: all of it or nothing.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from db.errors import BookError, Busy, Damaged, Invalid, NewerBook, Refused, Unreadable, Unusable
from db.schema import APPLICATION_ID, VERSION, statements

GIVE_UP_AFTER = 10.0
"""Seconds a write waits for its turn before it answers Busy."""

_FIRST_NAP, _AGED_NAP, _AGED_AFTER, _YIELD = 0.001, 0.0002, 0.02, 0.0005


class Query(Protocol):
    """A peewee query: anything that can say its own SQL."""

    def sql(self) -> tuple[str, Sequence[Any]]:
        """The statement and its parameters."""
        ...


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

    def query(self, query: Query) -> list[tuple[Any, ...]]:
        """All rows of a peewee select, as plain tuples (flags are 0 and 1)."""
        sql, params = query.sql()
        return self._connection.execute(sql, params).fetchall()


class Tx(Reader):
    """Writes, and reads what it wrote. Made by ``Book.write()``; operations hand it on."""

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

    def change(self, query: Query) -> int:
        """Run a peewee insert, update or delete.

        Returns:
            The new row's id for an insert, else how many rows it changed.
        """
        sql, params = query.sql()
        cursor = self._connection.execute(sql, params)
        if sql.startswith("INSERT"):
            assert cursor.lastrowid is not None
            return cursor.lastrowid
        return cursor.rowcount


class Book:
    """One open database. Use ``Book.open`` or ``Book.create``; close it or use it in a with."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._writing = False
        self._reading = False
        self._own_writes = 0

    # --- opening ------------------------------------------------------------------------------

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
        target = _checked_path(path)
        with _opening(target):
            if not target.exists():
                raise Unreadable("no-book", f"Det finns ingen bok i {target}.")
            _check_file(target)
            connection = _connect(target, factory)
            try:
                version = _check_kind(connection, target)
                if version < VERSION:
                    from db.migrations.runner import migrate

                    migrate(connection, target)
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
        return cls(target, connection)

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """Make a new, empty book with its schema; nothing but that is in it.

        The file gets mode 0600 before SQLite sees it, so that its -wal and -shm get it too.

        Raises:
            Refused: something is already there; it is never overwritten.
            Unreadable: the file cannot be made.
        """
        target = _checked_path(path)
        with _opening(target):
            try:
                os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            except FileExistsError:
                text = f"{target} finns redan och skrivs inte över."
                raise Refused("book-exists", text) from None
            try:
                connection = _connect(target, sqlite3.Connection)
                try:
                    _prepare(connection)
                    make_schema(connection)
                except BaseException:
                    connection.close()
                    raise
            except BaseException:
                target.unlink(missing_ok=True)
                raise
        return cls(target, connection)

    def close(self) -> None:
        """Close the connection; what was written is on disk already."""
        self._connection.close()

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
        with _translated(self.path):
            _patiently(lambda: self._connection.execute("BEGIN"))
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
            RuntimeError: inside another write (operations call helpers that take the Tx).
            Busy: no turn within ``GIVE_UP_AFTER`` seconds.
            Refused: a constraint of the schema said no.
        """
        if self._writing or self._reading:
            raise RuntimeError("a write never stands inside another transaction")
        connection = self._connection
        with _translated(self.path):
            waited = _patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
            self._writing = True
            try:
                yield Tx(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._writing = False
        self._own_writes += 1
        if waited:
            # One that had to wait lets the others in: plain SQLite starves them (performance.md).
            time.sleep(_YIELD)

    def changes(self) -> tuple[int, int]:
        """A stamp that differs whenever the book was written since, by anyone."""
        with _translated(self.path):
            version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version, self._own_writes

    def backup(self, target: str | Path) -> None:
        """Copy the book, as it is at one moment, to a new file (mode 0600).

        Raises:
            Refused: the file exists.
            Unreadable: it cannot be written.
        """
        place = _checked_path(target)
        with _opening(place):
            copy_to(self._connection, place)


def make_schema(connection: sqlite3.Connection) -> None:
    """Make every table, index and trigger in one transaction and stamp the version."""
    connection.execute("BEGIN IMMEDIATE")
    for sql, params in statements():
        connection.execute(sql, params)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def copy_to(connection: sqlite3.Connection, place: Path) -> None:
    """Copy a whole database to a new file by SQLite's backup API.

    Raises:
        Refused: the file exists.
    """
    try:
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise Refused("file-exists", f"{place} finns redan och skrivs inte över.") from None
    try:
        copy = sqlite3.connect(place)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _checked_path(path: str | Path) -> Path:
    text = str(path)
    if "://" in text:
        raise Unusable("not-supported", "Böcker på en databasserver stöds inte ännu. Ange en fil.")
    if not text or "\0" in text:
        raise Invalid("path", "Ange en fil för boken.")
    try:
        return Path(text).expanduser()
    except RuntimeError:  # no such user
        raise Unreadable("no-book", f"Det finns ingen hemkatalog för {text}.") from None


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise Unreadable("is-folder", f"{path} är en mapp, inte en bok.")
    if path.stat().st_size == 0:
        raise Damaged("empty-file", f"{path} är en tom fil, inte en bok.")


def _connect(path: Path, factory: type[sqlite3.Connection]) -> sqlite3.Connection:
    # mode=rw: opening never makes a file. Our own patience replaces SQLite's unfair busy handler.
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=0,
        isolation_level=None,
        cached_statements=256,
        factory=factory,
    )


def _prepare(connection: sqlite3.Connection) -> None:
    _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _check_kind(connection: sqlite3.Connection, path: Path) -> int:
    """The book's schema version, once it is known to be a whole book of a known kind."""

    def ask(pragma: str) -> int | str:
        answer: int | str = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        return answer

    version = int(_patient_value(lambda: ask("user_version")))
    if _patient_value(lambda: ask("application_id")) != APPLICATION_ID:
        raise Damaged("foreign-file", f"{path} är inte en bok från asynja-tui.")
    if version > VERSION:
        raise NewerBook(
            "newer-book",
            f"Boken {path} är gjord av en nyare version av programmet"
            f" (format {version}, detta program läser {VERSION}). Uppdatera programmet.",
        )
    # Not quick_check: it misses indexes that disagree with their tables.
    fault = _patient_value(lambda: ask("integrity_check(1)"))
    if fault != "ok":
        raise Damaged("damaged", f"Boken {path} är skadad. Ta fram en säkerhetskopia.")
    return version


def _patient_value(ask: Callable[[], int | str]) -> int | str:
    found: list[int | str] = []
    _patiently(lambda: found.append(ask()))
    return found[0]


def _patiently(attempt: Callable[[], Any]) -> bool:
    """Try until the lock is ours, ever more eagerly with age, so that nobody starves.

    Returns:
        Whether it had to wait.

    Raises:
        Busy: after ``GIVE_UP_AFTER`` seconds.
    """
    began = 0.0
    while True:
        try:
            attempt()
        except sqlite3.OperationalError as error:
            if not _is_lock(error):
                raise
            now = time.monotonic()
            began = began or now
            if now - began > GIVE_UP_AFTER:
                text = "Boken är upptagen av andra. Ingenting ändrades. Försök igen."
                raise Busy("busy", text) from None
            time.sleep(_FIRST_NAP if now - began < _AGED_AFTER else _AGED_NAP)
        else:
            return began > 0


def _is_lock(error: sqlite3.Error) -> bool:
    code: int = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    try:
        with _translated(path):
            yield
    except OSError as error:
        raise Unreadable("unreadable", f"{path} kan inte öppnas: {_reason(error)}.") from None


def _reason(error: OSError) -> str:
    known = {
        "PermissionError": "behörighet saknas",
        "FileNotFoundError": "mappen finns inte",
        "NotADirectoryError": "mappen finns inte",
        "IsADirectoryError": "det är en mapp",
    }
    return known.get(type(error).__name__, "fel vid läsning eller skrivning")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into the book's own."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, path) from error
    except OverflowError:
        raise Invalid("number", "Ett tal är för stort.") from None
    except UnicodeEncodeError:
        raise Invalid("text", "Texten har tecken som inte kan sparas.") from None
    except UnicodeDecodeError:  # sqlite3 cannot even say what is wrong with the schema
        raise Damaged("damaged", f"{path} är skadad eller är inte en bok.") from None


_FAULTS: dict[int, tuple[type[Unusable], str, str]] = {
    sqlite3.SQLITE_CORRUPT: (Damaged, "damaged", "{path} är skadad eller är inte en bok."),
    sqlite3.SQLITE_NOTADB: (Damaged, "damaged", "{path} är skadad eller är inte en bok."),
    sqlite3.SQLITE_FULL: (Unreadable, "disk-full", "Disken är full. Ingenting ändrades."),
    sqlite3.SQLITE_READONLY: (Unreadable, "read-only", "{path} går inte att skriva i."),
    sqlite3.SQLITE_PERM: (Unreadable, "read-only", "{path} går inte att skriva i."),
    sqlite3.SQLITE_IOERR: (Unreadable, "unreadable", "{path} går inte att läsa eller skriva."),
    sqlite3.SQLITE_CANTOPEN: (Unreadable, "unreadable", "{path} går inte att läsa eller skriva."),
}


def _translate(error: sqlite3.Error, path: Path) -> BookError:
    code: int = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if _is_lock(error):
        return Busy("busy", "Boken är upptagen av andra. Ingenting ändrades. Försök igen.")
    if code == sqlite3.SQLITE_CONSTRAINT or isinstance(error, sqlite3.IntegrityError):
        return _constraint(str(error))
    kind, name, text = _FAULTS.get(code, (Unusable, "database", "Fel i boken. Ingenting ändrades."))
    return kind(name, text.format(path=path))


def _constraint(message: str) -> Refused:
    if "slot-overlap" in message or "slot.resource_id, slot.start" in message:
        text = "Resursen har redan en tid då."
        return Refused("slot-overlap", text)
    if "booking.slot_id" in message:
        return Refused("REQUESTED_TIME_IS_ALREADY_RESERVED", "Tiden är redan bokad.")
    return Refused("constraint", "Boken godtar inte ändringen. Ingenting ändrades.")
