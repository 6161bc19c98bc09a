"""Which book is used, ``new``, ``doctor`` and ``backup``; no book is ever lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from asynja_tui.cli import place
from asynja_tui.cli.parser import WORLDS
from db.book import Book
from db.errors import BookError, Refused
from db.store.copying import put
from db.worlds import catalogue
from tests.db.builders import make_resource
from tests.db.conftest import build
from tests.program import cli_book
from tests.program.cli_book import NURSE, Cli, golden

cli = cli_book.cli


@pytest.fixture
def small_worlds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Makes the small book instead of a world; returns the names that were asked for."""
    asked: list[str] = []

    def make(path: Path, world: str, *, real_now: int | None = None) -> Book:
        asked.append(world)
        path.write_bytes(golden())
        return Book.open(path)

    monkeypatch.setattr(catalogue, "make", make)
    return asked


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str]]:
    """Stands in for the screen; returns what it was opened with."""
    asked: list[tuple[Path, str]] = []
    stand_in = ModuleType("asynja_tui.app")

    def run(path: Path, clinic: str, *, name: str = "", look: object = None) -> int:
        asked.append((path, clinic))
        return 0

    vars(stand_in)["run"] = run
    monkeypatch.setitem(sys.modules, "asynja_tui.app", stand_in)
    monkeypatch.setattr("asynja_tui.app", stand_in, raising=False)
    return asked


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != "home"}


# --- which book ---------------------------------------------------------------------------------


