"""The four ways through an exercise, and how the support falls away and comes back."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple


class Way(StrEnum):
    """How one goes through an exercise."""

    SHOW = "visa"
    SUPPORT = "stöd"
    ALONE = "själv"
    EXAM = "prov"


WAY_LABELS: Final = {
    Way.SHOW: "Visa", Way.SUPPORT: "Med stöd", Way.ALONE: "Själv", Way.EXAM: "Prov",
}  # fmt: skip
WAY_TEXTS: Final = {
    Way.SHOW: "Lösningen spelas upp. Övningen räknas som visad, inte som löst.",
    Way.SUPPORT: "De första stegen är gjorda, och det som är näst på tur är markerat.",
    Way.ALONE: "Alla steg själv. Ledtrådar finns om du vill.",
    Way.EXAM: "Andra värden, inga ledtrådar och inga bockar förrän du väljer Klar.",
}  # fmt: skip

_IN_A_ROW: Final = 2


class Ended(NamedTuple):
    """How one time with an exercise ended.

    Attributes:
        solved: whether it was solved, and not shown.
        hints: how many hints were told.
    """

    way: Way
    solved: bool
    hints: int

    @property
    def is_alone(self) -> bool:
        """Whether it was solved without a hint."""
        return self.solved and not self.hints and self.way is not Way.SHOW

    @property
    def is_failure(self) -> bool:
        """Whether it was not solved: shown, given up, or a Prov that was not right."""
        return not self.solved


def proposed(ended: Iterable[Ended]) -> Way:
    """The way that is proposed for the next exercise.

    Two solved in a row without a hint: the support falls away. Two failures in a row: it comes
    back. Anything else leaves it as it was.

    Args:
        ended: what one has done, the first first.
    """
    way = Way.SUPPORT
    alone = failures = 0
    for one in ended:
        alone = alone + 1 if one.is_alone else 0
        failures = failures + 1 if one.is_failure else 0
        if alone >= _IN_A_ROW:
            way = Way.ALONE
        if failures >= _IN_A_ROW:
            way = Way.SUPPORT
    return way


def given_steps(way: Way, steps: int) -> int:
    """How many of the first steps are done before one begins: with support half of them."""
    return steps // 2 if way is Way.SUPPORT else 0
