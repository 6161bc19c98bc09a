"""The speaker's view, in a window that the room does not see: now, next, and what to say.

The demonstration tells where it is in a small file; the view looks at it several times a second.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from asynja_tui.playing.scene import MODE_WORDS, Mode, Scene
from db.training.script.values import Script, Step
from screens.base import BookScreen
from screens.session import Session
from widgets.line_view import Line, LineView, Part, paragraph

_LOOK: Final = 0.2
"""Seconds between two looks."""
_MOST_READ: Final = 4_096


class Place(NamedTuple):
    """Where a demonstration is.

    Attributes:
        chapter, step: from 0; the task comes after the last chapter.
        mode: what it does.
        speed: how many times as quick as it is written.
    """

    chapter: int = 0
    step: int = 0
    mode: Mode = Mode.PAUSED
    speed: float = 1.0


def place_of(scene: Scene) -> Place:
    """Where a scene is."""
    return Place(scene.chapter, scene.step, scene.mode, scene.speed)


class Signal:
    """The file in which a demonstration tells where it is.

    Args:
        folder: where it lies.
        name: the demonstration's name.
    """

    def __init__(self, folder: Path, name: str) -> None:
        plain = "".join(one if one.isalnum() or one in "-_" else "_" for one in name)
        self.path = folder / f"{plain}.json"
        self._told: Place | None = None

    def tell(self, place: Place) -> None:
        """Say where it is; whoever reads sees the former or this, never a part of it."""
        if place == self._told:
            return
        self._told = place
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        with suppress(OSError):  # without it only the speaker's view stands still
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_text(json.dumps(place._asdict()), encoding="utf-8")
            draft.replace(self.path)

    def read(self) -> Place | None:
        """Where it is; None when it does not go on, or the file cannot be read."""
        try:
            told: dict[str, Any] = json.loads(self.path.read_text("utf-8")[:_MOST_READ])
            return Place(
                int(told["chapter"]), int(told["step"]), Mode(told["mode"]), float(told["speed"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def end(self) -> None:
        """It does not go on any longer."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def lines(script: Script, place: Place | None, width: int) -> Iterator[Line]:
    """What the speaker reads."""
    yield from paragraph(script.title, width, "heading")
    yield Line()
    if place is None:
        said = (
            f"Visningen pågår inte. Starta den i ett annat fönster: asynja-tui demo {script.name}"
        )
        yield from paragraph(said, width)
        return
    speed = "" if place.speed == 1 else f", {place.speed:g}×".replace(".", ",")
    yield Line((Part(f"{MODE_WORDS[place.mode].capitalize()}{speed}", "attention"),))
    yield Line()
    if place.chapter >= len(script.chapters):
        yield from _task(script, width)
        return
    chapter = script.chapters[place.chapter]
    at = min(place.step, len(chapter.steps) - 1)
    step = chapter.steps[at]
    number = f"Kapitel {place.chapter + 1} av {len(script.chapters)}: {chapter.title}"
    yield from paragraph(f"{number} · steg {at + 1} av {len(chapter.steps)}", width, "strong")
    yield Line()
    yield from _told("Nu", step, width)
    yield from _named("Anteckning", step.note, width)
    yield from _named("Fråga", step.question, width)
    yield from _named("Svar", step.answer, width)
    yield Line()
    after = _after(script, place.chapter, at)
    if after is None:
        yield from _named("Härnäst", script.task.text if script.task else "Slut.", width)
    else:
        yield from _told("Härnäst", after, width)


def _task(script: Script, width: int) -> Iterator[Line]:
    if script.task is None:
        yield from paragraph("Visningen är slut.", width)
    else:
        yield from _named("Uppgift", script.task.text, width)


def _after(script: Script, chapter: int, step: int) -> Step | None:
    steps = script.chapters[chapter].steps
    if step + 1 < len(steps):
        return steps[step + 1]
    return script.chapters[chapter + 1].steps[0] if chapter + 1 < len(script.chapters) else None


def _told(name: str, step: Step, width: int) -> Iterator[Line]:
    return _named(name, step.caption or step.question or "(utan text)", width)


def _named(name: str, text: str, width: int) -> Iterator[Line]:
    if text:
        yield from paragraph(f"{name}: {text}", width, rest="   ")


class SpeakerPage(BookScreen):
    """Follows a demonstration that is given in another window.

    Args:
        session: the open book; nothing of it shows.
        script: the demonstration.
        signal: where it tells where it is.
    """

    PAGE_NAME = "Talarvyn"
    HELP = (
        "Vyn följer visningen i det andra fönstret, också när den står still. Den visar texten"
        " som publiken ser, vad som kommer härnäst och dina anteckningar."
    )
    DEFAULT_CSS = "SpeakerPage LineView { padding: 1 2; }"

    def __init__(self, session: Session, script: Script, signal: Signal) -> None:
        super().__init__(session)
        self._script, self._signal = script, signal
        self._place: Place | None = None
        self.view = LineView(lambda width: tuple(lines(script, self._place, width)))

    def body(self) -> ComposeResult:
        """What the speaker reads."""
        yield self.view

    def on_mount(self, event: events.Mount) -> None:
        """Begin to follow."""
        self.follow()
        self.set_interval(_LOOK, self.follow)

    def follow(self) -> None:
        """Look where the demonstration is."""
        place = self._signal.read()
        if place != self._place:
            self._place = place
            self.view.lay_out()

    def draw_title(self) -> None:
        """The book does not matter here."""

    def bars(self) -> tuple[Widget, ...]:
        """The keys alone."""
        from widgets.bars.key_bar import KeyBar

        return (KeyBar(),)

    @property
    def can_close(self) -> bool:
        """It can always be left."""
        return True

    def close(self) -> None:
        """The program was opened for it, and ends with it."""
        self.app.exit()
