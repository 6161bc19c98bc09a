"""An exercise in the program: opened in its own book, judged after every act, begun again, left."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.playing.headless import play_here
from asynja_tui.shell import Shell
from db.book import Book
from db.training.coach.way import Way
from db.training.deeds import vocabulary as deeds
from db.training.exercise import course as courses
from db.training.exercise.values import Exercise
from db.training.progress.store import Progress
from db.training.progress.values import Result
from db.worlds.times import Today
from screens.beside.column import PartView
from screens.playing.player import Player
from screens.playing.today import today_of
from screens.session import Session
from screens.training import steps as panel
from screens.training.course_dialog import CourseDialog
from screens.training.folders import Folders
from screens.training.over_dialog import OverDialog
from screens.training.sitting import Sitting
from tests.effort import STRESS
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled, shows
from widgets.bars.step_line import StepLine
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
NAME = "ny-tidstyp"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prepared copies, made once."""
    return tmp_path_factory.mktemp("kept")


async def play_first(exercise: Exercise, path: Path, count: int) -> str:
    """The first steps, as the program plays them; by the book alone where that takes too long."""
    begin = exercise.begin
    if not STRESS:
        if exercise.name != NAME:  # the next one of the course
            return ""
        assert exercise.values is not None
        today = Today(exercise.now)
        with Book.open(path) as book:
            deeds.do(book, "", (deeds.take_deed({"tidstyp": exercise.values["namn"]}, today),))
        return ""
    played = await play_here(exercise.solution[:count], path, role=begin.role, page=begin.page)
    return played.failure


@pytest.fixture
def shell(session: Session, tmp_path: Path, kept: Path) -> Shell:
    """The program, with training's files in a folder of the test's own."""
    made = Shell(session)
    places = Folders(
        lambda name: tmp_path / f"{name}.db", kept, tmp_path / "kurser",
        tmp_path / "framsteg.db", play_first,
    )  # fmt: skip
    made.folders = lambda: places
    return made


async def until(pilot: Pilot[None], what: Callable[[], object]) -> None:
    """Wait until something is so."""
    for _ in range(200):
        await pilot.pause()
        if what():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(golden.text_of(pilot.app))


def sitting_of(shell: Shell) -> Sitting:
    """The time with the exercise that goes on."""
    found = shell.training.sitting
    assert found is not None
    return found


@asynccontextmanager
async def practising(
    shell: Shell, way: Way = Way.ALONE, size: tuple[int, int] = (80, 24), name: str = NAME
) -> AsyncIterator[Pilot[None]]:
    """The program in the middle of an exercise."""
    async with shell.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        course = courses.load()
        shell.training.begin(course, course.source(name), way)
        await until(pilot, lambda: shell.training.sitting)
        await until(pilot, lambda: shell.screen.query(StepLine))
        await settled(pilot)
        yield pilot


async def solve(shell: Shell, pilot: Pilot[None]) -> None:
    """Play the solution, and wait until it is judged."""
    sitting = sitting_of(shell)
    player = Player(shell, today_of(shell.session.book))
    for acts in sitting.exercise.solution:
        await player.play(acts)
    await until(pilot, lambda: sitting.attempt.is_over)


async def test_from_the_menu_to_the_next_exercise_by_keys_alone(
    shell: Shell, book: Book, tmp_path: Path
) -> None:
    before = book.path.read_bytes()
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "alt+ö", "enter")
        await until(pilot, lambda: isinstance(screen(pilot), CourseDialog))
        listed = shell.screen.query_one(ChoiceList)
        assert listed.cursor == 0
        await press(pilot, "enter", "down", "enter")  # the first one, alone
        await until(pilot, lambda: shell.training.sitting)
        await until(pilot, lambda: shows(pilot, "F5 Övning 0/2"))
        assert shell.session.book.path == tmp_path / f"{NAME}.db"
        await solve(shell, pilot)
        await until(pilot, lambda: isinstance(screen(pilot), OverDialog))
        assert "Löst!" in golden.text_of(shell)
        await press(pilot, "enter")
        await until(pilot, lambda: sitting_of(shell).exercise.name != NAME)
        assert sitting_of(shell).exercise.name == courses.load().names[1]
        shell.training.leave()
        await until(pilot, lambda: shell.training.sitting is None)
        await until(pilot, lambda: shell.session.book.path == book.path)
        assert not shell.screen.query(StepLine)
        noted = {(one.exercise, one.result) for one in Progress(tmp_path / "framsteg.db").times()}
    assert (NAME, Result.SOLVED) in noted
    assert (courses.load().names[1], Result.LEFT) in noted
    assert book.path.read_bytes() == before, "one's own book is never touched"


