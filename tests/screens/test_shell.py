"""The shell: one declaration per command, menus, role and unit, settings, pages, unsaved edits."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Static

from asynja_tui import prefs
from asynja_tui.shell import Shell
from db.book import Book
from db.setup import clinics
from db.store import file as book_file
from db.values import Actor, JournalSystem, Role
from screens import commands, pages, start
from screens.base import BookScreen
from screens.commands import EVERYWHERE, MENUS, Command, choices, clashes
from screens.dialog import Question
from screens.help import CommandDialog, HelpScreen
from screens.pages import Page
from screens.session import Prefs, Session
from screens.settings import SettingsDialog
from screens.start import StartScreen
from tests.screens import golden
from tests.screens.pilots import press, screen, settled
from widgets.choice_list import ChoiceList
from widgets.menus.context_menu import ContextMenu
from widgets.menus.menu_list import MenuList
from widgets.menus.menu_screen import MenuScreen


def _has_text(screen: "TrialPage") -> bool:
    return bool(screen.text)


class TrialPage(BookScreen):
    """What a page looks like to the shell."""

    PAGE_NAME = "Prov"
    PAGE_COMMANDS = (
        Command("type_in", "Skriv", "Skriver något.", key="f2", menu="Inställningar"),
        Command("wipe", "Sudda", "Suddar det.", key="f3", when=_has_text),
        Command("mend", "Laga", "Bara för IT.", key="f4", roles=frozenset({Role.IT})),
    )
    saved: ClassVar[list[str]] = []
    refuses: ClassVar[bool] = False

    text = ""

    def body(self) -> ComposeResult:
        yield Static("Provsidan")

    def action_type_in(self) -> None:
        self.text = "[/]"
        self.refresh_bindings()

    def action_wipe(self) -> None:
        self.text = ""

    def unsaved(self) -> str:
        return f"{self.text} är osparat." if self.text else ""

    async def save(self) -> bool:
        if not self.refuses:
            self.saved.append(self.text)
            self.text = ""
        return not self.refuses


PLACE = f"{__name__}:TrialPage"
OURS: tuple[Any, ...] = ("trial", "other", "secret")  # not names of the program's own pages
TRIAL = (
    Page(OURS[0], "Provsida", "Öppnar provsidan.", "t", "Inställningar", PLACE),
    Page(OURS[1], "Andra sidan", "Öppnar en till.", "a", "1177", PLACE),
    Page(OURS[2], "Hemlig", "Bara för IT.", "h", "1177", PLACE, frozenset({Role.IT})),
)


@pytest.fixture
def with_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGES", TRIAL)
    TrialPage.saved.clear()

    class TrialStart(StartScreen):
        PAGE_COMMANDS = pages.commands(with_keys=True)

    monkeypatch.setattr("asynja_tui.shell.StartScreen", TrialStart)


@pytest.fixture
def two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The menus have two pages, whatever pages there are."""
    known = [page for page in pages.PAGES if page.name in ("time_types", "resources")]
    monkeypatch.setattr(pages, "PAGES", tuple(known))
    monkeypatch.setattr(StartScreen, "PAGE_COMMANDS", pages.commands(with_keys=True))


# --- one declaration ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [StartScreen, TrialPage, *(page.load() for page in pages.PAGES)])
def test_no_two_commands_of_a_page_share_a_key_and_all_say_what_they_do(
    kind: type[BookScreen], shell: Shell
) -> None:
    page = kind(shell.session)
    assert clashes(page.commands()) == []
    assert clashes((*EVERYWHERE, EVERYWHERE[0])) == ["escape"]
    assert all(one.label and one.tip.endswith(".") for one in page.commands())
    assert {one.menu for one in page.commands()} <= {"", *MENUS}
    assert len({one.action for one in page.commands()}) == len(page.commands())


