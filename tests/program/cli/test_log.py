"""``asynja-tui log``: verdicts, search, import and export (R42-R55, GUIDES.md A4)."""

import stat
import sys
from pathlib import Path

import pytest

from db.log import query, review
from db.log.entry import HEADINGS
from db.rules.log.query import FIELD_WORDS, LogQuery
from db.values import ReviewDecision
from tests.db.actors import STAFF
from tests.program import cli_book
from tests.program.cli_book import TOLVAN, Cli

cli = cli_book.cli

RECEPTION = "Distriktssköterskemottagning"
KEYS = [
    "id", "status", "changed_at", "referral", "patient", "pnr", "interpreter", "earlier", "new",
    "comment", "late", "unsure", "hours_left", "billable", "verdict", "decision", "chain",
    "chain_note", "booking_id", "decision_reason", "decided_by", "decided_at", "exported_at",
    "cancellation_comment",
]  # fmt: skip
VISIT = ["start", "length_min", "type", "resource", "comment"]

# The two rows of the guide's slides, as GUIDES.md A4 and A6 read them, and a booking.
PASTED = (
    ("Bokad", "2024-09-12 10:38", "", "Tolvan Tolvansson", "19121212-1212", "Nej",
     "", "", "", "", "",
     "2024-09-12", "13:00", ".Läkarbesök", "Johan Frisk", ""),
    ("Ombokad", "2024-09-12 10:52", "", "Tolvan Tolvansson", "19121212-1212", "Nej",
     "2024-09-12", "13:00", ".Läkarbesök", "Johan Frisk", "",
     "2024-09-13", "08:00", ".Läkarbesök", "Johan Frisk", ""),
    ("Avbokad", "2024-09-12 11:00", "", "Tolvan Tolvansson", "19121212-1212", "Nej",
     "2024-09-13", "08:00", ".Läkarbesök", "Johan Frisk", "Har blivit frisk",
     "", "", "", "", ""),
)  # fmt: skip


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    path = tmp_path / "logg.txt"
    lines = ["\t".join(row) for row in (HEADINGS, *PASTED)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def act(cli: Cli) -> None:
    """Tolvan books, moves it late, and cancels in time."""
    book = ("--resource", RECEPTION, "--at")
    assert cli("book", "--patient", TOLVAN, *book, "2024-09-12 13:00").code == 0
    assert cli("rebook", "1", *book, "2024-09-13 14:00", "--patient", TOLVAN).code == 0
    assert cli("cancel", "1", "--patient", TOLVAN, "--reason", "Frisk").code == 0


def test_an_empty_log(cli: Cli) -> None:
    assert cli.json("log") == {"rows": []}
    assert cli("log").out == "Logg för webbtidbok: Primus MVK VC Test – 0 rader, varav 0 sena\n"


def test_every_row_has_its_keys(cli: Cli) -> None:
    act(cli)
    booked, rebooked, cancelled = cli.json("log")["rows"]
    for row in (booked, rebooked, cancelled):
        assert list(row) == KEYS
    assert [row["status"] for row in (booked, rebooked, cancelled)] == [
        "Bokad", "Ombokad", "Avbokad",
    ]  # fmt: skip
    assert (booked["earlier"], cancelled["new"]) == (None, None)
    assert list(booked["new"]) == list(cancelled["earlier"]) == VISIT
    assert booked["new"]["start"] == "2024-09-12T13:00:00+02:00"
    assert [row["late"] for row in (booked, rebooked, cancelled)] == [False, True, False]
    assert [row["hours_left"] for row in (booked, rebooked, cancelled)] == [None, 2.13, 27.13]
    assert [row["billable"] for row in (booked, rebooked, cancelled)] == [False, True, False]
    assert rebooked["changed_at"] == "2024-09-12T10:52:00+02:00"
    assert rebooked["verdict"].endswith("2 h 08 kvar, gränsen är 24 h. Ska faktureras.")
    assert {row["booking_id"] for row in (booked, rebooked, cancelled)} == {1}


def test_rows_in_words(cli: Cli) -> None:
    act(cli)
    out = cli("log").out
    assert "3 rader, varav 1 sen" in out
    assert f"Ombokad 2024-09-12 10:52  Tolvan Tolvansson {TOLVAN}\n" in out
    assert f"  från 2024-09-12 13:00 · .Sköterskebesök · {RECEPTION}" in out
    assert "  till 2024-09-13 14:00" in out
    assert "  ! Ändrad 2024-09-12 10:52 jämförs med 2024-09-12 13:00: 2 h 08 kvar, gränsen" in out


def test_only_late_rows(cli: Cli) -> None:
    act(cli)
    assert [row["status"] for row in cli.json("log", "--late")["rows"]] == ["Ombokad"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["--search", "avbokad"], 1),
        (["--search", "tolvan distrikt"], 3),
        (["--search", "nisse"], 0),
        (["--from", "2024-09-12"], 3),
        (["--from", "2024-09-13"], 0),
        (["--search", "2024-09-13"], 0),
        (["--search", "2024-09-13", "--from", "2024-09-12"], 3),
    ],
)
def test_the_search_box(cli: Cli, words: list[str], count: int) -> None:
    act(cli)
    assert len(cli.json("log", *words)["rows"]) == count


