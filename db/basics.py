"""The values that the first frame needs: who acts, what a rule answers, a unit, clean texts.

``db.values`` has them too, with all others: a module that is loaded later imports from there.
The leaf of ``db``: the standard library only, no database, no clock. All values are frozen.
Instants are whole seconds since 1970 in UTC, days are ``date.toordinal()`` of the local day in
Europe/Stockholm, clocks are minutes of the day and lengths are minutes.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
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
        demo: how much is hidden from others who look on (Visningsläge): 0 nothing, 1 numbers,
            phones and comments, 2 names as well.
    """

    role: Role
    name: str = ""
    patient: int | None = None
    demo: int = 0

    @property
    def label(self) -> str:
        """The name to show for this actor, in Swedish."""
        return self.name or ROLE_LABELS[self.role]

    @property
    def masked(self) -> bool:
        """Whether lists hide the last digits of personal numbers: for IT and in demonstrations."""
        return bool(self.demo) or self.role is Role.IT


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


_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\u2028\u2029")
_DROPPED = frozenset({"Cc", "Cs", "Co"})
_FIRST_PRIVATE = "\ue000"
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
    # What Python calls printable is harmless, but for what lies beyond the letters: see _harmless.
    if text.isprintable() and (
        text.isascii() or (max(text) < _FIRST_PRIVATE and unicodedata.is_normalized("NFC", text))
    ):
        return text.strip()
    # "\x85" is NEL, a line break among the C1 codes.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    kept = "".join(char for char in text if char == "\n" or _harmless(char))
    return unicodedata.normalize("NFC", kept).strip()
