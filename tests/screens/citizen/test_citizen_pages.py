"""1177 on the screen: login, start, clinic, booked times, inbox, phone, settings (R92-R106)."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import Static

from asynja_tui import themes
from db import clock
from db.book import Book
from db.bookings import acts as bookings
from db.bookings import messages
from db.citizen import portal
from db.log import query
from db.rules.changes.changes import REBOOKING_CLOSED
from db.rules.citizen import CARE_CANCELLED
from db.setup import clinics, patients
from db.timeline import parse_instant
from db.values import Act, Actor, CaseKind, JournalSystem, Role
from db.worlds import catalogue
from screens.citizen.base import CitizenDialog, CitizenScreen
from screens.citizen.booking_step import TermsDialog
from screens.citizen.bookings import BookingsPage, CancelDialog, RebookDialog
from screens.citizen.choose_time import ChooseTimePage
from screens.citizen.clinic import ClinicPage
from screens.citizen.deep_link import DeepLink, read
from screens.citizen.inbox import InboxPage, LetterPage
from screens.citizen.login import LoginPage
from screens.citizen.paper import FILE_KINDS, PaperDialog
from screens.citizen.phone import PhonePage, PhonePanel
from screens.citizen.receipt import ReceiptPage
from screens.citizen.start import FEW, SettingsPage, StartPage
from screens.commands import clashes
from screens.copied import free_name
from screens.session import Session
from screens.start import StartScreen
from tests.db.builders import make_resource, make_slot, make_type, publish_all
from tests.screens import golden, guide_world
from tests.screens.citizen.pages import (
    click,
    foot,
    names,
    opened,
    page,
    press,
    said,
    session_of,
    settled,
    standing,
)
from tests.screens.staff.setup.test_colours import contrast
from widgets.bars.portal_bar import PortalBar
from widgets.choice_list import ChoiceList
from widgets.forms.dialog import DialogButton
from widgets.forms.options import Tick
from widgets.forms.path_input import PathInput
from widgets.forms.text_input import TextInput
from widgets.link_view import LinkView
from widgets.menus.context_menu import ContextMenu
from widgets.rich_text import TermsView

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session
FRIDA = DeepLink(pnr="199107172380")
BOOKED = FRIDA._replace(service="bokade")


def frida(book: Book) -> Actor:
    return patients.citizen(book, "199107172380")


def with_times(book: Book, *starts: str) -> list[int]:
    """Times that care has booked for Frida, at a resource of their own."""
    kind, resource = make_type(book, "Kontroll", "Kontroll"), make_resource(book, "Kontrollen")
    made = [make_slot(book, resource, kind, start) for start in starts]
    care = Actor(Role.STAFF)
    whom = frida(book).patient
    return [bookings.book_time(book, care, 1, one, patient=whom, seen=None).id for one in made]


def booked(book: Book, *keys: str) -> AbstractAsyncContextManager[Pilot[None]]:
    """Frida's booked times, after some keys."""
    return standing(BookingsPage(session_of(book, FRIDA.pnr)), *keys)


def started(
    book: Book, *keys: str, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[Pilot[None]]:
    """Frida's start page, after some keys."""
    return standing(StartPage(session_of(book, FRIDA.pnr)), *keys, size=size)


def fault(page: LoginPage) -> str:
    return str(page.query_one("#said", Static).content)


# --- logging in -----------------------------------------------------------------------------------


async def test_from_the_staffs_side_to_1177_and_back_with_keys_alone(book: Book) -> None:
    async with opened(book) as pilot:
        assert isinstance(page(pilot), LoginPage)
        await press(pilot, *"frida", "enter")
        await settled(pilot)
        assert isinstance(page(pilot), StartPage)
        assert page(pilot).session.actor == frida(book)
        bar = page(pilot).query_one(PortalBar).shown
        assert (bar.name, bar.who, bar.crumbs) == ("1177", "Frida Övningsdal", ("Start",))
        await press(pilot, "escape")
        await settled(pilot)
        login = page(pilot)
        assert isinstance(login, LoginPage)
        assert login.query_one(TextInput).value == ""
        await press(pilot, "escape")
        await settled(pilot)
        start = pilot.app.screen
        assert isinstance(start, StartScreen)
        assert start.session.actor.role is Role.SCHEDULER


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("19910717-2381", "Den sista siffran stämmer inte"),
        ("19910717-A380", "reservnummer"),
        ("ingen", "Skriv ditt personnummer"),
    ],
)
async def test_r106_a_wrong_number_gets_the_reason_below_the_field(
    book: Book, typed: str, reason: str
) -> None:
    async with opened(book) as pilot:
        login = page(pilot)
        assert isinstance(login, LoginPage)
        login.query_one(TextInput).value = typed
        await press(pilot, "enter")
        assert reason in fault(login)
        await press(pilot, "backspace")
        assert fault(login) == ""
        login.query_one(TextInput).value = "9107172380"
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(page(pilot), StartPage)


