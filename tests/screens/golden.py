"""Screens as text with their styles, compared with files that are kept.

Of a dialog or a menu only itself is kept: what stands on the page below is that page's own.

``ASYNJA_GOLDENS=1 pytest …`` writes the files anew; read the difference before keeping them.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.style import Style
from textual._context import visible_screen_stack
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen

FOLDER = Path(__file__).parent / "goldens"
REWRITE = "ASYNJA_GOLDENS"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def dump(app: App[Any]) -> str:
    """The screen's text, then the same cells as letters of styles, then what the letters mean."""
    text, marks = [], []
    letters: dict[str, str] = {}
    for line in _lines(app, _kept(app.screen)):
        text.append("".join(part for part, _ in line).rstrip())
        row = ""
        for part, style in line:
            letter = letters.setdefault(_name(style), _LETTERS[len(letters)])
            row += letter * len(part)
        marks.append(row)
    legend = [f"{letter} {name}" for name, letter in letters.items()]
    return "\n".join([*text, "---", *marks, "---", *legend, ""])


def text_of(app: App[Any]) -> str:
    """The text of the whole screen alone."""
    return "\n".join("".join(part for part, _ in line).rstrip() for line in _lines(app))


def check(app: App[Any], name: str) -> None:
    """Compare the screen with the kept file of this name."""
    file, seen = FOLDER / f"{name}.txt", dump(app)
    if os.environ.get(REWRITE):
        file.write_text(seen, encoding="utf-8")
    assert seen == file.read_text(encoding="utf-8"), f"{name}: see {REWRITE} in golden.py"


def _lines(app: App[Any], shown: Region | None = None) -> Iterator[list[tuple[str, Style]]]:
    shown = shown or app.screen.region
    visible_screen_stack.set(app._background_screens)  # known to the program's own tasks alone
    for strip in app.screen._compositor.render_strips()[shown.y : shown.bottom]:
        cells = strip.crop(shown.x, shown.right)
        yield [(part.text, part.style or Style.null()) for part in cells if not part.control]


def _kept(screen: Screen[Any]) -> Region:
    """What of the screen is kept: a page whole, of a dialog or a menu what lies on the page."""
    if not screen.is_modal:
        return screen.region
    shown = [child.region for child in screen.children if child.display]
    return Region.from_union([region for region in shown if region.area]).intersection(
        screen.region
    )


def _name(style: Style) -> str:
    flags = [flag for flag in ("bold", "dim", "italic", "underline", "reverse", "strike")
             if getattr(style, flag)]  # fmt: skip
    colours = [
        colour.get_truecolor().hex if colour else "-" for colour in (style.color, style.bgcolor)
    ]
    return " ".join([*colours, *flags])
