"""What an act led to that does not fit in a line: a sentence and a list."""

from textual.app import ComposeResult

from screens.dialog import DialogScreen
from screens.help import CLOSE
from screens.staff.undo_layout import ListedLines


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
        super().__init__()
        self._title_text, self._text, self._items = title, text, items

    @property
    def title_text(self) -> str:
        """What was done."""
        return self._title_text

    def content(self) -> ComposeResult:
        """The sentence and the list."""
        yield ListedLines(self._text, self._items)
