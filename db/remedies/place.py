"""Varför? where no time stands: in an empty place of the tidbok, and on a händelse."""

from typing import NamedTuple

from db import clock
from db.book import Book
from db.errors import NotFound
from db.permissions import require
from db.remedies.explain import Fixes, blocking, case_about, fixes
from db.rules.local_time import midnight
from db.rules.offer.place_rules import EVENT_OPEN, EventCase, PlaceCase, empty_place, nearest_start
from db.rules.offer.time_rules import TimeCase
from db.schedule import planning
from db.setup import clinics
from db.tidbok import events
from db.tidbok.calendar import READERS
from db.tidbok.info_line import Place
from db.values import Actor, CaseKind, Decision, Slot


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
        case = case_about(
            reader, clinics.load(reader, clinic), CaseKind.BOOK, None, actor, slot=slot,
            resource=resource, events=there,
        )  # fmt: skip
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
        case = case_about(
            reader, clinics.load(reader, clinic), CaseKind.BOOK, None, actor, resource=resource,
            events=(stored,),
        )  # fmt: skip
    judged = EventCase(stored.text, stored.blocking, free, booked)
    decision = Decision((EVENT_OPEN.verdict(judged),))
    return ExplainedPlace(decision, fixes(case, decision))
