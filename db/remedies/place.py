"""Varför? where no time stands: in an empty place of the tidbok, and on a händelse."""

from typing import NamedTuple

from db import clock
from db.book import Book, Reader
from db.clock import ClockState
from db.errors import NotFound
from db.permissions import require
from db.remedies.explain import Fixes, blocking, fixes
from db.rules.local_time import midnight
from db.rules.offer.place_rules import EVENT_OPEN, EventCase, PlaceCase, empty_place, nearest_start
from db.rules.offer.time_rules import TimeCase
from db.rules.remedies.remedies import RemedyCase
from db.schedule import planning
from db.setup import case_types, clinics
from db.tidbok import events
from db.tidbok.calendar import READERS
from db.tidbok.info_line import Place
from db.values import Actor, CaseKind, Decision, Event, Resource, Slot, TimeType


class ExplainedPlace(NamedTuple):
    """The verdicts, and what can be done about those that say no."""

    why: Decision
    fixes: Fixes


def why_place(book: Book, actor: Actor, clinic: int, at: Place) -> ExplainedPlace:
    """Why 1177 shows no time in an empty place.

    Raises:
        NotAllowed: a citizen.
        NotFound: the resource is not the clinic's.
    """
    require(actor, READERS, "läsa tidboken")
    with book.read() as reader:
        (resource,) = planning.resources_in(reader, clinic, (at.resource,))
        start = nearest_start(at.day, at.minute, midnight(at.day))
        slot = Slot(0, clinic, at.resource, 0, start, 1, at.day, None, None, False, False)
        there, seen = blocking(reader, slot), clock.state(reader)
        case = _case(reader, actor, seen, slot, resource, there)
        time = TimeCase(
            gate=case.gate,
            face=None,
            slot=slot._replace(blocked=bool(there)),
            resource=resource,
            blocked_by=there[0].text if there else "",
            policy=case.policy,
            now=seen.now,
            today=seen.today,
        )
    decision = empty_place(PlaceCase(at.day, at.minute, time))
    return ExplainedPlace(decision, fixes(case, decision))


def why_event(book: Book, actor: Actor, clinic: int, event: int) -> ExplainedPlace:
    """What a händelse does to the times under it.

    Raises:
        NotAllowed: a citizen.
        NotFound: there is no such event.
    """
    require(actor, READERS, "läsa tidboken")
    with book.read() as reader:
        found = events.with_times(reader, event)
        if found is None:
            raise NotFound("event", "Händelsen finns inte längre.")
        stored, free, booked = found
        (resource,) = planning.resources_in(reader, clinic, (stored.resource,))
        case = _case(reader, actor, clock.state(reader), None, resource, (stored,), clinic)
    judged = EventCase(stored.text, stored.blocking, free, booked)
    decision = Decision((EVENT_OPEN.verdict(judged),))
    return ExplainedPlace(decision, fixes(case, decision))


def _case(
    reader: Reader, actor: Actor, seen: ClockState, slot: Slot | None, resource: Resource,
    there: tuple[Event, ...], clinic: int = 0,
) -> RemedyCase:  # fmt: skip
    """All that decides what can be done where no type is known."""
    unit = clinics.load(reader, slot.clinic if slot else clinic)
    return RemedyCase(
        gate=case_types.gate_of(reader, unit, CaseKind.BOOK, None),
        kind=CaseKind.BOOK,
        face=None,
        time_type=TimeType(),
        policy=clinics.policy_of(unit),
        now=seen.now,
        today=seen.today,
        turns=seen.mode is not clock.Mode.REAL,
        slot=slot,
        resource=resource,
        events=there,
        actor=actor,
    )
