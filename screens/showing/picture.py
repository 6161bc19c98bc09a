"""Spara bild: what the screen shows, as a picture (SVG) and as text, in two files of one name.

It is written as it was drawn: what Visningsläge hides is hidden there too.
"""

import io
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from rich.console import Console
from rich.segment import Segment, Segments
from textual._context import visible_screen_stack
from textual.app import App

from db import clock
from db.errors import Invalid
from db.log.files.write import write_whole
from db.rules.local_time import day_text
from db.values import clean
from screens.base import BookScreen
from screens.commands import PRESENT
from screens.copied import free_name
from screens.dialog import confirm
from screens.trouble.lost_book import FileDialog
from widgets.forms.dialog import Button
from widgets.forms.options import Option

TITLE: Final = "Spara bild"
_KINDS: Final = (".svg", ".txt")
_OPTIONS: Final = tuple(Option(kind, kind) for kind in _KINDS)
_SAVE: Final = Button("save", "Spara bilden")
_NO_FILE: Final = "Ange vilken fil som ska skrivas."


class Picture(NamedTuple):
    """What a screen showed.

    Attributes:
        svg: as it looks; without web fonts, so that it needs nothing from elsewhere.
        text: what can be read, a line each.
    """

    svg: str
    text: str


def picture_of(app: App[Any], title: str = "asynja-tui") -> Picture:
    """What the program's screen shows now."""
    visible_screen_stack.set(app._background_screens)  # what shows beneath a dialog
    strips = app.screen._compositor.render_strips()
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True,
        color_system="truecolor", record=True, legacy_windows=False, safe_box=False,
    )  # fmt: skip
    console.print(Segments([part for strip in strips for part in (*strip, Segment.line())]))
    lines = ["".join(part.text for part in strip if not part.control).rstrip() for strip in strips]
    return Picture(stable(console.export_svg(title=title)), "\n".join((*lines, "")))


def stable(svg: str) -> str:
    """The SVG with a fixed name in place of Rich's own, without web fonts and empty parts."""
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = svg.replace("<text ", '<text xml:space="preserve" ')  # leading blanks count
    svg = re.sub(r'<rect [^>]*width="0"[^>]*/>', "", svg)  # of a part without text
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"[ \t]+\n", "\n", svg)


def write(picture: Picture, path: Path) -> tuple[Path, Path]:
    """Write a picture's two files; ``path`` names either, or neither's ending.

    Raises:
        Invalid: the name has another ending.
        Refused: one of the files exists; nothing is written then.
        Unreadable: they cannot be written.
    """
    if path.suffix.casefold() not in (*_KINDS, ""):
        raise Invalid("path", "Filens namn ska sluta på .svg eller .txt.", field="path")
    stem = path.with_suffix("") if path.suffix.casefold() in _KINDS else path
    svg, text = (stem.with_name(f"{stem.name}{kind}") for kind in _KINDS)
    write_whole(svg, lambda file: file.write(picture.svg.encode()))
    try:
        write_whole(text, lambda file: file.write(picture.text.encode()))
    except BaseException:
        svg.unlink(missing_ok=True)  # both or none
        raise
    return svg, text


def save_picture(page: BookScreen) -> None:
    """Ask where to, and say first what is hidden if something is."""
    app, level = page.app, page.session.actor.demo
    picture = picture_of(app)

    def ask() -> None:
        day = page.attempt(lambda: day_text(clock.read(page.session.book).today)) or ""
        name = free_name(Path.home(), f"{page.PAGE_NAME or TITLE} {day}".strip(), _OPTIONS)
        asked = FileDialog(TITLE, f"{name}.svg", lambda path: write(picture, path), _NO_FILE)
        app.push_screen(asked, written)

    def written(path: Path | None) -> None:
        if path is not None:
            stem = path.with_suffix("") if path.suffix.casefold() in _KINDS else path
            said = f"Skärmen är sparad som {stem}.svg och {stem.name}.txt."
            app.notify(clean(said), timeout=8, markup=False)

    if level:
        confirm(page, TITLE, masked_text(level), ask, _SAVE)
    else:
        ask()


def masked_text(level: int) -> str:
    """What is said of a picture that is taken while others look on."""
    _, tip = PRESENT[level]
    return f"Bilden är maskerad, som skärmen: visningsläget är på. {tip} Vill du spara den?"
