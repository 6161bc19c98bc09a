"""``asynja-tui stats``: the same numbers as the page, as text and as JSON."""

import pytest

from db.log.entry import HEADINGS
from db.rules.log.statistics import By
from tests.program import cli_book
from tests.program.cli.test_log import PASTED, RECEPTION
from tests.program.cli_book import TOLVAN, Cli

cli = cli_book.cli


def act(cli: Cli) -> None:
    """Tolvan books, moves it late, and cancels in time."""
    book = ("--resource", RECEPTION, "--at")
    assert cli("book", "--patient", TOLVAN, *book, "2024-09-12 13:00").code == 0
    assert cli("rebook", "1", *book, "2024-09-13 14:00", "--patient", TOLVAN).code == 0
    assert cli("cancel", "1", "--patient", TOLVAN, "--reason", "Frisk").code == 0


def test_an_empty_log(cli: Cli) -> None:
    document = cli.json("stats")
    assert document == {
        "by": "day", "file": None, "from": None, "to": None, "rows": [],
        "total": {"booked": 0, "rebooked": 0, "cancelled": 0, "changes": 0, "late": 0,
                  "late_share": None},
        "unsure": 0,
    }  # fmt: skip
    assert cli("stats").out == ("Statistik för Primus MVK VC Test per dag: inga ändringar finns\n")


def test_numbers_by_week(cli: Cli) -> None:
    act(cli)
    document = cli.json("stats", "--by", "week", "--from", "2024-09-05", "--to", "2024-09-13")
    numbers = {"booked": 1, "rebooked": 1, "cancelled": 1, "changes": 3, "late": 1}
    nothing = dict.fromkeys(numbers, 0) | {"late_share": None}
    assert document["rows"] == [
        {"key": "2024-W36", "from": "2024-09-05", "to": "2024-09-08", **nothing},
        {"key": "2024-W37", "from": "2024-09-09", "to": "2024-09-13", **numbers,
         "late_share": 0.5},
    ]  # fmt: skip
    assert document["total"] == numbers | {"late_share": 0.5}
    assert (document["from"], document["to"]) == ("2024-09-05", "2024-09-13")


def test_every_way_of_counting_is_offered_by_the_command_too(cli: Cli) -> None:
    act(cli)
    for by in By:
        document = cli.json("stats", "--by", by)
        assert (document["by"], document["total"]["changes"]) == (by, 3)
    assert cli.json("stats", "--by", "month")["rows"][0]["key"] == "2024-09"


def test_the_text_is_aligned_and_has_bars(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    act(cli)
    monkeypatch.setenv("COLUMNS", "80")
    assert cli("stats", "--by", "resource").out.replace("\N{NO-BREAK SPACE}", " ") == (
        "Statistik för Primus MVK VC Test per resurs: 2024-09-12\n"
        "\n"
        "Resurs            Bokade  Ombokade  Avbokade  Sena  Andel  Alla\n"
        "Distriktssköter…       1         1         1     1   50 %     3  ──────────━━━━━\n"
        "Summa                  1         1         1     1   50 %     3\n"
        "\n"
        "Staplarna: ─ i tid  ━ sena\n"
    )
    monkeypatch.setenv("COLUMNS", "50")
    assert "─" not in cli("stats", "--by", "resource").out


def test_an_imported_log(cli: Cli) -> None:
    path = cli.path.parent / "logg.txt"
    path.write_text("\n".join("\t".join(row) for row in (HEADINGS, *PASTED)), encoding="utf-8")
    assert cli("log", "import", str(path)).code == 0
    document = cli.json("stats", "--by", "type", "--file", "logg.txt")
    assert document["file"] == "logg.txt"
    assert [(one["key"], one["changes"], one["late"]) for one in document["rows"]] == [
        (".Läkarbesök", 3, 2)
    ]
    assert cli.json("stats")["total"]["changes"] == 0


def test_what_is_wrong(cli: Cli) -> None:
    assert "inte ett datum" in cli.wrong("stats", "--from", "2024-02-30").err
    assert "välj bland" in cli.wrong("stats", "--by", "year").err
    assert "inte inläst" in cli.refused("stats", "--file", "nej.csv").err
    backwards = cli.refused("stats", "--from", "2024-09-02", "--to", "2024-09-01")
    assert "2024-09-02 eller senare" in backwards.err
    none = cli("stats", "--by", "type", "--from", "2024-09-02").out
    assert none.endswith("per tidstyp: 2024-09-02, inga ändringar\n")


def test_a_search_is_counted_and_one_that_cannot_be_read_counts_nothing(cli: Cli) -> None:
    act(cli)
    assert cli.json("stats", "--search", "-bokad sen:ja")["total"]["changes"] == 1
    assert cli.json("stats", "--search", "-ombokad", "--by", "type")["total"]["changes"] == 2
    assert cli.json("stats", "--search", "till:2024-09-11")["total"]["changes"] == 0
    assert "Skriv ja eller nej." in cli.wrong("stats", "--search", "sen:kanske").err
