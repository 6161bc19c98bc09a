"""Where training keeps its files, and what of the program above the screens it needs."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from db.training.exercise.values import Exercise
from screens.session import Session


class Folders(NamedTuple):
    """Where the files are.

    Attributes:
        book: the exercise's own book, by its name.
        kept: prepared copies.
        courses: the user's own courses.
        progress: the file of what one has done.
        play: plays the first steps of an exercise's solution in its book, where nobody looks.
    """

    book: Callable[[str], Path]
    kept: Path
    courses: Path
    progress: Path
    play: Callable[[Exercise, Path, int], Awaitable[str]]


class Host(Protocol):
    """The program, as training needs it."""

    session: Session
    above: Any

    async def go_on_with(self, session: Session, page: str = "", argument: str = "") -> None:
        """Go on with another book, on a fresh start page with this page above it."""

    def show_above(self, make: Any) -> None:  # noqa: ANN401 - screens.beside.part.PartOf
        """Have this part above the mirror on every page."""
