"""A book one can spoil: starting over, and checkpoints that one goes back to.

Both put a whole file in the open book's place. The former book is kept beside it, ``<book>.bak``,
and the new one names the file that it replaced (its device and inode), so that another program can
tell that its book was started over from a file that lies there for any other reason.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from db import fields
from db.book import Book
from db.clock import Mode, computer_day
from db.errors import Damaged, NotFound, Refused, Unreadable, Unusable
from db.fields import name_key
from db.permissions import CARE, require
from db.rules.alphabet import sort_key
from db.store.copying import move_aside, put, sync
from db.store.file import checked_path
from db.store.version import VERSION
from db.values import Actor, Instant
from db.worlds import catalogue

NAME_BOUND: Final = 40
_KEPT: Final = ".minnen"
_PLAIN: Final = " -_()åäöÅÄÖéÉ"
"""What stands as it is in the name of a checkpoint's file."""
_COPY: Final = "Boken går inte att kopiera dit."


class Checkpoint(NamedTuple):
    """A moment of the book that can be gone back to.

    Attributes:
        name: what the user called it.
        file: where it lies.
        made_at: when it was kept, by the computer's clock.
        clock: the book's time in it; None where it follows the computer's clock.
    """

    name: str
    file: Path
    made_at: Instant
    clock: Instant | None


class Replaced(NamedTuple):
    """What was done to a book's file.

    Attributes:
        book: the new book, in the old one's place.
        former: the old one, whole; None where nothing lay there.
    """

    book: Path
    former: Path | None


def start_over(path: Path, actor: Actor, world: str, kept_in: Path) -> Replaced:
    """Börja om: the same world anew in the book's place.

    Args:
        path: the book's file; who has it open opens it anew.
        actor: care.
        world: a name or file that ``catalogue.make`` knows, the book's own: ``Book.world``.
        kept_in: the folder of the copies that worlds are taken from; a world is made there once a
            day, which takes a second or two.

    Raises:
        NotAllowed: others than care.
        NotFound: no such world.
        Unreadable: it cannot be written; the book is as it was.
    """
    _demand(actor)
    return replace_with(kept_world(world, kept_in), path)


