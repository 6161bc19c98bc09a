"""What the user chose, kept in a small file in the user's settings folder.

A line a choice, ``name = value``: read before the first frame, so without any parser's import.
"""

import os
from contextlib import suppress
from pathlib import Path

from screens.commands import THEMES
from screens.session import DEFAULT_THEME, Prefs

_MOST = 64 * 1024
_ON, _OFF = "on", "off"


def place() -> Path:
    """The file they are kept in."""
    from platformdirs import user_config_path

    return user_config_path("asynja-tui", appauthor=False) / "settings.ini"


def load(path: Path) -> Prefs:
    """The kept choices; what cannot be read or understood is as if never chosen."""
    kept = {}
    with suppress(OSError, ValueError), path.open(encoding="utf-8") as file:
        for line in file.read(_MOST).splitlines():
            name, _, value = line.partition("=")
            kept[name.strip()] = value.strip()
    theme = kept.get("theme", DEFAULT_THEME)
    known = theme if theme in THEMES else DEFAULT_THEME
    return Prefs(known, path, mouse=kept.get("mouse") != _OFF)


def save(prefs: Prefs) -> bool:
    """Keep the choices; whether that was possible. If not, they hold until the program ends."""
    if prefs.path is None:
        return True
    part = prefs.path.with_name(f"{prefs.path.name}.{os.getpid()}")
    with suppress(OSError):
        prefs.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = f"theme = {prefs.theme}\nmouse = {_ON if prefs.mouse else _OFF}\n"
        part.write_text(text, encoding="utf-8")
        part.replace(prefs.path)
        return True
    return False
