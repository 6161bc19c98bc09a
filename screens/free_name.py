"""A name for a new file that no file has yet."""

from collections.abc import Sequence
from pathlib import Path

from widgets.forms.options import Option

_MOST_NAMES = 100


def free_name(folder: Path, stem: str, kinds: Sequence[Option]) -> str:
    """A name without its end, as it is typed: ``~/Logg 2024-09-12``, or ``~/Logg 2024-09-12 (2)``.

    Args:
        folder: where the file is to be.
        stem: what it is to be called.
        kinds: the ends it may get, as the options' names; with none of them is the name taken.
    """
    for number in range(1, _MOST_NAMES):
        name = stem if number == 1 else f"{stem} ({number})"
        if not any((folder / f"{name}{kind.name}").exists() for kind in kinds):
            break
    return f"~/{name}"
