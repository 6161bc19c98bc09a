"""Damaged books of every kind, opened and used under a limit of memory; run as a program.

``python -m tests.db.damages FOLDER KIND``: leaves with 0 when each damage was refused with a
sentence or did no harm, within ``MOST_MEMORY``. A program of its own, since a limit of memory
holds for a whole process.
"""

import contextlib
import random
import resource
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

from db.book import Book
from db.bookings import acts as bookings
from db.doctor import examine
from db.errors import BookError, Unusable
from db.log import view
from db.log.index import store
from db.log.view import LogOrder
from db.offer import offer
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery
from db.store.version import VERSION
from tests.db.actors import STAFF
from tests.db.builders import citizen
from tests.db.log_books import whole
from tests.db.test_all_or_nothing import Known, scenario
from tests.effort import STRESS, effort

MOST_MEMORY = 300 * 1024 * 1024
HUGE = (-(2**63), -(2**31), -1, 0, 2**31, 2**48, 2**62, 2**63 - 1)
_HEADER = 100
_BY_TIME = LogOrder("old_time", descending=True)
_OF_SIZES = ("log_block", "log_codes", "log_count", "log_state")
_SHARE = 0.01
_SHARE_OF_SIZES = 0.5


def hostile_files() -> dict[str, bytes]:
    """Files that are no whole book, by what is wrong with them."""
    ready, _ = scenario()
    sound = ready.read_bytes()
    rng = random.Random(1)
    newer = bytearray(sound)
    newer[60:64] = (VERSION + 1).to_bytes(4, "big")  # user_version in the header
    return {
        "empty": b"",
        "one byte": b"S",
        "text": b"Detta \xc3\xa4r ingen bok.\n" * 100,
        "random bytes": rng.randbytes(20_000),
        "random after a header": sound[:100] + rng.randbytes(20_000),
        "only a header": sound[:100],
        "half a header": sound[:50],
        "first page only": sound[:4096],
        "truncated in a page": sound[: len(sound) // 2 + 17],
        "truncated at a page": sound[: len(sound) // 2 // 4096 * 4096],
        "last page gone": sound[:-4096],
        "header damaged": b"\xff" * 16 + sound[16:],
        "page size damaged": sound[:16] + b"\x00\x03" + sound[18:],
        "zeroes": bytes(len(sound)),
        "middle page zeroed": sound[:8192] + bytes(4096) + sound[12288:],
        "newer version": bytes(newer),
        "negative version": sound[:60] + b"\xc6" + sound[61:],
        "lowest version": sound[:60] + b"\x80\0\0\0" + sound[64:],
        "version 0": sound[:60] + bytes(4) + sound[64:],
    }


def header_bytes() -> Iterator[bytes]:
    """A whole book in which one byte of the header is another."""
    sound = scenario()[0].read_bytes()
    values = range(0, 256, 5) if STRESS else (0xC6,)
    for place in range(16, _HEADER, effort(4, 1)):
        for value in values:
            if sound[place] != value:
                yield sound[:place] + bytes([value]) + sound[place + 1 :]


def flipped() -> Iterator[bytes]:
    """A whole book with some bits the other way."""
    sound = scenario()[0].read_bytes()
    written = [place for place, byte in enumerate(sound) if byte]
    rng = random.Random(20240912)
    for number in range(effort(18, 3000)):
        damaged = bytearray(sound)
        for _ in range(rng.choice([1, 1, 2, 20])):
            # Half of them anywhere, half of them where there is something.
            place = rng.choice(written) if number % 2 else rng.randrange(len(sound))
            damaged[place] ^= 1 << rng.randrange(8)
        yield bytes(damaged)


def numbers() -> Iterator[bytes]:
    """A book that SQLite finds whole, in which a number is far out of bounds.

    The log has its index; of its tables half the columns are tried, of the others some.
    """
    folder = scenario()[0].parent
    path = Path(shutil.copy(scenario()[0], folder / "numbers.db"))
    store.DUE = 1
    with Book.open(path) as book:
        while not store.index_more(book):
            pass
    sound = path.read_bytes()
    rng = random.Random(5)
    for table, column in _numbers(path):
        some = rng.sample(HUGE, rng.random() < (_SHARE_OF_SIZES if table in _OF_SIZES else _SHARE))
        for value in HUGE if STRESS else some:
            path.write_bytes(sound)
            with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as plain:
                for name, kind in plain.execute(
                    "SELECT name, type FROM sqlite_master WHERE type = 'trigger'"
                ).fetchall():
                    plain.execute(f'DROP {kind} "{name}"')
                with contextlib.suppress(sqlite3.Error):  # a CHECK knows it already
                    plain.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
            yield path.read_bytes()


def _numbers(path: Path) -> list[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(path)) as plain:
        tables = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return [
            (table, column)
            for (table,) in tables
            for _, column, kind, *_ in plain.execute(f'PRAGMA table_info("{table}")').fetchall()
            if kind == "INTEGER" and not table.startswith("sqlite_")
        ]


def use(book: Book, known: Known) -> None:
    """Do something of everything; what the book refuses is right."""
    searches = ("tolv", "1212")
    acts: list[Callable[[], object]] = [
        lambda: offer.listing(book, citizen(known.citizen), 1),
        lambda: examine.examine(book),
        lambda: bookings.book_time(book, citizen(known.citizen), 1, known.other_free, seen=None),
        lambda: store.index_more(book),
    ]
    for query, order in product(map(parse_search, searches), (LogOrder(), _BY_TIME)):
        acts.append(partial(_looked, book, query, order))
    for act in acts:
        with contextlib.suppress(BookError, ValueError, OverflowError, TypeError, KeyError):
            act()


def _looked(book: Book, query: LogQuery, order: LogOrder) -> None:
    found = view.view(book, STAFF, 1, query, order)
    whole(book, found).window(0, 3)


KINDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "files": lambda: iter(hostile_files().values()),
    "header": header_bytes,
    "bits": flipped,
    "numbers": numbers,
}


def main(folder: Path, kind: str) -> int:
    """Try every damage of a kind; how many were refused is written."""
    _, known = scenario()
    damages = KINDS[kind]()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    tried = refused = 0
    path = folder / "book.db"
    for damaged in damages:
        tried += 1
        path.write_bytes(damaged)
        try:
            book = Book.open(path)
        except Unusable:
            refused += 1
            assert path.read_bytes() == damaged
            continue
        with book:
            with book.read() as reader:
                assert reader.rows("PRAGMA integrity_check") == [("ok",)]
            use(book, known)
        path.unlink()
    print(tried, refused)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
