"""A short text over some lines: bounded however it comes, and without line breaks."""

from textual.app import App, ComposeResult
from textual.events import Paste
from textual.theme import Theme

from asynja_tui import themes
from screens.session import DEFAULT_THEME
from widgets.forms.plain_area import TextField


class Trial(App[None]):
    def __init__(self) -> None:
        self.set_reactive(App.theme, DEFAULT_THEME)
        super().__init__()

    @property
    def available_themes(self) -> dict[str, Theme]:
        return dict(themes.BY_NAME)

    def compose(self) -> ComposeResult:
        yield TextField("Ont", longest=10)


async def test_typed_pasted_and_replaced_it_never_grows_too_long() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        field = app.query_one(TextField)
        field.focus()
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
