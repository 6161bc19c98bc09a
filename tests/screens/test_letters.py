"""Alt and a letter presses a button or opens a menu, whatever has the focus."""

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from asynja_tui.shell import LETTER_KEYS, Shell
from screens import pages
from screens.base import BookScreen
from screens.dialog import Question
from screens.settings import SettingsDialog
from screens.start import StartScreen
from tests.screens.pilots import press, screen, settled
from widgets.forms.dialog import CANCEL, DialogButton
from widgets.forms.text_input import TextInput
from widgets.menus.menu_list import MenuList
from widgets.menus.menu_screen import MenuScreen
from widgets.screen import AnyScreen
from widgets.steady import LETTERS


def letters(pilot: Pilot[None]) -> dict[str, str]:
    """What presses each button of the screen on top, by its name."""
    return {one.button.name: one.letter for one in pilot.app.screen.query(DialogButton)}


async def test_no_two_buttons_of_a_page_have_a_letter_nor_a_button_a_menus(shell: Shell) -> None:
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        for page in pages.PAGES:
            shell.action_open_page(page.name)
            await settled(pilot)
            shown = pilot.app.screen
            assert isinstance(shown, BookScreen)
            assert shown.page == page.name
            known = list(letters(pilot).values())
            assert all(known)
            assert len(set(known)) == len(known)
            assert not set(known) & set(shown.MENU_LETTERS)
            shown.dismiss()
            await settled(pilot)


async def test_a_letter_works_while_one_writes_in_a_cell_or_a_field(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "t")
        await settled(pilot)
        await press(pilot, *"Prov", f"alt+{letters(pilot)[CANCEL.name]}")
        await settled(pilot)
        assert isinstance(screen(pilot), Question)
        await press(pilot, f"alt+{letters(pilot)['no']}")
        await settled(pilot)
        assert isinstance(screen(pilot), StartScreen)
        shell.action_settings()
        await settled(pilot)
        field = shell.screen.query_one(TextInput)
        field.focus()
        await press(pilot, "alt+x")
        assert field.value == ""
        await press(pilot, f"alt+{letters(pilot)[CANCEL.name]}")
        assert not isinstance(screen(pilot), SettingsDialog)


async def test_a_letter_opens_a_menu_and_leads_from_one_to_another(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key, label in (("alt+b", "Tidbok"), ("alt+1", "Öppna 1177 som invånare")):
            await press(pilot, key)
            assert isinstance(screen(pilot), MenuScreen)
            assert shell.screen.query_one(MenuList).choices[0].label == label


async def test_letters_are_underlined_once_alt_or_f10_has_come(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)

        def underlined() -> list[str]:
            line = shell.screen._compositor.render_strips()[1]
            return [part.text for part in line if part.style and part.style.underline]

        assert underlined() == []
        await press(pilot, "alt+x")
        assert shell.has_class(LETTERS)
        assert underlined() == ["A", "B", "I", "1", "Ö", "H"]


@pytest.mark.parametrize("letter", LETTER_KEYS)
def test_what_a_terminal_sends_for_alt_and_a_letter_is_read_as_that(letter: str) -> None:
    parser = XTermParser()
    sent = [*parser.feed(f"\x1b{letter}"), *parser.feed("")]
    keys = [event for event in sent if isinstance(event, events.Key)]
    assert [event.key for event in keys] == [f"alt+{letter}"]


def test_a_screen_without_buttons_has_no_letters() -> None:
    assert AnyScreen.MENU_LETTERS == ""