async def test_mouse_alone_logs_in_goes_about_and_logs_out(book: Book) -> None:
    async with opened(book) as pilot:
        await pilot.click(ChoiceList, offset=(5, 1))
        await settled(pilot)
        assert page(pilot).session.actor.name == "Frida Övningsdal"
        await click(pilot, "clinic:1")
        assert isinstance(page(pilot), ClinicPage)
        await click(pilot, "bookings")
        assert page(pilot).query_one(PortalBar).shown.crumbs == (
            "Start", "Primus MVK VC Test", "Bokade tider",
        )  # fmt: skip
        await pilot.click(PortalBar, offset=(2, 1))  # "Start" in the way here
        await settled(pilot)
        assert isinstance(page(pilot), StartPage)
        await pilot.click(PortalBar, offset=(75, 0))
        await settled(pilot)
        assert isinstance(page(pilot), LoginPage)


async def test_in_a_demonstration_the_numbers_are_masked(book: Book) -> None:
    async with opened(book) as pilot:
        login = page(pilot)
        login.session = login.session._replace(actor=Actor(Role.SCHEDULER, demo=True))
        login.reload()
        tips = [one.tip for one in page(pilot).query_one(ChoiceList).choices]
        assert all(tip.endswith("****") for tip in tips)
        await press(pilot, "down", "enter")
        await settled(pilot)
        assert page(pilot).session.actor.demo


async def test_enter_at_the_login_picks_nobody_by_accident(book: Book) -> None:
    async with opened(book, "enter") as pilot:
        login = page(pilot)
        assert isinstance(login, LoginPage)
        assert "Välj vem du loggar in som med pilarna" in fault(login)
        assert "▌" not in golden.text_of(pilot.app)
        await press(pilot, *"19", "enter")
        assert "Flera heter eller har så." in fault(login)
        first = login.query_one(ChoiceList).choices[0].label
        await press(pilot, "down")
        assert f"▌{first}" in golden.text_of(pilot.app)
        await press(pilot, "backspace", "9")
        await press(pilot, "down", "backspace", "enter")  # what is typed chooses anew
        assert isinstance(page(pilot), LoginPage)
        await press(pilot, "9", "down", "enter")
        await settled(pilot)
        assert page(pilot).session.actor.name == first


async def test_in_an_empty_book_an_inhabitant_is_put_up_at_the_login(tmp_path: Path) -> None:
    path = tmp_path / "tom.db"
    catalogue.make(path, "tom").close()
    with Book.open(path) as empty:
        async with opened(empty) as pilot:
            login = page(pilot)
            assert isinstance(login, LoginPage)
            assert fault(login) == "! Boken har inga invånare än. Ctrl+N lägger upp en."
            await press(pilot, "enter", "f2", *"199107172380", "tab", *"Frida Ny", "enter")
            await settled(pilot)
            await press(pilot, "enter")
            await settled(pilot)
            assert page(pilot).session.actor.name == "Frida Ny"
            assert "Lägg till den mottagning" in said(pilot)
            await press(pilot, "i")
            await settled(pilot)
            assert "Ett kommer när du bokar" in said(pilot)
            await press(pilot, "f")
            await settled(pilot)
            text = " ".join(golden.text_of(pilot.app).split())
            assert "Slå på aviseringar under Inställningar" in text


