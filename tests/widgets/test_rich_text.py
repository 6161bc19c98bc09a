"""Text with bold, italic and lists: how it is laid out, and the field it is written in."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.theme import Theme

from asynja_tui import themes
from tests.db.hostile import HOSTILE
from widgets.forms.plain_area import LONGEST
from widgets.rich_text import Blocks, TermsView, arrange
from widgets.terms_editor import TermsEditor
from widgets.text_marks import BOLD, ITALIC, Marked, new_line, toggle, toggle_list

PLAIN = (False, False)


def lines(blocks: Blocks, width: int) -> list[str]:
    return [line.text for line in arrange(blocks, width)]


# --- the view -------------------------------------------------------------------------------------


def test_words_are_wrapped_and_points_hang() -> None:
    text = (("text", (("ett två tre", *PLAIN),)), ("gap", ()), ("item", (("fyra fem", *PLAIN),)))
    assert lines(text, 8) == ["ett två", "tre", "", "• fyra", "  fem"]
    assert lines(text, 20) == ["ett två tre", "", "• fyra fem"]


def test_a_look_may_change_inside_a_word() -> None:
    text = (("text", (("o", *PLAIN), ("vikt", True, False), ("igt ja", *PLAIN))),)
    assert lines(text, 9) == ["oviktigt", "ja"]
    (first, _) = arrange(text, 9)
    assert [(part.text, part.kind) for part in first.parts] == [
        ("o", ""),
        ("vikt", "bold"),
        ("igt", ""),
    ]


def test_headings_and_quiet_lines_keep_their_own_look() -> None:
    text = (("heading", (("Viktigt", True, False),)), ("quiet", (("tyst", *PLAIN),)))
    assert [line.parts[0].kind for line in arrange(text, 20)] == ["heading", "quiet"]


@pytest.mark.parametrize("width", [1, 2, 3, 7, 40])
@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_no_line_is_wider_than_there_is_room(typed: str, width: int) -> None:
    for kind in ("text", "item"):
        text = ((kind, ((typed[:200], *PLAIN), ("och " + typed[:50], True, True))),)
        room = max(width, 4) if kind == "item" else max(width, 2)
        assert all(cell_len(line) <= room for line in lines(text, width))


# --- the signs ------------------------------------------------------------------------------------


def selected(marked: Marked) -> str:
    """The text with the selection between bars; one bar for a cursor."""
    text, start, end = marked
    bar = "|" if start == end else ""
    return f"{text[:start]}|{text[start:end]}{bar and ''}{'|' if start != end else ''}{text[end:]}"


def at(text: str) -> tuple[str, int, int]:
    """A text and its selection, which stands between bars."""
    start = text.index("|")
    text = text.replace("|", "", 1)
    end = text.find("|")
    return (text, start, start) if end < 0 else (text.replace("|", "", 1), start, end)


@pytest.mark.parametrize(
    ("before", "sign", "after"),
    [
        ("ett |två| tre", BOLD, "ett **|två|** tre"),
        ("ett **|två|** tre", BOLD, "ett |två| tre"),
        ("ett |**två**| tre", BOLD, "ett |två| tre"),
        ("ett| två |tre", ITALIC, "ett _|två|_ tre"),
        ("ett tv|å tre", BOLD, "ett **|två|** tre"),
        ("ett | tre", ITALIC, "ett _|_ tre"),
        ("|- punkt\n- två|", BOLD, "- **|punkt**\n- **två|**"),
        ("- **|punkt**\n- **två|**", BOLD, "- |punkt\n- två|"),
        ("|a\n\n**b**|", BOLD, "**|a**\n\n**b|**"),
        ("|   |", BOLD, "|   |"),
    ],
)
def test_bold_and_italic_are_put_on_and_taken_off(before: str, sign: str, after: str) -> None:
    assert selected(toggle(*at(before), sign)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("et|t", "- et|t"),
        ("- et|t", "et|t"),
        ("|- ett", "|ett"),
        ("a\n|b\nc|\nd", "a\n|- b\n- c|\nd"),
        ("|- b\nc|", "|- b\n- c|"),
        ("|- b\n\n- c|", "|b\n\nc|"),
        ("|", "- |"),
    ],
)
def test_lines_become_points_and_plain_again(before: str, after: str) -> None:
    assert selected(toggle_list(*at(before))) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ett|", "ett\n|"),
        ("- ett|", "- ett\n- |"),
        ("- ett\n- |", "- ett\n|"),
        ("- e|tt|", "- e\n- |"),
        ("|- ett", "\n|- ett"),
    ],
)
def test_enter_goes_on_with_a_list_until_a_point_says_nothing(before: str, after: str) -> None:
    assert selected(new_line(*at(before))) == after


def test_doing_it_twice_is_doing_nothing() -> None:
    chance = random.Random(6)
    for _ in range(400):
        text = "".join(chance.choice("ab c\nd") for _ in range(12))
        start, end = sorted((chance.randrange(13), chance.randrange(13)))
        once = toggle(text, start, end, BOLD)
        if once.start != once.end:
            assert toggle(*once, BOLD).text == text


# --- the field ------------------------------------------------------------------------------------


class FieldApp(App[None]):
    """One field and what it says."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "TermsView { height: 5; }"

    def __init__(self, text: str = "") -> None:
        self._text = text
        self.changes: list[str] = []
        self.set_reactive(App.theme, "asynja-ljust")
        super().__init__()

    @property
    def available_themes(self) -> dict[str, Theme]:
        return dict(themes.BY_NAME)

    def compose(self) -> ComposeResult:
        yield TermsEditor("Villkor", self._text, id="conditions")
        yield TermsView((("text", (("rad " * 80, False, False),)),))

    def on_terms_editor_changed(self, message: TermsEditor.Changed) -> None:
        self.changes.append(message.editor.text)

    @property
    def field(self) -> TermsEditor:
        return self.query_one(TermsEditor)


