"""A log that comes again, in pieces, through a pipe, or broken: nothing is lost or doubled."""

import io
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from db.book import Book
from db.errors import BookError, NeedsConfirmation, Refused, Unreadable
from db.log import query, review
from db.log.entry import GREEN, HEADINGS, RED, cells
from db.log.files import import_log, source
from db.log.files.import_log import Imported
from db.values import ReviewDecision
from tests.db.actors import STAFF
from tests.db.builders import at, set_clock
from tests.db.hostile import HOSTILE, assert_safe
from tests.db.log.files.test_import_log import TRAP, line, saved, text_of

OTHER = "19900602-2397"
EXTRA = line("Avbokad", "2025-06-20 09:00", "2025-06-20 09:30", pnr=OTHER)


def load(book: Book, folder: Path, rows: Sequence[Sequence[str]], **more: Any) -> Imported:  # noqa: ANN401
    return import_log.import_log(book, STAFF, 1, saved(folder, text_of(rows)), **more)


def told(book: Book, name: str = "logg.txt") -> list[tuple[str, str, int, str]]:
    """Act, minute, chain and decision of each row."""
    return [
        (cells(one)[0], cells(one)[1], one.chain, one.decision or "")
        for one in query.rows(book, STAFF, 1, file=name)
    ]


def test_a_name_that_no_file_can_have_is_said(book: Book) -> None:
    """Whether a folder has the name cannot be asked either."""
    for path, why in ((f"/{'x' * 300}", "namnet är för långt"), ("/tmp/a\0b", "fel vid läsning")):
        with pytest.raises(Unreadable) as caught:
            import_log.import_log(book, STAFF, 1, path, name="Juni")
        assert caught.value.text == f"Filen {path} kan inte läsas: {why}."
        assert caught.value.field == "path"


# --- the same log again ----------------------------------------------------------------------


def test_the_same_file_again_brings_nothing(book: Book, tmp_path: Path) -> None:
    load(book, tmp_path, TRAP)
    rebooked = query.rows(book, STAFF, 1, file="logg.txt")[1]
    review.decide(book, STAFF, [rebooked.seq], ReviewDecision.BILL, seen=None)
    before, stamp = told(book), book.changes()
    done = load(book, tmp_path, TRAP, name="LOGG.txt")
    assert (done.file, done.rows, done.known, done.new) == ("logg.txt", 3, 3, 0)
    assert told(book) == before
    assert [one.decision for one in query.rows(book, STAFF, 1, file="logg.txt")][1] is not None
    assert book.changes() >= stamp


def test_a_longer_log_adds_its_rows_and_keeps_decisions(book: Book, tmp_path: Path) -> None:
    """The log of a later day begins where this one ends; its rows join the chains."""
    set_clock(book, "2025-06-19 09:00")
    load(book, tmp_path, TRAP[:2])
    late = query.rows(book, STAFF, 1, file="logg.txt")[1]
    review.decide(book, STAFF, [late.seq], ReviewDecision.EXEMPT, "Sjuk", seen=None)
    set_clock(book, "2025-06-21 09:00")
    done = load(book, tmp_path, [TRAP[1], TRAP[2], EXTRA])
    assert (done.rows, done.known) == (3, 1)
    assert told(book) == [
        ("Bokad", "2025-06-19 08:37", 1, ""),
        ("Ombokad", "2025-06-19 08:42", 1, "exempt"),
        ("Avbokad", "2025-06-19 08:46", 1, ""),
        ("Avbokad", "2025-06-20 09:00", 2, ""),
    ]
    assert import_log.files(book, 1)[0].imported_at == at("2025-06-21 09:00")


def test_an_earlier_log_moves_the_chains(book: Book, tmp_path: Path) -> None:
    load(book, tmp_path, [EXTRA, *TRAP[1:]])
    load(book, tmp_path, TRAP[:1])
    chains = {minute: chain for _, minute, chain, _ in told(book)}
    assert chains == {
        "2025-06-19 08:37": 1, "2025-06-19 08:42": 1, "2025-06-19 08:46": 1,
        "2025-06-20 09:00": 2,
    }  # fmt: skip


