"""Delad skärm: both sides at once, each a program of its own on the same book."""

from dataclasses import replace

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from asynja_tui.split.half import HalfShell
from asynja_tui.split.screen import SplitScreen
from db.book import Book
from db.setup import patients, time_types
from db.values import Actor, Role
from screens.base import BookScreen
from screens.beside.eyes import Eyes
from screens.citizen.login import LoginPage
from screens.citizen.start import StartPage
from screens.dialog import Question
from screens.session import Session
from screens.staff.setup.time_types import TimeTypesPage
from screens.start import StartScreen
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff_book import key_of, until
from widgets.bars.key_bar import KeyBar
from widgets.menus.menu_screen import MenuScreen

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

WIDE = (160, 40)


async def divided(pilot: Pilot[None]) -> SplitScreen:
    """Open the split, and wait until both sides are there."""
    await settled(pilot)
    await press(pilot, "ctrl+f6")
    await until(pilot, lambda: isinstance(pilot.app.screen, SplitScreen))
    split = pilot.app.screen
    assert isinstance(split, SplitScreen)
    for view in split.halves:
        await view.started.wait()
    await until(pilot, lambda: all(view.shell.screen.query(KeyBar) for view in split.halves))
    await until(pilot, lambda: not split.halves[1].shell.app_focus)
    await still(pilot, split)
    return split


async def still(pilot: Pilot[None], split: SplitScreen) -> None:
    """Wait until both sides and what is around them stand still."""
    for _ in range(3):
        await pilot.pause()
    for view in split.halves:
        assert view.shell._exception is None


async def keys(pilot: Pilot[None], split: SplitScreen, *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await still(pilot, split)


def shells(split: SplitScreen) -> tuple[HalfShell, HalfShell]:
    left, right = split.halves
    return left.half, right.half


def page_of(shell: Shell) -> BookScreen:
    page = shell.screen
    assert isinstance(page, BookScreen)
    return page


async def test_staff_to_the_left_and_1177_to_the_right(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "t")
        split = await divided(pilot)
        left, right = shells(split)
        assert isinstance(left.screen, TimeTypesPage)
        assert isinstance(right.screen, LoginPage)
        assert [view.size.width for view in split.halves] == [80, 79]
        assert left.screen._beside is None  # 1177's own pages stand there
        golden.check(shell, "split-160x40")
        await keys(pilot, split, "down", "down")
        assert left.screen.sheet.model.cursor_index == 2
        assert right.screen.query_one("TextInput").has_focus is False
        await keys(pilot, split, "f6", *"tolv", "enter")
        assert isinstance(right.screen, StartPage)
        assert "Tolvan Tolvansson" in golden.text_of(shell)
        await keys(pilot, split, "f6", "up")
        assert left.screen.sheet.model.cursor_index == 1


async def test_who_the_mirror_looks_as_is_logged_in_and_sees_what_staff_change(
    session: Session,
) -> None:
    book = session.book
    tolvan = patients.find(book, "191212121212")
    book.remembered(Eyes).patient = tolvan.id
    shell = Shell(session)
    async with shell.run_test(size=WIDE) as pilot:
        split = await divided(pilot)
        left, right = shells(split)
        assert isinstance(left.screen, StartScreen)
        await until(pilot, lambda: isinstance(right.screen, StartPage))
        kind = next(one for one in time_types.every(book, 1) if one.name == "Akut")
        with Book.open(book.path) as other:
            time_types.save(other, Actor(Role.SCHEDULER), 1, [replace(kind, web_name="Nytt")])
        await until(pilot, lambda: "1  ändring väntar på publicering" in golden.text_of(shell))


async def test_a_menu_stays_in_its_half_and_the_mouse_goes_to_the_half_under_it(
    session: Session,
) -> None:
    shell = Shell(session)
    async with shell.run_test(size=WIDE) as pilot:
        split = await divided(pilot)
        left, right = shells(split)
        await keys(pilot, split, "f10")
        assert isinstance(left.screen, MenuScreen)
        assert isinstance(right.screen, LoginPage)
        assert shell.screen is split
        await pilot.click(offset=(100, 20))
        await still(pilot, split)
        assert split.at == 1
        assert isinstance(left.screen, MenuScreen)
        await pilot.click(offset=(3, 1))
        await still(pilot, split)
        assert split.at == 0
        assert not isinstance(left.screen, MenuScreen)
        await pilot.click(offset=(26, 39))  # F6 Andra sidan
        await still(pilot, split)
        assert split.at == 1


async def test_what_is_unsaved_is_asked_about_before_it_opens_closes_and_ends(
    session: Session,
) -> None:
    shell = Shell(session)
    async with shell.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await press(pilot, "t")
        page = shell.screen
        assert isinstance(page, TimeTypesPage)
        page.sheet.move_to(key_of(page, "Akut"), "hidden")
        await press(pilot, "space", "ctrl+f6")
        assert isinstance(shell.screen, Question)
        await press(pilot, "n")
        await until(pilot, lambda: isinstance(shell.screen, SplitScreen))
        split = shell.screen
        assert isinstance(split, SplitScreen)
        await split.halves[0].started.wait()
        await still(pilot, split)
        left, _ = shells(split)
        edited = left.screen
        assert isinstance(edited, TimeTypesPage)
        edited.sheet.move_to(key_of(edited, "Akut"), "hidden")
        await keys(pilot, split, "space", "f6", "ctrl+q")
        assert split.at == 0  # where the question is
        assert isinstance(left.screen, Question)
        await keys(pilot, split, "escape")
        assert shell.return_code is None
        await keys(pilot, split, "ctrl+f6")
        assert isinstance(left.screen, Question)
        await keys(pilot, split, "n")
        await until(pilot, lambda: isinstance(shell.screen, TimeTypesPage))
        await settled(pilot)
        assert not shell.screen.unsaved()


async def test_ctrl_q_ends_both(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=WIDE) as pilot:
        split = await divided(pilot)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: shell.return_code is not None)
        assert split is not None
    assert shell.return_code == 0


