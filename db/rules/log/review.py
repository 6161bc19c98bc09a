"""What a reviewer may decide of a change, and what the chain of one visit comes to (R50).

A chain is judged row by row: a late rebooking is billed whatever is done to the visit afterwards
(GUIDES.md A4). The guides leave sums and exemptions to each region (GUIDES.md B5); the reasons
here are examples of ours for a unit to change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from db.rules.changes.late import judge
from db.rules.local_time import instant_text, whole_minute
from db.rules.policy import Policy
from db.rules.rule import Answer, Rule, decide
from db.values import Act, Decision, Instant, Late, Minutes, ReviewDecision

BOOKED_SHORTLY: Final = "Bokad mindre än 24 timmar innan"
"""Stockholm's exemption (GUIDES.md B5), in our words; suggested where it seems to apply."""

EXAMPLE_REASONS: Final = (
    BOOKED_SHORTLY,
    "Giltigt förhinder",
    "Fel från vårdgivarens sida",
    "Barn under 18 år",
    "Inlagd eller akut sjuk",
)
"""What a unit has until it saves its own; examples, in our own words."""

_ACT_WORDS: Final = {
    Act.BOOKED: "bokningen",
    Act.REBOOKED: "ombokningen",
    Act.CANCELLED: "avbokningen",
}


# --- what may be decided ----------------------------------------------------------------------


class DecideCase(NamedTuple):
    """A decision that is asked for.

    Attributes:
        late: whether the change was late when it was made.
        decision: the one asked for; None takes the one there is back.
        reason: cleaned; empty means none.
    """

    act: Act
    changed_at: Instant
    late: bool
    decision: ReviewDecision | None
    reason: str = ""


ONLY_LATE: Final = "Bara sena ändringar faktureras eller undantas."


def _late_change(case: DecideCase) -> Answer:
    which = f"{_ACT_WORDS[case.act].capitalize()} {instant_text(case.changed_at)}"
    if case.decision not in (ReviewDecision.BILL, ReviewDecision.EXEMPT):
        return True, f"{which} kan kontrolleras, sen eller ej."
    if case.late:
        return True, f"{which} är sen."
    if case.act is Act.BOOKED:
        return False, f"{which} är en nybokning. En nybokning faktureras aldrig."
    return False, f"{which} gjordes i tid. {ONLY_LATE}"


def _reason_given(case: DecideCase) -> Answer:
    if case.decision is ReviewDecision.EXEMPT and not case.reason:
        return False, "Ange varför ändringen undantas."
    return True, "Orsaken är angiven." if case.reason else "Ingen orsak behövs."


LATE_CHANGE: Final = Rule(
    "late-change",
    "Bara en sen om- eller avbokning faktureras eller undantas.",
    "[000] R50",
    _late_change,
    "not-late",
)
REASON_GIVEN: Final = Rule(
    "exemption-reason", "Ett undantag har en orsak.", "vårt val", _reason_given, "no-reason"
)
RULES: Final = (LATE_CHANGE, REASON_GIVEN)


def may_decide(case: DecideCase) -> Decision:
    """Every rule's verdict on whether a reviewer may decide so."""
    return decide(RULES, case)


# --- the verdict ------------------------------------------------------------------------------


def judge_as_made(
    act: Act, changed_at: Instant, visit: Instant, policy: Policy, *, was_late: bool
) -> Late:
    """The verdict's sentence for a change that was judged when it was made.

    On the very edge the journal systems differ; what was decided there stands.

    The visit is the earlier one's start, of a new booking the new one's; the policy the clinic's
    now.
    """
    late = judge(act, changed_at, visit, policy)
    if late.late != was_late:
        late = judge(act, changed_at, visit, replace(policy, edge_is_late=was_late))
    return late


def is_billed(late: bool, decision: ReviewDecision | None) -> bool:
    """The reviewer's decision if there is one, else whether it is late."""
    return late if decision is None else decision is ReviewDecision.BILL


