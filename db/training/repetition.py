"""When what was learnt comes back: after 1, 7 and 28 days, or at even gaps until a given day.

Everything learnt comes back, not only what went wrong, and in another form than it was learnt in:
as questions of Snabbprov on the same rules, else as the exercise's Prov with other values. Who
answers wrongly begins anew from that day. The gaps are ours: they follow what is known of spaced
retrieval.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from db.rules.alphabet import sort_key
from db.training.quiz.paper import KINDS
from db.training.quiz.question import Kind
from db.values import Day

GAPS: Final = (1, 7, 28)
"""Days from the learning to each repetition."""


class Tried(NamedTuple):
    """One time that something was done: the exercise solved, or a question on it answered.

    Attributes:
        day: the local day by the real clock.
        right: whether it went well.
    """

    day: Day
    right: bool


class Due(NamedTuple):
    """Something that is to be repeated.

    Attributes:
        name: what was learnt: an exercise's name.
        since: the local day from which it is due.
        turn: which repetition it is, from 1.
    """

    name: str
    since: Day
    turn: int


def plan(learnt: Day, goal: Day | None = None) -> tuple[Day, ...]:
    """The local days on which something learnt on a day comes back.

    Args:
        goal: the day by which it must sit, such as a driftstart; the repetitions stand at even
            gaps before it. One that is not after the learning changes nothing.
    """
    if goal is None or goal <= learnt:
        return tuple(learnt + gap for gap in GAPS)
    turns = len(GAPS) + 1
    days = (learnt + (goal - learnt) * turn // turns for turn in range(1, turns))
    return tuple(dict.fromkeys(day for day in days if day > learnt))


def next_day(tries: Sequence[Tried], goal: Day | None = None) -> tuple[Day, int] | None:
    """When something is due next, and which repetition that is; None where it sits, or never did.

    One that was repeated late is not asked for again before the gap has passed.

    Args:
        tries: every time it was done, in order.
    """
    learnt = _since_the_last_fault(tries)
    if not learnt:
        return None
    days = plan(learnt[0].day, goal)
    done = len(learnt) - 1
    if done >= len(days):
        return None
    before = days[done - 1] if done else learnt[0].day
    late = max(0, learnt[-1].day - before)
    return days[done] + (late if goal is None else 0), done + 1


def due(
    learnt: Iterable[tuple[str, Sequence[Tried]]], today: Day, goal: Day | None = None
) -> tuple[Due, ...]:
    """What is to be repeated today, that which has waited longest first."""
    found = ((name, next_day(tries, goal)) for name, tries in learnt)
    waiting = [Due(name, *when) for name, when in found if when is not None and when[0] <= today]
    return tuple(sorted(waiting, key=lambda one: (one.since, *sort_key(one.name))))


def other_form(rules: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds of questions on these R-numbers; none where only the exercise itself can ask."""
    asked = frozenset(rules)
    return tuple(kind for kind in KINDS if asked & set(kind.rules))


def _since_the_last_fault(tries: Sequence[Tried]) -> Sequence[Tried]:
    """The tries that count: a fault begins anew, and several on one day are one."""
    counted: list[Tried] = []
    for tried in tries:
        if not tried.right:
            counted = [tried]  # it was met that day; from there it comes back
        elif not counted or tried.day > counted[-1].day:
            counted.append(tried)
    return counted
