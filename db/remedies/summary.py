"""How many coming free times each rule keeps off 1177: of a type, a resource, some days, the unit.

What looks at a time itself is counted by one grouped query; what looks at the unit and the type is
asked of the rules, once a type. A property test holds it to the rules, time by time.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from db import clock
from db.book import Book, Reader
from db.offer import offer
from db.remedies import explain
from db.rules.offer import time_rules
from db.rules.offer.clinic_rules import AUDIENCE, BOOK_ACTIVE, CONNECTED
from db.rules.offer.time_rules import (
    EARLIEST,
    MARKED,
    NOT_BLOCKED,
    NOT_HIDDEN,
    PUBLISHED,
    RELEASED,
    RESOURCE_VALID,
)
from db.rules.remedies.remedies import Fix
from db.schedule import slots
from db.setup import clinics
from db.values import Day, Slot

ONE_ACT: Final = frozenset({PUBLISHED.name, NOT_HIDDEN.name, MARKED.name})
"""What one act mends: a tidstyp is shown, ticked, named and published at once (R20)."""

UNIT_RULES: Final = frozenset({CONNECTED.name, BOOK_ACTIVE.name, AUDIENCE.name})
"""What holds for the whole unit."""

_OF_TIMES: Final = {
    EARLIEST.name: "s.day < ?1",
    RELEASED.name: "coalesce(s.release_day, s.day - ?2) > ?3",
    RESOURCE_VALID.name: "coalesce(s.day < r.valid_from, 0) OR coalesce(s.day > r.valid_to, 0)",
    NOT_BLOCKED.name: "s.blocked",
}
"""The rules that look at a free time to come, and when each says no, in SQL.

The others look no further than its type.
"""


class Which(NamedTuple):
    """Which times are asked about; None for whatever.

    Attributes:
        from_day: no earlier local day.
        to_day: no later local day.
    """

    time_type: int | None = None
    resource: int | None = None
    from_day: Day | None = None
    to_day: Day | None = None


EVERY: Final = Which()


class Hindered(NamedTuple):
    """What one rule does.

    Attributes:
        times: how many times it says no to.
        alone: how many would show were it mended; what one act mends counts as one.
        text: what the rule demands, a Swedish sentence.
        fix: what can be done for the soonest of the most that are alike.
        whole: whether that mends it for all of them; else it is an example.
    """

    rule: str
    times: int
    alone: int
    text: str
    fix: Fix
    whole: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it.

    Attributes:
        times: how many free times there are to come.
        offered: how many of them 1177 shows.
        hindered: the rules that say no to any, in their fixed order.
    """

    times: int
    offered: int
    hindered: tuple[Hindered, ...]


class Group(NamedTuple):
    """Times that all rules answer alike.

    Attributes:
        time_type: their type's id.
        refused: the names of the rules that say no.
        times: how many they are.
        first: the soonest of them.
    """

    time_type: int
    refused: frozenset[str]
    times: int
    first: int


def summary(book: Book, clinic: int, which: Which = EVERY, patient: int | None = None) -> Summary:
    """How many coming free times each rule keeps off 1177, and what can be done about it.

    Without a patient no limited audience is asked.
    """
    with book.read() as reader:
        groups = groups_of(reader, clinic, which, patient)
        times, alone = Counter[str](), Counter[str]()
        for group in groups:
            for rule in group.refused:
                times[rule] += group.times
                if group.refused <= (ONE_ACT if rule in ONE_ACT else {rule}):
                    alone[rule] += group.times
        hindered = [
            Hindered(rule.name, times[rule.name], alone[rule.name], rule.label,
                     _fix(reader, rule.name, groups, patient), _is_whole(rule.name, groups))
            for rule in time_rules.RULES
            if times[rule.name]
        ]  # fmt: skip
    count = sum(group.times for group in groups)
    offered = sum(group.times for group in groups if not group.refused)
    return Summary(count, offered, tuple(hindered))


