"""Two programs with the same dialog on one book: both keep what they wrote, or one is asked."""

from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from screens.base import BookScreen
from screens.session import Session
from screens.staff.setup.conflicts import ConflictsDialog
from tests.screens.pilots import press, screen, settled
from widgets.sheet.sheet import Sheet

# The page, its table, and two columns of text: the sheet's and the table's name of each.
PAGES = [
    ("time_types", "time_type", ("web_name", "web_info")),
    ("resources", "resource", ("name", "profession")),
]


@pytest.fixture
def second(book: Book) -> Iterator[Book]:
    with Book.open(book.path) as opened:
        yield opened


async def edit(pilot: Pilot[None], column: str, text: str) -> None:
    """Write a text in a cell of the second row."""
    sheet = pilot.app.screen.query_one(Sheet)
    sheet.focus()
    names = [one.key for one in sheet.columns]
    sheet.go(1, names.index(column))
    await press(pilot, "f2")
    assert sheet.editor.has_focus, names
    sheet.editor.value = text
    await press(pilot, "enter")


def stored(path: Path, table: str, column: str) -> list[str]:
    with Book.open(path) as book, book.read() as reader:
        return [row[0] for row in reader.rows(f"SELECT {column} FROM {table}")]


@pytest.mark.parametrize("same", [False, True], ids=["different cells", "the same cell"])
@pytest.mark.parametrize(("name", "table", "columns"), PAGES, ids=[one[0] for one in PAGES])
async def test_both_save(
    session: Session, second: Book, name: str, table: str, columns: tuple[str, str], same: bool
) -> None:
    mine, theirs = columns[0], columns[0] if same else columns[1]
    async with AsyncExitStack() as stack:
        pilots = []
        for book in (session.book, second):
            shell = Shell(session._replace(book=book))
            pilot = await stack.enter_async_context(shell.run_test(size=(120, 40)))
            await settled(pilot)
            shell.action_open_page(name)
            await settled(pilot)
            assert isinstance(screen(pilot), BookScreen)
            pilots.append(pilot)
        one, other = pilots
        await edit(one, mine, "Mitt")
        await edit(other, theirs, "Deras")
        await press(other, "ctrl+s")
        await settled(other)
        assert "Deras" in stored(second.path, table, theirs)
        await press(one, "ctrl+s")
        await settled(one)
        if same:
            assert isinstance(screen(one), ConflictsDialog)
        if isinstance(screen(one), ConflictsDialog):
            assert "Mitt" not in stored(second.path, table, mine)
            await press(one, "enter")
            await settled(one)
    kept = stored(second.path, table, mine)
    assert "Mitt" in kept or (same and "Deras" in kept)
    if not same:
        assert "Deras" in stored(second.path, table, theirs)
