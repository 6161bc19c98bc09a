"""What is read in is what stands in the file: separators, quoting, cells (issue 10 §1; R43)."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.book import Book
from db.errors import Invalid, Refused
from db.log import query
from db.log.entry import HEADINGS, cells
from db.log.files import import_log
from db.log.files import source as log_source
from db.log.files.cells import Times, Unread, strict
from db.log.files.reader import BadCell, LogReader, ReadRow, RowJudge, _comment
from db.rules.local_time import instant_text
from db.values import Act, clean
from tests.db.actors import STAFF
from tests.db.log.files.test_import_log import TRAP, line, saved, text_of
from tests.effort import effort


def read(data: bytes) -> tuple[list[ReadRow], LogReader]:
    """The rows of a log that comes as bytes, and what read them."""
    with log_source.opened(io.BytesIO(data), lambda: None) as source:
        reader = LogReader(source, lambda: None)
        return list(reader.read()), reader


def bad_of(data: bytes) -> list[BadCell]:
    return read(data)[1].bad


# --- a plain reference: no csv module, no caches -------------------------------------------------

Records = list[list[str]]


def lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def raw_records(text: str, delimiter: str) -> Records:
    """Every quote is text."""
    return [one.split(delimiter) for one in lines_of(text) if one]


def quoted_records(text: str, delimiter: str) -> Records | None:  # noqa: C901, PLR0912 - plain
    """As CSV has it, a character at a time; None when the quotes do not match."""
    records: Records = []
    fields, field, state = [], "", "begins"
    at = 0
    while at < len(text):
        char = text[at]
        if state == "within":
            if char == '"' and text[at + 1 : at + 2] == '"':
                field += '"'
                at += 1
            elif char == '"':
                state = "after"
            else:
                field += char
        elif char == delimiter or char in "\r\n":
            fields.append(field)
            field, state = "", "begins"
            if char != delimiter:
                if fields != [""]:
                    records.append(fields)
                fields = []
        elif state == "after":
            return None
        elif state == "begins" and char == '"':
            state = "within"
        elif not (state == "begins" and char == " "):
            field, state = field + char, "plain"
        at += 1
    if state == "within":
        return None
    if fields or field:
        records.append([*fields, field])
    return records


def is_log_row(record: Sequence[str]) -> bool:
    stated = record[0].strip() in ("Bokad", "Ombokad", "Avbokad")
    return stated and bool(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", record[1].strip()))


def is_clean(records: Records | None) -> bool:
    return records is not None and all(len(one) == 16 for one in records)


def as_demanded(text: str, delimiter: str) -> bool:
    field = rf'(?: *"(?:[^"]|"")*"|[^"{delimiter}]*)'
    return all(
        re.fullmatch(f"{field}(?:{delimiter}{field})*", one) for one in lines_of(text) if '"' in one
    )


def expected(text: str, delimiter: str) -> tuple[str, Records] | None:
    """What the text says and how, by the definition; None where it is to be refused."""
    raw, quoted = raw_records(text, delimiter), quoted_records(text, delimiter)
    marked = any(is_log_row([cell.strip(' "') for cell in one]) and not is_log_row(one)
                 for one in raw if len(one) > 1)  # fmt: skip
    ways: dict[str, Records] = {}
    if is_clean(quoted) and quoted is not None:
        ways["doubled"] = quoted
    if is_clean(raw) and not marked:
        ways["none"] = raw
    if not ways:
        return None
    counts = {way: (sum(map(is_log_row, one)), len(one)) for way, one in ways.items()}
    best = [way for way in ways if counts[way] == max(counts.values())]
    chosen = best[-1] if len(best) > 1 and not as_demanded(text, delimiter) else best[0]
    return chosen, ways[chosen]


PIECES = st.sampled_from(
    ['"', '""', "Ont", " ", "i halsen", ";", "\t", ",", "\n", "\r\n", "å", "'", '"Akut"', "nej"]
)
COMMENTS = st.one_of(
    st.just("Hosta"), st.just(""), st.lists(PIECES, max_size=5).map("".join), st.just('"Ont')
)
ROWS = st.builds(
    lambda status, minute, comment, act: (
        [status, minute, "", "Tolvan", "19121212-1212", "Nej",
         *(("2025-06-20", "09:30", "Akut", "DSK", comment) if act != "Bokad" else [""] * 5),
         *(("2025-06-21", "09:30", "Akut", "DSK", comment) if act != "Avbokad" else [""] * 5)]
    ),
    st.sampled_from(["Bokad", "Ombokad", "Avbokad", "Avbokad", "Bokat"]),
    st.sampled_from(["2025-06-19 08:00", "2025-06-19 08:01", "2025-06-31 08:00"]),
    COMMENTS,
    st.sampled_from(["Bokad", "Ombokad", "Avbokad"]),
)  # fmt: skip


def written(
    rows: Sequence[Sequence[str]], delimiter: str, style: str, ends: str, headed: str
) -> str:
    """A log as text: ``style`` is raw, minimal or all; the headings may be quoted otherwise."""

    def of(row: Sequence[str], how: str) -> str:
        if how == "raw":
            plain = (re.sub(rf"[\r\n{delimiter}]", " ", cell) for cell in row)
            return delimiter.join(plain) + ends
        quoted = (
            f'"{cell.replace(chr(34), chr(34) * 2)}"'
            if how == "all" or set(cell) & {'"', delimiter, "\r", "\n"}
            else cell
            for cell in row
        )
        return delimiter.join(quoted) + ends

    return of(HEADINGS, headed) + "".join(of(row, style) for row in rows)


STYLES = st.sampled_from(["raw", "minimal", "all"])


@settings(max_examples=effort(50, 3000))
@given(
    st.lists(ROWS, min_size=1, max_size=5),
    st.sampled_from("\t;,"),
    STYLES,
    st.sampled_from(["\n", "\r\n", "\r"]),
    STYLES,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_the_rows_are_those_of_the_file(
    rows: list[list[str]], delimiter: str, style: str, ends: str, headed: str, encoding: str
) -> None:
    """Read in + left out = the rows of the file, and each is read as the reference has it."""
    text = written(rows, delimiter, style, ends, headed)
    wanted = expected(text, delimiter)
    seen = sum(is_log_row(one) for one in raw_records(text, delimiter) if one[1:])
    if wanted is None or seen > sum(map(is_log_row, wanted[1])):  # rows would be lost
        with pytest.raises(Invalid, match=r"Rad \d+, .*: (citattecknen|raden har) "):
            read(text.encode(encoding))
        return
    found, reader = read(text.encode(encoding))
    quoting, records = wanted
    body = [one for one in records[1:] if any(cell.strip() for cell in one)]
    if '"' in text:
        assert reader.form.quoting == quoting
    assert len(found) + reader.bad_rows == len(body)
    good = iter(body)
    for row in found:  # those left out lie between
        record = next(one for one in good if is_log_row(one) and one[1].strip() == instant_text(
            row.changed_at) and _same(row, one))  # fmt: skip
        assert record


def _same(row: ReadRow, record: Sequence[str]) -> bool:
    said = (row.referral, row.patient, row.interpreter, row.old_type, row.old_comment,
            row.new_type, row.new_comment)  # fmt: skip
    where = (2, 3, 5, 8, 10, 13, 15)
    return list(said) == [clean(_plain(record[at]), lines=at in (10, 15)) for at in where]


def _plain(cell: str) -> str:
    """Without the apostrophe by which our own exports guard formulas; none is made here."""
    return cell.strip()


# --- the cases that failed, and their kind -------------------------------------------------------


def cancelled(day: int, comment: str) -> list[str]:
    row = line("Avbokad", f"2024-09-{day:02} 10:00", f"2024-09-{day:02} 13:00")
    return [*row[:10], comment, *row[11:]]


def raw(rows: Sequence[Sequence[str]], delimiter: str = "\t") -> str:
    return "".join(delimiter.join(row) + "\n" for row in (HEADINGS, *rows))


def test_no_row_comes_in_twice(book: Book, tmp_path: Path) -> None:
    """More than a batch is read before the quote that shows how all of it is written."""
    rows = [cancelled(1 + n % 28, "Hosta") for n in range(700)]
    rows.append(cancelled(12, '"Akut" enligt 1177'))
    done = import_log.import_log(book, STAFF, 1, saved(tmp_path, raw(rows)))
    assert (done.rows, done.quoting, done.read_as) == (701, "none", "Citattecknen lästes som text.")
    assert query.counts(book, 1, "logg.txt").rows == 701


@pytest.mark.parametrize("delimiter", "\t;,")
def test_no_row_is_swallowed_between_two_quotes(delimiter: str) -> None:
    comments = ['"Ont i halsen', "Hosta", "Feber", 'fick svar nej"', "Hosta"]
    rows = [cancelled(day, comment) for day, comment in enumerate(comments, 1)]
    found, reader = read(raw(rows, delimiter).encode())
    assert [row.old_comment for row in found] == comments
    assert reader.form.quoting == "none"


def test_headings_in_quotes_do_not_make_the_rows_quoted() -> None:
    comments = ['"Ont i halsen', "Hosta", 'nej"']
    rows = [cancelled(day, comment) for day, comment in enumerate(comments, 1)]
    head = ";".join(f'"{heading}"' for heading in HEADINGS)
    text = raw(rows, ";").replace(";".join(HEADINGS), head)
    assert [row.old_comment for row in read(text.encode())[0]] == comments


def test_rows_that_vanish_either_way_are_refused() -> None:
    """One row has a tab too many, so that the raw reading is not clean either."""
    rows = [cancelled(1, '"Ont'), cancelled(2, "Hosta"), cancelled(3, 'nej"'), cancelled(4, "x")]
    rows[1] = [*rows[1], "för mycket"]
    with pytest.raises(Invalid, match="Rad 2, Tidigare pat. kommentar: .* på två sätt"):
        read(raw([*rows, cancelled(5, "x")]).encode())


def test_what_no_reading_makes_clean_is_refused_also_when_told_to_skip(
    book: Book, tmp_path: Path
) -> None:
    text = raw([cancelled(1, "Hosta"), cancelled(2, '"a;b"'), cancelled(3, '"x" y')], ";")
    with pytest.raises(Invalid, match="Rad 4, Tidigare pat. kommentar: citat"):
        import_log.import_log(book, STAFF, 1, saved(tmp_path, text), skip_bad=True)


@pytest.mark.parametrize(
    ("comments", "quoting", "said"),
    [
        pytest.param(['"Akut"', "x"], "doubled", ["Akut", "x"], id="as-csv-demands"),
        pytest.param(['"Akut"', 'en "x"'], "none", ['"Akut"', 'en "x"'], id="one-is-not"),
        pytest.param(['"A ""b"" c"', "x"], "doubled", ['A "b" c', "x"], id="doubled"),
        pytest.param(['"a\tb"', 'en "x"'], "doubled", ["a b", 'en "x"'], id="separator-within"),
        pytest.param(['"a\nb"', "x"], "doubled", ["a\nb", "x"], id="two-lines"),
        pytest.param([' "Akut"', "x"], "doubled", ["Akut", "x"], id="blank-before"),
        pytest.param(['  "a\tb"', "x"], "doubled", ["a b", "x"], id="blanks-before"),
        pytest.param(["x", "y"], "none", ["x", "y"], id="no-quotes"),
    ],
)
def test_how_quotes_are_read(comments: list[str], quoting: str, said: list[str]) -> None:
    rows = [cancelled(day, comment) for day, comment in enumerate(comments, 1)]
    found, reader = read(raw(rows).encode())
    assert ([row.old_comment for row in found], reader.form.quoting) == (said, quoting)


@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"], ids=["none", "bom", "boms"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("title", ["", "Logg för webbtidbok: X\r\n\r\nSök: 2024\r\n"])
def test_two_months_that_were_joined(mark: str, quoting: int, title: str) -> None:
    months = []
    for rows, head in ((TRAP[:1], HEADINGS), (TRAP[1:], HEADINGS[::-1])):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", quoting=quoting)  # type: ignore[arg-type]
        writer.writerow(head)
        writer.writerows(row if head is HEADINGS else row[::-1] for row in rows)
        months.append(title + out.getvalue())
    found, reader = read((months[0] + mark + months[1]).encode("utf-8-sig"))
    assert [row.act for row in found] == [Act.BOOKED, Act.REBOOKED, Act.CANCELLED]
    assert (found[2].patient, reader.bad) == ("Tolvan Tolvansson", [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_the_end_of_a_dos_file_is_no_text(encoding: str, quoting: int) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=quoting).writerows(  # type: ignore[arg-type]
        [[*HEADINGS[5:], *HEADINGS[:5]], [*TRAP[0][5:], *TRAP[0][:5]]]
    )
    for end in ("\x1a", ""):
        found, reader = read((out.getvalue() + end).encode(encoding))
        assert (len(found), reader.bad) == (1, [])
    found, reader = read((out.getvalue().rstrip() + "\x1a").encode(encoding))
    assert (len(found), reader.bad) == (1, [])


@pytest.mark.parametrize("ends", ["\r", "\n", "\r\n"])
def test_line_ends_of_every_kind_in_one_file(ends: str) -> None:
    text = ends.join(["\t".join(HEADINGS), "\t".join(TRAP[0])])
    text += "\r\n" + "\r".join("\t".join(row) for row in TRAP[1:]) + "\n\r"
    assert len(read(text.encode())[0]) == 3


# --- cells ---------------------------------------------------------------------------------------

ODD = {
    "lrm": "\u200e", "zwsp": "\u200b", "soft-hyphen": "\u00ad", "bom": "\ufeff", "zwj": "\u200d",
    "isolate": "\u2066", "selector": "\ufe0f", "joiner": "\u034f", "ctrl-z": "\x1a",
    "tag": "\U000e0041", "filler": "\u3164",
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("column", [0, 1, 4, 6, 7, 11, 12])
def test_what_does_not_show_is_dropped_from_strict_cells(odd: str, column: int) -> None:
    row = [*TRAP[1]]
    for place in (
        f"{odd}{row[column]}",
        f"{row[column]}{odd}",
        row[column][:3] + odd + row[column][3:],
    ):
        changed = [*row]
        changed[column] = place
        found, reader = read(text_of([changed]).encode())
        assert (found, reader.bad) == (read(text_of([row]).encode())[0], [])


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
def test_every_dash_is_a_hyphen_in_numbers_and_days(dash: str) -> None:
    row = [
        cell.replace("-", dash) if at in (1, 4, 6, 11) else cell for at, cell in enumerate(TRAP[1])
    ]
    found, reader = read(text_of([row]).encode())
    assert (found, reader.bad) == (read(text_of(TRAP[1:2]).encode())[0], [])


class CountedBytes(io.BytesIO):
    """Bytes that count how many of them are read."""

    given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self.given += len(found)
        return found


@pytest.mark.parametrize(
    ("quoting", "passes"), [(csv.QUOTE_NONE, 1), (csv.QUOTE_ALL, 2), (csv.QUOTE_MINIMAL, 3)]
)
def test_how_often_a_log_is_read(quoting: Literal[0, 1, 3], passes: int) -> None:
    """Once without quotes; quoted throughout once more; else in both ways before it is read."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=quoting, quotechar='"')
    writer.writerow(HEADINGS)
    comments = ['Ont; i "halsen"', "Ont\ni halsen"] if quoting != csv.QUOTE_NONE else ["Ont"]
    for number in range(4000):
        writer.writerow([*TRAP[0][:15], comments[number % len(comments)]])
    data = out.getvalue().encode()
    file = CountedBytes(data)
    quotes = quoting != csv.QUOTE_NONE
    reader = LogReader(log_source.Source(file, len(data), "utf-8", quotes=quotes), lambda: None)
    assert sum(1 for _ in reader.read()) == 4000
    headings = 6 * 2 * log_source._BLOCK  # looked for by each separator, in both ways
    assert file.given <= passes * len(data) + headings


