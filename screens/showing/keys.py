"""Which keys are shown to those who look on, and for how long. Knows no Textual.

What is typed never is: a letter shows only where it is a command's key.
"""

from typing import Final, NamedTuple

SECONDS: Final = 3.0
"""How long a key shows."""
MOST: Final = 3
"""How many show at a time."""


class Press(NamedTuple):
    """A key, or a click, as it is told.

    Attributes:
        key: as it stands on a Swedish keyboard, combinations whole.
        label: the name of the command that it gives, or empty.
    """

    key: str
    label: str = ""


def told(key: str, label: str, *, writes: bool, is_typing: bool) -> Press | None:
    """What is told of a key; None where it is, or may be, a letter that is typed.

    Args:
        key: its name on the keyboard.
        label: the command's that has it where one stands, or empty.
        writes: whether it gives a character.
        is_typing: whether what has the focus takes characters.
    """
    if writes and (is_typing or not label):
        return None
    return Press(key, label)


class LastKeys:
    """The last keys; told the monotonic time in seconds at each step."""

    def __init__(self) -> None:
        self._pressed: list[tuple[float, Press]] = []

    def add(self, press: Press, now: float) -> None:
        """One more was pressed; the same again shows once."""
        if self._pressed and self._pressed[-1][1] == press:
            self._pressed.pop()
        self._pressed.append((now, press))
        del self._pressed[:-MOST]

    def shown(self, now: float) -> tuple[Press, ...]:
        """What shows, the oldest first."""
        self._pressed = [one for one in self._pressed if now - one[0] < SECONDS]
        return tuple(press for _, press in self._pressed)
