"""Snabbprov: a paper of twenty questions drawn from a seed, and how answers to it are graded.

The same seed gives the same paper, on every machine and in every program.
"""

import json
import random
from collections.abc import Sequence
from typing import Final, NamedTuple

from db.errors import Unreadable
from db.training.quiz import changes, schedules, times, types
from db.training.quiz.question import Kind, Question, ask
from db.values import clean

KINDS: Final[tuple[Kind, ...]] = (*times.KINDS, *types.KINDS, *changes.KINDS, *schedules.KINDS)
QUESTIONS: Final = 20
_LETTERS: Final = "ABCD"


class Graded(NamedTuple):
    """One answer.

    Attributes:
        answer: the choice's place, from 0; None where none was given.
        told: what is right and why, and what was wrong with the answer.
    """

    question: Question
    answer: int | None
    correct: bool
    told: str


def draw(seed: int, count: int = QUESTIONS, kinds: Sequence[Kind] = KINDS) -> tuple[Question, ...]:
    """A paper: no kind comes twice before every kind has come once.

    Args:
        seed: any whole number; the same paper for the same seed.
        kinds: those to draw from; a track or a chapter may want fewer.
    """
    chance = random.Random(f"snabbprov {seed}")  # a text: not by the hash of this process
    drawn: list[Kind] = []
    while len(drawn) < count:
        round_ = list(kinds)
        chance.shuffle(round_)
        drawn += round_[: count - len(drawn)]
    return tuple(ask(kind, chance) for kind in drawn)


def grade(paper: Sequence[Question], answers: Sequence[int | None]) -> tuple[Graded, ...]:
    """Every question with its answer; missing ones count as not answered."""
    given = [*answers, *[None] * (len(paper) - len(answers))]
    return tuple(
        Graded(question, answer, answer == question.right, question.explained(answer))
        for question, answer in zip(paper, given, strict=False)
    )


def letter(choice: int) -> str:
    """``A`` to ``D``: how a choice is called on paper."""
    return _LETTERS[choice]


def read_answers(text: str, paper: Sequence[Question]) -> tuple[int | None, ...]:
    """Answers as they were written: letters or numbers from 1, one a line, or a list in JSON.

    A line may say which question it answers ("3. B"). An empty line or ``-`` is no answer. In JSON
    a text is a letter and a number the choice's place from 0, as ``right`` is.

    Raises:
        Unreadable: a line that cannot be read, or more answers than questions; says which.
    """
    cells = _cells(text)
    if len(cells) > len(paper):
        raise _unread(f"Provet har {len(paper)} frågor, men det finns {len(cells)} svar.")
    return tuple(_answer(n, cell, len(paper[n - 1].choices)) for n, cell in enumerate(cells, 1))


def _cells(text: str) -> list[object]:
    stripped = text.strip()
    if not stripped.startswith(("[", "{")):
        lines = stripped.splitlines()
        return [line.strip().rpartition(".")[2].strip() for line in lines]
    try:
        found = json.loads(stripped)
    except ValueError as error:
        raise _unread(f"Svaren går inte att läsa som JSON: {error}.") from None
    if isinstance(found, dict):
        found = found.get("answers")
    if not isinstance(found, list):
        raise _unread("Svaren ska vara en lista, en post för varje fråga.")
    return found


def _answer(number: int, cell: object, choices: int) -> int | None:
    if cell in (None, "", "-"):
        return None
    place = -1
    if isinstance(cell, int) and not isinstance(cell, bool):
        place = cell
    elif isinstance(cell, str) and len(cell) == 1 and cell.upper() in _LETTERS:
        place = _LETTERS.index(cell.upper())
    elif isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) < 3:
        place = int(cell) - 1
    if not 0 <= place < choices:
        said = clean(str(cell))[:20]
        raise _unread(f"Svar {number}: ”{said}” är inget av A–{letter(choices - 1)}.")
    return place


def _unread(text: str) -> Unreadable:
    return Unreadable("answers", text, field="answers")
