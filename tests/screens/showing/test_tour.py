"""The tour: it waits for the act itself, takes no key, can be left and found again."""

import importlib
import re

import pytest

from asynja_tui.shell import Shell
from db.book import Book
from screens.session import Session
from screens.showing import tour
from screens.showing.tour import DONE, STEPS, Anchor, Tour, TourStep, Where
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled, shows
from tests.screens.showing.test_keys import until_shown
from widgets.bars.step_line import STEPPED, StepLine

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

DIALOGS = {tour.WHY: "screens.staff.shared.why_dialog", tour.HELP: "screens.help"}


def test_there_are_six_steps() -> None:
    assert len(STEPS) == 6


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.anchor.action)
def test_what_a_step_points_at_is_there_and_has_a_key(step: TourStep) -> None:
    command = tour.command_of(step.anchor)
    assert command is not None
    assert command.key
    assert not re.search(r"[{}]", tour.text_of(step))
    assert command.key_text in tour.text_of(step)


def test_what_is_gone_is_seen() -> None:
    assert tour.command_of(Anchor("tidbok", "do('looking.why')")) is None
    assert tour.command_of(Anchor("", "app.open_page('none')")) is None


@pytest.mark.parametrize("name", DIALOGS)
def test_the_dialogs_that_steps_wait_for_are_there(name: str) -> None:
    assert hasattr(importlib.import_module(DIALOGS[name]), name)


def test_it_goes_on_by_the_act_alone_and_from_where_it_was_left() -> None:
    made = Tour()
    made.begin(Where())
    assert not made.look(Where())
    assert not made.look(Where("tidbok"))
    assert made.look(Where("time_types"))
    assert made.text.startswith("2/6")
    assert not made.look(Where("time_types", mirror=False))
    assert made.look(Where("time_types", mirror=True))
    made.begin(Where())
    assert made.text.startswith("3/6")
    made.at = len(STEPS)
    made.begin(Where())
    assert made.text.startswith("1/6")


async def test_the_whole_tour_by_keys_at_80x24(session: Session, book: Book) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert shows(pilot, "Rundtur i sex steg")
        await press(pilot, "n")
        await until_shown(pilot, "Rundtur 1/6  Öppna Tidstyper med T")
        await press(pilot, "t")
        await until_shown(pilot, "Rundtur 2/6")
        assert shell.screen.has_class(STEPPED)
        await press(pilot, "f6")
        await until_shown(pilot, "Rundtur 3/6")
        await press(pilot, "f6", "f1")
        await settled(pilot)
        await press(pilot, "escape")
        await until_shown(pilot, "Rundtur 4/6")
        await press(pilot, "escape", "b")
        await until_shown(pilot, "Rundtur 5/6")
        await shell.run_action("tour('leave')")
        await settled(pilot)
        assert not shell.screen.query(StepLine)
        assert not shell.screen.has_class(STEPPED)
        await press(pilot, "alt+h")
        assert "Rundtur i sex steg" in golden.text_of(shell)
        await press(pilot, "escape")
        await shell.run_action("tour('begin')")
        await until_shown(pilot, "Rundtur 5/6")
        await press(pilot, "semicolon", "question_mark")
        await settled(pilot)
        await press(pilot, "escape")
        await until_shown(pilot, "Rundtur 6/6")
        await press(pilot, "escape", "1")
        await until_shown(pilot, DONE[:20])
        assert not shell.is_touring
