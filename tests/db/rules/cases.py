"""What the rules' tests start from: a time that is offered, a booking that may be changed."""

from dataclasses import replace
from typing import Any, TypeVar

from db.rules.changes.changes import ChangeCase
from db.rules.local_time import day_of
from db.rules.offer.booking_shown import ShownCase
from db.rules.offer.clinic_rules import Gate
from db.rules.offer.time_rules import TimeCase
from db.rules.policy import POLICIES, Policy
from db.timeline import parse_instant
from db.values import (
    Booking,
    BookingStatus,
    CaseKind,
    CaseType,
    Clinic,
    Decision,
    Instant,
    JournalSystem,
    Resource,
    Role,
    Slot,
    WebFace,
)

ASYNJA = POLICIES[JournalSystem.ASYNJA]
PMO = POLICIES[JournalSystem.PMO]
PASIS = POLICIES[JournalSystem.PASIS]
STANDALONE = POLICIES[JournalSystem.STANDALONE]

at = parse_instant
NOW = at("2024-09-12 10:52")

CLINIC = Clinic(1, "Primus MVK VC Test", JournalSystem.ASYNJA, connected=True)
BOOK = CaseType(1, CaseKind.BOOK, "Boka tid direkt", active=True, limited=False)
CHANGE = CaseType(2, CaseKind.CHANGE, "Se bokad tid, av- eller omboka", active=True, limited=False)
RESOURCE = Resource(1, "Johan Frisk")
FACE = WebFace(
    time_type=1,
    name=".Läkarbesök",
    web_name="Bedömning av nya besvär",
    offered=True,
    cancellable=True,
    rebookable=True,
    hidden=False,
    web_info="Kom i god tid",
)
HIDDEN = FACE._replace(offered=False, cancellable=False, rebookable=False, hidden=True)


def slot_at(text: str, length_min: int = 30, release: int | None = None) -> Slot:
    """A free time of the resource."""
    start = at(text)
    day = day_of(start)
    shown = None if release is None else day - (release - 1)
    return Slot(7, 1, 1, 1, start, length_min, day, release, shown, taken=False, blocked=False)


OFFERED = TimeCase(
    gate=Gate(CLINIC, BOOK, in_audience=True),
    face=FACE,
    slot=slot_at("2024-09-13 08:00"),
    resource=RESOURCE,
    blocked_by="",
    policy=ASYNJA,
    now=NOW,
    today=day_of(NOW),
)
BOOKING = Booking(
    id=3,
    clinic=1,
    patient=4,
    slot=5,
    status=BookingStatus.BOOKED,
    booked_by=Role.CITIZEN,
    resource=1,
    resource_name="Johan Frisk",
    time_type=1,
    type_name=".Läkarbesök",
    start=at("2024-09-20 08:00"),
    length_min=30,
)
CANCELLED = replace(BOOKING, status=BookingStatus.CANCELLED, slot=None)
SHOWN = ShownCase(
    gate=Gate(CLINIC, CHANGE, in_audience=True),
    face=FACE,
    booking=BOOKING,
    policy=ASYNJA,
    now=NOW,
)
CHANGEABLE = ChangeCase(
    role=Role.CITIZEN,
    gate=Gate(CLINIC, CHANGE, in_audience=True),
    face=FACE,
    booking=BOOKING,
    policy=ASYNJA,
    now=NOW,
    reason="Förhinder",
)


Case = TypeVar("Case", TimeCase, ShownCase, ChangeCase)


def gated(case: Case, **gate: Any) -> Case:  # noqa: ANN401 - a field of the gate
    """The same case at another gate."""
    return replace(case, gate=replace(case.gate, **gate))


def seen_at(case: TimeCase, now: Instant) -> TimeCase:
    """The same case at another moment."""
    return replace(case, now=now, today=day_of(now))


def under(case: TimeCase, policy: Policy) -> TimeCase:
    """The same case in another journal system."""
    return replace(case, policy=policy)


def said_no(decision: Decision) -> list[str]:
    """The names of the rules that refused, in order."""
    return [verdict.rule for verdict in decision.refusals]


def names(decision: Decision) -> list[str]:
    """The names of all rules that were asked, in order."""
    return [verdict.rule for verdict in decision]
