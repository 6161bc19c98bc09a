"""``asynja-tui quiz``: Snabbprov, a paper of twenty questions from the rules."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from asynja_tui.cli.output import Answer
from asynja_tui.cli.table import width, wrapped
from db.paths import meant
from db.training.quiz import paper
from db.training.quiz.paper import Graded
from db.training.quiz.question import Question
from db.worlds.reading import file_text

_SIZE_LIMIT = 64 * 1024


def show(args: Namespace) -> Answer:
    """A paper by its seed; with answers it is graded: 0 all right, 1 something is wrong."""
    questions = paper.draw(args.seed)
    if args.answers is None:
        document = {"seed": args.seed, "questions": list(map(_document, questions))}
        return Answer(document, _paper(questions))
    answers = paper.read_answers(_read(args.answers), questions)
    graded = paper.grade(questions, answers)
    points = sum(one.correct for one in graded)
    document = {
        "seed": args.seed,
        "questions": list(map(_graded_document, graded)),
        "points": points,
        "of": len(graded),
    }
    told = f"{points} rätt av {len(graded)}."
    right = points == len(graded)
    return Answer(document, _told(graded, told), 0 if right else 1)


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read(_SIZE_LIMIT)
    return file_text(meant(name))


def _document(question: Question) -> dict[str, object]:
    return {
        "kind": question.kind,
        "rules": list(question.rules),
        "text": question.text,
        "choices": list(question.choices),
        "right": question.right,
        "why": question.why,
    }


def _graded_document(graded: Graded) -> dict[str, object]:
    told = {"answer": graded.answer, "correct": graded.correct, "told": graded.told}
    return _document(graded.question) | told


def _paper(questions: Sequence[Question]) -> Iterator[str]:
    for number, question in enumerate(questions, 1):
        yield from wrapped(question.text, width(), first=f"{number}. ", rest="   ")
        for place, choice in enumerate(question.choices):
            yield from wrapped(choice, width(), first=f"   {paper.letter(place)}  ", rest="      ")
        yield ""
    yield "Rätt svar"
    for number, question in enumerate(questions, 1):
        first = f"{number}. {paper.letter(question.right)}  "
        yield from wrapped(question.why, width(), first=first, rest="      ")


def _told(graded: Sequence[Graded], points: str) -> Iterator[str]:
    for number, one in enumerate(graded, 1):
        answer = "inget svar" if one.answer is None else paper.letter(one.answer)
        mark = "rätt" if one.correct else "fel"
        yield from wrapped(one.told, width(), first=f"{number}. {answer}, {mark}: ", rest="   ")
    yield points
