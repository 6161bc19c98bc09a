"""What who looks on is told of a demonstration at a moment: where it is, and what happens."""

from dataclasses import dataclass, replace
from enum import StrEnum

from textual.geometry import Region

from db.training.script.values import Script
from screens.playing.player import Told


class Mode(StrEnum):
    """What the demonstration does."""

    PLAYING = "playing"
    PAUSED = "paused"
    ASKING = "asking"
    ANSWERED = "answered"
    TAKEN = "taken"
    TASK = "task"
    STOPPED = "stopped"
    OVER = "over"


MODE_WORDS = {
    Mode.PLAYING: "spelar",
    Mode.PAUSED: "paus",
    Mode.ASKING: "fråga",
    Mode.ANSWERED: "svar",
    Mode.TAKEN: "din tur",
    Mode.TASK: "din uppgift",
    Mode.STOPPED: "stannade",
    Mode.OVER: "slut",
}
"""As the caption tells them."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment.

    Attributes:
        script: what is played.
        mode: what it does now.
        chapter: which chapter, from 0; as many as there are at the task.
        step: which step of it is next or under way, from 0.
        speed: how many times as quick as it is written.
        text: what is said.
        key: the key that is pressed, or empty.
        label: the command's name, or empty.
        region: the cells that are acted on, or None.
    """

    script: Script
    mode: Mode = Mode.PAUSED
    chapter: int = 0
    step: int = 0
    speed: float = 1.0
    text: str = ""
    key: str = ""
    label: str = ""
    region: Region | None = None

    @property
    def place(self) -> str:
        """Which chapter of how many, and its title."""
        chapters = self.script.chapters
        if self.chapter >= len(chapters):
            return "Din uppgift" if self.script.task else self.script.title
        return f"{self.chapter + 1}/{len(chapters)} {chapters[self.chapter].title}"

    @property
    def act(self) -> str:
        """The key and the command's name, or what is clicked."""
        return " ".join(filter(None, (self.key, self.label)))

    def told(self, told: Told) -> "Scene":
        """The same, while something is done."""
        key = told.key or ("Klick" if told.clicks else "")
        return replace(self, key=key, label=told.label, region=told.region)

    def quiet(self) -> "Scene":
        """The same, while nothing is done."""
        return replace(self, key="", label="", region=None)
