"""The lines below a demonstration: where it is, what is pressed, and what is said of it."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

from asynja_tui.playing.scene import MODE_WORDS, Mode, Scene
from widgets.line import cut, wrap
from widgets.part_line import Part, PartLine

TEXT_LINES: Final = 2


class Caption(PartLine):
    """Says what goes on; keys and clicks with the command's name, never what is typed."""

    LINE = "caption"
    KINDS = ("place", "mode", "key", "text", "question")
    DEFAULT_CSS = """
    Caption {
        height: 3;
        background: $panel;
        color: $foreground;
        .caption--place { color: $frame-title; text-style: bold; }
        .caption--mode { color: $foreground-quiet; }
        .caption--key { background: $attention; color: $surface; text-style: bold; }
        .caption--text { text-style: bold; }
        .caption--question { color: $attention; text-style: bold; }
    }
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene

    def show(self, scene: Scene) -> None:
        """Say this from now on."""
        if scene != self.scene:
            self.scene = scene
            self.refresh()

    def parts(self, y: int) -> Iterator[Part]:
        """The line of the place, and those of the text."""
        width = self.size.width
        yield from self._place(width) if y == 0 else self._text(y - 1, width)

    def _place(self, width: int) -> Iterator[Part]:
        scene = self.scene
        act = f" {scene.act} " if scene.act else ""
        speed = "" if scene.speed == 1 else f" {scene.speed:g}×".replace(".", ",")
        mode = f"  {MODE_WORDS[scene.mode]}{speed}"
        room = max(0, width - cell_len(act) - cell_len(mode) - 2)
        place = cut(f" {scene.place}", room)
        yield Part("place", place)
        yield Part("mode", mode)
        yield Part("", " " * max(0, width - cell_len(place) - cell_len(mode) - cell_len(act)))
        yield Part("key", act)

    def _text(self, line: int, width: int) -> Iterator[Part]:
        scene = self.scene
        asks = scene.mode in (Mode.ASKING, Mode.TASK)
        lines = wrap(scene.text, max(1, width - 2))
        if len(lines) > TEXT_LINES:
            lines = [*lines[: TEXT_LINES - 1], cut(" ".join(lines[TEXT_LINES - 1 :]), width - 2)]
        if line < len(lines):
            yield Part("question" if asks else "text", f" {lines[line]}")
