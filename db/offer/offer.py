"""What 1177 offers a citizen: types, days and times; and why any time is offered or not.

The list is one query over the free times, bound with the policy's numbers; ``why`` asks the
rules of ``db.rules.offer.time_rules``. That they agree for every slot is proved by a property test.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from db import clock
from db.book import Book, Reader
from db.errors import NotFound
from db.rules.alphabet import sort_key
from db.rules.local_time import day_of, midnight
from db.rules.offer.clinic_rules import gate
from db.rules.offer.preview import is_chosen_from
from db.rules.offer.time_rules import visibility
from db.rules.policy import Policy
from db.schedule import slots
from db.setup import case_types, clinics, publication, resources
from db.values import (
    Actor,
    CaseKind,
    Clinic,
    Day,
    Decision,
    Instant,
    OfferedTime,
    Slot,
    Verdict,
    WebFace,
)

_LONGEST_RELEASE = 364
_COLUMNS = "s.id, s.resource_id, s.time_type_id, s.start, s.length_min"


class OfferedType(NamedTuple):
    """A name the citizen can choose, with how many times it has; none is possible (R23).

    Attributes:
        times: how many free times it has now.
        types: the time types that go under that name.
        first: when the first of its times begins; None without any.
    """

    web_name: str
    times: int
    types: tuple[int, ...]
    first: Instant | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything 1177 shows a citizen who is about to book.

    Attributes:
        times: the free times, by start and resource.
        resources: the name of every resource that has one of the times.
        web_names: the web name of every type that has one of the times.
        closed: why nothing at all is offered; empty when the clinic is open for booking.
    """

    types: tuple[OfferedType, ...]
    times: list[OfferedTime]
    resources: dict[int, str]
    web_names: dict[int, str]
    closed: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a time is offered to a citizen on 1177, or not.

    Attributes:
        offered: whether 1177 offers it now.
        decision: every rule's verdict, on the type as 1177 was last told.
        bookable: whether a booking would be accepted, on the type as the book has it now.
        as_booked: every rule's verdict for that.
        pending: when 1177 will know, a Swedish sentence; empty where the two agree.
    """

    slot: Slot
    offered: bool
    decision: Decision
    bookable: bool
    as_booked: Decision
    pending: str


class _Market(NamedTuple):
    """What holds for one citizen at one clinic at one moment."""

    clinic: Clinic
    policy: Policy
    faces: dict[int, WebFace]
    now: Instant
    today: Day
    closed: tuple[Verdict, ...]


def types(book: Book, actor: Actor, clinic: int) -> tuple[OfferedType, ...]:
    """The names 1177 lets the citizen choose from, alphabetically, also those without times."""
    with book.read() as reader:
        return _types(reader, _market(reader, actor, clinic))


def times(
    book: Book,
    actor: Actor,
    clinic: int,
    *,
    web_name: str = "",
    from_day: Day | None = None,
    to_day: Day | None = None,
    limit: int = -1,
    now: Instant | None = None,
) -> list[OfferedTime]:
    """The free times 1177 offers the citizen, by start and resource.

    Args:
        actor: the citizen (or anyone, for whom no limited audience is asked).
        web_name: only this name's; all when empty.
        from_day: no earlier local day.
        to_day: no later local day.
        limit: at most so many; all when negative.
        now: as if the clock were there, and the book as it is; the book's time when None.
    """
    with book.read() as reader:
        market = _market(reader, actor, clinic, now)
        chosen = _named(market, web_name)
        return _times(reader, market, chosen, from_day, to_day, limit)


def listing(
    book: Book,
    actor: Actor,
    clinic: int,
    *,
    web_name: str = "",
    from_day: Day | None = None,
    to_day: Day | None = None,
) -> Listing:
    """Types and times in one snapshot, with the names to show.

    A name that the clinic has but 1177 does not show now has no times; ``why`` tells the reason.

    Raises:
        NotFound: the clinic has no type of that name; the sentence lists those 1177 shows.
    """
    with book.read() as reader:
        market = _market(reader, actor, clinic)
        offered = _types(reader, market)
        chosen = _named(market, web_name)
        if web_name and not chosen and not _is_known(reader, clinic, web_name):
            names = ", ".join(one.web_name for one in offered) or "inga"
            text = f"”{web_name[:80]}” finns inte på 1177. Där finns: {names}."
            raise NotFound("web-name", text, field="type")
        found = _times(reader, market, chosen, from_day, to_day, -1)
        known = resources.load_all(reader, clinic)
    seen = {time.resource for time in found}
    return Listing(
        types=offered,
        times=found,
        resources={key: one.name for key, one in known.items() if key in seen},
        web_names={key: face.web_name for key, face in market.faces.items()},
        closed=market.closed,
    )


def why(
    book: Book, clinic: int, resource: int, at: Instant, patient: int | None = None
) -> Explanation:
    """Every rule's verdict on one time.

    Args:
        patient: whom it would be offered to; without, no limited audience is asked.

    Raises:
        NotFound: the resource has no time then; the sentence names the nearest ones that day.
    """
    with book.read() as reader:
        return explain(reader, slots.at(reader, clinic, resource, at), patient)


def explain(reader: Reader, slot: Slot, patient: int | None) -> Explanation:
    """Every rule's verdict on one time, inside a snapshot; see ``why``."""
    where = slots.place(reader, slot.id)
    seen = where.seen
    told = publication.face(reader, slot.time_type, seen.now)
    mine = clinics.policy_of(where.clinic).face(where.time_type)
    case = slots.case(reader, where, told, patient)
    decision = visibility(case)
    as_booked = visibility(replace(case, face=mine))
    pending = "" if told == mine else publication.pending_text(reader, where.clinic.id, mine, seen)
    return Explanation(slot, decision.passed, decision, as_booked.passed, as_booked, pending)


