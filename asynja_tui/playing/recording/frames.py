"""A screen as the characters that draw it in a terminal: all of it, or what is new in it."""

from typing import Final

from rich.color import ColorSystem
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from screens.playing.finding.find import strips_of

CLEAR: Final = "\x1b[?25l\x1b[2J"
_TO_LINE: Final = "\x1b[{};1H"

Frame = tuple[str, ...]
"""The lines of a screen, each with its colours."""


def frame_of(app: App[None]) -> Frame:
    """What stands on the screen of a program now."""
    return tuple(map(_line, strips_of(app)))


def _line(strip: Strip) -> str:
    return "".join(
        (part.style or Style.null()).render(part.text, color_system=ColorSystem.TRUECOLOR)
        for part in strip
        if not part.control
    )


def difference(before: Frame, now: Frame) -> str:
    """What makes one screen of another; empty where they are alike."""
    return "".join(
        _TO_LINE.format(n + 1) + line
        for n, line in enumerate(now)
        if n >= len(before) or before[n] != line
    )
