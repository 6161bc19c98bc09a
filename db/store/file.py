"""The file under a book: opening it, patience with its lock, and its errors in our words.

SQLite's own busy handler is unfair: with eight writers some wait for seconds. So it is off, and
whoever waits here asks ever more often with age.
"""

import errno
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import BookError, Busy, Damaged, Invalid, NewerBook, Refused, Unreadable, Unusable
from db.rules.alphabet import COLLATION, compare
from db.store.place import Place
from db.store.version import APPLICATION_ID, VERSION

GIVE_UP_AFTER = 10.0
"""Seconds a write waits for its turn before it answers Busy."""

FULL_CHECK_BYTES = 8 * 1024 * 1024
"""A file up to this size is examined whole when it is opened; ``deep_check`` does the larger."""

_OLDEST = 1
"""The first schema version that there was."""

_CACHE_KIB = 2000
"""Memory for pages of the file: SQLite's own default, whatever the file's header asks for."""

_FIRST_NAP, _AGED_NAP, _AGED_AFTER = 0.001, 0.0002, 0.02
_STEPS = 20_000
_BESIDE_BYTES = 64 * 1024
"""The -shm has 32 KiB, and the -wal begins with some pages."""
_SERVER = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]*://", re.IGNORECASE)


def make_schema(connection: sqlite3.Connection) -> None:
    """Make every table, index and trigger in one transaction and stamp the version."""
    from db.store.schema import statements  # late: few make a book, everyone opens one

    connection.execute("BEGIN IMMEDIATE")
    for sql, params in statements():
        connection.execute(sql, params)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # the mark stands in the file itself


def checked_path(path: str | Path) -> Path:
    """The path of a book's file.

    Raises:
        Unusable: an address of a database server.
        Invalid: nothing, or a NUL.
        Unreadable: it can be no file of this computer.
    """
    text = str(path)
    if not text.strip() or "\0" in text:
        raise Invalid("path", "Ange en fil för boken.")
    if _SERVER.match(text.strip()):
        raise Unusable("not-supported", "Böcker på en databasserver stöds inte ännu. Ange en fil.")
    if isinstance(path, Path):  # the program's own: nothing of it to be read
        return path
    from db import paths  # late: opening the program does without it

    try:
        place = paths.meant(path)
    except Invalid as error:  # a file on another computer
        raise Unreadable("no-book", error.text) from None
    try:
        return place if place.exists() else place.expanduser()
    except RuntimeError:  # no such user
        raise Unreadable("no-book", f"Det finns ingen hemkatalog för {text}.") from None
    except (OSError, ValueError):
        return place


def check_file(path: Path) -> None:
    """Refuse what is no book before SQLite sees it.

    Raises:
        Unreadable: a folder.
        Damaged: an empty file.
    """
    if path.is_dir():
        raise Unreadable("is-folder", f"{path} är en mapp, inte en bok.")
    if path.stat().st_size == 0:
        raise Damaged("empty-file", f"{path} är en tom fil, inte en bok.")


def connect(path: Path, factory: type[sqlite3.Connection]) -> sqlite3.Connection:
    """A connection to a file that exists, in autocommit, without SQLite's own patience."""
    # mode=rw: opening never makes a file. Our own patience replaces SQLite's unfair busy handler.
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=0,
        isolation_level=None,
        cached_statements=256,
        factory=factory,
    )
    connection.create_collation(COLLATION, compare)
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """Set what every connection to a book has: WAL, FULL, foreign keys."""
    patiently(lambda: connection.execute("PRAGMA journal_mode = WAL"))
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA foreign_keys = ON")


def check_kind(connection: sqlite3.Connection, path: Path) -> int:
    """The book's schema version, once it is known to be a whole book of a known kind.

    Of a large file only what takes no time is examined, so that opening is as fast for any size.
    """

    def ask(pragma: str) -> int | str:
        answer: int | str = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        return answer

    version = int(_patient_value(lambda: ask("user_version")))
    if _patient_value(lambda: ask("application_id")) != APPLICATION_ID:
        raise Damaged("foreign-file", f"{path} är inte en bok från asynja-tui.")
    if version < _OLDEST:  # the header holds any 32 bits: negative, too
        raise _damaged(path)
    if version > VERSION:
        raise NewerBook(
            "newer-book",
            f"Boken {path} är gjord av en nyare version av programmet"
            f" (format {version}, detta program läser {VERSION}). Uppdatera programmet.",
        )
    if version < VERSION or _size(path) <= FULL_CHECK_BYTES:
        _demand_whole(connection, path)
    else:
        _demand_readable(connection, path)
    return version


