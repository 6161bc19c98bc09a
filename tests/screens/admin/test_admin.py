"""1177:s personalverktyg by keys and by mouse: what it saves is what the citizen meets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from asynja_tui.shell import Shell
from db.book import Book
from db.offer import offer
from db.setup import case_types, contact_card, patients
from db.values import Actor, CaseKind, CaseType, Role, Terms
from screens.admin.audience import AudienceDialog
from screens.admin.base import AdminScreen
from screens.admin.case_draft import Draft, note
from screens.admin.case_page import CaseTypePage
from screens.admin.case_types import CaseTypesPage, PutUpDialog
from screens.admin.clinic import ClinicPage
from screens.admin.contact_card import ContactCardDialog
from screens.admin.start import StartPage
from screens.commands import clashes
from screens.dialog import Question
from screens.session import Session
from screens.start import StartScreen
from tests.db.actors import UNIT
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from widgets.bars.key_bar import KeyBar
from widgets.bars.portal_bar import PortalBar
from widgets.forms.dialog import DialogButton
from widgets.forms.options import OneOf, Tick
from widgets.forms.text_input import TextInput
from widgets.forms.tick_list import TickList
from widgets.link_view import LinkView

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

BOOK, CHANGE, REQUEST = CaseKind.BOOK, CaseKind.CHANGE, CaseKind.REQUEST
TOLVAN = "19121212-1212"


def stored(book: Book, kind: CaseKind = BOOK) -> CaseType:
    found = [one for one in case_types.every(book, 1) if one.kind is kind]
    assert found
    return found[0]


def seen_by(book: Book, pnr: str = TOLVAN) -> int:
    """How many types the citizen can choose from."""
    return len(offer.types(book, patients.citizen(book, pnr), 1))


@asynccontextmanager
async def opened(
    session: Session, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """The tool, opened from the staff's start page."""
    shell = Shell(session)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        for key in ("p", *keys):
            await press(pilot, key)
            await settled(pilot)
        yield pilot


@asynccontextmanager
async def standing(
    page: AdminScreen, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """A page of the tool alone, after some keys: where the way to it is not what is tried."""
    shell = Shell(page.session._replace(actor=Actor(Role.SCHEDULER)))
    async with shell.run_test(size=size) as pilot:
        shell.push_screen(page)
        await settled(pilot)
        for key in keys:
            await press(pilot, key)
            await settled(pilot)
        yield pilot


def page_of(pilot: Pilot[None]) -> CaseTypePage:
    page = pilot.app.screen
    assert isinstance(page, CaseTypePage)
    return page


def button(app: App[None], label: str) -> DialogButton:
    return next(one for one in app.screen.query(DialogButton) if one.button.label == label)


async def click(pilot: Pilot[None], target: Widget, offset: tuple[int, int] | None = None) -> None:
    target.scroll_visible(animate=False)
    await pilot.pause()
    assert await pilot.click(target, offset=offset or (1, 0))
    await settled(pilot)


async def click_link(pilot: Pilot[None], name: str) -> None:
    view = pilot.app.screen.query_one(LinkView)
    y, cell = next((y, cell) for y, cell in view._places if cell.name == name)
    gutter = view.content_region.offset - view.region.offset
    await click(pilot, view, (cell.x + gutter.x + 1, y + gutter.y))


# --- keys alone -----------------------------------------------------------------------------------

TO_BOOKING = ("enter", "enter", "enter")


async def test_keys_alone_close_and_open_the_unit_for_citizens_r108_r115_r117(
    session: Session, book: Book
) -> None:
    before = seen_by(book)
    async with opened(session, *TO_BOOKING) as pilot:
        page = page_of(pilot)
        assert [one.crumb for one in page.way] == [
            "Start", "Primus MVK VC Test", "Ärendetyper", "Boka tid direkt",
        ]  # fmt: skip
        while not isinstance(page.focused, Tick):
            await press(pilot, "tab")
        await press(pilot, "space", "ctrl+s")
        assert seen_by(book) == 0
        assert page.form.line.startswith("Sparat. Inte aktiverad; det gäller direkt")
        await press(pilot, "space", "ctrl+s")
        assert seen_by(book) == before > 0
        await press(pilot, "escape", "escape", "escape", "escape")
        assert isinstance(pilot.app.screen, StartScreen)


async def test_the_region_puts_up_and_the_unit_activates_r112_r125(
    session: Session, book: Book
) -> None:
    async with opened(session, "enter", "enter") as pilot:
        view = pilot.app.screen.query_one(LinkView)
        assert "put-up:request" not in view.names
        await press(pilot, "f2", "end", "enter")
        assert isinstance(pilot.app.screen, PutUpDialog)
        await press(pilot, "enter")
        assert (stored(book, REQUEST).name, stored(book, REQUEST).active) == ("Beställa tid", False)
        await settled(pilot)
        assert view.names == ("book", "change", "request")
        await press(pilot, "end", "enter")
        await settled(pilot)
        assert page_of(pilot).form.line.startswith("Enhetens administratör skriver")
        await press(pilot, "x", "ctrl+s", "f4")
        assert stored(book, REQUEST).revision == 1
        await press(pilot, "f2", "f4")
        assert "Vi ser efter i vår tidbok" in page_of(pilot).form.draft.terms.clinic
        while not isinstance(pilot.app.focused, Tick):
            await press(pilot, "tab")
        await press(pilot, "space", "ctrl+s")
    made = stored(book, REQUEST)
    assert (made.active, made.limited) == (True, False)
    assert "ingen bokad tid förrän" in made.terms.conditions


# --- the mouse alone ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_mouse_alone_limits_the_urval_r115(
    session: Session, book: Book, size: tuple[int, int]
) -> None:
    before = seen_by(book)
    async with opened(session, size=size) as pilot:
        await click_link(pilot, "clinic:1")
        await click_link(pilot, "case-types")
        await click_link(pilot, "book")
        page = page_of(pilot)
        await click(pilot, page.query_one(OneOf), (1, 1))
        await click(pilot, button(pilot.app, "Välj invånare..."))
        assert isinstance(pilot.app.screen, AudienceDialog)
        people = pilot.app.screen.query_one(TickList)
        at = [one.label[2:] for one in people.choices].index("Tolvan Tolvansson")
        await click(pilot, people, (2, at))
        await click(pilot, button(pilot.app, "OK"))
        assert seen_by(book) == before
        await click(pilot, button(pilot.app, "SPARA"))
        assert (seen_by(book), seen_by(book, "19900602-2397")) == (0, before)
        bar = page.query_one(PortalBar)
        await click(pilot, bar, (2, 1))
        assert isinstance(pilot.app.screen, StartPage)


