"""What a citizen can choose from on 1177: types, days and times; and where a booking may go.

What is offered is decided by ``db.offer.offer`` and ``db.bookings.choices``. How long a visit is,
is never told (R19).
"""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from db import clock
from db.book import Book, Reader
from db.bookings import choices
from db.bookings.rows import load_booking
from db.citizen.shown_times import citizen_of, terms_of
from db.offer import offer
from db.offer.offer import OfferedType
from db.rules.alphabet import sort_key
from db.rules.changes.same_as_shown import SeenTime
from db.rules.changes.web_booking import (
    Fault,
    Scenery,
    closed_fault,
    late_notice,
    left_fault,
    moving_fault,
    takes_reason,
    times_text,
)
from db.rules.local_time import day_of, time_text
from db.rules.offer.clinic_rules import gate
from db.schedule import slots
from db.setup import case_types, clinics, patients
from db.setup.access_log import watched
from db.values import Actor, CaseKind, Clinic, Day, Terms

BOOKING = "boka på 1177"
"""What a citizen must be allowed here."""

_MOST_MOVES = 2_000
"""As many times are looked at for a rebooking: more than a resource has in the time that shows."""


class WebType(NamedTuple):
    """A name to choose.

    Attributes:
        note: how many times it has; that it has none (R23).
        types: the ids of the time types that go under it.
    """

    web_name: str
    times: int
    note: str
    types: tuple[int, ...]


class WebTime(NamedTuple):
    """A time to choose.

    Attributes:
        text: the clock and whose time it is, ``08:30 Provtagningen`` (R97); never its length.
        seen: what was shown, for the book to compare with.
    """

    slot: int
    day: Day
    text: str
    resource: str
    seen: SeenTime


@dataclass(frozen=True, slots=True)
class Beginning:
    """What "Boka tid" begins with at a clinic, or "Omboka" of a booking there.

    Attributes:
        title: the ärendetyp's name.
        types: the names to choose from; none when a booking is moved.
        fault: why nothing can be booked here; None when it can.
    """

    clinic: str
    title: str
    terms: Terms
    takes_reason: bool
    phone: str
    types: tuple[WebType, ...]
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Choosing:
    """The days and times to choose from.

    Attributes:
        web_name: the name of the type, as it is now.
        days: how many times each day has; days without any are not there.
        day: the chosen day: the one asked for, the nearest after it, or the first (R96).
        last: the last day that can have times.
        notice: what the citizen should know of a late change, or empty.
        fault: why there is nothing to choose, or None.
    """

    web_name: str
    days: dict[Day, int]
    day: Day | None
    times: tuple[WebTime, ...]
    today: Day
    last: Day
    notice: str = ""
    fault: Fault | None = None


@watched
def begin(
    book: Book, actor: Actor, clinic: int, *, booking: int | None = None
) -> Beginning:  # fmt: skip
    """What the first page shows.

    Raises:
        NotAllowed: others than a citizen.
        NotFound: no such clinic, or no such booking of the citizen's own.
    """
    patient = citizen_of(actor, BOOKING)
    with book.read() as reader:
        here = clinics.load(reader, clinic)
        kind = CaseKind.BOOK if booking is None else CaseKind.CHANGE
        case = case_types.load(reader, clinic, kind)
        fault: Fault | None = None
        found: tuple[WebType, ...] = ()
        if booking is None:
            fault = _closed(reader, here, patient)
            found = tuple(map(_web_type, offer.types(book, actor, clinic)))
        else:
            load_booking(reader, actor, booking)
        terms = terms_of(case)
        phone = patients.load(reader, patient).phone
    title = case.name if case else ""
    return Beginning(here.name, title, terms, takes_reason(terms), phone, found, fault)


def _closed(reader: Reader, clinic: Clinic, patient: int) -> Fault | None:
    case = case_types.gate_of(reader, clinic, CaseKind.BOOK, patient)
    return closed_fault(gate(case).refusals, clinic.name)


