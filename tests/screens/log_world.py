"""A book with an imported log of many rows, written by plain SQL; and its page in a program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.values import Role
from screens.session import Session
from screens.staff.log.page import LogPage
from tests.db.builders import at
from tests.screens.pilots import press, settled

FILE = "hösten.csv"
START = at("2024-09-02 08:00")
MINUTE, HOUR, DAY = 60, 3_600, 86_400


def add_log(book: Book, rows: int, late_every: int, name: str = FILE, text: str = "") -> None:
    """An imported log: a row a minute, of which every so many is a late cancellation.

    Args:
        book: the book.
        rows: how many.
        late_every: rows with this number, twice it and so on are late, the first being 1.
        name: the log's.
        text: stands in every cell that takes any text.
    """
    with book.write() as tx:
        file = tx.insert(
            "INSERT INTO log_file (clinic_id, name, imported_at, imported_by) VALUES (1, ?, ?, '')",
            (name, START),
        )
        tx.many(
            "INSERT INTO log_row (clinic_id, file_id, chain, act, changed_at, referral, patient,"
            " pnr, interpreter, old_start, old_type, old_resource, old_comment, new_start,"
            " new_type, new_resource, new_comment, minutes_left, late) VALUES"
            " (1, ?, ?, ?, ?, ?, ?, ?, 'Nej', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(file, n, late=n % late_every == 0, text=text) for n in range(1, rows + 1)),
        )


def _row(file: int, n: int, *, late: bool, text: str) -> tuple[object, ...]:
    changed = START + n * MINUTE
    visit = changed + (2 * HOUR + 8 * MINUTE if late else 3 * DAY)
    act = "cancelled" if late else "booked"
    here = ("Akut", text or f"Resurs {n % 7}", text or f"Ont i halsen {n}")
    side, other = (visit, *here), (None, "", "", "")
    old, new = (side, other) if late else (other, side)
    who = text or ("Åsa Öberg" if n % 10 == 3 else "Tolvan Tolvansson")
    left = 128 if late else None
    return (file, n, act, changed, text, who, "191212121212", *old, *new, left, late)


@asynccontextmanager
async def opened(
    session: Session,
    *,
    file: str = "",
    search: str = "",
    size: tuple[int, int] = (120, 40),
    role: Role | None = None,
    notifications: bool = False,
) -> AsyncIterator[tuple[LogPage, Pilot[None]]]:
    """The page of a log, with what its threads do done."""
    if role is not None:
        session = session._replace(actor=replace(session.actor, role=role))
    shell = Shell(session)
    async with shell.run_test(size=size, notifications=notifications) as pilot:
        await settled(pilot)
        page = LogPage(session, file, search)
        page.page = "log"
        shell.push_screen(page)
        await rest(pilot)
        yield page, pilot


async def rest(pilot: Pilot[None]) -> None:
    """Wait until the threads are done and all is drawn."""
    await settled(pilot)
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys, and wait as above."""
    await press(pilot, *pressed)
    await rest(pilot)
