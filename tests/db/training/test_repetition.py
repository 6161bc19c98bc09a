"""What was learnt comes back after 1, 7 and 28 days, or at even gaps until a given day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.training.repetition import Due, Tried, due, next_day, other_form, plan

_DAY = date(2026, 9, 1).toordinal()


def _tries(*days: int, wrong: tuple[int, ...] = ()) -> list[Tried]:
    return [Tried(_DAY + day, day not in wrong) for day in days]


@pytest.mark.parametrize(
    ("days", "wrong", "due_on", "turn"),
    [
        ((0,), (), 1, 1),
        ((0, 0, 0), (), 1, 1),
        ((0, 1), (), 7, 2),
        ((0, 1, 7), (), 28, 3),
        ((0, 3), (), 9, 2),  # two days late: the rest waits as long
        ((0, 1, 7), (7,), 8, 1),  # wrong: anew from that day
        ((0,), (0,), 1, 1),  # what went wrong comes back, too
        ((0, 1), (0,), 7, 2),
    ],
)
def test_when_it_is_due(
    days: tuple[int, ...], wrong: tuple[int, ...], due_on: int, turn: int
) -> None:
    assert next_day(_tries(*days, wrong=wrong)) == (_DAY + due_on, turn)


def test_what_sits_and_what_was_never_met() -> None:
    assert next_day(_tries(0, 1, 7, 28)) is None
    assert next_day([]) is None


def test_even_gaps_until_the_day_it_must_sit() -> None:
    days = plan(_DAY, _DAY + 40)
    assert [date.fromordinal(day) - date.fromordinal(_DAY) for day in days] == [
        timedelta(10), timedelta(20), timedelta(30),
    ]  # fmt: skip
    assert plan(_DAY, _DAY + 2) == (_DAY + 1,)
    assert plan(_DAY, _DAY - 5) == plan(_DAY) == (_DAY + 1, _DAY + 7, _DAY + 28)


@given(st.integers(1, 400))
def test_a_plan_ends_before_its_goal(ahead: int) -> None:
    days = plan(_DAY, _DAY + ahead)
    assert list(days) == sorted(set(days))
    assert all(_DAY < day < _DAY + ahead for day in days)


def test_what_has_waited_longest_comes_first() -> None:
    learnt = [
        ("b", _tries(0)),
        ("a", _tries(0)),
        ("sits", _tries(0, 1, 7, 28)),
        ("old", _tries(-9)),
    ]
    assert due(learnt, _DAY + 1) == (
        Due("old", _DAY - 8, 1), Due("a", _DAY + 1, 1), Due("b", _DAY + 1, 1),
    )  # fmt: skip
    assert [one.name for one in due(learnt, _DAY)] == ["old"]


def test_it_comes_back_as_questions_on_the_same_rules() -> None:
    assert {kind.name for kind in other_form(["R20"])} >= {"hide-ticks", "unhide-ticks"}
    assert other_form(["R999"]) == ()
