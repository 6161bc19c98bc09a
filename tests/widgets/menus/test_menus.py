"""Where menus and lists stand, and what fields take, without a book."""

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Offset, Region, Size

from asynja_tui import themes
from widgets.choice_list import Choice
from widgets.forms.dialog import hot_letters
from widgets.forms.drop_down import DropDown
from widgets.forms.options import OneOf, Option, Tick
from widgets.forms.text_input import TextInput
from widgets.menus import menu_bar
from widgets.menus.context_menu import ContextMenu
from widgets.menus.menu_list import MenuList, place

LABELS = ("Arkiv", "Bokning och väntelista", "Inställningar", "1177", "Övningar", "Hjälp")
HOSTILE = "\x1b]0;ägd\x07\x9b2J\u202eab\x00"


@pytest.mark.parametrize("opened", range(-1, len(LABELS)))
@pytest.mark.parametrize("width", [1, 3, 7, 20, 40, 80])
def test_the_opened_menu_is_in_sight(width: int, opened: int) -> None:
    spans = menu_bar.arrange(LABELS, width, opened)
    assert sum(cell_len(span.text) for span in spans) <= width
    assert width < 3 or opened < 0 or opened in [span.menu for span in spans]


@pytest.mark.parametrize(
    ("at", "want", "expected"),
    [
        (Offset(3, 4), Size(10, 5), Region(3, 4, 10, 5)),
        (Offset(75, 4), Size(10, 5), Region(70, 4, 10, 5)),
        (Offset(3, 22), Size(10, 5), Region(3, 17, 10, 5)),  # above
        (Offset(3, 10), Size(10, 20), Region(3, 4, 10, 20)),  # neither above nor below
        (Offset(99, 99), Size(200, 50), Region(0, 0, 80, 24)),
    ],
)
def test_a_list_stays_inside_the_screen(at: Offset, want: Size, expected: Region) -> None:
    assert place(at, want, Size(80, 24)) == expected


def test_hot_letters_differ() -> None:
    assert hot_letters(["OK", "Avbryt", "Ny...", "Färger...", "Åter", "Av"]) == [0, 0, 0, 0, 0, 1]
    assert hot_letters(["A", "A", "...", ""]) == [0, -1, -1, -1]


class Form(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str | None] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.BY_NAME["asynja-ljust"].variables

    def compose(self) -> ComposeResult:
        yield TextInput(HOSTILE, longest=12)
        yield Tick("Tick")
        yield OneOf((Option("a", "A"), Option("b", "B")), "b")
        yield DropDown((Option("x", "Ett"), Option("y", "Två"), Option("z", "Tre")))


async def test_a_text_field_is_bounded_and_takes_one_clean_line() -> None:
    async with Form().run_test() as pilot:
        field = pilot.app.query_one(TextInput)
        assert field.value == "]0;ägd2Jab"
        field.value = ""
        pilot.app.copy_to_clipboard("\r\n\r\nett\x1b[2J\ttv\u202eå\nrad två")
        field.action_paste()
        assert field.value == "ett[2J två"
        pilot.app.copy_to_clipboard("x" * 10_000_000)
        field.action_paste()
        assert field.value == "ett[2J tvåxx"
        pilot.app.copy_to_clipboard("\n")
        field.action_paste()
        field.value = "\x9b" * 40 + "y" * 40
        assert field.value == "y" * 12


async def test_boxes_and_lists_by_key_and_mouse() -> None:
    async with Form().run_test() as pilot:
        tick, one_of = pilot.app.query_one(Tick), pilot.app.query_one(OneOf)
        await pilot.press("tab", "space")
        assert tick.value
        await pilot.click(tick)
        assert not tick.value
        await pilot.press("tab", "down")
        assert one_of.value == "a"
        await pilot.click(one_of, offset=(1, 1))
        assert one_of.value == "b"
        drop = pilot.app.query_one(DropDown)
        drop.focus()
        await pilot.press("down", "down", "up")
        assert drop.value == "x"
        await pilot.press("space", "t", "t", "enter")
        await pilot.pause()
        assert drop.value == "z"
        drop.show((Option("y", "Två"),), "z")
        assert drop.at == -1


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (3, 2)])
async def test_a_context_menu_by_key_mouse_and_at_any_size(size: tuple[int, int]) -> None:
    listed = (Choice("a", "Alfa", "F2"), Choice("b", "Beta", enabled=False), Choice("c", "C"))
    app = Form()
    async with app.run_test(size=size) as pilot:
        for keys in (
            ["up", "pagedown", "pageup", "home", "enter"],
            ["down", "enter", "escape", "escape"],
        ):
            app.push_screen(ContextMenu(listed, Offset(70, 20)), app.chosen.append)
            await pilot.pause()
            listing = app.screen.query_one(MenuList).region
            assert Region(0, 0, *size).contains_region(listing)
            await pilot.press(*keys)
            await pilot.pause()
        app.push_screen(ContextMenu(listed, Offset(1, 1)), app.chosen.append)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.click(offset=(4, 4))
        await pilot.pause()
        app.push_screen(ContextMenu(listed, Offset(1, 1)), app.chosen.append)
        await pilot.pause()
        await pilot.click(offset=(40, 20))
        await pilot.pause()
    assert app.chosen == ["a", None, "c", None]
