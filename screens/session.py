"""Who has which book open, as what: given to each screen, never changed in place."""

from pathlib import Path
from typing import NamedTuple

from db.book import Book
from db.values import Actor

DEFAULT_THEME = "asynja-ljust"


class Prefs(NamedTuple):
    """What the user chose and wants to find again.

    Attributes:
        theme: a name in ``screens.commands.THEMES``.
        path: the file they are kept in; None keeps nothing.
        mouse: whether the program listens to the mouse.
    """

    theme: str = DEFAULT_THEME
    path: Path | None = None
    mouse: bool = True


class Session(NamedTuple):
    """One user at one unit. A new role, unit or citizen is a new Session.

    Attributes:
        book: the open book, for the thread of the screens only.
        actor: as whom the user acts.
        clinic: the unit's id.
        prefs: the user's choices when the session began.
    """

    book: Book
    actor: Actor
    clinic: int
    prefs: Prefs = Prefs()