def _market(reader: Reader, actor: Actor, clinic_id: int, at: Instant | None = None) -> _Market:
    now = clock.now(reader) if at is None else at
    clinic = clinics.load(reader, clinic_id)
    closed = gate(case_types.gate_of(reader, clinic, CaseKind.BOOK, actor.patient)).refusals
    faces = {
        key: face
        for key, face in publication.faces(reader, clinic_id, now).items()
        if is_chosen_from(face)
    }
    return _Market(clinic, clinics.policy_of(clinic), faces, now, day_of(now), closed)


def _named(market: _Market, web_name: str) -> tuple[int, ...]:
    """The offered types that go under a web name; all of them without one."""
    return tuple(
        sorted(key for key, face in market.faces.items() if web_name in ("", face.web_name))
    )


def _is_known(reader: Reader, clinic: int, web_name: str) -> bool:
    """Whether any type of the clinic goes or went under the name on 1177."""
    sql = (
        "SELECT 1 FROM time_type WHERE clinic_id = ? AND web_name = ? UNION"
        " SELECT 1 FROM time_type_publication WHERE clinic_id = ? AND web_name = ?"
    )
    return reader.row(sql, (clinic, web_name, clinic, web_name)) is not None


def _types(reader: Reader, market: _Market) -> tuple[OfferedType, ...]:
    if market.closed:
        return ()
    chosen = tuple(sorted(market.faces))
    found: dict[int, tuple[int, Instant]] = {}
    if chosen:
        where, params = _where(reader, market, chosen, None, None)
        sql = (
            f"SELECT s.time_type_id, count(*), min(s.start) FROM slot s {where}"
            " GROUP BY s.time_type_id"
        )
        found = {key: (count, first) for key, count, first in reader.each(sql, params)}
    by_name: dict[str, list[int]] = {}
    for key in chosen:
        by_name.setdefault(market.faces[key].web_name, []).append(key)
    offered = []
    for name, keys in sorted(by_name.items(), key=lambda item: sort_key(item[0])):
        times = [found[key] for key in keys if key in found]
        count, first = sum(one[0] for one in times), min((one[1] for one in times), default=None)
        offered.append(OfferedType(name, count, tuple(keys), first))
    return tuple(offered)


def _times(
    reader: Reader,
    market: _Market,
    chosen: tuple[int, ...],
    from_day: Day | None,
    to_day: Day | None,
    limit: int,
) -> list[OfferedTime]:
    if not chosen or market.closed:
        return []
    where, params = _where(reader, market, chosen, from_day, to_day)
    sql = f"SELECT {_COLUMNS} FROM slot s {where} ORDER BY s.start, s.resource_id LIMIT ?"
    make = OfferedTime._make
    return [make(row) for row in reader.each(sql, (*params, limit))]


def _where(
    reader: Reader,
    market: _Market,
    chosen: tuple[int, ...],
    from_day: Day | None,
    to_day: Day | None,
) -> tuple[str, list[Any]]:
    """The WHERE that says what the rules say, so that an index serves it."""
    earliest = market.today + market.policy.earliest_days
    first = max(earliest, from_day or earliest)
    horizon = market.today + market.policy.horizon_days
    last = max(horizon, market.today + _LONGEST_RELEASE)
    last = min(last, last if to_day is None else to_day)
    if last < first:
        return "WHERE 0", []
    marks = ", ".join("?" * len(chosen))
    # One type is looked up by its own index; the plus keeps many types on the one by start.
    column = "s.time_type_id" if len(chosen) == 1 else "+s.time_type_id"
    sql = (
        f"WHERE s.clinic_id = ? AND {column} IN ({marks}) AND s.taken = 0 AND s.blocked = 0"
        " AND s.start > ? AND s.start < ?"
        " AND (s.release_day <= ? OR (s.release_day IS NULL AND s.day <= ?))"
    )
    after = max(market.now, midnight(first) - 1)
    params = [market.clinic.id, *chosen, after, midnight(last + 1), market.today, horizon]
    bounded = "SELECT 1 FROM resource WHERE clinic_id = ? AND"
    ends = "(valid_from IS NOT NULL OR valid_to IS NOT NULL)"
    if reader.row(f"{bounded} {ends} LIMIT 1", (market.clinic.id,)):
        sql += (
            " AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.id = s.resource_id"
            " AND (s.day < r.valid_from OR s.day > r.valid_to))"
        )
    return sql, params
