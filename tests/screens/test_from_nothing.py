"""From the empty clinic of world tom to times on 1177: by keys alone, and by the mouse alone.

Tidstyper, Resurser, Schemamallar, Schemalägg; then the command line says what 1177 offers.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.values import Actor, Role
from db.worlds import catalogue
from screens.dialog import Question
from screens.session import Prefs, Session
from screens.staff.setup.draft_page import DraftPage
from screens.staff.setup.resources import ResourcesPage
from screens.staff.setup.time_types import TimeTypesPage
from screens.staff.templates.editor import TemplateEditor
from screens.staff.templates.lay_out import LayOutPage
from screens.staff.templates.list_page import TemplatesPage
from screens.staff.templates.name_dialog import TemplateName
from screens.start import StartScreen
from tests.db.builders import make_patient, set_clock
from tests.screens import golden
from tests.screens.pilots import press, settled
from tests.screens.staff_book import Desk, until
from widgets.menus.menu_screen import MenuScreen

WEB_NAME = "Besök"
EIGHT_WEEKS = 8 * 5 * 8
"""08:00-10:00 by the quarter, Monday to Friday for eight weeks."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """World tom on a Thursday, with a citizen who will look at 1177."""
    path = tmp_path / "book.db"
    catalogue.make(path, "tom").close()
    with Book.open(path) as book:
        set_clock(book, "2024-09-12 10:52")
        make_patient(book)
        yield Desk(path, book)


def program(desk: Desk) -> Shell:
    return Shell(Session(desk.book, Actor(Role.SCHEDULER), 1, Prefs()))


async def on(pilot: Pilot[None], kind: type[Any]) -> Any:  # noqa: ANN401 - any page
    """Wait until such a page or dialog is in front and ready."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await settled(pilot)
    screen = pilot.app.screen
    if isinstance(screen, LayOutPage | TemplateEditor):
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
    return screen


