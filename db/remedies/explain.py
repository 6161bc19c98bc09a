"""Why a time or a booking is (not) on 1177, and what can be done about it."""

from dataclasses import dataclass

from db import clock
from db.book import Book, Reader
from db.bookings import read
from db.bookings.read import ShownBooking
from db.bookings.rows import load_booking
from db.offer import offer
from db.offer.offer import Explanation
from db.permissions import BOOKERS, require
from db.rules.remedies.remedies import Fix, RemedyCase, Waiting, fix_of
from db.schedule import slots
from db.setup import case_types, clinics, patients, publication, time_types
from db.setup.access_log import watched
from db.values import (
    Actor,
    CaseKind,
    Clinic,
    Decision,
    Event,
    Instant,
    Resource,
    Slot,
    TimeType,
)

Fixes = dict[str, Fix]
"""By the refusing rule's name."""


@dataclass(frozen=True, slots=True)
class ExplainedTime:
    """A time with every verdict, and what can be done about those that say no.

    Attributes:
        fixes: about the verdicts on what 1177 was last told; those on the type as the book has it
            are about the same.
    """

    why: Explanation
    fixes: Fixes


@dataclass(frozen=True, slots=True)
class ExplainedBooking:
    """A booking likewise: whether 1177 shows it, and whether its citizen may change it there."""

    why: ShownBooking
    fixes: Fixes


def time(
    book: Book,
    clinic: int,
    resource: int,
    at: Instant,
    patient: int | None = None,
    actor: Actor | None = None,
) -> ExplainedTime:
    """Every rule's verdict on one time, and what can be done where it is a no.

    Without a patient no limited audience is asked.

    Raises:
        NotFound: the resource has no time then; the sentence names the nearest ones that day.
    """
    with book.read() as reader:
        return time_of(reader, slots.at(reader, clinic, resource, at), patient, actor)


def time_of(
    reader: Reader, slot: Slot, patient: int | None = None, actor: Actor | None = None
) -> ExplainedTime:
    """The same, inside a snapshot."""
    why = offer.explain(reader, slot, patient)
    case = case_of(reader, slot, patient, actor) if not (why.offered and why.bookable) else None
    return ExplainedTime(why, {} if case is None else fixes(case, why.decision, why.as_booked))


@watched
def booking(book: Book, actor: Actor, booking: int) -> ExplainedBooking:
    """The verdicts on a booking, and what can be done where they are a no.

    Raises:
        NotAllowed: administrators.
        NotFound: there is none, or it is not the citizen's own.
    """
    require(actor, BOOKERS, "läsa bokningar")
    with book.read() as reader:
        found = load_booking(reader, actor, booking)
        why = read.shown_booking(reader, found)
        clinic = clinics.load(reader, found.clinic)
        case = case_about(
            reader, clinic, CaseKind.CHANGE, found.patient, actor, time_type=found.time_type
        )
    decisions = (
        why.decision, why.cancel_verdicts, why.rebook_verdicts, why.cancel_as_booked,
        why.rebook_as_booked,
    )  # fmt: skip
    return ExplainedBooking(why, fixes(case, *decisions))


def fixes(case: RemedyCase, *decisions: Decision) -> Fixes:
    """What can be done about every refusal; what 1177 knows goes before what the book has."""
    found: Fixes = {}
    for decision in decisions:
        for verdict in decision.refusals:
            fix = fix_of(verdict, case)
            if fix is not None:
                found.setdefault(verdict.rule, fix)
    return found


def case_of(
    reader: Reader, slot: Slot, patient: int | None, actor: Actor | None = None
) -> RemedyCase:
    """All that decides what can be done about a time."""
    where = slots.place(reader, slot.id)
    return case_about(
        reader, where.clinic, CaseKind.BOOK, patient, actor, time_type=slot.time_type, slot=slot,
        resource=where.resource, events=blocking(reader, slot),
    )  # fmt: skip


def case_about(
    reader: Reader,
    clinic: Clinic,
    kind: CaseKind,
    patient: int | None,
    actor: Actor | None,
    *,
    time_type: int | None = None,
    slot: Slot | None = None,
    resource: Resource | None = None,
    events: tuple[Event, ...] = (),
) -> RemedyCase:
    """All that decides what can be done, of what is known: of a type or none, a time or none."""
    seen = clock.state(reader)
    known = time_types.load_all(reader, clinic.id) if time_type is not None else {}
    waits = [
        one
        for one in (publication.pending(reader, clinic.id, seen.now) if known else ())
        if one.face.time_type == time_type
    ]
    return RemedyCase(
        gate=case_types.gate_of(reader, clinic, kind, patient),
        kind=kind,
        face=None if time_type is None else publication.face(reader, time_type, seen.now),
        time_type=TimeType() if time_type is None else known[time_type],
        policy=clinics.policy_of(clinic),
        now=seen.now,
        today=seen.today,
        names=frozenset(one.name for key, one in known.items() if key != time_type),
        pending=Waiting(*waits[0]) if waits else None,
        turns=seen.mode is not clock.Mode.REAL,
        slot=slot,
        resource=resource,
        events=events,
        patient=None if patient is None else patients.load(reader, patient),
        actor=actor,
    )


def blocking(reader: Reader, slot: Slot) -> tuple[Event, ...]:
    """All events that block a time, by start."""
    rows = reader.rows(
        'SELECT id, resource_id, start, "end", text, blocking FROM event WHERE resource_id = ?'
        ' AND blocking = 1 AND start < ? AND "end" > ? ORDER BY start, id',
        (slot.resource, slot.end, slot.start),
    )
    return tuple(
        Event(key, resource, start, end, text, bool(blocks))
        for key, resource, start, end, text, blocks in rows
    )
