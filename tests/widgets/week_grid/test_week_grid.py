"""The week grid on a screen: keys, the mouse, what it tells, and what it draws anew."""

from pathlib import Path
from typing import TypeVar

import pytest
from textual.content import Content
from textual.events import MouseEvent, MouseScrollDown, MouseScrollRight
from textual.strip import Strip

from tests.db.hostile import HOSTILE
from tests.screens import golden
from tests.widgets.boards import GridApp, block, day_board, hm, week, week_board
from widgets.week_grid import messages
from widgets.week_grid.values import Block, Board, Lane, Place
from widgets.week_grid.week_grid import WeekGrid

_Scroll = TypeVar("_Scroll", bound=MouseEvent)
AT_NOW = Place("0/3", hm("10:45"))


@pytest.fixture(autouse=True)
def _goldens_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "FOLDER", Path(__file__).parents[1] / "goldens")


@pytest.mark.parametrize("theme", ["asynja-ljust", "asynja-morkt", "asynja-kontrast"])
async def test_a_week_looks_like_this(theme: str) -> None:
    app = GridApp(week_board(), theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "m")
        await pilot.pause()
        golden.check(app, f"week-grid-{theme}")


# --- moving -----------------------------------------------------------------------------------

MOVES = [
    ([], "0.3.5", AT_NOW),
    (["down"], "0.3.6", Place("0/3", hm("11:15"))),
    (["up", "up"], None, Place("0/3", hm("10:00"))),
    (["left"], "0.2.5", Place("0/2", hm("10:45"))),
    (["right", "right"], None, Place("0/5", hm("10:45"))),
    (["down", "down", "right"], "0.x", Place("0/4", hm("12:00"))),
    (["right", "down", "down", "down"], "0.4.7", Place("0/4", hm("12:00"))),
    (["home"], "0.3.0", Place("0/3", hm("08:00"))),
    (["end"], None, Place("0/3", hm("15:45"))),
    (["pageup", "pageup"], "0.3.0", Place("0/3", hm("08:00"))),
    (["ctrl+home"], "0.0.5", Place("0/0", hm("10:45"))),
    (["ctrl+end"], None, Place("0/6", hm("10:45"))),
    (["home", "down", "down", "left", "left", "left", "right"], "0.1.2", Place("0/1", hm("08:30"))),
    (["down", "up", "left", "right"], "0.3.5", AT_NOW),
]


async def test_keys_move_the_cursor() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        grid = app.grid
        for keys, key, place in MOVES:
            grid.move_to(AT_NOW)
            await pilot.press(*keys)
            assert (grid.cursor_key, grid.cursor_place) == (key, place), keys
            stop = grid.look.stop
            assert grid.top <= stop[0] < grid.top + grid.lines


async def test_moving_sideways_over_a_long_block_keeps_the_time() -> None:
    lanes = tuple(Lane(key, key, resource=1, day=key) for key in "abc")
    blocks = block("x", "a", "09:15"), block("long", "b", "08:00", 120), block("y", "c", "09:15")
    app = GridApp(Board(lanes, blocks, hm("08:00"), hm("10:00")))
    async with app.run_test(size=(60, 20)) as pilot:
        app.grid.move_to("x")
        await pilot.press("right")
        assert app.grid.cursor_key == "long"
        await pilot.press("right")
        assert app.grid.cursor_key == "y"


async def test_a_page_down_moves_by_what_shows() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 14)) as pilot:
        await pilot.press("home", "pagedown")
        # The block that lies there begins on the line above.
        assert (app.grid.top, app.grid.lines) == (9, 11)
        assert app.grid.cursor_place == Place("0/3", hm("10:15"))


async def test_tab_goes_between_resources_and_leaves_at_the_ends() -> None:
    app = GridApp(week_board(resources=2))
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.add_class("fields")
        await pilot.press("tab")
        assert app.grid.cursor_key == "1.3.5"
        assert (app.grid.model.lanes.before, app.grid.model.lanes.after) == (7, 0)
        await pilot.press("shift+tab")
        assert app.grid.cursor_key == "0.3.5"
        await pilot.press("shift+tab")
        assert app.focused is app.query_one("#before")
        app.grid.focus()
        await pilot.press("tab", "tab")
        assert app.focused is app.query_one("#after")
        app.grid.focus()
        await pilot.press("ctrl+up")
        assert app.focused is app.query_one("#before")


async def test_tab_in_a_day_goes_to_the_lane_beside() -> None:
    app = GridApp(day_board(5))
    async with app.run_test(size=(80, 24)) as pilot:
        for n in (1, 2, 3, 4):
            await pilot.press("tab")
            assert app.grid.cursor_key == f"{n}.3.5"
        assert app.grid.model.lanes.before == 2


async def test_the_week_beside_is_asked_for_at_the_edges() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+home", "left", "ctrl+end", "right")
        await pilot.pause()
        assert app.told(messages.WeekAsked) == [messages.WeekAsked(-1), messages.WeekAsked(1)]


