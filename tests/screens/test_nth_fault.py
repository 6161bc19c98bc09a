"""The n-th statement fails while the program runs: it says so, and what was typed is kept."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.book import Book
from screens.session import Session
from screens.staff.tidbok.time_dialogs import AddTime
from tests.db.test_all_or_nothing import Failing
from tests.screens import guide_world
from tests.screens.pilots import press, screen, settled
from tests.screens.staff.tidbok.world import FRIDAY, go, looking, write
from tests.screens.test_after_commit import count
from widgets.forms.text_input import TextInput

guide_file = guide_world.guide_file
session = guide_world.session

STEP = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "stress" else 5
MOST = 200


@pytest.fixture
def book(guide_file: Path, tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "book.db"
    path.write_bytes(guide_file.read_bytes())
    with Book.open(path, factory=Failing) as opened:
        yield opened


async def test_adding_a_time_whichever_statement_fails(session: Session) -> None:
    before = count(session.book.path, "slot")
    refused = 0
    async with looking(session) as (page, pilot):
        broken = Failing.newest
        await go(page, pilot, FRIDAY, 16 * 60 + 15)
        await press(pilot, "insert")
        await write(page, pilot, "1630")
        for number in range(1, MOST, STEP):
            broken.arm(number)
            await press(pilot, "enter")
            await settled(pilot)
            broken.arm(0)
            assert pilot.app.return_code is None
            dialog = screen(pilot)
            added = count(session.book.path, "slot") - before
            if not isinstance(dialog, AddTime):
                assert added == 1
                assert page.note.startswith("Tiden är tillagd.")
                break
            assert added == 0, f"done at {number}, and denied"
            assert "Fel i boken" in dialog.frame.line
            assert "1630" in [one.value for one in dialog.query(TextInput)]
            refused += 1
        assert refused >= 3
    assert count(session.book.path, "slot") == before + 1
