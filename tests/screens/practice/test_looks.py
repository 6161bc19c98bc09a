"""How Klockan, Arkiv's dialogs, Varför with a remedy and Vad syns inte? look at both sizes."""

from pathlib import Path

import pytest

from asynja_tui.shell import Shell
from screens.base import BookScreen
from screens.practice.books import ACTS, Places
from screens.session import Session
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff.tidbok.world import looking

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

SIZES = [(80, 24), (120, 40)]
OCTOBER = "2024-10-11"
"""Bok.före keeps its times off 1177."""


@pytest.mark.parametrize("size", SIZES)
async def test_varfor_and_the_count(session: Session, size: tuple[int, int]) -> None:
    end = f"{size[0]}x{size[1]}"
    async with looking(session, day=OCTOBER, size=size) as (_, pilot):
        await press(pilot, "question_mark")
        await settled(pilot)
        golden.check(pilot.app, f"why-{end}")
        await press(pilot, "t")
        await settled(pilot)
        golden.check(pilot.app, f"why-where-{end}")
        await press(pilot, "escape", "w")
        await settled(pilot)
        golden.check(pilot.app, f"summary-{end}")


@pytest.mark.parametrize("size", SIZES)
async def test_klockan_and_arkiv(shell: Shell, tmp_path: Path, size: tuple[int, int]) -> None:
    places = Places(tmp_path / "recent.txt", tmp_path / "worlds", tmp_path / "practice")
    end = f"{size[0]}x{size[1]}"
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        if size != SIZES[0]:  # the other stands in test_clock_dialog and test_books
            await press(pilot, "f12")
            await settled(pilot)
            golden.check(shell, f"clock-{end}")
            await press(pilot, "escape")
        for act in ("practise", "restart", "remember", "open"):
            page = shell.screen
            assert isinstance(page, BookScreen)
            ACTS[act](page, places)
            await settled(pilot)
            if (act, size) != ("practise", SIZES[0]):
                golden.check(shell, f"{act}-{end}")
            await press(pilot, "escape")
            await settled(pilot)
