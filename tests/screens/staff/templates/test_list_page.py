"""Schemamallar: the list, and what is done to whole templates."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings import acts
from db.rules.local_time import day_of
from db.schedule import lay_out, slots, templates
from db.setup import resources
from db.timeline import parse_day
from db.values import Actor, Role, Template
from screens.commands import clashes
from screens.dialog import Question
from screens.session import Session
from screens.staff.setup.resources import ResourcesPage
from screens.staff.shared.told_dialog import ToldDialog
from screens.staff.templates.editor import TemplateEditor
from screens.staff.templates.lay_out import LayOutPage
from screens.staff.templates.list_page import TemplatesPage
from screens.staff.templates.name_dialog import TemplateName
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled
from widgets.forms.dialog import DialogButton
from widgets.forms.drop_down import DropDown

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages

SCHEDULER = Actor(Role.SCHEDULER)


@asynccontextmanager
async def listing(
    session: Session, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[TemplatesPage, Pilot[None]]]:
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        page = TemplatesPage(session)
        page.page = "templates"
        shell.push_screen(page)
        await settled(pilot)
        await settled(pilot)
        yield page, pilot


def names(book: Book) -> list[str]:
    return [one.name for one in templates.every(book, 1)]


@pytest.mark.usefixtures("no_pages")
async def test_the_list_as_it_looks_and_what_leaves_the_book_as_it_is(session: Session) -> None:
    async with listing(session) as (page, pilot):
        golden.check(page.app, "templates-80x24")
        # A new one is named first, and saved by OK in the editor.
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, TemplateName)
        await press(pilot, "enter")
        assert "Schemamallens namn måste fyllas i." in golden.text_of(pilot.app)
        await press(pilot, *"akut", "enter")
        assert "Det finns redan en schemamall som heter ”akut”." in golden.text_of(pilot.app)
        await press(pilot, "ctrl+u", *"Ny", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TemplateEditor)
        assert "Redigera schemamall -- Ny" in golden.text_of(pilot.app)
        await press(pilot, "escape")
        await settled(pilot)
        assert page.is_active  # nothing was filled in: nothing is asked
        assert "Ny" not in names(session.book)
        # Others than IT neither copy nor remove rows of ombud types (R6).
        page.sheet.move_to(templates.find(session.book, 1, "Ombud").id or 0)
        await press(pilot, "c", "enter")
        assert isinstance(pilot.app.screen, TemplateName)
        assert "bara av IT" in golden.text_of(pilot.app)
        await press(pilot, "escape")
        await settled(pilot)
        await press(pilot, "delete", "j")
        await settled(pilot)
        assert "bara av IT" in page.note
        assert "Ombud" in names(session.book)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        body = page.sheet.body.region
        await pilot.click(offset=(body.x + 3, body.y + 2), times=2)
        await settled(pilot)
        assert isinstance(pilot.app.screen, TemplateEditor)
        assert pilot.app.screen.saving.base.name == "Akut"
        await press(pilot, "escape")
        await settled(pilot)
        await pilot.click(page.query(DialogButton)[2])
        await settled(pilot)
        assert isinstance(pilot.app.screen, LayOutPage)
        assert pilot.app.screen.form.query_one(DropDown).value == str(page.chosen)


async def test_an_empty_list_says_what_to_do(session: Session) -> None:
    for one in templates.every(session.book, 1):
        templates.delete(session.book, Actor(Role.IT), one.id or 0, seen=None)
    async with listing(session) as (page, pilot):
        assert "Inga schemamallar än. Tryck N, eller Ny..." in golden.text_of(page.app)
        await press(pilot, "enter", "delete", "f2", "c", "l")
        assert page.is_active
    async with listing(session._replace(actor=Actor(Role.STAFF))) as (page, pilot):
        assert "Inga schemamallar än. En schemaläggare gör dem." in golden.text_of(page.app)


async def test_copy_rename_remove_and_bring_back(session: Session) -> None:
    book = session.book
    async with listing(session) as (page, pilot):
        await press(pilot, "c", "enter")
        await settled(pilot)
        assert page.note == "”1177 (kopia)” är sparad."
        assert page.chosen == templates.find(book, 1, "1177 (kopia)").id
        assert templates.find(book, 1, "1177 (kopia)").rows == templates.find(book, 1, "1177").rows
        await press(pilot, "f2", "ctrl+u", *"Sommar", "enter")
        await settled(pilot)
        assert "1177 (kopia)" not in names(book)
        assert page.chosen == templates.find(book, 1, "Sommar").id
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, Question)
        assert "Ta bort schemamallen ”Sommar”? Tider som är" in golden.text_of(pilot.app)
        await press(pilot, "j")
        await settled(pilot)
        assert "Sommar" not in names(book)
        await press(pilot, "ctrl+z")
        await settled(pilot)
        assert page.chosen == templates.find(book, 1, "Sommar").id
        assert len(templates.find(book, 1, "Sommar").rows) == 20
        page.sheet.move_to(templates.find(book, 1, "1177").id or 0)
        await press(pilot, "enter")
        await settled(pilot)
        await settled(pilot)
        await press(pilot, "delete", "ctrl+s")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        assert page.is_active
        row = page.sheet.model.row_at(0)
        assert row is not None
        assert [cell.text for cell in row.cells[:3]] == ["1177", "19", "67"]


async def test_staff_may_look(session: Session) -> None:
    async with listing(session._replace(actor=Actor(Role.STAFF))) as (page, pilot):
        await press(pilot, "n", "c", "delete", "l", "f2")
        assert page.is_active
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TemplateEditor)


# --- undoing the last laying out --------------------------------------------------------------


def laid_out(book: Book) -> int:
    """A day of the template Akut on the doctor, and the laying out's number."""
    doctor = resources.find(book, 1, "Johan Frisk").id or 0
    day = parse_day("2024-12-02")
    made = templates.find(book, 1, "Akut").id or 0
    return lay_out.lay_out(book, SCHEDULER, 1, made, [doctor], day, day, seen=None).layout or 0


