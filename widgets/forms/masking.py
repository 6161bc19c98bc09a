"""Lines as they are drawn while others look on: what tells who somebody is drawn as asterisks.

A filter of Textual's: every line of every widget goes through it, titles, notices and tips too.
"""

from collections.abc import Callable, Iterable
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.widget import Widget

Span = tuple[int, int]
_JOINING = " \u00a0-–'’()/"


class Mask(LineFilter):
    """Draws asterisks over some of each line.

    Args:
        spans: where, in a line's text; from and to, in characters.
        typed: draws over more, in fields in which people type; None over the same.
    """

    def __init__(self, spans: Callable[[str], Iterable[Span]], typed: "Mask | None" = None) -> None:
        super().__init__()
        self._spans = spans
        self.typed = typed

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line's pieces, as wide as they were."""
        text = "".join(segment.text for segment in segments)
        spans = list(self._spans(text))
        if not spans:
            return segments
        hidden = bytearray(len(text))
        for begins, ends in spans:
            hidden[begins:ends] = b"\1" * (ends - begins)
        made, at = [], 0
        for segment in segments:
            end = at + len(segment.text)
            made.append(_covered(segment, hidden[at:end]))
            at = end
        return made


def _covered(segment: Segment, hidden: bytearray) -> Segment:
    if not any(hidden):
        return segment
    signs = (
        "*" * cell_len(sign) if is_hidden and sign not in _JOINING else sign
        for sign, is_hidden in zip(segment.text, hidden, strict=True)
    )
    return Segment("".join(signs), segment.style, segment.control)


def _letters(text: str) -> Iterable[Span]:
    return ((at, at + 1) for at, sign in enumerate(text) if sign.isalnum())


LETTERS: Final = Mask(_letters)
"""Hides every letter and digit: for a field whose text is nobody's business."""


def hides_class(level: int) -> str:
    """The program's class while what a level hides is hidden."""
    return f"-hides-{level}"


def is_hidden(widget: Widget, level: int) -> bool:
    """Whether what a level of Visningsläge hides is hidden now; nothing at 0."""
    return bool(level) and widget.app.has_class(hides_class(level))
