"""Workers that book are killed with SIGKILL at random moments; nothing acknowledged may be lost.

Linux and macOS. A worker prints a booking only once the operation has returned, that is after
the commit. ``hasty`` workers print it before, to show that the check sees that.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from db.book import Book
from db.bookings import acts
from db.doctor import examine
from db.errors import BookError
from tools import sample_big


@dataclass
class Killed:
    """What the kills led to.

    Attributes:
        kills: processes killed.
        acknowledged: bookings that a worker said were done.
        faults: what is wrong afterwards, in words.
    """

    rounds: int = 0
    kills: int = 0
    acknowledged: int = 0
    faults: list[str] = field(default_factory=list)


def kill_rounds(path: Path, rounds: int, workers: int, seed: int, *, mode: str = "safe") -> Killed:
    """Start workers, kill them all at a random moment, look at the book; again and again.

    Args:
        path: a book made by ``race.prepare``.
        rounds: how often, at most: it stops at the first fault.
        workers: processes a round.
        seed: of the moments.
        mode: ``safe``, or ``hasty`` to acknowledge before the commit.
    """
    dice = random.Random(seed)
    result = Killed()
    told: dict[int, int] = {}
    for number in range(rounds):
        result.rounds += 1
        for line in _one_round(path, workers, seed * 10000 + number, dice.uniform(0, 0.15), mode):
            slot, booking = line["slot"], line["booking"]
            if slot in told:
                result.faults.append(f"slot {slot} acknowledged twice")
            told[slot] = booking
        result.kills += workers
        result.acknowledged = len(told)
        result.faults += _look(path, told, whole=mode == "safe")
        if result.faults:
            break
    return result


def _one_round(
    path: Path, workers: int, seed: int, after: float, mode: str
) -> list[dict[str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        outs = [Path(folder) / str(number) for number in range(workers)]
        running = []
        for number, out in enumerate(outs):
            command = [sys.executable, "-m", "tools.kill", str(path), str(number), str(workers)]
            with out.open("wb") as sink:
                running.append(
                    subprocess.Popen([*command, str(seed), mode], stdout=sink, stderr=sink)
                )
        ends = time.monotonic() + 20
        while not any(out.stat().st_size for out in outs) and time.monotonic() < ends:
            time.sleep(0.005)
        time.sleep(after)
        for worker in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        lines = []
        for out in outs:
            # The last line may be cut off by the kill: that booking is undecided.
            for line in out.read_text().split("\n")[:-1]:
                lines.append(json.loads(line))
        return lines


def _look(path: Path, told: dict[int, int], *, whole: bool) -> list[str]:
    """What is wrong with the book; the hasty write no history, so the doctor is not asked then."""
    with Book.open(path) as book:
        with book.read() as reader:
            rows = reader.rows("SELECT slot_id, id FROM booking WHERE status = 'booked'")
        held = dict(rows)
        faults = [
            f"acknowledged booking {booking} of slot {slot} is lost"
            for slot, booking in told.items()
            if held.get(slot) != booking
        ]
        if len(rows) != len(held):
            faults.append("double booking")
        if whole:
            faults += [f"doctor: {fault.text}" for fault in examine.examine(book).faults]
    return faults[:5]


def main(arguments: list[str]) -> None:
    """Run as one worker: PATH NUMBER WORKERS SEED MODE."""
    path, number, workers, seed, mode = arguments
    dice = random.Random(int(seed) * 100 + int(number))
    with Book.open(path) as book:
        people = [sample_big.citizen(book, one) for one in range(int(number), 90, int(workers))]
        with book.read() as reader:
            free = [row[0] for row in reader.rows("SELECT id FROM slot WHERE taken = 0")]
        dice.shuffle(free)
        for slot in free:
            actor = dice.choice(people)
            try:
                if mode == "hasty":
                    _book_hastily(book, actor.patient or 0, slot)
                    continue
                made = acts.book_time(book, actor, 1, slot, seen=None)
            except BookError:
                continue
            print(json.dumps({"slot": slot, "booking": made.id}), flush=True)


def _book_hastily(book: Book, patient: int, slot: int) -> None:
    """Say that it is done first and commit afterwards: what the operations never do."""
    with book.write() as tx:
        if tx.value("SELECT taken FROM slot WHERE id = ?", (slot,)):
            return
        made = tx.insert(
            "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by, resource_id,"
            " time_type_id, start, length_min) SELECT clinic_id, ?, id, 'booked', 'staff',"
            " resource_id, time_type_id, start, length_min FROM slot WHERE id = ?",
            (patient, slot),
        )
        tx.run("UPDATE slot SET taken = 1 WHERE id = ?", (slot,))
        print(json.dumps({"slot": slot, "booking": made}), flush=True)
        time.sleep(0.02)


if __name__ == "__main__":
    main(sys.argv[1:])
