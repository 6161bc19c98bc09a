"""The keys of a grid, each declared once: bindings derive from them, and so may a screen's help."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding


class GridKey(NamedTuple):
    """One thing the keys do.

    Attributes:
        action: the grid's action.
        keys: Textual's names of its keys, with commas between.
        label: a word or two.
        tip: a whole sentence.
        letters: keys that do the same in a read-only sheet.
        only: the kind of sheet it works in, or empty for both.
    """

    action: str
    keys: str
    label: str
    tip: str
    letters: str = ""
    only: str = ""

    @property
    def name(self) -> str:
        """The action without what it is given."""
        return self.action.partition("(")[0]


def bindings(keys: Iterable[GridKey]) -> list[Binding]:
    """Textual's bindings; ``letter`` does the same as the action of the key at that place."""
    plain, letters = [], []
    for number, key in enumerate(keys):
        plain.append(Binding(key.keys, key.action, key.label, show=False, tooltip=key.tip))
        if key.letters:
            does = f"letter({number})"
            letters.append(Binding(key.letters, does, key.label, show=False, tooltip=key.tip))
    return plain + letters
