"""``asynja-tui log import``, ``export``, ``files`` and ``remove``: logs in files."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from asynja_tui.cli import arguments, progress
from asynja_tui.cli.log import query_of
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.table import table, width, wrapped
from asynja_tui.cli.usage import Usage
from db import log_files
from db.book import Book
from db.log_export import KINDS
from db.log_files import BadCell, Imported
from db.rules.local_time import instant_text, iso_text

STDIN = "-"


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
        "bad": [_bad_document(one) for one in done.bad],
        "ignored": list(done.ignored),
        "quoting": done.quoting,
    }
    return Answer(document, lines_of(done))


def files(args: Namespace) -> Answer:
    """The imported logs."""
    with opened(args.book, args.clinic) as (book, clinic):
        found = log_files.files(book, clinic.id)
    document = {
        "files": [
            {
                "name": one.name,
                "rows": one.rows,
                "decided": one.decided,
                "imported_at": iso_text(one.imported_at),
            }
            for one in found
        ]
    }
    rows = [
        (one.name, str(one.rows), str(one.decided), instant_text(one.imported_at)) for one in found
    ]
    none = ("Inga loggar är inlästa.",)
    return Answer(
        document,
        table(("Fil", "Rader", "Bedömda", "Inläst"), rows, width(), (0,), (1, 2)) if rows else none,
    )


def remove(args: Namespace) -> Answer:
    """Take an imported log out of the book again."""
    with opened(args.book, args.clinic) as (book, clinic):
        gone = log_files.remove(book, arguments.STAFF, clinic.id, args.name)
    return Answer(
        {"file": args.name, "rows": gone}, (f"{args.name} är borttagen ({_count(gone)}).",)
    )


def export(args: Namespace) -> Answer:
    """Write the log to a new file, with verdict and time left.

    Raises:
        Usage: the file's name does not say which kind.
    """
    if Path(args.path).suffix.casefold() not in KINDS:
        said = f"Filens namn ska sluta på {', '.join(KINDS[:-1])} eller {KINDS[-1]}."
        raise Usage(said, field="path")
    query = query_of(args)
    with opened(args.book, args.clinic) as (book, clinic), progress.shown("Skriver") as tell:
        done = log_files.export(
            book, arguments.STAFF, clinic.id, args.path, file=args.file or "", query=query,
            only_bill=args.to_bill, progress=tell,
        )  # fmt: skip
    document = {"file": str(done.target), "rows": done.rows}
    return Answer(document, (f"{_count(done.rows)} är skrivna till {done.target}",))


def read_in(book: Book, clinic: int, args: Namespace) -> Imported:
    """Import the file that the command names, or standard input."""
    with _origin(args.path) as origin, progress.shown(f"Läser in {args.path}") as tell:
        return log_files.import_log(
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
    yield sys.stdin.buffer


def lines_of(done: Imported) -> Iterator[str]:
    """What an import led to."""
    room = width()
    if not done.known:
        yield f"{_count(done.rows)} är inlästa som {done.file}"
    elif not done.new:
        yield from wrapped(f"Alla {_count(done.rows)} fanns redan i {done.file}", room)
    else:
        new = "1 ny rad är inläst" if done.new == 1 else f"{done.new} nya rader är inlästa"
        yield from wrapped(f"{new} i {done.file}; {done.known} fanns redan", room)
    if done.read_as:
        yield done.read_as
    if done.ignored:
        yield from wrapped(f"Kolumner som inte lästes: {', '.join(done.ignored)}", room)
    if done.bad:
        yield f"Överhoppat ({_count(done.skipped)}):"
    for one in done.bad:
        yield from wrapped(one.text, room, first="  - ", rest="    ")


def _bad_document(one: BadCell) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "value": one.value, "text": one.text}


def _count(rows: int) -> str:
    return "1 rad" if rows == 1 else f"{rows} rader"
