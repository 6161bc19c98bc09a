"""The sheet on a screen: cursor, marks, columns, order, search, copying, sizes and cost."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from tests.db.hostile import HOSTILE
from tests.screens import golden
from tests.widgets.sheets import (
    LOG,
    TYPES,
    ColourSheet,
    Draft,
    Long,
    SheetApp,
    log_app,
    some_types,
    type_row,
    types_app,
)
from widgets.sheet import messages
from widgets.sheet.model import MOST_MARKED
from widgets.sheet.values import Cell

Moved = messages.CursorMoved


@pytest.fixture(autouse=True)
def _goldens_beside_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "FOLDER", Path(__file__).parents[1] / "goldens")


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


# --- the cursor ---------------------------------------------------------------------------------


async def test_where_the_keys_go() -> None:
    app = log_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, row, column in (
            ("down right", "k1", "changed"),
            ("left", "k0", "status"),
            ("up left down", "k0", "status"),
            ("end", "k0", "new"),
            ("end home", "k0", "status"),
            ("ctrl+end", "k999", "status"),
            ("ctrl+end ctrl+home", "k0", "status"),
            ("pagedown", "k19", "status"),
            ("pagedown pagedown pageup", "k19", "status"),
            ("j j k l l h", "k1", "changed"),
        ):
            app.sheet.go(0, 0)
            await pilot.pause()
            app.told()
            await press(pilot, *keys.split())
            assert (app.sheet.cursor_row, app.sheet.cursor_column) == (row, column), keys
            told = app.told()
            assert not told or told[-1] == Moved(row, column), keys


async def test_tab_goes_from_cell_to_cell_and_then_leaves() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.sheet.add_class("fields")
        app.screen.add_class("fields")
        await press(pilot, "end", "tab")
        assert (app.sheet.cursor_row, app.sheet.cursor_column) == (11, "name")
        await press(pilot, "shift+tab")
        assert (app.sheet.cursor_row, app.sheet.cursor_column) == (10, "text")
        await press(pilot, "ctrl+end", "end", "tab")
        assert app.focused is app.query_one("#after")
        await press(pilot, "shift+tab", "ctrl+up")
        assert app.focused is app.query_one("#before")


async def test_tab_leaves_a_read_only_sheet() -> None:
    app = log_app()
    async with app.run_test() as pilot:
        app.screen.add_class("fields")
        await press(pilot, "tab")
        assert app.focused is app.query_one("#after")


async def test_enter_chooses_after_the_move_was_told() -> None:
    app = log_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.told()
        await press(pilot, "down", "enter")
        assert app.told() == [Moved("k1", "status"), messages.RowChosen("k1", "status")]


async def test_messages_name_their_sheet() -> None:
    app = log_app()
    async with app.run_test() as pilot:
        await press(pilot, "down")
        assert {one.control for one in app.told()} == {app.sheet}


async def test_an_empty_sheet_says_so_and_does_nothing() -> None:
    app = SheetApp(ColourSheet(TYPES, Draft([]), empty="Det finns inga tidstyper."))
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "down", "space", "f2", "x", "delete", "enter", "ctrl+end", "pagedown",
                    "ctrl+c", "ctrl+space", "shift+down", "shift+f10", "tab")  # fmt: skip
        assert app.told() == []
        assert "Det finns inga tidstyper." in golden.text_of(app)


# --- rows that change ---------------------------------------------------------------------------


async def test_reload_keeps_the_row_and_its_line() -> None:
    app = types_app()
    draft = app.sheet.source
    assert isinstance(draft, Draft)
    async with app.run_test() as pilot:
        await press(pilot, "down", "down")
        draft.rows.insert(0, type_row(99, "Ny"))
        app.sheet.reload()
        await pilot.pause()
        assert (app.sheet.cursor_row, app.sheet.model.cursor_index) == (12, 3)
        app.told()
        del draft.rows[3]
        app.sheet.reload()
        await pilot.pause()
        assert app.told() == [Moved(13, "name")]
        app.sheet.reload(keep=99)
        await pilot.pause()
        assert app.sheet.cursor_row == 99
        draft.rows.clear()
        app.sheet.reload()
        await pilot.pause()
        assert app.sheet.cursor_row is None


async def test_a_reload_without_the_row_goes_near_and_stays_on_its_line() -> None:
    app = log_app(1_000_000)
    source = app.sheet.source
    assert isinstance(source, Long)
    async with app.run_test(size=(80, 24)) as pilot:
        app.sheet.move_to("k5000")
        await press(pilot, "up", "up", "up")
        line = app.sheet.model.cursor_index - app.sheet.body.top
        assert line > 0
        for rows, keep, near, place in (
            (4000, None, 2500, 2500),
            (3000, "k3500", 1000, 1000),
            (3000, "k1500", 7, 1500),
            (2000, "k2500", 9999, 1999),
        ):
            source.rows = rows
            app.sheet.reload(keep=keep, near=near)
            await pilot.pause()
            assert app.sheet.model.cursor_index == place
            top = min(place - line, rows - app.sheet.body.lines)
            assert app.sheet.body.top == top


async def test_a_reload_leaves_what_one_looks_at() -> None:
    app = log_app(1_000_000)
    source = app.sheet.source
    assert isinstance(source, Long)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.sheet.body.scroll_to(y=500_000, animate=False, force=True)
        await pilot.pause()
        source.windows.clear()
        app.told()
        app.sheet.reload()
        await pilot.pause()
        assert (app.sheet.body.top, app.sheet.model.cursor_index) == (500_000, 0)
        assert len(source.windows) == 1
        assert app.told() == []
        source.rows = 10
        app.sheet.reload()
        await pilot.pause()
        assert (app.sheet.body.top, app.sheet.model.cursor_index) == (0, 0)


async def test_refreshed_rows_are_drawn_and_no_others() -> None:
    app = types_app()
    draft = app.sheet.source
    assert isinstance(draft, Draft)
    async with app.run_test() as pilot:
        await pilot.pause()
        lines = counted(app)
        draft.rows[3] = type_row(13, "Bytt namn")
        app.sheet.refresh_rows([13, 4711])
        await pilot.pause()
        assert "Bytt namn" in golden.text_of(app)
        assert lines == [3]


# --- marks and copying --------------------------------------------------------------------------


async def test_marks_by_keys() -> None:
    app = log_app()
    async with app.run_test() as pilot:
        await press(pilot, "m", "down", "space", "down", "space", "space")
        marks = app.told(messages.MarksChanged)
        assert marks[-1] == messages.MarksChanged(frozenset({"k0", "k1"}))
        await press(pilot, "down", "shift+down", "shift+down", "shift+up")
        assert app.sheet.marks == {"k0", "k1", "k3", "k4"}
        assert golden.text_of(app).count("*") == 4
        await press(pilot, "home", "ctrl+home", "shift+down")
        assert app.sheet.marks == {"k0", "k1", "k3", "k4"}


async def test_a_range_by_pages_and_one_too_long() -> None:
    app = log_app(1_000_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "shift+pagedown", "shift+pagedown", "shift+up")
        assert app.sheet.marks == {f"k{n}" for n in range(1, 39)}
        await press(pilot, "shift+pageup", "shift+pageup", "shift+pageup")
        assert app.sheet.marks == {"k0", "k1"}
        app.told()
        app.sheet.extend_to(MOST_MARKED)
        app.sheet.extend_to(500_000)
        await press(pilot, "ctrl+a")
        assert app.sheet.model.cursor_index == 0
        assert [one for one in app.told() if not isinstance(one, Moved)] == [
            messages.TooMany(MOST_MARKED)
        ] * 3
        app.sheet.extend_to(MOST_MARKED - 1)
        assert len(app.sheet.marks) == MOST_MARKED - 1  # the range was begun on the second row


async def test_all_rows_are_marked_and_none() -> None:
    app = log_app(300)
    async with app.run_test() as pilot:
        app.sheet.set_marks(["gone"])
        await press(pilot, "ctrl+a")
        assert len(app.sheet.marks) == 301
        await press(pilot, "ctrl+a")
        assert app.sheet.marks == {"gone"}


async def test_a_sheet_without_marks() -> None:
    app = log_app(markable=False)
    async with app.run_test() as pilot:
        await press(pilot, "m", "space", "shift+down", "ctrl+space", "ctrl+a", "shift+pagedown")
        assert app.told(messages.MarksChanged) == []


async def test_copying_a_cell_and_rows() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await press(pilot, "down", "ctrl+c")
        assert app.told()[-1] == messages.Copied(".Laboratoriet", 0)
        assert app.clipboard == ".Laboratoriet"
        app.sheet.set_marks([15, 11, 4711])
        await press(pilot, "ctrl+c")
        head, *rows = app.clipboard.split("\n")
        assert head.split("\t")[:3] == [
            "Namn i AsynjaVisph", "Namn för webbtidbok", "Bokningsbar AsynjaVisph",
        ]  # fmt: skip
        assert [row.split("\t")[0] for row in rows] == [".Laboratoriet", "Telefon"]
        assert rows[1].split("\t")[5:9] == ["<Ej videobesök>", "", "08:15", "Röd"]


# --- columns ------------------------------------------------------------------------------------


async def test_columns_are_widened_folded_and_brought_back() -> None:
    app = log_app()
    async with app.run_test() as pilot:
        await press(pilot, "plus", "plus", "minus", "z")
        assert app.told(messages.ColumnChanged) == [
            messages.ColumnChanged("status", 9, False),
            messages.ColumnChanged("status", 10, False),
            messages.ColumnChanged("status", 9, False),
            messages.ColumnChanged("status", 9, True),
        ]
        assert "✎" in golden.text_of(app)
        await press(pilot, "Z")
        assert {one.folded for one in app.sheet.columns} == {False}
        await press(pilot, "ctrl+k", "k", "o", "enter", "t", "enter", "escape")
        assert [one.key for one in app.sheet.columns if one.folded] == ["date", "comment"]
        assert app.focused is app.sheet


async def test_sorting_by_key() -> None:
    app = log_app()
    async with app.run_test() as pilot:
        await press(pilot, "s")
        assert "Status ▲" in golden.text_of(app)
        await press(pilot, "s", "s", "right", "right", "s")
        assert app.told(messages.SortAsked) == [
            messages.SortAsked("status", False),
            messages.SortAsked("status", True),
            messages.SortAsked("", False),
        ]
        assert app.sheet.model.sorting is None


async def test_letters_are_no_commands_where_one_can_type() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await press(pilot, "right", "right", "s", "z", "m", "plus")
        assert app.told(messages.SortAsked, messages.ColumnChanged, messages.MarksChanged) == []
        await press(pilot, "home", "ctrl+right", "ctrl+left", "ctrl+o", "ctrl+d", "ctrl+space")
        assert [one for one in app.told() if not isinstance(one, Moved)] == [
            messages.ColumnChanged("name", 19, False),
            messages.ColumnChanged("name", 18, False),
            messages.SortAsked("name", False),
            messages.ColumnChanged("name", 18, True),
            messages.MarksChanged(frozenset({10})),
        ]


async def test_a_screen_can_keep_keys_for_itself() -> None:
    app = log_app(without=["search", "sort"])
    async with app.run_test() as pilot:
        await press(pilot, "slash", "ctrl+f", "s")
        assert not app.sheet.search.display
        assert app.told(messages.SortAsked) == []


# --- searching ----------------------------------------------------------------------------------


async def test_searching() -> None:
    app = types_app()
    async with app.run_test(size=(80, 16)) as pilot:
        await press(pilot, "slash", *"om")
        assert app.sheet.cursor_row == 13
        await press(pilot, "backspace", "backspace", *".l", "enter")
        assert app.sheet.cursor_row == 12
        await press(pilot, "f3")
        assert app.sheet.cursor_row == 11
        assert "Från början" in golden.text_of(app)
        await press(pilot, "shift+f3")
        assert app.sheet.cursor_row == 12
        await press(pilot, "x")
        assert "Ingen träff" in golden.text_of(app)
        await press(pilot, "escape")
        assert app.focused is app.sheet
        assert not app.sheet.search.display
        await press(pilot, "f3")
        assert "Ingen träff" in golden.text_of(app)


# --- what it costs ------------------------------------------------------------------------------


def counted(app: SheetApp) -> list[int]:
    """The lines of the body that are drawn from now on."""
    lines: list[int] = []
    draw = app.sheet.body.render_line

    def render_line(y: int) -> Strip:
        lines.append(y)
        return draw(y)

    app.sheet.body.render_line = render_line  # type: ignore[method-assign]
    return lines


async def costs(rows: int) -> dict[str, tuple[int, int]]:
    """How many lines are drawn and windows fetched by each key."""
    app = log_app(rows)
    source = app.sheet.source
    assert isinstance(source, Long)
    found = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = counted(app)
        for key in ("down", "right", "pagedown", "ctrl+end", "up", "pageup", "ctrl+home"):
            lines.clear()
            source.windows.clear()
            await press(pilot, key)
            found[key] = len(lines), len(source.windows)
    return found


async def test_the_cost_is_the_same_for_a_thousand_rows_and_a_million() -> None:
    small, large = await costs(1000), await costs(1_000_000)
    assert small == large
    assert large["down"] == (2, 0)
    assert large["right"] == (1, 0)
    assert large["up"] == (2, 0)
    for key in ("pagedown", "pageup", "ctrl+end", "ctrl+home"):
        lines, windows = large[key]
        assert lines == 20
        assert windows <= 1


# --- how it looks -------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["asynja-ljust", "asynja-morkt", "asynja-kontrast"])
async def test_types_look_as_they_did(theme: str) -> None:
    app = SheetApp(ColourSheet(TYPES, Draft(some_types()), markable=False), theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "right", "right", "right")
        golden.check(app, f"sheet-types-{theme}")


async def test_a_log_looks_as_it_did() -> None:
    app = log_app(1_000_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "down", "shift+down", "down")
        golden.check(app, "sheet-log-80x24")


@pytest.mark.parametrize("name", ["types", "log"])
async def test_any_size(name: str) -> None:
    app = types_app() if name == "types" else log_app(1_000_000)
    sizes = [(20, 5), (200, 60), (1, 1), (5, 3), (120, 40), (2, 30), (20, 5)]
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (["end", "ctrl+end"], ["home"], ["f2"] if name == "types" else ["slash"]):
            await press(pilot, *keys)
            for size in sizes:
                await pilot.resize_terminal(*size)
                for _ in range(20):  # the screen is laid out anew when it comes to it
                    await pilot.pause()
                    if app.screen._compositor.size == size:
                        break
                index, top = app.sheet.model.cursor_index, app.sheet.body.top
                assert top <= index < top + app.sheet.body.lines
                width = size[0]
                assert all(len(line) <= width for line in golden.text_of(app).split("\n"))
        await pilot.resize_terminal(80, 24)


async def test_hostile_texts_everywhere() -> None:
    rows = [
        type_row(n, text, text, video=Cell(text, tip=text), text=Cell(text, state="warn"))
        for n, text in enumerate(HOSTILE.values())
    ]
    columns = [one._replace(title=text, group=text, tip=text)
               for one, text in zip(TYPES, HOSTILE.values(), strict=False)]  # fmt: skip
    app = SheetApp(ColourSheet(columns, Draft(rows), empty="\x1b[2J"))
    app.applied = False
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(0, len(rows), 2):
            await press(pilot, "f2", "enter", "down")
            text = golden.text_of(app)
            assert not set(text) & set("\x00\x07\x1b\x85\x9b\u202e\u2066\u200f\ufeff\t\ud800")
            app.sheet.overlays.say(app.sheet.model.current_tip)
            text.encode()
        await press(pilot, "ctrl+home", "ctrl+k", "escape", "ctrl+c")
        app.clipboard.encode()


async def test_the_theme_can_be_changed() -> None:
    app = log_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = golden.dump(app)
        app.theme = "asynja-morkt"
        await pilot.pause()
        assert golden.dump(app) != before
        app.theme = "asynja-ljust"
        await pilot.pause()
        assert golden.dump(app) == before


async def test_the_columns_and_the_source_can_be_changed() -> None:
    app = log_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "ctrl+end")
        app.sheet.set_columns(LOG[:2])
        app.sheet.set_source(Long(5))
        await pilot.pause()
        assert (app.sheet.cursor_row, app.sheet.cursor_column) == ("k0", "changed")
        assert app.sheet.model.current_tip == "1:0"
        assert not app.sheet.move_to("k7")
