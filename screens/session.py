"""Who has which book open, as what: given to each screen, never changed in place."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from db.basics import Actor, Role
from db.book import Book

DEFAULT_THEME = "asynja-ljust"


_MOST_READ = 64 * 1024
"""Characters of the file of choices."""


def read_choices(path: Path) -> dict[str, str]:
    """The lines ``name = value`` of a file of choices; others and a file that cannot be read: none.

    Read before the first frame, so without any parser's import.
    """
    kept = {}
    with suppress(OSError, ValueError), path.open(encoding="utf-8", errors="replace") as file:
        for line in file.read(_MOST_READ).splitlines():
            name, sign, value = line.partition("=")
            if sign and name.strip():
                kept[name.strip()] = value.strip()
    return kept


_KEPT, _SHOWN, _HIDDEN = "panel.", "visad", "dold"


def has_column(path: Path | None, page: str, *, at_first: bool) -> bool:
    """Whether the column stood beside a page the last time; ``at_first`` where nothing is kept."""
    kept = read_choices(path).get(f"{_KEPT}{page}") if path is not None else None
    return at_first if kept is None else kept == _SHOWN


def column_choice(page: str, *, is_there: bool) -> dict[str, str]:
    """The line of the file of choices that says so."""
    return {f"{_KEPT}{page}": _SHOWN if is_there else _HIDDEN}


class Prefs(NamedTuple):
    """What the user chose and wants to find again.

    Attributes:
        theme: a name in ``screens.commands.THEMES``.
        path: the file they are kept in; None keeps nothing.
        mouse: whether the program listens to the mouse.
        name: the user's name in histories and decisions; empty means the role's.
        one_by_one: whether Varför tells where, why and what to do one after the other.
        files: the folder in which files are proposed; None is the user's own.
    """

    theme: str = DEFAULT_THEME
    path: Path | None = None
    mouse: bool = True
    name: str = ""
    one_by_one: bool = False
    files: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder in which files are proposed."""
        return self.files or Path.home()


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

    def named(self, prefs: Prefs) -> "Session":
        """The same with other choices, and the user's name among them; a citizen's is their own."""
        actor = self.actor
        if actor.role is not Role.CITIZEN:
            actor = replace(actor, name=prefs.name)
        return self._replace(actor=actor, prefs=prefs)


Now = Callable[[], Session]
"""The session as it is now. A part of a page asks for it at each act and keeps none: the user's
name can be changed while the page is open, and what is done then is done by that name."""
