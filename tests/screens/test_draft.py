"""Undo and redo of states."""

from hypothesis import given
from hypothesis import strategies as st

from screens.history import History


def test_a_new_history_has_nothing_to_undo() -> None:
    history = History("a")
    assert (history.now, history.can_undo, history.can_redo) == ("a", False, False)
    assert history.undo() == history.redo() == "a"
    assert not history.is_changed


def test_steps_are_taken_back_and_again() -> None:
    history = History("a")
    assert history.push("b")
    assert history.push("c")
    assert history.undo() == "b"
    assert history.can_redo
    assert history.undo() == "a"
    assert not history.is_changed
    assert [history.redo(), history.redo(), history.redo()] == ["b", "c", "c"]
    assert history.is_changed


def test_the_same_state_is_no_step() -> None:
    history = History("a")
    assert not history.push("a")
    assert not history.can_undo


def test_an_edit_after_an_undo_forgets_what_was_undone() -> None:
    history = History("a")
    history.push("b")
    history.undo()
    history.push("c")
    assert not history.can_redo
    assert history.undo() == "a"


def test_back_at_the_start_by_hand_is_not_changed() -> None:
    history = History("a")
    history.push("b")
    history.push("a")
    assert history.can_undo
    assert not history.is_changed


def test_a_state_can_be_replaced_without_a_step() -> None:
    history = History("a")
    history.push("b")
    history.replace("B")
    assert history.now == "B"
    assert history.undo() == "a"


def test_only_so_many_steps_are_kept() -> None:
    history = History(0, most=3)
    for state in range(1, 10):
        history.push(state)
    while history.can_undo:
        history.undo()
    assert history.now == 6
    assert history.is_changed  # the start is remembered


@given(st.lists(st.integers(0, 5) | st.sampled_from(["undo", "redo"])))
def test_it_agrees_with_two_stacks(acts: list[int | str]) -> None:
    history = History(0)
    now = 0
    before: list[int] = []
    after: list[int] = []
    for act in acts:
        if act == "undo":
            history.undo()
            if before:
                after.append(now)
                now = before.pop()
        elif act == "redo":
            history.redo()
            if after:
                before.append(now)
                now = after.pop()
        elif history.push(int(act)):
            before.append(now)
            now, after = int(act), []
        assert history.now == now
        assert (history.can_undo, history.can_redo) == (bool(before), bool(after))
    for _ in acts:
        history.undo()
    assert history.now == 0
    assert not history.is_changed
