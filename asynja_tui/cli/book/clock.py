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
    with opened(args.book, args.clinic) as (book, _):
        return _answer(clock.set_to(book, arguments.STAFF, at, confirmed=args.yes))


def forward(args: Namespace) -> Answer:
    """Move the clock on."""
    with opened(args.book, args.clinic) as (book, _):
        now = clock.read(book).now
        at = arguments.read(lambda text: moved(now, text), args.step, "STEG")
        return _answer(clock.set_to(book, arguments.STAFF, at, confirmed=args.yes))


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
        moved_to = practice.jump(
            book, arguments.STAFF, clinic.id, practice.Kind(args.kind), seen=None,
            confirmed=args.yes,
        )  # fmt: skip
    told = _answer(moved_to.clock)
    happened = moved_to.happened
    if happened is None:  # it is done; what it did could not be read
        return Answer(told.document, (*told.lines, practice.UNREAD))
    return Answer({**told.document, **happened._asdict()}, (*told.lines, happened.text(done=True)))


def _answer(seen: ClockState) -> Answer:
    document = {
        "now": iso_text(seen.now),
        "mode": str(seen.mode),
        "paused": seen.mode is Mode.PAUSED,
    }
    return Answer(document, (f"{short_instant_text(seen.now)} (klockan {_MODES[seen.mode]})",))
