"""The start page: what it says, at every size, and that it follows the book."""

from dataclasses import replace
from pathlib import Path

import pytest

from asynja_tui import prefs
from asynja_tui.shell import Shell
from db import clock, overview
from db.book import Book
from db.clock import ClockState, Mode
from db.errors import Unreadable
from db.overview import Glance
from screens import pages
from screens.base import BookScreen, title_of
from screens.commands import THEMES
from screens.session import Session
from screens.staff.log.page import LogPage
from screens.start import StartScreen, figures_of
from tests.db.builders import at, day
from tests.screens import golden
from tests.screens.pilots import settled
from widgets.choice_list import ChoiceList
from widgets.figures.figure_list import Link

NOW = "2024-09-12 10:52"
SEEN = Glance(
    name="Primus MVK VC Test",
    system="AsynjaVisph",
    connected=True,
    clock=ClockState(Mode.REAL, at(NOW), day("2024-09-12"), day("2024-09-12")),
    types_on_1177=1,
    free_this_week=1234,
    bookings_today=0,
    late_to_check=0,
    waiting_publication=0,
    next_publication=None,
    laid_until=day("2024-11-08"),
)


def said(seen: Glance) -> list[str]:
    shown = figures_of(seen)
    lines = [f"{one.value} {one.mark} {one.label} ({one.note})" for one in shown.figures]
    return lines + [("! " if one.warning else "") + one.text for one in shown.remarks]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)])
async def test_the_page_looks_as_it_did(shell: Shell, size: tuple[int, int]) -> None:
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        golden.check(shell, f"start-{size[0]}x{size[1]}")


@pytest.mark.parametrize("theme", [name for name in THEMES if name != "asynja-ljust"])
async def test_the_other_themes_look_as_they_did(session: Session, theme: str) -> None:
    shell = Shell(session._replace(prefs=session.prefs._replace(theme=theme)))
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        golden.check(shell, f"start-{theme}-80x24")


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (40, 12), (200, 60)])
async def test_every_size_is_survived(shell: Shell, size: tuple[int, int]) -> None:
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("f1", "down", "pagedown", "escape", "ctrl+p", "pageup", "end", "escape")
        assert isinstance(shell.screen, StartScreen)


def test_figures_are_said_in_the_singular_and_the_plural() -> None:
    lines = said(SEEN)
    assert lines[0].startswith("1  tidstyp på 1177")
    assert lines[1].startswith("1\N{NO-BREAK SPACE}234  lediga tider den här veckan")
    assert lines[2].startswith("0  bokningar i dag")
    late = said(replace(SEEN, late_to_check=1))[3]
    assert late.startswith("1 ⚑ sen ändring att kontrollera")


def test_a_change_that_waits_says_when_1177_is_told() -> None:
    waiting = replace(SEEN, waiting_publication=2, next_publication=at("2024-09-12 11:07"))
    assert "(den första når 1177 kl. 11:07)" in said(waiting)[4]
    paused = replace(waiting, clock=waiting.clock._replace(mode=Mode.PAUSED))
    assert "men klockan står still" in said(paused)[4]
    later = replace(waiting, waiting_publication=1, next_publication=at("2024-09-13 00:07"))
    assert "(når 1177 fredag 13 sep kl. 00:07)" in said(later)[4]


@pytest.mark.parametrize(
    ("laid_until", "text"),
    [
        ("2024-11-08", "Tider finns till och med fredag 8 november 2024, 57 dagar framåt."),
        ("2024-09-26", "Tider finns till och med torsdag 26 september 2024, 14 dagar framåt."),
        ("2024-09-25", "! Tider finns bara till och med onsdag 25 september 2024, 13 dagar"
                       " framåt. Lägg ut mer schema."),
        ("2024-09-13", "! Tider finns bara till och med fredag 13 september 2024, 1 dag framåt."
                       " Lägg ut mer schema."),
        ("2024-09-12", "! Tider finns bara till och med torsdag 12 september 2024, i dag."
                       " Lägg ut mer schema."),
        ("2024-09-11", "! Tiderna är slut: den sista var onsdag 11 september 2024."
                       " Lägg ut schemat på nytt."),
        (None, "Inga tider är utlagda ännu."),
    ],
)  # fmt: skip
def test_few_days_left_are_said(laid_until: str | None, text: str) -> None:
    last = None if laid_until is None else day(laid_until)
    assert said(replace(SEEN, laid_until=last))[-1] == text


def test_a_unit_without_1177_says_so() -> None:
    lines = said(replace(SEEN, connected=False))
    assert lines[5].startswith("! Enheten är inte ansluten till 1177.")


def test_hostile_names_are_cleaned_and_are_no_markup() -> None:
    title = title_of("AsynjaVisph", "[red]Elak\x1b[2J\u202e[/]", SEEN.clock, "IT")
    assert title.place == ("AsynjaVisph", "[red]Elak[2J[/]")


async def test_a_hostile_name_is_drawn_as_it_stands(shell: Shell, book: Book) -> None:
    with book.write() as tx:
        tx.run("UPDATE clinic SET name = ?", ("[/x] \x1b]0;y\x07[@click=app.quit]",))
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "[/x] ]0;y[@click=app.quit]" in golden.text_of(shell)