async def test_the_last_laying_out_is_taken_back_unless_a_time_is_booked(session: Session) -> None:
    book = session.book
    with book.write() as tx:
        tx.run("UPDATE layout SET undone_at = 1")
    async with listing(session) as (page, pilot):
        page.action_undo_layout()  # there is nothing to take back
        await settled(pilot)
        assert page.is_active
        number = laid_out(book)
        page.action_undo_layout()
        await settled(pilot)
        assert "Ta bort 3 tider som lades ut 2024-09-19 11:05" in golden.text_of(pilot.app)
        await press(pilot, "j")
        await settled(pilot)
        assert page.is_active
        # Laid out beyond what 1177 shows: nothing went from it.
        said = [one.message for one in pilot.app._notifications]
        assert said[-1] == "3 tider är borttagna. Inget ändras på 1177."
        (found,) = [one for one in lay_out.layouts(book, 1) if one.id == number]
        assert found.undone_at is not None
        assert found.slots == 0
        laid_out(book)
        doctor = resources.find(book, 1, "Johan Frisk").id or 0
        day = parse_day("2024-12-02")
        with book.read() as reader:
            first = slots.between(reader, 1, doctor, day, day)[0]
        acts.book_time(book, SCHEDULER, 1, first.id, patient=1, seen=None)
        assert day_of(first.start) == day
        page.action_undo_layout()
        await settled(pilot)
        await press(pilot, "j")
        await settled(pilot)
        assert isinstance(screen(pilot), ToldDialog)
        text = golden.text_of(pilot.app)
        assert "kan inte ångras" in text
        assert "2024-12-02 09:30–10:00 Johan Frisk: bokad." in text
        await press(pilot, "enter")
        await settled(pilot)
        assert page.is_active


async def test_pages_of_few_columns_do_not_fill_a_wide_window(session: Session) -> None:
    async with listing(session, (200, 40)) as (first, pilot):
        pages = (first, ResourcesPage(session), TemplateEditor(session, Template(None, "Ny")))
        for page in pages:
            if page is not first:
                pilot.app.push_screen(page)
            for width in (200, 100):
                await pilot.resize_terminal(width, 40)
                await settled(pilot)
                assert page.frame.outer_size.width == min(width, 130)


def test_the_editors_page_is_no_page_of_the_menus(session: Session) -> None:
    page = TemplateEditor(session, Template(None, "Ny"))
    assert page.can_close
    assert clashes(page.commands()) == []
