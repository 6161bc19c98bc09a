"""Bokningsunderlag: all that is known of one visit, with the changes and their verdicts (R44, R53).

Opened from a row of the log or from the tidbok. Care's opening is written to the access log in
the same transaction; a sheet that is read anew because the book changed (``again``) is not a new
opening.
"""

from collections.abc import Callable

from db import clock, fields
from db.acts.noting import How, Step, note
from db.book import Book, Reader
from db.bookings import sheet_reading
from db.bookings.rows import load_booking
from db.bookings.sheet_reading import BookingSheet as BookingSheet
from db.errors import Conflict
from db.permissions import CARE, require
from db.rules.acts import Kind, TimeTold, times_text
from db.setup import access_log
from db.values import Actor, clean

_MOST_SHOWN = 120


def of_row(book: Book, actor: Actor, seq: int, *, again: bool = False) -> BookingSheet:
    """The sheet of the visit that a log row tells of, own or imported.

    Raises:
        NotAllowed: others than care.
        NotFound: the row is not in the log (any longer).
    """
    return _opened(
        book, actor, lambda reader: sheet_reading.of_row(reader, actor, seq), again=again
    )


def of_booking(book: Book, actor: Actor, booking: int, *, again: bool = False) -> BookingSheet:
    """The sheet of a booking, whether it is in the log or not.

    Raises:
        NotAllowed: others than care.
        NotFound: there is no such booking.
    """
    return _opened(
        book, actor, lambda reader: sheet_reading.of_booking(reader, actor, booking), again=again
    )


def save_note(book: Book, actor: Actor, booking: int, text: str, *, seen: str) -> str:
    """Save Vårdens anteckning of a booking, which the citizen never sees; an empty one goes.

    ``seen`` is the note that the user began with. Gives the note as it is kept.

    Raises:
        NotAllowed: others than care.
        Invalid: too long.
        NotFound: no such booking.
        Conflict: somebody changed the note meanwhile.
    """
    require(actor, CARE, "skriva i vårdens anteckning")
    written = fields.text(text, "note", "Anteckningen", fields.TEXT_BOUND, lines=True)
    with book.write() as tx:
        visit = load_booking(tx, actor, booking)
        row = tx.row(
            "SELECT staff_note, changed_by, changed_at FROM booking WHERE id = ?", (booking,)
        )
        assert row is not None
        if row[0] not in (seen, written):
            who, now = row[1] or "Någon annan", clean(row[0])[:_MOST_SHOWN]
            told = f" till ”{now}”" if now else ": den är borttagen"
            said = f"{who} har ändrat anteckningen{told}. Spara en gång till för att skriva över."
            raise Conflict(said, what="Anteckningen", who=row[1], when=row[2], field="note")
        if row[0] != written:
            at = clock.now(tx)
            tx.run(
                "UPDATE booking SET staff_note = ?, changed_by = ?, changed_at = ? WHERE id = ?",
                (written, actor.label, at, booking),
            )
            time = TimeTold(visit.start, visit.resource_name, visit.type_name)
            done = "fick en anteckning" if written else "fick sin anteckning borttagen"
            step = Step(How.NOTE_AS_BEFORE, (booking, row[0], written))
            text = times_text((time,), done)
            note(tx, actor, visit.clinic, Kind.NOTE_SAVED, text, at, step)
    return written


def _opened(
    book: Book,
    actor: Actor,
    read: Callable[[Reader], tuple[BookingSheet, int | None]],
    *,
    again: bool,
) -> BookingSheet:
    require(actor, CARE, "öppna bokningsunderlag")
    if again:
        with book.read() as reader:
            return read(reader)[0]
    with book.write() as tx:
        sheet, patient = read(tx)
        if patient is not None:
            where = f" i loggen {sheet.file}" if sheet.file else ""
            access_log.note(tx, actor, patient, f"bokningsunderlag{where}")
        return sheet
