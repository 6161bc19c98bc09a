"""What is hinted: where to look, then what is not so with its values, then the act.

They are the exercise's own where it has some, else the three texts of Varför, of the book as it is.
"""

from typing import Final, NamedTuple

from db.training.exercise.judging import Judgement
from db.training.exercise.values import Exercise

_LAST: Final = "Det som krävs står i steget. Lösningen går att visa om du vill se hur det görs."


class Hint(NamedTuple):
    """One hint.

    Attributes:
        step: the step it is about, from 0.
        text: what is said.
        where: the place that is marked, in words: ``Tidstyper: Akut, Bokningsbar webb``.
    """

    step: int
    text: str
    where: str


def texts(exercise: Exercise, judgement: Judgement, step: int) -> tuple[str, ...]:
    """The hints to a step, the gentlest first; never none. Its own stand for the rules' first."""
    outcome = judgement.steps[step].outcome
    own = exercise.steps[step].hints
    where = f"Titta här: {outcome.where}." if outcome.where else ""
    told = (*own, *(where, outcome.remark, outcome.act)[len(own) :])
    return tuple(dict.fromkeys(text for text in told if text)) or (_LAST,)


def hint(exercise: Exercise, judgement: Judgement, told: int) -> Hint | None:
    """The next hint to the first step that is not done; None when all are.

    Args:
        told: how many hints to that step have been told already; the last one is told again.
    """
    step = judgement.next
    if step is None:
        return None
    known = texts(exercise, judgement, step)
    text = known[min(told, len(known) - 1)]
    return Hint(step, text, judgement.steps[step].outcome.where)