class Link(NamedTuple):
    """One act of a citizen in the chain of a visit.

    Attributes:
        at: when, a whole minute.
        reason: what the reviewer gave as the reason of the decision.
    """

    act: Act
    at: Instant
    late: bool
    decision: ReviewDecision | None = None
    reason: str = ""

    @property
    def billable(self) -> bool:
        """As ``is_billed``."""
        return is_billed(self.late, self.decision)

    @property
    def text(self) -> str:
        """The act and its time, such as ``ombokningen 2024-09-12 10:52``."""
        return f"{_ACT_WORDS[self.act]} {instant_text(self.at)}"


class ChainVerdict(NamedTuple):
    """What a chain comes to.

    Attributes:
        billable: whether any of its acts is to be billed.
        to_check: whether a late act waits for a reviewer.
        text: why, in Swedish.
    """

    billable: bool
    to_check: bool
    text: str


def chain_note(before: Iterable[Link], *, billable: bool) -> str:
    """Which acts of the chain before a row, oldest first, are billed; empty when none is.

    Another sentence where the row itself is ``billable``.
    """
    which = _listed(link for link in before if link.late and link.billable)
    if not which:
        return ""
    said = f"{'även ' if billable else ''}{which} i samma kedja ska faktureras."
    return said[0].upper() + said[1:]


def judge_chain(links: Sequence[Link]) -> ChainVerdict:
    """What the citizen's acts on one visit, oldest first, come to together.

    A late rebooking stays billable when the visit is cancelled in time afterwards: judging the
    last row alone would lose the charge (GUIDES.md A4).
    """
    billed = [link for link in links if link.billable]
    late = [link for link in links if link.late]
    if not late and not billed:
        return ChainVerdict(False, False, "Ingen sen ändring. Inget ska faktureras.")
    said = [f"Ska faktureras: {_listed(billed)}." if billed else "Ska inte faktureras."]
    if billed and not links[-1].late and links[-1].act is not Act.BOOKED:
        said.append(f"Att {links[-1].text} gjordes i tid ändrar inte det.")
    exempt = [link for link in late if link.decision is ReviewDecision.EXEMPT]
    if exempt:
        said.append(f"Undantas: {_joined([_with_reason(link) for link in exempt])}.")
    checked = _listed(link for link in late if link.decision is ReviewDecision.CHECKED)
    if checked:
        said.append(f"Kontrollerat utan faktura: {checked}.")
    undecided = [link for link in late if link.decision is None]
    if undecided:
        all_of_it = len(undecided) == len(late)
        left = f"Återstår att bedöma: {_listed(undecided)}."
        said.append("Ingen har bedömt det än." if all_of_it else left)
    return ChainVerdict(bool(billed), bool(undecided), " ".join(said))


def _with_reason(link: Link) -> str:
    return f"{link.text} ({link.reason})" if link.reason else link.text


def _listed(links: Iterable[Link]) -> str:
    return _joined([link.text for link in links])


def _joined(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} och {texts[-1]}"


# --- exemptions and amounts -------------------------------------------------------------------


def booked_shortly(booked_at: Instant | None, visit: Instant, limit_min: Minutes) -> bool:
    """Whether the visit was itself booked less than the limit before it was to be.

    False when the log does not say when the chain's booking was made.
    """
    if booked_at is None:
        return False
    return (whole_minute(visit) - whole_minute(booked_at)) // 60 < limit_min


def suggested_reason(reasons: Sequence[str], *, shortly: bool) -> str:
    """The unit's reason that seems to apply, or empty. Only a hint: the reviewer decides."""
    wanted = BOOKED_SHORTLY.casefold()
    return next((one for one in reasons if shortly and one.casefold() == wanted), "")


def amount_of(profession: str, fees: Mapping[str, int]) -> int | None:
    """What a late change costs with a resource of this yrkeskategori, in öre; None when unset.

    Fees are by yrkeskategori, casefolded; under the empty one is that of all others.
    """
    return fees.get(profession.casefold(), fees.get(""))


def amount_text(ore: int) -> str:
    """An amount for people: ``400 kr``, ``1 250,50 kr``."""
    kronor, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{grouped(kronor)}{f',{rest:02}' if rest else ''} kr"


def grouped(count: int) -> str:
    """A number with its thousands apart: ``165 273``."""
    return f"{count:,}".replace(",", " ")
