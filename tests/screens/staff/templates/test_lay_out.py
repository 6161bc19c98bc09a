"""Schemalägg through the screen, ending in what the command line says 1177 offers (R33)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.rules.local_time import day_text
from db.schedule import lay_out, templates
from db.setup import resources
from db.timeline import parse_day
from db.values import Actor, Role
from screens.dialog import Question
from screens.session import Prefs, Session
from screens.staff.shared.progress import ProgressDialog
from screens.staff.templates.lay_out import LayOutPage
from screens.start import StartScreen
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff_book import Desk, until
from widgets.forms.dialog import DialogButton
from widgets.forms.drop_down import DropDown
from widgets.forms.options import Tick
from widgets.forms.text_input import TextInput

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages

VACCINATION, URGENT = "Vaccination", "Akutmottagning"


@asynccontextmanager
async def laying_out(
    session: Session, template: str = "1177", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[LayOutPage, Pilot[None]]]:
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        page = LayOutPage(session, templates.find(session.book, 1, template).id)
        page.page = "layouts"
        shell.push_screen(page)
        await settled(pilot)
        await seen(pilot)
        yield page, pilot


async def seen(pilot: Pilot[None]) -> None:
    """Wait until the thread that looks has said what it saw."""
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


async def tick(page: LayOutPage, pilot: Pilot[None], *names: str) -> None:
    """Tick resources with the space bar."""
    page.set_focus(page.sheet)
    for name in names:
        page.sheet.move_to(resources.find(page.session.book, 1, name).id or 0)
        await press(pilot, "space")
    await seen(pilot)


async def write(page: LayOutPage, pilot: Pilot[None], field: str, text: str) -> None:
    """Write a day."""
    page.form.query_one(f"#{field}", TextInput).value = text
    await settled(pilot)
    await seen(pilot)


def shown(page: LayOutPage) -> list[str]:
    return [line.text.rstrip() for line in page.preview.shown]


def times(book: Book) -> int:
    with book.read() as reader:
        return int(reader.value("SELECT count(*) FROM slot"))


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "morkt"), ((120, 40), "ljust")])
@pytest.mark.usefixtures("no_pages")
async def test_how_it_looks(session: Session, size: tuple[int, int], theme: str) -> None:
    dressed = session._replace(prefs=Prefs(f"asynja-{theme}"))
    async with laying_out(dressed, size=size) as (page, pilot):
        await tick(page, pilot, VACCINATION, URGENT)
        golden.check(page.app, f"lay-out-{theme}-{size[0]}x{size[1]}")


async def test_r33_what_is_laid_out_shows_on_1177_and_not_before_ok(session: Session) -> None:
    desk, before = Desk(session.book.path, session.book), times(session.book)
    offered = desk.offered()
    async with laying_out(session, size=(120, 40)) as (page, pilot):
        assert "mån v. 39" in golden.text_of(page.app)
        assert "56 dagar, 8 veckor" in golden.text_of(page.app)
        assert shown(page) == ["Bocka för minst en resurs."]
        assert not page.can_lay_out
        await tick(page, pilot, VACCINATION)
        assert shown(page)[0] == "600 tider på 40 dagar, 1 resurs."
        assert times(session.book) == before
        assert desk.offered() == offered
        await press(pilot, "ctrl+s")
        await seen(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Question))
        assert "600 tider är utlagda, 2024-09-23 till 2024-11-17." in golden.text_of(page.app)
        assert "tider visas nu på 1177" in golden.text_of(page.app)
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, StartScreen)
    assert times(session.book) == before + 600
    more = desk.offered()
    name = "Telefontid sjuksköterska"
    assert more[name] > offered[name]


async def test_the_marker_stands_where_the_keys_are(session: Session) -> None:
    async with laying_out(session) as (page, pilot):
        page.set_focus(page.form.query_one(DropDown))
        await settled(pilot)
        text = golden.text_of(pilot.app)
        assert "│▏ ☐  Akutmottagning" in text  # the row that is gone back to
        assert "│▌" not in text
        page.set_focus(page.sheet)
        await settled(pilot)
        assert "│▌[☐] Akutmottagning" in golden.text_of(pilot.app)


async def test_what_the_fields_mean_is_said(session: Session) -> None:
    async with laying_out(session) as (page, pilot):
        # A date that is written takes the place of the one there is.
        await press(pilot, "tab", *"2024-10-07", "tab", *"2024-10-13")
        read = page.form.read([1]).order
        assert read is not None
        assert (day_text(read.from_day), day_text(read.to_day)) == ("2024-10-07", "2024-10-13")
        # A week without a year lies ahead, and it is said which days it is.
        page.set_focus(page.form.query_one(DropDown))
        await press(pilot, "tab", *"v 2", "tab", *"v 3")
        read = page.form.read([1]).order
        assert read is not None
        assert (day_text(read.from_day), day_text(read.to_day)) == ("2025-01-06", "2025-01-19")
        said = golden.text_of(page.app)
        assert "mån v. 2" in said
        assert "sön v. 3" in said
        assert "2025-01-06 – 2025-01-19" in said
        await write(page, pilot, "from_day", "2024-09-23")
        await write(page, pilot, "to_day", "2024-11-17")
        await tick(page, pilot, VACCINATION)
        first, last = (page.form.query_one(f"#{name}") for name in ("from_day", "to_day"))
        await write(page, pilot, "from_day", "2025-02-29")
        assert "Datumet ”2025-02-29” finns inte." in golden.text_of(page.app)
        assert first.has_class("-fault")
        await write(page, pilot, "from_day", "2024-09-23")
        assert not first.has_class("-fault")
        await write(page, pilot, "to_day", "2025-09-24")
        assert "Högst 366 dagar läggs ut åt gången (perioden har 367)." in golden.text_of(page.app)
        assert last.has_class("-fault")
        assert not page.can_lay_out
        await write(page, pilot, "to_day", "2025-09-23")
        assert page.can_lay_out


async def test_what_others_lay_out_and_what_is_its_is_seen(session: Session) -> None:
    async with laying_out(session) as (page, pilot):
        await tick(page, pilot, VACCINATION)
        assert page.can_lay_out
        made = templates.find(session.book, 1, "Akut").id or 0
        on = resources.find(session.book, 1, VACCINATION).id or 0
        day = parse_day("2024-09-23")
        lay_out.lay_out(
            session.book, Actor(Role.SCHEDULER, "Saga"), 1, made, [on], day, day, seen=None
        )
        page._poll()
        await seen(pilot)
        assert not page.can_lay_out
        assert page.found is not None
        assert page.found.collisions
        # Ombud templates are IT's.
        page.form.query_one(DropDown).choose(str(templates.find(session.book, 1, "Ombud").id))
        await seen(pilot)
        assert "Bara IT lägger ut" in golden.text_of(page.app)
        assert not page.can_lay_out
        # Enter lists the templates until one is chosen, and then goes on.
        again = LayOutPage(session)
        again.page = "layouts"
        page.app.push_screen(again)
        await settled(pilot)
        await press(pilot, "enter", "enter")
        await seen(pilot)
        assert "75 tider i veckan" in golden.text_of(page.app)
        await press(pilot, "enter")
        assert again.focused is not None
        assert again.focused.id == "from_day"


async def test_the_bar_says_how_much_is_done(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = ProgressDialog("Schemalägg", "tider")
        shell.push_screen(dialog)
        await settled(pilot)
        dialog.show(12_000, 24_000)
        await settled(pilot)
        text = golden.text_of(shell)
        assert "████████████████████░░░░░░░░░░░░░░░░░░░░" in text
        assert "12 000 av 24 000 tider" in text
        await press(pilot, "escape")
        assert not dialog.goes_on
        assert "Avbryter ..." in golden.text_of(shell)
        dialog.close_with(None)


async def test_ok_waits_for_collisions_to_be_solved_or_passed_over(session: Session) -> None:
    before = times(session.book)
    async with laying_out(session, size=(120, 40)) as (page, pilot):
        await tick(page, pilot, URGENT)
        assert any("krockar med tider som redan finns" in one for one in shown(page))
        ok = page.query(DialogButton).first()
        assert ok.disabled
        await press(pilot, "ctrl+s")
        assert times(session.book) == before
        page.form.query_one(Tick).action_turn()
        await seen(pilot)
        assert not ok.disabled
        page.form.query_one(Tick).action_turn()
        await seen(pilot)
        assert ok.disabled
        await write(page, pilot, "from_day", "2025-01-07")
        await write(page, pilot, "to_day", "2025-01-10")  # nothing stands there
        assert not ok.disabled
        await press(pilot, "ctrl+s")
        await seen(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Question))
    assert times(session.book) == before + 60


async def test_red_days_and_validity_are_said(session: Session) -> None:
    one = resources.find(session.book, 1, VACCINATION)
    with session.book.write() as tx:
        last = parse_day("2024-12-31")
        tx.run("UPDATE resource SET valid_to = ? WHERE id = ?", (last, one.id))
    async with laying_out(session, size=(120, 40)) as (page, pilot):
        await write(page, pilot, "from_day", "2024-12-23")
        await write(page, pilot, "to_day", "2025-01-06")
        await tick(page, pilot, VACCINATION)
        said = " ".join(" ".join(shown(page)).split())
        assert "2024-12-25 är juldagen: mallens Helgdag är tom, inga tider." in said
        assert "Vaccination är giltig till 2024-12-31" in said
        assert "– 2024-12-31" in golden.text_of(page.app)


async def test_by_the_mouse_alone(session: Session) -> None:
    before = times(session.book)
    async with laying_out(session, size=(120, 40)) as (page, pilot):
        body = page.sheet.body.region
        at = page.rows.position(resources.find(session.book, 1, VACCINATION).id or 0) or 0
        await pilot.click(offset=(body.x + 2, body.y + at))
        await seen(pilot)
        assert page.can_lay_out
        await pilot.click(page.query(DialogButton).first())
        await seen(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Question))
        assert times(session.book) == before + 600
        await press(pilot, "å")  # it is taken back at once
        await settled(pilot)
        assert page.is_active
    assert times(session.book) == before
    assert lay_out.layouts(session.book, 1)[0].undone_at is not None


async def test_a_long_period_shows_how_far_it_has_come_and_can_be_given_up(
    session: Session,
) -> None:
    before = times(session.book)
    async with laying_out(session, size=(120, 40)) as (page, pilot):
        page.form.query_one(Tick).action_turn()
        await press(pilot, "f7")
        await write(page, pilot, "to_day", "2025-03-30")
        await seen(pilot)
        assert page.found is not None
        assert len(page.found.slots) > 10_000
        page.action_ok()
        dialog = page._dialog
        assert isinstance(dialog, ProgressDialog)
        dialog.goes_on = False  # as Avbryt does, before the first times are made
        await seen(pilot)
        await until(pilot, lambda: page.is_active)
        assert "Schemaläggningen avbröts. Inget lades ut." in golden.text_of(page.app)
        assert times(session.book) == before


async def test_any_size_is_survived(session: Session) -> None:
    async with laying_out(session) as (page, pilot):
        await tick(page, pilot, VACCINATION, URGENT)
        for size in ((20, 5), (40, 12), (200, 60)):
            await pilot.resize_terminal(*size)
            await press(pilot, "f7", "tab", "tab", "down", "x", "pagedown", "end")
        await pilot.resize_terminal(80, 24)
        await seen(pilot)
        assert page.is_attached