@pytest.mark.parametrize(
    "written",
    [
        "2024-09-12 10:38", "2024-09-12\u00a010:38", "2024-09-12\u202f10:38", "2024-09-12T10:38",
        "2024-09-12T10:38:00", "2024-09-12 10:38:59.999", "2024-09-12 10.38", "2024-09-12 10.38.00",
        "2024-09-12 10:38:00 AM", "2024/09/12 10:38", "20240912 10:38", "13/9/2024 10:38",
        "12 sep 2024 10:38", "12-September-2024 10:38", "2024-9-12 10:38", "'2024-09-12 10:38",
        "2024-09-12T08:38Z", "2024-09-12 10:38 +02:00", "2024-09-12T10:38:00.000+0200",
    ],
)  # fmt: skip
def test_moments_that_spreadsheets_write(written: str) -> None:
    day = 13 if written.startswith("13") else 12
    (moment,) = Times().changed(written)
    assert instant_text(moment) == f"2024-09-{day} 10:38"


@pytest.mark.parametrize(
    ("day", "clock", "read_as"),
    [
        ("2024-09-12 00:00:00", "13:00", "13:00"),
        ("2024-09-12T00:00", "13:00:00", "13:00"),
        ("2024-09-12 12:00:00 AM", "08:18:00 AM", "08:18"),
        ("2024-09-12", "8:18 pm", "20:18"),
        ("2024-09-12", "12:05 AM", "00:05"),
        ("2024-09-12", "12:05 PM", "12:05"),
        ("2024-09-12", "10.38", "10:38"),
        ("2024-09-12", "1899-12-30 13:00:00", "13:00"),
        ("2024-09-12", "9:30", "09:30"),
    ],
)
def test_visits_that_spreadsheets_write(day: str, clock: str, read_as: str) -> None:
    (moment,) = Times().visit(day, clock)
    assert instant_text(moment) == f"2024-09-12 {read_as}"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2024-09-12 24:00", "2024-09-13 00:00"), ("2024-12-31T24:00:00", "2025-01-01 00:00"),
        ("2024-09-12 24.00.00", "2024-09-13 00:00"), ("12 sep 2024 24:00", "2024-09-13 00:00"),
        ("2024-09-12 24:00:00.000", "2024-09-13 00:00"), ("2024-09-12 24:00Z", "2024-09-13 02:00"),
        ("2024-10-27 24:00", "2024-10-28 00:00"), ("2024-03-31 24:00", "2024-04-01 00:00"),
    ],
)  # fmt: skip
def test_24_00_is_the_end_of_the_day(written: str, read_as: str) -> None:
    """R32; also where that day is an hour longer or shorter than others."""
    (moment,) = Times().changed(written)
    assert instant_text(moment) == read_as
    if written.startswith("2024") and "Z" not in written:
        (visit,) = Times().visit(written[:10], written[11:])
        assert visit == moment


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2024-09-12 24:01", "är inte ett klockslag (TT:MM)"),
        ("2024-09-12 24:00:01", "är inte ett klockslag (TT:MM)"),
        ("2024-09-12 24:00:00.5", "är inte ett klockslag (TT:MM)"),
        ("2024-09-12 25:00", "är inte ett klockslag (TT:MM)"),
        ("2024-09-12 24:00 pm", "är inte ett klockslag (TT:MM)"),
        ("09/12/2024 10:38", "kan vara 2024-09-12 eller 2024-12-09; skriv ÅÅÅÅ-MM-DD"),
        ("9.12.2024 10:38", "kan vara 2024-09-12 eller 2024-12-09; skriv ÅÅÅÅ-MM-DD"),
        ("24-09-12 10:38", "kan vara 2012-09-24 eller 2024-09-12; skriv ÅÅÅÅ-MM-DD"),
        ("45547.44", "är inte ett datum (ÅÅÅÅ-MM-DD, år 2000–2099)"),
        ("2024-09-12 0.25", "är inte ett klockslag (TT:MM)"),
        ("2024-09-12 13:00 PM", "är inte ett klockslag (TT:MM)"),
        ("2024-09-12 10:61", "är inte ett klockslag (TT:MM)"),
        ("2024-09-12 10:38+25:00", "är inte ett klockslag (TT:MM)"),
        ("2024-09-12", "är inte ett klockslag (TT:MM)"),
    ],
)
def test_what_is_no_moment_or_could_be_two(written: str, why: str) -> None:
    with pytest.raises(Unread) as caught:
        Times().changed(written)
    assert caught.value.why == why