def test_rows_that_say_the_same_are_counted(book: Book, tmp_path: Path) -> None:
    """A6.6: two bookings of one minute and visit are two rows, also the second time."""
    twice = [TRAP[0], TRAP[0]]
    load(book, tmp_path, TRAP[:1])
    assert load(book, tmp_path, twice).new == 1
    assert load(book, tmp_path, twice).new == 0
    assert load(book, tmp_path, [*twice, TRAP[0]]).new == 1
    assert len(told(book)) == 3


@pytest.mark.parametrize("column", range(16), ids=HEADINGS)
def test_a_row_is_another_one_by_any_of_its_columns(
    book: Book, tmp_path: Path, column: int
) -> None:
    other = {
        0: "Avbokad", 1: "2025-06-19 08:43", 4: OTHER, 6: "2025-06-21", 7: "10:15",
        11: "2025-06-21", 12: "09:45",
    }  # fmt: skip
    changed = [*TRAP[1]]
    changed[column] = other.get(column, "Annat")
    if column == 0:
        changed[11:] = [""] * 5
    load(book, tmp_path, [TRAP[1]])
    assert load(book, tmp_path, [changed]).new == 1


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)], ids=["masked-first", "masked-last"])
@pytest.mark.parametrize("hidden", ["", "19121212-****"], ids=["missing", "masked"])
def test_a_masked_number_may_be_any(
    book: Book, tmp_path: Path, first: int, second: int, hidden: str
) -> None:
    masked = [[*row[:4], hidden, *row[5:]] for row in TRAP]
    logs = (masked, TRAP)
    load(book, tmp_path, logs[first])
    assert load(book, tmp_path, logs[second]).new == 0
    found = query.rows(book, STAFF, 1, file="logg.txt")
    assert {one.pnr for one in found} == {"191212121212"}
    assert {one.chain for one in found} == {1}


def test_another_number_is_not_taken_for_a_masked_one(book: Book, tmp_path: Path) -> None:
    both = [TRAP[0], [*TRAP[0][:4], "", *TRAP[0][5:]]]
    load(book, tmp_path, both)
    assert load(book, tmp_path, both).new == 0
    assert load(book, tmp_path, [[*TRAP[0][:4], OTHER, *TRAP[0][5:]]]).known == 1
    assert load(book, tmp_path, [[*TRAP[0][:4], "19440813-9089", *TRAP[0][5:]]]).new == 1


@pytest.mark.parametrize("again", [TRAP, TRAP[::-1], [[*r[:4], "", *r[5:]] for r in TRAP]],
                         ids=["same", "turned", "masked"])  # fmt: skip
def test_the_same_rows_under_another_name_are_asked_about(
    book: Book, tmp_path: Path, again: Sequence[Sequence[str]]
) -> None:
    load(book, tmp_path, TRAP)
    with pytest.raises(NeedsConfirmation, match=r"Raderna finns redan i ”logg.txt”\.") as caught:
        load(book, tmp_path, again, name="Juni")
    assert (caught.value.field, len(import_log.files(book, 1))) == ("name", 1)
    assert load(book, tmp_path, again, name="Juni", confirmed=True).new == 3
    assert load(book, tmp_path, [*TRAP, EXTRA], name="Mer").new == 4


def test_a_log_that_grew_is_known_for_all_it_has(book: Book, tmp_path: Path) -> None:
    load(book, tmp_path, TRAP[:2])
    load(book, tmp_path, [TRAP[2], EXTRA])
    with pytest.raises(NeedsConfirmation, match="Raderna finns redan"):
        load(book, tmp_path, [*TRAP, EXTRA], name="Juni")


def test_another_program_imports_meanwhile(book: Book, book_path: Path, tmp_path: Path) -> None:
    """Both are merged: what the first one stored is seen by the second."""
    path = saved(tmp_path, text_of([*TRAP, EXTRA]))
    sorting = 600

    def meanwhile(done: int, _total: int) -> bool:
        if done >= sorting and not import_log.files(book, 1):
            with Book.open(book_path) as other:
                load(other, tmp_path / "b", TRAP)
        return True

    (tmp_path / "b").mkdir()
    done = import_log.import_log(book, STAFF, 1, path, progress=meanwhile)
    assert (done.known, done.new) == (3, 1)
    assert [row[2] for row in told(book)] == [1, 1, 1, 2]


