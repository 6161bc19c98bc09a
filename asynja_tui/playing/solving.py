"""Plays an exercise's solution in the real program, and names what its texts name."""

from collections.abc import Callable
from pathlib import Path

from asynja_tui.playing.headless import play
from asynja_tui.playing.running import SMALL
from db.training.exercise.values import Exercise


def play_solution(
    exercise: Exercise,
    path: Path,
    after: Callable[[int], object],
    size: tuple[int, int] = SMALL,
) -> str:
    """Play it; gives why it stopped, in Swedish, and nothing when all was played."""
    begin = exercise.begin
    played = play(
        exercise.solution, path, size, role=begin.role, unit=begin.unit, page=begin.page,
        argument=begin.argument, after=after,
    )  # fmt: skip
    return played.failure
