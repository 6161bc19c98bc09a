"""The hour that is passed twice when summer time ends, in a log that does not say which (A7).

AsynjaVisph's log writes a clock without an offset. The order of the file tells which passing is
meant, since changes stand in the order in which they were made; where it does not, nobody knows.
"""

from collections.abc import Sequence
from typing import NamedTuple

from db.rules.changes.late import is_late, minutes_left
from db.rules.local_time import instant_text, span_text
from db.rules.policy import Policy
from db.values import Act, Instant, Late, Minutes

CHANGED, VISIT, VERDICT = 1, 2, 4
"""Bits of what is unsure of a row: when it was changed, when the earlier visit was, and whether it
is late."""

HOUR: Minutes = 60


class Stated(NamedTuple):
    """A clock within the hour.

    Attributes:
        minute: what it shows.
        second: whether it is the second passing; None when it does not say.
    """

    minute: Minutes
    second: bool | None = None


def passings(stated: Sequence[Stated]) -> list[bool | None]:
    """Whether each of these clocks, oldest first, is of the second passing; None where unknown.

    The first so many are of the first passing and the others of the second, and within each no
    clock goes back. Where that can be so in several ways, what all of them share is known.
    """
    begun = _falls(stated, second=True)
    ended = _falls(stated[::-1], second=False)
    most, least = begun, len(stated) - ended
    if least > most:
        return [one.second for one in stated]
    return [
        False if at < least else True if at >= most else one.second for at, one in enumerate(stated)
    ]


def _falls(stated: Sequence[Stated], *, second: bool) -> int:
    """How many from the beginning can be of one passing; ``second`` is the other one.

    Towards the second passing the clocks go on; from the end towards the first they go back.
    """
    for at, one in enumerate(stated):
        if one.second is second:
            return at
        before = stated[at - 1].minute if at else one.minute
        if (one.minute < before) if second else (one.minute > before):
            return at
    return len(stated)


def span(left: Minutes, unsure: int) -> tuple[Minutes, Minutes]:
    """The least and the most time left, when the first passing of each clock leaves ``left``."""
    return left - HOUR * bool(unsure & CHANGED), left + HOUR * bool(unsure & VISIT)


def verdict_bit(act: Act, left: Minutes | None, unsure: int, policy: Policy) -> int:
    """``VERDICT`` when the change is late by one of the clocks' passings and not by the other."""
    if left is None or act is Act.BOOKED:
        return 0
    least, most = span(left, unsure)
    return VERDICT if is_late(least, policy) != is_late(most, policy) else 0


def judge_unsure(
    act: Act, changed_at: Instant, visit: Instant, policy: Policy, unsure: int
) -> Late:
    """The verdict on a change of which it is not known when it was made, or when the visit was.

    Both are told by the first passing; ``unsure`` says which of them is not known.
    """
    left = minutes_left(changed_at, visit)
    least, most = span(left, unsure)
    which = [
        instant_text(at) for bit, at in ((CHANGED, changed_at), (VISIT, visit)) if unsure & bit
    ]
    said = (
        f"Ändrad {instant_text(changed_at)} jämförs med {instant_text(visit)}:"
        f" {span_text(least)} eller {span_text(most)} kvar, gränsen är"
        f" {policy.late_limit_min // 60} h. Klockan {' och '.join(which)} passerades två gånger,"
        " och loggen säger inte vilken gång det var."
    )
    late = act is not Act.BOOKED and is_late(least, policy)
    split = bool(verdict_bit(act, left, unsure, policy))
    if act is Act.BOOKED:
        verdict = "Nybokning faktureras inte."
    elif split:
        verdict = "Osäkert om ändringen är sen: att bedöma."
    else:
        verdict = "Sen i båda fallen: ska faktureras." if late else "I tid i båda fallen."
    return Late(left, late, f"{said} {verdict}", unsure=split, most_left=most, least_left=least)
