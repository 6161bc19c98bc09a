"""Bokningsunderlag on the screen: reading, deciding, undoing, the note, and what others do."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings import sheet
from db.log import query, review
from db.log.review import Decided
from db.setup import access_log
from db.values import Act, Actor, ReviewDecision, Role
from db.worlds import catalogue
from screens.base import BookScreen
from screens.commands import MENUS, clashes
from screens.copied import CopiedDialog
from screens.dialog import Question
from screens.help import HelpScreen
from screens.session import Prefs, Session
from screens.staff.booking_sheet.note_dialog import NoteArea, NoteDialog
from screens.staff.booking_sheet.page import BookingSheetScreen
from screens.staff.shared.exempt_dialog import ExemptDialog
from tests.db.actors import IT, STAFF
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.pilots import screen as top

no_pages = guide_world.no_pages
REBOOKED, CANCELLED = "2025-06-19 08:42", "2025-06-19 08:46"
OTHER = Actor(Role.STAFF, "Rolf Revisor")


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("june") / "book.db"
    catalogue.make(path, "guide-2025").close()
    return path


@pytest.fixture
def book(june: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(shutil.copy(june, tmp_path / "book.db")) as opened:
        yield opened


@pytest.fixture
def session(book: Book, tmp_path: Path) -> Session:
    return Session(book, STAFF, 1, Prefs(path=tmp_path / "settings.ini"))


def row_of(book: Book, act: Act) -> int:
    rows = query.rows(book, STAFF, 1)
    return next(row.seq for row in rows if row.act is act and row.patient.startswith("Jonas"))


def standing(book: Book, seq: int) -> tuple[ReviewDecision | None, str]:
    here = sheet.of_row(book, STAFF, seq, again=True).here
    assert here is not None
    return here.review.decision, here.review.reason


@asynccontextmanager
async def opened(
    session: Session,
    screen: BookingSheetScreen,
    *keys: str,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Pilot[None]]:
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        shell.push_screen(screen)
        await settled(pilot)
        await press(pilot, *keys)
        await settled(pilot)
        yield pilot


def test_its_commands_are_declared_as_a_pages_are(session: Session) -> None:
    page = BookingSheetScreen(session, seq=1)
    assert clashes(page.commands()) == []
    assert all(one.label and one.tip.endswith(".") for one in page.commands())
    assert {one.menu for one in page.commands()} <= {"", *MENUS}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_as_it_looks(no_pages: None, session: Session, size: tuple[int, int]) -> None:
    """GUIDES.md A4's trap, opened from the cancellation that was in time."""
    screen = BookingSheetScreen(session, seq=row_of(session.book, Act.REBOOKED))
    async with opened(session, screen, size=size) as pilot:
        assert "⚑ Ska faktureras · att bedöma" in golden.text_of(pilot.app)
        assert "1 h 18 kvar," in golden.text_of(pilot.app)
        golden.check(pilot.app, f"booking-sheet-{size[0]}x{size[1]}")


async def test_decide_undo_and_close_by_keys(session: Session) -> None:
    book, told = session.book, list[Decided]()
    seq = row_of(book, Act.REBOOKED)
    screen = BookingSheetScreen(session, seq=seq, decided=told.append)
    async with opened(session, screen, "b") as pilot:
        assert standing(book, seq) == (ReviewDecision.BILL, "")
        assert screen.frame.line == "1 rad: faktureras. Ctrl+Z ångrar."
        await press(pilot, "ctrl+z")
        assert standing(book, seq) == (None, "")
        await press(pilot, "u", "2")
        assert standing(book, seq) == (ReviewDecision.EXEMPT, "Giltigt förhinder")
        await press(pilot, "end")
        await settled(pilot)
        assert "Undantas (Giltigt förhinder), bedömt av Rut Reception" in golden.text_of(pilot.app)
        await press(pilot, "c")
        assert standing(book, seq) == (ReviewDecision.CHECKED, "")
        assert [one.rows for one in told] == [1, 1, 1, 1]
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, BookingSheetScreen)
    assert len([one for one in access_log.every(book, IT) if one.what == "bokningsunderlag"]) == 1


async def test_undo_is_refused_when_somebody_else_decided(session: Session) -> None:
    book = session.book
    seq = row_of(book, Act.REBOOKED)
    screen = BookingSheetScreen(session, seq=seq)
    async with opened(session, screen, "b") as pilot:
        review.decide(book, OTHER, (seq,), ReviewDecision.CHECKED, seen=None)
        await press(pilot, "ctrl+z")
        assert screen.frame.line.startswith("! Rolf Revisor har bedömt raden")
        assert standing(book, seq)[0] is ReviewDecision.CHECKED


async def test_a_row_in_time_can_only_be_checked(session: Session) -> None:
    seq = row_of(session.book, Act.CANCELLED)
    screen = BookingSheetScreen(session, seq=seq)
    async with opened(session, screen, "b", "u") as pilot:
        assert isinstance(pilot.app.screen, BookingSheetScreen)
        assert standing(session.book, seq) == (None, "")
        await press(pilot, "c")
        assert standing(session.book, seq)[0] is ReviewDecision.CHECKED


async def test_another_reason_is_typed_and_must_say_something(session: Session) -> None:
    seq = row_of(session.book, Act.REBOOKED)
    async with opened(session, BookingSheetScreen(session, seq=seq), "u") as pilot:
        dialog = pilot.app.screen
        assert isinstance(dialog, ExemptDialog)
        assert dialog.frame.line.startswith("Föreslås: besöket bokades själv mindre än 24 timmar")
        await press(pilot, "tab", "enter")
        assert dialog.frame.line == "! Orsaken måste fyllas i."
        await press(pilot, *"2 av 2", "enter")
        assert standing(session.book, seq) == (ReviewDecision.EXEMPT, "2 av 2")


