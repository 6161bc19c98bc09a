"""What tests of the column do: wait until the mirror has looked, and read it."""

from textual.pilot import Pilot

from screens.base import BookScreen
from tests.screens.pilots import settled


async def looked(pilot: Pilot[None], page: object = None) -> BookScreen:
    """Wait until the mirror of a page, the one on top, has looked at the book."""
    await settled(pilot)
    page = page or pilot.app.screen
    assert isinstance(page, BookScreen)
    mirror = page.beside.mirror
    assert mirror is not None
    for _ in range(100):
        if not (mirror._timer or mirror._is_reading or mirror._is_wanted):
            break
        await pilot.pause(0.005)
    await pilot.pause()
    return page


def said(page: BookScreen, width: int = 60) -> list[str]:
    """What the mirror of a page says, a line each."""
    mirror = page.beside.mirror
    assert mirror is not None
    return [line.text.rstrip() for line in mirror.lines(width)]