async def test_steps_are_ticked_and_unticked_beside_the_page(shell: Shell) -> None:
    async with practising(shell, size=(120, 40)) as pilot:
        assert not shows(pilot, "F5 Övning 0")
        assert golden.text_of(shell).count(panel.OPEN) == 2
        sitting = sitting_of(shell)
        player = Player(shell, today_of(shell.session.book))
        await player.play(sitting.exercise.solution[0])
        await until(pilot, lambda: shows(pilot, panel.DONE))
        shell.clear_notifications()
        await pilot.pause()
        assert golden.text_of(shell).count(panel.OPEN) == 1
        with shell.session.book.write() as tx:
            tx.run("UPDATE time_type SET name = name || ' x', name_key = name_key || ' x'"
                   " WHERE id = (SELECT max(id) FROM time_type)")  # fmt: skip
        await until(pilot, lambda: not shows(pilot, panel.DONE))


async def test_the_panel_has_the_keys_on_1177s_pages_too(shell: Shell) -> None:
    async with practising(shell, size=(120, 40)) as pilot:
        await press(pilot, "1")
        await until(pilot, lambda: shows(pilot, "Logga in på 1177"))
        await settled(pilot)
        assert shows(pilot, panel.OPEN)
        await press(pilot, "f5")
        await until(pilot, lambda: isinstance(shell.focused, PartView))
        view = shell.focused
        assert isinstance(view, PartView)
        for _ in range(5):
            if view.at != panel.HINT:
                await press(pilot, "down")
        await press(pilot, "enter")
        assert len(sitting_of(shell).told) == 1
        assert shows(pilot, "Nästa ledtråd om en stund")


async def test_begun_again_at_once_and_gone_on_with_where_one_was(shell: Shell) -> None:
    async with practising(shell) as pilot:
        player = Player(shell, today_of(shell.session.book))
        await player.play(sitting_of(shell).exercise.solution[0])
        await until(pilot, lambda: shows(pilot, "Övning 1/2"))
        first = sitting_of(shell)
        shell.training.leave()
        await until(pilot, lambda: shell.training.sitting is None)
        await settled(pilot)
        course = courses.load()
        shell.training.begin(course, course.source(NAME), None)
        await until(pilot, lambda: shows(pilot, "Övning 1/2"))
        assert sitting_of(shell) is not first
        await press(pilot, "ctrl+f5")
        await until(pilot, lambda: shows(pilot, "Övning 0/2"))
        assert sitting_of(shell).attempt.way is Way.ALONE


async def test_hints_come_one_by_one_and_their_number_is_not_told(shell: Shell) -> None:
    async with practising(shell, size=(120, 40)) as pilot:
        await press(pilot, "ctrl+f1")
        sitting = sitting_of(shell)
        assert len(sitting.told) == 1
        assert shows(pilot, "Nästa ledtråd om en stund")
        await press(pilot, "ctrl+f1")
        assert len(sitting.told) == 1
        assert sitting.attempt.hints == 1


async def test_a_prov_shows_no_ticks_until_it_is_handed_in(shell: Shell) -> None:
    async with practising(shell, Way.EXAM) as pilot:
        assert shows(pilot, "F5 Övning 2 steg")
        await press(pilot, "f5")
        assert panel.DONE not in golden.text_of(shell)
        assert not shows(pilot, "Ledtråd")
        shell.training.do(panel.READY)
        await press(pilot, "f5")
        await until(pilot, lambda: isinstance(screen(pilot), OverDialog))
        assert shows(pilot, "Inte rätt än")
        assert sitting_of(shell).result is Result.FAILED


async def test_a_solution_that_is_shown_is_never_solved(shell: Shell) -> None:
    async with practising(shell) as pilot:
        shell.training.pace = 0.0
        shell.training.do(panel.SHOW)
        await until(pilot, lambda: isinstance(screen(pilot), OverDialog))
        assert sitting_of(shell).result is Result.SHOWN
        assert shows(pilot, "Visad. Den räknas inte som löst")


async def test_with_support_the_first_steps_are_done(shell: Shell) -> None:
    async with practising(shell, Way.SUPPORT) as pilot:
        await until(pilot, lambda: shows(pilot, "Övning 1/2"))


async def test_the_panel_at_both_sizes(shell: Shell) -> None:
    async with practising(shell) as pilot:
        golden.check(shell, "exercise-line-80x24")
        await press(pilot, "f5")
        await until(pilot, lambda: isinstance(shell.focused, PartView))
        await pilot.pause(0.3)
        golden.check(shell, "exercise-steps-80x24")
