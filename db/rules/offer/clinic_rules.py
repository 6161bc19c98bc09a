"""The rules that stand before every time: the unit, its ärendetyper and whom they are for.

They look at so little of a case that offers, shown bookings and changes share them.
"""

from dataclasses import dataclass
from typing import Protocol

from db.rules.policy import Policy
from db.rules.rule import Answer, Rule, decide
from db.values import CaseType, Clinic, Decision


class HasClinic(Protocol):
    """A case of some clinic."""

    @property
    def clinic(self) -> Clinic:
        """The unit."""
        ...


class HasCaseType(Protocol):
    """A case under some ärendetyp."""

    @property
    def case_type(self) -> CaseType | None:
        """The ärendetyp, or None where it was never put up."""
        ...


class HasAudience(HasCaseType, Protocol):
    """A case of some citizen under some ärendetyp."""

    @property
    def in_audience(self) -> bool:
        """Whether the citizen is in the ärendetyp's urval."""
        ...


class HasPolicy(Protocol):
    """A case in some journal system."""

    @property
    def policy(self) -> Policy:
        """The journal system's rules."""
        ...


@dataclass(frozen=True, slots=True)
class Gate:
    """What is known before any time is looked at."""

    clinic: Clinic
    case_type: CaseType | None
    in_audience: bool


def _connected(case: HasClinic) -> Answer:
    state = "ansluten" if case.clinic.connected else "inte ansluten"
    return case.clinic.connected, f"{case.clinic.name} är {state} till 1177."


def _active(case: HasCaseType, what: str) -> Answer:
    if case.case_type is None:
        return False, f"Ärendetypen för att {what} är inte upplagd."
    state = "aktiverad" if case.case_type.active else "inte aktiverad"
    return case.case_type.active, f"Ärendetypen {case.case_type.name} är {state}."


def _audience(case: HasAudience) -> Answer:
    if case.case_type is None or not case.case_type.limited:
        return True, "Ärendetypen gäller för alla invånare."
    member = "ingår" if case.in_audience else "inte ingår"
    return case.in_audience, (
        f"Ärendetypen gäller för ett begränsat urval, där invånaren {member}."
    )


def _agents(case: HasPolicy) -> Answer:
    if case.policy.agents:
        return True, f"Ombudsbokning finns i {case.policy.label}."
    return False, f"Ombudsbokning finns inte i {case.policy.label}."


CONNECTED: Rule[HasClinic] = Rule(
    "clinic-connected", "Enheten ska vara ansluten till 1177.", "[000] R56", _connected
)
BOOK_ACTIVE: Rule[HasCaseType] = Rule(
    "case-type-active", "Ärendetypen för att boka ska vara aktiverad.", "[001] R108",
    lambda case: _active(case, "boka tid"),
)  # fmt: skip
CHANGE_ACTIVE: Rule[HasCaseType] = Rule(
    "change-case-active", "Ärendetypen för av- och ombokning ska vara aktiverad.",
    "[001] R98, R108", lambda case: _active(case, "se, av- och omboka"),
)  # fmt: skip
AUDIENCE: Rule[HasAudience] = Rule(
    "audience", "Invånaren ska höra till dem som ärendetypen gäller.", "[002] R115", _audience
)
AGENTS: Rule[HasPolicy] = Rule(
    "agents", "Journalsystemet ska ha ombudsbokning.", "[000] R4-R7", _agents
)


def gate(case: Gate) -> Decision:
    """Whether 1177 offers the citizen anything at all at the clinic."""
    return Decision(decide((CONNECTED,), case) + decide((BOOK_ACTIVE,), case)
                    + decide((AUDIENCE,), case))  # fmt: skip
