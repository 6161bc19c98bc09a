"""Logs in files: import, the files in the book, export (R42-R50; A3)."""

import csv
import io
import os
import stat
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from db.book import Book
from db.doctor import examine
from db.errors import BookError, Conflict, Invalid, NotAllowed, NotFound, Refused, Unreadable
from db.log import query, review, review_settings, statistics
from db.log.entry import GREEN, HEADINGS, RED, LogEntry, cells
from db.log.files import import_log, source, write
from db.log.files.chain import Chains, Place
from db.log.files.export import COLUMNS, Invoice
from db.log.files.formula import guarded, is_dangerous, unguarded
from db.log.files.reader import BadCell
from db.log.files.write import Table
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery
from db.values import ACT_LABELS, Act, ReviewDecision
from tests.db.actors import AGENT, IT, SCHEDULER, STAFF
from tests.db.builders import at, set_clock
from tests.db.log_builders import PHONE, Unit

PNR = "19121212-1212"
VISIT = ("Akut", "Annan kateg...", "Mitt telefonnummer: +46701740605 Ont i halsen")


def line(act: str, changed: str, old: str = "", new: str = "", pnr: str = PNR) -> list[str]:
    """The cells of a row; ``old`` and ``new`` are ``YYYY-MM-DD HH:MM`` or empty."""
    sides = ([*visit.split(" "), *VISIT] if visit else [""] * 5 for visit in (old, new))
    return [act, changed, "", "Tolvan Tolvansson", pnr, "Nej", *next(sides), *next(sides)]


TRAP = (
    line("Bokad", "2025-06-19 08:37", "", "2025-06-19 10:00"),
    line("Ombokad", "2025-06-19 08:42", "2025-06-19 10:00", "2025-06-20 09:30"),
    line("Avbokad", "2025-06-19 08:46", "2025-06-20 09:30"),
)
"""The log of 2025 as [000] prints it."""


def text_of(
    rows: Sequence[Sequence[str]], delimiter: str = "\t", headings: Sequence[str] = HEADINGS
) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([headings, *rows])
    return out.getvalue()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return saved(tmp_path, text_of(TRAP))


