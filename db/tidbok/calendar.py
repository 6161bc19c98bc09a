"""The tidbok: what stands in some resources' days, each thing with its state (R33-R41, R75).

A few statements whatever the size of the book, all of them index reads; what a time's state is
comes from ``db.rules.schedule.tidbok`` and agrees with what 1177 offers one who may book there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from db import clock
from db.book import Book
from db.errors import Invalid
from db.permissions import CARE, require
from db.rules.local_time import midnight
from db.rules.offer.clinic_rules import gate
from db.rules.schedule.red_days import eve_name, holiday_name
from db.rules.schedule.tidbok import Shelf
from db.schedule import planning
from db.setup import case_types, clinics
from db.tidbok import entries as tidbok_entries
from db.tidbok.entries import DaySpan, Scene
from db.tidbok.values import Calendar, DayHead, Lane
from db.values import Actor, CaseKind, Clinic, Day, Resource, Role

READERS = CARE | {Role.AGENT, Role.REGIONAL_ADMIN, Role.UNIT_ADMIN}
"""Who may look in the tidbok; only care sees who has a time."""

MOST_DAYS = 42
"""The most days of one look: six weeks, as a month's page has."""


def calendar(
    book: Book, actor: Actor, clinic: int, resources: Sequence[int], from_day: Day, to_day: Day
) -> Calendar:
    """Some resources' days, ``from_day`` to ``to_day`` both included, with all that is in them.

    Args:
        actor: care sees the patients' names; administrators and ombud only that a time is booked.
        resources: resource ids in the order wanted; one named twice counts once.
        from_day: the first local day.
        to_day: the last local day, at most ``MOST_DAYS`` days in all.

    Raises:
        NotAllowed: a citizen.
        Invalid: the days stand in the wrong order, outside the calendar, or are too many.
        NotFound: a resource is not the clinic's.
    """
    require(actor, READERS, "läsa tidboken")
    planning.check_days(from_day, to_day)
    if to_day - from_day >= MOST_DAYS:
        text = f"Tidboken visar högst {MOST_DAYS} dagar åt gången."
        raise Invalid("too-many-days", text, field="to")
    with book.read() as reader:
        seen = clock.state(reader)
        unit = clinics.load(reader, clinic)
        case = case_types.gate_of(reader, unit, CaseKind.BOOK, None)
        chosen = planning.resources_in(reader, clinic, resources)
        lanes = tuple(_lanes(chosen, range(from_day, to_day + 1)))
        scene = Scene(
            clinics.policy_of(unit),
            _shelf(unit, seen),
            tidbok_entries.known_types(reader, case, seen.now),
            {(lane.resource, lane.day): at for at, lane in enumerate(lanes)},
            tuple(lane.valid for lane in lanes),
            {day: DaySpan(midnight(day), midnight(day + 1)) for day in range(from_day, to_day + 1)},
            actor.role in CARE,
            actor.masked,
            actor.demo,
        )
        entries = tidbok_entries.read(reader, scene, clinic, tuple(one.id or 0 for one in chosen))
    refusals = gate(case).refusals
    return Calendar(
        clinic=clinic,
        now=seen.now,
        today=seen.today,
        days=tuple(day_head(day, seen.today) for day in range(from_day, to_day + 1)),
        lanes=lanes,
        entries=entries,
        closed=refusals[0].text if refusals else "",
    )


def day_head(day: Day, today: Day) -> DayHead:
    """A day's ISO week and whether it is red, an eve or today."""
    year, week, _ = date.fromordinal(day).isocalendar()
    return DayHead(day, week, year, holiday_name(day) or "", eve_name(day) or "", day == today)


def week_of(day: Day) -> tuple[Day, Day]:
    """The Monday and the Sunday of a day's ISO week."""
    monday = day - (day - 1) % 7  # day 1 of the calendar is a Monday
    return monday, monday + 6


class FirstLook(NamedTuple):
    """Where the tidbok opens.

    Attributes:
        day: the local day.
        resource: whose; None without any time to look at.
        slot: the time to stand on, or None.
    """

    day: Day
    resource: int | None = None
    slot: int | None = None


def first_look(book: Book, clinic: int) -> FirstLook:
    """At the first time that is still to come, in this week or a later one.

    Without one it opens at today, with the resource that has the first of this week's times.
    """
    sql = (
        "SELECT day, resource_id, id FROM slot WHERE clinic_id = ? AND day >= ? AND start > ?"
        " ORDER BY day, start, resource_id LIMIT 1"
    )
    seen = clock.read(book)
    with book.read() as reader:
        row = reader.row(sql, (clinic, seen.today, seen.now))
        if row is not None:
            return FirstLook(*row)
        row = reader.row(sql, (clinic, week_of(seen.today)[0], 0))
    return FirstLook(seen.today, None if row is None else row[1])


def _lanes(resources: Iterable[Resource], days: Iterable[Day]) -> Iterator[Lane]:
    every = tuple(days)
    for one in resources:
        assert one.id is not None  # it is stored
        for day in every:
            yield Lane(f"{one.id}:{day}", one.id, one.name, day, one.valid_on(day))


def _shelf(unit: Clinic, seen: clock.ClockState) -> Shelf:
    policy = clinics.policy_of(unit)
    return Shelf(seen.now, seen.today, seen.today + policy.earliest_days, policy.horizon_days)