async def test_the_list_of_people_is_searched_and_keeps_who_is_not_shown_r115(
    session: Session, book: Book
) -> None:
    one = replace(stored(book), limited=True)
    case_types.save(book, UNIT, 1, one, seen=stored(book))
    async with standing(CaseTypePage(session, BOOK), "f7", "slash") as pilot:
        dialog = pilot.app.screen
        assert isinstance(dialog, AudienceDialog)
        await press(pilot, *"tolvan")
        assert len(dialog.query_one(TickList).choices) == 1
        await click(pilot, button(pilot.app, "Inga"))
        assert dialog.frame.line.startswith("6 av 7 ingår")
        await press(pilot, "shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab")
        await press(pilot, "ctrl+u", "enter")
        assert page_of(pilot).form.draft.exclude == {patients.find(book, TOLVAN).id}
        assert page_of(pilot).unsaved()


# --- why ------------------------------------------------------------------------------------------


async def test_why_an_arendetyp_is_closed_is_said_and_leads_to_its_page(
    session: Session, book: Book
) -> None:
    one = stored(book)
    case_types.save(book, UNIT, 1, replace(one, active=False), seen=one)
    async with standing(CaseTypesPage(session), "question_mark") as pilot:
        assert isinstance(pilot.app.screen, Question)
        told = " ".join(golden.text_of(pilot.app).replace("│", " ").split())
        assert "Ärendetypen är inte öppen på 1177." in told
        assert "+ Primus MVK VC Test är ansluten till 1177." in told
        assert "✗ Ärendetypen Boka tid direkt är inte aktiverad." in told
        assert "– enhetens administratör." in told  # who may
        await press(pilot, "enter")
        await settled(pilot)
        page = page_of(pilot)
        while not isinstance(page.focused, Tick):
            await press(pilot, "tab")
        await press(pilot, "space", "ctrl+s", "escape")
        await settled(pilot)
        assert stored(book).active
        assert isinstance(pilot.app.screen, CaseTypesPage)
        await press(pilot, "question_mark")
        assert "Ärendetypen är öppen på 1177." in golden.text_of(pilot.app)
        await click(pilot, button(pilot.app, "Stäng"))
        assert isinstance(pilot.app.screen, CaseTypesPage)


# --- the text -------------------------------------------------------------------------------------


