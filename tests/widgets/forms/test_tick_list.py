"""A list to tick in, and a text on the lines there is room for."""

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot

from tests.screens.golden import text_of
from tests.widgets.themed import ThemedApp
from widgets.choice_list import Choice
from widgets.forms.tick_list import TickList
from widgets.note_line import ShortText

CHOICES = (Choice("a", "Anna"), Choice("b", "[b]Bo[/]"), Choice("c", "Cilla"))
LONG = "ett två tre fyra fem sex sju åtta nio tio elva tolv"


class Shown(ThemedApp):
    """A list and a text."""

    CSS = "ShortText { width: 20; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[frozenset[str]] = []

    def compose(self) -> ComposeResult:
        yield TickList(CHOICES, ("c", "gone"), id="who")
        yield ShortText()

    def on_tick_list_changed(self, message: TickList.Changed) -> None:
        self.told.append(message.ticked)


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_space_and_a_click_tick_and_enter_is_left_alone() -> None:
    app = Shown()
    async with app.run_test(size=(30, 8)) as pilot:
        ticks = app.query_one(TickList)
        ticks.focus()
        assert ticks.ticked == {"c"}
        await pilot.press("space", "enter", "down", "space", "space")
        await pilot.click("#who", offset=(3, 2))
        await settled(pilot)
        assert app.told == [{"a", "c"}, {"a", "b", "c"}, {"a", "c"}, {"a"}]
        assert [line.strip("▌ ") for line in text_of(app).split("\n")[:3]] == [
            "☑ Anna",
            "☐ [b]Bo[/]",
            "☐ Cilla",
        ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("ett [b]två[/]", ["ett [b]två[/]"]),
        (LONG, ["ett två tre fyra fem", "sex sju åtta nio ti…"]),
        ("x" * 50, ["x" * 19 + "…"]),
    ],
)
async def test_what_does_not_fit_ends_in_an_ellipsis(text: str, lines: list[str]) -> None:
    app = Shown()
    async with app.run_test(size=(30, 8)) as pilot:
        short = app.query_one(ShortText)
        short.say(text)
        await settled(pilot)
        assert short.text == text
        assert [line.rstrip() for line in text_of(app).split("\n")[3 : 3 + len(lines)]] == lines
        assert text_of(app).split("\n")[3 + len(lines)].strip() == ""
