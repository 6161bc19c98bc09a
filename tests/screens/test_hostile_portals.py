"""Every field of 1177 and of its staff tool with texts that nobody means well.

Each is saved, shown to the other side, searched for, exported and read back.
"""

import re
from dataclasses import asdict
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from db.book import Book
from db.bookings import messages, read
from db.citizen import portal
from db.log.files import import_log
from db.setup import case_types, contact_card
from db.values import Terms, clean
from screens.admin.case_types import PutUpDialog
from screens.admin.contact_card import ContactCardDialog
from screens.citizen.bookings import CancelDialog
from screens.citizen.deep_link import DeepLink
from screens.citizen.details import DetailsPage
from screens.citizen.login import LoginPage
from screens.citizen.paper import PaperDialog
from screens.citizen.receipt import ReceiptPage
from screens.session import Session
from tests.db.actors import STAFF
from tests.effort import STRESS
from tests.screens import golden, guide_world, log_world
from tests.screens.admin import test_admin as tool
from tests.screens.citizen import pages
from tests.screens.citizen.test_booking import BOOKING, PNR, TO_TIMES, tap, tolvan
from tests.screens.pilots import press, screen
from tests.screens.test_hostile_screens import fill, look
from tests.widgets.forms.test_fields import harm
from widgets.forms.path_input import PathInput
from widgets.forms.text_input import TextInput

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

TEXTS = {
    "controls": "Ont\x1b]52;c;QQ==\x07 \x9b2J\u202eab\x00 [/][@click=app.quit]x[/]",
    "formula": "=HYPERLINK(0)\u2066\ufeff\u200b '); DROP TABLE slot; --",
    "letters": "-1+1 Ã…ngström a\u030a\u0308 👩‍⚕️ \ud800 " + "å\u0308" * 90,
    "quotes": '"ett";"två"\ttre\r\nfyra\u2028fem',
}
TEXTS["much"] = f"=1+1 {TEXTS['controls']}\u2066\ufeff '); DROP TABLE slot; --"
SOME = tuple(TEXTS) if STRESS else ("much",)
SURE = 12
"""So many characters at the beginning are the same however lines are broken."""
BOOKED = DeepLink(service="bokade", pnr=PNR)

hostile = pytest.mark.parametrize("text", [TEXTS[name] for name in SOME], ids=SOME)


async def book_with(pilot: Pilot[None], text: str) -> None:
    """Book the first time that is offered, with the text in every field on the way."""
    await tap(pilot, *TO_TIMES, "enter")
    assert isinstance(screen(pilot), DetailsPage)
    assert fill(screen(pilot), text) == 2
    await look(pilot)
    await tap(pilot, "enter")
    await look(pilot)
    assert isinstance(screen(pilot), DetailsPage), "the phone is no number"
    assert str(pilot.app.screen.query_one("#sms", Static).content).startswith("! ")
    pilot.app.screen.query_one("#phone", TextInput).value = ""
    await tap(pilot, "enter")
    await look(pilot)
    await tap(pilot, "enter")
    await look(pilot)
    assert isinstance(screen(pilot), ReceiptPage)