def _web_type(one: OfferedType) -> WebType:
    return WebType(one.web_name, one.times, times_text(one.times, one.first), one.types)


def choose(
    book: Book,
    actor: Actor,
    clinic: int,
    web_name: str,
    *,
    types: tuple[int, ...] = (),
    day: Day | None = None,
) -> Choosing:
    """The days with free times under a name, and the times of one day.

    Args:
        types: the types that went under it then; if they have another name now, that is used.

    Raises:
        NotAllowed: others than a citizen.
        NotFound: no such clinic.
    """
    patient = citizen_of(actor, BOOKING)
    with book.read() as reader:
        here = clinics.load(reader, clinic)
        seen = clock.state(reader)
        fault = _closed(reader, here, patient)
        found: list[WebTime] = []
        name = _name_now(offer.types(book, actor, clinic), web_name, types)
        if fault is None and not name:
            fault = left_fault(web_name)
        if fault is None:
            listed = offer.listing(book, actor, clinic, web_name=name)
            found = [
                _web_time(one.slot, listed.resources[one.resource],
                          SeenTime(one.start, one.resource, one.time_type, name))
                for one in listed.times
            ]  # fmt: skip
    horizon = seen.today + clinics.policy_of(here).horizon_days
    return _choosing(name or web_name, found, day, seen.today, horizon, fault=fault)


def _name_now(offered: tuple[OfferedType, ...], web_name: str, types: tuple[int, ...]) -> str:
    """The name, if it is offered; else the one that its types go under; else none."""
    if any(one.web_name == web_name for one in offered):
        return web_name
    return next((one.web_name for one in offered if set(one.types) & set(types)), "")


@watched
def choose_other(
    book: Book, actor: Actor, booking: int, *, day: Day | None = None
) -> Choosing:  # fmt: skip
    """The days and times that a booking may be moved to (R2, R17-R18, R65).

    Raises:
        NotAllowed: others than a citizen.
        NotFound: no such booking of the citizen's own.
    """
    citizen_of(actor, BOOKING)
    with book.read() as reader:
        one = load_booking(reader, actor, booking)
        here = clinics.load(reader, one.clinic)
        policy, seen = clinics.policy_of(here), clock.state(reader)
        name = policy.face(slots.type_by_id(reader, one.time_type)).shown_name
        allowed = choices.rebook_choices(book, actor, booking, limit=_MOST_MOVES)
    refusals = allowed.decision.refusals
    scenery = Scenery(here.name, name, one.resource_name, one.start, seen.now)
    found = [
        _web_time(
            time.slot, time.resource_name, SeenTime(time.start, time.resource, time.time_type)
        )
        for time in allowed.times
    ]
    return _choosing(
        name, found, day, seen.today, seen.today + policy.horizon_days,
        notice="" if refusals else late_notice(seen.now, one.start, policy, moving=True),
        fault=moving_fault(refusals[0], scenery) if refusals else None,
    )  # fmt: skip


def _web_time(slot: int, resource: str, seen: SeenTime) -> WebTime:
    return WebTime(slot, day_of(seen.start), f"{time_text(seen.start)} {resource}", resource, seen)


def _choosing(
    name: str, found: list[WebTime], wanted: Day | None, today: Day, last: Day, *,
    notice: str = "", fault: Fault | None = None,
) -> Choosing:  # fmt: skip
    days = Counter(one.day for one in found)
    day = _day(sorted(days), wanted)
    here = (one for one in found if one.day == day)
    times = tuple(sorted(here, key=lambda one: (one.seen.start, sort_key(one.resource))))
    return Choosing(name, dict(days), day, times, today, max(last, *days, today), notice, fault)


def _day(days: list[Day], wanted: Day | None) -> Day | None:
    """The wanted day; when it has no times, the next that has; else the last."""
    if not days:
        return None
    return next((day for day in days if wanted is None or day >= wanted), days[-1])