async def so(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    await until(pilot, is_so)
    await settled(pilot)


# --- keys -------------------------------------------------------------------------------------


async def make_type(pilot: Pilot[None]) -> None:
    await press(pilot, "t")
    await on(pilot, TimeTypesPage)
    await press(pilot, "insert")
    await settled(pilot)
    await press(pilot, *"SSK", "tab", *WEB_NAME, "tab")
    await press(pilot, "space", "tab", "tab", "tab", "space")  # bokningsbar, and on 1177
    await press(pilot, "ctrl+s")
    await on(pilot, StartScreen)
    await press(pilot, "t")
    await on(pilot, TimeTypesPage)
    await press(pilot, "f8")
    await settled(pilot)
    await press(pilot, "escape")
    await on(pilot, StartScreen)


async def make_resource(pilot: Pilot[None]) -> None:
    await press(pilot, "r")
    await on(pilot, ResourcesPage)
    await press(pilot, "insert")
    await settled(pilot)
    await press(pilot, *"Kurator", "ctrl+s")
    await on(pilot, StartScreen)


async def make_template(pilot: Pilot[None]) -> None:
    await press(pilot, "m")
    await on(pilot, TemplatesPage)
    await press(pilot, "n")
    await on(pilot, TemplateName)
    await press(pilot, *"1177", "enter")
    await on(pilot, TemplateEditor)
    await press(pilot, "tab", *"8", "tab", *"10", "tab", *"15", "tab", "tab", "down", "enter")
    await press(pilot, "ctrl+s")
    await on(pilot, TemplatesPage)


async def test_by_keys_alone(desk: Desk) -> None:
    shell = program(desk)
    async with shell.run_test(size=(80, 24)) as pilot:
        await on(pilot, StartScreen)
        await make_type(pilot)
        await make_resource(pilot)
        await make_template(pilot)
        assert desk.offered() == {WEB_NAME: 0}
        await press(pilot, "l")
        page = await on(pilot, LayOutPage)
        await press(pilot, "tab", "tab", "tab", "tab", "space")
        await so(pilot, lambda: page.can_lay_out)
        await press(pilot, "ctrl+s")
        await on(pilot, Question)
        assert f"{EIGHT_WEEKS} tider visas nu på 1177." in golden.text_of(shell)
        await press(pilot, "enter")
        await on(pilot, TemplatesPage)
    assert desk.offered() == {WEB_NAME: EIGHT_WEEKS}


# --- the mouse --------------------------------------------------------------------------------


async def click(pilot: Pilot[None], shell: Shell, text: str, *, top: bool = False) -> None:
    """Click where a text stands: the lowest place on the screen, or the uppermost."""
    lines = golden.text_of(shell).splitlines()
    found = [at for at, line in enumerate(lines) if text in line]
    at = found[0 if top else -1]
    await pilot.click(offset=(lines[at].index(text) + 1, at))
    await settled(pilot)


async def menu(pilot: Pilot[None], shell: Shell, name: str, entry: str) -> None:
    """Click a menu and then one of its lines."""
    await click(pilot, shell, name, top=True)
    await on(pilot, MenuScreen)
    await click(pilot, shell, entry, top=True)


async def cell(pilot: Pilot[None], page: DraftPage[Any], column: str) -> None:
    """Click a cell of the first row."""
    at = page.sheet.model.column_place(column)
    placed = page.sheet.model.layout.find(at or 0)
    assert placed is not None
    body = page.sheet.body.region
    await pilot.click(offset=(page.sheet.region.x + placed.x + placed.width // 2, body.y))
    await settled(pilot)


async def test_by_the_mouse_alone(desk: Desk) -> None:
    """Only what is written in fields comes from the keyboard."""
    shell = program(desk)
    async with shell.run_test(size=(120, 40)) as pilot:
        await on(pilot, StartScreen)
        await menu(pilot, shell, "Inställningar", "Tidstyper")
        types: TimeTypesPage = await on(pilot, TimeTypesPage)
        await click(pilot, shell, "[ Ny... ]")
        await press(pilot, *"SSK")
        await cell(pilot, types, "web_name")
        await press(pilot, *WEB_NAME)
        await cell(pilot, types, "bookable")
        await cell(pilot, types, "web_bookable")
        await click(pilot, shell, "OK ]")
        await on(pilot, StartScreen)
        await menu(pilot, shell, "Inställningar", "Tidstyper")
        await on(pilot, TimeTypesPage)
        await menu(pilot, shell, "1177", "Publicera nu")
        await click(pilot, shell, "[ Avbryt ]")
        await on(pilot, StartScreen)
        await menu(pilot, shell, "Inställningar", "Resurser")
        await on(pilot, ResourcesPage)
        await click(pilot, shell, "[ Ny... ]")
        await press(pilot, *"Kurator")
        await click(pilot, shell, "OK ]")
        await on(pilot, StartScreen)
        await template_by_mouse(pilot, shell)
        assert desk.offered() == {WEB_NAME: 0}
        await click(pilot, shell, "[ Schemalägg... ]")
        page = await on(pilot, LayOutPage)
        await click(pilot, shell, "☐  Kurator")
        await so(pilot, lambda: page.can_lay_out)
        await click(pilot, shell, "OK ]")
        await on(pilot, Question)
        await click(pilot, shell, "OK ]", top=True)  # the page's own shows below it
        await on(pilot, TemplatesPage)
    assert desk.offered() == {WEB_NAME: EIGHT_WEEKS}


async def template_by_mouse(pilot: Pilot[None], shell: Shell) -> None:
    await menu(pilot, shell, "Inställningar", "Schemamallar")
    await on(pilot, TemplatesPage)
    await click(pilot, shell, "[ Ny... ]")
    await on(pilot, TemplateName)
    await press(pilot, *"1177")
    await click(pilot, shell, "OK ]")
    page: TemplateEditor = await on(pilot, TemplateEditor)
    for field, text in (("start_min", "8"), ("end_min", "10"), ("length_min", "15")):
        await pilot.click(f"#{field}")
        await press(pilot, *text)
    await pilot.click("#time_type")
    await until(pilot, lambda: not page.is_active)
    await click(pilot, shell, "SSK")
    await on(pilot, TemplateEditor)
    await click(pilot, shell, "[ Lägg till ]")
    assert page.note == "5 rader tillagda."
    await click(pilot, shell, "OK ]")
    await on(pilot, TemplatesPage)
