"""``asynja-tui acts``: the latest acts on the book by anyone, and taking one back."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.table import width, wrapped
from db.acts import listing
from db.acts.listing import Done
from db.rules.local_time import iso_text, short_instant_text
from db.undoing import undo as undoing


def show(args: Namespace) -> Answer:
    """The latest fifty, the newest first."""
    with opened(args.book, args.clinic) as (book, _):
        found = listing.recent(book, arguments.STAFF)
    return Answer({"acts": [_document(done) for done in found]}, _lines(found))


def undo(args: Namespace) -> Answer:
    """Take an act back, if nobody has built on it."""
    actor = arguments.IT if args.role == "it" else arguments.SCHEDULER
    with opened(args.book, args.clinic) as (book, _):
        done = undoing.undo(book, actor, args.act, seen=None)
    document = {
        "act_id": done.act.id, "text": done.text, "effect": done.effect, "kept": list(done.kept),
    }  # fmt: skip
    return Answer(document, (done.text, *(f"  - {line}" for line in done.kept)))


def _document(done: Done) -> dict[str, Any]:
    undone = done.undone is not None
    return {
        "act_id": done.id,
        "at": iso_text(done.at),
        "who": done.who,
        "role": str(done.role),
        "unit": done.unit,
        "kind": done.kind,
        "text": done.text,
        "can_undo": not done.why_not,
        "why_not": done.why_not,
        "undoes": done.undoes,
        "undone_by": done.undone_by if undone else None,
        "undone_at": iso_text(done.undone_at) if undone else None,
    }


def _lines(found: Sequence[Done]) -> Iterator[str]:
    room = width()
    for done in found:
        said = f"{done.id}: {short_instant_text(done.at)} {done.who}: {done.text}"
        yield from wrapped(said, room, rest="    ")
        if done.why_not:
            yield from wrapped(done.why_not, room, first="    ", rest="    ")
    if not found:
        yield "Inget har gjorts i boken."
