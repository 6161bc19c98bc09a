"""Text that fits a line: cutting and filling by the cells a terminal draws, not by characters.

What is cut, filled or wrapped is made harmless too: it may be a name out of a book.
"""

from rich.cells import cell_len, set_cell_size

from widgets.clean import drawn


def cut(text: str, width: int) -> str:
    """The text if it fits in ``width`` cells, else its beginning and an ellipsis."""
    text = drawn(text)
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text cut or filled to exactly ``width`` cells.

    Args:
        text: plain text.
        width: cells; under 1 gives the empty text.
        right: put the filling before the text.
    """
    if len(text) <= width and text.isascii() and text.isprintable():  # most of what is drawn
        return text.rjust(width) if right else text.ljust(width)
    kept = cut(text, width)
    filling = " " * (width - cell_len(kept))
    return filling + kept if right else kept + filling


def wrap(text: str, width: int) -> list[str]:
    """The text on as many lines as it needs, broken between words; a long word is cut."""
    lines: list[str] = []
    for word in drawn(text).split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(cut(word, width))
    return lines
