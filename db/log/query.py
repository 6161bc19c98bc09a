"""Logg för webbtidbok: what citizens changed, with the 24-hour verdict a row (R42-R55).

The clinic's own log and the logs that were imported are read the same way; ``file`` tells which.
A verdict stands as it was made: a later change of journal system re-judges nothing.
"""

from dataclasses import dataclass
from typing import Any

from db.book import Book, Reader
from db.errors import NotFound
from db.fields import name_key
from db.log.entry import LogEntry as LogEntry
from db.log.entry import cells
from db.log.rows import Log, entries_where
from db.permissions import CARE, require
from db.rules.local_time import midnight
from db.rules.log.query import LogQuery, fold, has_words
from db.values import Actor


@dataclass(frozen=True, slots=True)
class LogCounts:
    """How many rows a log has of each kind.

    Attributes:
        late: late rebookings and cancellations.
        to_check: those of them that no reviewer has decided on (R50).
    """

    rows: int
    booked: int
    rebooked: int
    cancelled: int
    late: int
    to_check: int


_COUNTS = (
    "SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (WHERE act = 'booked'), 0),"
    " coalesce(sum(n) FILTER (WHERE act = 'rebooked'), 0),"
    " coalesce(sum(n) FILTER (WHERE act = 'cancelled'), 0),"
    " coalesce(sum(n) FILTER (WHERE late = 1), 0),"
    " coalesce(sum(n) FILTER (WHERE late = 1 AND decision = ''), 0)"
    " FROM log_count WHERE clinic_id = ? AND file_id = ?"
)


def rows(
    book: Book, actor: Actor, clinic: int, query: LogQuery | None = None, file: str = ""
) -> tuple[LogEntry, ...]:
    """The rows of a log, oldest change first: the clinic's own log, or an imported one by its name.

    All of them when ``query`` is None. IT sees masked personal numbers, and searches those.

    Raises:
        NotAllowed: others than care.
        NotFound: no such clinic or file; the sentence names the files there are.
    """
    require(actor, CARE, "läsa Logg för webbtidbok")
    asked = query or LogQuery()
    with book.read() as reader:
        log = Log(clinic, file_id(reader, clinic, file), actor.masked)
        terms, params = fitting(asked)
        fits = " AND ".join([log.where, *terms])
        where = f"r.id IN (SELECT id FROM log_row WHERE {fits})"
        made = entries_where(reader, log, where, (log.place, *params))
    return tuple(one for one in made if matches(asked, one)) if asked.has_text else tuple(made)


def matches(query: LogQuery, entry: LogEntry) -> bool:
    """Whether the row holds the texts that are looked for, as it is shown."""
    shown = cells(entry)
    searched = (*shown, entry.pnr, entry.cancel_comment)
    sides = [side for side in (entry.earlier, entry.new) if side is not None]
    return (
        has_words(query.words, searched)
        and not any(has_words((word,), searched) for word in query.without)
        and has_words(query.resource, tuple(side.resource_name for side in sides))
        and has_words(query.type_name, tuple(side.type_name for side in sides))
        and (not query.types or fold(sides[0].type_name) in query.types)
        and (not query.resources or fold(sides[0].resource_name) in query.resources)
        and has_words(query.pnr, (shown[4], entry.pnr))
        and has_words(query.cancel_comment, (entry.cancel_comment,))
    )


def counts(book: Book, clinic: int, file: str = "") -> LogCounts:
    """How many rows a log has of each kind.

    Raises:
        NotFound: no such file.
    """
    with book.read() as reader:
        within = file_id(reader, clinic, file) or 0
        return LogCounts(*(reader.row(_COUNTS, (clinic, within)) or (0,) * 6))


def file_id(reader: Reader, clinic: int, name: str) -> int | None:
    """The id of the imported log of this name, whatever its case; None for the own log.

    Raises:
        NotFound: no such file; the sentence names those there are.
    """
    if not name:
        return None
    sql = "SELECT id, name FROM log_file WHERE clinic_id = ? ORDER BY id"
    known = reader.rows(sql, (clinic,))
    for place, called in known:
        if name_key(called) == name_key(name):
            return int(place)
    names = ", ".join(called for _, called in known) or "inga"
    said = f"Loggen ”{name[:80]}” är inte inläst. Inlästa loggar: {names}."
    raise NotFound("log-file", said, field="file")


def fitting(query: LogQuery) -> tuple[list[str], list[Any]]:
    """The conditions of a query on columns of log_row, but for its texts."""
    terms, asked = fitting_kinds(query)
    if query.from_day is not None:
        terms.append("changed_at >= ?")
        asked.append(midnight(query.from_day))
    if query.to_day is not None:
        terms.append("changed_at < ?")
        asked.append(midnight(query.to_day + 1))
    return terms, asked


def fitting_kinds(query: LogQuery) -> tuple[list[str], list[Any]]:
    """Those of the conditions that say which kinds of rows."""
    terms: list[str] = []
    asked: list[Any] = []
    for column, wanted in (("act", query.acts), ("decision", query.review)):
        if wanted:
            terms.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            asked += sorted(wanted)
    if query.late is not None:
        terms.append("late = ?")
        asked.append(int(query.late))
    return terms, asked