# --- the commands ---------------------------------------------------------------------------------


async def test_nothing_of_the_staffs_side_can_be_done_on_1177(book: Book) -> None:
    async with started(book) as pilot:
        actions = {one.action for one in page(pilot).commands()}
        assert not any("open_page" in one or "use_role" in one for one in actions)
        assert "app.choose_role" not in actions
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, ContextMenu)
        await press(pilot, "escape", "alt+a")
        assert isinstance(page(pilot), StartPage)


KINDS = [StartPage, LoginPage, BookingsPage, InboxPage, SettingsPage, PhonePage]


def test_a_letter_means_the_same_on_every_page_of_1177() -> None:
    meant: dict[str, set[str]] = {}
    for kind in every_page(CitizenScreen):
        for command in kind.PAGE_COMMANDS:
            for key in command.key.split(","):
                if len(key) == 1:
                    meant.setdefault(key, set()).add(command.label)
    assert len(meant) > 12
    assert {key: labels for key, labels in meant.items() if len(labels) > 1} == {}


def every_page(kind: type[CitizenScreen]) -> Iterator[type[CitizenScreen]]:
    for one in kind.__subclasses__():
        yield one
        yield from every_page(one)


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_commands_of_a_page_share_a_key(kind: type[StartPage], session: Session) -> None:
    made = kind(session)
    assert clashes(made.commands()) == []
    assert made.PAGE_NAME
    assert made.HELP.endswith(".")


# --- start ----------------------------------------------------------------------------------------


async def test_r98_the_start_page_has_all_booked_times_and_can_fold_them(book: Book) -> None:
    ids = with_times(book, *(f"2024-10-0{day} 07:00" for day in (1, 2, 3)))
    async with started(book) as pilot:
        assert "Fredag 20 september 2024 kl. 09:30" in said(pilot)
        assert f"booking:{ids[-1]}" in names(pilot)
        page(pilot).query_one(LinkView).go("fold")
        assert "Visa mindre" in said(pilot)
        await press(pilot, "enter")
        assert f"Visa alla ({FEW + 1})" in said(pilot)
        assert f"booking:{ids[-1]}" not in names(pilot)
        await press(pilot, "enter", "home", "down", "enter")
        await settled(pilot)
        shown = page(pilot)
        assert isinstance(shown, BookingsPage)
        assert shown.at is not None
        assert shown.at.booking.id == ids[0]


async def test_a_clinic_is_added_from_a_list(book: Book) -> None:
    with book.write() as tx:
        clinics.add(tx, "Björkens [b]vårdcentral", JournalSystem.PMO, connected=True)
        clinics.add(tx, "Stängda", JournalSystem.PMO, connected=False)
    async with started(book, "m") as pilot:
        assert names(pilot) == ("clinic:2", "back")
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(page(pilot), StartPage)
        assert "Björkens [b]vårdcentral" in said(pilot)
        await press(pilot, "k")
        assert page(pilot).query_one(LinkView).at == "clinic:2"


async def test_the_page_follows_the_book(book: Book) -> None:
    async with started(book) as pilot:
        assert "3 olästa" in said(pilot)
        for one in messages.inbox(book, frida(book)):
            messages.open_message(book, frida(book), one.id)
        with_times(book, "2024-10-01 07:00")
        page(pilot)._poll()
        assert "1 oläst" in said(pilot)
        assert "Tisdag 1 oktober 2024" in said(pilot)


# --- direct links ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [DeepLink(), DeepLink(3), DeepLink(3, "boka"), DeepLink(0, "bokade", "191212121212")],
)
def test_a_direct_link_is_read_as_it_was_written(link: DeepLink) -> None:
    assert read(link.text) == link
    assert read(f"{link.text} clinic=x okänt") == link


