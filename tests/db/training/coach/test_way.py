"""Support falls away after two solved without a hint, and comes back after two failures."""

import pytest

from db.training.coach.way import Ended, Way, given_steps, proposed

GOOD, HELPED = Ended(Way.SUPPORT, True, 0), Ended(Way.SUPPORT, True, 2)
FAILED, SEEN = Ended(Way.ALONE, False, 0), Ended(Way.SHOW, False, 0)

CASES = [
    ((), Way.SUPPORT),
    ((GOOD,), Way.SUPPORT),
    ((GOOD, GOOD), Way.ALONE),
    ((GOOD, HELPED, GOOD), Way.SUPPORT),
    ((GOOD, GOOD, HELPED), Way.ALONE),
    ((GOOD, GOOD, FAILED), Way.ALONE),
    ((GOOD, GOOD, FAILED, SEEN), Way.SUPPORT),
    ((GOOD, GOOD, FAILED, HELPED, FAILED), Way.ALONE),
    ((GOOD, GOOD, FAILED, FAILED, GOOD, GOOD), Way.ALONE),
    ((SEEN, SEEN, GOOD), Way.SUPPORT),
]


@pytest.mark.parametrize(("ended", "way"), CASES)
def test_the_proposed_way(ended: tuple[Ended, ...], way: Way) -> None:
    assert proposed(ended) is way


def test_only_with_support_are_first_steps_given() -> None:
    assert [given_steps(Way.SUPPORT, n) for n in (1, 2, 3, 4)] == [0, 1, 1, 2]
    assert given_steps(Way.ALONE, 4) == given_steps(Way.EXAM, 4) == 0
