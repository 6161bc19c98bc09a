"""What the user chose, kept in a small file in the user's settings folder.

A line a choice, ``name = value``; ``screens.column_memory`` keeps the columns in the same file.
"""

from pathlib import Path
from typing import NamedTuple

from db.basics import clean
from db.fields import NAME_BOUND
from screens.session import DEFAULT_THEME, Prefs, read_choices


class Look(NamedTuple):
    """How the program looks this time, told on the command line.

    Attributes:
        theme: a name in ``screens.commands.THEMES``; the kept one when empty.
        demo: the level of Visningsläge.
    """

    theme: str = ""
    demo: int = 0


_ON, _OFF = "on", "off"


def place() -> Path:
    """The file they are kept in."""
    from platformdirs import user_config_path

    return user_config_path("asynja-tui", appauthor=False) / "settings.ini"


def load(path: Path) -> Prefs:
    """The kept choices; what cannot be read or understood is as if never chosen."""
    from screens.commands import THEMES

    kept = read_choices(path)
    theme = kept.get("theme", DEFAULT_THEME)
    known = theme if theme in THEMES else DEFAULT_THEME
    return Prefs(
        known, path, mouse=kept.get("mouse") != _OFF, name=_name(kept.get("name", "")),
        one_by_one=kept.get("one_by_one") == _ON,
    )  # fmt: skip


def name() -> str:
    """The user's kept name, for the command line; empty when none is kept."""
    return _name(read_choices(place()).get("name", ""))


def _name(kept: str) -> str:
    return clean(kept)[:NAME_BOUND].strip()


def save(prefs: Prefs, before: Prefs) -> bool:
    """Keep the choices that were changed, and leave alone those that another program may have.

    Returns:
        Whether that was possible. If not, they hold until the program ends.
    """
    if prefs.path is None:
        return True
    from screens.settings_file import update

    old = _lines(before)
    return update(prefs.path, {k: v for k, v in _lines(prefs).items() if v != old[k]})


def _lines(prefs: Prefs) -> dict[str, str]:
    return {
        "theme": prefs.theme,
        "mouse": _ON if prefs.mouse else _OFF,
        "name": prefs.name,
        "one_by_one": _ON if prefs.one_by_one else _OFF,
    }
