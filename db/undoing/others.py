"""What takes back an act on the waiting list, a visit's note, or the log."""

from collections.abc import Callable
from typing import Final

from db.acts.noting import How
from db.acts.packing import unpacked
from db.book import Book
from db.bookings import sheet, waiting_list
from db.bookings.waiting_list import Stood
from db.log import review
from db.log.files import import_log
from db.log.files.import_log import LogFileInfo
from db.log.review import Earlier
from db.values import Actor


def _waiting_as_before(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    before, left = unpacked(tuple[Stood | None, Stood | None], told)
    waiting_list.as_before(book, actor, before, seen=left)
    return ()


def _note_as_before(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    booking, before, left = unpacked(tuple[int, str, str], told)
    sheet.save_note(book, actor, booking, before, seen=left)
    return ()


def _decisions_as_before(book: Book, actor: Actor, _clinic: int, told: object) -> tuple[str, ...]:
    review.restore(book, actor, unpacked(tuple[Earlier, ...], told))
    return ()


def _remove_import(book: Book, actor: Actor, clinic: int, told: object) -> tuple[str, ...]:
    name, rows, imported_at = unpacked(tuple[str, int, int], told)
    left = LogFileInfo(name, rows, 0, imported_at)
    import_log.remove(book, actor, clinic, name, seen=left)
    return ()


STEPS: Final[dict[How, Callable[[Book, Actor, int, object], tuple[str, ...]]]] = {
    How.WAITING_AS_BEFORE: _waiting_as_before,
    How.NOTE_AS_BEFORE: _note_as_before,
    How.DECISIONS_AS_BEFORE: _decisions_as_before,
    How.REMOVE_IMPORT: _remove_import,
}
