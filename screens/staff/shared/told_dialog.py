"""What an act led to that does not fit in a line: a sentence and a list."""

from textual.app import ComposeResult

from db.values import clean
from screens.dialog import DialogScreen
from screens.help import CLOSE
from widgets.line_view import Line, LineView, Part, hanging


class ListedLines(LineView):
    """Texts, each on as many lines as it needs."""

    DEFAULT_CSS = """
    ListedLines { height: auto; max-height: 12; }
    """

    def __init__(self, text: str, items: tuple[str, ...]) -> None:
        super().__init__()
        self._text, self._items = clean(text), tuple(map(clean, items))

    def lines(self, width: int) -> tuple[Line, ...]:
        """The sentence, and then the list."""
        said = [Line((Part(one, "strong"),)) for one in hanging(self._text, width)]
        listed = [
            Line((Part(one),)) for item in self._items for one in hanging(item, width, "  ", "    ")
        ]
        return (*said, *listed)


class ToldDialog(DialogScreen[None]):
    """Shows it.

    Args:
        title: what was done.
        text: a sentence.
        items: the list.
    """

    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "ListedLines"
    DEFAULT_CSS = """
    ToldDialog DialogFrame { max-width: 86; }
    ToldDialog ListedLines { margin-bottom: 1; }
    """

    def __init__(self, title: str, text: str, items: tuple[str, ...]) -> None:
        super().__init__(title)
        self._text, self._items = text, items

    def content(self) -> ComposeResult:
        """The sentence and the list."""
        yield ListedLines(self._text, self._items)