async def test_a_burst_of_keys_is_done_in_order() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.told()
        for key in ("down", "enter", "right", "right", "enter", "left", "m", "down", "m"):
            app.simulate_key(key)
        await pilot.pause()
        assert app.told(messages.SlotChosen, messages.PlaceChosen, messages.MarksChanged) == [
            messages.SlotChosen("0.3.6"),
            messages.PlaceChosen("0/5", hm("11:15")),
            messages.MarksChanged(frozenset({"0.4.6"})),
            messages.MarksChanged(frozenset({"0.4.6", "0.x"})),
        ]


async def test_the_cursor_is_told_where_it_comes_to_rest() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.told() == [messages.CursorMoved("0/3", hm("10:45"), "0.3.5")]
        await pilot.press("down")
        await pilot.pause()
        assert app.told() == [messages.CursorMoved("0/3", hm("11:15"), "0.3.6")]
        await pilot.press("down", "up")
        app.grid.show(app.grid.board)
        await pilot.pause()
        assert messages.CursorMoved("0/3", hm("11:15"), "0.3.6") in app.told() or not app.told()


# --- marking ----------------------------------------------------------------------------------


async def test_shift_marks_a_rectangle_that_grows_and_shrinks() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "m", "down", "down", "shift+down", "shift+right")
        assert app.grid.marks == {"0.3.0", "0.3.2", "0.3.3", "0.4.2", "0.4.3"}
        await pilot.press("shift+up")
        assert app.grid.marks == {"0.3.0", "0.3.2", "0.4.2"}
        await pilot.press("down", "m", "m")
        assert app.grid.marks == {"0.3.0", "0.3.2", "0.4.2"}
        app.grid.set_marks(())
        assert not app.grid.marks


async def test_an_empty_place_cannot_be_marked() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end", "m")
        assert not app.grid.marks


# --- showing ----------------------------------------------------------------------------------


class CountingGrid(WeekGrid):
    """Counts the lines that it draws."""

    drawn = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)


def counting(board: Board) -> tuple[GridApp, CountingGrid]:
    app, grid = GridApp(board), CountingGrid(board)
    app.grid = grid
    return app, grid


def changed(board: Board, key: str, **what: str) -> Board:
    blocks = tuple(one._replace(**what) if one.key == key else one for one in board.blocks)  # type: ignore[arg-type]
    return board._replace(blocks=blocks)


async def test_one_change_draws_only_its_lines() -> None:
    app, grid = counting(week_board())
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        grid.drawn = 0
        grid.show(changed(grid.board, "0.1.2", text="Ny patient", role="care"))
        await pilot.pause()
        assert "Ny pat…" in golden.text_of(app)
        # Its two lines, and those of the cursor twice.
        assert grid.drawn <= 2 + 3 + 3


async def test_the_cursor_and_the_scroll_stay_when_the_board_changes() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 14)) as pilot:
        await pilot.press("down", "down")
        key, top = app.grid.cursor_key, app.grid.top
        line = app.grid.model.cursor_row - top
        early = block("new", "0/0", "07:30", 30, "Ö. Åberg")
        app.grid.show(app.grid.board._replace(blocks=(*app.grid.board.blocks, early)))
        await pilot.pause()
        assert (app.grid.cursor_key, app.grid.model.cursor_row - app.grid.top) == (key, line)
        gone = tuple(one for one in app.grid.board.blocks if one.key != key)
        app.grid.show(app.grid.board._replace(blocks=gone))
        assert app.grid.cursor_place == Place("0/3", hm("12:00"))
        assert app.grid.cursor_key is None


@pytest.mark.parametrize(
    ("keep", "place"),
    [
        (None, Place("1/3", hm("10:45"))),
        ("1.0.3", Place("1/0", hm("09:00"))),
        (Place("1/0", hm("10:50")), Place("1/0", hm("10:45"))),
        (Place("gone", hm("08:00")), Place("1/3", hm("08:00"))),
        ("gone", Place("1/3", hm("10:45"))),
    ],
)
async def test_another_week_keeps_the_day_and_the_time(
    keep: str | Place | None, place: Place
) -> None:
    app = GridApp(week_board())
    other = week_board(resources=2)
    lanes = tuple(one for one in other.lanes if one.resource == 1)
    async with app.run_test(size=(80, 24)):
        app.grid.show(other._replace(lanes=lanes), keep=keep)
        assert app.grid.cursor_place == place


async def test_marks_of_what_is_gone_are_forgotten() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        app.grid.show(app.grid.board._replace(blocks=()))
        assert not app.grid.marks


async def test_moving_to_what_is_not_there() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)):
        assert not app.grid.move_to("gone")
        assert not app.grid.move_to(Place("gone", 500))
        assert not app.grid.point_at("gone", "Fel")
        assert app.grid.move_to(Place("0/1", hm("14:25")))
        assert app.grid.cursor_key == "0.odd"