async def test_what_is_written_is_previewed_counted_and_looked_over_r113_r115(
    session: Session, book: Book
) -> None:
    async with standing(CaseTypePage(session, BOOK), size=(120, 40)) as pilot:
        page = page_of(pilot)
        page.form.write(Terms("Välkommen", "Boka prov", "x" * 151, "Kom"))
        page.form.go_to("concerns")
        await press(pilot, "ctrl+a", "ctrl+b", "end", "enter")
        await press(pilot, *"Ombud")
        await press(pilot, "ctrl+l")
        await pilot.pause()
        assert page.form.draft.terms.concerns == "**Boka prov**\n- Ombud"
        assert "Bokningen avser\nBoka prov\n• Ombud" in page.form.said
        assert "☐ Jag har tagit del av den fullständiga\ninformationen" in page.form.said
        shown = golden.text_of(pilot.app)
        assert "! 151 av 150" in shown
        assert "! Texten nämner ”Ombud”, som invånaren inte kan boka här." in shown
        await press(pilot, "ctrl+s")
        assert page.form.line.startswith("! Information till vården får ha högst 150 tecken")
        assert page.focused is page.query_one("#to_care MarkedArea")
    assert stored(book).revision == 2


async def test_standardvillkor_asks_before_it_overwrites_and_is_undone_r115(
    session: Session, book: Book
) -> None:
    before = stored(book).terms
    async with standing(CaseTypePage(session, BOOK)) as pilot:
        page = page_of(pilot)
        await press(pilot, "f4", "n")
        assert page.form.draft.terms == before
        await press(pilot, "f4", "j")
        assert page.form.draft.terms == page._sheet.standard()  # type: ignore[union-attr]
        await press(pilot, "ctrl+z")
        assert page.form.draft.terms == before
        await press(pilot, "f4", "j", "f6")
        assert page.has_class("-narrow")
        await press(pilot, "x", "down", "down")
        assert page.query_one("#preview").scroll_offset.y == 2
        await press(pilot, "home")
        await pilot.pause()
        assert "Ring 112 om det är akut." in golden.text_of(pilot.app)
        await press(pilot, "f6", "x", "ctrl+z")
        assert page.form.draft.terms == page._sheet.standard()  # type: ignore[union-attr]
        await press(pilot, "ctrl+s")
        assert stored(book).terms == page.form.draft.terms
        assert not page.unsaved()


async def test_leaving_asks_about_what_is_unsaved(session: Session, book: Book) -> None:
    async with opened(session, *TO_BOOKING, "x", "escape") as pilot:
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "escape")
        page = page_of(pilot)
        await click(pilot, button(pilot.app, "AVBRYT"))
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "n")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CaseTypesPage)
        assert stored(book).revision == 2
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "y", "f2")
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "j")
        await settled(pilot)
        page = page_of(pilot)
        assert (page.role, page.may_edit) == (Role.REGIONAL_ADMIN, False)
    assert stored(book).terms.clinic.startswith("y")


# --- two at a time --------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [True, False])
async def test_a_conflict_is_told_and_nothing_is_overwritten_unasked(
    session: Session, book: Book, keep: bool
) -> None:
    async with standing(CaseTypePage(session, BOOK), "x") as pilot:
        page = page_of(pilot)
        # Both changed the first part; they alone changed the last.
        theirs = replace(
            stored(book), terms=replace(stored(book).terms, clinic="Deras", conditions="Villkor")
        )
        case_types.save(book, UNIT, 1, theirs, seen=stored(book))
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Question)
        assert stored(book).terms.clinic == "Deras"
        await press(pilot, "b" if keep else "t")
        await settled(pilot)
        assert page.form.draft.terms.clinic.startswith("xHär" if keep else "Deras")
        if not keep:
            await press(pilot, "ctrl+s")
        assert not page.unsaved()
        assert page.form.draft.terms.conditions == "Villkor"
    assert stored(book).terms.clinic.startswith("xHär" if keep else "Deras")
    assert stored(book).terms.conditions == "Villkor"


async def test_it_follows_the_book_but_never_over_what_is_written(
    session: Session, book: Book
) -> None:
    async with standing(CaseTypePage(session, BOOK)) as pilot:
        page = page_of(pilot)
        one = case_types.save(book, UNIT, 1, replace(stored(book), active=False), seen=stored(book))
        page._poll()
        assert not page.form.draft.active
        await press(pilot, "x")
        case_types.save(book, UNIT, 1, replace(one, active=True), seen=one)
        page._poll()
        assert page.form.draft.terms.clinic.startswith("xHär")
        assert "Din text står kvar osparad" in page.form.line


# --- the contact card -----------------------------------------------------------------------------


async def test_the_contact_card_is_changed_with_keys_alone_r105(
    session: Session, book: Book
) -> None:
    async with standing(ClinicPage(session)) as pilot:
        assert "K Kontaktkort" in golden.text_of(pilot.app).splitlines()[-1]
        await press(pilot, "k")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ContactCardDialog)
        await press(pilot, "home", "shift+end", *"08-1", "escape")
        await settled(pilot)
        assert "Kontaktkortet är ändrat." in golden.text_of(pilot.app)
        await press(pilot, "escape", "enter")
        await settled(pilot)
        assert "Telefon  08-1" in pilot.app.screen.query_one(LinkView).said
    assert contact_card.read(book, 1).phone == "08-1"


