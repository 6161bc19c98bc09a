"""What a line of a list of choices says, and how much of it."""

import pytest
from textual.app import ComposeResult

from tests.screens import golden
from tests.widgets.themed import ThemedApp
from widgets.choice_list import Choice, ChoiceList

TIP = "Bokar den lediga tiden man står på."


class Trial(ThemedApp):
    CSS = "ChoiceList { height: 1fr; }"

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def compose(self) -> ComposeResult:
        yield ChoiceList(tuple(Choice(f"c{n}", "Boka...", tip=TIP) for n in range(self.count)))


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("width", [22, 28, 40, 47, 58])
async def test_a_cut_explanation_ends_in_a_sign_for_it_also_beside_a_bar(
    count: int, width: int
) -> None:
    app = Trial(count)
    async with app.run_test(size=(width, 8)) as pilot:
        await pilot.pause()
        listed = app.query_one(ChoiceList)
        line = golden.text_of(app).split("\n")[1][: listed.scrollable_content_region.width]
        said = line.partition("Boka...")[2].strip()
        whole = listed.scrollable_content_region.width - len(" Boka...   ") >= len(TIP)
        assert listed.is_cut is not whole
        if whole:
            assert said == TIP
        else:
            assert said == "" or (said.endswith("…") and TIP.startswith(said[:-1]))
            assert said == "" or len(said) >= 8
