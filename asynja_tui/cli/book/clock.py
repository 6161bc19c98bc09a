"""``asynja-tui clock``: the book's time, shared by all who have the book open."""

from argparse import Namespace

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from db import clock
from db.clock import ClockState, Mode
from db.practice import jumps as practice
from db.rules.local_time import iso_text, short_instant_text
from db.timeline import moved

_MODES = {Mode.REAL: "följer datorns klocka", Mode.RUNNING: "går", Mode.PAUSED: "står still"}


def show(args: Namespace) -> Answer:
    """The book's time and how its clock runs."""
    with opened(args.book, args.clinic) as (book, _):
        return _answer(clock.read(book))


def set_to(args: Namespace) -> Answer:
    """Set the clock."""
    at = arguments.instant(args.at, "TID")
    with opened(args.book, args.clinic) as (book, clinic):
        return _moved(practice.move(book, arguments.STAFF, clinic.id, at, confirmed=args.yes))


def forward(args: Namespace) -> Answer:
    """Move the clock on."""
    with opened(args.book, args.clinic) as (book, clinic):
        now = clock.read(book).now
        at = arguments.read(lambda text: moved(now, text), args.step, "STEG")
        return _moved(practice.move(book, arguments.STAFF, clinic.id, at, confirmed=args.yes))


def pause(args: Namespace) -> Answer:
    """Stop the clock."""
    with opened(args.book, args.clinic) as (book, _):
        return _answer(clock.pause(book, arguments.STAFF))


def run(args: Namespace) -> Answer:
    """Let the clock run on."""
    with opened(args.book, args.clinic) as (book, _):
        return _answer(clock.run(book, arguments.STAFF))


def real(args: Namespace) -> Answer:
    """Follow the computer's clock."""
    with opened(args.book, args.clinic) as (book, _):
        return _answer(clock.follow_real(book, arguments.STAFF, confirmed=args.yes))


def jumps(args: Namespace) -> Answer:
    """The moments to go to, and what happens on the way there."""
    with opened(args.book, args.clinic) as (book, clinic):
        found = practice.jumps(book, clinic.id)
    document = {
        "jumps": [
            {"kind": str(one.kind), "at": iso_text(one.at), "text": one.will.text(),
             **one.will._asdict()}
            for one in found
        ]
    }  # fmt: skip
    lines = [f"{one.kind}: {one.label}, {one.when}. {one.will.text()}" for one in found]
    return Answer(document, lines)


def jump(args: Namespace) -> Answer:
    """Go to one of the moments."""
    with opened(args.book, args.clinic) as (book, clinic):
        kind = practice.Kind(args.kind)
        return _moved(
            practice.jump(book, arguments.STAFF, clinic.id, kind, seen=None, confirmed=args.yes)
        )


def _moved(done: practice.Moved) -> Answer:
    """Where the clock is, and what happened on the way there."""
    told, did = _answer(done.clock), done.happened
    document = {**told.document, **(did._asdict() if did else {})}
    return Answer(document, (*told.lines, did.text(done=True) if did else practice.UNREAD))


def _answer(seen: ClockState) -> Answer:
    document = {
        "now": iso_text(seen.now),
        "mode": str(seen.mode),
        "paused": seen.mode is Mode.PAUSED,
    }
    return Answer(document, (f"{short_instant_text(seen.now)} (klockan {_MODES[seen.mode]})",))
