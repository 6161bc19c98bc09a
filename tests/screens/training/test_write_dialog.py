"""Gör en övning…: begun, done, ticked, and a file comes out that its own check accepts."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import Worker

from asynja_tui.shell import Shell
from db.book import Book
from db.training.deeds import vocabulary as deeds
from db.training.exercise import course, examine
from db.training.exercise.reading import read
from db.training.exercise.values import Exercise
from db.worlds.times import Today
from screens.dialog import Question
from screens.session import Session
from screens.training.folders import Folders
from screens.training.write_dialog import WriteDialog
from tests.screens import guide_world
from tests.screens.pilots import press, settled, shows
from widgets.forms.path_input import PathInput
from widgets.forms.tick_list import TickList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


async def _plays_nothing(_exercise: Exercise, _path: Path, _count: int) -> str:
    return ""


@pytest.fixture
def shell(session: Session, tmp_path: Path) -> Shell:
    made = Shell(session)
    places = Folders(
        lambda name: tmp_path / f"{name}.db", tmp_path / "kept", tmp_path / "kurser",
        tmp_path / "framsteg.db", _plays_nothing,
    )  # fmt: skip
    made.folders = lambda: places
    return made


async def until(pilot: Pilot[None], what: Callable[[], object]) -> None:
    for _ in range(100):
        await pilot.pause()
        if what():
            return
        await asyncio.sleep(0.03)
    raise AssertionError(f"not so: {pilot.app.screen}")


def works(shell: Shell) -> list[Worker[object]]:
    """What is done for an exercise that is written."""
    return [one for one in shell.workers if one.group == "writing"]


def do(book: Book, *given: dict[str, object]) -> None:
    with Book.open(book.path) as other:
        deeds.do(other, "", [deeds.take_deed(one, Today(0)) for one in given])


async def test_written_by_doing_it(shell: Shell, book: Book, tmp_path: Path) -> None:
    target = tmp_path / "egen.toml"
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        shell.action_write_exercise()
        await until(pilot, lambda: isinstance(shell.screen, Question))
        await press(pilot, "enter")
        await until(pilot, lambda: shows(pilot, "Början är sparad"))
        shell.action_write_exercise()
        await until(pilot, lambda: shows(pilot, "Inget har ändrats"))
        await press(pilot, "enter")
        do(book, {"rensa": "Övriga besök webb"}, {"tidstyp": "Akut", "farg": "blå"})
        shell.action_write_exercise()
        await until(pilot, lambda: isinstance(shell.screen, WriteDialog))
        await settled(pilot)
        dialog = shell.screen
        assert isinstance(dialog, WriteDialog)
        await press(pilot, "enter")
        assert shows(pilot, "Ge övningen en titel.")
        await press(pilot, *"Rensa", "tab", *"Gör det", "tab", "tab", "space")  # one step less
        assert dialog.query_one(PathInput).value.endswith("rensa.toml")
        assert dialog.query_one(TickList).ticked == {"1"}
        dialog.query_one(PathInput).value = str(target)
        await press(pilot, "enter")
        await until(pilot, lambda: shows(pilot, "Övningen är sparad"))
    written = read(course.of_file(str(target)))
    assert [step.text for step in written.steps] == ["Rensa tidstypen Övriga besök webb."]
    assert (written.card.title, written.intro) == ("Rensa", "Gör det")
    assert examine.examine(written, lambda *_: "").is_whole
    assert list(tmp_path.glob("utkast*")) == []


async def test_one_can_begin_from_here_instead(shell: Shell, book: Book, tmp_path: Path) -> None:
    async with shell.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        shell.action_write_exercise()
        await until(pilot, lambda: isinstance(shell.screen, Question))
        await press(pilot, "enter")
        await until(pilot, lambda: shows(pilot, "Början är sparad"))
        do(book, {"rensa": "Övriga besök webb"})
        shell.action_write_exercise()
        await until(pilot, lambda: isinstance(shell.screen, WriteDialog))
        await settled(pilot)
        assert shows(pilot, "1 sak är ändrad.")
        assert isinstance(shell.screen, WriteDialog)
        shell.screen.pressed("anew")
        await until(pilot, lambda: not isinstance(shell.screen, WriteDialog))
        await until(pilot, lambda: all(one.is_finished for one in works(shell)))
        shell.action_write_exercise()
        await until(pilot, lambda: shows(pilot, "Inget har ändrats"))
