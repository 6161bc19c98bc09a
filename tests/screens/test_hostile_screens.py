"""Every field that the staff's pages and their dialogs have, with texts that nobody means well."""

from itertools import cycle

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from asynja_tui.shell import Shell
from db.book import Book
from db.doctor import examine
from db.log.files import import_log
from db.values import Actor, Role, clean
from screens import pages
from screens.base import BookScreen
from screens.dialog import DialogScreen
from screens.session import Session
from tests.db.actors import STAFF
from tests.effort import STRESS
from tests.screens import golden
from tests.screens.pilots import settled
from tests.widgets.forms.test_fields import harm
from widgets.forms.plain_area import PlainArea
from widgets.forms.text_input import TextInput
from widgets.sheet.sheet import Sheet

TEXTS = (
    "\x1b]52;c;QQ==\x07\x9b2J\u202eab\x00 [/][@click=app.quit]x[/] =1+1",
    "'); DROP TABLE slot; --\u2066\ufeff\u200b" + "å\u0308" * 300,
)
ELSEWHERE = {"citizen", "admin"}
"""Pages with fields of their own are tried by their own tests; these only lead there."""
STAFF_PAGES = [one.name for one in pages.PAGES if one.name not in ELSEWHERE]


def fill(screen: object, text: str) -> int:
    """Write the text in every field of a screen, as it would be pasted; how many there are."""
    assert isinstance(screen, Widget)
    fields = [*screen.query(TextInput), *screen.query(PlainArea)]
    for field in fields:
        if isinstance(field, TextInput):
            field.action_select_all()
            field.replace(text, 0, len(field.value))
        elif isinstance(field, PlainArea) and not field.read_only:
            field.select_all()
            field.replace(text, *field.selection)
    return len(fields)


async def look(pilot: Pilot[None]) -> None:
    """Nothing on the screen steers the terminal, and the program is still there."""
    await settled(pilot)
    assert harm(golden.text_of(pilot.app)) == set()
    assert pilot.app.return_code is None


async def edit_cells(pilot: Pilot[None], sheet: Sheet, text: str) -> int:
    """Write the text in every cell of the first row that takes one; how many there were."""
    sheet.focus()
    sheet.go(0, 0)
    edited = 0
    for column in range(len(sheet.columns)):
        sheet.go(0, column)
        await pilot.press("f2")
        await pilot.pause()
        if sheet.editor.has_focus:
            sheet.editor.replace(text, 0, len(sheet.editor.value))
            edited += 1
            await pilot.press("enter")
        elif sheet.is_editing:
            await pilot.press("escape")
        await pilot.pause()
        if pilot.app.screen is not sheet.screen:
            break
    return edited


def texts_of(book: Book) -> list[tuple[str, str]]:
    """Every text of the book, with its table."""
    found = []
    with book.read() as reader:
        tables = reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables:
            for row in reader.rows(f'SELECT * FROM "{table}"'):
                found += [(table, cell) for cell in row if isinstance(cell, str)]
    return found


SOME = ("tidbok", "log", "resources", "waiting")
"""The suite tries these with one of the texts each: a calendar and dialogs, a sheet that is read,
one that is written in, a list; ``make stress`` all with all."""
TRIALS = (
    [(name, text) for name in STAFF_PAGES for text in TEXTS]
    if STRESS
    else list(zip(SOME, cycle(TEXTS), strict=False))
)


@pytest.mark.parametrize(("name", "text"), TRIALS, ids=[name for name, _ in TRIALS])
async def test_every_field_of_a_page_and_its_dialogs(
    book: Book, session: Session, name: str, text: str
) -> None:
    before = examine.examine(book).faults  # the sample was made by plain SQL
    tried = 0
    shell = Shell(session._replace(actor=Actor(Role.SCHEDULER)))
    async with shell.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        shell.action_open_page(name)
        await settled(pilot)
        page = shell.screen
        assert isinstance(page, BookScreen)
        base = len(shell.screen_stack)
        for sheet in page.query(Sheet):
            tried += await edit_cells(pilot, sheet, text)
            await look(pilot)
            await shell._go_down_to(base - 1)
        tried += fill(page, text)
        await look(pilot)
        for command in page.PAGE_COMMANDS:
            if command.availability(page, Role.SCHEDULER) is not True:
                continue
            page.carry_out(command.action)
            await settled(pilot)
            opened = pilot.app.screen
            if opened is not page:
                tried += fill(opened, text)
                await look(pilot)
                if isinstance(opened, DialogScreen):
                    opened.action_default()
                    await look(pilot)
            await shell._go_down_to(base - 1)
            await look(pilot)
    assert tried > 0
    assert {one.check for one in examine.examine(book).faults} <= {one.check for one in before}
    stored = texts_of(book)
    control = chr(1)  # marks the names of what has been removed
    assert [
        (table, one) for table, one in stored
        if one != clean(one, lines=True) and table.startswith(("time", "res", "wait", "temp", "ev"))
        and not one.startswith(control)
    ] == []  # fmt: skip
    out = session.prefs.path
    assert out is not None
    target = out.with_name("logg.csv")
    import_log.export(book, STAFF, 1, target)
    assert harm(target.read_text(encoding="utf-8-sig").replace("\r", "")) == set()
