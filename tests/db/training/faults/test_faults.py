"""Every fault takes the time off 1177, and following the remedies brings it back."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.book import Book
from db.training.deeds import vocabulary as deeds
from db.training.exercise import starting
from db.training.exercise.judging import judge
from db.training.exercise.notes import Notes
from db.training.faults.following import follow
from db.training.faults.table import TROUBLES, deeds_of, draw
from tests.db.training.exercise.made import exercise

FINDING = """
[[steg]]
text = "Jonas Testberg ska se tiden 26 september 08:00 hos Johan Frisk"
krav = [{{ visas = "2024-09-26 08:00", resurs = "Johan Frisk", invanare = "Jonas Testberg" }}]
[felsokning]
antal = {}
resurs = "Johan Frisk"
tid = "2024-09-26 08:00"
invanare = "Jonas Testberg"
"""
SEEDS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "stress" else 4


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book without any fault."""
    made = exercise(FINDING.format(1).split("[felsokning]")[0])
    return starting.make(made, tmp_path_factory.mktemp("faults") / "whole.db")


@pytest.mark.parametrize("name", TROUBLES)
def test_each_fault_alone_hides_the_time_and_one_remedy_mends_it(
    name: str, whole: Path, tmp_path: Path
) -> None:
    finding = exercise(FINDING.format(1))
    assert finding.faults is not None
    with Book.open(shutil.copy(whole, tmp_path / "book.db")) as book:
        assert judge(finding, book).solved
        target = starting.target_of(finding, finding.faults, book)
        deeds.do(book, "", deeds_of((name,), target))
        assert not judge(finding, book).solved
        assert follow(book, "", target) == 1
        assert judge(finding, book).solved


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_seed_is_solvable_by_following_the_remedies(
    seed: int, whole: Path, tmp_path: Path
) -> None:
    finding = exercise(FINDING.format(seed % 3 + 1), seed)
    asked = finding.faults
    assert asked is not None
    names = starting.drawn_faults(finding)
    assert len(names) == asked.faults
    with Book.open(shutil.copy(whole, tmp_path / "book.db")) as book:
        target = starting.target_of(finding, asked, book)
        deeds.do(book, "", deeds_of(names, target))
        assert not judge(finding, book).solved
        assert follow(book, "", target) == len(names)
        assert judge(finding, book).solved


@settings(max_examples=50)
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_what_is_drawn_is_the_same_every_time_and_about_different_things(
    seed: int, count: int
) -> None:
    drawn = draw(count, (), seed)
    assert drawn == draw(count, (), seed)
    assert len({TROUBLES[name].about for name in drawn}) == count
    assert draw(2, ("dold", "bocken", "handelsen"), 0) == ("dold", "handelsen")


def test_a_book_that_never_had_the_faults_is_not_solved(whole: Path, tmp_path: Path) -> None:
    finding = exercise(FINDING.format(1))
    path = Path(shutil.copy(whole, tmp_path / "book.db"))
    with Book.open(path) as book:
        (step,) = judge(finding, book, Notes.load(finding.name, path)).steps
    assert (step.done, step.remark) == (
        False, "Boken började inte med övningens fel. Öppna övningen.",
    )  # fmt: skip
    begun = starting.make(finding, tmp_path / "begun.db")
    with Book.open(begun) as book:
        assert finding.faults is not None
        follow(book, "", starting.target_of(finding, finding.faults, book))
        assert judge(finding, book, Notes.load(finding.name, begun)).solved
