"""Every option and argument of every command with values that nobody means: a clear answer."""

import argparse
import io
import sys
from itertools import cycle
from pathlib import Path

import pytest

from tests.program import cli_book
from tests.program.cli.test_parser import whole
from tests.program.cli_book import TOLVAN, Cli

cli = cli_book.cli

AT = ("--resource", "Johan Frisk", "--at", "2024-09-12 13:00")
NEEDED: dict[str, tuple[str, ...]] = {
    "book": ("--patient", TOLVAN, *AT),
    "rebook": ("1", *AT),
    "cancel": ("1",),
    "why": AT,
    "offer": ("--patient", TOLVAN),
    "bookings": ("--patient", TOLVAN),
    "layout": ("--template", "1177", "--resource", "Johan Frisk", "--from", "2024-09-16", "--to",
               "2024-09-20"),
    "event": ("--resource", "Johan Frisk", "--from", "2024-09-12 13:00", "--to",
              "2024-09-12 14:00", "--text", "APT"),
    "types set": ("Administration",),
    "clock set": ("2024-09-12 12:00",),
    "clock forward": ("1h",),
    "backup": ("kopia.db",),
    "log import": ("logg.csv",),
    "log export": ("ut.csv",),
    "log remove": ("logg",),
}  # fmt: skip
"""What else a command must be given before it looks at the value that is tried."""

OTHERS = (
    "\udcff\0",
    "", "-", "--help", "\x1b[2J", "%s", "%(prog)s", "{}", "9" * 30, "1e400", "²", "٣", "24:00",
    "9999-12-31 23:59", "0001-01-01", "0000-00-00", "v 53", "v 0", "999999999v", "x" * 5000, "~x",
    "file://värd/x", "'", "\n", "status:", "typ:=", "19000229-1234", "[/]", "\ud800",
)  # fmt: skip
SLOW = {"new"}
"""Makes a whole book a time; its values are tried in the tests of the place."""


def without(words: tuple[str, ...], flags: list[str]) -> tuple[str, ...]:
    """The words without a flag and its value."""
    for flag in flags:
        if flag in words:
            at = words.index(flag)
            return (*words[:at], *words[at + 2 :])
    return words


def trials() -> list[tuple[str, ...]]:
    """A command line for each option and argument, with each value."""
    others = cycle(OTHERS)
    found: list[tuple[str, ...]] = []
    for path, parser in whole():
        name = " ".join(path)
        if not path or path[0] in SLOW:
            continue
        needed = NEEDED.get(name, ())
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction) or action.dest in ("help", "book"):
                continue
            values = ("--", next(others))
            if action.option_strings:
                rest = without(needed, list(action.option_strings))
                flag = action.option_strings[-1]
                found += [(*path, *rest, f"{flag}={value}") for value in values]
            else:
                found += [(*path, *needed[1:], "--", value) for value in values]
    return found


TRIALS = trials()


def test_there_is_a_trial_for_every_option() -> None:
    tried = {(line[0], line[-1].partition("=")[0]) for line in TRIALS}
    assert ("bookings", "--patient") in tried
    assert ("stats", "--by") in tried
    assert len(TRIALS) > 150


def test_no_value_is_unexpected(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = []
    for line in TRIALS:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        book = () if line[-2] == "--" else ("--book", str(cli.path))
        words = (*line[: len(line) - 2], "--book", str(cli.path), *line[-2:]) if not book else line
        result = cli.bare(*words, *book)
        if result.code not in (0, 1, 2) or "Oväntat" in result.err or "\x1b" in result.err:
            wrong.append((line, result.code, result.err))
    assert wrong == []