def remember(book: Book, actor: Actor, name: str, *, confirmed: bool = False) -> Checkpoint:
    """Kom ihåg hit: keep the book as it is, under a name.

    Args:
        confirmed: whether one of the same name is replaced.

    Raises:
        NotAllowed: others than care.
        Invalid: no name, or one that is too long.
        Refused: there is one of that name.
        Unreadable: it cannot be written.
    """
    _demand(actor)
    called = fields.name(name, "name", "Namnet", NAME_BOUND)
    folder = _folder(book.path)
    plain = quote(called, safe=_PLAIN).replace(".", "%2E")  # none is hidden, or goes up
    file = folder / f"{plain}.db"
    same = [one for one in checkpoints(book.path) if name_key(one.name) == name_key(called)]
    if same and not confirmed:
        said = f"Det finns redan ett minne som heter ”{same[0].name}”."
        raise Refused("checkpoint-exists", said, field="name")
    with _writing(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        draft = folder / f".{os.getpid()}.ny"
        draft.unlink(missing_ok=True)
        try:
            book.backup(draft)
            for one in same:
                one.file.unlink(missing_ok=True)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    return _checkpoint(file)


def checkpoints(path: Path) -> tuple[Checkpoint, ...]:
    """The checkpoints of a book, the newest first."""
    found = [_checkpoint(file) for file in _folder(path).glob("[!.]*.db")]
    return tuple(sorted(found, key=lambda one: (-one.made_at, sort_key(one.name))))


def find(path: Path, name: str) -> Checkpoint:
    """The checkpoint of this name, whatever its case.

    Raises:
        NotFound: there is none; the sentence lists those there are.
    """
    known = checkpoints(path)
    for one in known:
        if name_key(one.name) == name_key(name):
            return one
    names = ", ".join(one.name for one in known) or "inga"
    raise NotFound("checkpoint", f"Minnet ”{name[:NAME_BOUND]}” finns inte. Det finns: {names}.")


def go_back(path: Path, actor: Actor, checkpoint: Checkpoint) -> Replaced:
    """Put the book as it was then in its place; the checkpoint stays.

    Raises:
        NotAllowed: others than care.
        NotFound: the checkpoint is gone.
        Unreadable: it cannot be written; the book is as it was.
    """
    _demand(actor)
    if not checkpoint.file.exists():
        raise NotFound("checkpoint", f"Minnet ”{checkpoint.name}” finns inte längre.")
    return replace_with(checkpoint.file, path)


def forget(actor: Actor, checkpoint: Checkpoint) -> None:
    """Take a checkpoint away.

    Raises:
        NotAllowed: others than care.
        Unreadable: it cannot be taken away.
    """
    _demand(actor)
    with _writing(checkpoint.file):
        checkpoint.file.unlink(missing_ok=True)


def is_successor(book: Book) -> bool:
    """Whether the file that now lies in an open book's place says that it took that very place."""
    try:
        with contextlib.closing(_plain(book.path, "ro")) as plain:
            (replaces,) = plain.execute("SELECT replaces FROM book_info").fetchone() or ("",)
    except (sqlite3.Error, OSError):
        return False
    return bool(replaces == _sign(book.same.key))


def replace_with(source: Path, path: Path) -> Replaced:
    """Put a copy of a whole book in another's place, as a book of its own.

    It is made beside its place, examined, brought on to this program's format, and moved there when
    it is whole: who is cut short leaves the former book there, or under its new name.

    Raises:
        Damaged, NewerBook: the source is no whole book of a format that this program reads.
        Unreadable: it cannot be written.
    """
    place = checked_path(path).resolve()
    with _writing(place):
        workshop = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
        draft = workshop / "draft.db"
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            shutil.copyfile(source, draft)
            _examine(draft, source)
            stands = os.stat(place) if place.exists() else None
            _name_anew(draft, "" if stands is None else _sign((stands.st_dev, stands.st_ino)))
            sync(draft)
            former = move_aside(place)
            put(draft, place, "book-exists")
            sync(place.parent)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    return Replaced(place, former)


def _examine(draft: Path, source: Path) -> None:
    try:
        Book.open(draft).close()
    except Unusable as error:
        raise type(error)(error.code, error.text.replace(str(draft), str(source))) from None


# --- pieces ---------------------------------------------------------------------------------------


def _demand(actor: Actor) -> None:
    require(actor, CARE, "byta ut övningsboken")


def _folder(path: Path) -> Path:
    return path.with_name(path.name + _KEPT)


def _sign(key: tuple[int, int]) -> str:
    return f"{key[0]}:{key[1]}"


def _plain(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None)


def _name_anew(draft: Path, replaces: str) -> None:
    """Make a copy a book of its own: an identity that no other has, and what it replaces."""
    with contextlib.closing(_plain(draft, "rw")) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
        plain.execute(
            "UPDATE book_mark SET mark = 'asynja-bok:' || lower(hex(randomblob(16))) || ':'"
            " || printf('%015d', 0) || ':' || lower(hex(randomblob(8))) || ':0000000000000000'"
        )
        if not plain.execute("UPDATE book_info SET replaces = ?", (replaces,)).rowcount:
            plain.execute("INSERT INTO book_info (replaces) VALUES (?)", (replaces,))


def kept_world(world: str, folder: Path) -> Path:
    """The copy of a world that books are taken from, made if there is none of today.

    Args:
        world: a name or file that ``catalogue.make`` knows.
        folder: where the copies are kept; made if need be.

    Raises:
        NotFound, Faulty: no such world, or its file is not one.
        Unreadable: it cannot be written there.
    """
    with _writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A trainer's own world may have been changed since it was copied, whatever its name.
        told = blake2b(catalogue.text_of(world).encode(), digest_size=6).hexdigest()
        name = quote(catalogue.called(world)[:NAME_BOUND], safe=_PLAIN)
        kept = folder / f"{name}.{told}.{VERSION}.{computer_day()}.db"
        if not kept.exists():
            for old in folder.glob(f"{name}.*.db"):
                old.unlink(missing_ok=True)
            draft = folder / f".{kept.name}.{os.getpid()}"
            catalogue.make(draft, world).close()
            draft.replace(kept)
    return kept


def _checkpoint(file: Path) -> Checkpoint:
    mode, base = Mode.REAL, 0
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_plain(file, "ro")) as plain:
        mode, base = plain.execute("SELECT mode, base FROM clock").fetchone() or (mode, base)
    stands = None if mode == Mode.REAL else base
    return Checkpoint(unquote(file.stem), file, int(file.stat().st_mtime), stands)


@contextlib.contextmanager
def _writing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unreadable("unreadable", f"{place} går inte att skriva.") from error
    except sqlite3.Error as error:
        raise Damaged("damaged", _COPY) from error
