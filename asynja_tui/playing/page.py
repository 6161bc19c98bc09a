"""The page that a demonstration is given on: the program inside, the caption, and the keys."""

import shutil
import tempfile
from pathlib import Path
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from asynja_tui.playing.caption import Caption
from asynja_tui.playing.chapter_books import ChapterBooks
from asynja_tui.playing.inner import InnerShell, InnerView, session_of
from asynja_tui.playing.performance import Pace, Performance
from asynja_tui.playing.scene import Mode, Scene
from asynja_tui.playing.speaker import Signal, place_of
from asynja_tui.shell import Shell
from db.training.script.goals import unmet
from db.training.script.values import Script
from screens.base import BookScreen
from screens.commands import Command, holds
from screens.session import Session

_LOOK: Final = 0.5
"""Seconds between two looks at whether the task is done."""
_WATCHING: Final = holds("is_watching")


class Shown(Message):
    """Another moment is to be shown; told by whoever plays, drawn by the page."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene


class DemoPage(BookScreen):
    """Plays a demonstration in a book of its own, beside the one that is open.

    Args:
        session: the open one; nothing is done in its book.
        script: what is played.
        worlds: where the copies of worlds are kept.
        pace: how quick.
        waits: whether questions wait for an answer.
        alone: whether the program was opened for it, and ends with it.
        signal: tells the speaker's view where it is; None where nobody follows.
    """

    PAGE_NAME = "Demonstration"
    HELP = (
        "Visningen spelas i en egen bok; din egen rörs inte. Det som trycks och klickas står till"
        " höger ovanför texten. Tangenter som inte står här gör ingenting, så publiken kan inte"
        " störa.\n"
        "Ctrl+G låter dig ta över och göra vad du vill i boken. Ctrl+G en gång till fortsätter med"
        " nästa kapitel, i dess egen bok."
    )
    PAGE_COMMANDS = (
        Command("turn_pause", "Paus", "Stannar, eller går vidare; svarar på en fråga.",
                key="space,enter", when=_WATCHING, context=False),
        Command("step", "Stega", "Gör steget färdigt och stannar.", key="right",
                when=_WATCHING, context=False),
        Command("back", "Tillbaka", "Går tillbaka ett steg.", key="left",
                when=_WATCHING, context=False),
        Command("chapter(1)", "Nästa kapitel", "Börjar på nästa kapitel.", key="pagedown",
                footer=False, when=_WATCHING, context=False),
        Command("chapter(-1)", "Förra kapitlet", "Börjar om kapitlet, eller på det förra.",
                key="pageup", footer=False, when=_WATCHING, context=False),
        Command("quicken(1)", "Fortare", "Spelar fortare.", key="plus",
                footer=False, when=_WATCHING, context=False),
        Command("quicken(-1)", "Långsammare", "Spelar långsammare.", key="minus",
                footer=False, when=_WATCHING, context=False),
        Command("turn_hands", "Ta över",
                "Låter dig göra vad du vill i boken, och fortsätter sedan med nästa kapitel.",
                key="ctrl+g", context=False, priority=True),
    )  # fmt: skip
    DEFAULT_CSS = """
    DemoPage InnerView.page { margin: 0; }
    DemoPage Caption.page { dock: bottom; margin: 0 0 1 0; }
    """

    def __init__(
        self, session: Session, script: Script, worlds: Path, pace: Pace | None = None,
        *, waits: bool = True, alone: bool = False, signal: Signal | None = None,
    ) -> None:  # fmt: skip
        super().__init__(session)
        self.folder = Path(tempfile.mkdtemp(prefix="asynja-tui-demo."))
        self.books = ChapterBooks(script, self.folder, worlds)
        self.performance = Performance(script, self, pace, waits=waits)
        self.caption = Caption(self.performance.scene)
        self.view: InnerView | None = None
        self._alone = alone
        self._signal = signal
        self._looked_at: tuple[int, int] | None = None

    # --- the stage ----------------------------------------------------------------------------

    async def begin(self, chapter: int) -> Shell:
        """The program inside, on a fresh book of a chapter."""
        beginning = self.performance.script.beginning(chapter)
        path = await self.books.fresh(chapter)
        session = session_of(path, beginning, self.session.prefs)
        if self.view is None:
            shell = InnerShell(session, beginning.page)
            shell.play(True)
            self.view = InnerView(shell)
            self.post_message(Shown(self.performance.scene))
            await self.view.started.wait()
        else:
            await self.view.shell.begin_at(session, beginning.page)
        return self.view.shell

    def played(self, chapter: int) -> None:
        """The next chapter may go on from here."""
        if self.view is not None:
            self.books.played(chapter, self.view.shell.session.book)

    def show(self, scene: Scene) -> None:
        """Another moment; drawn by the page itself."""
        if self._signal is not None:
            self._signal.tell(place_of(scene))
        self.post_message(Shown(scene))

    def on_shown(self, message: Shown) -> None:
        """Draw the moment."""
        message.stop()
        scene = message.scene
        self.caption.show(scene)
        if self.view is not None:
            if not self.view.is_attached:
                self.view.add_class("page")
                self.mount(self.view, before=self.caption)
            self.view.mark(scene.region)
        self._let_through(scene.mode)

    def _let_through(self, mode: Mode) -> None:
        if self.view is None:
            return
        lets = mode in (Mode.TAKEN, Mode.TASK)
        if lets is not self.view.lets_through:
            self.view.lets_through = lets
            self.view.shell.play(not lets)
            self.set_focus(self.view if lets else None)
            self.refresh_bindings()

    @property
    def is_watching(self) -> bool:
        """Whether the demonstration has the keys, and not who looks on."""
        return self.view is None or not self.view.lets_through

    # --- the page -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The caption; the program inside comes when its book is made."""
        self.caption.add_class("page")
        yield self.caption

    def draw_title(self) -> None:
        """The program inside has a title of its own."""

    def bars(self) -> tuple[Widget, ...]:
        """The keys; the menus are those of the program inside."""
        from widgets.bars.key_bar import KeyBar

        return (KeyBar(),)

    def on_mount(self, event: events.Mount) -> None:
        """Begin."""
        self.performance.begin()
        self.set_interval(_LOOK, self._look_at_task)

    def _look_at_task(self) -> None:
        """Say so when the viewer has done the task."""
        task, view = self.performance.script.task, self.view
        if self.performance.scene.mode is not Mode.TASK or task is None or view is None:
            return
        book = view.shell.session.book
        changes = book.changes()
        if task.goal and changes != self._looked_at:
            self._looked_at = changes
            if not unmet(book, task.beginning.unit, task.goal):
                self.performance.finish_task()

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        self.performance.end()
        if self._signal is not None:
            self._signal.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def can_close(self) -> bool:
        """It can always be left."""
        return True

    def close(self) -> None:
        """Go back, or end with it."""
        if self._alone:
            self.app.exit()
        else:
            super().close()

    def press_letter(self, letter: str) -> bool:
        """Alt and a letter goes where the other keys go."""
        if self.view is not None and self.view.lets_through:
            self.view.pass_on(f"alt+{letter}")
            return True
        return False

    # --- what the keys do ---------------------------------------------------------------------

    def action_turn_pause(self) -> None:
        """Stop, or go on."""
        self.performance.turn_pause()

    def action_step(self) -> None:
        """Do the step, and stop."""
        self.performance.step()

    def action_back(self) -> None:
        """Back a step."""
        self.performance.back()

    def action_chapter(self, by: int) -> None:
        """Another chapter."""
        self.performance.turn_chapter(by)

    def action_quicken(self, by: int) -> None:
        """Quicker or slower."""
        self.performance.quicken(by)

    def action_turn_hands(self) -> None:
        """Take over, or hand back."""
        if self.is_watching:
            self.performance.take_over()
        else:
            self.performance.hand_back()
