"""Looking in the tidbok: dates and weeks, resources, filter, next free, why, copying, PMO."""

from pathlib import Path

import pytest

from asynja_tui.shell import Shell
from db.book import Book
from db.errors import BookError, Invalid
from db.rules.local_time import day_text
from db.rules.meant_day import Toward
from db.tidbok.words import span_text
from db.timeline import parse_day, read_date
from db.values import Actor, Role
from db.worlds import catalogue
from screens.session import Prefs, Session
from screens.staff.shared.why_dialog import WhyDialog
from screens.staff.tidbok.booking_dialogs import BookDialog
from screens.staff.tidbok.day_plan import DayPlanDialog
from screens.staff.tidbok.look_dialogs import ChooseResources, FilterDialog, GoToDate
from screens.staff.tidbok.looking import LookingPart
from screens.staff.tidbok.page import TidbokPage
from screens.staff.tidbok.time_dialogs import start_of
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from tests.screens.staff.tidbok.bare import Bare, set_clock
from tests.screens.staff.tidbok.world import FRIDAY, NURSE, go, looking, sign
from widgets.forms.options import Tick
from widgets.forms.tick_list import TickList

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

TODAY = parse_day("2024-09-19")


# --- dates, without a screen ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-09-12", "2024-09-12"),
        ("idag", "2024-09-19"),
        ("12/9", "2024-09-12"),
        ("1.2 2026", "2026-02-01"),
        ("12 sep", "2024-09-12"),
        ("12 september 2025", "2025-09-12"),
        ("29/2", "2024-02-29"),
        ("v 37", "2024-09-09"),
        ("V37", "2024-09-09"),
        ("vecka 1 2025", "2024-12-30"),
        ("v 53 2026", "2026-12-28"),
        ("2026-v53", "2026-12-28"),
    ],
)
def test_what_people_write_is_understood(text: str, day: str) -> None:
    assert day_text(read_date(text, TODAY, toward=Toward.NEAREST)) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("29/2 2023", "Datumet ”29/2 2023” finns inte."),
        ("2024-02-30", "Datumet ”2024-02-30” finns inte."),
        ("v 53", "2024 har ingen vecka 53; den sista är vecka 52."),
        ("v 0", "2024 har ingen vecka 0"),
        ("1999-12-31", "Året ska vara 2000–2099."),
        ("31/12 2100", "Året ska vara 2000–2099."),
        ("12 foo", "Datumet ”12 foo” finns inte."),
        ("", "Datumet ”” finns inte."),
        ("[b]" * 40, "Datumet ”[b][b]"),
    ],
)
def test_what_does_not_exist_is_refused(text: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_date(text, TODAY, toward=Toward.NEAREST)
    assert refused.value.text.startswith(said)


# --- on the screen ----------------------------------------------------------------------------


async def test_weeks_days_and_dates(session: Session) -> None:
    async with looking(session) as (page, pilot):
        await press(pilot, *["right"] * 3)  # past the last day lies the next Monday
        assert page.desk.place is not None
        assert day_text(page.desk.place.day) == "2024-09-23"
        assert "vecka 39" in str(page.query_one("#tidbok").border_title)
        await press(pilot, "left")
        assert day_text(page.desk.place.day) == "2024-09-22"
        await press(pilot, "semicolon", "comma", "comma", "full_stop")
        assert page.desk.place.day == TODAY
        await press(pilot, "v")
        assert "tor 2024-09-19, vecka 38" in str(page.query_one("#tidbok").border_title)
        await press(pilot, "d", *"29/2 2023", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, GoToDate)
        assert "finns inte" in dialog.frame.line
        await press(pilot, "ctrl+u", *"v 40", "enter")
        assert day_text(page.desk.view.day) == "2024-09-30"
        await press(pilot, "d", "tab", "right", "enter")
        assert day_text(page.desk.view.day) == "2024-10-01"


def test_a_year_out_of_reach_leaves_the_page_where_it_is(session: Session) -> None:
    page = Bare(session, "2099-12-21")
    LookingPart(page.desk).weeks_on(1)
    assert page.note.startswith("! ")
    assert day_text(page.desk.view.day) == "2099-12-21"


async def test_it_opens_at_the_first_time_to_come_whatever_shows_above_it(
    session: Session,
) -> None:
    set_clock(session, "2024-09-20 13:45")
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await shell.run_action("app.open_page('tidbok')")
        await settled(pilot)
        page = pilot.app.screen
        assert isinstance(page, TidbokPage)
        assert page.desk.here is not None
        assert span_text(page.desk.here.start, page.desk.here.end) == "fre 20 sep 14:00–15:00"
        assert "│14:00 " in golden.text_of(shell)


async def test_what_shows_is_filtered_copied_and_explained(session: Session) -> None:
    async with looking(session) as (page, pilot):
        whole = page.legend_text(200)
        assert whole.count("  ") == 9 + len(page.grid.board.letters)
        assert whole.endswith("  g ljusgrön  b Telefon SSK webb")  # what the letters mean
        narrow = page.legend_text(74)  # no room for more than shows
        assert narrow == "● på 1177  g ljusgrön  b Telefon SSK webb  ░ passerad"
        await press(pilot, "shift+down", "y")
        assert page.note == "2 rader är kopierade. Kom det inte fram? Skift+Y visar texten."
        second = page.looking.copied.split("\n")[1]
        assert " · fre 20 sep 08:15–08:30 · 15 min · " in second
        assert (page.info.size.height, page.foot.display) == (2, True)
        await press(pilot, "down")  # what was said goes, and its line is the information's
        assert (page.info.size.height, page.foot.display) == (3, False)
        every = len(page.grid.board.blocks)
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, FilterDialog)
        await press(pilot, "space", "tab", "end", "up", "enter")
        await settled(pilot)
        shown = page.grid.board.blocks
        assert 0 < len(shown) < every
        assert {block.its_sign for block in shown} == {"●"}
        assert "bara på 1177" in str(page.query_one("#tidbok").border_title)
        await press(pilot, "x")
        assert len(page.grid.board.blocks) == every
        await go(page, pilot, "2024-09-22", 480)
        await press(pilot, "n")  # into the weeks to come
        assert page.desk.place is not None
        assert day_text(page.desk.place.day) == "2024-09-23"
        assert sign(page) == "●"
        assert "≡ händelse." in page.HELP
        assert "Patientkommentar: Första raden" in page.HELP
        await press(pilot, "f1")
        assert "Informationsraden" in golden.text_of(pilot.app)


