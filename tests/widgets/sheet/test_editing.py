"""Changing cells by keys: what the screen is told, and what stands on the screen meanwhile."""

import pytest
from textual.events import Key
from textual.pilot import Pilot

from tests.screens import golden
from tests.widgets.sheets import Draft, SheetApp, log_app, some_types, types_app
from widgets.sheet import messages
from widgets.sheet.editing import DATE_HELP, TIME_HELP, accepted
from widgets.sheet.values import Kind

Edited, Refused = messages.CellEdited, messages.CellRefused


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def at(pilot: Pilot[None], app: SheetApp, row: int, column: str) -> None:
    app.sheet.move_to(row, column)
    await pilot.pause()
    app.told()


EDITS = [
    (["f2", "X", "enter"], "SSKX"),
    (["N", "y", "enter"], "Ny"),
    (["N", "y", "tab"], "Ny"),
    (["N", "down"], "N"),
    (["N", "space", "slash", "plus", "enter"], "N /+"),
    (["delete"], ""),
    (["f2", "enter"], None),
    (["N", "y", "escape"], None),
    (["f2", "ctrl+u", "enter"], ""),
]


async def test_editing_a_text() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, told in EDITS:
            app.sheet.set_source(Draft(some_types()))
            await at(pilot, app, 14, "name")
            await press(pilot, *keys)
            wanted = [] if told is None else [Edited(14, "name", told)]
            assert app.told(Edited, Refused) == wanted, keys
            assert app.focused is app.sheet
            assert not app.sheet.is_editing


async def test_enter_goes_on() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await at(pilot, app, 10, "name")
        await press(pilot, "A", "enter", "B", "enter", "f2", "enter")
        assert app.told(Edited) == [Edited(10, "name", "A"), Edited(11, "name", "B")]
        assert app.sheet.cursor_row == 13
        text = golden.text_of(app).split("\n")
        assert [line[2:4].strip() for line in text[3:5]] == ["A", "B"]


async def test_fast_typing_loses_nothing() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await at(pilot, app, 10, "name")
        for letter in "Ny tidstyp":
            app.post_message(Key("space" if letter == " " else letter, letter))
        await pilot.pause()
        await press(pilot, "enter")
        assert app.told(Edited) == [Edited(10, "name", "Ny tidstyp")]


async def test_ticks() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await at(pilot, app, 11, "asynja")
        await press(pilot, "space", "space", "f2", "x")
        assert app.told(Edited) == [Edited(11, "asynja", on) for on in (False, True, False)]


async def test_a_greyed_tick_says_why() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await at(pilot, app, 12, "bookable")
        for key in ("space", "f2"):
            await press(pilot, key)
            assert app.told() == [Refused(12, "bookable", "Dölj bokning för patient är markerad.")]


async def test_a_read_only_sheet_cannot_be_edited() -> None:
    app = log_app(markable=False)
    async with app.run_test() as pilot:
        await press(pilot, "f2", "x", "delete", "space", "1")
        assert app.told(Edited, Refused) == []


async def test_a_choice_is_made_in_a_list() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, 11, "video")
        await press(pilot, "f2")
        assert "Videobesök" in golden.text_of(app)
        await press(pilot, "down", "down", "enter")
        await press(pilot, "less_than_sign", "enter")
        await press(pilot, "f2", "escape", "f2", "enter", "delete")
        assert app.told(Edited) == [
            Edited(11, "video", "video"), Edited(11, "video", "ej"), Edited(11, "video", ""),
        ]  # fmt: skip
        assert app.focused is app.sheet


async def test_where_there_is_nothing_to_choose_nothing_is_written() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.sheet.set_columns([one._replace(options=()) for one in app.sheet.columns])
        await at(pilot, app, 11, "video")
        await press(pilot, "x", "f2", "w", "enter")
        assert app.told(Edited) == []
        assert not app.sheet.is_editing


async def test_a_colour_is_made_in_a_list_with_swatches() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, 15, "colour")
        await press(pilot, "b")
        assert "■ ▌Blå" in golden.text_of(app)
        await press(pilot, "enter")
        assert app.told(Edited) == [Edited(15, "colour", "1")]


@pytest.mark.parametrize(
    ("kind", "text", "value", "error"),
    [
        ("date", "2024-09-12", "2024-09-12", ""),
        ("date", "20240912", "2024-09-12", ""),
        ("date", " 2024-9-2 ", "2024-09-02", ""),
        ("date", "", "", ""),
        ("date", "2024-02-30", "", "Dagen finns inte. " + DATE_HELP),
        ("date", "0000-01-01", "", "Dagen finns inte. " + DATE_HELP),
        ("date", "12/9", "", DATE_HELP),
        ("date", "²024-01-01", "", DATE_HELP),
        ("time", "08:15", "08:15", ""),
        ("time", "8.15", "08:15", ""),
        ("time", "815", "08:15", ""),
        ("time", "8", "08:00", ""),
        ("time", "24:00", "24:00", ""),
        ("time", "24:01", "", "Klockslaget finns inte. " + TIME_HELP),
        ("time", "23:60", "", "Klockslaget finns inte. " + TIME_HELP),
        ("time", "kl 8", "", TIME_HELP),
        ("text", "a\x1b[2J\nb ", "a[2J b ", ""),
    ],
)
def test_what_may_be_written(kind: Kind, text: str, value: str, error: str) -> None:
    assert accepted(kind, text) == (value, error)


