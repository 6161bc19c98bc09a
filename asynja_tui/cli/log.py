"""``asynja-tui log``: Logg för webbtidbok with its verdicts, and logs in files."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import hours
from asynja_tui.cli.table import table, width, wrapped
from asynja_tui.cli.usage import Usage
from db import log_files, weblog
from db.log_entry import DECISION_LABELS, LogEntry
from db.log_files import BadCell, Imported
from db.patients import pnr_text
from db.rules.local_time import instant_text, iso_text
from db.rules.log_query import LogQuery, parse_search
from db.values import ACT_LABELS, Visit


def show(args: Namespace) -> Answer:
    """The rows of the clinic's own log, or of an imported one."""
    query = _query(args)
    with opened(args.book, args.clinic) as (book, clinic):
        rows = weblog.rows(book, arguments.STAFF, clinic.id, query, args.file or "")
    document = {"rows": [document_of(one) for one in rows]}
    return Answer(document, _lines(f"Logg för webbtidbok: {args.file or clinic.name}", rows))


def load(args: Namespace) -> Answer:
    """Import a log that was copied or exported from AsynjaVisph."""
    with opened(args.book, args.clinic) as (book, clinic):
        done = log_files.import_log(
            book, arguments.STAFF, clinic.id, args.path, name=args.name, skip_bad=args.skip_bad
        )
    document = {
        "file": done.file,
        "rows": done.rows,
        "bad": [_bad_document(one) for one in done.bad],
        "ignored": list(done.ignored),
    }
    return Answer(document, _load_lines(done))


def files(args: Namespace) -> Answer:
    """The imported logs."""
    with opened(args.book, args.clinic) as (book, clinic):
        found = log_files.files(book, clinic.id)
    document = {
        "files": [
            {"name": one.name, "rows": one.rows, "imported_at": iso_text(one.imported_at)}
            for one in found
        ]
    }
    rows = [(one.name, str(one.rows), instant_text(one.imported_at)) for one in found]
    none = ("Inga loggar är inlästa.",)
    return Answer(
        document, table(("Fil", "Rader", "Inläst"), rows, width(), (0,)) if rows else none
    )


def remove(args: Namespace) -> Answer:
    """Take an imported log out of the book again."""
    with opened(args.book, args.clinic) as (book, clinic):
        gone = log_files.remove(book, arguments.STAFF, clinic.id, args.name)
    return Answer(
        {"file": args.name, "rows": gone}, (f"{args.name} är borttagen ({_count(gone)}).",)
    )


def export(args: Namespace) -> Answer:
    """Write the log to a new file, with verdict and time left as columns."""
    if Path(args.path).suffix.casefold() not in (".csv", ".xlsx"):
        raise Usage("Filens namn ska sluta på .csv eller .xlsx.", field="path")
    query = _query(args)
    with opened(args.book, args.clinic) as (book, clinic):
        done = log_files.export(
            book, arguments.STAFF, clinic.id, args.path, file=args.file or "", query=query
        )
    document = {"file": str(done.target), "rows": done.rows}
    return Answer(document, (f"{_count(done.rows)} är skrivna till {done.target}",))


def document_of(one: LogEntry) -> dict[str, Any]:
    """A row of the log as ``--json`` gives it."""
    last = one.new or one.earlier
    left = one.minutes_left
    return {
        "id": one.seq,
        "status": ACT_LABELS[one.act],
        "changed_at": iso_text(one.changed_at),
        "referral": one.referral,
        "patient": one.patient,
        "pnr": one.pnr,
        "interpreter": one.interpreter,
        "earlier": _visit_document(one.earlier),
        "new": _visit_document(one.new),
        "comment": "" if last is None else last.comment,
        "late": one.late.late,
        "hours_left": None if left is None else hours(left),
        "billable": one.billable,
        "verdict": one.late.text,
        "decision": None if one.decision is None else str(one.decision),
        "chain": one.chain,
        "chain_note": one.chain_note,
        "booking_id": one.booking,
    }


def _visit_document(visit: Visit | None) -> dict[str, Any] | None:
    if visit is None:
        return None
    return {
        "start": iso_text(visit.start),
        "length_min": visit.length_min or None,  # an imported log does not tell
        "type": visit.type_name,
        "resource": visit.resource_name,
        "comment": visit.comment,
    }


def _query(args: Namespace) -> LogQuery:
    query = parse_search(args.search or "")
    first = arguments.day(args.from_day, "--from")
    return replace(query, from_day=first or query.from_day, late=args.late)


def _lines(title: str, rows: Sequence[LogEntry]) -> Iterator[str]:
    room = width()
    late = sum(one.late.late for one in rows)
    said = "sen" if late == 1 else "sena"
    yield from wrapped(f"{title} – {_count(len(rows))}, varav {late} {said}", room)
    for one in rows:
        yield ""
        yield from _row_lines(one, room)


def _row_lines(one: LogEntry, room: int | None) -> Iterator[str]:
    number = pnr_text(one.pnr) if one.pnr.isdigit() else one.pnr
    when = f"{ACT_LABELS[one.act]:<7} {instant_text(one.changed_at)}  "
    extra = [f"Remiss: {one.referral}"] if one.referral else []
    if one.interpreter not in ("", "Nej"):
        extra.append(f"Tolk: {one.interpreter}")
    head = " · ".join((f"{one.patient} {number}".strip(), *extra))
    yield from wrapped(head, room, first=when, rest=" " * len(when))
    if one.earlier is not None:
        yield from _visit_lines("från", one.earlier, room)
    if one.new is not None:
        yield from _visit_lines("till", one.new, room)
    mark = "  ! " if one.billable else "  "
    yield from wrapped(one.late.text, room, first=mark, rest="    ")
    if one.chain_note:
        yield from wrapped(one.chain_note, room, first="    ", rest="    ")
    if one.decision is not None:
        yield f"    Bedömning: {DECISION_LABELS[one.decision]}"


def _visit_lines(word: str, visit: Visit, room: int | None) -> Iterator[str]:
    said = f"{instant_text(visit.start)} · {visit.type_name} · {visit.resource_name}"
    comment = f" · ”{visit.comment}”" if visit.comment else ""
    yield from wrapped(said + comment, room, first=f"  {word} ", rest=" " * 7)


def _load_lines(done: Imported) -> Iterator[str]:
    room = width()
    yield f"{_count(done.rows)} är inlästa som {done.file}"
    if done.ignored:
        yield from wrapped(f"Kolumner som inte lästes: {', '.join(done.ignored)}", room)
    if done.bad:
        yield "Överhoppat:"
    for one in done.bad:
        yield from wrapped(one.text, room, first="  - ", rest="    ")


def _bad_document(one: BadCell) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "value": one.value, "text": one.text}


def _count(rows: int) -> str:
    return "1 rad" if rows == 1 else f"{rows} rader"
