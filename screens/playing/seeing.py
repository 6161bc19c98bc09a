"""Whether what a script says of the screen is so."""

from typing import Any

from textual.app import App

from db.setup import clinics
from db.training.script.goals import unmet
from db.training.script.values import State
from db.worlds.times import Today
from screens.base import page_shown
from screens.dialog import DialogScreen
from screens.playing.finding.find import find, lines_of
from screens.playing.finding.spot import Missing, same
from screens.session import Session

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
    return (
        _unlike_place(app, state)
        or _unlike_texts(app, state)
        or _unlike_thing(app, state, today)
        or _unlike_book(app, state)
    )


def _unlike_place(app: App[Any], state: State) -> str:
    names, dialog = names_of(app), dialog_of(app)
    if state.page and state.page not in names:
        return f"Sidan är ”{' '.join(names[:1])}”, inte ”{state.page}”."
    if state.dialog and not same(state.dialog, dialog):
        shows = f"Dialogen heter ”{dialog}”" if dialog else "Ingen dialog är öppen"
        return f"{shows}, inte ”{state.dialog}”."
    return ""


def _unlike_texts(app: App[Any], state: State) -> str:
    if not (state.seen or state.unseen):
        return ""
    text = " ".join(" ".join(lines_of(app)).split())
    missing = (f"”{wanted}” syns inte." for wanted in state.seen if wanted not in text)
    there = (f"”{unwanted}” syns." for unwanted in state.unseen if unwanted in text)
    return next(missing, "") or next(there, "")


def _unlike_thing(app: App[Any], state: State, today: Today) -> str:
    if state.thing is None:
        return ""
    try:
        said = find(app, state.thing, today).text
    except Missing as missing:
        return str(missing)
    if state.says.casefold() not in said.casefold():
        return f"Där står ”{said}”, inte ”{state.says}”."
    return ""


def _unlike_book(app: App[Any], state: State) -> str:
    page = page_shown(app)
    if page is None or not state.book:
        return ""
    return unmet(page.session.book, unit_of(page.session), state.book)


def unit_of(session: Session) -> str:
    """The name of the unit that one acts at."""
    named = {clinic.id: clinic.name for clinic in clinics.every(session.book)}
    return named.get(session.clinic, "")
