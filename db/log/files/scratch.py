"""Rows of a log on their way into the book: sorted, matched with those it has, and chained.

They stand in a temporary database without a name, which SQLite keeps in memory while it is small
and takes away when it is closed. So an import needs little memory however long the log is, and the
book is locked only when all is known.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from typing import Any, Final, NamedTuple

from db.errors import Unreadable
from db.fields import name_key
from db.log.files.chain import Chains
from db.log.files.reader import ReadRow
from db.rules.local_time import is_doubled, passed_before, second_hours
from db.rules.log.doubled_hour import CHANGED, Stated, passings
from db.store.many import put_in
from db.values import Instant

ROW_COLUMNS: Final = ReadRow._fields
"""What a row says, under the names it has in the book."""

_ROW = ", ".join(ROW_COLUMNS)
_SAID = f"key BLOB, {_ROW}"
_FRESH = f"INSERT INTO fresh (key, {_ROW})"
_KNOWN = f"INSERT INTO known (id, chain, key, {_ROW})"
_TABLES = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -16000",
    # The rows of the file by their place in it, and those of this name that the book has.
    f"CREATE TABLE fresh (n INTEGER PRIMARY KEY, {_SAID})",
    f"CREATE TABLE known (id INTEGER PRIMARY KEY, chain, {_SAID})",
    "CREATE TABLE pair (id INTEGER PRIMARY KEY, n INTEGER UNIQUE)",
    "CREATE TABLE made (place INTEGER PRIMARY KEY, n INTEGER, chain INTEGER)",
    "CREATE TABLE moved (id INTEGER PRIMARY KEY, chain INTEGER)",
)
# Rows that say the same are paired one to one, as many as there are on both sides.
_PAIR = """
INSERT INTO pair SELECT a.id, b.n FROM
 (SELECT id, {by}, row_number() OVER (PARTITION BY {by} ORDER BY id) AS nth FROM known
  WHERE id NOT IN (SELECT id FROM pair) {known}) a
 JOIN (SELECT n, {by}, row_number() OVER (PARTITION BY {by} ORDER BY n) AS nth FROM fresh
  WHERE n NOT IN (SELECT n FROM pair) {fresh}) b USING ({by}, nth)
"""
_PAIRS = (
    _PAIR.format(by="key, pnr", known="", fresh=""),
    # A number that one of them has masked or left out may be the other's.
    _PAIR.format(by="key", known="AND pnr = ''", fresh=""),
    _PAIR.format(by="key", known="", fresh="AND pnr = ''"),
)
_LINKED = (
    "patient, old_start, old_type, old_resource, new_start, new_type, new_resource, changed_at"
)
# All rows oldest first; those of one minute as the file has them.
_IN_ORDER = f"""
SELECT known.id, fresh.n, known.chain, coalesce(nullif(known.pnr, ''), fresh.pnr, ''),
 known.{_LINKED.replace(", ", ", known.")}, coalesce({{sign}} * pair.n, -9e18) AS place
 FROM known LEFT JOIN pair USING (id) LEFT JOIN fresh USING (n)
UNION ALL SELECT NULL, n, 0, pnr, {_LINKED}, {{sign}} * n
 FROM fresh WHERE n NOT IN (SELECT n FROM pair) ORDER BY changed_at, place, 1
