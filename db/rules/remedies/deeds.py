"""What can be done about a rule's no, as data: each deed is one operation with what it is given.

``db.remedies.carry_out`` does them; here stand only what they are called on the command line, who
may, and how many acts each is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

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


@dataclass(frozen=True, slots=True)
class LetAgentsRebook:
    """Ombud får omboka."""

    clinic: Clinic
    acts = 1
    by = By.IT


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


@dataclass(frozen=True, slots=True)
class Include:
    """A citizen comes into the unit's limited audience."""

    clinic: int
    case_type: CaseType
    patient: Patient
    acts = 1
    by = By.UNIT


@dataclass(frozen=True, slots=True)
class LiftLimit:
    """An ärendetyp is for every citizen."""

    clinic: int
    case_type: CaseType
    acts = 1
    by = By.UNIT


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


@dataclass(frozen=True, slots=True)
class RemoveEvents:
    """The events that block a time are taken away."""

    events: tuple[Event, ...]
    by = By.CARE

    @property
    def acts(self) -> int:
        """One an event for who does it by hand."""
        return len(self.events)


@dataclass(frozen=True, slots=True)
class TurnClock:
    """Waiting: the book's clock is turned to a moment."""

    at: Instant
    acts = 1
    by = By.WORKER


Deed = (
    ConnectUnit | LetAgentsRebook | OpenCase | Include | LiftLimit | EditType | Publish | SetRelease
    | SetValidity | RemoveEvents | TurnClock
)  # fmt: skip


def command_of(deed: Deed) -> str:
    """The same as a command line."""
    return _COMMANDS[type(deed)](deed)


def _edit(deed: EditType) -> str:
    words = ["types set", quoted(deed.stored.name)]
    for field, flag in _FLAGS.items():
        value = getattr(deed.edited, field)
        if value != getattr(deed.stored, field):
            said = ("off", "on")[value] if isinstance(value, bool) else quoted(str(value))
            words.append(f"{flag} {said}")
    words += ["--role it"] * (deed.by is By.IT)
    return " ".join((*words, "--publish"))


def _release(deed: SetRelease) -> str:
    where = f"--resource {quoted(deed.resource.name)} --at '{instant_text(deed.slot.start)}'"
    days = "tomt" if deed.release is None else str(deed.release)
    return f"times release {where} --days {days}{' --role it' * (deed.by is By.IT)}"


def _validity(deed: SetValidity) -> str:
    ends = (
        ("--from", deed.stored.valid_from, deed.edited.valid_from),
        ("--to", deed.stored.valid_to, deed.edited.valid_to),
    )
    said = [
        f"{flag} {'tomt' if new is None else day_text(new)}"
        for flag, old, new in ends
        if old != new
    ]
    return f"resources set {quoted(deed.stored.name)} {' '.join(said)}"


_COMMANDS: Final[dict[type[Deed], Callable[[Any], str]]] = {
    ConnectUnit: lambda _deed: "unit set --connected on",
    LetAgentsRebook: lambda _deed: "unit set --agent-rebooks on",
    OpenCase: lambda deed: f"case open {deed.kind.value}",
    Include: lambda deed: f"case include {deed.patient.pnr}",
    LiftLimit: lambda deed: f"case limit {deed.case_type.kind.value} off",
    EditType: _edit,
    Publish: lambda deed: f"types publish {quoted(deed.stored.name)}",
    SetRelease: _release,
    SetValidity: _validity,
    RemoveEvents: lambda deed: f"events remove {' '.join(str(one.id) for one in deed.events)}",
    # Without --yes it would only say that rows of the log are cleared on the way there.
    TurnClock: lambda deed: f"clock set '{instant_text(deed.at)}' --yes",
}


def quoted(word: str) -> str:
    """A word as a shell takes it: as it is, or in single quotes."""
    if _PLAIN.fullmatch(word):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"
