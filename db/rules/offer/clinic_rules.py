"""The rules that stand before every time: the unit, its ärendetyper and whom they are for.

They look at so little of a case that offers, shown bookings and changes share them.
"""

from dataclasses import dataclass
from typing import Protocol

from db.rules.policy import Policy
from db.rules.rule import Answer, Rule, Told, Way, decide
from db.values import CaseType, Clinic, Decision


@dataclass(frozen=True, slots=True)
class Gate:
    """What is known before any time is looked at.

    Attributes:
        case_type: its ärendetyp for what is asked, or None where it was never put up.
        in_audience: whether the citizen belongs to a limited audience; True when unknown.
    """

    clinic: Clinic
    case_type: CaseType | None
    in_audience: bool

    @property
    def gate(self) -> "Gate":
        """Itself: a case of its own."""
        return self


class Gated(Protocol):
    """A case that begins at the gate."""

    @property
    def gate(self) -> Gate:
        """The unit, its ärendetyp and whether the citizen is in its audience."""
        ...


class HasPolicy(Protocol):
    """A case in some journal system."""

    @property
    def policy(self) -> Policy:
        """The journal system's rules."""
        ...


def _connected(case: Gated) -> Answer:
    clinic = case.gate.clinic
    state = "ansluten" if clinic.connected else "inte ansluten"
    return clinic.connected, f"{clinic.name} är {state} till 1177."


def _active(case: Gated, what: str) -> Answer:
    case_type = case.gate.case_type
    if case_type is None:
        return False, f"Ärendetypen för att {what} är inte upplagd."
    state = "aktiverad" if case_type.active else "inte aktiverad"
    return case_type.active, f"Ärendetypen {case_type.name} är {state}."


def _audience(case: Gated) -> Answer:
    gate = case.gate
    if gate.case_type is None or not gate.case_type.limited:
        return True, "Ärendetypen gäller för alla invånare."
    member = "ingår" if gate.in_audience else "inte ingår"
    return gate.in_audience, (
        f"Ärendetypen gäller för ett begränsat urval, där invånaren {member}."
    )


def _agents(case: HasPolicy) -> Answer:
    if case.policy.agents:
        return True, f"Ombudsbokning finns i {case.policy.label}."
    return False, f"Ombudsbokning finns inte i {case.policy.label}."


CONNECTED: Rule[Gated] = Rule(
    "clinic-connected", "Enheten ska vara ansluten till 1177.", "[000] R56", _connected,
    told=Told(
        "{clinic} tar inte emot bokningar på 1177 nu.", Way.CLINIC,
        "{clinic} tar inte emot ombokningar på 1177 nu. {ask}",
        "{clinic} är inte ansluten till 1177 just nu. {call}",
    ),
)  # fmt: skip
BOOK_ACTIVE: Rule[Gated] = Rule(
    "case-type-active", "Ärendetypen för att boka ska vara aktiverad.", "[001] R108",
    lambda case: _active(case, "boka tid"),
    told=Told("{clinic} har stängt bokningen på 1177.", Way.CLINIC),
)  # fmt: skip
CHANGE_ACTIVE: Rule[Gated] = Rule(
    "change-case-active", "Ärendetypen för av- och ombokning ska vara aktiverad.",
    "[001] R98, R108", lambda case: _active(case, "se, av- och omboka"),
    told=Told(
        moving="{clinic} har stängt ombokningen på 1177. {ask}",
        changing="{clinic} har inte öppnat för av- och ombokning på 1177. {call}",
    ),
)  # fmt: skip
REQUEST_ACTIVE: Rule[Gated] = Rule(
    "request-case-active", "Ärendetypen för att beställa tid ska vara aktiverad.", "[003] R125",
    lambda case: _active(case, "beställa tid"),
)  # fmt: skip
AUDIENCE: Rule[Gated] = Rule(
    "audience", "Invånaren ska höra till dem som ärendetypen gäller.", "[002] R115", _audience,
    told=Told(
        "{clinic} har begränsat vilka som kan boka på 1177.", Way.CLINIC,
        "{clinic} har begränsat vilka som kan omboka på 1177. {ask}",
        "{clinic} låter bara vissa invånare av- och omboka på 1177. {call}",
    ),
)  # fmt: skip
AGENTS: Rule[HasPolicy] = Rule(
    "agents", "Journalsystemet ska ha ombudsbokning.", "[000] R4-R7", _agents
)


def gate(case: Gate) -> Decision:
    """Whether 1177 offers the citizen anything at all at the clinic."""
    return decide((CONNECTED, BOOK_ACTIVE, AUDIENCE), case)
