"""How far a long operation has come, for a bar of progress, and whether to go on."""

from collections.abc import Callable
from typing import Final

from db.errors import Refused

Progress = Callable[[int, int], bool]
"""Told how much of how much is done; answers False to give up."""

WHOLE: Final = 1000
"""What a whole operation counts; its parts are of very different kinds."""


class Gauge:
    """Tells of the parts of one operation, never backwards.

    Args:
        progress: whom to tell, or None.
        gave_up: the sentence for one who gives up.
    """

    def __init__(self, progress: Progress | None, gave_up: str) -> None:
        self._progress = progress
        self._gave_up = gave_up
        self._from = self._to = self._at = 0

    def part(self, share: float) -> None:
        """The next part begins, which takes this share of the whole."""
        self._at = self._from = self._to
        self._to = min(WHOLE, self._to + round(share * WHOLE))
        self.tick()

    def reach(self, done: int, total: int) -> None:
        """So much of the part is done.

        Raises:
            Refused: the one who asked gave up.
        """
        if total > 0:
            at = self._from + (self._to - self._from) * min(done, total) // total
            self._at = max(self._at, at)
        self.tick()

    def tick(self) -> None:
        """Ask whether to go on.

        Raises:
            Refused: the one who asked gave up.
        """
        if self._progress is not None and not self._progress(self._at, WHOLE):
            raise Refused("cancelled", self._gave_up)
