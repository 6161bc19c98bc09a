"""Where training keeps its files, and how a solution's steps are played where nobody looks."""

from pathlib import Path

from asynja_tui.cli import place
from db.training.exercise.values import Exercise
from screens.training.folders import Folders


def folders() -> Folders:
    """The user's own."""
    return Folders(
        place.exercise_book, place.exercises_folder(), place.own_courses(), place.progress_file(),
        _play,
    )  # fmt: skip


async def _play(exercise: Exercise, path: Path, count: int) -> str:
    from asynja_tui.playing.headless import play_here

    begin = exercise.begin
    played = await play_here(
        exercise.solution[:count], path, role=begin.role, unit=begin.unit, page=begin.page
    )
    return played.failure
