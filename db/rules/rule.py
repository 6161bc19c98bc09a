"""A rule: a name, what it says in Swedish, where it stands, and how it judges one case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from db.values import Decision, Verdict

Case = TypeVar("Case", contravariant=True)
Answer = tuple[bool, str]
"""Whether it passes, and why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Case]):
    """One named rule. The decision, the explanation and the reference page are all made of it.

    Attributes:
        name: stable, English, kebab-case.
        label: what the rule demands, one Swedish sentence.
        source: guide and R-number.
        code: the national error code (GUIDES.md B2) of a refusal.
    """

    name: str
    label: str
    source: str
    judge: Callable[[Case], Answer]
    code: str = "APPOINTMENT_IS_NOT_ALLOWED"

    def verdict(self, case: Case) -> Verdict:
        """This rule's verdict on a case."""
        passed, text = self.judge(case)
        return Verdict(self.name, passed, text, self.source, "" if passed else self.code)


def decide(rules: Iterable[Rule[Case]], case: Case) -> Decision:
    """Ask every rule, in order; no rule is skipped, so that the whole truth is told."""
    return Decision(rule.verdict(case) for rule in rules)
