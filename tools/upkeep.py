"""A book is copied while many write in it, and its log cleared by processes that are killed.

A copy must be whole and hold all that was acknowledged before it began. A clearing is done or not
done, and what was cleared is told from what was lost.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from db import clock
from db.book import Book
from db.bookings import acts
from db.doctor import examine
from db.values import Actor, Role
from tools import sample_big
from tools.race import Audit, prepare, race

STAFF = Actor(Role.STAFF, "Rut Reception")
_DAYS_ON = 40
"""More than the log is kept."""


@dataclass
class Upkeep:
    """What came of it.

    Attributes:
        rounds: copies taken, or processes killed.
        done: copies that were taken while somebody wrote, or clearings that were done.
        faults: what is wrong, in words.
    """

    rounds: int = 0
    done: int = 0
    faults: list[str] = field(default_factory=list)


def backups_under_load(path: Path, processes: int, attempts: int, seed: int) -> Upkeep:
    """Copy a book again and again while processes book, rebook and cancel in it.

    Args:
        path: a book made by ``race.prepare``.
        processes: how many write.
        attempts: acts each one tries.
        seed: of their choices.
    """
    found: list[Audit] = []
    writing = threading.Thread(
        target=lambda: found.append(race(path, processes=processes, attempts=attempts, seed=seed))
    )
    result = Upkeep()
    writing.start()
    with Book.open(path) as book:
        while writing.is_alive():
            copy = path.with_name(f"copy-{result.rounds}.db")
            before = _changes(book)
            book.backup(copy)
            result.done += before < _changes(book)
            result.rounds += 1
            result.faults += _look(copy, at_least=before)
            copy.unlink()
    writing.join()
    result.faults += [fault for audit in found for fault in audit.faults]
    return result


def _changes(book: Book) -> int:
    with book.read() as reader:
        return int(reader.value("SELECT count(*) FROM booking_change"))


def _look(copy: Path, at_least: int) -> list[str]:
    with Book.open(copy) as book:
        faults = [f"the copy: {fault.text}" for fault in examine.examine(book).faults[:3]]
        if _changes(book) < at_least:
            faults.append("the copy lacks what was done before it")
    return faults


def kills_in_clearing(path: Path, rounds: int, seed: int, *, mode: str = "safe") -> Upkeep:
    """Let a process clear the log and kill it at a random moment; again and again.

    Args:
        path: where the book is made; must not exist.
        rounds: how often.
        seed: of the moments.
        mode: ``safe``, or ``hasty`` to clear row by row, which leaves half a clearing.
    """
    whole = path.with_name("whole.db")
    rows = _with_log(whole)
    dice = random.Random(seed)
    result = Upkeep()
    for _ in range(rounds):
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        shutil.copy(whole, path)
        told = _cleared_and_killed(path, dice.uniform(0, 0.03), mode)
        result.rounds += 1
        result.faults += _after(path, rows, told=told, result=result)
        if result.faults:
            break
    return result


def _with_log(path: Path) -> int:
    """Make a book with some rows in its log; how many."""
    prepare(path, slots=60)
    with Book.open(path) as book:
        people = [sample_big.citizen(book, number) for number in range(40)]
        with book.read() as reader:
            slots = [row[0] for row in reader.rows("SELECT id FROM slot")]
        for slot, person in zip(slots, people, strict=False):
            acts.book_time(book, STAFF, 1, slot, patient=person.patient, confirmed=True,
                               seen=None)  # fmt: skip
        for person in people:
            with book.read() as reader:
                made = reader.value(
                    "SELECT id FROM booking WHERE patient_id = ?", (person.patient,)
                )
            if made:
                acts.cancel(book, person, made, reason="Frisk", seen=None)
    with Book.open(path) as book:
        return _log_rows(book)


def _log_rows(book: Book) -> int:
    with book.read() as reader:
        return int(reader.value("SELECT count(*) FROM log_row"))


def _cleared_and_killed(path: Path, after: float, mode: str) -> bool:
    """Start a clearing and kill it; whether it said that it was done."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tools.upkeep", str(path), mode], stdout=subprocess.PIPE
    )
    assert worker.stdout is not None
    worker.stdout.readline()  # it begins
    time.sleep(after)
    os.kill(worker.pid, signal.SIGKILL)
    said = worker.stdout.read()
    worker.stdout.close()
    worker.wait()
    return b"cleared" in said


def _after(path: Path, rows: int, *, told: bool, result: Upkeep) -> list[str]:
    with Book.open(path) as book:
        left = _log_rows(book)
        faults = [f"doctor: {fault.text}" for fault in examine.examine(book).faults[:3]]
    result.done += left == 0
    if left not in (0, rows):
        faults.append(f"{left} of {rows} rows are left: half a clearing")
    if told and left:
        faults.append("a clearing that was said to be done was not")
    return faults


def main(arguments: list[str]) -> None:
    """Clear as one process: PATH MODE."""
    path, mode = arguments
    with Book.open(path) as book:
        at = clock.read(book).now + _DAYS_ON * 86_400
        print(json.dumps("begins"), flush=True)
        if mode == "hasty":
            _clear_hastily(book)
        else:
            clock.set_to(book, STAFF, at, confirmed=True)
        print(json.dumps("cleared"), flush=True)
        time.sleep(10)


def _clear_hastily(book: Book) -> None:
    """Take the rows away one by one: what the book never does."""
    while _log_rows(book):
        with book.write() as tx:
            tx.run("DELETE FROM log_row WHERE id = (SELECT min(id) FROM log_row)")


if __name__ == "__main__":
    main(sys.argv[1:])
