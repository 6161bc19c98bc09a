"""A demonstration as it goes on: chapter by chapter, step by step, as quick as the room wants it.

Knows no page: what it shows it gives to a stage, which also has the program that it is played in.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final, Protocol

from asynja_tui.playing.scene import Mode, Scene
from asynja_tui.shell import Shell
from db.errors import BookError
from db.training.script.values import Script, Step
from screens.playing.player import Player, Stopped, Told
from screens.playing.still import stands_still
from screens.playing.today import today_of

SPEEDS: Final = (0.5, 1.0, 2.0, 4.0)
"""How quick it can be."""
ACT_TIME: Final = 0.9
"""Seconds that a key or a click is seen before it is done."""
_LEAST, _PER_CHARACTER = 1.2, 0.055
"""Seconds that a caption stands at least, and more for each of its characters."""


def reading_time(text: str) -> float:
    """Seconds in which a caption can be read."""
    return _LEAST + _PER_CHARACTER * len(text) if text else 0.0


class Stage(Protocol):
    """Where a demonstration is played."""

    async def begin(self, chapter: int) -> Shell:
        """Have the program stand as a chapter begins, in a book that nothing was done in.

        Args:
            chapter: which one, from 0; the task comes after the last.

        Raises:
            BookError: the book cannot be made.
            Stopped: it would go on from a chapter that cannot be played.
        """

    def played(self, chapter: int) -> None:
        """A chapter has been played to its end."""

    def show(self, scene: Scene) -> None:
        """Show this moment."""


class Pace:
    """How long something is waited for: until its time is over, or somebody says to go on.

    Attributes:
        speed: how many times as quick as it is written.
        paused: whether it waits for somebody, however long.
        steps: whether it goes on in spite of that, until the step that it is in is done.
        hurries: whether nothing is waited for at all.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self.paused = False
        self.steps = False
        self.hurries = False
        self._goes_on = False
        self._changed = asyncio.Event()

    def go_on(self) -> None:
        """Wait no longer."""
        self._goes_on = True
        self._changed.set()

    def pause(self) -> None:
        """Wait for somebody from now on."""
        self.paused, self.steps = True, False
        self._changed.set()

    def resume(self) -> None:
        """Go on by itself."""
        self.paused = self.steps = False
        self.go_on()

    async def rest(self, seconds: float) -> None:
        """Wait so long as the speed has it; while it is paused, until somebody goes on."""
        loop = asyncio.get_running_loop()
        began, self._goes_on = loop.time(), False
        while not (self._goes_on or self.hurries):
            self._changed.clear()
            waits = self.paused and not self.steps
            left = None if waits else began + seconds / self.speed - loop.time()
            if left is not None and left <= 0:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), left)

    def did(self, told: Told) -> None:
        """A key was pressed, or a thing clicked."""

    async def done(self) -> None:
        """A step has been done; whoever records it looks now."""

    async def answer(self) -> None:
        """Wait for whoever is asked."""
        self._goes_on = False
        while not self._goes_on:
            self._changed.clear()
            await self._changed.wait()