# --- progress --------------------------------------------------------------------------------

MANY = [
    line("Bokad", f"2025-06-{1 + n % 28:02} {n % 24:02}:{n % 60:02}", "", "2025-07-19 10:00")
    for n in range(1200)
]


def test_progress_never_goes_back_and_ends_at_the_whole(book: Book, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def note(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    load(book, tmp_path, MANY, progress=note)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert ({total for _, total in seen}, seen[-1]) == ({1000}, (1000, 1000))
    assert len({done for done, _ in seen}) > 5


@pytest.mark.parametrize("when", [0, 300, 650, 1000])
def test_given_up_at_any_time_nothing_is_imported(book: Book, tmp_path: Path, when: int) -> None:
    load(book, tmp_path, TRAP, name="Juni")
    before = told(book, "Juni")
    for name in ("", "Juni"):
        with pytest.raises(Refused, match="Inläsningen avbröts. Ingenting lästes in.") as caught:
            load(book, tmp_path, MANY, name=name, progress=lambda done, _: done < when)
        assert caught.value.code == "cancelled"
    assert [one.name for one in import_log.files(book, 1)] == ["Juni"]
    assert told(book, "Juni") == before


# --- where a log comes from ------------------------------------------------------------------


def test_from_a_stream(book: Book) -> None:
    data = text_of(TRAP).encode()
    done = import_log.import_log(book, STAFF, 1, io.BytesIO(data))
    assert (done.file, done.rows) == ("standard in", 3)
    assert import_log.import_log(book, STAFF, 1, io.BytesIO(data)).new == 0


class Endless(io.RawIOBase):
    """Says the same for ever, and counts how much of it was taken."""

    def __init__(self, said: bytes, first: bytes = b"") -> None:
        self.said, self.first, self.taken = said, first, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        out = self.first or (self.said * (size // len(self.said) + 1))[:size]
        self.first = b""
        self.taken += len(out)
        return out


@pytest.mark.parametrize(
    ("stream", "most"),
    [
        pytest.param(Endless(b"\0"), 2 << 20, id="dev-zero"),
        pytest.param(Endless(b"y\n"), 6 << 20, id="yes"),
        pytest.param(Endless(b'"'), 6 << 20, id="quotes"),
        pytest.param(
            Endless("\t".join(TRAP[0]).encode() + b"\n", text_of([]).encode()), 6 << 20, id="rows"
        ),
    ],
)
def test_a_stream_without_end_is_bounded(
    book: Book, stream: Endless, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "SIZE_LIMIT", 4 << 20)
    with pytest.raises(BookError):
        import_log.import_log(book, STAFF, 1, cast(BinaryIO, stream))
    assert stream.taken <= most
    assert import_log.files(book, 1) == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_from_a_named_pipe(book: Book, tmp_path: Path) -> None:
    pipe = tmp_path / "rör"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(text_of(TRAP), encoding="utf-8"))
    writer.start()
    assert import_log.import_log(book, STAFF, 1, pipe).rows == 3
    writer.join()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_writes_to(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "PATIENCE", 0.1)
    pipe = tmp_path / "rör"
    os.mkfifo(pipe)
    with pytest.raises(Unreadable, match="Ingen skriver"):
        import_log.import_log(book, STAFF, 1, pipe)


# --- what is broken --------------------------------------------------------------------------

GOOD = text_of(TRAP, ";").encode()
LONG = "x" * (10 << 20)


def cell(column: int, value: str) -> bytes:
    """The log with this in a cell of its third line."""
    row = [*TRAP[1]]
    row[column] = value
    return text_of([TRAP[0], row, TRAP[2]], ";").encode()


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "Filen är tom."),
    "binary": (b"\x7fELF\x02\x01\0\0", "rad 1, tecken 7 är NUL"),
    "nul-in-the-middle": (GOOD.replace(b"Akut", b"Ak\0t", 1), "rad 2, tecken "),
    "bad-utf-8": (GOOD[:-30] + b"\xff" + GOOD[-30:], "inte en textfil i UTF-8: rad 4, tecken "),
    "no-encoding": (b"Status\nab\x81c", "i UTF-8 eller Windows-1252: rad 2, tecken 3"),
    "half-utf-16": (b"\xff\xfea\0\n\0b", "i UTF-16: rad 2, tecken 1"),
    "excel": (b"PK\x03\x04", "Excel-arbetsbok. Spara den som CSV"),
    "prose": (b"hej\nsvejs\n", "inga av loggens rubriker"),
    "no-heading": (GOOD.replace(b"Remiss", b"Bremiss"), "Rad 1: rubriken Remiss saknas."),
    "heading-twice": (GOOD.replace(b"Remiss", b"Tolk"), "Rad 1: rubriken Tolk finns två gånger"),
    "too-many-fields": (GOOD[:-2] + b";x\r\n", "1 värde på 1 rad"),
    "open-quote": (GOOD + b'Bokad;"2025', "Rad 5, Ändrad datum: citattecknen går inte ihop."),
    "quote-then-more": (GOOD + b'"Bokad"x;', "Rad 5, Status: citattecknen går inte ihop."),
    "long-cell": (cell(15, LONG), "Rad 3, Ny pat. kommentar: fältet är för långt."),
    "long-cell-quoted": (cell(9, f"a;{LONG}"), "Rad 3, Tidigare resurs: fältet är för långt."),
    "long-cell-of-lines": (cell(10, "ab\n" * 400_000), "Rad 3, Tidigare pat. kommentar: "),
    "long-heading": (LONG.encode() + b";" + GOOD, "Rad 1, kolumn 1: fältet är för långt."),
    "long-line-of-nothing": (b";" * (1 << 20), "Rad 1, kolumn 1: fältet är för långt."),
    "no-such-day": (cell(6, "2025-06-31"), "Ingenting lästes in"),
    "no-such-hour": (cell(1, "2025-03-30 02:30"), "Ingenting lästes in"),
    "headings-only": (text_of([], ";").encode(), "inga rader"),
}


@pytest.mark.parametrize(("data", "said"), BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("streamed", [False, True], ids=["file", "stream"])
def test_what_is_broken_is_said_in_one_line(
    book: Book, tmp_path: Path, data: bytes, said: str, streamed: bool
) -> None:
    path = tmp_path / "trasig.csv"
    path.write_bytes(data)
    before = book.changes()
    with pytest.raises(BookError) as caught:
        import_log.import_log(book, STAFF, 1, io.BytesIO(data) if streamed else path)
    assert said in caught.value.text
    assert caught.value.text.count("\n") == 0
    assert len(caught.value.text) < 250
    assert caught.value.field == "path"
    assert (import_log.files(book, 1), book.changes()) == ((), before)


def test_a_device_is_no_log(book: Book) -> None:
    for path, why in (("/dev/zero", "det är ingen fil"), ("/", "det är en mapp")):
        with pytest.raises(Unreadable, match=why):
            import_log.import_log(book, STAFF, 1, path, name="x")


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_without_permission(book: Book, tmp_path: Path) -> None:
    path = saved(tmp_path, text_of(TRAP))
    path.chmod(0)
    with pytest.raises(Unreadable, match="behörighet saknas"):
        import_log.import_log(book, STAFF, 1, path)


def test_hostile_texts_in_every_cell_are_stored_harmlessly(book: Book, tmp_path: Path) -> None:
    texts = [text for name, text in HOSTILE.items() if name not in ("long", "nul", "surrogate")]
    free = [n for n, name in enumerate(HEADINGS) if name in (*RED[2:], *GREEN[2:], "Remiss")]
    rows = [[*TRAP[1]] for _ in texts]
    for row, text in zip(rows, texts, strict=True):
        for column in (*free, 3, 5):
            row[column] = text.replace("\x00", "").replace("\x85", " ")
    load(book, tmp_path, rows)
    for one, row in zip(query.rows(book, STAFF, 1, file="logg.txt"), rows, strict=True):
        for column, stored in enumerate(cells(one)):
            if column in free:
                assert_safe(stored, row[column].strip())
