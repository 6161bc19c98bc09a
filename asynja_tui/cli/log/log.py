"""``asynja-tui log``: Logg för webbtidbok with its verdicts."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import hours
from asynja_tui.cli.table import width, wrapped
from db.book import Book
from db.log import query as weblog
from db.log.entry import LogEntry
from db.rules.local_time import instant_text, iso_text
from db.rules.log.query import LogQuery
from db.values import ACT_LABELS, Visit, count_text


def show(args: Namespace) -> Answer:
    """The rows of the clinic's own log, or of an imported one."""
    with opened(args.book, args.clinic) as (book, clinic):
        query = query_of(book, args)
        rows = weblog.rows(book, arguments.STAFF, clinic.id, query, args.file or "")
    document = {"rows": [document_of(one) for one in rows]}
    return Answer(document, _lines(f"Logg för webbtidbok: {args.file or clinic.name}", rows))


def document_of(one: LogEntry) -> dict[str, Any]:
    """A row of the log as ``--json`` gives it."""
    last = one.new or one.earlier
    left, review = one.minutes_left, one.review
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
        "late": None if one.late.unsure else one.late.late,
        "unsure": one.late.unsure,
        "hours_left": None if left is None else hours(left),
        "billable": one.billable,
        "verdict": one.late.text,
        "decision": None if one.decision is None else str(one.decision),
        "chain": one.chain,
        "chain_note": one.chain_note,
        "booking_id": one.booking,
        "decision_reason": review.reason,
        "decided_by": review.by,
        "decided_at": None if review.at is None else iso_text(review.at),
        "exported_at": None if review.exported_at is None else iso_text(review.exported_at),
        "cancellation_comment": one.cancel_comment,
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


def query_of(book: Book, args: Namespace) -> LogQuery:
    """Which rows are asked for by ``--search``, ``--from`` and ``--late``.

    Raises:
        Usage: a part of them cannot be read. It would ask for nothing, and so give every row.
    """
    query = arguments.search(book, args.search or "")
    first = arguments.day(args.from_day, "--from")
    return replace(query, from_day=first or query.from_day, late=args.late or query.late)


def _lines(title: str, rows: Sequence[LogEntry]) -> Iterator[str]:
    room = width()
    late = sum(one.late.surely for one in rows)
    said = f"{late} {'sen' if late == 1 else 'sena'}"
    if unsure := sum(one.late.unsure for one in rows):
        said += f" och {unsure} {'osäker' if unsure == 1 else 'osäkra'}"
    yield from wrapped(f"{title} – {count_text(len(rows), 'rad', 'rader')}, varav {said}", room)
    for one in rows:
        yield ""
        yield from _row_lines(one, room)


def _row_lines(one: LogEntry, room: int | None) -> Iterator[str]:
    when = f"{ACT_LABELS[one.act]:<7} {instant_text(one.changed_at)}  "
    head = " · ".join((f"{one.patient} {one.number}".strip(), *one.asides))
    yield from wrapped(head, room, first=when, rest=" " * len(when))
    if one.earlier is not None:
        yield from _visit_lines("från", one.earlier, room)
    if one.new is not None:
        yield from _visit_lines("till", one.new, room)
    mark = "  ! " if one.billable else "  "
    yield from wrapped(one.late.text, room, first=mark, rest="    ")
    comment = f"Avbokningskommentar: ”{one.cancel_comment}”" if one.cancel_comment else ""
    decided = f"Bedömning: {one.review.text}" if one.decision is not None else ""
    for note in filter(None, (one.chain_note, comment, decided)):
        yield from wrapped(note, room, first="    ", rest="    ")


def _visit_lines(word: str, visit: Visit, room: int | None) -> Iterator[str]:
    said = f"{instant_text(visit.start)} · {visit.type_name} · {visit.resource_name}"
    comment = f" · ”{visit.comment}”" if visit.comment else ""
    yield from wrapped(said + comment, room, first=f"  {word} ", rest=" " * 7)
