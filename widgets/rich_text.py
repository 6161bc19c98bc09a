"""Text with bold, italic and lists: a view of it, given as plain values."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len, chop_cells

from widgets.clean import drawn
from widgets.line_view import Line, LineView, Part

Blocks = Sequence[tuple[str, Sequence[tuple[str, bool, bool]]]]
"""Each line as it was written: its kind (``text``, ``item``, ``gap``, ``heading`` or ``quiet``),
and the parts of it as text, bold, italic. Named tuples of that shape will do."""

_BULLET = "• "
_LOOKS = {
    (False, False): "",
    (True, False): "bold",
    (False, True): "italic",
    (True, True): "bold-italic",
}


def arrange(blocks: Blocks, width: int) -> list[Line]:
    """The text on lines of ``width`` cells, broken between words; what is too long is broken."""
    lines: list[Line] = []
    for kind, runs in blocks:
        if kind == "gap":
            lines.append(Line())
            continue
        first, rest = (_BULLET, "  ") if kind == "item" else ("", "")
        own = kind if kind in {"heading", "quiet"} else ""
        parts = [(drawn(text), own or _LOOKS[(bold, italic)]) for text, bold, italic in runs]
        for n, line in enumerate(_wrapped(parts, max(1, width - cell_len(first)))):
            lead = rest if n else first
            lines.append(Line((Part(lead), *line) if lead else tuple(line)))
    return lines


Word = list[Part]


def _wrapped(parts: Sequence[tuple[str, str]], width: int) -> Iterator[list[Part]]:
    line: list[Part] = []
    used = 0
    for blank, word in _words(parts):
        size = sum(cell_len(part.text) for part in word)
        if line and used + 1 + size <= width:
            line += [Part(" ", blank), *word]
            used += 1 + size
            continue
        if line:
            yield line
        *whole, line = _broken(word, width)
        yield from whole
        used = sum(cell_len(part.text) for part in line)
    yield line


def _words(parts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Word]]:
    """Each word, which may change its look inside, after the look of the blank before it."""
    word: Word = []
    blank = ""
    for text, kind in parts:
        for n, piece in enumerate(text.split(" ")):
            if n:
                if word:
                    yield blank, word
                word, blank = [], kind
            if piece:
                word.append(Part(piece, kind))
    if word:
        yield blank, word


def _broken(word: Word, width: int) -> list[Word]:
    """A word on as many lines as it needs."""
    lines: list[Word] = [[]]
    used = 0
    for part in word:
        for char in chop_cells(part.text, 1) if cell_len(part.text) + used > width else [part.text]:
            size = cell_len(char)
            if used + size > width and lines[-1]:
                lines.append([])
                used = 0
            lines[-1].append(Part(char, part.kind))
            used += size
    return lines


class TermsView(LineView):
    """Shows the text, as high as it is; a page that gives it less height lets it scroll."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-view--bold",
        "line-view--italic",
        "line-view--bold-italic",
    }
    DEFAULT_CSS = """
    TermsView {
        height: auto;
        .line-view--bold { text-style: bold; }
        .line-view--italic { text-style: italic; }
        .line-view--bold-italic { text-style: bold italic; }
    }
    """

    def __init__(self, blocks: Blocks = (), *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._blocks = tuple(blocks)

    def lines(self, width: int) -> Sequence[Line]:
        """The lines for this width."""
        return arrange(self._blocks, width)

    def rearrange(self) -> None:
        """Textual decides on a scrollbar before the view has grown to its new text."""
        super().rearrange()
        if len(self.shown) <= self.size.height:
            self.show_vertical_scrollbar = False

    def show(self, blocks: Blocks) -> None:
        """Show this from now on."""
        if tuple(blocks) != self._blocks:
            self._blocks = tuple(blocks)
            self.lay_out()
            self.refresh(layout=True)

    @property
    def said(self) -> str:
        """What it shows, a line each."""
        return "\n".join(line.text for line in self.shown)
