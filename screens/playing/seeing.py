"""Whether what a script says of the screen is so."""

from typing import Any

from textual.app import App

from db.training.script.values import State, Thing
from db.worlds.times import Today
from screens.base import page_shown
from screens.dialog import DialogScreen
from screens.playing.finding.find import find, lines_of
from screens.playing.finding.spot import Missing, same

START = "start"
"""The name of the start page."""


def names_of(app: App[Any]) -> tuple[str, ...]:
    """What the page that shows is called by, with or without a dialog over it."""
    page = page_shown(app)
    if page is None:
        return ()
    name = page.page or page.NAME
    return tuple(filter(None, (name, page.PAGE_NAME))) if page.can_close else (START,)


def dialog_of(app: App[Any]) -> str:
    """The title of the dialog that stands over the page; empty without one."""
    return app.screen.title_text if isinstance(app.screen, DialogScreen) else ""


def unlike(app: App[Any], state: State, today: Today) -> str:
    """What is not as a state says, as a Swedish sentence; empty when all is."""
    names, dialog = names_of(app), dialog_of(app)
    if state.page and state.page not in names:
        return f"Sidan är ”{' '.join(names[:1])}”, inte ”{state.page}”."
    if state.dialog and not same(state.dialog, dialog):
        shows = f"Dialogen heter ”{dialog}”" if dialog else "Ingen dialog är öppen"
        return f"{shows}, inte ”{state.dialog}”."
    if state.seen or state.unseen:
        text = " ".join(" ".join(lines_of(app)).split())
        for wanted in state.seen:
            if wanted not in text:
                return f"”{wanted}” syns inte."
        for unwanted in state.unseen:
            if unwanted in text:
                return f"”{unwanted}” syns."
    return _unlike_thing(app, state.thing, state.says, today) if state.thing else ""


def _unlike_thing(app: App[Any], thing: Thing, says: str, today: Today) -> str:
    try:
        said = find(app, thing, today).text
    except Missing as missing:
        return str(missing)
    if says and says.casefold() not in said.casefold():
        return f"Där står ”{said}”, inte ”{says}”."
    return ""
