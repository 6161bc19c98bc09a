"""All that a cell says: how it is broken and placed, and the keys that show it and put it away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Region, Size

from tests.db.hostile import HOSTILE
from tests.effort import few
from tests.screens import golden
from tests.widgets.sheet.test_mouse import spot
from tests.widgets.sheet.test_sheet import press
from tests.widgets.sheets import (
    GROUNDS,
    SICK,
    TYPES,
    ColourSheet,
    Draft,
    SheetApp,
    grounds_app,
    some_changes,
    type_row,
    types_app,
)
from widgets.sheet.cells import broken
from widgets.sheet.overlays import place, room_for
from widgets.sheet.values import Cell, Row


@few
@given(st.text(st.sampled_from("a å\n漢b"), max_size=80), st.integers(2, 30))
def test_nothing_but_blanks_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = broken(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_its_own_lines_are_kept() -> None:
    assert broken("Hej\n\nDå ses vi", 6) == ["Hej", "", "Då ses", "vi"]
    assert broken("", 6) == [""]


sides = st.integers(1, 60)


@few
@given(st.integers(1, 40), sides, sides, st.data())
def test_it_is_on_the_screen_and_beside_the_cell_where_there_is_room(
    count: int, width: int, height: int, data: st.DataObject
) -> None:
    screen = Size(width, height)
    x = data.draw(st.integers(0, width - 1))
    y = data.draw(st.integers(0, height - 1))
    lines = ["x" * room_for(screen)] * count
    region = place(lines, 0, Region(x, y, 1, 1), screen).region
    assert region.height <= height
    assert 0 <= region.y <= max(0, height - region.height)
    assert region.x >= 0
    assert region.right <= max(width, region.width)
    if max(y, height - y - 1) >= min(count, 3) + 2:
        assert not region.y <= y < region.bottom


async def test_the_key_shows_it_and_any_move_puts_it_away() -> None:
    app = grounds_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.sheet.move_to("late", "old")
        for away in ("K", "escape", "down", "left"):
            app.sheet.move_to("late", "old")
            await press(pilot, "K")
            text = golden.text_of(app)
            assert "Ligger i sängen med feber." in text, away
            assert "Tidigare kommentar" in text
            assert all(word in text for word in SICK.split())
            await press(pilot, away)
            assert not app.sheet.overlays.whole.display
        await press(pilot, "end", "K")
        assert not app.sheet.overlays.whole.display


@pytest.mark.parametrize("size", [(80, 24), (20, 6), (200, 60), (5, 3)])
async def test_a_long_text_is_shown_a_screenful_at_a_time(size: tuple[int, int]) -> None:
    words = [f"ord{n:03}" for n in range(min(2000, size[0] * size[1] // 4))]
    cells = [Cell()] * 4 + [Cell(" ".join(words))]
    app = SheetApp(ColourSheet(GROUNDS, Draft([Row(1, tuple(cells))]), read_only=True))
    async with app.run_test(size=size) as pilot:
        app.sheet.move_to(1, "old")
        await press(pilot, "K")
        seen = ""
        for _ in range(100):
            assert app.screen.region.contains_region(app.sheet.overlays.whole.region)
            seen += golden.text_of(app)
            await press(pilot, "K")
            if not app.sheet.overlays.whole.display:
                break
        if size[0] >= 20:
            assert [word for word in words if word not in seen] == []


async def test_a_sheet_that_is_written_in_has_a_key_for_it_too() -> None:
    app = types_app()
    async with app.run_test(size=(60, 12)) as pilot:
        app.sheet.move_to(15, "text")
        await press(pilot, "ctrl+e")
        assert "En lång text som inte får plats" in golden.text_of(app)
        await press(pilot, "x")
        assert app.sheet.is_editing
        assert not app.sheet.overlays.whole.display


async def test_the_pointer_shows_the_same() -> None:
    app = grounds_app()
    async with app.run_test(size=(80, 24), tooltips=True) as pilot:
        await pilot.hover(app.sheet.body, offset=spot(app, 0, "old"))
        assert str(app.sheet.body.tooltip).split() == SICK.split()
        assert str(app.sheet.body.tooltip).startswith("Ligger i sängen med feber.\n")


async def test_it_goes_when_the_rows_are_others() -> None:
    app = grounds_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.sheet.move_to("late", "old")
        await press(pilot, "K")
        app.sheet.reload()
        assert not app.sheet.overlays.whole.display
        await press(pilot, "K", "plus")
        assert not app.sheet.overlays.whole.display
        assert len(some_changes()) == app.sheet.model.row_count


async def test_hostile_texts_are_harmless() -> None:
    rows = [type_row(n, text) for n, text in enumerate(HOSTILE.values())]
    app = SheetApp(ColourSheet(TYPES, Draft(rows), read_only=True))
    async with app.run_test(size=(40, 12)) as pilot:
        for _ in rows:
            await press(pilot, "K")
            text = golden.text_of(app)
            assert not set(text) & set("\x00\x07\x1b\x85\x9b\u202e\u2066\u200f\ufeff\t\ud800")
            await press(pilot, "down")
