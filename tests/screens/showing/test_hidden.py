"""Visningsläge: on no page, no dialog, no title and in no notice can it be read who somebody is."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.rules.names.masking import HIDDEN
from db.values import Actor, Role
from screens import pages
from screens.base import BookScreen
from screens.session import Session
from screens.trouble.lost_book import FileDialog
from tests.effort import STRESS
from tests.screens import golden, guide_world
from tests.screens.pilots import press, settled
from widgets.sheet.sheet import Sheet

guide_file = guide_world.guide_file
book = guide_world.book
session = guide_world.session

NAMES = (
    "Qvintus Zakrisson-Öhxqvist",
    "Wzla 'Xander' von Qvark",
    "[b]Zemlja[/b] Påvelzon",
    "Zorro😀 Ekzz",
    "Bdolfina " + "Kzlaesdotter " * 5,
)
PHONES = ("0709998877", "+46709998877", "08-99 98 877")
SAID = "HEMLIGT om magen"
"""What stands in every comment and note."""


def make_hostile(book: Book) -> None:
    """Let everybody in the book, and in its log, be called so and have written so."""
    with book.write() as tx:
        kept = tx.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, _ in kept:  # histories are never changed
            tx.run(f"DROP TRIGGER {name}")
        patients = [row[0] for row in tx.rows("SELECT id FROM patient ORDER BY id")]
        for patient, name, phone in zip(patients, cycle(NAMES), cycle(PHONES), strict=False):
            sql = "UPDATE patient SET name = ?, phone = ?, email = ? WHERE id = ?"
            tx.run(sql, (name.strip(), phone, "qvintus.zakrisson@example.se", patient))
        tx.run("UPDATE booking SET comment = ?, staff_note = ?, phone = ?", (SAID, SAID, PHONES[0]))
        tx.run("UPDATE booking_change SET reason = ?", (SAID,))
        tx.run("UPDATE waiting_list_entry SET text = ?", (SAID,))
        rows = [row[0] for row in tx.rows("SELECT id FROM log_row ORDER BY id")]
        for row, name in zip(rows, cycle(NAMES), strict=False):
            tx.run("UPDATE log_row SET patient = ? WHERE id = ?", (name.strip(), row))
        for table in ("log_row", "booking_change"):
            tx.run(f"UPDATE {table} SET old_comment = ? WHERE act <> 'booked'", (SAID,))
            tx.run(f"UPDATE {table} SET new_comment = ? WHERE act <> 'cancelled'", (SAID,))
        for _, sql in kept:
            tx.run(sql)


def secrets(book: Book, *, names: bool) -> re.Pattern[str]:
    """What must not be read anywhere."""
    with book.read() as reader:
        numbers = [row[0] for row in reader.rows("SELECT pnr FROM patient")]
    parts = [rf"{number[2:8]}-?{number[8:]}" for number in numbers]
    parts += ["HEMLIGT", r"70[- ]?99", r"08-?99", "@example"]
    if names:
        words = {word for name in NAMES for word in re.findall(r"\w{3,}", name)} - {"von"}
        parts += [rf"\b{word}" for word in words]
    return re.compile("|".join(parts))


@asynccontextmanager
async def shown(
    session: Session, level: int, page: str, argument: str = "", size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Shell, Pilot[None]]]:
    """The program on a page in Visningsläge."""
    shell = Shell(session._replace(actor=Actor(Role.SCHEDULER, demo=level)), page, argument)
    async with shell.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield shell, pilot


DIALOGS = 9
"""The suite looks at every ninth dialog of a page; ``make stress`` at all."""


async def walk(shell: Shell, pilot: Pilot[None], seen: list[str]) -> None:
    """Look at the page, at what stands in each direction, and at each of its commands' dialogs."""
    page = shell.screen
    assert isinstance(page, BookScreen)
    base = len(shell.screen_stack)

    def look() -> None:
        seen.append(golden.text_of(shell))

    look()
    for keys in (["down"], ["end"], ["right"] * 4, ["tab"]):
        await press(pilot, *keys)
        look()
    for sheet in page.query(Sheet):
        sheet.focus()
        sheet.go(0, 0)
    for command in page.PAGE_COMMANDS if STRESS else page.PAGE_COMMANDS[::DIALOGS]:
        if command.availability(page, Role.SCHEDULER) is not True or command.key == "escape":
            continue
        page.carry_out(command.action)
        await settled(pilot)
        look()
        if shell.screen is not page:
            await press(pilot, *"an", "down", "enter")
            look()
        await shell._go_down_to(base - 1)


