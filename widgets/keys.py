"""The keys of a grid, each declared once: bindings derive from them, and so may a screen's help."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from textual.binding import Binding, BindingType


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


BROWSERS: Final = frozenset({"ctrl+n", "ctrl+t", "ctrl+w"})
"""Keys that a browser takes for itself when the program runs in one: nothing stands on them."""


def without_browsers_keys(bindings: Iterable[BindingType]) -> list[BindingType]:
    """Bindings of Textual's own without the keys that nothing stands on."""
    kept: list[BindingType] = []
    for binding in bindings:
        assert isinstance(binding, Binding)
        keys = [key for key in binding.key.split(",") if key not in BROWSERS]
        if keys:
            kept.append(replace(binding, key=",".join(keys)))
    return kept


def bindings(keys: Iterable[GridKey]) -> list[Binding]:
    """Textual's bindings; ``letter`` does the same as the action of the key at that place."""
    plain, letters = [], []
    for number, key in enumerate(keys):
        plain.append(Binding(key.keys, key.action, key.label, show=False, tooltip=key.tip))
        if key.letters:
            does = f"letter({number})"
            letters.append(Binding(key.letters, does, key.label, show=False, tooltip=key.tip))
    return plain + letters
