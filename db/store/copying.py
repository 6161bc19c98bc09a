"""A whole file in its place or none: a book's copy, and a book that is made beside its place."""

import os
import re
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from db.errors import Refused

_COMPANIONS = ("", "-wal", "-shm", "-journal")
_DRAFT = ".kopia"


def copy_to(connection: sqlite3.Connection, place: Path) -> None:
    """Copy a whole database to a new file by SQLite's backup API.

    It is made beside its place under a name of its own (``.<name>.<process>.….kopia``) and gets
    the final one when it is whole and on the disk, so that one who is killed leaves nothing there.
    What a killed one left is taken away by the next copy to the same place.

    Raises:
        Refused: the file exists.
    """
    check_free(place, "file-exists")
    _clear_leftovers(place)
    opened, name = tempfile.mkstemp(_DRAFT, f".{_short(place)}.{os.getpid()}.", place.parent)
    os.close(opened)
    draft = Path(name)
    try:
        copy = sqlite3.connect(draft)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        sync(draft)
        put(draft, place, "file-exists")
        sync(place.parent)
    finally:
        draft.unlink(missing_ok=True)


def check_free(place: Path, code: str) -> None:
    """Refuse a place where something stands; SQLite would take a leftover -wal for the book's.

    Raises:
        Refused: something stands there; with the code.
    """
    if not place.name:  # the folder one is in, or the root: nothing stands beside it
        raise Refused(code, f"{place} finns redan och skrivs inte över.")
    for end in _COMPANIONS:
        file = place.with_name(place.name + end)
        if file.exists() or file.is_symlink():
            raise Refused(code, f"{file} finns redan och skrivs inte över.")


def put(draft: Path, place: Path, code: str) -> None:
    """Move a whole file to its place, never over another one.

    Raises:
        Refused: something stands there; with the code.
    """
    try:
        os.link(draft, place)
    except FileExistsError:
        raise Refused(code, f"{place} finns redan och skrivs inte över.") from None
    except OSError:  # a file system without links
        check_free(place, code)
        draft.rename(place)


def sync(path: Path) -> None:
    """Have what is written of a file or folder on the disk itself; Windows has no such folders."""
    with suppress(PermissionError):
        opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _clear_leftovers(place: Path) -> None:
    """Take away drafts of this place whose programs are gone."""
    begins, ends = re.escape(f".{_short(place)}."), re.escape(_DRAFT)
    name = re.compile(rf"{begins}([0-9]+)\.[^.]*{ends}(-journal)?")
    for file in place.parent.iterdir():
        left = name.fullmatch(file.name)
        if left is not None and not _is_running(int(left[1])):
            file.unlink(missing_ok=True)


def _short(place: Path) -> str:
    """As much of its name as leaves room for more."""
    return place.name[:40]


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True  # elsewhere there is no harmless way to ask
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def move_aside(place: Path) -> Path | None:
    """Move what stands there to another name: the book and what SQLite keeps beside it.

    What is in the -wal belongs to the book, so they keep together. One that is left without its
    book goes, too: SQLite would take it for the new book's.

    Returns:
        Where the book is now; None where there was none.
    """
    standing = [file.exists() for file in all_files(place)]
    if not any(standing):
        return None
    spare, number = place.with_name(f"{place.name}.bak"), 1
    while any(file.exists() for file in all_files(spare)):
        number += 1
        spare = place.with_name(f"{place.name}-{number}.bak")
    for old, new in zip(all_files(place), all_files(spare), strict=True):
        with suppress(FileNotFoundError):
            old.rename(new)
    return spare if standing[0] else None


def all_files(book: Path) -> tuple[Path, ...]:
    """A book's file, and those that SQLite keeps beside it while it is open."""
    return (book, *(book.with_name(book.name + end) for end in ("-wal", "-shm")))
