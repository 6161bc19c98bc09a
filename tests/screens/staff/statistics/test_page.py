"""Statistik on the screen: tabs, the period, the rows behind a line, and giving up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.log import statistics
from db.rules.log.statistics import By
from db.values import Actor, Role
from screens.session import Session
from screens.staff.log.page import LogPage
from screens.staff.statistics.counting import Counted, Question
from screens.staff.statistics.page import GAVE_UP, NO_ROWS, NONE_THEN, StatisticsPage
from screens.start import StartScreen
from tests.db.hostile import HOSTILE
from tests.screens import golden, guide_world
from tests.screens.log_world import FILE, add_log, keys, rest
from tests.screens.pilots import press, screen, settled
from widgets.bars.tab_line import TabLine
from widgets.figures.bar_table import BarBody
from widgets.forms.progress_line import ProgressLine

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
no_pages = guide_world.no_pages

STAFF = Actor(Role.STAFF)


@asynccontextmanager
async def opened(
    session: Session, size: tuple[int, int] = (80, 24), file: str = ""
) -> AsyncIterator[tuple[StatisticsPage, Pilot[None]]]:
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        page = StatisticsPage(session, file)
        page.page = "statistics"
        shell.push_screen(page)
        await rest(pilot)
        yield page, pilot


def listed(page: StatisticsPage) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.label, row.figures) for row in page.table.body.rows]


@pytest.mark.parametrize(
    ("size", "theme", "key"),
    [((80, 24), "asynja-ljust", "2"), ((120, 40), "asynja-morkt", "4")],
)
@pytest.mark.usefixtures("no_pages")
async def test_the_page_as_it_looks(
    session: Session, size: tuple[int, int], theme: str, key: str
) -> None:
    session = session._replace(prefs=session.prefs._replace(theme=theme))
    async with opened(session, size) as (_, pilot):
        await keys(pilot, key, "down")
        golden.check(pilot.app, f"statistics-{theme}-{size[0]}x{size[1]}")


async def test_the_guides_log_by_all_four(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await keys(pilot, "s")
        page = pilot.app.screen
        assert isinstance(page, StatisticsPage)
        assert page.found is not None
        assert (page.found.by, len(page.found.rows)) == (By.DAY, 35)
        assert [label for label, _ in listed(page)][:3] == [
            "fre 2024-08-16", "18 tomma dagar", "ons 2024-09-04",
        ]  # fmt: skip
        text = golden.text_of(pilot.app)
        assert "Statistik: Primus MVK VC Test" in text
        assert "10 ändringar" in text
        for key, by in (
            ("2", By.WEEK),
            ("3", By.MONTH),
            ("4", By.TYPE),
            ("5", By.RESOURCE),
        ):
            await keys(pilot, key)
            assert page.found == statistics.read(session.book, STAFF, 1, by)
        assert listed(page)[0] == (
            "Barnmorskemottagning",
            ("2", "1", "2", "3", "100\N{NO-BREAK SPACE}%", "5"),
        )
        await pilot.click(TabLine, offset=(2, 0))
        await rest(pilot)
        assert page.found.by is By.DAY
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, StartScreen)


async def test_the_period_is_typed_and_counted(session: Session) -> None:
    async with opened(session) as (page, pilot):
        await press(pilot, "p", *"2024-09-12", "tab")
        await keys(pilot, *"2024-09-13", "enter")
        assert page.asked.first is not None
        assert [label for label, _ in listed(page)] == ["tor 2024-09-12", "fre 2024-09-13"]
        assert isinstance(page.focused, BarBody)
        await keys(pilot, "v")
        assert page.found is not None
        assert len(page.found.rows) == 28
        await keys(pilot, "a")
        assert (len(page.found.rows), page.input("first_day").value) == (35, "")


async def test_a_period_that_does_not_exist_is_refused_at_its_field(session: Session) -> None:
    async with opened(session) as (page, pilot):
        for first, last, field, said in (
            ("2024-02-30", "", "first_day", "! Datumet ”2024-02-30” finns inte."),
            ("", "sedan", "last_day", "! Datumet ”sedan” finns inte."),
            ("2024-09-13", "2024-09-12", "last_day", "! Till ska vara 2024-09-13 eller senare"),
        ):
            page.input("first_day").value, page.input("last_day").value = first, last
            await keys(pilot, "p", "enter")
            assert page.note.startswith(said)
            assert page.focused is page.input(field)
            assert page.input(field).has_class("-fault")
            assert page.found is not None
            assert len(page.found.rows) == 35  # what was counted stands
            await keys(pilot, "escape")
            assert page.note == ""
            assert isinstance(page.focused, BarBody)
            assert page.is_active


async def test_a_line_opens_its_rows_in_the_log(session: Session) -> None:
    async with opened(session) as (page, pilot):
        labels = [command.label for command in page.context_commands()]
        assert labels[:2] == ["Visa raderna", "Visa sena"]
        await pilot.click(BarBody, offset=(5, 0), times=2)
        await rest(pilot)
        assert isinstance(screen(pilot), LogPage)
        await press(pilot, "escape")
        await keys(pilot, "escape", "2", "home", "down", "down", "down")
        assert page.row is not None
        assert page.row.label.startswith("v. 37 2024")
        await keys(pilot, "enter")
        log = pilot.app.screen
        assert isinstance(log, LogPage)
        assert log.rows.search == "från:2024-09-09 till:2024-09-15"
        assert log.rows.view is not None
        assert log.rows.view.count == 3
        await press(pilot, "escape")
        await keys(pilot, "escape")
        assert pilot.app.screen is page
        await keys(pilot, "4", "n")
        late = pilot.app.screen
        assert isinstance(late, LogPage)
        assert late.rows.view is not None
        assert late.rows.view.count == 3
        assert "sen:ja" in late.rows.search


async def test_an_imported_log_with_hostile_names(session: Session, book: Book) -> None:
    add_log(book, 60, 4)
    add_log(book, 3, 2, "ond.csv", HOSTILE["escape"])
    async with opened(session) as (page, pilot):
        await press(pilot, "o", "down")
        await keys(pilot, "enter")
        assert page.asked.file == FILE
        await keys(pilot, "5", "down")
        assert page.found == statistics.read(book, STAFF, 1, By.RESOURCE, file=FILE)
        await keys(pilot, "enter")
        log = pilot.app.screen
        assert isinstance(log, LogPage)
        assert (log.rows.file, log.rows.search) == (FILE, page_search(page))
        await press(pilot, "escape")
        await keys(pilot, "escape")
        await press(pilot, "o", "down")
        await keys(pilot, "enter")
        assert page.asked.file == "ond.csv"
        assert "\x1b" not in golden.text_of(pilot.app)


def page_search(page: StatisticsPage) -> str:
    assert page.row is not None
    return f'från:2024-09-02 till:2024-09-02 resurs:="{page.row.label.casefold()}"'


async def test_any_name_opens_exactly_its_rows(session: Session, book: Book) -> None:
    """None at all, one with quotes in it, one that is a part of another."""
    add_log(book, 12, 99)
    names = ["", "", "", 'Rum 5" "A"', 'Rum 5" "A"', "Rum 5"]
    with book.write() as tx:
        first = tx.value("SELECT min(id) FROM log_row WHERE file_id IS NOT NULL")
        for n, name in enumerate(names):
            tx.run("UPDATE log_row SET new_type = ? WHERE id = ?", (name, first + n))
    async with opened(session, file=FILE) as (page, pilot):
        await keys(pilot, "4")
        counted = {row.label: row.value for row in page.table.body.rows}
        assert counted == {"Akut": 6, "(utan tidstyp)": 3, names[3]: 2, "Rum 5": 1}
        for count in counted.values():
            await keys(pilot, "enter")
            log = pilot.app.screen
            assert isinstance(log, LogPage)
            assert log.rows.view is not None
            assert log.rows.view.count == count
            await press(pilot, "escape", "escape")
            await keys(pilot, "down")


async def test_one_goes_to_the_log_and_back_without_opening_more_pages(
    session: Session, book: Book
) -> None:
    add_log(book, 12, 4)
    async with opened(session, file=FILE) as (page, pilot):
        await keys(pilot, "l")
        log = pilot.app.screen
        assert isinstance(log, LogPage)
        assert (log.rows.file, log.rows.search) == (FILE, "")
        await keys(pilot, "o", "up", "enter", "t")
        assert pilot.app.screen is page
        assert page.asked.file == ""  # the log that showed last
        assert page.found == statistics.read(book, STAFF, 1)
        await keys(pilot, "l")
        assert pilot.app.screen is not page
        assert len(pilot.app.screen_stack) == 3
        await keys(pilot, "escape")
        assert pilot.app.screen is page


async def test_the_log_that_is_counted_is_taken_away(session: Session, book: Book) -> None:
    add_log(book, 12, 4)
    async with opened(session, file=FILE) as (page, pilot):
        await keys(pilot, "o", "delete", "enter", "escape")
        assert (page.asked.file, page.found) == ("", statistics.read(book, STAFF, 1))


async def test_an_empty_log_and_an_empty_period(session: Session, book: Book) -> None:
    async with opened(session) as (page, pilot):
        page.input("first_day").value = "2020-01-01"
        page.input("last_day").value = "2020-01-02"
        await keys(pilot, "p", "enter")
        assert NONE_THEN in golden.text_of(pilot.app)
        assert page.row is None
        await press(pilot, "enter", "n", "down", "end")
        assert page.is_active
        with book.write() as tx:
            tx.run("DELETE FROM log_row")
        await keys(pilot, "a")
        assert NO_ROWS in golden.text_of(pilot.app)


async def test_it_follows_the_log_and_nothing_else(session: Session, book: Book) -> None:
    async with opened(session) as (page, pilot):
        before = page.found
        with Book.open(book.path) as other, other.write() as tx:
            tx.run("UPDATE clinic SET name = 'Nytt namn'")
        page._poll()
        await rest(pilot)
        assert page.found is before
        assert "Statistik: Nytt namn" in golden.text_of(pilot.app)
        with Book.open(book.path) as other, other.write() as tx:
            tx.run("DELETE FROM log_row WHERE id = (SELECT max(id) FROM log_row)")
        page._poll()
        await rest(pilot)
        assert page.found is not None
        assert page.found.total.changes == 9


async def test_a_newer_question_takes_the_place_of_an_older(session: Session) -> None:
    async with opened(session) as (page, pilot):
        answered: list[By] = []
        for by in (By.WEEK, By.TYPE, By.RESOURCE):
            page.work.count(Question(by))
            answered.append(by)
        await rest(pilot)
        assert page.found is not None
        assert page.found.by is By.RESOURCE
        stale = statistics.read(session.book, STAFF, 1, By.WEEK)
        page.post_message(Counted(1, stale))
        await rest(pilot)
        assert page.found.by is By.RESOURCE


async def test_progress_shows_and_escape_calls_the_count_off(session: Session) -> None:
    async with opened(session) as (page, pilot):
        bar = page.query_one(ProgressLine)
        page.work.is_counting, page.work.at = True, (30, 100)
        page._draw_progress()
        await pilot.pause()
        assert bar.display
        assert "Räknar, Esc avbryter" in golden.text_of(pilot.app)
        assert " 30 %" in golden.text_of(pilot.app)
        await press(pilot, "escape")
        assert page.is_active
        assert not bar.display
        assert GAVE_UP in golden.text_of(pilot.app)
        assert page.found is None  # no numbers beside a question that they do not answer
        await keys(pilot, "r")
        assert page.found is not None
        assert page.found.total.changes == 10
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, StartScreen)


async def test_any_size(session: Session) -> None:
    async with opened(session, (20, 5)) as (_, pilot):
        await keys(pilot, "2", "end", "p", "escape")
        for size in ((40, 10), (200, 60)):
            await pilot.resize_terminal(*size)
            await keys(pilot, "p", "escape")
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, LogPage)
