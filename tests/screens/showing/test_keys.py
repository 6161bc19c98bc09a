"""The last keys and the clicks are shown to those who look on; what is typed never is."""

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from db.book import Book
from screens.playing.hand import Hand
from screens.session import Session
from screens.showing.keys import SECONDS, LastKeys, Press, told
from screens.showing.marks import ClickMark, KeysShown, marks_at
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled, shows
from tests.screens.showing.test_hidden import shown
from widgets.menus.context_menu import ContextMenu
from widgets.sheet.sheet import Sheet

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


@pytest.mark.parametrize(
    ("label", "writes", "is_typing", "is_told"),
    [
        ("Boka", True, False, True),
        ("Boka", True, True, False),
        ("", True, False, False),
        ("", True, True, False),
        ("Ångra", False, True, True),
        ("", False, True, True),
        ("", False, False, True),
    ],
)
def test_a_letter_is_told_where_it_is_a_commands_alone(
    label: str, writes: bool, is_typing: bool, is_told: bool
) -> None:
    said = told("B", label, writes=writes, is_typing=is_typing)
    assert said == (Press("B", label) if is_told else None)


def test_three_keys_show_for_three_seconds() -> None:
    keys = LastKeys()
    for n, key in enumerate("abcd"):
        keys.add(Press(key), n * 0.5)
    assert [one.key for one in keys.shown(1.5)] == ["b", "c", "d"]
    assert [one.key for one in keys.shown(1.0 + SECONDS)] == ["d"]
    assert keys.shown(1.5 + SECONDS) == ()
    keys.add(Press("d"), 9.0)
    keys.add(Press("d"), 9.5)
    assert len(keys.shown(9.6)) == 1


def test_a_click_is_marked_on_both_sides_as_far_as_there_is_room() -> None:
    assert len(marks_at(Offset(5, 5), 80)) == 2
    assert len(marks_at(Offset(0, 5), 80)) == 1
    assert len(marks_at(Offset(79, 5), 80)) == 1


def keys_of(pilot: Pilot[None]) -> tuple[str, ...]:
    """What shows of the keys now."""
    return next((one.lines for one in pilot.app.screen.query(KeysShown)), ())


async def until_shown(pilot: Pilot[None], text: str) -> None:
    """Wait until a text can be read."""
    for _ in range(60):
        if shows(pilot, text):
            return
        await pilot.pause(0.05)
    raise AssertionError(golden.text_of(pilot.app))


async def until(pilot: Pilot[None], line: str) -> None:
    """Wait until it is the last key that shows."""
    for _ in range(40):
        if keys_of(pilot)[-1:] == (line,):
            return
        await pilot.pause(0.05)
    raise AssertionError(keys_of(pilot))


async def test_keys_show_with_their_commands_names(session: Session, book: Book) -> None:
    async with shown(session, 1, "tidbok") as (_, pilot):
        await press(pilot, "right", "v")
        assert keys_of(pilot) == ("→  Åt höger", "V  Dag/vecka")
        await press(pilot, "f10")
        await until(pilot, "F10  Meny")
        await press(pilot, "escape", "ctrl+p")
        await until(pilot, "Ctrl+P  Kommandon")
        await press(pilot, *"hemligt")
        assert keys_of(pilot)[-1] == "Ctrl+P  Kommandon"
        await press(pilot, "escape")
        await until(pilot, "Esc  Avbryt")


async def test_what_is_typed_in_a_cell_is_not_shown(session: Session, book: Book) -> None:
    async with shown(session, 1, "time_types") as (shell, pilot):
        sheet = shell.screen.query_one(Sheet)
        sheet.focus()
        sheet.go(1, 1)
        await press(pilot, *"hemligt")
        assert sheet.is_editing
        assert keys_of(pilot) == ()
        await press(pilot, "enter")
        assert [line.split()[0] for line in keys_of(pilot)] == ["Enter"]


async def test_nothing_is_shown_to_nobody(session: Session, book: Book) -> None:
    async with shown(session, 0, "tidbok") as (_, pilot):
        await press(pilot, "right", "v")
        await Hand(pilot.app).click(Offset(30, 12))
        assert not pilot.app.screen.query("KeysShown, ClickMark")


async def test_the_mouse_goes_through_what_marks_it(session: Session, book: Book) -> None:
    async with shown(session, 1, "time_types") as (shell, pilot):
        sheet = shell.screen.query_one(Sheet)
        at = sheet.region.offset + Offset(8, 4)
        hand = Hand(shell)
        await hand.click(at)
        await pilot.pause()
        marks = [one.region.offset for one in shell.screen.query(ClickMark)]
        assert sorted(marks) == [at - Offset(1, 0), at + Offset(1, 0)]
        under, _ = shell.screen.get_widget_at(*marks[0])
        assert not isinstance(under, ClickMark)
        await hand.click(at + Offset(1, 0), button=3)
        await settled(pilot)
        assert isinstance(screen(pilot), ContextMenu)
        await until(pilot, "Högerklick  Snabbmeny")
