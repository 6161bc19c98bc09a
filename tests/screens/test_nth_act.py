"""Whichever statement of an act fails in the program: all of it is done, or nothing and it says so.

The acts and the ways to them are those of ``test_busy``, and a decision in the log.
"""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.book import Book
from screens.session import Session
from tests.db.actors import SCHEDULER
from tests.db.test_all_or_nothing import Dump, Failing, dump
from tests.screens import guide_world, log_world
from tests.screens.pilots import press, screen, settled, shows
from tests.screens.staff.templates.test_editor import editing
from tests.screens.test_busy import ACTS, Steps

guide_file = guide_world.guide_file

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "stress"
MOST = 200


async def in_the_log(session: Session) -> AsyncIterator[Pilot[None]]:
    """The log at its first late row."""
    log_world.add_log(session.book, 20, 5)
    async with log_world.opened(session, file=log_world.FILE) as (_, pilot):
        await press(pilot, "n")
        yield pilot


async def in_a_template(session: Session) -> AsyncIterator[Pilot[None]]:
    """Redigera schemamall without its first row."""
    async with editing(session) as (_, pilot):
        await press(pilot, "delete")
        yield pilot


TRIED: dict[str, tuple[Steps, str]] = {
    **{name: ACTS[name] for name in ("Boka", "Avboka", "Tidstyper", "Boka på 1177", "Omboka")},
    "Bedöm i loggen": (in_the_log, "b"),
    "Spara mall": (in_a_template, "ctrl+s"),
}
NUMBERS = {name: range(1, MOST) for name in TRIED}
SOME = {"Avboka": (4,), "Bedöm i loggen": (4,), "Spara mall": (6,)}
"""The suite tries one statement of a few; ``make stress`` every statement of all."""


async def act(file: Path, name: str, number: int) -> tuple[Dump, Dump, bool]:
    """The book before and after the act with a fault, and whether there was one."""
    steps, last = TRIED[name]
    path = Path(shutil.copy(file, file.with_name("failing.db")))
    with Book.open(path, factory=Failing) as book:
        broken = Failing.newest
        async for pilot in steps(Session(book, SCHEDULER, 1)):
            before, top = dump(path), screen(pilot)
            broken.arm(number)
            await press(pilot, last)
            await settled(pilot)
            failed = broken.seen >= number
            broken.arm(0)
            await settled(pilot)
            assert pilot.app.return_code is None
            after = dump(path)
            if failed and after == before:
                assert shows(pilot, "Fel i boken") or screen(pilot) is not top, name
            if after != before:
                assert not shows(pilot, "Ingenting ändrades"), "done, and denied"
    return before, after, failed


@pytest.mark.parametrize("name", TRIED if FULL else SOME)
async def test_an_act_whose_nth_statement_fails(guide_file: Path, name: str) -> None:
    before, wanted, failed = await act(guide_file, name, MOST * 10)
    assert not failed
    assert wanted != before
    refused = 0
    for number in NUMBERS[name] if FULL else SOME[name]:
        before, after, failed = await act(guide_file, name, number)
        if not failed:
            break
        changed = {table for table in after if after[table] != before[table]}
        assert not changed or changed == {t for t in wanted if wanted[t] != before[t]}, number
        refused += not changed
    assert refused >= 1
