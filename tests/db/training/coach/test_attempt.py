"""One time with an exercise, without a user interface: hints, offers, Prov, leaving and back."""

import pytest

from db.training.checks.values import DONE, Outcome
from db.training.coach.attempt import STUCK, WAITS, Attempt
from db.training.coach.way import Way
from db.training.exercise.judging import JudgedStep, Judgement
from tests.db.training.exercise.made import exercise

TWO = exercise("""
[[steg]]
text = "Skriv A"
krav = [{ tidstyp = "A" }]
[[steg]]
text = "Skriv B"
krav = [{ tidstyp = "B" }]
ledtradar = ["Tänk på B."]
""")


def judged(*done: bool, remark: str = "") -> Judgement:
    undone = Outcome(False, "Tidstyper", "Det finns ingen.", "Gör en.")
    return Judgement(
        tuple(JudgedStep("", one, "" if one else remark, DONE if one else undone) for one in done)
    )


def begun(way: Way = Way.ALONE) -> Attempt:
    made = Attempt(TWO, way, 100.0)
    made.judged(judged(False, False), 100.0, acted=False)
    return made


def test_three_hints_of_the_rules_ten_seconds_or_an_act_apart() -> None:
    one = begun()
    first = one.ask(101.0)
    assert first is not None
    assert (first.step, first.text) == (0, "Titta här: Tidstyper.")
    assert one.ask(101.0 + WAITS - 0.1) is None
    second = one.ask(101.0 + WAITS)
    assert second is not None
    assert second.text == "Det finns ingen."
    one.judged(judged(False, False), 111.5)
    third = one.ask(111.6)  # an act lets the next one come at once
    assert third is not None
    assert third.text == "Gör en."
    last = one.ask(200.0)
    assert last is not None  # never a dead end
    assert last.text == "Gör en."
    assert one.hints == 4


def test_the_exercises_own_hints_stand_for_the_rules_first() -> None:
    one = begun()
    one.judged(judged(True, False), 101.0)
    told = []
    for turn in range(3):
        hint = one.ask(101.0 + turn * WAITS)
        assert hint is not None
        told.append(hint.text)
    assert told == ["Tänk på B.", "Det finns ingen.", "Gör en."]


def test_a_hint_is_offered_after_a_while_without_a_step() -> None:
    one = begun()
    one.tick(100.0 + STUCK - 1)
    assert not one.offers
    one.judged(judged(True, False), 180.0)
    one.tick(180.0 + STUCK - 1)
    assert not one.offers
    one.tick(180.0 + STUCK)
    assert one.offers
    assert one.ask(180.0 + STUCK) is not None
    assert not one.offers


def test_the_same_wrong_state_twice_offers_one() -> None:
    one = begun()
    one.judged(judged(False, False, remark="Fel."), 101.0)
    one.judged(judged(False, False, remark="Fel."), 102.0)
    assert not one.offers  # it is still the same time
    one.judged(judged(False, False), 103.0)
    one.judged(judged(False, False, remark="Fel."), 104.0)
    assert one.offers
    assert one.turns == 2


def test_a_solved_one_and_a_shown_one() -> None:
    one = begun()
    one.judged(judged(True, True), 120.0)
    assert one.is_over
    assert one.solved
    assert one.ended.is_alone
    assert one.took == 20.0
    one.show()
    assert not one.solved  # having seen the solution it is shown, never solved
    assert not begun(Way.SHOW).solved


def test_a_prov_has_no_hints_and_no_ticks_until_klar() -> None:
    one = begun(Way.EXAM)
    one.judged(judged(True, False, remark="Fel."), 300.0)
    assert not one.offers
    assert one.ask(300.0) is None
    assert [(step.done, step.remark) for step in one.shown()] == [(None, "")] * 2
    one.judged(judged(True, True), 301.0)
    assert not one.is_over
    assert one.hand_in()
    assert [step.done for step in one.shown()] == [True, True]


def test_a_prov_that_is_not_right() -> None:
    one = begun(Way.EXAM)
    one.judged(judged(True, False, remark="Fel."), 101.0)
    assert not one.hand_in()
    assert one.is_over
    assert one.ended.is_failure
    assert one.shown()[1].remark == "Fel."


def test_one_leaves_and_comes_back() -> None:
    one = begun()
    one.ask(101.0)
    one.tick(130.0)
    back = Attempt.restored(TWO, one.kept(), 5.0)
    assert back is not None
    assert (back.way, back.hints, back.took) == (Way.ALONE, 1, 30.0)
    back.judged(judged(False, False), 7.0)
    second = back.ask(20.0)
    assert second is not None
    assert second.text == "Det finns ingen."
    assert back.took == 45.0


@pytest.mark.parametrize("kept", [{}, {"way": "x"}, {"way": "själv", "seconds": "långt"}])
def test_what_cannot_be_understood_is_begun_anew(kept: dict[str, object]) -> None:
    assert Attempt.restored(TWO, kept, 0.0) is None
