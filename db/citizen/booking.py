"""Booking and rebooking on 1177: what is wished for, and what is said when it cannot be done.

A citizen books through ``db.bookings.acts``; nothing here decides. What there is to choose from is
``db.citizen.choices``.
"""

from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from db import clock, fields
from db.afterwards import afterwards
from db.book import Book, Reader
from db.bookings import acts
from db.bookings.acts import Details
from db.bookings.rows import load_booking, still_as_seen
from db.bookings.scene import change_case, demand, demand_free_patient, may_book, scene_of
from db.citizen.choices import BOOKING, WebTime
from db.citizen.shown_times import changed_of, citizen_of, terms_of
from db.errors import BookError, NotFound, Refused
from db.rules.changes.changes import REBOOK_RULES, MoveCase, may_move, may_rebook
from db.rules.changes.same_as_shown import SeenBooking, as_seen
from db.rules.changes.web_booking import (
    REASON_BOUND,
    Fault,
    Scenery,
    booking_fault,
    gone_fault,
    late_notice,
    moving_fault,
    terms_fault,
)
from db.schedule import slots
from db.setup import case_types, clinics, patients
from db.setup.access_log import watched
from db.values import Actor, Booking, CaseKind, Clinic, Decision, Terms, Verdict


class NotBooked(Refused):
    """Nothing was booked."""

    def __init__(self, fault: Fault, error: BookError | None = None) -> None:
        decision = error.decision if isinstance(error, Refused) else None
        super().__init__(fault.code, fault.text, field=fault.field, decision=decision)
        self.fault = fault


class Wish(NamedTuple):
    """What the citizen is about to book.

    Attributes:
        reason: why, in the citizen's words; at most ``REASON_BOUND`` characters.
        phone: where to be reached; the citizen's own number when empty.
        agreed: the Villkor that were ticked.
        booking: the booking that is moved, as it was shown; None for a new one.
    """

    time: WebTime
    reason: str = ""
    phone: str = ""
    agreed: str = ""
    booking: SeenBooking | None = None

    @property
    def moved(self) -> int | None:
        """The id of the booking that is moved."""
        return None if self.booking is None else self.booking.id


