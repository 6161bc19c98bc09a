"""A rule: a name, what it says in Swedish, where it stands, and how it judges one case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from db.values import Decision, Verdict

Case = TypeVar("Case", contravariant=True)
Answer = tuple[bool, str]
"""Whether it passes, and why, in Swedish."""


class Way(StrEnum):
    """What the citizen can do next."""

    AGAIN = "again"
    """Look at it once more, and book."""
    TIMES = "times"
    """Choose another time; the other times of that day come first."""
    TYPES = "types"
    """Choose another type."""
    DETAILS = "details"
    """Change what was typed."""
    TERMS = "terms"
    """Read the terms and tick them."""
    BOOKINGS = "bookings"
    """Back to the booked times: the booking cannot be moved."""
    CLINIC = "clinic"
    """Back to the clinic: nothing can be booked there on the web."""


class Told(NamedTuple):
    """A rule's no in words for the citizen; an empty one is said in general words.

    Attributes:
        booking: of a time that cannot be booked, with the names of ``web_booking.Scenery``.
        way: what can be done next then.
        moving: of a booking that cannot be moved, whatever the new time.
        changing: where a booked time has no button for it, with those of ``db.rules.citizen``.
    """

    booking: str = ""
    way: Way = Way.TIMES
    moving: str = ""
    changing: str = ""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Case]):
    """One named rule. The decision, the explanation and the reference page are all made of it.

    Attributes:
        name: stable, English, kebab-case.
        label: what the rule demands, one Swedish sentence.
        source: guide and R-number.
        code: the national error code (GUIDES.md B2) of a refusal.
        told: a refusal in words for the citizen.
    """

    name: str
    label: str
    source: str
    judge: Callable[[Case], Answer]
    code: str = "APPOINTMENT_IS_NOT_ALLOWED"
    told: Told = Told()

    def verdict(self, case: Case) -> Verdict:
        """This rule's verdict on a case."""
        passed, text = self.judge(case)
        return Verdict(self.name, passed, text, self.source, "" if passed else self.code)


def decide(rules: Iterable[Rule[Case]], case: Case) -> Decision:
    """Ask every rule, in order; no rule is skipped, so that the whole truth is told."""
    return Decision([rule.verdict(case) for rule in rules])
