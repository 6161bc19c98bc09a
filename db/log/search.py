"""A query of the log put to the blocks of its text index."""

from bisect import bisect_left
from collections.abc import Iterator

from db.book import Reader
from db.log.index.block import SEARCHED
from db.log.index.look import Asked, Piece
from db.log.index.store import search as search_blocks
from db.log.rows import Log
from db.rules.local_time import day_text
from db.rules.log.query import UNDECIDED, LogQuery, fold
from db.values import ACT_LABELS


def in_order(reader: Reader, log: Log) -> bool:
    """Whether the numbers of a log's rows rise with its own order."""
    sql = "SELECT ordered FROM log_state WHERE clinic_id = ? AND file_id = ?"
    return bool(reader.value(sql, (log.clinic, log.file or 0)) in (1, None))


def search(reader: Reader, log: Log, query: LogQuery, *, back: bool = False) -> Iterator[Piece]:
    """The rows of a query, a stretch of numbers at a time; empty pieces too.

    With ``back`` the stretch with the highest numbers comes first; within one they always rise.
    """
    ends = _ends(reader, log)
    if ends is None:
        return
    for piece in search_blocks(reader, asked(log, query), *ends, back=back):
        yield _decided(reader, query, piece) if query.review and piece.hits else piece


def asked(log: Log, query: LogQuery) -> Asked:
    """What blocks are asked for; decisions are no part of them."""
    fields = (
        (query.words, SEARCHED),
        (query.resource, frozenset({"resource"})),
        (query.type_name, frozenset({"type"})),
        (query.pnr, frozenset({"pnr"})),
        (query.cancel_comment, frozenset({"cancel"})),
    )
    names = [("type", query.types), ("resource", query.resources)]
    words = [(word.encode(), groups) for parts, groups in fields for word in parts]
    return Asked(
        log=-log.clinic if log.file is None else log.file,
        words=tuple(sorted(words, key=lambda one: -len(one[0]))),
        without=tuple(word.encode() for word in query.without),
        acts=tuple(fold(ACT_LABELS[act]).encode() for act in query.acts),
        late=query.late,
        days=(_day(query.from_day), _day(query.to_day)),
        names=tuple((group, frozenset(map(str.encode, some))) for group, some in names if some),
        masked=log.masked,
    )


def _day(day: int | None) -> bytes:
    return b"" if day is None else day_text(day).encode()


def _ends(reader: Reader, log: Log) -> tuple[int, int] | None:
    """The lowest and the highest number of the log's rows, or rather below and above them."""
    if in_order(reader, log):
        row = reader.row(
            f"SELECT (SELECT id FROM log_row WHERE {log.where} ORDER BY changed_at, id LIMIT 1),"
            f" (SELECT id FROM log_row WHERE {log.where}"
            " ORDER BY changed_at DESC, id DESC LIMIT 1)",
            (log.place, log.place),
        )
    else:
        row = reader.row("SELECT min(id), max(id) FROM log_row")
    return None if row is None or row[0] is None else (row[0], row[1])


def _decided(reader: Reader, query: LogQuery, piece: Piece) -> Piece:
    """Of the rows those whose decision is one of those asked for."""
    fits = bytearray([UNDECIDED in query.review]) * len(piece.ids)
    for seq, decision in reader.each(
        "SELECT id, decision FROM log_row WHERE decision <> '' AND id BETWEEN ? AND ?",
        (piece.ids[0], piece.ids[-1]),
    ):
        fits[bisect_left(piece.ids, seq)] = decision in query.review
    return Piece(piece.ids, _both(piece.hits, fits), _both(piece.late, fits))


def _both(one: bytes, other: bytearray) -> bytes:
    both = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return both.to_bytes(len(one), "little")
