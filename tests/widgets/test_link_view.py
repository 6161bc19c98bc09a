"""A page of text with links: how it is laid out, the cursor, reading on, the mouse."""

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult

from tests.widgets.themed import ThemedApp
from widgets.link_rows import BLANK, RULE, Line, Piece, Row, arrange, button, link, text
from widgets.link_view import LinkView
from widgets.steady import LETTERS

WORDS = st.text("aåö 語é-", max_size=40)
PIECES = st.builds(
    Piece, WORDS, st.sampled_from(["", "link", "button"]), st.sampled_from(["", "x"]),
    st.integers(0, 30),
)  # fmt: skip
ROWS = st.lists(
    st.builds(Row, st.lists(PIECES, max_size=4).map(tuple), st.integers(0, 6), st.booleans()),
    max_size=5,
)


def drawn(lines: list[Line]) -> list[str]:
    """The lines as they look."""
    out = []
    for line in lines:
        said = ""
        for cell in line:
            said += " " * (cell.x - cell_len(said)) + cell.text
        out.append(said.rstrip())
    return out


# --- the layout, without a screen -----------------------------------------------------------------


def test_columns_stand_under_each_other_and_long_text_hangs() -> None:
    rows = (
        Row((Piece("Mottagning:", "quiet", width=12), Piece("Primus MVK VC Test vid torget"))),
        link("inbox", "Inkorg", "3 olästa", width=12),
    )
    assert drawn(arrange(rows, 40)) == [
        "  Mottagning:   Primus MVK VC Test vid",
        "                torget",
        "  Inkorg        3 olästa",
    ]


def test_buttons_follow_each_other_and_go_on_below() -> None:
    row = Row((button("a", "AVBOKA"), button("o", "OMBOKA"), button("p", "Skriv ut")))
    assert drawn(arrange((row,), 80)) == ["  [ AVBOKA ]  [ OMBOKA ]  [ Skriv ut ]"]
    assert drawn(arrange((row,), 28)) == ["  [ AVBOKA ]  [ OMBOKA ]", "  [ Skriv ut ]"]


def test_blank_lines_and_rules() -> None:
    assert drawn(arrange((text("a"), BLANK, RULE), 12)) == ["  a", "", "  ─────────"]


@given(ROWS, st.integers(1, 60))
def test_nothing_is_drawn_outside_and_no_link_is_lost(rows: list[Row], width: int) -> None:
    lines = arrange(rows, width)
    for line in lines:
        for before, after in zip(line, line[1:], strict=False):
            assert before.x + cell_len(before.text) <= after.x
        if line and width >= 12:
            assert line[-1].x + cell_len(line[-1].text) <= width
    found = sum(1 for line in lines for cell in line if cell.name)
    assert found == sum(1 for row in rows if not row.rule for piece in row.pieces if piece.name)


# --- on a screen ----------------------------------------------------------------------------------


class Page(ThemedApp):
    """A page of links."""

    rows: ClassVar[tuple[Row, ...]] = (
        text("Rubrik", "heading"),
        link("one", "Ett"),
        Row((button("two", "Två"), button("off", "Av", enabled=False), button("three", "Tre"))),
        *(text(f"rad {n}") for n in range(30)),
        link("last", "Sist"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []
        self.reached: list[str] = []

    def compose(self) -> ComposeResult:
        yield LinkView()

    def on_mount(self) -> None:
        self.query_one(LinkView).show(self.rows)

    def on_link_view_chosen(self, message: LinkView.Chosen) -> None:
        self.chosen.append(message.name)

    def on_link_view_reached(self, message: LinkView.Reached) -> None:
        self.reached.append(message.name)


async def test_the_keys_go_from_link_to_link_and_read_on_between_them() -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        view = app.query_one(LinkView)
        await pilot.press("enter", "down", "space", "right", "enter", "right", "enter")
        assert app.chosen == ["one", "two", "three"]
        assert view.at == "three"
        await pilot.press("down")  # the next link is far away: one reads first
        assert view.at == "three"
        assert view.scroll_offset.y > 0
        await pilot.press(*["down"] * 20)
        assert view.at == "last"
        await pilot.press("home")
        assert (view.at, view.scroll_offset.y) == ("one", 0)
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert view.at == "last"
        await pilot.press("end", "up", "pageup", "pageup", "pageup", "pageup")
        assert view.at == "one"
        assert app.reached[0] == "one"


async def test_the_mouse_chooses_what_is_clicked_and_nothing_beside_it() -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(LinkView, offset=(3, 1))
        await pilot.click(LinkView, offset=(30, 1))
        await pilot.click(LinkView, offset=(4, 2))
        await pilot.click(LinkView, offset=(12, 2))  # greyed
        assert app.chosen == ["one", "two"]


async def test_the_cursor_stays_on_its_link_when_the_page_changes() -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        view = app.query_one(LinkView)
        await pilot.press("down", "right", "right")
        assert view.at == "three"
        view.show((text("Nytt"), *Page.rows))
        assert view.at == "three"
        view.show((link("one", "Ett"), link("two", "Två")))
        assert view.at == "two"  # the nearest
        view.show((link("one", "Ett"), link("two", "Två")), cursor="one")
        assert view.at == "one"
        view.show((text("Tomt"),))
        await pilot.press("down", "up", "enter", "pagedown", "home", "end")
        view.show((link("one", "Ett"),))
        assert view.at == "one"
        view.go("one")
        await pilot.resize_terminal(10, 4)
        assert view.at == "one"


@pytest.mark.parametrize("size", [(1, 1), (12, 3), (200, 60)])
async def test_it_stands_in_any_size(size: tuple[int, int]) -> None:
    app = Page()
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "down", "end", "pageup")
        assert app.query_one(LinkView).names[0] == "one"


async def test_a_letter_presses_its_button_and_is_underlined_once_alt_has_come() -> None:
    app = Page()
    async with app.run_test(size=(40, 10)) as pilot:
        view = app.query_one(LinkView)

        def underlined() -> list[str]:
            strips = app.screen._compositor.render_strips()
            parts = [part for strip in strips for part in strip if part.style]
            return [part.text for part in parts if part.style and part.style.underline]

        await pilot.pause()
        assert "T" not in underlined()
        app.add_class(LETTERS)
        view.refresh()
        await pilot.pause()
        assert [one for one in underlined() if len(one) == 1] == ["T", "A", "r"]
        pressed = [view.press_letter(letter) for letter in ("r", "t", "a", "x")]
        await pilot.pause()
        assert pressed == [True, True, False, False]  # what cannot be pressed now is not
        assert app.chosen == ["three", "two"]
