"""Senaste åtgärder on the screen: who did what, taking it back after a question, and why not."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.bookings import acts
from db.setup import resources
from db.tidbok import events
from db.values import Event
from screens.dialog import Question
from screens.session import Session
from screens.staff.shared.acts_dialog import ActsDialog
from tests.db.actors import STAFF
from tests.db.builders import at
from tests.screens.pilots import press, screen, settled, shows


@contextmanager
def another(book: Book) -> Iterator[Book]:
    """The same book, open in another program."""
    with Book.open(book.path) as opened:
        opened.program = "another"
        yield opened


def event_of(book: Book) -> Event:
    """An event that Rut adds in another program."""
    with another(book) as opened:
        whose = resources.every(opened, 1)[0].id or 0
        times = at("2024-09-13 08:00"), at("2024-09-13 09:00")
        return events.add(opened, STAFF, 1, whose, *times, "Möte", blocking=True).event


def there(session: Session, event: Event) -> bool:
    day = 739142  # 2024-09-13
    return event in events.every(session.book, 1, event.resource, day, day)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_another_s_act_is_taken_back_after_a_question(
    shell: Shell, session: Session, size: tuple[int, int]
) -> None:
    event = event_of(session.book)
    assert there(session, event)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "alt+z")
        assert isinstance(screen(pilot), ActsDialog)
        assert shows(pilot, "Rut Reception")
        assert shows(pilot, "Händelsen ”Möte” 08:00 inlagd")
        await press(pilot, "enter")
        question = screen(pilot)
        assert isinstance(question, Question)
        assert shows(pilot, "Rut Reception gjorde detta")
        await press(pilot, "escape")
        assert there(session, event), "nothing was done by asking"
        await press(pilot, "enter", "enter")
        assert not there(session, event)
        assert shows(pilot, "Ångrade: Händelsen")
        await press(pilot, "down", "enter")
        assert isinstance(screen(pilot), ActsDialog)
        assert shows(pilot, "Ångrad av Schemaläggare")
        await press(pilot, "up", "enter", "enter")  # and done again
        assert there(session, event)


async def test_what_is_not_taken_back_says_why(shell: Shell, session: Session) -> None:
    with session.book.read() as reader:
        slot = reader.value("SELECT id FROM slot WHERE taken = 0 AND start > ? ORDER BY start",
                            (at("2024-09-14 00:00"),))  # fmt: skip
    acts.book_time(session.book, STAFF, 1, slot, seen=None, patient=1, confirmed=True)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "alt+z", "enter")
        assert shows(pilot, "En bokning ångras inte: avboka den.")
        assert shows(pilot, " Du ")


async def test_an_empty_list_says_what_it_is(shell: Shell, session: Session) -> None:
    with session.book.write() as tx:
        tx.run("DELETE FROM acts")
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "alt+z", "enter")
        assert shows(pilot, "Inget har gjorts i boken än.")
        await press(pilot, "escape")
        assert not isinstance(screen(pilot), ActsDialog)


async def test_it_is_reached_by_the_menu_and_the_mouse(shell: Shell, session: Session) -> None:
    event = event_of(session.book)
    async with shell.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.click("MenuBar", offset=(3, 0))
        await pilot.pause()
        await _click_text(pilot, "Senaste åtgärder...")
        assert isinstance(screen(pilot), ActsDialog)
        await _click_text(pilot, "Ångra...")
        await pilot.click("Question DialogButton")
        await pilot.pause()
        assert not there(session, event)


async def _click_text(pilot: Pilot[None], text: str) -> None:
    from tests.screens import golden

    for y, line in enumerate(golden.text_of(pilot.app).splitlines()):
        x = line.find(text)
        if x >= 0:
            await pilot.click(offset=(x + 1, y))
            await pilot.pause()
            return
    raise AssertionError(text)
