"""Examples for docs/REGLER.md: a time and a visit that all rules let through, then spoilt ones."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from db.rules.changes.changes import ChangeCase, DayCase, MoveCase
from db.rules.local_time import day_of
from db.rules.offer.booking_shown import ShownCase
from db.rules.offer.clinic_rules import Gate
from db.rules.offer.time_rules import TimeCase
from db.rules.policy import POLICIES
from db.rules.rule import Rule
from db.timeline import parse_instant
from db.values import (
    Booking,
    BookingStatus,
    CaseKind,
    CaseType,
    Clinic,
    JournalSystem,
    Resource,
    Role,
    Slot,
    WebFace,
)

_NOW: Final = parse_instant("2024-09-12 10:52")
_START: Final = parse_instant("2024-09-20 08:00")
_DAY: Final = day_of(_START)
_POLICY: Final = POLICIES[JournalSystem.ASYNJA]
_CLINIC: Final = Clinic(
    1, "Vårdcentralen", JournalSystem.ASYNJA, connected=True, agent_rebooks=True
)
_KIND: Final = CaseType(1, CaseKind.BOOK, "Boka tid direkt", active=True, limited=False)
_GATE: Final = Gate(_CLINIC, _KIND, in_audience=True)
_FACE: Final = WebFace(
    1, ".Läkarbesök", "Bedömning av nya besvär", offered=True, cancellable=True, rebookable=True,
    hidden=False, web_info="",
)  # fmt: skip
_SLOT: Final = Slot(7, 1, 1, 1, _START, 30, _DAY, None, None, taken=False, blocked=False)
_TIME: Final = TimeCase(
    _GATE, _FACE, _SLOT, Resource(1, "Johan Frisk"), "", _POLICY, _NOW, day_of(_NOW)
)
_BOOKING: Final = Booking(
    3, 1, 4, 5, BookingStatus.BOOKED, Role.CITIZEN, 1, "Johan Frisk", 1, ".Läkarbesök", _START, 30
)
_SHOWN: Final = ShownCase(_GATE, _FACE, _BOOKING, _POLICY, _NOW)
_CHANGE: Final = ChangeCase(Role.CITIZEN, _GATE, _FACE, _BOOKING, _POLICY, _NOW, reason="Sjuk")
_MOVE: Final = MoveCase(_BOOKING, replace(_TIME, slot=_SLOT._replace(id=8)))
_GATES: Final = (
    replace(_GATE, clinic=replace(_CLINIC, connected=False, agent_rebooks=False)),
    replace(_GATE, case_type=None),
    replace(_GATE, case_type=replace(_KIND, active=False)),
    replace(_GATE, case_type=replace(_KIND, limited=True), in_audience=False),
)
_FACES: Final = (
    _FACE._replace(web_name=""),
    _FACE._replace(hidden=True, offered=False, cancellable=False, rebookable=False),
    _FACE._replace(offered=False, cancellable=False, rebookable=False),
    _FACE._replace(name="Ombud akut"),
)


def _cases() -> Iterator[object]:
    """Those that pass first, then the spoilt ones."""
    yield from (_TIME, _SHOWN, _CHANGE, _MOVE, DayCase(None))
    for gate in _GATES:
        yield from (replace(one, gate=gate) for one in (_TIME, _SHOWN, _CHANGE))
    for face in _FACES:
        yield from (replace(one, face=face) for one in (_TIME, _SHOWN, _CHANGE))
    for system in (JournalSystem.PMO, JournalSystem.PASIS):
        policy, near = POLICIES[system], _SLOT._replace(start=_NOW + 7200, day=day_of(_NOW))
        yield replace(_TIME, policy=policy, face=_FACE._replace(offered=False), slot=near)
        yield replace(_CHANGE, policy=policy, reason="", now=_START - 7200)
    yield from _spoilt_times()
    cancelled = replace(_BOOKING, status=BookingStatus.CANCELLED, slot=None)
    pmo = replace(_SHOWN, policy=POLICIES[JournalSystem.PMO])
    yield replace(pmo, booking=replace(_BOOKING, hidden_in_1177=True))
    yield from (replace(one, booking=cancelled) for one in (_SHOWN, _CHANGE))
    yield from (replace(one, now=_START + 60) for one in (_SHOWN, _CHANGE))
    few = replace(_POLICY, max_changes=2)
    yield replace(_CHANGE, policy=few, changes_made=2)
    other = replace(_MOVE.target, slot=_SLOT._replace(id=5, resource=2, time_type=2, length_min=45))
    yield MoveCase(_BOOKING, replace(other, policy=POLICIES[JournalSystem.PMO]))
    yield from (DayCase(_BOOKING), DayCase(_BOOKING, named=False))


def _spoilt_times() -> Iterator[TimeCase]:
    yield replace(_TIME, face=None)
    yield replace(_TIME, slot=_SLOT._replace(start=_NOW - 3600, day=day_of(_NOW)))
    yield replace(_TIME, slot=_SLOT._replace(release=3, release_day=_DAY - 2))
    yield replace(_TIME, slot=_SLOT._replace(day=_DAY + 80))
    yield replace(_TIME, resource=Resource(1, "Johan Frisk", valid_to=_DAY - 1))
    yield replace(_TIME, slot=_SLOT._replace(blocked=True), blocked_by="Möte")
    yield replace(_TIME, slot=_SLOT._replace(taken=True))
    yield replace(_TIME, staff_bookable=False)
    yield replace(_TIME, policy=POLICIES[JournalSystem.PMO])


def sentences(rule: Rule[Any], yes: bool) -> list[str]:
    """What a rule says of the examples that it lets through, or of those that it does not."""
    said: dict[str, None] = {}
    for case in _cases():
        try:
            verdict = rule.verdict(case)
        except AttributeError:  # it is asked of something else
            continue
        if verdict.passed == yes:
            said[verdict.text] = None
    return [*said]
