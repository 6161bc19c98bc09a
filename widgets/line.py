"""Text that fits a line: cutting and filling by the cells a terminal draws, not by characters."""

import unicodedata

from rich.cells import cell_len, set_cell_size

_HARMFUL = {"Cc", "Cs", "Cn", "Co"}
_BIDI = frozenset(
    map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


def plain(text: str) -> str:
    """The text without what a terminal obeys: control characters and marks of direction."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char for char in text if char not in _BIDI and unicodedata.category(char) not in _HARMFUL
    )


def cut(text: str, width: int) -> str:
    """The text if it fits in ``width`` cells, else its beginning and an ellipsis."""
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
    for word in text.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(cut(word, width))
    return lines
