"""How wide a column must be for what it shows; without a screen."""

from collections.abc import Iterable

from rich.cells import cell_len

from widgets.sheet.draw import pieces
from widgets.sheet.layout import NARROWEST, title_lines
from widgets.sheet.values import Cell, Column

WIDEST_FITTED = 60
"""Cells; who wants a column to be wider than this drags it or widens it."""


def fitted(column: Column, cells: Iterable[Cell], *, more: int = 0) -> int:
    """The least width in which neither the heading nor any of the cells is cut.

    Args:
        column: it may be folded; the width is for when it is not.
        cells: those that show: a column is never measured from all of its data.
        more: cells that the heading needs besides its title.
    """
    open_column = column._replace(folded=False)
    wide = max(NARROWEST, *(_said(open_column, cell) for cell in cells), 0)
    while wide < WIDEST_FITTED and _is_cut(open_column, wide - more):
        wide += 1
    return min(wide, WIDEST_FITTED)


def _said(column: Column, cell: Cell) -> int:
    # One more than the widest, so that a text that is too long for it can be told by its length.
    parts = pieces(column, cell, WIDEST_FITTED + 1, cursor=False)
    text = "".join(part.text for part in parts)
    return cell_len(text.strip() if column.kind == "tick" or column.right else text.rstrip())


def _is_cut(column: Column, width: int) -> bool:
    return any("…" in line for line in title_lines(column, width))