async def test_a_sentence_at_a_block_until_the_cursor_is_moved() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.grid.point_at("0.1.0", "Tiden är redan bokad.")
        await pilot.pause()
        lines = golden.text_of(app).split("\n")
        assert " Tiden är redan bokad. " in lines[4]
        assert "E. Tes…" in lines[3]
        await pilot.press("down")
        assert "redan" not in golden.text_of(app)


async def test_a_board_without_lines_says_so_and_keeps_its_days() -> None:
    board = Board(week(), (), compact=True, empty="Inga tider den här veckan.")
    app = GridApp(board)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter", "m", "shift+down", "end", "tab", "pagedown", "shift+f10")
        text = golden.text_of(app)
        assert "Inga tider den här veckan." in text
        assert "To 12 idag" in text
        assert app.told() == []
        await pilot.click(app.grid, offset=(20, 10))
        app.grid.show(week_board(), keep="0.3.0")
        await pilot.pause()
        assert app.told() == [messages.CursorMoved("0/3", hm("08:00"), "0.3.0")]


# --- the mouse and the menu -------------------------------------------------------------------

BODY = 3
"""Lines of the heading."""


async def test_clicks_move_choose_mark_and_ask_for_the_menu() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.told()
        spot = (9, BODY + 2)
        await pilot.click(app.grid, offset=spot, times=2)
        await pilot.click(app.grid, offset=(9, BODY + 7), times=2)
        await pilot.click(app.grid, offset=spot, control=True)
        await pilot.click(app.grid, offset=spot, button=3)
        await pilot.pause()
        assert app.told() == [
            messages.CursorMoved("0/0", hm("08:30"), "0.0.2"),
            messages.SlotChosen("0.0.2"),
            messages.CursorMoved("0/0", hm("09:45"), None),
            messages.PlaceChosen("0/0", hm("09:45")),
            messages.CursorMoved("0/0", hm("08:30"), "0.0.2"),
            messages.MarksChanged(frozenset({"0.0.2"})),
            messages.MenuAsked("0/0", hm("08:30"), "0.0.2", *spot),
        ]


async def test_the_menu_key_asks_at_the_cursor() -> None:
    app = GridApp(week_board())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "shift+f10")
        await pilot.pause()
        placed = app.grid.model.lanes.find(3)
        assert placed is not None
        menu = messages.MenuAsked("0/3", hm("08:00"), "0.3.0", placed.x + 1, BODY + 1)
        assert app.told(messages.MenuAsked) == [menu]


async def test_the_heading_is_clicked() -> None:
    app = GridApp(week_board(resources=3))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(app.grid, offset=(20, 1))
        await pilot.click(app.grid, offset=(78, 0))
        assert app.grid.model.lanes.before == 7
        assert app.grid.cursor_key == "1.3.5"
        await pilot.click(app.grid, offset=(4, 0))
        assert app.grid.model.lanes.before == 0
        await pilot.pause()
        assert app.told(messages.LaneChosen) == [messages.LaneChosen("0/1")]


async def test_the_wheel_and_the_tooltip() -> None:
    app = GridApp(week_board(resources=2))
    async with app.run_test(size=(80, 14)) as pilot:
        await pilot.press("home")
        await pilot.hover(app.grid, offset=(20, BODY))
        assert isinstance(app.grid.tooltip, Content)
        assert app.grid.tooltip.plain == "08:00–08:15 □ E. Testson\nTelefon SSK webb"
        app.grid._on_mouse_scroll_down(_wheel(app, MouseScrollDown))
        await pilot.pause()
        assert app.grid.top == 3
        assert app.grid.tooltip is None
        app.grid._on_mouse_scroll_right(_wheel(app, MouseScrollRight))
        assert app.grid.model.lanes.before == 7
        await pilot.hover(app.grid, offset=(20, 1))
        assert isinstance(app.grid.tooltip, Content)
        assert app.grid.tooltip.plain.startswith("Ti 10")


def _wheel(app: GridApp, kind: type[_Scroll]) -> _Scroll:
    return kind(app.grid, 20, 5, 0, 1, 0, False, False, False)


@pytest.mark.parametrize("size", [(20, 5), (200, 60), (7, 3), (1, 1), (80, 1)])
async def test_any_size_and_any_text(size: tuple[int, int]) -> None:
    board = week_board(resources=3)
    texts = [*HOSTILE, "Å" * 5000]
    blocks: list[Block] = []
    for n, one in enumerate(board.blocks):
        text = texts[n % len(texts)]
        blocks.append(one._replace(text=text, detail=text, tip=text, sign=text[:1]))
    app = GridApp(board._replace(blocks=tuple(blocks)))
    async with app.run_test(size=size) as pilot:
        await pilot.press(
            "down", "right", "tab", "pagedown", "shift+right", "end", "up", "ctrl+end"
        )
        await pilot.hover(app.grid, offset=(0, 0))
        await pilot.resize_terminal(80, 24)
        stop, grid = app.grid.look.stop, app.grid
        assert grid.top <= stop[0] < grid.top + grid.lines
        assert "\x1b" not in golden.text_of(app)
