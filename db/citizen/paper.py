"""Skriv ut: a booked time on paper or for a calendar, in a new file (R103)."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from db import clock
from db.book import Book
from db.citizen import ics, portal
from db.citizen.shown_times import BookedTime
from db.errors import Invalid
from db.log.files.write import write_whole
from db.paths import meant
from db.setup.access_log import watched
from db.values import Actor, BookingStatus

KINDS: Final = (".txt", ".ics")
"""The ends of the names of files that are written."""
_OF_THE_HOUR = frozenset({"late", "not-too-late", "in-future"})
"""What is said of the time left is not true any more when the paper is read."""


def lines(booked: BookedTime) -> Iterator[str]:
    """The booked time as text."""
    stands = booked.booking.status is BookingStatus.BOOKED
    yield "Bokad tid" if stands else "Avbokad tid"
    yield ""
    yield booked.when
    yield from ics.about(booked)
    if booked.address:
        yield f"Adress: {booked.address}"
    if booked.reason:
        yield f"Anledning till besöket: {booked.reason}"
    standings = (booked.cancel, booked.rebook) if stands else ()
    for note in dict.fromkeys(one.note for one in standings if one.reason not in _OF_THE_HOUR):
        if note:
            yield ""
            yield note


@watched
def save(book: Book, actor: Actor, booking: int, path: str) -> Path:
    """Write one of the citizen's own booked times to a new file, by its name text or calendar.

    One that has been cancelled is written as a cancellation: a calendar that has it takes it away.

    Raises:
        NotAllowed: anyone but a citizen.
        NotFound: there is no such booking of theirs.
        Invalid: the file's name is of no known kind.
        Refused: the file exists; it is never overwritten.
        Unreadable: it cannot be written.
    """
    booked = portal.booked_or_cancelled(book, actor, booking)
    target = _target(path)
    with book.read() as reader:
        now = clock.now(reader)
    if target.suffix.casefold() == ".ics":
        text = ics.calendar(booked, now, _mark(book))
    else:
        text = "".join(f"{line}\n" for line in lines(booked))
    write_whole(target, lambda file: file.write(text.encode()))
    return target


def _mark(book: Book) -> str:
    """What tells this book from every other, made when it is first needed.

    A world gives the same file every time it is made, so it cannot be in that.
    """
    with book.read() as reader:
        mark: str = reader.value("SELECT mark FROM book_info") or ""
    if not mark:
        with book.write() as tx:
            tx.run("UPDATE book_info SET mark = lower(hex(randomblob(8))) WHERE mark = ''")
            mark = tx.value("SELECT mark FROM book_info") or ""
    return mark


def _target(path: str) -> Path:
    said = "Filens namn ska sluta på .txt eller .ics."
    if "\0" in path or not path.strip():
        raise Invalid("path", said, field="path")
    target = Path(os.path.abspath(meant(path)))
    if target.suffix.casefold() not in KINDS:
        raise Invalid("path", said, field="path")
    return target