@pytest.mark.parametrize(
    ("link", "kind", "way"),
    [
        (FRIDA, StartPage, ("Start",)),
        (FRIDA._replace(clinic=1), ClinicPage, ("Start", "Primus MVK VC Test")),
        (FRIDA._replace(clinic=1, service="bokade"), BookingsPage,
         ("Start", "Primus MVK VC Test", "Bokade tider")),
        (BOOKED, BookingsPage, ("Start", "Bokade tider")),
    ],
)  # fmt: skip
async def test_r105_a_direct_link_goes_on_after_the_login(
    book: Book, link: DeepLink, kind: type[StartPage], way: tuple[str, ...]
) -> None:
    async with opened(book, link=link) as pilot:
        assert type(page(pilot)) is kind
        assert page(pilot).query_one(PortalBar).shown.crumbs == way
        await press(pilot, "ctrl+l")
        await settled(pilot)
        assert isinstance(page(pilot), LoginPage)
        await press(pilot, "down", "enter")  # the link was for that login only
        await settled(pilot)
        assert isinstance(page(pilot), StartPage)


async def test_a_link_to_a_clinic_that_is_gone_says_so(book: Book) -> None:
    async with opened(book, link=FRIDA._replace(clinic=99)) as pilot:
        assert isinstance(page(pilot), ClinicPage)
        await press(pilot, "escape")
        await settled(pilot)
        assert isinstance(page(pilot), StartPage)


# --- the clinic -----------------------------------------------------------------------------------


async def test_r92_the_clinics_services_or_why_they_are_not_there(book: Book) -> None:
    async with started(book, "k") as pilot:
        assert "Mottagningens tjänster" in said(pilot)
        assert "Telefon" in said(pilot)
        assert "book" in names(pilot)
        with book.write() as tx:
            tx.run("UPDATE case_type SET active = 0 WHERE kind = 'book'")
        page(pilot)._poll()
        assert "book" not in names(pilot)
        assert "har inte öppnat för att boka tid på 1177" in said(pilot)
        await press(pilot, "b")
        assert isinstance(page(pilot), ClinicPage)


# --- booked times ---------------------------------------------------------------------------------


async def test_r103_a_booked_time_as_the_guide_shows_it(book: Book) -> None:
    async with booked(book) as pilot:
        text = said(pilot)
        for part in (
            "Fredag 20 september 2024 kl. 09:30", "Akutmottagning", "Mottagning:", "Typ av tid:",
            "Visa information och villkor för att om- och avboka", "[ AVBOKA ]", "Skriv ut",
        ):  # fmt: skip
            assert part in text
        assert "30 min" not in text  # R19
        for key in ("A AVBOKA", "O OMBOKA", "U Skriv ut", "Esc Tillbaka"):
            assert key in foot(pilot)
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, TermsDialog)


async def test_avboka_late_with_a_notice_a_tick_and_a_reason(book: Book) -> None:
    """R50, R94, R121: the footer's keys alone, and the time is free again."""
    slot = next(iter(bookings_of(book)))
    async with booked(book) as pilot:
        await press(pilot, "a")
        dialog = pilot.app.screen
        assert isinstance(dialog, CancelDialog)
        assert "kan mottagningen ta betalt" in golden.text_of(pilot.app)
        await press(pilot, *"Sjuk", "enter")
        assert "Bocka i" in dialog.frame.line
        await press(pilot, "space", "enter")
        await settled(pilot)
        text = " ".join(said(pilot).split())
        assert "är avbokad. En bekräftelse finns i inkorgen." in text
        assert "Du har inga bokade tider" in said(pilot)
    assert messages.inbox(book, frida(book))[0].subject == "Din tid är avbokad"
    with book.read() as reader:
        assert reader.value("SELECT taken FROM slot WHERE id = ?", (slot,)) == 0


def bookings_of(book: Book) -> list[int]:
    return [one.booking.slot or 0 for one in portal.booked_times(book, frida(book))]


