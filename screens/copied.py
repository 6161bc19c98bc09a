"""What was copied, to be marked with the terminal's own mouse where the clipboard is out of reach.

Text reaches the clipboard through the terminal (OSC 52), and not every terminal lets it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from rich.cells import chop_cells
from textual.app import ComposeResult
from textual.content import Content

from db.errors import BookError
from db.log.files.write import write_whole
from db.paths import meant
from db.values import clean
from screens.attempting import Attempting
from screens.dialog import DialogScreen, confirm
from screens.help import CLOSE
from widgets.forms.dialog import Button
from widgets.forms.options import Option
from widgets.line_view import Line, LineView, Part

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
    return f"~/{name}" if folder == Path.home() else str(folder / name)


ABOUT = (
    "Kom inget med när du klistrade in? Håll Skift och dra med musen över texten, och kopiera som"
    " terminalen brukar göra det. I macOS: Alt (Option) i stället för Skift."
)
_MOST = 200_000
"""Characters; more cannot be marked by hand."""
_TAB = "  "

DROPPED: Final = 70_000
"""Bytes; many terminals take no longer text to the clipboard, and drop it without a word."""

SAVE: Final = Button("save", "Spara i fil")


def is_long(text: str) -> bool:
    """Whether the terminal may have dropped what was copied."""
    return len(text.encode(errors="replace")) > DROPPED


def dropped_text(text: str) -> str:
    """What is said of a text that the terminal may have dropped."""
    size = len(text.encode(errors="replace")) // 1000
    return f"Texten är {size} kB. Terminalen kan ha släppt den: mer än 70 kB når inte alltid fram."


def save_text(text: str) -> str:
    """Write what was copied to a new file of its own in the user's folder; its name.

    Raises:
        Unreadable: it cannot be written.
    """
    name = f"{free_name(Path.home(), 'Kopierat', (Option('.txt', ''),))}.txt"
    write_whole(meant(name), lambda file: file.write(f"{text}\n".encode(errors="replace")))
    return name


def offer_file(screen: Attempting, text: str, say: Callable[[str], object]) -> None:
    """Ask whether a text that the terminal may have dropped shall go to a file."""

    def save() -> None:
        try:
            say(f"Sparat i {save_text(text)}")
        except BookError as error:
            say(error.text)

    if is_long(text):
        question = f"{dropped_text(text)} Spara den i en fil i stället?"
        confirm(screen, "Kopierat", question, save, SAVE)


class CopiedText(LineView):
    """The text from the first cell of each line, so that nothing else is marked with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def lines(self, width: int) -> Sequence[Line]:
        """All of the text, broken only where the line ends."""
        lines = [
            Line((Part(part),))
            for line in self._text[:_MOST].split("\n")
            for part in chop_cells(clean(line.replace("\t", _TAB)), max(2, width)) or [""]
        ]
        if len(self._text) > _MOST:
            lines.append(Line((Part("… resten visas inte: exportera i stället.", "quiet"),)))
        return lines


class CopiedDialog(DialogScreen[None]):
    """Shows what was copied, as ``Sheet.Copied`` has it."""

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
