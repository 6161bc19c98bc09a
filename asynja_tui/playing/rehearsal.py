"""A demonstration played to its end without a screen and without waiting, to see that it can be."""

import tempfile
from contextlib import AsyncExitStack
from math import inf
from pathlib import Path
from typing import NamedTuple

from asynja_tui.playing.chapter_books import ChapterBooks
from asynja_tui.playing.inner import session_of
from asynja_tui.playing.performance import Pace, Performance
from asynja_tui.playing.running import SMALL, running
from asynja_tui.playing.scene import Mode, Scene
from asynja_tui.shell import Shell
from db.training.script.goals import unmet
from db.training.script.values import Script, Task
from screens.playing.player import Player, Stopped
from screens.playing.still import stands_still
from screens.playing.today import today_of
from screens.session import Prefs


class Rehearsed(NamedTuple):
    """How far a demonstration came.

    Attributes:
        chapters: how many were begun.
        steps: how many steps were done.
        failure: why it stopped, in Swedish; empty when it came to its end.
    """

    chapters: int
    steps: int
    failure: str = ""


class Rehearsal:
    """A stage that nobody sees."""

    def __init__(
        self,
        script: Script,
        folder: Path,
        worlds: Path,
        size: tuple[int, int],
        stack: AsyncExitStack,
    ) -> None:
        self._script = script
        self._books = ChapterBooks(script, folder, worlds)
        self._size = size
        self._stack = stack
        self._shell: Shell | None = None
        self.chapters = 0
        self.done: set[tuple[int, int]] = set()

    async def begin(self, chapter: int) -> Shell:
        """The program, on a fresh book of a chapter."""
        beginning = self._script.beginning(chapter)
        session = session_of(await self._books.fresh(chapter), beginning, Prefs())
        self.chapters += 1
        if self._shell is None:
            shell = Shell(session, beginning.page)
            self._shell = await self._stack.enter_async_context(running(shell, self._size))
        else:
            await self._shell.begin_at(session, beginning.page)
        return self._shell

    def played(self, chapter: int) -> None:
        """The next chapter may go on from here."""
        if self._shell is not None:
            self._books.played(chapter, self._shell.session.book)

    async def solve(self, task: Task) -> str:
        """Do the task in its own way; gives why that cannot be, or nothing."""
        shell = await self.begin(len(self._script.chapters))
        book, unit = shell.session.book, task.beginning.unit
        if task.goal and not unmet(book, unit, task.goal):
            return "Uppgiften är gjord redan när den börjar."
        with shell._context():
            await stands_still(shell)
            try:
                await Player(shell, today_of(book)).play(task.solution)
            except Stopped as stopped:
                return f"Uppgiften: {stopped}"
        why = unmet(book, unit, task.goal)
        return f"Uppgiften är inte gjord med sin egen lösning: {why}" if why else ""

    def show(self, scene: Scene) -> None:
        """Nobody looks; only how far it came is noted."""
        if scene.mode is not Mode.STOPPED:
            self.done.add((scene.chapter, scene.step))


async def rehearse(script: Script, worlds: Path, size: tuple[int, int] = SMALL) -> Rehearsed:
    """Play all of a demonstration, and the task that it ends with.

    Args:
        script: what is played.
        worlds: where the copies of worlds are kept.
        size: the cells of the screen that nobody sees.
    """
    with tempfile.TemporaryDirectory(prefix="asynja-tui-demo.") as folder:
        async with AsyncExitStack() as stack:
            stage = Rehearsal(script, Path(folder), worlds, size, stack)
            failure = await Performance(script, stage, Pace(inf), waits=False).run()
            if not failure and script.task is not None:
                failure = await stage.solve(script.task)
            chapters = min(stage.chapters, len(script.chapters))
            steps = sum(chapter < len(script.chapters) for chapter, _ in stage.done)
    return Rehearsed(chapters, steps, failure)