def test_a_pasted_log_is_judged_a4(cli: Cli, pasted: Path) -> None:
    told = cli.json("log", "import", str(pasted))
    assert told == {
        "file": "logg.txt", "rows": 3, "new": 3, "known": 0, "skipped": 0, "bad": [], "ignored": [],
        "quoting": "none",
    }  # fmt: skip
    rows = cli.json("log", "--file", "logg.txt")["rows"]
    assert [(row["status"], row["late"], row["hours_left"]) for row in rows] == [
        ("Bokad", False, None), ("Ombokad", True, 2.13), ("Avbokad", True, 21.0),
    ]  # fmt: skip
    assert [row["billable"] for row in rows] == [False, True, True]
    assert rows[1]["chain_note"] == ""
    assert rows[2]["chain_note"] != ""
    assert rows[0]["new"]["length_min"] is None
    assert cli.json("log")["rows"] == []


def test_a_log_in_a_clinic_without_one_of_its_own(cli: Cli, pasted: Path) -> None:
    cli("log", "import", str(pasted), "--name", "Från onsdagen")
    out = cli("log", "--file", "från onsdagen", "--late").out
    assert "Logg för webbtidbok: från onsdagen – 2 rader, varav 2 sena" in out
    assert "21 h 00 kvar" in out


def test_the_imported_logs(cli: Cli, pasted: Path) -> None:
    assert cli("log", "files").out == "Inga loggar är inlästa.\n"
    cli("log", "import", str(pasted))
    assert cli.json("log", "files") == {
        "files": [
            {
                "name": "logg.txt",
                "rows": 3,
                "decided": 0,
                "imported_at": "2024-09-12T10:52:00+02:00",
            }
        ]
    }
    assert "logg.txt      3        0" in cli("log", "files").out
    assert cli.json("log", "remove", "logg.txt") == {"file": "logg.txt", "rows": 3}
    assert cli.refused("log", "remove", "logg.txt").out == ""


def test_bad_cells_are_listed_and_all_or_nothing_is_imported(cli: Cli, pasted: Path) -> None:
    text = pasted.read_text("utf-8").replace("2024-09-12 10:52", "igår").replace("Avbokad", "Av")
    pasted.write_text(text, encoding="utf-8")
    result = cli.refused("log", "import", str(pasted))
    assert "2 värden på 2 rader går inte att läsa" in result.err
    assert "igår" in result.out
    assert "Rad 3" in result.out or "rad 3" in result.out
    assert cli.json("log", "files") == {"files": []}
    told = cli.json("log", "import", str(pasted), "--skip-bad")
    assert (told["rows"], len(told["bad"])) == (1, 2)
    assert list(told["bad"][0]) == ["line", "column", "value", "text"]
    assert told["bad"][0]["value"] == "igår"


def test_skipped_cells_are_said(cli: Cli, pasted: Path) -> None:
    pasted.write_text(pasted.read_text("utf-8").replace("Avbokad", "Av"), encoding="utf-8")
    out = cli("log", "import", str(pasted), "--skip-bad").out
    assert "2 rader är inlästa som logg.txt" in out
    assert "Överhoppat (1 rad):\n  - Rad 4, Status: ”Av”" in out


def test_a_missing_heading_is_named(cli: Cli, pasted: Path) -> None:
    pasted.write_text(pasted.read_text("utf-8").replace("Ny starttid", "Tid"), encoding="utf-8")
    assert "Ny starttid" in cli.refused("log", "import", str(pasted)).err


def test_no_such_file_or_log(cli: Cli, tmp_path: Path) -> None:
    result = cli("log", "import", str(tmp_path / "saknas.txt"))
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "logg.txt" in cli.refused("log", "--file", "logg.txt").err


