"""How the log's rows are sorted by a column, in SQL, the Swedish way: å, ä and ö come last."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from db.book import Reader
from db.log.rows import AMONG, Log, listed
from db.rules.local_time import FIRST_YEAR, LAST_YEAR

COLUMN_KEYS: Final = (
    "status", "changed_at", "referral", "patient", "pnr", "interpreter",
    "old_day", "old_time", "old_type", "old_resource", "old_comment",
    "new_day", "new_time", "new_type", "new_resource", "new_comment", "left",
    "decision",
)  # fmt: skip
"""The sixteen columns in the order of their headings, Kvar and Bedömning."""

_TEXTS: Final = frozenset(
    {"referral", "patient", "interpreter", "old_type", "old_resource", "old_comment"}
    | {"new_type", "new_resource", "new_comment"}
)
_FOLDED: Final = (
    ("Å", "{"), ("å", "{"), ("Ä", "|"), ("ä", "|"), ("Æ", "|"), ("æ", "|"), ("Ö", "}"), ("ö", "}"),
    ("Ø", "}"), ("ø", "}"), ("É", "e"), ("é", "e"), ("Ü", "y"), ("ü", "y"),
)  # fmt: skip
_RANKED: Final = {
    "status": "CASE act WHEN 'booked' THEN 0 WHEN 'rebooked' THEN 1 ELSE 2 END",
    "decision": "CASE decision WHEN 'bill' THEN 0 WHEN 'exempt' THEN 1 WHEN '' THEN 3 ELSE 2 END",
}
_NONE: Final = -(2**40)
_DAY: Final = 86400
_LAST_DAY: Final = int(datetime(LAST_YEAR, 12, 31, tzinfo=UTC).timestamp()) // _DAY


class LogOrder(NamedTuple):
    """How rows are sorted; rows that are alike stand oldest change first.

    Attributes:
        column: one of ``COLUMN_KEYS``, or empty: oldest change first.
        descending: the other way round.
    """

    column: str = ""
    descending: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is the log's own order or its reverse."""
        return self.column in ("", "changed_at")


class Sorting:
    """An order of a log's rows, as SQL and for comparing two rows."""

    def __init__(self, reader: Reader, log: Log, order: LogOrder) -> None:
        """Work out what is sorted by; the clocks of a log need its years."""
        self._log, self._down = log, order.descending
        self._own = order.is_own
        self._what = "0" if self._own else _expression(reader, log, order.column)

    def each(self, reader: Reader, among: Sequence[int] | None) -> Iterator[tuple[Any, ...]]:
        """Every row's number and whether it is late, in order; only these, or all when None."""
        way = "DESC" if self._down else "ASC"
        ties = f"changed_at {way}, id {way}" if self._own else f"{self._what} {way}, changed_at, id"
        rows = f"SELECT id, late FROM log_row WHERE {self._log.where}"
        if among is None:
            return reader.each(f"{rows} ORDER BY {ties}", (self._log.place,))
        chosen = (self._log.place, listed(among))
        return reader.each(f"{rows} AND id {AMONG} ORDER BY {ties}", chosen)

    def key(self, reader: Reader, seq: int) -> tuple[Any, ...] | None:
        """What places a row; None when it is gone."""
        return reader.row(f"SELECT {self._what}, changed_at, id FROM log_row WHERE id = ?", (seq,))

    def before(self, reader: Reader, other: int, key: tuple[Any, ...]) -> bool:
        """Whether another row comes before a key; one that is gone does."""
        found = self.key(reader, other)
        if found is None:
            return True
        if self._own or found[0] == key[0]:
            return found[1:] > key[1:] if self._own and self._down else found[1:] < key[1:]
        return bool(found[0] > key[0] if self._down else found[0] < key[0])


def _expression(reader: Reader, log: Log, column: str) -> str:
    if column in _TEXTS:
        return _swedish(column)
    if column.endswith("_time"):
        start = f"{column[:3]}_start"
        return f"coalesce(({start} + {_offset(reader, log, start)}) % {_DAY}, {_NONE})"
    if column.endswith("_day"):
        start = f"{column[:3]}_start"
        return f"coalesce({start}, {_NONE})"
    if column == "pnr":
        return "substr(pnr, 1, 8)" if log.masked else "pnr"
    return _RANKED.get(column, f"coalesce(minutes_left, {_NONE})")


def _swedish(column: str) -> str:
    made = f"lower({column})"
    for sign, folded in _FOLDED:
        made = f"replace({made}, '{sign}', '{folded}')"
    return made


def _offset(reader: Reader, log: Log, start: str) -> str:
    """Seconds that the Swedish clock is ahead of UTC: summer time ends and begins on Sundays."""
    ends = reader.row(
        "SELECT min(day), max(day) FROM log_count WHERE clinic_id = ? AND file_id = ?",
        (log.clinic, log.file or 0),
    )
    first, last = (_year(day or 0) for day in ends or (0, 0))
    # Nearly all visits are within a year of a change; few comparisons are made for those.
    near, every = range(first, last + 2), range(FIRST_YEAR, LAST_YEAR + 1)
    within = f"{start} BETWEEN {_turn(first, 3)} AND {_turn(last + 1, 10)}"
    return f"CASE WHEN {within} THEN {_ahead(start, near)} ELSE {_ahead(start, every)} END"


def _ahead(start: str, years: range) -> str:
    summers = (f"({start} >= {_turn(year, 3)} AND {start} < {_turn(year, 10)})" for year in years)
    return f"CASE WHEN {' OR '.join(summers)} THEN 7200 ELSE 3600 END"


def _year(day: int) -> int:
    """The year of a UTC day, counted from 1970; a damaged book's is among those there are."""
    return datetime.fromtimestamp(max(0, min(day, _LAST_DAY)) * _DAY, UTC).year


def _turn(year: int, month: int) -> int:
    """The last Sunday of March or October at 01:00 UTC."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return int((last - timedelta(days=(last.weekday() + 1) % 7)).timestamp())
