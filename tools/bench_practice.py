"""How long starting over and going back take, and what the clock's jumps cost: told, followed."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.events import ScreenResume

from asynja_tui.shell import Shell
from db import clock, overview
from db.book import Book
from db.practice import books, jumps
from db.values import Actor, Role
from screens.session import Session
from screens.staff.tidbok.page import TidbokPage

_STAFF, _SCHEDULER = Actor(Role.STAFF), Actor(Role.SCHEDULER)
_SIZE = (120, 40)
_RESOURCES = 5
_HOUR = 3600


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds, in world idag, from the book's place to its start page's figures.

    ``jump_x`` is a jump of the clock on an open tidbok, from the act to the page drawn anew, over
    another week's drawing there.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, kept_in = Path(folder) / "bok.db", Path(folder) / "worlds"
        books.start_over(path, _STAFF, "idag", kept_in)  # the copy is made once a day
        with Book.open(path) as book:
            kept = books.remember(book, _STAFF, "minne")
            told = _median(rounds, lambda: jumps.jumps(book, 1))
            clock.pause(book, _SCHEDULER)
            jump, week = asyncio.run(_on_tidbok(book, max(4, rounds)))

        def drawn(act: Callable[[], object]) -> None:
            act()
            with Book.open(path) as book:
                overview.read(book, 1)

        return {
            "jumps_ms": told,
            "jump_ms": jump,
            "jump_x": jump / week,
            "start_over_ms": _median(
                rounds, lambda: drawn(lambda: books.start_over(path, _STAFF, "idag", kept_in))
            ),
            "go_back_ms": _median(rounds, lambda: drawn(lambda: books.go_back(path, _STAFF, kept))),
        }


async def _on_tidbok(book: Book, rounds: int) -> tuple[float, float]:
    """Median milliseconds of a jump of the clock and of another week, in turn, both drawn."""
    app = Shell(Session(book, _SCHEDULER, 1))
    jumped: list[float] = []
    turned: list[float] = []
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        page = app.screen
        assert isinstance(page, TidbokPage)
        page.looking.use_resources(tuple(one.id or 0 for one in page.desk.known)[:_RESOURCES])
        await pilot.pause()
        for n in range(2 * (rounds + 1)):  # there and back again; the first of both warms up
            way = 1 if n % 2 else -1
            began = time.perf_counter()
            page.looking.weeks_on(way)
            await pilot.pause()
            turned.append((time.perf_counter() - began) * 1000)
            then = clock.read(book).now + way * _HOUR
            began = time.perf_counter()
            jumps.move(book, _SCHEDULER, 1, then, confirmed=True)
            page.on_screen_resume(ScreenResume())  # as when the clock's dialog has closed
            await pilot.pause()
            jumped.append((time.perf_counter() - began) * 1000)
    return statistics.median(jumped[2:]), statistics.median(turned[2:])


def _median(rounds: int, act: Callable[[], object]) -> float:
    found = []
    for _ in range(max(3, rounds)):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)
