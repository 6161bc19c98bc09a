"""Two and three quick clicks in a field mark a word and a line."""

import pytest
from textual.app import ComposeResult

from tests.widgets.themed import ThemedApp
from widgets.forms.clicks import marked_by
from widgets.forms.plain_area import PlainArea
from widgets.forms.text_input import TextInput

LINE = "från 08:15 till"


@pytest.mark.parametrize(
    ("chain", "line", "at", "marked"),
    [
        (1, LINE, 6, None),
        (2, LINE, 0, "från"),
        (2, LINE, 5, "08:15"),
        (2, LINE, 7, "08:15"),
        (2, LINE, 10, "08:15"),  # the blank behind it
        (2, LINE, len(LINE), "till"),
        (3, LINE, 7, LINE),
        (4, LINE, 7, LINE),
        (2, "", 0, ""),
        (3, "", 0, ""),
        (2, "  ", 1, ""),
        (2, " ö", 0, ""),
    ],
)
def test_what_is_marked(chain: int, line: str, at: int, marked: str | None) -> None:
    span = marked_by(chain, line, at)
    assert (None if span is None else line[slice(*span)]) == marked


class Trial(ThemedApp):
    def compose(self) -> ComposeResult:
        yield TextInput("2024-09-19 08:15")
        yield PlainArea("en rad\noch en till")


async def test_a_field_is_written_anew_by_the_mouse_and_what_is_typed() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        field, area = app.query_one(TextInput), app.query_one(PlainArea)
        await pilot.click(field, offset=(13, 0), times=2)
        await pilot.press(*"10:30")
        assert field.value == "2024-09-19 10:30"
        await pilot.click(field, offset=(3, 0), times=3)
        await pilot.press("9")
        assert field.value == "9"
        await pilot.click(area, offset=(2, 1), times=2)
        await pilot.press("x")
        assert area.text == "en rad\nx en till"
        await pilot.click(area, offset=(2, 0), times=3)
        await pilot.press("y")
        assert area.text == "y\nx en till"
