"""Two programs in one process, on two books: neither knows of the other."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db import clock
from db.book import Book
from db.setup import patients
from db.values import Actor, Role
from screens.citizen.booking_step import BookingDraft, put_by, take_up
from screens.session import Prefs, Session
from screens.staff.tidbok.page import TidbokPage
from screens.start import StartScreen
from screens.trouble.wrong_clock import Asked
from tests.db.builders import at, make_resource
from tests.screens.pilots import press, screen, settled, shows
from tests.screens.staff_book import until

STAFF = Actor(Role.SCHEDULER)


@asynccontextmanager
async def program(path: Path, theme: str, *keys: str) -> AsyncIterator[Pilot[None]]:
    with Book.open(path) as book:
        shell = Shell(Session(book, STAFF, 1, Prefs(theme, path.with_suffix(".ini"))))
        async with shell.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            await press(pilot, *keys)
            await settled(pilot)
            yield pilot


@pytest.fixture
def paths(sample: Path, tmp_path: Path) -> tuple[Path, Path]:
    made = tmp_path / "first.db", tmp_path / "second.db"
    for name, path in zip(("Först", "Sedan"), made, strict=True):
        shutil.copy(sample, path)
        with Book.open(path) as book:
            make_resource(book, f"{name} Rum")
    return made


def day_of(pilot: Pilot[None]) -> int:
    """What the tidbok is about."""
    page = screen(pilot)
    assert isinstance(page, TidbokPage)
    assert page.desk.view is not None
    return page.desk.view.day


async def test_each_shows_its_own_book_and_does_its_own_acts(paths: tuple[Path, Path]) -> None:
    first, second = paths
    async with (
        program(first, "asynja-ljust", "b") as one,
        program(second, "asynja-morkt", "b") as two,
    ):
        assert (one.app.theme, two.app.theme) == ("asynja-ljust", "asynja-morkt")
        day = day_of(two)
        await press(one, ";")
        await settled(one)
        assert day_of(one) == day + 7
        assert day_of(two) == day
        await press(two, "escape", "r")
        await settled(two)
        assert shows(two, "Sedan Rum")
        assert not shows(two, "Först Rum")
        assert day_of(one) == day + 7
        # What one looked at last is its own, too.
        await press(two, "escape", "b")
        await press(one, "escape", "b")
        await settled(one)
        await until(two, lambda: isinstance(screen(two), TidbokPage))
        assert day_of(two) == day
        assert day_of(one) == day + 7


async def test_one_ends_and_the_other_goes_on(paths: tuple[Path, Path]) -> None:
    first, second = paths
    async with program(first, "asynja-ljust", "b") as one:
        async with program(second, "asynja-ljust") as two:
            await press(two, "ctrl+q")
            await until(two, lambda: two.app.return_code is not None)
        await press(one, "escape", "r")
        await settled(one)
        assert shows(one, "Först Rum")
        await press(one, "escape")
        await settled(one)
        assert isinstance(screen(one), StartScreen)


async def test_the_clock_of_one_is_not_the_others(paths: tuple[Path, Path]) -> None:
    first, second = paths
    async with (
        program(first, "asynja-ljust") as one,
        program(second, "asynja-ljust") as two,
    ):
        with Book.open(second) as book:
            clock.set_to(book, STAFF, at("2024-09-16 13:37"), confirmed=True)
        await until(two, lambda: shows(two, "13:37"))
        await settled(one)
        assert not shows(one, "13:37")


def test_what_a_program_remembers_goes_with_its_book(paths: tuple[Path, Path]) -> None:
    with Book.open(paths[0]) as first, Book.open(paths[1]) as second:
        with first.read() as reader:
            tolvan = patients.by_pnr(reader, "191212121212")
        citizen = Actor(Role.CITIZEN, tolvan.name, tolvan.id)
        draft = BookingDraft(1)
        put_by(first, citizen, draft)
        assert take_up(second, citizen, 1) is not draft
        assert take_up(first, citizen, 1) is draft
        assert take_up(first, citizen, 1) is not draft
        first.remembered(Asked).day = 7
        assert second.remembered(Asked).day is None
        assert first.remembered(Asked) is first.remembered(Asked)
