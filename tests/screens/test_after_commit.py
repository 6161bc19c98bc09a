"""What is done is told as done on every screen, although the book cannot be read afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.book import Book
from db.bookings import waiting_list
from db.offer.effect_on_1177 import UNKNOWN
from db.schedule import changes
from screens.citizen.receipt import ReceiptPage
from screens.session import Session
from tests.db.actors import SCHEDULER, STAFF
from tests.db.after_commit import AfterCommit
from tests.screens import golden, guide_world
from tests.screens.citizen import pages
from tests.screens.citizen.test_booking import BOOKING, TO_SUMMARY, tap
from tests.screens.pilots import press, settled
from tests.screens.staff.tidbok.world import FRIDAY, go, looking, write
from tests.screens.staff.waiting.test_page import listing, wait_for_midwife

guide_file = guide_world.guide_file
session = guide_world.session


@pytest.fixture
def book(guide_file: Path, tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "book.db"
    path.write_bytes(guide_file.read_bytes())
    with Book.open(path, factory=AfterCommit) as opened:
        yield opened


def count(path: Path, table: str) -> int:
    with Book.open(path) as other, other.read() as reader:
        found: int = reader.value(f"SELECT count(*) FROM {table}")
        return found


async def test_an_act_in_the_tidbok(session: Session) -> None:
    """All of them go the same way (``guarded``)."""
    before = count(session.book.path, "slot")
    async with looking(session) as (page, pilot):
        broken = AfterCommit.newest
        await go(page, pilot, FRIDAY, 16 * 60 + 15)
        await press(pilot, "insert")
        await write(page, pilot, "1630")
        broken.armed = True
        await press(pilot, "enter")
        await settled(pilot)
        assert page.is_active
        assert page.note.startswith(f"Tiden är tillagd. {UNKNOWN.text}")
        assert broken.failed
        broken.armed = False
    assert count(session.book.path, "slot") == before + 1


async def test_booking_from_the_waiting_list(session: Session) -> None:
    entry = wait_for_midwife(session.book)
    async with listing(session) as (page, pilot):
        broken = AfterCommit.newest
        await press(pilot, "enter")
        broken.armed = True
        await press(pilot, "enter")
        await settled(pilot)
        assert page.is_active
        assert page.note.startswith("Tolvan Tolvansson är bokad mån 2024-09-23 08:00")
        assert page.note.endswith(UNKNOWN.text)
        assert broken.failed
        broken.armed = False
    assert waiting_list.get(session.book, STAFF, entry).status == "booked"


async def test_booking_on_1177(book: Book) -> None:
    before = count(book.path, "booking")
    async with pages.opened(book, link=BOOKING) as pilot:
        await tap(pilot, *TO_SUMMARY)
        broken = AfterCommit.newest
        broken.armed = True
        await tap(pilot, "enter")
        assert isinstance(pages.page(pilot), ReceiptPage)
        assert "Din tid är bokad" in pages.said(pilot)
        assert "Akut besök" in golden.text_of(pilot.app)
        assert broken.failed
        broken.armed = False
    assert count(book.path, "booking") == before + 1


def test_only_what_writes_says_that_nothing_was_changed(book: Book) -> None:
    """A page that cannot be read after an act must not seem to deny it."""
    broken = AfterCommit.newest
    broken.armed = True
    changes.remove_times(book, SCHEDULER, [1], seen=None)
    with pytest.raises(Exception, match=r"^Fel i boken\.$"), book.read():
        pass
    with pytest.raises(Exception, match=r"^Fel i boken\. Ingenting ändrades\.$"), book.write():
        pass
