"""Every exercise of our course is solved by its own solution, in the real program.

The suite plays each once, at the smallest size, and leaves a step out of three that are drawn by
the day; ``make stress`` plays all at both sizes, leaves out every step, and lets no solution solve
another exercise of the same world.
"""

import os
import random
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from asynja_tui.playing.solving import play_solution
from db.book import Book
from db.clock import computer_day
from db.training.exercise import course, examine, starting
from db.training.exercise.judging import Judgement, judge
from db.training.exercise.notes import Notes
from db.training.exercise.notes import place as notes_place
from db.training.exercise.reading import read
from db.training.exercise.values import Exercise
from screens.training.labels import tell

ALL = os.environ.get("HYPOTHESIS_PROFILE") == "stress"
NAMES = course.load().names
SIZES = [(80, 24), (120, 40)] if ALL else [(80, 24)]


@cache
def loaded(name: str) -> Exercise:
    return read(course.load().source(name), tell=tell)


def _drawn_steps() -> list[tuple[str, int]]:
    every = [(name, n) for name in NAMES for n in range(1, len(loaded(name).steps) + 1)]
    if ALL:
        return every
    chosen = random.Random(computer_day()).sample(NAMES, 3)
    return [random.Random(name).choice([one for one in every if one[0] == name]) for name in chosen]


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copies of worlds that the exercises begin with."""
    return tmp_path_factory.mktemp("worlds")


@pytest.fixture
def begun(worlds: Path, tmp_path: Path) -> Callable[[str], Path]:
    """The book that an exercise begins with."""
    return lambda name: starting.make(loaded(name), tmp_path / f"{name}.db", worlds)


def judged(exercise: Exercise, path: Path) -> Judgement:
    with Book.open(path) as book:
        return judge(exercise, book, Notes.load(exercise.name, path))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_the_solution_solves_it(
    name: str, size: tuple[int, int], begun: Callable[[str], Path]
) -> None:
    path, exercise = begun(name), loaded(name)
    assert examine.solve(exercise, path, partial(play_solution, size=size)) == ""
    judgement = judged(exercise, path)
    assert [(step.text, step.remark) for step in judgement.steps if not step.done] == []
    if ALL:
        _solves_no_other(name, path)


def _solves_no_other(name: str, path: Path) -> None:
    """Nor does it solve any other exercise of the same world, judged by the book alone."""
    for other in (loaded(one) for one in NAMES if one != name):
        if other.begin.world == loaded(name).begin.world:
            copy = Path(shutil.copy(path, path.with_name(f"{other.name}.other.db")))
            notes_place(copy).unlink(missing_ok=True)
            assert not judged(other, copy).solved, f"{name} solves {other.name}"


@pytest.mark.parametrize(("name", "step"), _drawn_steps())
def test_a_step_that_is_left_out_is_not_done(
    name: str, step: int, begun: Callable[[str], Path]
) -> None:
    path, exercise = begun(name), loaded(name)
    examine.solve_without(exercise, path, play_solution, step)
    judgement = judged(exercise, path)
    assert not judgement.steps[step - 1].done
    assert not judgement.solved