def hindered_times(
    book: Book, clinic: int, rule: str, which: Which = EVERY, patient: int | None = None,
    limit: int = 200,
) -> tuple[Slot, ...]:  # fmt: skip
    """The coming free times that a rule says no to, soonest first."""
    with book.read() as reader:
        where, params = _where(reader, clinic, which)
        if rule in _OF_TIMES:
            where += f" AND ({_OF_TIMES[rule]})"
        else:
            types = _by_type(reader, _rows(reader, clinic, which), patient)
            chosen = ", ".join(str(kind) for kind, no in types.items() if rule in no)
            where += f" AND s.time_type_id IN ({chosen})"
        sql = f"SELECT s.id {where} ORDER BY s.start, s.resource_id LIMIT {int(limit)}"
        return tuple(slots.load(reader, row[0]) for row in reader.rows(sql, params))


def next_release(reader: Reader, clinic: int, which: Which) -> Day | None:
    """The first local day on which a time shows that nothing but its Bok.före keeps back."""
    where, params = _where(reader, clinic, which)
    for rule, flag in _OF_TIMES.items():
        where += f" AND ({flag})" if rule == RELEASED.name else f" AND NOT ({flag})"
    sql = f"SELECT min(coalesce(s.release_day, s.day - ?2)) {where}"
    day: Day | None = reader.value(sql, params)
    return day


def _where(reader: Reader, clinic: int, which: Which) -> tuple[str, list[Any]]:
    """Which times, with what the flags are asked with."""
    seen = clock.state(reader)
    policy = clinics.policy_of(clinics.load(reader, clinic))
    params: list[Any] = [
        seen.today + policy.earliest_days, policy.horizon_days, seen.today, clinic, seen.now
    ]  # fmt: skip
    sql = (
        "FROM slot s JOIN resource r ON r.id = s.resource_id"
        " WHERE s.clinic_id = ?4 AND s.taken = 0 AND s.start > ?5"
    )
    conditions = (
        ("s.time_type_id = ?", which.time_type), ("s.resource_id = ?", which.resource),
        ("s.day >= ?", which.from_day), ("s.day <= ?", which.to_day),
    )  # fmt: skip
    for condition, value in conditions:
        if value is not None:
            params.append(value)
            sql += f" AND {condition}{len(params)}"
    return sql, params


def _rows(reader: Reader, clinic: int, which: Which) -> list[tuple[Any, ...]]:
    """Type, flags, count and the soonest time of all that have those alike."""
    where, params = _where(reader, clinic, which)
    flags = ", ".join(f"({flag})" for flag in _OF_TIMES.values())
    grouped = ", ".join(str(at) for at in range(1, len(_OF_TIMES) + 2))
    sql = f"SELECT s.time_type_id, {flags}, count(*), s.id, min(s.start) {where} GROUP BY {grouped}"
    return reader.rows(sql, params)


def _by_type(
    reader: Reader, rows: list[tuple[Any, ...]], patient: int | None
) -> dict[int, frozenset[str]]:
    """The rules that say no to all times of a type, asked of one of them."""
    found: dict[int, frozenset[str]] = {}
    for kind, *_, first, _start in rows:
        if kind not in found:
            decision = offer.explain(reader, slots.load(reader, first), patient).decision
            found[kind] = (
                frozenset(verdict.rule for verdict in decision.refusals) - _OF_TIMES.keys()
            )
    return found


def groups_of(reader: Reader, clinic: int, which: Which, patient: int | None) -> list[Group]:
    """The coming free times by what the rules say no to, with how many there are of each."""
    rows = _rows(reader, clinic, which)
    types = _by_type(reader, rows, patient)
    groups = []
    for kind, *flags, count, first, _start in rows:
        no = {rule for rule, flag in zip(_OF_TIMES, flags, strict=True) if flag}
        groups.append(Group(kind, types[kind] | no, count, first))
    return groups


def _is_whole(rule: str, groups: list[Group]) -> bool:
    """Whether one remedy is about all times that a rule says no to."""
    stopped = [group for group in groups if rule in group.refused]
    if rule in ONE_ACT:
        return len({group.time_type for group in stopped}) == 1
    return rule in UNIT_RULES or sum(group.times for group in stopped) == 1


def _fix(reader: Reader, rule: str, groups: list[Group], patient: int | None) -> Fix:
    stopped = [group for group in groups if rule in group.refused]
    most = max(stopped, key=lambda group: (len(group.refused) == 1, group.times))
    explained = explain.time_of(reader, slots.load(reader, most.first), patient)
    return explained.fixes[rule]
