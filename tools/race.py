"""Many processes book, rebook and cancel over the same few times; then the book is audited.

Each worker prints one JSON line for every act it was told is done. The audit replays those lines
and demands that the book holds exactly what they say: nothing double, nothing lost, nothing half
done. ``careless`` workers do without the operations' protection, to show that the audit sees it.
"""

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from db.book import Book
from db.bookings import acts as bookings
from db.doctor import examine
from db.errors import BookError, Busy
from db.values import Actor, Role
from db.worlds.people import PEOPLE
from tools import sample_big

STAFF = Actor(Role.STAFF, "Rut Reception")


@dataclass
class Audit:
    """What the acknowledgements and the book say of each other.

    Attributes:
        attempts: acts tried.
        done: acts acknowledged.
        refused: acts refused with a named error.
        busy: acts given up as Busy.
        faults: everything that does not agree, in words; empty when all is well.
        longest_ms: the longest single act.
    """

    attempts: int = 0
    done: int = 0
    refused: int = 0
    busy: int = 0
    longest_ms: float = 0.0
    faults: list[str] = field(default_factory=list)


def prepare(path: Path, slots: int = 500, *, protected: bool = True) -> None:
    """Make a book with so many free times on ten resources.

    Args:
        path: where.
        slots: how many times.
        protected: False takes the unique index away.
    """
    book = sample_big.build(path, resources=10, days=slots // 300 + 2, types=3, booked=0, events=0)
    with book, book.write() as tx:
        tx.run("DELETE FROM slot WHERE day <= (SELECT min(day) FROM slot)")
        tx.run("DELETE FROM slot WHERE id NOT IN (SELECT id FROM slot LIMIT ?)", (slots,))
        if not protected:
            tx.run("DROP INDEX booking_slot")


def race(path: Path, processes: int, attempts: int, seed: int, *, mode: str = "mixed") -> Audit:
    """Let the processes loose on the book at once and audit it afterwards.

    Args:
        path: a book made by ``prepare``.
        processes: how many.
        attempts: acts each one tries.
        seed: of their choices.
        mode: ``mixed`` through the operations, or ``careless`` without protection.
    """
    go = time.monotonic() + 1.0 + 0.15 * processes
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tools.race", str(path), str(number), str(processes),
             str(attempts), str(seed), str(go), mode],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(processes)
    ]  # fmt: skip
    lines: list[dict[str, int | str | float]] = []
    audit = Audit()
    for worker in running:
        out, err = worker.communicate()
        if worker.returncode:
            audit.faults.append(f"a worker died: {err.strip()[-400:]}")
        lines += [json.loads(line) for line in out.splitlines()]
    return judge(path, lines, audit)


def judge(path: Path, lines: list[dict[str, int | str | float]], audit: Audit) -> Audit:
    """Compare what was acknowledged with what the book holds."""
    alive: dict[int, int] = {}
    acts: dict[int, int] = {}
    for line in lines:
        audit.attempts += 1
        audit.longest_ms = max(audit.longest_ms, float(line["ms"]))
        kind = str(line["act"])
        if kind in ("refused", "busy"):
            audit.refused += kind == "refused"
            audit.busy += kind == "busy"
            continue
        audit.done += 1
        booking = int(line["booking"])
        acts[booking] = acts.get(booking, 0) + 1
        if kind == "cancelled":
            alive.pop(booking, None)
        else:
            alive[booking] = int(line["slot"])
    _compare(path, alive, acts, audit)
    return audit


