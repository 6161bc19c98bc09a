"""How long the tidbok takes to read, how it grows with the book, and how fast schedules go out."""

import statistics
import tempfile
import time
from pathlib import Path

from db.book import Book
from db.offer import effect_on_1177
from db.rules.local_time import midnight
from db.schedule import lay_out
from db.tidbok import calendar
from db.timeline import parse_day
from db.values import Actor, Role
from tools import sample_big

_STAFF = Actor(Role.STAFF, "Mätning")
_SCHEDULER = Actor(Role.SCHEDULER, "Mätning")
_WEEKS = 8
_RESOURCES = 20


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds of a week of 5 and of 20 resources, and times laid out a second.

    The small book has about 10 000 times, the large one 1 000 000; bookings, cancelled visits and
    events stand in both alike, a resource's day at a time. Keys end in ``_ms`` for the large book
    and in ``_ratio`` for large over small.
    """
    with tempfile.TemporaryDirectory() as folder:
        small = _book(Path(folder) / "small.db", resources=25, days=14)
        large = _book(Path(folder) / "large.db", resources=25, days=1334)
        found: dict[str, float] = {}
        for count in (5, 20):
            ours, ratio = _weeks(small, large, count, rounds)
            found[f"week_{count}_ms"], found[f"week_{count}_ratio"] = ours, ratio
        ours, ratio = _effects(small, large, rounds)
        found["effect_ms"], found["effect_ratio"] = ours, ratio
        found["laid_out_per_s"] = _laid_out(small)
        found["laid_out_large_per_s"] = _laid_out(large)
        small.close()
        large.close()
    return found


def _book(path: Path, *, resources: int, days: int) -> Book:
    """A book of one clinic with real bookings on its taken times, one in ten also cancelled."""
    book = sample_big.build(path, resources=resources, days=days, events=resources * days // 10)
    with book.write() as tx:
        tx.run(
            "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min, comment) SELECT clinic_id, 1 + id % 20, id,"
            " 'booked', CASE id % 3 WHEN 0 THEN 'citizen' ELSE 'staff' END, resource_id,"
            " time_type_id, start, length_min, 'Ont i halsen' FROM slot WHERE taken = 1"
        )
        tx.run(
            "INSERT INTO booking (clinic_id, patient_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min) SELECT clinic_id, 1 + id % 20, 'cancelled',"
            " 'citizen', resource_id, time_type_id, start, length_min FROM slot WHERE id % 10 = 0"
        )
    return book


def _weeks(small: Book, large: Book, count: int, rounds: int) -> tuple[float, float]:
    """One week of so many resources, the two books in turn; the large one moves on each time."""
    monday, sunday = calendar.week_of(parse_day(sample_big.START) + 7)
    chosen = range(1, count + 1)
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for book, kept in zip((small, large), times, strict=True):
            on = 49 * turn if book is large else 0
            began = time.perf_counter()
            shown = calendar.calendar(book, _STAFF, 1, chosen, monday + on, sunday + on)
            took = (time.perf_counter() - began) * 1000
            assert len(shown.entries) > count * 7 * sample_big.TIMES_A_DAY
            if turn:
                kept.append(took)
    return _medians(times)


def _effects(small: Book, large: Book, rounds: int) -> tuple[float, float]:
    """What a change to one resource's day does to 1177: the look that is made twice."""
    day = parse_day(sample_big.START) + 7
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for book, kept in zip((small, large), times, strict=True):
            began = time.perf_counter()
            effect_on_1177.look(book, 1, (1,), day, day)
            took = (time.perf_counter() - began) * 1000
            if turn:
                kept.append(took)
    return _medians(times)


def _medians(times: tuple[list[float], list[float]]) -> tuple[float, float]:
    ours = statistics.median(times[1])
    return ours, ours / statistics.median(times[0])


def _laid_out(book: Book) -> float:
    """Times laid out a second: 8 weeks × 20 resources × 30 times a weekday, 24 000 in all."""
    with book.write() as tx:
        template = tx.insert("INSERT INTO template (clinic_id, name) VALUES (1, 'Mätning')")
        tx.many(
            "INSERT INTO template_row (template_id, weekday, start_min, end_min, length_min,"
            " time_type_id) VALUES (?, ?, 480, 930, 15, ?)",
            [(template, weekday, 1 + weekday) for weekday in range(5)],
        )
        last: int = tx.value("SELECT max(day) FROM slot")
    first = last + 8 - last % 7  # a Monday that has nothing
    while midnight(first) < midnight(parse_day("2030-01-07")):  # no red days in these weeks
        first += 7
    asked = (1, template, range(1, _RESOURCES + 1), first, first + _WEEKS * 7 - 1)
    lay_out.lay_out(
        book, _SCHEDULER, *asked, seen=None, dry_run=True
    )  # the preview always comes first
    began = time.perf_counter()
    made = lay_out.lay_out(
        book, _SCHEDULER, *asked, seen=None, progress=lambda done, total: done <= total
    )
    took = time.perf_counter() - began
    assert len(made.slots) == _WEEKS * 5 * _RESOURCES * 30
    return len(made.slots) / took
