"""``asynja-tui log import``, ``export``, ``files`` and ``remove``: logs in files."""

import io
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from asynja_tui.cli import arguments, output, progress
from asynja_tui.cli.log.log import query_of
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.table import table, width, wrapped
from asynja_tui.cli.usage import Usage
from db.book import Book
from db.errors import Invalid
from db.log.files import import_log
from db.log.files.export import Invoice
from db.log.files.import_log import Exported, Imported
from db.log.files.source import SIZE_LIMIT
from db.log.files.write import KINDS
from db.rules.local_time import instant_text, iso_text
from db.values import count_text

STDIN = "-"
_LONGEST_TYPED: Final = 4095
"""Bytes of a line that a terminal lets through; it drops what comes after them (termios(3))."""
_PASTE: Final = "Klistra in loggen med dess rubriker, och avsluta med Ctrl+D på en tom rad."


def load(args: Namespace) -> Answer:
    """Import a log that was copied or exported from AsynjaVisph."""
    with opened(args.book, args.clinic) as (book, clinic):
        done = read_in(book, clinic.id, args)
    document = {
        "file": done.file,
        "rows": done.rows,
        "new": done.new,
        "known": done.known,
        "skipped": done.skipped,
        "bad": [bad._asdict() for bad in done.bad],
        "ignored": list(done.ignored),
        "quoting": done.quoting,
    }
    return Answer(document, lines_of(done))


def files(args: Namespace) -> Answer:
    """The imported logs."""
    with opened(args.book, args.clinic) as (book, clinic):
        found = import_log.files(book, clinic.id)
    documents = [{**log._asdict(), "imported_at": iso_text(log.imported_at)} for log in found]
    rows = [
        (log.name, str(log.rows), str(log.decided), instant_text(log.imported_at)) for log in found
    ]
    none = ("Inga loggar är inlästa.",)
    heading = ("Fil", "Rader", "Bedömda", "Inläst")
    lines = table(heading, rows, width(), (0,), (1, 2)) if rows else none
    return Answer({"files": documents}, lines)


def remove(args: Namespace) -> Answer:
    """Take an imported log out of the book again."""
    with opened(args.book, args.clinic) as (book, clinic):
        gone = import_log.remove(book, arguments.STAFF, clinic.id, args.name, seen=None)
    return Answer(
        {"file": args.name, "rows": gone}, (f"{args.name} är borttagen ({_count(gone)}).",)
    )


def export(args: Namespace) -> Answer:
    """Write the log to a new file, with verdict and time left.

    Raises:
        Usage: the file's name does not say which kind, or ``--again`` without ``--to-bill``.
    """
    if args.again and not args.to_bill:
        raise Usage("--again hör ihop med --to-bill.", field="again")
    if arguments.file(args.path, "FIL").suffix.casefold() not in KINDS:
        said = f"Filens namn ska sluta på {', '.join(KINDS[:-1])} eller {KINDS[-1]}."
        raise Usage(said, field="path")
    with opened(args.book, args.clinic) as (book, clinic), progress.shown("Skriver") as tell:
        query = query_of(book, args)
        done = import_log.export(
            book, arguments.STAFF, clinic.id, args.path, file=args.file or "", query=query,
            invoice=_invoice(args), progress=tell,
        )  # fmt: skip
    document = {
        "file": str(done.target),
        "rows": done.rows,
        "marked": done.marked,
        "undecided": done.undecided,
    }
    return Answer(document, _export_lines(done))


def _invoice(args: Namespace) -> Invoice | None:
    if not args.to_bill:
        return None
    return Invoice.EVERY if args.again else Invoice.FRESH


def _export_lines(done: Exported) -> Iterator[str]:
    yield f"{count_text(done.rows, 'rad är skriven', 'rader är skrivna')} till {done.target}"
    if done.marked:
        one, many = "rad är märkt som exporterad", "rader är märkta som exporterade"
        yield f"{count_text(done.marked, one, many)} för fakturering"
    if done.undecided:
        late = count_text(done.undecided, "sen ändring", "sena ändringar")
        yield f"{late} har ingen bedömt än: log --late --search bedömd:nej"


def read_in(book: Book, clinic: int, args: Namespace) -> Imported:
    """Import the file that the command names, or standard input."""
    if args.path != STDIN:
        arguments.file(args.path, "FIL")
    with _origin(args.path) as origin, progress.shown(f"Läser in {args.path}") as tell:
        return import_log.import_log(
            book, arguments.STAFF, clinic, origin, name=args.name, skip_bad=args.skip_bad,
            confirmed=args.yes, progress=tell,
        )  # fmt: skip


@contextmanager
def _origin(path: str) -> Iterator[str | BinaryIO]:
    if path != STDIN:
        yield path
        return
    if sys.stdin is None or sys.stdin.closed:
        raise Usage("Det finns ingenting att läsa på standard in.", field="path")
    yield _typed(sys.stdin.buffer) if sys.stdin.isatty() else sys.stdin.buffer


def _typed(terminal: BinaryIO) -> BinaryIO:
    """What is pasted into a terminal until Ctrl+D.

    All of it is read before anything is refused, or the shell would run what is left.

    Raises:
        Invalid: a line that the terminal has cut.
    """
    output.say(_PASTE)
    kept, cut, size = io.BytesIO(), 0, 0
    for number, line in enumerate(iter(terminal.readline, b""), 1):
        size += len(line)
        if size <= SIZE_LIMIT + 1:  # one more than is read, so that too much is refused as such
            kept.write(line)
        if len(line.rstrip(b"\r\n")) >= _LONGEST_TYPED and not cut:
            cut = number
    if cut:
        said = (
            f"Rad {cut}: terminalen tar högst {_LONGEST_TYPED} tecken på en rad och har klippt av"
            " resten. Ingenting är inläst. Spara loggen i en fil och läs in den."
        )
        raise Invalid("cut-line", said, field="path")
    kept.seek(0)
    return kept


def lines_of(done: Imported) -> Iterator[str]:
    """What an import led to."""
    room = width()
    if not done.known:
        yield f"{count_text(done.rows, 'rad är inläst', 'rader är inlästa')} som {done.file}"
    elif not done.new:
        yield from wrapped(f"Alla {_count(done.rows)} fanns redan i {done.file}", room)
    else:
        new = count_text(done.new, "ny rad är inläst", "nya rader är inlästa")
        yield from wrapped(f"{new} i {done.file}; {done.known} fanns redan", room)
    if done.read_as:
        yield done.read_as
    if done.ignored:
        yield from wrapped(f"Kolumner som inte lästes: {', '.join(done.ignored)}", room)
    if done.bad:
        yield f"Överhoppat ({_count(done.skipped)}):"
    for one in done.bad:
        yield from wrapped(one.text, room, first="  - ", rest="    ")


def _count(rows: int) -> str:
    return count_text(rows, "rad", "rader")
