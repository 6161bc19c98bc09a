"""Passing a chapter by its Prov: exercises drawn from a seed, without hints, with other values.

Whoever knows the chapter already need not go through it: all that was drawn together must be right.
"""

import random
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from db.training.coach.way import Way
from db.training.progress.values import Result, Time

PAPERS: Final = 2
"""So many exercises of a chapter are drawn; all where it has no more."""


class ChapterStanding(NamedTuple):
    """How far a trainee has come with a chapter.

    Attributes:
        solved: how many of its exercises are solved.
        of: how many it has.
        by_exam: whether it was passed by its Prov.
    """

    name: str
    solved: int
    of: int
    by_exam: bool

    @property
    def passed(self) -> bool:
        """Whether one may go on from it."""
        return self.by_exam or self.solved == self.of


def papers(exercises: Sequence[str], seed: int) -> tuple[str, ...]:
    """The exercises of a chapter's Prov, in the chapter's order.

    Args:
        exercises: those of the chapter.
        seed: a whole number other than 0; also what the values of each are drawn from.
    """
    count = min(PAPERS, len(exercises))
    drawn = set(random.Random(f"prov {seed}").sample(list(exercises), count))
    return tuple(name for name in exercises if name in drawn)


def standing(name: str, exercises: Sequence[str], times: Iterable[Time]) -> ChapterStanding:
    """How one trainee stands with a chapter.

    Args:
        exercises: those of the chapter.
        times: the trainee's, of this course.
    """
    right = [one for one in times if one.result is Result.SOLVED and one.exercise in exercises]
    by_seed: dict[int, set[str]] = {}
    for one in right:
        if one.way is Way.EXAM and one.seed:
            by_seed.setdefault(one.seed, set()).add(one.exercise)
    by_exam = any(done >= set(papers(exercises, seed)) for seed, done in by_seed.items())
    return ChapterStanding(name, len({one.exercise for one in right}), len(exercises), by_exam)
