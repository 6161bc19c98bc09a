"""F6: what shows of a preview, whose eyes one looks with, and the help of the columns."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from asynja_tui.shell import Shell
from db.book import Book
from db.offer.offer import OfferedType
from db.offer.preview import Preview, Waiting, preview
from db.rules.names.time_types import hide, unhide
from db.rules.names.type_columns import COLUMNS
from db.rules.sources import source_words
from db.setup import patients, time_types
from db.values import Actor, Patient, Role, TimeType, Verdict
from screens.base import BookScreen
from screens.session import Session
from screens.staff.setup.choose_citizen import MOST, ChooseCitizen, Citizens
from screens.staff.setup.column_help import ColumnHelpDialog
from screens.staff.setup.panel_1177 import NOBODY, Panel1177, arrange
from tests.db.hostile import HOSTILE
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from widgets.choice_list import ChoiceList
from widgets.line_view import LineView

SCHEDULER = Actor(Role.SCHEDULER)
NOTHING = Preview((), (), (), (), (), clock_stands=False)
TOLVAN = "Tolvan Tolvansson"


guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
pytestmark = pytest.mark.usefixtures("no_pages")
no_pages = guide_world.no_pages


class PanelPage(BookScreen):
    """A page with the panel, and nothing else to speak of."""

    CSS = "PanelPage Horizontal { height: 1fr; } PanelPage Static { width: 1fr; }"
    asked: list[str]
    edited: tuple[TimeType, ...] = ()

    def body(self) -> ComposeResult:
        self.asked = []
        yield Horizontal(Static("Tidstyper"), Panel1177(lambda: self.session))

    @property
    def panel(self) -> Panel1177:
        return self.query_one(Panel1177)

    def reload(self) -> None:
        citizen = Actor(Role.CITIZEN, TOLVAN, patients.find(self.session.book, "191212121212").id)
        self.panel.show(preview(self.session.book, citizen, 1, self.edited), TOLVAN)

    def on_panel1177_asked(self, message: Panel1177.Asked) -> None:
        self.asked.append(message.what)


def named(book: Book, name: str) -> TimeType:
    return next(one for one in time_types.every(book, 1) if one.name == name)


def texts(shown: Preview | None, width: int = 27, citizen: str = "") -> list[str]:
    return [line.text.rstrip() for line in arrange(shown, citizen, width)]


def after_ok(shown: Preview, width: int = 40) -> list[str]:
    lines = texts(shown, width)
    return lines[lines.index(" Efter OK") + 1 : lines.index(" Väntar på publicering")]


def test_an_empty_clinic_says_that_nothing_is_there() -> None:
    assert texts(NOTHING, 40) == [
        f" Som {NOBODY}",
        " Efter OK",
        "  Ingen ändring på 1177.",
        " Väntar på publicering",
        "  Inget väntar.",
        " Nu på 1177",
        "  Inget att välja.",
    ]
    assert texts(None) == [" Läser boken ..."]


def test_r23_a_type_without_times_is_marked() -> None:
    types = (OfferedType("Prov", 0, (1,)), OfferedType("Akut", 1, (2,)), OfferedType("X", 12, (3,)))
    lines = texts(replace(NOTHING, now=types), 24, "Tolvan")
    assert lines[-4:] == [
        " Nu på 1177",
        "  Prov        inga tider",
        "  Akut             1 tid",
        "  X             12 tider",
    ]


def test_what_changes_has_a_sign_and_the_sign_is_explained() -> None:
    shown = replace(NOTHING, coming=("Prov",), leaving=("Akut",), renamed=(("A", "B"),))
    assert after_ok(shown) == [
        "  + Prov",
        "  − Akut",
        "  ~ A → B",
        "  + kommer  − försvinner  ~ byter namn",
    ]
    assert after_ok(replace(shown, coming=(), renamed=()))[-1] == "  − försvinner"


def test_r12_the_countdown_and_what_to_do_when_the_clock_stands_still() -> None:
    waits = replace(NOTHING, waiting=(Waiting(1, ".Läkarbesök", 0, 14),))
    assert "  .Läkarbesök        om 14 min" in texts(waits, 30)
    stands = texts(replace(waits, clock_stands=True))
    assert stands[-4:-2] == ["  Klockan står still:", "  F8 Publicera nu"]
    assert "  Klockan står still:" not in texts(replace(NOTHING, clock_stands=True))


def test_a_clinic_that_offers_nothing_says_why() -> None:
    closed = (Verdict("case-type", False, "Ärendetypen är inte aktiverad.", "[001] R108"),)
    assert texts(replace(NOTHING, closed=closed), 50)[1] == " ! Ärendetypen är inte aktiverad."


@pytest.mark.parametrize("width", [1, 5, 23, 27, 78])
def test_no_line_is_wider_than_the_panel_whatever_it_says(width: int) -> None:
    for text in [*HOSTILE, "W" * 300, "Psykisk hälsa arbetsterapeut"]:
        shown = Preview(
            (OfferedType(text, 0, (1,)),), (text,), (text,), ((text, text),),
            (Waiting(1, text, 0, 15),), clock_stands=True,
            closed=(Verdict("x", False, text, ""),),
        )  # fmt: skip
        lines = arrange(shown, text, width)
        assert all("\x1b" not in line.text and "\n" not in line.text for line in lines)
        if width >= 23:
            assert all(cell_len(line.text) <= width for line in lines)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_panel_as_it_looks(session: Session, size: tuple[int, int]) -> None:
    book = session.book
    time_types.save(book, SCHEDULER, 1, [replace(named(book, "Akut"), web_name="Brådskande")])
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        page = PanelPage(session)
        page.edited = (hide(named(book, ".Läkarbesök")),)
        shell.push_screen(page)
        await settled(pilot)
        await settled(pilot)
        golden.check(shell, f"panel-1177-{size[0]}x{size[1]}")


async def test_the_edit_is_in_sight_and_the_rest_can_be_scrolled_to(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = PanelPage(session)
        shell.push_screen(page)
        await settled(pilot)
        assert page.panel.scroll_offset.y == 0
        doctor = named(session.book, ".Läkarbesök")
        page.edited = (hide(doctor),)
        page.reload()
        await settled(pilot)
        assert "− Bedömning av nya besvär" in golden.text_of(shell)
        page.edited = (unhide(hide(doctor)),)  # the web ticks stay away (R20)
        page.reload()
        await settled(pilot)
        assert "− Bedömning av nya besvär" in golden.text_of(shell)
        page.edited = ()
        page.reload()
        await settled(pilot)
        assert page.panel.scroll_offset.y == 0
        page.panel.focus()
        await press(pilot, "end")
        assert "Övriga besök" in golden.text_of(shell)
        await press(pilot, "home", "down", "down", "up", "pagedown", "pageup")
        assert page.panel.scroll_offset.y == 0


async def test_keys_and_mouse_ask_for_another_citizen_and_for_publishing(session: Session) -> None:
    book = session.book
    time_types.save(book, SCHEDULER, 1, [replace(named(book, "Akut"), web_name="Brådskande")])
    shell = Shell(session)
    async with shell.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        page = PanelPage(session)
        shell.push_screen(page)
        await settled(pilot)
        page.panel.focus()
        await press(pilot, "enter")
        await pilot.click(Panel1177, offset=(4, 1))
        place = next(n for n, one in enumerate(page.panel.shown) if one.name == "publish")
        await pilot.click(Panel1177, offset=(4, 1 + place))
        await pilot.click(Panel1177, offset=(4, 2))
        await pilot.pause()
        assert page.asked == ["citizen", "citizen", "publish"]


async def test_any_size_is_survived(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = PanelPage(session)
        shell.push_screen(page)
        await settled(pilot)
        for size in ((26, 10), (20, 5), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            page.panel.styles.width = "100%"
            await settled(pilot)
            assert all(cell_len(line.text) <= max(23, size[0]) for line in page.panel.shown)


# --- whose eyes -------------------------------------------------------------------------------


async def test_a_citizen_is_found_by_name_or_number(session: Session) -> None:
    results: list[Patient | None] = []
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for keys in ((*"tolv", "enter"), (*"0813-9", "enter"), (*"zzz", "enter", "escape")):
            shell.push_screen(ChooseCitizen(session.book, session.actor), results.append)
            await settled(pilot)
            await press(pilot, *keys)
    assert [one and one.name for one in results] == [TOLVAN, "Gun-Britt Provander", None]


async def test_who_it_is_now_has_the_cursor(session: Session) -> None:
    people = patients.every(session.book, SCHEDULER)
    results: list[Patient | None] = []
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shell.push_screen(PanelPage(session))
        await settled(pilot)
        shell.push_screen(ChooseCitizen(session.book, SCHEDULER, people[2].id), results.append)
        await settled(pilot)
        golden.check(shell, "choose-citizen-80x24")
        await press(pilot, "down", "enter")
    assert results == [people[3]]


def test_it_reads_masked_numbers_and_cannot_search_the_rest(book: Book) -> None:
    seen = Citizens.read(book, Actor(Role.IT))
    assert {one.tip[-5:] for one in seen.matching("")} == {"-****"}
    assert seen.matching("191212121212") == []
    assert [one.label for one in seen.matching("19121212")] == [TOLVAN]
    assert [one.tip for one in Citizens.read(book, SCHEDULER).matching("tolvan")] == [
        "19121212-1212"
    ]


async def test_who_may_not_read_the_list_is_told(session: Session) -> None:
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = ChooseCitizen(session.book, Actor(Role.UNIT_ADMIN))
        shell.push_screen(dialog)
        await settled(pilot)
        assert dialog.frame.line == "! Enhetens administratör får inte läsa patientlistan."
        await press(pilot, "x", "enter", "escape")
        assert shell.screen is not dialog


async def test_a_long_list_is_cut_and_says_so(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(Patient(n, "191212121212", f"Test {n}") for n in range(MOST + 50))
    monkeypatch.setattr(patients, "every", lambda *_: many)
    shell = Shell(session)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        dialog = ChooseCitizen(session.book, SCHEDULER)
        shell.push_screen(dialog)
        await settled(pilot)
        assert len(dialog.query_one(ChoiceList).choices) == MOST
        assert dialog.frame.line.startswith("50 till.")


# --- the help of the columns ------------------------------------------------------------------


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
