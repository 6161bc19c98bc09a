"""Our own course: every exercise is whole, is not solved at its start, and refuses near misses."""

import os
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from db.book import Book
from db.clock import computer_day
from db.errors import BookError
from db.training.deeds import vocabulary as deeds
from db.training.deeds.values import Told
from db.training.exercise import course, starting
from db.training.exercise.examine import tried
from db.training.exercise.judging import judge
from db.training.exercise.notes import Notes
from db.training.exercise.reading import read
from db.training.exercise.values import Exercise
from db.worlds.times import Today

NAMES = course.load().names
ALL = os.environ.get("HYPOTHESIS_PROFILE") == "stress"
DRAWN = NAMES if ALL else tuple(random.Random(computer_day()).sample(NAMES, 4))
"""In the suite, four a day."""
RESOURCES = ("Vaccination", "Florence", "Astma- och KOL-mottagning")


@cache
def loaded(name: str, seed: int = 0) -> Exercise:
    return read(course.load().source(name), seed)


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worlds")


@pytest.mark.parametrize("name", NAMES)
def test_near_misses_are_refused_and_other_ways_accepted(
    name: str, tmp_path: Path, worlds: Path
) -> None:
    exercise = loaded(name)
    assert tried(exercise, starting.make(exercise, tmp_path / "start.db", worlds))[0] == []
    assert exercise.others  # two ways, with the script
    assert len(exercise.misses) >= 3
    assert len({miss.remark for miss in exercise.misses}) == len(exercise.misses)
    assert all(step.solution for step in exercise.steps if step.question is None)


@pytest.mark.parametrize("name", DRAWN)
def test_with_the_values_of_a_prov_it_is_whole_too(name: str, tmp_path: Path, worlds: Path) -> None:
    exercise = loaded(name, computer_day())
    if exercise.faults is not None or exercise.log_rows:
        pytest.skip("what is drawn decides what is said of a near miss")
    assert tried(exercise, starting.make(exercise, tmp_path / "start.db", worlds))[0] == []


def unrelated(rng: random.Random) -> Iterator[Told]:
    """Acts that no exercise asks about: other types, resources, templates, visits, days."""
    for number in range(20):
        where, day = rng.choice(RESOURCES), f"2024-12-{rng.randrange(2, 20):02}"
        given: dict[str, Any] = rng.choice([
            {"tidstyp": f"Ovidkommande {number}", "webb": rng.random() < 0.5},
            {"resurs": f"Ovidkommande {number}"},
            {"mall": f"Ovidkommande {number}", "rader": [{
                "dagar": "lö", "fran": "08:00", "till": "09:00", "langd": 30,
                "tidstyp": "Planerat besök",
            }]},
            {"handelse": f"Ovidkommande {number}", "resurser": [where],
             "fran": f"{day} 12:00", "till": f"{day} 13:00", "sparrar": False},
            {"tid": f"{day} {rng.randrange(7, 19):02}:00", "resurs": where,
             "tidstyp": "SSK besök 45 min", "langd": 10},
            {"vantar": "Roland Femling", "text": f"Ovidkommande {number}"},
        ])  # fmt: skip
        yield deeds.take_deed(given, Today(0))


@pytest.mark.parametrize("name", DRAWN)
def test_twenty_unrelated_acts_between_change_nothing(
    name: str, tmp_path: Path, worlds: Path
) -> None:
    exercise = loaded(name)
    rng = random.Random(f"{name} {computer_day()}")
    path = starting.make(exercise, tmp_path / "book.db", worlds)
    notes = Notes(exercise.name)
    with Book.open(path) as book:
        for deed in _mixed(rng, exercise.others[0]):
            try:
                deeds.do(book, exercise.begin.unit, (deed,), notes.answers)
            except BookError:
                assert deed not in exercise.others[0]  # an unrelated one may not fit
            judge(exercise, book, notes)
        judgement = judge(exercise, book, notes)
    assert [step for step in judgement.steps if not step.done] == []


def _mixed(rng: random.Random, way: Sequence[Told]) -> list[Told]:
    made = list(unrelated(rng))
    places = sorted(rng.sample(range(len(made) + 1), len(way)))
    for place, deed in reversed(list(zip(places, way, strict=True))):
        made.insert(place, deed)
    return made


def test_the_cards_are_whole() -> None:
    cards = list(course.load().cards())
    chapters = {chapter.name for chapter in course.load().chapters}
    assert [card.name for card in cards] == list(NAMES)
    assert all(card.tracks and card.slides and card.rules for card in cards)
    assert {card.chapter for card in cards} == chapters