@dataclass(frozen=True, slots=True)
class Prospect:
    """What the summary says beside the wish itself.

    Attributes:
        fault: why it cannot be booked now, or None.
        notice: what the citizen should know of a change or cancellation later, or empty.
    """

    fault: Fault | None
    notice: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was booked.

    Attributes:
        web_name: the name the type goes under on 1177.
        web_info: the type's text for the citizen (R10).
        late: whether it was moved so late that it may be charged.
    """

    booking: Booking
    clinic: str
    web_name: str
    web_info: str
    moved: bool
    late: bool


@watched
def look(book: Book, actor: Actor, clinic: int, wish: Wish) -> Prospect:
    """What the summary says: whether what is wished for can be booked as things are now.

    Raises:
        NotAllowed: others than a citizen.
        NotFound: no such clinic, or no such booking of the citizen's own.
    """
    citizen_of(actor, BOOKING)
    with book.read() as reader:
        here = clinics.load(reader, clinic)
        policy, now = clinics.policy_of(here), clock.now(reader)
        terms = _terms(reader, clinic, wish)
        fault = _judged(reader, actor, here, wish)
        start = wish.time.seen.start
        if wish.booking is not None:
            start = load_booking(reader, actor, wish.booking.id).start
    notice = late_notice(now, start, policy, moving=wish.booking is not None)
    return Prospect(fault, notice, terms)


def _judged(reader: Reader, actor: Actor, clinic: Clinic, wish: Wish) -> Fault | None:
    """What ``book`` would say, short of the texts and the tick."""
    try:
        patient = citizen_of(actor, BOOKING)
        scene = scene_of(reader, wish.time.slot, patient)
        if wish.booking is None:
            before, rules = Decision(), may_book(actor, scene)
        else:
            one = load_booking(reader, actor, wish.booking.id)
            may = may_rebook(change_case(reader, actor.role, one, clinic, scene.seen))
            before = Decision((*still_as_seen(reader, wish.booking, one), *may))
            rules = may_move(MoveCase(one, scene.case), actor.role)
        demand(Decision((*before, *as_seen(wish.time.seen, scene.case, rules))))
        person = patients.load(reader, patient)
        demand_free_patient(reader, actor, person, scene.slot, wish.moved, confirmed=False)
    except (Refused, NotFound) as error:
        return _fault(reader, actor, clinic, wish, error)
    return None


def book(book: Book, actor: Actor, clinic: int, wish: Wish) -> Receipt:
    """Book what is wished for, or move the booking there.

    Raises:
        NotAllowed: others than a citizen.
        Invalid: a text too long.
        NotFound: no such clinic, or no such booking of the citizen's own.
        NotBooked: it cannot be done now; tells why and what the citizen can do next.
    """
    citizen_of(actor, BOOKING)
    reason = fields.text(wish.reason, "reason", "Anledning till besöket", REASON_BOUND, lines=True)
    phone = fields.phone(wish.phone, "phone", "Telefonnummer")
    with book.read() as reader:
        here = clinics.load(reader, clinic)
        fault = terms_fault(_terms(reader, clinic, wish), wish.agreed)
    if fault is not None:
        raise NotBooked(fault)
    seen, slot, late = wish.time.seen, wish.time.slot, False
    try:
        if wish.booking is None:
            told = Details(reason, phone=phone)
            made = acts.book_time(book, actor, clinic, slot, told, seen=seen)
        else:
            moved = acts.rebook(
                book, actor, wish.booking.id, slot, seen=wish.booking, seen_time=seen,
                comment=reason,
            )  # fmt: skip
            made, late = moved.booking, moved.late is not None and moved.late.late
    except (Refused, NotFound) as error:
        _refuse(book, actor, here, wish, error)
    # It is done: what cannot be read of it now is left out.
    name, info = afterwards(lambda: _face(book, here, made), (wish.time.seen.web_name, ""))
    return Receipt(made, here.name, name, info, wish.booking is not None, late)


def renamed(book: Book, actor: Actor, wish: Wish) -> Wish:
    """The same wish by the name that its type has now: the citizen has been told of it.

    Raises:
        NotAllowed: others than a citizen.
        NotFound: the time is gone.
    """
    citizen_of(actor, BOOKING)
    with book.read() as reader:
        where = slots.place(reader, wish.time.slot)
    name = clinics.policy_of(where.clinic).face(where.time_type).web_name
    seen = wish.time.seen._replace(web_name=name)
    return wish._replace(time=wish.time._replace(seen=seen))


def _refuse(book: Book, actor: Actor, clinic: Clinic, wish: Wish, error: BookError) -> NoReturn:
    with book.read() as reader:
        fault = _fault(reader, actor, clinic, wish, error)
    raise NotBooked(fault, error) from error


def _terms(reader: Reader, clinic: int, wish: Wish) -> Terms:
    kind = CaseKind.BOOK if wish.booking is None else CaseKind.CHANGE
    return terms_of(case_types.load(reader, clinic, kind))


def _fault(
    reader: Reader, actor: Actor, clinic: Clinic, wish: Wish, error: BookError
) -> Fault:  # fmt: skip
    """What the book said, said to the citizen."""
    if isinstance(error, NotFound) and error.code == "APPOINTMENT_DOES_NOT_EXIST":
        raise error  # nothing is told of what is not the citizen's own
    scenery = _scenery(reader, actor, clinic, wish)
    if not isinstance(error, Refused) or not error.decision.refusals:
        return gone_fault(scenery)
    first, about_booking = _first(error.decision, actor, wish)
    return (moving_fault if about_booking else booking_fault)(first, scenery)


def _first(decision: Decision, actor: Actor, wish: Wish) -> tuple[Verdict, bool]:
    """The refusal that decides, and whether it is about the booking that would be moved."""
    # Of a booking that is moved: whether it is as shown, and the rules on moving it at all.
    rules = 1 + len(REBOOK_RULES[actor.role])
    about = rules if wish.booking is not None and len(decision) > rules else 0
    for place, verdict in enumerate(decision):
        if not verdict.passed:
            return verdict, place < about
    raise AssertionError("asked of a decision that refuses nothing")


def _scenery(reader: Reader, actor: Actor, clinic: Clinic, wish: Wish) -> Scenery:
    time = wish.time
    new_name, own = "", False
    try:
        where = slots.place(reader, time.slot)
    except NotFound:
        pass
    else:
        new_name = clinics.policy_of(where.clinic).face(where.time_type).shown_name
        sql = "SELECT 1 FROM booking WHERE slot_id = ? AND patient_id = ? AND status = 'booked'"
        own = reader.row(sql, (time.slot, actor.patient)) is not None
    name = time.seen.web_name
    if not name:  # of a booking that is moved, whose name is not looked at
        policy, kind = clinics.policy_of(clinic), slots.type_by_id(reader, time.seen.time_type)
        name = policy.face(kind).shown_name
    changed = ""
    if wish.booking is not None:
        changed = changed_of(reader, load_booking(reader, actor, wish.booking.id))
    now = clock.now(reader)
    return Scenery(clinic.name, name, time.resource, time.seen.start, now, new_name, own, changed)


def _face(book: Book, clinic: Clinic, made: Booking) -> tuple[str, str]:
    """The name on 1177 of what was booked, and its text for the citizen."""
    with book.read() as reader:
        face = clinics.policy_of(clinic).face(slots.type_by_id(reader, made.time_type))
    return face.shown_name, face.web_info
