"""Many processes at once, and the audit that would see it if they trod on each other."""

import os
from pathlib import Path

import pytest

from tools.kill import kill_rounds
from tools.race import prepare, race


def test_mixed_race_leaves_nothing_double_lost_or_half_done(tmp_path: Path) -> None:
    prepare(tmp_path / "book.db", slots=500)
    audit = race(tmp_path / "book.db", processes=5, attempts=24, seed=1)
    assert audit.faults == []
    assert audit.busy == 0
    assert audit.attempts == 5 * 24
    assert audit.done > 25


def test_the_audit_sees_double_bookings_without_lock_and_index(tmp_path: Path) -> None:
    prepare(tmp_path / "book.db", slots=40, protected=False)
    audit = race(tmp_path / "book.db", processes=4, attempts=40, seed=1, mode="careless")
    assert any("double" in fault for fault in audit.faults)


def test_the_unique_index_alone_keeps_careless_writers_apart(tmp_path: Path) -> None:
    prepare(tmp_path / "book.db", slots=20)
    audit = race(tmp_path / "book.db", processes=3, attempts=40, seed=1, mode="careless")
    assert not any("double" in fault for fault in audit.faults)
    assert audit.done == 20


needs_sigkill = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")


@needs_sigkill
def test_killed_workers_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    prepare(tmp_path / "book.db", slots=3000)
    result = kill_rounds(tmp_path / "book.db", rounds=2, workers=3, seed=1)
    assert result.faults == []
    assert result.kills == 6
    assert result.acknowledged > 0


@needs_sigkill
def test_the_check_sees_acknowledgement_before_commit(tmp_path: Path) -> None:
    prepare(tmp_path / "book.db", slots=3000)
    result = kill_rounds(tmp_path / "book.db", rounds=20, workers=3, seed=1, mode="hasty")
    assert any("lost" in fault for fault in result.faults)
