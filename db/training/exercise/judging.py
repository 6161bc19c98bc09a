"""Judging an exercise by the state of its book: which steps are done, and what went wrong.

Nothing is looked at but what the steps ask for, and no way is demanded. A step is not done any
longer when what it asks for is broken again. A remark is told only where something was changed
that the step is about: what stands as at the start is not a mistake.
"""

from collections.abc import Sequence
from typing import NamedTuple

from db.book import Book
from db.training.checks.case import Case
from db.training.checks.values import DONE, Outcome
from db.training.checks.vocabulary import first_fault, judged
from db.training.exercise.notes import Notes
from db.training.exercise.values import Exercise, Miss, Step


class JudgedStep(NamedTuple):
    """One step.

    Attributes:
        remark: what of it went wrong, a whole Swedish sentence; empty where nothing did.
        outcome: what the checks answer: where to look, what is not so, what can be done.
    """

    text: str
    done: bool
    remark: str
    outcome: Outcome


class Judgement(NamedTuple):
    """All steps."""

    steps: tuple[JudgedStep, ...]

    @property
    def solved(self) -> bool:
        """Whether all are done."""
        return all(step.done for step in self.steps)

    @property
    def next(self) -> int | None:
        """The first step that is not done, from 0; None when all are."""
        return next((n for n, step in enumerate(self.steps) if not step.done), None)

    @property
    def remark(self) -> str:
        """The one remark there is to make: that of the first step that has one."""
        return next((step.remark for step in self.steps if step.remark), "")


class Start(NamedTuple):
    """What the checks answered at the start.

    Attributes:
        remarks: by step, what was not so then.
        misses: by near miss, whether its state held already.
    """

    remarks: tuple[str, ...] = ()
    misses: tuple[bool, ...] = ()


NO_START = Start()
"""Where it is not known: then all that is not so is remarked on."""


_ELSEWHERE = Outcome(False, "Övningen", "Boken började inte med övningens fel. Öppna övningen.")


def at_start(exercise: Exercise, book: Book) -> Start:
    """What the checks answer of the book that an exercise begins with."""
    with book.read() as reader:
        case = Case(book, reader, exercise.begin.unit)
        remarks = tuple(first_fault(case, step.demands).remark for step in exercise.steps)
        return Start(remarks, tuple(_holds(case, miss) for miss in exercise.misses))


def judge(
    exercise: Exercise, book: Book, notes: Notes | None = None, start: Start = NO_START
) -> Judgement:
    """Judge a book.

    Args:
        notes: what was answered and what once was done; what is done now and stays so is noted
            in it, and who keeps it saves it.
        start: what the checks answered at the start, from ``at_start``.
    """
    told = Notes(exercise.name) if notes is None else notes
    # Where no fault was ever made, that none is left tells nothing.
    elsewhere = exercise.faults is not None and told.is_foreign
    with book.read() as reader:
        case = Case(book, reader, exercise.begin.unit, told.answers)
        found: list[JudgedStep] = []
        for number, step in enumerate(exercise.steps, 1):
            outcome = _ELSEWHERE if elsewhere else _outcome(case, number, step, found, told)
            remark = "" if outcome.done else _remark(case, exercise, number, outcome, start)
            found.append(JudgedStep(step.text, outcome.done, remark, outcome))
    return Judgement(tuple(found))


def _outcome(
    case: Case, number: int, step: Step, before: Sequence[JudgedStep], notes: Notes
) -> Outcome:
    if step.keeps and number in notes.kept:
        return DONE
    outcome = first_fault(case, step.demands)
    if step.after and not before[step.after - 1].done:
        # What is as it should be only because nothing has happened yet does not count.
        return Outcome(False, outcome.where, outcome.remark, outcome.act)
    if outcome.done and step.keeps:
        notes.kept.add(number)
    return outcome


def _remark(
    case: Case, exercise: Exercise, number: int, outcome: Outcome, start: Start
) -> str:  # fmt: skip
    """A near miss's own, else what the rules say where that is another than at the start."""
    for at, miss in enumerate(exercise.misses):
        held_before = at < len(start.misses) and start.misses[at]
        if miss.step == number and miss.when and not held_before and _holds(case, miss):
            return miss.remark
    before = start.remarks[number - 1] if start.remarks else ""
    return "" if outcome.remark == before else outcome.remark


def _holds(case: Case, miss: Miss) -> bool:
    return bool(miss.when) and all(judged(case, one).done for one in miss.when)
