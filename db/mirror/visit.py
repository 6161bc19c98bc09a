"""A booked visit as its patient finds it on 1177: the card and its buttons (R98-R103)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.bookings import read
from db.bookings.rows import load_booking
from db.citizen import portal
from db.citizen.shown_times import BookedTime
from db.errors import NotFound
from db.mirror.values import ATTENTION, BUTTON, QUIET, STRONG, At, Block, Fact, Remark, Told
from db.setup import patients
from db.values import Actor, BookingStatus, Patient, Role

CARD: Final = "Kortet på 1177"
_GONE: Final = "Bokningen finns inte längre."
_CANCELLED: Final = "Besöket är avbokat och står inte bland de bokade tiderna."
_NOT_SHOWN: Final = "Inget kort: patienten ser inte tiden på 1177."


@dataclass(frozen=True, slots=True)
class Visit:
    """A booking, looked at with its own patient's eyes, whoever's eyes are chosen.

    Attributes:
        booking: its id, which lives through rebooking.
    """

    booking: int

    @property
    def about(self) -> str:
        """The one booking."""
        return f"visit:{self.booking}"

    def tell(self, at: At) -> Told:
        """Ask the patient's own list of booked times; where it is not there, the rules why."""
        try:
            booking = load_booking(at.reader, at.actor, self.booking)
        except NotFound:
            return Told((Block(CARD, (), _GONE),))
        patient = patients.load(at.reader, booking.patient)
        if booking.status is BookingStatus.CANCELLED:
            return Told((Block(CARD, (), _CANCELLED),), eyes=patient.name)
        blocks = (Block(CARD, tuple(card_of(at, patient, self.booking)), _NOT_SHOWN),)
        shown = read.shown_booking(at.reader, booking)
        return Told(blocks, tuple(_why(shown)), eyes=patient.name)


def card_of(at: At, patient: Patient, booking: int) -> Iterator[Fact]:
    """The card; nothing where 1177 does not show it."""
    eyes = Actor(Role.CITIZEN, patient=patient.id, demo=at.actor.demo)
    try:
        yield from _card(portal.booked_time(at.book, eyes, booking))
    except NotFound:
        return


def _card(booked: BookedTime) -> Iterator[Fact]:
    yield Fact("when", booked.when, kind=STRONG)
    yield Fact("whose", booked.booking.resource_name)
    yield Fact("where", "Mottagning", booked.where.name)
    yield Fact("type", "Typ av tid", booked.type_name)
    for n, line in enumerate(filter(str.strip, booked.info.splitlines())):
        yield Fact(f"info:{n}", line)
    leads = f"portal:{booked.booking.id}"
    if booked.cancel.allowed:
        yield Fact("cancel", "[ AVBOKA ]", kind=BUTTON, leads=leads)
    if booked.rebook.allowed:
        yield Fact("rebook", "[ OMBOKA ]", kind=BUTTON, leads=leads)
    yield Fact("print", "[ Skriv ut ]", kind=BUTTON, leads=leads)
    notes: dict[str, str] = {}
    for standing in (booked.cancel, booked.rebook):
        if standing.note and not (standing.allowed and notes):
            notes[standing.note] = ATTENTION if standing.allowed else QUIET
    for note, kind in notes.items():
        yield Fact("", note, kind=kind)


def _why(shown: read.ShownBooking) -> Iterator[Remark]:
    """Why there is no card, or no button, in the staff's words; the first rule says it."""
    if not shown.shown:
        yield Remark(shown.decision.refusals[0].text, ATTENTION)
        return
    for what, verdicts in (("AVBOKA", shown.cancel_verdicts), ("OMBOKA", shown.rebook_verdicts)):
        if verdicts.refusals:
            yield Remark(f"{what} finns inte: {verdicts.refusals[0].text}", QUIET)
    if shown.pending:
        yield Remark(shown.pending, QUIET)
