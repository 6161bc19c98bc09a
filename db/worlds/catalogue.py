"""The worlds by name, and how a book is made of one.

A world is made in a file of its own and moved to its place when it is whole: who is cut short
leaves nothing there, and what stands there already is never written over.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from db.book import Book
from db.errors import NotFound, Unreadable
from db.store.copying import check_free, put, sync
from db.store.file import checked_path
from db.values import Instant
from db.worlds import guide, guide_2025, idag, pasis, pmo, tom
from db.worlds.building import swiftly

Furnish = Callable[[Book, Instant | None], None]

_WORLDS: Final[dict[str, tuple[str, Furnish]]] = {
    "idag": ("En vårdcentral idag, på datorns klocka", idag.furnish),
    "guide": ("Guidens egen enhet, 2024-09-19 11:05", guide.furnish),
    "guide-2025": ("Guidens enhet, 2025-06-19 10:35", guide_2025.furnish),
    "pmo": ("En vårdcentral med PMO, 2020-06-01 10:00", pmo.furnish),
    "pasis": ("En mottagning med PASiS, 2021-10-04 10:00", pasis.furnish),
    "tom": ("En ansluten enhet utan tidstyper, resurser och tider", tom.furnish),
}

NAMES: Final = tuple(_WORLDS)
"""The worlds' names, the default one first."""

TITLES: Final[dict[str, str]] = {name: title for name, (title, _) in _WORLDS.items()}
"""What each world is, in Swedish."""

MADE_BY: Final = "asynja-tui"
_EXISTS = "book-exists"


def make(path: str | Path, world: str, *, real_now: Instant | None = None) -> Book:
    """Make a book of a world and open it.

    Args:
        world: one of ``NAMES``.
        real_now: the time that counts as the computer's for a world on the real clock; the
            computer's own when None.

    Raises:
        NotFound: no such world; the sentence lists those there are.
        Invalid, Unusable: no file name.
        Refused: something is already there.
        Unreadable: the file cannot be made there.
    """
    if world not in _WORLDS:
        known = ", ".join(NAMES)
        raise NotFound("world", f"Världen ”{world[:40]}” finns inte. Det finns: {known}.")
    place = checked_path(path)
    check_free(place, _EXISTS)
    try:
        _make(place, world, real_now)
    except OSError as error:
        raise Unreadable("unreadable", f"{place} går inte att skriva.") from error
    return Book.open(place)


def _make(place: Path, world: str, real_now: Instant | None) -> None:
    workshop = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        draft = workshop / "draft.db"
        with Book.create(draft) as book, swiftly(book):
            _sign(book, world)
            _WORLDS[world][1](book, real_now)
        sync(draft)
        put(draft, place, _EXISTS)
        sync(place.parent)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _sign(book: Book, world: str) -> None:
    with book.write() as tx:
        sql = "INSERT INTO book_info (made_by, world, seed) VALUES (?, ?, ?)"
        tx.insert(sql, (MADE_BY, world, idag.SEED if world == "idag" else 0))