@pytest.mark.parametrize("keep", [True, False])
async def test_who_was_slower_is_asked_and_nothing_typed_is_lost(
    session: Session, book: Book, keep: bool
) -> None:
    async with standing(ClinicPage(session), "k") as pilot:
        card = contact_card.read(book, 1)
        contact_card.save(book, UNIT, card._replace(phone="1", address="Torget 2"), seen=card)
        await press(pilot, "home", "shift+end", *"08-1", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Question)
        assert "Mitt   ”08-1”" in golden.text_of(pilot.app)
        assert contact_card.read(book, 1).phone == "1"
        await press(pilot, "b" if keep else "t")
        await settled(pilot)
        if not keep:
            assert pilot.app.screen.query_one("#phone", TextInput).value == "1"
            await press(pilot, "enter")
            await settled(pilot)
        assert isinstance(pilot.app.screen, ClinicPage)
    saved = contact_card.read(book, 1)
    assert (saved.phone, saved.address) == ("08-1" if keep else "1", "Torget 2")


async def test_the_contact_card_by_mouse_and_only_by_the_unit(session: Session) -> None:
    async with standing(ClinicPage(session)) as pilot:
        await click_link(pilot, "card")
        assert isinstance(pilot.app.screen, ContactCardDialog)
        await click(pilot, button(pilot.app, "Avbryt"))
        await press(pilot, "f2")
        await settled(pilot)
        page = pilot.app.screen
        assert isinstance(page, ClinicPage)
        assert "Ändra kontaktkort" not in page.query_one(LinkView).said
        await press(pilot, "k")
        assert pilot.app.screen is page


# --- the rest -------------------------------------------------------------------------------------


async def test_the_way_here_and_the_steps_r116_r118_r119(session: Session) -> None:
    async with opened(session, "enter") as pilot:
        said = pilot.app.screen.query_one(LinkView).said
        for step in ("☑ Ansluten till 1177", "☑ Villkorstexter skrivna", "läggs ut löpande"):
            assert step in said
        assert isinstance(pilot.app.screen, ClinicPage)
        golden.check(pilot.app, "admin-clinic-80x24")


async def test_the_page_of_an_arendetyp_r114_r115(session: Session) -> None:
    async with opened(session, *TO_BOOKING) as pilot:
        golden.check(pilot.app, "admin-case-type-80x24")


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_any_size_will_do(session: Session, size: tuple[int, int]) -> None:
    async with opened(session, *TO_BOOKING, "tab", "f6", "f6", size=size) as pilot:
        assert page_of(pilot).query(KeyBar)
        await press(pilot, "escape", "f2")
        assert isinstance(pilot.app.screen, CaseTypesPage)


@pytest.mark.parametrize("kind", [StartPage, ClinicPage, CaseTypesPage])
def test_no_two_commands_share_a_key(kind: type[AdminScreen], session: Session) -> None:
    assert clashes(kind(session).commands()) == []
    assert clashes(CaseTypePage(session, BOOK).commands()) == []


def test_the_demonstration_goes_along_and_the_staffs_role_does_not(session: Session) -> None:
    shown = session._replace(actor=Actor(Role.STAFF, "Rut", demo=True))
    page = StartPage(shown)
    assert page.session.actor == Actor(Role.UNIT_ADMIN, "Rut", demo=True)
    it = StartPage(session._replace(actor=Actor(Role.IT)))
    assert it.session.actor.masked


@pytest.mark.parametrize(
    ("part", "text", "said", "is_fault"),
    [
        ("clinic", "x" * 300, "300 av 300", False),
        ("clinic", "x" * 301, "300 av 301 tecken visas direkt", False),
        ("to_care", "_x_", "1 av 150", False),
        ("to_care", "x" * 151, "! 151 av 150", True),
        ("conditions", "ab", "2 tecken", False),
        ("conditions", "x" * 2001, "! 2001 tecken, högst 2000", True),
    ],
)
def test_the_counters_b4(part: str, text: str, said: str, is_fault: bool) -> None:
    assert note(part, text) == (said, is_fault)


def test_the_urval_is_kept_as_what_differs() -> None:
    people = [
        case_types.Member(1, "A", "", inside=True),
        case_types.Member(2, "B", "", inside=False),
    ]
    draft = Draft().with_audience(people, frozenset({2}))
    assert (draft.include, draft.exclude) == (frozenset({2}), frozenset({1}))
    assert draft.with_audience(people, frozenset({1})) == Draft()
