"""Reading the command line: Swedish help, wrong usage, and what is not imported for it."""

import argparse
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from asynja_tui import __main__ as program
from asynja_tui.cli import commands, swedish
from asynja_tui.cli.usage import Usage
from tests.program import cli_book
from tests.program.cli_book import Cli

cli = cli_book.cli

ENGLISH = re.compile(
    r"usage|options|positional|argument[s ]|show this|error|required|choose|invalid|default"
    r"|expected|exit"
)


def parsers(
    of: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """A parser and all below it, each with the words that lead there."""
    yield path, of
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from parsers(below, (*path, name))


def whole() -> list[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    with swedish.swedish():
        return list(parsers(commands.build()))


PATHS = [path for path, _ in whole()]


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_is_swedish_and_fits_80_columns(cli: Cli, path: tuple[str, ...]) -> None:
    result = cli.bare(*path, "--help")
    assert result.code == 0
    assert result.err == ""
    assert result.out.startswith(f"användning: {' '.join(('asynja-tui', *path))}")
    assert "visa den här hjälpen" in result.out
    assert not ENGLISH.search(result.out), ENGLISH.search(result.out)
    assert max(map(len, result.out.splitlines())) <= 80
    if path:
        assert "gemensamma flaggor:" in result.out


def test_the_first_help_lists_every_command_of_the_issue(cli: Cli) -> None:
    out = cli.bare("-h").out
    listed = re.findall(r"^  ([a-z]+) ", out, re.MULTILINE)
    assert listed[:15] == [
        "new", "clock", "types", "offer", "why", "book", "rebook", "cancel", "bookings", "layout",
        "event", "log", "stats", "doctor", "backup",
    ]  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_has_a_function(path: tuple[str, ...]) -> None:
    found = dict(whole())[path].get_default("handler")
    if not path:
        assert found == ""
        return
    module, _, name = found.partition(":")
    assert callable(getattr(importlib.import_module(f"asynja_tui.cli.{module}"), name))


def test_argparse_is_itself_again_afterwards() -> None:
    before = argparse._  # type: ignore[attr-defined]
    commands.parse(["types"])
    assert argparse._ is before  # type: ignore[attr-defined]


def test_version(cli: Cli) -> None:
    result = cli.bare("--version")
    assert result.code == 0
    assert re.fullmatch(r"asynja-tui \d+\.\d+\S*\n", result.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hitta"], "”hitta” finns inte (välj bland new, clock, types"),
        (["types", "set"], "det här saknas: NAMN"),
        (["types", "set", "x", "--hide", "ja"], "--hide: ”ja” finns inte (välj bland on, off)"),
        (["types", "set", "x", "--hide"], "--hide: ett värde saknas"),
        (["types", "set", "x"], "Ange vad som ska ändras"),
        (["types", "--nytt"], "okända argument: --nytt"),
        (["offer"], "det här saknas: --patient"),
        (["offer", "--patient", "191212121212", "--from", "igår"], "--from: ”igår” är inte"),
        (["offer", "--patient", "1234"], "--patient: Personnumret är inte giltigt"),
        (["why"], "Ange --resource och --at, eller --booking"),
        (["why", "--booking", "1", "--at", "2024-09-12 10:00"], "Ange antingen --booking eller"),
        (["why", "--booking", "ett"], "--booking: ”ett” går inte att läsa"),
        (["why", "--resource", "Johan Frisk", "--at", "kl 10"], "--at: ”kl 10” är inte en tid"),
        (["book", "--patient", "191212121212"], "det här saknas: --resource, --at"),
        (["cancel"], "det här saknas: BOKNING"),
        (["cancel", "1"], "Ange --patient PNR, eller --as staff"),
        (["cancel", "1", "--as", "läkare"], "--as: ”läkare” finns inte"),
        (["rebook", "1", "--resource", "x", "--at", "2024-09-12 10:00"], "Ange --patient PNR"),
        (["clock", "set"], "det här saknas: TID"),
        (["clock", "set", "i morgon"], "TID: ”i morgon” är inte en tid"),
        (["clock", "forward", "långt"], "STEG: Skriv hur långt"),
        (["layout", "--template", "1177"], "det här saknas: --resource, --from, --to"),
        (["event", "--resource", "x"], "det här saknas: --from, --to, --text"),
        (["log", "export", "fil.pdf"], "sluta på .csv, .xlsx eller .txt"),
        (["log", "review", "a", "--file", "b"], "Ange antingen en fil att läsa in eller --file"),
        (["log", "import"], "det här saknas: FIL"),
        (["backup"], "det här saknas: FIL"),
        (["new", "--world", "jorden"], "”jorden” finns inte. Det finns: idag, guide"),
    ],
)
def test_wrong_usage(cli: Cli, words: list[str], said: str) -> None:
    result = cli.wrong(*words)
    assert said in result.err
    assert result.out == ""


def test_abbreviated_flags_are_not_known(cli: Cli) -> None:
    assert "okända argument: --res" in cli.wrong("bookings", "--patient", "1", "--res", "x").err


@pytest.mark.parametrize(
    "words",
    [
        ["--book", "A", "--clinic", "B", "types", "--json"],
        ["types", "--book", "A", "--json", "--clinic", "B"],
        ["--clinic", "B", "types", "--json", "--book", "A"],
    ],
)
def test_shared_flags_stand_before_or_after_the_command(words: list[str]) -> None:
    args = commands.parse(words)
    assert (args.book, args.clinic, args.json, args.handler) == ("A", "B", True, "setup.types:show")


def test_the_last_of_two_shared_flags_wins() -> None:
    assert commands.parse(["--book", "A", "log", "--book", "B", "files", "--book", "C"]).book == "C"
    assert commands.parse(["--book", "A", "log", "--book", "B", "files"]).book == "B"


def test_the_log_filter_stands_before_or_after_export() -> None:
    for words in (["log", "--late", "--search", "x", "export", "f.csv"],
                  ["log", "export", "f.csv", "--late", "--search", "x"]):  # fmt: skip
        args = commands.parse(words)
        assert (args.late, args.search, args.file, args.handler) == (
            True,
            "x",
            None,
            "log.file:export",
        )


def test_a_name_that_begins_with_a_dash() -> None:
    assert commands.parse(["types", "set", "--hide", "on", "--", "-x"]).name == "-x"


def test_a_fault_is_raised_and_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Usage) as caught:
        commands.parse(["doctor", "extra"])
    assert caught.value.exit_code == 2
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ([], (None, None)),
        (["--book", "a.db"], ("a.db", None)),
        (["--clinic", "X", "--book", "a.db"], ("a.db", "X")),
        (["--book", ""], ("", None)),
        (["--book"], None),
        (["--help"], None),
        (["--book", "--help"], None),
        (["types", "a.db"], None),
        (["--book", "a.db", "types"], None),
    ],
)
def test_opening_the_program_needs_no_argparse(
    words: list[str], place: tuple[str | None, str | None] | None
) -> None:
    assert program._place_alone(words) == place


def test_reading_the_command_line_loads_no_database_and_no_ui() -> None:
    code = (
        "import json, sys\n"
        "from asynja_tui import __main__\n"
        "from asynja_tui.cli import commands\n"
        "commands.parse(['book', '--patient', '1', '--resource', 'x', '--at', 'y', '--json'])\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    heavy = {"textual", "peewee", "pendulum", "sqlite3", "holidays", "db.book", "asynja_tui.app"}
    assert not heavy & set(json.loads(done.stdout))
