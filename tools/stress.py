"""``make stress``: the suite's race and kill tests at full size, and the property tests for longer.

Exits 1 at the first fault; prints the figures with seed and versions.
"""

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.kill import kill_rounds
from tools.race import prepare, race
from tools.upkeep import backups_under_load, kills_in_clearing


def main() -> int:
    """Run everything and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--attempts", type=int, default=10_000, help="acts a process in the race")
    parser.add_argument("--rounds", type=int, default=200, help="rounds of kills")
    parser.add_argument("--skip-properties", action="store_true")
    asked = parser.parse_args()
    print(f"python {platform.python_version()}, sqlite {sqlite3.sqlite_version}, seed {asked.seed}")
    faults = _race(asked.attempts, asked.seed) + _kill(asked.rounds, asked.seed)
    faults += _upkeep(asked.attempts, asked.rounds, asked.seed)
    if not asked.skip_properties:
        faults += _properties()
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


def _race(attempts: int, seed: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        prepare(path, slots=500)
        began = time.monotonic()
        audit = race(path, processes=8, attempts=attempts, seed=seed)
    print(
        f"race: 8 processes, 500 times, {audit.attempts} attempts, {audit.done} done,"
        f" {audit.refused} refused, {audit.busy} busy, longest {audit.longest_ms:.0f} ms,"
        f" {time.monotonic() - began:.0f} s"
    )
    return audit.faults


def _kill(rounds: int, seed: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        prepare(path, slots=60_000)
        began = time.monotonic()
        result = kill_rounds(path, rounds=rounds, workers=4, seed=seed)
    print(
        f"kill -9: {result.rounds} rounds, {result.kills} kills, {result.acknowledged}"
        f" acknowledged, {time.monotonic() - began:.0f} s"
    )
    return result.faults


def _upkeep(attempts: int, rounds: int, seed: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        prepare(path, slots=500)
        copies = backups_under_load(path, processes=4, attempts=attempts // 10, seed=seed)
    print(f"backup: {copies.rounds} copies, {copies.done} of them while somebody wrote")
    with tempfile.TemporaryDirectory() as folder:
        cleared = kills_in_clearing(Path(folder) / "book.db", rounds=rounds, seed=seed)
    print(f"clearing: {cleared.rounds} killed, {cleared.done} had been done")
    return copies.faults + cleared.faults


def _properties() -> list[str]:
    command = [sys.executable, "-m", "pytest", "-q", "tests/db/test_state_machine.py"]
    command += ["tests/db/offer/test_offer.py", "tests/db/test_book.py"]
    command += ["tests/screens/test_hostile_screens.py", "tests/program/cli/test_hostile.py"]
    command += ["tests/screens/test_nth_fault.py", "tests/screens/test_hostile_portals.py"]
    command += ["tests/db/offer/test_preview.py", "tests/db/worlds", "tests/db/tidbok"]
    command += ["tests/db/rules", "tests/db/remedies", "tests/db/test_two_actors.py"]
    command += ["tests/screens/test_both_save.py", "tests/screens/test_nth_act.py"]
    command += ["tests/widgets/sheet", "tests/widgets/week_grid"]
    command += ["tests/db/training", "tests/program/test_solutions.py", "tests/screens/playing"]
    command += ["tests/screens/test_busy.py", "tests/program/test_pictures.py"]
    command += ["tests/program/test_live.py"]
    done = subprocess.run(command, env={**os.environ, "HYPOTHESIS_PROFILE": "stress"}, check=False)
    return ["the property tests failed"] if done.returncode else []


if __name__ == "__main__":
    sys.exit(main())
