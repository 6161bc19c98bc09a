"""The values that every room shares: what is booked, by whom and when, and what a rule answers.

With those of ``db.basics``, which the first frame has to make do with: each frozen class costs a
start a millisecond. The standard library only, no database, no clock. All values are frozen.
"""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple

from db.basics import (  # isort: skip
    ROLE_LABELS as ROLE_LABELS,
    SYSTEM as SYSTEM,
    Actor as Actor,
    CaseKind as CaseKind,
    Clash as Clash,
    Clinic as Clinic,
    Day as Day,
    Decision as Decision,
    Fact as Fact,
    Instant as Instant,
    JournalSystem as JournalSystem,
    Minutes as Minutes,
    Role as Role,
    Verdict as Verdict,
    WebFace as WebFace,
    clean as clean,
    count_text as count_text,
)


class ResourceKind(StrEnum):
    """Resurstyp: a function or a person (R25)."""

    POSITION = "position"
    PERSON = "person"


class Weekday(IntEnum):
    """The columns of a template's week; a red day has a column of its own (R32)."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6
    HOLIDAY = 7


class BookingStatus(StrEnum):
    """The state of one visit."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What was done to a booking; the log's Status column (R43)."""

    BOOKED = "booked"
    REBOOKED = "rebooked"
    CANCELLED = "cancelled"


ACT_LABELS: dict[Act, str] = {
    Act.BOOKED: "Bokad",
    Act.REBOOKED: "Ombokad",
    Act.CANCELLED: "Avbokad",
}


class ReviewDecision(StrEnum):
    """What a reviewer decided about one change (R50)."""

    BILL = "bill"
    EXEMPT = "exempt"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open interval ``[start, end)`` of instants.

    Raises:
        ValueError: when ``end`` is not after ``start``.
    """

    start: Instant
    end: Instant

    def __post_init__(self) -> None:
        """Refuse an interval that holds no time."""
        if self.end <= self.start:
            raise ValueError("an interval must end after it starts")

    def overlaps(self, other: "Interval") -> bool:
        """Tell whether the two intervals share any instant."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Terms:
    """The four parts of a terms text (GUIDES.md B4)."""

    clinic: str = ""
    concerns: str = ""
    to_care: str = ""
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class CaseType:
    """An ärendetyp of a clinic (R107-R119)."""

    id: int
    kind: CaseKind
    name: str
    active: bool
    limited: bool
    terms: Terms = Terms()
    revision: int = 1


NO_VIDEO = "<Ej videobesök>"


@dataclass(frozen=True, slots=True)
class TimeType:
    """A tidstyp: the columns of the grid, its colour and its PASiS level (R8-R24, R82).

    A cleared type (R24) has an empty name. ``id`` is None for a type that is not stored yet.
    """

    id: int | None = None
    name: str = ""
    web_name: str = ""
    bookable: bool = False
    hide_in_checkout: bool = False
    self_checkin: bool = False
    web_bookable: bool = False
    web_cancellable: bool = False
    web_rebookable: bool = False
    hidden: bool = False
    video: str = NO_VIDEO
    web_info: str = ""
    colour: str = ""
    level: int | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Resource:
    """A resurs: who or what is booked, and between which days (both included) it is valid."""

    id: int | None = None
    name: str = ""
    kind: ResourceKind = ResourceKind.POSITION
    valid_from: Day | None = None
    valid_to: Day | None = None
    profession: str = ""
    revision: int = 0

    def valid_on(self, day: Day) -> bool:
        """Tell whether the resource is valid on the local day ``day``."""
        after = self.valid_from is None or self.valid_from <= day
        return after and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row of a schedule template (R29-R32).

    Attributes:
        start_min: Från kl, minutes of the day.
        end_min: Till kl (exclusive), minutes of the day.
        release: Bok.före 1-365, or None when the box is empty.
    """

    weekday: Weekday
    start_min: Minutes
    end_min: Minutes
    length_min: Minutes
    release: int | None
    time_type: int


@dataclass(frozen=True, slots=True)
class Template:
    """A schemamall with its rows."""

    id: int | None
    name: str
    rows: tuple[TemplateRow, ...] = ()
    revision: int = 0


class Slot(NamedTuple):
    """A tid as the tables hold it.

    Attributes:
        day: the local day of its start.
        release_day: the first local day it shows on 1177, or None for the policy's horizon.
        release: the Bok.före it was laid out with, or None.
        taken: whether an active booking has it.
        blocked: whether a blocking event covers any of it.
    """

    id: int
    clinic: int
    resource: int
    time_type: int
    start: Instant
    length_min: Minutes
    day: Day
    release: int | None
    release_day: Day | None
    taken: bool
    blocked: bool

    @property
    def end(self) -> Instant:
        """The instant at which the time is over (exclusive)."""
        return self.start + self.length_min * 60


class OfferedTime(NamedTuple):
    """A free time as 1177 offers it: ids and ints only, thousands of them are made at a time."""

    slot: int
    resource: int
    time_type: int
    start: Instant
    length_min: Minutes


@dataclass(frozen=True, slots=True)
class Event:
    """A händelse of one resource (R38)."""

    id: int
    resource: int
    start: Instant
    end: Instant
    text: str
    blocking: bool


@dataclass(frozen=True, slots=True)
class Patient:
    """An invånare.

    Attributes:
        pnr: twelve digits, no hyphen.
        phone: where an SMS notice goes.
        sms: wants notices by SMS (R122).
        mail: wants notices by e-mail (R122).
    """

    id: int
    pnr: str
    name: str
    phone: str = ""
    email: str = ""
    sms: bool = False
    mail: bool = False


@dataclass(frozen=True, slots=True)
class Booking:
    """One visit with what is needed to show it; its id lives through rebooking.

    ``start``, ``length_min``, ``resource`` and ``time_type`` are those of its slot, or, once
    cancelled, of the slot it had last.

    Attributes:
        comment: the patient's words alone; ``db.rules.changes.comments`` joins what is shown.
        phone: the number given for this visit; empty when none was.
        reason: why it was cancelled; empty before that.
    """

    id: int
    clinic: int
    patient: int
    slot: int | None
    status: BookingStatus
    booked_by: Role
    resource: int
    resource_name: str
    time_type: int
    type_name: str
    start: Instant
    length_min: Minutes
    comment: str = ""
    referral: str = ""
    interpreter: str = ""
    hidden_in_1177: bool = False
    waiting_entry: int | None = None
    revision: int = 1
    phone: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One side of a change, copied so that it can be read when the rest is gone (R47-R48).

    Attributes:
        start: when the visit begins.
        resource: the resource's id where it is known; its name is what it was called then.
    """

    start: Instant
    length_min: Minutes
    type_name: str
    resource_name: str
    comment: str
    resource: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Late:
    """The 24-hour verdict on one change (R50).

    Attributes:
        minutes_left: from the change to the earlier visit, elapsed, cut to whole minutes.
        late: whether it is under the policy's limit (or on it, where the edge counts).
        unsure: whether it is late by one reading of a clock that is passed twice, and not by the
            other (A7); ``late`` is true then, but nobody has said that it is to be invoiced.
        least_left: the least it may be, where that is not known; else None.
        most_left: the most it may be.
    """

    minutes_left: Minutes
    late: bool
    text: str
    unsure: bool = False
    least_left: Minutes | None = None
    most_left: Minutes | None = None

    @property
    def surely(self) -> bool:
        """Whether it is late however its clocks are read."""
        return self.late and not self.unsure
