"""1177 on the screen, as a citizen of a book."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from asynja_tui.shell import Shell
from db.book import Book
from db.setup import patients
from db.values import Actor, Role
from screens.citizen.base import CitizenScreen
from screens.citizen.deep_link import DeepLink
from screens.session import Prefs, Session
from tests.screens.pilots import press, settled
from widgets.link_view import LinkView


@asynccontextmanager
async def opened(
    book: Book,
    *keys: str,
    link: DeepLink | None = None,
    size: tuple[int, int] = (80, 24),
    theme: str = "asynja-ljust",
    clinic: int = 1,
) -> AsyncIterator[Pilot[None]]:
    """The login page, after some keys; or where a direct link leads."""
    session = Session(book, Actor(Role.SCHEDULER), clinic, Prefs(theme))
    shell = Shell(session, "citizen", (link or DeepLink()).text)
    async with shell.run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys:
            await press(pilot, key)
            await settled(pilot)
        await settled(pilot)
        yield pilot


def session_of(book: Book, pnr: str, theme: str = "asynja-ljust") -> Session:
    """A citizen's, as the login makes it."""
    return Session(book, patients.citizen(book, pnr), 1, Prefs(theme))


@asynccontextmanager
async def standing(
    shown: CitizenScreen, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """A page of 1177 alone, after some keys: where the way to it is not what is tried."""
    shell = Shell(Session(shown.session.book, Actor(Role.SCHEDULER), 1, shown.session.prefs))
    async with shell.run_test(size=size) as pilot:
        shell.push_screen(shown)
        await settled(pilot)
        for key in keys:
            await press(pilot, key)
            await settled(pilot)
        yield pilot


def page(pilot: Pilot[None]) -> CitizenScreen:
    """The page on top."""
    found = pilot.app.screen
    assert isinstance(found, CitizenScreen), found
    return found


def said(pilot: Pilot[None]) -> str:
    """What the page says."""
    return page(pilot).query_one(LinkView).said


def names(pilot: Pilot[None]) -> tuple[str, ...]:
    """What can be chosen on the page."""
    return page(pilot).query_one(LinkView).names


async def click(pilot: Pilot[None], name: str) -> None:
    """Click on a link, with the mouse."""
    view = page(pilot).query_one(LinkView)
    line, cell = next((y, one) for y, one in view.places if one.name == name)
    inside = view.content_region.offset - view.region.offset
    await pilot.click(view, offset=(inside.x + cell.x + 1, inside.y + line - view.scroll_offset.y))
    await settled(pilot)


def foot(pilot: Pilot[None]) -> str:
    """The line of keys."""
    from tests.screens.golden import text_of

    return text_of(pilot.app).splitlines()[-1]


__all__ = [
    "click", "foot", "names", "opened", "page", "press", "said", "session_of", "settled",
    "standing",
]  # fmt: skip
