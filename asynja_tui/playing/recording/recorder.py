"""Recording a demonstration: played where nobody waits, with the times that its script gives it.

Two recordings of the same script are alike to the byte: the books in it stand still, its times are
those of its captions and acts, and there is one frame for each moment that somebody would look at.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from asynja_tui.playing.page import DemoPage
from asynja_tui.playing.performance import Pace
from asynja_tui.playing.recording import cast, gallery, subtitles
from asynja_tui.playing.recording.cast import INPUT, MARKER, OUTPUT, Event
from asynja_tui.playing.recording.frames import CLEAR, Frame, difference, frame_of
from asynja_tui.playing.recording.gallery import Picture
from asynja_tui.playing.recording.subtitles import Cue
from asynja_tui.playing.running import running
from asynja_tui.playing.scene import Mode, Scene
from asynja_tui.shell import Shell
from db.errors import Unreadable
from db.training.script.values import Script
from screens.playing.hand import character_of
from screens.playing.player import Told
from screens.playing.still import stands_still
from screens.session import Session
from widgets.forms.plain_area import PlainArea
from widgets.forms.text_input import TextInput

_BETWEEN: Final = 0.03
"""Seconds between two looks that are to be alike: more than a frame."""
_MOST_LOOKS: Final = 50
_END: Final = 3.0
"""Seconds that the last frame stands."""


@dataclass
class Recording:
    """What was recorded.

    Attributes:
        script: of what.
        size: columns and lines.
        events: what happened, for an asciicast.
        cues: the captions.
        pictures: one for each step, with what it looked like as SVG.
        failure: why it stopped, in Swedish; empty when it came to its end.
    """

    script: Script
    size: tuple[int, int]
    events: list[Event] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    pictures: list[tuple[Picture, str]] = field(default_factory=list)
    failure: str = ""

    def write_cast(self, path: Path, version: int = 3) -> Path:
        """Write the recording, and its captions beside it; gives the captions' file."""
        _write(path, cast.lines(self.events, self.size, self.script.title, version))
        beside = path.with_suffix(".vtt")
        _write(beside, subtitles.lines(self.cues))
        return beside

    def write_page(self, folder: Path) -> Path:
        """Write the pictures and the page that shows them; gives the page's file."""
        folder.mkdir(parents=True, exist_ok=True)
        for picture, drawn in self.pictures:
            _write(folder / picture.file, [drawn])
        page = folder / f"{self.script.name}.md"
        _write(page, gallery.lines(self.script, [picture for picture, _ in self.pictures]))
        return page


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise Unreadable("unreadable", f"{path} går inte att skriva.") from error


