"""One line under the menu: the step of an exercise or of the tour that is next."""

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len

from widgets.line import cut
from widgets.part_line import Part, PartLine

STEPPED = "-stepped"
"""The class of a page that has the line: its own part begins one line lower."""
Told = Callable[[], Sequence[tuple[str, str]]]
"""What it says: pieces with their kinds; none and it is not there."""


class StepLine(PartLine):
    """The line; a click does the same as its key.

    Args:
        told: what it says.
        chosen: the line was clicked.
    """

    LINE = "step-line"
    KINDS = ("key", "strong", "attention", "quiet")
    DEFAULT_CSS = """
    StepLine {
        layer: bar; dock: top; margin-top: 2; height: 1; width: 1fr;
        background: $keys-background; color: $keys-foreground;
        .step-line--key { color: $keys-key; text-style: bold; }
        .step-line--strong { text-style: bold; }
        .step-line--attention { color: $attention; text-style: bold; }
        .step-line--quiet { color: $foreground-quiet; }
    }
    .-low StepLine { margin-top: 1; }
    """

    def __init__(self, told: Told, chosen: Callable[[], object]) -> None:
        super().__init__()
        self._told, self._chosen = told, chosen

    def on_mount(self) -> None:
        """Make room for it, where it says anything."""
        self.fit()

    def fit(self) -> None:
        """It is there as long as it says anything."""
        is_there = bool(self._told())
        if is_there != self.screen.has_class(STEPPED) or is_there != bool(self.display):
            self.display = is_there
            self.screen.set_class(is_there, STEPPED)
        self.refresh()

    def fit_away(self) -> None:
        """It is no longer there."""
        self.screen.remove_class(STEPPED)
        self.remove()

    def parts(self, y: int) -> Iterable[Part]:
        """What it says, cut at the edge."""
        left = self.size.width
        for kind, text in self._told():
            shown = cut(text, left)
            left -= cell_len(shown)
            yield Part(kind, shown, "step")

    def pointed(self, name: str) -> None:
        """It was clicked."""
        self._chosen()