class Performance:
    """Plays a script on a stage.

    Args:
        script: what is played.
        stage: where.
        pace: how quick.
        waits: whether questions wait for an answer.
    """

    def __init__(
        self, script: Script, stage: Stage, pace: Pace | None = None, *, waits: bool = True
    ) -> None:
        self.script = script
        self.pace = pace or Pace()
        self.scene = Scene(script)
        self._stage = stage
        self._waits = waits
        self._task: asyncio.Task[None] | None = None
        self.over: Callable[[], None] | None = None

    # --- what the speaker does ----------------------------------------------------------------

    def begin(self, chapter: int = 0, step: int = 0) -> None:
        """Play from a step of a chapter; what is before it there is done without pauses."""
        self._cut()
        self._task = asyncio.create_task(self._play(chapter, step), name="demonstration")

    def turn_pause(self) -> None:
        """Stop at once, or go on."""
        if self.scene.mode is Mode.PLAYING:
            self.pace.pause()
            self._show(mode=Mode.PAUSED)
        elif self.scene.mode is Mode.PAUSED:
            self._show(mode=Mode.PLAYING)
            self.pace.resume()
        else:
            self.pace.go_on()

    def step(self) -> None:
        """Do the step to its end, and stop again; where something is asked, go on."""
        if self.scene.mode in (Mode.PLAYING, Mode.PAUSED):
            self.pace.pause()
            self.pace.steps = True
            self._show(mode=Mode.PAUSED)
        self.pace.go_on()

    def back(self) -> None:
        """Be where the step before began: the chapter's book anew, and played up to there."""
        self.pace.pause()
        chapter, step = self.scene.chapter, self.scene.step
        if step:
            self.begin(chapter, step - 1)
        elif chapter:
            self.begin(chapter - 1, len(self.script.chapters[chapter - 1].steps) - 1)
        else:
            self.begin()

    def turn_chapter(self, by: int) -> None:
        """Begin a chapter after or before; before is first the beginning of this one."""
        at = self.scene.chapter + by + (by < 0 < self.scene.step)
        self.begin(max(0, min(at, self._last)))

    def quicken(self, by: int) -> None:
        """Play quicker or slower."""
        at = min(range(len(SPEEDS)), key=lambda n: abs(SPEEDS[n] - self.pace.speed))
        self.pace.speed = SPEEDS[max(0, min(at + by, len(SPEEDS) - 1))]
        self._show()

    def take_over(self) -> None:
        """Leave the program to who looks on, as it is."""
        self._cut()
        task = self.scene.mode is Mode.TASK
        self.scene = self.scene.quiet()
        self._show(
            mode=Mode.TAKEN,
            text="" if task else "Nu är det din tur. Ctrl+G fortsätter med nästa kapitel.",
        )

    def hand_back(self) -> None:
        """Go on where the next chapter begins, in its own book."""
        self.pace.resume()
        self.begin(min(self.scene.chapter + 1, self._last))

    def finish_task(self) -> None:
        """The viewer has done it; the program stays in their hands."""
        self._show(text="Klart! Precis så. Esc avslutar, eller fortsätt på egen hand.")

    def end(self) -> None:
        """Play no more."""
        self._cut()

    @property
    def _last(self) -> int:
        """The last place one can begin at: the task, or the last chapter."""
        return len(self.script.chapters) - (self.script.task is None)

    def _cut(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # --- the play -----------------------------------------------------------------------------

    def _show(self, **more: object) -> None:
        self.scene = replace(self.scene, speed=self.pace.speed, **more)  # type: ignore[arg-type]
        self._stage.show(self.scene)

    async def see(self, told: Told) -> None:
        """A key or a click stands for a moment before it is done."""
        if not self.pace.hurries:
            self.scene = self.scene.told(told)
            self._show()
            await self.pace.rest(ACT_TIME)
            self.pace.did(told)

    async def run(self) -> str:
        """Play all of it; gives why it stopped, or nothing when it came to its end."""
        await self._play(0, 0)
        return self.scene.text if self.scene.mode is Mode.STOPPED else ""

    async def wait(self) -> None:
        """Until it is over, stops, or is cut off."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _play(self, chapter: int, step: int) -> None:
        try:
            for number in range(chapter, len(self.script.chapters)):
                await self._chapter(number, step if number == chapter else 0)
            await self._close()
        except Stopped as stopped:
            self._show(mode=Mode.STOPPED, text=self._where(str(stopped)))
        except BookError as error:
            self._show(mode=Mode.STOPPED, text=self._where(error.text))

    def _where(self, why: str) -> str:
        return f"Kapitel {self.scene.chapter + 1}, steg {self.scene.step + 1}: {why}"

    async def _chapter(self, number: int, first: int) -> None:
        """A chapter from one of its steps; the ones before are done at once."""
        chapter = self.script.chapters[number]
        self.scene = self.scene.quiet()
        self._show(chapter=number, step=0, text=chapter.title, mode=self._mode)
        program = await self._stage.begin(number)
        with program._context():
            await stands_still(program)
            player = Player(program, today_of(program.session.book), self)
            for n, step in enumerate(chapter.steps):
                self.pace.hurries = n < first
                self.scene = replace(self.scene, step=n)
                program.clear_notifications()  # they stood while what they tell of could be seen
                await self._step(player, step)
            self.pace.hurries = False
            self._stage.played(number)

    @property
    def _mode(self) -> Mode:
        return Mode.PAUSED if self.pace.paused else Mode.PLAYING

    async def _step(self, player: Player, step: Step) -> None:
        if self.pace.hurries:
            self.scene = replace(self.scene, text=step.caption or self.scene.text)
            await player.play(step.acts)
            return
        self.pace.steps = False
        self.scene = self.scene.quiet()
        self._show(text=step.caption or self.scene.text, mode=self._mode)
        await self.pace.rest(reading_time(step.caption))
        await player.play(step.acts)
        self.scene = self.scene.quiet()
        self._show()
        await self.pace.done()
        if step.question:
            await self._ask(step)

    async def _ask(self, step: Step) -> None:
        self._show(text=step.question, mode=Mode.ASKING)
        await self._answered(step.question)
        if step.answer:
            self._show(text=step.answer, mode=Mode.ANSWERED)
            await self._answered(step.answer)
        self._show(mode=self._mode)

    async def _answered(self, text: str) -> None:
        if self._waits:
            await self.pace.answer()
        else:
            await self.pace.rest(reading_time(text))

    async def _close(self) -> None:
        """The same task once more, with other values, in the viewer's hands."""
        task = self.script.task
        if task is not None:
            self._show(chapter=len(self.script.chapters), step=0, text=task.text)
            await self._stage.begin(len(self.script.chapters))
            self._show(mode=Mode.TASK, text=task.text)
        else:
            self._show(mode=Mode.OVER, text="Visningen är slut.")
        if self.over is not None:
            self.over()