async def test_a_narrow_window_says_so_and_one_that_becomes_narrow_shows_one_side(
    session: Session,
) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+f6")
        assert isinstance(shell.screen, StartScreen)
        assert [note.message for note in shell._notifications] == [
            "Delad skärm behöver 160 kolumner; fönstret har 120. F6 visar 1177-vyn i stället."
        ]
        await pilot.resize_terminal(*WIDE)
        split = await divided(pilot)
        await pilot.resize_terminal(100, 30)
        await still(pilot, split)
        assert [view.display for view in split.halves] == [True, False]
        assert split.halves[0].shell.size.width == 100
        await keys(pilot, split, "f6")
        assert [view.display for view in split.halves] == [False, True]
        assert "Logga in på 1177" in golden.text_of(shell)
        await pilot.resize_terminal(200, 50)
        await still(pilot, split)
        assert [shell.size.width for shell in shells(split)] == [100, 99]


async def test_colours_are_the_same_on_both_sides_and_kept(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=WIDE) as pilot:
        split = await divided(pilot)
        await keys(pilot, split, "f9")
        left, right = shells(split)
        assert left.theme == right.theme == shell.theme == "asynja-morkt"
        await keys(pilot, split, "ctrl+f6")
        await until(pilot, lambda: isinstance(shell.screen, StartScreen))
        assert shell.session.prefs.theme == "asynja-morkt"
        assert shell.session.book is session.book


async def test_a_fault_in_a_half_ends_the_program(session: Session) -> None:
    shell = Shell(session)
    seen: list[Exception] = []
    async with shell.run_test(size=WIDE) as pilot:
        split = await divided(pilot)
        shell._handle_exception = seen.append  # type: ignore[method-assign, assignment]
        left, _ = shells(split)
        HalfShell._handle_exception(left, RuntimeError("prov"))
        assert [str(error) for error in seen] == ["prov"]
        left._exception = None
