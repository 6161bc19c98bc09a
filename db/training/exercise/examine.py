"""Examining an exercise: its file, its start, its solution, its near misses, its other ways."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from db.book import Book
from db.errors import BookError
from db.training.deeds import vocabulary as deeds
from db.training.exercise import starting
from db.training.exercise.judging import Judgement, Start, at_start, judge
from db.training.exercise.notes import Notes
from db.training.exercise.said import unsaid
from db.training.exercise.values import Exercise
from db.worlds.reading import Fault
from db.worlds.times import Today

Play = Callable[[Exercise, Path, Callable[[int], object]], str]
"""Plays an exercise's solution in a book; told the number of each step from 1 when it is played;
gives why it stopped, empty when it did not."""


class Examined(NamedTuple):
    """What was found.

    Attributes:
        faults: what is wrong with the exercise.
        judgement: which steps its solution makes true; None where it was not played.
    """

    faults: tuple[Fault, ...]
    judgement: Judgement | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong and the solution solves it."""
        return not self.faults and self.judgement is not None and self.judgement.solved


def examine(exercise: Exercise, play: Play, worlds: Path | None = None) -> Examined:
    """Make an exercise's book, play its solution in it, and try its near misses and other ways.

    Args:
        play: plays the solution.
        worlds: the folder of kept copies of worlds, where one is.

    Raises:
        Faulty: its book cannot be made.
        Unreadable: nothing can be written.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = starting.make(exercise, Path(folder) / "start.db", worlds)
        faults, start = tried(exercise, path)
        failure = solve(exercise, path, play)
        with Book.open(path) as book:
            judgement = judge(exercise, book, Notes.load(exercise.name, path), start)
    if failure:
        faults.append(_unplayed(judgement, failure))
    return Examined(tuple(faults), judgement)


def tried(exercise: Exercise, path: Path) -> tuple[list[Fault], Start]:
    """What is wrong with an exercise but for its solution, and what its checks answer at the start.

    Args:
        path: the book that it begins with, which is left as it is; copies are made beside it.
    """
    with Book.open(path) as book:
        start = at_start(exercise, book)
        begun = judge(exercise, book, Notes(exercise.name), start)
    faults = [*unsaid_faults(exercise), *_start_faults(begun)]
    return [*faults, *_misses(exercise, path, start), *_others(exercise, path, start)], start


def unsaid_faults(exercise: Exercise) -> Iterator[Fault]:
    """The demanded values that neither the task nor the steps so far say."""
    told = exercise.intro
    for number, step in enumerate(exercise.steps, 1):
        told += f" {step.text} {'' if step.question is None else step.question.text}"
        for demand in step.demands:
            for value in unsaid(demand, told, Today(exercise.now)):
                said = f"”{value}” krävs ({demand.table}) men står inte i texten dit."
                yield Fault("steg", number, "krav", said)


def solve(exercise: Exercise, path: Path, play: Play) -> str:
    """Play an exercise's solution in its book; gives why it stopped, empty when it did not.

    What once was done is noted after every step, as the program does after every act. One that
    was written by doing it has no script: its first other way is done instead.
    """
    _answer(exercise, path, 0)
    if exercise.others and not any(exercise.solution):
        failure = _done(exercise, path)
    else:
        failure = play(exercise, path, lambda _number: _note(exercise, path))
    _note(exercise, path)
    return failure


def _done(exercise: Exercise, path: Path) -> str:
    """Do the first other way; gives why it stopped."""
    with Book.open(path) as book:
        for deed in exercise.others[0]:
            try:
                deeds.do(book, exercise.begin.unit, (deed,), {})
            except BookError as error:
                return error.whole_text
            _note(exercise, path)
    return ""


def solve_without(exercise: Exercise, path: Path, play: Play, step: int) -> None:
    """Play a solution but for one step, from 1; later ones that cannot be played are skipped."""
    _answer(exercise, path, step)
    left_out = _without(exercise, {step})
    passed = {step}
    played = [0]
    while True:

        def after(number: int) -> None:
            played.append(number)
            _note(exercise, path)

        if not play(left_out, path, after):
            break
        passed |= set(range(1, played[-1] + 2))
        if len(passed) >= len(exercise.steps):
            break
        left_out = _without(exercise, passed)
    _note(exercise, path)


def _without(exercise: Exercise, steps: set[int]) -> Exercise:
    """An exercise whose solution does nothing in some steps."""
    kept = [
        replace(step, solution=()) if number in steps else step
        for number, step in enumerate(exercise.steps, 1)
    ]
    return replace(exercise, steps=tuple(kept))


def _answer(exercise: Exercise, path: Path, but: int) -> None:
    """Answer what is asked, but not in one step."""
    notes = Notes.load(exercise.name, path)
    for number, step in enumerate(exercise.steps, 1):
        for demand in step.demands:
            if demand.table == "svar" and number != but:
                notes.answers[demand["svar"]] = demand["ar"][0]
    notes.save(path)


def _note(exercise: Exercise, path: Path) -> None:
    notes = Notes.load(exercise.name, path)
    with Book.open(path) as book:
        judge(exercise, book, notes)
    notes.save(path)


def _copy(source: Path, target: Path) -> None:
    with Book.open(source) as book:
        book.backup(target)


def _start_faults(begun: Judgement) -> Iterator[Fault]:
    if begun.solved:
        yield Fault("steg", 0, "krav", "övningen är löst redan när den börjar.")
    for number, step in enumerate(begun.steps, 1):
        if step.done and not begun.solved:
            yield Fault("steg", number, "krav", "är uppfyllt redan när övningen börjar.")


def _unplayed(judgement: Judgement, failure: str) -> Fault:
    undone = judgement.next
    number = len(judgement.steps) if undone is None else undone + 1
    return Fault("steg", number, "losning", f"går inte att spela: {failure}")


def _misses(exercise: Exercise, start_path: Path, start: Start) -> Iterator[Fault]:
    """Each near miss is to be refused with its own remark."""
    for number, miss in enumerate(exercise.misses, 1):
        path = start_path.with_name(f"{start_path.stem}.miss{number}.db")
        _copy(start_path, path)
        notes = Notes(exercise.name, exercise.seed)
        with Book.open(path) as book:
            try:
                deeds.do(book, exercise.begin.unit, miss.deeds, notes.answers)
            except BookError as error:
                yield Fault("nastan", number, "gor", f"går inte att göra: {error.whole_text}")
                continue
            judgement = judge(exercise, book, notes, start)
        step = judgement.steps[miss.step - 1]
        if judgement.solved or step.done:
            yield Fault("nastan", number, "gor", f"löser steg {miss.step}.")
        elif step.remark != miss.remark:
            said = step.remark or "ingenting"
            yield Fault("nastan", number, "anmarkning", f"sägs inte. Det som sägs är: {said}")


def _others(exercise: Exercise, start_path: Path, start: Start) -> Iterator[Fault]:
    """Each other way is to solve it too."""
    for number, way in enumerate(exercise.others, 1):
        path = start_path.with_name(f"{start_path.stem}.way{number}.db")
        _copy(start_path, path)
        notes = Notes(exercise.name, exercise.seed)
        with Book.open(path) as book:
            try:
                for one in way:
                    deeds.do(book, exercise.begin.unit, (one,), notes.answers)
                    judge(exercise, book, notes, start)
            except BookError as error:
                said = f"går inte att göra: {error.whole_text}"
                yield Fault("annan_vag", number, "gor", said)
                continue
            judgement = judge(exercise, book, notes, start)
        undone = judgement.next
        if undone is not None:
            why = judgement.steps[undone].remark
            yield Fault("annan_vag", number, "gor", f"löser inte steg {undone + 1}. {why}")
