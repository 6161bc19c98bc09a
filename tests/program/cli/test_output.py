"""How commands answer: columns, paragraphs, clean text, and never a traceback."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asynja_tui import __main__ as program
from asynja_tui.cli import output, table
from asynja_tui.cli.output import Answer
from db.errors import Busy, Conflict, NeedsConfirmation, Refused, Unusable
from tests.program import cli_book
from tests.program.cli_book import NURSE, Cli

cli = cli_book.cli

HOSTILE = "\x1b]0;ägd\x07\x1b[2J\u202eomvänt\u202c\x9b31m\x00[red]\ud800\u2028slut"


# --- columns and paragraphs ---------------------------------------------------------------------


def test_columns_line_up_whatever_the_letters() -> None:
    rows = [("åäö", "1"), ("A\u030aa", "2"), ("漢字", "3"), ("abcd", "4")]
    lines = list(table.table(("Namn", "Nr"), rows, None, (0,)))
    starts = [table.cells(line[: line.rindex(" ") + 1]) for line in lines]
    assert set(starts) == {6}


def test_elastic_columns_are_cut_to_fit_and_others_never() -> None:
    rows = [("En lång text som inte får plats", "19121212-1212", "Och en lång till här")]
    lines = list(table.table(("Ett", "Pnr", "Två"), rows, 45, (0, 2)))
    assert all(table.cells(line) <= 45 for line in lines)
    assert "19121212-1212" in lines[1]
    assert lines[1].count("…") == 2


def test_columns_that_cannot_fit_are_left_readable() -> None:
    lines = list(table.table(("Ett", "Två"), [("x" * 30, "y" * 30)], 10, (0, 1)))
    assert lines[1] == "xxxxxxx…  yyyyyyy…"


def test_a_cell_cannot_break_the_columns() -> None:
    lines = list(table.table(("Ett", "Två"), [("a\nb\tc\x1b[2J", "d")], None, (0,)))
    assert len(lines) == 2
    assert "\x1b" not in lines[1]


def test_a_paragraph_is_wrapped_with_its_indent() -> None:
    lines = list(table.wrapped("ett två tre fyra fem", 12, first="- ", rest="  "))
    assert lines == ["- ett två", "  tre fyra", "  fem"]
    assert list(table.wrapped("ett två tre", None, first="- ")) == ["- ett två tre"]
    assert list(table.wrapped("", 40)) == [""]


def test_a_word_longer_than_the_line_stands_alone() -> None:
    assert list(table.wrapped("x" * 50 + " y", 40)) == ["x" * 50, "y"]


@pytest.mark.parametrize(("said", "cells"), [("80", 80), ("3", 40), ("0", None), ("brett", None)])
def test_the_width_is_that_of_columns(
    monkeypatch: pytest.MonkeyPatch, said: str, cells: int | None
) -> None:
    monkeypatch.setenv("COLUMNS", said)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert table.width() == cells


def test_commands_fit_80_columns(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for words in (
        ["types"],
        ["offer", "--patient", cli_book.TOLVAN],
        ["why", "--resource", "Johan Frisk", "--at", "2024-09-12 13:00"],
        ["types", "set", NURSE, "--hide", "on"],
        ["types"],
    ):
        out = cli(*words).out
        assert max(table.cells(line) for line in out.splitlines()) <= 80, out


# --- faults -------------------------------------------------------------------------------------


def test_errors_are_one_clean_line(capsys: pytest.CaptureFixture[str]) -> None:
    error = Refused("x", f"Nej: {HOSTILE}\nrad två", source="[000] R1", items=(HOSTILE, "två"))
    assert output.complain(error, as_json=False) == 1
    out, err = capsys.readouterr()
    assert err == "asynja-tui: Nej: ]0;ägd[2Jomvänt31m[red]slut rad två (VGR:s guide, bild 3)\n"
    assert out == "  - ]0;ägd[2Jomvänt31m[red]slut\n  - två\n"


def test_errors_in_json_are_clean_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    error = Conflict(f"Ändrad av {HOSTILE}", what="x", who="y", when=0, field="name")
    assert output.complain(error, as_json=True) == 1
    told = json.loads(capsys.readouterr().out)["error"]
    assert told["text"].startswith("Ändrad av ]0;ägd")
    assert (told["code"], told["field"], told["verdicts"], told["items"]) == (
        "conflict", "name", [], [],
    )  # fmt: skip


def test_a_confirmation_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    output.complain(NeedsConfirmation("x", "Säkert?"), as_json=False)
    assert capsys.readouterr().err == (
        "asynja-tui: Säkert? Lägg till --yes för att göra det ändå.\n"
    )


def test_exit_codes_of_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert output.complain(Busy("busy", "Upptagen."), as_json=False) == 1
    assert output.complain(Unusable("x", "Trasig."), as_json=False) == 2


def test_an_unforeseen_error_shows_no_traceback_and_none_of_its_text(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> Answer:
        raise ValueError("19121212-1212")

    monkeypatch.setattr(program, "call", fail)
    result = cli("types")
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "1212-1212" not in result.err
    assert "ValueError" in result.err
    assert cli("types", "--json").json()["error"]["code"] == "unexpected"


def test_a_file_error_is_said_in_swedish(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> Answer:
        raise PermissionError(13, "Permission denied", "/hemlig")

    monkeypatch.setattr(program, "call", fail)
    result = cli("types")
    assert result.code == 2
    assert result.err == "asynja-tui: Behörighet saknas till en fil eller mapp.\n"


def test_an_interrupt_is_quiet(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> Answer:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "call", interrupt)
    assert cli("types") == (130, "", "")


def test_a_reader_that_goes_away_is_no_fault(cli: Cli) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "asynja_tui", "types", "--book", str(cli.path)],
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == program.BROKEN_PIPE


def test_it_speaks_utf8_in_any_locale(cli: Cli) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "asynja_tui", "types", "--book", str(cli.path)],
        capture_output=True,
        env=environment,
        timeout=60,
        check=True,
    )
    assert "Såromläggning" in done.stdout.decode("utf-8")
    assert "☑" in done.stdout.decode("utf-8")


# --- hostile text -------------------------------------------------------------------------------


def forbidden(text: str) -> list[str]:
    return [c for c in text if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c in "\u202e"]


def test_hostile_text_in_the_book_is_not_shown_raw(cli: Cli) -> None:
    """Operations clean what they store; here it came in some other way."""
    with cli.open() as book, book.write() as tx:
        tx.run("UPDATE time_type SET web_name = ? WHERE name = ?", ("\x1b[2J\u202eHej\x9b", NURSE))
        tx.run("UPDATE patient SET name = ?", ("\x1b]52;c;aGVq\x07",))
    for words in (
        ["types"],
        ["bookings", "--patient", cli_book.TOLVAN],
        ["offer", "--patient", cli_book.TOLVAN],
    ):
        for extra in ([], ["--json"]):
            result = cli(*words, *extra)
            assert result.code == 0
            assert not forbidden(result.out + result.err)


@pytest.mark.parametrize("hostile", [HOSTILE, "x" * 10_000, "[/]", "%s%(x)s{0}", "👩‍⚕️", "\x00"])
def test_hostile_arguments_are_taken_clean_or_refused(cli: Cli, hostile: str) -> None:
    for words in (
        ["types", "set", hostile, "--hide", "on"],
        ["offer", "--patient", hostile],
        ["offer", "--patient", cli_book.TOLVAN, "--type", hostile],
        ["why", "--resource", hostile, "--at", "2024-09-12 13:00"],
        ["why", "--resource", "Johan Frisk", "--at", hostile],
        ["cancel", hostile],
        ["log", "--search", hostile],
        ["log", "--file", hostile],
        ["log", "import", hostile],
        ["log", "export", hostile],
        ["event", "--resource", "Johan Frisk", "--from", "2024-09-12 13:00", "--to",
         "2024-09-12 13:10", "--text", hostile],
        ["book", "--patient", cli_book.TOLVAN, "--resource", "Johan Frisk", "--at",
         "2024-09-12 13:00", "--comment", hostile],
        ["types", "--clinic", hostile],
        ["clock", "set", hostile],
        [hostile],
    ):  # fmt: skip
        result = cli(*words)
        assert result.code in (0, 1, 2)
        assert not forbidden(result.out + result.err), (words, result)
        assert result.err.count("\n") == (1 if result.code else 0)


def test_a_hostile_file_name_for_the_book(cli: Cli) -> None:
    for name in ("\x00", "\ud800.db", "x" * 5000, "postgresql://a:hemligt@b/c", ""):
        result = cli.bare("types", "--book", name)
        assert result.code == 2
        assert result.err.count("\n") == 1
        assert "hemligt" not in result.err


def test_a_folder_is_no_book(cli: Cli, tmp_path: Path) -> None:
    result = cli.bare("types", "--book", str(tmp_path))
    assert result.code == 2
    assert "är en mapp" in result.err
