"""``asynja-tui quiz``: a paper by its seed, and answers graded."""

import json
from pathlib import Path
from typing import Any

import pytest

from asynja_tui.__main__ import main


def _run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, Any]:
    code = main(["quiz", *args, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_paper_without_a_book(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYNJA_TUI_BOOK", str(tmp_path / "none.db"))
    code, document = _run(capsys, "--seed", "5")
    assert code == 0
    assert len(document["questions"]) == 20
    for question in document["questions"]:
        assert {"text", "choices", "right", "why"} <= set(question)
        assert 0 <= question["right"] < len(question["choices"])
    assert _run(capsys, "--seed", "5")[1] == document
    assert _run(capsys, "--seed", "6")[1] != document
    assert not (tmp_path / "none.db").exists()


def test_answers_are_graded(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    questions = _run(capsys, "--seed", "5")[1]["questions"]
    place = tmp_path / "svar.txt"
    letters = ["ABCD"[question["right"]] for question in questions]
    place.write_text("\n".join(letters), "utf-8")
    code, document = _run(capsys, "--seed", "5", "--answers", str(place))
    assert (code, document["points"], document["of"]) == (0, 20, 20)
    place.write_text("\n".join(["-", *letters[1:]]), "utf-8")
    code, document = _run(capsys, "--seed", "5", "--answers", str(place))
    assert (code, document["points"]) == (1, 19)
    assert [one["correct"] for one in document["questions"]] == [False] + [True] * 19


@pytest.mark.parametrize("args", [("--seed", "x"), ("--answers", "/finns/inte"), ("--seed=-1",)])
def test_what_cannot_be_used(capsys: pytest.CaptureFixture[str], args: tuple[str, ...]) -> None:
    assert main(["quiz", *args]) == 2
    assert capsys.readouterr().err.startswith("asynja-tui: ")
