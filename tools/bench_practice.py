"""How long starting over and going back take, and what the clock's jumps cost to tell."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from db import overview
from db.book import Book
from db.practice import books, jumps
from db.values import Actor, Role

_STAFF = Actor(Role.STAFF)


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds, in world idag, from the book's place to its start page's figures."""
    with tempfile.TemporaryDirectory() as folder:
        path, kept_in = Path(folder) / "bok.db", Path(folder) / "worlds"
        books.start_over(path, _STAFF, "idag", kept_in)  # the copy is made once a day
        with Book.open(path) as book:
            kept = books.remember(book, _STAFF, "minne")
            told = _median(rounds, lambda: jumps.jumps(book, 1))

        def drawn(act: Callable[[], object]) -> None:
            act()
            with Book.open(path) as book:
                overview.read(book, 1)

        return {
            "jumps_ms": told,
            "start_over_ms": _median(
                rounds, lambda: drawn(lambda: books.start_over(path, _STAFF, "idag", kept_in))
            ),
            "go_back_ms": _median(rounds, lambda: drawn(lambda: books.go_back(path, _STAFF, kept))),
        }


def _median(rounds: int, act: Callable[[], object]) -> float:
    found = []
    for _ in range(max(3, rounds)):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)
