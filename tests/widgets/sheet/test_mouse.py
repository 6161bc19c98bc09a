"""The mouse: clicks, double clicks, right clicks, dragging, the wheel and tooltips."""

import pytest
from textual.content import Content
from textual.pilot import Pilot

from tests.screens import golden
from tests.widgets.sheets import SheetApp, grounds_app, log_app, types_app
from widgets.sheet import messages

HEADING = 3
"""Lines of the heading of the types."""


def spot(app: SheetApp, row: int, column: str) -> tuple[int, int]:
    place = app.sheet.model.column_place(column)
    assert place is not None
    placed = app.sheet.model.layout.find(place)
    assert placed is not None
    return placed.x + placed.width // 2, row


async def click(
    pilot: Pilot[None], app: SheetApp, row: int, column: str, button: int = 1, times: int = 1
) -> None:
    body = app.sheet.body
    await pilot.click(body, offset=spot(app, row, column), button=button, times=times)
    await pilot.pause()


async def test_a_click_moves_and_takes_the_keys() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.add_class("fields")
        app.query_one("#after").focus()
        await pilot.pause()
        app.told()
        await click(pilot, app, 2, "web")
        assert app.told() == [messages.CursorMoved(12, "web")]
        assert app.focused is app.sheet


async def test_a_click_ticks_and_a_refused_one_says_why() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, app, 1, "asynja")
        await click(pilot, app, 2, "bookable")
        told = app.told(messages.CellEdited, messages.CellRefused)
        assert told == [
            messages.CellEdited(11, "asynja", False),
            messages.CellRefused(12, "bookable", "Dölj bokning för patient är markerad."),
        ]


async def test_a_double_click_edits_or_chooses() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, app, 1, "name", times=2)
        assert app.sheet.is_editing
        await click(pilot, app, 2, "name")
        assert not app.sheet.is_editing
    log = log_app()
    async with log.run_test(size=(80, 24)) as pilot:
        await click(pilot, log, 1, "status", times=2)
        assert log.told(messages.RowChosen) == [messages.RowChosen("k1", "status")]


@pytest.mark.parametrize("column", ["name", "asynja"])
async def test_a_right_click_asks_for_the_menu_and_nothing_else(column: str) -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.told()
        await click(pilot, app, 1, column, button=3, times=2)
        x, y = spot(app, 1, column)
        menu = messages.MenuAsked(11, column, x, y + HEADING)
        assert app.told() == [messages.CursorMoved(11, column), menu, menu]
        assert not app.sheet.is_editing
        await pilot.press("shift+f10")
        await pilot.pause()
        (asked,) = app.told()
        assert isinstance(asked, messages.MenuAsked)
        assert (asked.row, asked.y) == (11, 1 + HEADING + 1)
        await pilot.click(app.sheet.heading, offset=(x, 1), button=3)
        assert app.told() == [messages.MenuAsked(None, column, x, 1)]


async def test_shift_marks_a_range_and_the_cell_of_the_mark_one_row() -> None:
    app = log_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await click(pilot, app, 2, "changed")
        await pilot.click(app.sheet.body, offset=spot(app, 5, "changed"), shift=True)
        await pilot.click(app.sheet.body, offset=(1, 8))
        await pilot.pause()
        assert app.sheet.marks == {"k2", "k3", "k4", "k5", "k8"}
        assert app.sheet.cursor_row == "k8"


async def test_the_heading_sorts() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(app.sheet.heading, offset=(4, 1))
        await pilot.click(app.sheet.heading, offset=(4, 1))
        await pilot.click(app.sheet.heading, offset=(42, 1))  # not a column to sort by
        assert app.told(messages.SortAsked) == [
            messages.SortAsked("name", False),
            messages.SortAsked("name", True),
        ]


async def test_dragging_an_edge_makes_a_column_wider() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        heading = app.sheet.heading
        await pilot.pause()
        edge = app.sheet.model.layout.placed[0].x + 18
        await pilot.mouse_down(heading, offset=(edge, 1))
        await pilot.hover(heading, offset=(edge + 7, 1))
        assert app.told(messages.ColumnChanged) == []
        await pilot.hover(heading, offset=(edge + 4, 1))
        await pilot.mouse_up(heading, offset=(edge + 4, 1))
        await pilot.pause()
        assert app.sheet.columns[0].width == 22
        assert app.told(messages.ColumnChanged, messages.SortAsked) == [
            messages.ColumnChanged("name", 22, False)
        ]
        await pilot.mouse_down(heading, offset=(edge + 4, 1))
        await pilot.hover(heading, offset=(0, 1))
        await pilot.mouse_up(heading, offset=(0, 1))
        assert app.sheet.columns[0].width == 3