@pytest.mark.usefixtures("with_pages")
async def test_keys_footer_menu_context_menu_help_and_palette_derive_from_the_declaration(
    shell: Shell,
) -> None:
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "t")
        await settled(pilot)
        page = pilot.app.screen
        assert isinstance(page, TrialPage)
        footer = golden.text_of(shell).splitlines()[-1]
        assert footer.startswith(" F2 Skriv   F3 Sudda   ")
        assert footer.endswith("F1 Hjälp   Esc Stäng")
        known = {one.action: one for one in page.commands()}
        shown = {one.name: one for one in choices(page.commands(), page, Role.SCHEDULER)}
        assert "mend" not in shown
        assert not shown["wipe"].enabled
        assert not shown["app.open_page('trial')"].enabled  # we are there
        await press(pilot, "f1")
        listed = pilot.app.screen.query_one(ChoiceList).choices
        with_keys = [one for one in shown.values() if one.key and one.name != "app.help"]
        assert [one._replace(group="") for one in listed] == with_keys
        await press(pilot, "escape", "ctrl+p")
        listed = pilot.app.screen.query_one(ChoiceList).choices
        assert listed == tuple(one for one in shown.values() if one.name != "app.palette")
        await press(pilot, "escape", "shift+f10")
        listed = pilot.app.screen.query_one(MenuList).choices
        assert listed == tuple(one for one in shown.values() if known[one.name].context)
        await press(pilot, "escape", "f10")
        seen = {}
        for label in ("Arkiv", "Inställningar", "1177", "Övningar", "Hjälp"):
            seen[label] = pilot.app.screen.query_one(MenuList).choices
            await press(pilot, "right")
        for label in seen:
            assert seen[label] == tuple(
                one for one in shown.values() if known[one.name].menu == label
            )
        await press(pilot, "escape", "f3")  # not now
        await press(pilot, "f2", "f3")
        assert page.text == ""


