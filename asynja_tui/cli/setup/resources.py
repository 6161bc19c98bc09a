"""``asynja-tui resources``: Resurser and between which days they are valid."""

from argparse import Namespace
from dataclasses import replace

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.usage import Usage
from db.rules.local_time import day_text
from db.setup import resources
from db.values import Day, Resource

EMPTY = "tomt"


def show(args: Namespace) -> Answer:
    """All of them."""
    with opened(args.book, args.clinic) as (book, clinic):
        return _answer(resources.every(book, clinic.id))


def change(args: Namespace) -> Answer:
    """Change the days of one."""
    if args.from_day is None and args.to_day is None:
        raise Usage("Ange vad som ska ändras: --from eller --to.")
    with opened(args.book, args.clinic) as (book, clinic):
        edited = resources.find(book, clinic.id, args.name)
        if args.from_day is not None:
            edited = replace(edited, valid_from=_day(args.from_day, "--from"))
        if args.to_day is not None:
            edited = replace(edited, valid_to=_day(args.to_day, "--to"))
        return _answer(resources.save(book, arguments.SCHEDULER, clinic.id, (edited,)))


def _day(text: str, flag: str) -> Day | None:
    return None if text == EMPTY else arguments.day(text, flag)


def _answer(found: tuple[Resource, ...]) -> Answer:
    def day(of: Day | None) -> str | None:
        return None if of is None else day_text(of)

    document = {
        "resources": [
            {"name": one.name, "valid_from": day(one.valid_from), "valid_to": day(one.valid_to)}
            for one in found
        ]
    }
    lines = [
        f"{one.name}: giltig {day(one.valid_from) or '…'} – {day(one.valid_to) or '…'}"
        for one in found
    ]
    return Answer(document, lines)
