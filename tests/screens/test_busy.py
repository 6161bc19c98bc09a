"""Another program holds the book: the screen waits little, loses nothing and does the act once."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from db.book import Book
from db.values import Actor, Role
from screens.dialog import BUSY_TITLE as TITLE
from screens.dialog import Question
from screens.session import Session
from screens.trouble.busy import PATIENCE
from tests.db.test_all_or_nothing import dump
from tests.db.test_book import locked_by_another
from tests.effort import STRESS
from tests.screens import guide_world
from tests.screens.citizen.pages import opened
from tests.screens.citizen.test_booking import BOOKING, TO_SUMMARY
from tests.screens.pilots import press, settled, shows
from tests.screens.staff.templates.test_list_page import listing
from tests.screens.staff.tidbok.test_page import book_for
from tests.screens.staff.tidbok.world import FRIDAY, go, looking, write
from tests.screens.staff_book import Desk, until
from tests.screens.staff_book import go as to_cell
from tests.screens.staff_book import write as write_cell

guide_file = guide_world.guide_file
SCHEDULER = Actor(Role.SCHEDULER)

Steps = Callable[[Session], AsyncIterator[Pilot[None]]]


def in_tidbok(*keys: str, minute: int = 480, text: str = "", booked: bool = False) -> Steps:
    """The tidbok after some keys; ``text`` is then written in the field that has the focus."""

    async def begun(session: Session) -> AsyncIterator[Pilot[None]]:
        if booked:
            book_for(session, 480)
        async with looking(session) as (page, pilot):
            await go(page, pilot, FRIDAY, minute)
            await press(pilot, *keys)
            if text:
                await write(page, pilot, text)
            yield pilot

    return begun


async def after_adding(session: Session) -> AsyncIterator[Pilot[None]]:
    """The tidbok with a time that was just added, for Ctrl+Z."""
    async for pilot in in_tidbok("insert", minute=975, text="1630")(session):
        await press(pilot, "enter")
        await settled(pilot)
        yield pilot


async def in_time_types(session: Session) -> AsyncIterator[Pilot[None]]:
    """Tidstyper with a web name that is changed."""
    desk = Desk(session.book.path, session.book)
    async with desk.opened() as (page, pilot):
        await to_cell(page, pilot, ".Läkarbesök", "web_name")
        await write_cell(page, pilot, "Prov")
        yield pilot


async def in_templates(session: Session) -> AsyncIterator[Pilot[None]]:
    """Schemamallar, asked whether one is to be taken away."""
    async with listing(session) as (_, pilot):
        await press(pilot, "delete")
        yield pilot


async def in_summary(session: Session) -> AsyncIterator[Pilot[None]]:
    """1177 where only Boka is left."""
    async with opened(session.book, link=BOOKING) as pilot:
        await press(pilot, *TO_SUMMARY)
        await settled(pilot)
        yield pilot


ACTS: dict[str, tuple[Steps, str]] = {
    "Boka": (in_tidbok("enter", *"1912", "enter", *"Ont i halsen"), "enter"),
    "Avboka": (in_tidbok("a", *"sjuk", booked=True), "enter"),
    "Händelse": (in_tidbok("e", *"APT"), "enter"),
    "Ta bort tid": (in_tidbok("shift+down", "delete"), "enter"),
    "Omboka": (in_tidbok("o", "n", booked=True), "enter"),
    "Ångra": (after_adding, "ctrl+z"),
    "Tidstyper": (in_time_types, "ctrl+s"),
    "Ta bort mall": (in_templates, "enter"),
    "Boka på 1177": (in_summary, "enter"),
}


SOME = ACTS if STRESS else ("Boka", "Ångra", "Tidstyper", "Ta bort mall", "Boka på 1177")
"""The suite tries one act of each kind: a dialog, a key, a draft, a question, a citizen's."""


@asynccontextmanager
async def a_copy(file: Path, steps: Steps, name: str) -> AsyncIterator[tuple[Book, Pilot[None]]]:
    with Book.open(shutil.copy(file, file.with_name(name))) as book:
        async for pilot in steps(Session(book, SCHEDULER, 1)):
            yield book, pilot


@pytest.mark.parametrize("name", SOME)
async def test_the_act_is_done_once_when_it_is_tried_again(guide_file: Path, name: str) -> None:
    steps, last = ACTS[name]
    async with a_copy(guide_file, steps, "alone.db") as (book, pilot):
        assert book.patience == PATIENCE
        await press(pilot, last)
        await settled(pilot)
        wanted = dump(book.path)
    async with a_copy(guide_file, steps, "busy.db") as (book, pilot):
        book.patience = 0.02
        before, written = dump(book.path), book.written
        with locked_by_another(book.path) as other:
            for key in (last, "enter"):
                await press(pilot, key)
                await settled(pilot)
                question = pilot.app.screen
                assert isinstance(question, Question)
                assert shows(pilot, TITLE)
                assert shows(pilot, "Försök igen")
            assert (dump(book.path), book.written) == (before, written)
            other.communicate("\n", timeout=10)
        await press(pilot, "enter")
        await until(pilot, lambda: book.written > written)
        await settled(pilot)
        assert dump(book.path) == wanted
