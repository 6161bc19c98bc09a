"""Several boxes on a line: keys, the mouse, and what it says."""

from textual.app import ComposeResult

from tests.widgets.themed import ThemedApp
from widgets.forms.options import Option
from widgets.forms.text_input import TextInput
from widgets.forms.tick_row import TickRow

DAYS = tuple(Option(str(n), name) for n, name in enumerate(("Må", "Ti", "Helgdag")))


class Trial(ThemedApp):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[frozenset[str]] = []

    def compose(self) -> ComposeResult:
        yield TickRow(DAYS, ["0"])
        yield TextInput()

    def on_tick_row_changed(self, message: TickRow.Changed) -> None:
        self.told.append(message.ticked)


def drawn(row: TickRow) -> str:
    return row.render_line(0).text.rstrip()


async def test_arrows_go_between_the_boxes_and_space_ticks() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        row = app.query_one(TickRow)
        assert drawn(row) == "☑ Må  ☐ Ti  ☐ Helgdag"
        await pilot.press("left", "right", "right", "right", "space", "home", "space", "end")
        assert drawn(row) == "☐ Må  ☐ Ti  ☑ Helgdag"
        assert app.told == [frozenset({"0", "2"}), frozenset({"2"})]
        assert row.at == 2
        await pilot.press("tab")
        assert isinstance(app.focused, TextInput)  # one field to the Tab key


async def test_the_box_that_is_clicked_is_ticked_and_no_other() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        row = app.query_one(TickRow)
        await pilot.click(row, offset=(6, 0))
        assert row.ticked == {"0", "1"}
        await pilot.click(row, offset=(4, 0))  # between two of them
        await pilot.click(row, offset=(12, 0), button=3)
        assert row.ticked == {"0", "1"}
        await pilot.click(row, offset=(20, 0))
        assert row.ticked == {"0", "1", "2"}


async def test_what_is_set_from_outside_is_drawn_and_not_told() -> None:
    app = Trial()
    async with app.run_test(size=(8, 3)) as pilot:
        row = app.query_one(TickRow)
        row.ticked = frozenset({"1"})
        await pilot.pause()
        assert drawn(row) == "☐ Må  ☑"
        assert app.told == []