async def test_avboka_with_the_mouse_alone(book: Book) -> None:
    key = portal.booked_times(book, frida(book))[0].booking.id
    async with booked(book) as pilot:
        await click(pilot, f"cancel:{key}")
        await pilot.click("#read")
        buttons = list(pilot.app.screen.query(DialogButton))
        assert [one.button.label for one in buttons] == ["AVBOKA", "Avbryt"]
        await pilot.click(buttons[0])
        await settled(pilot)
        assert "är avbokad" in said(pilot)


async def test_r117_avboka_shows_information_till_varden_at_the_reason(book: Book) -> None:
    with book.write() as tx:
        tx.run(
            "UPDATE case_type SET terms_to_care = '**Skriv** varför du av- eller ombokar.'"
            " WHERE kind = 'change'"
        )
    async with booked(book) as pilot:
        await press(pilot, "a")
        dialog = pilot.app.screen
        assert isinstance(dialog, CancelDialog)
        shown = str(dialog.query_one("#to_care", Static).content)
        assert shown == "Information till vården: Skriv varför du av- eller ombokar."
        await press(pilot, "escape")
        with book.write() as tx:
            tx.run("UPDATE case_type SET terms_to_care = '' WHERE kind = 'change'")
        page(pilot)._poll()
        await settled(pilot)
        await press(pilot, "a")
        assert not pilot.app.screen.query("#to_care")


async def test_with_only_boka_active_no_page_says_that_there_are_no_bookings(book: Book) -> None:
    """R98, R104: Frida has her confirmation."""
    with book.write() as tx:
        tx.run("UPDATE case_type SET active = 0 WHERE kind = 'change'")
    async with opened(book, link=BOOKED) as pilot:
        for _ in range(2):
            text = " ".join(said(pilot).split())
            assert "Du har bokad tid hos Primus MVK VC Test som inte visas här" in text
            assert "inga bokade tider" not in text
            await press(pilot, "escape")
            await settled(pilot)


async def test_avboka_that_another_was_quicker_with_says_so(book: Book) -> None:
    async with booked(book) as pilot:
        await press(pilot, "a", "tab", "space")
        one = portal.booked_times(book, frida(book))[0]
        bookings.cancel(book, Actor(Role.STAFF), one.booking.id, seen=None)
        await press(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, CancelDialog)
        assert dialog.frame.line == "! Tiden är redan avbokad av mottagningen. Ingenting ändrades."
        await press(pilot, "escape")
        await settled(pilot)
        page(pilot)._poll()
        assert "Du har inga bokade tider" in said(pilot)


async def test_r102_and_r135_the_printed_text_instead_of_omboka(book: Book) -> None:
    with book.write() as tx:
        tx.run("UPDATE time_type SET web_rebookable = 0 WHERE name = 'Akut'")
    publish_all(book)
    async with booked(book) as pilot:
        text = " ".join(said(pilot).split())
        assert REBOOKING_CLOSED in text
        assert "[ OMBOKA ]" not in text
        assert "[ AVBOKA ]" in text
        await press(pilot, "o")
        assert isinstance(page(pilot), BookingsPage)


async def test_r12_the_buttons_are_there_until_1177_knows_and_the_act_is_refused(
    book: Book,
) -> None:
    with book.write() as tx:
        tx.run("UPDATE time_type SET web_rebookable = 0, web_cancellable = 0 WHERE name = 'Akut'")
    async with booked(book) as pilot:
        assert "[ AVBOKA ]" in said(pilot)
        assert "[ OMBOKA ]" in said(pilot)
        await press(pilot, "a", *"Sjuk", "tab", "space", "enter")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, CancelDialog)
        assert "tillåter inte längre att den här tiden avbokas på 1177" in dialog.frame.line
        await press(pilot, "escape", "j")
        await settled(pilot)
        publish_all(book)
        page(pilot)._poll()
        await settled(pilot)
        assert "[ AVBOKA ]" not in said(pilot)
        assert "[ OMBOKA ]" not in said(pilot)