@pytest.mark.parametrize("end", ["csv", "xlsx", "txt"])
def test_export(cli: Cli, tmp_path: Path, end: str) -> None:
    act(cli)
    target = tmp_path / f"ut.{end}"
    assert cli.json("log", "export", str(target), "--late") == {
        "file": str(target), "rows": 1, "marked": 0, "undecided": 0,
    }  # fmt: skip
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    assert "finns redan" in cli.refused("log", "export", str(target)).err
    assert target.read_bytes() == before


def test_an_export_can_be_imported_again(cli: Cli, tmp_path: Path) -> None:
    act(cli)
    target = tmp_path / "ut.csv"
    assert cli("log", "export", str(target)).out == f"3 rader är skrivna till {target}\n"
    out = cli("log", "import", str(target)).out
    assert "3 rader är inlästa som ut.csv" in out
    own, read = cli.json("log")["rows"], cli.json("log", "--file", "ut.csv")["rows"]
    for key in ("status", "changed_at", "pnr", "late", "hours_left", "billable", "verdict"):
        assert [row[key] for row in read] == [row[key] for row in own]


def test_the_same_log_again(cli: Cli, pasted: Path) -> None:
    cli("log", "import", str(pasted))
    assert cli("log", "import", str(pasted)).out == "Alla 3 rader fanns redan i logg.txt\n"
    with pasted.open("a", encoding="utf-8") as file:
        file.write("\t".join(PASTED[0]).replace("13:00", "13:15") + "\n")
    assert cli("log", "import", str(pasted)).out == (
        "1 ny rad är inläst i logg.txt; 3 fanns redan\n"
    )
    other = pasted.rename(pasted.with_name("annan.txt"))
    result = cli.refused("log", "import", str(other))
    assert "Raderna finns redan i ”logg.txt”" in result.err
    assert "--yes" in result.err
    assert cli.json("log", "import", str(other), "--yes")["new"] == 4


def test_from_standard_input(cli: Cli, pasted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, said in (("", "standard in"), ("Juni", "Juni")):
        with pasted.open(encoding="utf-8") as file, monkeypatch.context() as patched:
            patched.setattr(sys, "stdin", file)
            words = ["--name", name, "--yes"] if name else []
            assert cli.json("log", "import", "-", *words)["file"] == said


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", 1, "Filen är tom."),
        (b"\x7fELF\0", 1, "rad 1, tecken 5 är NUL"),
        ("\t".join(HEADINGS).encode() + b"\n\xff\n", 1, "i UTF-8: rad 2, tecken 1"),
        ("\t".join(HEADINGS).encode() + b"\nBokad" + b"x" * 10_000_000, 1, "Rad 2, Status: "),
        ("\t".join(HEADINGS).encode(), 1, "Filen har inga rader under rubrikerna."),
    ],
)
def test_a_broken_file_is_one_line(
    cli: Cli, tmp_path: Path, data: bytes, code: int, said: str
) -> None:
    path = tmp_path / "trasig.txt"
    path.write_bytes(data)
    for command in ("import", "review"):
        result = cli("log", command, str(path))
        assert (result.code, result.err.count("\n"), result.out) == (code, 1, "")
        assert said in result.err
    assert cli.json("log", "files") == {"files": []}


def test_only_what_is_to_be_invoiced(cli: Cli, tmp_path: Path) -> None:
    act(cli)
    target = tmp_path / "ut.csv"
    none = cli.refused("log", "export", str(target), "--to-bill")
    assert "Det finns inget att fakturera i urvalet. Ingen fil skrevs." in none.err
    with cli.open() as book:
        late = query.rows(book, STAFF, 1, LogQuery(late=True))
        review.decide(book, STAFF, [late[0].seq], ReviewDecision.BILL, seen=None)
    target = tmp_path / "ut.txt"
    assert cli.json("log", "export", str(target), "--to-bill")["rows"] == 1
    assert "Det som ska faktureras" in target.read_text("utf-8")


