"""Text in columns and paragraphs, as wide as the terminal; unbroken where it is no terminal.

Output that goes to a file or another program is neither cut nor wrapped, so that it can be
searched line by line. ``COLUMNS`` sets a width for that, too.
"""

import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence

from db.values import clean

GAP = "  "
ON, OFF = "☑", "☐"
YES, NO = "✓", "✗"
_NARROWEST, _SMALLEST_COLUMN = 40, 8


def tick(on: bool) -> str:
    """A tick box."""
    return ON if on else OFF


def width() -> int | None:
    """How many cells a line has; None when there is no limit."""
    known = os.environ.get("COLUMNS", "")
    if known.isascii() and known.isdigit() and int(known):
        return max(int(known), _NARROWEST)
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, _NARROWEST)
    except (OSError, ValueError, AttributeError):
        return None


def cells(text: str) -> int:
    """How many terminal cells a cleaned text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_char_cells, text))


def _char_cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, room: int) -> str:
    """The text, or its beginning and an ellipsis where it takes more than ``room`` cells."""
    if cells(text) <= room:
        return text
    kept, used = "", 0
    for char in text:
        used += _char_cells(char)
        if used > room - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def pad(text: str, room: int) -> str:
    """The text filled up with blanks to ``room`` cells."""
    return text + " " * (room - cells(text))


def table(
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: int | None,
    elastic: Sequence[int],
    right: Sequence[int] = (),
) -> Iterator[str]:
    """A heading and rows with their columns aligned.

    Args:
        heading: a text a column.
        rows: the same of each row.
        room: how many cells a line has; None when there is no limit.
        elastic: the columns that may be cut to fit.
        right: the columns that are aligned to the right.
    """
    clear = [[clean(cell) for cell in row] for row in (heading, *rows)]
    widths = [max(map(cells, column)) for column in zip(*clear, strict=True)]
    if room is not None:
        _shrink(widths, room - len(GAP) * (len(widths) - 1), elastic)
    for row in clear:
        made = []
        for at, (cell, wide) in enumerate(zip(row, widths, strict=True)):
            text = cut(cell, wide)
            made.append(" " * (wide - cells(text)) + text if at in right else pad(text, wide))
        yield GAP.join(made).rstrip()


def _shrink(widths: list[int], room: int, elastic: Sequence[int]) -> None:
    while sum(widths) > room:
        widest = max(elastic, key=lambda at: widths[at])
        if widths[widest] <= _SMALLEST_COLUMN:
            return
        widths[widest] -= 1


def wrapped(text: str, room: int | None, *, first: str = "", rest: str = "") -> Iterator[str]:
    """A paragraph, its first line after ``first`` and the others after ``rest``."""
    if room is None:
        yield first + clean(text)
        return
    line, empty = first, True
    for word in clean(text).split():
        if not empty and cells(line) + 1 + cells(word) > room:
            yield line
            line, empty = rest, True
        line += word if empty else f" {word}"
        empty = False
    yield line
