"""How fast a booking is written, beside bare SQL, and how long anyone waits for a turn."""

import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from db.book import Book
from db.bookings import acts
from db.bookings.messages import NOTICE
from db.errors import Refused
from db.setup import patients
from db.values import Actor
from tools import sample_big

BATCH = 150
Free = tuple[int, int, int, int]
"""A free time: its id, resource, time type and start."""


def throughput(rounds: int) -> dict[str, float]:
    """Bookings a second by the operation and by a bare transaction of the same rows.

    Both write a booking, its slot, a change, a log row, a message and a notice, with
    synchronous=FULL and foreign keys, in turns on one and the same book.

    Args:
        rounds: how many interleaved rounds of 150 bookings each; the medians are
            compared.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        book = sample_big.build(path, resources=20, days=60, booked=0.0, events=0)
        people = [sample_big.citizen(book, number) for number in range(60)]
        with book.read() as reader:
            free: list[Free] = [(row[0], row[1], row[2], row[3]) for row in reader.rows(
                "SELECT id, resource_id, time_type_id, start FROM slot WHERE start > ?"
                " ORDER BY start, id", (_soon(),))]  # fmt: skip
        bare = _bare_connection(path)
        ours: list[float] = []
        theirs: list[float] = []
        for turn in range(rounds * 2):
            chunk, free = free[:BATCH], free[BATCH:]
            if turn % 2:
                theirs.append(BATCH / _timed_bare(bare, people, chunk))
            else:
                ours.append(BATCH / _timed_ours(book, people, chunk))
        bare.close()
        book.close()
    mine, raw = statistics.median(ours), statistics.median(theirs)
    return {"ours_per_s": mine, "bare_per_s": raw, "ratio": mine / raw}


def longest_wait(processes: int = 8, seconds: float = 2.5) -> dict[str, float]:
    """The longest single booking, and the shares, with many processes booking at once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        sample_big.build(path, resources=20, days=60, booked=0.0, events=0).close()
        go = time.monotonic() + 2.0
        commands = [
            [sys.executable, "-m", "tools.bench_book", str(path), str(number), str(processes),
             str(go), str(seconds)]
            for number in range(processes)
        ]  # fmt: skip
        running = [subprocess.Popen(one, stdout=subprocess.PIPE, text=True) for one in commands]
        answers = [json.loads(one.communicate()[0]) for one in running]
    done = [answer["done"] for answer in answers]
    return {
        "longest_ms": max(answer["longest_ms"] for answer in answers),
        "booked_per_s": sum(done) / seconds,
        "least": min(done),
        "most": max(done),
    }


def _soon() -> int:
    from db.timeline import parse_instant

    return parse_instant("2024-09-13 00:00")


def _timed_ours(book: Book, people: list[Actor], chunk: list[Free]) -> float:
    began = time.perf_counter()
    for number, (slot, _, _, _) in enumerate(chunk):
        details = acts.Details(comment="Ont i halsen")
        actor = people[number % len(people)]
        acts.book_time(book, actor, 1, slot, details, seen=None)
    return time.perf_counter() - began


def _bare_connection(path: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(path, isolation_level=None, timeout=10)
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("PRAGMA foreign_keys = ON")
    return bare


def _timed_bare(bare: sqlite3.Connection, people: list[Actor], chunk: list[Free]) -> float:
    comment = "Mitt telefonnummer: +46701740605 Ont i halsen"
    body = (
        "Du har en bokad tid fredag 13 september 2024 kl. 08:00.\nMottagning: Enhet 1\nTyp av tid:"
    )
    notice = NOTICE
    began = time.perf_counter()
    for number, (slot, resource, time_type, start) in enumerate(chunk):
        patient, name = people[number % len(people)].patient, people[number % len(people)].name
        run = bare.execute
        run("BEGIN IMMEDIATE")
        made = run(
            "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min, comment, changed_by, changed_at)"
            " VALUES (1, ?, ?, 'booked', 'citizen', ?, ?, ?, 15, ?, ?, 1726117200)",
            (patient, slot, resource, time_type, start, comment, name),
        ).lastrowid
        run("UPDATE slot SET taken = 1 WHERE id = ?", (slot,))
        change = run(
            "INSERT INTO booking_change (booking_id, clinic_id, act, role, actor, at, new_start,"
            " new_length, new_type, new_resource, new_comment) VALUES (?, 1, 'booked', 'citizen',"
            " ?, 1726117200, ?, 15, 'Besök 1', 'Resurs 1', ?)",
            (made, name, start, comment),
        ).lastrowid
        run(
            "INSERT INTO log_row (clinic_id, change_id, chain, act, changed_at, patient, pnr,"
            " interpreter, new_start, new_type, new_resource, new_comment) VALUES (1, ?, ?,"
            " 'booked', 1726117200, ?, '191212121212', 'Nej', ?, 'Besök 1', 'Resurs 1', ?)",
            (change, made, name, start, comment),
        )
        run(
            "INSERT INTO message (patient_id, clinic_id, booking_id, subject, body, at)"
            " VALUES (?, 1, ?, 'Bekräftelse på din bokning', ?, 1726117200)",
            (patient, made, body),
        )
        run(
            "INSERT INTO notice (patient_id, booking_id, channel, text, at)"
            " VALUES (?, ?, 'sms', ?, 1726117200)",
            (patient, made, notice),
        )
        run("COMMIT")
    return time.perf_counter() - began


def _work(path: str, number: int, processes: int, go: float, seconds: float) -> None:
    """Book every ``processes``-th free time until the seconds are over; print how it went."""
    with Book.open(path) as book:
        actor = sample_big.citizen(book, number)
        with book.read() as reader:
            rows = reader.rows("SELECT id FROM slot WHERE start > ? ORDER BY start, id", (_soon(),))
            assert patients.load(reader, actor.patient or 0)
        mine = [row[0] for row in rows][number::processes]
        seen: set[int] = set()
        longest, done = 0.0, 0
        time.sleep(max(0.0, go - time.monotonic()))
        ends = time.monotonic() + seconds
        for slot in mine:
            if time.monotonic() > ends:
                break
            began = time.perf_counter()
            try:
                acts.book_time(book, actor, 1, slot, seen=None)
                done += 1
            except Refused:
                seen.add(slot)  # the patient has another time then: an answer like any other
            longest = max(longest, time.perf_counter() - began)
    print(json.dumps({"done": done, "refused": len(seen), "longest_ms": longest * 1000}))


if __name__ == "__main__":
    _work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5]))
