"""Booked times as 1177 shows them to their citizen (R98-R103), read inside a snapshot."""

from dataclasses import dataclass

from db import clock
from db.book import Reader
from db.bookings import read
from db.bookings.read import ShownBooking
from db.bookings.rows import SELECT, booking_value, latest_of
from db.errors import NotAllowed, NotFound
from db.permissions import require
from db.rules.changes.comments import booking_comment
from db.rules.changes.late import minutes_left
from db.rules.changes.web_booking import when_text
from db.rules.citizen import Standing, Where, changed_note, standing, unseen_note
from db.rules.terms.terms import must_be_ticked
from db.setup import case_types, clinics
from db.values import Act, Actor, Booking, BookingStatus, CaseKind, CaseType, Decision, Role, Terms

_CITIZEN = frozenset({Role.CITIZEN})


@dataclass(frozen=True, slots=True)
class BookedTime:
    """A booked time as 1177 shows it to its citizen (R103). The visit's length is not told (R19).

    Attributes:
        address: the clinic's; may be empty.
        when: ``Torsdag 12 september 2024 kl. 11:15``.
        info: the information lines of the type.
        reason: what the citizen wrote, with the number given (R55).
        cancel: whether it can be cancelled here, and why not or at what cost.
        rebook: the same of rebooking.
        reason_required: whether a cancellation must have a reason (R64).
        terms: of the ärendetyp for seeing and changing.
    """

    booking: Booking
    where: Where
    address: str
    when: str
    type_name: str
    info: str
    reason: str
    cancel: Standing
    rebook: Standing
    reason_required: bool
    terms: Terms

    @property
    def must_approve(self) -> bool:
        """Whether the terms must be approved before a change (R94)."""
        return must_be_ticked(self.terms)


def citizen_of(actor: Actor, what: str) -> int:
    """The logged-in citizen's id.

    Raises:
        NotAllowed: anyone but a citizen.
    """
    require(actor, _CITIZEN, what)
    if actor.patient is None:
        raise NotAllowed("not-allowed", "Ingen invånare är inloggad.")
    return actor.patient


def times_of(reader: Reader, me: int) -> tuple[BookedTime, ...]:
    """Those to come that 1177 shows, soonest first."""
    return tuple(shown_time(reader, one) for one in _coming(reader, me) if one.shown)


def unseen_of(reader: Reader, me: int, clinic: int | None = None) -> tuple[str, ...]:
    """Why booked times to come do not show though nobody hides them, a sentence a clinic.

    Args:
        clinic: only of times at this clinic; of all when None.
    """
    notes = {
        unseen_note(one.decision, contact_of(reader, one.booking.clinic)[0]): None
        for one in _coming(reader, me)
        if not one.shown and clinic in (None, one.booking.clinic)
    }
    return tuple(filter(None, notes))


def _coming(reader: Reader, me: int) -> tuple[ShownBooking, ...]:
    """The citizen's booked times to come, soonest first, whether they show or not."""
    rows = reader.rows(
        f"{SELECT} WHERE b.patient_id = ? AND b.status = 'booked' AND b.start > ?"
        " ORDER BY b.start, b.id",
        (me, clock.now(reader)),
    )
    return tuple(read.shown_booking(reader, booking_value(row)) for row in rows)


def shown_time(reader: Reader, found: ShownBooking) -> BookedTime:
    """A booking that shows, with all that is shown of it."""
    one = found.booking
    where, address = contact_of(reader, one.clinic)
    return BookedTime(
        booking=one,
        where=where,
        address=address,
        when=when_text(one.start).capitalize(),
        type_name=found.web_name,
        info=found.web_info,
        reason=booking_comment(one),
        cancel=standing_of(reader, Act.CANCELLED, one, found.cancel_verdicts),
        rebook=standing_of(reader, Act.REBOOKED, one, found.rebook_verdicts),
        reason_required=clinics.policy_of(clinics.load(reader, one.clinic)).reason_required,
        terms=terms_of(case_types.load(reader, one.clinic, CaseKind.CHANGE)),
    )


def standing_of(
    reader: Reader, act: Act, one: Booking, decision: Decision, *, has_button: bool = False
) -> Standing:
    """A decision about a booking in words for the citizen.

    ``has_button``: 1177 lets the citizen try although the book says no (R12).
    """
    where, _ = contact_of(reader, one.clinic)
    policy = clinics.policy_of(clinics.load(reader, one.clinic))
    left = minutes_left(clock.now(reader), one.start)
    return standing(act, decision, where, policy, left, has_button=has_button)


def changed_of(reader: Reader, one: Booking) -> str:
    """What has become of a booking since it was shown to its citizen; a hidden one is not told."""
    found = read.shown_booking(reader, one)
    tells = found.shown or one.status is BookingStatus.CANCELLED
    _, role = latest_of(reader, one.id)
    return changed_note(role, one if tells else None)


def contact_of(reader: Reader, clinic: int) -> tuple[Where, str]:
    """The clinic as it is reached, and its address.

    Raises:
        NotFound: there is none.
    """
    row = reader.row("SELECT name, phone, address FROM clinic WHERE id = ?", (clinic,))
    if row is None:
        raise NotFound("clinic", "Mottagningen finns inte på 1177.")
    return Where(row[0], row[1]), row[2]


def terms_of(case_type: CaseType | None) -> Terms:
    """The terms of an ärendetyp; empty where there is none."""
    return Terms() if case_type is None else case_type.terms
