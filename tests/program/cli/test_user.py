"""Ditt namn: who acts on the command line, by the settings or by ``--user``."""

from pathlib import Path

import pytest

from asynja_tui import prefs
from tests.program import cli_book
from tests.program.cli.test_log import RECEPTION
from tests.program.cli_book import TOLVAN, Cli

cli = cli_book.cli

BOOK = ("book", "--patient", TOLVAN, "--resource", RECEPTION, "--at", "2024-09-13 14:00")


def actors(cli: Cli) -> list[str]:
    with cli.open() as book, book.read() as reader:
        return [row[0] for row in reader.rows("SELECT actor FROM booking_change ORDER BY id")]


def keep(name: str) -> Path:
    path = prefs.place()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"theme = asynja-morkt\nname = {name}\n", encoding="utf-8")
    return path


def test_without_a_name_it_is_the_role_s(cli: Cli) -> None:
    assert cli(*BOOK, "--as", "staff").code == 0
    assert actors(cli) == ["Personal"]


def test_the_name_in_the_settings_and_another_one_for_this_time(cli: Cli) -> None:
    keep("Anna Avgift")
    assert cli(*BOOK, "--as", "staff").code == 0
    assert cli("cancel", "1", "--as", "ombud", "--user", "Rolf  Revisor").code == 0
    assert cli("--user", "Åsa", *BOOK, "--as", "staff").code == 0
    assert cli("cancel", "2", "--as", "staff", "--user", "").code == 0
    assert actors(cli) == ["Anna Avgift", "Rolf  Revisor", "Åsa", "Personal"]


def test_a_citizen_acts_under_their_own_name(cli: Cli) -> None:
    keep("Anna Avgift")
    assert cli(*BOOK).code == 0
    assert actors(cli) == ["Tolvan Tolvansson"]


def test_what_is_saved_says_who_saved_it(cli: Cli) -> None:
    keep("Anna Avgift")
    assert cli("types", "set", "Administration", "--hide", "off").code == 0
    with cli.open() as book, book.read() as reader:
        sql = "SELECT changed_by FROM time_type WHERE name = 'Administration'"
        assert reader.value(sql) == "Anna Avgift"


@pytest.mark.parametrize("text", ["x" * 5000, "\x1b[31mAnna\u202e", "  ", "a = b"])
def test_whatever_stands_in_the_file_is_a_name_or_none(cli: Cli, text: str) -> None:
    path = keep(text)
    name = prefs.name()
    assert name == prefs.load(path).name
    assert len(name) <= 80
    assert name.isprintable()


def test_a_name_too_long_is_wrong_usage(cli: Cli) -> None:
    assert "--user: Namnet får ha högst 80 tecken" in cli.wrong("types", "--user", "x" * 81).err