async def test_r62_in_pmo_a_late_change_has_no_buttons_but_whom_to_call(book: Book) -> None:
    with book.write() as tx:
        tx.run("UPDATE clinic SET system = 'pmo'")
        tx.run("UPDATE time_type SET name = 'Akut 1177' WHERE name = 'Akut'")
    async with booked(book) as pilot:
        text = " ".join(said(pilot).split())
        assert text.count("Ring Primus MVK VC Test på 08-46500400.") == 1
        assert not any(one.startswith(("cancel", "rebook")) for one in names(pilot))


async def test_omboka_shows_the_terms_first(book: Book) -> None:
    async with booked(book, "o") as pilot:
        dialog = pilot.app.screen
        assert isinstance(dialog, RebookDialog)
        await press(pilot, "tab", "enter")
        assert "Bocka i" in dialog.frame.line
        await press(pilot, "escape")
        await settled(pilot)
        assert isinstance(page(pilot), BookingsPage)


async def test_omboka_goes_on_to_the_times_of_the_same_kind(book: Book) -> None:
    async with booked(book, "o", "space", "enter") as pilot:
        shown = page(pilot)
        assert isinstance(shown, ChooseTimePage)
        assert shown.step.draft.booking is not None
        assert shown.step.draft.booking.type_name == "Akut"
        await press(pilot, "escape")
        await settled(pilot)
        assert isinstance(page(pilot), BookingsPage)


async def test_r132_the_terms_tell_of_the_24_hours(book: Book) -> None:
    async with booked(book, "v") as pilot:
        text = pilot.app.screen.query_one(TermsView).said
        assert "senare än 24 timmar före besöket" in " ".join(text.split())


async def test_a_long_reason_is_folded_after_90_characters(book: Book) -> None:
    one = portal.booked_times(book, frida(book))[0]
    with book.write() as tx:
        tx.run(
            "UPDATE booking SET phone = '', comment = ? WHERE id = ?", ("ord " * 40, one.booking.id)
        )
    async with booked(book) as pilot:
        assert said(pilot).count("ord") == 22
        page(pilot).query_one(LinkView).go(f"more:{one.booking.id}")
        await press(pilot, "enter")
        assert said(pilot).count("ord") == 40
        assert "[dölj text]" in said(pilot)


