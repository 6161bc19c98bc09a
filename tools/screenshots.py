"""Draws the pictures of the documentation anew: docs/screenshots/*.svg, the same every time.

``python -m tools.screenshots [FOLDER [NAME ...]]`` draws all, or those whose names begin so.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from asynja_tui.shell import Shell
from asynja_tui.training import folders
from db import clock
from db.book import Book
from db.rules.names.type_columns import COLUMNS
from db.setup import clinics
from db.timeline import parse_instant
from db.values import Actor, Role
from db.worlds import catalogue
from db.worlds.unit import set_clock
from screens.playing.still import stands_still
from screens.session import Prefs, Session
from screens.showing.picture import picture_of

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
TODAY = "2026-03-12 09:41"
"""When world idag is drawn: a Thursday."""


class Picture(NamedTuple):
    """One picture: its file, its size and theme, and the keys that lead there.

    Attributes:
        name: the file's, without its ending.
        size: columns and lines.
        theme: the program's theme.
        keys: pressed one after the other; the first opens a page from the start page.
        world: the book it is drawn of.
        citizen: who is logged in on 1177, as a direct link says it; then there is no start page.
    """

    name: str
    size: tuple[int, int] = (80, 24)
    theme: str = "asynja-ljust"
    keys: Sequence[str] = ()
    world: str = "guide"
    citizen: str = ""


DARK = "asynja-morkt"
WIDE = (120, 40)
_DOCTOR = ("down", "down")
_HIDE_DOCTOR = (*_DOCTOR, *("right",) * list(COLUMNS).index("hidden"), "space")
"""In Tidstyper: go to .Läkarbesök and tick Dölj bokning för patient."""

_LATE = ("l", "n", "n")
"""The log, at the late rebooking of the guide's slide."""
_LAY_OUT = ("g", "down", *("tab",) * 4, *("down",) * 3, "space", *("down",) * 5, "space")
"""Schemalägg: template 1177 on a resource that has it already, and on Vaccination."""

_DOCTORS_WEEK = ("b", "r", "space", "home", "down", "space", "enter")
_FOUR_TODAY = (
    *("b", "r", "space", "home", "down", "space", "down", "space"),
    *("end", "up", "up", "space", "up", "space", "enter", "v"),
)
"""Tidbok: the week of Disa Björkmo, and the day of four resources."""

_EXERCISE = ("f10", *("right",) * 4, "enter", "enter", "enter")
"""The course's first exercise, with support."""

_TOLVAN, _FRIDA = "191212121212", "199107172380"
_BOOK = f"clinic=1 boka pnr={_TOLVAN}"
_TO_TIMES = ("space", "enter", *("down",) * 4, "enter")
"""1177: past the terms, to the times of Bedömning av nya besvär."""

