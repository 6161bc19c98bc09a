"""Kolumnerna: what each column of Tidstyper does for staff and citizen."""

import pytest
from rich.cells import cell_len

from asynja_tui.shell import Shell
from db.rules.names.type_columns import COLUMNS
from db.rules.sources import source_words
from screens.session import Session
from screens.staff.setup.column_help import ColumnHelpDialog
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from widgets.line_view import LineView

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
pytestmark = pytest.mark.usefixtures("no_pages")
no_pages = guide_world.no_pages


async def test_help_tells_of_every_column_and_opens_at_the_one_asked_for(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = ColumnHelpDialog("web_bookable")
        shell.push_screen(dialog)
        await settled(pilot)
        await settled(pilot)
        text = dialog.query_one(LineView)
        assert text.shown[text.scroll_offset.y].text.strip() == COLUMNS["web_bookable"].label
        said = " ".join(" ".join(line.text for line in text.shown).split())
        for one in COLUMNS.values():
            assert one.label in said
            assert source_words(one.source) in said
            assert one.source not in said
        golden.check(shell, "column-help-80x24")
        await press(pilot, "k")
        by_number = " ".join(" ".join(line.text for line in text.shown).split())
        assert all(one.source in by_number for one in COLUMNS.values())
        await pilot.resize_terminal(20, 5)
        await settled(pilot)
        assert all(cell_len(line.text) <= 20 for line in text.shown)
        await press(pilot, "home", "pagedown", "end", "escape")
        assert shell.screen is not dialog