async def test_skriv_ut_to_a_file_of_ones_choice(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with booked(book, "u") as pilot:
        dialog = pilot.app.screen
        assert isinstance(dialog, PaperDialog)
        field = dialog.query_one(PathInput)
        assert field.value == "~/Bokad tid 2024-09-20.txt"
        await press(pilot, "down")
        assert field.value == "~/Bokad tid 2024-09-20.ics"
        await press(pilot, "enter")
        await settled(pilot)
        assert "Sparat i" in said(pilot)
        assert (
            free_name(tmp_path, "Bokad tid 2024-09-20", FILE_KINDS) == "~/Bokad tid 2024-09-20 (2)"
        )
        await press(pilot, "u")
        again = pilot.app.screen
        assert isinstance(again, PaperDialog)
        again.query_one(PathInput).value = "~/Bokad tid 2024-09-20.ics"
        await press(pilot, "enter")
        assert "skrivs inte över" in again.frame.line
    assert "BEGIN:VEVENT" in (tmp_path / "Bokad tid 2024-09-20.ics").read_text(encoding="utf-8")


async def test_a_cancelled_time_is_saved_for_the_calendar_from_its_letter(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    actor = frida(book)
    one = portal.booked_times(book, actor)[0].booking
    portal.cancel(book, actor, one.id, seen=None, reason="Frisk")
    async with started(book, "i") as pilot:
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(page(pilot), LetterPage)
        assert "Din tid är avbokad" in said(pilot)
        assert "Visa den bokade tiden" not in said(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, PaperDialog)
        assert dialog.query_one(PathInput).value == "~/Avbokad tid 2024-09-20.ics"
        await press(pilot, "enter")
        await settled(pilot)
        assert "Sparat i" in said(pilot)
    file = tmp_path / "Avbokad tid 2024-09-20.ics"
    assert "METHOD:CANCEL" in file.read_text(encoding="utf-8")


# --- inbox, phone, settings -----------------------------------------------------------------------


async def test_r104_and_r121_the_confirmation_is_in_the_inbox_until_read(book: Book) -> None:
    async with started(book, "i") as pilot:
        assert "Meddelanden, 3 olästa" in said(pilot)
        assert "● Bekräftelse på din bokning" in said(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(page(pilot), LetterPage)
        assert "Du har en bokad tid fredag 20 september 2024 kl. 09:30." in said(pilot)
        await press(pilot, "enter")  # the booked time itself
        await settled(pilot)
        assert isinstance(page(pilot), BookingsPage)
        await press(pilot, "escape", "escape")
        await settled(pilot)
        assert isinstance(page(pilot), InboxPage)
        page(pilot)._poll()
        assert "Meddelanden, 2 olästa" in said(pilot)


async def test_r122_and_r123_the_phone_tells_what_came_and_what_did_not(book: Book) -> None:
    patients.set_notices(book, frida(book), sms=True, mail=False)
    (made,) = with_times(book, "2024-10-01 07:00")
    clock.set_to(book, Actor(Role.SCHEDULER), parse_instant("2024-09-19 12:00"))
    bookings.cancel(book, Actor(Role.STAFF), made, seen=None)
    async with started(book, "f") as pilot:
        shown = pilot.app.screen.query_one(PhonePanel)
        lines = " ".join(" ".join(line.text for line in shown.shown).split())
        assert "✗ Inget kom tor 19 sep 2024 12:00" in lines
        assert CARE_CANCELLED in lines
        assert "Sms tor 19 sep 2024 11:05 Du har ett meddelande" in lines
    async with started(book, "i", size=(120, 40)) as pilot:
        assert pilot.app.screen.query_one(PhonePanel).display
        assert "Din telefon" in golden.text_of(pilot.app)


async def test_r122_notices_are_turned_on_and_off(book: Book) -> None:
    async with started(book, "s", "space", "down") as pilot:
        assert isinstance(page(pilot), SettingsPage)
        assert patients.find(book, "199107172380").sms
        assert page(pilot).query_one("#sms", Tick).label == "Sms till +46701740608"
        await press(pilot, "tab", "space")
        assert patients.find(book, "199107172380").mail
        await pilot.click("#sms")
        assert not patients.find(book, "199107172380").sms


async def test_markup_in_the_books_words_is_only_text(book: Book) -> None:
    with book.write() as tx:
        tx.run("UPDATE clinic SET name = '[red]Enhet[/]'")
        tx.run("UPDATE patient SET name = '[bold]Frida'")
        tx.run("UPDATE message SET subject = '[/]Rubrik'")
    async with started(book, "i") as pilot:
        assert "[/]Rubrik" in said(pilot)
        assert page(pilot).query_one(PortalBar).shown.who == "[bold]Frida"
        await press(pilot, "escape", "k")
        await settled(pilot)
        assert "[red]Enhet[/]" in said(pilot)


async def test_a_key_that_comes_before_the_page_is_drawn_does_nothing(session: Session) -> None:
    page = StartPage(session)
    assert not page.check_action("inbox", ())
    assert not page.check_action("back", ())


async def test_a_dialog_that_is_closed_before_it_is_drawn_is_only_gone(book: Book) -> None:
    async with booked(book, "u", "escape") as pilot:
        below = page(pilot)
        assert isinstance(below, BookingsPage)
        one = below.at
        assert one is not None
        cancel = CancelDialog(
            one, lambda _: portal.cancel(book, frida(book), one.booking.id, seen=None)
        )
        terms = TermsDialog("Villkor", CaseKind.CHANGE, one.terms, one.where.name)
        for dialog in (terms, cancel, RebookDialog(one)):
            pilot.app.push_screen(dialog)
            assert not dialog.check_action("default", ())
            await pilot.app.pop_screen()
            await settled(pilot)
        assert page(pilot) is below


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_every_page_stands_in_any_size(book: Book, size: tuple[int, int]) -> None:
    async with started(book, size=size) as pilot:
        for key in ("k", "t", "i", "f", "s", "m"):
            await press(pilot, key)
            await settled(pilot)
            assert not isinstance(page(pilot), StartPage), key
            await press(pilot, "escape")
            await settled(pilot)
            while not isinstance(page(pilot), StartPage):
                await press(pilot, "escape")
                await settled(pilot)


PAIRS = [
    (text, ground)
    for ground in ("background", "surface", "field", "crumbs")
    for text in ("text", "quiet", "heading", "link", "attention", "key")
] + [("bar-text", "bar"), ("cursor-text", "cursor")]


@pytest.mark.parametrize("theme", themes.BY_NAME)
def test_every_text_can_be_read_on_its_ground(theme: str) -> None:
    colours = themes.BY_NAME[theme].variables
    for pair in PAIRS:
        text, ground = (Color.parse(colours[f"c1177-{name}"]) for name in pair)
        assert contrast(text, ground) >= 4.5, pair


@pytest.mark.parametrize(
    ("name", "size", "theme"),
    [
        ("citizen-bookings-80x24", (80, 24), "asynja-ljust"),
        ("citizen-bookings-120x40", (120, 40), "asynja-morkt"),
    ],
)
async def test_how_bokade_tider_looks(
    book: Book, name: str, size: tuple[int, int], theme: str
) -> None:
    async with opened(book, link=BOOKED, size=size, theme=theme) as pilot:
        golden.check(pilot.app, name)


async def test_how_the_start_page_looks(book: Book) -> None:
    async with opened(book, link=FRIDA, size=(120, 40)) as pilot:
        golden.check(pilot.app, "citizen-start-120x40")


# --- all of it ------------------------------------------------------------------------------------


async def tapped(pilot: Pilot[None], *keys: tuple[str, str]) -> None:
    """Press keys, each of which the page's line of keys shows, or the dialog's."""
    for key, shown in keys:
        top = pilot.app.screen
        line = str(top.frame.border_subtitle) if isinstance(top, CitizenDialog) else foot(pilot)
        assert shown in line, (key, line)
        await press(pilot, key)
        await settled(pilot)


async def test_booked_rebooked_and_cancelled_with_the_keys_that_the_line_shows(book: Book) -> None:
    """What the citizen does on 1177, care reads in the log; afterwards the time is free again."""
    tolvan = patients.citizen(book, "191212121212")
    enter = ("enter", "Enter")
    async with opened(book, link=DeepLink(pnr="191212121212")) as pilot:
        await tapped(pilot, ("k", "K Mottagning"), ("b", "B Boka tid"), ("space", "Mellanslag"))
        await tapped(pilot, *[enter] * 5)
        assert isinstance(page(pilot), ReceiptPage)
        first = portal.booked_times(book, tolvan)[0]
        await tapped(pilot, enter, ("t", "T Bokade tider"), ("o", "O OMBOKA"))
        await tapped(pilot, ("space", "Mellanslag bockar i"), ("enter", "Enter Fortsätt"))
        await tapped(pilot, enter, enter)
        while not isinstance(page(pilot), ReceiptPage):
            await tapped(pilot, enter)
        second = portal.booked_times(book, tolvan)[0]
        assert second.booking.id == first.booking.id
        assert second.booking.start != first.booking.start
        await tapped(pilot, enter)
        while not isinstance(page(pilot), BookingsPage):
            await tapped(pilot, ("t", "T Bokade tider"))
        await tapped(pilot, ("a", "A AVBOKA"))
        await tapped(pilot, ("tab", "Tabb nästa"), ("space", "Mellanslag bockar i"))
        await tapped(pilot, ("enter", "Enter AVBOKA"))
        assert "är avbokad" in said(pilot)
    assert portal.booked_times(book, tolvan) == ()
    acts = [one.act for one in query.rows(book, Actor(Role.STAFF), 1)][-3:]
    assert acts == [Act.BOOKED, Act.REBOOKED, Act.CANCELLED]
    with book.read() as reader:
        for slot in (first.booking.slot, second.booking.slot):
            assert reader.value("SELECT taken FROM slot WHERE id = ?", (slot,)) == 0