def test_a_clock_in_the_column_of_the_day_is_said() -> None:
    row = [*TRAP[2]]
    row[6] = "2025-06-20 13:00"
    (cell,) = bad_of(text_of([row]).encode())
    assert cell.text == (
        "Rad 2, Tidigare besöksdatum: ”2025-06-20 13:00” har ett klockslag, som ska stå i"
        " kolumnen bredvid."
    )


def test_a_row_at_the_end_of_the_day_is_midnights() -> None:
    row = line("Avbokad", "2024-09-12 24:00", "2024-09-12 24:00")
    later = line("Avbokad", "2024-09-13 00:00", "2024-09-13 00:00")
    (found, _), (same, _) = read(text_of([row]).encode()), read(text_of([later]).encode())
    assert found == same != []


def test_a_sentence_never_says_that_bokad_should_be_bokad() -> None:
    """A letter that looks like another one is named."""
    (cell,) = bad_of(text_of([["\u0412okad", *TRAP[0][1:]]]).encode())
    assert "med tecknet U+0412" in cell.text
    for name, odd in ODD.items():
        assert bad_of(text_of([[f"Bo{odd}kad", *TRAP[0][1:]]]).encode()) == [], name


@given(st.text(max_size=12))
@example("\x85\u2028a")
def test_strict_is_idempotent_but_for_the_apostrophe(text: str) -> None:
    once = strict(text)
    assert strict(once).lstrip("'") == once.lstrip("'")
    assert "\n" not in once
    assert once == once.strip()


