"""What stands in the tidbok, as values: the lanes, the days and what is in them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from db.rules.changes.same_as_shown import SeenTime
from db.rules.schedule.tidbok import BOOKED, LABELS, SIGNS, STRUCK, TimeState
from db.schedule.day_stamp import DayStamp
from db.schedule.slot_stamp import SlotStamp
from db.values import Day, Instant, Minutes


class DayHead(NamedTuple):
    """One day of the calendar.

    Attributes:
        year: the year that week belongs to, which at a year's end is not the day's own.
        red: the name of a red day, empty otherwise.
        eve: the name of an eve, empty otherwise.
    """

    day: Day
    week: int
    year: int
    red: str
    eve: str
    today: bool


class Lane(NamedTuple):
    """One day of one resource.

    Attributes:
        key: stable, for the grid.
        valid: whether the resource is valid that day.
    """

    key: str
    resource: int
    resource_name: str
    day: Day
    valid: bool


class Entry(NamedTuple):
    """One thing in a lane: a time, a cancelled visit or an event.

    Attributes:
        key: stable, unique in a calendar.
        lane: the place of its lane in ``Calendar.lanes``.
        start_min: the minute of the lane's day at which it is drawn, 0-1439.
        length_min: its length; an event's is cut to the day.
        text: what to write in it, in Swedish.
        slot: the time's id; None for what is no time.
        booking: the booking's id; None without one, and for others than care.
        type_name: its Namn i AsynjaVisph.
        colour: its colour, a name of ``db.texts.COLOURS``.
        patient: the patient's name; empty for others than care.
        number: the patient's personal number, as it is shown to the actor; empty as the name is.
        comment: the patient's comment, or why the visit was cancelled; empty for others than care.
        rule: the first rule that keeps a free time off 1177; empty when none does.
        why: that rule in a few words.
        hidden: whether the patient does not see it on 1177 (R21, R69).
        blocked: whether a blocking event covers any of it; of an event, whether it blocks.
        cancelled_at: when a cancelled visit was cancelled; None for all else.
        revision: of a time, how often its type or Bok.före was changed, and 1.
    """

    key: str
    lane: int
    state: TimeState
    start: Instant
    start_min: Minutes
    length_min: Minutes
    text: str
    slot: int | None = None
    booking: int | None = None
    event: int | None = None
    time_type: int | None = None
    type_name: str = ""
    colour: str = ""
    patient: str = ""
    comment: str = ""
    rule: str = ""
    why: str = ""
    release: int | None = None
    hidden: bool = False
    blocked: bool = False
    passed: bool = False
    cancelled_at: Instant | None = None
    revision: int = 1
    number: str = ""

    @property
    def sign(self) -> str:
        """Its sign, one cell wide."""
        return SIGNS[self.state]

    @property
    def label(self) -> str:
        """Its state in a few words."""
        return LABELS[self.state]

    @property
    def struck(self) -> bool:
        """Whether it is struck through (R75)."""
        return self.state in STRUCK

    @property
    def booked(self) -> bool:
        """Whether it is a time that someone has."""
        return self.state in BOOKED

    @property
    def free(self) -> bool:
        """Whether it is a time that nobody has."""
        return self.slot is not None and self.state not in BOOKED

    @property
    def end(self) -> Instant:
        """The instant at which it is over (exclusive)."""
        return self.start + self.length_min * 60


@dataclass(frozen=True, slots=True)
class Calendar:
    """Some days of some resources.

    Attributes:
        now: the book's time when it was read.
        lanes: resource by resource in the order asked for, day by day.
        entries: by lane and start; a cancelled visit stands before the time it left free.
        closed: why 1177 offers nothing at all here, a Swedish sentence; empty when it is open.
    """

    clinic: int
    now: Instant
    today: Day
    days: tuple[DayHead, ...]
    lanes: tuple[Lane, ...]
    entries: tuple[Entry, ...]
    closed: str = ""

    def entry(self, key: str) -> Entry | None:
        """The entry with this key, or None."""
        return next((one for one in self.entries if one.key == key), None)

    def of_lane(self, lane: int) -> Iterator[Entry]:
        """The entries of one lane, by start."""
        at = bisect_left(self.entries, lane, key=_lane)
        while at < len(self.entries) and self.entries[at].lane == lane:
            yield self.entries[at]
            at += 1

    def lane_at(self, resource: int, day: Day) -> int | None:
        """The place of a lane, or None when it is not in the calendar."""
        found = (at for at, one in enumerate(self.lanes)
                 if one.resource == resource and one.day == day)  # fmt: skip
        return next(found, None)

    def seen(self, chosen: Iterable[Entry]) -> tuple[SlotStamp, ...]:
        """What was seen of some times, so that an act hits these or nothing."""
        return tuple(
            SlotStamp(
                one.slot, self.lanes[one.lane].resource, one.start, one.length_min,
                one.time_type or 0, one.release, one.booked, one.revision,
            )
            for one in chosen
            if one.slot is not None
        )  # fmt: skip

    def seen_time(self, one: Entry) -> SeenTime:
        """What was seen of a time, so that an act on it can tell if it is another."""
        resource = self.lanes[one.lane].resource
        return SeenTime(one.start, resource, one.time_type or 0, "", one.length_min)

    def stamp(self, resource: int, day: Day) -> DayStamp:
        """What was seen of one resource's day, so that a change to it can tell if it moved."""
        lane = self.lane_at(resource, day)
        return DayStamp(resource, day, () if lane is None else self.seen(self.of_lane(lane)))


def _lane(one: Entry) -> int:
    return one.lane