async def test_the_page_follows_the_book(shell: Shell, book: Book) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "10:52  paus" in golden.text_of(shell)
        with Book.open(book.path) as other:  # another program
            clock.set_to(other, shell.session.actor, at("2024-09-13 09:00"), confirmed=True)
        await pilot.pause(0.4)
        assert "fre 13 sep 2024 09:00  paus" in golden.text_of(shell)


async def test_a_figure_leads_to_what_it_counts(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for text, name in (("lediga tider", "tidbok"), ("sena ändringar", "log"),
                           ("tidstyper på", "time_types")):  # fmt: skip
            lines = golden.text_of(shell).split("\n")
            y, x = next((n, line.index(text)) for n, line in enumerate(lines) if text in line)
            await pilot.click(offset=(x + 2, y))
            await settled(pilot)
            page = shell.screen
            assert isinstance(page, BookScreen)
            assert page.page == name
            if isinstance(page, LogPage):
                assert page.rows.search == "sen:ja bedömd:nej"
                seen = overview.read(shell.session.book, 1)
                assert page.rows.view is not None
                assert page.rows.view.count == seen.late_to_check
                await pilot.press("escape")
                await settled(pilot)
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(shell.screen, StartScreen)


def test_a_figure_is_no_link_where_the_page_is_not_the_roles() -> None:
    every = tuple(Link(page.action, page.key, page.label) for page in pages.PAGES)
    assert all(figure.link for figure in figures_of(SEEN, every).figures)
    few = tuple(link for link in every if "log" not in link.name)
    assert [bool(figure.link) for figure in figures_of(SEEN, few).figures] == [
        True, True, True, False, True,
    ]  # fmt: skip
    order = [page.name for page in pages.PAGES]
    assert order.index("layouts") < order.index("tidbok") < order.index("log")


async def test_an_error_of_the_book_is_a_line_and_passes(
    shell: Shell, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(book: Book, clinic: int) -> Glance:
        raise Unreadable("unreadable", "Boken går inte att läsa [/].")

    with monkeypatch.context() as patch:
        patch.setattr(overview, "read", fails)
        async with shell.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert "! Boken går inte att läsa [/]." in golden.text_of(shell)
            patch.undo()
            await pilot.pause(0.4)
            assert "tidstyper på 1177" in golden.text_of(shell)


async def test_the_day_turns_when_a_minute_does_and_never_at_start(
    shell: Shell, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = day("2024-09-12")
    states = [ClockState(Mode.REAL, at(NOW), today, today - 1)]
    turned: list[int] = []
    monkeypatch.setattr("screens.base.clock.read", lambda book: states[-1])
    monkeypatch.setattr("screens.base.clock.turn_day", lambda book: turned.append(1))
    async with shell.run_test() as pilot:
        await pilot.pause(0.6)
        assert turned == []
        states.append(states[0]._replace(now=at(NOW) + 60))
        await pilot.pause(0.6)
        await shell.workers.wait_for_complete()
        assert turned == [1]


async def test_help_lists_the_keys_and_runs_the_chosen_one(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f1")
        await settled(pilot)
        golden.check(shell, "help-80x24")
        listed = [one.name for one in shell.screen.query_one(ChoiceList).choices]
        await pilot.press(*["down"] * listed.index("app.next_theme"), "enter")
        await settled(pilot)
        assert shell.theme == "asynja-morkt"
        await pilot.press("f1", "escape", "escape")
        assert isinstance(shell.screen, StartScreen)


async def test_the_palette_finds_by_words_and_the_choice_is_kept(shell: Shell) -> None:
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+p", *"kontrast hög", "ctrl+p")
        assert "Tema: Hög kontrast" in golden.text_of(shell)
        await pilot.press("down", "up", "enter")
        await settled(pilot)
        assert shell.theme == "asynja-kontrast"
    path = shell.session.prefs.path
    assert path is not None
    assert prefs.load(path).theme == "asynja-kontrast"


async def test_f9_changes_the_theme_all_the_way_round(shell: Shell) -> None:
    async with shell.run_test() as pilot:
        seen = [shell.theme]
        for _ in THEMES:
            await pilot.press("f9")
            seen.append(shell.theme)
        assert seen == [*THEMES, next(iter(THEMES))]


async def test_a_key_in_the_last_line_can_be_clicked(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click(offset=(14, 23))  # F9 Tema
        await settled(pilot)
        assert shell.theme == "asynja-morkt"


async def test_ctrl_c_says_how_to_quit_and_ctrl_q_quits(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+c")
        await settled(pilot)
        assert "Tryck Ctrl+Q för att avsluta." in golden.text_of(shell)
        await pilot.press("ctrl+q")
    assert shell.return_code == 0


@pytest.mark.parametrize("kept", ["", "theme = finns-inte\n", "\x00", "theme", "=\n==\n"])
def test_unreadable_settings_are_as_none(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "settings.ini"
    assert prefs.load(path).theme == "asynja-ljust"
    path.write_text(kept, encoding="utf-8")
    assert prefs.load(path).theme == "asynja-ljust"
    path.write_bytes(b"\xff\xfe")
    assert prefs.load(path).theme == "asynja-ljust"
