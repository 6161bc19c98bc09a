"""F1 and Ctrl+P: what is chosen is in sight at any size, and F1 says what keys are for."""

from itertools import groupby

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from screens import commands, pages
from screens.dialog_page import PageSheet
from screens.help import CommandDialog, keys_of
from tests.screens import golden
from tests.screens.pilots import press, settled
from widgets.choice_list import ChoiceList


async def opened(pilot: Pilot[None], name: str, key: str) -> CommandDialog:
    await settled(pilot)
    await press(pilot, name)
    await settled(pilot)
    await press(pilot, key)
    dialog = pilot.app.screen
    assert isinstance(dialog, CommandDialog)
    return dialog


def in_sight(shell: Shell, listed: ChoiceList) -> bool:
    """Whether the line with the cursor's mark can be read on the screen."""
    choice = listed.choices[listed.cursor]
    lines = golden.text_of(shell).splitlines()
    return any(f"▌{choice.key}" in line and choice.label[:8] in line for line in lines)


@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 50)])
async def test_what_is_chosen_is_always_in_sight(
    shell: Shell, key: str, size: tuple[int, int]
) -> None:
    async with shell.run_test(size=size) as pilot:
        dialog = await opened(pilot, "l", key)
        listed = dialog.query_one(ChoiceList)
        assert len(listed.choices) > 50
        for keys in (["down"] * len(listed.choices), ["home", "pagedown", "end", "up", "pageup"]):
            for pressed in keys:
                await press(pilot, pressed)
                assert in_sight(shell, listed), (pressed, golden.text_of(shell))


def test_the_keys_of_every_page_are_listed_by_what_they_are_for(shell: Shell) -> None:
    for known in pages.PAGES:
        page = known.load()(shell.session)
        groups = [name for name, _ in groupby(choice.group for choice in keys_of(page))]
        assert len(set(groups)) == len(groups)
        assert groups[-1] == commands.IN_PROGRAM
        assert all(groups)


async def test_the_keys_of_the_grid_are_among_them_and_can_be_carried_out(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot, "t", "f1")
        listed = dialog.query_one(ChoiceList)
        labels = [choice.label for choice in listed.choices if choice.group == commands.IN_GRID]
        assert "Sista raden" in labels
        listed.cursor = [choice.label for choice in listed.choices].index("Sista raden")
        await press(pilot, "enter")
        await settled(pilot)
        sheet = pilot.app.screen.query_one(PageSheet)
        assert sheet.model.cursor_index == sheet.model.row_count - 1
