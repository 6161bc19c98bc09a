"""How every sheet of the program stands: boxes, grounds, lines and headings, on all pages."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import pytest
from rich.color import Color
from textual.app import App
from textual.color import Color as Ground
from textual.pilot import Pilot
from textual.widget import Widget

from asynja_tui import themes
from asynja_tui.shell import Shell
from db.values import Actor, Role
from screens.session import Session
from tests.screens import golden, guide_world
from tests.screens.pilots import settled
from tests.screens.test_hostile_screens import STAFF_PAGES
from tests.widgets.week_grid.test_drawing import contrast
from widgets.sheet.cells import TICKED, UNTICKED
from widgets.sheet.layout import heading_lines
from widgets.sheet.sheet import Sheet
from widgets.sheet.values import Cell, Row, cell_of
from widgets.week_grid.week_grid import WeekGrid

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

BOXES = {TICKED, UNTICKED}
Cells = list[tuple[str, Color | None, Color | None]]
"""The characters of a line, each with its colour and its ground."""


def lines_of(app: App[None], grid: Widget) -> list[Cells]:
    """What stands on the grid's lines, a character a cell."""
    region = grid.region
    drawn = list(golden._lines(app))[region.y : region.bottom]
    cells = [
        [(c, style.color, style.bgcolor) for text, style in line for c in text] for line in drawn
    ]
    return [line[region.x : region.right - 1] for line in cells]


class Drawn(NamedTuple):
    """A sheet as it stands on the screen.

    Attributes:
        sheet: it.
        heading: its lines of text, without the line below them.
        rows: those that show, but the one with the cursor, each with what it says.
    """

    sheet: Sheet
    heading: list[Cells]
    rows: list[tuple[Row, Cells]]


def drawn_of(app: App[None], sheet: Sheet) -> Drawn:
    lines, top, model = lines_of(app, sheet), sheet.heading.size.height, sheet.model
    names = heading_lines(model.columns, model.layout, sheet.size.height)
    places = range(sheet.top, min(model.row_count, sheet.top + sheet.lines))
    rows = [(model.row_at(at), lines[top + at - sheet.top]) for at in places]
    plain = [
        (row, cells)
        for at, (row, cells) in zip(places, rows, strict=True)
        if row is not None and at != model.cursor_index
    ]
    return Drawn(sheet, lines[: len(names) - ("rule" in names)], plain)


def text_against_lines(drawn: Drawn) -> Iterator[str]:
    for line in [*drawn.heading, *(cells for _, cells in drawn.rows)]:
        said = "".join(c for c, _, _ in line)
        for at in (n for n, c in enumerate(said) if c == "│"):
            if (said[at - 1 : at] + said[at + 1 : at + 2]).strip():
                yield f"text against a line: {said[at - 8 : at + 9]!r}"


