"""``asynja-tui layout``: laying a schedule template out on resources."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import groupby

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import time_document
from asynja_tui.cli.table import width, wrapped
from db.rules.local_time import SHORT_WEEKDAYS, day_of, day_text, iso_text, time_text
from db.schedule import lay_out as layout
from db.schedule import templates
from db.schedule.layout_plan import LaidOut, PlannedTime
from db.setup import resources, time_types
from db.values import Day, Resource, TimeType, count_text


def lay_out(args: Namespace) -> Answer:
    """Lay the template out, or only tell what would be made and what collides."""
    first = arguments.day(args.from_day, "--from") or 0
    last = arguments.day(args.to_day, "--to") or 0
    actor = arguments.scheduler(args.role)
    with opened(args.book, args.clinic) as (book, clinic):
        template = templates.find(book, clinic.id, args.template)
        chosen = {one.id: one for one in (resources.find(book, clinic.id, name)
                                          for name in args.resource) if one.id}  # fmt: skip
        assert template.id is not None  # it is stored
        # Before it is done: what is read afterwards must not turn the answer into a no.
        with book.read() as reader:
            types = time_types.load_all(reader, clinic.id)
        found = layout.lay_out(
            book,
            actor,
            clinic.id,
            template.id,
            tuple(chosen),
            first,
            last,
            seen=None,
            dry_run=args.dry_run,
            skip_collisions=args.skip_collisions,
        )
    document = {
        "layout": found.layout,
        "dry_run": args.dry_run,
        "times": [_time(one, chosen, types) for one in found.slots],
        "collisions": [
            {
                "resource": chosen[one.resource].name,
                "start": iso_text(one.start),
                "length_min": one.length_min,
                "with_start": iso_text(one.with_start),
                "with_length_min": one.with_length_min,
                "booked": one.booked,
                "text": one.text,
            }
            for one in found.collisions
        ],
        "skipped": list(found.skipped),
    }
    return Answer(document, _lines(found, chosen, dry_run=args.dry_run))


def _time(
    one: PlannedTime, chosen: dict[int, Resource], types: dict[int, TimeType]
) -> dict[str, object]:
    kind = types[one.time_type]
    return {
        **time_document(
            chosen[one.resource].name, one.start, one.length_min, kind.name, kind.web_name
        ),
        "release_days": one.release,
        "blocked": one.blocked,
    }


def _lines(found: LaidOut, chosen: dict[int, Resource], *, dry_run: bool) -> Iterator[str]:
    room = width()
    count = count_text(len(found.slots), "tid", "tider")
    if dry_run:
        yield f"{count} skulle läggas ut; ingenting är ändrat."
        yield from _plan_lines(found, chosen, room)
    else:
        number = "" if found.layout is None else f" (schemaläggning nummer {found.layout})"
        yield f"{count} är utlagda{number}."
    for line in found.skipped:
        yield from wrapped(line, room, first="  - ", rest="    ")
    if found.collisions:
        yield f"Krockar: {len(found.collisions)}"
    for one in found.collisions:
        yield from wrapped(one.text, room, first="  - ", rest="    ")


def _plan_lines(found: LaidOut, chosen: dict[int, Resource], room: int | None) -> Iterator[str]:
    def place(one: PlannedTime) -> tuple[int, Day]:
        return one.resource, day_of(one.start)

    for resource, times in groupby(found.slots, lambda one: one.resource):
        yield chosen[resource].name
        for (_, day), group in groupby(times, place):
            first = f"  {SHORT_WEEKDAYS[(day - 1) % 7]} {day_text(day)}  "
            starts = " ".join(time_text(one.start) for one in group)
            yield from wrapped(starts, room, first=first, rest=" " * len(first))