BOOKED = ("citizen", "bokade pnr={0}")
BOOKING = ("citizen", "clinic=1 boka pnr={0}")
PLACES = [(name, "") for name in ("log", "tidbok", "waiting", "admin")] + [BOOKED, BOOKING]
if STRESS:
    PLACES += [(one.name, "") for one in pages.PAGES if one.name not in dict(PLACES)]
    PLACES.append(("citizen", ""))


@pytest.mark.parametrize(("page", "argument"), PLACES)
async def test_nobody_is_named(session: Session, book: Book, page: str, argument: str) -> None:
    with book.read() as reader:
        booked = "SELECT p.pnr FROM booking b JOIN patient p ON p.id = b.patient_id"
        pnr = reader.value(f"{booked} WHERE b.status = 'booked' ORDER BY b.start DESC")
    make_hostile(book)
    seen: list[str] = []
    async with shown(session, 2, page, argument.format(pnr)) as (shell, pilot):
        await walk(shell, pilot, seen)
    found = [(secrets(book, names=True).findall(text), text) for text in seen]
    assert [(hits, text) for hits, text in found if hits] == []


async def test_the_first_level_hides_numbers_and_comments_and_no_names(
    session: Session, book: Book
) -> None:
    make_hostile(book)
    seen: dict[int, list[str]] = {0: [], 1: []}
    for level, texts in seen.items():
        async with shown(session, level, "log", size=(160, 30)) as (shell, pilot):
            texts.append(golden.text_of(shell))
            await press(pilot, "shift+z", "down", "enter")
            texts.append(golden.text_of(shell))
    assert len(set(secrets(book, names=False).findall("".join(seen[0])))) > 3  # it is not blind
    assert "".join(seen[0]).count("Qvintus") > 1
    assert not secrets(book, names=False).search("".join(seen[1]))
    assert "".join(seen[1]).count("Qvintus") > 1
    assert "-****" in "".join(seen[1])
    assert HIDDEN in "".join(seen[1])


async def test_who_comes_into_the_book_meanwhile_is_hidden_in_notices_titles_and_tips(
    session: Session, book: Book
) -> None:
    async with shown(session, 2, "tidbok") as (shell, pilot):
        with Book.open_same(book.same) as other, other.write() as tx:
            tx.run("UPDATE patient SET name = 'Ny Zzombor' WHERE id = 1")
        shell.notify("Ny Zzombor är bokad, 070-999 88 77", title="Ny Zzombor")
        shell.push_screen(FileDialog("Ny Zzombor", "zzombor 19121212-1212", lambda _: None))
        await settled(pilot)
        text = golden.text_of(shell)
        assert "är bokad" in text
        assert "zz" not in text.casefold()
        assert "1212-1212" not in text
        assert "88 77" not in text


async def test_it_is_turned_on_and_off_in_the_menu(session: Session, book: Book) -> None:
    async with shown(session, 0, "") as (shell, pilot):
        await shell.run_action("demonstrate")
        await settled(pilot)
        await press(pilot, "down", "down", "enter")
        await settled(pilot)
        assert shell.session.actor.demo == 2
        assert shell.has_class("-roomy")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert not shell.has_class("-roomy")
        await pilot.resize_terminal(100, 30)
        shell.notify("Tolvan Tolvansson 19121212-1212")
        await settled(pilot)
        assert "****** ********** 19121212-****" in golden.text_of(shell)
        await shell.run_action("present(0)")
        await settled(pilot)
        assert "Tolvansson 19121212-1212" in golden.text_of(shell)
        assert not shell.has_class("-showing")
