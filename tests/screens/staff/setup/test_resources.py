"""Resurser: names that citizens read (R25-R27), validity, and what OK and Avbryt do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from asynja_tui.__main__ import main
from asynja_tui.shell import Shell
from db.book import Book
from db.setup import resources
from db.values import Actor, Resource, ResourceKind, Role
from db.worlds import catalogue
from screens.dialog import Question
from screens.help import HelpScreen
from screens.session import Session
from screens.staff.setup.resources import CutOffDialog, ResourcesPage
from screens.start import StartScreen
from tests.db.hostile import HOSTILE
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled
from widgets.forms.dialog import DialogButton

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages

SCHEDULER = Actor(Role.SCHEDULER)
RECEPTION, URGENT, NURSE = "Distriktssköterskemottagning", "Akutmottagning", "DSK rum 3"


async def at_rest(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await settled(pilot)


async def opened(pilot: Pilot[None], session: Session) -> ResourcesPage:
    await settled(pilot)
    page = ResourcesPage(session)
    page.page = "resources"
    pilot.app.push_screen(page)
    await at_rest(pilot)
    return page


async def go(pilot: Pilot[None], page: ResourcesPage, name: str, column: str) -> None:
    """Put the cursor on a cell."""
    draft = page.draft
    assert draft is not None
    key = next(key for key in draft.keys if draft.item(key).name == name)
    page.sheet.move_to(key, column)
    await settled(pilot)


async def write(pilot: Pilot[None], text: str, *, end: str = "enter") -> None:
    """Type over the cell."""
    await pilot.press(*text)
    await press(pilot, end)
    await settled(pilot)


async def save(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+s")
    await pilot.app.workers.wait_for_complete()
    await at_rest(pilot)


def names(book: Book) -> list[str]:
    return [one.name for one in resources.every(book, 1)]


def named(book: Book, name: str) -> Resource:
    return resources.find(book, 1, name)


@contextmanager
def offered(book: Book, capsys: pytest.CaptureFixture[str]) -> Iterator[set[str]]:
    """The names of the resources that the citizen is offered times with."""
    capsys.readouterr()
    assert main(["offer", "--patient", "191212121212", "--book", str(book.path), "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    yield {one["resource"] for one in document["times"]}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("theme", ["asynja-ljust", "asynja-morkt"])
@pytest.mark.usefixtures("no_pages")
async def test_the_page_as_it_looks(session: Session, size: tuple[int, int], theme: str) -> None:
    shell = Shell(session._replace(prefs=session.prefs._replace(theme=theme)))
    async with shell.run_test(size=size) as pilot:
        page = await opened(pilot, session)
        await go(pilot, page, NURSE, "name")
        assert "Förslag: ”Distriktssköterska” (F4)." in golden.text_of(shell)
        golden.check(shell, f"resources-{theme}-{size[0]}x{size[1]}")


async def test_r25_the_citizen_reads_resursnamn_once_it_is_saved(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    book, shell = session.book, Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        await go(pilot, page, RECEPTION, "name")
        await write(pilot, "Sköterskemottagningen")
        assert RECEPTION in names(book)  # nothing reaches the book before OK
        await go(pilot, page, URGENT, "valid_to")
        await write(pilot, "2025-12-31")  # cuts off nothing: nothing is asked
        await save(pilot)
        assert isinstance(shell.screen, StartScreen)
    with offered(book, capsys) as seen:
        assert "Sköterskemottagningen" in seen
        assert RECEPTION not in seen


async def test_r25_r26_an_abbreviation_is_warned_of_as_one_types_and_spelled_out_by_f4(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    book, shell = session.book, Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        await go(pilot, page, RECEPTION, "name")
        assert not page.suggestion
        await press(pilot, *"DSK")
        assert "DSK" in page.note
        await press(pilot, "escape")  # given up: what was said goes
        await settled(pilot)
        assert page.note == ""
        assert not page.unsaved()
        await press(pilot, *"DS")
        assert page.note.startswith("! ”DS”") or not page.suggestion
        await press(pilot, *"K")
        assert page.note.startswith("! Förslag: ”Distriktssköterska” (F4). Förkortningen ”DSK”")
        assert page.note.endswith("(VGR:s guide, bild 12)")
        await press(pilot, "f4")
        await settled(pilot)
        assert page.note == "Resursnamn är nu ”Distriktssköterska”. Ctrl+Z ångrar."
        assert not page.suggestion
        assert page.unsaved() == "Resurs är ändrad."
        await press(pilot, "ctrl+z", "ctrl+z")
        assert not page.unsaved()
        await press(pilot, "ctrl+y", "ctrl+y")
        await go(pilot, page, "Florence", "name")
        await write(pilot, "DSK Florence")  # a person's name is left alone (R25)
        assert page.note == ""
        await press(pilot, "f4")
        assert page.draft is not None
        assert page.draft.first_error is None
        await save(pilot)
    with offered(book, capsys) as seen:
        assert "Distriktssköterska" in seen


async def test_r27_rooms_and_hired_staff_are_warned_of_but_can_be_saved(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    book, shell = session.book, Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        page = await opened(pilot, session)
        await go(pilot, page, "Johan Frisk", "kind")
        await press(pilot, "f2", "up", "enter")  # a Befattning now, and so looked at
        await settled(pilot)
        await go(pilot, page, "Johan Frisk", "name")
        await write(pilot, "Stafettläkare")
        assert page.note.startswith("! Förslag: ”Läkare” (F4). Skriv inte ”Stafettläkare”.")
        assert "(VGR:s guide, bild 12)" in page.note
        await go(pilot, page, RECEPTION, "name")
        await write(pilot, "Rum 4")
        assert page.note.startswith("! ”Rum 4” är ett rumsnamn")
        await go(pilot, page, "Stafettläkare", "name")
        await press(pilot, "f4")
        await settled(pilot)
        await go(pilot, page, "Florence", "kind")
        await press(pilot, "f2", "up", "enter")
        await settled(pilot)
        await go(pilot, page, "Florence", "name")
        await write(pilot, "DSK")
        await press(pilot, "f4")  # it is still about what was just written
        await settled(pilot)
        assert page.note == "Resursnamn är nu ”Distriktssköterska”. Ctrl+Z ångrar."
        await save(pilot)
    with offered(book, capsys) as seen:
        assert {"Läkare", "Rum 4"} <= seen
    assert "Distriktssköterska" in names(book)  # was Florence, who takes ombud times only


async def test_a_validity_that_cuts_off_times_lists_them_and_asks(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    book, shell = session.book, Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        await go(pilot, page, URGENT, "valid_to")
        await write(pilot, "2024-09-19")
        assert page.note.startswith("! 78 kommande tider hamnar utanför giltigheten: 2024-09-20")
        assert page.note.endswith("OK räknar upp dem.")
        await press(pilot, "ctrl+s")
        await at_rest(pilot)
        assert isinstance(shell.screen, CutOffDialog)
        text = golden.text_of(shell)
        assert "Akutmottagning: 78 tider" in text
        assert "2024-09-20 09:30, 30 min, Akut (bokad)" in text
        await press(pilot, "n")
        await at_rest(pilot)
        assert page.is_active
        assert page.note.startswith("! Inget är sparat.")
        assert named(book, URGENT).valid_to is None
        await press(pilot, "ctrl+s")
        await at_rest(pilot)
        golden.check(shell, "resources-cut-off-80x24")
        await press(pilot, "n", "escape")
        await at_rest(pilot)
        await press(pilot, "j")  # leaving with yes asks, too
        await at_rest(pilot)
        assert isinstance(shell.screen, CutOffDialog)
        await press(pilot, "j")
        await shell.workers.wait_for_complete()
        await at_rest(pilot)
        assert isinstance(shell.screen, StartScreen)
    assert named(book, URGENT).valid_to is not None
    with offered(book, capsys) as seen:
        assert URGENT not in seen


async def test_what_cannot_be_saved_is_pointed_at(session: Session) -> None:
    book, shell = session.book, Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        await go(pilot, page, RECEPTION, "name")
        await write(pilot, URGENT)
        await go(pilot, page, "Johan Frisk", "profession")
        await save(pilot)
        assert shell.screen is page
        assert "heter ”Akutmottagning”" in page.note
        assert page.sheet.cursor_column == "name"
        await press(pilot, "ctrl+z")
        await go(pilot, page, URGENT, "valid_from")
        await write(pilot, "2025-01-01", end="tab")
        await write(pilot, "2024-01-01")
        await save(pilot)
        assert page.note == "! Giltighet slutar innan den börjar."
        assert page.sheet.cursor_column == "valid_to"
    assert named(book, URGENT).valid_from is None


async def test_a_new_resource_is_made(session: Session) -> None:
    book, shell = session.book, Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        await press(pilot, "insert")
        await settled(pilot)
        await write(pilot, "Kurator")
        assert page.sheet.cursor_column == "kind"  # Enter leads on in the new row
        await press(pilot, "f2", "down", "enter")
        await settled(pilot)
        assert page.sheet.cursor_column == "valid_from"
        await write(pilot, "2024-10-01")
        assert page.sheet.cursor_column == "valid_to"
        assert page.unsaved() == "Resurs är ändrad."
        await save(pilot)
    made = named(book, "Kurator")
    assert made.kind is ResourceKind.PERSON
    assert made.valid_from is not None


async def test_the_new_button_and_avbryt_by_mouse_leave_no_trace(session: Session) -> None:
    book, shell = session.book, Shell(session)
    before = resources.every(book, 1)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        ok, cancel, new = page.query(DialogButton)
        await pilot.click(new)
        await settled(pilot)
        await write(pilot, "Kurator")
        await pilot.click(cancel)
        await at_rest(pilot)
        assert isinstance(shell.screen, Question)
        await press(pilot, "n")
        await at_rest(pilot)
        assert isinstance(shell.screen, StartScreen)
        page = await opened(pilot, session)
        await press(pilot, "escape")
        await at_rest(pilot)
        assert isinstance(shell.screen, StartScreen)  # nothing was changed: nothing is asked
    assert resources.every(book, 1) == before
    assert ok.button.label == "OK"


async def test_someone_elses_edit_is_kept(session: Session) -> None:
    book, shell = session.book, Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        page = await opened(pilot, session)
        await go(pilot, page, NURSE, "name")
        await write(pilot, "Vårdmottagning")
        one = named(book, URGENT)
        resources.save(book, Actor(Role.SCHEDULER, "Saga"), 1, [replace(one, profession="10")])
        await press(pilot, "ctrl+s")
        await at_rest(pilot)
        await press(pilot, "enter")
        await shell.workers.wait_for_complete()
        await at_rest(pilot)
        assert isinstance(shell.screen, StartScreen)
    assert named(book, URGENT).profession == "10"
    assert named(book, "Vårdmottagning").id


async def test_staff_may_look_but_not_change(session: Session) -> None:
    shell = Shell(session._replace(actor=Actor(Role.STAFF)))
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session._replace(actor=Actor(Role.STAFF)))
        await go(pilot, page, NURSE, "name")
        assert "F4" not in golden.text_of(shell)
        await press(pilot, "x", "f4", "insert", "ctrl+s")
        assert page.note.startswith("! Bara schemaläggare och IT får ändra resurser.")
        assert not page.unsaved()


async def test_any_size_is_survived_with_hostile_names(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot, session)
        for text in HOSTILE:
            for field in ("name", "profession", "valid_to"):
                draft = page.draft
                assert draft is not None
                page.edited(draft.keys[0], field, text)
            await pilot.pause()
            assert "\x1b" not in golden.text_of(shell)
        for size in ((20, 5), (40, 12), (200, 60)):
            await pilot.resize_terminal(*size)
            await at_rest(pilot)
            await press(pilot, "down", "end", "f4", "ctrl+s")
            await at_rest(pilot)
        await pilot.resize_terminal(80, 24)
        await at_rest(pilot)
        assert shell.is_running


async def test_the_page_is_opened_from_the_start_page(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        await at_rest(pilot)
        assert isinstance(shell.screen, ResourcesPage)
        await press(pilot, "f1")
        await settled(pilot)
        assert isinstance(screen(pilot), HelpScreen)
        text = golden.text_of(shell)
        assert "Hjälp: Resurser" in text
        assert "Använd förslaget" in text


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.SCHEDULER, "Lägg upp den första: tryck Insert, eller Ny..., och skriv"),
        (Role.STAFF, "En schemaläggare lägger upp dem."),
    ],
)
async def test_an_empty_list_says_what_to_do_next(tmp_path: Path, role: Role, said: str) -> None:
    with catalogue.make(tmp_path / "book.db", "tom") as book:
        session = Session(book, Actor(role), 1)
        shell = Shell(session)
        async with shell.run_test(size=(80, 24)) as pilot:
            page = await opened(pilot, session)
            assert "Inga resurser än." in golden.text_of(shell)
            assert said.split()[-1] in golden.text_of(shell)
            if role is Role.SCHEDULER:
                await press(pilot, "insert", *"Kurator", "enter")
                assert page.sheet.cursor_column == "kind"
                await save(pilot)
        assert names(book) == (["Kurator"] if role is Role.SCHEDULER else [])
