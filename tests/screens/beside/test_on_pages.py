"""What the mirror is about on each of the staff's pages, and that it follows the cursor there."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings import acts, waiting_list
from db.mirror.offered import Times, Types
from db.mirror.planned import Laying, Resources
from db.mirror.template import Week
from db.mirror.visit import Visit
from db.mirror.waiting import Waits
from db.setup import patients, resources
from db.values import Actor, Role
from screens.base import BookScreen
from screens.beside.column import PartView
from screens.citizen.bookings import BookingsPage
from screens.citizen.start import StartPage
from screens.session import Prefs, Session, column_choice
from screens.settings_file import update
from screens.staff.templates.lay_out import LayOutPage
from screens.staff.tidbok.page import TidbokPage
from tests.screens import golden, guide_world
from tests.screens.beside.columns import looked, said
from tests.screens.pilots import press, settled
from tests.screens.staff_book import until

guide_file = guide_world.guide_file
book = guide_world.book

STAFF = Actor(Role.STAFF)
TOLVAN = "191212121212"


@pytest.fixture
def session(book: Book, tmp_path: Path) -> Session:
    """With the mirror open on every page."""
    path = tmp_path / "settings.ini"
    for page in ("tidbok", "log", "waiting", "templates", "resources", "layouts"):
        update(path, column_choice(page, is_there=True))
    return Session(book, Actor(Role.SCHEDULER), 1, Prefs(path=path))


async def opened(pilot: Pilot[None], key: str) -> BookScreen:
    await settled(pilot)
    await press(pilot, key)
    return await looked(pilot)


async def test_the_tidbok_shows_its_days_or_the_visit_one_stands_on(session: Session) -> None:
    book = session.book
    tolvan = patients.find(book, TOLVAN)
    shell = Shell(session)
    async with shell.run_test(size=(140, 40)) as pilot:
        page = await opened(pilot, "b")
        assert isinstance(page, TidbokPage)
        subject = page.mirrored()
        assert isinstance(subject, Times)
        assert subject.slot is not None
        shown = said(page)
        assert " Tiden 11:15 visas på 1177." in shown
        assert any(line.startswith(" ▸11:15 ") for line in shown)
        golden.check(shell, "mirror-tidbok-140x40")
        await press(pilot, "down")
        await looked(pilot)
        assert any(line.startswith(" ▸12:00 ") for line in said(page))
        here = page.desk.here
        assert here is not None
        made = acts.book_time(book, STAFF, 1, here.slot or 0, seen=None, patient=tolvan.id)
        page.look_now()
        await looked(pilot)
        assert page.mirrored() == Visit(made.id)
        shown = said(page)
        assert shown[0] == " Som Tolvan Tolvansson"
        assert "  [ AVBOKA ]" in shown
        await press(pilot, "tab")
        assert isinstance(page.focused, PartView)
        mirror = page.beside.mirror
        assert mirror is not None
        mirror.chosen(f"portal:{made.id} cancel")
        await until(pilot, lambda: isinstance(shell.screen, BookingsPage | StartPage))
        await until(pilot, lambda: isinstance(shell.screen, BookingsPage))
        assert "Tolvan Tolvansson" in golden.text_of(shell)


async def test_a_time_in_the_mirror_leads_to_it_in_the_calendar(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(140, 40)) as pilot:
        page = await opened(pilot, "b")
        assert isinstance(page, TidbokPage)
        free = [entry for entry in page.desk.calendar.entries if entry.free and not entry.passed]
        page.lead_to("slot", free[-1].slot or 0)
        await settled(pilot)
        assert page.desk.here == free[-1]


async def test_the_log_shows_the_visit_of_the_row(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(140, 40)) as pilot:
        page = await opened(pilot, "l")
        assert isinstance(page.mirrored(), Visit)
        first = said(page)[0]
        await press(pilot, "down")
        await looked(pilot)
        assert said(page)[0] != first


async def test_the_waiting_list_shows_1177_with_the_eyes_of_who_waits(session: Session) -> None:
    tolvan = patients.find(session.book, TOLVAN)
    shell = Shell(session)
    async with shell.run_test(size=(140, 40)) as pilot:
        page = await opened(pilot, "v")
        assert page.mirrored() == Types()
        waiting_list.add(session.book, STAFF, 1, tolvan.id)
        page.look_now()
        await looked(pilot)
        assert isinstance(page.mirrored(), Waits)
        assert said(page)[0] == " Som Tolvan Tolvansson"


async def test_templates_and_resources(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(140, 40)) as pilot:
        page = await opened(pilot, "m")
        assert isinstance(page.mirrored(), Week)
        assert " Måndag" in said(page)
        await press(pilot, "escape")
        page = await opened(pilot, "r")
        assert page.mirrored() == Resources()
        frisk = next(one for one in resources.every(session.book, 1) if one.name == "Johan Frisk")
        page.lead_to("resource", frisk.id or 0)
        await press(pilot, "f2", "ctrl+u", *"Ny", "enter")
        await looked(pilot)
        assert "  ~ Johan Frisk → Ny" in said(page)
        await press(pilot, "ctrl+z")


async def test_schemalagg_says_what_would_come(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(140, 40)) as pilot:
        page = await opened(pilot, "g")
        assert isinstance(page, LayOutPage)
        assert page.mirrored() == Types()
        await press(pilot, "enter", "enter", "f7")
        await until(pilot, lambda: page.found is not None)
        await looked(pilot)
        subject = page.mirrored()
        assert isinstance(subject, Laying)
        assert subject.times
        shown = said(page)
        assert shown[shown.index(" Efter OK") + 1].startswith("  + ")