class Recorder(Pace):
    """Waits for nothing, and writes down what would be seen meanwhile.

    Args:
        script: what is recorded.
        size: columns and lines of the screen.
        speed: how many times as quick as it is written.
        pictures: whether each step is drawn, too.
    """

    def __init__(
        self, script: Script, size: tuple[int, int], speed: float = 1.0, *, pictures: bool = False
    ) -> None:
        super().__init__(speed or 1.0)
        self.recording = Recording(script, size)
        self.page: DemoPage | None = None
        self.around: Shell | None = None
        """The program that the page stands in: to who plays, the program is the one inside."""
        self._draws = pictures
        self._time = 0.0
        self._frame: Frame = ()
        self._chapter = -1
        self._cue: Cue | None = None
        self._acts: list[str] = []

    # --- what is waited for -------------------------------------------------------------------

    async def rest(self, seconds: float) -> None:
        """Look, and let so much time pass in the recording."""
        if not self.hurries:
            await self._look()
            self._time += seconds / self.speed

    async def answer(self) -> None:
        """Nobody is there to answer."""

    def did(self, told: Told) -> None:
        """A key is an event of its own; words that are typed are not."""
        if told.pressed:
            self._add(INPUT, typed(told.pressed))
        said = " ".join(filter(None, (told.key, told.label)))
        if said:
            self._acts.append(said)

    async def done(self) -> None:
        """What the step did, and the picture of it."""
        await self._look()
        page, around = self.page, self.around
        if self._draws and page is not None and around is not None:
            scene = page.performance.scene
            file = f"{scene.script.name}-{scene.chapter + 1}-{scene.step + 1}.svg"
            picture = Picture(scene.chapter, scene.step, file, tuple(self._acts))
            title = scene.script.chapters[scene.chapter].title
            with around._context():
                drawn = around.export_screenshot(title=title)
            self.recording.pictures.append((picture, drawn))
        self._acts.clear()

    async def finish(self) -> Recording:
        """The last frame, and all of it."""
        await self._look()
        self._time += _END
        self._add(OUTPUT, "")
        self._say("")
        page = self.page
        if page is not None and page.performance.scene.mode is Mode.STOPPED:
            self.recording.failure = page.performance.scene.text
        return self.recording

    # --- what is written down -----------------------------------------------------------------

    async def _look(self) -> None:
        """One frame, once both programs stand still."""
        page, around = self.page, self.around
        if page is None or page.view is None or around is None:
            return
        shell, scene = page.view.shell, page.performance.scene
        now = await self._settled(shell, around)
        if scene.chapter != self._chapter:
            self._chapter = scene.chapter
            self._add(MARKER, _chapter_title(scene))
        drawn = difference(self._frame, now)
        if drawn:
            self._add(OUTPUT, drawn if self._frame else CLEAR + drawn)
        self._frame = now
        self._say(scene.text)

    async def _settled(self, shell: Shell, around: Shell) -> Frame:
        """The frame that is followed by no other, however busy the computer is."""
        seen: Frame = ()
        for _ in range(_MOST_LOOKS):
            await stands_still(shell)
            _still_cursor(shell)
            await stands_still(shell)
            with around._context():
                now = frame_of(around)
            if now == seen:
                break
            seen = now
            await asyncio.sleep(_BETWEEN)
        return seen

    def _add(self, kind: str, data: str) -> None:
        self.recording.events.append(Event(self._time, kind, data))

    def _say(self, text: str) -> None:
        """Another caption stands from now on, or none."""
        cue = self._cue
        if cue is not None and cue.text == text:
            return
        if cue is not None and cue.text and cue.begins < self._time:
            self.recording.cues.append(cue._replace(ends=self._time))
        self._cue = Cue(self._time, self._time, text)


def _still_cursor(shell: Shell) -> None:
    """A cursor that blinks is in another state each time."""
    with shell._context():
        if isinstance(shell.focused, TextInput | PlainArea):
            shell.focused.cursor_blink = False


def _chapter_title(scene: Scene) -> str:
    chapters = scene.script.chapters
    return chapters[scene.chapter].title if scene.chapter < len(chapters) else "Din uppgift"


_SEQUENCES: Final = {
    str(keys[0].value): sequence
    for sequence, keys in reversed(list(ANSI_SEQUENCES_KEYS.items()))
    if isinstance(keys, tuple) and keys
}


def typed(key: str) -> str:
    """What a terminal sends when a key is pressed."""
    if len(key) == 1:
        return key
    return _SEQUENCES.get(key) or character_of(key) or key


async def record(
    script: Script,
    session: Session,
    worlds: Path,
    size: tuple[int, int],
    speed: float = 1.0,
    *,
    pictures: bool = False,
) -> Recording:
    """Record a demonstration.

    Args:
        script: what is played.
        session: for the program around it; nothing is done in its book.
        worlds: where the copies of worlds are kept.
        size: columns and lines.
        speed: how many times as quick as it is written; 0 is as it is written.
        pictures: whether each step is drawn, too.
    """
    recorder = Recorder(script, size, speed, pictures=pictures)

    def opens(session: Session) -> DemoPage:
        recorder.page = DemoPage(session, script, worlds, recorder, waits=False)
        return recorder.page

    recorder.around = Shell(session, opens=opens)
    async with running(recorder.around, size):
        if recorder.page is not None:
            await recorder.page.performance.wait()
        return await recorder.finish()
