"""What is kept of a trainee's exercises: every time with one, and what comes of them together."""

from enum import StrEnum
from typing import NamedTuple

from db.training.coach.way import Ended, Way
from db.values import Instant


class Result(StrEnum):
    """How a time with an exercise ended."""

    SOLVED = "solved"
    SHOWN = "shown"
    FAILED = "failed"
    LEFT = "left"
    """It is gone on with later, or never."""


class Time(NamedTuple):
    """One time with an exercise.

    Attributes:
        trainee: the name one has given oneself; nothing else is asked.
        began: by the computer's clock.
        seconds: how long it took.
        hints: how many hints were told.
        turns: how many wrong turns there were.
        rules: the R-numbers it practises.
        more: what it counted besides, as a text for people (Loggpass).
    """

    trainee: str
    course: str
    exercise: str
    way: Way
    seed: int
    began: Instant
    seconds: float = 0.0
    hints: int = 0
    turns: int = 0
    result: Result = Result.LEFT
    rules: tuple[str, ...] = ()
    more: str = ""

    @property
    def ended(self) -> Ended:
        """The same for who proposes the next way."""
        return Ended(self.way, self.result is Result.SOLVED, self.hints)

    @property
    def is_right(self) -> bool:
        """Whether it was right without help."""
        return self.result is Result.SOLVED and not self.hints


class Standing(NamedTuple):
    """How far a trainee has come with one exercise.

    Attributes:
        solved: whether it was ever solved, and not only shown.
        shown: whether its solution was ever shown.
        seconds: all times together; ``hints`` likewise.
        attempts: how many times it was tried.
        rules: its rules, each with whether it was right the first time.
    """

    trainee: str
    course: str
    exercise: str
    solved: bool
    shown: bool
    seconds: float
    hints: int
    attempts: int
    rules: dict[str, bool]


class RuleStanding(NamedTuple):
    """How a trainee stands with one rule: ``R14: 3 av 5 rätt första gången``."""

    rule: str
    right: int
    of: int

    @property
    def text(self) -> str:
        """The same for people."""
        return f"{self.rule}: {self.right} av {self.of} rätt första gången"
