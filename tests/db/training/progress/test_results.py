"""What comes of all times with exercises, by exercise and by rule, and files of many trainees."""

from pathlib import Path

import pytest

from db.errors import Unreadable
from db.training.coach.way import Way
from db.training.progress import results
from db.training.progress.certificate import Part, certificate
from db.training.progress.store import Progress
from db.training.progress.summing import by_rule, standings
from db.training.progress.values import Result, Time


def time(exercise: str, result: Result, *rules: str, trainee: str = "Disa", hints: int = 0) -> Time:
    return Time(
        trainee, "guiden", exercise, Way.ALONE, 0, 0, 90.0, hints, 0, result, tuple(rules)
    )  # fmt: skip


TIMES = (
    time("a", Result.FAILED, "R14", "R15"),
    time("a", Result.SOLVED, "R14", "R15"),
    time("b", Result.LEFT, "R14"),
    time("b", Result.SOLVED, "R14"),
    time("c", Result.SOLVED, "R2", hints=1),
    time("d", Result.SHOWN, "R14"),
    time("e", Result.LEFT, "R14"),
)


def test_an_exercise_and_a_rule_are_right_by_the_first_time_that_ended() -> None:
    found = standings(TIMES)
    assert [(one.exercise, one.solved, one.shown, one.attempts) for one in found] == [
        ("a", True, False, 2), ("b", True, False, 2), ("c", True, False, 1),
        ("d", False, True, 1), ("e", False, False, 1),
    ]  # fmt: skip
    assert found[0].seconds == 180.0
    assert [one.text for one in by_rule(found)] == [
        "R2: 0 av 1 rätt första gången", "R14: 1 av 3 rätt första gången",
        "R15: 0 av 1 rätt första gången",
    ]  # fmt: skip


def test_files_and_exports_of_a_folder_are_read_and_the_rest_is_passed_over(tmp_path: Path) -> None:
    kept = Progress(tmp_path / "disa.db")
    for one in TIMES[:2]:
        kept.begin(one)
    kept.close()
    other = standings([time("a", Result.SOLVED, "R14", trainee="=Åsa", hints=2)])
    results.export(other, tmp_path / "åsa.csv")
    (tmp_path / "annat.csv").write_text("x;y\n1;2\n")
    (tmp_path / "bok.db").write_bytes(b"rubbish")
    found = results.in_folder(tmp_path)
    assert [(one.trainee, one.exercise) for one in found] == [("=Åsa", "a"), ("Disa", "a")]
    assert found[0] == other[0]
    assert "'=Åsa" in (tmp_path / "åsa.csv").read_text("utf-8-sig")


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="är ingen mapp"):
        results.in_folder(tmp_path / "ingen")


def test_a_certificate_is_one_page_and_says_that_it_is_ours() -> None:
    parts = [Part("Tidstyper", 7, 7, True), Part("Resurser", 0, 1, False)]
    text = certificate("Åsa Övning", "Guiden steg för steg", parts, standings(TIMES), 738_000)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 72
    assert len(lines) < 40
    assert lines[2].strip() == "Åsa Övning"
    assert [line.split()[-1] for line in lines if line.startswith(("Tids", "Resu"))] == [
        "klart", "1",
    ]  # fmt: skip
    assert "3 övningar lösta" in text
    assert "övningsprogrammets eget" in text
