"""Our own course: every exercise is whole, is not solved at its start, and refuses near misses."""

from functools import cache
from pathlib import Path

import pytest

from db.training.exercise import course
from db.training.exercise.examine import tried
from db.training.exercise.reading import read
from db.training.exercise.starting import make
from db.training.exercise.values import Exercise

NAMES = course.load().names


@cache
def loaded(name: str) -> Exercise:
    return read(course.load().source(name))


@pytest.mark.parametrize("name", NAMES)
def test_near_misses_are_refused_and_other_ways_accepted(name: str, tmp_path: Path) -> None:
    exercise = loaded(name)
    assert tried(exercise, make(exercise, tmp_path / "start.db"))[0] == []
    assert len(exercise.misses) >= 3
    assert len({miss.remark for miss in exercise.misses}) == len(exercise.misses)
    assert all(step.solution for step in exercise.steps if step.question is None)


def test_the_cards_are_whole() -> None:
    cards = list(course.load().cards())
    chapters = {chapter.name for chapter in course.load().chapters}
    assert [card.name for card in cards] == list(NAMES)
    assert all(card.tracks and card.slides and card.rules for card in cards)
    assert {card.chapter for card in cards} == chapters
