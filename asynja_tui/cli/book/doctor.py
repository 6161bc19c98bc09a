"""``asynja-tui doctor`` and ``backup``: is the book whole, and a copy of it."""

from argparse import Namespace
from collections.abc import Iterator

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.table import NO, YES, width, wrapped
from db.doctor import examine as doctor
from db.doctor.examine import Report


def examine(args: Namespace) -> Answer:
    """Recompute every invariant of the book; 1 when any fails."""
    with opened(args.book, args.clinic) as (book, _):
        report = doctor.examine(book)
    faults = [
        {
            "check": fault.check,
            "text": fault.text,
            "facts": dict(fault.facts),
            "source": fault.source,
        }  # fmt: skip
        for fault in report.faults
    ]
    document = {"ok": report.ok, "faults": faults, "versions": dict(report.versions)}
    fault = "" if report.ok else f"{_count(len(faults))} i boken."
    return Answer(document, _lines(report), 0 if report.ok else 1, fault)


def backup(args: Namespace) -> Answer:
    """Copy the book, as it is at one moment, to a new file."""
    with opened(args.book, args.clinic) as (book, _):
        target = arguments.file(args.file, "FIL")
        book.backup(target)
    return Answer({"file": str(target)}, (f"Boken är kopierad till {target}",))


def _lines(report: Report) -> Iterator[str]:
    if report.ok:
        yield f"{YES} Boken är hel: inga fel hittades."
    for fault in report.faults:
        yield from wrapped(fault.text, width(), first=f"{NO} ", rest="  ")
    yield ", ".join(f"{name} {version}" for name, version in report.versions.items())


def _count(faults: int) -> str:
    return "1 fel" if faults == 1 else f"{faults} fel"
