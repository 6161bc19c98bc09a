"""Varför? on a tidstyp, wherever it stands, and on an ärendetyp."""

from dataclasses import replace
from typing import NamedTuple

from db import clock
from db.book import Book
from db.errors import NotFound
from db.remedies import summary
from db.remedies.explain import Fixes, case_about, fixes
from db.remedies.summary import Summary, Which
from db.rules.offer.clinic_rules import (
    AUDIENCE,
    BOOK_ACTIVE,
    CHANGE_ACTIVE,
    CONNECTED,
    REQUEST_ACTIVE,
)
from db.rules.offer.time_rules import MARKED, NOT_AGENT, NOT_HIDDEN, PUBLISHED, TimeCase
from db.rules.rule import decide
from db.setup import clinics, publication, time_types
from db.values import Actor, CaseKind, Decision, Resource, Slot

TYPE_RULES = (CONNECTED, BOOK_ACTIVE, AUDIENCE, PUBLISHED, NOT_HIDDEN, NOT_AGENT, MARKED)
"""What is asked of a time before the time itself is looked at, in its order."""


class ExplainedType(NamedTuple):
    """Whether 1177 lets a type be chosen at all.

    Attributes:
        why: the verdicts on what 1177 was last told.
        as_booked: those on the type as the book has it; the same where 1177 knows it.
        pending: when 1177 will know, a Swedish sentence; empty where the two agree.
        fixes: what can be done about those that say no.
        times: its coming free times, and what keeps them back.
    """

    why: Decision
    as_booked: Decision
    pending: str
    fixes: Fixes
    times: Summary


class ExplainedTimes(NamedTuple):
    """What keeps some coming free times back: a resource's, or those that somebody waits for.

    Attributes:
        why: the verdicts that hold for the whole unit, and for one citizen where one is asked for.
        fixes: what can be done about those that say no.
        times: how many there are, and what keeps them back.
    """

    why: Decision
    fixes: Fixes
    times: Summary


class ExplainedCase(NamedTuple):
    """Whether an ärendetyp is open on 1177, and what can be done where it is not."""

    why: Decision
    fixes: Fixes


def why_type(
    book: Book, clinic: int, time_type: int, patient: int | None = None, actor: Actor | None = None
) -> ExplainedType:
    """Whether 1177 lets a tidstyp be chosen, and why it has times or none.

    Raises:
        NotFound: the type is not the clinic's.
    """
    with book.read() as reader:
        known = time_types.load_all(reader, clinic)
        if time_type not in known:
            raise NotFound("time-type", "Tidstypen finns inte på enheten.", field="time_type")
        unit, seen = clinics.load(reader, clinic), clock.state(reader)
        policy = clinics.policy_of(unit)
        told, mine = publication.face(reader, time_type, seen.now), policy.face(known[time_type])
        remedies = case_about(reader, unit, CaseKind.BOOK, patient, actor, time_type=time_type)
        nowhere = Slot(0, clinic, 0, time_type, seen.now, 1, seen.today, None, None, False, False)
        case = TimeCase(remedies.gate, told, nowhere, Resource(), "", policy, seen.now, seen.today)
        why, as_booked = decide(TYPE_RULES, case), decide(TYPE_RULES, replace(case, face=mine))
        pending = "" if told == mine else publication.pending_text(reader, clinic, mine, seen)
    times = summary.summary(book, clinic, Which(time_type), patient)
    return ExplainedType(why, as_booked, pending, fixes(remedies, why, as_booked), times)


def why_times(
    book: Book, clinic: int, which: Which, patient: int | None = None, actor: Actor | None = None
) -> ExplainedTimes:
    """What keeps coming free times back from 1177, for whoever or for one citizen."""
    found = why_case(book, clinic, CaseKind.BOOK, patient, actor)
    return ExplainedTimes(*found, summary.summary(book, clinic, which, patient))


def why_case(
    book: Book, clinic: int, kind: CaseKind, patient: int | None = None, actor: Actor | None = None
) -> ExplainedCase:
    """Whether an ärendetyp is open on 1177, and what can be done where it is not."""
    active = {CaseKind.BOOK: BOOK_ACTIVE, CaseKind.CHANGE: CHANGE_ACTIVE}.get(kind, REQUEST_ACTIVE)
    with book.read() as reader:
        case = case_about(reader, clinics.load(reader, clinic), kind, patient, actor)
    why = decide((CONNECTED, active, AUDIENCE), case.gate)
    return ExplainedCase(why, fixes(case, why))
