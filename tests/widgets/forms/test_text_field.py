"""A short text over some lines: bounded however it comes, and without line breaks."""

import pytest
from textual.app import ComposeResult
from textual.events import Paste
from textual.screen import Screen

from tests.widgets.themed import ThemedApp
from widgets.forms.options import Tick
from widgets.forms.plain_area import PlainArea, TextField
from widgets.forms.text_input import TextInput
from widgets.marked_area import MarkedArea


class Trial(ThemedApp):
    def compose(self) -> ComposeResult:
        yield Tick("Före")
        yield TextField("Ont", longest=10)


async def test_typed_pasted_and_replaced_it_never_grows_too_long() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        field = app.query_one(TextField)
        field.go_on()
        field.move_cursor((0, 3))
        await pilot.press(*" i knät nu")
        assert field.text == "Ont i knät"
        field.select_all()
        field.post_message(Paste("en rad\nen till och mer"))
        await pilot.pause()
        assert field.text == "en rad en "
        await pilot.press("ctrl+z")
        assert field.text == "Ont i knät"
        field.select_all()
        await pilot.press("backspace")
        assert field.text == ""
        app.copy_to_clipboard("0123456789abc")
        await pilot.press("ctrl+v", "x")
        assert field.text == "0123456789"


@pytest.mark.parametrize("kind", [PlainArea, TextField, MarkedArea])
async def test_tab_marks_all_of_it_typing_replaces_it_and_an_arrow_keeps_it(
    kind: type[PlainArea],
) -> None:
    text = "en rad " + "och mer " * 3

    class Form(Trial):
        def compose(self) -> ComposeResult:
            yield Tick("Före")
            yield kind(text)

    app = Form()
    async with app.run_test(size=(40, 12)) as pilot:
        field = app.query_one(PlainArea)
        app.query_one(Tick).focus()
        await pilot.press("tab")
        assert field.selected_text == text
        assert field.scroll_offset.y == 0
        await pilot.press("left", "x")
        assert field.text == f"x{text}"
        await pilot.press("shift+tab", "tab", "right", "y")
        assert field.text == f"x{text}y"
        await pilot.press("shift+tab", "tab", "z")
        assert field.text == "z"
        await pilot.press("ctrl+z" if kind is not MarkedArea else "end")
        field.undo() if kind is MarkedArea else None
        assert field.text == f"x{text}y"
        await pilot.press("shift+tab")
        await pilot.click(kind, offset=(4, 0))
        assert field.selection.is_empty
        await pilot.press("shift+tab", "tab")
        app.push_screen(Screen())
        await pilot.press("left")
        app.pop_screen()
        await pilot.pause()
        field.move_cursor((0, 1))
        field.go_on()
        await pilot.pause()
        assert field.selection.is_empty


@pytest.mark.parametrize("kind", [PlainArea, TextField, TextInput])
async def test_ctrl_a_marks_all_wherever_the_cursor_is(
    kind: type[PlainArea] | type[TextInput],
) -> None:
    """Textual's own Ctrl+A only goes to the beginning."""

    class Form(Trial):
        def compose(self) -> ComposeResult:
            yield kind("2024-09-23")

    app = Form()
    async with app.run_test() as pilot:
        field = app.query_one(kind)
        field.focus()
        await pilot.press("right", "left", "ctrl+a", *"ny")
        assert (field.value if isinstance(field, TextInput) else field.text) == "ny"
