"""Dialogs that say where rules stand: in words, or by the numbers of docs/GUIDES.md when asked."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from db.rules.sources import source_words
from screens.staff.shared.told_dialog import LinesDialog
from widgets.line_view import Line, LineView

KEYS: Final = "k Källor"
"""For the edge of such a dialog."""

Where = Callable[[str], str]
"""How a source is told."""


class SourcedDialog(LinesDialog):
    """Lines with sources; k takes the other way to tell them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("k", "sources", "Källor", show=False)]

    def __init__(self, title: str, arrange: Callable[[int, Where], Sequence[Line]]) -> None:
        super().__init__(title, lambda width: arrange(width, self._where))
        self._where: Where = source_words

    def action_sources(self) -> None:
        """Källor: the rules' numbers, or the guides in words again."""
        self._where = str if self._where is source_words else source_words
        self.query_one(LineView).lay_out()