async def test_a_click_on_a_folded_heading_brings_the_column_back() -> None:
    app = log_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        x, _ = spot(app, 0, "comment")
        await pilot.click(app.sheet.heading, offset=(x, 1))
        assert not app.sheet.columns[7].folded
        assert app.told(messages.SortAsked) == []


def title_line(app: SheetApp, sign: str, x: int) -> int:
    """The line in which a sign stands at a cell: there are fewer where all titles are short."""
    return [line[x : x + 1] for line in golden.text_of(app).split("\n")[:3]].index(sign)


async def test_the_signs_for_more_columns_lead_there() -> None:
    app = types_app()
    async with app.run_test(size=(60, 24)) as pilot:
        heading = app.sheet.heading
        await pilot.pause()
        first = app.sheet.model.layout
        assert first.before == 0
        assert first.after > 0
        seen = set(first.placed)
        while (sign := app.sheet.model.layout.on_at) is not None:
            await pilot.click(heading, offset=(sign, title_line(app, "▸", sign)))
            await pilot.pause()
            seen |= set(app.sheet.model.layout.placed)
        assert {placed.place for placed in seen} == set(range(len(app.sheet.columns)))
        assert app.told(messages.SortAsked, messages.ColumnChanged) == []
        while (sign := app.sheet.model.layout.back_at) is not None:
            await pilot.click(heading, offset=(sign, title_line(app, "◂", sign)))
            await pilot.pause()
        assert app.sheet.model.layout == first
        assert app.sheet.cursor_column == "name"


async def test_so_do_the_words_above_the_titles() -> None:
    app = log_app()
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.pause()
        groups = golden.text_of(app).split("\n")[0]
        assert groups.endswith("till ▸")
        await pilot.click(app.sheet.heading, offset=(groups.index("till"), 0))
        await pilot.pause()
        assert app.sheet.model.layout.before > 0
        assert app.told(messages.SortAsked) == []


async def test_the_wheel_moves_the_rows_and_not_the_cursor() -> None:
    app = log_app(1_000_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        body = app.sheet.body
        await pilot._post_mouse_events([_down()], body, (5, 5))
        await pilot.pause()
        assert (body.top, app.sheet.model.cursor_index) == (3, 0)
        await pilot.press("down")
        assert (body.top, app.sheet.model.cursor_index) == (1, 1)


def _down() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


async def test_tooltips_say_all_and_stay_on_the_screen() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24), tooltips=True) as pilot:
        await pilot.hover(app.sheet.body, offset=spot(app, 1, "web"))
        tip = app.sheet.body.tooltip
        assert isinstance(tip, Content)
        assert tip.plain == "Här kan du boka provtagning"
        await pilot.hover(app.sheet.body, offset=spot(app, 4, "web"))
        tip = app.sheet.body.tooltip
        assert isinstance(tip, Content)
        assert tip.plain == "Saknar namn på 1177."
        await pilot.hover(app.sheet.heading, offset=spot(app, 1, "asynja"))
        tip = app.sheet.heading.tooltip
        assert isinstance(tip, Content)
        assert tip.plain == "Bokningsbar AsynjaVisph"
        assert len(app.sheet.body.shortened("x" * 10_000)) <= 80 * 24
        assert golden.text_of(app)


async def test_the_line_between_two_groups_is_an_edge_to_drag_by() -> None:
    app = grounds_app()
    async with app.run_test(size=(120, 20)) as pilot:
        placed = app.sheet.model.layout.placed
        before = next(n for n, one in enumerate(placed[1:]) if one.bar)
        column, x = placed[before].place, placed[before].x + placed[before].width
        width = app.sheet.columns[column].width
        for offset in range(3):  # the blank, the line, the blank
            start = (x + offset, 2)
            await pilot.mouse_down(app.sheet.heading, offset=start)
            await pilot.hover(app.sheet.heading, offset=(start[0] + 2, 2))
            await pilot.mouse_up(app.sheet.heading, offset=(start[0] + 2, 2))
            assert app.sheet.columns[column].width == width + 2, offset
            app.sheet.column_acts.set_width(column, width)