@asynccontextmanager
async def shown(text: str = "") -> AsyncIterator[tuple[FieldApp, Pilot[None]]]:
    app = FieldApp(text)
    async with app.run_test(size=(60, 20)) as pilot:
        app.field.take_keys()
        await pilot.pause()
        yield app, pilot


async def test_it_is_written_in_by_keys_marked_and_undone() -> None:
    async with shown() as (app, pilot):
        await pilot.press("h", "e", "j", "enter", "d", "u")
        app.field.mark("bold")
        await pilot.pause()
        assert app.field.text == "hej\n**du**"
        app.field.mark("list")
        assert app.field.text == "hej\n- **du**"
        await pilot.press("end", "enter", "x")
        assert app.field.text == "hej\n- **du**\n- x"
        app.field.undo()
        app.field.undo()
        app.field.undo()
        app.field.undo()
        assert app.field.text == "hej\ndu"
        app.field.redo()
        assert app.field.text == "hej\n**du**"
        await pilot.pause()
        assert app.changes[-1] == "hej\n**du**"


async def test_the_buttons_do_the_same_with_the_mouse() -> None:
    async with shown("ett") as (app, pilot):
        await pilot.press("ctrl+a")
        for x, expected in ((10, "**ett**"), (14, "**_ett_**"), (18, "- **_ett_**")):
            await pilot.click("EditorHead", offset=(x, 0))
            await pilot.pause()
            assert app.field.text == expected
        await pilot.click("EditorHead", offset=(2, 0))
        assert app.field.text == "- **_ett_**"


async def test_what_is_loaded_cannot_be_undone_and_what_is_written_can() -> None:
    async with shown("först") as (app, pilot):
        app.field.load("sedan")
        app.field.undo()
        await pilot.pause()
        assert (app.field.text, app.changes) == ("sedan", [])
        app.field.write("helt annat")
        app.field.undo()
        assert app.field.text == "sedan"


async def test_what_can_only_be_read_is_neither_written_nor_marked() -> None:
    async with shown("läs") as (app, pilot):
        app.field.read_only = True
        await pilot.press("x", "enter", "backspace")
        app.field.mark("bold")
        await pilot.click("EditorHead", offset=(10, 0))
        assert app.field.text == "läs"


async def test_hostile_text_is_harmless_and_bounded_however_it_comes() -> None:
    async with shown("\x1b[31mröd") as (app, pilot):
        assert app.field.text == "[31mröd"
        for typed in HOSTILE.values():
            app.field.load("")
            app.screen.focused and app.screen.focused.post_message(
                events.Paste(typed + "\r\nrad två")
            )
            await pilot.pause()
            assert not set(app.field.text) & set("\x1b\x9b\0\r\u202e\u2066\x07")
            assert app.field.text.endswith("\nrad två") or len(app.field.text) == LONGEST
            assert len(app.field.text) <= LONGEST


async def test_a_view_with_a_height_scrolls_and_one_without_has_no_scrollbar() -> None:
    async with shown() as (app, pilot):
        view = app.query_one(TermsView)
        assert view.show_vertical_scrollbar
        view.action_read(1)
        await pilot.pause()
        assert view.scroll_offset.y == 1
        view.styles.height = "auto"
        view.show((("text", (("kort", False, False),)),))
        view.show((("text", (("rad " * 40, False, False),)),))
        await pilot.pause()
        assert not view.show_vertical_scrollbar
        assert view.size.height == len(view.shown) > 1
