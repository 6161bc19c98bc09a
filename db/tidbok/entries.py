"""The times, cancelled visits and events of the tidbok, read from the tables into entries.

Three range reads by resource; what 1177 has against a type is worked out once a type.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from db.book import Reader
from db.rules.changes.comments import web_comment
from db.rules.local_time import DAY_MINUTES, minute_of_day
from db.rules.names import masking
from db.rules.offer.clinic_rules import Gate
from db.rules.offer.time_rules import TimeCase
from db.rules.policy import HideScope, Policy
from db.rules.schedule.tidbok import (
    Shelf,
    TimeState,
    booked_state,
    free_state,
    short_text,
    shown_from,
    time_refusal,
    type_refusal,
)
from db.setup import clinics, patients, publication, time_types
from db.tidbok.values import Entry
from db.values import (
    Day,
    Instant,
    Resource,
    Role,
    Slot,
    TimeType,
    WebFace,
)

_ANY_SLOT = Slot(0, 0, 0, 0, 0, 1, 0, None, None, taken=False, blocked=False)
_ANY_RESOURCE = Resource()


class KnownType(NamedTuple):
    """A time type as the calendar needs it.

    Attributes:
        rule: the rule of unit and type that keeps its times off 1177; empty for none.
        hidden: whether its times are hidden from the patient.
    """

    name: str
    colour: str
    rule: str
    hidden: bool


class DaySpan(NamedTuple):
    """A local day: from when to when, and whether the clock stands as usual all through it."""

    begins: Instant
    ends: Instant

    @property
    def usual(self) -> bool:
        """Whether it has 24 hours."""
        return self.ends - self.begins == DAY_MINUTES * 60


class Scene(NamedTuple):
    """What holds for the whole calendar.

    Attributes:
        lanes: the place of each resource's day among the calendar's lanes.
        valid: of each lane, whether its resource is valid that day.
        named: whether patients are shown at all.
        masked: whether only the beginning of their numbers is.
        demo: the level of Visningsläge: their comments are not shown.
    """

    policy: Policy
    shelf: Shelf
    types: dict[int, KnownType]
    lanes: dict[tuple[int, Day], int]
    valid: tuple[bool, ...]
    spans: dict[Day, DaySpan]
    named: bool
    masked: bool = False
    demo: int = 0

    def start_min(self, start: Instant, day: Day) -> int:
        """The minute of the wall clock; the zone is asked only on days the clock is moved."""
        span = self.spans[day]
        return (start - span.begins) // 60 if span.usual else minute_of_day(start)

    def number(self, pnr: str | None) -> str:
        """A patient's number as it is shown here."""
        if not pnr or not self.named:
            return ""
        return patients.masked_pnr(pnr) if self.masked else patients.pnr_text(pnr)

    def day_of(self, start: Instant) -> Day:
        """The local day of an instant that lies in the calendar."""
        return next(day for day, span in self.spans.items() if start < span.ends)


def known_types(reader: Reader, gate: Gate, now: Instant) -> dict[int, KnownType]:
    """The clinic's types by id, each with what 1177 has against it as it was last told."""
    told = publication.faces(reader, gate.clinic.id, now)
    stored = time_types.load_all(reader, gate.clinic.id)
    return {key: _type(gate, one, told.get(key)) for key, one in stored.items()}


def _type(gate: Gate, one: TimeType, face: WebFace | None) -> KnownType:
    policy = clinics.policy_of(gate.clinic)
    case = TimeCase(
        gate=gate, face=face, slot=_ANY_SLOT,
        resource=_ANY_RESOURCE, blocked_by="", policy=policy, now=0, today=0,
    )  # fmt: skip
    hidden = policy.hides(one) or (face is not None and face.hidden)
    return KnownType(one.name, one.colour, type_refusal(case), hidden)


# The plus keeps the clinic from being looked up: the resources' days are far fewer.
SLOTS = (
    "SELECT s.id, s.resource_id, s.time_type_id, s.start, s.length_min, s.day, s.release,"
    " s.release_day, s.taken, s.blocked, b.id, b.booked_by, b.hidden_in_1177, b.phone,"
    " b.comment, p.name, p.pnr, s.revision"
    " FROM slot s LEFT JOIN booking b ON b.slot_id = s.id AND b.status = 'booked'"
    " LEFT JOIN patient p ON p.id = b.patient_id"
    " WHERE s.resource_id IN ({}) AND s.start >= ? AND s.start < ? AND +s.clinic_id = ?"
    " ORDER BY s.resource_id, s.start"
)
CANCELLED = (
    "SELECT b.id, b.resource_id, b.time_type_id, b.start, b.length_min, p.name, p.pnr,"
    " c.reason, c.at FROM booking b JOIN patient p ON p.id = b.patient_id"
    " LEFT JOIN booking_change c ON c.booking_id = b.id AND c.act = 'cancelled'"
    " WHERE b.resource_id IN ({}) AND b.start >= ? AND b.start < ? AND +b.clinic_id = ?"
    " AND b.status = 'cancelled' ORDER BY b.resource_id, b.start, b.id"
)
EVENTS = (
    'SELECT id, resource_id, start, "end", text, blocking FROM event'
    ' WHERE resource_id IN ({}) AND start < ? AND "end" > ? AND +clinic_id = ?'
    " ORDER BY resource_id, start, id"
)