@given(st.text(alphabet=st.characters(max_codepoint=0x2100), max_size=12))
def test_comments_are_cleaned_as_all_texts_are(text: str) -> None:
    if not text.strip().startswith("'"):
        assert _comment(text) == clean(text, lines=True)


RARE = st.one_of(
    st.sampled_from(["", "Bokad", "Avbokad", "2025-06-19", "2025-06-19 10:00", "10:00", "x" * 201,
                     "2026-10-25", "02:30", "2025-03-30", "19121212-1212", "\u200e", "'", "'=1"]),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=effort(40, 2000))
@given(st.lists(RARE, min_size=16, max_size=16))
@example([""] * 16)
def test_a_row_is_read_or_has_a_cell_that_is_named(record: list[str]) -> None:
    """Never neither, never both."""
    from db.log.files.text import Record

    judge = RowJudge()
    bad = judge.faults(Record(7, tuple(record), (), True))
    try:
        judge.read(record)
    except Unread:
        assert bad
    else:
        assert not bad
    assert all(one.text.startswith("Rad 7, ") and one.text.endswith(".") for one in bad)


@pytest.mark.parametrize(
    ("pnr", "changed", "read_as", "why"),
    [
        ("20170101-2393", "2017-01-01 00:00", "201701012393", ""),
        ("20170101\u20132393", "2017-01-02 09:00", "201701012393", ""),
        ("20170101-2393", "2016-12-31 23:59", "",
         "gäller någon som är född 2017-01-01, efter radens Ändrad datum"),
        ("170101-2393", "2017-06-01 09:00", "201701012393", ""),
        ("170101-2393", "2017-01-01 09:00", "201701012393", ""),
        ("440813-9089", "2017-06-01 09:00", "194408139089", ""),
        ("19121212-****", "2017-06-01 09:00", "", ""),
        ("", "2017-06-01 09:00", "", ""),
        ("19701063-2391", "2017-06-01 09:00", "197010632391", ""),
        ("19701063-2392", "2017-06-01 09:00", "", "är inte ett giltigt samordningsnummer"),
        ("19121212-1213", "2017-06-01 09:00", "", "är inte ett giltigt personnummer"),
    ],
)  # fmt: skip
def test_a_number_is_read_by_its_rows_own_day(
    pnr: str, changed: str, read_as: str, why: str
) -> None:
    """Nobody is born after Ändrad datum; ten digits get that row's century. The order of the rows,
    which the caches follow, decides nothing."""
    row = line("Bokad", changed, "", "2025-06-19 10:00", pnr)
    other = line("Bokad", "2025-06-18 12:00", "", "2025-06-19 10:00", pnr)
    for rows in ([row], [other, row], [row, other]):
        found, reader = read(text_of(rows).encode())
        mine = [one.pnr for one in found if instant_text(one.changed_at) == changed]
        assert mine == ([] if why else [read_as])
        assert any(one.text.endswith(f"{why}.") for one in reader.bad) is bool(why)


def test_none_is_read_and_none_left_out_where_it_is_refused(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        import_log.import_log(book, STAFF, 1, saved(tmp_path, text_of([["?", *TRAP[0][1:]]])))
    assert import_log.files(book, 1) == ()


def test_an_export_of_ours_comes_back_with_its_guards(book: Book, tmp_path: Path) -> None:
    row = [*TRAP[0][:15], "=1+1"]
    import_log.import_log(book, STAFF, 1, saved(tmp_path, text_of([row])))
    import_log.export(book, STAFF, 1, tmp_path / "ut.csv", file="logg.txt")
    done = import_log.import_log(book, STAFF, 1, tmp_path / "ut.csv", confirmed=True)
    assert done.quoting == "doubled"
    assert cells(query.rows(book, STAFF, 1, file="ut.csv")[0])[15] == "=1+1"