async def test_enter_takes_what_is_suggested_and_so_does_a_click(session: Session) -> None:
    seq = row_of(session.book, Act.REBOOKED)
    async with opened(session, BookingSheetScreen(session, seq=seq), "u", "enter") as pilot:
        assert standing(session.book, seq)[1] == "Bokad mindre än 24 timmar innan"
        await press(pilot, "u")
        await pilot.click("ChoiceList", offset=(8, 2))
        await settled(pilot)
        assert standing(session.book, seq)[1] == "Fel från vårdgivarens sida"
        await press(pilot, "u", "escape")
        assert standing(session.book, seq)[1] == "Fel från vårdgivarens sida"


async def test_it_follows_the_book_without_a_new_opening(session: Session) -> None:
    seq = row_of(session.book, Act.REBOOKED)
    screen = BookingSheetScreen(session, seq=seq)
    async with opened(session, screen, size=(120, 50)) as pilot:
        with Book.open(session.book.path) as other:
            review.decide(other, OTHER, (seq,), ReviewDecision.BILL, seen=None)
            booking = screen.sheet.booking if screen.sheet else None
            sheet.save_note(other, OTHER, booking or 0, "Ring först", seen="")
        screen._poll()
        await settled(pilot)
        assert "bedömt av Rolf Revisor" in golden.text_of(pilot.app)
        assert "Ring först" in golden.text_of(pilot.app)
        with Book.open(session.book.path) as other, other.write() as tx:
            tx.run("DELETE FROM log_row")
        screen._poll()
        await settled(pilot)
        assert any("gallrats" in toast.message for toast in pilot.app._notifications)
        assert "Ring först" in golden.text_of(pilot.app)  # what was read stays
    assert len(access_log.every(session.book, IT)) == 1


async def test_the_note_is_written_by_keys(session: Session) -> None:
    seq = row_of(session.book, Act.REBOOKED)
    screen = BookingSheetScreen(session, seq=seq)
    async with opened(session, screen, "e", *"Ring", "enter", *"igen", "ctrl+s") as pilot:
        assert screen.sheet is not None
        assert screen.sheet.staff_note == "Ring\nigen"
        assert screen.frame.line == "Anteckningen är sparad."
        await press(pilot, "e", "x", "escape")
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "n")
        assert top(pilot) is screen
        assert screen.sheet.staff_note == "Ring\nigen"


async def test_two_who_write_the_note(session: Session) -> None:
    screen = BookingSheetScreen(session, seq=row_of(session.book, Act.REBOOKED))
    async with opened(session, screen, "e", *"Mitt") as pilot:
        assert screen.sheet is not None
        booking = screen.sheet.booking or 0
        sheet.save_note(session.book, OTHER, booking, "Ditt", seen="")
        await press(pilot, "ctrl+s")
        dialog = pilot.app.screen
        assert isinstance(dialog, NoteDialog)
        assert "Rolf Revisor har ändrat anteckningen till ”Ditt”" in dialog.frame.line
        assert dialog.query_one(NoteArea).text == "Mitt"
        await press(pilot, "ctrl+s")
        assert screen.sheet.staff_note == "Mitt"


async def test_from_the_tidbok_there_is_no_row_to_decide_on(session: Session) -> None:
    booking = sheet.of_row(session.book, STAFF, row_of(session.book, Act.REBOOKED)).booking
    screen = BookingSheetScreen(session, booking=booking)
    async with opened(session, screen, "b", "c", "f1") as pilot:
        help_screen = pilot.app.screen
        assert isinstance(help_screen, HelpScreen)
        labels = [one.label for one in help_screen.listed]
        assert "Fakturera" not in labels
        assert "Anteckning..." in labels
    assert standing(session.book, row_of(session.book, Act.REBOOKED))[0] is None


async def test_copying(session: Session) -> None:
    screen = BookingSheetScreen(session, seq=row_of(session.book, Act.CANCELLED))
    async with opened(session, screen, "ctrl+c") as pilot:
        assert pilot.app.clipboard.startswith("Bokningsunderlag\n")
        assert "Fått magsjuka" in pilot.app.clipboard
        await press(pilot, "Y")
        assert isinstance(pilot.app.screen, CopiedDialog)


async def test_it_hides_personal_numbers_from_it(session: Session) -> None:
    hidden = session._replace(actor=Actor(Role.IT))
    screen = BookingSheetScreen(hidden, seq=row_of(session.book, Act.REBOOKED))
    async with opened(hidden, screen, "y") as pilot:
        assert "19900602-****" in golden.text_of(pilot.app)
        assert "2397" not in pilot.app.clipboard


async def test_a_row_that_is_gone(session: Session) -> None:
    async with opened(session, BookingSheetScreen(session, seq=99), "b", "y", "e") as pilot:
        assert "Den kan ha gallrats." in golden.text_of(pilot.app)
        assert isinstance(pilot.app.screen, BookScreen)


@pytest.mark.parametrize("size", [(20, 5), (200, 60)], ids=str)
async def test_any_size(session: Session, size: tuple[int, int]) -> None:
    screen = BookingSheetScreen(session, seq=row_of(session.book, Act.REBOOKED))
    async with opened(session, screen, "end", "pageup", "home", "u", size=size) as pilot:
        assert isinstance(pilot.app.screen, ExemptDialog)
        await press(pilot, "escape", "e", "escape", "escape")
        assert not isinstance(pilot.app.screen, BookingSheetScreen)