def read(reader: Reader, scene: Scene, clinic: int, chosen: tuple[int, ...]) -> tuple[Entry, ...]:
    """All that stands in the scene's lanes, by lane and start.

    Args:
        scene: the lanes and what holds for them.
        chosen: the resources of the lanes, each once.
    """
    marks = ", ".join("?" * len(chosen))
    first = min(span.begins for span in scene.spans.values())
    last = max(span.ends for span in scene.spans.values())
    found = [
        _cancelled(scene, row)
        for row in reader.each(CANCELLED.format(marks), (*chosen, first, last, clinic))
    ]
    found += _events(scene, reader.rows(EVENTS.format(marks), (*chosen, last, first, clinic)))
    found += [
        _time(scene, row)
        for row in reader.each(SLOTS.format(marks), (*chosen, first, last, clinic))
    ]
    found.sort(key=_order)
    return tuple(found)


def _order(one: Entry) -> tuple[int, Instant]:
    """By lane and start; sorting keeps a cancelled visit before the time under it."""
    return one.lane, one.start


def _time(scene: Scene, row: tuple[Any, ...]) -> Entry:
    slot, resource, type_id, start, length, day, release, release_day, taken, blocked = row[:10]
    lane = scene.lanes[resource, day]
    kind = scene.types[type_id]
    passed = start <= scene.shelf.now
    if taken:
        return _booked(scene, row, lane, kind)
    valid = scene.valid[lane]
    rule = kind.rule or time_refusal(
        scene.shelf, start, day, release_day, valid=valid, blocked=bool(blocked)
    )
    state = free_state(rule, passed=passed, blocked=bool(blocked), hidden=kind.hidden)
    why = short_text(rule, shown_from(scene.shelf, day, release_day)) if rule else ""
    return Entry(
        f"slot:{slot}", lane, state, start, scene.start_min(start, day), length, kind.name, slot,
        None, None, type_id, kind.name, kind.colour, "", "", rule, why, release, kind.hidden,
        bool(blocked), passed, revision=row[16],
    )  # fmt: skip


def _booked(scene: Scene, row: tuple[Any, ...], lane: int, kind: KnownType) -> Entry:
    slot, _, type_id, start, length, day, release, _, _, blocked = row[:10]
    booking, by, hide, phone, words, patient, pnr, revision = row[10:]
    comment = masking.comment(web_comment(phone or "", words or ""), scene.demo)
    per_booking = scene.policy.hide_scope is HideScope.BOOKING
    name = (patient or "") if scene.named else ""
    return Entry(
        f"slot:{slot}", lane, booked_state(Role(by or Role.STAFF)), start,
        scene.start_min(start, day), length, f"{name} {kind.name}".strip(), slot,
        booking if scene.named else None, None, type_id, kind.name, kind.colour, name,
        comment if scene.named else "", "free", "bokad", release,
        kind.hidden or (per_booking and bool(hide)), bool(blocked), start <= scene.shelf.now,
        revision=revision, number=scene.number(pnr),
    )  # fmt: skip


def _cancelled(scene: Scene, row: tuple[Any, ...]) -> Entry:
    booking, resource, type_id, start, length, patient, pnr, reason, at = row
    day = scene.day_of(start)
    kind = scene.types[type_id]
    name = patient if scene.named else ""
    why = masking.comment(reason or "", scene.demo) if scene.named else ""
    return Entry(
        f"booking:{booking}", scene.lanes[resource, day], TimeState.CANCELLED, start,
        scene.start_min(start, day), length, f"{name} {kind.name}".strip(), None,
        booking if scene.named else None, None, type_id, kind.name, kind.colour, name, why,
        hidden=kind.hidden, passed=start <= scene.shelf.now, cancelled_at=at,
        number=scene.number(pnr),
    )  # fmt: skip


def _events(scene: Scene, rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    """Events, one entry for each day they touch, cut to the day."""
    for event, resource, start, end, text, blocking in rows:
        for (of, day), lane in scene.lanes.items():
            first, last = scene.spans[day].begins, scene.spans[day].ends
            if of != resource or start >= last or end <= first:
                continue
            begins = max(start, first)
            yield Entry(
                f"event:{event}:{day}", lane, TimeState.EVENT, begins, scene.start_min(begins, day),
                (min(end, last) - begins) // 60, text, event=event, blocked=bool(blocking),
                passed=start <= scene.shelf.now,
            )  # fmt: skip
