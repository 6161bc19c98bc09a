"""Closed, full and broken streams: never a traceback, and faults are never told on stdout."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program.cli_book import golden
from tests.program.pty_program import ROOT

COMMANDS = {
    "answer": (0, ("types",)),
    "json": (0, ("types", "--json")),
    "version": (0, ("--version",)),
    "help": (0, ("--help",)),
    "rule": (1, ("types", "set", "finns inte", "--hide", "on")),
    "usage": (2, ("finns-inte",)),
    "json fault": (1, ("types", "--json", "--clinic", "\x1b[2J")),
}


def run(book: Path, shell: str, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command by a shell, which closes or redirects its streams."""
    command = f'exec "$@" {shell}'
    env = {**os.environ, "HOME": str(book.parent), "PYTHONDEVMODE": "0", **more}
    env.pop("XDG_STATE_HOME", None)
    line = [sys.executable, "-m", "asynja_tui", *words, "--book", str(book)]
    return subprocess.run(
        ["bash", "-c", command, "bash", *line], cwd=ROOT, env=env, stdin=subprocess.DEVNULL,
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "bok.db"
    path.write_bytes(golden())
    return path


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    said = (done.stdout + done.stderr).decode(errors="replace")
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert "Oväntat" not in said
    return said


@pytest.mark.parametrize(
    ("name", "closed"),
    [("answer", ">&-"), ("usage", "2>&-"), ("rule", "2>&-"), ("answer", "<&- >&- 2>&-"),
     ("rule", "<&- >&- 2>&-")],
)  # fmt: skip
def test_closed_streams_change_nothing_but_what_is_told(book: Path, name: str, closed: str) -> None:
    code, words = COMMANDS[name]
    done = run(book, closed, *words)
    told(done)
    assert done.returncode == code
    if code and "2>&-" in closed:
        assert done.stdout == b""  # a fault is no answer


@pytest.mark.parametrize(
    ("name", "unbuffered"), [("answer", ""), ("json", "1"), ("version", ""), ("help", "1")]
)
def test_an_answer_that_cannot_be_written_is_said(book: Path, name: str, unbuffered: str) -> None:
    done = run(book, ">/dev/full", *COMMANDS[name][1], PYTHONUNBUFFERED=unbuffered)
    assert "Svaret går inte att skriva ut: disken är full" in told(done)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("name", ["usage", "json fault"])
def test_a_fault_that_cannot_be_told_keeps_its_code(book: Path, name: str) -> None:
    code, words = COMMANDS[name]
    for full in (">/dev/full", ">/dev/full 2>/dev/full"):
        done = run(book, full, *words)
        told(done)
        assert done.returncode == code, full


def test_a_reader_that_has_gone_is_no_fault(book: Path) -> None:
    done = run(book, "> >(true)", "types", "--json")
    assert told(done) == ""
    assert done.returncode in (0, 141)


def test_a_write_is_done_though_its_answer_is_lost(book: Path) -> None:
    done = run(book, ">/dev/full", "types", "set", "Administration", "--hide", "off")
    assert "Det som kommandot gjorde i boken gäller." in told(done)
    after = run(book, "", "types", "--json")
    assert '"name": "Administration"' in after.stdout.decode()
    assert '"hidden": true' not in after.stdout.decode()


def test_review_without_a_terminal_says_what_it_needs(book: Path) -> None:
    done = run(book, "", "log", "review")
    said = told(done)
    assert done.returncode == 2
    assert "behöver en terminal" in said
    assert "inläst" not in said
