"""Every field takes what can be drawn and nothing else, however it comes; so does what is drawn."""

import unicodedata
from collections.abc import Callable
from typing import cast

import pytest
from textual.app import ComposeResult
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.widget import Widget

from db.values import clean
from tests.db.hostile import HOSTILE
from tests.widgets.sheets import types_app
from tests.widgets.themed import ThemedApp
from widgets.clean import drawn, drawn_lines
from widgets.forms.path_input import PathInput
from widgets.forms.plain_area import PlainArea, TextField
from widgets.forms.text_input import TextInput, first_line
from widgets.line import cut, fit, wrap
from widgets.marked_area import MarkedArea

OBEYED = "ett\x1b]52;c;aGVq\x07\x9b2J\u202etvå\x00\ud800\u200b\u2028\U000e0041 tre"
KEPT = "ett]52;c;aGVq2Jtvå  tre"


def harm(text: str) -> set[str]:
    """The characters of a text, line ends apart, that a terminal obeys or nobody sees."""
    marks = "\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff"
    bidi = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    odd = {char for char in text if unicodedata.category(char) in ("Cc", "Cs", "Co")}
    return (odd | set(text) & (set(marks) | bidi)) - {"\n"}


def test_what_is_drawn_is_what_the_book_would_keep() -> None:
    odd = [
        char
        for char in map(chr, (*range(0xF0100), *range(0x10FF00, 0x110000)))
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or ord(char) > 0xDFFFF
    ]
    dropped_by_the_book = {char for char in odd if clean(f"a{char}b") in ("ab", "a b")}
    dropped_here = {char for char in odd if drawn(f"a{char}b") in ("ab", "a b")}
    assert dropped_by_the_book - dropped_here == set()
    # Kept in the book, as part of an emoji or of a formula, and never drawn alone.
    invisible = {"\u200d", *map(chr, range(0x2061, 0x2065)), *map(chr, range(0x206A, 0x2070))}
    assert dropped_here - dropped_by_the_book == invisible


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_fits_a_line_is_harmless(text: str) -> None:
    for said in (cut(text, 30), fit(text, 30), *wrap(text, 30), drawn(text), first_line(text)):
        assert not harm(said)
        assert "\n" not in said
    assert not harm(drawn_lines(text))


def test_the_first_line_that_says_something_is_taken() -> None:
    assert first_line("\r\n\r\nett\x1b[2J\ttv\u202eå\nrad två") == "ett[2J två"
    assert first_line("\r\n") == ""
    assert first_line("a\rb") == "a"
    assert first_line("a\x85b") == "a b"
    assert len(first_line("å" * 10_000_000)) == 4_000


class Trial(ThemedApp):
    def __init__(self, field: Callable[[], Widget]) -> None:
        self._make = field
        super().__init__()

    def compose(self) -> ComposeResult:
        yield self._make()


def text_of(field: Widget) -> str:
    return field.value if isinstance(field, TextInput) else cast(PlainArea, field).text


def set_text(field: Widget, text: str) -> None:
    if isinstance(field, TextInput):
        field.value = text
    else:
        cast(PlainArea, field).text = text


async def every_way_in(pilot: Pilot[None], field: Widget, text: str) -> None:
    """Set, type, paste and insert the text; nothing harmful ever stands in the field."""
    set_text(field, text)
    assert not harm(text_of(field))
    set_text(field, "")
    field.focus()
    await pilot.pause()
    for character in text[:20]:
        field.post_message(Key("x", character))
    await pilot.pause()
    assert not harm(text_of(field))
    field.post_message(Paste(text))
    await pilot.pause()
    assert not harm(text_of(field))
    pilot.app.copy_to_clipboard(text.encode("utf-8", "ignore").decode())
    await pilot.press("ctrl+v")
    assert not harm(text_of(field))
    if isinstance(field, TextInput):
        field.placeholder = text
        field.insert_text_at_cursor(text)
        assert not harm(field.placeholder)
    else:
        cast(PlainArea, field).insert(text)
    assert not harm(text_of(field))
    drawn_now = "".join(segment.text for y in range(field.size.height) for segment in
                        field.render_line(y))  # fmt: skip
    assert not harm(drawn_now)


FIELDS: dict[str, Callable[[], Widget]] = {
    "line": lambda: TextInput(OBEYED, OBEYED),
    "unbounded line": lambda: TextInput(OBEYED, longest=0),
    "path": lambda: PathInput(OBEYED, OBEYED),
    "short text": lambda: TextField(OBEYED, longest=200),
    "lines": lambda: PlainArea(OBEYED),
    "marked lines": lambda: MarkedArea(OBEYED),
}


@pytest.mark.parametrize("make", FIELDS.values(), ids=FIELDS)
async def test_no_field_takes_what_a_terminal_obeys(make: Callable[[], Widget]) -> None:
    app = Trial(make)
    async with app.run_test() as pilot:
        field = next(iter(app.query("TextInput, PlainArea").results(Widget)))
        assert text_of(field) == KEPT
        await every_way_in(pilot, field, OBEYED)
        for text in HOSTILE.values():
            set_text(field, text)
            assert not harm(text_of(field))


async def test_nor_do_the_search_and_the_cells_of_a_sheet() -> None:
    app = types_app()
    async with app.run_test() as pilot:
        await pilot.press("slash")
        search = app.sheet.search.input
        assert search.has_focus
        await every_way_in(pilot, search, OBEYED)
        search.value = OBEYED
        await pilot.press("enter")
        await pilot.pause()
        assert not harm(app.sheet.search.outcome.render().plain)  # type: ignore[union-attr]
        await pilot.press("escape", "down", "f2")
        await pilot.pause()
        assert app.sheet.editor.has_focus
        await every_way_in(pilot, app.sheet.editor, OBEYED)


async def test_a_full_field_keeps_what_it_has() -> None:
    app = Trial(lambda: TextInput("12345", longest=5))
    async with app.run_test() as pilot:
        field = app.query_one(TextInput)
        field.focus()
        await pilot.press("end")
        field.post_message(Paste("678"))
        await pilot.pause()
        assert field.value == "12345"
        field.action_select_all()
        field.post_message(Paste("\x00\u202e"))
        await pilot.pause()
        assert field.value == "12345"
        field.post_message(Paste("abc\ndef"))
        await pilot.pause()
        assert field.value == "abc"


async def test_an_area_tells_of_line_ends_alike_and_of_too_much() -> None:
    app = Trial(lambda: PlainArea(longest=10))
    async with app.run_test() as pilot:
        area = app.query_one(PlainArea)
        area.focus()
        area.post_message(Paste("a\r\nb\rc\nd"))
        await pilot.pause()
        assert area.text == "a\nb\nc\nd"
        area.post_message(Paste("0123456789"))
        await pilot.pause()
        assert area.text == "a\nb\nc\nd012"
        await pilot.press("ctrl+z")
        assert area.text == "a\nb\nc\nd"
