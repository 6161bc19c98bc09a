"""The guide's world on the screen of Tidstyper, and the command line on the same book."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from asynja_tui.__main__ import main
from asynja_tui.shell import Shell
from db.book import Book
from db.setup import time_types
from db.values import Actor, Role
from screens.session import Prefs, Session
from screens.staff.setup.time_type_draft import TimeTypeDraft
from screens.staff.setup.time_types import TimeTypesPage
from screens.start import StartScreen
from tests.screens.pilots import press, settled

OTHER = Actor(Role.SCHEDULER, "Saga Schema")
TOLVAN = "19121212-1212"


class Desk:
    """The page Tidstyper on a book of its own."""

    def __init__(self, path: Path, book: Book) -> None:
        self.path, self.book = path, book

    @asynccontextmanager
    async def opened(
        self,
        *keys: str,
        size: tuple[int, int] = (80, 24),
        role: Role = Role.SCHEDULER,
        theme: str = "asynja-ljust",
        notifications: bool = False,
    ) -> AsyncIterator[tuple[TimeTypesPage, Pilot[None]]]:
        shell = Shell(Session(self.book, Actor(role), 1, Prefs(theme)))
        async with shell.run_test(size=size, notifications=notifications) as pilot:
            await settled(pilot)
            await press(pilot, "t", *keys)
            await settled(pilot)
            page = next(one for one in shell.screen_stack if isinstance(one, TimeTypesPage))
            yield page, pilot

    def saves(
        self, name: str, values: Mapping[str, str | bool], role: Role = Role.SCHEDULER
    ) -> None:
        """What OK writes after these edits of a type, without the screen."""
        draft = TimeTypeDraft.open(self.book, Actor(role), 1)
        key = next(key for key in draft.keys if draft.item(key).name == name)
        for field, value in values.items():
            draft = draft.set(key, field, value).draft
        assert draft.first_error is None
        time_types.save(self.book, Actor(role), 1, draft.edited())

    def cli(self, *words: str) -> dict[str, Any]:
        """What the command line says."""
        out = StringIO()
        with redirect_stdout(out):
            assert main([*words, "--book", str(self.path), "--json"]) == 0
        answer: dict[str, Any] = json.loads(out.getvalue())
        return answer

    def type(self, name: str) -> dict[str, Any]:
        """A type as ``asynja-tui types`` has it; empty when there is none."""
        found = (one for one in self.cli("types")["types"] if one["name"] == name)
        return next(found, {})

    def offered(self) -> dict[str, int]:
        """The names on 1177 and how many times each has, once 1177 has been told."""
        self.cli("types", "publish")
        found = self.cli("offer", "--patient", TOLVAN)["types"]
        return {one["web_name"]: one["times"] for one in found}


def key_of(page: TimeTypesPage, name: str) -> str:
    """The key of the row with this name."""
    assert page.draft is not None
    return next(key for key in page.draft.keys if page.draft.item(key).name == name)


async def go(page: TimeTypesPage, pilot: Pilot[None], name: str, field: str) -> None:
    """Put the cursor on a cell."""
    page.sheet.move_to(key_of(page, name), field)
    await settled(pilot)


async def write(page: TimeTypesPage, pilot: Pilot[None], text: str) -> None:
    """Replace what the cell says by typing."""
    await press(pilot, "f2", "ctrl+u")
    page.sheet.editor.value = text
    await press(pilot, "enter")
    await settled(pilot)


async def as_begun(page: TimeTypesPage, pilot: Pilot[None]) -> None:
    """Take back all that was edited, so that the next step finds the page as the first one did."""
    page.sheet.cancel_edit()
    while page.history.can_undo:
        page.action_undo()
    page.say("")
    page.set_focus(page.sheet)
    await pilot.pause()
    assert page.is_active
    assert page.unsaved() == ""


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until something is so: what a worker does takes its time."""
    for _ in range(200):
        await pilot.pause()
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never was so")


async def closed(pilot: Pilot[None]) -> None:
    """Wait until the page is gone."""
    await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen))


async def ok(pilot: Pilot[None]) -> None:
    """Save and close."""
    page = next(one for one in pilot.app.screen_stack if isinstance(one, TimeTypesPage))
    await press(pilot, "ctrl+s")
    await settled(pilot)
    await until(pilot, lambda: not page.is_saving or not page.is_active)
    await settled(pilot)
