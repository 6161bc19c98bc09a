"""Redigera schemamall through the screen: keys alone, the mouse alone, and two users at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.schedule import templates
from db.setup import time_types
from db.values import Actor, Role, Template, Weekday
from screens.dialog import Question
from screens.session import Prefs, Session
from screens.staff.templates.draft import Entry
from screens.staff.templates.editor import TemplateEditor
from screens.staff.templates.name_dialog import TemplateName
from screens.start import StartScreen
from tests.db.hostile import HOSTILE
from tests.screens import golden, guide_world
from tests.screens.pilots import press, screen, settled
from tests.screens.staff.templates.test_draft import A4
from tests.screens.staff_book import until
from widgets.forms.dialog import DialogButton
from widgets.forms.drop_down import DropDown
from widgets.forms.text_input import TextInput
from widgets.forms.tick_row import TickRow

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages

OTHER = Actor(Role.SCHEDULER, "Saga Schema")


@asynccontextmanager
async def editing(
    session: Session, template: Template | str = "1177", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[TemplateEditor, Pilot[None]]]:
    if isinstance(template, str):
        template = templates.find(session.book, 1, template)
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        page = TemplateEditor(session, template)
        shell.push_screen(page)
        await settled(pilot)
        await settled(pilot)
        yield page, pilot


def stored(book: Book, name: str = "1177") -> Template:
    return templates.find(book, 1, name)


def week(page: TemplateEditor, day: Weekday = Weekday.MONDAY) -> list[str]:
    """A column of the week grid, as it is drawn."""
    rows = [page.week.model.row_at(at) for at in range(page.week.model.row_count)]
    texts = [row.cells[day].text for row in rows if row]
    return [text for text in texts if text]


async def saved(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+s")
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


async def choose(page: TemplateEditor, name: str, pilot: Pilot[None]) -> None:
    """Choose a type in the field."""
    kind = time_types.find(page.session.book, 1, name)
    page.fields.query_one(DropDown).choose(str(kind.id))
    await settled(pilot)


# --- what it looks like -----------------------------------------------------------------------


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "ljust"), ((120, 40), "morkt")])
@pytest.mark.usefixtures("no_pages")
async def test_how_it_looks(session: Session, size: tuple[int, int], theme: str) -> None:
    dressed = session._replace(prefs=Prefs(f"asynja-{theme}"))
    async with editing(dressed, size=size) as (page, pilot):
        golden.check(page.app, f"template-{theme}-{size[0]}x{size[1]}")
        if size[0] == 80:  # the week takes turns with the list, and all its days show
            await press(pilot, "f4", "right", "down")
            await settled(pilot)
            text = golden.text_of(page.app)
            assert "Må    Ti    On    To    Fr    Lö    Sö    Helg" in text
            assert "Tisdag 08:15 · Telefon SSK webb · 15 min · syns från" in text
            assert "Lgd" not in text
            await press(pilot, "f4")
            assert "Lgd" in golden.text_of(page.app)
            assert page.listed.has_focus
        for day in Weekday:  # the guide's fifteen starts a day (R32)
            assert week(page, day) == (A4 if day < Weekday.SATURDAY else [])
        assert "75 tider i veckan, 15 om dagen" in golden.text_of(page.app)


async def test_any_size_is_survived_with_hostile_texts(session: Session) -> None:
    async with editing(session) as (page, pilot):
        for text in HOSTILE:
            page.fields.query_one("#start_min", TextInput).value = text
            page.say(text, fault=True)
        for size, keys in (
            ((20, 5), ("f4", "down", "delete", "f4", "ctrl+z")),
            ((200, 60), ("f4", "f7", "f4", "x", "escape")),
        ):
            await pilot.resize_terminal(*size)
            await press(pilot, *keys)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert page.is_active


# --- the fields -------------------------------------------------------------------------------


async def test_an_empty_template_is_filled_by_keys_alone(session: Session) -> None:
    async with editing(session, Template(None, "Ny mall")) as (page, pilot):
        assert isinstance(page.focused, TickRow)
        await press(pilot, "tab", *"8", "tab", *"1000", "tab", *"15", "tab", *"15")
        text = golden.text_of(page.app)
        assert "syns från kl. 00:00, 14 dagar före besöket" in text
        await press(pilot, "tab", "down")
        await press(pilot, "enter")
        assert page.note == "5 rader tillagda."
        assert len(week(page)) == 8
        assert page.fields.entry.start_min == "1000"  # the next row begins where this one ended
        assert page.focused is page.fields.query_one("#end_min")
        await press(pilot, *"11", "insert")
        assert len(week(page)) == 12
        await press(pilot, "ctrl+z")
        assert len(week(page)) == 8
        await press(pilot, "ctrl+y")
        await saved(pilot)
        assert isinstance(pilot.app.screen, StartScreen)
    assert len(stored(session.book, "Ny mall").rows) == 10


async def as_begun(page: TemplateEditor, pilot: Pilot[None]) -> None:
    """Take back what was edited, and stand on the first row."""
    page.listed.cancel_edit()
    while page.history.can_undo:
        page.action_undo()
    page.grids.go_to_list()
    assert page.draft is not None
    page.listed.move_to(page.draft.lines[0].key, "weekday")
    page.fields.show(page.draft.entry_of(page.draft.lines[0].key) or Entry())
    await settled(pilot)
    assert not page.unsaved()


async def test_what_is_wrong_is_said_and_nothing_is_lost(session: Session) -> None:
    async with editing(session) as (page, pilot):
        field = page.fields.query_one("#start_min", TextInput)
        page.set_focus(field)
        await press(pilot, "ctrl+u", *"10")
        assert page.note.startswith("! Måndag 10:00–10:00: Från kl ska vara före Till kl.")
        assert field.has_class("-fault")
        await press(pilot, "ctrl+u", *"9")
        assert "krockar med 08:00–10:00 samma dag" in page.note
        await press(pilot, "ctrl+u", *"9x")
        assert "är inte ett klockslag" in page.note
        page.set_focus(page.fields.query_one("#release"))
        await press(pilot, "ctrl+u")
        assert "60 dagar framåt eller så långt schemat räcker" in golden.text_of(page.app)
        await as_begun(page, pilot)
        await press(pilot, "insert")
        assert page.note == "! Raden finns redan de valda dagarna."
        page.fields.query_one("#length_min", TextInput).value = ""
        await press(pilot, "insert")
        assert page.note == "! Fyll i Längd."
        assert page.focused is page.fields.query_one("#length_min")
        assert not page.history.can_undo
        await as_begun(page, pilot)
        await press(pilot, "right", "right", "f2", "ctrl+u", *"sent", "enter")
        await settled(pilot)
        await press(pilot, "down", "home")
        await saved(pilot)
        assert page.is_active
        assert "Till: ”sent” är inte ett klockslag" in page.note
        assert page.listed.cursor_column == "end_min"
        assert len(stored(session.book).rows) == 20
        await as_begun(page, pilot)
        await press(pilot, "shift+down", "delete")
        assert page.note == "2 rader är borta. Ctrl+Z ångrar."
        assert len(week(page)) == 5
        await press(pilot, "ctrl+end", "ctrl+z")
        assert page.listed.model.cursor_index == 0  # undo goes to where the change was
        assert len(week(page)) == 15
        assert not page.unsaved()


async def test_what_is_written_in_the_fields_is_not_lost(session: Session) -> None:
    async with editing(session) as (page, pilot):
        page.set_focus(page.fields.query_one("#start_min"))
        await press(pilot, "ctrl+u", *"1630", "f4", "f4", "down", "down")
        assert page.listed.has_focus
        assert page.fields.entry.start_min == "1630"  # no row of the list has taken its place
        assert page.note.startswith("Fälten har kvar det du skrev")
        assert page.unsaved() == "Raden i fälten är inte tillagd."
        await saved(pilot)
        assert page.is_active
        assert page.note.startswith("! Raden i fälten är inte tillagd.")
        page.set_focus(page.fields.query_one("#start_min"))
        await press(pilot, "ctrl+z")
        assert (page.fields.entry.start_min, page.unsaved()) == ("08:00", "")
        await press(pilot, "ctrl+y")
        assert page.fields.entry.start_min == "1630"
        await saved(pilot)
        await saved(pilot)  # one who has been told is asked no more
        assert isinstance(screen(pilot), StartScreen)
    assert len(stored(session.book).rows) == 20


# --- the list ---------------------------------------------------------------------------------


async def test_a_selected_row_shows_in_the_fields_and_its_cells_are_edited_in_place(
    session: Session,
) -> None:
    async with editing(session) as (page, pilot):
        await press(pilot, "down")
        entry = page.fields.entry
        assert (entry.start_min, entry.length_min) == ("10:15", "00:30")
        assert entry.days == set(list(Weekday)[:5])
        await press(pilot, "right", "f2", "ctrl+u", *"945")
        assert "krockar med 08:00–10:00" in page.note  # as one types
        await press(pilot, "ctrl+u", *"1000", "enter")
        await settled(pilot)
        said = "! Måndag 10:00–11:15, Längd 30 min: de sista 15 minuterna ger ingen tid."
        assert page.note == said
        assert week(page)[8:10] == ["10:00", "10:30"]
        await saved(pilot)
    row = stored(session.book).rows[1]
    assert (row.start_min, row.length_min) == (600, 30)


# --- one start --------------------------------------------------------------------------------


async def test_r32_r35_one_start_is_swapped_and_one_removed(session: Session) -> None:
    async with editing(session, size=(120, 40)) as (page, pilot):
        body = page.week.body.region
        await pilot.click(offset=(body.x + 8, body.y + 1))  # Tuesday 08:15, by the mouse alone
        await settled(pilot)
        buttons = {one.button.name: one for one in page.query(DialogButton)}
        await pilot.click(buttons["remove_start"])
        await settled(pilot)
        assert week(page, Weekday.TUESDAY) == [one for one in A4 if one != "08:15"]
        assert week(page) == A4
        await pilot.click(buttons["cancel"])
        await settled(pilot)
        assert isinstance(screen(pilot), Question)
        await press(pilot, "escape")
        await as_begun(page, pilot)
        await choose(page, "SSK besök 30 min", pilot)
        assert "[ Byt tidstyp: SSK besök 30 min ]" in golden.text_of(page.app)
        page.week.move_to(0, "0")
        await press(pilot, "f4", "down", "f7")
        assert page.note == "08:15 är nu SSK besök 30 min. Ctrl+Z ångrar."
        await press(pilot, "down", "delete")
        assert page.note == "08:30 är borttagen. Ctrl+Z ångrar."
        assert week(page)[:3] == ["08:00", "08:15", "08:45"]
        assert week(page, Weekday.TUESDAY) == A4
        await saved(pilot)
    monday = [row for row in stored(session.book).rows if row.weekday is Weekday.MONDAY]
    assert [row.start_min for row in monday[:3]] == [480, 495, 525]


# --- who may, and who else --------------------------------------------------------------------


async def test_staff_may_look_but_not_change(session: Session) -> None:
    async with editing(session._replace(actor=Actor(Role.STAFF))) as (page, pilot):
        await press(pilot, "x", "delete", "insert", "f7", "ctrl+s")
        assert page.is_active
        assert page.note.startswith("! Bara schemaläggare och IT")
        assert not page.unsaved()
        assert len(week(page)) == 15


async def test_r6_an_ombud_row_is_locked_to_others_than_it(session: Session) -> None:
    async with editing(session, "Ombud") as (page, pilot):
        await press(pilot, "delete")
        assert "bara av IT" in page.note
        await press(pilot, "f2")
        assert not page.listed.is_editing


async def by_another(page: TemplateEditor, pilot: Pilot[None], rows: int) -> None:
    """Saga saves the template with its first rows only."""
    found = stored(page.session.book)
    templates.save(page.session.book, OTHER, 1, replace(found, rows=found.rows[:rows]), seen=found)
    page._poll()
    await settled(pilot)


async def test_two_users_theirs_is_followed_or_taken_and_mine_comes_back_by_undo(
    session: Session,
) -> None:
    async with editing(session) as (page, pilot):
        await by_another(page, pilot, 10)
        assert len(page.draft.lines if page.draft else ()) == 10
        assert page.note == "Någon annan sparade mallen; så här ser den ut nu."
        await press(pilot, "delete")
        await by_another(page, pilot, 1)
        assert page.note.startswith("! Saga Schema sparade mallen medan du ändrade.")
        await press(pilot, "ctrl+s")
        await settled(pilot)
        await press(pilot, "t")
        await settled(pilot)
        assert page.note == "Deras rader visas. Ctrl+Z tar fram dina."
        assert not page.unsaved()
        await press(pilot, "ctrl+z")
        assert page.unsaved()
        await saved(pilot)
        assert isinstance(pilot.app.screen, StartScreen)
    assert len(stored(session.book).rows) == 9


async def test_what_another_saved_or_took_away_lets_mine_have_a_new_name(session: Session) -> None:
    async with editing(session) as (page, pilot):
        await press(pilot, "delete")
        await by_another(page, pilot, 1)
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert isinstance(screen(pilot), Question)
        assert "har ändrats av Saga Schema" in golden.text_of(pilot.app)
        await press(pilot, "s")
        await settled(pilot)
        assert isinstance(screen(pilot), TemplateName)
        await press(pilot, "escape")
        await until(pilot, lambda: not page.is_saving)
        assert page.note == "! Inget är sparat."
        templates.delete(session.book, OTHER, page.saving.base.id or 0, seen=None)
        await press(pilot, "ctrl+s")
        await settled(pilot)
        await press(pilot, "s")
        await settled(pilot)
        await press(pilot, "ctrl+u", *"Min", "enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
    assert len(stored(session.book, "Min").rows) == 19
