"""What the view of a log costs at three sizes: opening it, a window, a jump, a search a letter.

Run as ``python -m tools.bench_log_view [ROWS ...]``; prints a table of medians in milliseconds.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from db.book import Book
from db.log import query, view
from db.log.view import LogOrder, LogView
from db.rules.log.grammar import parse_search
from db.values import Actor, Role
from tools import sample_log

SIZES: Final = (1_000, 100_000, 1_000_000)
SEARCHES: Final = (
    "", "avbokad", "sen:ja", "sen:ja bedömd:nej", "a", "av", "avv", "avvi", "avvik", "avvike",
    "avvikel", "avvikels", "avvikelse", "t", "to", "tol", "tolk", "xyzzy",
)  # fmt: skip
COLUMNS: Final = ("view", "window", "middle", "end", "place", "late", "all")
SCREEN: Final = 45
STAFF: Final = Actor(Role.STAFF, "Rut Reception")
TURNS: Final = 5


def main() -> None:
    """Measure each size."""
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            measure(Path(folder) / f"{rows}.db", rows)


def measure(path: Path, rows: int) -> None:
    """Make a book with a log of so many rows and print what its view costs."""
    sample_log.build(path, rows).close()
    began = time.perf_counter()
    book = Book.open(path)
    opened = time.perf_counter() - began
    began = time.perf_counter()
    while not view.index_more(book):
        pass
    indexed = time.perf_counter() - began
    counted = _timed(lambda: query.counts(book, 1, sample_log.FILE))
    print(f"\n{rows} rows: open {opened * 1000:.0f} ms, index {indexed:.1f} s, "
          f"counts {counted:.1f} ms, {path.stat().st_size / 2**20:.0f} MiB")  # fmt: skip
    print(f"{'search':<20}{'hits':>9}" + "".join(f"{name:>8}" for name in COLUMNS))
    for search in SEARCHES:
        hits, costs = _costs(book, search)
        print(f"{search or '(all)':<20}{hits:>9}" + "".join(f"{cost:8.1f}" for cost in costs))
    book.close()


def _costs(book: Book, search: str) -> tuple[int, list[float]]:
    def opened() -> LogView:
        return view.view(book, STAFF, 1, parse_search(search), LogOrder(), sample_log.FILE)

    def never() -> bool:
        return False

    found = opened()
    every = 0.0 if found.exact else _timed(lambda: view.find_all(book, found, never))
    whole = found if found.exact else found.completed(view.find_all(book, found, never))
    middle, seq = whole.count // 2, whole.seq_at(whole.count // 2) or 0
    return whole.count, [
        _timed(opened),
        _timed(lambda: found.window(0, SCREEN)),
        _timed(lambda: whole.window(middle, SCREEN)),
        _timed(lambda: whole.window(whole.count - SCREEN, SCREEN)),
        _timed(lambda: whole.position(seq)),
        _timed(lambda: whole.next_late(middle)),
        every,
    ]


def _timed(what: Callable[[], object]) -> float:
    """The median of some turns, in milliseconds."""
    taken = []
    for _ in range(TURNS):
        began = time.perf_counter()
        what()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main()
