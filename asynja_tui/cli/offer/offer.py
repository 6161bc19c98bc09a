"""``asynja-tui offer``: what 1177 offers one citizen at this moment."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import groupby

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import time_document, verdict_lines, verdicts_document
from asynja_tui.cli.table import cells, pad, width, wrapped
from db.offer import offer
from db.offer.offer import Listing
from db.rules.alphabet import SortKey, sort_key
from db.rules.local_time import SHORT_WEEKDAYS, day_of, day_text, time_text
from db.setup import time_types
from db.values import Day, OfferedTime


def show(args: Namespace) -> Answer:
    """The types to choose from with how many times each has, and the times."""
    first = arguments.day(args.from_day, "--from")
    last = arguments.day(args.to_day, "--to")
    with opened(args.book, args.clinic) as (book, clinic):
        citizen = arguments.booker(book, "citizen", args.patient)
        found = offer.listing(
            book, citizen, clinic.id, web_name=args.type or "", from_day=first, to_day=last
        )
        with book.read() as reader:
            names = {key: one.name for key, one in time_types.load_all(reader, clinic.id).items()}
    document = {
        "types": [{"web_name": one.web_name, "times": one.times} for one in found.types],
        "times": [
            time_document(
                found.resources[one.resource],
                one.start,
                one.length_min,
                names[one.time_type],
                found.web_names[one.time_type],
            )
            for one in found.times
        ],
        "closed": verdicts_document(found.closed),
    }
    heading = f"1177 erbjuder {citizen.name} hos {clinic.name}:"
    return Answer(document, _lines(heading, found, args.type or ""))


def _lines(heading: str, found: Listing, asked: str) -> Iterator[str]:
    room = width()
    if found.closed:
        yield f"{heading} inga tider."
        yield from verdict_lines(found.closed, room)
        return
    listed = [one for one in found.types if asked in ("", one.web_name)]
    if asked and not listed:
        yield f"{heading} inte ”{asked}” just nu. Kommandot why säger varför."
        return
    yield heading
    for one in listed:
        yield f"  {one.times:>5}  {one.web_name}"
    if not listed:
        yield "  inga typer av tid"
    for name, times in groupby(_by_name(found), lambda one: found.web_names[one.time_type]):
        yield ""
        yield name
        yield from _day_lines(found, tuple(times), room)


def _by_name(found: Listing) -> list[OfferedTime]:
    def key(one: OfferedTime) -> tuple[SortKey, Day, SortKey, int, int]:
        name = found.web_names[one.time_type]
        resource = found.resources[one.resource]
        return sort_key(name), day_of(one.start), sort_key(resource), one.length_min, one.start

    return sorted(found.times, key=key)


def _day_lines(found: Listing, times: tuple[OfferedTime, ...], room: int | None) -> Iterator[str]:
    """A line a day, resource and length: ``fre 2024-09-20  Johan Frisk 30 min  08:00 08:30``."""

    def place(one: OfferedTime) -> tuple[Day, str]:
        return day_of(one.start), f"{found.resources[one.resource]} {one.length_min} min"

    wide = max(cells(place(one)[1]) for one in times)
    for (day, where), group in groupby(times, place):
        first = f"  {SHORT_WEEKDAYS[(day - 1) % 7]} {day_text(day)}  {pad(where, wide)}  "
        starts = " ".join(time_text(one.start) for one in group)
        yield from wrapped(starts, room, first=first, rest=" " * 18)
