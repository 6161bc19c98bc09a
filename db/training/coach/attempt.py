"""One time with an exercise: how long, how many hints, when help is offered, how it ends.

A plain object without a user interface and without a clock: it is told of every judgement with the
seconds of ``db.clock.monotonic``.
"""

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from db.training.coach.hints import Hint, hint
from db.training.coach.way import Ended, Way
from db.training.exercise.judging import Judgement
from db.training.exercise.values import Exercise

WAITS: Final = 10.0
"""Seconds from one hint to the next, where nothing was done in between."""

STUCK: Final = 90.0
"""Seconds without a step after which the first hint is offered."""

_TWICE: Final = 2


class Shown(NamedTuple):
    """What the panel shows of one step.

    Attributes:
        done: None where it is not told, before Klar of a Prov.
    """

    text: str
    done: bool | None
    remark: str


@dataclass
class Attempt:
    """One time with an exercise.

    Attributes:
        exercise: with its values drawn.
        way: how one goes through it.
        now: the seconds when it was begun, or gone on with.
        seconds: how long it took before that, when one had left and come back.
        hints: how many hints were told, all steps together.
        turns: how many wrong turns there were.
        was_shown: whether the solution has been seen: it is never solved then.
        handed_in: whether Klar was chosen in a Prov.
    """

    exercise: Exercise
    way: Way
    now: float
    seconds: float = 0.0
    hints: int = 0
    turns: int = 0
    was_shown: bool = False
    handed_in: bool = False
    _told: dict[int, int] = field(default_factory=dict)
    _done: int = 0
    _moved_at: float = 0.0
    _hinted_at: float | None = None
    _acted: bool = False
    _state: tuple[Any, ...] = ()
    _wrong: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _judgement: Judgement | None = None
    _began: float = 0.0

    def __post_init__(self) -> None:
        """Begin."""
        self._began = self._moved_at = self.now
        self.was_shown = self.was_shown or self.way is Way.SHOW

    # --- what happens -------------------------------------------------------------------------

    def judged(self, judgement: Judgement, now: float, *, acted: bool = True) -> None:
        """Something was done, and the book was judged.

        Args:
            acted: whether it was an act, and not only a look at the book as it stands.
        """
        self.now = now
        done = sum(step.done for step in judgement.steps)
        if done > self._done:
            self._moved_at = now
        self._done = done
        self._acted = self._acted or acted
        state = tuple((step.done, step.remark) for step in judgement.steps)
        if state != self._state and judgement.remark:
            self._wrong[state] = self._wrong.get(state, 0) + 1
            self.turns += 1
        self._state, self._judgement = state, judgement

    def tick(self, now: float) -> None:
        """Time has passed."""
        self.now = now

    def shown(self) -> tuple[Shown, ...]:
        """The steps as they are shown: in a Prov without ticks until Klar."""
        if self._judgement is None:
            return tuple(Shown(step.text, None, "") for step in self.exercise.steps)
        hidden = self.way is Way.EXAM and not self.handed_in
        return tuple(
            Shown(step.text, None if hidden else step.done, "" if hidden else step.remark)
            for step in self._judgement.steps
        )

    # --- hints --------------------------------------------------------------------------------

    @property
    def offers(self) -> bool:
        """Whether a hint is offered: long without a step, or the same wrong state twice."""
        if self.way is Way.EXAM or self._judgement is None or self._judgement.solved:
            return False
        stuck = self.now - max(self._moved_at, self._hinted_at or 0.0) >= STUCK
        return stuck or self._wrong.get(self._state, 0) >= _TWICE

    @property
    def may_ask(self) -> bool:
        """Whether the next hint may be told: ten seconds after the last, or after an act."""
        if self.way is Way.EXAM or self._judgement is None or self._judgement.solved:
            return False
        waited = self._hinted_at is None or self.now - self._hinted_at >= WAITS
        return waited or self._acted

    def ask(self, now: float) -> Hint | None:
        """The next hint to the step that is next; None where none may be told."""
        self.now = now
        if not self.may_ask or self._judgement is None:
            return None
        found = hint(self.exercise, self._judgement, self._told.get(self._judgement.next or 0, 0))
        if found is not None:
            self._told[found.step] = self._told.get(found.step, 0) + 1
            self.hints += 1
            self._hinted_at, self._acted = now, False
            self._wrong.clear()
        return found

    def asked_why(self) -> None:
        """Varför was asked for a remedy in a fault-finding exercise, which is a hint there."""
        if self.exercise.faults is not None:
            self.hints += 1

    # --- the end ------------------------------------------------------------------------------

    def show(self) -> None:
        """The solution is shown."""
        self.was_shown = True

    def hand_in(self) -> bool:
        """Klar in a Prov; whether it is right."""
        self.handed_in = True
        return self.solved

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to do: all steps done, and in a Prov handed in."""
        if self._judgement is None:
            return False
        return self.handed_in if self.way is Way.EXAM else self._judgement.solved

    @property
    def solved(self) -> bool:
        """Whether it counts as solved."""
        judged = self._judgement is not None and self._judgement.solved
        handed_in = self.way is not Way.EXAM or self.handed_in
        return judged and handed_in and not self.was_shown

    @property
    def ended(self) -> Ended:
        """How it ended, or would if one stopped now."""
        return Ended(self.way, self.solved, self.hints)

    @property
    def took(self) -> float:
        """Seconds, all together."""
        return self.seconds + self.now - self._began

    # --- leaving and coming back --------------------------------------------------------------

    def kept(self) -> dict[str, Any]:
        """What is to be kept while one is away (``Notes.more``)."""
        return {
            "way": str(self.way), "seconds": round(self.took, 1), "hints": self.hints,
            "turns": self.turns, "shown": self.was_shown, "handed_in": self.handed_in,
            "told": {str(step): count for step, count in self._told.items()},
        }  # fmt: skip

    @classmethod
    def restored(cls, exercise: Exercise, kept: dict[str, Any], now: float) -> "Attempt | None":
        """Go on where one was; None where nothing that can be understood was kept."""
        try:
            made = cls(
                exercise, Way(kept["way"]), now, float(kept["seconds"]), int(kept["hints"]),
                int(kept["turns"]), bool(kept["shown"]), bool(kept["handed_in"]),
            )  # fmt: skip
            made._told = {int(step): int(count) for step, count in kept["told"].items()}
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return made
