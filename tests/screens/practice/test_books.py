"""Arkiv: a new book to practise in, starting over, checkpoints, recent books, copies and worlds."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db import clock
from db.book import Book
from db.practice import books, recent
from db.setup import clinics
from db.worlds import catalogue, saving
from screens.base import BookScreen
from screens.dialog import Question
from screens.help import CommandDialog
from screens.practice.books import ACTS, Checkpoints, Places, Working
from screens.session import Session
from screens.start import StartScreen
from screens.trouble.lost_book import FileDialog
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled, shows
from widgets.forms.path_input import PathInput

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "recent.txt", tmp_path / "worlds", tmp_path / "practice")


async def begun(pilot: Pilot[None]) -> Shell:
    """Wait until the program has gone on with the book that it was given."""
    shell = pilot.app
    assert isinstance(shell, Shell)
    for _ in range(200):
        await pilot.pause(0.02)
        if isinstance(shell.screen, StartScreen) and not shell.screen.was_busy:
            break
    await settled(pilot)
    return shell


def do(shell: Shell, act: str, places: Places) -> None:
    page = shell.screen
    assert isinstance(page, BookScreen)
    ACTS[act](page, places)


async def done(pilot: Pilot[None]) -> None:
    """Wait until what is done in a thread is."""
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


async def test_what_takes_its_time_is_done_in_another_thread(
    shell: Shell, session: Session, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen's thread copies, writes and looks at no file."""
    threads: dict[str, threading.Thread] = {}
    path, here = session.book.path, threading.current_thread()
    opened = Book.open
    opens: list[bool] = []

    def seen(kind: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it is given
            threads[kind] = threading.current_thread()
            return work(*args, **named)

        return watched

    monkeypatch.setattr(Book, "backup", seen("backup", Book.backup))
    monkeypatch.setattr(saving, "save", seen("save", saving.save))
    assert recent.note(places.recent, path.with_name(f"{path.stem}-kopia.db"))
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for act in ("back_up", "save_world"):
            do(shell, act, places)
            await press(pilot, "enter")
            await done(pilot)
        assert recent.note(places.recent, path.with_name(f"{path.stem}-kopia.db"))
        assert threads.pop("backup") is not here
        assert threads.pop("save") is not here
        do(shell, "remember", places)
        await settled(pilot)
        await press(pilot, *"Lunch", "enter")
        await done(pilot)
        assert threads["backup"] is not here
        await press(pilot, "escape")

        def open_one(path: Path) -> Book:
            opens.append(threading.current_thread() is here)
            return opened(path)

        monkeypatch.setattr(Book, "open", open_one)
        do(shell, "open", places)
        await press(pilot, "enter")
        await begun(pilot)
        assert opens == [False, True]  # looked at, and an older one brought on, elsewhere first


async def test_a_new_book_is_made_and_the_former_stays(shell: Shell, places: Places) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = shell.session.book.path
        do(shell, "practise", places)
        await pilot.pause()
        golden.check(shell, "practise-80x24")
        row = list(catalogue.NAMES).index("tom")
        await press(pilot, *("down",) * row, "enter")
        await begun(pilot)
        assert shell.session.book.path == places.practice / "tom.db"
        assert shell.session.book.world == "tom"
        assert before.exists()


async def test_starting_over_asks_keeps_the_former_and_goes_on(
    shell: Shell, session: Session, places: Places
) -> None:
    path = session.book.path
    unit = clinics.find(session.book)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        with session.book.write() as tx:
            tx.run("UPDATE clinic SET name = 'Spolierad' WHERE id = ?", (unit.id,))
        do(shell, "restart", places)
        await press(pilot, "escape")
        assert clinics.find(session.book).name == "Spolierad"
        do(shell, "restart", places)
        await pilot.pause()
        assert isinstance(shell.screen, Question)
        await press(pilot, "enter")
        await begun(pilot)
        assert shell.session.book is not session.book
        assert shell.session.book.path.resolve() == path.resolve()
        assert clinics.find(shell.session.book).name == unit.name
        assert not [s for s in shell.screen_stack if isinstance(s, Question)]
        with Book.open(path.with_name(f"{path.name}.bak")) as former:
            assert clinics.find(former).name == "Spolierad"


async def test_a_book_of_no_world_has_nothing_to_start_over_from(
    shell: Shell, session: Session, places: Places
) -> None:
    with session.book.write() as tx:
        tx.run("UPDATE book_info SET world = ''")
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        do(shell, "restart", places)
        await pilot.pause()
        assert isinstance(shell.screen, StartScreen)
        assert any("någon värld" in notice.message for notice in shell._notifications)


async def test_a_moment_is_kept_replaced_gone_back_to_and_taken_away(
    shell: Shell, session: Session, places: Places
) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        then = clock.read(session.book).now
        do(shell, "remember", places)
        await pilot.pause()
        await press(pilot, *"Lunch", "enter")
        await done(pilot)
        assert shows(pilot, "är sparat")
        await press(pilot, *"lunch", "enter")
        assert isinstance(shell.screen, Question)
        await press(pilot, "enter")
        await done(pilot)
        assert [one.name for one in books.checkpoints(session.book.path)] == ["lunch"]
        await press(pilot, "escape")
        clock.set_to(session.book, session.actor, then + 3600)
        do(shell, "remember", places)
        await press(pilot, "tab", "enter")
        assert isinstance(shell.screen, Question)
        await press(pilot, "enter")
        await begun(pilot)
        assert clock.read(shell.session.book).now == then
        do(shell, "remember", places)
        await pilot.pause()
        dialog = shell.screen
        assert isinstance(dialog, Checkpoints)
        dialog.pressed("forget")
        await press(pilot, "enter")
        assert books.checkpoints(session.book.path) == ()


async def test_a_recent_book_is_opened_and_another_file_must_be_a_book(
    shell: Shell, session: Session, places: Places, tmp_path: Path
) -> None:
    other, bad = tmp_path / "annan.db", tmp_path / "fel.db"
    session.book.backup(other)
    bad.write_text("hej")
    assert recent.note(places.recent, other)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        do(shell, "open", places)
        await pilot.pause()
        assert isinstance(shell.screen, CommandDialog)
        await press(pilot, "down", "enter", *str(bad), "enter")
        await done(pilot)
        assert isinstance(shell.screen, FileDialog)
        assert shell.session.book is session.book
        await press(pilot, "escape", "enter")  # what was written is asked about
        do(shell, "open", places)
        await press(pilot, "enter")
        await begun(pilot)
        assert shell.session.book.path == other


async def test_a_copy_and_a_world_are_written_and_never_over_a_file(
    shell: Shell, session: Session, places: Places
) -> None:
    path = session.book.path
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for act, file in (
            ("back_up", path.with_name(f"{path.stem}-kopia.db")),
            ("save_world", path.with_suffix(".toml")),
        ):
            do(shell, act, places)
            await press(pilot, "enter")
            await done(pilot)
            assert file.exists()
            do(shell, act, places)
            await press(pilot, "enter")
            await done(pilot)
            assert shows(pilot, "finns redan")
            assert isinstance(shell.screen, FileDialog)
            await press(pilot, "escape")
        assert catalogue.check(str(path.with_suffix(".toml"))) == ()


@pytest.mark.parametrize(
    "name", ["~ingen/hej.toml", "file://annan/bok.toml", "\0", "a" * 300, "/proc/x.toml", "."]
)
async def test_a_name_that_is_no_file_is_a_fault_in_the_dialog(
    shell: Shell, places: Places, name: str
) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        for act in ("back_up", "save_world"):
            await settled(pilot)
            do(shell, act, places)
            await settled(pilot)
            dialog = shell.screen
            assert isinstance(dialog, FileDialog)
            dialog.query_one(PathInput).value = name
            dialog.accept()
            await done(pilot)
            assert shell.screen is dialog
            assert dialog.frame.line
            dialog.close_with(None)


async def test_what_fails_leaves_the_book_as_it_was(
    shell: Shell, session: Session, places: Places, tmp_path: Path
) -> None:
    (tmp_path / "practice").write_text("en fil, ingen mapp")
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        do(shell, "practise", places)
        await press(pilot, "enter")
        await begun(pilot)
        assert not [s for s in shell.screen_stack if isinstance(s, Working)]
        assert shell.session.book is session.book
