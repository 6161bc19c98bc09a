"""Finding one of several by the first letters of its name, as they are typed."""

from collections.abc import Sequence
from typing import Final

from textual import events

_PAUSE: Final = 1.5
"""Seconds after which what is typed begins anew."""


class Typed:
    """What has been typed so far; blanks are part of it once it has begun."""

    def __init__(self) -> None:
        self.text = ""
        self._at = 0.0

    def clear(self) -> None:
        """Begin anew."""
        self.text, self._at = "", 0.0

    def find(self, event: events.Key, labels: Sequence[str], at: int) -> int | None:
        """Take a key in; None when it types nothing, else as ``take``."""
        if self._at and event.time - self._at > _PAUSE:
            self.clear()
        self._at = event.time
        if event.key == "backspace" and self.text:
            self.text = self.text[:-1]
            return at
        sign = event.character
        if not sign or not event.is_printable or (sign == " " and not self.text):
            return None
        return self.take(sign, labels, at)

    def take(self, sign: str, labels: Sequence[str], at: int) -> int:
        """The place of the name that begins with all that is typed; -1 when none does.

        A letter typed again and again goes through the names that begin with it; a letter with
        which no name goes on is left out.

        Args:
            sign: the letter, or all that is typed.
            labels: the names.
            at: the place of the one that is chosen, or -1.
        """
        names: list[str] = [label.casefold() for label in labels]
        longer = (self.text + sign).casefold()
        for place, name in enumerate(names):
            if name.startswith(longer):
                self.text = longer
                return place if len(longer) > 1 else self._next(longer, names, at)
        if set(longer) == {sign.casefold()} and self.text:
            self.text = sign.casefold()
            return self._next(self.text, names, at)
        return -1

    def _next(self, letter: str, names: Sequence[str], at: int) -> int:
        around: tuple[int, ...] = (*range(at + 1, len(names)), *range(at + 1))
        return next(place for place in around if names[place].startswith(letter))