def deep_check(path: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Examine every page of a book's file, which takes seconds where it is large.

    A large book is opened without it; whoever shows one does it afterwards in a thread.

    Args:
        cancelled: asked every few milliseconds whether to give up, in silence.

    Raises:
        Damaged: the file is damaged.
        Unreadable: it cannot be read.
    """
    with opening(path):
        place = Place(path)
        connection: sqlite3.Connection | None = None
        try:
            check_file(path)
            place.put_foreign_wal_aside()
            connection = connect(path, sqlite3.Connection)
            check_kind(connection, path)
            connection.set_progress_handler(cancelled, _STEPS)
            _demand_whole(connection, path)
        except sqlite3.OperationalError:
            if not cancelled():
                raise
        finally:
            if connection is not None:
                connection.close()
            place.close()


def _demand_whole(connection: sqlite3.Connection, path: Path) -> None:
    # Not quick_check: it misses indexes that disagree with their tables.
    fault = _patient_value(lambda: connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if fault != "ok":
        raise _damaged(path)


def _demand_readable(connection: sqlite3.Connection, path: Path) -> None:
    """What can be seen of a large file at once: that it is all there, and that every table is."""

    def ask() -> str:
        pages, size = (
            connection.execute(f"PRAGMA {what}").fetchone()[0]
            for what in ("page_count", "page_size")
        )
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in tables.fetchall():
            connection.execute(f'SELECT * FROM "{name}" LIMIT 1').fetchone()
        # What others have written and not yet moved into the file stands beside it.
        beside = _size(path.with_name(path.name + "-wal"))
        return "ok" if beside or pages * size <= _size(path) else "short"

    if _patient_value(ask) != "ok":
        raise _damaged(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _damaged(path: Path) -> Damaged:
    return Damaged("damaged", f"Boken {path} är skadad. Ta fram en säkerhetskopia.")


def _patient_value(ask: Callable[[], int | str]) -> int | str:
    found: list[int | str] = []
    patiently(lambda: found.append(ask()))
    return found[0]


BUSY = "Boken är upptagen av andra. Ingenting ändrades. Försök igen."
UNCHANGED = " Ingenting ändrades."
"""Said of a write that failed; a read that fails knows nothing of what was done before it."""


def patiently(attempt: Callable[[], object], patience: float | None = None) -> bool:
    """Try until the lock is ours, ever more eagerly with age, so that nobody starves.

    Args:
        attempt: what needs the lock.
        patience: seconds to wait for it; ``GIVE_UP_AFTER`` by default.

    Returns:
        Whether it had to wait.

    Raises:
        Busy: it was not ours in that time.
    """
    longest = GIVE_UP_AFTER if patience is None else patience
    began = 0.0
    while True:
        try:
            attempt()
        except sqlite3.OperationalError as error:
            if not _is_lock(error):
                raise
            now = time.monotonic()
            began = began or now
            if now - began > longest:
                raise Busy("busy", BUSY) from None
            time.sleep(_FIRST_NAP if now - began < _AGED_AFTER else _AGED_NAP)
        else:
            return began > 0


def _is_lock(error: sqlite3.Error) -> bool:
    code: int = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Turn the errors of opening a file into the book's own.

    Raises:
        Unreadable: the file system says no.
    """
    try:
        with translated(path):
            yield
    except OSError as error:
        raise Unreadable("unreadable", f"{path} kan inte öppnas: {_reason(error)}.") from None


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "disken är full"
    known = {
        "PermissionError": "behörighet saknas",
        "FileNotFoundError": "mappen finns inte",
        "NotADirectoryError": "mappen finns inte",
        "IsADirectoryError": "det är en mapp",
    }
    return known.get(type(error).__name__, "fel vid läsning eller skrivning")


@contextmanager
def translated(path: Path) -> Iterator[None]:
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


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """As ``translated``, for what only reads: it does not say that nothing was changed."""
    try:
        with translated(path):
            yield
    except Unusable as error:
        raise type(error)(error.code, error.text.replace(UNCHANGED, "")) from error.__cause__
    except Busy as error:
        raise Busy(error.code, error.text.replace(UNCHANGED, "")) from error.__cause__


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
    if "decode to UTF-8" in str(error):
        return Damaged("damaged", f"{path} är skadad: en text i boken går inte att läsa.")
    if _is_lock(error):
        return Busy("busy", BUSY)
    if code == sqlite3.SQLITE_CONSTRAINT or isinstance(error, sqlite3.IntegrityError):
        return _constraint(str(error))
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_full(path.parent):
        code = sqlite3.SQLITE_FULL  # SQLite says only that it could not make its own files
    kind, name, text = _FAULTS.get(code, (Unusable, "database", "Fel i boken. Ingenting ändrades."))
    return kind(name, text.format(path=path))


def _is_full(folder: Path) -> bool:
    """Whether a disk has no room for what SQLite keeps beside a book that is open."""
    try:
        return shutil.disk_usage(folder).free < _BESIDE_BYTES
    except OSError:
        return False


def _constraint(message: str) -> Refused:
    if "slot-overlap" in message or "slot.resource_id, slot.start" in message:
        text = "Resursen har redan en tid då."
        return Refused("slot-overlap", text)
    if "booking.slot_id" in message:
        return Refused("REQUESTED_TIME_IS_ALREADY_RESERVED", "Tiden är redan bokad.")
    return Refused("constraint", "Boken godtar inte ändringen. Ingenting ändrades.")
