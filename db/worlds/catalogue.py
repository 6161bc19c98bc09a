"""The worlds by name, and how a book is made of one.

A world is made in a file of its own and moved to its place when it is whole: who is cut short
leaves nothing there, and what stands there already is never written over.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db import clock
from db.book import Book
from db.errors import Unreadable
from db.paths import meant
from db.store.copying import check_free, put, sync
from db.store.file import checked_path
from db.values import Instant
from db.worlds import loading, reading

NAMES: Final = ("idag", "guide", "guide-2025", "pmo", "pasis", "region", "tom")
"""The program's own worlds, the default one first."""

MADE_BY: Final = "asynja-tui"
_EXISTS = "book-exists"


def title(world: str) -> str:
    """What a world is, in Swedish; empty where its file does not say.

    Raises:
        NotFound, Unreadable: as ``make``.
    """
    return reading.title_of(text_of(world))


def called(world: str) -> str:
    """What a book's world is called: one of ``NAMES``, or its file without folder and ending."""
    return Path(world).stem if is_file(world) else world


def text_of(world: str) -> str:
    """What a world's file says.

    Raises:
        NotFound, Unreadable: as ``make``.
    """
    return reading.file_text(meant(world)) if is_file(world) else reading.shipped_text(world)


def is_file(world: str) -> bool:
    """Whether a world's file is meant, and not one of the program's own worlds."""
    return world.casefold().endswith(".toml")


def make(path: str | Path, world: str, *, real_now: Instant | None = None) -> Book:
    """Make a book of a world and open it.

    Args:
        world: one of ``NAMES``, or a file whose name ends with ``.toml``.
        real_now: the time that counts as the computer's for a world on the real clock; the
            computer's own when None.

    Raises:
        NotFound: no such world; the sentence lists those there are.
        Faulty: its file is not that of a world; says where.
        Invalid, Unusable: no file name.
        Refused: something is already there.
        Unreadable: the file cannot be made there, or the world's cannot be read.
    """
    place = checked_path(path)
    check_free(place, _EXISTS)
    text = text_of(world)
    try:
        _make(place, text, str(meant(world).resolve()) if is_file(world) else world, real_now)
    except OSError as error:
        raise Unreadable("unreadable", f"{place} går inte att skriva.") from error
    return Book.open(place)


def check(world: str, *, real_now: Instant | None = None) -> tuple[reading.Fault, ...]:
    """What is wrong with a world's file: read, and made a book of that is thrown away.

    Raises:
        Unreadable: there is no such world and no such file.
    """
    text = reading.shipped_text(world) if world in NAMES else reading.file_text(meant(world))
    with tempfile.TemporaryDirectory() as folder:
        try:
            _make(Path(folder) / "book.db", text, "", real_now)
        except reading.Faulty as error:
            return error.faults
    return ()


def _make(place: Path, text: str, name: str, real_now: Instant | None) -> None:
    workshop = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        draft = workshop / "draft.db"
        with Book.create(draft) as book, _swiftly(book):
            _sign(book, name)
            world = reading.read(text, _real_now(book) if real_now is None else real_now)
            loading.load(book, world)
            with book.write() as tx:  # what is done begins with whoever opens it
                tx.run("DELETE FROM acts")
                tx.run("DELETE FROM sqlite_sequence WHERE name = 'acts'")
        sync(draft)
        put(draft, place, _EXISTS)
        sync(place.parent)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _real_now(book: Book) -> Instant:
    """The computer's time, as a new book on the real clock has it."""
    with book.write() as tx:
        clock.start(tx, clock.Mode.REAL)
        return clock.now(tx)


def _sign(book: Book, name: str) -> None:
    with book.write() as tx:
        tx.insert("INSERT INTO book_info (made_by, world) VALUES (?, ?)", (MADE_BY, name))


@contextmanager
def _swiftly(book: Book) -> Iterator[None]:
    """Let a book that is being made write without waiting for the disk.

    Nobody else knows of it yet: a crash leaves a draft that is thrown away, so each of its many
    small transactions need not be safe by itself. At the end all of it is carried over to the
    book's file, with the book's own safety on again; who moves the file syncs it first.

    The one place outside ``db.book`` that touches the connection: no operation may do this.
    """
    connection = book._connection
    connection.execute("PRAGMA synchronous = OFF")
    yield
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
