"""What a cell says in the room it has, and how much room it needs; without colours."""

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from widgets.clean import drawn
from widgets.line import fit
from widgets.sheet.layout import NARROWEST, title_lines
from widgets.sheet.values import Cell, Column, Option

TICKED, UNTICKED = "☑", "☐"
_SIGNS = {"warn": "!", "error": "!!"}
_QUOTED = frozenset('"\t\n\r')
_CHARACTERS_A_CELL = 8
"""More characters than this for a cell of width are not looked at: a text may be very long."""

WIDEST_FITTED = 60
"""Cells; who wants a column to be wider than this drags it or widens it."""


class Piece(NamedTuple):
    """A part of a cell.

    Attributes:
        text: what it says.
        swatch: the role whose colour it shows, or empty.
    """

    text: str
    swatch: str = ""


def option_of(column: Column, text: str) -> Option | None:
    """The option that a cell's text means: its value, or else its label."""
    by_label = None
    for option in column.options:
        if option.value == text:
            return option
        if option.label == text:
            by_label = by_label or option
    return by_label


def copied_text(column: Column, cell: Cell) -> str:
    """What a cell says in full, on its own lines and harmless; a tick as Ja or Nej."""
    if column.kind == "tick":
        return "Ja" if cell.on else "Nej"
    return "\n".join(map(drawn, shown_text(column, cell).splitlines()))


def quoted(text: str) -> str:
    """A copied text in quotes where it would else be several cells."""
    return '"{}"'.format(text.replace('"', '""')) if set(text) & _QUOTED else text


def shown_text(column: Column, cell: Cell) -> str:
    """What a cell says in full, as it came."""
    option = option_of(column, cell.text) if column.options else None
    return option.label if option else cell.text


def pieces(column: Column, cell: Cell, width: int, *, cursor: bool) -> tuple[Piece, ...]:
    """The cell in exactly ``width`` cells."""
    if column.folded:
        return (Piece(fit(_folded(column, cell), width)),)
    if column.kind == "tick":
        return (Piece(_tick(cell, width, cursor=cursor)),)
    sign = _SIGNS.get(cell.state, "")
    if column.kind == "colour" and width > 2:
        option = option_of(column, cell.text)
        role = (option.role if option else "") or cell.role
        text = option.label if option else cell.text
        swatch = "■ " if role else "  "
        return Piece(swatch, role), Piece(_fitted(text, width - 2, sign, right=False))
    option = option_of(column, cell.text) if column.options else None
    text = option.label if option else cell.text
    if column.brief is not None and cell_len(text) > width:
        text = column.brief(text)
    return (Piece(_fitted(text, width, sign, right=column.right)),)


def _folded(column: Column, cell: Cell) -> str:
    if column.kind == "tick":
        return TICKED if cell.on else UNTICKED
    if cell.state in _SIGNS:
        return "!"
    if not drawn(cell.text[:400]).strip():
        return ""
    return column.mark if column.kind == "text" else "·"


def _tick(cell: Cell, width: int, *, cursor: bool) -> str:
    """The box in the middle, whatever stands beside it: boxes line up under each other."""
    before = max(0, (width - 1) // 2)
    around = cursor and width >= 3
    box = TICKED if cell.on else UNTICKED
    line = " " * (before - around) + "[" * around + box + "]" * around
    sign = _SIGNS.get(cell.state, "")
    if len(line) + len(sign) > width:
        line = line.rstrip("]")
    return (line + sign).ljust(width)[:width]


def _fitted(text: str, width: int, sign: str, *, right: bool) -> str:
    most = width * _CHARACTERS_A_CELL + 64
    said = drawn(text[:most])
    while said and not said.isascii() and not cell_len(said[0]):
        said = said[1:]  # would change the cell before it
    if sign:
        said = f"{sign} {said}"
    if len(text) > most:
        said += "…"
    return fit(said, width, right=right)


# --- how much room it needs ---------------------------------------------------------------------


def broken(text: str, width: int) -> list[str]:
    """The text on lines of at most this width: its own, broken between words where too long."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in drawn(paragraph).split(" "):
            joined = f"{line} {word}" if line else word
            if cell_len(joined) <= width:
                line = joined
                continue
            lines += [line] if line else []
            *whole, line = chop_cells(word, max(2, width)) or [""]
            lines += whole
        lines.append(line)
    return lines


def fitted(
    column: Column, cells: Iterable[Cell], *, more: int = 0, most: int = WIDEST_FITTED
) -> int:
    """The least width in which neither the heading nor any of the cells is cut.

    Args:
        column: it may be folded; the width is for when it is not.
        cells: those that show: a column is never measured from all of its data.
        more: cells that the heading needs besides its title.
        most: it is never wider.
    """
    open_column = column._replace(folded=False)
    wide = max(NARROWEST, *(_length(open_column, cell, most) for cell in cells), 0)
    while wide < most and _is_cut(open_column, wide - more):
        wide += 1
    return min(wide, most)


def _length(column: Column, cell: Cell, most: int) -> int:
    # One more than the widest, so that a text that is too long for it can be told by its length.
    parts = pieces(column, cell, most + 1, cursor=False)
    text = "".join(part.text for part in parts)
    return cell_len(text.strip() if column.kind == "tick" or column.right else text.rstrip())


def _is_cut(column: Column, width: int) -> bool:
    return any("…" in line for line in title_lines(column, width))
