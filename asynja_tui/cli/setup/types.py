"""``asynja-tui types``: the grid of Tidstyper, its web ticks, and publication to 1177."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import verdicts_document
from asynja_tui.cli.table import pad, table, tick, width, wrapped
from asynja_tui.cli.usage import Usage
from db import clock
from db.afterwards import afterwards
from db.book import Book
from db.clock import ClockState, Mode
from db.errors import Refused
from db.offer import effect_on_1177
from db.rules.local_time import instant_text, iso_text
from db.rules.names.time_types import is_cleared, set_tick
from db.rules.names.type_columns import COLUMNS, FIELD_LABELS, SETTABLE, TICKS, WEB_TICKS
from db.setup import publication, publishing, time_types
from db.setup.publication import Pending
from db.values import Decision, TimeType, Verdict

_FIELDS = (*COLUMNS, "colour")
_CHANGEABLE = ("name", "web_name", "level", *TICKS)
_TICKS = [column for column in COLUMNS.values() if column.kind == "tick"]


def show(args: Namespace) -> Answer:
    """All types with their ticks, and which changes 1177 waits for."""
    with opened(args.book, args.clinic) as (book, clinic):
        stored = time_types.every(book, clinic.id)
        types = [time_type for time_type in stored if not is_cleared(time_type)]
        seen, waiting = _waiting(book, clinic.id)
    document = {
        "types": [document_of(time_type) for time_type in types],
        "pending": [_pending_document(change) for change in waiting],
    }
    return Answer(document, _show_lines(types, seen, waiting))


def change(args: Namespace) -> Answer:
    """Set or clear ticks of one type, save it, and publish it if asked."""
    actor = arguments.scheduler(args.role)
    ticks = {column.field: getattr(args, column.field) for column in SETTABLE}
    asked = {field: value == "on" for field, value in ticks.items() if value}
    given = {"name": args.new_name, "web_name": args.web_name, "level": args.level}
    texts = {field: value for field, value in given.items() if value is not None}
    if not asked and not texts and not args.publish:
        flags = ", ".join(
            (*(column.flag for column in SETTABLE), "--name", "--web-name", "--level")
        )
        raise Usage(f"Ange vad som ska ändras: {flags} eller --publish.")
    with opened(args.book, args.clinic) as (book, clinic):
        before = time_types.find(book, clinic.id, args.name)
        edited, notes = _edited(before, asked)
        edited = replace(edited, **texts)
        seen, _ = _waiting(book, clinic.id)
        warnings = time_types.warnings(book, clinic.id, (edited,))
        after = time_types.save(book, actor, clinic.id, (edited,), at_once=args.publish)[0]
        # It is saved: what cannot be read of it now is left out.
        waiting = afterwards(lambda: _waiting(book, clinic.id)[1], None)
    mine = [change for change in waiting or () if change.face.time_type == after.id]
    cleared = [f for f in WEB_TICKS if getattr(before, f) and not getattr(after, f)]
    by_hiding = [field for field in cleared if field not in asked]
    document = {
        "types": [document_of(after)],
        "changed": [f for f in _CHANGEABLE if getattr(before, f) != getattr(after, f)],
        "cleared": by_hiding,
        "notes": [note.text for note in notes],
        "warnings": verdicts_document(warnings),
        "pending": [_pending_document(change) for change in mine],
    }
    lines = [f"{after.name}: {note.text}" for note in notes] if after != before else []
    if by_hiding:
        lines.append(f"Släckt: {', '.join(FIELD_LABELS[field] for field in by_hiding)}.")
    if not document["changed"]:
        lines.append("Ingenting att ändra.")
    lines += [f"Obs: {warning.text}" for warning in warnings]
    lines.append(_told(after, seen, mine) if waiting is not None else effect_on_1177.UNKNOWN.text)
    return Answer(document, _wrapped(lines))


def publish(args: Namespace) -> Answer:
    """Let 1177 know at once of all that waits, or of one type."""
    with opened(args.book, args.clinic) as (book, clinic):
        chosen = None
        if args.name is not None:
            chosen = time_types.find(book, clinic.id, args.name).id
        told = publishing.publish_now(book, arguments.SCHEDULER, clinic.id, chosen)
    said = {0: "Ingen ändring väntade på 1177.", 1: "1177 har fått veta 1 ändrad tidstyp."}
    return Answer(
        {"published": told}, (said.get(told, f"1177 har fått veta {told} ändrade tidstyper."),)
    )


def document_of(time_type: TimeType) -> dict[str, Any]:
    """A type with the columns of the grid."""
    return {field: getattr(time_type, field) for field in _FIELDS}


def _edited(before: TimeType, asked: dict[str, bool]) -> tuple[TimeType, list[Verdict]]:
    """The type with the ticks set one by one, as the grid does it.

    Raises:
        Refused: a web tick on a hidden type.
    """
    edited, notes = before, []
    for field, on in asked.items():
        edited, verdict = set_tick(edited, field, on)
        if not verdict.passed:
            raise Refused(
                verdict.rule,
                f"{before.name}: {verdict.text}",
                source=verdict.source,
                field=field,
                decision=Decision((verdict,)),
            )
        notes.append(verdict)
    return edited, notes


def _waiting(book: Book, clinic: int) -> tuple[ClockState, tuple[Pending, ...]]:
    with book.read() as reader:
        seen = clock.state(reader)
        return seen, publication.pending(reader, clinic, seen.now)


def _pending_document(change: Pending) -> dict[str, Any]:
    return {"name": change.face.name, "effective_at": iso_text(change.effective_at)}


def _show_lines(
    types: Sequence[TimeType], seen: ClockState, waiting: Sequence[Pending]
) -> Iterator[str]:
    room = width()
    heads = " ".join(column.head for column in _TICKS)
    heading = [FIELD_LABELS["name"], FIELD_LABELS["web_name"], heads]
    rows = [[kind.name, kind.web_name, _ticks(kind)] for kind in types]
    if any(kind.level is not None for kind in types):
        heading.append("Nivå")
        levels = ("" if kind.level is None else str(kind.level) for kind in types)
        rows = [[*row, level] for row, level in zip(rows, levels, strict=True)]
    yield from table(heading, rows, room, (0, 1))
    yield ""
    legend = " · ".join(f"{column.head} = {column.label}" for column in _TICKS)
    yield from wrapped(legend, room)
    for change in waiting:
        yield from wrapped(_wait_text(change, seen), room)


def _ticks(time_type: TimeType) -> str:
    """The ticks, each under its heading."""
    return " ".join(
        pad(tick(getattr(time_type, column.field)), len(column.head)) for column in _TICKS
    )


def _told(after: TimeType, seen: ClockState, waiting: Sequence[Pending]) -> str:
    if waiting:
        return _wait_text(waiting[0], seen)
    return f"1177 känner till {after.name} som den är."


def _wait_text(change: Pending, seen: ClockState) -> str:
    name = change.face.name or "En rensad tidstyp"
    still = " Bokens klocka står still: publicera nu med types publish."
    return (
        f"{name}: 1177 får veta ändringen {instant_text(change.effective_at)}."
        f"{still if seen.mode is Mode.PAUSED else ''}"
    )


def _wrapped(lines: Sequence[str]) -> Iterator[str]:
    room = width()
    for line in lines:
        yield from wrapped(line, room)