def saved(folder: Path, text: str, encoding: str = "utf-8", name: str = "logg.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def imported(book: Book, path: Path, *, skip_bad: bool = False) -> tuple[LogEntry, ...]:
    done = import_log.import_log(book, STAFF, 1, path, skip_bad=skip_bad)
    return query.rows(book, STAFF, 1, file=done.file)


# --- import --------------------------------------------------------------------------------------


def test_the_log_of_2025_is_judged(book: Book, log: Path) -> None:
    """R50, A4: the rebooking is late, the cancellation four minutes later is not."""
    assert import_log.import_log(book, STAFF, 1, log) == import_log.Imported("logg.txt", 3)
    booked, rebooked, cancelled = query.rows(book, STAFF, 1, file="logg.txt")
    assert [cells(one) for one in (booked, rebooked, cancelled)] == [tuple(row) for row in TRAP]
    assert (booked.minutes_left, booked.billable) == (None, False)
    assert (rebooked.minutes_left, rebooked.billable) == (78, True)
    assert (cancelled.minutes_left, cancelled.billable) == (1484, False)
    assert {one.chain for one in (booked, rebooked, cancelled)} == {1}
    assert "Ombokningen 2025-06-19 08:42" in cancelled.chain_note
    assert (booked.pnr, booked.booking) == ("191212121212", None)


@pytest.mark.parametrize("delimiter", ["\t", ";", ","], ids=["tab", "semicolon", "comma"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_however_it_was_saved(book: Book, tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = saved(tmp_path, text_of(TRAP, delimiter), encoding)
    assert [cells(one) for one in imported(book, path)] == [tuple(row) for row in TRAP]


def test_columns_in_any_order_and_headings_by_any_hand(book: Book, tmp_path: Path) -> None:
    order = list(reversed(range(16)))
    headings = [f" {HEADINGS[index].upper()}. " for index in order]
    headings[0] = "Ny pat.  Kommentar ..."  # as the guide has it in its running text
    rows = [[row[index] for index in order] for row in TRAP]
    path = saved(tmp_path, text_of(rows, headings=headings))
    assert [cells(one) for one in imported(book, path)] == [tuple(row) for row in TRAP]


def test_a_title_above_the_headings_and_blank_lines_are_passed(book: Book, tmp_path: Path) -> None:
    title = "Logg för webbtidbok: Primus MVK VC Test\n\nSök:\t2025-06-19\n\n"
    assert len(imported(book, saved(tmp_path, title + text_of(TRAP) + "\n\t\t\n"))) == 3


def test_line_breaks_inside_quotes(book: Book, tmp_path: Path) -> None:
    row = [*TRAP[0][:15], "Fått magsjuka\nMitt ”nummer”; 070\t1"]
    rows = imported(book, saved(tmp_path, text_of([row, TRAP[1]], ";")))
    assert cells(rows[0])[15] == "Fått magsjuka\nMitt ”nummer”; 070 1"


def test_unquoted_quotes_copied_out_of_a_window(book: Book, tmp_path: Path) -> None:
    rows = ["\t".join(HEADINGS), "\t".join([*TRAP[0][:15], '"Ont" i halsen']), "\t".join(TRAP[1])]
    found = imported(book, saved(tmp_path, "\n".join(rows)))
    assert [cells(one)[15] for one in found] == ['"Ont" i halsen', VISIT[2]]


def test_a_quote_that_never_closes_swallows_nothing(book: Book, tmp_path: Path) -> None:
    text = text_of(TRAP[:2], ";").rstrip() + '\r\n"Avbokad;2025-06-19 08:46\r\n'
    with pytest.raises(Invalid, match="citattecknen går inte ihop"):
        imported(book, saved(tmp_path, text))


def test_short_rows_are_filled_out(book: Book, tmp_path: Path) -> None:
    """A copy may leave out empty cells at the end."""
    text = text_of(TRAP[:2]) + "\t".join(TRAP[2][:11]) + "\n"
    assert len(imported(book, saved(tmp_path, text))) == 3


def test_newest_first_is_turned(book: Book, tmp_path: Path) -> None:
    found = imported(book, saved(tmp_path, text_of(TRAP[::-1])))
    assert [one.act for one in found] == [Act.BOOKED, Act.REBOOKED, Act.CANCELLED]
    assert {one.chain for one in found} == {1}


def test_rows_of_one_minute_newest_first(book: Book, tmp_path: Path) -> None:
    rows = (
        line("Bokad", "2025-06-19 08:37", "", "2025-06-19 10:00"),
        line("Ombokad", "2025-06-19 08:37", "2025-06-19 10:00", "2025-06-20 09:30"),
        line("Avbokad", "2025-06-19 08:38", "2025-06-20 09:30"),
    )
    found = imported(book, saved(tmp_path, text_of(rows[::-1])))
    assert {one.chain for one in found} == {1}


def test_blank_and_masked_personal_numbers_are_let_through(book: Book, tmp_path: Path) -> None:
    rows = [line("Bokad", "2025-06-19 08:37", "", "2025-06-19 10:00", pnr="")]
    rows += [line("Bokad", "2025-06-19 08:38", "", "2025-06-19 10:30", pnr="19121212-****")]
    assert [one.pnr for one in imported(book, saved(tmp_path, text_of(rows)))] == ["", ""]


@pytest.mark.parametrize("written", ["191212121212", "19121212-1212", "121212+1212"])
def test_personal_numbers_however_written(book: Book, tmp_path: Path, written: str) -> None:
    path = saved(tmp_path, text_of([line("Bokad", "2025-06-19 08:37", "", "2025-06-19 10:00",
                                         pnr=written)]))  # fmt: skip
    assert imported(book, path)[0].pnr == "191212121212"


def test_seconds_are_cut(book: Book, tmp_path: Path) -> None:
    row = line("Avbokad", "2025-06-19 08:46:59", "2025-06-20 09:30:00")
    assert imported(book, saved(tmp_path, text_of([row])))[0].minutes_left == 1484


def test_unknown_columns_are_ignored_and_said(book: Book, tmp_path: Path) -> None:
    rows = [["a", *row, "b"] for row in TRAP]
    path = saved(tmp_path, text_of(rows, headings=["Rum", *HEADINGS, "Not"]))
    done = import_log.import_log(book, STAFF, 1, path)
    assert (done.rows, done.ignored) == (3, ("Rum", "Not"))


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        pytest.param({"Tolk"}, "Rad 1: rubriken Tolk saknas.", id="one"),
        pytest.param(
            {"Remiss", "Ny resurs", "Tolk"},
            "Rad 1: rubrikerna Remiss, Tolk och Ny resurs saknas.",
            id="three",
        ),
    ],
)
def test_missing_headings_are_named(book: Book, tmp_path: Path, gone: set[str], said: str) -> None:
    headings = [f"x{heading}" if heading in gone else heading for heading in HEADINGS]
    with pytest.raises(Invalid) as caught:
        imported(book, saved(tmp_path, text_of(TRAP, headings=headings)))
    assert caught.value.text == said
    assert import_log.files(book, 1) == ()


def test_cut_headings_are_not_guessed(book: Book, tmp_path: Path) -> None:
    """The guide prints "Tidigare ..." in a narrow window; three columns begin so."""
    headings = [*HEADINGS[:7], "Tidigare ...", *HEADINGS[8:]]
    with pytest.raises(Invalid, match="rubriken Tidigare starttid saknas"):
        imported(book, saved(tmp_path, text_of(TRAP, headings=headings)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "Filen är tom", id="empty"),
        pytest.param(b"hej\nsvejs\n", "inga av loggens rubriker", id="prose"),
        pytest.param(b"PK\x03\x04....", "Spara den som CSV", id="xlsx"),
        pytest.param(b"\x00\x01\x02\x81", "inte en textfil", id="binary"),
        pytest.param(b"\xff\xfea", "inte en textfil", id="half-utf-16"),
        pytest.param(b"a" * 300_000, "för långt|citattecknen", id="one-endless-field"),
    ],
)
def test_what_is_no_log(book: Book, tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(Invalid, match=said):
        import_log.import_log(book, STAFF, 1, path)


def test_a_heading_that_stands_twice(book: Book, tmp_path: Path) -> None:
    headings = [*HEADINGS, "tolk"]
    with pytest.raises(Invalid, match="rubriken Tolk finns två gånger"):
        imported(book, saved(tmp_path, text_of(TRAP, headings=headings)))


def test_a_file_that_is_too_large(book: Book, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "SIZE_LIMIT", 100)
    with pytest.raises(Invalid, match="för stor"):
        import_log.import_log(book, STAFF, 1, log)


@pytest.mark.parametrize(
    ("path", "said"),
    [("borta.csv", "den finns inte"), (".", "det är en mapp"), ("a\0b", "fel vid läsning")],
)
def test_a_file_that_cannot_be_read(book: Book, tmp_path: Path, path: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        import_log.import_log(book, STAFF, 1, f"{tmp_path}/{path}", name="x")


BAD: list[tuple[list[str], list[tuple[str, str]]]] = [
    (["Bokat", *TRAP[0][1:]], [("Status", "Bokat")]),
    ([TRAP[0][0], "19/6 2025", *TRAP[0][2:]], [("Ändrad datum", "19/6 2025")]),
    ([TRAP[0][0], "2025-06-31 08:00", *TRAP[0][2:]], [("Ändrad datum", "2025-06-31 08:00")]),
    ([TRAP[0][0], "2025-06-19", *TRAP[0][2:]], [("Ändrad datum", "2025-06-19")]),
    ([TRAP[0][0], "2025-06-19 24:01", *TRAP[0][2:]], [("Ändrad datum", "2025-06-19 24:01")]),
    ([TRAP[0][0], "1899-06-19 08:00", *TRAP[0][2:]], [("Ändrad datum", "1899-06-19 08:00")]),
    ([TRAP[0][0], "2026-03-29 02:30", *TRAP[0][2:]], [("Ändrad datum", "2026-03-29 02:30")]),
    ([TRAP[0][0], "", *TRAP[0][2:]], [("Ändrad datum", "")]),
    ([*TRAP[0][:4], "19121212-1213", *TRAP[0][5:]], [("Pat. pnr", "19121212-1213")]),
    ([*TRAP[0][:11], "2025-13-01", *TRAP[0][12:]], [("Nytt besöksdatum", "2025-13-01")]),
    ([*TRAP[0][:12], "kl 10", *TRAP[0][13:]], [("Ny starttid", "kl 10")]),
    ([*TRAP[0][:11], "", "", *TRAP[0][13:]], [("Nytt besöksdatum", ""), ("Ny starttid", "")]),
    ([*TRAP[0][:6], "2025-06-18", *TRAP[0][7:]], [("Tidigare besöksdatum", "2025-06-18")]),
    ([*TRAP[2][:11], "2025-06-21", *TRAP[2][12:]], [("Nytt besöksdatum", "2025-06-21")]),
    ([*TRAP[1][:6], "", *TRAP[1][7:]], [("Tidigare besöksdatum", "")]),
    ([*TRAP[0][:15], "x" * 2001], [("Ny pat. kommentar", "x" * 200)]),
    ([*TRAP[0], "för mycket"], [("", "för mycket")]),
]


@pytest.mark.parametrize(
    ("row", "faults"), BAD, ids=[f"{bad[0][0]}-{n}" for n, (_, bad) in enumerate(BAD)]
)
def test_bad_cells_are_named_by_line_column_and_value(
    book: Book, tmp_path: Path, row: list[str], faults: list[tuple[str, str]]
) -> None:
    """R43, R47-R48."""
    path = saved(tmp_path, text_of([TRAP[0], row, TRAP[2]]))
    with pytest.raises(Refused) as caught:
        imported(book, path)
    assert caught.value.code == "bad-rows"
    assert "Ingenting lästes in" in caught.value.text
    assert all(item.startswith("Rad 3") for item in caught.value.items)
    assert import_log.files(book, 1) == ()
    done = import_log.import_log(book, STAFF, 1, path, skip_bad=True)
    assert done.rows == 2
    assert [(bad.line, bad.column, bad.value) for bad in done.bad] == [(3, *bad) for bad in faults]
    assert tuple(bad.text for bad in done.bad) == caught.value.items


def test_lines_are_counted_in_the_file(book: Book, tmp_path: Path) -> None:
    long = [*TRAP[0][:15], "ett\ntvå\r\ntre"]
    path = saved(tmp_path, "Logg\n" + text_of([long, ["?", *TRAP[1][1:]]], ";"))
    done = import_log.import_log(book, STAFF, 1, path, skip_bad=True)
    assert [bad.line for bad in done.bad] == [6]


def test_many_bad_cells_are_not_all_listed(book: Book, tmp_path: Path) -> None:
    path = saved(tmp_path, text_of([["?", *TRAP[0][1:]]] * 300))
    with pytest.raises(Refused) as caught:
        imported(book, path)
    assert caught.value.text.startswith("300 värden på 300 rader")
    assert (len(caught.value.items), caught.value.items[-1]) == (201, "… och 100 till.")
    with pytest.raises(Refused, match="Ingen rad kunde läsas"):
        imported(book, path, skip_bad=True)


def test_headings_alone_are_no_log(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="inga rader"):
        imported(book, saved(tmp_path, text_of([])))


def test_the_imported_logs_are_listed(book: Book, log: Path) -> None:
    import_log.import_log(book, STAFF, 1, log)
    import_log.import_log(book, STAFF, 1, log, name="Juni", confirmed=True)
    set_clock(book, "2024-09-12 10:52")
    assert import_log.files(book, 1) == (
        import_log.LogFileInfo("logg.txt", 3, 0, at("2024-09-12 10:52")),
        import_log.LogFileInfo("Juni", 3, 0, at("2024-09-12 10:52")),
    )


def test_imported_rows_stand_apart(book: Book, log: Path) -> None:
    Unit(book).chain(("2024-09-12 10:38", "2024-09-12 13:00"), ("2024-09-12 10:52", ""))
    import_log.import_log(book, STAFF, 1, log)
    assert len(query.rows(book, STAFF, 1)) == 2
    assert len(query.rows(book, STAFF, 1, file="LOGG.txt")) == 3
    assert query.counts(book, 1).rows == 2
    assert query.counts(book, 1, "logg.txt") == query.LogCounts(3, 1, 1, 1, late=1, to_check=1)
    assert query.counts(book, 1).to_check == 1
    with pytest.raises(NotFound, match="Inlästa loggar: logg.txt"):
        query.rows(book, STAFF, 1, file="annan.txt")
    found = query.rows(book, STAFF, 1, parse_search("ombokad"), "logg.txt")
    assert [one.act for one in found] == [Act.REBOOKED]


def test_decisions_on_imported_rows_stay_with_them(book: Book, log: Path) -> None:
    rebooked = imported(book, log)[1]
    review.decide(
        book, STAFF, [rebooked.seq], ReviewDecision.EXEMPT, "Giltigt förhinder", seen=None
    )
    _, rebooked, cancelled = query.rows(book, STAFF, 1, file="logg.txt")
    assert (rebooked.decision, rebooked.billable) == (ReviewDecision.EXEMPT, False)
    assert cancelled.chain_note == ""
    assert query.counts(book, 1, "logg.txt").to_check == 0


def test_a_log_is_removed_as_it_was_shown_or_not_at_all(book: Book, log: Path) -> None:
    """A decision that is made meanwhile is not lost unseen, nor another log of that name."""
    rebooked = imported(book, log)[1]
    (shown,) = import_log.files(book, 1)
    review.decide(book, STAFF, [rebooked.seq], ReviewDecision.CHECKED, seen=None)
    with pytest.raises(Conflict, match="3 rader och 1 bedömda. Ingenting togs bort") as caught:
        import_log.remove(book, STAFF, 1, shown.name, seen=shown)
    (now,) = import_log.files(book, 1)
    assert caught.value.stands == now
    assert import_log.remove(book, STAFF, 1, now.name, seen=now) == 3


def test_remove(book: Book, log: Path) -> None:
    import_log.import_log(book, STAFF, 1, log)
    assert import_log.remove(book, STAFF, 1, "Logg.txt", seen=None) == 3
    assert import_log.files(book, 1) == ()
    with book.read() as reader:
        assert reader.value("SELECT count(*) FROM log_row") == 0
    for name in ("logg.txt", ""):
        with pytest.raises(NotFound):
            import_log.remove(book, STAFF, 1, name, seen=None)


def test_the_clinics_journal_system_decides_on_the_edge(book: Book, tmp_path: Path) -> None:
    """Exactly 24 h 00: PMO counts it as late (R62), AsynjaVisph does not (A7)."""
    path = saved(tmp_path, text_of([line("Avbokad", "2025-06-19 09:30", "2025-06-20 09:30")]))
    assert not imported(book, path)[0].late.late
    with book.write() as tx:
        tx.run("UPDATE clinic SET system = 'pmo'")
    import_log.import_log(book, STAFF, 1, path, name="pmo", confirmed=True)
    assert query.rows(book, STAFF, 1, file="pmo")[0].late.late
    assert not query.rows(book, STAFF, 1, file="logg.txt")[0].late.late


def test_only_care(book: Book, log: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="läsa in"):
        import_log.import_log(book, AGENT, 1, log)
    with pytest.raises(NotAllowed, match="exportera"):
        import_log.export(book, AGENT, 1, tmp_path / "x.csv")
    with pytest.raises(NotAllowed, match="ta bort"):
        import_log.remove(book, AGENT, 1, "logg.txt", seen=None)


def test_a_thousand_rows_in_few_statements(book: Book, tmp_path: Path) -> None:
    rows = [
        line("Bokad", f"2025-06-{1 + n % 28:02} {n % 24:02}:{n % 60:02}", "", "2025-07-19 10:00")
        for n in range(400)
    ]
    asked: set[str] = set()  # a trigger gives the statement that set it off once more
    book._connection.set_trace_callback(asked.add)
    assert len(imported(book, saved(tmp_path, text_of(rows)))) == 400
    book._connection.set_trace_callback(None)
    assert sum(sql.startswith("INSERT INTO log_row") for sql in asked) <= 400 / 40


# --- chains --------------------------------------------------------------------------------------

A, B, C = (1, "Akut", "Frisk"), (2, "Akut", "Frisk"), (3, "Akut", "Frisk")


@pytest.mark.parametrize(
    ("links", "found"),
    [
        pytest.param([], [], id="none"),
        pytest.param([("p", None, A), ("p", A, B), ("p", B, None)], [1, 1, 1], id="one"),
        pytest.param([("p", None, A), ("q", A, None)], [1, 2], id="another-patient"),
        pytest.param(
            [("p", None, A), ("p", (1, "Akut", "DSK"), None)],
            [1, 2],
            id="other-resource-without-number",
        ),
        pytest.param([("19", None, A), ("19", (1, "Akut", "DSK"), None)], [1, 1], id="renamed"),
        pytest.param(
            [
                ("19", None, A),
                ("19", None, (1, "Akut", "DSK")),
                ("19", A, B),
                ("19", (1, "Akut", "Ny"), C),
            ],
            [1, 2, 1, 2],
            id="the-name-breaks-ties",
        ),
        pytest.param([("p", None, A), ("p", (1, "Besök", "Frisk"), None)], [1, 2], id="other-type"),
        pytest.param([("p", A, B), ("p", B, C)], [1, 1], id="began-before-the-log"),
        pytest.param([("p", None, A), ("p", A, None), ("p", A, None)], [1, 1, 2], id="gone"),
        pytest.param(
            [("p", None, A), ("p", A, None), ("p", None, A), ("p", A, B)],
            [1, 1, 2, 2],
            id="booked-again",
        ),
        pytest.param([("p", A, None), ("p", None, A)], [1, 2], id="not-backwards"),
        pytest.param(
            [("", None, A), ("", None, A), ("", A, B), ("", A, C)],
            [1, 2, 2, 1],
            id="A6.6-two-that-look-the-same",
        ),
    ],
)
def test_chains(links: list[tuple[str, Place | None, Place | None]], found: list[int]) -> None:
    chains = Chains()
    assert [chains.next(*link) for link in links] == found


# --- the hour that is passed twice ---------------------------------------------------------------

TWICE = (
    line("Bokad", "2026-10-25 02:50", "", "2026-10-26 08:00"),
    line("Ombokad", "2026-10-25 02:10", "2026-10-26 08:00", "2026-10-26 08:30"),
    line("Avbokad", "2026-10-25 02:15", "2026-10-26 08:30"),
)
AFTER = line("Bokad", "2026-10-26 08:00", "", "2026-10-27 08:00")


def left(entries: Sequence[LogEntry]) -> list[tuple[str, str, str]]:
    return [(ACT_LABELS[one.act], one.left_text, one.late_text) for one in entries]


@pytest.mark.parametrize(
    "rows",
    [TWICE, TWICE[::-1], (*TWICE, AFTER), (AFTER, *TWICE[::-1])],
    ids=["alone", "newest-first", "before-another-day", "newest-first-after-another-day"],
)
def test_the_files_order_tells_which_hour(
    book: Book, tmp_path: Path, rows: Sequence[list[str]]
) -> None:
    found = imported(book, saved(tmp_path, text_of(rows)))[:3]
    assert left(found) == [
        ("Bokad", "", ""), ("Ombokad", "29 h 50", "Nej"), ("Avbokad", "30 h 15", "Nej"),
    ]  # fmt: skip
    assert {one.chain for one in found} == {1}


def test_our_own_export_says_which_hour(book: Book, tmp_path: Path) -> None:
    unit = Unit(book)
    second = at("2026-10-25 02:50") + 3600
    booking = unit.booked("2026-10-25 01:50", "2026-10-26 02:40")
    unit.rebooked(booking, "2026-10-25 02:50", "2026-10-26 03:45")
    unit.cancelled(booking, "2026-10-25 02:50")
    with book.write() as tx:  # an hour later by the same hands
        tx.run("UPDATE log_row SET changed_at = ?, minutes_left = ? WHERE act = 'cancelled'",
               (second, (at("2026-10-26 03:45") - second) // 60))  # fmt: skip
    for kind in ("csv", "xlsx"):
        import_log.export(book, STAFF, 1, tmp_path / f"ut.{kind}")
    assert '"2026-10-25 02:50+02:00"' in (tmp_path / "ut.csv").read_text("utf-8-sig")
    assert '"2026-10-25 02:50+01:00"' in (tmp_path / "ut.csv").read_text("utf-8-sig")
    sheet = load_workbook(tmp_path / "ut.xlsx").worksheets[0]
    assert [sheet.cell(row, 2).value for row in (3, 4)] == [
        "2026-10-25 02:50+02:00", "2026-10-25 02:50+01:00",
    ]  # fmt: skip
    before, after = query.rows(book, STAFF, 1), imported(book, tmp_path / "ut.csv")
    assert [one.changed_at for one in after] == [one.changed_at for one in before]
    assert left(after) == left(before)
    import_log.export(book, STAFF, 1, tmp_path / "igen.csv", file="ut.csv")
    assert (tmp_path / "igen.csv").read_bytes() == (tmp_path / "ut.csv").read_bytes()


UNSURE_ROWS = (line("Avbokad", "2026-10-25 02:30", "2026-10-26 02:00"),)


def test_where_the_order_does_not_tell_the_verdict_is_unsure(book: Book, tmp_path: Path) -> None:
    """23 h 30 or 24 h 30: nobody knows, and it is not billed until somebody has decided."""
    set_clock(book, "2026-10-27 08:00")
    (entry,) = imported(book, saved(tmp_path, text_of(UNSURE_ROWS)))
    assert left([entry]) == [("Avbokad", "23 h 30 / 24 h 30", "Osäkert")]
    assert (entry.late.unsure, entry.billable) == (True, False)
    assert entry.late.text.endswith("Osäkert om ändringen är sen: att bedöma.")
    assert query.counts(book, 1, "logg.txt").to_check == 1
    assert statistics.read(book, STAFF, 1, file="logg.txt").total.unsure == 1
    assert examine.examine(book).faults == ()
    for kind in ("csv", "txt"):
        import_log.export(book, STAFF, 1, tmp_path / f"ut.{kind}", file="logg.txt")
    assert '"23 h 30 / 24 h 30";"Osäkert";"Nej"' in (tmp_path / "ut.csv").read_text("utf-8-sig")
    assert "OSÄKERT" in (tmp_path / "ut.txt").read_text("utf-8")
    assert "Osäkra 1" in (tmp_path / "ut.txt").read_text("utf-8")


def test_an_unsure_row_may_be_decided_either_way(book: Book, tmp_path: Path) -> None:
    (entry,) = imported(book, saved(tmp_path, text_of(UNSURE_ROWS)))
    review.decide(book, STAFF, [entry.seq], ReviewDecision.BILL, seen=None)
    assert query.rows(book, STAFF, 1, file="logg.txt")[0].billable


def test_the_doctor_finds_an_hour_that_is_no_doubled_one(book: Book, tmp_path: Path) -> None:
    imported(book, saved(tmp_path, text_of(TRAP)))
    with book.write() as tx:
        tx.run("UPDATE log_row SET unsure = 1 WHERE act = 'booked'")
    assert {fault.check for fault in examine.examine(book).faults} == {"log-unsure"}


@pytest.mark.parametrize(("first", "again"), [(TWICE[2:], TWICE), (TWICE, TWICE[2:])])
def test_a_row_is_known_again_whichever_hour_it_was_taken_for(
    book: Book, tmp_path: Path, first: Sequence[list[str]], again: Sequence[list[str]]
) -> None:
    imported(book, saved(tmp_path, text_of(first)))
    done = import_log.import_log(book, STAFF, 1, saved(tmp_path, text_of(again)))
    assert done.known == min(len(first), len(again))


# --- export --------------------------------------------------------------------------------------


def exported(book: Book, target: Path, *, file: str = "") -> list[list[str]]:
    import_log.export(book, STAFF, 1, target, file=file)
    text = target.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_csv_for_swedish_excel(book: Book, log: Path, tmp_path: Path) -> None:
    target = tmp_path / "ut.csv"
    import_log.import_log(book, STAFF, 1, log)
    done = import_log.export(book, STAFF, 1, target, file="logg.txt")
    assert done == import_log.Exported(target, 3)
    data = target.read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"Status";')
    assert data.count(b"\r\n") == 4
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    head, booked, rebooked, cancelled = csv.reader(
        data.decode("utf-8-sig").splitlines(), delimiter=";"
    )
    assert head == [*COLUMNS]
    undecided = [*[""] * 6, "Primus MVK VC Test"]
    assert booked == [*TRAP[0], "", "", "Nej", *undecided]
    assert rebooked == [*TRAP[1], "1 h 18", "Ja", "Ja", *undecided]
    assert cancelled == [*TRAP[2], "24 h 44", "Nej", "Nej", *undecided]


def test_only_what_is_asked_for(book: Book, log: Path, tmp_path: Path) -> None:
    import_log.import_log(book, STAFF, 1, log)
    target = tmp_path / "ut.CSV"
    import_log.export(book, STAFF, 1, target, file="logg.txt", query=LogQuery(late=True))
    assert target.read_text("utf-8-sig").count("Ombokad") == 1


def test_workbook(book: Book, tmp_path: Path) -> None:
    row: list[Any] = ["Bokad", "2025-06-19 08:37", "=1+1", "Tolvan", PNR, "Nej", *[""] * 5]
    row += ["2025-06-19", "10:00", "0123", "http://exempel.se", "Två\nrader"]
    import_log.import_log(book, STAFF, 1, saved(tmp_path, text_of([row])))
    target = tmp_path / "ut.xlsx"
    import_log.export(book, STAFF, 1, target, file="logg.txt")
    sheet = load_workbook(target).active
    assert sheet is not None
    found = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert found[0] == [*COLUMNS]
    row[1], row[11], row[12] = datetime(2025, 6, 19, 8, 37), datetime(2025, 6, 19), time(10)
    assert found[1] == [
        cell or None for cell in (*row, "", "", "Nej", *[""] * 6, "Primus MVK VC Test")
    ]
    looks = {place: sheet[place].number_format for place in ("B2", "L2", "M2")}
    assert looks == {"B2": "yyyy-mm-dd hh:mm", "L2": "yyyy-mm-dd", "M2": "hh:mm"}
    texts = {cell.value for line in sheet.iter_rows() for cell in line if cell.data_type == "s"}
    assert texts == {*found[0], *(cell for cell in row if isinstance(cell, str) and cell), "Nej",
                     "Primus MVK VC Test"}  # fmt: skip
    assert getattr(sheet["C2"], "quotePrefix")  # noqa: B009 - its types leave it out
    assert all(cell.hyperlink is None for line in sheet.iter_rows() for cell in line)


def test_amounts_are_numbers_that_can_be_summed(book: Book, tmp_path: Path, log: Path) -> None:
    """Personal numbers and phones stay texts."""
    import_log.import_log(book, STAFF, 1, log)
    review_settings.save(
        book, SCHEDULER, 1, (), [(review_settings.OTHERS, "1250,50")],
        seen=review_settings.settings(book, SCHEDULER, 1),
    )  # fmt: skip
    late = query.rows(book, STAFF, 1, LogQuery(late=True), "logg.txt")
    review.decide(book, STAFF, [one.seq for one in late], ReviewDecision.BILL, seen=None)
    target = tmp_path / "ut.xlsx"
    import_log.export(book, STAFF, 1, target, file="logg.txt", invoice=Invoice.FRESH)
    sheet = load_workbook(target).worksheets[0]
    headings = [cell.value for cell in next(sheet.iter_rows())]
    amount = sheet.cell(2, headings.index("Belopp") + 1)
    assert (amount.value, amount.data_type) == (1250.5, "n")
    assert amount.number_format == '#,##0.00 "kr"'  # Swedish Excel shows # ##0,00 "kr"
    number = sheet.cell(2, headings.index("Pat. pnr") + 1)
    assert (number.value, number.data_type) == (PNR, "s")


DANGEROUS = [
    "=1+1",
    "+46701740605",
    "-1",
    "@SUM(A1)",
    "  =1",
    "'=1",
    '"=1',
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
]


@pytest.mark.parametrize("text", [*DANGEROUS, "\t1", "\r1", "\ufeff=1", "\0"])
def test_dangerous_cells_are_guarded(text: str) -> None:
    assert is_dangerous(text)
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Akut", "1-2", "'", "'Akut'", " a=b", "2024-09-12", PHONE])
def test_harmless_cells_are_left_alone(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


def test_no_formula_reaches_a_spreadsheet(book: Book, tmp_path: Path) -> None:
    """In all text cells at once."""
    unit = Unit(book)
    for n, text in enumerate(DANGEROUS):
        unit.booked(f"2024-09-12 10:{n:02}", f"2024-10-{n + 1:02} 13:00", comment=text)
    with book.write() as tx:
        tx.run("UPDATE log_row SET referral = new_comment, patient = new_comment,"
               " new_type = new_comment, new_resource = new_comment")  # fmt: skip
    rows = exported(book, tmp_path / "ut.csv")
    assert len(rows) == len(DANGEROUS) + 1
    for row in rows:
        assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row)
        assert not any(is_dangerous(cell) and not cell.startswith("'") for cell in row)


def test_export_and_import_give_the_same_rows(book: Book, tmp_path: Path) -> None:
    unit = Unit(book)
    for n, text in enumerate([*DANGEROUS, 'Å "citat"; semikolon,\nrad två', "'apostrof"]):
        booking = unit.booked(
            f"2024-09-12 10:{n:02}", f"2024-10-{n + 1:02} 13:00", comment=text.strip()
        )
        unit.rebooked(booking, f"2024-10-{n + 1:02} 11:00:59", f"2024-11-{n + 1:02} 08:00")
        unit.cancelled(booking, f"2024-10-{n + 1:02} 11:30")
    target = tmp_path / "ut.csv"
    import_log.export(book, STAFF, 1, target)
    before, after = query.rows(book, STAFF, 1), imported(book, target)
    assert [cells(one) for one in before] == [cells(one) for one in after]
    for told in ("late", "billable", "minutes_left", "chain_note"):
        assert [getattr(one, told) for one in before] == [getattr(one, told) for one in after]
    again = tmp_path / "igen.csv"
    import_log.export(book, STAFF, 1, again, file="ut.csv")
    assert again.read_bytes() == target.read_bytes()


def test_its_export_is_masked_and_can_be_read_back(book: Book, tmp_path: Path) -> None:
    Unit(book).chain(("2024-09-12 10:38", "2024-09-12 13:00"), ("2024-09-12 10:52", ""))
    target = tmp_path / "it.csv"
    import_log.export(book, IT, 1, target)
    assert "19121212-1212" not in target.read_text("utf-8-sig")
    assert "19121212-****" in target.read_text("utf-8-sig")
    assert len({one.chain for one in imported(book, target)}) == 1


@pytest.mark.parametrize("name", ["ut.csv", "ut.xlsx", "ut.txt"])
def test_a_new_file_is_the_owners_alone(book: Book, tmp_path: Path, name: str) -> None:
    old = os.umask(0)
    try:
        import_log.export(book, STAFF, 1, tmp_path / name)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.parametrize("name", ["ut.csv", "ut.xlsx", "ut.txt"])
def test_nothing_is_overwritten(book: Book, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_text("mitt")
    with pytest.raises(Refused, match="skrivs inte över"):
        import_log.export(book, STAFF, 1, target)
    assert target.read_text() == "mitt"


def test_nor_what_comes_while_it_is_written(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "ut.csv"

    def lines() -> list[list[str]]:
        target.write_text("mitt")
        return []

    class Late:
        def __iter__(self) -> object:
            return iter(lines())

    with pytest.raises(Refused, match="skrivs inte över"):
        write.write_tables(target, [Table("Blad", HEADINGS, Late())])  # type: ignore[arg-type]
    assert (target.read_text(), os.listdir(tmp_path).count("ut.csv")) == ("mitt", 1)


@pytest.mark.parametrize("name", ["ut.csv", "ut.xlsx", "ut.txt"])
def test_nothing_is_left_when_it_fails(
    book: Book, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: int) -> None:
        raise OSError(28, "No space left on device")

    before = set(tmp_path.iterdir())
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Unreadable, match="disken är full"):
        import_log.export(book, STAFF, 1, tmp_path / name)
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("ut.pdf", Invalid, "sluta på .csv, .xlsx eller .txt"),
        ("ut", Invalid, "sluta på .csv, .xlsx eller .txt"),
        ("a\0.csv", Invalid, "sluta på .csv, .xlsx eller .txt"),
        ("borta/ut.csv", Unreadable, "mappen finns inte"),
        (f"{'x' * 300}.csv", Unreadable, "namnet är för långt"),
    ],
)
def test_where_it_cannot_be_written(
    book: Book, tmp_path: Path, name: str, kind: type[BookError], said: str
) -> None:
    with pytest.raises(kind, match=said):
        import_log.export(book, STAFF, 1, f"{tmp_path}/{name}")


def test_the_folder_of_nobody(book: Book) -> None:
    with pytest.raises(Unreadable, match="den finns inte"):
        import_log.import_log(book, STAFF, 1, "~ingen-alls/logg.csv")
    with pytest.raises(Unreadable, match="mappen finns inte"):
        import_log.export(book, STAFF, 1, "~ingen-alls/logg.csv")


def test_bad_cell_is_a_value() -> None:
    assert import_log.BadCell is BadCell
    assert set(RED) | set(GREEN) < set(HEADINGS)


# --- the guide's own pictures ----------------------------------------------------------------

PHONE_CUT, ROLE = "Mitt telefonnummer: +4670...", "(Sjuksköt..."
LONG = "Barnmorska/Sjukskötersk..."


def printed(act: str, changed: str, old: str = "", new: str = "", kind: str = LONG) -> str:
    """A row of [000] slide 16: names and numbers blanked, long texts cut."""
    sides = ([*one.split(" "), kind, ROLE, PHONE_CUT] if one else [""] * 5 for one in (old, new))
    return "\t".join([act, changed, "", "", "", "Nej", *next(sides), *next(sides)]).rstrip("\t")


SLIDE_16 = [
    "Logg för webbtidbok: Primus MVK VC Test",
    "",
    "Sök: 2024-05-01",
    "",
    "\t".join(HEADINGS),
    printed("Bokad", "2024-08-16 13:31", "", "2024-08-19 10:00", "Planerat besök"),
    printed("Bokad", "2024-08-16 13:44", "", "2024-08-19 10:30", "Planerat besök"),
    printed("Bokad", "2024-08-16 13:50", "", "2024-08-19 10:30", "Planerat besök"),
    printed("Bokad", "2024-09-04 15:56", "", "2024-09-05 11:00"),
    printed("Avbokad", "2024-09-04 15:58", "2024-09-05 11:00"),
    printed("Bokad", "2024-09-12 10:38", "", "2024-09-12 13:00"),
    printed("Ombokad", "2024-09-12 10:52", "2024-09-12 13:00", "2024-09-13 08:00"),
    printed("Avbokad", "2024-09-12 11:00", "2024-09-13 08:00"),
    printed("Bokad", "2024-09-16 07:47", "", "2024-09-17 09:30", "Akut"),
    printed("Bokad", "2024-09-19 11:01", "", "2024-09-20 09:30", "Akut"),
]


def test_the_guides_log_of_2024(book: Book, tmp_path: Path) -> None:
    """[000] slide 16, A4: three late rows; two bookings of 08-19 10:30 (A6.6)."""
    found = imported(book, saved(tmp_path, "\n".join(SLIDE_16)))
    late = [(cells(one)[1], one.minutes_left) for one in found if one.billable]
    assert late == [
        ("2024-09-04 15:58", 19 * 60 + 2),
        ("2024-09-12 10:52", 2 * 60 + 8),
        ("2024-09-12 11:00", 21 * 60),
    ]
    assert [one.chain for one in found] == [1, 2, 3, 4, 4, 5, 5, 5, 6, 7]


def test_the_slipped_rows_of_the_next_slide_are_named(book: Book, tmp_path: Path) -> None:
    """[000] slide 17, A6.3: green values moved up a row break R47 and R48."""
    slipped = [*SLIDE_16]
    slipped[9] += "\t" * 5 + "\t\t2024-09-12\t13:00"
    slipped[14] = printed("Bokad", "2024-09-19 11:01")
    done = import_log.import_log(book, STAFF, 1, saved(tmp_path, "\n".join(slipped)), skip_bad=True)
    assert done.rows == 8
    assert {bad.line for bad in done.bad} == {10, 15}
