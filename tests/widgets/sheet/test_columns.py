"""Columns on a screen: their grounds, the cursor in the heading, fitting and the list of them."""

from pathlib import Path

import pytest
from rich.style import Style

from tests.screens import golden
from tests.widgets.sheet.test_sheet import press
from tests.widgets.sheets import (
    GROUNDS,
    LOG,
    ColourSheet,
    Draft,
    SheetApp,
    grounds_app,
    log_app,
    some_changes,
    types_app,
)
from widgets.sheet import messages
from widgets.sheet.cells import WIDEST_FITTED, fitted
from widgets.sheet.layout import title_lines
from widgets.sheet.values import Cell, Column, Shape


@pytest.fixture(autouse=True)
def _goldens_beside_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "FOLDER", Path(__file__).parents[1] / "goldens")


def style_at(app: SheetApp, x: int, y: int) -> Style:
    """How a cell of the screen is drawn."""
    line = list(golden._lines(app))[y]
    for text, style in line:
        if x < len(text):
            return style
        x -= len(text)
    raise AssertionError("outside the screen")


def ground_at(app: SheetApp, column: str, y: int) -> str:
    """The ground of a column on a line of the screen."""
    place = app.sheet.model.column_place(column)
    assert place is not None
    placed = app.sheet.model.layout.find(place)
    assert placed is not None
    colour = style_at(app, placed.x, y).bgcolor
    return colour.get_truecolor().hex if colour else ""


# --- grounds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["asynja-ljust", "asynja-morkt"])
async def test_the_three_grounds_look_as_they_did(theme: str) -> None:
    app = grounds_app(theme)
    async with app.run_test(size=(80, 16)) as pilot:
        await press(pilot, "m", "down", "right")
        golden.check(app, f"sheet-grounds-{theme}")


async def test_a_ground_goes_from_the_heading_to_the_last_row_and_under_all_else() -> None:
    app = grounds_app("asynja-morkt")
    async with app.run_test(size=(80, 16)) as pilot:
        await press(pilot, "down", "down")
        top = app.sheet.heading.size.height
        white, red, green = (ground_at(app, one, top) for one in ("status", "day", "new_day"))
        assert len({white, red, green}) == 3
        for y in (0, 1, 2, 3, top + 3, top + 4):
            assert [ground_at(app, one, y) for one in ("left", "type", "new_type")] == [
                white, red, green,
            ], y  # fmt: skip
        cursor = {ground_at(app, one, top + 2) for one in ("left", "type", "new_type")}
        assert len(cursor) == 1
        assert not cursor & {white, red, green}


async def test_a_folded_column_shows_its_own_mark() -> None:
    columns = [one._replace(mark="≡") if one.key == "old" else one for one in GROUNDS]
    app = SheetApp(ColourSheet(columns, Draft(some_changes()), read_only=True))
    async with app.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        text = golden.text_of(app)
        assert text.count("≡") == 1
        assert "✎" not in text


# --- the cursor in the heading ------------------------------------------------------------------


async def test_up_from_the_first_row_goes_to_the_heading() -> None:
    app = grounds_app()
    sheet = app.sheet
    async with app.run_test(size=(80, 16)) as pilot:
        await press(pilot, "right", "up", "up", "left")
        assert (sheet.model.in_heading, sheet.cursor_row, sheet.cursor_column) == (
            True,
            None,
            "status",
        )
        assert style_at(app, 3, 2).reverse
        assert "▌" not in golden.text_of(app)
        app.told()
        await press(pilot, "s", "m", "space", "ctrl+c", "enter", "z")
        assert [type(one).__name__ for one in app.told()] == [
            "SortAsked", "ColumnChanged", "ColumnChanged",
        ]  # fmt: skip
        await press(pilot, "end")
        assert (sheet.model.in_heading, sheet.cursor_column) == (True, "new")
        await press(pilot, "down")
        assert (sheet.model.in_heading, sheet.cursor_row) == (False, "late")
        await press(pilot, "up", "escape")
        assert (sheet.model.in_heading, sheet.cursor_row) == (False, "late")
        await press(pilot, "up", "G")
        assert sheet.cursor_row == "grey"


async def test_the_menu_of_a_heading() -> None:
    app = grounds_app()
    async with app.run_test(size=(80, 16)) as pilot:
        await press(pilot, "up", "shift+f10")
        asked = app.told(messages.MenuAsked)[-1]
        assert isinstance(asked, messages.MenuAsked)
        assert (asked.row, asked.column) == (None, "status")


