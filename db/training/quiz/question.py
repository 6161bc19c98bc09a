"""One question of Snabbprov: a text, choices of which one is right, and why the others are not.

A question's values are drawn by chance, so that nobody learns the answers by heart; what is right
is what the program's own rules say of them.
"""

import random
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

MOST_CHOICES: Final = 4


class Draft(NamedTuple):
    """A question before its choices are put in an order.

    Attributes:
        right: the right choice, as the rule decided it.
        wrong: the other choices, each with why it is wrong: a whole Swedish sentence.
        why: why the right one is right: the rule's own sentence, or one made of its answer.
    """

    text: str
    right: str
    wrong: Mapping[str, str]
    why: str


class Kind(NamedTuple):
    """A kind of question.

    Attributes:
        name: stable, English, kebab-case.
        rules: the R-numbers it asks about, such as ``R30``; empty where it is our own choice.
        draft: draws its values.
    """

    name: str
    rules: tuple[str, ...]
    draft: Callable[[random.Random], Draft]


class Question(NamedTuple):
    """A question as it is put.

    Attributes:
        kind: the kind's name.
        rules: the R-numbers it asks about.
        choices: two to four answers, one of them right.
        right: the right one's place among the choices, from 0.
        why: why it is right.
        faults: for each choice why it is wrong; empty for the right one.
    """

    kind: str
    rules: tuple[str, ...]
    text: str
    choices: tuple[str, ...]
    right: int
    why: str
    faults: tuple[str, ...]

    def explained(self, choice: int | None) -> str:
        """What to say to who chose this: the fault, and what is right and why."""
        if choice == self.right:
            return self.why
        fault = "" if choice is None else self.faults[choice]
        right = f"Rätt är: {self.choices[self.right]}."
        return " ".join(part for part in (fault, right, self.why) if part)


def ask(kind: Kind, chance: random.Random) -> Question:
    """Draw one question of a kind: values, three of the wrong choices at most, and their order."""
    draft = kind.draft(chance)
    wrong = [choice for choice in draft.wrong if choice != draft.right]
    kept = chance.sample(wrong, min(len(wrong), MOST_CHOICES - 1))
    choices = [draft.right, *kept]
    chance.shuffle(choices)
    faults = tuple("" if choice == draft.right else draft.wrong[choice] for choice in choices)
    return Question(
        kind.name, kind.rules, draft.text, tuple(choices), choices.index(draft.right), draft.why,
        faults,
    )  # fmt: skip