async def test_why_tells_every_rule_with_its_source(session: Session) -> None:
    async with looking(session, day="2024-10-11") as (page, pilot):
        assert sign(page) == "○"
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, WhyDialog)
        seen = " ".join(golden.text_of(pilot.app).split())
        assert "Tiden visas inte på 1177." in seen
        assert "✗ Bok.före 10" in seen
        assert "(VGR:s guide, bild 13; Region Skånes" in seen
        assert "R29" not in seen
        assert "→ Ändra Bok.före till" in seen
        await press(pilot, "k")
        await settled(pilot)
        assert "([000] R29-R31, [002] R66)" in golden.text_of(pilot.app)
        await press(pilot, "k")
        assert "+ Tidstypen är ingen ombudstid." in seen
        await press(pilot, "escape")
        await go(page, pilot, "2024-10-11", 16 * 60)
        await press(pilot, "question_mark")
        await settled(pilot)
        seen = " ".join(golden.text_of(pilot.app).split())
        assert "Varför? fre 11 okt 16:00" in seen
        assert "Här finns ingen tid, så 1177 visar ingen." in seen
        assert "✗ Ingen tid är utlagd 2024-10-11 kl. 16:00." in seen
        assert "→ Lägg till en tid här med Insert" in seen


async def test_resources_stand_beside_each_other_and_are_kept(session: Session) -> None:
    async with looking(session, "Florence", NURSE) as (page, pilot):
        await press(pilot, "r")
        dialog = pilot.app.screen
        assert isinstance(dialog, ChooseResources)
        ticks = dialog.query_one(TickList)
        assert len(ticks.ticked) == 2
        for _ in range(2):
            await press(pilot, "home", *["down"] * 4, "space")  # DSK rum 3 and back
        ticks.tick(())
        await press(pilot, "enter")
        assert dialog.frame.line == "! Bocka för minst en resurs."
        await press(pilot, "home", "space", "down", "space", "enter")
        assert len(page.desk.view.resources if page.desk.view else ()) == 2
        chosen = page.desk.view.resources if page.desk.view else ()
        await press(pilot, "escape")
        again = TidbokPage(session)
        again.page = "tidbok"
        pilot.app.push_screen(again)
        await settled(pilot)
        assert again.desk.view.resources == chosen


async def test_it_lives_on_any_screen(session: Session) -> None:
    async with looking(session, size=(20, 5)) as (page, pilot):
        await press(pilot, "down", "right", "v")
        await pilot.resize_terminal(200, 60)
        await press(pilot, "v", "z", "insert", "escape")
        await go(page, pilot, FRIDAY, 480)
        assert sign(page) == "●"


async def test_pmo_hides_a_booking_only_against_the_guides_advice(tmp_path: Path) -> None:
    path = tmp_path / "pmo.db"
    catalogue.make(path, "pmo").close()
    with Book.open(path) as book:
        session = Session(book, Actor(Role.SCHEDULER), 1, Prefs())
        async with looking(session, "Linnea Tallmo", day="2020-06-02") as (page, pilot):
            await press(pilot, "n", "b")
            dialog = pilot.app.screen
            assert isinstance(dialog, BookDialog)
            await press(pilot, *"1912", "enter")
            dialog.query_one(Tick).action_turn()
            await settled(pilot)
            assert "Dölj i 1177 ska i princip inte användas" in golden.text_of(pilot.app)
            await press(pilot, "enter")
            await settled(pilot)
            assert page.note.startswith("Bokad ")
            await press(pilot, "p")
            assert isinstance(pilot.app.screen, DayPlanDialog)


@pytest.mark.parametrize(
    ("day", "minute", "said"),
    [
        ("2026-03-29", 150, "Klockan 02:30 finns inte den dagen (sommartiden börjar)."),
        ("2026-10-25", 150, "Klockan 02:30 2026-10-25 passeras två gånger (sommartiden slutar)."),
        ("2026-10-26", 1440, "Dygnets sista klockslag att börja på är 23:59."),
    ],
)
def test_no_time_begins_where_the_clock_is_moved(day: str, minute: int, said: str) -> None:
    with pytest.raises(BookError) as refused:
        start_of(parse_day(day), minute)
    assert refused.value.text.startswith(said)