async def test_the_heading_keeps_the_cursor_while_the_rows_are_sorted() -> None:
    app = log_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "up")
        app.sheet.reload()
        assert app.sheet.model.in_heading
        app.sheet.reload(keep="k500")
        assert (app.sheet.model.in_heading, app.sheet.cursor_row) == (False, "k500")


async def test_the_heading_of_a_sheet_that_is_written_in_is_not_gone_to() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "up", "up")
        assert app.sheet.cursor_row == 10
        await press(pilot, "x")
        assert app.sheet.is_editing


# --- widths -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "texts", "width"),
    [
        (Column("k", "Kl", width=30), ["08:15", ""], 5),
        (Column("k", "Kl"), [], 3),
        (Column("k", "Tidigare besöksdatum"), ["x"], 11),
        (Column("k", "Status", folded=True), ["Ombokad"], 7),
        (Column("k", "Kvar", right=True), ["⚑ 2 h 08"], 8),
        (Column("k", "Kommentar"), ["a" * 1_000_000], WIDEST_FITTED),
        (Column("k", "Namn"), ["漢字漢字"], 8),
    ],
)
def test_a_fitted_column_cuts_nothing(column: Column, texts: list[str], width: int) -> None:
    found = fitted(column, [Cell(text) for text in texts])
    assert found == width
    assert "…" not in "".join(title_lines(column._replace(folded=False), found))


async def test_a_column_is_fitted_by_key_and_by_a_double_click_on_its_edge() -> None:
    app = grounds_app()
    async with app.run_test(size=(120, 16)) as pilot:
        await press(pilot, "w")
        assert app.told(messages.ColumnChanged) == [messages.ColumnChanged("status", 7, False)]
        placed = app.sheet.model.layout.find(3)
        assert placed is not None
        edge = placed.x + placed.width
        await pilot.click(app.sheet.heading, offset=(edge, 2), times=2)
        await pilot.pause()
        assert app.told(messages.ColumnChanged) == [messages.ColumnChanged("type", 11, False)]
        assert app.told(messages.SortAsked) == []
        await press(pilot, "right_square_bracket", "right_square_bracket", "left_square_bracket")
        assert app.sheet.columns[0].width == 8


async def test_only_what_shows_is_measured() -> None:
    app = log_app(1_000_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "w")
        assert app.sheet.columns[0].width == 6
        await press(pilot, "G", "w")
        assert app.sheet.columns[0].width == len("0:999999")


# --- the list of columns ------------------------------------------------------------------------


async def test_the_list_brings_back_one_column_and_widens_another() -> None:
    app = grounds_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+k")
        text = golden.text_of(app)
        assert all(one.title in text for one in GROUNDS)
        assert text.count("infälld") == 2
        await press(pilot, "down", "right", "right", "left", *["down"] * 3, "space")
        assert app.told(messages.ColumnChanged)[-1] == messages.ColumnChanged("old", 20, False)
        assert app.sheet.columns[1].width == 10
        assert golden.text_of(app).count("infälld") == 1
        await press(pilot, "escape")
        assert app.focused is app.sheet
        assert "Kolumner" not in golden.text_of(app)


async def test_the_list_by_mouse_and_all_as_from_the_start() -> None:
    app = grounds_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "plus", "ctrl+k")
        await pilot.click(app.sheet.popup, offset=(5, 1 + 4))
        await pilot.pause()
        assert not app.sheet.columns[4].folded
        app.told()
        await press(pilot, "end", "enter", "escape")
        assert app.told() == [messages.ColumnsReset()]
        assert app.sheet.columns == GROUNDS


async def test_the_list_in_little_room() -> None:
    app = log_app()
    async with app.run_test(size=(20, 6)) as pilot:
        await press(pilot, "ctrl+k", "end")
        assert "Återställ" in golden.text_of(app)


async def test_columns_are_recalled_and_can_be_as_from_the_start() -> None:
    app = log_app()
    app.sheet.recall({"comment": Shape(30), "left": Shape(5, True), "gone": Shape(9)})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shapes = {one.key: (one.width, one.folded) for one in app.sheet.columns}
        assert (shapes["comment"], shapes["left"]) == ((30, False), (5, True))
        assert app.told(messages.ColumnChanged) == []
        app.sheet.column_acts.reset()
        assert app.sheet.columns == LOG
