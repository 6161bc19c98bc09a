"""What was copied, to be marked with the terminal's own mouse where the clipboard is out of reach.

Text reaches the clipboard through the terminal (OSC 52), and not every terminal lets it.
"""

from collections.abc import Iterator, Sequence

from rich.cells import chop_cells
from textual.app import ComposeResult
from textual.content import Content

from db.values import clean
from screens.dialog import DialogScreen
from screens.help import CLOSE
from widgets.line_view import Line, LineView, Part

ABOUT = (
    "Kom inget med när du klistrade in? Håll Skift och dra med musen över texten, och kopiera som"
    " terminalen brukar göra det. I macOS: Alt (Option) i stället för Skift."
)
_MOST = 200_000
"""Characters; more cannot be marked by hand."""
_TAB = "  "


class CopiedText(LineView):
    """The text from the first cell of each line, so that nothing else is marked with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def lines(self, width: int) -> Sequence[Line]:
        """All of the text, broken only where the line ends."""
        return tuple(self._lines(width))

    def _lines(self, width: int) -> Iterator[Line]:
        for line in self._text[:_MOST].split("\n"):
            for part in chop_cells(clean(line.replace("\t", _TAB)), max(2, width)) or [""]:
                yield Line((Part(part),))
        if len(self._text) > _MOST:
            yield Line((Part("… resten visas inte: exportera i stället.", "quiet"),))


class CopiedDialog(DialogScreen[None]):
    """Shows what was copied.

    Args:
        text: as ``Sheet.Copied`` has it.
    """

    TITLE_TEXT = "Kopierat"
    BUTTONS = (CLOSE,)
    AUTO_FOCUS = "CopiedText"
    DEFAULT_CSS = """
    CopiedDialog DialogFrame {
        width: 100%; max-width: 100%; height: 100%; padding: 0;
        border-left: none; border-right: none;
    }
    CopiedDialog DialogBody { height: 1fr; overflow: hidden; }
    CopiedDialog CopiedText { height: 1fr; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def content(self) -> ComposeResult:
        """The text."""
        yield CopiedText(self._text)

    def on_mount(self) -> None:
        """Say how it is marked, and which keys work."""
        self.frame.say(ABOUT)
        self.frame.border_subtitle = Content("↑↓ bläddrar · Esc stänger")
