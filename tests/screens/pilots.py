"""What most tests of screens do with a program: wait until it stands still, press keys, look."""

from textual.pilot import Pilot

from screens.base import BookScreen
from tests.screens import golden
from widgets.bars.key_bar import KeyBar


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the page has what it mounts after its first frame."""
    for _ in range(20):
        await pilot.pause()
        page = pilot.app.screen
        if not isinstance(page, BookScreen) or page.query(KeyBar):
            break
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, one at a time."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def screen(pilot: Pilot[None]) -> object:
    """What stands on top; read through a call: mypy otherwise holds on to what it saw last."""
    return pilot.app.screen


def shows(pilot: Pilot[None], text: str) -> bool:
    """Whether a text can be read on the screen."""
    return text in golden.text_of(pilot.app)