@pytest.mark.usefixtures("two_pages")
async def test_a_menu_without_entries_is_not_there(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        line = golden.text_of(shell).splitlines()[1]
        assert line == " Arkiv  Inställningar  1177  Övningar  Hjälp"


# --- menus ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("two_pages")
async def test_the_menus_by_key(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f10")
        golden.check(shell, "menu-80x24")
        await press(pilot, "left", *["up"] * 5, "enter")  # Hjälp › Hjälp
        assert isinstance(screen(pilot), HelpScreen)
        await press(pilot, "escape", "alt+h", "k", "enter")  # Hjälp › Kommandon
        assert "Sök kommando" in golden.text_of(shell)
        await press(pilot, "escape", "alt+b", "f10", "escape")  # there is no menu B
        assert isinstance(screen(pilot), StartScreen)


@pytest.mark.usefixtures("two_pages")
async def test_the_menus_by_mouse(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click(offset=(2, 1))
        assert isinstance(screen(pilot), MenuScreen)
        await pilot.hover(offset=(40, 1))  # over Hjälp
        await pilot.hover(offset=(43, 4))
        assert pilot.app.screen.query_one(MenuList).cursor == 1
        await pilot.click(offset=(60, 20))  # beside it
        assert isinstance(screen(pilot), StartScreen)
        await pilot.click(offset=(40, 1))
        await pilot.click(offset=(40, 1))  # the open one closes
        assert isinstance(screen(pilot), StartScreen)
        await pilot.click(offset=(40, 1))
        await pilot.click(offset=(41, 3))
        await settled(pilot)
        assert isinstance(screen(pilot), HelpScreen)


@pytest.mark.usefixtures("with_pages")
async def test_a_right_click_opens_the_context_menu_there(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click(offset=(70, 20), button=3)
        await settled(pilot)
        assert isinstance(screen(pilot), ContextMenu)
        region = pilot.app.screen.query_one(MenuList).region
        assert region.right == 80
        assert region.bottom == 20
        await pilot.click(offset=region.offset + Offset(3, 1))
        await settled(pilot)
        assert isinstance(screen(pilot), TrialPage)


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("with_pages")
async def test_the_start_page_leads_to_every_page_by_key_and_mouse(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        golden.check(shell, "start-pages-80x24")
        lines = golden.text_of(shell).splitlines()
        at = next(n for n, line in enumerate(lines) if "Provsida" in line)
        assert "Hemlig" not in lines[at]
        await pilot.click(offset=(lines[at].index("Andra") + 2, at))
        await settled(pilot)
        assert "Provsidan" in golden.text_of(shell)
        assert "paus" in golden.text_of(shell).splitlines()[0]
        await press(pilot, "escape", "h")  # only for IT
        assert isinstance(screen(pilot), StartScreen)
        await press(pilot, "escape")
        assert isinstance(screen(pilot), StartScreen)


@pytest.mark.usefixtures("with_pages")
async def test_a_page_is_opened_once(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "t")
        await pilot.app.screen.run_action("app.open_page('other')")
        await settled(pilot)
        assert len(pilot.app.screen_stack) == 3
        await pilot.app.screen.run_action("app.open_page('trial')")
        await settled(pilot)
        assert [one.page for one in pilot.app.screen_stack if isinstance(one, BookScreen)] == [
            "",
            "trial",
        ]


# --- unsaved --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("with_pages")
@pytest.mark.parametrize(
    ("answer", "left", "saved"),
    [("enter", True, ["[/]"]), ("j", True, ["[/]"]), ("n", True, []), ("escape", False, [])],
)
async def test_a_page_with_unsaved_edits_asks(
    shell: Shell, answer: str, left: bool, saved: list[str]
) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "t", "f2", "escape")
        assert isinstance(screen(pilot), Question)
        assert "[/] är osparat. Vill du spara?" in golden.text_of(shell)
        await press(pilot, "ctrl+q", answer)  # one question at a time
        assert isinstance(screen(pilot), StartScreen if left else TrialPage)
        assert TrialPage.saved == saved


@pytest.mark.usefixtures("with_pages")
async def test_quitting_and_a_new_role_ask_too(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "t", "f2", "ctrl+q", "a")
        assert isinstance(screen(pilot), TrialPage)
        monkeypatch.setattr(TrialPage, "refuses", True)
        await press(pilot, "ctrl+q", "j")
        assert isinstance(screen(pilot), TrialPage)
        await pilot.app.screen.run_action("app.use_role('it')")
        await press(pilot, "n")
        assert isinstance(screen(pilot), StartScreen)
        assert shell.session.actor.role == Role.IT
        assert golden.text_of(shell).splitlines()[0].endswith("IT")
        assert len(shell.screen_stack) == 1
        await press(pilot, "h")  # now allowed
        assert isinstance(screen(pilot), TrialPage)
        await press(pilot, "ctrl+q")
    assert shell.return_code == 0


# --- role, unit, settings -------------------------------------------------------------------------


async def test_the_role_is_changed_from_the_menu(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f10", "enter")
        assert isinstance(screen(pilot), CommandDialog)
        await press(pilot, "down", "enter")
        assert shell.session.actor.role == Role.STAFF
        assert "Personal" in golden.text_of(shell).splitlines()[0]


async def test_a_demonstration_hides_personal_numbers_in_every_role(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not shell.session.actor.masked
        await pilot.app.run_action("present(1)")
        await settled(pilot)
        assert shell.session.actor.masked
        assert "Visningsläge" in golden.text_of(shell)
        await pilot.app.run_action("use_role('staff')")
        await settled(pilot)
        assert shell.session.actor.role == Role.STAFF
        assert shell.session.actor.masked
        await pilot.app.run_action("present(0)")
        await settled(pilot)
        assert not shell.session.actor.masked


async def test_the_unit_is_changed_where_there_are_several(shell: Shell, book: Book) -> None:
    with book.write() as tx:
        clinics.add(tx, "Andra [/] enheten", JournalSystem.PMO, connected=True)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f10", "down", "enter", "down", "enter")
        assert golden.text_of(shell).startswith(" PMO › Andra [/] enheten")
        assert commands.find(EVERYWHERE, "choose_clinic", ()) is not None


async def test_the_settings_are_used_and_kept(shell: Shell) -> None:
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f10", "down", "enter")
        golden.check(shell, "settings-80x24")
        await press(pilot, "down", "tab", "space", "escape", "n")  # Avbryt
        assert shell.session.prefs.mouse
        await press(pilot, "f10", "down", "enter", "down", "tab", "space", "enter")
        assert isinstance(screen(pilot), StartScreen)
        assert shell.theme == "asynja-morkt"
        path = shell.session.prefs.path
        assert path is not None
        assert prefs.load(path) == Prefs("asynja-morkt", path, mouse=False)
        await press(pilot, "f10", "down", "enter", "tab", "tab", "tab", "space", "enter")
        assert shell.session.prefs.one_by_one
        start_page = screen(pilot)
        assert isinstance(start_page, StartScreen)
        assert start_page.session.prefs.one_by_one
        assert prefs.load(path) == Prefs("asynja-morkt", path, mouse=False, one_by_one=True)


async def test_ditt_namn_is_who_acts_from_then_on(shell: Shell, book: Book) -> None:
    """In every role, on the pages that are open already too; not as a citizen."""
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l")
        page = pilot.app.screen
        assert isinstance(page, BookScreen)
        shell.action_settings()
        await settled(pilot)
        await press(pilot, "tab", "tab", *"Anna", "enter")
        assert screen(pilot) is page
        assert page.session.actor.label == shell.session.actor.label == "Anna"
        await press(pilot, "f9")  # another choice leaves the name
        assert page.session.actor.label == "Anna"
        shell.action_use_role("staff")
        await settled(pilot)
        assert (shell.session.actor.role, shell.session.actor.label) == ("staff", "Anna")
        path = shell.session.prefs.path
        assert path is not None
        assert prefs.load(path).name == "Anna"
        citizen = shell.session._replace(actor=Actor(Role.CITIZEN, "Tolvan", 1))
        assert citizen.named(shell.session.prefs).actor.label == "Tolvan"
        shell.action_settings()
        await settled(pilot)
        await press(pilot, "tab", "tab", "end", *["backspace"] * 4, "enter")
        assert shell.session.actor.label == "Personal"


async def test_settings_that_cannot_be_written_are_said_and_used(
    shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    kept = shell.session.prefs._replace(path=tmp_path / "file" / "settings.ini")
    shell.session = shell.session._replace(prefs=kept)
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "f9")
        assert "gäller tills" in golden.text_of(shell)
        assert shell.theme == "asynja-morkt"


def test_the_mouse_is_turned_on_and_off_through_the_driver(shell: Shell) -> None:
    class Driver:
        def __init__(self) -> None:
            self._mouse, self.done = True, list[str]()

        def _enable_mouse_support(self) -> None:
            self.done.append("on" if self._mouse else "nothing")

        def _disable_mouse_support(self) -> None:
            self.done.append("off" if self._mouse else "nothing")

    assert not shell.use_mouse(False)
    driver = Driver()
    shell._driver = driver  # type: ignore[assignment]
    assert shell.use_mouse(False)
    assert not driver._mouse
    assert shell.use_mouse(True)
    assert driver.done == ["off", "on"]


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (1, 1)])
async def test_dialogs_close_once_and_survive_any_size(shell: Shell, size: tuple[int, int]) -> None:
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        for opening in ("f1", "ctrl+p"):
            await press(pilot, opening, "pagedown", "pageup", "end", "tab", "up")
            dialog = pilot.app.screen
            assert isinstance(dialog, CommandDialog)
            await pilot.resize_terminal(20, 5)
            dialog.close_with(None)
            dialog.close_with("app.next_theme")
            await settled(pilot)
            dialog.close_with(None)
        await pilot.app.screen.run_action("app.settings")
        await settled(pilot)
        settings = pilot.app.screen
        assert isinstance(settings, SettingsDialog)
        settings.frame.press("ok")
        settings.frame.press("ok")
        settings.action_cancel()
        await settled(pilot)
        assert isinstance(screen(pilot), StartScreen)
        actions = [one.action for one in start.StartScreen.PAGE_COMMANDS]
        assert actions == [*(page.action for page in pages.PAGES), *start.OFFERS, "summarize"]


# --- a large book ---------------------------------------------------------------------------------


async def test_a_large_book_that_is_damaged_is_told_of_behind_the_screen(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(shell.session.book.path)) as plain:
        plain.execute("PRAGMA writable_schema = ON")
        plain.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'clinic_id, start', 'start, clinic_id')"
            " WHERE name = 'booking_by_start'"
        )
        plain.commit()
    monkeypatch.setattr(book_file, "FULL_CHECK_BYTES", 0)
    async with shell.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        shell.check_book()
        await shell.workers.wait_for_complete()
        await settled(pilot)
        assert "skadad" in golden.text_of(shell)


async def test_no_widget_is_asked_for_its_text_when_it_is_clicked(shell: Shell) -> None:
    """One that has just gone could not say it, and nothing here is selected by the mouse."""
    async with shell.run_test() as pilot:
        await settled(pilot)
        for screen in (shell.screen, SettingsDialog(shell.session.prefs), MenuScreen(())):
            assert screen.get_widget_and_offset_at(10, 5) == (None, None)
            assert not screen.ALLOW_SELECT


@pytest.mark.parametrize("what", ["page", "dialog", "menu"])
async def test_what_opens_while_the_program_ends_is_only_gone(shell: Shell, what: str) -> None:
    async with shell.run_test() as pilot:
        await settled(pilot)
        opened: dict[str, Screen[Any]] = {
            "page": TrialPage(shell.session),
            "dialog": SettingsDialog(shell.session.prefs),
            "menu": ContextMenu((), Offset(0, 0)),
        }
        shell.exit()
        shell.push_screen(opened[what])
        await pilot.pause()
    assert shell.return_code == 0


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.name)
async def test_the_program_begins_on_any_page_whatever_it_is_told_to_show(
    session: Session, page: Page
) -> None:
    shell = Shell(session, page.name, "finns inte")
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = pilot.app.screen_stack[1]
        assert isinstance(shown, BookScreen)
        assert shown.page == page.name
        await pilot.app.workers.wait_for_complete()