def test_the_environment_names_the_book(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYNJA_TUI_BOOK", str(cli.path))
    assert NURSE in cli.bare("types").out
    assert cli.bare("types", "--book", "finns-inte.db").code == 2


def test_a_book_that_is_named_is_never_made(cli: Cli, tmp_path: Path) -> None:
    missing = tmp_path / "saknas.db"
    result = cli.bare("types", "--book", str(missing), "--json")
    assert result.code == 2
    assert result.json()["error"]["code"] == "no-book"
    assert "asynja-tui new --book" in result.err
    assert not missing.exists()


def test_the_default_book_is_made_on_first_use(cli: Cli, small_worlds: list[str]) -> None:
    result = cli.bare("types", "--json")
    assert result.code == 0
    assert result.json()["types"]
    assert result.err.count("\n") == 1
    assert "världen idag" in result.err
    assert small_worlds == ["idag"]
    assert cli.bare("types").err == ""
    assert small_worlds == ["idag"]
    assert files(place.default_path().parent) == {"bok.db"}


def test_two_programs_may_make_the_default_book_at_once(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place.default_path()

    def make(draft: Path, world: str) -> Book:
        path.write_bytes(golden())  # the other one was faster
        draft.write_bytes(golden())
        return Book.open(draft)

    monkeypatch.setattr(catalogue, "make", make)
    assert cli.bare("types").code == 0
    assert files(path.parent) == {"bok.db"}


@pytest.mark.parametrize(
    ("words", "clinic"),
    [([], ""), (["--clinic", "Primus"], "Primus"), (["--clinic=Primus"], "Primus")],
)
def test_without_a_command_the_program_opens(
    cli: Cli,
    small_worlds: list[str],
    opened: list[tuple[Path, str]],
    words: list[str],
    clinic: str,
) -> None:
    assert cli.bare(*words).code == 0
    assert opened == [(place.default_path(), clinic)]
    assert cli(*words).code == 0
    assert opened[1] == (cli.path, clinic)
    assert small_worlds == ["idag"]


def test_a_program_that_cannot_open_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = ModuleType("asynja_tui.app")

    def run(path: Path, clinic: str, *, name: str = "", look: object = None) -> int:
        with Book.open(path):
            return 0

    vars(stand_in)["run"] = run
    monkeypatch.setitem(sys.modules, "asynja_tui.app", stand_in)
    monkeypatch.setattr("asynja_tui.app", stand_in, raising=False)
    result = cli.bare("--book", "finns-inte.db")
    assert result.code == 2
    assert result.err.startswith("asynja-tui: Det finns ingen bok i finns-inte.db.")


@pytest.mark.parametrize("content", [b"", b"not a book at all", b"SQLite format 3\x00" + b"x" * 99])
def test_an_unusable_book_is_refused_and_left_alone(cli: Cli, content: bytes) -> None:
    cli.path.write_bytes(content)
    for words in (["types"], ["doctor"], ["clock", "pause"]):
        result = cli(*words)
        assert result.code == 2
        assert result.err.count("\n") == 1
    assert cli.path.read_bytes() == content


def test_a_newer_book_is_refused(cli: Cli) -> None:
    connection = sqlite3.connect(cli.path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    assert "nyare version" in cli.wrong("types").err


# --- new ----------------------------------------------------------------------------------------


def test_the_worlds_on_the_command_line_are_those_there_are() -> None:
    assert set(WORLDS) == set(catalogue.NAMES)
    assert WORLDS[0] == place.DEFAULT_WORLD


def test_new_makes_a_book(cli: Cli, small_worlds: list[str], tmp_path: Path) -> None:
    path = tmp_path / "ny" / "guide.db"
    result = cli.bare("new", "--world", "guide", "--book", str(path), "--json")
    assert result.code == 0
    assert result.json() == {"book": str(path), "world": "guide", "moved_to": None}
    assert small_worlds == ["guide"]
    assert files(path.parent) == {"guide.db"}
    assert cli.bare("types", "--book", str(path)).code == 0


def test_new_makes_the_default_book(cli: Cli, small_worlds: list[str]) -> None:
    result = cli.bare("new")
    assert result.code == 0
    assert "av världen idag" in result.out
    assert place.default_path().exists()


def test_new_never_overwrites(cli: Cli, small_worlds: list[str]) -> None:
    before = cli.path.read_bytes()
    assert "--force" in cli.refused("new", "--world", "guide").err
    assert cli.path.read_bytes() == before
    assert small_worlds == []


def test_new_with_force_moves_the_former_aside_each_time(
    cli: Cli, small_worlds: list[str], tmp_path: Path
) -> None:
    cli("types", "set", NURSE, "--hide", "on")
    first = cli.path.read_bytes()
    told = cli.json("new", "--world", "guide", "--force")
    assert told["moved_to"] == str(tmp_path / "bok.db.bak")
    assert (tmp_path / "bok.db.bak").read_bytes() == first
    assert "Den tidigare boken heter nu" in cli("new", "--force").out
    assert (tmp_path / "bok.db.bak").read_bytes() == first
    assert files(tmp_path) == {"bok.db", "bok.db.bak", "bok.db-2.bak"}


def test_what_is_only_in_the_wal_is_moved_along(
    cli: Cli, small_worlds: list[str], tmp_path: Path
) -> None:
    with cli.open() as held:
        # Another program has the book open, so that its last writes stand in the -wal only.
        cli("types", "set", NURSE, "--hide", "on")
        assert (tmp_path / "bok.db-wal").stat().st_size
        assert cli("new", "--force").code == 0
        with held.read() as reader:
            assert reader.value("SELECT hidden FROM time_type WHERE name = ?", (NURSE,)) == 1
    moved = cli.bare("types", "--book", str(tmp_path / "bok.db.bak"), "--json").json()["types"]
    assert {one["name"]: one["hidden"] for one in moved}[NURSE] is True
    fresh = cli.json("types")["types"]
    assert {one["name"]: one["hidden"] for one in fresh}[NURSE] is False


def test_a_wal_without_its_book_is_not_taken_for_the_new_ones(
    cli: Cli, small_worlds: list[str], tmp_path: Path
) -> None:
    with cli.open():
        cli("types", "set", NURSE, "--hide", "on")
        shutil.copy(tmp_path / "bok.db-wal", tmp_path / "kvar")
    cli.path.unlink()
    (tmp_path / "kvar").rename(tmp_path / "bok.db-wal")
    assert cli("new").code == 0
    assert (tmp_path / "bok.db.bak-wal").exists()
    hidden = {one["name"]: one["hidden"] for one in cli.json("types")["types"]}
    assert hidden[NURSE] is False


def test_a_world_that_fails_leaves_all_as_it_was(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(path: Path, world: str) -> Book:
        path.write_bytes(golden())
        raise Refused("x", "Världen går inte att göra.")

    monkeypatch.setattr(catalogue, "make", fail)
    before = cli.path.read_bytes()
    assert "Världen" in cli.refused("new", "--force").err
    assert cli.path.read_bytes() == before
    assert files(tmp_path) == {"bok.db"}


def test_new_in_a_place_that_cannot_be_written(
    cli: Cli, small_worlds: list[str], tmp_path: Path
) -> None:
    (tmp_path / "fil").write_text("")
    assert cli.bare("new", "--book", str(tmp_path)).code == 2
    assert cli.bare("new", "--book", str(tmp_path / "fil" / "bok.db")).code == 2
    assert cli.bare("new", "--force", "--book", str(tmp_path)).code == 2


def test_a_file_that_comes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    draft, target = tmp_path / "draft", tmp_path / "bok.db"
    draft.write_text("ny")
    target.write_text("annan")
    with pytest.raises(BookError):
        put(draft, target, "book-exists")
    assert target.read_text() == "annan"


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(1, "not here")

    monkeypatch.setattr("os.link", fail)
    draft, target = tmp_path / "draft", tmp_path / "bok.db"
    draft.write_text("ny")
    put(draft, target, "book-exists")
    assert target.read_text() == "ny"
    draft.write_text("nyare")
    with pytest.raises(Refused):
        put(draft, target, "book-exists")


# --- doctor and backup --------------------------------------------------------------------------


def test_a_whole_book(cli: Cli) -> None:
    told = cli.json("doctor")
    assert list(told) == ["ok", "faults", "versions"]
    assert (told["ok"], told["faults"]) == (True, [])
    assert told["versions"]
    assert "Boken är hel" in cli("doctor").out


def test_faults_are_listed_and_the_exit_code_is_1(cli: Cli) -> None:
    connection = sqlite3.connect(cli.path)
    connection.execute("UPDATE slot SET taken = 1 WHERE id = 1")
    connection.commit()
    connection.close()
    result = cli("doctor")
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert "fel i boken." in result.err
    assert result.out.startswith("✗ ")
    told = cli("doctor", "--json")
    assert told.code == 1
    document = told.json()
    assert document["ok"] is False
    assert list(document["faults"][0]) == ["check", "text", "facts", "source"]


def test_backup(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "kopia.db"
    assert cli.json("backup", str(target)) == {"file": str(target)}
    assert cli.bare("types", "--book", str(target)).out == cli("types").out
    before = target.read_bytes()
    assert "finns redan" in cli.refused("backup", str(target)).err
    for folder in (".", "..", "/", str(tmp_path)):
        assert "finns redan" in cli.refused("backup", folder).err
    assert target.read_bytes() == before
    assert cli("backup", str(tmp_path / "saknas" / "kopia.db")).code == 2


# --- with the real worlds -----------------------------------------------------------------------


@pytest.mark.parametrize("world", ["guide", "pasis", "tom"])
def test_a_new_world_is_whole(cli: Cli, tmp_path: Path, world: str) -> None:
    path = str(tmp_path / "ny.db")
    assert catalogue.title(world) in cli.bare("new", "--world", world, "--book", path).out
    for words in (["doctor"], ["types"], ["log"], ["clock"], ["log", "files"]):
        result = cli.bare(*words, "--book", path)
        assert (result.code, result.err) == (0, "")
    assert ("Nivå" in cli.bare("types", "--book", path).out) is (world == "pasis")


def test_a_folder_of_nobody_is_no_place_for_a_book(cli: Cli) -> None:
    """Neither for one that is opened nor for one that is made."""
    for words in (["log"], ["new", "--world", "guide"]):
        done = cli.bare(*words, "--book", "~nobody-here/bok.db")
        assert done.code == 2
        assert "hemkatalog" in done.err


def test_what_stood_beside_another_book_is_told_and_put_aside(tmp_path: Path) -> None:
    """A -wal that was left where a book is moved in: it would be moved into that one."""
    first, second = tmp_path / "bok.db", tmp_path / "annan.db"
    for path in (first, second):
        build(path)
    with Book.open(first) as book:
        make_resource(book, "Före")
        os.replace(second, first)
        told = subprocess.run(
            [sys.executable, "-m", "asynja_tui", "clock", "--book", str(first)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert "hör till en annan fil" in told.stderr
    assert f"{first}-wal.annan" in told.stderr
    assert "2024" in told.stdout
