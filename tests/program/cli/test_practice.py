"""``asynja-tui restart``, ``checkpoint`` and ``books``."""

from pathlib import Path

import pytest

from asynja_tui.cli import place
from db.practice import recent
from tests.program import cli_book
from tests.program.cli_book import TOLVAN, Cli

cli = cli_book.cli


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def test_a_checkpoint_is_kept_and_gone_back_to(cli: Cli) -> None:
    assert cli("checkpoint").out == "Boken har inga minnen.\n"
    assert cli.json("checkpoint", "keep", "Före lunch")["clock"] == "2024-09-12T10:52:00+02:00"
    assert "redan ett minne" in cli.refused("checkpoint", "keep", "före lunch").err
    cli.json("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at", "2024-09-12 13:00")
    assert "--yes" in cli.refused("checkpoint", "back", "före lunch").err
    done = cli.json("checkpoint", "back", "före lunch", "--yes")
    assert Path(done["moved_to"]).name == f"{cli.path.name}.bak"
    assert cli.json("bookings", "--patient", TOLVAN)["bookings"] == []
    assert "Före lunch: sparat" in cli("checkpoint", "list").out
    assert "Det finns: Före lunch" in cli.refused("checkpoint", "back", "efter", "--yes").err
    cli.json("checkpoint", "remove", "Före lunch")
    assert cli.json("checkpoint")["checkpoints"] == []


def test_a_book_of_no_world_is_not_started_over(cli: Cli) -> None:
    assert "--yes" in cli.refused("restart").err
    assert "finns inte" in cli.refused("restart", "--yes").err
    assert cli("types").code == 0


def test_a_world_is_started_over(cli: Cli, tmp_path: Path) -> None:
    path = str(tmp_path / "tom.db")
    cli.bare("new", "--world", "tom", "--book", path)
    done = cli.bare("restart", "--yes", "--book", path, "--json").json()
    assert done == {"book": path, "moved_to": f"{path}.bak"}
    assert cli.bare("doctor", "--book", path).code == 0


def test_books_that_were_open_lately(cli: Cli) -> None:
    assert cli("books").out == "Inga böcker har varit öppna.\n"
    recent.note(place.recent_file(), cli.path)
    assert cli.json("books")["books"][0]["unit"] == "Primus MVK VC Test"
    assert str(cli.path) in cli("books").out
