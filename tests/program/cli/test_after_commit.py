"""What is done is told as done, although nothing more can be read of the book afterwards."""

import pytest

from db.book import Book
from tests.db.after_commit import Armed
from tests.db.test_all_or_nothing import dump
from tests.program import cli_book
from tests.program.cli_book import NURSE, TOLVAN, Cli

cli = cli_book.cli
RECEPTION = "Distriktssköterskemottagning"
BOOK = (
    "book", "--patient", TOLVAN, "--resource", RECEPTION, "--at", "2024-09-13 13:00",
)  # fmt: skip
COMMANDS = {
    "book": BOOK,
    "rebook": ("rebook", "1", "--resource", RECEPTION, "--at", "2024-09-13 14:00", "--as", "staff"),
    "cancel": ("cancel", "1", "--as", "staff"),
    "event": (
        "event", "--resource", RECEPTION, "--from", "2024-09-13 08:00", "--to",
        "2024-09-13 16:00", "--text", "Möte", "--blocking",
    ),
    "layout": (
        "layout", "--template", "1177", "--resource", RECEPTION, "--from", "2024-09-16", "--to",
        "2024-09-20",
    ),
    "types": ("types", "set", NURSE, "--web", "off", "--publish"),
    "types publish": ("types", "publish"),
    "clock": ("clock", "set", "2024-09-12 11:00"),
    "log import": ("log", "import", "logg.csv"),
    "log remove": ("log", "remove", "Tidigare"),
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
def test_a_command_that_did_it_says_so(
    cli: Cli, name: str, as_json: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in ("rebook", "cancel", "event"):
        cli.json(*BOOK)
    if name == "types publish":
        cli.json("types", "set", NURSE, "--web", "off")
    if name.startswith("log"):
        monkeypatch.chdir(cli.path.parent)
        cli.json(*BOOK)
        cli.json("log", "export", "logg.csv")
    if name == "log remove":
        cli.json("log", "import", "logg.csv", "--name", "Tidigare")
    before = dump(cli.path)
    monkeypatch.setitem(vars(Book)["open"].__func__.__kwdefaults__, "factory", Armed)
    result = cli(*COMMANDS[name], *(["--json"] if as_json else []))
    assert result.code == 0, result
    assert Armed.newest.done
    assert "Ingenting" not in result.out + result.err
    assert dump(cli.path) != before
    if as_json:
        assert "error" not in result.json()
