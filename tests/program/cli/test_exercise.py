"""``asynja-tui exercise``: the keys and exit codes that others rely on."""

from pathlib import Path

import pytest

from db.training.coach.way import Way
from db.training.exercise import course
from db.training.progress.store import Progress
from db.training.progress.values import Result, Time
from tests.program import cli_book
from tests.program.cli_book import Cli

cli = cli_book.cli

BROKEN = '[ovning]\ntitel = "a"\nspar = ["läkare"]\nminuter = 3\nuppgift = "b"\nlart = "c"\nx = 1\n'
FLAT = """
[ovning]
titel = "Döpt"
spar = ["reception"]
minuter = 1
uppgift = "Döp en tidstyp."
lart = "b"
[[steg]]
text = "Lägg upp tidstypen A"
krav = [{ tidstyp = "B" }]
"""


def test_the_list(cli: Cli) -> None:
    done = cli("exercise", "list", "--json")
    assert done.code == 0
    found = done.json()["exercises"]
    assert [one["name"] for one in found] == list(course.load().names)
    keys = ["name", "title", "track", "chapter", "minutes", "slides", "rules"]
    assert all(list(one) == keys for one in found)
    assert {one["track"] for one in found} <= {"schemaläggare", "reception", "granskare"}


def test_a_book_is_solved_and_judged(cli: Cli, tmp_path: Path) -> None:
    cli.path = tmp_path / "ny.db"
    done = cli("exercise", "solve", "dolj", "--json")
    assert done.code == 0
    again = cli("exercise", "solve", "dolj", "--json")
    assert (again.code, again.json()["error"]["code"]) == (1, "book-exists")
    judged = cli("exercise", "judge", "dolj", "--json")
    assert judged.code == 0
    document = judged.json()
    assert list(document) == ["name", "solved", "steps"]
    assert (document["name"], document["solved"]) == ("dolj", True)
    assert [list(step) for step in document["steps"]] == [["text", "done", "remark"]] * 2
    other = cli("exercise", "judge", "ny-tidstyp", "--json")
    assert (other.code, other.json()["solved"]) == (1, False)


def test_a_wrong_turn_is_remarked_on_by_the_rules(cli: Cli, tmp_path: Path) -> None:
    cli.path = tmp_path / "ny.db"
    cli("new", "--world", "guide")
    begun = cli("exercise", "judge", "dolj", "--json").json()
    assert [step["remark"] for step in begun["steps"]] == ["", ""]
    cli("types", "set", "Akut", "--hide", "on")
    first, second = cli("exercise", "judge", "dolj", "--json").json()["steps"]
    assert first["done"]
    assert second["remark"].startswith("1177 har inte fått veta hur Akut är nu.")
    cli("types", "set", "Akut", "--hide", "off")
    steps = cli("exercise", "judge", "dolj", "--json").json()["steps"]
    assert not any(step["done"] for step in steps)  # un-ticked when it is broken again


@pytest.mark.parametrize("text", [BROKEN, "[ovning]\ntitel = å\n"])
def test_faults_are_named_with_table_number_and_key(cli: Cli, tmp_path: Path, text: str) -> None:
    file = tmp_path / "egen.toml"
    file.write_text(text, "utf-8")
    done = cli("exercise", "check", str(file), "--json")
    assert done.code == 1
    document = done.json()
    assert list(document) == ["name", "faults", "steps"]
    assert document["faults"]
    assert all(list(one) == ["table", "number", "key", "line", "text"]
               for one in document["faults"])  # fmt: skip
    if text is BROKEN:
        assert {(one["table"], one["key"]) for one in document["faults"]} == {("steg", None)}
    else:
        assert document["faults"][0]["line"] == 2


def test_a_value_that_is_not_said_is_named_and_a_step_that_is_not_done(
    cli: Cli, tmp_path: Path
) -> None:
    file = tmp_path / "egen.toml"
    file.write_text(FLAT, "utf-8")
    done = cli("exercise", "check", str(file), "--json")
    document = done.json()
    assert done.code == 1
    (fault,) = document["faults"]
    assert (fault["table"], fault["number"], fault["key"]) == ("steg", 1, "krav")
    assert "”B”" in fault["text"]
    assert document["steps"] == [{"text": "Lägg upp tidstypen A", "done": False}]


MISTYPED = [
    ("check", "finns-inte"), ("check", "finns-inte.toml"), ("judge", "finns-inte"),
    ("solve", "finns-inte"), ("list", "--course", "ingen"), ("check",),
]  # fmt: skip


@pytest.mark.parametrize("asked", MISTYPED)
def test_what_is_mistyped_or_cannot_be_read(cli: Cli, asked: tuple[str, ...]) -> None:
    assert cli("exercise", *asked).code == 2


def test_a_book_that_is_not_there(cli: Cli, tmp_path: Path) -> None:
    cli.path = tmp_path / "ingen.db"
    assert cli("exercise", "judge", "dolj").code == 2


def test_the_results_of_a_folder(cli: Cli, tmp_path: Path) -> None:
    done = cli("results", str(tmp_path), "--json")
    assert (done.code, done.json()) == (0, {"trainees": []})
    assert cli("results", str(tmp_path / "ingen")).code == 2


def test_results_become_a_table_and_certificates(cli: Cli, tmp_path: Path) -> None:
    kept = Progress(tmp_path / "mapp" / "disa.db")
    for name, result in (("dolj", Result.SOLVED), ("rensa", Result.FAILED)):
        kept.begin(Time("Disa", "guiden", name, Way.ALONE, 0, 0, 90.0, 1, 0, result, ("R20",)))
    kept.close()
    out = tmp_path / "ut"
    asked = ("results", str(tmp_path / "mapp"), "--csv", str(out / "alla.csv"))
    done = cli(*asked, "--certificates", str(out), "--json")
    assert done.code == 0
    first = done.json()["trainees"][0]
    keys = ["name", "exercise", "solved", "minutes", "hints", "attempts", "rules"]
    assert list(first) == keys
    assert first == dict(zip(keys, ("Disa", "dolj", True, 1.5, 1, 1, {"R20": False}), strict=True))
    assert "Disa;guiden;dolj;ja;nej;1,5;1;1;R20-" in (out / "alla.csv").read_text("utf-8-sig")
    assert "1 övning löst" in (out / "disa-guiden.txt").read_text("utf-8")
    assert cli(*asked).code == 1  # never over another file
    assert "R20: 0 av 2 rätt första gången" in cli("results", str(tmp_path / "mapp")).out
