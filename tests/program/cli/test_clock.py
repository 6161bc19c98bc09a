"""``asynja-tui clock``: shown, set and moved; clearing of the log is asked about."""

import contextlib
import sqlite3

import pytest

from asynja_tui.cli.parser import JUMPS
from db.practice.jumps import Kind
from tests.program import cli_book
from tests.program.cli_book import TOLVAN, Cli

cli = cli_book.cli


@pytest.mark.parametrize("words", [["clock"], ["clock", "show"]])
def test_it_is_shown(cli: Cli, words: list[str]) -> None:
    assert cli(*words).out == "tor 12 sep 2024 10:52 (klockan står still)\n"
    assert cli.json(*words) == {
        "now": "2024-09-12T10:52:00+02:00",
        "mode": "paused",
        "paused": True,
    }


def test_it_is_set_and_moved(cli: Cli) -> None:
    assert cli.json("clock", "set", "2024-09-13 08:00")["now"] == "2024-09-13T08:00:00+02:00"
    assert cli.json("clock", "forward", "2h")["now"] == "2024-09-13T10:00:00+02:00"
    assert cli.json("clock", "forward", "1v")["now"] == "2024-09-20T10:00:00+02:00"
    assert cli.json("clock")["now"] == "2024-09-20T10:00:00+02:00"


def test_it_runs_and_pauses(cli: Cli) -> None:
    assert cli.json("clock", "run")["mode"] == "running"
    assert "klockan går" in cli("clock").out
    assert cli.json("clock", "pause")["paused"] is True
    assert cli.json("clock", "real", "--yes")["mode"] == "real"
    assert "följer datorns klocka" in cli("clock").out


def test_a_move_that_clears_the_log_is_confirmed(cli: Cli) -> None:
    assert cli("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at",
               "2024-09-12 13:00").code == 0  # fmt: skip
    for words in (["clock", "forward", "40d"], ["clock", "set", "2024-10-30 08:00"]):
        result = cli.refused(*words)
        assert "gallras 1 rad ur loggen" in result.err
        assert "--yes" in result.err
        assert cli.json("log")["rows"]
    assert cli("clock", "forward", "40d", "--yes").code == 0
    assert cli.json("log")["rows"] == []


def test_an_hour_that_does_not_exist(cli: Cli) -> None:
    assert "sommartiden börjar" in cli.wrong("clock", "set", "2025-03-30 02:30").err


def test_a_year_out_of_range(cli: Cli) -> None:
    assert cli.wrong("clock", "set", "1999-12-31 10:00").out == ""
    result = cli.refused("clock", "forward", "99999v")
    assert "2000" in result.err


def test_a_computer_that_is_far_ahead_empties_no_log(cli: Cli) -> None:
    """What waits is said, and nothing is cleared."""
    assert cli("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at",
               "2024-09-12 13:00").code == 0  # fmt: skip
    assert cli("clock", "run").err == ""
    with contextlib.closing(sqlite3.connect(cli.path)) as plain, plain:
        plain.execute("UPDATE clock SET base = base + 49 * 86400")
    result = cli("log")
    assert "Boken har inte använts på 49 dagar" in result.err
    assert "1 rad i loggen skulle gallras. Inget gallras" in result.err
    cli("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at", "2024-11-13 13:00")
    assert "2024-09-12" in cli("log").out
    with contextlib.closing(sqlite3.connect(cli.path)) as plain, plain:
        plain.execute("UPDATE clock SET base = base - 49 * 86400")
    assert cli("log").err == ""


def test_the_command_line_knows_the_jumps() -> None:
    assert tuple(Kind) == JUMPS


def test_a_jump_says_what_will_happen_and_what_did(cli: Cli) -> None:
    assert cli("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at",
               "2024-09-12 13:00").code == 0  # fmt: skip
    out = cli("clock", "jumps").out
    assert "midnight: Nästa midnatt, fre 13 sep 2024 00:00." in out
    told = {one["kind"]: one for one in cli.json("clock", "jumps")["jumps"]}
    assert (told["midnight"]["begun"], told["after-clearing"]["cleared"]) == (1, 1)
    done = cli("clock", "jump", "midnight")
    assert done.out.startswith("fre 13 sep 2024 00:00 (klockan står still)\n")
    assert "1 bokat besök började" in done.out
    assert "--yes" in cli.refused("clock", "jump", "after-clearing").err
    assert cli.json("clock", "jump", "after-clearing", "--yes")["cleared"] == 1
    assert "ingen sådan tid" in cli.refused("clock", "jump", "after-clearing").err
    assert "välj bland" in cli.wrong("clock", "jump", "påsk").err


def test_a_move_says_what_it_did(cli: Cli) -> None:
    assert cli("book", "--patient", TOLVAN, "--resource", "Johan Frisk", "--at",
               "2024-09-12 13:00").code == 0  # fmt: skip
    done = cli("clock", "forward", "4h")
    assert done.out.startswith("tor 12 sep 2024 14:52 (klockan står still)\n")
    assert "1 bokat besök började." in done.out
    assert cli.json("clock", "set", "2024-09-12 10:52")["begun"] == 0
