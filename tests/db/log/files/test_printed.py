"""Exports of what is seen and of what is to be invoiced, and the one that is printed."""

from itertools import product
from pathlib import Path

import pytest

from db.book import Book
from db.errors import Refused
from db.log import query as weblog
from db.log import review, view
from db.log.files import import_log
from db.log.files.export import Invoice
from db.log.files.printed import PAGE_LINES, WIDTH
from db.log.view import LogOrder
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery
from db.values import Actor, ReviewDecision, Role
from tests.db.actors import IT, STAFF
from tests.db.builders import set_clock
from tests.db.log.files.test_import import MANY, load
from tests.db.log.files.test_import_log import SLIDE_16, TRAP, saved, text_of

DEMO = Actor(Role.STAFF, demo=True)


@pytest.fixture
def log(book: Book, tmp_path: Path) -> str:
    """The guide's log of 2024, one of its three late rows to be billed and one exempted."""
    text = "\n".join(SLIDE_16).replace("\t\t\t\tNej", "\t\tTolvan Tolvansson\t19121212-1212\tNej")
    import_log.import_log(book, STAFF, 1, saved(tmp_path, text))
    late = [one.seq for one in weblog.rows(book, STAFF, 1, LogQuery(late=True), "logg.txt")]
    review.decide(book, STAFF, late[:1], ReviewDecision.BILL, seen=None)
    review.decide(book, STAFF, late[1:2], ReviewDecision.EXEMPT, "Giltigt förhinder", seen=None)
    set_clock(book, "2024-09-19 12:00")
    return "logg.txt"


def written(book: Book, target: Path, **more: object) -> list[str]:
    import_log.export(book, STAFF, 1, target, **more)  # type: ignore[arg-type]
    return target.read_text("utf-8-sig").splitlines()


def test_on_paper(book: Book, log: str, tmp_path: Path) -> None:
    lines = written(book, tmp_path / "ut.txt", file=log)
    assert max(map(len, lines)) <= WIDTH
    assert lines[0] == f"{'Logg för webbtidbok: logg.txt':<74}Sida 1"
    assert lines[1] == "Alla rader · Ändrade 2024-08-16 – 2024-09-19 · Utskrivet 2024-09-19 12:00"
    at = lines.index("    5  Avbokad  2024-09-04 15:58  Tolvan Tolvansson  19121212-1212")
    assert lines[at + 1 : at + 5] == [
        "       Före   2024-09-05 11:00  Barnmorska/Sjukskötersk... · (Sjuksköt...",
        "              Mitt telefonnummer: +4670...",
        "       19 h 02 kvar · SEN · Bedömning: Faktureras",
        "",
    ]
    assert "       2 h 08 kvar · SEN · Bedömning: Undantas · Giltigt förhinder" in lines
    assert lines[-2:] == [
        "Summa: 10 rader · Sena 3 · Att kontrollera 1 · Ska faktureras 1 · Undantag 1 ·",
        "Kontrollerade 0",
    ]


def test_the_book_s_own_log_names_the_unit(book: Book, tmp_path: Path) -> None:
    lines = written(book, tmp_path / "ut.txt")
    assert lines[0].startswith("Logg för webbtidbok: Primus MVK VC Test  ")
    assert lines[-2].startswith("Summa: 0 rader")


def test_each_page_has_its_heading_and_no_row_is_torn(book: Book, tmp_path: Path) -> None:
    load(book, tmp_path, MANY[:100])
    target = tmp_path / "ut.txt"
    import_log.export(book, STAFF, 1, target, file="logg.txt")
    sheets = target.read_text("utf-8").split("\f")
    assert len(sheets) > 5
    for number, sheet in enumerate(sheets, 1):
        lines = sheet.splitlines()
        assert len(lines) <= PAGE_LINES
        assert lines[0].endswith(f"Sida {number}")
        assert lines[3] == ""
        assert lines[4][:7].strip().isdigit() or number == len(sheets)


@pytest.mark.parametrize("kind", ["csv", "txt"])
def test_only_what_is_to_be_invoiced(book: Book, log: str, tmp_path: Path, kind: str) -> None:
    """Whatever else is asked of verdicts: one who looks at what is left can export the rest."""
    query = parse_search("bedömd:nej från:2024-09-01")
    text = "\n".join(
        written(book, tmp_path / f"ut.{kind}", file=log, query=query, invoice=Invoice.EVERY)
    )
    assert "2024-09-04 15:58" in text
    assert "2024-09-12 1" not in text.replace('"2024-09-12 10:52";""', "")  # when it was decided
    assert ("Det som ska faktureras" in text) is (kind == "txt")
    late = parse_search("från:2024-09-05")
    with pytest.raises(Refused, match="inget att fakturera i urvalet. Ingen fil skrevs"):
        import_log.export(
            book, STAFF, 1, tmp_path / "tom.csv", file=log, query=late, invoice=Invoice.EVERY
        )
    assert not (tmp_path / "tom.csv").exists()


