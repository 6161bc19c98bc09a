"""Plays acts in the real program without a screen: the solution of an exercise, a demonstration."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from asynja_tui.playing.running import SMALL, running
from asynja_tui.shell import Shell
from db.book import Book
from db.setup import clinics
from db.training.script.values import Act
from db.values import Actor, Role
from screens.playing.player import Player, Stopped
from screens.playing.today import today_of
from screens.session import Prefs, Session


class Played(NamedTuple):
    """How far a play came.

    Attributes:
        steps: how many steps were played whole.
        failure: why the next one could not be, in Swedish; empty when all were played.
    """

    steps: int
    failure: str = ""


def play(
    steps: Sequence[Sequence[Act]],
    book_path: Path,
    size: tuple[int, int] = SMALL,
    *,
    role: Role = Role.SCHEDULER,
    unit: str = "",
    page: str = "",
    argument: str = "",
    after: Callable[[int], object] | None = None,
) -> Played:
    """Play steps in a book; stops at the first that cannot be played.

    Args:
        steps: the acts of each step.
        book_path: an existing book, which is changed.
        size: the cells of the screen that nobody sees.
        role: as whom one acts.
        unit: the unit's name; the first one when empty.
        page: the page that is open to begin with; the start page when empty.
        argument: what that page shows.
        after: told the number of each step, from 1, when it has been played.

    Raises:
        BookError: the book cannot be opened, or has no such unit.
    """
    return asyncio.run(
        play_here(
            steps, book_path, size, role=role, unit=unit, page=page, argument=argument, after=after
        )
    )


async def play_here(
    steps: Sequence[Sequence[Act]],
    book_path: Path,
    size: tuple[int, int] = SMALL,
    *,
    role: Role = Role.SCHEDULER,
    unit: str = "",
    page: str = "",
    argument: str = "",
    after: Callable[[int], object] | None = None,
) -> Played:
    """As ``play``, in a loop that runs already."""
    with Book.open(book_path) as book:
        clinic = clinics.find(book, unit)
        today = today_of(book)
        shell = Shell(
            Session(book, Actor(role), clinic.id, Prefs(files=book_path.parent)), page, argument
        )
        async with running(shell, size) as program:
            player = Player(program, today)
            for number, acts in enumerate(steps, 1):
                try:
                    await player.play(acts)
                except Stopped as stopped:
                    return Played(number - 1, str(stopped))
                if after is not None:
                    after(number)
    return Played(len(steps))
