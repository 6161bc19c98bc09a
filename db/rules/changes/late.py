"""The 24-hour rule: how much time was left when a visit was changed (R50, GUIDES.md A4).

Only what citizens do themselves is judged: acts by care and ombud are not in the log (R42).
"""

from typing import Final

from db.rules.local_time import instant_text, offset_change_min, span_text, whole_minute
from db.rules.policy import Policy
from db.rules.rule import Answer, Rule
from db.values import Act, Instant, Late, Minutes, Role


def minutes_left(changed_at: Instant, earlier_start: Instant) -> Minutes:
    """Elapsed minutes from a change to the earlier visit, both cut to whole minutes."""
    return (whole_minute(earlier_start) - whole_minute(changed_at)) // 60


def is_late(left: Minutes, policy: Policy) -> bool:
    """Whether a change with so many minutes left is late under the policy."""
    return left < policy.late_limit_min or (left == policy.late_limit_min and policy.edge_is_late)


def _judged(role: Role) -> Answer:
    if role is Role.CITIZEN:
        return True, "Gjord av invånaren: bedöms."
    by = "ombud" if role is Role.AGENT else "vården"
    return False, f"Gjord av {by}: står inte i Logg för webbtidbok och bedöms inte."


JUDGED: Final[Rule[Role]] = Rule(
    "judged", "Bara invånarens egna ändringar bedöms.", "[000] R42, R50", _judged, "not-judged"
)
"""Who gets a 24-hour verdict, wherever one is told; asked with the role of the one who acted."""


def judge_by(
    role: Role, act: Act, changed_at: Instant, earlier_start: Instant, policy: Policy
) -> Late | None:
    """The verdict on a change, as ``judge``; None where ``JUDGED`` says that it gets none."""
    if not JUDGED.verdict(role).passed:
        return None
    return judge(act, changed_at, earlier_start, policy)


def judge(act: Act, changed_at: Instant, earlier_start: Instant, policy: Policy) -> Late:
    """Compare Ändrad datum with the start of the visit as it was before, and say what follows.

    A new booking is never late.
    """
    left = minutes_left(changed_at, earlier_start)
    late = act is not Act.BOOKED and is_late(left, policy)
    limit = policy.late_limit_min // 60
    said = (
        f"Ändrad {instant_text(changed_at)} jämförs med {instant_text(earlier_start)}:"
        f" {span_text(left)} kvar, gränsen är {limit} h."
    )
    moved = offset_change_min(changed_at, earlier_start)
    if moved:
        way = "framåt" if moved > 0 else "bakåt"
        said += f" Klockan ställdes {way} en timme däremellan; verklig tid räknas."
    if act is Act.BOOKED:
        verdict = "Nybokning faktureras inte."
    else:
        verdict = "Ska faktureras." if late else "I tid."
    return Late(left, late, f"{said} {verdict}")
