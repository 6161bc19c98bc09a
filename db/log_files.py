"""Logs in files: import what AsynjaVisph's log says, list and remove imports, export any log.

Imported rows stand apart from the book's own under the file's name and are never cleared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from db import clinics, clock, fields, log_chain, weblog
from db.book import Book, Reader
from db.errors import NotFound, Refused
from db.log_entry import added_cells, cells
from db.log_export import write_file
from db.log_reading import BadCell as BadCell
from db.log_reading import ReadRow, ReadVisit, read_log
from db.permissions import CARE, require
from db.rules.late import judge
from db.rules.log_query import LogQuery
from db.rules.policy import Policy
from db.values import Actor, Instant

_MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import led to.

    Attributes:
        file: the name the log now has in the book.
        rows: how many rows were imported.
        bad: the cells for which rows were left out (only when told to skip them).
        ignored: headings of columns that a log does not have; nothing of them is kept.
    """

    file: str
    rows: int
    bad: tuple[BadCell, ...] = ()
    ignored: tuple[str, ...] = ()


class LogFileInfo(NamedTuple):
    """An imported log."""

    name: str
    rows: int
    imported_at: Instant


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and where."""

    target: Path
    rows: int


def import_log(
    book: Book,
    actor: Actor,
    clinic: int,
    path: str | Path,
    *,
    name: str = "",
    skip_bad: bool = False,
) -> Imported:
    """Import a log that was copied or exported to a text file: all of it or nothing.

    Args:
        book: the book.
        actor: care.
        clinic: the clinic's id; its journal system decides the verdicts.
        path: the file.
        name: what the log is to be called; the file's own name when empty.
        skip_bad: leave out rows that cannot be read instead of refusing all.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic.
        Unreadable: no such file, or it cannot be opened.
        Invalid: too large, not text, or a heading is missing; says which.
        Refused: the name is imported already, rows cannot be read (``items`` says which lines,
            columns and values), or there are no rows.
    """
    require(actor, CARE, "importera loggar")
    source = Path(path).expanduser()
    called = fields.name(name or source.name, "name", "Loggens namn", fields.LINE_BOUND)
    with book.read() as reader:
        _demand_new(reader, clinic, called)
        now = clock.now(reader)
    # Reading takes long and needs no lock; the book is written when all of it is known.
    log = read_log(source, now)
    if log.bad and not skip_bad:
        raise _unreadable_rows(log.bad)
    if not log.rows:
        said = "Ingen rad kunde läsas." if log.bad else "Filen har inga rader under rubrikerna."
        raise Refused("no-rows", said, items=_items(log.bad), field="path")
    ordered = _oldest_first(log.rows)
    with book.write() as tx:
        _demand_new(tx, clinic, called)
        policy = clinics.policy_of(clinics.load(tx, clinic))
        file = tx.insert(
            "INSERT INTO log_file (clinic_id, name, imported_at, imported_by) VALUES (?, ?, ?, ?)",
            (clinic, called, clock.now(tx), actor.label),
        )
        tx.many(_INSERT, _values(ordered, clinic, file, policy))
    return Imported(called, len(ordered), log.bad, log.ignored)


def files(book: Book, clinic: int) -> tuple[LogFileInfo, ...]:
    """The imported logs of a clinic, in the order they were imported."""
    with book.read() as reader:
        rows = reader.rows(
            "SELECT f.name, (SELECT count(*) FROM log_row r WHERE r.file_id = f.id), f.imported_at"
            " FROM log_file f WHERE f.clinic_id = ? ORDER BY f.id",
            (clinic,),
        )
    return tuple(map(LogFileInfo._make, rows))


def remove(book: Book, actor: Actor, clinic: int, name: str) -> int:
    """Take an imported log out of the book again, with the decisions on it.

    Returns:
        How many rows it had.

    Raises:
        NotAllowed: others than care.
        NotFound: no such imported log.
    """
    require(actor, CARE, "ta bort importerade loggar")
    with book.write() as tx:
        file = weblog.file_id(tx, clinic, name)
        if file is None:
            raise NotFound("log-file", "Ange vilken importerad logg som ska tas bort.")
        rows = int(tx.value("SELECT count(*) FROM log_row WHERE file_id = ?", (file,)))
        tx.run("DELETE FROM log_file WHERE id = ?", (file,))  # its rows follow (CASCADE)
    return rows


def export(
    book: Book,
    actor: Actor,
    clinic: int,
    target: str | Path,
    *,
    file: str = "",
    query: LogQuery | None = None,
) -> Exported:
    """Write a log to a new file, .csv or .xlsx, with time left and verdicts as columns.

    IT's export has masked personal numbers.

    Args:
        book: the book.
        actor: care.
        clinic: the clinic's id.
        target: the new file; its name's end says which kind.
        file: the name of an imported log; the clinic's own log when empty.
        query: which rows; all when None.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic or imported log.
        Invalid: the name ends in neither .csv nor .xlsx.
        Refused: the file exists; it is never overwritten.
        Unreadable: it cannot be written.
    """
    require(actor, CARE, "exportera loggar")
    place = Path(target).expanduser()
    found = weblog.rows(book, actor, clinic, query, file)
    write_file(place, ((*cells(entry), *added_cells(entry)) for entry in found))
    return Exported(place, len(found))


_INSERT = (
    "INSERT INTO log_row (clinic_id, file_id, chain, act, changed_at, referral, patient, pnr,"
    " interpreter, old_start, old_type, old_resource, old_comment, new_start, new_type,"
    " new_resource, new_comment, minutes_left, late)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NO_VISIT = (None, "", "", "")


def _demand_new(reader: Reader, clinic: int, name: str) -> None:
    clinics.load(reader, clinic)
    try:
        weblog.file_id(reader, clinic, name)
    except NotFound:
        return
    said = f"En logg med namnet ”{name}” är redan importerad. Ta bort den först, eller byt namn."
    raise Refused("log-file-exists", said, field="name")


def _unreadable_rows(bad: Sequence[BadCell]) -> Refused:
    lines = len({cell.line for cell in bad})
    values = "1 värde" if len(bad) == 1 else f"{len(bad)} värden"
    rows = "1 rad" if lines == 1 else f"{lines} rader"
    said = f"{values} på {rows} går inte att läsa. Ingenting importerades."
    return Refused("bad-rows", said, field="path", items=_items(bad))


def _items(bad: Sequence[BadCell]) -> tuple[str, ...]:
    told = tuple(cell.text for cell in bad[:_MOST_ITEMS])
    more = len(bad) - len(told)
    return (*told, f"… och {more} till.") if more else told


def _oldest_first(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """By Ändrad datum; rows of one minute as the file has them, whichever way it is ordered."""
    newest_first = rows[0].changed_at > rows[-1].changed_at
    return sorted(reversed(rows) if newest_first else rows, key=lambda row: row.changed_at)


def _values(
    rows: Sequence[ReadRow], clinic: int, file: int, policy: Policy
) -> list[tuple[Any, ...]]:
    found = log_chain.chains([_link(row) for row in rows])
    return [
        (clinic, file, chain, row.act, row.changed_at, row.referral, row.patient, row.pnr)
        + (row.interpreter, *(row.old or _NO_VISIT), *(row.new or _NO_VISIT))
        + _verdict(row, policy)
        for chain, row in zip(found, rows, strict=True)
    ]


def _verdict(row: ReadRow, policy: Policy) -> tuple[int | None, bool]:
    if row.old is None:
        return None, False
    late = judge(row.act, row.changed_at, row.old.start, policy)
    return late.minutes_left, late.late


def _link(row: ReadRow) -> log_chain.Link:
    who = row.pnr or fields.name_key(row.patient)
    return log_chain.Link(who, _place(row.old), _place(row.new))


def _place(visit: ReadVisit | None) -> tuple[Instant, str, str] | None:
    return None if visit is None else (visit.start, visit.type_name, visit.resource_name)
