"""``asynja-tui demo``: listed, played where nobody looks, recorded."""

import json
from pathlib import Path
from typing import Any

import pytest

from asynja_tui.__main__ import main
from db.training.script.reading import NAMES

SCRIPT = """
[demonstration]
titel = "Kort"
[[kapitel]]
titel = "Ett"
[[kapitel.steg]]
text = "Tidboken."
sida = "tidbok"
forvanta = {{ syns = "{seen}" }}
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("ASYNJA_TUI_BOOK", str(tmp_path / "none.db"))


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "kort.toml"
    path.write_text(SCRIPT.format(seen="vecka 38"), "utf-8")
    return path


def _run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, Any]:
    code = main(["demo", *args, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_list(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, document = _run(capsys, "list")
    assert code == 0
    assert [one["name"] for one in document["demos"]] == list(NAMES)
    assert all(set(one) == {"name", "title", "chapters"} for one in document["demos"])
    assert document["demos"][1]["chapters"][0] == "Innan: så ser Frida det"
    assert main(["demo", "list"]) == 0
    assert "Bok.före och klockan" in capsys.readouterr().out
    assert not (tmp_path / "none.db").exists()


def test_one_that_is_played_where_nobody_looks(
    capsys: pytest.CaptureFixture[str], script: Path
) -> None:
    played = {"name": "kort", "chapters": 1, "steps": 1, "failure": None}
    assert _run(capsys, str(script)) == (0, played)
    script.write_text(SCRIPT.format(seen="vecka 53"), "utf-8")
    failure = "Kapitel 1, steg 1: ”vecka 53” syns inte."
    assert _run(capsys, str(script)) == (1, {**played, "failure": failure})
    assert main(["demo", str(script), "--speed", "0"]) == 1
    assert capsys.readouterr().err == f"asynja-tui: kort stannade. {failure}\n"


def test_one_that_is_recorded(
    capsys: pytest.CaptureFixture[str], script: Path, tmp_path: Path
) -> None:
    file, folder = tmp_path / "kort.cast", tmp_path / "bilder"
    more = ("--record", str(file), "--cast-version", "2", "--screenshots", str(folder))
    code, document = _run(capsys, str(script), "--speed", "0", *more)
    assert code == 0
    assert document["files"] == [str(file), str(tmp_path / "kort.vtt"), str(folder / "kort.md")]
    assert all(Path(one).exists() for one in document["files"])
    assert json.loads(file.read_text("utf-8").splitlines()[0])["version"] == 2


@pytest.mark.parametrize(
    "args",
    [
        ("finns-inte",),
        ("finns-inte.toml",),
        ("dolj", "--speed", "snabbt"),
        ("dolj", "--speed", "-1"),
        ("dolj", "--cast-version", "4"),
        (),
    ],
)
def test_what_cannot_be_used(capsys: pytest.CaptureFixture[str], args: tuple[str, ...]) -> None:
    assert main(["demo", *args]) == 2
    assert capsys.readouterr().err.startswith("asynja-tui: ")


def test_faults_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "fel.toml"
    path.write_text('[demonstration]\ntitel = "a"\n[[kapitel]]\ntitel = "b"\nsteg = []\n', "utf-8")
    assert main(["demo", str(path)]) == 2
    assert "kapitel 1, steg: saknas." in capsys.readouterr().err