@hostile
async def test_what_a_citizen_writes_goes_through_the_whole_book(
    book: Book, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with pages.opened(book, link=BOOKING, size=(120, 40)) as pilot:
        await book_with(pilot, text)
    (booking,) = [one.booking for one in portal.booked_times(book, tolvan(book))]
    reason = clean(text)[:150].strip()
    assert reason
    assert booking.comment.startswith(reason[:SURE])
    async with pages.opened(book, link=BOOKED, size=(120, 40)) as pilot:
        await look(pilot)
        await press(pilot, "u")
        paper = pilot.app.screen
        assert isinstance(paper, PaperDialog)
        fill(paper, f"~/{text}.txt")
        await press(pilot, "enter")
        await look(pilot)
        if isinstance(screen(pilot), PaperDialog):  # refused as a name: what is offered will do
            paper.query_one(PathInput).value = "~/papper.txt"
            await press(pilot, "enter")
            await look(pilot)
        await tap(pilot, "a")
        assert isinstance(screen(pilot), CancelDialog)
        fill(screen(pilot), text)
        await look(pilot)
        await tap(pilot, "enter")
        if isinstance(screen(pilot), CancelDialog):
            await tap(pilot, "space", "enter")
        await look(pilot)
    assert portal.booked_times(book, tolvan(book)) == ()
    papers = list(tmp_path.glob("*.txt"))
    assert papers
    assert harm("".join(one.read_text("utf-8") + one.name for one in papers)) <= {"\r"}
    assert reason[:SURE] in " ".join(papers[0].read_text("utf-8").split())
    changes = read.history(book, STAFF, booking.id)
    assert any(one.reason.startswith(reason[:SURE]) for one in changes)
    letters = messages.inbox(book, tolvan(book))
    assert harm("".join(letter.subject + letter.body for letter in letters)) == set()
    await find_in_the_log(session, booking.comment)
    export_and_read_back(book, tmp_path, reason)


async def find_in_the_log(session: Session, reason: str) -> None:
    """Care finds the row by the words of the reason, and the screen shows them harmlessly."""
    word = max(re.split(r"[\s\"]", reason), key=len)[:30]
    async with log_world.opened(session, search=f'"{word}"') as (page, pilot):
        await look(pilot)
        assert page.sheet.model.row_count >= 1
        await look(pilot)


def export_and_read_back(book: Book, folder: Path, reason: str) -> None:
    """Both kinds of file say what the log says; read in again they are the same rows."""
    for kind in ("csv", "xlsx"):
        import_log.export(book, STAFF, 1, folder / f"logg.{kind}")
    sheet = openpyxl.load_workbook(folder / "logg.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(reason[:SURE] in str(cell.value) for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert harm("".join(str(cell.value) for cell in cells)) == set()
    exported = (folder / "logg.csv").read_text("utf-8-sig").replace("\r", "")
    assert harm(exported) == set()


@hostile
async def test_the_login_takes_any_text(book: Book, text: str) -> None:
    async with pages.opened(book, size=(120, 40)) as pilot:
        assert fill(screen(pilot), text) == 1
        await tap(pilot, "enter")
        await look(pilot)
        assert isinstance(screen(pilot), LoginPage)


@hostile
async def test_what_the_staff_tool_takes_is_shown_on_1177(
    book: Book, session: Session, text: str
) -> None:
    before = tool.stored(book)
    async with tool.opened(session, *tool.TO_BOOKING, size=(120, 40)) as pilot:
        page = tool.page_of(pilot)
        assert fill(page, text) >= 3
        await look(pilot)
        await press(pilot, "ctrl+s")
        await look(pilot)
        if tool.stored(book) == before:  # something is too long, and stays to be mended
            assert page.unsaved()
            page.form.write(Terms(*[text[:40]] * 4))
            await press(pilot, "ctrl+s")
            await look(pilot)
        saved = tool.stored(book)
        assert saved.revision > before.revision
        assert clean(text)[:SURE] in saved.terms.clinic
    assert harm("".join(asdict(saved.terms).values())) == set()
    async with pages.opened(book, link=BOOKING, size=(120, 40)) as pilot:
        await look(pilot)
        assert clean(text)[:SURE] in golden.text_of(pilot.app)


@hostile
async def test_the_dialogs_of_the_staff_tool(book: Book, session: Session, text: str) -> None:
    async with tool.opened(session, "enter", "k", size=(120, 40)) as pilot:
        assert isinstance(screen(pilot), ContactCardDialog)
        assert fill(screen(pilot), text) == 2
        await press(pilot, "enter")
        await look(pilot)
        if isinstance(screen(pilot), ContactCardDialog):
            pilot.app.screen.query_one("#phone", TextInput).value = "08-1"
            await press(pilot, "enter")
            await look(pilot)
        assert clean(text)[:SURE] in contact_card.read(book, 1).address
        await press(pilot, "enter", "f2", "end", "enter")
        assert isinstance(screen(pilot), PutUpDialog)
        fill(screen(pilot), text)
        await look(pilot)
        await press(pilot, "enter")
        await look(pilot)
    names = [one.name for one in case_types.every(book, 1)]
    assert harm("".join(names)) == set()
