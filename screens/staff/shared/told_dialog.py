"""Dialogs that only show lines: one reads them, and closes."""

from collections.abc import Callable, Iterable, Sequence

from textual.app import ComposeResult

from db.values import clean
from screens.dialog import DialogScreen
from screens.help import CLOSE
from widgets.line_view import Line, LineView, paragraph


class LinesDialog(DialogScreen[None]):
    """Shows lines."""

    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "LineView"
    DEFAULT_CSS = """
    LinesDialog LineView { height: auto; max-height: 100%; margin-bottom: 1; }
    """

    def __init__(self, title: str, arrange: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(title)
        self._given = arrange

    def content(self) -> ComposeResult:
        """The lines."""
        yield LineView(self._given)


def listed(text: str, items: Iterable[str], width: int) -> tuple[Line, ...]:
    """A sentence, and then a list, each on as many lines as it needs."""
    lines = [*paragraph(clean(text), width, "strong")]
    for item in items:
        lines += paragraph(clean(item), width, "", "  ", "    ")
    return tuple(lines)


class ToldDialog(LinesDialog):
    """What an act led to that does not fit in a line."""

    DEFAULT_CSS = """
    ToldDialog DialogFrame { max-width: 86; }
    ToldDialog LineView { max-height: 12; }
    """

    def __init__(self, title: str, text: str, items: tuple[str, ...]) -> None:
        super().__init__(title, lambda width: listed(text, items, width))
