"""``asynja-tui times``: Ändra schema on a single time."""

from argparse import Namespace

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.setup.resources import EMPTY
from asynja_tui.cli.usage import Usage
from db.rules.local_time import instant_text, iso_text
from db.schedule import changes
from db.schedule import slots as stored
from db.setup import resources, time_types


def show(args: Namespace) -> Answer:
    """A resource's times on some days."""
    if args.resource is None:
        raise Usage("Ange --resource.")
    with opened(args.book, args.clinic) as (book, clinic):
        resource = resources.find(book, clinic.id, args.resource)
        first, last = arguments.coming_days(book, args)
        found = changes.times(book, clinic.id, resource.id or 0, first, last)
        names = {one.id: one.name for one in time_types.every(book, clinic.id)}
    document = {
        "times": [
            {"start": iso_text(one.start), "length_min": one.length_min,
             "type": names[one.time_type], "release": one.release, "booked": one.taken}
            for one in found
        ]
    }  # fmt: skip
    lines = [
        f"{instant_text(one.start)} {one.length_min} min {names[one.time_type]}"
        f" Bok.före {_said(one.release)}{', bokad' if one.taken else ''}"
        for one in found
    ]
    return Answer(document, lines or ("Inga tider.",))


def _said(days: int | None) -> str:
    return EMPTY if days is None else str(days)


def release(args: Namespace) -> Answer:
    """Give a time another Bok.före."""
    at = arguments.instant(args.at, "--at")
    if args.days != EMPTY and not (args.days.isascii() and args.days.isdigit()):
        raise Usage(f"--days: skriv ett antal dagar, eller {EMPTY}.", field="days")
    days = None if args.days == EMPTY else int(args.days[:9])
    with opened(args.book, args.clinic) as (book, clinic):
        resource = resources.find(book, clinic.id, args.resource)
        with book.read() as reader:
            slot = stored.at(reader, clinic.id, resource.id or 0, at)
        actor = arguments.scheduler(args.role)
        done = changes.set_release(book, actor, (slot.id,), days, seen=None)
    document = {
        "resource": resource.name, "start": iso_text(at), "release": days, "changed": done.changed,
        "kept": list(done.kept),
    }  # fmt: skip
    changed = f"{instant_text(at)} hos {resource.name}: Bok.före är {_said(days)}."
    return Answer(document, (changed,) if done.changed else done.kept)
