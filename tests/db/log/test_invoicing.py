"""Exporting for invoicing: a decision remembers when it was, sums, and who decided (R50)."""

import csv
import itertools
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.book import Book
from db.bookings import acts
from db.doctor import examine
from db.errors import BookError, Busy, Conflict, Refused
from db.log import query as weblog
from db.log import review
from db.log.files import export as log_exporting
from db.log.files import import_log
from db.log.files.export import COLUMNS, Counts, Invoice, counts
from db.log.files.sums import HEADINGS as SUM_HEADINGS
from db.rules.log.grammar import parse_search
from db.rules.log.query import LogQuery
from db.store import file as book_file
from db.values import Actor, ReviewDecision, Role
from tests.db.actors import IT, STAFF
from tests.db.builders import at, citizen, make_patient, set_clock
from tests.db.log.files.test_import_log import TRAP, saved, text_of
from tests.db.log_builders import Unit
from tests.db.test_all_or_nothing import Failing

BILL, EXEMPT, CHECKED = ReviewDecision.BILL, ReviewDecision.EXEMPT, ReviewDecision.CHECKED
NOON, ONE = "2024-09-12 12:00", "2024-09-12 13:00"
ROLF = Actor(Role.STAFF, "Rolf Revisor")
EVERY, FRESH = Invoice.EVERY, Invoice.FRESH


@pytest.fixture
def late(book: Book) -> list[int]:
    """Four late changes of two people; Rolf bills the first two, exempts one and leaves one."""
    unit = Unit(book)
    other = make_patient(book, 1)
    for hour in (8, 9, 10):
        booking = unit.booked(f"2024-09-11 {hour:02}:30", f"2024-09-12 {hour:02}:00")
        unit.cancelled(booking, f"2024-09-11 {hour + 1:02}:40")
    booking = unit.booked("2024-09-11 12:00", "2024-09-12 11:00", patient=other)
    unit.patients.insert(0, other)
    unit.cancelled(booking, "2024-09-11 14:00")
    set_clock(book, NOON)
    seqs = [one.seq for one in weblog.rows(book, STAFF, 1, LogQuery(late=True))]
    assert len(seqs) == 4
    review.decide(book, ROLF, seqs[:2], BILL, seen=None)
    review.decide(book, ROLF, seqs[2:3], EXEMPT, "Giltigt förhinder", seen=None)
    return seqs


def exported_at(book: Book, seqs: list[int]) -> list[int | None]:
    entries = {one.seq: one for one in weblog.rows(book, STAFF, 1)}
    return [entries[seq].review.exported_at for seq in seqs]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def export(book: Book, target: Path, invoice: Invoice | None = FRESH, actor: Actor = STAFF,
           query: str = "") -> log_exporting.Exported:  # fmt: skip
    return import_log.export(book, actor, 1, target, invoice=invoice, query=parse_search(query))


def test_what_was_exported_is_not_taken_twice(book: Book, late: list[int], tmp_path: Path) -> None:
    done = export(book, tmp_path / "a.csv")
    assert (done.rows, done.marked, done.undecided) == (2, 2, 1)
    assert exported_at(book, late) == [at(NOON), at(NOON), None, None]
    with pytest.raises(Refused, match="Alla 2 rader som ska faktureras är redan exporterade."):
        export(book, tmp_path / "b.csv")
    assert not (tmp_path / "b.csv").exists()
    set_clock(book, ONE)
    review.decide(book, STAFF, late[3:], BILL, seen=None)
    done = export(book, tmp_path / "c.csv")
    assert (done.rows, done.marked, done.undecided) == (1, 1, 0)
    again = export(book, tmp_path / "d.csv", EVERY)
    assert (again.rows, again.marked) == (3, 0)
    assert exported_at(book, late) == [at(NOON), at(NOON), None, at(ONE)]
    assert [row["Exporterad"] for row in rows_of(tmp_path / "d.csv")] == [NOON, NOON, ONE]
    with book.read() as reader:
        sql = "SELECT exported_at FROM booking_change WHERE exported_at > 0 ORDER BY id"
        assert [row[0] for row in reader.rows(sql)] == [at(NOON), at(NOON), at(ONE)]
    assert examine.examine(book).faults == ()


def test_another_export_marks_nothing(book: Book, late: list[int], tmp_path: Path) -> None:
    for n, query in enumerate(("", "sen:ja", "bedömd:faktureras")):
        assert export(book, tmp_path / f"{n}.csv", None, query=query).marked == 0
    assert exported_at(book, late) == [None] * 4


def test_a_file_with_masked_numbers_marks_nothing(
    book: Book, late: list[int], tmp_path: Path
) -> None:
    for actor in (IT, Actor(Role.STAFF, "Rut", demo=True)):
        done = export(book, tmp_path / f"{actor.role}.csv", actor=actor)
        assert (done.rows, done.marked) == (2, 0)
    assert exported_at(book, late) == [None] * 4


