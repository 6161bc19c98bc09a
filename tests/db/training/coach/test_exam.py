"""A chapter is passed by its Prov: all that was drawn together is right, of the same seed."""

from db.training.coach.exam import papers, standing
from db.training.coach.way import Way
from db.training.progress.values import Result, Time

FOUR = ("a", "b", "c", "d")


def time(exercise: str, seed: int = 7, way: Way = Way.EXAM, result: Result = Result.SOLVED) -> Time:
    return Time("Disa", "guiden", exercise, way, seed, 0, result=result)


def test_two_are_drawn_in_the_chapters_order_the_same_for_a_seed() -> None:
    assert papers(FOUR, 7) == papers(FOUR, 7)
    assert all(len(papers(FOUR, seed)) == 2 for seed in range(1, 20))
    assert len({papers(FOUR, seed) for seed in range(1, 40)}) == 6
    assert all(list(papers(FOUR, seed)) == sorted(papers(FOUR, seed)) for seed in range(1, 40))
    assert papers(("a",), 3) == ("a",)


def test_a_chapter_is_passed_by_all_its_exercises_or_by_its_prov() -> None:
    first, second = papers(FOUR, 7)
    assert not standing("k", FOUR, [time(first)]).passed
    assert standing("k", FOUR, [time(first), time(second)]).by_exam
    assert not standing("k", FOUR, [time(first), time(second, seed=8)]).passed
    assert not standing("k", FOUR, [time(first), time(second, result=Result.FAILED)]).passed
    assert not standing("k", FOUR, [time(first), time(second, way=Way.ALONE)]).by_exam
    every = [time(name, 0, Way.ALONE) for name in FOUR]
    assert standing("k", FOUR, every) == ("k", 4, 4, False)
    assert standing("k", FOUR, every).passed
    assert standing("k", FOUR, [*every[:3], time("x", 0)]).solved == 3
