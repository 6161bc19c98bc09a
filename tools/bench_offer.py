"""How long 1177's offer takes, result objects included, and how it grows with the book."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from db.book import Book
from db.offer import offer
from db.values import Actor
from tools import sample_big


def offers(rounds: int) -> dict[str, float]:
    """Median milliseconds of the offer to one citizen, in a book of one unit and of eight.

    A unit has 50 resources × 60 days × 30 times, 85 % booked, 500 blocking events, 25 types.
    Keys end in ``_ms`` for one unit and in ``_x8`` for the ratio of eight to one.
    """
    with tempfile.TemporaryDirectory() as folder:
        small = sample_big.build(Path(folder) / "small.db")
        large = sample_big.build(Path(folder) / "large.db", units=8)
        found: dict[str, float] = {}
        for name, ask in _QUESTIONS.items():
            ours, grown = _interleaved(small, large, ask, rounds)
            found[f"{name}_ms"] = ours
            found[f"{name}_x8"] = grown / ours
        small.close()
        large.close()
    return found


Question = Callable[[Book, Actor], object]
_ONE = "Webbesök 4"
_QUESTIONS: dict[str, Question] = {
    "one_type_first_40": lambda book, me: offer.times(book, me, 1, web_name=_ONE, limit=40),
    "one_type_all": lambda book, me: offer.times(book, me, 1, web_name=_ONE),
    "all_types_first_40": lambda book, me: offer.times(book, me, 1, limit=40),
    "all_types_all": lambda book, me: offer.times(book, me, 1),
}


def _interleaved(small: Book, large: Book, ask: Question, rounds: int) -> tuple[float, float]:
    both = [(small, sample_big.citizen(small)), (large, sample_big.citizen(large))]
    times: tuple[list[float], list[float]] = ([], [])
    for book, citizen in both:
        ask(book, citizen)
    for _ in range(rounds):
        for (book, citizen), kept in zip(both, times, strict=True):
            began = time.perf_counter()
            ask(book, citizen)
            kept.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])
