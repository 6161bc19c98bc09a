"""What the shipped worlds are, a digest a table: ``python -m tests.db.worlds.goldens`` writes them.

Cells that are empty are not counted, so that a new column that nobody uses changes nothing.
"""

import json
import tempfile
from hashlib import blake2b
from pathlib import Path

from db.book import Book
from db.timeline import parse_instant
from db.worlds import catalogue

FILE = Path(__file__).with_name("goldens.json")
NOW = "2025-11-21 13:37"
MOMENTS = ("2024-03-31 12:00", "2025-10-26 02:30", "2024-01-01 00:05")
"""The clock goes forward, goes back, and the year has just begun."""

APART = ("book_mark", "log_block", "log_codes", "log_count", "log_state")


def digests(book: Book) -> dict[str, str]:
    """What stands in each table that has rows."""
    found = {}
    with book.read() as reader:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for (table,) in reader.rows(f"{sql} ORDER BY name"):
            columns = [row[1] for row in reader.rows(f'PRAGMA table_info("{table}")')]
            rows = reader.rows(f'SELECT * FROM "{table}" ORDER BY 1')
            told = [
                [pair for pair in sorted(zip(columns, row, strict=True)) if pair[1]] for row in rows
            ]
            if rows and table not in APART:
                found[table] = blake2b(json.dumps(told).encode(), digest_size=8).hexdigest()
    return found


def kept() -> dict[str, dict[str, str]]:
    """The digests as they are kept."""
    worlds: dict[str, dict[str, str]] = json.loads(FILE.read_text())
    return worlds


def main() -> None:
    """Write the digests of the worlds as they are."""
    wanted = [(name, name, NOW) for name in catalogue.NAMES]
    wanted += [(f"idag {when}", "idag", when) for when in MOMENTS]
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        for n, (key, name, when) in enumerate(wanted):
            place = Path(folder) / f"{n}.db"
            with catalogue.make(place, name, real_now=parse_instant(when)) as book:
                made[key] = digests(book)
    FILE.write_text(f"{json.dumps(made, indent=1)}\n")


if __name__ == "__main__":
    main()
