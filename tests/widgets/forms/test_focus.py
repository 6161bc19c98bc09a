"""Fields and buttons: what has the keys is told by more than colour, and their edges are there."""

from collections.abc import Callable

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.widget import Widget

from asynja_tui import themes
from screens.session import DEFAULT_THEME
from tests.program.test_contrast import ratio
from widgets.choice_list import Choice, ChoiceList
from widgets.forms.dialog import Button, DialogButton
from widgets.forms.drop_down import DropDown
from widgets.forms.month_picker import MonthPicker
from widgets.forms.options import OneOf, Option, Tick
from widgets.forms.path_input import PathInput
from widgets.forms.plain_area import TextField
from widgets.forms.text_input import TextInput
from widgets.forms.tick_list import TickList
from widgets.forms.tick_row import TickRow

TWO = (Option("a", "Alfa"), Option("b", "Beta"))
LISTED = (Choice("a", "Alfa"), Choice("b", "Beta"))
KINDS: dict[str, Callable[[], Widget]] = {
    "text": lambda: TextInput("ett"),
    "empty": lambda: TextInput(hint="skriv här"),
    "path": lambda: PathInput("~/fil"),
    "lines": lambda: TextField("ett"),
    "list": lambda: DropDown(TWO, "a"),
    "tick": lambda: Tick("Alfa"),
    "one of": lambda: OneOf(TWO, "a"),
    "ticks": lambda: TickRow(TWO),
    "tick list": lambda: TickList(LISTED),
    "month": lambda: MonthPicker(738_000),
    "button": lambda: DialogButton(Button("ok", "OK")),
}
"""Every kind of field; a ``ChoiceList`` has its mark always, since it is the only field."""


class Form(App[None]):
    def __init__(self, name: str, theme: str = DEFAULT_THEME) -> None:
        super().__init__()
        self.register_theme(themes.BY_NAME[theme])
        self.theme = theme
        self._kind = name

    def compose(self) -> ComposeResult:
        yield ChoiceList(LISTED)
        yield KINDS[self._kind]()


def without_colour(app: App[None]) -> list[tuple[str, bool, bool, bool]]:
    """What a terminal without colours shows below the list, but for the blinking cursor."""
    return [
        (part.text, bool(style.bold), bool(style.underline), bool(style.reverse))
        for strip in app.screen._compositor.render_strips()[2:]
        for part in strip
        if (style := part.style)
    ]


@pytest.mark.parametrize("name", KINDS)
async def test_what_has_the_keys_is_told_without_colour(name: str) -> None:
    app = Form(name)
    async with app.run_test(size=(40, 12)) as pilot:
        field = app.query(Widget).last()
        app.query_one(ChoiceList).focus()
        await pilot.pause()
        without = without_colour(app)
        field.focus()
        await pilot.pause()
        assert without_colour(app) != without


@pytest.mark.parametrize("theme", themes.BY_NAME)
@pytest.mark.parametrize("name", KINDS)
async def test_all_that_is_drawn_can_be_read(name: str, theme: str) -> None:
    app = Form(name, theme)
    async with app.run_test(size=(40, 12)) as pilot:
        for field in app.query(Widget):
            field.focus()
            await pilot.pause()
            for strip in app.screen._compositor.render_strips():
                for part in strip:
                    assert not part.text.strip(" ▌▐█") or contrast(part.style) >= 4.5, part


def contrast(style: Style | None) -> float:
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    pair = [colour.get_truecolor().hex for colour in (style.color, style.bgcolor)]
    return ratio(*reversed(pair) if style.reverse else pair)
