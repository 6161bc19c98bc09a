"""The books that were open lately, in a small file of the user's."""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Final, NamedTuple

MOST: Final = 10
_MOST_BYTES: Final = 64 * 1024


class Recent(NamedTuple):
    """A book that was open lately.

    Attributes:
        unit: the name of its first unit.
        world: the world it was made of; empty where that is not known.
    """

    path: Path
    unit: str
    world: str


def note(file: Path, book: Path) -> bool:
    """Put a book first in the list; whether that was possible, without any fuss."""
    try:
        listed = [book.resolve(), *(one for one in _paths(file) if one != book.resolve())][:MOST]
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        opened = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8", errors="surrogateescape") as text:
            text.writelines(f"{one}\n" for one in listed if "\n" not in str(one))
        draft.replace(file)
    except OSError:
        return False
    return True


def every(file: Path) -> tuple[Recent, ...]:
    """The books of the list that are still there, the latest first."""
    return tuple(found for path in _paths(file) if (found := _recent(path)) is not None)


def _paths(file: Path) -> list[Path]:
    try:
        with file.open(encoding="utf-8", errors="surrogateescape") as text:
            lines = text.read(_MOST_BYTES).splitlines()
    except OSError:
        return []
    return [Path(line) for line in dict.fromkeys(lines) if line.strip() and "\0" not in line][:MOST]


def _recent(path: Path) -> Recent | None:
    """A book as it stands, read without opening it as one: that would take its time."""
    if not path.is_file():
        return None
    unit, world = "", ""
    with contextlib.suppress(sqlite3.Error, ValueError):
        address = f"{path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=0)) as plain:
            (unit,) = plain.execute("SELECT name FROM clinic ORDER BY id").fetchone() or ("",)
            (world,) = plain.execute("SELECT world FROM book_info").fetchone() or ("",)
    return Recent(path, str(unit), Path(str(world)).stem)
