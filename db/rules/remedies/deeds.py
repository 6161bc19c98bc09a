"""What can be done about a rule's no, as data: each deed is one operation with what it is given.

``db.remedies.carry_out`` does them; here stand only what they are called on the command line, who
may, and how many acts each is.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from db.rules.local_time import day_text, instant_text
from db.rules.names.agent_types import is_agent_type
from db.values import (
    CaseKind,
    CaseType,
    Clinic,
    Event,
    Instant,
    Patient,
    Resource,
    Role,
    Slot,
    TimeType,
)

_PLAIN = re.compile(r"[\w@%+=:,./][\w@%+=:,./-]*")


class By(StrEnum):
    """Who may do it, as it is told."""

    CARE = "personal"
    SCHEDULER = "schemaläggare"
    IT = "IT"
    UNIT = "enhetens administratör"
    WORKER = "alla i vården"
    """Everyone but citizens and ombud: who turns the book's clock."""

    @property
    def roles(self) -> frozenset[Role]:
        """The same as roles."""
        return _ROLES[self]


_IT = frozenset({Role.IT, Role.SYSTEM})
_ROLES: dict[By, frozenset[Role]] = {
    By.CARE: _IT | {Role.STAFF, Role.SCHEDULER},
    By.SCHEDULER: _IT | {Role.SCHEDULER},
    By.IT: _IT,
    By.UNIT: _IT | {Role.UNIT_ADMIN},
    By.WORKER: frozenset(Role) - {Role.CITIZEN, Role.AGENT},
}


@dataclass(frozen=True, slots=True)
class ConnectUnit:
    """Ansluten till 1177."""

    clinic: Clinic
    acts = 1
    by = By.IT

    @property
    def command(self) -> str:
        """The same on the command line."""
        return "unit set --connected on"


@dataclass(frozen=True, slots=True)
class LetAgentsRebook:
    """Ombud får omboka."""

    clinic: Clinic
    acts = 1
    by = By.IT

    @property
    def command(self) -> str:
        """The same on the command line."""
        return "unit set --agent-rebooks on"


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An ärendetyp is put up, where it is not, and activated."""

    clinic: int
    kind: CaseKind
    case_type: CaseType | None

    @property
    def acts(self) -> int:
        """One, or two by two kinds of administrators."""
        return 2 if self.case_type is None else 1

    @property
    def by(self) -> By:
        """The unit's administrator; IT where the region's would have to put it up first (R112)."""
        return By.IT if self.case_type is None else By.UNIT

    @property
    def command(self) -> str:
        """The same on the command line."""
        return f"case open {self.kind.value}"


@dataclass(frozen=True, slots=True)
class Include:
    """A citizen comes into the unit's limited audience."""

    clinic: int
    case_type: CaseType
    patient: Patient
    acts = 1
    by = By.UNIT

    @property
    def command(self) -> str:
        """The same on the command line."""
        return f"case include {self.patient.pnr}"


@dataclass(frozen=True, slots=True)
class LiftLimit:
    """An ärendetyp is for every citizen."""

    clinic: int
    case_type: CaseType
    acts = 1
    by = By.UNIT

    @property
    def command(self) -> str:
        """The same on the command line."""
        return f"case limit {self.case_type.kind.value} off"


@dataclass(frozen=True, slots=True)
class EditType:
    """A tidstyp is saved anew and 1177 is told of it at once.

    Attributes:
        stored: the type as the book has it.
        edited: as it is to be.
    """

    clinic: int
    stored: TimeType
    edited: TimeType
    acts = 1

    @property
    def by(self) -> By:
        """IT alone for an ombud type (R4)."""
        return By.IT if is_agent_type(self.stored.name) else By.SCHEDULER

    @property
    def command(self) -> str:
        """The same on the command line."""
        words = ["types set", quoted(self.stored.name)]
        for field, flag in _FLAGS.items():
            value = getattr(self.edited, field)
            if value != getattr(self.stored, field):
                said = ("off", "on")[value] if isinstance(value, bool) else quoted(str(value))
                words.append(f"{flag} {said}")
        words += ["--role it"] * (self.by is By.IT)
        return " ".join((*words, "--publish"))


_FLAGS = {
    "name": "--name",
    "web_name": "--web-name",
    "level": "--level",
    "hidden": "--hide",
    "web_bookable": "--web",
    "web_cancellable": "--cancel",
    "web_rebookable": "--rebook",
}


@dataclass(frozen=True, slots=True)
class Publish:
    """Publicera nu: 1177 is told of a tidstyp as the book has it."""

    clinic: int
    stored: TimeType
    acts = 1
    by = By.SCHEDULER

    @property
    def command(self) -> str:
        """The same on the command line."""
        return f"types publish {quoted(self.stored.name)}"


@dataclass(frozen=True, slots=True)
class SetRelease:
    """A time gets another Bok.före; None is an empty box."""

    slot: Slot
    resource: Resource
    time_type: TimeType
    release: int | None
    acts = 1

    @property
    def by(self) -> By:
        """IT alone for an ombud type's time (R6)."""
        return By.IT if is_agent_type(self.time_type.name) else By.SCHEDULER

    @property
    def command(self) -> str:
        """The same on the command line."""
        where = f"--resource {quoted(self.resource.name)} --at '{instant_text(self.slot.start)}'"
        days = "tomt" if self.release is None else str(self.release)
        return f"times release {where} --days {days}{' --role it' * (self.by is By.IT)}"


@dataclass(frozen=True, slots=True)
class SetValidity:
    """A resource is valid on other days.

    Attributes:
        stored: the resource as the book has it.
        edited: as it is to be.
    """

    clinic: int
    stored: Resource
    edited: Resource
    acts = 1
    by = By.SCHEDULER

    @property
    def command(self) -> str:
        """The same on the command line."""
        ends = (
            ("--from", self.stored.valid_from, self.edited.valid_from),
            ("--to", self.stored.valid_to, self.edited.valid_to),
        )
        said = [
            f"{flag} {'tomt' if new is None else day_text(new)}"
            for flag, old, new in ends
            if old != new
        ]
        return f"resources set {quoted(self.stored.name)} {' '.join(said)}"


@dataclass(frozen=True, slots=True)
class RemoveEvents:
    """The events that block a time are taken away."""

    events: tuple[Event, ...]
    by = By.CARE

    @property
    def acts(self) -> int:
        """One an event for who does it by hand."""
        return len(self.events)

    @property
    def command(self) -> str:
        """The same on the command line."""
        return f"events remove {' '.join(str(event.id) for event in self.events)}"


@dataclass(frozen=True, slots=True)
class TurnClock:
    """Waiting: the book's clock is turned to a moment."""

    at: Instant
    acts = 1
    by = By.WORKER

    @property
    def command(self) -> str:
        """The same on the command line."""
        return f"clock set '{instant_text(self.at)}'"


Deed = (
    ConnectUnit | LetAgentsRebook | OpenCase | Include | LiftLimit | EditType | Publish | SetRelease
    | SetValidity | RemoveEvents | TurnClock
)  # fmt: skip


def quoted(word: str) -> str:
    """A word as a shell takes it: as it is, or in single quotes."""
    if _PLAIN.fullmatch(word):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"