def test_the_rows_say_who_decided_when_and_why_and_at_which_unit(
    book: Book, late: list[int], tmp_path: Path
) -> None:
    export(book, tmp_path / "a.csv", None, query="bedömd:ja")
    first, _, exempt = rows_of(tmp_path / "a.csv")
    assert list(first) == [*COLUMNS]
    told = [first[name] for name in ("Bedömning", "Bedömd av", "Bedömd", "Orsak", "Enhet")]
    assert told == ["Faktureras", "Rolf Revisor", NOON, "", "Primus MVK VC Test"]
    assert (exempt["Bedömning"], exempt["Orsak"]) == ("Undantas", "Giltigt förhinder")
    review.decide(book, STAFF, late, None, seen=None)  # nobody has decided, if taken back
    export(book, tmp_path / "b.csv", None, query="sen:ja")
    assert {row["Bedömd av"] + row["Bedömd"] for row in rows_of(tmp_path / "b.csv")} == {""}


@pytest.mark.parametrize("priced", [False, True])
def test_the_last_sheet_sums_per_patient_and_resource(
    book: Book, late: list[int], tmp_path: Path, priced: bool
) -> None:
    if priced:
        with book.write() as tx:
            tx.run("INSERT INTO fee (clinic_id, profession, amount_ore) VALUES (1, '', 40050)")
    review.decide(book, STAFF, late[3:], BILL, seen=None)
    export(book, tmp_path / "a.xlsx")
    workbook = load_workbook(tmp_path / "a.xlsx")
    assert workbook.sheetnames == ["Logg för webbtidbok", "Summor"]
    head, *rows = [[cell.value for cell in row] for row in workbook["Summor"].iter_rows()]
    assert head == [*SUM_HEADINGS]
    people = {one.pnr: one.patient for one in weblog.rows(book, STAFF, 1)}
    names = sorted(people.values())

    def money(count: int) -> tuple[float | None, int | None]:
        return (400.5 * count, 0) if priced else (None, None)

    pnr = {"Tolvan Tolvansson": "19121212-1212"}
    by_name = {row[1]: row for row in rows if row[0] == "Patient"}
    assert list(by_name) == names
    assert by_name["Tolvan Tolvansson"][2:] == [pnr["Tolvan Tolvansson"], 2, *money(2)]
    assert rows[2:] == [
        ["Resurs", "Distriktssköterska", None, 3, *money(3)],
        ["Allt", None, None, 3, *money(3)],
    ]


def test_a_renamed_resource_is_one_sum(book: Book, late: list[int], tmp_path: Path) -> None:
    review.decide(book, STAFF, late[3:], BILL, seen=None)
    with book.write() as tx:
        tx.run("UPDATE resource SET name = 'Mottagningen' WHERE name = 'Distriktssköterska'")
        tx.run(
            "UPDATE log_row SET old_resource = 'Något tidigare', old_resource_id = 1 WHERE id = ?",
            (late[0],),
        )
    export(book, tmp_path / "a.xlsx")
    rows = load_workbook(tmp_path / "a.xlsx")["Summor"].iter_rows(values_only=True)
    assert [row[1:4] for row in rows if row[0] == "Resurs"] == [("Mottagningen", None, 3)]


def test_a_resource_without_an_amount_is_told(book: Book, late: list[int], tmp_path: Path) -> None:
    with book.write() as tx:
        tx.run("INSERT INTO fee (clinic_id, profession, amount_ore) VALUES (1, 'Läkare', 40000)")
    export(book, tmp_path / "a.xlsx")
    rows = load_workbook(tmp_path / "a.xlsx")["Summor"].iter_rows(values_only=True)
    assert list(rows)[-1][3:] == (2, 0, 2)


def test_all_the_choices_are_counted(book: Book, late: list[int], tmp_path: Path) -> None:
    assert counts(book, STAFF, 1, LogQuery()) == Counts(8, 8, 2, 2, 1)
    export(book, tmp_path / "a.csv")
    assert counts(book, STAFF, 1, LogQuery()) == Counts(8, 8, 0, 2, 1)
    assert counts(book, STAFF, 1, parse_search("bokad")) == Counts(4, 8, 0, 0, 0)
    assert counts(book, STAFF, 1, parse_search("tolvan bedömd:nej")) == Counts(3, 8, 0, 2, 0)


