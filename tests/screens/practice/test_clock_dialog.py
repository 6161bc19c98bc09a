"""Klockan: F12 or a click on the time, on every page; said before, and said after."""

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db import clock
from db.clock import Mode
from db.timeline import parse_instant
from screens.dialog import Question
from screens.practice.clock_dialog import ClockDialog
from screens.session import Session
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled, shows
from widgets.bars.title_bar import TitleBar
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


def listed(pilot: Pilot[None]) -> list[str]:
    return [choice.name for choice in pilot.app.screen.query_one(ChoiceList).choices]


async def choose(pilot: Pilot[None], name: str) -> None:
    at = listed(pilot).index(name)
    await press(pilot, "home", *("down",) * at, "enter")


async def test_as_it_looks(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f12")
        golden.check(pilot.app, "clock-80x24")


async def test_a_step_is_told_before_and_after_and_the_page_follows(
    shell: Shell, session: Session
) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = clock.read(session.book).now
        await press(pilot, "f12")
        await choose(pilot, "En timme framåt")
        assert clock.read(session.book).now == before + 3600
        assert not isinstance(pilot.app.screen, ClockDialog)
        told = [notice.message for notice in pilot.app._notifications]
        assert any(text.startswith("Klockan är ") for text in told)
        assert shows(pilot, "12:05")


async def test_every_moment_that_is_listed_can_be_gone_to(shell: Shell, session: Session) -> None:
    async with shell.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "f12")
        moments = list(pilot.app.screen._jumps.values())  # type: ignore[attr-defined]
        assert moments
        await press(pilot, "escape")
        for moment in moments:
            await press(pilot, "f12")
            if str(moment.kind) in listed(pilot):
                await choose(pilot, str(moment.kind))
                if isinstance(pilot.app.screen, Question):  # the log is cleared on the way
                    await press(pilot, "enter")
                assert clock.read(session.book).now >= moment.at


async def test_any_other_time_is_written(shell: Shell, session: Session) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f12", "tab", *"2024-09-18", "enter")
        assert isinstance(pilot.app.screen, ClockDialog)
        assert shows(pilot, "är inte en tid")
        await press(pilot, *" 08:00")
        assert shows(pilot, "1177.")
        await press(pilot, "enter")
        assert clock.read(session.book).now == parse_instant("2024-09-18 08:00")


async def test_it_stands_runs_and_follows_the_computers_by_the_mouse(
    shell: Shell, session: Session
) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        bar = pilot.app.screen.query_one(TitleBar)
        at = next(x for x in range(80) if bar.name_at(x) == "clock")
        await pilot.click(TitleBar, offset=(at, 0))
        await pilot.pause()
        row = listed(pilot).index(str(Mode.RUNNING))
        await pilot.click(ChoiceList, offset=(5, row))
        await pilot.pause()
        assert clock.read(session.book).mode is Mode.RUNNING
        await press(pilot, "f12")
        await choose(pilot, str(Mode.PAUSED))
        assert clock.read(session.book).mode is Mode.PAUSED


async def test_it_is_there_on_1177_too(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        await settled(pilot)
        await press(pilot, "f12")
        assert isinstance(pilot.app.screen, ClockDialog)
