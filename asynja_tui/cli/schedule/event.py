"""``asynja-tui event``: a händelse in a resource's calendar."""

from argparse import Namespace
from collections.abc import Iterator

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import booking_document, booking_line
from asynja_tui.cli.table import width, wrapped
from asynja_tui.cli.usage import Usage
from db.afterwards import afterwards
from db.book import Book
from db.rules.local_time import instant_text, iso_text
from db.setup import patients, resources
from db.tidbok import events
from db.tidbok.events import AddedEvent
from db.values import Patient

_NOBODY = Patient(0, "", "")
"""Stands for whom the book could not say once the event was in it."""


def add(args: Namespace) -> Answer:
    """Add an event; one that blocks booking lists the bookings that stand."""
    start = arguments.instant(args.start, "--from")
    end = arguments.instant(args.end, "--to")
    with opened(args.book, args.clinic) as (book, clinic):
        resource = resources.find(book, clinic.id, args.resource)
        assert resource.id is not None  # it is stored
        made = events.add(
            book, arguments.STAFF, clinic.id, resource.id, start, end, args.text,
            blocking=args.blocking,
        )  # fmt: skip
        unread: dict[int, Patient] = {}
        people = afterwards(lambda: _people(book, made), unread)
    event = made.event
    document = {
        "event_id": event.id,
        "resource": resource.name,
        "start": iso_text(event.start),
        "end": iso_text(event.end),
        "text": event.text,
        "blocking": event.blocking,
        "blocked": made.blocked,
        "bookings": [
            booking_document(one, people.get(one.patient, _NOBODY)) for one in made.standing
        ],
    }
    return Answer(document, _lines(made, resource.name, people))


def _people(book: Book, made: AddedEvent) -> dict[int, Patient]:
    """Whose bookings stand."""
    with book.read() as reader:
        return {one.patient: patients.load(reader, one.patient) for one in made.standing}


def _lines(made: AddedEvent, resource: str, people: dict[int, Patient]) -> Iterator[str]:
    room, event = width(), made.event
    span = f"{instant_text(event.start)} – {instant_text(event.end)}"
    yield from wrapped(f"Händelsen ”{event.text}” är inlagd hos {resource}, {span}.", room)
    if event.blocking:
        yield f"Spärrade lediga tider: {made.blocked}"
    if made.standing:
        yield "Bokningar som står kvar:"
    for one in made.standing:
        said = f"{one.id}: {booking_line(one, people.get(one.patient, _NOBODY))}"
        yield from wrapped(said, room, first="  - ", rest="    ")


def show(args: Namespace) -> Answer:
    """A resource's events on some days."""
    if args.resource is None:
        raise Usage("Ange --resource.")
    with opened(args.book, args.clinic) as (book, clinic):
        resource = resources.find(book, clinic.id, args.resource)
        first, last = arguments.coming_days(book, args)
        found = events.every(book, clinic.id, resource.id or 0, first, last)
    document = {
        "events": [
            {"event_id": one.id, "start": iso_text(one.start), "end": iso_text(one.end),
             "text": one.text, "blocking": one.blocking}
            for one in found
        ]
    }  # fmt: skip
    lines = [
        f"{one.id}: {instant_text(one.start)} – {instant_text(one.end)} {one.text}"
        f"{', spärrande' if one.blocking else ''}"
        for one in found
    ]
    return Answer(document, lines or ("Inga händelser.",))


def remove(args: Namespace) -> Answer:
    """Take events away by their numbers."""
    with opened(args.book, args.clinic) as (book, _):
        back = events.remove_all(book, arguments.STAFF, args.events, seen=None)
    document = {"removed": args.events, "unblocked": back}
    return Answer(document, (f"Borttaget. Lediga tider som kom tillbaka: {back}",))
