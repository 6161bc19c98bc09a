"""Logs in files: import what AsynjaVisph's log says, list and remove imports, export any log.

Imported rows stand apart from the book's own under the file's name and are never cleared. A log
that is imported again under its name brings only what is new; the decisions on the rest stay.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from db import clock, fields, paths
from db.acts.noting import note
from db.book import Book, Tx
from db.errors import Conflict, NotFound, Refused
from db.log import query
from db.log.files import source as log_source
from db.log.files.export import Exported as Exported
from db.log.files.export import export as export
from db.log.files.reader import BadCell as BadCell
from db.log.files.reader import LogReader
from db.log.files.scratch import Scratch, scratch
from db.log.files.store import LogStore
from db.log.files.text import Quoting
from db.permissions import CARE, require
from db.progress import Gauge, Progress
from db.rules.acts import Kind
from db.rules.local_time import instant_text
from db.setup import clinics
from db.values import Actor, Instant, count_text

STDIN_NAME = "standard in"
"""What a log is called that has no name of its own."""

_GAVE_UP = "Inläsningen avbröts. Ingenting lästes in."
_BATCH = 500
_READING, _SORTING, _WRITING = 0.6, 0.1, 0.3


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import led to.

    Attributes:
        file: the name the log has in the book.
        rows: how many rows the file had that could be read.
        known: how many of them were in the book under this name already.
        bad: the first cells for which rows were left out (only when told to skip them).
        ignored: headings of columns that a log does not have; nothing of them is kept.
        skipped: how many rows were left out.
        quoting: whether quotes were read as text ("none") or as CSV has them ("doubled").
        quotes: whether the file had any.
    """

    file: str
    rows: int
    known: int = 0
    bad: tuple[BadCell, ...] = ()
    ignored: tuple[str, ...] = ()
    skipped: int = 0
    quoting: Quoting = "none"
    quotes: bool = False

    @property
    def read_as(self) -> str:
        """How quotes were read, a whole Swedish sentence; empty where there were none."""
        if not self.quotes:
            return ""
        text, csv = "Citattecknen lästes som text.", "Citattecken kring fält lästes som i CSV."
        return text if self.quoting == "none" else csv

    @property
    def new(self) -> int:
        """How many rows the book did not have."""
        return self.rows - self.known


_FILES = (
    "SELECT f.name, coalesce(sum(c.n), 0),"
    " coalesce(sum(c.n) FILTER (WHERE c.decision <> ''), 0), f.imported_at FROM log_file f"
    " LEFT JOIN log_count c ON c.clinic_id = f.clinic_id AND c.file_id = f.id"
)


class LogFileInfo(NamedTuple):
    """An imported log.

    Attributes:
        decided: how many of its rows a reviewer has decided on.
    """

    name: str
    rows: int
    decided: int
    imported_at: Instant