async def test_a_click_does_not_lose_what_cannot_be_accepted() -> None:
    app = types_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await at(pilot, app, 11, "at")
        await press(pilot, "9", "9")
        await pilot.click(app.sheet.body, offset=(4, 4))
        await pilot.pause()
        assert (app.sheet.cursor_row, app.sheet.editor.value) == (11, "99")
        assert app.focused is app.sheet.editor
        assert "Klockslaget finns inte." in golden.text_of(app)


async def test_an_error_stands_at_the_cell_until_it_is_mended() -> None:
    app = types_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await at(pilot, app, 11, "at")
        await press(pilot, "9", "9", "enter", "down", "tab")
        assert app.told() == []
        assert "Klockslaget finns inte." in golden.text_of(app)
        await press(pilot, "backspace")
        assert "Klockslaget finns inte." not in golden.text_of(app)
        await press(pilot, "enter")
        assert app.told(Edited) == [Edited(11, "at", "09:00")]


async def test_a_long_paste_is_cut_and_cleaned() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await at(pilot, app, 14, "web")
        await press(pilot, "f2")
        app.sheet.editor.insert_text_at_cursor("\x1b[2J\u202e" + "a" * 100_000)
        await press(pilot, "x", "enter")
        assert app.told(Edited) == [Edited(14, "web", "[2J" + "a" * 27)]


async def test_what_is_written_is_kept_when_one_goes_elsewhere() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.add_class("fields")
        await at(pilot, app, 14, "name")
        await press(pilot, "N", "y")
        app.query_one("#after").focus()
        await pilot.pause()
        assert app.told(Edited) == [Edited(14, "name", "Ny")]
        assert app.focused is app.query_one("#after")
        app.sheet.focus()
        await at(pilot, app, 14, "at")
        await press(pilot, "x")
        app.query_one("#after").focus()
        await pilot.pause()
        assert app.told(Edited) == []
        assert not app.sheet.is_editing


async def test_a_row_that_goes_takes_its_editing_along() -> None:
    app = types_app()
    draft = app.sheet.source
    assert isinstance(draft, Draft)
    async with app.run_test() as pilot:
        await at(pilot, app, 14, "name")
        await press(pilot, "N")
        draft.rows.insert(0, draft.rows.pop(3))
        app.sheet.reload()
        await press(pilot, "y")
        assert app.sheet.editor.value == "Ny"
        draft.rows.remove(next(row for row in draft.rows if row.key == 14))
        app.sheet.reload()
        await pilot.pause()
        assert not app.sheet.is_editing
        assert app.told(Edited) == []


async def test_a_refusal_points_at_its_cell() -> None:
    app = types_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.sheet.point_at(15, "text", "Texten är för lång.")
        await pilot.pause()
        assert "Texten är för lång." in golden.text_of(app)
        await press(pilot, "up")
        assert "Texten är för lång." not in golden.text_of(app)
        assert not app.sheet.point_at(4711, "text", "")


async def test_letters_in_a_burst_go_to_the_cell_the_arrows_before_them_led_to() -> None:
    """A paste or a slow line brings many keys at once, before any of them has bubbled up."""
    app = types_app()
    async with app.run_test() as pilot:
        await at(pilot, app, 10, "name")
        driver_keys = [("down", None), ("down", None), ("D", "D"), ("S", "S"), ("K", "K")]
        for key, character in driver_keys:
            app.post_message(Key(key, character))
        await pilot.pause()
        await pilot.pause()
        await press(pilot, "enter")
        assert app.told(Edited) == [Edited(12, "name", "DSK")]


async def test_a_text_that_was_left_is_not_written_in_the_list_that_opens_next() -> None:
    """The field says that it has been left when the next cell may be edited already."""
    app = types_app()
    async with app.run_test() as pilot:
        await at(pilot, app, 14, "name")
        await press(pilot, "N", "y")
        app.sheet.move_to(14, "video")
        app.sheet.action_edit()
        await pilot.pause()
        await pilot.pause()
        assert app.told(Edited) == [Edited(14, "name", "Ny")]
        assert app.focused is app.sheet.popup


async def test_a_list_that_was_left_does_not_close_the_text_that_is_written_next() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await at(pilot, app, 14, "video")
        await press(pilot, "f2")
        app.sheet.move_to(14, "name")
        app.sheet.action_edit()
        await pilot.pause()
        await press(pilot, "X", "enter")
        assert app.told(Edited) == [Edited(14, "name", "SSKX")]
