"""Values for the questions: a unit, a type, a time, a visit that nothing hinders; to be varied."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from db.rules.changes.changes import ChangeCase
from db.rules.local_time import (
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    clock_text,
    day_of,
    instant_at,
    long_day_text,
    midnight,
)
from db.rules.offer.clinic_rules import Gate
from db.rules.offer.release_days import release_day
from db.rules.offer.time_rules import TimeCase
from db.rules.policy import POLICIES, SUFFIX, Policy
from db.values import (
    Booking,
    BookingStatus,
    CaseKind,
    CaseType,
    Clinic,
    Day,
    Instant,
    JournalSystem,
    Minutes,
    Resource,
    Role,
    Slot,
    TimeType,
)

UNIT = "Vårdcentralen Eken"
PEOPLE = ("Johan Frisk", "Anna Berg", "Eva Ek", "Karin Holm")
TYPES = ("Läkarbesök", "SSK besök", "Provtagning", "Vaccination", "Hälsosamtal")
_FIRST, _LAST = date(2026, 1, 12).toordinal(), date(2028, 11, 30).toordinal()


def a_day(chance: random.Random) -> Day:
    """A Monday to Friday, not near a change of the clock that a question does not ask about."""
    while True:
        day = chance.randint(_FIRST, _LAST)
        if (day - 1) % 7 < 5 and date.fromordinal(day).month not in (3, 10):
            return day


def a_clock(chance: random.Random, first: int = 8, last: int = 16) -> Minutes:
    """A quarter of an hour between two hours of the day."""
    return chance.randrange(first * 60, last * 60, 15)


def at(day: Day, minute: Minutes) -> Instant:
    """The instant of a clock that is not skipped."""
    instant = instant_at(day, minute)
    assert instant is not None  # no question stands in the hour that is skipped
    return instant


def day_words(day: Day) -> str:
    """``torsdag 12 september 2024``."""
    return long_day_text(day)


def short_day(day: Day) -> str:
    """``tor 12 sep``."""
    when = date.fromordinal(day)
    return f"{SHORT_WEEKDAYS[when.weekday()]} {when.day} {SHORT_MONTHS[when.month - 1]}"


def moment(instant: Instant) -> str:
    """``tor 12 sep 10:15``."""
    day = day_of(instant)
    return f"{short_day(day)} {clock_text((instant - midnight(day)) // 60)}"


def a_system(chance: random.Random, *systems: JournalSystem) -> Policy:
    """One of the journal systems; of all with guides where none is named."""
    return POLICIES[chance.choice(systems or tuple(JournalSystem)[:3])]


def type_of(policy: Policy, name: str, **ticks: Any) -> TimeType:  # noqa: ANN401 - any column
    """A type that can be booked, cancelled and rebooked on 1177, whatever makes it so."""
    called = f"{name} {SUFFIX}" if policy.system is JournalSystem.PMO else name
    usual = TimeType(
        id=1, name=called, web_name=name, bookable=True, web_bookable=True, web_cancellable=True,
        web_rebookable=True, level=4,
    )  # fmt: skip
    return replace(usual, **ticks)


def gate_of(policy: Policy, kind: CaseKind = CaseKind.BOOK, *, active: bool = True) -> Gate:
    """A connected unit with an ärendetyp."""
    unit = Clinic(1, UNIT, policy.system, connected=True)
    return Gate(unit, CaseType(1, kind, policy.case_names[kind], active, limited=False), True)


def time_case(policy: Policy, now: Instant, start: Instant, **more: Any) -> TimeCase:  # noqa: ANN401 - any field
    """A free time that 1177 shows.

    Args:
        more: ``time_type``, ``release``, ``resource``, ``length_min``, ``taken``, ``blocked_by``,
            ``active`` where they are not the usual ones.
    """
    day, release = day_of(start), more.get("release")
    blocked_by = more.get("blocked_by", "")
    resource = more.get("resource", Resource(1, PEOPLE[0]))
    time_type = more.get("time_type") or type_of(policy, TYPES[0])
    slot = Slot(
        2, 1, resource.id or 1, 1, start, more.get("length_min", 30), day, release,
        None if release is None else release_day(day, release), more.get("taken", False),
        bool(blocked_by),
    )  # fmt: skip
    gate = gate_of(policy, active=more.get("active", True))
    face = policy.face(time_type)
    return TimeCase(gate, face, slot, resource, blocked_by, policy, now, day_of(now))


def visit(start: Instant, name: str = TYPES[0], length_min: Minutes = 30) -> Booking:
    """A booked visit."""
    return Booking(
        1, 1, 1, 1, BookingStatus.BOOKED, Role.CITIZEN, 1, PEOPLE[0], 1, name, start, length_min
    )


def change_case(policy: Policy, now: Instant, booking: Booking, **more: Any) -> ChangeCase:  # noqa: ANN401 - any field
    """A citizen who wants to change a visit.

    Args:
        more: ``time_type`` and ``reason`` where they are not the usual ones.
    """
    time_type = more.get("time_type") or type_of(policy, TYPES[0])
    gate = gate_of(policy, CaseKind.CHANGE)
    reason = more.get("reason", "")
    return ChangeCase(Role.CITIZEN, gate, policy.face(time_type), booking, policy, now, reason)
