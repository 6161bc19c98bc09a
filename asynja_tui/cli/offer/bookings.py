"""``asynja-tui book``, ``rebook``, ``cancel`` and ``bookings``."""

from argparse import Namespace
from collections.abc import Iterator

from asynja_tui.cli import arguments
from asynja_tui.cli.output import Answer
from asynja_tui.cli.place import opened
from asynja_tui.cli.shapes import booking_document, booking_line, late_document
from asynja_tui.cli.table import table, tick, width, wrapped
from db.book import Book
from db.bookings import acts, read
from db.bookings.acts import Changed, Details, TimeAt
from db.bookings.read import ShownBooking
from db.rules.local_time import instant_text
from db.setup import resources
from db.values import BookingStatus, Clinic, Patient

_STATUS = {BookingStatus.BOOKED: "Bokad", BookingStatus.CANCELLED: "Avbokad"}


def book(args: Namespace) -> Answer:
    """Book a time for a patient, as the citizen, care or an ombud."""
    at = arguments.instant(args.at, "--at")
    with opened(args.book, args.clinic) as (opened_book, clinic):
        patient = arguments.patient(opened_book, args.patient)
        actor = arguments.booker(opened_book, args.kind, args.patient)
        made = acts.book_time(
            opened_book,
            actor,
            clinic.id,
            _time(opened_book, clinic, args.resource, at),
            Details(comment=args.comment),
            seen=None,
            patient=patient.id,
            confirmed=args.yes,
        )
    lines = wrapped(f"Bokad, nummer {made.id}: {booking_line(made, patient)}", width())
    return Answer(booking_document(made, patient), lines)


def rebook(args: Namespace) -> Answer:
    """Move a booking to another time; its number stays."""
    at = arguments.instant(args.at, "--at")
    with opened(args.book, args.clinic) as (opened_book, clinic):
        actor = arguments.booker(opened_book, args.kind, args.patient)
        changed = acts.rebook(
            opened_book,
            actor,
            args.booking,
            _time(opened_book, clinic, args.resource, at),
            seen=None,
            seen_time=None,
            comment=args.comment,
            confirmed=args.yes,
            patient=_named(opened_book, args.patient),
        )
    return _changed("Ombokad", changed)


def cancel(args: Namespace) -> Answer:
    """Cancel a booking."""
    with opened(args.book, args.clinic) as (opened_book, _):
        actor = arguments.booker(opened_book, args.kind, args.patient)
        changed = acts.cancel(
            opened_book,
            actor,
            args.booking,
            seen=None,
            reason=args.reason,
            patient=_named(opened_book, args.patient),
        )
    return _changed("Avbokad", changed)


def show(args: Namespace) -> Answer:
    """A patient's bookings, and what 1177 shows and allows of them."""
    with opened(args.book, args.clinic) as (opened_book, _):
        patient = arguments.patient(opened_book, args.patient)
        found = read.of_patient(opened_book, arguments.STAFF, patient.id)
    document = {
        "bookings": [
            {
                **booking_document(one.booking, patient),
                "web_name": one.web_name,
                "shown": one.shown,
                "cancellable": one.cancellable,
                "rebookable": one.rebookable,
            }
            for one in found
        ]
    }
    return Answer(document, _list_lines(found, patient))


def _time(opened_book: Book, clinic: Clinic, name: str, at: int) -> TimeAt:
    """The time by its name: which one it is, is read in the act's own transaction."""
    resource = resources.find(opened_book, clinic.id, name)
    assert resource.id is not None  # it is stored
    return TimeAt(resource.id, at)


def _named(opened_book: Book, pnr: str | None) -> int | None:
    """The patient that was named, whoever acts: the booking must be theirs."""
    return arguments.patient(opened_book, pnr).id if pnr else None


def _changed(verb: str, changed: Changed) -> Answer:
    document = {
        **booking_document(changed.booking, changed.patient),
        **late_document(changed.late, changed.verdict),
        "reminders": list(changed.reminders),
    }
    return Answer(document, _changed_lines(verb, changed))


def _changed_lines(verb: str, changed: Changed) -> Iterator[str]:
    room, booking, patient = width(), changed.booking, changed.patient
    yield from wrapped(f"{verb}, nummer {booking.id}: {booking_line(booking, patient)}", room)
    yield from wrapped(changed.verdict, room)
    for reminder in changed.reminders:
        yield from wrapped(f"Obs: {reminder}", room)


def _list_lines(found: tuple[ShownBooking, ...], patient: Patient) -> Iterator[str]:
    if not found:
        yield f"{patient.name} har inga bokningar."
        return
    heading = ("Nr", "Status", "Tid", "Typ av tid", "Resurs", "1177", "Avb", "Omb")
    rows = [
        (
            str(one.booking.id),
            _STATUS[one.booking.status],
            instant_text(one.booking.start),
            one.web_name,
            one.booking.resource_name,
            tick(one.shown),
            tick(one.cancellable),
            tick(one.rebookable),
        )
        for one in found
    ]
    yield from table(heading, rows, width(), (3, 4))
    yield ""
    yield "1177 = visas på 1177 · Avb, Omb = invånaren kan avboka, omboka"