def test_what_was_exported_for_invoicing_is_taken_again_only_when_told(
    cli: Cli, tmp_path: Path
) -> None:
    act(cli)
    with cli.open() as book:
        late = query.rows(book, STAFF, 1, LogQuery(late=True))
        review.decide(book, STAFF, [late[0].seq], ReviewDecision.BILL, seen=None)
    time = ("--resource", RECEPTION, "--at", "2024-09-12 13:30")
    assert cli("book", "--patient", TOLVAN, *time).code == 0
    assert cli("cancel", "2", "--patient", TOLVAN, "--reason", "Fått magsjuka").code == 0
    words = ("log", "export", "--to-bill")
    first, again = tmp_path / "a.csv", tmp_path / "b.csv"
    assert cli(*words, str(first)).out == (
        f"1 rad är skriven till {first}\n"
        "1 rad är märkt som exporterad för fakturering\n"
        "1 sen ändring har ingen bedömt än: log --late --search bedömd:nej\n"
    )
    refused = cli.refused(*words, str(again))
    assert "Den enda raden som ska faktureras är redan exporterad. Ingen fil" in refused.err
    assert cli.json(*words, str(again), "--again") == {
        "file": str(again), "rows": 1, "marked": 0, "undecided": 1,
    }  # fmt: skip
    assert "hör ihop med --to-bill" in cli.wrong("log", "export", "x.csv", "--again").err
    (row,) = cli.json("log", "--search", "bedömd:ja")["rows"]
    assert row["decided_by"] == "Rut Reception"
    assert row["decided_at"] == row["exported_at"] == "2024-09-12T10:52:00+02:00"
    told = cli("log", "--search", "bedömd:ja").out
    assert "Faktureras, bedömt av Rut Reception 2024-09-12 10:52. Exporterad 2024-09-12" in told
    (row,) = cli.json("log", "--search", "avbokningskommentar:magsjuka")["rows"]
    assert row["cancellation_comment"] == "Fått magsjuka"
    assert "Avbokningskommentar: ”Fått magsjuka”" in cli("log", "--search", "magsjuka").out


def test_the_help_tells_every_field_word(cli: Cli) -> None:
    for words in (["log"], ["log", "export"]):
        told = cli.bare(*words, "--help").out
        assert all(f"  {one.word}" in told for one in FIELD_WORDS)


def test_review_answers_in_the_program_alone(cli: Cli, pasted: Path) -> None:
    assert "svarar inte med JSON" in cli("log", "review", "--json").json()["error"]["text"]
    assert "Inlästa loggar: inga" in cli("log", "review", "--file", "x").err


UNREAD = {
    "sen:kanske": "”sen:kanske” går inte att läsa. Skriv ja eller nej.",
    "tolvan bedömd:kanske": "”bedömd:kanske” går inte att läsa.",
    "status:flyttad": "Skriv bokad, ombokad eller avbokad.",
    "från:igår -till:2024-09-12": "”-till:2024-09-12” går inte att läsa.",
    "-typ:akut": "”-typ:akut” går inte att läsa.",
    "tolvan sen:": "”sen:” är inte färdigt.",
    "tolvan -": "”-” är inte färdigt.",
    'typ:""': "är inte färdigt.",
    "-bokad -ombokad -avbokad": "Alla statusar är uteslutna. Lämna kvar minst en.",
}


def test_a_search_that_cannot_be_read_gives_no_rows(cli: Cli) -> None:
    act(cli)
    target = cli.path.parent / "ut.csv"
    for search, said in UNREAD.items():
        assert said in cli.wrong("log", "--search", search).err
    for more in ((), ("--to-bill",)):
        failed = cli.wrong("log", "export", str(target), "--search", search, *more)
        assert said in failed.err
        assert not target.exists()
    assert cli("log", "--search", search, "--json").json()["error"]["field"] == "search"


def test_a_search_may_begin_with_a_word_to_leave_out(cli: Cli) -> None:
    """As in Sök on the screen; in each place where options may stand."""
    act(cli)
    for words in (
        ("log", "--search", "-bokad"),
        ("log", "--search=-bokad"),
        ("log", "--late", "--search", "-bokad", "--from", "2024-09-01"),
        ("log", "--search", "-bokad tolvan"),
    ):
        rows = cli.json(*words)["rows"]
        assert [row["status"] for row in rows] in (["Ombokad", "Avbokad"], ["Ombokad"])
    target = cli.path.parent / "ut.csv"
    assert cli.json("log", "export", str(target), "--search", "-bokad")["rows"] == 2
    other = cli.path.parent / "ut2.csv"
    assert cli.json("log", "--search", "-bokad", "export", str(other))["rows"] == 2


def test_an_option_after_one_without_its_value_is_no_value(cli: Cli) -> None:
    for word in ("--late", "--json", "--okänd"):
        assert "--search: ett värde saknas" in cli("log", "--search", word).err
    assert "användning:" in cli.bare("log", "--late", "-h").out
