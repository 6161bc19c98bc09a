"""Undo and redo of what is being edited: the states themselves, which never change."""

from typing import Generic, TypeVar

T = TypeVar("T")


class History(Generic[T]):
    """The states that an edit has gone through, and which of them stands now.

    Args:
        start: the state before any edit.
        most: how many steps can be undone; older ones are forgotten.
    """

    def __init__(self, start: T, most: int = 1000) -> None:
        self._start = start
        self._states = [start]
        self._at = 0
        self._most = most

    @property
    def now(self) -> T:
        """The state that stands."""
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be taken again."""
        return self._at < len(self._states) - 1

    @property
    def is_changed(self) -> bool:
        """Whether the state that stands differs from the first one."""
        return self.now != self._start

    def push(self, state: T) -> bool:
        """Let a new state stand; what was taken back can then no more be taken again.

        Returns:
            False when it equals the one that stands, and nothing was done.
        """
        if state == self.now:
            return False
        del self._states[self._at + 1 :]
        self._states.append(state)
        del self._states[: max(0, len(self._states) - 1 - self._most)]
        self._at = len(self._states) - 1
        return True

    def replace(self, state: T) -> None:
        """Let a state stand in the place of the one that stands, without a step to undo."""
        self._states[self._at] = state

    def undo(self) -> T:
        """Take a step back, if there is one; gives the state that then stands."""
        self._at = max(0, self._at - 1)
        return self.now

    def redo(self) -> T:
        """Take a step again, if one was taken back; gives the state that then stands."""
        self._at = min(len(self._states) - 1, self._at + 1)
        return self.now
