"""The values that every room shares: who acts, what a time is, what a rule answers.

The leaf of ``db``: the standard library only, no database, no clock. All values are frozen.
Instants are whole seconds since 1970 in UTC, days are ``date.toordinal()`` of the local day in
Europe/Stockholm, clocks are minutes of the day and lengths are minutes.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple

Instant = int
Day = int
Minutes = int

Fact = str | int | bool | None


class Role(StrEnum):
    """Who may act in the book, and as what."""

    CITIZEN = "citizen"
    STAFF = "staff"
    SCHEDULER = "scheduler"
    IT = "it"
    AGENT = "agent"
    REGIONAL_ADMIN = "regional_admin"
    UNIT_ADMIN = "unit_admin"
    SYSTEM = "system"


ROLE_LABELS: dict[Role, str] = {
    Role.CITIZEN: "Invånare",
    Role.STAFF: "Personal",
    Role.SCHEDULER: "Schemaläggare",
    Role.IT: "IT",
    Role.AGENT: "Ombud",
    Role.REGIONAL_ADMIN: "Regional administratör",
    Role.UNIT_ADMIN: "Enhetens administratör",
    Role.SYSTEM: "Systemet",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who asks for an operation.

    Attributes:
        name: shown in histories and conflicts; empty means the role's own label.
        patient: the citizen's own patient id, for ``Role.CITIZEN`` only.
        demo: whether this is a demonstration before others (Visningsläge).
    """

    role: Role
    name: str = ""
    patient: int | None = None
    demo: bool = False

    @property
    def label(self) -> str:
        """The name to show for this actor, in Swedish."""
        return self.name or ROLE_LABELS[self.role]

    @property
    def masked(self) -> bool:
        """Whether lists hide the last digits of personal numbers: for IT and in demonstrations."""
        return self.demo or self.role is Role.IT


SYSTEM = Actor(Role.SYSTEM)


class JournalSystem(StrEnum):
    """The journal systems whose rules the guides describe (GUIDES.md A2)."""

    ASYNJA = "asynjavisph"
    PMO = "pmo"
    PASIS = "pasis"
    STANDALONE = "standalone"


class CaseKind(StrEnum):
    """The kinds of ärendetyp (R107, R125)."""

    BOOK = "book"
    CHANGE = "change"
    REQUEST = "request"


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


class Verdict(NamedTuple):
    """One rule's answer: its name, yes or no, why in Swedish, and where the rule stands.

    Attributes:
        rule: the rule's stable English name.
        passed: whether the rule lets the thing through.
        source: the guide and R-number, such as ``[000] R21``.
        code: the national error code (GUIDES.md B2) when refused, else empty.
        facts: what the rule looked at.
    """

    rule: str
    passed: bool
    text: str
    source: str
    code: str = ""
    facts: tuple[tuple[str, Fact], ...] = ()


class Clash(NamedTuple):
    """A field that two have changed, each in their own way.

    Attributes:
        mine: what I have, for people; empty for nothing.
        theirs: what is stored now, likewise.
    """

    field: str
    label: str
    mine: str
    theirs: str


class Decision(tuple[Verdict, ...]):
    """The verdicts of all rules that were asked, in their fixed order."""

    __slots__ = ()

    @property
    def passed(self) -> bool:
        """Whether every rule let it through."""
        return all(verdict.passed for verdict in self)

    @property
    def refusals(self) -> tuple[Verdict, ...]:
        """The verdicts that said no, in order."""
        return tuple(verdict for verdict in self if not verdict.passed)


@dataclass(frozen=True, slots=True)
class Clinic:
    """A unit (mottagning) with its journal system and its settings.

    Attributes:
        delay_min: how long a changed time type takes to reach 1177 (R12), book minutes.
        retention_days: how many whole days of 24 h the web log is kept (R45).
        agent_rebooks: whether ombud may rebook (R16 does not name them).
        eves_closed: whether eves count as Helgdag when schedules are laid out.
    """

    id: int
    name: str
    system: JournalSystem
    connected: bool
    delay_min: Minutes = 15
    retention_days: int = 31
    agent_rebooks: bool = False
    eves_closed: bool = False
    revision: int = 1


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


class WebFace(NamedTuple):
    """A time type as 1177 knows it: published, or as it would be if published now.

    Attributes:
        web_name: the name the citizen reads; empty when there is none.
        offered: whether the policy lets it be booked on 1177 (tick, suffix or level).
        hidden: whether its bookings are hidden from the patient.
        web_info: the text the citizen gets with the booking.
    """

    time_type: int
    name: str
    web_name: str
    offered: bool
    cancellable: bool
    rebookable: bool
    hidden: bool
    web_info: str

    @property
    def shown_name(self) -> str:
        """The name a booked time goes under: the web name, else Namn i AsynjaVisph."""
        return self.web_name or self.name


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


_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\u2028\u2029")
_DROPPED = frozenset({"Cc", "Cs", "Co"})
_INVISIBLE_FORMATS = frozenset("\u00ad\ufeff\ufff9\ufffa\ufffb\u200b\u2060\u180e")


def _harmless(char: str) -> bool:
    if char in _BIDI or char in _BREAKS or char in _INVISIBLE_FORMATS:
        return False
    if ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef":
        return False  # noncharacters
    if "\U000e0000" <= char <= "\U000e0fff":
        return False  # tags
    return unicodedata.category(char) not in _DROPPED


def count_text(count: int, one: str, many: str, number: Callable[[int], str] = str) -> str:
    """``1 tid``, ``2 tider``: how many there are of something.

    Args:
        one: what a single one is called, ``tid``.
        many: what several are called, ``tider``.
        number: how the number of several is written.
    """
    return f"1 {one}" if count == 1 else f"{number(count)} {many}"


def clean(text: str, *, lines: bool = False) -> str:
    """Make a text safe to store and to draw.

    Normalises to NFC and drops control characters (C0, DEL, C1), bidi controls, lone surrogates,
    tags, noncharacters and private characters. Tabs and line breaks become spaces, or line breaks
    stay when ``lines`` is true. Outer blanks are cut. Idempotent.

    Args:
        text: any str, also one with lone surrogates.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    # "\x85" is NEL, a line break among the C1 codes.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    kept = "".join(char for char in text if char == "\n" or _harmless(char))
    return unicodedata.normalize("NFC", kept).strip()
