"""Which book a command works on, and how a new one takes its place without losing another."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from asynja_tui.cli import output
from asynja_tui.cli.usage import Usage
from db import clock
from db.afterwards import afterwards
from db.basics import Clinic
from db.book import Book
from db.errors import Invalid, Refused, Unreadable, Unusable
from db.setup import clinics
from db.store.file import checked_path
from db.store.place import put_aside_text

if TYPE_CHECKING:
    from screens.practice.books import Places

VARIABLE = "ASYNJA_TUI_BOOK"
DEFAULT_WORLD = "idag"


def default_path() -> Path:
    """The book in the user's data folder, for when none is named."""
    from platformdirs import user_data_path

    return user_data_path("asynja-tui", appauthor=False) / "bok.db"


def worlds_folder() -> Path:
    """Where the copies lie that books are started over from."""
    from platformdirs import user_cache_path

    return user_cache_path("asynja-tui", appauthor=False) / "worlds"


def exercises_folder() -> Path:
    """Where the copies lie that exercises begin with."""
    return worlds_folder().with_name("exercises")


def exercise_book(name: str) -> Path:
    """The book of an exercise that is opened in the program: one for each."""
    folder = default_path().with_name("övningar")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"övning-{name}.db"


def progress_file() -> Path:
    """Where the user's progress is kept."""
    return default_path().with_name("framsteg.db")


def own_courses() -> Path:
    """The folder of the user's own courses."""
    return default_path().with_name("kurser")


def signals_folder() -> Path:
    """Where demonstrations tell the speaker's view where they are."""
    return worlds_folder().with_name("visningar")


def recent_file() -> Path:
    """The list of the books that were open lately."""
    return default_path().with_name("recent.txt")


def places() -> "Places":
    """Where the program keeps what belongs to no book."""
    from screens.practice.books import Places

    return Places(recent_file(), worlds_folder(), default_path().with_name("övningar"))


def chosen(given: str | None) -> Path | None:
    """The book that ``--book`` or the environment names; None for the default one.

    Raises:
        Usage: the name is empty or no file name.
        Unusable: an address of a database server, or a folder of nobody.
    """
    named = os.environ.get(VARIABLE, "") if given is None else given
    if given is None and not named:
        return None
    try:
        return checked_path(named)
    except Invalid as error:
        raise Usage(error.text, field="book") from None


def ready(given: str | None) -> Path:
    """The book to open; the default one is made on first use.

    Raises:
        Usage, Unusable: as ``chosen``; the default book cannot be made.
    """
    path = chosen(given)
    if path is not None:
        return path
    path = default_path()
    if not path.exists():
        output.say(f"Boken {path} görs av världen {DEFAULT_WORLD} …")
        with suppress(Refused):  # another program made it meanwhile
            make(path, DEFAULT_WORLD, force=False)
    return path


@contextmanager
def opened(given: str | None, clinic: str | None) -> Iterator[tuple[Book, Clinic]]:
    """The chosen book, open, and the chosen clinic.

    Raises:
        Usage, Unusable: as ``chosen``; the book cannot be opened.
        NotFound: the book has no such clinic.
    """
    with Book.open(ready(given)) as book:
        if book.put_aside is not None:
            output.say(put_aside_text(book.put_aside))
        yield book, clinics.find(book, clinic or "")
        if said := afterwards(lambda: _waiting(book), ""):
            output.say(said)


def _waiting(book: Book) -> str:
    """That rows wait to be cleared, where the clock may be wrong."""
    rows = clock.unconfirmed(book)
    if not rows:
        return ""
    said = clock.waiting_text(rows, clock.read(book))
    return f"{said} Inget gallras förrän någon svarar på frågan i programmet."


def make(path: Path, world: str, *, force: bool) -> Path | None:
    """Make a book from a world. It is made beside its place and moved there when it is whole.

    Args:
        path: its place.
        world: a name of ``db.worlds.catalogue``, or a world's file.
        force: whether a file that stands there is moved aside; it is never lost.

    Returns:
        Where the former file was moved, or None when there was none.

    Raises:
        Refused: something stands there and ``force`` is false.
        Unreadable: it cannot be made there.
    """
    from db.store.copying import all_files, move_aside, put, sync
    from db.worlds import catalogue  # late: opening an existing book does without it

    place = path.resolve()
    _check_place(place, force=force)
    draft = place.with_name(f".{place.name}.{os.getpid()}.new")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        catalogue.make(draft, world).close()
        moved = None if place.exists() and not force else move_aside(place)
        put(draft, place, "book-exists")
        sync(place.parent)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = "disken är full" if full else "mappen går inte att skriva i"
        raise Unreadable("unreadable", f"{place} går inte att skriva: {why}.") from error
    except Unusable as error:
        raise Unreadable(error.code, error.text.replace(str(draft), str(place))) from None
    finally:
        for left in all_files(draft):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    return moved


def _check_place(place: Path, *, force: bool) -> None:
    if place.is_dir():
        raise Unreadable("is-folder", f"{place} är en mapp, inte en bok.")
    if place.exists() and not force:
        text = f"{place} finns redan och skrivs inte över. Med --force flyttas den undan först."
        raise Refused("book-exists", text, field="book")
