"""How long Varför takes: a time with its remedies, and a unit's summary over 18 000 free times."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from db.book import Book
from db.remedies import explain
from db.remedies.summary import summary
from tools import sample_big

TIMES = 18_000
_RESOURCES, _DAYS = 10, 60


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds of both, in a book where some rule says no to every time.

    25 types, a third of them hidden from the patient, 500 blocking events, 18 000 free times.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "free.db"
        with sample_big.build(path, resources=_RESOURCES, days=_DAYS, booked=0) as book:
            _spoil(book)
            found = summary(book, 1)
            assert TIMES * 0.9 <= found.times <= TIMES
            assert len(found.hindered) >= 3
            with book.read() as reader:
                start = reader.value("SELECT max(start) FROM slot WHERE resource_id = 1")
            return {
                "time_ms": _median(lambda: explain.time(book, 1, 1, start), rounds),
                "summary_ms": _median(lambda: summary(book, 1), rounds),
            }


def _spoil(book: Book) -> None:
    with book.write() as tx:
        tx.run(
            "UPDATE time_type SET hidden = 1, web_bookable = 0, web_cancellable = 0,"
            " web_rebookable = 0 WHERE id % 3 = 0"
        )
        tx.run("UPDATE slot SET release = 3, release_day = day - 2")
        tx.run(
            "INSERT INTO time_type_publication (clinic_id, time_type_id, name, web_name, offered,"
            " cancellable, rebookable, hidden, web_info, made_at, effective_at)"
            " SELECT clinic_id, id, name, web_name, 0, 0, 0, 1, web_info, 0, 0 FROM time_type"
            " WHERE id % 3 = 0"
        )


def _median(ask: Callable[[], object], rounds: int) -> float:
    ask()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
