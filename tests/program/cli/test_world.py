"""``asynja-tui world`` and a book of a world of one's own."""

from pathlib import Path

import pytest

from db.worlds import catalogue
from tests.db.worlds.test_reading import WORLD
from tests.program import cli_book
from tests.program.cli_book import Cli

cli = cli_book.cli


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "egen värld.toml"
    path.write_text(WORLD, "utf-8")
    return path


def test_the_worlds_are_listed_with_a_sentence_each(cli: Cli) -> None:
    worlds = cli.bare("world", "--json").json()["worlds"]
    assert [one["name"] for one in worlds] == list(catalogue.NAMES)
    assert all(one["title"] for one in worlds)
    told = cli.bare("world", "list").out
    assert all(name in told for name in catalogue.NAMES)


def test_check_says_clean_faults_or_unreadable(cli: Cli, own: Path, tmp_path: Path) -> None:
    clean = cli.bare("world", "check", str(own))
    assert (clean.code, clean.out) == (0, f"{own} är utan fel.\n")
    assert cli.bare("world", "check", "pmo").code == 0
    own.write_text(WORLD.replace("webb = true", "webb = 1").replace("langd = 30", "langd = 0"))
    wrong = cli.bare("world", "check", str(own))
    assert (wrong.code, wrong.out.count("\n")) == (1, 2)
    assert "tidstyp 1, webb: ska vara true eller false." in wrong.out
    assert wrong.err.endswith("2 fel.\n")
    found = cli.bare("world", "check", str(own), "--json")
    assert found.code == 1
    first, second = found.json()["faults"]
    assert (first["table"], first["number"], first["key"]) == ("tidstyp", 1, "webb")
    assert (second["table"], second["line"]) == ("mall", None)
    own.write_text("[klocka\n")
    (broken,) = cli.bare("world", "check", str(own), "--json").json()["faults"]
    assert (broken["table"], broken["line"]) == (None, 1)
    assert cli.bare("world", "check", str(tmp_path / "borta.toml")).code == 2
    assert cli.bare("world", "check", "mars").code == 2


def test_a_book_of_a_world_of_ones_own(cli: Cli, own: Path, tmp_path: Path) -> None:
    book = tmp_path / "ny.db"
    made = cli.bare("new", "--world", str(own), "--book", str(book))
    assert (made.code, made.err) == (0, "")
    assert "Övningsvården" in cli.bare("log", "--book", str(book)).out
    own.write_text(WORLD.replace("webb = true", "webb = 1"))
    refused = cli.bare("new", "--world", str(own), "--book", str(tmp_path / "annan.db"))
    assert refused.code == 1
    assert "tidstyp 1, webb" in refused.err
    assert not (tmp_path / "annan.db").exists()
    unknown = cli.bare("new", "--world", "mars", "--book", str(tmp_path / "annan.db"))
    assert unknown.code == 2
    assert "guide-2025" in unknown.err


def test_a_book_is_saved_as_a_world(cli: Cli, tmp_path: Path) -> None:
    target, again = tmp_path / "sparad.toml", tmp_path / "igen.db"
    assert cli.json("world", "save", str(target)) == {"file": str(target)}
    assert "finns redan" in cli.refused("world", "save", str(target)).err
    assert cli.bare("world", "check", str(target)).code == 0
    assert cli.bare("new", "--world", str(target), "--book", str(again)).code == 0
    assert cli.bare("types", "--book", str(again)).out == cli("types").out