PICTURES = (
    Picture("start-80x24"),
    Picture("start-120x40", WIDE),
    Picture("start-morkt-120x40", WIDE, DARK),
    Picture("start-kontrast-80x24", theme="asynja-kontrast"),
    Picture("start-hjalp-80x24", keys=("f1",)),
    Picture("start-meny-80x24", keys=("f10",)),
    Picture("installningar-80x24", keys=("f10", "down", "enter")),
    Picture("start-kommandon-120x40", WIDE, keys=("ctrl+p", *"tema")),
    Picture("klockan-80x24", keys=("f12", "down", "down", "down")),
    Picture("ny-bok-80x24", keys=("ctrl+p", *"öva i", "enter")),
    Picture("varfor-80x24", keys=("b", *("semicolon",) * 4, "question_mark")),
    Picture("tidstyper-1177-120x40", WIDE, keys=("t", *_HIDE_DOCTOR, "f6")),
    Picture("tidstyper-morkt-120x40", WIDE, DARK, ("t", *_HIDE_DOCTOR, "f6")),
    Picture("tidstyper-80x24", keys=("t", *_HIDE_DOCTOR)),
    Picture("farger-80x24", keys=("t", *_DOCTOR, "ctrl+p", *"färger", "enter")),
    Picture("resurser-120x40", WIDE, keys=("r", *("down",) * 4)),
    Picture("schemamall-120x40", WIDE, keys=("m", "enter", "down")),
    Picture("schemamall-80x24", keys=("m", "enter", "f4")),
    Picture("schemamall-morkt-120x40", WIDE, DARK, ("m", "enter", "down", "down")),
    Picture("schemalagg-120x40", WIDE, keys=_LAY_OUT),
    Picture("tidbok-vecka-120x40", WIDE, keys=_DOCTORS_WEEK, world="idag"),
    Picture(
        "tidbok-vecka-morkt-120x40", WIDE, DARK, (*_DOCTORS_WEEK, "z", "semicolon"), world="idag"
    ),
    Picture("tidbok-80x24", keys=_DOCTORS_WEEK, world="idag"),
    Picture("tidbok-dag-120x40", WIDE, keys=_FOUR_TODAY, world="idag"),
    Picture("tidbok-dag-morkt-120x40", WIDE, DARK, _FOUR_TODAY, world="idag"),
    Picture("mall-tillfalligt-120x40", WIDE, keys=("b", "p"), world="pmo"),
    Picture("vantelista-120x40", WIDE, keys=("v", "l"), world="idag"),
    Picture("personalverktyg-120x40", WIDE, keys=("p", "enter", "enter", "enter")),
    Picture("1177-inloggning-80x24", keys=("1",)),
    Picture("1177-start-120x40", WIDE, citizen=f"pnr={_FRIDA}"),
    Picture("1177-villkor-80x24", citizen=_BOOK),
    Picture("1177-valj-tid-80x24", citizen=_BOOK, keys=_TO_TIMES),
    Picture("1177-valj-tid-morkt-80x24", theme=DARK, citizen=_BOOK, keys=_TO_TIMES),
    Picture("1177-bokade-80x24", citizen=f"bokade pnr={_FRIDA}"),
    Picture("1177-bokade-morkt-80x24", theme=DARK, citizen=f"bokade pnr={_FRIDA}"),
    Picture("logg-120x40", WIDE, keys=(*_LATE, *("right",) * 14)),
    Picture("logg-morkt-120x40", WIDE, DARK, (*_LATE, *("right",) * 14)),
    Picture("logg-80x24", keys=_LATE),
    Picture("logg-undantag-80x24", keys=("l", "n", "b", "b", "u")),
    Picture("bokningsunderlag-120x40", WIDE, keys=(*_LATE, "enter")),
    Picture("statistik-120x40", WIDE, keys=("s",), world="idag"),
    Picture("spegel-140x40", (140, 40), keys=(*_DOCTORS_WEEK, "f6"), world="idag"),
    Picture("delad-160x40", (160, 40), keys=("t", *_DOCTOR, "ctrl+f6")),
    Picture("ovning-120x40", WIDE, keys=(*_EXERCISE, "t")),
    Picture("ovning-80x24", keys=(*_EXERCISE, "t", "f5")),
    Picture("ovningar-80x24", keys=_EXERCISE[:6]),
)


async def draw(picture: Picture, book: Book) -> str:
    """The picture as SVG, without what differs from time to time."""
    clinic = clinics.find(book)
    session = Session(book, Actor(Role.SCHEDULER), clinic.id, Prefs(picture.theme))
    page = "citizen" if picture.citizen else ""
    shell = Shell(session, page, picture.citizen)
    shell.folders = folders
    async with shell.run_test(size=picture.size) as pilot:
        await stands_still(shell)
        for key in picture.keys:
            await pilot.press(key)
            await stands_still(shell)
        return picture_of(shell).svg


@contextmanager
def copied(made: dict[str, Path], world: str, place: Path) -> Iterator[Book]:
    """A book of the world of its own, so that no picture tells of another."""
    if world not in made:
        made[world] = place / f"{world}.db"
        now = parse_instant(TODAY)
        with catalogue.make(made[world], world, real_now=now) as book:
            if world == "idag":
                set_clock(book, clock.Mode.PAUSED, now)
    path = place / "book.db"
    with Book.open(made[world]) as book:
        book.backup(path)
    with Book.open(path) as book:
        yield book
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


async def draw_all(folder: Path, names: Sequence[str] = ("",)) -> list[Path]:
    """Draw every picture whose name begins with one of the names; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    made: dict[str, Path] = {}
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_DATA_HOME"] = place  # where an exercise has its book
        for picture in PICTURES:
            if picture.name.startswith(tuple(names)):
                file = folder / f"{picture.name}.svg"
                with copied(made, picture.world, Path(place)) as book:
                    file.write_text(await draw(picture, book), encoding="utf-8")
                drawn.append(file)
    return drawn


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for drawn in asyncio.run(draw_all(target, sys.argv[2:] or ("",))):
        print(drawn)