"""
_MADE = f"SELECT made.chain, {_ROW} FROM made JOIN fresh USING (n) ORDER BY made.place"
_FILLED = (
    "SELECT fresh.pnr, known.id FROM pair JOIN known USING (id) JOIN fresh USING (n)"
    " WHERE known.pnr = '' AND fresh.pnr <> ''"
)
_DIGEST_BITS = 128
_BATCH = 1000
_FAR: Final = 7200
"""Seconds that tell which way the rows go."""

_FEW: Final = 20
"""One row in so many may stand out of the order that the others have (months that were joined)."""


class Sorted(NamedTuple):
    """What is to be done.

    Attributes:
        known: how many rows of the file the book has already.
        new: how many it has not.
        digest: what the log says when it is done, in whatever order and however it was saved.
    """

    known: int
    new: int
    digest: str


class Scratch:
    """The rows of one import. Made by ``scratch``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        # How often the rows of the file go on in time by more than the hour that is passed twice
        # can make of it, and how often back.
        self._onwards = self._back = 0
        self._last: Instant | None = None
        for statement in _TABLES:
            connection.execute(statement)
        connection.execute("BEGIN")

    def add(self, rows: Iterable[ReadRow]) -> None:
        """Add rows of the file, in its order."""
        fresh = list(rows)
        put_in(self._db, _FRESH, len(ROW_COLUMNS) + 1, [(_key(row), *row) for row in fresh])
        last = self._last
        for row in fresh:
            at = row[1]
            far = at - last if last is not None else 0
            if far > _FAR:
                self._onwards += 1
            elif far < -_FAR:
                self._back += 1
            last = at
        self._last = last

    def settle(self) -> None:
        """Find by the file's order which passing is meant of an hour that is passed twice."""
        days = self._db.execute(
            "SELECT DISTINCT changed_at / 86400 FROM fresh WHERE unsure & ?", (CHANGED,)
        ).fetchall()
        for (day,) in days:
            rows = self._db.execute(
                "SELECT n, changed_at, unsure, pnr, patient, old_start, old_type, new_start,"
                " new_type FROM fresh WHERE changed_at / 86400 = ? ORDER BY n", (day,)
            ).fetchall()  # fmt: skip
            twice = [row for row in rows if is_doubled(row[1])]
            for (n, changed_at, unsure, *_), second in zip(twice, self._second(twice), strict=True):
                if unsure & CHANGED and second is not None:
                    at = changed_at + 3600 * second
                    told = (at, unsure & ~CHANGED, n)
                    self._db.execute(
                        "UPDATE fresh SET changed_at = ?, unsure = ? WHERE n = ?", told
                    )

    def _second(self, rows: Sequence[tuple[Any, ...]]) -> list[bool | None]:
        """Whether each of the rows, in the file's order, is of the second passing."""
        stated = [
            Stated(at // 60 % 60, None if unsure & CHANGED else passed_before(at) != at)
            for _, at, unsure, *_ in rows
        ]
        way = _told_way(self._onwards, self._back)
        if way is None:
            way = _by_links(rows)
        if way == 1:
            return passings(stated)
        if way == -1:
            return passings(stated[::-1])[::-1]
        return [one.second for one in stated]

    def know(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take in the rows that the book has: id, chain and ``ROW_COLUMNS``; no others' before."""
        for table in ("known", "pair", "made", "moved"):
            self._db.execute(f"DELETE FROM {table}")
        said = ((*row[:2], _key(row[2:]), *row[2:]) for row in rows)
        put_in(self._db, _KNOWN, len(ROW_COLUMNS) + 3, said)

    def sort(self, tick: Callable[[], None]) -> Sorted:
        """Find the rows that the book has already, and the chain of each row."""
        for statement in _PAIRS if self._count("known") else ():
            tick()
            self._db.execute(statement)
        self._chain(tick)
        known = self._count("pair")
        unpaired = "SELECT key FROM fresh WHERE n NOT IN (SELECT n FROM pair)"
        total = 0
        for (key,) in self._db.execute(f"SELECT key FROM known UNION ALL {unpaired}"):
            total += int.from_bytes(key)
        digest = total % (1 << _DIGEST_BITS)
        return Sorted(known, self._count("fresh") - known, f"{digest:032x}")

    def made(self) -> Iterator[tuple[Any, ...]]:
        """The new rows, oldest first: chain and ``ROW_COLUMNS``."""
        return self._db.execute(_MADE)

    def moved(self) -> Iterator[tuple[int, int]]:
        """The rows of the book that now belong to another chain: chain and id."""
        return self._db.execute("SELECT chain, id FROM moved")

    def filled(self) -> Iterator[tuple[str, int]]:
        """The rows of the book whose personal number is known now: number and id."""
        return self._db.execute(_FILLED)

    def _chain(self, tick: Callable[[], None]) -> None:
        first, last = self._db.execute(
            "SELECT (SELECT changed_at FROM fresh ORDER BY n LIMIT 1),"
            " (SELECT changed_at FROM fresh ORDER BY n DESC LIMIT 1)"
        ).fetchone()
        way = _told_way(self._onwards, self._back) or (-1 if first > last else 1)
        done = self._chained(self._db.execute(_IN_ORDER.format(sign=way)))
        while batch := list(islice(done, _BATCH)):
            tick()
            new = [(n, chain) for place, n, chain in batch if place is None]
            put_in(self._db, "INSERT INTO made (n, chain)", 2, new)
            old = [(place, chain) for place, _, chain in batch if place is not None]
            put_in(self._db, "INSERT INTO moved (id, chain)", 2, old)

    def _chained(
        self, rows: Iterable[tuple[Any, ...]]
    ) -> Iterator[tuple[int | None, int | None, int]]:
        """The new rows, and the old ones whose chain is another one now."""
        chains, share = Chains(), dict[str, str]().setdefault
        for row in rows:
            place, n, before, pnr, patient, old_start, old_type, old_resource = row[:8]
            new_start, new_type, new_resource = row[8:11]
            old = new = None
            if old_start is not None:
                old = (old_start, share(old_type, old_type), share(old_resource, old_resource))
            if new_start is not None:
                new = (new_start, share(new_type, new_type), share(new_resource, new_resource))
            chain = chains.next(pnr or name_key(patient), old, new)
            if chain != before:
                yield place, n, chain

    def _count(self, table: str) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _told_way(onwards: int, back: int) -> int | None:
    """1 onwards, -1 back, 0 neither; None when nothing tells."""
    if not (onwards or back):
        return None
    if back * _FEW <= onwards:
        return 1
    return -1 if onwards * _FEW <= back else 0


def _by_links(rows: Sequence[tuple[Any, ...]]) -> int | None:
    """The way in which visits are moved from row to row: they come to a place before they leave."""
    votes = []
    for way in (rows, rows[::-1]):
        stands, found = set[tuple[Any, ...]](), 0
        for _, _, _, pnr, patient, old, old_type, new, new_type in way:
            who = pnr or name_key(patient)
            found += old is not None and (who, old, old_type) in stands
            stands.add((who, new, new_type))
        votes.append(found)
    return _told_way(*votes)


@contextmanager
def scratch() -> Iterator[Scratch]:
    """A place for the rows of one import, gone afterwards.

    Raises:
        Unreadable: there is no room for it.
    """
    # This is no book: nobody else can open it, and nothing in it is kept.
    connection = sqlite3.connect("", isolation_level=None)
    try:
        yield Scratch(connection)
    except sqlite3.OperationalError:
        said = "Det saknas plats för tillfälliga filer."
        raise Unreadable("unreadable", said, field="path") from None
    finally:
        connection.close()


def _key(row: tuple[Any, ...]) -> bytes:
    """What two rows share when all their columns but the personal number are the same.

    Of an hour that is passed twice they share the clock: which passing it was may be known to one
    of them only.
    """
    (
        act, changed_at, referral, patient, _, interpreter,
        old_start, old_type, old_resource, old_comment,
        new_start, new_type, new_resource, new_comment, _,
    ) = row  # fmt: skip
    seconds = second_hours()
    if changed_at // 3600 in seconds:
        changed_at -= 3600
    if old_start is not None and old_start // 3600 in seconds:
        old_start -= 3600
    if new_start is not None and new_start // 3600 in seconds:
        new_start -= 3600
    said = (
        f"{act}\x1f{changed_at}\x1f{referral}\x1f{patient}\x1f{interpreter}"
        f"\x1f{old_start}\x1f{old_type}\x1f{old_resource}\x1f{old_comment}"
        f"\x1f{new_start}\x1f{new_type}\x1f{new_resource}\x1f{new_comment}"
    )
    return blake2b(said.encode(), digest_size=_DIGEST_BITS // 8).digest()