# --- all or nothing -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx", "txt"])
def test_what_is_decided_otherwise_while_it_is_written_stops_it(
    book: Book, late: list[int], tmp_path: Path, kind: str
) -> None:
    """Nothing is marked that does not stand in the file as it is, and no file is left."""

    def meanwhile(done: int, _total: int) -> bool:
        if done >= 1000:
            with Book.open(book.path) as other:
                review.decide(other, ROLF, late[:1], EXEMPT, "Sjuk", seen=None)
        return True

    before = sorted(tmp_path.iterdir())
    with pytest.raises(Conflict, match="Rolf Revisor har bedömt raden .*Ingen fil skrevs."):
        import_log.export(book, STAFF, 1, tmp_path / f"a.{kind}", invoice=FRESH, progress=meanwhile)
    assert [one for one in sorted(tmp_path.iterdir()) if "book.db" not in one.name] == [
        one for one in before if "book.db" not in one.name
    ]
    assert exported_at(book, late) == [None] * 4


def test_two_that_export_at_once_do_not_both_get_the_rows(
    book: Book, late: list[int], tmp_path: Path
) -> None:
    first = itertools.count()

    def meanwhile(done: int, _total: int) -> bool:
        if done >= 1000 and not next(first):
            with Book.open(book.path) as other:
                assert export(other, tmp_path / "other.csv").marked == 2
        return True

    with pytest.raises(Conflict, match="exporterades för fakturering"):
        import_log.export(book, STAFF, 1, tmp_path / "a.csv", invoice=FRESH, progress=meanwhile)
    assert not (tmp_path / "a.csv").exists()
    assert exported_at(book, late) == [at(NOON), at(NOON), None, None]


def test_no_file_is_left_where_the_marks_cannot_be_written(
    book: Book, late: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book_file, "GIVE_UP_AFTER", 0.05)
    with Book.open(book.path) as other, other.write() as tx:
        tx.run("UPDATE clock SET revision = revision + 1")
        with pytest.raises(Busy):
            export(book, tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()
    assert exported_at(book, late) == [None] * 4


def test_whichever_statement_fails_there_is_a_file_and_marks_or_neither(
    book: Book, late: list[int], tmp_path: Path
) -> None:
    target = tmp_path / "a.csv"
    with Book.open(book.path, factory=Failing) as failing:
        for number in range(1, 500):
            Failing.newest.arm(number)
            try:
                export(failing, target)
            except BookError:
                assert not target.exists(), number
                assert exported_at(book, late) == [None] * 4, number
            else:
                break
            finally:
                Failing.newest.arm(0)
    assert number > 10
    assert target.exists()
    assert exported_at(book, late) == [at(NOON), at(NOON), None, None]


def test_nothing_is_marked_where_the_name_is_taken_meanwhile(
    book: Book, late: list[int], tmp_path: Path
) -> None:
    target = tmp_path / "a.csv"

    def meanwhile(done: int, _total: int) -> bool:
        if done >= 1000:
            target.write_text("mitt")
        return True

    with pytest.raises(BookError, match="skrivs inte över"):
        import_log.export(book, STAFF, 1, target, invoice=FRESH, progress=meanwhile)
    assert target.read_text() == "mitt"
    assert exported_at(book, late) == [None] * 4


def test_an_imported_log_too(book: Book, tmp_path: Path) -> None:
    import_log.import_log(book, STAFF, 1, saved(tmp_path, text_of(TRAP)))
    seqs = [one.seq for one in weblog.rows(book, STAFF, 1, LogQuery(late=True), "logg.txt")]
    review.decide(book, STAFF, seqs, BILL, seen=None)
    done = import_log.export(book, STAFF, 1, tmp_path / "a.csv", file="logg.txt", invoice=FRESH)
    assert done.rows == done.marked == len(seqs)
    assert counts(book, STAFF, 1, LogQuery(), "logg.txt").fresh == 0


# --- the avbokningskommentar (R53) ----------------------------------------------------------------


def test_the_cancellation_comment_is_found_and_exported_beside_the_sixteen_columns(
    book: Book, tmp_path: Path
) -> None:
    unit = Unit(book)
    set_clock(book, "2024-09-11 12:00")
    booking = unit.booked("2024-09-11 08:30", "2024-09-12 08:00")
    acts.cancel(book, citizen(unit.patients[0]), booking, seen=None, reason="Fått MAGSJUKA i Åre")
    for search, found in {
        "magsjuka": 1, "avbokningskommentar:magsjuka": 1, 'avbokningskommentar:"i åre"': 1,
        "-magsjuka": 1, "avbokningskommentar:ont": 0, "åre avbokad": 1, "åre bokad": 0,
    }.items():  # fmt: skip
        assert len(weblog.rows(book, STAFF, 1, parse_search(search))) == found, search
        assert counts(book, STAFF, 1, parse_search(search)).seen == found, search
    export(book, tmp_path / "a.csv", None, query="magsjuka")
    (row,) = rows_of(tmp_path / "a.csv")
    assert row["Avbokningskommentar"] == "Fått MAGSJUKA i Åre"
