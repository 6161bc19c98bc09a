"""From Varför and Vad syns inte? on any page to the very cell, dialog or times in the tidbok."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db import clock
from db.remedies import summary
from db.remedies.summary import Which
from db.setup import resources
from screens.session import Session
from screens.staff.setup.resources import ResourcesPage
from screens.staff.setup.time_types import TimeTypesPage
from screens.staff.shared.summary_dialog import SummaryDialog
from screens.staff.shared.why_dialog import WhyDialog
from screens.staff.tidbok.page import TidbokPage
from screens.staff.tidbok.time_dialogs import ReleaseDialog
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled
from widgets.choice_list import ChoiceList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

PHONE, NURSE = "Telefon SSK webb", "Distriktssköterskemottagning"


@asynccontextmanager
async def opened(
    session: Session, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """The program, after some keys from the start page."""
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        await settled(pilot)
        yield pilot


def grid_of(pilot: Pilot[None]) -> TimeTypesPage | ResourcesPage:
    page = pilot.app.screen
    assert isinstance(page, TimeTypesPage | ResourcesPage)
    return page


def to_row(page: TimeTypesPage | ResourcesPage, name: str, column: str) -> None:
    draft = page.draft
    assert draft is not None
    key = next(key for key in draft.keys if draft.item(key).name == name)
    page.sheet.move_to(key, column)


def choose(dialog: object, words: str) -> None:
    assert isinstance(dialog, WhyDialog)
    choices = dialog.query_one(ChoiceList)
    labels = [one.label for one in choices.choices]
    choices.cursor = next(n for n, label in enumerate(labels) if words in label)


@pytest.mark.parametrize("key", ["question_mark", "f4"])
async def test_bok_fore_leads_from_tidstyper_to_its_dialog_in_the_tidbok(
    session: Session, key: str
) -> None:
    async with opened(session, "t") as pilot:
        page = grid_of(pilot)
        to_row(page, PHONE, "web_bookable")
        await press(pilot, key)
        await settled(pilot)
        text = " ".join(golden.text_of(pilot.app).split())
        assert "Bokningsbar webb är markerad." in text  # what the cell says
        choose(screen(pilot), "Ändra Bok.före till")
        await press(pilot, "enter")
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, ReleaseDialog)
        tidbok = pilot.app.screen_stack[-2]
        assert isinstance(tidbok, TidbokPage)
        assert tidbok.desk.here is not None
        assert tidbok.desk.here.type_name == PHONE
        assert dialog.text_of("release").isdecimal()
        await press(pilot, "enter")
        await settled(pilot)
        assert tidbok.note.startswith("1 tid fick nytt Bok.före.")
        await press(pilot, "escape")
        await settled(pilot)
        assert screen(pilot) is page


async def test_a_resource_says_what_keeps_its_times_back_and_leads_to_its_validity(
    session: Session,
) -> None:
    book = session.book
    nurse = resources.find(book, 1, NURSE)
    ended = replace(nurse, valid_to=clock.read(book).today)
    resources.save(book, session.actor, 1, (ended,))
    async with opened(session, "r") as pilot:
        page = grid_of(pilot)
        to_row(page, NURSE, "name")
        await press(pilot, "question_mark")
        await settled(pilot)
        text = " ".join(golden.text_of(pilot.app).split())
        counted = summary.summary(book, 1, Which(resource=nurse.id))
        assert f"{counted.times} lediga tider kvar, {counted.offered} på 1177." in text
        choose(screen(pilot), f"Gör {NURSE} giltig")
        await press(pilot, "enter")
        await settled(pilot)
        assert screen(pilot) is page
        assert page.sheet.cursor_column == "valid_to"
        await press(pilot, "shift+f5", "end", "enter")  # Vad syns inte?, the last rule
        await settled(pilot)
        tidbok = screen(pilot)
        assert isinstance(tidbok, TidbokPage)
        assert tidbok.grid.marks
        assert tidbok.desk.view.resources == (nurse.id,)
        await press(pilot, "escape", "insert", "question_mark")
        assert "Raden är inte sparad än" in page.note


async def test_tidstyper_counts_what_keeps_a_type_back_and_leads_to_its_times(
    session: Session,
) -> None:
    async with opened(session, "t") as pilot:
        page = grid_of(pilot)
        to_row(page, PHONE, "name")
        await press(pilot, "shift+f5")
        dialog = screen(pilot)
        assert isinstance(dialog, SummaryDialog)
        assert PHONE in golden.text_of(pilot.app)
        await press(pilot, "enter")
        await settled(pilot)
        tidbok = screen(pilot)
        assert isinstance(tidbok, TidbokPage)
        assert tidbok.desk.here is not None
        assert tidbok.desk.here.type_name == PHONE
        await press(pilot, "shift+f5")
        assert isinstance(screen(pilot), SummaryDialog)  # as w, which stays where it is
        await press(pilot, "enter")
        await settled(pilot)
        assert screen(pilot) is tidbok


async def test_the_start_page_counts_the_unit_and_leads_to_the_times(session: Session) -> None:
    async with opened(session, "w") as pilot:
        counted = summary.summary(session.book, 1)
        assert f"{counted.times} lediga tider kvar" in golden.text_of(pilot.app)
        await press(pilot, "end", "enter")
        await settled(pilot)
        tidbok = screen(pilot)
        assert isinstance(tidbok, TidbokPage)
        (first, *_) = summary.hindered_times(session.book, 1, counted.hindered[-1].rule)
        assert tidbok.desk.here is not None
        assert tidbok.desk.here.key == f"slot:{first.id}"


async def test_the_three_texts_come_one_after_the_other(session: Session) -> None:
    session = session._replace(prefs=session.prefs._replace(one_by_one=True))
    async with opened(session, "t", size=(120, 40)) as pilot:
        page = grid_of(pilot)
        to_row(page, "Administration", "hidden")
        await press(pilot, "question_mark")
        await settled(pilot)
        dialog = screen(pilot)
        assert isinstance(dialog, WhyDialog)
        seen = [" ".join(golden.text_of(pilot.app).split())]
        for _ in range(3):
            await press(pilot, "t")
            seen.append(" ".join(golden.text_of(pilot.app).split()))
        where, why, act, again = seen
        assert "Titta här: Tidstyper: Administration" in where
        assert "✗ Tidstypen är dold" not in where
        assert "→" not in why
        assert "→ Ta bort Dölj" in act
        assert again == where
        assert "Det här går att göra:" not in where + why
        assert "Det här går att göra:" in act