def import_log(
    book: Book,
    actor: Actor,
    clinic: int,
    path: str | Path | BinaryIO,
    *,
    name: str = "",
    skip_bad: bool = False,
    confirmed: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import a log that was copied or exported to a text file: all of it or nothing.

    When a log of that name is in the book, rows that are equal in all sixteen columns are the
    same rows, as many as there are on both sides, and keep their decisions; the others are added.
    A personal number that is masked or left out may be any. Chains are worked out over all.

    The clinic's journal system decides the verdicts. Without a ``name`` the log is called what the
    file is. ``skip_bad`` leaves out rows that cannot be read instead of refusing all; if confirmed
    a log that is in the book under another name is taken in once more. ``progress`` is told in
    thousandths how far it has come; False gives up.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic.
        Unreadable: no such file, or it cannot be opened.
        Invalid: too large, not text, or a heading is missing; says which, and where.
        NeedsConfirmation: the very same rows are in the book under another name.
        Refused: rows cannot be read (``items`` says which lines, columns and values), there are
            no rows, or ``progress`` gave up.
    """
    require(actor, CARE, "läsa in loggar")
    file = paths.meant(path) if isinstance(path, str | Path) else path
    own = file.name if isinstance(file, Path) else STDIN_NAME
    called = fields.name(name or own, "name", "Loggens namn", fields.LINE_BOUND)
    with book.read() as reader:
        clinics.load(reader, clinic)
    gauge = Gauge(progress, _GAVE_UP)
    with scratch() as place:
        # Reading takes long and needs no lock; the book is written when all of it is known.
        gauge.part(_READING)
        with log_source.opened(file, gauge.tick) as source:
            log = LogReader(source, gauge.tick)
            rows = _read(log, source, place, gauge)
            place.settle()
        _demand_rows(log, rows, skip_bad=skip_bad)
        store = LogStore(book, actor, clinic, called, gauge)
        gauge.part(_SORTING)
        called, known = store.store(place, _WRITING, confirmed=confirmed)
    form, bad = log.form, tuple(log.bad)
    return Imported(
        called, rows, known, bad, form.head.ignored, log.bad_rows, form.quoting, form.quotes
    )


def files(book: Book, clinic: int) -> tuple[LogFileInfo, ...]:
    """The imported logs of a clinic, in the order they were imported."""
    with book.read() as reader:
        rows = reader.rows(f"{_FILES} WHERE f.clinic_id = ? GROUP BY f.id ORDER BY f.id", (clinic,))
    return tuple(map(LogFileInfo._make, rows))


def remove(book: Book, actor: Actor, clinic: int, name: str, *, seen: LogFileInfo | None) -> int:
    """Take an imported log out of the book again, with the decisions on it; gives its rows' number.

    ``seen`` is the log as it was shown; None where nothing was.

    Raises:
        NotAllowed: others than care.
        NotFound: no such imported log.
        Conflict: it has other rows or decisions than were shown, or is another of that name.
    """
    require(actor, CARE, "ta bort inlästa loggar")
    with book.write() as tx:
        file = query.file_id(tx, clinic, name)
        if file is None:
            raise NotFound("log-file", "Ange vilken inläst logg som ska tas bort.")
        rows = int(tx.value("SELECT count(*) FROM log_row WHERE file_id = ?", (file,)))
        _check_seen(tx, file, seen)
        tx.run("DELETE FROM log_file WHERE id = ?", (file,))  # its rows follow (CASCADE)
        text = f"Den inlästa loggen ”{name}” borttagen ({count_text(rows, 'rad', 'rader')})"
        note(tx, actor, clinic, Kind.LOG_REMOVED, text, clock.now(tx))
    return rows


def _check_seen(tx: Tx, file: int, seen: LogFileInfo | None) -> None:
    now = LogFileInfo(*tx.rows(f"{_FILES} WHERE f.id = ? GROUP BY f.id", (file,))[0])
    if seen in (None, now):
        return
    who, when = tx.row("SELECT imported_by, imported_at FROM log_file WHERE id = ?", (file,)) or (
        "", 0
    )  # fmt: skip
    text = (
        f"”{now.name}” har ändrats: den lästes in av {who or 'någon annan'} {instant_text(when)},"
        f" har nu {now.rows} rader och {now.decided} bedömda. Ingenting togs bort."
    )
    raise Conflict(text, what=now.name, who=who, when=when, stands=now)


# --- reading -------------------------------------------------------------------------------------


def _read(log: LogReader, source: log_source.Source, place: Scratch, gauge: Gauge) -> int:
    """Put the rows of the file in the scratch; how many there were."""
    count = 0
    rows = log.read()
    while batch := list(islice(rows, _BATCH)):
        place.add(batch)
        count += len(batch)
        gauge.reach(source.done, source.size)
    return count


def _demand_rows(log: LogReader, rows: int, *, skip_bad: bool) -> None:
    if log.bad and not skip_bad:
        values = count_text(log.bad_cells, "värde", "värden")
        lines = count_text(log.bad_rows, "rad", "rader")
        said = f"{values} på {lines} går inte att läsa. Ingenting lästes in."
        raise Refused("bad-rows", said, field="path", items=_items(log))
    if not rows:
        said = "Ingen rad kunde läsas." if log.bad else "Filen har inga rader under rubrikerna."
        raise Refused("no-rows", said, items=_items(log), field="path")


def _items(log: LogReader) -> tuple[str, ...]:
    told = tuple(cell.text for cell in log.bad)
    more = log.bad_cells - len(told)
    return (*told, f"… och {more} till.") if more else told
