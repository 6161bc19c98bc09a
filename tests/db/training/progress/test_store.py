"""The trainee's progress: kept, shared by two programs, never fatal."""

import sqlite3
from pathlib import Path

import pytest

from db.training.coach.way import Way
from db.training.progress.store import Progress, read_file
from db.training.progress.values import Result, Time


def time(exercise: str = "dolj", trainee: str = "Disa", hints: int = 0) -> Time:
    return Time(trainee, "guiden", exercise, Way.ALONE, 0, 1_733_000_000, hints=hints)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "framsteg.db"


def test_what_is_noted_is_there_the_next_time(path: Path) -> None:
    one = Progress(path)
    key = one.begin(time())
    done = time(hints=2)._replace(seconds=61.5, result=Result.SOLVED, rules=("R20", "R21"))
    assert one.note(key, done)
    one.begin(time("ny-tidstyp", "Åsa"))
    one.close()
    two = Progress(path)
    assert [item.exercise for item in two.times()] == ["dolj", "ny-tidstyp"]
    (mine,) = two.times("Disa")
    assert (mine.seconds, mine.hints, mine.result) == (61.5, 2, Result.SOLVED)
    assert mine.rules == ("R20", "R21")
    assert two.trainees() == ("Åsa", "Disa")
    assert two.is_kept
    assert path.stat().st_mode & 0o777 == 0o600
    two.close()


def test_two_programs_at_once(path: Path) -> None:
    one, two = Progress(path), Progress(path)
    mine, theirs = one.begin(time("a")), two.begin(time("b"))
    assert one.note(mine, time("a", hints=1))
    assert two.note(theirs, time("b", hints=2))
    assert [(item.exercise, item.hints) for item in one.times()] == [("a", 1), ("b", 2)]
    one.close()
    two.close()


def test_what_could_not_be_written_while_another_was_busy_is_written_later(path: Path) -> None:
    one = Progress(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    key = one.begin(time("a"))
    assert not one.note(key, time("a", hints=3))
    assert [item.hints for item in one.times()] == [3]
    other.execute("ROLLBACK")
    assert one.note(key, time("a", hints=4))
    one.close()
    assert [item.hints for item in read_file(path) or ()] == [4]
    other.close()


@pytest.mark.parametrize("rubbish", [b"rubbish" * 400, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_damaged_file_is_set_aside(path: Path, rubbish: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(rubbish)
    one = Progress(path)
    assert one.put_aside is not None
    assert one.put_aside.read_bytes() == rubbish
    one.begin(time())
    assert len(one.times()) == 1
    assert one.is_kept
    one.close()


def test_a_file_that_is_damaged_meanwhile_is_set_aside(path: Path) -> None:
    one, two = Progress(path), Progress(path)
    key = one.begin(time())
    one.note(key, time("x" * 60_000))  # two has to read it anew
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 60_000)
    assert two.times() == ()
    assert two.put_aside is not None
    two.begin(time("efter"))
    assert [item.exercise for item in two.times()] == ["efter"]
    one.close()
    two.close()


@pytest.mark.parametrize("pragma", ["user_version = 9", "application_id = 7"])
def test_another_kind_or_a_newer_one_is_left_alone(path: Path, pragma: str) -> None:
    Progress(path).close()
    plain = sqlite3.connect(path)
    plain.execute(f"PRAGMA {pragma}")
    plain.close()
    before = path.read_bytes()
    one = Progress(path)
    one.begin(time())
    assert (one.is_kept, len(one.times()), one.put_aside) == (False, 1, None)
    one.close()
    assert path.read_bytes() == before
    assert read_file(path) is None


def test_where_nothing_can_be_written_it_lives_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    one = Progress(tmp_path / "data" / "framsteg.db")
    key = one.begin(time())
    assert one.note(key, time(hints=1))
    assert [item.hints for item in one.times()] == [1]
    assert not one.is_kept
    one.close()
