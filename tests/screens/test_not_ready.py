"""A screen that is not drawn yet, or is going: no command, key or message acts on it."""

import pytest
from textual import events
from textual.geometry import Offset

from asynja_tui.shell import Shell
from screens import pages
from screens.base import BookScreen
from screens.help import HelpScreen
from screens.session import Session
from tests.screens.pilots import settled
from widgets.choice_list import Choice, ChoiceList
from widgets.menus.context_menu import ContextMenu
from widgets.menus.menu_bar import MenuBar
from widgets.screen import AnyScreen

NAMES = [page.name for page in pages.PAGES]
KEYS = ("enter", "escape", "down", "f1", "f10", "ctrl+p", "ctrl+z", "ctrl+s", "a", "d", "space")


def _dialogs() -> tuple[AnyScreen, ...]:
    listed = (Choice("app.help", "Hjälp", "", "", True),)
    return HelpScreen("Prov", "Text", listed), ContextMenu(listed, Offset(2, 2))


async def _press_all(shell: Shell, screen: AnyScreen) -> None:
    """Whatever can be asked of it, without waiting for anything to be drawn."""
    commands = screen.commands() if isinstance(screen, BookScreen) else ()
    for command in commands:
        if command.name != "quit":
            assert not screen.check_action(command.name, ())
            assert not await shell.run_action(command.action, screen)
    for binding in screen._bindings.key_to_bindings.values():
        for one in binding:
            if one.action != "app.quit":
                assert not await shell.run_action(one.action, screen)
    assert screen.active_bindings == {}
    for key in KEYS:
        await screen.on_event(events.Key(key, None))


@pytest.mark.parametrize("name", NAMES)
async def test_nothing_acts_on_a_page_that_is_not_drawn(session: Session, name: str) -> None:
    shell = Shell(session)
    async with shell.run_test() as pilot:
        await settled(pilot)
        page = pages.find(name)
        assert page is not None
        screen: BookScreen = page.load()(session)
        shell.push_screen(screen)
        await _press_all(shell, screen)
        assert screen in shell.screen_stack
        await settled(pilot)
        assert screen.is_ready


async def test_nothing_acts_on_a_dialog_that_is_not_drawn(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test() as pilot:
        await settled(pilot)
        for screen in _dialogs():
            shell.push_screen(screen)
            await _press_all(shell, screen)
            await settled(pilot)
            assert shell.screen is screen
            await shell.pop_screen()


@pytest.mark.parametrize("name", ["log", "tidbok", "time_types"])
async def test_nothing_acts_on_what_is_going(session: Session, name: str) -> None:
    """Keys that were queued when the program was told to end, and messages of its widgets."""
    shell = Shell(session)
    async with shell.run_test() as pilot:
        await settled(pilot)
        shell.action_open_page(name)
        await settled(pilot)
        page = shell.screen
        assert isinstance(page, AnyScreen)
        shell.action_help()
        await settled(pilot)
        listed = shell.screen
        assert isinstance(listed, HelpScreen)
        reached = ChoiceList.Reached(listed.listed[0])
        shell.exit()
        await _press_all(shell, listed)
        await listed._on_message(reached)
        await _press_all(shell, page)
        await page._on_message(MenuBar.Pointed(0, "Arkiv", True))
        assert shell.screen is listed
