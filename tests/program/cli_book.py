"""A small book and a way to run the command line on it, for the tests of ``asynja_tui.cli``.

A test module takes the fixture by ``cli = cli_book.cli``.
"""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from asynja_tui.__main__ import main
from db.book import Book
from db.schedule import templates
from db.values import Patient, ResourceKind, Template, TemplateRow, Weekday
from tests.db.actors import SCHEDULER
from tests.db.builders import make_patient, make_resource, make_slot, make_type, set_clock
from tests.db.conftest import build

NURSE, DOCTOR, ADMIN = ".Sköterskebesök", ".Läkarbesök", "Administration"
WOUNDS, NEW_TROUBLE = "Såromläggning", "Bedömning av nya besvär"
TOLVAN, GUN_BRITT = "19121212-1212", "19440813-9089"
NOW = "2024-09-12 10:52"
_FOLDERS = ("DATA", "STATE", "CACHE", "CONFIG")


class Result(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """Stdout as the one JSON document that it must be."""
        document: dict[str, Any] = json.loads(self.out)
        return document


class Cli:
    """Runs the command line on one book, in this process."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def __call__(self, *words: str) -> Result:
        """Run a command on the book."""
        return self.bare(*words, "--book", str(self.path))

    def bare(self, *words: str) -> Result:
        """Run a command without naming the book."""
        self._capsys.readouterr()
        code = main(words)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        assert err.count("\n") <= 1 or not code
        return Result(code, out, err)

    def json(self, *words: str) -> dict[str, Any]:
        """Run a command with ``--json`` that must go well."""
        result = self(*words, "--json")
        assert result.code == 0, result.err
        assert result.err == ""
        return result.json()

    def refused(self, *words: str) -> Result:
        """Run a command that a rule must refuse: 1, one line on stderr, and the error in JSON."""
        return self._fails(1, words)

    def wrong(self, *words: str) -> Result:
        """Run a command that is wrong usage."""
        return self._fails(2, words)

    def _fails(self, code: int, words: tuple[str, ...]) -> Result:
        in_json = self(*words, "--json")
        assert in_json.code == code, in_json
        error = in_json.json()["error"]
        assert set(error) == {"code", "text", "source", "field", "verdicts", "items"}
        result = self(*words)
        assert result.code == code, result
        assert result.err.count("\n") == 1
        assert result.err.startswith("asynja-tui: ")
        return result

    def open(self) -> Book:
        """The book, to look into it."""
        return Book.open(self.path)


def fill(book: Book) -> dict[str, Patient]:
    """Types, resources, a template, times and two patients."""
    nurse = make_type(book, NURSE, WOUNDS)
    doctor = make_type(book, DOCTOR, NEW_TROUBLE)
    make_type(book, ADMIN, hidden=True)
    make_type(book, "Ombud akut", "Ombud akut")
    make_type(book, "Vaccination webb", "Vaccination")
    reception = make_resource(book, "Distriktssköterskemottagning")
    person = make_resource(book, "Johan Frisk", ResourceKind.PERSON, profession="10 Läkare")
    for day in ("2024-09-12", "2024-09-13"):
        for clock in ("13:00", "13:30", "14:00"):
            make_slot(book, reception, nurse, f"{day} {clock}")
            make_slot(book, person, doctor, f"{day} {clock}")
    rows = (TemplateRow(Weekday.MONDAY, 480, 600, 30, 10, nurse),)
    templates.save(book, SCHEDULER, 1, Template(None, "1177", rows), seen=None)
    return {"tolvan": make_patient(book, 0), "gun-britt": make_patient(book, 1)}


@cache
def golden() -> bytes:
    """The filled book's file, made once and written for each test."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "golden.db"
        build(path)
        with Book.open(path) as book:
            fill(book)
            set_clock(book, NOW)
        return path.read_bytes()


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line on a fresh copy of the small book, away from the user's own folders."""
    for variable in ("HOME", *(f"XDG_{which}_HOME" for which in _FOLDERS)):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    monkeypatch.delenv("ASYNJA_TUI_BOOK", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    path = tmp_path / "bok.db"
    path.write_bytes(golden())
    return Cli(path, capsys)
