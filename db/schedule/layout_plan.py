"""What laying a template out would make: its times, its collisions and what is left out.

Collisions and blocking events are found by one range query a resource, merged in memory.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from db.book import Reader
from db.rules.local_time import day_text
from db.rules.schedule.laying_out import Start, horizon_text, plan, remainders
from db.schedule import planning
from db.schedule.layout_summary import NOTHING, Summary, days_of
from db.schedule.planning import Span, Standing, span_text
from db.setup import clinics
from db.values import Clinic, Day, Instant, Minutes, Resource, Template, count_text

Progress = Callable[[int, int], bool]
"""Told how many of how many times are made; answers False to have none of them made."""


class PlannedTime(NamedTuple):
    """One time that is made, or would be.

    Attributes:
        release: Bok.före, or None when the box is empty.
        blocked: whether a blocking event covers any of it: made, but not offered (R38).
    """

    resource: int
    start: Instant
    length_min: Minutes
    time_type: int
    release: int | None
    blocked: bool


class Collision(NamedTuple):
    """One time of the template that would overlap one that stands; it is not made.

    Attributes:
        with_start: when the time that stands begins.
        booked: whether the time that stands is booked.
        text: both times, in Swedish.
        with_type: the name of the type of the time that stands.
    """

    resource: int
    start: Instant
    length_min: Minutes
    with_start: Instant
    with_length_min: Minutes
    booked: bool
    text: str
    with_type: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One laying out, as the list of them shows it.

    Attributes:
        undone_at: when it was undone, or None.
        undone_by: by whom; empty when it stands.
        slots: how many of its times there still are.
        booked: how many of them are booked now.
    """

    id: int
    template_name: str
    from_day: Day
    to_day: Day
    made_by: str
    made_at: Instant
    undone_at: Instant | None
    undone_by: str
    slots: int
    booked: int


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What laying out makes, or would make.

    Attributes:
        layout: its id, for undoing; None for a dry run and where no time was made.
        slots: the times, resource by resource, by start; those that collide are not among them.
        collisions: every pair of a template's time and a time that stands.
        skipped: Swedish lines: days without validity, red days, starts lost to a clock change.
        summary: all of it as a preview shows it.
        stands: the laying out as it stands, to be undone; None where ``layout`` is.
    """

    layout: int | None
    slots: tuple[PlannedTime, ...]
    collisions: tuple[Collision, ...]
    skipped: tuple[str, ...]
    summary: Summary = field(default=NOTHING, compare=False)
    stands: Layout | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Order:
    """All that a laying out starts from.

    Attributes:
        names: the names of the clinic's types by id.
        today: the book's local day.
    """

    clinic: Clinic
    template: Template
    resources: tuple[Resource, ...]
    from_day: Day
    to_day: Day
    names: dict[int, str]
    today: Day


def planned(reader: Reader, order: Order) -> LaidOut:
    """What would be made, what collides and what is left out."""
    given = plan(order.template.rows, order.from_day, order.to_day, order.clinic.eves_closed)
    slots: list[PlannedTime] = []
    collisions: list[Collision] = []
    invalid: list[str] = []
    for resource in order.resources:
        starts = tuple(one for one in given.starts if resource.valid_on(one.day))
        if len(starts) < len(given.starts):
            invalid.append(_not_valid_text(resource, len(given.starts) - len(starts)))
        if starts:
            made, hit = _on_resource(reader, resource, starts, order.names)
            slots += made
            collisions += hit
    skipped = (*(note.text for note in given.notes), *invalid)
    summary = Summary(
        days=days_of(given, ((one.start, one.time_type) for one in slots), order.names),
        red_days=tuple(note.text for note in given.notes if note.red),
        clock=tuple(note.text for note in given.notes if not note.red),
        invalid=tuple(invalid),
        horizon=horizon_text(clinics.policy_of(order.clinic), order.today, order.to_day),
        remainders=remainders(order.template.rows),
        blocked=sum(one.blocked for one in slots),
    )
    return LaidOut(None, tuple(slots), tuple(collisions), skipped, summary)


def _on_resource(
    reader: Reader, resource: Resource, starts: tuple[Start, ...], names: dict[int, str]
) -> tuple[list[PlannedTime], list[Collision]]:
    """The times made on one resource, and its collisions."""
    assert resource.id is not None  # it is stored
    period: Span = starts[0].start, starts[-1].end
    spans = [(one.start, one.end) for one in starts]
    there = planning.standing(reader, resource.id, *period)
    events = planning.blocked_spans(reader, resource.id, *period)
    hits = list(planning.overlaps(spans, [one.span for one in there]))
    taken = {at for at, _ in hits}
    blocked = {at for at, _ in planning.overlaps(spans, events)}
    made = [
        PlannedTime(
            resource.id, one.start, one.length_min, one.time_type, one.release, at in blocked
        )
        for at, one in enumerate(starts)
        if at not in taken
    ]
    return made, [_collision(resource, starts[at], there[other], names) for at, other in hits]


def _collision(resource: Resource, one: Start, there: Standing, names: dict[int, str]) -> Collision:
    assert resource.id is not None  # it is stored
    state = "bokad" if there.taken else "ledig"
    text = (
        f"{resource.name} {span_text(one.start, one.length_min)} {names[one.time_type]} krockar"
        f" med {span_text(there.start, there.length_min)} {names[there.time_type]} ({state})."
    )
    return Collision(
        resource.id, one.start, one.length_min, there.start, there.length_min, there.taken, text,
        names[there.time_type],
    )  # fmt: skip


def _not_valid_text(resource: Resource, times: int) -> str:
    since = "" if resource.valid_from is None else f" från {day_text(resource.valid_from)}"
    until = "" if resource.valid_to is None else f" till {day_text(resource.valid_to)}"
    count = count_text(times, "tid", "tider")
    return f"{resource.name} är giltig{since}{until}: {count} utanför läggs inte ut."
