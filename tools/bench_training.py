"""How long it takes to judge an exercise after an act, with 20 000 times in the book."""

import statistics
import tempfile
import time
from pathlib import Path

from db.book import Book
from db.training.exercise.judging import at_start, judge
from db.training.exercise.reading import Source, read
from tools import sample_big

_STEP = "[[steg]]\ntext = 'a'\nkrav = [{}]\n"
_HEAD = "[ovning]\ntitel='a'\nspar=['reception']\nminuter=1\nuppgift='a'\nlart='a'\n"


def _demands(book: Book) -> list[str]:
    """A check of each kind that looks at many times, of the busiest type and resource."""
    with book.read() as reader:
        name, web = reader.row("SELECT name, web_name FROM time_type ORDER BY id LIMIT 1") or (
            "",
            "",
        )
        resource = reader.value("SELECT name FROM resource ORDER BY id LIMIT 1")
        person = reader.value("SELECT name FROM patient ORDER BY id LIMIT 1")
    return [
        f"{{ utbud = '{web}', invanare = '{person}', minst = 100000 }}",
        f"{{ utbud = '{web}', invanare = '{person}', resurs = '{resource}', minst = 100000 }}",
        f"{{ utbud = '{web}', syns = false }}",
        f"{{ tider = '{name}', minst = 100000 }}",
        f"{{ sparrat = '{resource}', fran = 'd', till = 'd+60' }}",
        f"{{ tidstyp = '{name}', dolj_bokning_for_patient = true }}",
        f"{{ bokning = '{person}' }}",
        "{ logg = 'alla', minst = 1 }",
    ]  # fmt: skip


def measure(rounds: int) -> float:
    """The slowest of twenty judgements in milliseconds (p95): eight steps, none of them done."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.db"
        with sample_big.build(path, resources=11, days=61, booked=0) as book:
            text = _HEAD + "".join(_STEP.format(one) for one in _demands(book))
            exercise = read(Source("stor", text, Path(folder)))
            start = at_start(exercise, book)
            taken = []
            for _ in range(rounds):
                began = time.perf_counter()
                judge(exercise, book, None, start)
                taken.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(taken, n=20)[-1]
