"""Finding a thing of a script on the screen, whatever kind it is of."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from rich.cells import cell_len
from textual._context import visible_screen_stack
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from db.rules.local_time import day_of, minute_of_day
from db.training.script.values import Kind, Thing
from db.worlds.times import Today
from screens.playing.finding import grids, lists
from screens.playing.finding.spot import Missing, Spot, spot

_BY_NAME: Final[Mapping[Kind, Callable[[Screen[object], str], Spot]]] = {
    "heading": grids.heading,
    "button": lists.button,
    "menu": lists.menu,
    "choice": lists.choice,
    "field": lists.field,
    "tick": lists.tick,
    "link": lists.link,
}


def find(app: App[Any], thing: Thing, today: Today) -> Spot:
    """Where a thing stands now; what is scrolled out of sight is brought there.

    Args:
        app: the program.
        thing: what is meant.
        today: the day that times which are told from today are told from.

    Raises:
        Missing: it is not there.
    """
    screen = app.screen
    if thing.kind == "cell":
        return grids.cell(screen, thing.name, thing.beside)
    if thing.kind == "time":
        at = today.moment_at(thing.name)
        return grids.time(screen, day_of(at), minute_of_day(at), thing.beside)
    if thing.kind == "day":
        return lists.day(screen, today.day_at(thing.name))
    if thing.kind == "text":
        return _text(app, thing.name)
    return _BY_NAME[thing.kind](screen, thing.name)


def strips_of(app: App[Any]) -> list[Strip]:
    """What stands on the screen, line by line, with its colours."""
    visible_screen_stack.set(app._background_screens)  # known to the program's own tasks alone
    return app.screen._compositor.render_strips()


def lines_of(app: App[Any]) -> list[str]:
    """What stands on the screen, line by line."""
    return ["".join(part.text for part in strip if not part.control) for strip in strips_of(app)]


def _text(app: App[Any], text: str) -> Spot:
    for y, line in enumerate(lines_of(app)):
        at = line.find(text)
        if at >= 0:
            return spot(Region(cell_len(line[:at]), y, cell_len(text), 1), text)
    raise Missing(f"Texten ”{text}” syns inte.")