def boxes_out_of_line(drawn: Drawn) -> Iterator[str]:
    for placed in drawn.sheet.model.layout.placed:
        column, where = drawn.sheet.columns[placed.place], range(placed.x, placed.x + placed.width)
        if column.kind == "tick" and not column.folded:
            seen = {n - placed.x for _, cells in drawn.rows for n in where if cells[n][0] in BOXES}
            if not seen <= {(placed.width - 1) // 2}:
                yield f"{column.name}: boxes at {seen}"


def boxes_alike(drawn: Drawn) -> Iterator[str]:
    colours: dict[str, set[Color | None]] = {TICKED: set(), UNTICKED: set()}
    for row, cells in drawn.rows:
        for placed in drawn.sheet.model.layout.placed:
            at = placed.x + (placed.width - 1) // 2
            if cell_of(row, placed.place) in (Cell(), Cell(on=True)) and cells[at][0] in BOXES:
                colours[cells[at][0]].add(cells[at][1])
    if colours[TICKED] & colours[UNTICKED]:
        yield "boxes with and without a tick are as strong"


def headings_cut(drawn: Drawn) -> Iterator[str]:
    for placed in drawn.sheet.model.layout.placed:
        column, where = drawn.sheet.columns[placed.place], range(placed.x, placed.x + placed.width)
        title = "".join(line[n][0] for line in drawn.heading for n in where)
        if "…" in title and placed.width >= column.width and drawn.sheet.app.size.width >= 120:
            yield f"the heading of {column.name} is cut: {title!r}"


def other_grounds(drawn: Drawn) -> Iterator[str]:
    if not drawn.heading:
        return
    for row, cells in drawn.rows:
        own = {
            n
            for placed in drawn.sheet.model.layout.placed
            if row.role or cell_of(row, placed.place).role
            for n in range(placed.x, placed.x + placed.width)
        }
        odd = [
            n
            for n, (below, above) in enumerate(zip(cells, drawn.heading[-1], strict=True))
            if n not in own and below[2] != above[2]
        ]
        if odd:
            yield f"{row.key}: another ground than the heading's at {odd}"


RULES = (text_against_lines, boxes_out_of_line, boxes_alike, headings_cut, other_grounds)


@pytest.mark.parametrize("name", STAFF_PAGES)
async def test_every_sheet_of_a_page_lines_up(session: Session, name: str) -> None:
    shell = Shell(session._replace(actor=Actor(Role.SCHEDULER)))
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shell.action_open_page(name)
        for size in ((80, 24), (120, 40), (200, 50)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            for sheet in shell.screen.query(Sheet):
                if sheet.region and sheet.is_on_screen:
                    drawn = drawn_of(shell, sheet)
                    assert [said for rule in RULES for said in rule(drawn)] == [], size
            for grid in shell.screen.query(WeekGrid):
                said = ["".join(c for c, _, _ in line) for line in lines_of(shell, grid)]
                assert [line for line in said if re.search(r"│[^ ]|\w│", line)] == [], size


# --- without colours ----------------------------------------------------------------------------


def without_colours(app: App[None], widget: Widget) -> list[tuple[str, bool, bool, bool]]:
    """The cells of a widget as one sees them who sees no colours."""
    region = widget.region
    return [
        (c, bool(style.bold), bool(style.underline), bool(style.reverse))
        for line in list(golden._lines(app))[region.y : region.bottom]
        for c, style in [(c, style) for text, style in line for c in text][region.x : region.right]
    ]


async def looks(pilot: Pilot[None], widget: Widget, *acts: Callable[[], object]) -> list[object]:
    """What the widget looks like after each of these acts, without colours."""
    seen: list[object] = []
    for act in acts:
        act()
        await settled(pilot)
        seen.append(without_colours(pilot.app, widget))
    return seen


@pytest.mark.parametrize("name", STAFF_PAGES)
async def test_cursor_focus_and_marks_are_told_by_more_than_colour(
    session: Session, name: str
) -> None:
    shell = Shell(session._replace(actor=Actor(Role.SCHEDULER)))
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        shell.action_open_page(name)
        await settled(pilot)
        for sheet in shell.screen.query(Sheet):
            if not sheet.region or sheet.model.row_count < 2:
                continue
            sheet.take_keys()
            at = sheet.model.column_index
            acts: list[Callable[[], object]] = [
                partial(sheet.go, 0, at), partial(sheet.go, 1, at), partial(sheet.go, 1, at + 1),
                partial(shell.screen.set_focus, None),
            ]  # fmt: skip
            if sheet.model.markable:
                acts.append(partial(sheet.set_marks, [sheet.cursor_row or 0]))
            seen = await looks(pilot, sheet, *acts)
            assert all(seen[n] != seen[n + 1] for n in range(len(seen) - 1)), sheet
        for grid in shell.screen.query(WeekGrid):
            keys = [block.key for block in grid.board.blocks[:2]]
            grid.focus()
            seen = await looks(
                pilot, grid, partial(grid.move_to, keys[0]), partial(grid.move_to, keys[1]),
                partial(shell.screen.set_focus, None), partial(grid.set_marks, keys[:1]),
            )  # fmt: skip
            assert all(seen[n] != seen[n + 1] for n in range(len(seen) - 1))


@pytest.mark.parametrize("theme", list(themes.BY_NAME))
@pytest.mark.parametrize("ground", ["ground-before", "ground-after", "ground-release"])
def test_what_stands_on_a_columns_ground_can_be_read(theme: str, ground: str) -> None:
    made = themes.BY_NAME[theme]
    colours = {**made.variables, "foreground": str(made.foreground)}
    for name in ("foreground", "foreground-quiet", "frame-title", "figure", "attention"):
        pair = Ground.parse(colours[ground]), Ground.parse(colours[name])
        assert contrast(*pair) >= 4.5, name
