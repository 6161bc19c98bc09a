"""Draws the pictures of the documentation anew: docs/screenshots/*.svg, the same every time."""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from asynja_tui.shell import Shell
from db import clinics
from db.book import Book
from db.values import Actor, Role
from db.worlds import catalogue
from screens.session import Prefs, Session

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"


class Picture(NamedTuple):
    """One picture: its file, its size and theme, and the keys that lead there."""

    name: str
    size: tuple[int, int] = (80, 24)
    theme: str = "asynja-ljust"
    keys: Sequence[str] = ()


_DOCTOR = ("down", "down")
_HIDE_DOCTOR = (*_DOCTOR, *("right",) * 8, "space")
"""In Tidstyper: go to .Läkarbesök and tick Dölj bokning för patient."""

PICTURES = (
    Picture("start-80x24"),
    Picture("start-120x40", (120, 40)),
    Picture("start-morkt-120x40", (120, 40), "asynja-morkt"),
    Picture("start-kontrast-80x24", theme="asynja-kontrast"),
    Picture("start-hjalp-80x24", keys=("f1",)),
    Picture("start-meny-80x24", keys=("f10",)),
    Picture("installningar-80x24", keys=("f10", "down", "enter")),
    Picture("start-kommandon-120x40", (120, 40), keys=("ctrl+p", *"tema")),
    Picture("tidstyper-1177-120x40", (120, 40), keys=("t", *_HIDE_DOCTOR, "f6")),
    Picture("tidstyper-morkt-120x40", (120, 40), "asynja-morkt", ("t", *_HIDE_DOCTOR, "f6")),
    Picture("tidstyper-80x24", keys=("t", *_HIDE_DOCTOR)),
    Picture("farger-80x24", keys=("t", *_DOCTOR, "ctrl+p", *"färger", "enter")),
    Picture("resurser-120x40", (120, 40), keys=("r", "down", "down", "down")),
)


async def draw(picture: Picture, book: Book) -> str:
    """The picture as SVG, without what differs from time to time."""
    clinic = clinics.find(book)
    session = Session(book, Actor(Role.SCHEDULER), clinic.id, Prefs(picture.theme))
    shell = Shell(session)
    async with shell.run_test(size=picture.size) as pilot:
        await pilot.pause()
        if picture.keys:
            await pilot.press(*picture.keys)
        await pilot.pause()
        return stable(shell.export_screenshot(title="asynja-tui"))


def stable(svg: str) -> str:
    """The SVG with a fixed name in place of the one Rich makes up, and no web fonts."""
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = svg.replace("<text ", '<text xml:space="preserve" ')  # leading blanks count
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"[ \t]+\n", "\n", svg)


async def draw_all(folder: Path) -> list[Path]:
    """Draw every picture into the folder; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "book.db")
        with catalogue.make(path, "guide") as book:
            for picture in PICTURES:
                file = folder / f"{picture.name}.svg"
                file.write_text(await draw(picture, book), encoding="utf-8")
                made.append(file)
    return made


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for drawn in asyncio.run(draw_all(target)):
        print(drawn)
