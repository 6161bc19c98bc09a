"""Rows of text, links and buttons, and how they are laid out on lines; for ``LinkView``.

Each row is pieces that follow each other and go on below where there is no room. A piece with a
name is a link.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.clean import drawn
from widgets.line import cut, fit, wrap

_GAP = 2
"""Cells between two pieces."""
_MARGIN = 2
"""Cells before the text: the cursor's mark and a blank."""


class Piece(NamedTuple):
    """A part of a row.

    Attributes:
        text: what it says.
        kind: ``heading``, ``quiet``, ``strong``, ``attention``, ``link``, ``button`` or empty.
        name: what choosing it means; empty for plain text, which is broken between words.
        width: at least so many cells; for columns.
        enabled: whether it can be chosen now.
    """

    text: str
    kind: str = ""
    name: str = ""
    width: int = 0
    enabled: bool = True


class Row(NamedTuple):
    """Pieces that follow each other.

    Attributes:
        pieces: from left to right.
        indent: cells before the first, and before what goes on below.
        rule: draw a line across instead.
    """

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    rule: bool = False


def text(said: str, kind: str = "", indent: int = 0) -> Row:
    """A row of plain text."""
    return Row((Piece(said, kind),), indent)


def link(name: str, label: str, note: str = "", *, width: int = 0, indent: int = 0) -> Row:
    """A row that is a link, with a remark beside it; ``width`` aligns the remarks."""
    beside = (Piece(note, "quiet"),) if note else ()
    return Row((Piece(label, "link", name, width), *beside), indent)


def fact(label: str, said: str, width: int) -> Row:
    """What something is called and what it is, as a line of a form; ``width`` aligns what is."""
    return Row((Piece(label, "quiet", width=width), Piece(said)))


def button(name: str, label: str, *, enabled: bool = True) -> Piece:
    """A button."""
    return Piece(label, "button", name, enabled=enabled)


BLANK = Row()
RULE = Row(rule=True)


class Cell(NamedTuple):
    """A piece as it is drawn: where on its line, and what."""

    x: int
    text: str
    kind: str = ""
    name: str = ""
    enabled: bool = True


Line = tuple[Cell, ...]


def arrange(rows: Sequence[Row], width: int) -> list[Line]:
    """The rows on lines of ``width`` cells."""
    lines: list[Line] = []
    for row in rows:
        lines.extend(_laid(row, width))
    return lines


_NARROW = 20
"""In fewer cells than this a text goes on from the left, not below where it began."""


def _laid(row: Row, width: int) -> Iterator[Line]:
    left = min(_MARGIN + row.indent, max(0, width - 8))
    if row.rule:
        yield (Cell(left, "─" * max(0, width - left - 1), "rule"),)
        return
    line: list[Cell] = []
    x = hang = left
    for piece in row.pieces:
        for n, part in enumerate(_parts(piece, width - left - 1, width - x - 1)):
            needed = cell_len(part.text)
            if line and (n or x + needed > width - 1):
                yield tuple(line)
                line, x = [], hang if not part.name and hang + needed < width else left
            line.append(part._replace(x=x))
            x += needed
        x += _GAP
        if (piece.width or piece.kind == "link") and width - x - 1 >= _NARROW:
            hang = x
    yield tuple(line)


def _parts(piece: Piece, room: int, left: int) -> Iterator[Cell]:
    """The piece as cells: one, or a line each where plain text is long."""
    said = drawn(piece.text)
    # A column never takes so much that nothing fits beside it.
    width = min(piece.width, max(0, room // 2))
    if piece.name:
        label = f"[ {said} ]" if piece.kind == "button" else said
        label = fit(label, width) if cell_len(label) < width else cut(label, room)
        yield Cell(0, label, piece.kind, piece.name, piece.enabled)
    elif width:
        yield Cell(0, fit(said, width), piece.kind)
    else:
        # Beside something else only if there is room to read it there.
        for part in wrap(said, left if left >= min(_NARROW, cell_len(said)) else room) or [""]:
            yield Cell(0, part, piece.kind)