def test_amounts_stand_beside_what_is_to_be_invoiced(book: Book, log: str, tmp_path: Path) -> None:
    first = written(book, tmp_path / "utan.csv", file=log, invoice=Invoice.EVERY)
    assert "Belopp" not in first[0]
    with book.write() as tx:
        tx.run("INSERT INTO fee (clinic_id, profession, amount_ore) VALUES (1, '', 50000)")
    head, row = written(book, tmp_path / "med.csv", file=log, invoice=Invoice.EVERY)
    assert head.endswith(';"Avbokningskommentar";"Enhet";"Belopp"')
    assert row.endswith(';"Primus MVK VC Test";"500 kr"')
    paper = written(book, tmp_path / "med.txt", file=log)
    assert "       19 h 02 kvar · SEN · Bedömning: Faktureras · 500 kr" in paper
    assert paper[-1] == "Belopp: 500 kr"
    paper = written(book, tmp_path / "faktura.txt", file=log, invoice=Invoice.EVERY)
    assert paper[-3] == "Patient Tolvan Tolvansson  19121212-1212: 1 rad, 500 kr"
    assert paper[-2].startswith("Resurs (Sjuksköt")
    assert paper[-1] == "Allt: 1 rad, 500 kr"


@pytest.mark.parametrize("actor", [IT, DEMO], ids=["it", "demo"])
@pytest.mark.parametrize("kind", ["csv", "txt"])
def test_masked(book: Book, log: str, tmp_path: Path, actor: Actor, kind: str) -> None:
    target = tmp_path / f"ut.{kind}"
    import_log.export(book, actor, 1, target, file=log)
    text = target.read_text("utf-8-sig")
    assert "19121212-****" in text
    assert "1212-1212" not in text


def test_as_it_is_sorted_and_marked(book: Book, log: str, tmp_path: Path) -> None:
    order = LogOrder("changed_at", descending=True)
    lines = written(book, tmp_path / "ut.csv", file=log, order=order)
    minutes = [one.split(";")[1] for one in lines[1:]]
    assert minutes == sorted(minutes, reverse=True)
    seqs = [one.seq for one in weblog.rows(book, STAFF, 1, file=log)]
    marked = written(book, tmp_path / "b.csv", file=log, order=order, seqs=[seqs[2], seqs[7]])
    assert [one.split(";")[1] for one in marked[1:]] == [minutes[2], minutes[7]]


def test_given_up_no_file_is_there(book: Book, tmp_path: Path) -> None:
    load(book, tmp_path, MANY)
    before = set(tmp_path.iterdir())
    for kind, when in product(("csv", "xlsx", "txt"), (50, 500, 1000)):

        def goes_on(done: int, _whole: int, until: int = when) -> bool:
            return done < until

        target = tmp_path / f"ut.{kind}"
        with pytest.raises(Refused, match="Exporten avbröts. Ingen fil skrevs."):
            import_log.export(book, STAFF, 1, target, file="logg.txt", progress=goes_on)
        assert set(tmp_path.iterdir()) == before


def test_all_hits_are_written_where_the_view_has_not_found_them_yet(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PATIENCE", 0)
    monkeypatch.setattr(view, "END_OF_PATIENCE", 0)
    monkeypatch.setattr(view, "_FEW", 100)
    rows = [[*row] for row in MANY]
    for number, row in enumerate(rows):
        row[15] = "ryggont" if number % 2 else "ont"
    load(book, tmp_path, rows)
    query = parse_search("ryggont")
    seen = view.view(book, STAFF, 1, query, file="logg.txt")
    assert not seen.exact
    target = tmp_path / "ut.csv"
    done = import_log.export(book, STAFF, 1, target, file="logg.txt", query=query)
    assert done.rows == len(rows) // 2 == target.read_text("utf-8-sig").count("ryggont")


def test_export_is_of_one_moment(book: Book, book_path: Path, tmp_path: Path) -> None:
    """A decision that is made while it is written shows in the next one."""
    load(book, tmp_path, [*MANY, *TRAP])
    late = next(one for one in weblog.rows(book, STAFF, 1, file="logg.txt") if one.late.late)

    def meanwhile(done: int, _total: int) -> bool:
        if done > 200:
            with Book.open(book_path) as other:
                review.decide(other, STAFF, [late.seq], ReviewDecision.BILL, seen=None)
        return True

    import_log.export(book, STAFF, 1, tmp_path / "a.csv", file="logg.txt", progress=meanwhile)
    assert "Faktureras" not in (tmp_path / "a.csv").read_text("utf-8-sig").replace("Ska fakt", "")
    assert weblog.rows(book, STAFF, 1, LogQuery(late=True), "logg.txt")[0].decision is not None
    assert text_of(TRAP).count("Ombokad") == 1
