"""Where the columns and their headings stand: from widths to cells of a line, nothing else."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from widgets.line import cut, fit
from widgets.sheet.values import Column

FOLDED_WIDTH = 1
NARROWEST, WIDEST = 3, 200
_REST = 10
"""What the fixed columns must leave of the line for the others."""
_BARS_FROM = 100
"""Cells of a line that has room for lines between the groups, with a blank on either side."""
_CUT_FROM = 4
"""A text column at the right edge is shown in part from this many cells."""


class Placed(NamedTuple):
    """A column on the line.

    Attributes:
        place: the column's place among the sheet's columns.
        x: its first cell.
        width: its cells, without the gap after it.
        bar: whether there is a line in the gap before it, since a new group begins here.
    """

    place: int
    x: int
    width: int
    bar: bool = False


class Layout(NamedTuple):
    """All that shows of the columns.

    Attributes:
        placed: from left to right.
        fixed: how many of them stay.
        before: how many columns lie out of sight to the left.
        after: how many are out of sight to the right, or only partly seen.
        width: of the whole line.
    """

    placed: tuple[Placed, ...]
    fixed: int
    before: int
    after: int
    width: int

    def find(self, index: int) -> Placed | None:
        """Where a column stands, if it shows."""
        return next((one for one in self.placed if one.place == index), None)

    def at(self, x: int) -> Placed | None:
        """The column at a cell of the line; the gap belongs to the column before it."""
        hits = [one for one in self.placed if one.x <= x]
        is_last = len(hits) == len(self.placed)
        return hits[-1] if hits and (not is_last or x <= hits[-1].x + hits[-1].width) else None

    def edge_at(self, x: int) -> Placed | None:
        """The column whose right edge is at a cell: the gap after it."""
        at = self.at(x)
        return at if at is not None and x >= at.x + at.width else None

    @property
    def back_at(self) -> int | None:
        """The cell of the titles' ◂, when there are columns out of sight to the left."""
        if not self.before or not 0 < self.fixed < len(self.placed):
            return None
        first = self.placed[self.fixed]
        between = len(gap(first.bar))
        return first.x - between + between // 2

    @property
    def on_at(self) -> int | None:
        """The cell of the titles' ▸, when there are columns out of sight to the right."""
        return self.width - 1 if self.after else None

    @property
    def page(self) -> int:
        """By how many columns one moves on to see the next ones."""
        return max(1, len(self.placed) - self.fixed)


def width_of(column: Column) -> int:
    """The cells that a column wants."""
    return FOLDED_WIDTH if column.folded else max(1, min(column.width, WIDEST))


def order_of(columns: Sequence[Column]) -> list[int]:
    """The places of the columns from left to right: the fixed ones first."""
    return sorted(range(len(columns)), key=lambda n: not columns[n].fixed)


def gap(bar: bool) -> str:
    """What stands between two columns."""
    return " │ " if bar else " "


def lay_out(columns: Sequence[Column], width: int, left: int = 0, lead: int = 1) -> Layout:
    """Place the columns on a line, after ``lead`` cells, passing by ``left`` of those that move."""
    order = order_of(columns)
    bars = width >= _BARS_FROM
    groups = [columns[n].group for n in order]
    total = lead + sum(width_of(columns[n]) + 1 for n in order) - 1
    total += 2 * sum(a != b for a, b in pairwise(groups)) if bars else 0
    end = width if total <= width else width - 1  # the last cell says that there is more
    fixed = _fixed(columns, order, end - lead)
    moving = order[len(fixed) :]
    left = max(0, min(left, len(moving) - 1)) if total > width else 0
    placed: list[Placed] = []
    x = lead
    wanted = fixed + [(n, width_of(columns[n])) for n in moving[left:]]
    for index, wide in wanted:
        bar = bars and bool(placed) and columns[index].group != columns[placed[-1].place].group
        x += len(gap(bar)) - 1 if placed else 0
        here = min(wide, end - x)
        first = len(placed) == len(fixed)
        if here < 1 or (here < wide and not first and not _can_be_cut(columns[index], here)):
            break
        placed.append(Placed(index, x, here, bar))
        x += here + 1
    # A column that is alone in its room cannot be shown better.
    cut_off = len(placed) > len(fixed) + 1 and placed[-1].width < wanted[len(placed) - 1][1]
    after = len(wanted) - len(placed) + cut_off
    return Layout(tuple(placed), min(len(fixed), len(placed)), left, after, width)