def _compare(path: Path, alive: dict[int, int], acts: dict[int, int], audit: Audit) -> None:
    with Book.open(path) as book:
        with book.read() as reader:
            held = dict(reader.rows("SELECT id, slot_id FROM booking WHERE status = 'booked'"))
            changes = dict(
                reader.rows("SELECT booking_id, count(*) FROM booking_change GROUP BY booking_id")
            )
        slots = list(held.values())
        doubles = len(slots) - len(set(slots))
        if doubles:
            audit.faults.append(f"{doubles} double bookings")
        lost = [key for key in alive if key not in held]
        if lost:
            audit.faults.append(f"{len(lost)} acknowledged bookings lost")
        moved = [key for key in alive if key in held and alive[key] != held[key]]
        if moved:
            audit.faults.append(f"{len(moved)} bookings are not where they were put")
        phantom = [key for key in held if key not in alive]
        if phantom:
            audit.faults.append(f"{len(phantom)} bookings nobody was told of")
        if changes != acts:
            audit.faults.append("the changes are not the acknowledged acts, one for one")
        report = examine.examine(book)
        audit.faults += [f"doctor: {fault.text}" for fault in report.faults[:5]]


class Worker:
    """One process of the race."""

    def __init__(self, book: Book, number: int, processes: int, seed: int) -> None:
        self.book = book
        self.dice = random.Random(seed * 1000 + number)
        own = range(number, len(PEOPLE), processes)
        self.people = [sample_big.citizen(book, person) for person in own]
        with book.read() as reader:
            self.slots = [row[0] for row in reader.rows("SELECT id FROM slot ORDER BY id")]
        self.mine: dict[int, Actor] = {}

    def act(self) -> dict[str, int | str]:
        """Try one random act and say how it went."""
        kind = self.dice.choice(("book", "book", "rebook", "cancel"))
        slot = self.dice.choice(self.slots)
        if kind == "book" or not self.mine:
            return self._book(slot)
        booking = self.dice.choice(sorted(self.mine))
        actor = self.dice.choice((self.mine[booking], STAFF))
        if kind == "cancel":
            bookings.cancel(self.book, actor, booking, reason="Förhinder", seen=None)
            del self.mine[booking]
            return {"act": "cancelled", "booking": booking, "slot": 0}
        bookings.rebook(self.book, STAFF, booking, slot, confirmed=True, seen=None, seen_time=None)
        return {"act": "rebooked", "booking": booking, "slot": slot}

    def _book(self, slot: int) -> dict[str, int | str]:
        citizen = self.dice.choice(self.people)
        if self.dice.random() < 0.5:
            made = bookings.book_time(self.book, citizen, 1, slot, seen=None)
        else:
            patient = citizen.patient
            made = bookings.book_time(
                self.book, STAFF, 1, slot, patient=patient, confirmed=True, seen=None
            )
        self.mine[made.id] = citizen
        return {"act": "booked", "booking": made.id, "slot": slot}

    def careless(self) -> dict[str, int | str]:
        """Look first and write afterwards, in two transactions: what the operations never do."""
        slot = self.dice.choice(self.slots)
        with self.book.read() as reader:
            taken = reader.value(
                "SELECT 1 FROM booking WHERE slot_id = ? AND status = 'booked'", (slot,)
            )
        if taken:
            return {"act": "refused"}
        time.sleep(0.001)
        with self.book.write() as tx:
            made = tx.insert(
                "INSERT INTO booking (clinic_id, patient_id, slot_id, status, booked_by,"
                " resource_id, time_type_id, start, length_min) SELECT clinic_id, ?, id, 'booked',"
                " 'staff', resource_id, time_type_id, start, length_min FROM slot WHERE id = ?",
                (self.people[0].patient, slot),
            )
        return {"act": "booked", "booking": made, "slot": slot}


def main(arguments: list[str]) -> None:
    """Run as one worker: PATH NUMBER PROCESSES ATTEMPTS SEED GO MODE."""
    path, number, processes, attempts, seed, go, mode = arguments
    with Book.open(path) as book:
        worker = Worker(book, int(number), int(processes), int(seed))
        time.sleep(max(0.0, float(go) - time.monotonic()))
        for _ in range(int(attempts)):
            began = time.perf_counter()
            try:
                said = worker.careless() if mode == "careless" else worker.act()
            except Busy:
                said = {"act": "busy"}
            except BookError:
                said = {"act": "refused"}
            print(json.dumps({**said, "ms": (time.perf_counter() - began) * 1000}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
