"""Whose eyes to look at 1177 with, found by a few letters."""

import pytest

from asynja_tui.shell import Shell
from db.book import Book
from db.setup import patients
from db.values import Actor, Patient, Role
from screens.base import BookScreen
from screens.beside.choose_citizen import MOST, ChooseCitizen, Citizens
from screens.session import Session
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from widgets.choice_list import ChoiceList

SCHEDULER = Actor(Role.SCHEDULER)
TOLVAN = "Tolvan Tolvansson"

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
pytestmark = pytest.mark.usefixtures("no_pages")
no_pages = guide_world.no_pages


async def test_a_citizen_is_found_by_name_or_number(session: Session) -> None:
    results: list[tuple[Patient | None] | None] = []
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for keys in ((*"tolv", "enter"), (*"0813-9", "enter"), (*"zzz", "enter", "escape")):
            shell.push_screen(ChooseCitizen(session.book, session.actor), results.append)
            await settled(pilot)
            await press(pilot, *keys)
    assert [one and one[0] and one[0].name for one in results] == [
        TOLVAN,
        "Gun-Britt Provander",
        None,
    ]


async def test_who_it_is_now_has_the_cursor(session: Session) -> None:
    people = patients.every(session.book, SCHEDULER)
    results: list[tuple[Patient | None] | None] = []
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shell.push_screen(BookScreen(session))
        await settled(pilot)
        shell.push_screen(ChooseCitizen(session.book, SCHEDULER, people[2].id), results.append)
        await settled(pilot)
        golden.check(shell, "choose-citizen-80x24")
        await press(pilot, "down", "enter")
    assert results == [(people[3],)]


def test_it_reads_masked_numbers_and_cannot_search_the_rest(book: Book) -> None:
    seen = Citizens.read(book, Actor(Role.IT))
    assert {one.tip[-5:] for one in seen.matching("")[1:]} == {"-****"}
    assert seen.matching("191212121212") == []
    assert [one.label for one in seen.matching("19121212")] == [TOLVAN]
    assert [one.tip for one in Citizens.read(book, SCHEDULER).matching("tolvan")] == [
        "19121212-1212"
    ]


async def test_who_may_not_read_the_list_is_told(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = ChooseCitizen(session.book, Actor(Role.UNIT_ADMIN))
        shell.push_screen(dialog)
        await settled(pilot)
        assert dialog.frame.line == "! Enhetens administratör får inte läsa patientlistan."
        await press(pilot, "x", "enter", "escape")
        assert shell.screen is not dialog


async def test_a_long_list_is_cut_and_says_so(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(Patient(n, "191212121212", f"Test {n}") for n in range(MOST + 50))
    monkeypatch.setattr(patients, "every", lambda *_: many)
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = ChooseCitizen(session.book, SCHEDULER)
        shell.push_screen(dialog)
        await settled(pilot)
        assert len(dialog.query_one(ChoiceList).choices) == MOST
        assert dialog.frame.line.startswith("51 till.")