def _can_be_cut(column: Column, width: int) -> bool:
    return column.kind == "text" and width >= _CUT_FROM


def _fixed(columns: Sequence[Column], order: list[int], room: int) -> list[tuple[int, int]]:
    """The columns that stay, with their widths: as many as leave room for the others."""
    kept: list[tuple[int, int]] = []
    used = 0
    for n in order:
        if not columns[n].fixed:
            break
        wide = width_of(columns[n])
        others = len(order) > len(kept) + 1
        limit = room - min(_REST, room // 2) if others else room
        if used + wide + 1 > limit:
            if not kept and limit > 1:
                kept.append((n, max(1, min(wide, limit - 1))))
            break
        kept.append((n, wide))
        used += wide + 1
    return kept


def tightened(columns: Sequence[Column], width: int, left: int, lead: int = 1) -> int:
    """How many moving columns to pass by at most, so that no room is left empty."""
    left = lay_out(columns, width, left, lead).before
    while left and not lay_out(columns, width, left - 1, lead).after:
        left -= 1
    return left


def left_for(columns: Sequence[Column], width: int, left: int, index: int, lead: int = 1) -> int:
    """How many moving columns to pass by so that a column shows, changed as little as can be."""
    layout = lay_out(columns, width, left, lead)
    order = order_of(columns)
    fixed = layout.fixed
    left = layout.before
    if index in order[:fixed]:
        return left
    place = order.index(index) - fixed
    if place < left:
        return place
    while left < place and not _whole(columns, layout, index):
        left += 1
        layout = lay_out(columns, width, left, lead)
    return left


def _whole(columns: Sequence[Column], layout: Layout, index: int) -> bool:
    found = layout.find(index)
    return found is not None and found.width == width_of(columns[index])


def title_lines(column: Column, width: int) -> tuple[str, str]:
    """The title on two lines: the first is empty when one is enough."""
    if column.folded:
        return "", "+"
    flat = " ".join(column.title.replace("-\n", "").split())  # a word that is broken, whole again
    if cell_len(flat) <= width:
        return "", flat
    first, _, rest = column.title.partition("\n")
    if not rest:
        words = flat.split(" ")
        taken = len(words) - 1 or 1
        while taken > 1 and cell_len(" ".join(words[:taken])) > width:
            taken -= 1
        first, rest = " ".join(words[:taken]), " ".join(words[taken:])
    if not rest:
        return "", cut(flat, width)
    return cut(first, width), cut(" ".join(rest.split()), width)


def heading_lines(columns: Sequence[Column], layout: Layout, height: int) -> list[str]:
    """The names of the heading's lines that there is room for in a sheet of this height."""
    if height < 2:
        return []
    two = any(title_lines(columns[p.place], p.width)[0] for p in layout.placed)
    groups = any(column.group for column in columns)
    if height < 6:
        return ["title"]
    if height < 9:
        return [*(["above"] if two else []), "title"]
    return [*(["groups"] if groups else []), *(["above"] if two else []), "title", "rule"]


def group_line(columns: Sequence[Column], layout: Layout) -> str:
    """The names of the groups above their columns, and how many columns are out of sight."""
    groups = [columns[one.place].group for one in layout.placed]
    starts = [n for n in range(len(groups)) if n == 0 or groups[n] != groups[n - 1]]
    line = ""
    for at, n in enumerate(starts):
        placed = layout.placed[n]
        last = at == len(starts) - 1
        after = None if last else layout.placed[starts[at + 1]]
        end = after.x - len(gap(after.bar)) if after else layout.width
        line += gap(placed.bar) if at else " " * placed.x
        line += fit(columns[placed.place].group, end - placed.x)
    more = more_text(layout)
    said = line.rstrip()
    if more and cell_len(said) + cell_len(more) + 1 <= layout.width:
        return fit(said, layout.width - cell_len(more)) + more
    return fit(line, layout.width)


def more_text(layout: Layout) -> str:
    """Said where there is room for it when columns are out of sight to the right."""
    columns = "kolumn" if layout.after == 1 else "kolumner"
    return f"{layout.after} {columns} till ▸" if layout.after else ""


def more_at(layout: Layout) -> int:
    """The cell at which that text begins."""
    return layout.width - cell_len(more_text(layout))
